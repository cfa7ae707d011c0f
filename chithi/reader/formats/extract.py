"""Bytes of a file → its text, whatever its format: one module with one function for each.

Text files are read here. All else is taken apart in a process of its own (`apart.py`), for a file may have been built
to eat time and memory.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from chithi.reader.errors import UnreadableError
from chithi.reader.formats.marks import joined_letters
from chithi.vietnamese import nfc

MAX_CHARS = 12_000_000
"""Some 5,000 pages, read in a quarter of a minute; bounds the time that one file can take."""
_READERS = {
    "docx": ("docx", "docx_extract"),
    "html": ("html", "html_extract"),
    "pdf": ("pdf", "pdf_extract"),
    "scan": ("scans", "scan_extract"),
    "image": ("scans", "image_extract"),
}


@dataclass(frozen=True, slots=True)
class Extract:
    """Text in NFC with line feeds. `pages`: (start, number of the page) of each stretch, in order, where the file
    has pages. `marks`: what a person should know of how it was read, as codes (`scanned`)."""

    text: str
    pages: tuple[tuple[int, int], ...] = ()
    marks: tuple[str, ...] = ()


def tidy(text: str) -> str:
    """NFC with one kind of line end, words joined that were typed letter by letter. White space is otherwise kept as
    the file has it."""
    return joined_letters(nfc(text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")))


def extract_here(kind: str, data: bytes) -> Extract:
    """What the process of its own does. Only the library of this one format is loaded."""
    module, name = _READERS[kind]
    reader: Callable[[bytes], Extract] = getattr(import_module(f"chithi.reader.formats.{module}"), name)
    found = reader(data)
    if len(found.text) > MAX_CHARS:
        raise UnreadableError("too_long")
    return found
