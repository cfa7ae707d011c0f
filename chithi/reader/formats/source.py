"""Bytes of a file → its text, or a refusal by name. Never a guess that could be mojibake."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path, PurePath

from chithi.reader.errors import UnreadableError
from chithi.reader.formats.columns import lay_columns
from chithi.reader.formats.encodings import from_letters, recognise
from chithi.reader.formats.extract import MAX_CHARS, Extract, tidy
from chithi.reader.formats.marks import is_markdown, without_markdown
from chithi.reader.result import Source

MAX_BYTES = 20 * 1024 * 1024
TEXT_SUFFIXES = {"", ".txt", ".text", ".md"}
HTML_SUFFIXES = {".html", ".htm", ".xhtml"}
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,400}?-->\s*)?<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
         (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))  # fmt: skip
_ESCAPED = {0xDC00 + byte: byte for byte in range(0x80, 0xA0)}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b]")
# UTF-8 read once as windows-1252 shows these pairs; a Vietnamese paper has them on every line then.
_TWICE = re.compile(r"á[º»][\u0080-\u00ff\u2013-\u203a\u0152-\u017e]|Ä[‘\u0090\u0091]|Æ[°¡]|Ã[\u0080-\u00bf]")
# Letters of the old one-byte fonts (TCVN3, VNI) that stand for Vietnamese ones and are signs in Unicode.
_OLD_FONT = re.compile(r"[A-Za-zÀ-ÿ][¸µ¶·¹¨»¾¼½©ª«¬®§¤¥¦¡¢£](?![\s\d])|[a-z][®©«¬­ª¨][a-z]")
_OWN_LETTERS = re.compile(r"[\u1ea0-\u1ef9ăđơưĂĐƠƯ]")


def read_file(path: str | os.PathLike[str]) -> tuple[bytes, str]:
    """(bytes, file name). The size is looked at before a byte is read."""
    place = Path(path)
    try:
        if place.stat().st_size > MAX_BYTES:
            raise UnreadableError("too_large")
        with place.open("rb") as handle:
            data = handle.read(MAX_BYTES + 1)
    except (OSError, ValueError):
        raise UnreadableError("not_found") from None
    return data, place.name


def kind_of(data: bytes, filename: str) -> str:
    """`text` or the kind that `extract.py` takes apart; all else is refused by what it is, whatever it is called."""
    if not data:
        raise UnreadableError("empty")
    if len(data) > MAX_BYTES:
        raise UnreadableError("too_large")
    suffix = PurePath(filename).suffix.lower()
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        if suffix in (".docx", ".doc") or suffix in TEXT_SUFFIXES:
            return "docx"
        raise UnreadableError("unsupported")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        # A protected .docx is wrapped in the same old container as a .doc.
        raise UnreadableError("encrypted" if suffix == ".docx" else "legacy_doc")
    if suffix == ".docx":
        raise UnreadableError("not_docx")
    if b"%PDF-" in data[:1024]:  # some programs write a few bytes before
        return "pdf"
    if data.startswith(_PICTURES):
        return "image"
    # Offices send pages as .doc, for Word opens them.
    if _PAGE.match(data[:1024]) or suffix in HTML_SUFFIXES:
        return "html"
    if suffix == ".doc":
        raise UnreadableError("legacy_doc")
    if suffix not in TEXT_SUFFIXES or data.startswith(b"{\\rtf"):
        raise UnreadableError("unsupported")
    return "text"


def decode(data: bytes) -> str:
    """UTF-8 with or without a mark, UTF-16/32 with one, the old TCVN3 and VNI; anything else is refused."""
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "utf-8")
    if encoding == "utf-8" and data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return _old_letters(western(data))
    return checked(text)


def western(data: bytes) -> str:
    """Bytes as a Western Windows shows them; what has no letter there keeps its number."""
    return data.decode("cp1252", "surrogateescape").translate(_ESCAPED)


def checked(text: str) -> str:
    """Text that is good Unicode, as it is or out of an old one-byte coding. Refused where it is neither."""
    head = text[:200_000]
    own = len(_OWN_LETTERS.findall(head))
    if _is_damaged(head, own):
        raise UnreadableError("encoding")
    return _old_letters(text) if recognise(text)[0] or len(_OLD_FONT.findall(head)) > max(8, own) else text


def _is_damaged(head: str, own: int) -> bool:
    """Signs that no text has, or UTF-8 that was read as a one-byte coding once."""
    if _CONTROL.search(head) or head.count("\ufffd") > 2:
        return True
    return len(_TWICE.findall(head)) > max(3, own)


def _old_letters(text: str) -> str:
    name, sure = recognise(text)
    if not name or _CONTROL.search(text):
        raise UnreadableError("encoding")
    if not sure:
        raise UnreadableError(f"encoding_{name}")
    return from_letters(text, name)


def extract(data: bytes, filename: str) -> Extract:
    """The text of a file. Raises `UnreadableError` for all that is no plan, or too much of one."""
    kind = kind_of(data, filename)
    if kind == "text":
        text = tidy(decode(data))
        marked = PurePath(filename).suffix.lower() == ".md" or is_markdown(text)
        if marked:
            return Extract(tidy(without_markdown(text)))
        text, unsure = lay_columns(text)
        return Extract(text, marks=("row_unread",) if unsure else ())
    from chithi.reader.formats.apart import extract_apart  # subprocess is loaded only where it is needed

    return extract_apart(kind, data)


def as_source(data: bytes, filename: str, found: Extract) -> Source:
    text = found.text
    if len(text) > MAX_CHARS:
        raise UnreadableError("too_long")
    if not any(c.isalpha() for c in text):
        raise UnreadableError("no_text")
    return Source(
        PurePath(filename).name, hashlib.sha256(data).hexdigest(), text, found.pages, "scanned" in found.marks
    )
