"""Text → lines with what surrounds them: the blank line before, the cell of a table row, furniture left out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chithi.reader.view import View

# Rulers under the head, rows of dots, the bar of a markdown table.
_RULER = re.compile(r"[\s\-_=*.…~|:+]+")
_PAGE = re.compile(r"(?:trang )?\d{1,3}(?: ?/ ?\d{1,3})?|ký bởi:.*|-+ ?\d{1,3} ?-+")
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
    """The lines that say something, in order."""
    found: list[Line] = []
    gap, row, position = False, -1, 0
    for raw in view.text.split("\n"):
        start, end = view.trim(position, position + len(raw))
        position += len(raw) + 1
        if start == end:
            gap = True
            continue
        low = view.low[start:end]
        if low[0] == "|" and low.count("|") > 1:
            row += 1
            found.extend(_cells(view, start, end, row))
            gap = True
            continue
        if _RULER.fullmatch(low):
            gap = True
            continue
        if _is_furniture(view.text, low, start, end):
            continue
        found.append(Line(start, end, gap))
        gap = False
    return found


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
