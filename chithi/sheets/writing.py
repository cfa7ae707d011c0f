"""Tables out: .xlsx that an office can fill in, and CSV. A cell never runs, whatever its text begins with."""

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell as XlsxCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from chithi.sheets.tables import Column

HEADER_FILL = PatternFill("solid", fgColor="9B1C1F")
HEADER_FONT = Font(bold=True, color="FFFFFF")
LOCKED_FILL = PatternFill("solid", fgColor="EEF1F5")
EDGE = Border(bottom=Side(style="thin", color="D7DCE4"))
FILL_ROWS = 2000
"""Rows below the data that carry the lists and formats, for what people add."""
_RUNS = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?$")


def put(sheet: Worksheet, row: int, column: int, value: Any) -> XlsxCell:
    """Write a value (1-based place) so that it never runs: text stays text, a number a number."""
    cell = sheet.cell(row, column)
    if value is None or value == "":
        return cell  # type: ignore[return-value]
    if isinstance(value, str) or not isinstance(value, int | float):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", str(value))
        cell.data_type = "s"
        cell.number_format = "@"
    else:
        cell.value = value
    return cell  # type: ignore[return-value]


def cells_of(columns: Sequence[Column], row: Mapping[str, Any] | Sequence[Any]) -> list[Any]:
    """The values of a row in the order of the columns."""
    return [row.get(c.name, "") for c in columns] if isinstance(row, Mapping) else list(row)


def write_table(
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, Any] | Sequence[Any]],
    sheet_name: str,
    *,
    lists: Mapping[str, Sequence[str | tuple[str, Any]]] | None = None,
    locked: Collection[str] = (),
) -> bytes:
    """An .xlsx: the rows on the first sheet, then a sheet that explains the columns, then the lists.

    ``lists`` gives values (or pairs of value and meaning) that a column chooses from, beside its own choices.
    Columns named in ``locked`` cannot be changed in Excel, nor can the header then.
    """
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title_of(sheet_name)
    last = fill_rows(sheet, columns, rows)
    style_columns(sheet, columns, last, locked)
    explain(book, columns)
    choices = {c.name: [(v, c.labels.get(v, "")) for v in c.choices] for c in columns if c.choices}
    choices.update(
        {
            name: [v if isinstance(v, tuple) else (v, "") for v in given]
            for name, given in (lists or {}).items()
        }
    )
    add_lists(book, sheet, columns, choices, last + FILL_ROWS)
    if locked:
        sheet.protection.sheet = True
        sheet.protection.formatColumns = False
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def title_of(name: str) -> str:
    """A name that Excel takes for a sheet."""
    return re.sub(r"[\[\]:*?/\\]", " ", name).strip("' ")[:31] or "Sheet1"


def fill_rows(
    sheet: Worksheet, columns: Sequence[Column], rows: Iterable[Mapping[str, Any] | Sequence[Any]]
) -> int:
    """Write header and rows; the number of the last row comes back."""
    style_header(sheet, [c.name for c in columns])
    last = 1
    for last, row in enumerate(rows, start=2):
        for index, (column, value) in enumerate(zip(columns, cells_of(columns, row), strict=False), start=1):
            exact = int(value) if column.number and isinstance(value, str) and value.isdecimal() else value
            put(sheet, last, index, exact)
    return last


def style_header(sheet: Worksheet, names: Sequence[str], row: int = 1) -> None:
    """A header as all our workbooks have it, frozen."""
    for index, name in enumerate(names, start=1):
        cell = put(sheet, row, index, name)
        cell.font, cell.fill = HEADER_FONT, HEADER_FILL
        cell.alignment = Alignment(vertical="center", wrap_text=True)
    sheet.freeze_panes = f"A{row + 1}"
    sheet.row_dimensions[row].height = 24


def style_columns(sheet: Worksheet, columns: Sequence[Column], last: int, locked: Collection[str]) -> None:
    for index, column in enumerate(columns, start=1):
        width = sheet.column_dimensions[get_column_letter(index)]
        width.width = column.width
        if not column.number:
            width.number_format = "@"  # Excel would make a day of 2025-07 and drop the zero of 035
        if not locked:
            continue
        for row in range(2, last + 1):
            cell: Any = sheet.cell(row, index)
            cell.protection = Protection(locked=column.name in locked)
            if column.name in locked:
                cell.fill = LOCKED_FILL


