"""Figures that are counted from records: exactly, from the records themselves, each time they are asked for.

Nothing is stored here. When a head sends a report, what the unit signs becomes an observation like every other; the
records may go on, and the difference is a correction.
"""

import functools
import operator
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Aggregate, Count, Q, QuerySet, Sum

from chithi.figures.amounts import NO_SPLIT, Amount, Split
from chithi.figures.cells import ALL, DENOMINATOR, NUMERATOR, UNSPLIT, WHOLE
from chithi.figures.periods import Period
from chithi.sheets.catalogue import REGISTERS
from chithi.sheets.models import Record
from chithi.sheets.registers import Measure, Register
from chithi.sheets.windows import Closing, Window, window
from chithi.shell.memo import remembered
from chithi.units.tree import Tree

Key = tuple[str, int, str, str, str]
"""(code of the indicator, unit, breakdown, part, sex)."""
OfUnit = tuple[str, str, str, str]
"""(code of the indicator, breakdown, part, sex): a cell of one unit or of a branch."""

closings: list[Callable[[], Iterable[Closing]]] = []
"""What says when data close. The room that keeps reporting rounds adds its answer in ``AppConfig.ready``: rounds stand
above figures, and a figure must know its cut-off."""


@dataclass(frozen=True)
class Derived:
    """What the records say: the number, how many records stand behind it, and how many of these have no number."""

    value: int
    records: int
    uncounted: int = 0

    def __add__(self, other: "Derived") -> "Derived":
        parts = (self.value + other.value, self.records + other.records, self.uncounted + other.uncounted)
        return Derived(*parts)


def window_of(period: Period) -> Window:
    """The window of a period, with the cut-offs that are known; asked once while a page is read."""
    return window(period.first, period.last, all_closings())


def all_closings() -> list[Closing]:
    return remembered("closings", lambda: sorted(c for ask in closings for c in ask()))


def measures(codes: Collection[str] | None = None) -> Iterator[tuple[Register, Measure]]:
    """Every measure with its register; of some indicators where ``codes`` are given."""
    for register in REGISTERS.values():
        for measure in register.measures:
            if codes is None or measure.indicator in codes:
                yield register, measure


def measured() -> set[str]:
    """The codes of the indicators that some register feeds."""
    return {measure.indicator for _register, measure in measures()}


def records_of(register: Register, measure: Measure, of: Window) -> QuerySet[Record]:
    """The records that a measure counts in a period, of all units."""
    found: QuerySet[Record] = register.model._default_manager.filter(
        measure.when(of), measure.where, withdrawn_at=None
    )
    return found


def derive(
    period: Period, *, units: Collection[int] | None = None, codes: Collection[str] | None = None
) -> dict[Key, Derived]:
    """What the records of units (all where None) say for a period, cell by cell. One query per register, and one more
    for each further ``when`` of its measures.

    A cell without a number in any of its records, or without records, is not there: that is no 0.
    """
    found: dict[Key, Derived] = {}
    of = window_of(period)
    together: dict[tuple[str, str, Q], list[Measure]] = {}
    conditions: dict[Callable[[Window], Q], Q] = {}
    """Made once for measures that share one: with a query inside, two of them are never equal."""
    for register, measure in measures(codes):
        when = conditions.setdefault(measure.when, measure.when(of))
        together.setdefault((register.name, measure.unit, when), []).append(measure)
    for (name, unit, when), same in together.items():
        rows: QuerySet[Record] = REGISTERS[name].model._default_manager.filter(when, withdrawn_at=None)
        if units is not None:
            rows = rows.filter(**{f"{unit}__in": units})
        for key, value in counted(same, rows):
            found[key] = found[key] + value if key in found else value
    return found


def counted(same: Sequence[Measure], rows: QuerySet[Record]) -> Iterator[tuple[Key, Derived]]:
    """The cells of measures that look at the same records, by unit. One query."""
    asked: dict[str, Aggregate] = {}
    for place, measure in enumerate(same):
        empty = Q(**{f"{column}__isnull": True for column in measure.columns})
        asked[f"number_{place}"] = Count("pk", filter=measure.where)
        if measure.columns:
            asked[f"empty_{place}"] = Count("pk", filter=measure.where & empty)
        for cell, which in enumerate(measure.cells.values()):
            if isinstance(which, Q):
                asked[f"cell{cell}_{place}"] = Count("pk", filter=measure.where & which)
        asked |= {f"{column}_{place}": Sum(column, filter=measure.where) for column in measure.columns}
    if all(measure.where for measure in same):
        rows = rows.filter(functools.reduce(operator.or_, (measure.where for measure in same)))
    for unit, *numbers in rows.order_by().values_list(same[0].unit).annotate(**asked):
        row = dict(zip(asked, numbers, strict=True))
        for place, measure in enumerate(same):
            yield from cells_of(measure, place, unit, row)


def cells_of(
    measure: Measure, place: int, unit: int, row: Mapping[str, int | None]
) -> Iterator[tuple[Key, Derived]]:
    """The cells of one measure and unit out of what was counted."""
    number, uncounted = row[f"number_{place}"] or 0, row.get(f"empty_{place}") or 0
    if not number:
        return
    most = 1 if measure.by_unit else number
    if not measure.cells:
        yield (measure.indicator, unit, "", WHOLE, UNSPLIT), Derived(most, number)
    for cell, ((sex, breakdown, part), columns) in enumerate(measure.cells.items()):
        key = (measure.indicator, unit, breakdown, part, sex)
        if isinstance(columns, Q):
            yield key, Derived(min(row[f"cell{cell}_{place}"] or 0, most), number)
            continue
        given = [n for column in columns if (n := row[f"{column}_{place}"]) is not None]
        if given:
            yield key, Derived(sum(given), number, uncounted)


def for_unit(
    unit_id: int, scope: str, period: Period, tree: Tree, codes: Collection[str] | None = None
) -> dict[OfUnit, Derived]:
    """The cells of one unit; with ``scope`` all its branch, in which each record has one unit."""
    units = branch(unit_id, scope, tree)
    return added(derive(period, units=units, codes=codes), units)


def branch(unit_id: int, scope: str, tree: Tree) -> set[int]:
    """The units whose records make the figure of a unit."""
    return {n.id for n in tree.subtree(unit_id)} if scope == ALL and unit_id in tree else {unit_id}


def added(found: Mapping[Key, Derived], units: Collection[int]) -> dict[OfUnit, Derived]:
    """The cells of several units as one."""
    together: dict[OfUnit, Derived] = {}
    for (code, unit, breakdown, part, sex), value in found.items():
        if unit in units:
            key = (code, breakdown, part, sex)
            together[key] = together[key] + value if key in together else value
    return together


def amount_of(cells: Mapping[OfUnit, Derived]) -> Amount:
    """The cells of one indicator in all, without breakdowns; what is counted by sex is added up."""
    sums: dict[str, Split] = dict.fromkeys((WHOLE, NUMERATOR, DENOMINATOR), NO_SPLIT)
    for (_code, breakdown, part, _sex), value in cells.items():
        if not breakdown:
            sums[part] = sums[part] + Split(unsplit=value.value)
    return Amount(*sums.values())


def shared_with(unit_id: int, period: Period, codes: Collection[str] | None = None) -> dict[str, int]:
    """How many records of each indicator others lead and this unit took part in. One query per such measure."""
    of = window_of(period)
    found: dict[str, int] = {}
    for register, measure in measures(codes):
        if measure.beside:
            rows = records_of(register, measure, of).filter(**{measure.beside: unit_id})
            found[measure.indicator] = found.get(measure.indicator, 0) + rows.count()
    return found
