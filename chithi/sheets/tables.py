"""Tables with named columns, read; ``writing`` writes them.

    table = read_table(data, "units.xlsx", COLUMNS)
    for row in table.rows:
        row["name"], row.cells["name"].address
    table.refuse(row, "parent", _("There is no unit with this key."))

The first row in which columns are recognised is the header: by name, or by title in Vietnamese or English.
"""

import dataclasses
import itertools
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from chithi.sheets.files import RefusedTable, Sheet, day_of, read_sheets, text_of
from chithi.vietnamese import fold

__all__ = [
    "Cell",
    "Column",
    "Problem",
    "RefusedTable",
    "Row",
    "Table",
    "portions",
    "read_table",
]

HEADER_WITHIN = 10
"""Rows in which the header is looked for; above it a title may stand."""
IGNORED = {"", "stt", "tt", "so tt", "no", "note", "ghi chu"}
"""Folded headings of columns that hold nothing to read."""


@dataclass(frozen=True)
class Column:
    """A column: its name in files, its title on screen. ``choices`` are the words it takes, ``labels`` how
    people call them (read as well); ``day`` makes its value an ISO day."""

    name: str
    title: str | Promise = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    width: int = 18
    number: bool = False
    day: bool = False
    labels: Mapping[str, str | Promise] = field(default_factory=dict)
    hint: str | Promise = ""

    def titles(self) -> set[str]:
        """The name and the titles in both languages, folded."""
        found = {fold(self.name), fold(self.name.replace("_", " "))}
        for language in ("vi", "en"):
            with override(language):
                found.add(fold(str(self.title)))
        return found - {""}


@dataclass(frozen=True)
class Cell:
    """A value as text, where it stands ("Sheet1!B3"), and as the file had it."""

    value: str
    address: str
    raw: object = None


@dataclass(frozen=True)
class Row:
    """A row of the table. ``row["name"]`` is the value of a cell, "" where the column is left out."""

    number: int
    cells: Mapping[str, Cell]

    def __getitem__(self, name: str) -> str:
        return self.cells[name].value


@dataclass(frozen=True)
class Problem:
    """Why a cell (or a row, or the file) is not taken."""

    address: str
    message: str
    row: int | None = None

    def __str__(self) -> str:
        return f"{self.address}: {self.message}"


