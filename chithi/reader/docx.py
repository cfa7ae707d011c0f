"""A .docx → the text a reader of the paper sees: automatic labels, tables, tracked changes as if accepted.

Paragraphs are lines. A table of data is rows `| a | b |`; a table that only lays out the head or the signature is
its cells one after the other. Read from the XML itself: python-docx gives neither labels nor tracked changes.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from chithi.reader.errors import UnreadableError
from chithi.reader.extract import Extract, tidy
from chithi.reader.numbering import Numbering, W
from chithi.reader.package import Package

_LAYOUT = re.compile(
    r"nơi nhận|độc lập - tự do|cộng h(?:òa|oà) xã hội|đảng cộng sản việt nam|^\s*số\s*:",
    re.IGNORECASE | re.MULTILINE,
)
_GONE = {f"{W}del", f"{W}moveFrom", f"{W}rPr", f"{W}pPr", f"{W}instrText", f"{W}delText", f"{W}footnoteReference",
         f"{W}txbxContent", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}  # fmt: skip
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": ""}
_MAX_DEPTH = 60  # of tables in tables


def docx_extract(data: bytes) -> Extract:
    return Extract(tidy(docx_text(data)))


def docx_text(data: bytes) -> str:
    """The text of a .docx. Raises `UnreadableError`: not_docx, zip_bomb, unsafe_xml, encrypted, damaged."""
    package = Package(data)
    document = _xml(package, "word/document.xml")
    body = document.find(f"{W}body") if document is not None else None
    if body is None:
        raise UnreadableError("not_docx")
    numbering = Numbering(_xml(package, "word/numbering.xml"), _xml(package, "word/styles.xml"))
    return "\n".join(_lines(body, numbering, 0))


def _xml(package: Package, name: str) -> Any:
    data = package.part(name)
    if data is None:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise UnreadableError("damaged") from None


def _lines(container: Any, numbering: Numbering, depth: int) -> list[str]:
    """The lines of a body or cell; content controls and accepted insertions are looked into."""
    lines: list[str] = []
    if depth > _MAX_DEPTH:
        return lines
    joined = ""
    for element in container:
        if element.tag == f"{W}p":
            text = joined + _paragraph(element, numbering)
            joined = ""
            if _mark_deleted(element):
                joined = text
                continue
            lines.extend(text.split("\n"))
        elif element.tag == f"{W}tbl":
            lines.extend(_table(element, numbering, depth + 1))
        elif element.tag in (
            f"{W}sdt",
            f"{W}sdtContent",
            f"{W}ins",
            f"{W}moveTo",
            f"{W}customXml",
            f"{W}smartTag",
        ):
            lines.extend(_lines(element, numbering, depth + 1))
    if joined:
        lines.append(joined)
    return lines


def _mark_deleted(paragraph: Any) -> bool:
    """The paragraph's own mark is deleted in a tracked change: it runs on into the next one."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _paragraph(paragraph: Any, numbering: Numbering) -> str:
    properties = paragraph.find(f"{W}pPr")
    text = "".join(_runs(paragraph))
    if not text.strip():
        return ""
    label = numbering.label(properties)
    return f"{label} {text}" if label else text


def _runs(paragraph: Any) -> list[str]:
    """The text of a paragraph in order, deleted runs, field codes and text boxes left out."""
    parts: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        tag = element.tag
        if tag in _GONE or not isinstance(tag, str):
            continue
        if tag == f"{W}t":
            parts.append((element.text or "").replace("\n", " "))
        elif tag in _SIGNS:
            page = tag == f"{W}br" and element.get(f"{W}type") in ("page", "column")
            parts.append(" " if page else _SIGNS[tag])
        else:
            stack.extend(reversed(element))
    return parts


def _table(table: Any, numbering: Numbering, depth: int) -> list[str]:
    rows = [[_lines(cell, numbering, depth) for cell in _cells(row)] for row in _rows(table)]
    words = "\n".join("\n".join(lines) for row in rows for lines in row)
    if _LAYOUT.search(words) or all(len(row) <= 1 for row in rows):
        return ["", *(line for row in rows for cell in row for line in [*cell, ""])]
    shown = [
        "| " + " | ".join(" ".join(" ".join(cell).replace("|", "/").split()) for cell in row) + " |"
        for row in rows
    ]
    return ["", *shown, ""]


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
