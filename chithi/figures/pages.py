"""What the pages of figures show, as plain values for their templates."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chithi.figures import charts
from chithi.figures.cells import ALL
from chithi.figures.derived import added, amount_of, branch, derive, measured, measures
from chithi.figures.explain import Explanation
from chithi.figures.forms import MARKS
from chithi.figures.listing import ORIGINS
from chithi.figures.models import Collector, Indicator, Observation, Target
from chithi.figures.periods import Period
from chithi.figures.queries import catalogue, indicators, official, targets_of, totals_of
from chithi.figures.rollup import Amount, Total
from chithi.figures.series import (
    Asked,
    Point,
    Trees,
    is_reached,
    next_target,
    point_of,
    series,
    series_of,
    totals_in_borders,
    value_of,
)
from chithi.papers.charts import Lines
from chithi.shell import drawings
from chithi.shell.clock import today
from chithi.shell.drawings import Drawn
from chithi.shell.templatetags.shell import number
from chithi.units.following import as_it_stood, came
from chithi.units.kinds import KINDS
from chithi.units.queries import held_on, lineage, top, tree
from chithi.units.tree import Node, Tree
from chithi.vietnamese import fold

STATUSES = {
    **{str(value): label for value, label in Observation.Status.choices},
    "not-reported": gettext_lazy("not reported"),
    "not-comparable": gettext_lazy("not comparable"),
    "not-there": gettext_lazy("the unit was not there"),
}
ROLES = {
    "counted": gettext_lazy("counted"),
    "compared": gettext_lazy("only compared"),
    "incomplete": gettext_lazy("not complete, not counted"),
    "kept": gettext_lazy("kept, cannot be added"),
    "answered": gettext_lazy("answered without a number"),
}


@dataclass(frozen=True)
class Shown:
    """A figure ready for a table: integers scaled by ``scale``."""

    value: int | None
    female: int | None
    male: int | None
    unsplit: int | None
    numerator: int | None
    denominator: int | None
    status: str
    scale: int

    @property
    def status_words(self) -> Any:
        return STATUSES.get(self.status, self.status)


@dataclass(frozen=True)
class Aim:
    """A target beside the figure that is measured by it."""

    target: Target
    reached: bool | None


@dataclass(frozen=True)
class Row:
    """A line of the catalogue."""

    indicator: Indicator
    asked: list[Any]
    collectors: list[str]
    shown: Shown | None
    aim: Aim | None


def figure(total: Total | None, indicator: Indicator, status: str = "") -> Shown:
    if total is None:
        return Shown(None, None, None, None, None, None, status or "not-comparable", indicator.scale)
    return Shown(
        value_of(total, indicator),
        value_of(total, indicator, "F"),
        value_of(total, indicator, "M"),
        total.unsplit,
        total.numerator,
        total.denominator,
        total.status,
        indicator.scale,
    )


def aim(value: int | None, targets: Iterable[Target], year: int) -> Aim | None:
    target = next_target(targets, year)
    return Aim(target, is_reached(value, target)) if target is not None else None


def newest_year(periods: list[Period]) -> Period | None:
    """The newest period as long as a year, else the newest of all."""
    years = (p for p in periods if (p.last - p.first).days >= 364)
    return next(years, periods[0] if periods else None)


def chosen_unit(key: str, units: Tree) -> Node:
    """The unit that is asked for, one that is no more as it was last; the province where none is named. An unknown
    one does not exist (404)."""
    first = top(units.day)
    node = units.by_key(key) if key else units.get(first.pk) if first is not None else None
    if node is None and key and (stood := as_it_stood(key, None)) is not None:
        node = stood[0]
    if node is None:
        raise Http404
    return node


def list_page(words: str, kind: str, period: Period | None, now: Tree | None) -> dict[str, Any]:
    """The catalogue, searched, with the figures of the province in a period: as it was then, or in the borders of
    ``now``. Six queries."""
    wanted = fold(words)
    kept = [
        i
        for i in indicators()
        if (not kind or i.kind == kind)
        and wanted in fold(" ".join((i.title_vi, i.title_en, i.code, i.collector_vi, i.source)))
    ]
    province = top()
    day = period.last if period is not None else today()
    units = tree(day)
    totals = totals_of_top(period, units, now) if period is not None else {}
    aims = targets_of(province.pk) if province is not None else {}
    named: dict[int, list[str]] = {}
    for indicator_id, unit_id in Collector.objects.filter(held_on(day)).values_list(
        "indicator_id", "unit_id"
    ):
        if unit_id in units:
            named.setdefault(indicator_id, []).append(units[unit_id].label)
    rows = []
    for i in kept:
        shown = figure(totals[i.pk], i) if i.pk in totals else figure(None, i) if now is not None else None
        reached = aim(shown.value if shown else None, aims.get(i.pk, ()), day.year)
        rows.append(Row(i, kinds(i), named.get(i.pk, []), shown, reached))
    return {
        "rows": rows,
        "period": period,
        "kinds": Indicator.Kind.choices,
        "today_borders": now is not None,
        "borders": "&borders=now" if now is not None else "",
        "has_changed": bool(lineage()),
    }


def totals_of_top(period: Period, units: Tree, now: Tree | None) -> dict[int, Total]:
    """The totals of the province in a period: as it was among the ``units`` of then, or in the borders of ``now``."""
    province = top((now or units).day)
    if province is None or province.pk not in (now or units):
        return {}
    known, cells = catalogue(period), official(period.text)
    if now is not None:
        return totals_in_borders(known, period, cells, now, province.pk)
    return totals_of(known, cells, units, province.pk)


def kinds(indicator: Indicator) -> list[Any]:
    """The kinds of unit that are asked, in words."""
    return [KINDS[k].label if k in KINDS else k for k in indicator.asked]


def indicator_page(
    indicator: Indicator, unit: Node, now: Tree, today_borders: bool, period: str
) -> dict[str, Any]:
    """What an indicator is, its series for a unit, and the units right below in a period, the newest one where none
    is named."""
    trees = Trees()
    trees.known[now.day] = now
    points = series(indicator, unit.id, now=now if today_borders else None, trees=trees)
    targets = targets_of(unit.id, [indicator.pk]).get(indicator.pk, [])
    absent = "not-comparable" if today_borders else "not-there"
    changed = {} if today_borders else changes_of(unit.id, points)
    lines = [
        (
            p,
            figure(p.total, indicator, absent),
            at_year(p, indicator, targets),
            changed.get(p.period.text, []),
        )
        for p in reversed(points)
    ]
    return {
        "indicator": indicator,
        "unit": unit,
        "path": list(now.ancestors(unit.id))[::-1],
        "lines": lines,
        "targets": targets,
        "mark": dict(MARKS).get(indicator.source_mark, ""),
        "asked": kinds(indicator),
        "fed": list(measures([indicator.code])),
        "rates": indicator.rates.filter(withdrawn_at=None),
        "named": [now[c.unit_id] for c in collectors(indicator, now) if c.unit_id in now],
        "today_borders": today_borders,
        "charts": charts_of(indicator, points, targets),
        "borders": "&borders=now" if today_borders else "",
        "has_changed": bool(lineage()),
        "changed": [change for p in points for change in changed.get(p.period.text, [])],
        **below(indicator, unit, point_in(points, period), trees, now if today_borders else None),
    }


@dataclass(frozen=True)
class Change:
    """What made a unit another one on a day: units that went into it, or a part of it that went out (no ``names``)."""

    day: datetime.date
    decision: str
    names: list[str]


def changes_of(unit: int, points: Iterable[Point]) -> dict[str, list[Change]]:
    """By period the days in it on which a unit became larger or smaller: its series is another one from there on. One
    query where it did."""
    links = [link for link in lineage().received(unit) if not link.function and link.old != unit]
    links += [link for link in lineage().moved(unit) if link.kind == "split" and link.new == unit]
    said = came((link.old, (link,)) for link in links)
    found: dict[str, list[Change]] = {}
    for point in points:
        within = [link for link in links if point.period.first <= link.day <= point.period.last]
        for day in sorted({link.day for link in within}):
            mine = [link for link in within if link.day == day]
            names = [said[link.old, (link,)].name for link in mine if link.old != unit]
            decisions = ", ".join(dict.fromkeys(link.decision for link in mine))
            found.setdefault(point.period.text, []).append(Change(day, decisions, names))
    return found


def charts_of(indicator: Indicator, points: list[Point], targets: list[Target]) -> list[Drawn]:
    """The series towards its targets, and women and men, where there is something to draw."""
    words = drawings.words(str(_("Period")))
    made = (
        charts.towards_targets(indicator, points, targets, title=str(_("Figures and targets")), words=words),
        by_sex(indicator, points, str(_("Women and men over time"))),
    )
    return [drawings.drawn(chart) for chart in made if chart is not None]


def by_sex(indicator: Indicator, points: list[Point], title: str) -> Lines | None:
    words = drawings.words(str(_("Period")))
    female, male = str(_("Female")), str(_("Male"))
    return charts.women_and_men(indicator, points, title=title, words=words, female=female, male=male)


PER_PAGE = 12
"""Charts of one page of a unit's figures."""


