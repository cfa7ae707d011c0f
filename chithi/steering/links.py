"""Where the numbers of a report and the units of a list lead to."""

from collections.abc import Callable

from django.urls import reverse

from chithi.figures.periods import parse_period
from chithi.plans.passing import issuer_of
from chithi.reports.models import Cycle, Report
from chithi.steering.explain import MEASURED
from chithi.steering.gather import units_day
from chithi.steering.models import Consolidation
from chithi.units.queries import lineage, tree
from chithi.units.tree import Tree

Link = Callable[[str], str | None]


def figure_page(cycle: Cycle, indicator: str, last_year: bool = False) -> str:
    """The page of ``figures`` that explains an indicator of the plan's issuer, or of the unit that follows it, down to
    its cells; the last year of a unit that was not there yet in today's borders."""
    period, key = parse_period(cycle.period), issuer_key(cycle)
    if last_year:
        period = period.previous_year()
    page = f"{reverse('figures:explain', args=[indicator, period.address])}?unit={key}"
    is_new = last_year and lineage() and tree(period.last).by_key(key) is None
    return f"{page}&borders=now" if is_new else page


def indicator_page(cycle: Cycle, indicator: str) -> str:
    """The page of an indicator over the years, for the plan's issuer or the unit that follows it."""
    return f"{reverse('figures:indicator', args=[indicator])}?unit={issuer_key(cycle)}"


def issuer_key(cycle: Cycle) -> str:
    """Whose totals the report tells: the plan's issuer, or the unit that follows it on the report's day."""
    if not lineage():
        return cycle.plan.issuer.key
    issuer = issuer_of(cycle.plan, tree(units_day(cycle)))
    return issuer.key if issuer is not None else cycle.plan.issuer.key


def in_borders(cycle: Cycle, indicator: str, now: Tree) -> str:
    """The page that explains the figure of a round in the borders of today's units, for who follows the issuer."""
    issuer = issuer_of(cycle.plan, now)
    page = reverse("figures:explain", args=[indicator, parse_period(cycle.period).address])
    return f"{page}?borders=now{f'&unit={issuer.key}' if issuer else ''}"


def figure_of(cycle: Cycle, code: str) -> str | None:
    """The page of ``figures`` behind the code of a figure, None for a code of anything else."""
    kind, *rest = code.split(":")
    return figure_page(cycle, rest[0], rest[-1] == "last") if kind == "figure" else None


def live(cycle: Cycle) -> Link:
    """Totals open the page of ``figures``, which goes down to the cells; everything else opens our own page."""

    def link(code: str) -> str | None:
        kind, *rest = code.split(":")
        if kind == "figure" and rest[-1] in (*MEASURED, "last"):
            return figure_page(cycle, rest[0], rest[-1] == "last")
        return own(code)

    def own(code: str) -> str:
        return reverse("steering:why", args=[cycle.pk, code])

    return link


def kept(frozen: Consolidation) -> Link:
    """Every number of a frozen report opens what it was counted from when it was frozen."""
    return lambda code: reverse("steering:frozen-why", args=[frozen.pk, code])


def report_pages(cycle: Cycle) -> dict[str, str]:
    """The page of each unit's report, by the key of the unit. One query."""
    rows = Report.objects.filter(cycle=cycle).values_list("unit__key", "pk")
    return {key: report_page(pk) for key, pk in rows}


SECTIONS = {"work": "work", "content": "work", "item": "work", "figure": "figures", "proposals": "proposals"}
"""Kind of code → the part of a unit's report in which the answer stands."""


def answer_pages(cycle: Cycle, code: str) -> dict[str, str]:
    """Where in each unit's report the answers behind a code stand, by the key of the unit.

    What was said last year does not stand in the reports of this one.
    """
    if code.endswith(":last"):
        return {}
    section = SECTIONS.get(code.partition(":")[0])
    return {unit: f"{page}#{section}" if section else page for unit, page in report_pages(cycle).items()}


def report_page(report_id: int) -> str:
    return reverse("reports:report", args=[report_id])


def next_cycle(cycle: Cycle) -> str:
    """The page of ``reports`` that opens the round of the next year; "" where there is one already."""
    if Cycle.objects.filter(plan=cycle.plan_id, year=cycle.year + 1).exists():
        return ""
    return reverse("reports:open", args=[cycle.plan.key, cycle.year + 1])
