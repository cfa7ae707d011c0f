"""Bytes of a file → its text, or a refusal by name. Never a guess that could be mojibake."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path, PurePath

from chithi.reader.errors import UnreadableError
from chithi.reader.result import Source
from chithi.vietnamese import nfc

MAX_BYTES = 20 * 1024 * 1024
MAX_CHARS = (
    12_000_000  # some 5,000 pages, a quarter of a minute for plans; bounds the time that one file can take
)
TEXT_SUFFIXES = {"", ".txt", ".text", ".md"}
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
         (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))  # fmt: skip
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
    """`text` or `docx`; everything else is refused by what it is, whatever it is called."""
    if not data:
        raise UnreadableError("empty")
    if len(data) > MAX_BYTES:
        raise UnreadableError("too_large")
    suffix = PurePath(filename).suffix.lower()
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        if suffix == ".docx" or suffix in TEXT_SUFFIXES:
            return "docx"
        raise UnreadableError("unsupported")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        # A protected .docx is wrapped in the same old container as a .doc.
        raise UnreadableError("encrypted" if suffix == ".docx" else "legacy_doc")
    if suffix == ".docx":
        raise UnreadableError("not_docx")
    if suffix == ".doc":
        raise UnreadableError("legacy_doc")
    if suffix not in TEXT_SUFFIXES or data.startswith((b"%PDF-", b"{\\rtf")):
        raise UnreadableError("unsupported")
    return "text"


def decode(data: bytes) -> str:
    """UTF-8 with or without a mark, UTF-16/32 with one; anything else is refused."""
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "utf-8")
    if encoding == "utf-8" and data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableError("encoding") from None
    if _looks_wrong(text):
        raise UnreadableError("encoding")
    return text


def _looks_wrong(text: str) -> bool:
    head = text[:200_000]
    if _CONTROL.search(head) or head.count("\ufffd") > 2:
        return True
    own = len(_OWN_LETTERS.findall(head))
    if len(_TWICE.findall(head)) > max(3, own):
        return True
    return len(_OLD_FONT.findall(head)) > max(8, own)


def tidy(text: str) -> str:
    """NFC with one kind of line end. White space is otherwise kept as the file has it."""
    return nfc(text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", ""))


def as_source(data: bytes, filename: str, text: str) -> Source:
    text = tidy(text)
    if len(text) > MAX_CHARS:
        raise UnreadableError("too_long")
    if not any(c.isalpha() for c in text):
        raise UnreadableError("no_text")
    return Source(PurePath(filename).name, hashlib.sha256(data).hexdigest(), text)