def unit_page(unit: Node, now: Tree, page: str, today_borders: bool = False) -> dict[str, Any]:
    """Women and men over time in every indicator of a unit that was given by sex; drawn are those of one page."""
    trees = Trees()
    trees.known[now.day] = now
    asked = [i for i in indicators() if i.by_sex and i.kind != Indicator.Kind.RATE]
    known = series_of(asked, unit.id, now=now if today_borders else None, trees=trees)
    found = [(i, chart) for i in asked if (chart := by_sex(i, known[i.pk], i.title)) is not None]
    shown = Paginator(found, PER_PAGE).get_page(page)
    return {
        "unit": unit,
        "path": list(now.ancestors(unit.id))[::-1],
        "page": shown,
        "charts": [(i, drawings.drawn(chart)) for i, chart in shown],
        "today_borders": today_borders,
        "borders": "&borders=now" if today_borders else "",
        "has_changed": bool(lineage()),
    }


def at_year(point: Point, indicator: Indicator, targets: list[Target]) -> Aim | None:
    return aim(value_of(point.total, indicator), targets, point.period.year)


def collectors(indicator: Indicator, now: Tree) -> Iterable[Collector]:
    base = indicator.base if indicator.formula and indicator.base is not None else indicator
    return Collector.objects.filter(held_on(now.day), indicator=base)


