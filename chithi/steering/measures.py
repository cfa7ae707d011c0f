"""The figures of a consolidated report: the totals of its period and of the year before, with their targets."""

from chithi.figures.models import Indicator, Observation
from chithi.figures.past import past_of
from chithi.figures.periods import Period, parse_period
from chithi.figures.queries import (
    CELL_FIELDS,
    Catalogue,
    catalogue,
    collectors_on,
    targets_of,
    totals_of,
)
from chithi.figures.rollup import Amount, Cell, Total, rounded
from chithi.figures.rollup import Part as GivenPart
from chithi.figures.series import totals_in_borders
from chithi.plans.passing import issuer_of
from chithi.reports.models import Cycle
from chithi.steering.values import Aim, Difference, Measure, Part, Value
from chithi.units.tree import Tree


def measures(
    cycle: Cycle, tree: Tree, keys: dict[int, str], kinds: set[str], borders: Tree | None = None
) -> tuple[Measure, ...]:
    """The indicators that the reporting units are asked for, or that have a value, of this year and the last; where
    ``borders`` are given, both years' figures are those of these later units."""
    issuer = issuer_of(cycle.plan, borders or tree)
    if issuer is None:
        return ()
    top = issuer.id
    known, now, before = totals_of_two_years(parse_period(cycle.period), tree, top, borders)
    aims = {
        indicator: next((Aim(t.value, t.year, t.direction) for t in targets if t.year >= cycle.year), None)
        for indicator, targets in targets_of(top).items()
    }
    found = []
    for indicator in sorted(known.values(), key=lambda i: (i.order, i.code)):
        total = now.get(indicator.pk)
        base = known.get(indicator.base_id) if indicator.base_id else None
        asked = {*indicator.asked, *(base.asked if base else ())} & kinds or aims.get(indicator.pk)
        if asked or (total is not None and total.has_value):
            value = value_of(total, indicator.scale, keys)
            last = value_of(before.get(indicator.pk), indicator.scale, keys)
            found.append(measure_of(indicator, value, last, aims.get(indicator.pk)))
    return tuple(found)


def measure_of(indicator: Indicator, now: Value, before: Value, aim: Aim | None) -> Measure:
    return Measure(
        code=indicator.code,
        title=indicator.title_vi,
        unit=indicator.unit_vi,
        kind=indicator.kind,
        now=now,
        before=before,
        scale=indicator.scale,
        by_sex=indicator.by_sex,
        aim=aim,
        title_en=indicator.title_en,
    )


def value_of(total: Total | None, scale: int, keys: dict[int, str]) -> Value:
    """A roll-up as plain values: the rate rounded to the indicator's scale, units by their keys."""
    if total is None:
        return Value()
    return Value(
        female=total.female,
        male=total.male,
        unsplit=total.unsplit,
        total=total.total,
        numerator=total.numerator,
        denominator=total.denominator,
        rate=None if total.rate is None else rounded(total.rate, scale),
        parts=tuple(part_of(part, keys) for part in total.parts),
        missing=tuple(keys.get(unit, str(unit)) for unit in total.missing),
        differences=tuple(
            Difference(
                keys.get(d.unit_id, str(d.unit_id)),
                amount_of(d.reported, total, scale),
                amount_of(d.summed, total, scale),
            )
            for d in total.differences
        ),
        status=total.status,
    )


def part_of(part: GivenPart, keys: dict[int, str]) -> Part:
    whole = part.amount.whole
    status = "estimate" if "estimate" in part.statuses else next(iter(part.statuses), "")
    return Part(
        unit=keys.get(part.unit_id, str(part.unit_id)),
        role=part.role,
        female=whole.female,
        male=whole.male,
        unsplit=whole.unsplit,
        total=whole.total,
        numerator=part.amount.numerator.total,
        denominator=part.amount.denominator.total,
        status=status,
    )


def amount_of(amount: Amount, total: Total, scale: int) -> int | None:
    """The one number of an amount: a count, or a rate rounded to the indicator's scale."""
    if total.kind != "rate":
        return amount.whole.total
    one = Total(total.unit_id, total.kind, total.per, amount)
    return None if one.rate is None else rounded(one.rate, scale)


def totals_of_two_years(
    period: Period, tree: Tree, top: int, borders: Tree | None = None
) -> tuple[dict[int, Indicator], dict[int, Total], dict[int, Total]]:
    """The kept indicators and their totals of a period and of the year before: what two calls of ``roll_up`` give,
    in four queries instead of six. Collectors are those of each period's own last day."""
    before = period.previous_year()
    known = catalogue(period, day=tree.day)
    cells: dict[str, list[Cell]] = {period.text: [], before.text: []}
    rows = Observation.objects.filter(period__in=list(cells), is_official=True).order_by("id")
    for written, *row in rows.values_list("period", *CELL_FIELDS):
        cells[written].append(Cell(*row))
    kept = {pk: i for pk, i in known.indicators.items() if i.withdrawn_at is None}
    now = (
        totals_of(known, cells[period.text], tree, top)
        if borders is None
        else totals_in_borders(known, period, cells[period.text], borders, top)
    )
    return kept, now, totals_before(known, before, cells[before.text], borders or tree, top)


def totals_before(
    known: Catalogue, before: Period, cells: list[Cell], tree: Tree, top: int
) -> dict[int, Total]:
    """The totals of the year before in the borders of this year's units, where they are comparable. Collectors are
    those of that period's last day."""
    past = past_of(before, list(known.indicators.values()))
    then = Catalogue(known.indicators, collectors_on(before, past), past)
    if not past.lineage and not past.gone:
        return totals_of(then, cells, tree, top)
    return totals_in_borders(then, before, cells, tree, top)
