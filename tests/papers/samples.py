"""Papers that the tests of this room print: a report, a letter, a plan, and the smallest paper there is."""

import struct
import zlib
from dataclasses import replace
from datetime import date

from chithi.papers.content import (
    Annex,
    Cell,
    Column,
    Emphasis,
    Figure,
    Head,
    Heading,
    Item,
    Paper,
    Paragraph,
    Picture,
    Recipient,
    Row,
    Signature,
    Strong,
    Table,
)
from chithi.papers.vietnam import number

# A name of 90 letters, as the longest of real units have.
LONG_NAME = "Ủy ban nhân dân xã Thanh Liêm Trung Chính Nghĩa Bình Minh Hòa Hợp Tân Phong huyện Thanh L"
LONG_NAME += "i" * (90 - len(LONG_NAME))


def wide_table(rows: int = 12, landscape: bool = False, label: str = "2") -> Table:
    """Nine columns under two groups, a group row, plain rows and a total."""
    counts = ("Tổng số", "Trong đó nữ", "Tỷ lệ (%)")
    columns = (
        Column("TT", "order"),
        Column("Tên cơ quan, đơn vị"),
        *(Column(title, "number", group="Cán bộ, công chức") for title in counts),
        *(Column(title, "number", group="Cấp ủy viên") for title in counts),
        Column("Ghi chú"),
    )
    body = [Row((Cell(("A",)), Cell(("Các xã, phường",))), "group")]
    for i in range(1, rows + 1):
        figures = [
            Cell((Figure(number(1000 + i), f"obs/{i}"),)),
            Cell((Figure(number(400 + i), f"obs/{i}/F"),)),
            Cell((number(4000 + i, 2),)),
        ]
        name = LONG_NAME if i % 7 == 0 else f"Sở số {i}"
        body.append(Row((Cell((str(i),)), Cell((name,)), *figures, *figures, Cell(("Dòng một\ndòng hai",)))))
    totals = [Cell((number(1234567),), code="obs/sum"), Cell((number(600000),)), Cell(("48,60",))]
    body.append(Row((Cell(("Tổng cộng",), kind="text", span=2), *totals, *totals), "total"))
    return Table(
        number=label,
        title="Phụ nữ tham gia lãnh đạo, quản lý",
        columns=columns,
        rows=tuple(body),
        notes=("Số liệu tính đến ngày 31 tháng 10 năm 2026.", "Ba đơn vị chưa báo cáo."),
        unit="người",
        landscape=landscape,
    )


def png(width: int, height: int) -> bytes:
    """A small blue PNG."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = (b"\0" + b"\x0b\x4a\x8f" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


PICTURE = Picture(
    caption="Hình 1. Cán bộ nữ qua các năm",
    svg='<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><defs><clipPath id="c"><rect width="200" '
    'height="100"/></clipPath></defs><g clip-path="url(#c)"><rect x="10" y="40" width="40" height="60" '
    'style="fill:#0b4a8f"/><text x="10" y="35" font-family="sans-serif" font-size="11">Nữ: 1.234</text></g></svg>',
    png=png(40, 20),
    alt='Cột "nữ" cao 1.234 người',
    width_mm=120,
)

SIGNATURE = Signature(("TM. Ủy ban nhân dân", "KT. Chủ tịch"), ("Phó Chủ tịch",), "Nguyễn Thị Hạnh")

REPORT = Paper(
    kind="Báo cáo",
    subject="Kết quả thực hiện Chỉ thị số 21-CT/TW năm 2026",
    head=Head(
        issuer="Ủy ban nhân dân tỉnh Hà Nam", symbol="BC-UBND", place="Hà Nam", number=5, day=date(2026, 1, 5)
    ),
    addressees=("Bộ Nội vụ",),
    blocks=(
        Paragraph(("Năm 2026 có ", Figure("1.234", "obs/x"), " cán bộ nữ.\nDòng mới.")),
        Heading(1, "I", "Công tác lãnh đạo, chỉ đạo"),
        Heading(2, "1", "Về lãnh đạo của cấp ủy"),
        Paragraph(("Đã ban hành ", Strong("05"), " văn bản."), source="Sở Y tế"),
        Item(("Tổ chức ", Emphasis("quán triệt"), ' <b> & "ngoặc";')),
        Item(("Tuyên truyền.",), source="Hội LHPN tỉnh"),
        Heading(3, "a", "Công tác cán bộ nữ"),
        Paragraph(("Không thụt đầu dòng.",), indent=False),
        wide_table(),
        Heading(1, "II", "Đề xuất"),
        wide_table(4, landscape=True, label="3"),
        Paragraph(("Đề nghị xem xét, chỉ đạo.",)),
    ),
    signature=SIGNATURE,
    recipients=(Recipient("TT Tỉnh ủy", "để b/c"), Recipient("Các sở, ngành", "để t/h")),
    filing="VT, NC",
    annexes=(
        Annex(number="I", title="Danh sách đơn vị", blocks=(Paragraph(("Xem biểu.",)),)),
        Annex(number="II", title="Biểu tổng hợp", blocks=(wide_table(3, label="4"),), landscape=True),
    ),
)

LETTER = Paper(
    kind="",
    letter=True,
    subject="báo cáo kết quả năm 2026",
    head=Head(
        parent="Ủy ban nhân dân tỉnh Hà Nam",
        issuer="Sở Nội vụ",
        symbol="SNV-BĐG",
        place="Hà Nam",
        number=12,
        day=date(2026, 6, 29),
    ),
    addressees=("Các sở, ban, ngành", "Ủy ban nhân dân các xã, phường"),
    blocks=(Paragraph(("Trân trọng cảm ơn.",)),),
    signature=Signature(("KT. Giám đốc",), ("Phó Giám đốc",), "Trần Văn B"),
    filing="VT, BĐG",
)

PLAN = Paper(
    kind="KẾ HOẠCH",
    subject="Thực hiện Chỉ thị số 21-CT/TW",
    head=replace(REPORT.head, symbol="KH-UBND", number=None, day=None, blank_year=2026),
    grounds=("Căn cứ Luật Bình đẳng giới", "Căn cứ Nghị quyết số 11-NQ/TW;"),
    blocks=(Heading(1, "I.", "Mục đích"), Item(("Nâng cao nhận thức;",))),
    signature=SIGNATURE,
    recipients=(Recipient("TT HĐND tỉnh", "(để b/c)"),),
)

SMALLEST = Paper(
    kind="Thông báo", subject="", head=Head(issuer="UBND xã", symbol="", place="Hà Nam"), blocks=(), filing=""
)

CHARTED = replace(REPORT, blocks=(Heading(1, "I", "Biểu đồ"), PICTURE, *REPORT.blocks, PICTURE))

ALL = {"charted": CHARTED, "report": REPORT, "letter": LETTER, "plan": PLAN, "smallest": SMALLEST}
