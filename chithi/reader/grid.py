"""The cells of a table → lines: rows `| a | b |`, or cell after cell where a table only lays out head or signature."""

from __future__ import annotations

import re

_LAYOUT = re.compile(
    r"nơi nhận|độc lập - tự do|cộng h(?:òa|oà) xã hội|đảng cộng sản việt nam|^\s*số\s*:",
    re.IGNORECASE | re.MULTILINE,
)


def lay_rows(rows: list[list[list[str]]]) -> list[str]:
    """`rows` of cells of lines; a blank line before and behind. A bar within a cell becomes a slash."""
    words = "\n".join("\n".join(lines) for row in rows for lines in row)
    if _LAYOUT.search(words) or all(len(row) <= 1 for row in rows):
        return ["", *(line for row in rows for cell in row for line in [*cell, ""])]
    return ["", *map(shown, rows), ""]


def shown(row: list[list[str]]) -> str:
    """One row as a line."""
    return "| " + " | ".join(" ".join(" ".join(cell).replace("|", "/").split()) for cell in row) + " |"
