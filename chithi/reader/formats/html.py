"""A web page, above all one that Word or LibreOffice saved → the text a reader of the page sees.

Paragraphs are lines, tables are rows as in a .docx (`grid.py`), the labels of lists are written out, notes have their
mark `[1]`. Nothing is fetched: pictures, styles and scripts from elsewhere are not looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from chithi.reader.errors import UnreadableError
from chithi.reader.formats.encodings import Coding, font_coding, is_unicode, to_unicode
from chithi.reader.formats.extract import Extract, tidy
from chithi.reader.formats.grid import Cells, lay_rows
from chithi.reader.formats.numbering import written
from chithi.reader.formats.source import checked, western

_BLOCKS = {"address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figure",
           "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "ol", "p",
           "section", "tbody", "td", "th", "tr", "ul"}  # fmt: skip
_GONE = {"audio", "button", "canvas", "del", "head", "iframe", "math", "nav", "noscript", "object", "script", "select",
         "strike", "style", "svg", "template", "textarea", "title", "video", "xml"}  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden", re.IGNORECASE)
_FAMILY = re.compile(r"font-family\s*:\s*[\"']?([^;,\"'}]*)", re.IGNORECASE)
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]*)\}")
_LABEL = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_DRAWN = re.compile(r"symbol|wingdings", re.IGNORECASE)
_NOTE = re.compile(r"[\[(]?(\d{1,3})[\])]?")
_NOTE_LINK = re.compile(r"#.*(?:ftn|edn|note|fn)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\r\f\u00a0]+")
_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w\-]+)", re.IGNORECASE)
_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
            "decimal": "decimal", "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter",
            "upper-alpha": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman"}  # fmt: skip
_MAX_DEPTH = 250
_MAX_COLUMNS = 60


def html_extract(data: bytes) -> Extract:
    """The text of an HTML file. Raises `UnreadableError`: encoding and its kin, damaged, no_text, too_heavy."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(html_decode(data).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise UnreadableError("damaged") from None
    if root is None:
        raise UnreadableError("no_text")
    page = _Page(_rules(root))
    lines = page.lines(root, None, 0)
    if page.old and not is_unicode("".join(page.old)):
        page = _Page(page.fonts, converts=True)
        lines = page.lines(root, None, 0)
    return Extract(tidy(checked("\n".join(lines))))


def html_decode(data: bytes) -> str:
    """By its mark, as UTF-8, or as the code page it declares; every other one is taken for the Western one."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(name, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        declared = _CHARSET.search(data[:4096])
    if declared and declared[1].lower() in (b"windows-1258", b"cp1258"):
        return data.decode("cp1258", "replace")
    return western(data)


def _rules(root: Any) -> dict[tuple[str, str], str]:
    """(tag or "", class or "") → font, out of the page's own style sheets."""
    fonts: dict[tuple[str, str], str] = {}
    for sheet in root.iter("style"):
        for selectors, body in _RULE.findall(sheet.text or ""):
            family = _FAMILY.search(body)
            if family is None or "@" in selectors:
                continue
            for selector in selectors.replace("<!--", "").split(","):
                tag, _, name = selector.strip().lower().partition(".")
                fonts[tag, name] = family[1].strip()
    return fonts


@dataclass(slots=True)
class _Lines:
    """Lines being written: `label` waits for the first words of its list item."""

    done: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    label: str = ""

    def end(self, empty: bool = False) -> None:
        """End the line; with `empty` also one that has no words is a line, as a blank paragraph is on paper."""
        line = _SPACE.sub(" ", "".join(self.parts)).strip()
        self.parts.clear()
        if empty and not line:
            self.done.append("")
        if line:
            self.done.append(f"{self.label} {line}" if self.label else line)
            self.label = ""


