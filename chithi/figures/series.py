"""Series of an indicator over its periods, for a unit as it stood then or in today's borders."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from chithi.figures.models import Collector, Indicator, Observation, Target
from chithi.figures.periods import Period, parse_period
from chithi.figures.queries import CELL_FIELDS, Catalogue, totals_of
from chithi.figures.rollup import NOT_REPORTED, Cell, Total, rounded
from chithi.figures.values import machine_value
from chithi.units.queries import tree
from chithi.units.tree import Tree

NOT_COMPARABLE = "not-comparable"


@dataclass(frozen=True)
class Point:
    """The figure of a unit in one period. ``total`` is None where it cannot be compared."""

    period: Period
    total: Total | None
    target: Target | None = None

    @property
    def status(self) -> str:
        return self.total.status if self.total is not None else NOT_COMPARABLE


class Trees:
    """The trees of the days that are asked for, each fetched once."""

    def __init__(self) -> None:
        self.known: dict[datetime.date, Tree] = {}

    def __call__(self, day: datetime.date) -> Tree:
        if day not in self.known:
            self.known[day] = tree(day)
        return self.known[day]


def series(
    indicator: Indicator, unit_id: int, *, now: Tree | None = None, trees: Trees | None = None
) -> list[Point]:
    """The periods in which anybody gave an official figure, oldest first, with the unit's totals.

    The tree is that of each period's last day; with ``now`` only what has the same borders today is given.
    Two queries and two for each day of a period's end.
    """
    return series_of([indicator], unit_id, now=now, trees=trees)[indicator.pk]


def series_of(
    indicators: Iterable[Indicator], unit_id: int, *, now: Tree | None = None, trees: Trees | None = None
) -> dict[int, list[Point]]:
    """The series of several indicators of a unit, in as many queries as one takes."""
    trees = trees or Trees()
    bases = {i: i.base if i.formula and i.base is not None else i for i in indicators}
    cells: dict[int, dict[str, list[Cell]]] = {}
    found = Observation.objects.filter(indicator__in={b.pk for b in bases.values()}, is_official=True)
    rows = found.order_by("period_from", "period_to", "id").values_list(
        "indicator_id", "period", *CELL_FIELDS
    )
    for base_id, text, *row in rows:
        cells.setdefault(base_id, {}).setdefault(text, []).append(Cell(*row))
    named: dict[int, list[tuple[int, datetime.date, datetime.date | None]]] = {}
    for base_id, collector, first, last in Collector.objects.filter(
        indicator__in={b.pk for b in bases.values()}
    ).values_list("indicator_id", "unit_id", "valid_from", "valid_to"):
        named.setdefault(base_id, []).append((collector, first, last))
    return {
        i.pk: [
            point_of(i, base, text, given, unit_id, named.get(base.pk, []), now, trees)
            for text, given in cells.get(base.pk, {}).items()
        ]
        for i, base in bases.items()
    }


def point_of(
    indicator: Indicator,
    base: Indicator,
    text: str,
    cells: list[Cell],
    unit_id: int,
    named: list[tuple[int, datetime.date, datetime.date | None]],
    now: Tree | None,
    trees: Trees,
) -> Point:
    period = parse_period(text)
    then = trees(period.last)
    if now is not None and not same_borders(then, now, unit_id):
        return Point(period, None)
    return Point(period, total_in(indicator, base, period, cells, then, unit_id, named))


def total_in(
    indicator: Indicator,
    base: Indicator,
    period: Period,
    cells: list[Cell],
    then: Tree,
    unit_id: int,
    named: Iterable[tuple[int, datetime.date, datetime.date | None]],
) -> Total | None:
    """The total of one period; a unit that did not stand then has none."""
    if unit_id not in then:
        return None
    collectors = {
        u for u, first, last in named if first <= period.last and (last is None or last >= period.last)
    }
    known = Catalogue({base.pk: base, indicator.pk: indicator}, {base.pk: collectors})
    return totals_of(known, cells, then, unit_id)[indicator.pk]


def same_borders(then: Tree, now: Tree, unit_id: int) -> bool:
    """Whether a unit had the same units under it; the one top of both days is the whole and stays comparable."""
    if unit_id not in then or unit_id not in now:
        return False
    if [n.id for n in then.children(None)] == [n.id for n in now.children(None)] == [unit_id]:
        return True
    return {n.id for n in then.below(unit_id)} == {n.id for n in now.below(unit_id)}


def rows(points: Iterable[Point], indicator: Indicator, by_sex: bool) -> Iterator[tuple[str, str, str, str]]:
    """(period, sex, value, status) as the contract's CSV has them; ``_T`` is everybody, split or not."""
    for point in points:
        for sex in ("F", "M", "_T") if by_sex and indicator.by_sex else ("_T",):
            value = value_of(point.total, indicator, sex)
            status = point.status
            if value is None and status in ("final", "estimate"):
                status = NOT_REPORTED
            yield point.period.text, sex, machine_value(value, indicator.scale), status


def value_of(total: Total | None, indicator: Indicator, sex: str = "_T") -> int | None:
    """The value of one sex scaled by the indicator's scale; rates are rounded here and only here."""
    if total is None or (sex == "_T" and not total.has_value):
        return None
    if indicator.kind != Indicator.Kind.RATE:
        return {"F": total.female, "M": total.male}.get(sex, total.total)
    rate: Fraction | None = total.rate if sex == "_T" else None if indicator.formula else total.rate_of(sex)
    return rounded(rate, indicator.scale) if rate is not None else None


def is_reached(value: int | None, target: Target | None) -> bool | None:
    """Whether a value meets a target; None where one of them is missing."""
    if value is None or target is None:
        return None
    return value >= target.value if target.direction == Target.Direction.AT_LEAST else value <= target.value


def next_target(targets: Iterable[Target], year: int) -> Target | None:
    """The target of a year, or the next one after it."""
    return next((t for t in sorted(targets, key=lambda t: t.year) if t.year >= year), None)