def explain(book: Workbook, columns: Sequence[Column]) -> None:
    """A sheet that says what each column is."""
    sheet = book.create_sheet(title_of(_("How to fill in")))
    style_header(sheet, [_("Column"), _("What it means"), _("Required"), _("How to write it")])
    for row, column in enumerate(columns, start=2):
        values = [column.name, str(column.title), _("yes") if column.required else "", str(column.hint)]
        for index, value in enumerate(values, start=1):
            cell = put(sheet, row, index, value)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    for letter, width in zip("ABCD", (18, 32, 12, 80), strict=True):
        sheet.column_dimensions[letter].width = width


def add_lists(
    book: Workbook,
    sheet: Worksheet,
    columns: Sequence[Column],
    lists: Mapping[str, Sequence[tuple[str, Any]]],
    last: int,
) -> None:
    """A sheet of lists, two columns each (value, meaning), and the drop-downs that read it."""
    if not any(lists.values()):
        return
    place = book.create_sheet(title_of(_("Lists")))
    names = [c.name for c in columns]
    for block, (name, values) in enumerate((n, v) for n, v in lists.items() if n in names and v):
        left = block * 2 + 1
        for row, (value, meaning) in enumerate(values, start=2):
            put(place, row, left, value)
            put(place, row, left + 1, str(meaning))
        put(place, 1, left, name)
        put(place, 1, left + 1, _("meaning"))
        place.column_dimensions[get_column_letter(left)].width = 24
        place.column_dimensions[get_column_letter(left + 1)].width = 40
        letter, column = get_column_letter(left), get_column_letter(names.index(name) + 1)
        source = f"'{place.title}'!${letter}$2:${letter}${len(values) + 1}"
        rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=True)
        rule.errorTitle, rule.error = name, _("Choose a value of the list.")
        rule.add(f"{column}2:{column}{last}")
        sheet.add_data_validation(rule)
    style_header(place, [str(place.cell(1, i).value or "") for i in range(1, place.max_column + 1)])


def write_csv(columns: Sequence[Column], rows: Iterable[Mapping[str, Any] | Sequence[Any]]) -> bytes:
    """CSV in UTF-8 with BOM, which Excel needs. Text that a spreadsheet would run gets an apostrophe."""
    return "".join(csv_lines(columns, rows)).encode()


def csv_lines(columns: Sequence[Column], rows: Iterable[Mapping[str, Any] | Sequence[Any]]) -> Iterator[str]:
    """The lines of ``write_csv`` one by one."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([c.name for c in columns])
    yield "\ufeff" + out.getvalue()
    for row in rows:
        out.seek(0)
        out.truncate()
        writer.writerow([harmless(value) for value in cells_of(columns, row)])
        yield out.getvalue()


def fill_plain(
    sheet: Any, columns: Sequence[Column], rows: Iterable[Mapping[str, Any] | Sequence[Any]]
) -> None:
    """Header and rows into a write-only sheet, of any length; text stays text, so nothing runs."""
    for index, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = column.width
    sheet.freeze_panes = "A2"
    sheet.append([styled(sheet, c.name) for c in columns])
    for row in rows:
        sheet.append(
            [
                int(value)
                if c.number and isinstance(value, str) and value.isdecimal()
                else plain_cell(sheet, value)
                for c, value in zip(columns, cells_of(columns, row), strict=False)
            ]
        )


def styled(sheet: Any, name: str) -> Any:
    cell = WriteOnlyCell(sheet, name)
    cell.font, cell.fill = HEADER_FONT, HEADER_FILL
    return cell


def plain_cell(sheet: Any, value: Any) -> Any:
    """A value of a write-only sheet: text that a spreadsheet would run is marked as text."""
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    if not _RUNS.match(text):
        return text or None
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell


def harmless(value: Any) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if _RUNS.match(text) and not _NUMBER.match(text) else text
