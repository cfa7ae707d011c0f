"""Last year's figures of a unit, with those of the unit that had a function before it was transferred to this one."""

import datetime
from collections.abc import Iterable

from django.db.models import QuerySet

from chithi.figures.cells import CellKey
from chithi.figures.models import Indicator, Observation
from chithi.figures.past import functions_of
from chithi.figures.periods import Period
from chithi.units.lineage import Lineage
from chithi.units.queries import lineage


def before_of(unit: int, scope: str, days: Period, asked: Iterable[Indicator]) -> dict[CellKey, Observation]:
    """The official cells of the period before of what a unit is asked: its own, and of each indicator of which it gave
    none, those of the one unit whose function came to it whole by a transfer. One query."""
    links, before = lineage(), days.previous_year()
    sources = {i.pk: givers(unit, functions_of(i), before.last, days.last, links) for i in asked}
    by_indicator: dict[int, dict[int, list[Observation]]] = {}
    for row in official_of({unit}.union(*sources.values()), before.text, sources):
        if row.unit_id == unit or (row.unit_id in sources[row.indicator_id] and row.status):
            by_indicator.setdefault(row.indicator_id, {}).setdefault(row.unit_id, []).append(row)
    found: dict[CellKey, Observation] = {}
    for indicator, by_unit in by_indicator.items():
        if unit in by_unit:
            found |= {CellKey(indicator, o.scope, o.breakdown, o.part, o.sex): o for o in by_unit[unit]}
        elif len(by_unit) == 1:  # of several it is for nobody to say which one it goes on from
            (cells,) = by_unit.values()
            cells.sort(key=lambda o: o.scope == scope)
            found |= {CellKey(indicator, scope, o.breakdown, o.part, o.sex): o for o in cells}
    return found


def official_of(units: Iterable[int], period: str, indicators: Iterable[int]) -> QuerySet[Observation]:
    rows = Observation.objects.filter(unit__in=units, period=period, is_official=True)
    return rows.filter(indicator__in=indicators).order_by("id")


def givers(
    unit: int, functions: Iterable[str], since: datetime.date, until: datetime.date, links: Lineage
) -> set[int]:
    """The units whose function was theirs on one day and is this one's as a whole on another. No query."""
    functions = set(functions)
    handed = [link for link in links.links if link.function in functions]
    front = {link.old for link in handed}
    front |= {old for link in handed for old, _link in links.forebears(link.old, until)}
    return {old for old in front - {unit} if links.flow(old, since, until, functions).whole == unit}
