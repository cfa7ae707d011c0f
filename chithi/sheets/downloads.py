"""Tables of any length as downloads: CSV row by row, .xlsx through a file. Nothing is ever cut."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.http import FileResponse, Http404, StreamingHttpResponse
from django.http.response import HttpResponseBase
from openpyxl import Workbook

from chithi.sheets.tables import Column
from chithi.sheets.writing import csv_lines, fill_plain, title_of
from chithi.shell.attachments import TYPES

Rows = Iterable[Mapping[str, Any] | Sequence[Any]]


class Shape(Protocol):
    """What a table that is taken along is called and which columns it has: a load is one."""

    @property
    def name(self) -> str: ...
    @property
    def columns(self) -> Sequence[Column]: ...


@dataclass(frozen=True)
class Download:
    """A table that is taken along and not loaded again: a shape of its own."""

    name: str
    columns: Sequence[Column]


EXCEL_ROWS = 1_000_000
"""Rows of one sheet; what is more stands on the next."""


def table_response(shape: Shape, rows: Rows, ending: str) -> HttpResponseBase:
    """The rows as a file of that ending; one that is not made does not exist (404)."""
    if ending not in ENDINGS:
        raise Http404
    return ENDINGS[ending](shape, rows)


def csv_response(loader: Shape, rows: Rows) -> StreamingHttpResponse:
    """The rows as CSV, sent while they are read."""
    return StreamingHttpResponse(
        (line.encode() for line in csv_lines(loader.columns, rows)),
        content_type=TYPES["csv"],
        headers={"Content-Disposition": f'attachment; filename="{loader.name}.csv"'},
    )


def xlsx_response(loader: Shape, rows: Rows) -> FileResponse:
    """The rows as .xlsx, written through a temporary file, so that the length costs no memory."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    write_long(loader.columns, rows, loader.name, file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{loader.name}.xlsx", content_type=TYPES["xlsx"])


def write_long(columns: Sequence[Column], rows: Rows, name: str, file: Any) -> None:
    """An .xlsx of any length; after ``EXCEL_ROWS`` rows a further sheet begins."""
    book = Workbook(write_only=True)
    number, given = 0, iter(rows)
    for first in given:
        number += 1
        sheet = book.create_sheet(title_of(name if number == 1 else f"{name} {number}"))
        fill_plain(sheet, columns, portion(first, given, EXCEL_ROWS))
    if not number:
        fill_plain(book.create_sheet(title_of(name)), columns, [])
    book.save(file)


def portion(first: Any, rest: Iterator[Any], most: int) -> Iterator[Any]:
    """The first and the next, up to ``most``."""
    yield first
    for _number, row in zip(range(most - 1), rest, strict=False):
        yield row


ENDINGS: dict[str, Callable[[Shape, Rows], HttpResponseBase]] = {"csv": csv_response, "xlsx": xlsx_response}
