"""The bytes of a table, CSV or .xlsx, as plain cells: checked before they are opened, formulas never run.

What the file is shows in its bytes, not in its name. A file that is no table, is too large or would unpack to
something too large is refused with one sentence that says what to do.
"""

import csv
import datetime
import io
import itertools
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from lxml import etree
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string
from python_calamine import CalamineError, CalamineWorkbook

from chithi.shell.middleware import storable
from chithi.vietnamese import nfc

UNPACKED_LIMIT = 80 * 1024 * 1024
PART_LIMIT = 2000
CELL_LIMIT = 3_000_000
ROW_LIMIT = 100_000
DELIMITERS = (",", ";", "\t")


class RefusedTable(ValueError):
    """A file that is no table; the message is one sentence for the user."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: raw values from A1 on; ``never`` says why some cells (row, column from 0) are not read."""

    name: str
    rows: list[list[object]]
    never: dict[tuple[int, int], str] = field(default_factory=dict)

    def address(self, row: int, column: int) -> str:
        """``Sheet1!B3`` of a cell by its 0-based row and column."""
        return f"{self.name}!{get_column_letter(column + 1)}{row + 1}"


def read_sheets(data: bytes, filename: str) -> list[Sheet]:
    """The sheets of a file in their order (one for CSV); raises ``RefusedTable``."""
    name = Path(filename.replace("\\", "/")).name or "?"
    if not data.strip():
        raise RefusedTable(_("The file is empty. Choose the one that holds the rows."))
    if len(data) > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // 1024 // 1024
        raise RefusedTable(
            _("The file is larger than %(limit)s MB. Split it into smaller ones.") % {"limit": limit}
        )
    if data.startswith(b"PK\x03\x04"):
        return read_workbook(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise RefusedTable(
            _("This workbook is of an old Excel or has a password. Save it as .xlsx without a password.")
        )
    if data.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"MZ", b"\x7fELF")):
        raise RefusedTable(_("This is no table. Choose a workbook (.xlsx) or a CSV file."))
    return [read_csv(data, name)]


def read_csv(data: bytes, name: str) -> Sheet:
    """A CSV file in UTF-8, with or without BOM, parted by comma, semicolon or tab."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\x00"
    if "\x00" in text:
        raise RefusedTable(_("The file is not in UTF-8. Save it in Excel as “CSV UTF-8”, or as .xlsx."))
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
        rows = [list[object](row) for row in itertools.islice(reader, ROW_LIMIT + 1)]
    except csv.Error as error:
        raise RefusedTable(
            _("The file cannot be read as CSV: a quotation mark is open. Save it again, or as .xlsx.")
        ) from error
    check_rows(len(rows))
    never = {
        (i, j): formula_reason()
        for i, row in enumerate(rows)
        for j, value in enumerate(row)
        if str(value).lstrip().startswith("=")
    }
    return Sheet(name, rows, never)


def delimiter_of(text: str) -> str:
    """The mark that parts the first filled line into most cells."""
    line = next((x for x in text.splitlines() if x.strip()), "")
    return max(DELIMITERS, key=lambda mark: len(next(csv.reader([line], delimiter=mark), [])))


def check_rows(count: int) -> None:
    if count > ROW_LIMIT:
        raise RefusedTable(
            _("The file has more than %(limit)s rows. Split it into smaller ones.") % {"limit": ROW_LIMIT}
        )


def formula_reason() -> str:
    return _("The cell holds a formula, which is never run. Put its value there.")


def read_workbook(data: bytes) -> list[Sheet]:
    """The worksheets of an .xlsx."""
    package = open_package(data)
    try:
        parts = list(worksheets(package))
        looked = {name: look(package, part) for name, part in parts}
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [fill(name, book, looked[name]) for name, _part in parts]
    except (CalamineError, etree.XMLSyntaxError, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        if isinstance(error, RefusedTable):
            raise
        raise RefusedTable(
            _("The workbook is damaged. Open it in Excel and save it again as .xlsx.")
        ) from error


def open_package(data: bytes) -> zipfile.ZipFile:
    """The zip of a workbook, once it is sure that it is one and unpacks to a bearable size."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as error:
        raise RefusedTable(
            _("The workbook is damaged. Open it in Excel and save it again as .xlsx.")
        ) from error
    infos = package.infolist()
    names = {info.filename for info in infos}
    if len(infos) > PART_LIMIT or sum(info.file_size for info in infos) > UNPACKED_LIMIT:
        raise RefusedTable(_("The workbook unpacks to more than can be read. Keep only the table in it."))
    if "xl/workbook.xml" not in names:
        raise RefusedTable(_("This is no table. Choose a workbook (.xlsx) or a CSV file."))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise RefusedTable(_("The workbook holds macros. Save it as .xlsx without them."))
    return package


