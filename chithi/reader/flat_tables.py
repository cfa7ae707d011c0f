"""A table of tasks that lost its cells: each row on one line, `1 Xây dựng đề án Sở Y tế Sở Tài chính Quý I/2025`.

Its columns are told by their kinds in the order of the head: a number, words, lists of units, a day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from chithi.reader import words as w
from chithi.reader.blocks import Block
from chithi.reader.heads import head_of
from chithi.reader.names import AND
from chithi.reader.result import Span
from chithi.reader.tokens import tokens
from chithi.reader.units import parse_units
from chithi.reader.view import View, rx

_BODY = "(?:cơ quan|đơn vị)(?: ?[,/] ?(?:cơ quan|đơn vị))?"
_COLUMN = rx(
    rf"(?:(?P<number>stt|tt|số tt)|(?P<lead>(?:{_BODY} )?chủ trì(?: thực hiện)?|{_BODY} thực hiện)"
    rf"|(?P<with>(?:{_BODY} )?phối hợp(?: thực hiện)?)"
    r"|(?P<due>(?:thời (?:gian|hạn)|tiến độ)(?: thực hiện| hoàn thành)?)"
    r"|(?P<task>nội dung(?: công việc| nhiệm vụ| thực hiện)?|(?:tên )?nhiệm vụ|công việc|hoạt động))(?: +|$)"
)
_ORDERS = tuple(
    (*first, *columns)
    for first in (("number", "task"), ("task",))
    for columns in (("lead",), ("lead", "with"), ("lead", "due"), ("lead", "with", "due"))
)
_NUMBER = re.compile(r"(\d{1,3})\.?\x20+")
_DAY = rx(
    r"(?<=[ ,])(?:(?:trước|trong|đến|cuối) )?(?:quý (?:iv|i{1,3}|[1-4])(?:(?:\s?[/-]\s?|,? năm |, )20\d\d)?"
    r"|tháng \d\d?(?:\s?/\s?| năm )20\d\d|(?:ngày )?\d\d?/\d\d?/20\d\d|\d\d?/20\d\d|năm 20\d\d"
    r"|(?:hằng|hàng) (?:năm|quý|tháng)|thường xuyên)\.?$"
)
_HEAD_LENGTH = 120  # characters of a head
_LONGEST = 400  # characters of a row
_MOST = 5  # the last words with which a list of units may begin: each pair is tried


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands: `number`, and what each column holds; no columns where they cannot be told apart."""

    block: Block
    number: str
    columns: dict[str, Span]


def flat_rows(view: View, blocks: list[Block], at: int) -> list[Row]:
    """The rows below `blocks[at]` where that is the head of such a table; each is one block, their numbers count on."""
    roles = _head(view, blocks[at])
    found: list[Row] = []
    if roles and "number" not in roles:
        return _without_numbers(view, blocks, at, roles)
    for index in range(at + 1, len(blocks) if roles else 0):
        block = blocks[index]
        number = _NUMBER.match(view.flat, block.start, block.end) if block.kind == "plain" else None
        said, start = (number[1], number.end()) if number else (block.key, block.start)
        if block.row >= 0 or (number is None and block.kind != "number") or said != str(len(found) + 1):
            break
        found.append(Row(block, said, _told_apart(view, start, block.end, roles)))
    return found


def _without_numbers(view: View, blocks: list[Block], at: int, roles: tuple[str, ...]) -> list[Row]:
    """The rows of a head that has no column of numbers: as long as their columns can be told apart."""
    found: list[Row] = []
    for index in range(at + 1, len(blocks)):
        block = blocks[index]
        columns = (
            _told_apart(view, block.start, block.end, roles)
            if block.kind == "plain" and block.row < 0
            else {}
        )
        if not columns:
            break
        found.append(Row(block, "", columns))
    return found


def _head(view: View, block: Block) -> tuple[str, ...]:
    if block.kind != "plain" or block.row >= 0 or block.end - block.start > _HEAD_LENGTH:
        return ()
    roles: list[str] = []
    at = block.start
    while at < block.end:
        match = _COLUMN.match(view.low, at, block.end)
        if match is None or match.lastgroup is None:
            return ()
        roles.append(match.lastgroup)
        at = match.end()
    return tuple(roles) if tuple(roles) in _ORDERS else ()


def _told_apart(view: View, start: int, end: int, roles: tuple[str, ...]) -> dict[str, Span]:
    """The columns of a row behind its number; empty where more than one reading, or none, fits."""
    if end - start > _LONGEST:
        return {}
    found: dict[str, Span] = {}
    stop = end
    if "due" in roles:
        day = _DAY.search(view.low, start, end)
        if day is None:
            return {}
        found["due"], stop = day.span(), view.trim(start, day.start())[1]
    places = _capital_heads(view, start, stop)
    if "with" not in roles:
        first = next((at for at in places if _is_list(view, at, stop, places)), None)
        lists = {"lead": (first, stop)} if first is not None else {}
    else:
        lists = _two_lists(view, stop, places)
    if not lists:
        return {}
    return found | lists | {"task": view.trim(start, lists["lead"][0])}


def _two_lists(view: View, stop: int, places: list[int]) -> dict[str, Span]:
    for first in places:
        for second in places:
            if first < second and _is_list(view, second, stop, places):
                end = view.trim(first, second)[1]
                if _is_list(view, first, end, places):
                    return {"lead": (first, end), "with": (second, stop)}
    return {}


def _capital_heads(view: View, start: int, end: int) -> list[int]:
    """Where a cell of units may begin: a head in capitals that no comma and no `và` joins to what is before."""
    toks = tokens(view, start, end)
    found = [
        token.start
        for i, token in enumerate(toks)
        if i > 1
        and token.capital
        and not token.sep
        and toks[i - 1].low not in AND
        and head_of(toks, i, False)
    ]
    return found[-_MOST:]


def _is_list(view: View, start: int, end: int, places: list[int]) -> bool:
    """Is `[start, end)` one list of units, no two side by side? In `Văn phòng UBND tỉnh` the first part is none."""
    if not _is_whole(view, start, end):
        return False
    return not any(
        start < at < end and _is_whole(view, start, view.trim(start, at)[1]) and _is_whole(view, at, end)
        for at in places
    )


def _is_whole(view: View, start: int, end: int) -> bool:
    units = parse_units(view, start, end)
    if not units.items or view.trim(units.stop, end, ".;,")[0] < end:
        return False
    last = view.low[slice(*units.items[-1])]
    return last not in w.BODIES and last not in w.POSTS