class _Page:
    """`old` collects what stands in old one-byte fonts; with `converts` it is made Unicode on the way."""

    def __init__(self, fonts: dict[tuple[str, str], str], converts: bool = False) -> None:
        self.fonts = fonts
        self.converts = converts
        self.old: list[str] = []
        self.cells = Cells()

    def lines(self, element: Any, coding: Coding | None, depth: int) -> list[str]:
        out = _Lines()
        self._walk(element, coding, out, depth)
        out.end()
        return out.done

    def _text(self, text: str | None, coding: Coding | None, out: _Lines) -> None:
        if not text:
            return
        if coding is not None:
            self.old.append(text)
            text = to_unicode(text, coding) if self.converts else text
        out.parts.append(text)

    def _walk(self, element: Any, coding: Coding | None, out: _Lines, depth: int) -> None:
        """Write an element's words; its tail belongs to its parent."""
        if depth > _MAX_DEPTH:
            raise UnreadableError("too_heavy")
        tag, style = element.tag, element.get("style") or ""
        if not isinstance(tag, str) or tag in _GONE or (style and _HIDDEN.search(style)):
            return
        coding = self._coding(element, tag, style, coding)
        if tag == "table":
            out.end()
            out.done.extend(lay_rows(self._rows(element, coding, depth)))
        elif tag == "br":
            out.end(empty=True)
        elif tag == "a" and (mark := _note(element)):
            out.parts.append(mark)
        elif _LABEL.search(style):
            out.parts.append(self._label(element, coding, depth))
        elif tag == "pre":
            out.end()
            for line in "".join(element.itertext()).split("\n"):
                self._text(line, coding, out)
                out.end()
        else:
            self._inside(element, tag, coding, out, depth)

    def _inside(self, element: Any, tag: str, coding: Coding | None, out: _Lines, depth: int) -> None:
        block = tag in _BLOCKS
        if block:
            out.end()
        before = len(out.done)
        labels = _Labels(element) if tag in ("ol", "ul") else None
        self._text(element.text, coding, out)
        for child in element:
            if labels is not None and child.tag == "li":
                out.end()
                out.label = labels.next(child)
            self._walk(child, coding, out, depth + 1)
            if labels is not None:
                out.end()
                out.label = ""
            self._text(child.tail, coding, out)
        if block:
            out.end(empty=tag == "p" and len(out.done) == before)

    def _coding(self, element: Any, tag: str, style: str, above: Coding | None) -> Coding | None:
        """The coding of an element's font: its own, its class's, its tag's, else the one around it."""
        own = _FAMILY.search(style)
        name = own[1].strip() if own else (element.get("face") or "").split(",")[0]
        if not name and self.fonts:
            for key in (element.get("class") or "").lower().split():
                name = name or self.fonts.get((tag, key)) or self.fonts.get(("", key)) or ""
            name = name or self.fonts.get((tag, "")) or ""
        return font_coding(name) if name else above

    def _label(self, element: Any, coding: Coding | None, depth: int) -> str:
        """The label that Word wrote out before a list item; drawn bullets are dashes."""
        drawn = _DRAWN.search(element.get("style") or "") or any(
            _DRAWN.search(up.get("style") or "") for up in element.iterancestors("span")
        )
        inner = _Lines()
        self._inside(element, "span", coding, inner, depth + 1)
        inner.end()
        text = " ".join(inner.done)
        if text == "o":
            return "+ "
        return (
            "- " if drawn or not text or not (text.isascii() or any(map(str.isalnum, text))) else f"{text} "
        )

    def _rows(self, table: Any, coding: Coding | None, depth: int) -> list[list[list[str]]]:
        """The cells of a table; those that reach over several columns or rows keep the others in place."""
        rows: list[list[list[str]]] = []
        down: dict[int, int] = {}
        for row in _own(table, "tr"):
            cells: list[list[str]] = []
            for cell in _own(row, "td", "th"):
                while down.get(len(cells), 0) > 0:
                    down[len(cells)] -= 1
                    cells.append([])
                rest = max(0, _MAX_COLUMNS - len(cells))
                for extra in range(min(_count(cell, "colspan"), rest)):
                    down[len(cells)] = _count(cell, "rowspan") - 1
                    cells.append([] if extra else self.lines(cell, coding, depth + 1))
                if rest == 0:
                    cells[-1].extend(self.lines(cell, coding, depth + 1))
            for column in range(len(cells), max((c + 1 for c, n in down.items() if n > 0), default=0)):
                cells.append([])
                down[column] = max(0, down.get(column, 0) - 1)
            self.cells.take(len(cells))
            rows.append(cells)
        return rows


def _own(element: Any, *tags: str) -> list[Any]:
    """The rows of a table or cells of a row that are not those of a table within it."""
    found: list[Any] = []
    stack = list(reversed(element))
    while stack:
        child = stack.pop()
        if child.tag in tags:
            found.append(child)
        elif child.tag not in ("table", "tr", "td", "th") and isinstance(child.tag, str):
            stack.extend(reversed(child))
    return found


def _count(cell: Any, name: str) -> int:
    text = (cell.get(name) or "").strip()
    return max(1, min(int(text), 1000)) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _note(link: Any) -> str:
    """`[1]` for a link that is the mark of a note, "" for every other."""
    text = "".join(link.itertext()).strip()
    match = _NOTE.fullmatch(text) if len(text) < 6 else None
    if match is None:
        return ""
    known = _NOTE_LINK.search(link.get("href") or "") or "footnote" in (link.get("class") or "")
    if not known:
        return ""
    own_line = "sym" in (link.get("class") or "")
    return f"[{match[1]}]{' ' if own_line else ''}"


class _Labels:
    """Counts the items of one list of HTML."""

    def __init__(self, element: Any) -> None:
        kind = element.get("type") or _style_type(element)
        self._form = _FORMATS.get(kind, "decimal" if element.tag == "ol" else "")
        self._shown = kind.lower() != "none"
        start = (element.get("start") or "").strip()
        self._next = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1

    def next(self, item: Any) -> str:
        """The label of the next item: `1.`, `I.`, `a)` or a dash."""
        if not self._shown:
            return ""
        if not self._form:
            return "-"
        value = (item.get("value") or "").strip()
        number = int(value) if value.isascii() and value.isdigit() and len(value) < 6 else self._next
        self._next = number + 1
        return written(number, self._form) + (")" if self._form == "lowerLetter" else ".")


def _style_type(element: Any) -> str:
    match = re.search(r"list-style(?:-type)?\s*:\s*([\w\-]+)", element.get("style") or "", re.IGNORECASE)
    return match[1].lower() if match else ""
