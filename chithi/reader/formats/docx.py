"""A .docx → the text a reader of the paper sees: automatic labels, tables, tracked changes as if accepted, notes.

Paragraphs are lines. A table of data is rows `| a | b |`; a table that only lays out the head or the signature is
its cells one after the other. Read from the XML itself: python-docx gives neither labels nor tracked changes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from chithi.reader.errors import UnreadableError
from chithi.reader.formats.extract import Extract, tidy
from chithi.reader.formats.fonts import Fonts, has_old_fonts
from chithi.reader.formats.grid import Cells, lay_rows
from chithi.reader.formats.numbering import Numbering, W
from chithi.reader.formats.package import Package

_GONE = {f"{W}del", f"{W}moveFrom", f"{W}rPr", f"{W}pPr", f"{W}instrText", f"{W}delText", f"{W}txbxContent",
          "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}  # fmt: skip
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": ""}
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_MAX_DEPTH = 60  # of tables in tables


def docx_extract(data: bytes) -> Extract:
    return Extract(tidy(docx_text(data)))


@dataclass(slots=True)
class _Word:
    """What is needed of the rest of the document; `marks` are the notes met so far: (kind, id) → number."""

    numbering: Numbering
    fonts: Fonts | None
    marks: dict[tuple[str, str], int] = field(default_factory=dict)
    cells: Cells = field(default_factory=Cells)


def docx_text(data: bytes) -> str:
    """The text of a .docx. Raises `UnreadableError`: not_docx, zip_bomb, unsafe_xml, encrypted, damaged."""
    package = Package(data)
    document = _xml(package, "word/document.xml")
    body = document.find(f"{W}body") if document is not None else None
    if body is None:
        raise UnreadableError("not_docx")
    styles = _xml(package, "word/styles.xml")
    old = has_old_fonts(package.part("word/document.xml"), package.part("word/styles.xml"))
    fonts = Fonts(document, styles) if old else None
    word = _Word(Numbering(_xml(package, "word/numbering.xml"), styles), fonts)
    lines = _lines(body, word, 0)
    return "\n".join([*lines, *_notes(package, word)])


def _notes(package: Package, word: _Word) -> list[str]:
    """The foot- and endnotes in the order of their marks, one line each: `[1] …`."""
    texts: dict[tuple[str, str], str] = {}
    for kind in ("footnote", "endnote") if word.marks else ():
        root = _xml(package, f"word/{kind}s.xml")
        for note in root.iterfind(f"{W}{kind}") if root is not None else ():
            lines = [_paragraph(paragraph, word) for paragraph in note.iter(f"{W}p")]
            texts[kind, note.get(f"{W}id", "")] = " ".join(" ".join(lines).split())
    found = [f"[{number}] {texts[mark]}" for mark, number in word.marks.items() if texts.get(mark)]
    return ["", *found] if found else []


def _xml(package: Package, name: str) -> Any:
    data = package.part(name)
    if data is None:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise UnreadableError("damaged") from None


def _lines(container: Any, word: _Word, depth: int) -> list[str]:
    """The lines of a body or cell; content controls and accepted insertions are looked into."""
    lines: list[str] = []
    if depth > _MAX_DEPTH:
        return lines
    joined = ""
    for element in container:
        if element.tag == f"{W}p":
            text = joined + _paragraph(element, word)
            joined = ""
            if _mark_deleted(element):
                joined = text
                continue
            lines.extend(text.split("\n"))
        elif element.tag == f"{W}tbl":
            lines.extend(_table(element, word, depth + 1))
        elif element.tag in (
            f"{W}sdt",
            f"{W}sdtContent",
            f"{W}ins",
            f"{W}moveTo",
            f"{W}customXml",
            f"{W}smartTag",
        ):
            lines.extend(_lines(element, word, depth + 1))
    if joined:
        lines.append(joined)
    return lines


def _mark_deleted(paragraph: Any) -> bool:
    """The paragraph's own mark is deleted in a tracked change: it runs on into the next one."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _paragraph(paragraph: Any, word: _Word) -> str:
    properties = paragraph.find(f"{W}pPr")
    text = "".join(_runs(paragraph, word))
    if not text.strip():
        return ""
    label = word.numbering.label(properties)
    return f"{label} {text}" if label else text


def _runs(paragraph: Any, word: _Word) -> list[str]:
    """The text of a paragraph in order, deleted runs, field codes and text boxes left out."""
    parts: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        tag = element.tag
        if tag in _GONE or not isinstance(tag, str):
            continue
        if tag == f"{W}t" or (tag == f"{W}softHyphen" and word.fonts):
            text = (element.text or "").replace("\n", " ") if tag == f"{W}t" else "\u00ad"
            text = word.fonts.text(element, text) if word.fonts else text
            parts.append(text if tag == f"{W}t" else text.strip("\u00ad"))
        elif tag in _SIGNS:
            page = tag == f"{W}br" and element.get(f"{W}type") in ("page", "column")
            parts.append(" " if page else _SIGNS[tag])
        elif tag in _NOTES:
            parts.append(_mark(element, word))
        else:
            stack.extend(reversed(element))
    return parts


def _mark(reference: Any, word: _Word) -> str:
    """`[1]` where the paper has a raised number; foot- and endnotes are counted together."""
    note = (_NOTES[reference.tag], reference.get(f"{W}id", ""))
    return f"[{word.marks.setdefault(note, len(word.marks) + 1)}]"


def _table(table: Any, word: _Word, depth: int) -> list[str]:
    rows = []
    for row in _rows(table):
        cells = _cells(row)
        word.cells.take(len(cells))
        rows.append([_lines(cell, word, depth) for cell in cells])
    return lay_rows(rows)


def _rows(table: Any) -> list[Any]:
    """The rows of a table, those deleted in a tracked change left out."""
    rows = []
    for element in table.iter(f"{W}tr"):
        nearest = next((up for up in element.iterancestors(f"{W}tbl")), None)
        if nearest is table and element.find(f"{W}trPr/{W}del") is None:
            rows.append(element)
    return rows


def _cells(row: Any) -> list[Any]:
    """The cells of a row; a cell merged into the one above is empty, so that the columns keep their places."""
    cells = []
    for cell in row.iter(f"{W}tc"):
        nearest = next((up for up in cell.iterancestors(f"{W}tr")), None)
        if nearest is row:
            cells.append(cell)
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            extra = span.get(f"{W}val") if span is not None else None
            if extra and extra.isdigit():
                cells.extend(etree.Element(f"{W}tc") for _ in range(min(int(extra), 30) - 1))
    return cells
