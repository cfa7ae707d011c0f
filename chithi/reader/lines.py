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
_ENDS = ".;:!?"
# Words that end no sentence.
DANGLING = frozenset(("sở", "bộ", "và", "của", "với", "về", "tại", "theo", "các", "những", "hoặc", "do", "cho", "là",
                      "để", "bằng", "từ", "đến", "trong", "trên", "thuộc", "ủy"))  # fmt: skip
_LABELLED = re.compile(r"[-+*•–]|\(?(?:\d{1,3}|[A-Za-zđĐ]|[IVX]+)[.)/]|(?:Điều|Phần|PHẦN|PHỤ LỤC|Phụ lục) ")
_SENTENCE = 25  # characters that no cell of a table has before the next row
_TASKS_HEAD = re.compile(
    r"(?:nội dung|nhiệm vụ|công việc|hoạt động).*(?:chủ trì|thực hiện|thời gian|thời hạn)"
)
_PART = re.compile(r"(?:[IVX]{1,5}|[A-HĐ])[.)/\-] ?[A-ZÀ-ỸĐ]{2,}")
_PAGE_LINES = 10  # a page has more lines than a row of a table has cells
_OPEN_CELL = re.compile(r"\|\s*\*?\s*nơi nhận\b[^|]*$")  # a row that goes on over several lines
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
    gap, row, position, cut, within, opened = 0, -1, 0, False, False, False
    numbers, tabbed = _page_numbers(view), _tabbed_rows(view)
    for raw in view.text.split("\n"):
        start, end = view.trim(position, position + len(raw))
        position += len(raw) + 1
        low = view.low[start:end]
        if start == end:
            gap += 1
        elif (opened and (low[0] != "|" or low.count("|") == 1)) or _OPEN_CELL.match(low):
            found.extend(replace(cell, gap=gap > 0, row=-1, cell=-1) for cell in _pieces(view, start, end))
            opened, gap = not (opened and low[-1] == "|"), 0
        elif low[0] == "|" and low.count("|") > 1:
            row += 1
            found.extend(_cells(view, start, end, row))
            gap, opened = 1, False
        elif start in tabbed:
            row += 1
            found.extend(_tabbed_cells(view, start, end, row))
            gap = 1
        elif _RULER.fullmatch(low):
            gap += 1
        elif start in numbers or _is_furniture(view.text, low, start, end):
            hidden.append((start, end))
            within = numbers.get(start, False)
            cut = bool(found) and view.flat[found[-1].end - 1] not in _ENDS
        else:
            small = (low[0].islower() or bool(_MONTH.match(low))) and view.flat[start] == low[0]
            cut, within = cut and (small or within), False
            gap = 0 if cut else gap  # the blank lines around a page's end part no sentence
            cut = False
            found.append(Line(start, end, gap > 0))
            blanks.append(gap)
            gap = 0
        blanks.extend([gap] * (len(found) - len(blanks)))
    view.hide(hidden)
    return _closed_up(view, found, blanks)


def _page_numbers(view: View) -> dict[int, bool]:
    """Where lines stand that are a page's number, and whether it breaks into a sentence: those that do, and those that
    count on from one a page apart. Never below the head of a table, whose rows have numbers too, unless that head
    stands again right behind."""
    numbers: list[_Number] = []
    heads: list[int] = []
    position, before, full, inside = 0, "", 0, False
    alone: _Number | None = None
    lines = view.flat_lines()
    for index, raw in enumerate(lines):
        text = raw.strip()
        start = position + len(raw) - len(raw.lstrip())
        position += len(raw) + 1
        if text.lower() in ("tt", "stt"):
            if inside and alone is not None:
                heads.append(alone.start)  # the page's number above the head that is said again
            inside = True
        elif inside and _PART.match(text):
            inside = False
        number = None
        if text.isascii() and text.isdigit() and len(text) <= 3:
            after = next((words for more in lines[index + 1 : index + 5] if (words := more.strip())), "")
            number = _Number(int(text), index, start, _is_broken(before, after, full))
        alone = number or (None if text else alone)
        if inside:
            before = text or before
        elif number:
            numbers.append(number)
        elif text:
            before, full = text, max(len(text), full - 1)
    apart = [
        (one, two)
        for one, two in [*pairwise(numbers), *pairwise(numbers[::-1])]
        if abs(two.value - one.value) == 1 and abs(two.line - one.line) >= _PAGE_LINES
    ]
    found = {number.start: True for number in numbers if number.broken}
    for one, two in apart:
        if one.start in found:
            found.setdefault(two.start, False)
    return {**dict.fromkeys(heads, False), **found}


@dataclass(frozen=True, slots=True)
class _Number:
    """A number alone on its line; `broken` where a sentence goes on behind it."""

    value: int
    line: int
    start: int
    broken: bool


def _is_broken(before: str, after: str, full: int) -> bool:
    """Does a sentence go on from the line before to the line after? `full`: how long the lines near are."""
    if not before or not after or before[-1] in _ENDS + "|":
        return False
    if after[0].islower() or _MONTH.match(after):
        return max(len(before), len(after)) > _SENTENCE
    if len(before) <= _SENTENCE or not after[0].isupper() or _LABELLED.match(after):
        return False
    if before[-1] == "," or before.split()[-1].lower() in DANGLING:
        return True
    wrapped = 50 < full < 130 and len(before) > 0.85 * full
    return wrapped and not after.isupper() and len(after) > 0.6 * full


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


def _pieces(view: View, start: int, end: int) -> list[Line]:
    """What the bars of a line part, which may open or close a row that stands on several lines."""
    begin = start if view.flat[start] == "|" else start - 1
    return _cells(view, begin, end, -1)


def _is_furniture(text: str, low: str, start: int, end: int) -> bool:
    """Page numbers beside a page break, the Gazette's head, the stamp of a signature: no words of the plan."""
    if len(low) > 60:
        return False
    if _GAZETTE.fullmatch(low) or low.startswith("ký bởi:"):
        return True
    if not _PAGE.fullmatch(low):
        return False
    return low.startswith(("trang", "-")) or "\f" in text[max(0, start - 3) : start] + text[end : end + 3]
