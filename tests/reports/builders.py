"""A published plan with work items and a few indicators, and an open cycle on it, for the tests of reports."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from chithi.figures.models import Indicator
from chithi.plans.models import Assignment, Edition, Plan, WorkItem
from chithi.reports import actions
from chithi.reports.days import Days
from chithi.reports.models import Cycle, Report
from chithi.shell import attachments
from chithi.units.queries import tree
from tests.cast import LONG_AGO, Cast, make_unit

DAYS = Days(
    datetime.date(2024, 1, 1),
    datetime.date(2024, 12, 31),
    datetime.date(2024, 10, 31),
    datetime.date(2024, 11, 14),
    datetime.date(2024, 12, 14),
)

DUTIES = (
    ("III.1", "Hướng dẫn, đôn đốc các đơn vị thực hiện Kế hoạch", ["so-ld"]),
    ("III.2", "Tổ chức khám sức khỏe sinh sản cho phụ nữ nông thôn", ["so-yt"]),
    ("III.3", "Theo dõi tỷ số giới tính khi sinh", ["so-yt"]),
    ("III.4", "Rà soát, kiện toàn Ban Vì sự tiến bộ của phụ nữ", ["so-yt", "so-ld", "huyen-a", "huyen-b"]),
    ("III.5", "Vận động hội viên tham gia giám sát, phản biện xã hội", ["hlhpn", "mttq"]),
    ("III.6", "Chỉ đạo các xã, thị trấn triển khai Kế hoạch", ["huyen-a", "huyen-b"]),
)
"""(place, words, keys of the leading units): the health department has three."""


@dataclass
class Round:
    plan: Plan
    cycle: Cycle
    items: list[WorkItem]

    def report(self, key: str) -> Report:
        found = Report.objects.select_related("cycle__plan", "unit")
        return found.get(cycle=self.cycle, unit__key=key)


def make_indicators() -> dict[str, Indicator]:
    """A count by sex, a plain count, and a rate, asked of departments and districts."""
    kinds = ["department", "district"]
    rows = (
        (
            "hoc-vien",
            "Số cán bộ được tập huấn về bình đẳng giới",
            "Staff trained",
            "người",
            "flow",
            True,
            kinds,
        ),
        ("cuoc", "Số cuộc truyền thông", "Communication events", "cuộc", "flow", False, kinds),
        ("ty-le", "Tỷ lệ ban có nữ", "Share of boards with women", "%", "rate", False, kinds),
    )
    made = {}
    for order, (code, vi, en, unit, kind, by_sex, asked) in enumerate(rows):
        made[code] = Indicator.objects.create(
            code=code, order=order, title_vi=vi, title_en=en, unit_vi=unit, unit_en=unit, kind=kind,
            by_sex=by_sex, asked=asked, scale=1 if kind == "rate" else 0,
            numerator_vi="Ban có nữ", numerator_en="With women", denominator_vi="Tổng số ban", denominator_en="All",
        )  # fmt: skip
    return made


def make_plan(cast: Cast, key: str = "ke-hoach") -> tuple[Plan, list[WorkItem]]:
    plan = Plan.objects.create(
        key=key,
        issuer=cast.units["tinh"],
        focal_unit=cast.units["so-ld"],
        state=Plan.State.PUBLISHED,
        kind="Kế hoạch",
        number="12/KH-UBND",
        date=datetime.date(2018, 3, 5),
        title="Kế hoạch thực hiện công tác phụ nữ",
        report_month=11,
        report_day=15,
        report_bound="before",
        published_at=timezone.now(),
        valid_from=LONG_AGO,
    )
    source = attachments.keep(f"văn bản {key}".encode(), "plan.txt")
    edition = Edition.objects.create(
        plan=plan, number=1, source=source, file_name="plan.txt", sha256=source.sha256, text="…", reading={},
        state=Edition.State.CONFIRMED,
    )  # fmt: skip
    items = []
    for order, (at, text, keys) in enumerate(DUTIES):
        item = WorkItem.objects.create(
            plan=plan, edition=edition, at=at, task_id=at, clause_ids=[at], order=order, start=0, end=1,
            read_text=text, text=text, state=WorkItem.State.CONFIRMED, valid_from=LONG_AGO,
        )  # fmt: skip
        items.append(item)
        for unit in keys:
            Assignment.objects.create(
                work_item=item, role="lead", name=str(cast.units[unit]), unit=cast.units[unit]
            )
    return plan, items


def make_round(cast: Cast) -> Round:
    make_indicators()
    plan, items = make_plan(cast)
    cycle = actions.open_cycle(plan, 2024, DAYS, tree(), actor=cast.people["focal"])
    return Round(plan, cycle, items)


def add_districts(cast: Cast, round_: Round, count: int) -> None:
    """Further districts with a report each, for counts of queries."""
    for n in range(count):
        name = f"Ủy ban nhân dân huyện Rất Dài Tên Thứ {n} của tỉnh Thử Nghiệm ở miền duyên hải xa xôi"
        unit = make_unit(f"huyen-{n:03}", name, "district", cast.units["tinh"])
        Assignment.objects.create(work_item=round_.items[5], role="lead", name=name, unit=unit)
        Report.objects.create(cycle=round_.cycle, unit=unit, asked=8)
