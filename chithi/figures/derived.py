"""Figures that are counted from records: exactly, from the records themselves, each time they are asked for.

Nothing is stored here. When a head sends a report, what the unit signs becomes an observation like every other; the
records may go on, and the difference is a correction.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from chithi.figures.cells import ALL
from chithi.figures.periods import Period
from chithi.sheets.catalogue import REGISTERS
from chithi.sheets.models import Record
from chithi.sheets.registers import Measure, Register
from chithi.sheets.windows import Closing, Window, window
from chithi.shell.memo import remembered
from chithi.units.tree import Tree

Key = tuple[str, int, str, str]
"""(code of the indicator, unit, breakdown, sex)."""

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
    """What the records of units (all where None) say for a period, cell by cell. One query per measure.

    A cell without a number in any of its records, or without records, is not there: that is no 0.
    """
    found: dict[Key, Derived] = {}
    of = window_of(period)
    for register, measure in measures(codes):
        rows = records_of(register, measure, of)
        if units is not None:
            rows = rows.filter(**{f"{measure.unit}__in": units})
        for key, value in counted(measure, rows):
            found[key] = found[key] + value if key in found else value
    return found


def counted(measure: Measure, rows: QuerySet[Record]) -> Iterator[tuple[Key, Derived]]:
    """The cells of one measure by unit. One query."""
    sums = {f"sum_{column}": Sum(column) for column in measure.columns}
    empty = Q(**{f"{column}__isnull": True for column in measure.columns})
    conditions = {cell: which for cell, which in measure.cells.items() if isinstance(which, Q)}
    counts = {f"count_{i}": Count("pk", filter=which) for i, which in enumerate(conditions.values())}
    asked = {**({"empty": Count("pk", filter=empty)} if sums else {}), **sums, **counts}
    grouped: Any = rows.order_by().values(measure.unit).annotate(number=Count("pk"), **asked)
    for row in grouped.values_list(measure.unit, "number", *asked):
        unit, number, answers = row[0], row[1], dict(zip(asked, row[2:], strict=True))
        if not measure.cells:
            yield (measure.indicator, unit, "", "_T"), Derived(number, number)
        for (sex, breakdown), name in zip(conditions, counts, strict=True):
            yield (measure.indicator, unit, breakdown, sex), Derived(answers[name], number)
        for (sex, breakdown), columns in measure.cells.items():
            if isinstance(columns, Q):
                continue
            totals = {column: answers[f"sum_{column}"] for column in columns}
            given = [totals[column] for column in columns if totals[column] is not None]
            if given:
                whole = Derived(sum(given), number, answers["empty"])
                yield (measure.indicator, unit, breakdown, sex), whole


def for_unit(
    unit_id: int, scope: str, period: Period, tree: Tree, codes: Collection[str] | None = None
) -> dict[tuple[str, str, str], Derived]:
    """(code, breakdown, sex) of one unit; with ``scope`` all its branch, in which each record has one unit."""
    units = {node.id for node in tree.subtree(unit_id)} if scope == ALL and unit_id in tree else {unit_id}
    found: dict[tuple[str, str, str], Derived] = {}
    for (code, _unit, breakdown, sex), value in derive(period, units=units, codes=codes).items():
        key = (code, breakdown, sex)
        found[key] = found[key] + value if key in found else value
    return found


def shared_with(unit_id: int, period: Period, codes: Collection[str] | None = None) -> dict[str, int]:
    """How many records of each indicator others lead and this unit took part in. One query per such measure."""
    of = window_of(period)
    found: dict[str, int] = {}
    for register, measure in measures(codes):
        if measure.beside:
            rows = records_of(register, measure, of).filter(**{measure.beside: unit_id})
            found[measure.indicator] = found.get(measure.indicator, 0) + rows.count()
    return found
