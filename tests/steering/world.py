"""A cycle of the cast's province with contents, links, words and figures, on top of the builders of ``reports``."""

import datetime

from chithi.figures.actions import write_cells
from chithi.figures.cells import CellKey
from chithi.figures.checks import CellChange
from chithi.figures.models import Indicator, Target
from chithi.plans.models import Edition, Plan, Provision, ProvisionLink
from chithi.reports.models import Answer, Cycle, Report
from tests.cast import Cast
from tests.reports.builders import Round, make_round

CONTENTS = ("Tăng cường lãnh đạo, chỉ đạo.", "Đẩy mạnh tuyên truyền.", "Phát huy vai trò giám sát.")
LINKS = {0: (0,), 1: (0, 1), 2: (1,), 3: (0,), 4: (), 5: (1,)}
"""Work item → contents it carries out, by their places."""


def make_contents(round_: Round) -> list[Provision]:
    edition = Edition.objects.get(plan=round_.plan)
    made = [
        Provision.objects.create(
            plan=round_.plan, edition=edition, at=f"II.{n + 1}", order=n, text=text, start=n, end=n + 1
        )
        for n, text in enumerate(CONTENTS)
    ]
    for item, contents in LINKS.items():
        for content in contents:
            ProvisionLink.objects.create(
                work_item=round_.items[item], provision=made[content], score=500, state="confirmed"
            )
    return made


def say(report: Report, state: str, sent_on: datetime.date | None = None, **words: str) -> Report:
    """Put a report into a state with official words: ``work2_state`` is the third work item's state."""
    for field, text in words.items():
        Answer.objects.create(
            report=report,
            field=field,
            version=1,
            text=text,
            is_official=sent_on is not None,
            recorded_by="thử",
        )
    report.state, report.sent_on = state, sent_on
    report.save()
    return report


def field(round_: Round, place: int, part: str) -> str:
    return f"work:{round_.items[place].pk}:{part}"


def observe(unit_id: int, year: int, code: str, **sexes: int) -> None:
    """Official figures of a unit, by sex (F, M, T)."""
    indicator = Indicator.objects.get(code=code)
    changes = [
        CellChange(key=CellKey(indicator.pk, sex="_T" if sex == "T" else sex), text=str(value))
        for sex, value in sexes.items()
    ]
    results = write_cells(unit_id, str(year), changes, by="thử", draft=False)
    assert all(r.state == "saved" for r in results), results


def make_world(cast: Cast) -> Round:
    """Health reported in time, An Hòa late, the Women's Union was returned its report, others are silent or draft."""
    round_ = make_round(cast)
    make_contents(round_)
    day = datetime.date
    f = field
    say(
        round_.report("so-yt"), "accepted", day(2024, 11, 5),
        **{
            f(round_, 1, "state"): "done", f(round_, 1, "words"): "Đã khám cho 500 phụ nữ.",
            f(round_, 2, "state"): "under_way", f(round_, 3, "state"): "did_not_arise",
            "lacks": "Thiếu kinh phí.", "proposal:1:to": "UBND tỉnh", "proposal:1:text": "Bố trí kinh phí.",
        },
    )  # fmt: skip
    say(
        round_.report("huyen-a"), "approved", day(2024, 11, 16),
        **{
            f(round_, 3, "state"): "done", f(round_, 5, "state"): "done",
            f(round_, 5, "words"): "Đã chỉ đạo 2 xã.", "lacks": "Thiếu kinh phí",
            "proposal:1:to": "Ủy ban nhân dân tỉnh", "proposal:1:text": "Bố trí kinh phí.",
        },
    )  # fmt: skip
    say(round_.report("hlhpn"), "returned", day(2024, 11, 10), next="Tiếp tục vận động.")
    say(round_.report("mttq"), "draft", None, results="Chưa gửi, không ai thấy.")
    observe(cast.units["so-yt"].pk, 2024, "hoc-vien", F=70, M=30)
    observe(cast.units["huyen-a"].pk, 2024, "hoc-vien", T=20)
    observe(cast.units["so-yt"].pk, 2023, "hoc-vien", F=50, M=40)
    Target.objects.create(
        indicator=Indicator.objects.get(code="hoc-vien"),
        unit=cast.units["tinh"],
        year=2024,
        value=150,
        direction="ge",
    )
    return round_


def cycle_of(plan: Plan) -> Cycle:
    return Cycle.objects.select_related("plan__issuer", "plan__focal_unit").get(plan=plan)
