"""A small case that is counted by hand in the tests, as plain values.

Four units: health and home affairs are told and reported (home affairs six days late), the Women's Union was
requested and reported, a district is silent. Three contents, four work items.
"""

import datetime

from chithi.papers import charts
from chithi.papers.content import Figure, Item, Paper, Paragraph, Table
from chithi.plans import heads
from chithi.steering.compose import Options
from chithi.steering.values import (
    Aim,
    Answer,
    Body,
    Case,
    Content,
    Difference,
    Measure,
    Part,
    PlanHead,
    Proposal,
    UnitReport,
    Value,
    Words,
    Work,
)
from chithi.units.tree import Node, Tree

DAY = datetime.date
TREE = Tree.of(
    DAY(2024, 12, 14),
    [
        Node(1, "tinh", "Ủy ban nhân dân tỉnh", "province"),
        Node(2, "so-ld", "Sở Lao động - Thương binh và Xã hội", "department", 1, short_name="Sở LĐTBXH"),
        Node(3, "hlhpn", "Hội Liên hiệp Phụ nữ tỉnh", "mass_organisation", 1),
        Node(4, "huyen-a", "Ủy ban nhân dân huyện An Hòa", "district", 1),
    ],
)
PLAN = PlanHead(
    "ke-hoach", "kế hoạch", "12/KH-UBND", DAY(2024, 3, 5), "Thực hiện công tác phụ nữ", "Ủy ban nhân dân tỉnh"
)
BODIES = (
    Body("tinh", "Ủy ban nhân dân tỉnh", "UBND tỉnh", "told", "province", 0),
    Body("so-nv", "Sở Nội vụ", "Sở Nội vụ", "told", "department", 1),
    Body("so-yt", "Sở Y tế", "Sở Y tế", "told", "department", 2),
    Body("hlhpn", "Hội Liên hiệp Phụ nữ tỉnh", "Hội LHPN tỉnh", "requested", "mass_organisation", 3),
    Body("huyen-a", "Ủy ban nhân dân huyện An Hòa", "UBND huyện An Hòa", "told", "district", 4),
)
CASE = Case(
    plan=PLAN,
    year=2024,
    period_from=DAY(2024, 1, 1),
    period_to=DAY(2024, 12, 31),
    cutoff=DAY(2024, 10, 31),
    due=DAY(2024, 11, 14),
    bodies=BODIES,
    reports=(
        UnitReport("so-nv", "approved", DAY(2024, 11, 20), late=True),
        UnitReport("so-yt", "accepted", DAY(2024, 11, 1)),
        UnitReport("hlhpn", "returned", DAY(2024, 11, 14)),
        UnitReport("huyen-a", "draft"),
    ),
    contents=(
        Content(1, "II.1", "", "Tăng cường lãnh đạo, chỉ đạo công tác phụ nữ."),
        Content(2, "II.2", "", "Đẩy mạnh tuyên truyền."),
        Content(3, "II.3", "", "Phát huy vai trò giám sát."),
    ),
    works=(
        Work(1, "III.1", "Mở lớp tập huấn cho cán bộ", (1, 2), ("so-nv", "so-yt")),
        Work(2, "III.2", "Kiện toàn Ban Vì sự tiến bộ của phụ nữ", (1,), ("so-nv", "so-yt", "huyen-a")),
        Work(3, "III.3", "Vận động hội viên", (), ("hlhpn",)),
        Work(4, "III.4", "Chỉ đạo các xã", (2,), ("huyen-a",)),
    ),
    answers=(
        Answer(1, "so-yt", "done", "Đã mở 3 lớp tập huấn."),
        Answer(1, "so-nv", "done", "đã mở  3 lớp tập huấn"),
        Answer(2, "so-nv", "under_way", "Đã có tờ trình."),
        Answer(2, "so-yt", "did_not_arise", ""),
        Answer(3, "hlhpn", "", "- Vận động 200 hội viên\n+ Tổ chức 5 buổi sinh hoạt"),
    ),
    words=(
        Words("results", "so-yt", "Công tác y tế có chuyển biến."),
        Words("lacks", "so-yt", "Thiếu kinh phí."),
        Words("lacks", "so-nv", "Thiếu kinh phí"),
        Words("causes", "so-nv", "Ngân sách hạn hẹp."),
        Words("next", "hlhpn", "Tiếp tục vận động hội viên."),
    ),
    proposals=(
        Proposal("so-yt", 1, "UBND tỉnh", "Bố trí kinh phí.", "Ủy ban nhân dân tỉnh"),
        Proposal("so-nv", 1, "Ủy ban nhân dân  tỉnh", "Bố trí kinh phí", "Ủy ban nhân dân tỉnh"),
        Proposal("so-nv", 2, "bộ nội vụ", "Ban hành hướng dẫn."),
        Proposal("hlhpn", 1, "Bộ Nội vụ", "Sửa quy định."),
        Proposal("hlhpn", 2, "Bộ Nội vụ", "Tập huấn."),
        Proposal("hlhpn", 3, "", "Quan tâm hơn."),
    ),
    measures=(
        Measure(
            "hoc-vien",
            "Số cán bộ được tập huấn",
            "người",
            "flow",
            Value(
                female=700, male=500, unsplit=34, total=1234, status="estimate",
                parts=(
                    Part("so-yt", "counted", 700, 500, None, 1200, status="final"),
                    Part("huyen-a", "counted", None, None, 34, 34, status="estimate"),
                ),
                missing=("so-nv",), differences=(Difference("huyen-a", 34, 30),),
            ),
            Value(total=1000, status="final"),
            by_sex=True,
            aim=Aim(1200, 2024),
        ),
        Measure("cuoc", "Số cuộc truyền thông", "cuộc", "flow", Value(), Value(total=7, status="final")),
        Measure("mau", "Số mẫu", "mẫu", "stock", Value(status="not-applicable"), Value()),
        Measure(
            "ty-le",
            "Tỷ lệ ban có nữ",
            "%",
            "rate",
            Value(numerator=3, denominator=7, rate=429, status="final"),
            Value(rate=400, status="final"),
            scale=1,
            aim=Aim(550, 2026),
        ),
    ),
)  # fmt: skip
OPTIONS = Options(heads.issuer(TREE[2], TREE), "Ủy ban nhân dân tỉnh", place="Thử Nghiệm")


def figures(paper: Paper) -> list[Figure]:
    """Every figure of a paper, in tables (those of charts too) and annexes."""
    paper = charts.printed(paper, charts.undrawn)
    found: list[Figure] = []
    for block in (*paper.blocks, *(b for annex in paper.annexes for b in annex.blocks)):
        if isinstance(block, Paragraph | Item):
            found += [part for part in block.content if isinstance(part, Figure)]
        if isinstance(block, Table):
            found += [
                part
                for row in block.rows
                for cell in row.cells
                for part in cell.content
                if isinstance(part, Figure)
            ]
    return found
