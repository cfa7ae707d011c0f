"""What of a report passes on its own: the figure of an indicator and the answer to a task whose function went to
another unit, while the report it was drafted in stays or goes elsewhere.

A key names such a part: ``f:<code>`` or ``work:<id>``.
"""

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from chithi.figures.models import Indicator, Observation
from chithi.figures.past import functions_of
from chithi.plans.passing import functions_by_item
from chithi.reports.figure_cells import told
from chithi.reports.models import Report
from chithi.reports.succession import Before, names_before
from chithi.units.following import partly_left_to
from chithi.units.lineage import Lineage
from chithi.units.models import UnitVersion
from chithi.units.queries import lineage
from chithi.units.tree import Tree

_DAY = datetime.timedelta(days=1)
Functions = Mapping[str, Collection[str]]
"""Key → the names under which its function may have been transferred."""


@dataclass(frozen=True)
class Leaving:
    """The figures of an indicator that stand in a report and are no longer asked of its unit: who has them now."""

    indicator: Indicator
    cells: tuple[Observation, ...]
    heirs: tuple[str, ...]

    @property
    def said(self) -> str:
        return told(self.cells)

    @property
    def is_official(self) -> bool:
        return any(cell.is_official for cell in self.cells)


def figure_key(indicator: Indicator) -> str:
    return f"f:{indicator.code}"


def key_of(field: str) -> str:
    """The key of a field: "f:cuoc:own::_T" is of "f:cuoc", "work:7:state" of "work:7"."""
    return ":".join(field.split(":")[:2])


def functions_asked(indicators: Iterable[Indicator], items: Iterable[int]) -> Functions:
    """The functions of what a form asks, as far as one of that name was ever transferred. No query."""
    links = lineage()
    named = {link.function for link in links.links if link.function}
    if not named:
        return {}
    found = {figure_key(i): functions_of(i) for i in indicators}
    by_item = functions_by_item(links)
    found |= {f"work:{pk}": by_item[pk] for pk in items if pk in by_item}
    return {key: names for key, names in found.items() if not named.isdisjoint(names)}


def left_on(unit: int, functions: Collection[str], links: Lineage) -> datetime.date | None:
    """The day on which a unit first handed a function on; of one that never did, on which it ended."""
    mine = links.moved(unit)
    given = [link.day for link in mine if link.function and link.function in functions]
    whole = [link.day for link in mine if not link.function]
    return given[0] if given else whole[-1] if whole else None


def heirs_of(unit: int, functions: Collection[str], until: datetime.date, links: Lineage) -> list[int]:
    """Who has on a day what a unit had of a function; the unit itself where it never left it."""
    day = left_on(unit, functions, links)
    return [unit] if day is None else links.heirs(unit, day - _DAY, until, functions)


def holders(functions: Collection[str], until: datetime.date, links: Lineage) -> set[int]:
    """The units that ever had a function that was transferred, before it reached its last one."""
    front = {link.old for link in links.links if link.function in functions}
    return front | {old for unit in front for old, _link in links.forebears(unit, until)}


def parts_before(
    report: Report, asked: Functions, tree: Tree, by_kind: Mapping[str, Collection[str]]
) -> list[Before]:
    """The reports of the same round of which a part came to this one by a transfer, with the keys of that part.

    ``by_kind`` says of which kinds of units an indicator is asked whoever has its function: those that stand keep it.
    Figures are asked as of the end of the period, tasks as of the tree's day. One query where there are any.
    """
    links, mine = lineage(), report.unit_id
    if not asked:
        return []
    whole = partly_left_to({mine})
    days: dict[int, datetime.date] = {}
    keys: dict[int, set[str]] = {}
    for key, functions in asked.items():
        until = report.cycle.period_to if key.startswith("f:") else tree.day
        for unit in holders(functions, until, links) - whole:
            day, node = left_on(unit, functions, links), tree.get(unit)
            is_kept = node is not None and node.kind in by_kind.get(key, ())
            if day is None or is_kept or mine not in heirs_of(unit, functions, until, links):
                continue
            days[unit] = max(day, days.get(unit, day))
            keys.setdefault(unit, set()).add(key)
    if not keys:
        return []
    last = UnitVersion.objects.filter(unit=OuterRef("unit"), ended=False).order_by("-valid_from")
    found = Report.objects.filter(cycle=report.cycle_id, unit__in=keys).annotate(
        last_name=Subquery(last.values("name")[:1])
    )
    for one in found:
        one.cycle = report.cycle
    made = [
        Before(r, r.last_name or "", days[r.unit_id], frozenset(keys[r.unit_id]), r.unit_id in tree)
        for r in found
    ]
    return sorted(made, key=lambda one: (one.day, one.report.pk))


def leaving(report: Report, asked: Collection[int], tree: Tree) -> list[Leaving]:
    """The figures that stand in a report and are asked of others now. One query where its unit ever handed something
    on, and one more where who has them is no more."""
    links = lineage()
    if not links.moved(report.unit_id):
        return []
    rows = Observation.objects.filter(
        is_latest=True, unit=report.unit_id, period=report.cycle.period, breakdown=""
    ).exclude(status="")
    by_indicator: dict[int, list[Observation]] = {}
    for row in (
        rows.exclude(indicator__in=asked)
        .select_related("indicator")
        .order_by("indicator__order", "part", "sex")
    ):
        by_indicator.setdefault(row.indicator_id, []).append(row)
    found = []
    for cells in by_indicator.values():
        indicator = cells[0].indicator
        heirs = heirs_of(report.unit_id, functions_of(indicator), report.cycle.period_to, links)
        others = [heir for heir in heirs if heir != report.unit_id]
        found.append(Leaving(indicator, tuple(cells), tuple(named(others, tree))))
    return found


def named(units: Iterable[int], tree: Tree) -> list[str]:
    """What units are called on the tree's day; those that are not there then, as they were last."""
    units = list(units)
    last = names_before(unit for unit in units if unit not in tree)
    return [tree[unit].name if unit in tree else last.get(unit, "?") for unit in units]
