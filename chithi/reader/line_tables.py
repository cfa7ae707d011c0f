"""Tables copied out of a page with one cell on each line: which lines are cells, so that none are joined."""

from __future__ import annotations

from chithi.reader.blocks import label_at
from chithi.reader.labels import column_of
from chithi.reader.lines import Line
from chithi.reader.tables import is_head
from chithi.reader.view import View

_LEAST = 3  # columns
_MOST = 8
_PARTS = ("article", "roman", "upper")
_WRAPPED = 80  # characters that a wrapped line of a cell does not have
_NAME = 60  # characters of a column's name
_WIDER = 10  # characters by which a line is longer than any wrapped one


def cells_on_lines(view: View, lines: list[Line], width: int) -> frozenset[int]:
    """Where the lines begin that are one cell each: from the head of a table to the next part, where one of them is
    longer than any wrapped line."""
    found: set[int] = set()
    index = 0
    while index < len(lines):
        if not _head(view, lines, index):
            index += 1
            continue
        stop = next((i for i in range(index, len(lines)) if _ends(view, lines[i])), len(lines))
        cells = lines[index:stop]
        longest = max(cell.length for cell in cells)
        close = sum(1 for cell in cells if cell.gap) < len(cells) / 2  # blank lines part cells already
        if close and longest > max(width + _WIDER, _WRAPPED):
            found.update(cell.start for cell in cells)
        index = stop
    return frozenset(found)


def _ends(view: View, line: Line) -> bool:
    """A part of the paper begins here, or a table that has its own cells."""
    if line.row >= 0:
        return True
    kind, _, _, start = label_at(view, line.start, line.end)
    return kind in ("annex", "part") or (kind in _PARTS and start < line.end)


def _head(view: View, lines: list[Line], at: int) -> int:
    """How many lines from `at` on name the columns of a table of tasks; 0 where no head stands here."""
    roles: list[str] = []
    for line in lines[at : at + _MOST]:
        role = column_of(view, line.start, line.end) if line.row < 0 and line.length < _NAME else None
        if role is None or (role in roles and role != "other") or (role == "number" and roles):
            break
        roles.append(role)
    return len(roles) if len(roles) >= _LEAST and is_head(dict(enumerate(roles))) else 0
