"""Rows that were copied in a spreadsheet and pasted into a page, as the CSV of a table."""

import csv
import io
from collections.abc import Sequence

from chithi.sheets.tables import Column, header_of, known_titles

PASTED = "dan.csv"
"""What the pasted rows are called as a file."""


def from_paste(text: str, columns: Sequence[Column]) -> bytes:
    """Pasted text, parted by tabs, as CSV with a header: the first row where it names columns, else the columns in
    the order of the workbook to fill in. Never raises; what is wrong in it the reader says by cell."""
    lines = text.replace("\r\n", "\n").strip("\n")
    try:
        rows = list(csv.reader(io.StringIO(lines, newline=""), delimiter="\t", strict=True))
    except csv.Error:  # a quotation mark that a person typed
        rows = [line.split("\t") for line in lines.split("\n")]
    if header_of(rows[:1], known_titles(columns), at_least=min(2, len(rows[0]) if rows else 1)) is None:
        rows.insert(0, [column.name for column in columns])
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode()
