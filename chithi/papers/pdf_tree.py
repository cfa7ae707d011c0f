"""A paper laid out for `data/paper.typ`: sections of paragraphs, boxes, tables and pictures as plain values.

Lengths are in mm, type sizes and distances in points. Texts are runs: (dress, words), a line break a run too.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, TypeAlias
from unicodedata import combining

from chithi.papers import grid, layout, measure, pictures, wording
from chithi.papers.content import (
    Annex,
    Block,
    Content,
    Emphasis,
    Heading,
    Item,
    Paper,
    Paragraph,
    Picture,
    Strong,
    Table,
)
from chithi.papers.looks import HEADINGS, LOOKS

Node: TypeAlias = dict[str, Any]
_LOOKS = {look.key: look for look in (*HEADINGS, *LOOKS)}
_CELLS = {"text": "CellText", "number": "CellNumber", "order": "CellOrder"}
_ZERO_WIDTH_SPACE = "\u200b"
_LINE_HEIGHT = 1.15 * measure.MM_PER_POINT
# A row up to this height (mm) is never torn over two pages, as in Word; a higher one may be.
_WHOLE_ROW, _WHOLE_FOOT = 110, 25


def laid_out(paper: Paper) -> Node:
    """What the template needs of a paper but for its fonts and its properties."""
    return {
        "looks": {key: asdict(look) for key, look in _LOOKS.items()},
        "page": {
            "top": layout.MARGIN_TOP,
            "bottom": layout.MARGIN_BOTTOM,
            "left": layout.MARGIN_LEFT,
            "right": layout.MARGIN_RIGHT,
            "number": layout.PAGE_NUMBER_FROM_EDGE,
            "number-size": layout.PAGE_NUMBER,
            "padding": layout.CELL_PADDING,
        },
        "sections": _Sections(paper).sections,
    }


class _Sections:
    """Collects the sections: a new one where the page turns or an annex begins."""

    def __init__(self, paper: Paper) -> None:
        self.sections: list[Node] = []
        self.level, self.top, self.drawn = 0, 0 if paper.letter else 1, 0
        self.begin(first=True)
        self.add(_head(paper), *self.title(paper))
        self.blocks(wording.closed(paper.blocks), landscape=False, keep_last=True)
        self.turn(landscape=False)
        self.add(*_foot(paper))
        for annex in paper.annexes:
            self.begin(first=True, lying=annex.landscape)
            self.add(*self.annex_title(annex, paper))
            self.blocks(annex.blocks, annex.landscape)

    def begin(self, first: bool, lying: bool = False) -> None:
        self.sections.append({"lying": lying, "first": first, "parts": []})

    def turn(self, landscape: bool) -> None:
        if self.sections[-1]["lying"] != landscape:
            self.begin(first=False, lying=landscape)

    def add(self, *nodes: Node) -> None:
        self.sections[-1]["parts"] += nodes

    def blocks(self, blocks: tuple[Block, ...], landscape: bool, keep_last: bool = False) -> None:
        for block, lies in zip(blocks, grid.lying(blocks), strict=True):
            self.turn(landscape or lies)
            room = layout.LANDSCAPE_TEXT_WIDTH if landscape or lies else layout.TEXT_WIDTH
            self.add(*self.block(block, room, keep_last and block is blocks[-1]))

    def block(self, block: Block, room: float, keep: bool) -> list[Node]:
        match block:
            case Heading():
                look = f"Heading{block.level}"
                return self.headed(look, wording.heading_text(block), self.top + block.level, room)
            case Paragraph():
                look = "Text" if block.indent else "TextFlush"
                keep = keep or wording.leads_in(block)
                return [_paragraph(look, wording.text_content(block), room, keep)]
            case Item():
                return [_paragraph("Dash", wording.text_content(block), room, keep)]
            case Table():
                return _table(block, room)
            case Picture():
                self.drawn += 1
                return _picture(block, self.drawn, room)
            case _:
                raise TypeError("charts.printed comes before this")

    def headed(self, look: str, text: str, level: int, room: float) -> list[Node]:
        """A heading; its level is at most one below that of the last (PDF/UA-1, §7.4.2)."""
        if not text.strip():
            return []
        self.level = min(level, self.level + 1)
        return [_paragraph(look, (text,), room) | {"level": self.level}]

    def title(self, paper: Paper) -> list[Node]:
        """Box 5a of a named paper, "Kính gửi" and the legal grounds."""
        nodes: list[Node] = []
        if not paper.letter:
            subject = wording.clean(paper.subject)
            line = measure.width(subject, layout.TITLE)
            kind = "\n".join(part for part in (wording.capitals(paper.kind), subject) if part.strip())
            nodes += self.headed("Kind", kind, 1, layout.TEXT_WIDTH)
            nodes.append(_rule(max(min(line, layout.TEXT_WIDTH) * layout.RULE_SHARE, 25)))
        addressees = wording.addressee_lines(paper)
        if len(addressees) == 1:
            nodes += _lines("Addressee", addressees)
        else:
            nodes += _lines("AddressedHead", addressees[:1]) + _lines("AddressedItem", addressees[1:])
        # The first paragraph of the text keeps some distance from what stands above it.
        return [*nodes, _gap(6), *_lines("Ground", wording.ground_lines(paper))]

    def annex_title(self, annex: Annex, paper: Paper) -> list[Node]:
        room = layout.LANDSCAPE_TEXT_WIDTH if annex.landscape else layout.TEXT_WIDTH
        title = "\n".join(part for part in wording.annex_lines(annex) if part.strip())
        reference = wording.annex_reference(annex, paper)
        return [*self.headed("Annex", title, 1, room), *_lines("AnnexReference", [reference], room)]


def _head(paper: Paper) -> Node:
    """Boxes 1 to 4, and 5b of an official letter, side by side (§II.1-5)."""
    head = paper.head
    left, right = float(layout.HEAD_LEFT), float(layout.TEXT_WIDTH - layout.HEAD_LEFT)
    issuer = wording.capitals(head.issuer)
    longest = max(measure.width(line, layout.ISSUER) for line in issuer.split("\n"))
    issuing = [
        *_lines("Parent", [wording.capitals(head.parent)], left),
        *_lines("Issuer", [issuer], left),
        _rule(min(longest, left) * layout.RULE_SHARE),
    ]
    nation = [
        *_lines("Nation", [wording.NATION], right),
        *_lines("Motto", [wording.MOTTO], right),
        _rule(measure.width(wording.MOTTO, layout.MOTTO)),
    ]
    number = _lines("Number", [wording.number_line(head)], left)
    if paper.letter:
        number += _lines("LetterSubject", [wording.letter_subject(paper)], left)
    place = _lines("Place", [wording.place_line(head)], right)
    return _boxes((left, right), [[issuing, nation], [number, place]])


def _foot(paper: Paper) -> list[Node]:
    """Boxes 9b and 7a-7c side by side, not parted over two pages."""
    recipients = wording.recipient_lines(paper)
    left, right = float(layout.SIGNATURE_LEFT), float(layout.TEXT_WIDTH - layout.SIGNATURE_LEFT)
    leading, signing = [], []
    if recipients:
        leading = _lines("Recipients", [wording.RECIPIENTS], left) + _lines("Recipient", recipients, left)
    if paper.signature:
        signing = _lines("Signer", wording.signer_lines(paper.signature), right)
        signing += _lines("SignerName", [paper.signature.name], right)
    if not leading and not signing:
        return []
    whole = sum(len(line) // 40 + 1 for line in recipients) <= _WHOLE_FOOT
    return [_boxes((left, right), [[leading, signing]]) | {"before": 20, "whole": whole}]


def _boxes(widths: tuple[float, float], rows: list[list[list[Node]]]) -> Node:
    return {"kind": "boxes", "widths": widths, "rows": rows, "before": 0, "whole": True}


def _rule(long: float) -> Node:
    return {"kind": "rule", "long": long}


def _gap(points: float) -> Node:
    return {"kind": "gap", "points": points}


def _lines(look: str, texts: Any, room: float = layout.TEXT_WIDTH) -> list[Node]:
    """One paragraph per text that is not empty."""
    return [_paragraph(look, (text,), room) for text in texts if wording.clean(text).strip()]


def _paragraph(look: str, content: Content, room: float, keep: bool = False) -> Node:
    shape = _LOOKS[look]
    inner = room - shape.left - max(shape.first, 0)
    return {
        "kind": "paragraph",
        "look": look,
        "runs": _runs(content, shape.size, inner),
        "keep": keep,
        "level": 0,
    }


def _runs(content: Content, size: float, room: float) -> list[tuple[str, str]]:
    """Inlines as runs; a word longer than the room may be broken anywhere."""
    runs: list[tuple[str, str]] = []
    for part in content:
        dress = "strong" if isinstance(part, Strong) else "emphasis" if isinstance(part, Emphasis) else ""
        lines = wording.clean(part if isinstance(part, str) else part.text).split("\n")
        for position, line in enumerate(lines):
            runs += [("break", "")] * bool(position)
            if line:
                runs.append((dress, _breakable(line, size, room)))
    return runs


def _breakable(line: str, size: float, room: float) -> str:
    if _is_short(line, size, room):
        return line
    return " ".join(
        _broken(word, size, room) if len(word) > 3 and measure.width(word, size) > room else word
        for word in line.split(" ")
    )


def _is_short(line: str, size: float, room: float) -> bool:
    """Whether a line fits for sure: no letter is wider than its size, so that most need no measuring."""
    return len(line) * size * measure.MM_PER_POINT <= room


def _lines_of(text: str, size: float, room: float) -> float:
    return 1 if _is_short(text, size, room) else 1 + measure.width(text, size) // room


def _broken(word: str, size: float, room: float) -> str:
    """The word with places to break in it, a third of the room apart; a mark stays with its letter."""
    parts: list[str] = []
    wide = 0.0
    for letter in word:
        wide += measure.width(letter, size)
        if parts and wide > room / 3 and not combining(letter):
            parts.append(_ZERO_WIDTH_SPACE)
            wide = measure.width(letter, size)
        parts.append(letter)
    return "".join(parts)


def _table(table: Table, room: float) -> list[Node]:
    """A table with its title, unit and notes; its header is repeated on every page."""
    widths = measure.column_widths(table, room)
    size = layout.table_size(len(table.columns))
    header = [_header(cells, table, widths, size) for cells in grid.header_rows(table)]
    node = {
        "kind": "table",
        "widths": widths,
        "header": header,
        "repeat": all(row["whole"] for row in header),
        "rows": [_row(cells, widths, size) for cells in grid.laid_rows(table)],
    }
    return [
        *_lines("TableTitle", [wording.caption(table)], room),
        *_lines("Unit", [wording.unit_line(table)], room),
        node,
        *_lines("Note", wording.note_lines(table), room),
    ]


def _header(cells: tuple[grid.HeaderCell, ...], table: Table, widths: tuple[float, ...], size: int) -> Node:
    """A header row; where it is the lower of two its cells stand under the groups only."""
    lower = [bool(column.group) for column in table.columns]
    below = all(not cell.spanning and cell.rows == 1 and not cell.line for cell in cells) and any(lower)
    free = [i for i in range(len(widths)) if not below or (i < len(lower) and lower[i])]
    made, position, high = [], 0, 0.0
    for cell in cells:
        look = "ColumnLine" if cell.line else f"Column{size}"
        room = sum(widths[i] for i in free[position : position + cell.columns])
        position += cell.columns
        one = _cell(look, (cell.title,), room, columns=cell.columns, rows=cell.rows)
        high = max(high, one.pop("high"))
        made.append(one)
    return {"cells": made, "whole": high <= _WHOLE_ROW / 2}


def _row(cells: tuple[grid.LaidCell, ...], widths: tuple[float, ...], size: int) -> Node:
    made, position, high = [], 0, 0.0
    for cell in cells:
        look = "CellLine" if cell.kind == "line" else f"{_CELLS[cell.kind]}{size}"
        room = sum(widths[position : position + cell.span])
        position += cell.span
        one = _cell(look, cell.content, room, columns=cell.span, bold=cell.bold)
        high = max(high, one.pop("high"))
        made.append(one)
    return {"cells": made, "whole": high <= _WHOLE_ROW}


def _cell(
    look: str, content: Content, width: float, columns: int = 1, rows: int = 1, bold: bool = False
) -> Node:
    """A cell, with how high (mm) it is about to get."""
    shape = _LOOKS[look]
    room = max(width - 2 * layout.CELL_PADDING, 1)
    texts = wording.plain(content).split("\n")
    lines = sum(_lines_of(text, shape.size, 0.8 * room) for text in texts)
    return {
        "look": look,
        "runs": _runs(content, shape.size, room),
        "columns": columns,
        "rows": rows,
        "bold": bold or shape.bold,
        "high": lines * shape.size * _LINE_HEIGHT,
    }


def _picture(picture: Picture, number: int, room: float) -> list[Node]:
    node = {
        "kind": "picture",
        "svg": pictures.drawing(picture, f"h{number}-"),
        "alt": wording.clean(picture.alt or picture.caption) or "Hình",
        "width": measure.picture_width(picture, room),
    }
    return [node, *_lines("PictureCaption", [picture.caption], room)]
