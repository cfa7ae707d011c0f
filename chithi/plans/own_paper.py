"""A unit's own plan as a paper in the layout of Decree 30/2020/NĐ-CP. Plain values in and out, always Vietnamese."""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from chithi.papers.content import Block, Cell, Column, Heading, Paper, Paragraph, Recipient, Row, Table
from chithi.plans.heads import Issuer

TASKS = "Phân công nhiệm vụ"
COLUMNS = (
    Column("TT", "order", width=1),
    Column("Nhiệm vụ", width=9),
    Column("Chủ trì", width=5),
    Column("Thời hạn", width=3),
    Column("Cụ thể hóa mục", width=2),
)


@dataclass(frozen=True)
class PrintedLine:
    """A line of the plan as it is printed: ``due`` in words, ``contents`` the places of the plan above."""

    text: str
    division: str
    due: str
    contents: tuple[str, ...]


@dataclass(frozen=True)
class PrintedPlan:
    """The plan of a unit: ``above`` how papers name the plan it carries out, ``above_issuer`` who issued that one,
    ``focal`` through whom one reports (empty where it is the unit itself), ``report`` by when, in words."""

    title: str
    above: str
    above_issuer: str
    focal: str
    report: str
    lines: Sequence[PrintedLine]
    number: str = ""
    day: datetime.date | None = None


def compose(plan: PrintedPlan, issuer: Issuer, place: str, year: int) -> Paper:
    """The whole paper; number and day stay blank until the plan has them."""
    head = issuer.head(place, year)
    if match := re.fullmatch(r"(\d+)/(.+)", plan.number):
        head = replace(head, number=int(match[1]), symbol=match[2])
    if plan.day is not None:
        head = replace(head, day=plan.day)
    reported = [Recipient(name, "để b/c") for name in (plan.above_issuer, plan.focal) if name]
    return Paper(
        kind="Kế hoạch",
        subject=plan.title,
        head=head,
        blocks=tuple(blocks(plan, issuer.name)),
        signature=issuer.signature,
        recipients=(*reported, Recipient("Các bộ phận được giao chủ trì", "để t/h")),
    )


def blocks(plan: PrintedPlan, name: str) -> Iterator[Block]:
    """What the paper says: what for, what and who, and how it is followed."""
    yield Paragraph((f"Thực hiện {plan.above}, {name} ban hành Kế hoạch như sau:",))
    yield Heading(1, "I", "Mục đích, yêu cầu")
    yield Paragraph(
        (
            f"1. Cụ thể hóa các nội dung, nhiệm vụ được giao tại {plan.above} phù hợp với chức năng, nhiệm vụ của "
            f"{name}.",
        )
    )
    yield Paragraph(
        (
            "2. Mỗi nhiệm vụ có bộ phận chủ trì, có thời hạn và có kết quả kiểm tra được; số liệu được theo dõi tách "
            "theo giới tính.",
        )
    )
    yield Heading(1, "II", "Nhiệm vụ và phân công thực hiện")
    yield Paragraph(("Nhiệm vụ, bộ phận chủ trì và thời hạn hoàn thành nêu tại Biểu 1.",))
    yield Table(number="1", title=TASKS, columns=COLUMNS, rows=tuple(rows(plan, name)))
    yield Heading(1, "III", "Tổ chức thực hiện")
    yield Paragraph(
        (
            "1. Các bộ phận được giao chủ trì tổ chức thực hiện, ghi nhận kết quả khi phát sinh và kịp thời báo cáo "
            "khó khăn, vướng mắc.",
        )
    )
    if plan.report:
        through = f" qua {plan.focal}" if plan.focal else ""
        yield Paragraph(
            (f"2. Kết quả thực hiện hằng năm được báo cáo {plan.above_issuer}{through} {plan.report}.",)
        )


def rows(plan: PrintedPlan, name: str) -> Iterator[Row]:
    for n, line in enumerate(plan.lines, start=1):
        words = (str(n), line.text, line.division or name, line.due, ", ".join(line.contents))
        yield Row(tuple(Cell((w,)) for w in words))
