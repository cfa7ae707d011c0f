"""The cells of a table → lines: rows `| a | b |`, or cell after cell where a table only lays out head or signature."""

from __future__ import annotations

import re

from chithi.reader.errors import UnreadableError

_LAYOUT = re.compile(
    r"nơi nhận|độc lập - tự do|cộng h(?:òa|oà) xã hội|đảng cộng sản việt nam|^\s*số\s*:",
    re.IGNORECASE | re.MULTILINE,
)
MAX_CELLS = 200_000  # of one file; 1,000 pages of 50 rows with 4 columns
_MOST = 60  # lines of one cell


class Cells:
    """Counts the cells of a file, empty ones too, while its tables are laid out."""

    def __init__(self) -> None:
        self._left = MAX_CELLS

    def take(self, number: int) -> None:
        self._left -= number
        if self._left < 0:
            raise UnreadableError("too_heavy")


def lay_rows(rows: list[list[list[str]]]) -> list[str]:
    """`rows` of cells of lines; a blank line before and behind. A bar within a cell becomes a slash."""
    words = "\n".join("\n".join(lines) for row in rows for lines in row)
    if _LAYOUT.search(words) or all(len(row) <= 1 for row in rows) or _frames(rows):
        return ["", *(line for row in rows for cell in row for line in [*cell, ""])]
    return ["", *map(shown, rows), ""]


def _frames(rows: list[list[list[str]]]) -> bool:
    """A table around another one, or around a whole paper, as web pages have them."""
    return any(
        len(cell) > _MOST or any(line.startswith("| ") for line in cell) for row in rows for cell in row
    )


def shown(row: list[list[str]]) -> str:
    """One row as a line."""
    return "| " + " | ".join(" ".join(" ".join(cell).replace("|", "/").split()) for cell in row) + " |"