def parse(
    package: zipfile.ZipFile, part: str, events: tuple[str, ...] = ("end",)
) -> Iterator[tuple[str, etree._Element]]:
    """The events of a part. Entities are not resolved; an unpacked size that lies is caught here."""
    data = package.open(part).read(UNPACKED_LIMIT + 1)
    if len(data) > UNPACKED_LIMIT:
        raise RefusedTable(_("The workbook unpacks to more than can be read. Keep only the table in it."))
    yield from etree.iterparse(
        io.BytesIO(data), events=events, resolve_entities=False, no_network=True, load_dtd=False
    )


def local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def worksheets(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """(name, part) of each worksheet in the order of the workbook."""
    targets = {
        str(e.get("Id")): posixpath.normpath(posixpath.join("xl", str(e.get("Target")))).lstrip("/")
        for _event, e in parse(package, "xl/_rels/workbook.xml.rels")
        if local(e) == "Relationship" and str(e.get("Type")).endswith("/worksheet")
    }
    for _event, element in parse(package, "xl/workbook.xml"):
        relation = next((v for k, v in element.attrib.items() if str(k).endswith("}id")), None)
        if local(element) == "sheet" and relation in targets:
            yield str(element.get("name")), targets[str(relation)]


def look(package: zipfile.ZipFile, part: str) -> dict[tuple[int, int], str]:
    """The cells of a sheet that hold a formula or an error; a sheet that spans too far is refused."""
    never: dict[tuple[int, int], str] = {}
    row = column = last_row = last_column = -1
    for event, element in parse(package, part, ("start", "end")):
        kind = local(element)
        if kind == "row" and event == "start":
            row, column = int(element.get("r") or row + 2) - 1, -1
        elif kind == "row":
            element.clear()
        elif kind == "c" and event == "start":
            row, column = place_of(element, row, column)
            last_row, last_column = max(last_row, row), max(last_column, column)
        elif kind == "f":
            never[row, column] = formula_reason()
        elif kind == "c" and element.get("t") == "e":
            never.setdefault(
                (row, column), _("The cell holds an error of Excel. Put a value there, or leave it empty.")
            )
    check_rows(last_row + 1)
    if (last_row + 1) * (last_column + 1) > CELL_LIMIT:
        raise RefusedTable(_("The sheet spans too many columns. Keep only the table in it."))
    return never


def place_of(cell: etree._Element, row: int, column: int) -> tuple[int, int]:
    """(row, column) of a cell, 0-based; one that does not name its place follows the last one."""
    if not (reference := cell.get("r")):
        return row, column + 1
    letters, number = coordinate_from_string(str(reference))
    return int(number) - 1, column_index_from_string(letters) - 1


def fill(name: str, book: CalamineWorkbook, never: dict[tuple[int, int], str]) -> Sheet:
    """The values of a sheet; a value merged over several rows stands in each of them."""
    sheet = book.get_sheet_by_name(name)
    rows: list[list[object]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, _right) in sheet.merged_cell_ranges or []:
        for row in rows[top + 1 : bottom + 1]:
            if left < len(row):
                row[left] = rows[top][left]
    return Sheet(name, rows, never)


def text_of(raw: object) -> str:
    """A raw value as text: NFC, no outer spaces, 12 as "12", days as 2026-11-15, numbers as stored."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, float):
        return format(Decimal(repr(raw)).normalize(), "f") if raw else "0"
    if isinstance(raw, datetime.datetime):
        return raw.date().isoformat() if raw.time() == datetime.time() else raw.isoformat(" ")
    if isinstance(raw, datetime.date):
        return raw.isoformat()
    text = nfc(storable(str(raw))).replace("\xa0", " ").strip()
    # write_csv puts an apostrophe before what a spreadsheet would run.
    return text[1:] if re.match(r"'[=+\-@＝＋－＠]", text) else text


_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$")
_VIETNAMESE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")


def day_of(text: str) -> datetime.date | None:
    """``15/11/2026``, ``15-11-2026`` or ``2026-11-15``; ``None`` for anything else."""
    if match := _ISO.match(text):
        year, month, day = map(int, match.groups())
    elif match := _VIETNAMESE.match(text):
        day, month, year = map(int, match.groups())
    else:
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
