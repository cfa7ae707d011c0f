"""A paper as a Word document in the layout of Decree 30/2020/NĐ-CP, Annex I.

The same tree always gives the same bytes: all time stamps are fixed.
"""

from __future__ import annotations

from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from chithi.papers import charts, controls, grid, layout, measure, word_styles, wording
from chithi.papers import word_xml as xml
from chithi.papers.content import Annex, Block, Heading, Item, Paper, Paragraph, Picture, Table

_STAMP = (2020, 3, 5, 0, 0, 0)  # the day of the decree; any fixed day would do
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" mc:Ignorable="w15"'
)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def render(paper: Paper, draw: charts.Draw = charts.draw) -> bytes:
    """The bytes of the .docx file. `draw` gives SVG and PNG of a chart."""
    paper = charts.printed(paper, draw)
    document = f"<w:document {_NAMESPACES}><w:body>{_body(paper)}</w:body></w:document>"
    parts: dict[str, str | bytes] = {
        **word_styles.parts(),
        "word/document.xml": _DECLARATION + document,
        "docProps/core.xml": _core(paper),
    }
    _add_pictures(parts, _pictures(paper))
    if long := controls.variables(paper):
        _insert(parts, "word/settings.xml", long, "<w:rsids>")
    buffer = BytesIO()
    with ZipFile(buffer, "w") as package:
        for name, content in parts.items():
            entry = ZipInfo(name, _STAMP)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            package.writestr(entry, content, compresslevel=6)
    return buffer.getvalue()


def _pictures(paper: Paper) -> list[Picture]:
    """All pictures in the order of print; the n-th is the file image<n>.png with the relation "hinh<n>"."""
    every = (paper.blocks, *(annex.blocks for annex in paper.annexes))
    return [block for blocks in every for block in blocks if isinstance(block, Picture)]


def _add_pictures(parts: dict[str, str | bytes], pictures: list[Picture]) -> None:
    if not pictures:
        return
    relations = "".join(
        f'<Relationship Id="hinh{i}" Target="media/image{i}.png" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>'
        for i in range(1, len(pictures) + 1)
    )
    _insert(parts, "word/_rels/document.xml.rels", relations, "</Relationships>")
    _insert(parts, "[Content_Types].xml", '<Default Extension="png" ContentType="image/png"/>', "<Override")
    parts |= {f"word/media/image{i}.png": picture.png for i, picture in enumerate(pictures, 1)}


def _insert(parts: dict[str, str | bytes], name: str, more: str, before: str) -> None:
    """Puts `more` before the first `before` of a part."""
    content = parts[name]
    words = content.decode() if isinstance(content, bytes) else content
    assert before in words, name
    parts[name] = words.replace(before, more + before, 1)


def _core(paper: Paper) -> str:
    stamp = "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*_STAMP)
    return (
        f"{_DECLARATION}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(wording.document_title(paper))}</dc:title>"
        f"<dc:creator>{escape(' '.join(wording.clean(paper.head.issuer).split()))}</dc:creator>"
        "<dc:language>vi-VN</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified></cp:coreProperties>'
    )


def _body(paper: Paper) -> str:
    writer = _Sections()
    writer.add(_head(paper), _title(paper))
    # A signature never stands alone on a page: the last words stay with it.
    writer.blocks(wording.closed(paper.blocks), landscape=False, keep_last=True)
    writer.turn(landscape=False)
    writer.add(_foot(paper))
    for annex in paper.annexes:
        writer.restart(annex.landscape)
        writer.add(_annex_title(annex, paper))
        writer.blocks(annex.blocks, annex.landscape)
    return writer.text()


class _Sections:
    """Collects the body, closing a section where the page turns or an annex begins.

    In Word a section's properties stand in its last paragraph, those of the last section at the very end.
    """

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.landscape = False
        self.first = True  # this section begins a numbering of pages
        self.pictures = 0

    def add(self, *parts: str) -> None:
        self.parts += parts

    def blocks(self, blocks: tuple[Block, ...], landscape: bool, keep_last: bool = False) -> None:
        for block, lies in zip(blocks, grid.lying(blocks), strict=True):
            lying = landscape or lies
            self.turn(lying)
            room = layout.LANDSCAPE_TEXT_WIDTH if lying else layout.TEXT_WIDTH
            self.pictures += isinstance(block, Picture)
            self.add(_block(block, room, keep_last and block is blocks[-1], self.pictures))

    def turn(self, landscape: bool) -> None:
        if landscape != self.landscape:
            self._close(landscape, first=False)

    def restart(self, landscape: bool) -> None:
        self._close(landscape, first=True)

    def text(self) -> str:
        return "".join(self.parts) + self._properties()

    def _close(self, landscape: bool, first: bool) -> None:
        properties = self._properties()
        self.parts.append(f'<w:p><w:pPr><w:pStyle w:val="Rule"/>{properties}</w:pPr></w:p>')
        self.landscape, self.first = landscape, first

    def _properties(self) -> str:
        """Page, margins and numbering (Annex I §I.1-3, §I.7; annexes count on their own)."""
        numbered, empty = word_styles.header_ids()
        width, height = xml.twips(layout.PAGE_WIDTH), xml.twips(layout.PAGE_HEIGHT)
        if self.landscape:
            size = f'<w:pgSz w:w="{height}" w:h="{width}" w:orient="landscape"/>'
        else:
            size = f'<w:pgSz w:w="{width}" w:h="{height}"/>'
        return (
            f'<w:sectPr><w:headerReference w:type="default" r:id="{numbered}"/>'
            f'<w:headerReference w:type="first" r:id="{empty}"/><w:type w:val="nextPage"/>{size}'
            f'<w:pgMar w:top="{xml.twips(layout.MARGIN_TOP)}" w:right="{xml.twips(layout.MARGIN_RIGHT)}" '
            f'w:bottom="{xml.twips(layout.MARGIN_BOTTOM)}" w:left="{xml.twips(layout.MARGIN_LEFT)}" '
            f'w:header="{xml.twips(layout.PAGE_NUMBER_FROM_EDGE)}" '
            f'w:footer="{xml.twips(layout.PAGE_NUMBER_FROM_EDGE)}" w:gutter="0"/>'
            + ('<w:pgNumType w:start="1"/><w:titlePg/>' if self.first else "")
            + "</w:sectPr>"
        )


