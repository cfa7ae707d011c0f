"""The yearly rounds of the demonstration: who reported what, when, and how far the last round has come.

Rows are written at once, as they stand after the people of the story have acted; the pages act one by one.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from random import Random

from django.utils import timezone

from chithi.demo import committees, leading, records, words
from chithi.demo.chasing import make_chasing
from chithi.demo.committee_life import keep_up
from chithi.demo.committees import make_committees
from chithi.demo.figures import SIZES, Draw, values_of
from chithi.demo.followed import INSPECTIONS, VIOLATIONS, make_followed
from chithi.figures.cells import UNSPLIT, WHOLE, scope_for
from chithi.figures.checks import RECORDS
from chithi.figures.derived import Derived, Key, OfUnit, added, branch, derive
from chithi.figures.filling import Proposal, proposals
from chithi.figures.models import Indicator, Observation
from chithi.figures.periods import parse_period
from chithi.figures.queries import asked_of
from chithi.journal.actions import Operator
from chithi.plans.models import Plan
from chithi.plans.queries import Duty, duties
from chithi.reports.actions import open_cycle
from chithi.reports.days import proposed
from chithi.reports.models import Answer, Cycle, Move, Remark, Report
from chithi.units.tree import Node, Tree
from chithi.vietnamese import fold

BY = "Bộ dữ liệu trình diễn"
CODES = records.CODES | {INSPECTIONS, VIOLATIONS} | committees.CODES | leading.CODES
"""The indicators whose figures are counted from the records of the demonstration."""
State = Report.State

LAST_ROUND: dict[str, str] = {
    "so-y-te": State.DRAFT,
    "tram-y-te": State.DRAFT,
    "so-tu-phap": State.SUBMITTED,
    "so-vhttdl": State.RETURNED,
    "so-khdt": State.APPROVED,
    "cong-an": State.APPROVED,
    "h-yen-khe": State.APPROVED,
    "ubmttq": State.APPROVED,
    "bao": State.SILENT,
    "so-cong-thuong": State.SILENT,
    "h-tan-lam": State.SILENT,
    "hoi-nong-dan": State.SILENT,
    "thanh-tra": State.DRAFT,
    "hoi-nong-dan-xa": State.SILENT,
    "cong-an-xa": State.APPROVED,
}
"""How far the last round has come for those who are not accepted yet."""

SILENT_BEFORE = {("cong-ttdt", 1), ("hoi-nong-dan", 1), ("h-bao-thuong", 2)}
"""Who never reported, by the number of the year."""

STEPS: dict[str, tuple[tuple[str, str, str], ...]] = {
    State.DRAFT: (("begin", State.SILENT, State.DRAFT),),
    State.SUBMITTED: (("begin", State.SILENT, State.DRAFT), ("submit", State.DRAFT, State.SUBMITTED)),
    State.APPROVED: (
        ("begin", State.SILENT, State.DRAFT),
        ("submit", State.DRAFT, State.SUBMITTED),
        ("send", State.SUBMITTED, State.APPROVED),
    ),
}
STEPS[State.ACCEPTED] = (*STEPS[State.APPROVED], ("accept", State.APPROVED, State.ACCEPTED))
STEPS[State.RETURNED] = (*STEPS[State.APPROVED], ("return", State.APPROVED, State.RETURNED))
SENT = (State.APPROVED, State.ACCEPTED, State.RETURNED)


@dataclass(frozen=True)
class Round:
    """One year of a plan."""

    cycle: Cycle
    tree: Tree
    number: int
    last: bool
    draw: Draw
    owed: Mapping[int, list[Duty]]
    counted: Mapping[Key, Derived]
    """What the records of the year say, unit by unit."""

    def state_of(self, key: str) -> str:
        if self.last:
            return LAST_ROUND.get(key, State.ACCEPTED)
        return State.SILENT if (key, self.number) in SILENT_BEFORE else State.ACCEPTED

    def dice(self, node: Node, what: str = "") -> Random:
        return Random(f"{self.draw.seed}|{node.key}|{self.cycle.year}|{what}")


Reform = Callable[[Cycle, Draw, Operator, str], tuple[Tree, dict[int, list[Duty]]]]
"""Changes the units in a round that is open: the units and duties after it."""


def make_rounds(
    plan: Plan, tree: Tree, years: Iterable[int], seed: int, actor: Operator, reform: Reform | None = None
) -> None:
    """Open the rounds and fill them, oldest first. ``reform`` changes the units in the midst of the last one."""
    years = list(years)
    draw = Draw(seed, years[0])
    owed = duties(plan, tree)
    meetings = make_committees(tree, years, seed, BY, owed)
    leading.make_leading(tree, years, seed, BY)
    keep_up(tree, years, seed, BY)
    for number, year in enumerate(years, start=1):
        days = proposed(year, plan.report_month, plan.report_day, plan.report_bound)
        cycle = open_cycle(plan, year, days, tree, actor=actor)
        if reform is not None and year == years[-1]:
            tree, owed = reform(cycle, draw, actor, BY)
        records.make_records(tree, year, draw, owed)
        make_followed(tree, year, year == years[-1], draw, BY)
        counted = derive(parse_period(cycle.period), codes=CODES)
        this = Round(cycle, tree, number, year == years[-1], draw, owed, counted)
        fill(this)
        if not this.last:
            Cycle.objects.filter(pk=cycle.pk).update(state=Cycle.State.CLOSED)
    make_chasing(cycle, meetings, BY)


def fill(this: Round) -> None:
    asked = Report.objects.filter(cycle=this.cycle).exclude(state=State.HANDED_OVER)
    reports = list(asked.select_related("unit"))
    answers: list[Answer] = []
    moves: list[Move] = []
    for report in reports:
        node = this.tree[report.unit_id]
        report.state = this.state_of(node.key)
        if report.state in SENT or report.state == State.SUBMITTED:
            report.submission = 1
        if report.state in SENT:
            report.sent_on = sent_on(this, node)
        answers += answers_of(this, report, node)
        moves += moves_of(this, report)
    Report.objects.bulk_update(reports, ["state", "submission", "sent_on"])
    Answer.objects.bulk_create(answers, batch_size=500)
    Move.objects.bulk_create(moves)
    Observation.objects.bulk_create(observations(this, reports), batch_size=500)
    Remark.objects.bulk_create(
        Remark(
            report=r,
            field="lacks",
            text="Nêu rõ số xã chưa có mô hình can thiệp và nguyên nhân cụ thể.",
            by=BY,
        )
        for r in reports
        if r.state == State.RETURNED
    )


def sent_on(this: Round, node: Node) -> datetime.date:
    """Most send in the last fortnight before the due day, some late."""
    dice = this.dice(node, "sent")
    late = not this.last and dice.random() < 0.12
    return this.cycle.due + datetime.timedelta(days=dice.randint(1, 9) if late else -dice.randint(3, 16))


def moves_of(this: Round, report: Report) -> Iterator[Move]:
    day = (report.sent_on or this.cycle.due) - datetime.timedelta(days=6)
    for act, old, new in STEPS.get(report.state, ()):
        day = report.sent_on if act == "send" and report.sent_on else day + datetime.timedelta(days=1)
        yield Move(report=report, act=act, old=old, new=new, day=day, by=BY)


def answers_of(this: Round, report: Report, node: Node) -> Iterator[Answer]:
    """The words of a report; a draft has only some of them yet."""
    if report.state == State.SILENT:
        return
    dice = this.dice(node, "words")
    sent = report.state in SENT
    for field, text in fields_of(this, node, dice):
        if report.state == State.DRAFT and dice.random() < 0.55:
            continue
        yield Answer(
            report=report,
            field=field,
            version=1,
            text=text,
            is_official=sent,
            submission=report.submission or None,
            recorded_by=BY,
        )


def fields_of(this: Round, node: Node, dice: Random) -> Iterator[tuple[str, str]]:
    for duty in this.owed.get(node.id, ()):
        if duty.role != "lead":
            continue
        state = dice.choices(("done", "under_way", "not_begun", "did_not_arise"), (62, 30, 4, 4))[0]
        yield f"work:{duty.work_item_id}:state", state
        if said := work_words(duty, state, dice):
            yield f"work:{duty.work_item_id}:words", said
    yield "results", dice.choice(words.RESULTS)
    yield "lacks", dice.choice(words.LACKS)
    yield "causes", dice.choice(words.CAUSES)
    if dice.random() < 0.6:
        to, text = dice.choice(words.PROPOSALS)
        yield "proposal:1:to", to
        yield "proposal:1:text", text
    yield "next", dice.choice(words.NEXT)


def work_words(duty: Duty, state: str, dice: Random) -> str:
    """The sentence of the plan's place that speaks most of what the duty asks; none where nothing was done."""
    numbers = {"a": dice.randint(4, 28), "b": dice.randint(2, 6), "c": dice.randint(60, 480)}
    if state in ("not_begun", "did_not_arise"):
        return ""
    if state == "under_way":
        return dice.choice(words.BEGUN).format(**numbers)
    asked = set(fold(duty.text).split())
    said = words.WORK.get(duty.at, ()) + words.OTHERWISE
    return max(said, key=lambda text: len(asked & set(fold(text).split())) / len(text)).format(**numbers)