@dataclass
class Table:
    """What was read. ``present`` are the columns that stand in the file, in its order."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    present: tuple[str, ...] = ()
    sheet: str = ""
    bad_rows: set[int] = field(default_factory=set)
    bad_cells: set[str] = field(default_factory=set)

    def refuse(self, row: Row, name: str, message: object) -> None:
        """Note why a cell of a row is not taken; once per cell."""
        address = row.cells[name].address
        if address not in self.bad_cells:
            self.problems.append(Problem(address, str(message), row.number))
        self.bad_rows.add(row.number)
        self.bad_cells.add(address)

    @property
    def is_readable(self) -> bool:
        """Whether nothing is wrong with the file or its header."""
        return all(p.row is not None for p in self.problems)

    def good_part(self) -> "Table":
        """The table without its bad rows and without problems."""
        rows = [row for row in self.rows if row.number not in self.bad_rows]
        return dataclasses.replace(self, rows=rows, problems=[], bad_rows=set(), bad_cells=set())


def read_table(data: bytes, filename: str, columns: Sequence[Column]) -> Table:
    """The rows of the first sheet. Never raises: what is wrong stands in ``problems`` by cell."""
    try:
        sheets = read_sheets(data, filename)
    except RefusedTable as refused:
        return Table(problems=[Problem(filename, str(refused))])
    if not sheets:
        return Table(
            problems=[Problem(filename, _("The workbook has no sheet. Choose the one that holds the rows."))]
        )
    return table_of(sheets[0], columns)


def table_of(sheet: Sheet, columns: Sequence[Column]) -> Table:
    """The table that stands in a sheet."""
    return next(portions(sheet, columns))


def portions(sheet: Sheet, columns: Sequence[Column], size: int = sys.maxsize) -> Iterator[Table]:
    """The table that stands in a sheet, as many rows at a time as ``size`` says; at least one table comes."""
    known = known_titles(columns)
    walk = sheet.walk()
    first = list(itertools.islice(walk, HEADER_WITHIN))
    top = header_of(first, known)
    if top is None:
        names = ", ".join(c.name for c in columns)
        message = _("No row holds the column names. The first row must name them: %(names)s.") % {
            "names": names
        }
        yield Table(problems=[Problem(sheet.address(0, 0), message)], sheet=sheet.name)
        return
    table = Table(sheet=sheet.name)
    places = place_columns(sheet, top, first[top], known, columns, table)
    table.present = tuple(places)
    filled, is_first = {row for row, _column in sheet.never}, True
    for index, values in enumerate(itertools.chain(first, walk)):
        if index <= top or not (index in filled or any(text_of(value) for value in values)):
            continue
        if len(table.rows) == size:
            yield table
            table, is_first = Table(sheet=sheet.name, present=table.present), False
        read_row(sheet, index, values, places, columns, table)
    if is_first and table.is_readable and not table.rows:
        table.problems.append(
            Problem(sheet.name, _("There is no row below the column names. Fill in at least one."))
        )
    yield table


def heading(value: object) -> str:
    return fold(text_of(value).rstrip(" *"))


def known_titles(columns: Sequence[Column]) -> dict[str, Column]:
    """The columns by every heading that names them."""
    return {title: column for column in columns for title in column.titles()}


def header_of(
    first: Sequence[Sequence[object]], known: Mapping[str, Column], at_least: int = 1
) -> int | None:
    """The first row in which two columns are recognised; where there is none, one is enough."""
    found = [len({known[h].name for h in map(heading, row) if h in known}) for row in first[:HEADER_WITHIN]]
    return next((i for wanted in (2, at_least) for i, count in enumerate(found) if count >= wanted), None)


def place_columns(
    sheet: Sheet,
    top: int,
    header: Sequence[object],
    known: Mapping[str, Column],
    columns: Sequence[Column],
    table: Table,
) -> dict[str, int]:
    """Where each column stands; unknown, doubled and missing ones are problems of the file."""
    places: dict[str, int] = {}
    for index, value in enumerate(header):
        column = known.get(heading(value))
        if column is None and heading(value) in IGNORED:
            continue
        words = {"name": text_of(value), "names": ", ".join(c.name for c in columns)}
        if column is None:
            message = (
                _("There is no column “%(name)s” here. Take it out or name it one of: %(names)s.") % words
            )
            table.problems.append(Problem(sheet.address(top, index), message))
        elif column.name in places:
            message = _("The column “%(name)s” stands here twice. Keep one of them.") % words
            table.problems.append(Problem(sheet.address(top, index), message))
        else:
            places[column.name] = index
    for column in columns:
        if column.required and column.name not in places:
            message = _("The column “%(name)s” is missing. Add it.") % {"name": column.name}
            table.problems.append(Problem(sheet.address(top, 0), message))
    return places


def read_row(
    sheet: Sheet,
    index: int,
    values: Sequence[object],
    places: Mapping[str, int],
    columns: Sequence[Column],
    table: Table,
) -> None:
    """Add one row to the table, with what is wrong in its cells."""
    cells: dict[str, Cell] = {}
    wrong: list[tuple[str, str]] = []
    for column in columns:
        at = places.get(column.name)
        if at is None:
            cells[column.name] = Cell("", sheet.address(index, 0))
            continue
        raw = values[at] if at < len(values) else None
        reason = sheet.never.get((index, at), "")
        value, reason = ("", reason) if reason else checked(column, text_of(raw))
        cells[column.name] = Cell(value, sheet.address(index, at), raw)
        if reason:
            wrong.append((column.name, reason))
    row = Row(index + 1, cells)
    for name, reason in wrong:
        table.refuse(row, name, reason)
    table.rows.append(row)


def checked(column: Column, value: str) -> tuple[str, str]:
    """(the value as it is meant, why it is not taken or "")."""
    if not value:
        return "", _("The cell is empty. It must be filled in.") if column.required else ""
    if column.day:
        day = day_of(value)
        return (
            (day.isoformat(), "")
            if day
            else (value, _("“%(value)s” is no day. Write it like 15/11/2026.") % {"value": value})
        )
    if column.choices and value not in column.choices:
        names = {fold(choice): choice for choice in column.choices}
        for language in ("vi", "en"):
            with override(language):
                names.update({fold(str(label)): choice for choice, label in column.labels.items()})
        if fold(value) in names:
            return names[fold(value)], ""
        labelled = [f"{c} ({column.labels[c]})" if c in column.labels else c for c in column.choices]
        words = {"value": value, "choices": ", ".join(labelled)}
        return value, _("“%(value)s” is not one of: %(choices)s.") % words
    return value, ""