def _head(paper: Paper) -> str:
    """Boxes 1 to 4, and 5b of an official letter, side by side (§II.1-5)."""
    head = paper.head
    left, right = layout.HEAD_LEFT, layout.TEXT_WIDTH - layout.HEAD_LEFT
    issuer = wording.capitals(head.issuer).split("\n")
    longest = min(max(measure.width(line, layout.ISSUER) for line in issuer), left)
    issuing = (
        xml.lines("Parent", [wording.capitals(head.parent)])
        + xml.lines("Issuer", ["\n".join(issuer)])
        + xml.rule(left, longest * layout.RULE_SHARE)
    )
    nation = (
        xml.lines("Nation", [wording.NATION])
        + xml.lines("Motto", [wording.MOTTO])
        + xml.rule(right, measure.width(wording.MOTTO, layout.MOTTO))
    )
    number = xml.lines("Number", [wording.number_line(head)])
    if paper.letter:
        number += xml.lines("LetterSubject", [wording.letter_subject(paper)])
    place = xml.lines("Place", [wording.place_line(head)])
    return xml.boxes((left, right), [(issuing, nation), (number, place)])


def _title(paper: Paper) -> str:
    """Box 5a of a named paper, "Kính gửi" and the legal grounds."""
    parts: list[str] = []
    if not paper.letter:
        subject = wording.clean(paper.subject)
        line = min(measure.width(subject, layout.TITLE), layout.TEXT_WIDTH)
        parts.append(xml.lines("Kind", [wording.capitals(paper.kind)]))
        parts.append(xml.lines("Subject", [subject]))
        parts.append(xml.rule(layout.TEXT_WIDTH, max(line * layout.RULE_SHARE, 25)))
    addressees = wording.addressee_lines(paper)
    if len(addressees) == 1:
        parts.append(xml.lines("Addressee", addressees))
    else:
        parts.append(xml.lines("AddressedHead", addressees[:1]))
        parts.append(xml.lines("AddressedItem", addressees[1:]))
    # The first paragraph of the text keeps some distance from what stands above it.
    parts.append(xml.paragraph("Rule", ""))
    parts.append(xml.lines("Ground", wording.ground_lines(paper)))
    return "".join(parts)


def _foot(paper: Paper) -> str:
    """Boxes 9b and 7a-7c side by side, never parted over two pages."""
    recipients = wording.recipient_lines(paper)
    left = right = ""
    if recipients:
        left = xml.lines("Recipients", [wording.RECIPIENTS]) + xml.lines("Recipient", recipients)
    if paper.signature:
        right = xml.lines("Signer", wording.signer_lines(paper.signature))
        right += xml.lines("SignerName", [paper.signature.name])
    if not left and not right:
        return ""
    widths = (layout.SIGNATURE_LEFT, layout.TEXT_WIDTH - layout.SIGNATURE_LEFT)
    gap = xml.paragraph("Text", "", keep_next=True)
    return gap + xml.boxes(widths, [(left, right)]) + xml.paragraph("Rule", "")


def _annex_title(annex: Annex, paper: Paper) -> str:
    label, name = wording.annex_lines(annex)
    return (
        xml.lines("Annex", [label])
        + xml.lines("AnnexName", [name])
        + xml.lines("AnnexReference", [wording.annex_reference(annex, paper)])
    )


def _block(block: Block, room: float, keep_next: bool, picture: int) -> str:
    """One block; `picture` is how many pictures there are up to here."""
    match block:
        case Heading():
            return xml.paragraph(f"Heading{block.level}", xml.run(wording.heading_text(block)))
        case Paragraph():
            style = "Text" if block.indent else "TextFlush"
            keep = keep_next or wording.leads_in(block)
            return xml.paragraph(style, xml.runs(wording.text_content(block)), keep)
        case Item():
            return xml.paragraph("Dash", xml.runs(wording.text_content(block)), keep_next)
        case Table():
            return xml.table(block, room)
        case Picture():
            return xml.picture(block, f"hinh{picture}", picture, room)
        case _:
            raise TypeError("charts.printed comes before this")