def point_in(points: list[Point], period: str) -> Point | None:
    """The point of a period, else the newest."""
    return next((p for p in points if p.period.text == period), points[-1] if points else None)


def below(
    indicator: Indicator, unit: Node, point: Point | None, trees: Trees, now: Tree | None
) -> dict[str, Any]:
    """The units right below a unit in one period, as they stood then or as they stand now."""
    if point is None or (point.total is None and now is None):
        return {}
    base = indicator.base if indicator.formula and indicator.base is not None else indicator
    cells = official(point.period.text, [base.pk])
    named = list(Collector.objects.filter(indicator=base).values_list("unit_id", "valid_from", "valid_to"))
    standing = now or trees(point.period.last)
    rows = []
    for node in standing.children(unit.id):
        asked = Asked(indicator, base, node.id, named, [base])
        one = point_of(asked, point.period.text, cells, now, trees)
        parted = one.compared.parted if one.compared is not None else ()
        if parted or (one.total is not None and (one.total.parts or one.total.missing)):
            rows.append((node, figure(one.total, indicator), bool(standing.children(node.id)), parted))
    left = rest(figure(point.total, indicator), [shown for _node, shown, _has_below, _parted in rows])
    given = point.total.parts if point.total is not None else ()
    covers = any(part.unit_id == unit.id and part.scope == ALL for part in given)
    is_sum = base.additive and not named and not covers
    return {"period": point.period, "below": rows, "rest": left if is_sum else None}


