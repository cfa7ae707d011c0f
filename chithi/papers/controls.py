"""Content controls of the Word document: each figure stands in one that carries its code, unseen and unprinted.

A report that was edited by hand can so be compared, figure by figure, with what it was printed from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from typing import Any
from xml.sax.saxutils import quoteattr
from zipfile import BadZipFile, ZipFile

from lxml import etree

from chithi.papers.content import Figure, Item, Paper, Paragraph, Table
from chithi.papers.wording import clean

_LONGEST = 64  # Word takes no longer tag
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT, _SETTINGS = "word/document.xml", "word/settings.xml"
_LARGEST = 200_000_000  # bytes of unpacked XML; a paper of 1,000 pages has a tenth


def control(code: str, inner: str) -> str:
    """Runs in a control that carries `code`: without a frame, and with a run even where there is no text."""
    return (
        f'<w:sdt><w:sdtPr><w:tag w:val={quoteattr(_short(code))}/><w15:appearance w15:val="hidden"/></w:sdtPr>'
        f"<w:sdtContent>{inner or '<w:r><w:t/></w:r>'}</w:sdtContent></w:sdt>"
    )


def variables(paper: Paper) -> str:
    """The codes too long for a tag, kept whole as variables of the document under their short form."""
    long = {_short(code): _tidy(code) for code in _codes(paper) if _short(code) != _tidy(code)}
    kept = "".join(
        f"<w:docVar w:name={quoteattr(tag)} w:val={quoteattr(code)}/>" for tag, code in sorted(long.items())
    )
    return f"<w:docVars>{kept}</w:docVars>" if kept else ""


def read(docx: bytes) -> list[tuple[str, str]]:
    """(code, text) of every control that carries a code, in the order of the document; line breaks are "\\n".

    A control within another (a figure in a cell that has a code of its own) comes after the outer one. What was
    taken out while changes were tracked is not read, what was put in is. Raises ValueError for what is no .docx.
    """
    try:
        with ZipFile(BytesIO(docx)) as package:
            if any(package.getinfo(name).file_size > _LARGEST for name in (_DOCUMENT, _SETTINGS)):
                raise ValueError("this .docx is too large to be one of ours")
            document, settings = (_parsed(package.read(name)) for name in (_DOCUMENT, _SETTINGS))
    except (BadZipFile, KeyError, NotImplementedError, RuntimeError, etree.XMLSyntaxError) as error:
        raise ValueError(f"this is no .docx: {error}") from None
    long = {str(kept.get(f"{_W}name")): str(kept.get(f"{_W}val")) for kept in settings.iter(f"{_W}docVar")}
    found = []
    for box in document.iter(f"{_W}sdt"):
        tag = box.find(f"{_W}sdtPr/{_W}tag")
        if tag is not None and (code := tag.get(f"{_W}val")):
            found.append((long.get(code, code), _text(box)))
    return found


def _parsed(xml: bytes) -> Any:
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))


def _text(box: Any) -> str:
    if box.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None:
        return ""  # Word's own "Click here to enter text"
    content = box.find(f"{_W}sdtContent")
    if content is None:
        return ""
    parts = content.iter(f"{_W}t", f"{_W}br", f"{_W}tab")
    return "".join((part.text or "") if part.tag == f"{_W}t" else _GAPS[part.tag] for part in parts)


_GAPS = {f"{_W}br": "\n", f"{_W}tab": "\t"}


def _tidy(code: str) -> str:
    return re.sub("[\n\t]", "", clean(code))


def _short(code: str) -> str:
    """The tag of a code: the code itself, or of a longer one its beginning and a hash."""
    code = _tidy(code)
    # Word counts UTF-16 units.
    if len(code.encode("utf-16-le")) <= 2 * _LONGEST:
        return code
    return f"{re.sub('[^!-~]', '', code)[: _LONGEST - 17]}~{sha256(code.encode()).hexdigest()[:16]}"


def _codes(paper: Paper) -> Iterator[str]:
    """Every code of a paper."""
    for blocks in (paper.blocks, *(annex.blocks for annex in paper.annexes)):
        for block in blocks:
            match block:
                case Table():
                    cells = [cell for row in block.rows for cell in row.cells]
                    yield from (cell.code for cell in cells)
                    inlines = [part for cell in cells for part in cell.content]
                case Paragraph() | Item():
                    inlines = list(block.content)
                case _:
                    continue
            yield from (part.code for part in inlines if isinstance(part, Figure))
