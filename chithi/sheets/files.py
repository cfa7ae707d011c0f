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
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from lxml import etree
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from chithi.shell.middleware import storable
from chithi.vietnamese import nfc

UNPACKED_LIMIT = 80 * 1024 * 1024
"""Bytes that a workbook may unpack to where all its sheets are read at once."""
LONG_LIMIT = 320 * 1024 * 1024
"""The same where one sheet is read row by row; 100 000 activities with every count filled in take some 200 MB."""
PART_LIMIT = 2000
CELL_LIMIT = 3_000_000
ROW_LIMIT = 100_010
"""Rows of a sheet: 100 000, and a few for the header and a title above it."""
LARGE_BYTES, LARGE_ROWS, LARGE_UNPACKED = 1_000_000, 2_000, 8 * 1024 * 1024
"""A file with more than one of these is loaded in the background."""
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

    @property
    def height(self) -> int:
        return len(self.rows)

    def walk(self) -> Iterator[list[object]]:
        """The rows one by one."""
        return iter(self.rows)


@dataclass(frozen=True)
class LongSheet(Sheet):
    """A sheet whose rows are made while they are walked through, so that its length costs little memory."""

    source: CalamineSheet | None = None

    @property
    def height(self) -> int:
        return self.source.end[0] + 1 if self.source and self.source.end else 0

    def walk(self) -> Iterator[list[object]]:
        """The rows from A1 on; a value merged over several rows stands in each of them."""
        assert self.source is not None
        merged: dict[int, list[tuple[int, int]]] = {}
        for (top, left), (bottom, _right) in self.source.merged_cell_ranges or []:
            merged.setdefault(top, []).append((bottom, left))
        before: list[object] = [""] * (self.source.start[1] if self.source.start else 0)
        standing: dict[int, tuple[int, object]] = {}
        for index, given in enumerate(self.source.iter_rows()):
            row: list[object] = before + list(given)
            for column, (bottom, value) in list(standing.items()):
                if index <= bottom:
                    row[column] = value
                else:
                    del standing[column]
            for bottom, left in merged.get(index, ()):
                if left < len(row):
                    standing[left] = (bottom, row[left])
            yield row


def is_large(data: bytes) -> bool:
    """Whether a file is loaded in the background; a guess from its bytes, cheap and without opening the table."""
    if len(data) > LARGE_BYTES:
        return True
    if not data.startswith(b"PK\x03\x04"):
        return data.count(b"\n") > LARGE_ROWS
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        if sum(info.file_size for info in package.infolist()) > LARGE_UNPACKED:
            return True
        parts = [name for name in package.namelist() if name.startswith("xl/worksheets/")]
        return any(package.read(part).count(b"<row ") > LARGE_ROWS for part in parts)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, zlib.error):
        return False  # the reader says what is wrong with it


def long_sheet(data: bytes, filename: str) -> Sheet:
    """The first sheet of a file, to be walked through row by row; raises ``RefusedTable``."""
    name = checked_name(data, filename)
    if not data.startswith(b"PK\x03\x04"):
        return read_csv(data, name)
    found = open_workbook(data, LONG_LIMIT, only_first=True)
    if not found:
        raise RefusedTable(_("The workbook has no sheet. Choose the one that holds the rows."))
    sheet, never = found[0]
    return LongSheet(sheet.name, [], never, sheet)


def read_sheets(data: bytes, filename: str) -> list[Sheet]:
    """The sheets of a file in their order (one for CSV); raises ``RefusedTable``."""
    name = checked_name(data, filename)
    if data.startswith(b"PK\x03\x04"):
        return [fill(sheet, never) for sheet, never in open_workbook(data)]
    return [read_csv(data, name)]


def checked_name(data: bytes, filename: str) -> str:
    """The name of a file that may be a table; raises ``RefusedTable`` for one that is none by its first bytes."""
    name = Path(filename.replace("\\", "/")).name or "?"
    if not data.strip():
        raise RefusedTable(_("The file is empty. Choose the one that holds the rows."))
    if len(data) > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // 1024 // 1024
        raise RefusedTable(
            _("The file is larger than %(limit)s MB. Split it into smaller ones.") % {"limit": limit}
        )
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise RefusedTable(
            _("This workbook is of an old Excel or has a password. Save it as .xlsx without a password.")
        )
    if data.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"MZ", b"\x7fELF")):
        raise RefusedTable(_("This is no table. Choose a workbook (.xlsx) or a CSV file."))
    return name


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
            _("The file has more than %(limit)s rows. Split it into smaller ones.") % {"limit": 100_000}
        )