def rest(whole: Shown, parts: list[Shown]) -> Shown | None:
    """What a unit's total has beside those of the units below; None where nothing is left, or nothing adds."""
    if whole.value is None or whole.denominator is not None:
        return None

    def left(of: Callable[[Shown], int | None]) -> int | None:
        mine = of(whole)
        return None if mine is None else mine - sum(of(part) or 0 for part in parts)

    value, female = left(attrgetter("value")), left(attrgetter("female"))
    male, unsplit = left(attrgetter("male")), left(attrgetter("unsplit"))
    if not any((value, female, male, unsplit)):
        return None
    return Shown(value, female, male, unsplit, None, None, whole.status, whole.scale)


def of_registers(told: Explanation, tree: Tree) -> dict[tuple[int, str], Amount]:
    """What the registers say now for each unit and scope of an explanation, in all. One query per register."""
    if told.base.code not in measured():
        return {}
    lines = {(line.part.unit_id, line.part.scope) for line in told.lines}
    units = {key: branch(*key, tree) for key in lines}
    found = derive(told.period, units=set().union(*units.values()), codes=[told.base.code])
    totals = {key: added(found, those) for key, those in units.items()}
    return {key: amount_of(cells) for key, cells in totals.items() if cells}


def shown(told: Explanation, targets: list[Target], tree: Tree) -> dict[str, Any]:
    """The explanation page: the figure, and every line in words."""
    indicator, scale = told.indicator, told.base.scale
    counted = of_registers(told, tree)
    value = figure(told.total, indicator)
    lines: list[dict[str, Any]] = [
        {
            "line": line,
            "role": ROLES[line.part.role],
            "statuses": [STATUSES.get(s, s) for s in line.part.statuses],
            "versions": [version_of(v, told.base) for v in line.versions],
            "registers": said_now(
                line.part.amount, counted.get((line.part.unit_id, line.part.scope)), told.base
            ),
        }
        for line in told.lines
    ]
    return {
        "indicator": indicator,
        "shown": value,
        "scale": scale,
        "lines": [row for row in lines if row["line"].part.role != "compared"],
        "compared_lines": [row for row in lines if row["line"].part.role == "compared"],
        "aim": aim(value.value, targets, told.period.year),
        "is_rate": told.base.kind == Indicator.Kind.RATE,
        "by_sex": told.base.by_sex,
        "counted": sum(line.part.role == "counted" for line in told.lines),
        "compared": [
            (d, *(total_of(a, told.base) for a in (d.reported, d.summed))) for d in told.differences
        ],
        "before": told.period.previous_year(),
        "has_records": told.base.code in measured(),
    }


def said_now(given: Amount, now: Amount | None, base: Indicator) -> str:
    """What the registers say now, in words, where it is something else in all than was given; ``""`` else."""
    if now is None:
        return ""
    words = total_of(now, base)
    return words if words != total_of(given, base) else ""


def total_of(amount: Amount, base: Indicator) -> str:
    """An amount in a few words: a total, or numerator over denominator."""
    if base.kind == Indicator.Kind.RATE:
        return f"{number(amount.numerator.total)} / {number(amount.denominator.total)}"
    return number(amount.whole.total, base.scale)


def version_of(row: Observation, base: Indicator) -> dict[str, Any]:
    return {
        "row": row,
        "status": STATUSES.get(row.status, row.status),
        "origin": ORIGINS.get(row.origin, row.origin),
        "scale": base.scale_of(row.part),
    }
