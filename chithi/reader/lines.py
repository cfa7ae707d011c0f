"""Text → lines with what surrounds them: the blank line before, the cell of a table row, furniture left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from chithi.reader.result import Span
from chithi.reader.view import View

# Rulers under the head, rows of dots, the bar of a markdown table.
_RULER = re.compile(r"[\s\-_=*.…~|:+]+")
_PAGE = re.compile(r"(?:trang )?\d{1,3}(?: ?/ ?\d{1,3})?|ký bởi:.*|-+ ?\d{1,3} ?-+")
_MONTH = re.compile(r"\d\d?[/.]\d{4}\b")
_SENTENCE = 25  # characters that no cell of a table has before the next row
_TASKS_HEAD = re.compile(
    r"(?:nội dung|nhiệm vụ|công việc|hoạt động).*(?:chủ trì|thực hiện|thời gian|thời hạn)"
)
_PART = re.compile(r"(?:[IVX]{1,5}|[A-HĐ])[.)/\-] ?[A-ZÀ-ỸĐ]{2,}")
_PAGE_LINES = 10  # a page has more lines than a row of a table has cells
_GAZETTE = re.compile(r"công báo ?/ ?số.*|\d* ?công báo/.*")


@dataclass(frozen=True, slots=True)
class Line:
    """`[start, end)` without white space at its ends. `row` and `cell` count from 0; -1 outside of tables."""

    start: int
    end: int
    gap: bool = False
    row: int = -1
    cell: int = -1

    @property
    def length(self) -> int:
        return self.end - self.start


def split_lines(view: View) -> list[Line]:
    """The lines that say something, in order; what is furniture is blanked in the view."""
    found: list[Line] = []
    hidden: list[Span] = []
    blanks: list[int] = []  # blank lines before each line found
    gap, row, position, cut = 0, -1, 0, False
    numbers, tabbed = _page_numbers(view), _tabbed_rows(view)
    for raw in view.text.split("\n"):
        start, end = view.trim(position, position + len(raw))
        position += len(raw) + 1
        low = view.low[start:end]
        if start == end:
            gap += 1
        elif low[0] == "|" and low.count("|") > 1:
            row += 1
            found.extend(_cells(view, start, end, row))
            gap = 1
        elif start in tabbed:
            row += 1
            found.extend(_tabbed_cells(view, start, end, row))
            gap = 1
        elif _RULER.fullmatch(low):
            gap += 1
        elif start in numbers or _is_furniture(view.text, low, start, end):
            hidden.append((start, end))
            cut = bool(found) and view.flat[found[-1].end - 1] not in ".;:!?"
        else:
            cut = cut and (low[0].islower() or bool(_MONTH.match(low))) and view.flat[start] == low[0]
            gap = 0 if cut else gap  # the blank lines around a page's end part no sentence
            cut = False
            found.append(Line(start, end, gap > 0))
            blanks.append(gap)
            gap = 0
        blanks.extend([gap] * (len(found) - len(blanks)))
    view.hide(hidden)
    return _closed_up(view, found, blanks)


def _page_numbers(view: View) -> set[int]:
    """Where lines stand that are a page's number: one that breaks into a sentence, and those that count on from it
    a page apart. Never below the head of a table, whose rows have numbers too, unless that head stands again
    right behind."""
    breaks: set[int] = set()
    numbers: list[tuple[int, int, int]] = []  # number, line, start
    heads: set[int] = set()
    position, before, inside = 0, "", False
    alone: tuple[int, int, int] | None = None
    lines = view.flat_lines()
    for index, raw in enumerate(lines):
        text = raw.strip()
        start = position + len(raw) - len(raw.lstrip())
        position += len(raw) + 1
        if text.lower() in ("tt", "stt"):
            if inside and alone is not None:
                heads.add(alone[2])  # the page's number above the head that is said again
            inside = True
        elif inside and _PART.match(text):
            inside = False
        number = text.isascii() and text.isdigit() and len(text) <= 3
        alone = (int(text), index, start) if number else None if text else alone
        if inside:
            before = text or before
            continue
        if number:
            numbers.append((int(text), index, start))
            if before and before[-1] not in ".:;!?|" and _goes_on(lines, index, len(before) > _SENTENCE):
                breaks.add(start)
        elif text:
            before = text
    for one, two in [*pairwise(numbers), *pairwise(numbers[::-1])]:
        if one[2] in breaks and abs(two[0] - one[0]) == 1 and abs(two[1] - one[1]) >= _PAGE_LINES:
            breaks.add(two[2])
    return breaks | heads


def _goes_on(lines: list[str], index: int, full: bool) -> bool:
    """Does the next line that says something go on with a sentence (`full`: of a long line), in small letters?"""
    after = next((text for raw in lines[index + 1 : index + 5] if (text := raw.strip())), "")
    if not after or not (full or len(after) > _SENTENCE):
        return False
    return after[0].islower() or bool(_MONTH.match(after))


def _closed_up(view: View, found: list[Line], blanks: list[int]) -> list[Line]:
    """Where a blank line stands before every line, the wrapped ones too, one blank line parts nothing."""
    body = [(line, count) for line, count in zip(found, blanks, strict=True) if line.row < 0]
    apart = [line for line, count in body if count]
    wrapped = sum(1 for line in apart if view.flat[line.start].islower())
    if len(body) < 20 or len(apart) < 0.85 * len(body) or wrapped < 0.15 * len(apart):
        return found
    return [
        line if line.row >= 0 else replace(line, gap=count > 1)
        for line, count in zip(found, blanks, strict=True)
    ]


def _tabbed_rows(view: View) -> set[int]:
    """Where the rows of a table of tasks begin whose cells are parted by tabs: its head and what follows with tabs."""
    found: set[int] = set()
    position, inside, missed = 0, False, 0
    for raw in view.text.split("\n"):
        start, end = view.trim(position, position + len(raw))
        position += len(raw) + 1
        if start == end:
            continue
        tabs = view.text.count("\t", start, end)
        missed = 0 if tabs >= 2 else missed + 1
        if tabs < 2 and missed <= 2:  # a page's number, a cell that goes on
            continue
        inside = tabs >= 2 and (
            inside or (end - start < 400 and bool(_TASKS_HEAD.search(view.low, start, end)))
        )
        if inside:
            found.add(start)
    return found


def _tabbed_cells(view: View, start: int, end: int, row: int) -> list[Line]:
    cells: list[Line] = []
    position = start
    for number, raw in enumerate(view.text[start:end].split("\t")):
        left, right = view.trim(position, position + len(raw))
        position += len(raw) + 1
        if left < right:
            cells.append(Line(left, right, True, row, number))
    return cells


def _cells(view: View, start: int, end: int, row: int) -> list[Line]:
    """The cells of a row `| a | b |`; empty ones keep their place in the count but make no line."""
    cells: list[Line] = []
    position = start + 1
    for number, raw in enumerate(view.flat[start + 1 : end].rstrip("|").split("|")):
        left, right = view.trim(position, position + len(raw))
        position += len(raw) + 1
        if left < right and not _RULER.fullmatch(view.flat, left, right):
            cells.append(Line(left, right, True, row, number))
    return cells


def _is_furniture(text: str, low: str, start: int, end: int) -> bool:
    """Page numbers beside a page break, the Gazette's head, the stamp of a signature: no words of the plan."""
    if len(low) > 60:
        return False
    if _GAZETTE.fullmatch(low) or low.startswith("ký bởi:"):
        return True
    if not _PAGE.fullmatch(low):
        return False
    return low.startswith(("trang", "-")) or "\f" in text[max(0, start - 3) : start] + text[end : end + 3]
