"""What a cycle asks of whom: its units as of its day, their work items and indicators."""

import datetime
from collections.abc import Collection, Iterable, Sequence

from chithi.figures.periods import parse_period
from chithi.figures.queries import catalogue
from chithi.plans.models import Plan
from chithi.plans.queries import duties, reporting_units
from chithi.reports.changes import Sent
from chithi.reports.fields import WORDS, work_id
from chithi.reports.models import Answer, Cycle, Report
from chithi.shell.clock import today
from chithi.units.following import nearest_day
from chithi.units.queries import tree
from chithi.units.tree import Tree


def day_of(cycle: Cycle) -> datetime.date:
    """The day whose units and duties a cycle asks about: today, until it is over."""
    return min(today(), cycle.locks_on or cycle.due, cycle.period_to)


def tree_of(cycle: Cycle) -> Tree:
    """The units as they stood for a cycle, in two queries."""
    return tree(day_of(cycle))


def tree_for(report: Report) -> Tree:
    """The units as a report asks about them: as they stood for its cycle, and where its own unit ended before that day
    or came after it, on the nearest day on which it was there; three queries more for such a one."""
    units = tree_of(report.cycle)
    if report.unit_id in units:
        return units
    day = nearest_day(report.unit_id, units.day)
    return tree(day) if day is not None else units


def asked_counts(plan: Plan, tree: Tree, period: str) -> dict[int, int]:
    """How many fields the form of each reporting unit asks: work items, indicators and the four texts."""
    owed = duties(plan, tree)
    known = catalogue(parse_period(period))
    entered = [i for i in known.indicators.values() if i.entered]
    return {
        node.id: len(owed.get(node.id, ()))
        + sum(node.kind in i.asked or node.id in known.collectors.get(i.pk, ()) for i in entered)
        + len(WORDS)
        for node in reporting_units(plan, tree)
    }


def recount(units: Collection[int]) -> None:
    """Count anew what the reports of some units ask in the rounds that are open; a unit that is asked nothing any more
    keeps its count, as it keeps its report. A few queries for each round that has such a report."""
    cycles: dict[int, list[Report]] = {}
    found = Report.objects.filter(cycle__state=Cycle.State.OPEN).exclude(state=Report.State.HANDED_OVER)
    for report in found.select_related("cycle__plan"):
        if report.unit_id in units:
            cycles.setdefault(report.cycle_id, []).append(report)
    for reports in cycles.values():
        cycle = reports[0].cycle
        asked = asked_counts(cycle.plan, tree_of(cycle), cycle.period)
        moved = [r for r in reports if r.asked != asked.get(r.unit_id, r.asked)]
        for report in moved:
            report.asked = asked[report.unit_id]
        Report.objects.bulk_update(moved, ["asked"], batch_size=500)


def work_ids_of(report: Report, changes: Iterable[Sent]) -> set[int]:
    """Of the work items that changes name, those that the report asks. Duties are only looked up for new ones."""
    named = {found for change in changes if (found := work_id(change.field)) is not None}
    if not named:
        return set()
    fields: Sequence[str] = [f"work:{i}:{part}" for i in named for part in ("state", "words")]
    answered = Answer.objects.filter(report=report, is_latest=True, field__in=fields).values_list(
        "field", flat=True
    )
    known = {found for field in answered if (found := work_id(field)) is not None}
    if named <= known:
        return known
    return known | owed_by(report)


def owed_by(report: Report) -> set[int]:
    """The work items that the unit of a report answers for."""
    owed = duties(report.cycle.plan, tree_for(report)).get(report.unit_id, [])
    return {duty.work_item_id for duty in owed}
