"""The styles of the Word document, one per element of a paper, and the empty document that carries them.

Every size, weight and distance stands in a style under its Vietnamese name, so that an officer who edits the
file changes a style and not a hundred runs. Sizes come from `layout` (Decree 30/2020, Annex I).
"""

from __future__ import annotations

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
from chithi.papers.looks import HEADINGS, LOOKS, Look

_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


@cache
def parts() -> dict[str, bytes]:
    """The parts of an empty document with these styles and the page number, by their name in the package."""
    document = Document()
    styles = document.styles
    _fonts(styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}"))
    _shape(styles["Normal"], Look("Normal", "Normal", layout.BODY))
    for look in HEADINGS:
        _shape(styles[look.name], look)
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