def observations(this: Round, reports: list[Report]) -> Iterator[Observation]:
    """The figures of the reporting units, and of the communes that feed their districts."""
    states = {report.unit_id: report.state for report in reports}
    period = parse_period(this.cycle.period)
    for node in this.tree:
        state = states.get(
            node.id, State.ACCEPTED if node.kind == "commune" and node.parent_id else State.SILENT
        )
        if state == State.SILENT:
            continue
        said = added(this.counted, branch(node.id, scope_for(node, this.tree), this.tree))
        for indicator in asked_of(node, period):
            if indicator.code in CODES:
                yield from counted_cells(this, node, indicator, state, said)
            elif indicator.code in SIZES and not (
                state == State.DRAFT and this.dice(node, indicator.code).random() < 0.5
            ):
                yield from cells(this, node, indicator, state in SENT)


def cells(this: Round, node: Node, indicator: Indicator, official: bool) -> Iterator[Observation]:
    rate = indicator.kind == Indicator.Kind.RATE
    scope, values = values_of(
        this.draw, node, this.tree, indicator.code, indicator.by_sex, rate, this.cycle.year
    )
    dice = this.dice(node, f"answer {indicator.code}")
    status = (
        "estimate"
        if this.last and indicator.kind == Indicator.Kind.FLOW and dice.random() < 0.25
        else "final"
    )
    without = "no-data-yet" if dice.random() < 0.02 else ""
    period = parse_period(this.cycle.period)
    for (part, sex), value in values.items():
        yield Observation(
            indicator=indicator,
            unit_id=node.id,
            period=period.text,
            period_from=period.first,
            period_to=period.last,
            scope=scope,
            part=part,
            sex=sex,
            version=1,
            value=None if without else value,
            status=without or status,
            origin="demo",
            is_draft=not official,
            is_official=official,
            recorded_by=BY,
            released_at=timezone.now() if official else None,
        )


