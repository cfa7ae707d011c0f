"""Tables as they are printed: spanning headers, rows filled up to the width of their table, rows numbered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from chithi.papers import wording
from chithi.papers.content import Block, Cell, Content, Heading, Row, Table
from chithi.papers.wording import clean

LaidKind: TypeAlias = Literal["text", "number", "order", "line"]
"""What stands in a printed cell; `line` is the number of its row."""


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A cell of a table's header; `spanning` marks the name of a group of columns,
    `line` the column of row numbers.
    """

    title: str
    columns: int = 1
    rows: int = 1
    spanning: bool = False
    line: bool = False


def lying(blocks: tuple[Block, ...]) -> list[bool]:
    """Which blocks stand on lying pages: wide tables, and the headings that lead to one."""
    found: list[bool] = []
    for block in reversed(blocks):
        leads = isinstance(block, Heading) and bool(found) and found[-1]
        found.append(leads or (isinstance(block, Table) and block.landscape))
    return found[::-1]


def header_rows(table: Table) -> tuple[tuple[HeaderCell, ...], ...]:
    """The header of a table: one row, or two where columns stand in groups."""
    grouped = any(column.group for column in table.columns)
    line = (HeaderCell(wording.LINE, rows=2 if grouped else 1, line=True),) if wording.lined(table) else ()
    if not grouped:
        return ((*(HeaderCell(clean(column.title)) for column in table.columns), *line),)
    upper: list[HeaderCell] = []
    lower: list[HeaderCell] = []
    before = ""
    for column in table.columns:
        if not column.group:
            upper.append(HeaderCell(clean(column.title), rows=2))
        elif column.group == before:
            upper[-1] = replace(upper[-1], columns=upper[-1].columns + 1)
        else:
            upper.append(HeaderCell(clean(column.group), spanning=True))
        if column.group:
            lower.append(HeaderCell(clean(column.title)))
        before = column.group
    return (*upper, *line), tuple(lower)


@dataclass(frozen=True, slots=True)
class LaidCell:
    """A cell as it is printed; `heads` marks the one that names its row."""

    content: Content
    kind: LaidKind
    bold: bool
    code: str
    span: int
    heads: bool


def laid_rows(table: Table) -> tuple[tuple[LaidCell, ...], ...]:
    """The rows of a table over its whole width, each with its number where the table has a column for it."""
    rows = tuple(_laid_row(row, table) for row in table.rows)
    if not wording.lined(table):
        return rows
    return tuple(
        (*row, LaidCell((str(position),), "line", False, "", 1, False))
        for position, row in enumerate(rows, 1)
    )


def _laid_row(row: Row, table: Table) -> tuple[LaidCell, ...]:
    cells = row.cells
    left = len(table.columns) - sum(cell.span for cell in cells)
    if left and cells and row.kind == "group":
        cells = (*cells[:-1], replace(cells[-1], span=cells[-1].span + left))
    else:
        cells = cells + (Cell(),) * left
    laid: list[LaidCell] = []
    position, headed = 0, False
    for cell in cells:
        kind = cell.kind or table.columns[position].kind
        if row.kind == "group" and cell.span > 1:
            kind = cell.kind or "text"
        heads = not headed and kind == "text"
        headed = headed or heads
        bold = cell.bold or row.kind != "row"
        laid.append(LaidCell(cell.content, kind, bold, cell.code, cell.span, heads))
        position += cell.span
    return tuple(laid)
