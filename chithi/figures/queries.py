"""Reads of figures worth a name."""

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from chithi.figures.cells import DENOMINATOR, NUMERATOR, CellKey, cells_of, code_of, scope_for
from chithi.figures.filling import Proposal, differs, expected, offered_to, shown
from chithi.figures.forebears import Past
from chithi.figures.inherited import before_of
from chithi.figures.models import Collector, Indicator, Observation, Target
from chithi.figures.past import functions_of, past_of
from chithi.figures.periods import Period, parse_period
from chithi.figures.rollup import NO_PAST, Cell, Measure, Total, derive
from chithi.figures.rollup import roll_up as total_of
from chithi.figures.values import format_value
from chithi.units.queries import held_on, lineage
from chithi.units.tree import Node, Tree

CELL_FIELDS = ("indicator_id", "unit_id", "scope", "breakdown", "part", "sex", "value", "status", "id")


@dataclass(frozen=True)
class FormCell:
    """One cell of a form: ``text`` and ``last_year`` are in Vietnamese number form, ``""`` where there is none."""

    key: CellKey
    code: str
    text: str = ""
    value: int | None = None
    status: str = ""
    reason: str = ""
    is_draft: bool = False
    version: int = 0
    last_year: str = ""
    last_year_value: int | None = None
    last_year_status: str = ""
    proposal: Proposal | None = None
    is_filled: bool = False
    expected: int | None = None
    differs: bool = False
    """Whether something else was answered than the registers say."""


@dataclass(frozen=True)
class FormRow:
    """An indicator in a form, with its cells in the order (part, sex) of ``cells.cells_of``."""

    indicator: Indicator
    scope: str
    cells: tuple[FormCell, ...]

    def cell(self, part: str, sex: str) -> FormCell:
        return next(c for c in self.cells if (c.key.part, c.key.sex) == (part, sex))

    @property
    def lines(self) -> tuple[tuple[str, tuple[FormCell, ...]], ...]:
        """(part, its cells): one line for a count, numerator and denominator for a rate."""
        parts = dict.fromkeys(c.key.part for c in self.cells)
        return tuple((part, tuple(c for c in self.cells if c.key.part == part)) for part in parts)


def indicators() -> QuerySet[Indicator]:
    """Those that are kept, in the order of the catalogue."""
    return Indicator.objects.filter(withdrawn_at=None)


def known_periods() -> list[Period]:
    """The periods with official figures, newest first. One query."""
    texts = (
        Observation.objects.filter(is_official=True).order_by().values_list("period", flat=True).distinct()
    )
    return sorted((parse_period(t) for t in texts), key=lambda p: (p.last, p.first), reverse=True)


def asked_of(node: Node, period: Period) -> list[Indicator]:
    """The indicators a unit is asked for: by its kind, or because it is a named collector or follows one. One query,
    two where units ever followed others."""
    found, links = indicators().filter(entered=True), lineage()
    if not links:
        named = Collector.objects.filter(held_on(period.last), indicator=OuterRef("pk"), unit=node.id)
        return [i for i in found.annotate(named=Exists(named)) if node.kind in i.asked or i.named]
    collecting = {
        c.indicator_id
        for c in Collector.objects.filter(held_on(period.last)).select_related("indicator")
        if node.id in links.heirs(c.unit_id, c.valid_from, period.last, functions_of(c.indicator))
    }
    return [i for i in found if node.kind in i.asked or i.pk in collecting]


def form(
    unit: Node, period: str, tree: Tree, live: bool = True, codes: Collection[str] | None = None
) -> list[FormRow]:
    """What a unit is asked for in a period, with what it recorded so far and last year's official value; of all
    indicators or of those with these ``codes``.

    Cells that nobody typed over say what the registers say (``is_filled``); with ``live`` false those that were sent
    stay as they were sent. Last year's value is the former unit's where a function came whole by a transfer. Three
    queries and one per register. Raises ``BadPeriod``.
    """
    days = parse_period(period)
    asked = [i for i in asked_of(unit, days) if codes is None or i.code in codes]
    scope = scope_for(unit, tree)
    known = Observation.objects.filter(unit_id=unit.id)
    if codes is not None:
        known = known.filter(indicator__in=asked)
    latest = _cells(known.filter(period=days.text, is_latest=True))
    before = before_of(unit.id, scope, days, asked)
    offered = offered_to(unit.id, scope, days, tree, asked)
    filled = shown(latest, offered, live)
    cells = Cells(latest, before, offered, filled)
    return [FormRow(i, scope, tuple(_form_cells(i, scope, cells))) for i in asked]


class Cells(NamedTuple):
    """What a form knows of its cells: their newest version, last year's, what registers say, and where that stands."""

    latest: Mapping[CellKey, Observation]
    before: Mapping[CellKey, Observation]
    offered: Mapping[CellKey, Proposal]
    filled: Mapping[CellKey, Proposal]


def _cells(found: QuerySet[Observation]) -> dict[CellKey, Observation]:
    return {CellKey(o.indicator_id, o.scope, o.breakdown, o.part, o.sex): o for o in found}


def _form_cells(indicator: Indicator, scope: str, cells: Cells) -> Iterable[FormCell]:
    for part, sex in cells_of(indicator.kind, indicator.by_sex):
        key = CellKey(indicator.pk, scope, "", part, sex)
        now, old, filled = cells.latest.get(key), cells.before.get(key), cells.filled.get(key)
        value = filled.value if filled else now.value if now else None
        scale = indicator.scale_of(part)
        yield FormCell(
            key=key,
            code=code_of(key, indicator.code),
            text=format_value(value, scale),
            value=value,
            status=filled.status if filled else now.status if now else "",
            reason=now.reason if now else "",
            is_draft=bool(now and now.is_draft),
            version=now.version if now else 0,
            last_year=format_value(old.value, scale) if old else "",
            last_year_value=old.value if old else None,
            last_year_status=old.status if old else "",
            proposal=cells.offered.get(key),
            is_filled=filled is not None,
            expected=expected(key, cells.offered),
            differs=differs(key, now, cells.offered),
        )