def counted_cells(
    this: Round, node: Node, indicator: Indicator, state: str, said: Mapping[OfUnit, Derived]
) -> Iterator[Observation]:
    """What the unit signed out of its records, which ``said`` so; before it submits, its report only shows it."""
    if state == State.DRAFT:
        return
    scope, official = scope_for(node, this.tree), state in SENT
    offered = proposals(said, indicator.code)
    period = parse_period(this.cycle.period)
    if not offered and indicator.code in (INSPECTIONS, VIOLATIONS):
        offered = {
            ("", WHOLE, UNSPLIT): Proposal(0, 0)
        }  # no record is no answer: the unit says itself that there was none
    for (breakdown, part, sex), proposal in offered.items():
        more = slip(this, node, indicator.code, part, sex) if not breakdown else 0
        yield Observation(
            indicator=indicator,
            unit_id=node.id,
            period=period.text,
            period_from=period.first,
            period_to=period.last,
            scope=scope,
            breakdown=breakdown,
            part=part,
            sex=sex,
            version=1,
            value=None if proposal.value is None else proposal.value + more,
            status=proposal.status,
            reason="Có một buổi truyền thông chưa kịp ghi sổ." if more else "",
            origin=RECORDS if proposal.records and not more else "typed",
            is_draft=not official,
            is_official=official,
            recorded_by=BY,
            released_at=timezone.now() if official else None,
        )


def slip(this: Round, node: Node, code: str, part: str, sex: str) -> int:
    """One district that counted another number than its communes, so that the comparison has something to show."""
    return (
        37 if (node.key, code, sex) == ("tx-dong-lam", "communication-participants", "F") and this.last else 0
    )
