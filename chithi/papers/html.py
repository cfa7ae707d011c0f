"""A paper as an HTML fragment. How it looks is the business of `static/papers/paper.css`.

The fragment has no inline style and no script (strict CSP); every text is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from typing import TypeAlias

from chithi.papers import charts, grid, layout, pictures, places, wording
from chithi.papers.content import (
    Annex,
    Block,
    Content,
    Emphasis,
    Figure,
    Heading,
    Inline,
    Item,
    Paper,
    Paragraph,
    Picture,
    RowKind,
    Strong,
    Table,
)

Lookup: TypeAlias = Callable[[str], str | None]


def _nothing(code: str) -> str | None:
    return None


def render(
    paper: Paper,
    link: Lookup = _nothing,
    tint: Lookup = _nothing,
    top: int = 2,
    draw: charts.Draw = charts.draw,
) -> str:
    """The paper as one `<article class="paper">`.

    `link` gives the URL of a figure's code, or None for no link. `tint` gives a word for a code (as
    "estimate"), which becomes the class `paper-tint-estimate`. `top` is the level of the paper's title among
    the headings of the page around it. A table with a number has the anchor "b2", its rows "b2-d14"
    (`chithi.papers.places`). `draw` gives SVG and PNG of a chart.
    """
    return _Writer(charts.printed(paper, draw), link, tint, top).fragment()


def _e(text: str) -> str:
    """Escaped text; line breaks become `<br>`."""
    return escape(wording.clean(text)).replace("\n", "<br>")


def _lines(tag: str, css: str, *lines: str) -> str:
    return "".join(f'<{tag} class="{css}">{_e(line)}</{tag}>' for line in lines if line)


class _Writer:
    """Carries what every part needs (link, tint, heading level) through one rendering."""

    def __init__(self, paper: Paper, link: Lookup, tint: Lookup, top: int) -> None:
        self.paper, self.link, self.tint, self.top = paper, link, tint, top
        self.anchors, self.drawn = places.anchors(paper), 0

    def fragment(self) -> str:
        paper = self.paper
        parts = [
            f'<article class="paper" lang="vi" aria-label="{escape(wording.document_title(paper))}">',
            '<div class="paper-sheet">',
            self.head(),
            self.title(),
            self.addressees(),
            _lines("p", "paper-ground", *wording.ground_lines(paper)),
            *self.blocks(wording.closed(paper.blocks)),
            self.foot(),
            "</div>",
            *(self.annex(annex) for annex in paper.annexes),
            "</article>",
        ]
        return "\n".join(part for part in parts if part)

    def head(self) -> str:
        head = self.paper.head
        parts = [
            '<header class="paper-head"><div class="paper-issuer">',
            _lines("p", "paper-parent-body", wording.capitals(head.parent)),
            _lines("p", "paper-body-name", wording.capitals(head.issuer)),
            '</div><div class="paper-nation">',
            _lines("p", "paper-nation-name", wording.NATION),
            _lines("p", "paper-motto", wording.MOTTO),
            '</div><div class="paper-number">',
            _lines("p", "paper-number-line", wording.number_line(head)),
        ]
        if self.paper.letter:
            parts.append(_lines("p", "paper-letter-subject", wording.letter_subject(self.paper)))
        parts += [
            '</div><div class="paper-place">',
            _lines("p", "paper-place-line", wording.place_line(head)),
            "</div></header>",
        ]
        return "".join(parts)

    def title(self) -> str:
        if self.paper.letter:
            return ""
        kind = f'<span class="paper-kind">{_e(wording.capitals(self.paper.kind))}</span>'
        subject = f'<span class="paper-subject">{_e(self.paper.subject)}</span>' if self.paper.subject else ""
        # The space keeps name and subject two words where the class's own line is not shown.
        return f'<h{self.top} class="paper-title">{kind} {subject}</h{self.top}>'

    def addressees(self) -> str:
        lines = wording.addressee_lines(self.paper)
        if not lines:
            return ""
        css = "paper-addressed paper-addressed-several" if len(lines) > 1 else "paper-addressed"
        return f'<div class="{css}">{_lines("p", "paper-addressee", *lines)}</div>'

    def foot(self) -> str:
        recipients, signature = wording.recipient_lines(self.paper), self.paper.signature
        parts = ['<footer class="paper-foot"><div class="paper-recipients">']
        if recipients:
            items = "".join(f"<li>{_e(line)}</li>" for line in recipients)
            parts += [_lines("p", "paper-recipients-title", wording.RECIPIENTS), f"<ul>{items}</ul>"]
        parts.append('</div><div class="paper-signature">')
        if signature:
            parts += [
                _lines("p", "paper-signer", *wording.signer_lines(signature)),
                _lines("p", "paper-signer-name", signature.name),
            ]
        parts.append("</div></footer>")
        return "".join(parts) if recipients or signature else ""

    def annex(self, annex: Annex) -> str:
        label, name = wording.annex_lines(annex)
        css = "paper-sheet paper-annex paper-landscape" if annex.landscape else "paper-sheet paper-annex"
        parts = [
            f'<section class="{css}" aria-label="{escape(label)}">',
            f'<h{self.top} class="paper-title"><span class="paper-annex-label">{_e(label)}</span> ',
            f'<span class="paper-annex-name">{_e(name)}</span></h{self.top}>',
            _lines("p", "paper-annex-reference", wording.annex_reference(annex, self.paper)),
            "\n".join(self.blocks(annex.blocks)),
            "</section>",
        ]
        return "".join(parts)

    def blocks(self, blocks: tuple[Block, ...]) -> Iterator[str]:
        open_list = False
        for block in blocks:
            if open_list != isinstance(block, Item):
                open_list = not open_list
                yield '<ul class="paper-items">' if open_list else "</ul>"
            match block:
                case Heading():
                    yield self.heading(block)
                case Paragraph():
                    css = "paper-text" if block.indent else "paper-text paper-text-flush"
                    css += " paper-lead-in" * wording.leads_in(block)
                    yield f'<p class="{css}">{self.inlines(wording.text_content(block))}</p>'
                case Item():
                    yield f"<li>{self.inlines(wording.text_content(block))}</li>"
                case Table():
                    yield self.table(block)
                case Picture():
                    yield self.picture(block)
        if open_list:
            yield "</ul>"

    def heading(self, heading: Heading) -> str:
        tag = f"h{min(self.top + heading.level, 6)}"
        css = f"paper-heading-{heading.level}"
        return f'<{tag} class="{css}">{_e(wording.heading_text(heading))}</{tag}>'

    def picture(self, picture: Picture) -> str:
        self.drawn += 1
        drawing = pictures.drawing(picture, f"paper-{self.drawn}-", layout.LANDSCAPE_TEXT_WIDTH)
        caption = f"<figcaption>{_e(picture.caption)}</figcaption>" if picture.caption else ""
        return f'<figure class="paper-picture" tabindex="0">{drawing}{caption}</figure>'

    def table(self, table: Table) -> str:
        # Tables come here in the order in which `places` names them.
        anchor = next(self.anchors)[1] if wording.number_of(table) else ""
        name = f' id="{anchor}"' if anchor else ""
        caption = wording.caption(table)
        unit = f' <span class="paper-unit">{_e(wording.unit_line(table))}</span>' if table.unit else ""
        wide = len(table.columns) >= layout.WIDE_FROM_COLUMNS
        css = "paper-table" + " paper-table-wide" * wide + " paper-table-lying" * table.landscape
        parts = [
            f'<div{name} class="{css}" role="region" tabindex="0" aria-label="{escape(caption or "Biểu")}"><table>',
            f'<caption><span class="paper-caption">{_e(caption)}</span>{unit}</caption><thead>',
            *(self.header_row(cells) for cells in grid.header_rows(table)),
            "</thead><tbody>",
        ]
        for position, (row, cells) in enumerate(zip(table.rows, grid.laid_rows(table), strict=True), 1):
            if row.kind == "group" and position > 1:
                parts.append("</tbody><tbody>")
            parts.append(self.row(row.kind, cells, places.row_anchor(anchor, position) if anchor else ""))
        parts.append("</tbody></table></div>")
        parts.append(_lines("p", "paper-note", *wording.note_lines(table)))
        return "".join(parts)

    def header_row(self, cells: tuple[grid.HeaderCell, ...]) -> str:
        parts = ["<tr>"]
        for cell in cells:
            spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
            spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
            scope = "colgroup" if cell.spanning else "col"
            css = ' class="paper-cell-line"' if cell.line else ""
            parts.append(f'<th scope="{scope}"{css}{spans}>{_e(cell.title)}</th>')
        return "".join(parts) + "</tr>"

    def row(self, kind: RowKind, cells: tuple[grid.LaidCell, ...], anchor: str) -> str:
        name = f' id="{anchor}"' if anchor else ""
        parts = [f'<tr{name} class="paper-{kind}">']
        for cell in cells:
            tag, scope = "td", ""
            if cell.heads:
                tag, scope = "th", f' scope="{"rowgroup" if kind == "group" else "row"}"'
            css = f"paper-cell-{cell.kind}" + (" paper-bold" if cell.bold else "") + self.tint_of(cell.code)
            span = f' colspan="{cell.span}"' if cell.span > 1 else ""
            parts.append(f'<{tag}{scope} class="{css}"{span}>{self.cell(cell.content, cell.code)}</{tag}>')
        return "".join(parts) + "</tr>"

    def cell(self, content: Content, code: str) -> str:
        url = self.link(code) if code else None
        if url is None:
            return self.inlines(content)
        # One link for the whole cell: links do not nest.
        return f'<a class="paper-figure" href="{escape(url)}">{"".join(map(self.bare, content))}</a>'

    def inlines(self, content: Content) -> str:
        return "".join(self.figure(part) if isinstance(part, Figure) else self.bare(part) for part in content)

    def bare(self, part: Inline) -> str:
        match part:
            case Strong():
                return f"<strong>{_e(part.text)}</strong>"
            case Emphasis():
                return f"<em>{_e(part.text)}</em>"
            case Figure():
                return _e(part.text)
            case _:
                return _e(part)

    def figure(self, figure: Figure) -> str:
        css = "paper-figure" + self.tint_of(figure.code)
        url = self.link(figure.code) if figure.code else None
        if url is None:
            return f'<span class="{css}">{_e(figure.text)}</span>'
        return f'<a class="{css}" href="{escape(url)}">{_e(figure.text)}</a>'

    def tint_of(self, code: str) -> str:
        """The class of a code's tint, led by a space; only letters, digits and hyphens get into it."""
        name = re.sub("[^a-z0-9-]", "", (self.tint(code) or "").lower()) if code else ""
        return f" paper-tint paper-tint-{name}" if name else ""
