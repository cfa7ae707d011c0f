"""Where a figure stands on paper: "Biểu 2, dòng 14", from a place to its figures and back.

Rows are counted from 1 in the order they are printed, group and total rows too, the header not. Only a table
with a number can be cited; of two tables of one number the first is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chithi.papers import wording
from chithi.papers.content import Figure, Paper, Row, Table
from chithi.vietnamese import fold

_CITED = re.compile(
    r"(?:(?:bieu|bang|table|b)\b\s*)?(?:so\s+|no\.?\s+)?(?P<table>[^\s,;:/]+?)"
    r"(?:[\s,;:/.]*(?:(?:dong|row|line|d)\s*(?:so\s+)?|(?<=[\s,;:/]))(?P<row>\d{1,6}))?[\s.]*"
)
_GLUED = re.compile(r"\b(bieu|bang|table|b)(?=\d)")


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a table (`row` 0: the table itself), its anchor in the HTML and the codes of its figures."""

    table: str
    row: int
    anchor: str
    codes: tuple[str, ...] = ()


class NotThere(ValueError):
    """No such place: `row` and `rows` are None where there is no such table, `table` "" for words not understood.

    `tables` are the numbers of the tables that there are, `rows` is how many rows the table has.
    """

    def __init__(self, table: str, row: int | None, rows: int | None, tables: tuple[str, ...]) -> None:
        super().__init__(f"no table {table!r}, row {row}")
        self.table, self.row, self.rows, self.tables = table, row, rows, tables


def anchors(paper: Paper) -> Iterator[tuple[Table, str]]:
    """Every table that has a number, in the order of print, with its anchor: "b2", of its row 14 "b2-d14"."""
    seen: dict[str, int] = {}
    for blocks in (paper.blocks, *(annex.blocks for annex in paper.annexes)):
        for block in blocks:
            if isinstance(block, Table) and wording.number_of(block):
                name = "b" + re.sub("[^a-z0-9]", "_", fold(block.number))
                seen[name] = seen.get(name, 0) + 1
                yield block, name if seen[name] == 1 else f"{name}__{seen[name]}"


def row_anchor(table: str, row: int) -> str:
    """The anchor of a row below that of its table."""
    return f"{table}-d{row}"


def places(paper: Paper) -> tuple[Place, ...]:
    """All rows that can be cited, in the order of print."""
    return tuple(
        Place(wording.number_of(table), position, row_anchor(anchor, position), codes(row))
        for table, anchor in anchors(paper)
        for position, row in enumerate(table.rows, 1)
    )


def codes(row: Row) -> tuple[str, ...]:
    """The codes of the figures and cells of a row, each once, from left to right."""
    found = [
        code
        for cell in row.cells
        for code in (cell.code, *(part.code for part in cell.content if isinstance(part, Figure)))
    ]
    return tuple(dict.fromkeys(code for code in found if code))


def by_place(paper: Paper) -> dict[tuple[str, int], tuple[str, ...]]:
    """(number of the table, number of the row) → the codes of its figures."""
    return {(place.table, place.row): place.codes for place in reversed(places(paper))}


def by_code(paper: Paper) -> dict[str, tuple[tuple[str, int], ...]]:
    """Code of a figure → the places where it is printed."""
    found: dict[str, list[tuple[str, int]]] = {}
    for place in places(paper):
        for code in place.codes:
            found.setdefault(code, []).append((place.table, place.row))
    return {code: tuple(dict.fromkeys(where)) for code, where in found.items()}


def find(paper: Paper, words: str) -> Place:
    """The place that `words` name: "Biểu 2, dòng 14", "bieu 2 dong 14", "2/14", or a table alone: "Biểu 2".

    Raises NotThere.
    """
    tables = tuple(dict.fromkeys(wording.number_of(table) for table, _ in anchors(paper)))
    cited = _CITED.fullmatch(_GLUED.sub(r"\1 ", fold(words)))
    if cited is None:
        raise NotThere("", None, None, tables)
    asked = cited["table"].rstrip(".")
    for table, anchor in anchors(paper):
        if fold(wording.number_of(table)) == asked:
            return _row_of(table, anchor, cited["row"], tables)
    raise NotThere(asked if re.search(r"\d", asked) else "", None, None, tables)


def _row_of(table: Table, anchor: str, row: str | None, tables: tuple[str, ...]) -> Place:
    number = wording.number_of(table)
    if row is None:
        return Place(number, 0, anchor)
    if not 1 <= int(row) <= len(table.rows):
        raise NotThere(number, int(row), len(table.rows), tables)
    return Place(number, int(row), row_anchor(anchor, int(row)), codes(table.rows[int(row) - 1]))