def formula_reason() -> str:
    return _("The cell holds a formula, which is never run. Put its value there.")


Never = dict[tuple[int, int], str]


def open_workbook(
    data: bytes, limit: int = UNPACKED_LIMIT, *, only_first: bool = False
) -> list[tuple[CalamineSheet, Never]]:
    """The worksheets of an .xlsx, with the cells of each that are not read."""
    package = open_package(data, limit)
    try:
        parts = list(worksheets(package))[: 1 if only_first else None]
        looked = {name: look(package, part) for name, part in parts}
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [(book.get_sheet_by_name(name), looked[name]) for name, _part in parts]
    except (CalamineError, etree.XMLSyntaxError, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        if isinstance(error, RefusedTable):
            raise
        raise RefusedTable(
            _("The workbook is damaged. Open it in Excel and save it again as .xlsx.")
        ) from error


def open_package(data: bytes, limit: int = UNPACKED_LIMIT) -> zipfile.ZipFile:
    """The zip of a workbook, once it is sure that it is one and unpacks to a bearable size."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as error:
        raise RefusedTable(
            _("The workbook is damaged. Open it in Excel and save it again as .xlsx.")
        ) from error
    infos = package.infolist()
    names = {info.filename for info in infos}
    if len(infos) > PART_LIMIT or sum(info.file_size for info in infos) > limit:
        raise RefusedTable(_("The workbook unpacks to more than can be read. Keep only the table in it."))
    if "xl/workbook.xml" not in names:
        raise RefusedTable(_("This is no table. Choose a workbook (.xlsx) or a CSV file."))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise RefusedTable(_("The workbook holds macros. Save it as .xlsx without them."))
    return package


def parse(
    package: zipfile.ZipFile,
    part: str,
    events: tuple[str, ...] = ("end",),
    tags: tuple[str, ...] | None = None,
) -> Iterator[tuple[str, etree._Element]]:
    """The events of a part, read while it is unpacked. Entities are not resolved. ``zipfile`` gives no byte beyond
    the size that was checked: a size that lies fails as a wrong checksum."""
    with package.open(part) as file:
        yield from etree.iterparse(
            file, events=events, tag=tags, resolve_entities=False, no_network=True, load_dtd=False
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


def look(package: zipfile.ZipFile, part: str) -> Never:
    """The cells of a sheet that hold a formula or an error; a sheet that spans too far is refused."""
    never: Never = {}
    number = last_row = last_column = -1
    for _event, element in parse(package, part, tags=("{*}row",)):
        number = int(element.get("r") or number + 2) - 1
        formula, column = f"{str(element.tag)[:-3]}f", -1
        for cell in element:
            row, column = place_of(cell, number, column)
            last_row, last_column = max(last_row, row), max(last_column, column)
            if any(child.tag == formula for child in cell):
                never[row, column] = formula_reason()
            elif cell.get("t") == "e":
                never[row, column] = _(
                    "The cell holds an error of Excel. Put a value there, or leave it empty."
                )
        check_rows(last_row + 1)
        element.clear()
        while (earlier := element.getprevious()) is not None:  # else 100 000 empty rows stay in memory
            element.getparent().remove(earlier)  # type: ignore[union-attr]
    if (last_row + 1) * (last_column + 1) > CELL_LIMIT:
        raise RefusedTable(_("The sheet spans too many columns. Keep only the table in it."))
    return never


def place_of(cell: etree._Element, row: int, column: int) -> tuple[int, int]:
    """(row, column) of a cell, 0-based; one that does not name its place follows the last one."""
    if not (reference := cell.get("r")):
        return row, column + 1
    letters = str(reference).rstrip("0123456789")
    return int(reference[len(letters) :]) - 1, column_index_from_string(letters) - 1


def fill(sheet: CalamineSheet, never: Never) -> Sheet:
    """The values of a sheet; a value merged over several rows stands in each of them."""
    rows: list[list[object]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, _right) in sheet.merged_cell_ranges or []:
        for row in rows[top + 1 : bottom + 1]:
            if left < len(row):
                row[left] = rows[top][left]
    return Sheet(sheet.name, rows, never)


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
