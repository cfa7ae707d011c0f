"""How each element of a paper looks: size, weight, distances. One list for Word's styles and for PDF.

Sizes come from `layout` (Decree 30/2020, Annex I).
"""

from __future__ import annotations

from dataclasses import dataclass

from chithi.papers import layout


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
    Look("ColumnLine", "Đầu cột số dòng", layout.LINE, "center", before=1, after=1),
    Look("CellLine", "Ô số dòng", layout.LINE, "center", before=1, after=1),
    Look("Picture", "Hình", layout.BODY, "center", before=12, next_too=True),
    Look("PictureCaption", "Chú thích hình", layout.TABLE, "center", italic=True, before=3),
    Look("Rule", "Đường kẻ", 2, "center"),
)

HEADINGS = (
    Look(
        "Heading1", "Heading 1", _BODY, "left", bold=True, before=12, first=layout.FIRST_LINE, next_too=True
    ),
    Look("Heading2", "Heading 2", _BODY, "left", bold=True, before=6, first=layout.FIRST_LINE, next_too=True),
    Look("Heading3", "Heading 3", _BODY, "left", before=6, first=layout.FIRST_LINE, next_too=True),
)