def official(period: str, indicators: Iterable[int] | None = None) -> list[Cell]:
    """The official cells of a period as plain values, in one query. Raises ``BadPeriod``."""
    found = Observation.objects.filter(period=parse_period(period).text, is_official=True)
    if indicators is not None:
        found = found.filter(indicator_id__in=list(indicators))
    return [Cell(*row) for row in found.order_by("id").values_list(*CELL_FIELDS)]


def measure_of(indicator: Indicator, collectors: Iterable[int] = ()) -> Measure:
    """What roll-up must know of an indicator."""
    return Measure(
        id=indicator.pk,
        kind=indicator.kind,  # type: ignore[arg-type]
        additive=indicator.additive,
        asked=frozenset(indicator.asked),
        collectors=frozenset(collectors),
        per=indicator.per,
        scale=indicator.scale,
    )


@dataclass(frozen=True)
class Catalogue:
    """The kept indicators by id, who collects them on a day, and the units that the period lost."""

    indicators: dict[int, Indicator]
    collectors: dict[int, set[int]] = field(default_factory=dict)
    past: Past = NO_PAST

    def measure(self, indicator_id: int) -> Measure:
        return measure_of(self.indicators[indicator_id], self.collectors.get(indicator_id, ()))


def catalogue(
    period: Period, wanted: Iterable[int] | None = None, day: datetime.date | None = None
) -> Catalogue:
    """The indicators (with the bases of computed ones) and their collectors on the period's last day. Two queries."""
    found = {i.pk: i for i in Indicator.objects.all()}
    if wanted is None:
        chosen = {i.pk for i in found.values() if i.withdrawn_at is None}
    else:
        chosen = {i for i in wanted if i in found}
    bases = {b for i in chosen if (b := found[i].base_id) is not None}
    past = past_of(period, [found[i] for i in chosen | bases], day)
    return Catalogue({i: found[i] for i in found if i in chosen | bases}, collectors_on(period, past), past)


def collectors_on(period: Period, past: Past, indicator: int | None = None) -> dict[int, set[int]]:
    """Who collects each indicator on the period's last day: those that are named, or who followed them. One query."""
    found: dict[int, set[int]] = {}
    named = Collector.objects.filter(held_on(period.last))
    if indicator is not None:
        named = named.filter(indicator=indicator)
    for code, unit, first in named.values_list("indicator_id", "unit_id", "valid_from"):
        heirs = past.lineage.heirs(unit, first, period.last, past.functions.get(code, ()))
        found.setdefault(code, set()).update(heirs)
    return found


def roll_up(
    period: str, tree: Tree, top_id: int, indicators: Iterable[int] | None = None
) -> dict[int, Total]:
    """The totals of a unit and everything under it, by indicator (ids; all kept ones if none are named).

    Three queries. Computed rates follow from their base. Raises ``BadPeriod``.
    """
    days = parse_period(period)
    wanted = None if indicators is None else list(indicators)
    known = catalogue(days, wanted, tree.day)
    cells = official(days.text, None if wanted is None else known.indicators)
    totals = totals_of(known, cells, tree, top_id)
    return totals if wanted is None else {i: totals[i] for i in wanted if i in totals}


def totals_of(known: Catalogue, cells: Iterable[Cell], tree: Tree, top_id: int) -> dict[int, Total]:
    """The totals of one unit from cells that were fetched before."""
    by_indicator: dict[int, list[Cell]] = {}
    for cell in cells:
        by_indicator.setdefault(cell.indicator_id, []).append(cell)
    totals = {
        i.pk: total_of(known.measure(i.pk), by_indicator.get(i.pk, ()), tree, top_id, past=known.past)
        for i in known.indicators.values()
        if not i.formula
    }
    return with_computed(known, totals)


def with_computed(known: Catalogue, totals: Mapping[int, Total]) -> dict[int, Total]:
    """Totals with those of the computed indicators, in the order of the catalogue."""
    found = dict(totals)
    for i in known.indicators.values():
        if i.formula and i.base_id in totals:
            found[i.pk] = derive(totals[i.base_id], i.formula, i.per)  # type: ignore[arg-type, index]
    return {i: found[i] for i in known.indicators if i in found}


def targets_of(unit_id: int, indicators: Iterable[int] | None = None) -> dict[int, list[Target]]:
    """The targets of a unit by indicator, in the order of their years. One query."""
    found = Target.objects.filter(unit_id=unit_id, withdrawn_at=None).order_by("year")
    if indicators is not None:
        found = found.filter(indicator_id__in=list(indicators))
    result: dict[int, list[Target]] = {}
    for target in found:
        result.setdefault(target.indicator_id, []).append(target)
    return result


def with_collectors(day_period: Period) -> QuerySet[Indicator]:
    """The catalogue with the collectors of a day on each indicator (``named_collectors``)."""
    named = Collector.objects.filter(held_on(day_period.last))
    return (
        indicators()
        .select_related("base")
        .prefetch_related(Prefetch("collectors", queryset=named, to_attr="named_collectors"))
    )


PARTS = (NUMERATOR, DENOMINATOR)
