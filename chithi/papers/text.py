"""A paper as plain words in the order they are printed: one line per paragraph, cells split by tabs."""

from __future__ import annotations

from collections.abc import Iterator

from chithi.papers import charts, grid, wording
from chithi.papers.content import Block, Heading, Item, Paper, Paragraph, Picture, Table


def render(paper: Paper) -> str:
    """The whole paper as lines of text, annexes included, ending with a line break."""
    return "\n".join(_lines(charts.printed(paper, charts.undrawn))) + "\n"


def _lines(paper: Paper) -> Iterator[str]:
    yield from _head(paper)
    yield from wording.addressee_lines(paper)
    yield from wording.ground_lines(paper)
    yield from _blocks(wording.closed(paper.blocks))
    if recipients := wording.recipient_lines(paper):
        yield wording.RECIPIENTS
        yield from recipients
    if paper.signature:
        yield from wording.signer_lines(paper.signature)
        yield wording.clean(paper.signature.name)
    for annex in paper.annexes:
        yield from wording.annex_lines(annex)
        yield wording.annex_reference(annex, paper)
        yield from _blocks(annex.blocks)


def _head(paper: Paper) -> Iterator[str]:
    head = paper.head
    if head.parent:
        yield wording.capitals(head.parent)
    yield wording.capitals(head.issuer)
    yield wording.NATION
    yield wording.MOTTO
    yield wording.number_line(head)
    if paper.letter:
        yield wording.letter_subject(paper)
    yield wording.place_line(head)
    if not paper.letter:
        yield wording.capitals(paper.kind)
        yield wording.clean(paper.subject)


def _blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading():
                yield wording.heading_text(block)
            case Paragraph() | Item():
                yield wording.plain(wording.text_content(block))
            case Table():
                yield from _table(block)
            case Picture():
                yield wording.clean(block.caption)


def _table(table: Table) -> Iterator[str]:
    yield wording.caption(table)
    if table.unit:
        yield wording.unit_line(table)
    for header in grid.header_rows(table):
        yield "\t".join(cell.title for cell in header)
    for row in grid.laid_rows(table):
        yield "\t".join(wording.plain(cell.content) for cell in row)
    yield from wording.note_lines(table)
