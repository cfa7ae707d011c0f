"""Series of an indicator over its periods, for a unit as it stood then or in today's borders."""

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from chithi.figures.borders import Borders, Compared, compare
from chithi.figures.forebears import Past
from chithi.figures.models import Collector, Indicator, Observation, Target
from chithi.figures.past import past_of
from chithi.figures.periods import Period, parse_period
from chithi.figures.queries import CELL_FIELDS, Catalogue, measure_of, with_computed
from chithi.figures.rollup import NOT_REPORTED, Cell, Measure, Total, derive, roll_up, rounded
from chithi.figures.values import machine_value
from chithi.units.queries import tree
from chithi.units.tree import Tree

NOT_COMPARABLE = "not-comparable"


@dataclass(frozen=True)
class Point:
    """The figure of a unit in one period. ``total`` is None where it cannot be compared; ``compared`` says of which
    units it is made in the borders of another day."""

    period: Period
    total: Total | None
    target: Target | None = None
    compared: Compared | None = None

    @property
    def status(self) -> str:
        return self.total.status if self.total is not None else NOT_COMPARABLE


class Trees:
    """The units of the days that are asked for, and what the periods lost, each fetched once."""

    def __init__(self, known: Mapping[datetime.date, Tree] | None = None) -> None:
        self.known: dict[datetime.date, Tree] = dict(known or {})
        self.pasts: dict[tuple[Period, frozenset[int], datetime.date | None], Past] = {}
        self.made: dict[tuple[int, datetime.date, tuple[str, ...]], Borders] = {}

    def __call__(self, day: datetime.date) -> Tree:
        if day not in self.known:
            self.known[day] = tree(day)
        return self.known[day]

    def past(
        self, period: Period, indicators: Collection[Indicator], day: datetime.date | None = None
    ) -> Past:
        """What a period lost, up to ``day`` where a day within it is asked about."""
        key = (period, frozenset(i.pk for i in indicators), day)
        if key not in self.pasts:
            self.pasts[key] = past_of(period, indicators, day)
        return self.pasts[key]

    def borders(self, period: Period, now: Tree, past: Past, functions: tuple[str, ...]) -> Borders:
        key = (id(past), now.day, functions)
        if key not in self.made:
            self.made[key] = Borders(self(period.last), now, past, functions)
        return self.made[key]


def series(
    indicator: Indicator, unit_id: int, *, now: Tree | None = None, trees: Trees | None = None
) -> list[Point]:
    """The periods in which anybody gave an official figure, oldest first, with the unit's totals.

    The tree is that of each period's last day; with ``now`` the unit has the borders of that day (``borders``).
    Four queries and two for each day of a period's end.
    """
    return series_of([indicator], unit_id, now=now, trees=trees)[indicator.pk]


def series_of(
    indicators: Iterable[Indicator], unit_id: int, *, now: Tree | None = None, trees: Trees | None = None
) -> dict[int, list[Point]]:
    """The series of several indicators of a unit, in as many queries as one takes."""
    trees = trees or Trees()
    bases = {i: i.base if i.formula and i.base is not None else i for i in indicators}
    chosen = list({b.pk: b for b in bases.values()}.values())
    cells: dict[int, dict[str, list[Cell]]] = {}
    found = Observation.objects.filter(indicator__in=[b.pk for b in chosen], is_official=True)
    rows = found.order_by("period_from", "period_to", "id").values_list(
        "indicator_id", "period", *CELL_FIELDS
    )
    for base_id, text, *row in rows:
        cells.setdefault(base_id, {}).setdefault(text, []).append(Cell(*row))
    named: dict[int, list[Named]] = {}
    for base_id, unit, first, last in Collector.objects.filter(
        indicator__in=[b.pk for b in chosen]
    ).values_list("indicator_id", "unit_id", "valid_from", "valid_to"):
        named.setdefault(base_id, []).append((unit, first, last))
    return {
        i.pk: [
            point_of(Asked(i, base, unit_id, named.get(base.pk, []), chosen), text, given, now, trees)
            for text, given in cells.get(base.pk, {}).items()
        ]
        for i, base in bases.items()
    }


Named = tuple[int, datetime.date, datetime.date | None]
"""A collector, with the first and the last day on which it was named."""


@dataclass(frozen=True)
class Asked:
    """An indicator of a unit, with the one it is computed of and its collectors, and what is asked with it."""

    indicator: Indicator
    base: Indicator
    unit_id: int
    named: list[Named]
    beside: list[Indicator]

    def measure(self, period: Period, past: Past) -> Measure:
        """What roll-up must know on the last day of a period."""
        functions = past.functions.get(self.base.pk, ())
        collectors = (
            heir
            for unit, first, last in self.named
            if first <= period.last and (last is None or last >= period.last)
            for heir in past.lineage.heirs(unit, first, period.last, functions)
        )
        return measure_of(self.base, collectors)

    def total(self, found: Total) -> Total:
        """The indicator's own total out of that of its base."""
        if not self.indicator.formula:
            return found
        return derive(found, self.indicator.formula, self.indicator.per)  # type: ignore[arg-type]


def point_of(asked: Asked, text: str, cells: list[Cell], now: Tree | None, trees: Trees) -> Point:
    """The figure of one period, as units stood then or in the borders of ``now``."""
    period = parse_period(text)
    past = trees.past(period, asked.beside)
    if now is None:
        found = total_then(asked, period, cells, past, trees)
        return Point(period, asked.total(found) if found is not None else None)
    functions = tuple(past.functions.get(asked.base.pk, ()))
    measure = asked.measure(period, past)
    compared = compare(measure, cells, trees.borders(period, now, past, functions), asked.unit_id)
    return Point(period, asked.total(compared.total) if compared.total is not None else None, None, compared)


def total_then(asked: Asked, period: Period, cells: list[Cell], past: Past, trees: Trees) -> Total | None:
    """The total of a unit that stood at the end of the period. One that ended within it has what it stood for on its
    last day, with all that had come to it until then; None for one that was not there."""
    then, unit = trees(period.last), asked.unit_id
    if unit in then:
        return roll_up(asked.measure(period, past), cells, then, unit, past=past)
    if unit not in past.gone:
        return None
    day = past.gone[unit].last
    before = trees.past(period, asked.beside, day)
    measure = asked.measure(replace(period, last=day), before)
    return roll_up(measure, past.with_records(measure.id, cells), trees(day), unit, past=before)


def totals_in_borders(
    known: Catalogue, period: Period, cells: Iterable[Cell], now: Tree, unit_id: int
) -> dict[int, Total]:
    """The totals of a unit in the borders of ``now``, where they are comparable. ``known`` is the catalogue of the
    period."""
    trees = Trees({now.day: now})
    given: dict[int, list[Cell]] = {}
    for cell in cells:
        given.setdefault(cell.indicator_id, []).append(cell)
    found = {}
    for pk, indicator in known.indicators.items():
        if not indicator.formula:
            borders = trees.borders(period, now, known.past, tuple(known.past.functions.get(pk, ())))
            total = compare(known.measure(pk), given.get(pk, []), borders, unit_id).total
            if total is not None:
                found[pk] = total
    return with_computed(known, found)


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
