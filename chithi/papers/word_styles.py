"""The styles of the Word document, one per element of a paper, and the empty document that carries them.

Every size, weight and distance stands in a style under its Vietnamese name, so that an officer who edits the
file changes a style and not a hundred runs. Sizes come from `layout` (Decree 30/2020, Annex I).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from chithi.papers import layout

_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


@dataclass(frozen=True, slots=True)
class Look:
    """What a paragraph style says: `key` is its id in the XML, `first` and `left` are indents in mm."""

    key: str
    name: str
    size: float
    align: str = "left"
    bold: bool = False
    italic: bool = False
    before: float = 0
    after: float = 0
    first: float = 0
    left: float = 0
    next_too: bool = False


_BODY, _GAP, _SUBJECT_BEFORE = layout.BODY, layout.PARAGRAPH_GAP, layout.LETTER_SUBJECT_GAP
_ADDRESSED = layout.ADDRESSED_LEFT
_DASH = 2.9  # "- " in the size of the text

LOOKS = (
    Look("Parent", "Cơ quan chủ quản", layout.ISSUER, "center"),
    Look("Issuer", "Cơ quan ban hành", layout.ISSUER, "center", bold=True),
    Look("Nation", "Quốc hiệu", layout.NATION, "center", bold=True),
    Look("Motto", "Tiêu ngữ", layout.MOTTO, "center", bold=True),
    Look("Number", "Số, ký hiệu", layout.NUMBER, "center", before=6),
    Look("LetterSubject", "Trích yếu công văn", layout.LETTER_SUBJECT, "center", before=_SUBJECT_BEFORE),
    Look("Place", "Địa danh, ngày tháng", layout.PLACE, "center", italic=True, before=6),
    Look("Kind", "Tên loại", layout.TITLE, "center", bold=True, before=18, next_too=True),
    Look("Subject", "Trích yếu", layout.TITLE, "center", bold=True, next_too=True),
    Look("Addressee", "Kính gửi", _BODY, "center", before=12, next_too=True),
    Look("AddressedHead", "Kính gửi nhiều nơi", _BODY, before=12, left=_ADDRESSED, next_too=True),
    Look("AddressedItem", "Nơi kính gửi", _BODY, before=3, first=-_DASH, left=layout.ADDRESSED_DASH + _DASH),
    Look("Ground", "Căn cứ", _BODY, "justify", italic=True, before=_GAP, first=layout.FIRST_LINE),
    Look("Text", "Nội dung", _BODY, "justify", before=_GAP, first=layout.FIRST_LINE),
    Look("TextFlush", "Nội dung không thụt", _BODY, "justify", before=_GAP),
    Look("Dash", "Gạch đầu dòng", _BODY, "justify", before=_GAP, first=layout.FIRST_LINE),
    Look("Signer", "Quyền hạn, chức vụ", layout.SIGNER, "center", bold=True, next_too=True),
    Look("SignerName", "Họ tên người ký", layout.SIGNER, "center", bold=True, before=layout.SIGNATURE_ROOM),
    Look("Recipients", "Nơi nhận", layout.RECIPIENTS, bold=True, italic=True, next_too=True),
    Look("Recipient", "Danh sách nơi nhận", layout.RECIPIENT_LIST),
    Look("Annex", "Phụ lục", layout.ANNEX, "center", bold=True, next_too=True),
    Look("AnnexName", "Tên phụ lục", layout.ANNEX, "center", bold=True, next_too=True),
    Look("AnnexReference", "Kèm theo", layout.ANNEX, "center", italic=True, after=6, next_too=True),
    Look("TableTitle", "Tên biểu", _BODY, "center", bold=True, before=12, after=3, next_too=True),
    Look("Unit", "Đơn vị tính", layout.TABLE, "right", italic=True, after=3, next_too=True),
    Look("Note", "Ghi chú biểu", layout.TABLE, "justify", italic=True, before=3),
    *(
        Look(f"{key}{size}", f"{name} {size}", size, align, bold=key == "Column", before=1, after=1)
        for size in (layout.TABLE, layout.TABLE_NARROW)
        for key, name, align in (
            ("Column", "Đầu cột", "center"),
            ("CellText", "Ô chữ", "left"),
            ("CellNumber", "Ô số", "right"),
            ("CellOrder", "Ô thứ tự", "center"),
        )
    ),
    Look("Rule", "Đường kẻ", 2, "center"),
)

_HEADINGS = (
    Look("Heading1", "Heading 1", _BODY, "left", bold=True, before=12, first=layout.FIRST_LINE),
    Look("Heading2", "Heading 2", _BODY, "left", bold=True, before=6, first=layout.FIRST_LINE),
    Look("Heading3", "Heading 3", _BODY, "left", before=6, first=layout.FIRST_LINE),
)


@cache
def parts() -> dict[str, bytes]:
    """The parts of an empty document with these styles and the page number, by their name in the package."""
    document = Document()
    styles = document.styles
    _fonts(styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}"))
    _shape(styles["Normal"], Look("Normal", "Normal", _BODY))
    for look in _HEADINGS:
        _shape(styles[look.name], look)
        styles[look.name].paragraph_format.keep_with_next = True
    for look in LOOKS:
        style = styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
        style.element.styleId = look.key
        style.quick_style = True
        _shape(style, look)
    _page_number(document)
    _settings(document)
    _drop_thumbnail(document)
    buffer = BytesIO()
    document.save(buffer)
    with ZipFile(buffer) as package:
        return {name: package.read(name) for name in package.namelist()}


@cache
def header_ids() -> tuple[str, str]:
    """The relation ids of the header with the page number and of the empty one of first pages."""
    body = parse_xml(parts()["word/document.xml"])
    ids: dict[str, str] = {
        str(reference.get(qn("w:type"))): str(reference.get(qn("r:id")))
        for reference in body.iter(qn("w:headerReference"))
    }
    return ids["default"], ids["first"]


def _shape(style: Any, look: Look) -> None:
    style.font.size = Pt(look.size)
    style.font.bold, style.font.italic = look.bold, look.italic
    style.font.color.rgb = RGBColor(0, 0, 0)
    _fonts(style.element.get_or_add_rPr())
    shape = style.paragraph_format
    shape.alignment = _ALIGN[look.align]
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.line_spacing_rule = WD_LINE_SPACING.SINGLE
    shape.first_line_indent, shape.left_indent = Mm(look.first), Mm(look.left)
    shape.keep_with_next = look.next_too
    shape.widow_control = True


def _fonts(properties: Any) -> None:
    """Times New Roman for every script, in place of the theme's fonts; Vietnamese as the language (§I.4)."""
    for old in properties.findall(qn("w:rFonts")) + properties.findall(qn("w:lang")):
        properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), layout.FONT)
    properties.insert(0, fonts)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    language.set(qn("w:eastAsia"), "vi-VN")
    properties.append(language)


def _page_number(document: Any) -> None:
    """Arabic numbers, upright, centred in the top margin, none on the first page (§I.7)."""
    header = document.styles["Header"]
    _shape(header, Look("Header", "Header", layout.PAGE_NUMBER, "center"))
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    field = parse_xml(
        f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE \\* Arabic "><w:r><w:t>2</w:t></w:r></w:fldSimple>'
    )
    section.header.paragraphs[0]._p.append(field)


def _settings(document: Any) -> None:
    """Open as a file of today's Word, not in "compatibility mode", and count with a decimal comma.

    A justified line that ends in a line break is not stretched.
    """
    settings = document.settings.element
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    settings.find(qn("w:compat")).insert(0, OxmlElement("w:doNotExpandShiftReturn"))
    settings.find(qn("w:decimalSymbol")).set(qn("w:val"), ",")
    settings.find(qn("w:listSeparator")).set(qn("w:val"), ";")


def _drop_thumbnail(document: Any) -> None:
    """python-docx's own template shows a picture of a blank page in file managers; ours has none."""
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[key]
