"""What was drafted of a function that a reorganisation transfers: told in its preview, and whether it was taken since.

Nothing is written when a function passes: who has it is read (``functions``).
"""

import datetime
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chithi.figures.models import Observation
from chithi.figures.past import functions_of
from chithi.plans.models import WorkItem
from chithi.plans.passing import items_of
from chithi.reports.fields import WORK_STATES, work_id
from chithi.reports.figure_cells import told
from chithi.reports.functions import heirs_of, holders, named
from chithi.reports.models import Answer, Cycle, Report, Taken
from chithi.shell.clock import today
from chithi.units.reorganising import Coming, Moved


def passing(found: Coming) -> Moved:
    """The drafts that pass, a line for each indicator and task; with care where who gets them has no report to take
    them into. Some four queries where a function is transferred, none else."""
    functions = {link.function: link.day for link in found.links if link.function}
    lines: list[str] = []
    without: list[str] = []
    reports = reports_with(found, functions)
    reporting = reporting_units(reports, found)
    for report in reports:
        for words, names, day in drafted(report, functions, found):
            heirs = heirs_of(report.unit_id, names, max(day, today()), found.lineage)
            if heirs in ([], [report.unit_id]):
                continue
            now = found.before_on(max(day, today()))
            way = f"{one_name(report.unit_id, found)} → {', '.join(named(heirs, now))}"
            round_ = f"{report.cycle.plan.number or report.cycle.plan.title}, {report.cycle.year}"
            lines.append(f"{way}: {words} ({round_})")
            without += named([heir for heir in heirs if heir not in reporting[report.cycle_id]], now)
    if without:
        words = _("No report in the round, so that nobody takes it over: %(units)s")
        lines.append(words % {"units": ", ".join(dict.fromkeys(without))})
    title = gettext_lazy("Drafts that pass with a function: the unit that gets it is offered them")
    return Moved(title, lines, bool(without), len(lines) - bool(without))


def reporting_units(reports: Sequence[Report], found: Coming) -> Mapping[int, set[int]]:
    """Cycle → the units that have a report in it, and those that follow one that ends and are asked for theirs. One
    query where there are reports."""
    cycles = {report.cycle_id for report in reports}
    units: dict[int, set[int]] = {}
    for cycle, unit in Report.objects.filter(cycle__in=cycles).values_list("cycle", "unit") if cycles else ():
        units.setdefault(cycle, set()).update([unit, *found.heirs.get(unit, ())])
    return units


def one_name(unit: int, found: Coming) -> str:
    return found.names().get(unit) or named([unit], found.before_on(today()))[0]


def reports_with(found: Coming, functions: Mapping[str, datetime.date]) -> list[Report]:
    """The reports of open rounds in which a function that is transferred may have been drafted."""
    if not functions:
        return []
    units = holders(functions, max(functions.values()), found.lineage)
    reports = Report.objects.filter(cycle__state=Cycle.State.OPEN, unit__in=units)
    return list(reports.select_related("cycle__plan", "unit").order_by("cycle", "pk"))


def drafted(
    report: Report, functions: Mapping[str, datetime.date], found: Coming
) -> list[tuple[str, tuple[str, ...], datetime.date]]:
    """(what was drafted in words, its functions, the day on which they are transferred), as far as a draft stands."""
    lines = []
    for cells in figures(report).values():
        indicator = cells[0].indicator
        mine = [name for name in functions_of(indicator) if name in functions]
        if not mine or functions[mine[0]] > report.cycle.period_to:
            continue
        node = found.before_on(today()).get(report.unit_id)
        if node is not None and node.kind in indicator.asked and report.unit_id not in found.ended:
            continue  # its kind is asked all the same
        lines.append((f"{indicator.title}: {told(cells)}", tuple(mine), functions[mine[0]]))
    by_item = {item: name for name in functions for item in items_of(name)}
    for item, said in answers(report, by_item).items():
        lines.append((said, (by_item[item],), functions[by_item[item]]))
    return lines


def figures(report: Report) -> Mapping[int, list[Observation]]:
    """The drafts of a report by indicator. One query."""
    rows = Observation.objects.filter(
        unit=report.unit_id, period=report.cycle.period, breakdown="", is_latest=True, is_draft=True
    ).exclude(status="")
    cells: dict[int, list[Observation]] = {}
    for row in rows.select_related("indicator").order_by("indicator__order", "part", "sex"):
        cells.setdefault(row.indicator_id, []).append(row)
    return cells


def answers(report: Report, items: Mapping[int, str]) -> Mapping[int, str]:
    """What was drafted of some tasks, in words: "III.2: under way, 300 examined". Two queries at most."""
    if not items:
        return {}
    rows = Answer.objects.filter(
        report=report, is_latest=True, is_official=False, field__startswith="work:"
    ).exclude(text="")
    said: dict[int, list[str]] = {}
    for field, text in rows.order_by("field").values_list("field", "text"):
        item = work_id(field)
        if item is not None and item in items:
            said.setdefault(item, []).append(str(WORK_STATES.get(text, text)))
    places = dict(WorkItem.objects.filter(pk__in=said).values_list("pk", "at")) if said else {}
    return {item: f"{places[item]}: {', '.join(words)}" for item, words in said.items()}


def taken_since(found: Coming, since: datetime.datetime) -> str:
    """Whether what was drafted of a function that it transferred was taken over since, as a sentence."""
    functions = {link.function for link in found.links if link.function}
    if not functions:
        return ""
    receivers = {link.new for link in found.links if link.function}
    units = holders(functions, max(link.day for link in found.links), found.lineage)
    rows = Taken.objects.filter(at__gt=since, source__unit__in=units, report__unit__in=receivers)
    row = rows.select_related("report__unit", "report__cycle").first()
    if row is None:
        return ""
    words = {"unit": row.report.unit, "year": row.report.cycle.year}
    return _("“%(unit)s” worked on its report %(year)s after it.") % words
