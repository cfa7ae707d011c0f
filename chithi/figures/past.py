"""The units that a period lost, read from the database for the roll-up."""

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping

from chithi.figures.borders import Borders
from chithi.figures.cells import ALL, OWN
from chithi.figures.derived import Derived, OfUnit, branch, derive, measures
from chithi.figures.filling import proposals
from chithi.figures.forebears import Gone, Past, came_to
from chithi.figures.models import Indicator
from chithi.figures.periods import Period
from chithi.figures.rollup import Cell
from chithi.shell.memo import remembered
from chithi.units.models import UnitVersion
from chithi.units.queries import lineage, tree
from chithi.units.tree import Tree

_DAY = datetime.timedelta(days=1)
reporting: list[Callable[[Period], Collection[int] | None]] = []
"""Rooms above say which units have a report of their own for a period; None where they have no round of it."""


def past_of(period: Period, indicators: Iterable[Indicator], day: datetime.date | None = None) -> Past:
    """What roll-up must know of the units that ended within a period, up to ``day`` where it is asked for a day
    within it. Two queries where none did; else two for each day on which some ended, one per register that feeds the
    indicators, and one for the reports of the period."""
    chosen = list(indicators)
    gone = gone_in(period.first, min(day or period.last, period.last))
    return Past(
        lineage(),
        gone,
        records_of(period, gone, chosen) if gone else {},
        {i.pk: functions_of(i) for i in chosen},
        remembered(("owing", period.text), lambda: owing_in(period)) if gone else None,
    )


def owing_in(period: Period) -> Collection[int] | None:
    """The units that have a report of their own for a period, as rooms above know; None where none of them does."""
    known = [units for ask in reporting if (units := ask(period)) is not None]
    return set().union(*known) if known else None


def gone_in(first: datetime.date, final: datetime.date) -> Mapping[int, Gone]:
    """The units that stood from some day on and do not stand on the final one, as each was on its own last day."""
    return remembered(("gone", first, final), lambda: _gone_in(first, final))


def endings() -> list[tuple[int, datetime.date]]:
    """The units that ended, each with the first day on which it was no more."""
    return list(UnitVersion.objects.filter(ended=True).values_list("unit_id", "valid_from"))


def _gone_in(first: datetime.date, final: datetime.date) -> Mapping[int, Gone]:
    last: dict[int, datetime.date] = {}
    for unit, day in remembered("endings", endings):
        if not first < day <= final:
            continue
        last[unit] = max(day - _DAY, last.get(unit, day - _DAY))
    if not last:
        return {}
    standing = tree(final)
    before = {day: tree(day) for day in set(last.values())}
    return {
        unit: Gone(
            before[day][unit],
            day,
            frozenset(n.id for n in before[day].below(unit) if n.id in standing),
        )
        for unit, day in last.items()
        if unit not in standing and unit in before[day]
    }


def functions_of(indicator: Indicator) -> tuple[str, ...]:
    """The names under which its duty may have gone to another unit on its own."""
    registers = dict.fromkeys(f"register:{register.name}" for register, _m in measures([indicator.code]))
    return (f"indicator:{indicator.code}", *registers)


def whose_records(
    indicator: Indicator, unit: int, scope: str, period: Period, then: Tree, now: Tree | None = None
) -> set[int]:
    """The units whose records make the figure of a unit: with ``scope`` all below it, and of events also those that
    ended in the period and came to it; in the borders of ``now`` all that have gone there whole."""
    if scope != ALL and now is None:
        return {unit}
    past = past_of(period, [indicator])
    functions = past.functions[indicator.pk]
    gone = past.gone if indicator.kind == Indicator.Kind.FLOW else ()
    if now is None:
        standing = then
        found = branch(unit, ALL, then)
        if unit in past.gone:
            found = {node.id for node in past.tree.subtree(unit)} | past.gone[unit].standing
    else:
        of = Borders(then, now, past, functions).compare(unit)
        found = {node.id for node in then if of.is_inside(node.id)}
        standing = now
    within = {node.id for node in standing.subtree(unit)} if unit in standing else {unit}
    came = {one: came_to(one, past, standing, functions) for one in gone}
    return found | {one for one, places in came.items() if places and within.issuperset(places)}


def records_of(
    period: Period, gone: Mapping[int, Gone], indicators: Iterable[Indicator]
) -> dict[int, tuple[Cell, ...]]:
    """What registers say of events for the units that are gone. A stock at the end is not theirs to have."""
    flows = {i.code: i for i in indicators if i.kind == Indicator.Kind.FLOW}
    by_unit: dict[int, dict[OfUnit, Derived]] = {}
    found = derive(period, units=set(gone), codes=flows)
    for (code, unit, breakdown, part, sex), value in found.items():
        by_unit.setdefault(unit, {})[code, breakdown, part, sex] = value
    cells: dict[int, list[Cell]] = {}
    for unit, counted in by_unit.items():
        for code in dict.fromkeys(key[0] for key in counted):
            indicator = flows[code]
            for at, said in proposals(counted, code).items():
                if said.value is not None:
                    cell = Cell(indicator.pk, unit, OWN, *at, said.value, "final")
                    cells.setdefault(indicator.pk, []).append(cell)
    return {pk: tuple(group) for pk, group in cells.items()}
