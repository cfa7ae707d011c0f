"""Paragraphs, runs and tables as WordprocessingML text.

Written as text and not through python-docx's objects, which look up every cell anew and take seconds for the
tables of one consolidated report.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from chithi.papers import controls, grid, layout, measure, wording
from chithi.papers.content import Content, Emphasis, Figure, Picture, Strong, Table

_TWIPS_PER_MM = 1440 / 25.4
_CELL_STYLE = {"text": "CellText", "number": "CellNumber", "order": "CellOrder"}
_EMU_PER_MM = 36000


def twips(mm: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(mm * _TWIPS_PER_MM)


def run(text: str, style: str = "") -> str:
    """One run in a character style; line breaks within it are kept."""
    text = wording.clean(text)
    if not text:
        return ""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    words = escape(text).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return f'<w:r>{look}<w:t xml:space="preserve">{words}</w:t></w:r>'


def runs(content: Content, bold: bool = False) -> str:
    """Inlines as runs; `bold` makes all of them bold (rows of totals). A figure with a code stands in a control."""
    parts = []
    for part in content:
        inner = run(part if isinstance(part, str) else part.text, _dress(part, bold))
        parts.append(controls.control(part.code, inner) if isinstance(part, Figure) and part.code else inner)
    return "".join(parts)


def _dress(part: object, bold: bool) -> str:
    if bold or isinstance(part, Strong):
        return "Strong"
    return "Emphasis" if isinstance(part, Emphasis) else ""


def paragraph(style: str, inner: str, keep_next: bool = False) -> str:
    """A paragraph in a style, around runs."""
    keep = "<w:keepNext/>" if keep_next else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}</w:pPr>{inner}</w:p>'


def lines(style: str, texts: Iterable[str]) -> str:
    """One paragraph per text that is not empty."""
    return "".join(paragraph(style, run(text)) for text in texts if text)


def rule(room: float, long: float) -> str:
    """A rule of `long` mm, centred in `room` mm: the top border of a low empty paragraph."""
    side = twips(max(room - long, 0) / 2)
    return (
        '<w:p><w:pPr><w:pStyle w:val="Rule"/><w:pBdr>'
        '<w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr><w:spacing w:before="60"/>'
        f'<w:ind w:left="{side}" w:right="{side}" w:firstLine="0"/></w:pPr></w:p>'
    )


def boxes(widths: tuple[float, float], rows: Iterable[tuple[str, str]]) -> str:
    """A table without borders for what stands side by side: the head, recipients and signature."""
    cells = tuple(twips(width) for width in widths)
    parts = [_table_start("TableNormal", cells, 0)]
    for row in rows:
        parts.append("<w:tr><w:trPr><w:cantSplit/></w:trPr>")
        for inner, width in zip(row, cells, strict=True):
            content = inner or paragraph("Rule", "")
            parts.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>')
        parts.append("</w:tr>")
    return "".join(parts) + "</w:tbl>"


def table(table: Table, room: float) -> str:
    """A table with its title, unit and notes, `room` mm wide; its header is repeated on every page."""
    widths = tuple(twips(width) for width in measure.column_widths(table, room))
    size = layout.table_size(len(table.columns))
    parts = [lines("TableTitle", [wording.caption(table)]), lines("Unit", [wording.unit_line(table)])]
    parts.append(_table_start("TableGrid", widths, twips(layout.CELL_PADDING)))
    parts.append(_header(table, widths, size))
    for row in grid.laid_rows(table):
        parts.append("<w:tr><w:trPr><w:cantSplit/></w:trPr>")
        position = 0
        for cell in row:
            inner = runs(cell.content, cell.bold)
            parts.append(
                _cell(
                    "CellLine" if cell.kind == "line" else f"{_CELL_STYLE[cell.kind]}{size}",
                    controls.control(cell.code, inner) if cell.code else inner,
                    sum(widths[position : position + cell.span]),
                    cell.span,
                    "",
                )
            )
            position += cell.span
        parts.append("</w:tr>")
    parts.append("</w:tbl>")
    # Two tables that touch would be joined into one by Word.
    parts.append(lines("Note", wording.note_lines(table)) or paragraph("Rule", ""))
    return "".join(parts)


def picture(picture: Picture, relation: str, number: int, room: float) -> str:
    """A picture in a line of its own and its caption; `relation` names its file, `number` is its own."""
    wide = measure.picture_width(picture, room)
    across, down = picture.pixels
    size = f'cx="{round(wide * _EMU_PER_MM)}" cy="{round(wide * down / across * _EMU_PER_MM)}"'
    alt = escape(wording.clean(picture.alt or picture.caption), {'"': "&quot;", "\n": " "})
    drawn = (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="Hình {number}" descr="{alt}"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Hình {number}" descr="{alt}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
    return paragraph("Picture", drawn) + lines("PictureCaption", [picture.caption])


def _header(table: Table, widths: tuple[int, ...], size: int) -> str:
    """The header rows; a title over two rows is Word's vertical merge, whose second cell is empty."""
    rows = grid.header_rows(table)
    grouped = [bool(column.group) for column in table.columns] + [False] * wording.lined(table)
    styles = [f"Column{size}"] * len(table.columns) + ["ColumnLine"]
    parts: list[str] = []
    for level, cells in enumerate(rows):
        parts.append("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>")
        waiting = list(cells)
        position = 0
        while position < len(widths):
            if level and not grouped[position]:
                parts.append(_cell(styles[position], "", widths[position], 1, "<w:vMerge/>"))
                position += 1
                continue
            cell = waiting.pop(0)
            width = sum(widths[position : position + cell.columns])
            merge = '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""
            parts.append(_cell(styles[position], run(cell.title), width, cell.columns, merge))
            position += cell.columns
        parts.append("</w:tr>")
    return "".join(parts)


def _cell(style: str, inner: str, width: int, span: int, merge: str) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{merge}'
        '<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inner}</w:p></w:tc>'
    )


def _table_start(style: str, widths: tuple[int, ...], padding: int) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{padding}" w:type="dxa"/><w:right w:w="{padding}" w:type="dxa"/>'
        '</w:tblCellMar><w:tblLook w:val="0000"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>"
    )
