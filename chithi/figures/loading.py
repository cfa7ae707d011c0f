"""``load observations``: official figures from a table with the contract's columns, compared with what stands."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chithi.figures.actions import CellChange, write_cells
from chithi.figures.cells import DENOMINATOR, FEMALE, MALE, NUMERATOR, UNSPLIT, WHOLE, CellKey
from chithi.figures.checks import ANSWERS, ESTIMATE, FINAL, Facts, Standing, judge
from chithi.figures.models import Indicator, Observation
from chithi.figures.periods import BadPeriod, Period, parse_period
from chithi.figures.queries import indicators
from chithi.figures.rules import loads_for
from chithi.figures.values import BadValue, format_value, parse_value
from chithi.journal.actions import Actor
from chithi.sheets.asked import Asked
from chithi.sheets.loading import Change, Loader
from chithi.sheets.tables import Cell, Column, Row, Table
from chithi.units.models import Unit
from chithi.units.queries import tree
from chithi.units.rules import Scope
from chithi.units.tree import Tree
from chithi.vietnamese import fold

DIMENSION = re.compile(r"([a-z_]+)=([^=|]+)")
Found = TypeVar("Found")
# A point with other than three digits behind it can only be a decimal point, as machines write it.
MACHINE_DECIMAL = re.compile(r"([0-9]+)\.([0-9]{1,2}|[0-9]{4,})")

COLUMNS = (
    Column("indicator", gettext_lazy("Indicator"), required=True, width=34,
           hint=gettext_lazy("The code of the catalogue; the title is taken as well.")),
    Column("unit", gettext_lazy("Unit"), required=True, width=26,
           hint=gettext_lazy("The key of the unit that gives the figure; its full name is taken as well.")),
    Column("period", gettext_lazy("Period"), required=True, width=14,
           hint=gettext_lazy("2025, 2025-Q3, 2025-07, 2025-A1 or 2024-12-15/2025-12-14.")),
    Column("sex", gettext_lazy("Sex"), width=8, choices=(FEMALE, MALE, UNSPLIT),
           labels={FEMALE: gettext_lazy("Female"), MALE: gettext_lazy("Male"), UNSPLIT: gettext_lazy("Not split")},
           hint=gettext_lazy("F, M or _T; empty is _T. A total beside F and M is checked, not kept.")),
    Column("value", gettext_lazy("Value"), width=16, number=True,
           hint=gettext_lazy("As people write it, like 1.234,5. Empty where the status says why there is none.")),
    Column("status", gettext_lazy("Status"), width=18, choices=(FINAL, ESTIMATE, *ANSWERS),
           labels={
               FINAL: gettext_lazy("final"), ESTIMATE: gettext_lazy("estimate"),
               "not-applicable": gettext_lazy("not applicable"),
               "not-our-function": gettext_lazy("not our function"), "no-data-yet": gettext_lazy("no data yet"),
           },
           hint=gettext_lazy("Empty beside a value is final.")),
    Column("breakdown", gettext_lazy("Breakdown"), width=22, hint=gettext_lazy("Like age=15-24|area=rural.")),
    Column("scope", gettext_lazy("Scope"), width=10, choices=("own", "all"),
           labels={"own": gettext_lazy("of its own"), "all": gettext_lazy("with subordinates")},
           hint=gettext_lazy("own (taken when empty), or all: with subordinates.")),
    Column("part", gettext_lazy("Part of a rate"), width=14, choices=(NUMERATOR, DENOMINATOR),
           labels={NUMERATOR: gettext_lazy("numerator"), DENOMINATOR: gettext_lazy("denominator")},
           hint=gettext_lazy("Of a rate: numerator or denominator; empty for a rate that comes without them.")),
)  # fmt: skip


class RefusedCell(ValueError):
    """A cell of the file that is not taken: its column and a sentence."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column, self.message = column, message


@dataclass(frozen=True)
class Given:
    """One row, understood."""

    row: Row
    unit_id: int
    period: Period
    change: CellChange


@dataclass
class Known:
    """What the rows are compared with, fetched once."""

    indicators: dict[str, Indicator]
    units: dict[str, int]
    names: dict[str, list[int]]
    scope: Scope
    trees: dict[Any, Tree] = field(default_factory=dict)

    @classmethod
    def fetch(cls, actor: Actor) -> "Known":
        by_code: dict[str, Indicator] = {}
        for indicator in indicators():
            for name in (indicator.code, fold(indicator.title_vi), fold(indicator.title_en)):
                by_code.setdefault(name, indicator)
        names: dict[str, list[int]] = {}
        for node in tree():
            for name in {fold(n) for n in (node.name, node.short_name, *node.aliases) if n}:
                names.setdefault(name, []).append(node.id)
        return cls(by_code, dict(Unit.objects.values_list("key", "id")), names, loads_for(actor))

    @cached_property
    def keys(self) -> dict[int, str]:
        return {pk: key for key, pk in self.units.items()}

    def stood(self, unit_id: int, period: Period) -> bool:
        """Whether the unit was there on the first or the last day of the period."""
        for day in (period.last, period.first):
            if day not in self.trees:
                self.trees[day] = tree(day)
        return any(unit_id in self.trees[day] for day in (period.last, period.first))


def understand(table: Table, row: Row, known: Known) -> Given | None:
    """The cell a row means; everything in it that is not taken is said by cell."""
    indicator = attempt(table, row, lambda: indicator_of(row["indicator"], known))
    unit_id = attempt(table, row, lambda: unit_of(row["unit"], known))
    period = attempt(table, row, lambda: period_of(row["period"]))
    breakdown = attempt(table, row, lambda: breakdown_of(row["breakdown"], indicator))
    text, status = number_of(row.cells["value"]), row["status"]
    if indicator is None or unit_id is None or period is None or breakdown is None:
        attempt(table, row, lambda: looks_like_value(text, status))
        return None
    if not known.stood(unit_id, period):
        table.refuse(row, "unit", _("This unit did not exist in that period."))
        return None
    if attempt(table, row, lambda: looks_like_value(text, status)) is None:
        return None
    key = CellKey(indicator.pk, row["scope"] or "own", breakdown, row["part"] or WHOLE, row["sex"] or UNSPLIT)
    return Given(row, unit_id, period, CellChange(key, text, status))


def attempt(table: Table, row: Row, read: Callable[[], Found]) -> Found | None:
    """What is read in a cell, None where it is refused."""
    try:
        return read()
    except RefusedCell as refused:
        table.refuse(row, refused.column, refused.message)
        return None


def indicator_of(name: str, known: Known) -> Indicator:
    found = known.indicators.get(name) or known.indicators.get(fold(name))
    if found is None:
        raise RefusedCell("indicator", _("There is no such indicator; take a code of the list."))
    return found


def period_of(text: str) -> Period:
    try:
        return parse_period(text)
    except BadPeriod as error:
        raise RefusedCell("period", str(error)) from error


def looks_like_value(text: str, status: str) -> bool:
    """A number of any scale, or a status; the rest is judged once the whole row is understood."""
    if not text and not status:
        raise RefusedCell("value", _("Write a number, or a status that says why there is none."))
    if text:
        try:
            parse_value(text, scale=len(text.partition(",")[2]))
        except BadValue as error:
            raise RefusedCell("value", str(error)) from error
    return True


def unit_of(name: str, known: Known) -> int:
    found = [known.units[name]] if name in known.units else known.names.get(fold(name), [])
    if len(found) > 1:
        raise RefusedCell("unit", _("Several units have this name; write the key."))
    if not found:
        raise RefusedCell("unit", _("There is no unit with this key or name."))
    return found[0]


def breakdown_of(text: str, indicator: Indicator | None) -> str:
    """``area=rural|age=15-24`` as it is kept: dimensions in the order of their names."""
    if not text:
        return ""
    parts: dict[str, str] = {}
    for piece in text.split("|"):
        match = DIMENSION.fullmatch(piece.strip())
        if match is None or match[1] in parts:
            raise RefusedCell("breakdown", _("Write a breakdown like age=15-24|area=rural."))
        if indicator is not None and (match[1] == "sex" or match[1] not in indicator.breakdowns):
            allowed = ", ".join(b for b in indicator.breakdowns if b != "sex") or "–"
            raise RefusedCell(
                "breakdown",
                _(
                    "This indicator is not broken down by “%(name)s”; possible: %(allowed)s. Sex has its own column."
                )
                % {"name": match[1], "allowed": allowed},
            )
        parts[match[1]] = match[2].strip()
    return "|".join(f"{name}={parts[name]}" for name in sorted(parts))[:200]


def number_of(cell: Cell) -> str:
    """The text of a value; a number of Excel as exactly what it shows, a machine's decimal point as a comma."""
    if isinstance(cell.raw, int | float) and not isinstance(cell.raw, bool):
        return format(Decimal(repr(cell.raw)).normalize(), "f").replace(".", ",")
    if match := MACHINE_DECIMAL.fullmatch(cell.value):
        return f"{match[1]},{match[2]}"
    return cell.value


def plan_observations(table: Table, actor: Actor) -> Sequence[Change]:
    """What each row would change; what is not taken is said by cell."""
    known = Known.fetch(actor)
    groups: dict[tuple[int, str], dict[CellKey, Given]] = {}
    for row in table.rows:
        if row.number in table.bad_rows:
            continue
        given = understand(table, row, known)
        if given is None:
            continue
        group = groups.setdefault((given.unit_id, given.period.text), {})
        if (first := group.get(given.change.key)) is not None:
            table.refuse(
                row, "value", _("Row %(row)s gives this figure already.") % {"row": first.row.number}
            )
            continue
        group[given.change.key] = given
    return list(compare(table, groups, known))


def compare(
    table: Table, groups: Mapping[tuple[int, str], Mapping[CellKey, Given]], known: Known
) -> Iterator[Change]:
    """The rows of each unit and period against what stands there. What changes nothing is taken of every unit, so that
    a list loads again for whoever exported it."""
    facts = {
        i.pk: Facts(i.pk, i.kind, i.scale, i.by_sex, i.per, i.entered, i.withdrawn_at is not None)
        for i in Indicator.objects.all()
    }
    codes = dict(Indicator.objects.values_list("id", "code"))
    keys = dict(Unit.objects.values_list("id", "key"))
    standing = standing_of(groups)
    for (unit_id, period), group in groups.items():
        before = standing.get((unit_id, period), {})
        found = judge([g.change for g in group.values()], facts, before, official=True, explain=False)
        for key, given in group.items():
            result = found.results[key]
            if result.state != "unchanged" and not known.scope.has(known.keys[unit_id]):
                table.refuse(given.row, "unit", _("You may not load figures of this unit."))
                continue
            if result.state == "refused":
                table.refuse(given.row, column_of(given), result.message)
                continue
            old = before.get(key)
            kind = (
                "unchanged" if result.state == "unchanged" else "changed" if old and old.status else "created"
            )
            what = " ".join(
                p for p in (codes[key.indicator_id], keys[unit_id], period, *key[2:], key.scope) if p
            )
            scale = facts[key.indicator_id].scale_of(key.part)
            shown = {
                "value": given.change.text,
                "status": given.change.status or (FINAL if given.change.text else ""),
            }
            yield Change(
                given.row.number,
                what,
                kind,  # type: ignore[arg-type]
                {"value": format_value(old.value, scale), "status": old.status} if old else {},
                shown if kind != "unchanged" else {},
                given,
            )


def column_of(given: Given) -> str:
    """Where a refused figure is shown: at its value, or at its status where it has none."""
    return "value" if given.change.text or not given.change.status else "status"


def standing_of(groups: Iterable[tuple[int, str]]) -> dict[tuple[int, str], dict[CellKey, Standing]]:
    """The newest versions of all cells of the units and periods, by both."""
    wanted = set(groups)
    found: dict[tuple[int, str], dict[CellKey, Standing]] = {}
    rows = Observation.objects.filter(period__in={period for _unit, period in wanted}, is_latest=True).values_list(
        "unit_id", "period", "indicator_id", "scope", "breakdown", "part", "sex",
        "id", "version", "value", "status", "reason", "is_official",
    )  # fmt: skip
    for row in rows:
        if (row[0], row[1]) in wanted:
            found.setdefault((row[0], row[1]), {})[CellKey(*row[2:7])] = Standing(*row[7:])
    return found


def write_observations(changes: Sequence[Change], actor: Actor) -> None:
    """Write the planned cells as official versions, unit by unit and period by period."""
    groups: dict[tuple[int, str], list[CellChange]] = {}
    for change in changes:
        given: Given = change.payload
        groups.setdefault((given.unit_id, given.period.text), []).append(given.change)
    # The lock that a report takes too before it writes a cell.
    list(
        Unit.objects.select_for_update(no_key=True)
        .filter(pk__in={unit for unit, _period in groups})
        .order_by("pk")
    )
    for (unit_id, period), cells in groups.items():
        write_cells(unit_id, period, cells, by=str(actor.actor_name), origin="load", draft=False)


def lists() -> dict[str, list[tuple[str, str]]]:
    """What the columns choose from."""
    return {
        "indicator": [(i.code, i.title) for i in indicators().filter(entered=True)],
        "unit": [(node.key, node.name) for node in tree()],
    }


def stored(found: QuerySet[Any], _what: Asked, _actor: Actor, size: int = 1000) -> Iterator[dict[str, str]]:
    """The figures of a list in the shape of the load, read in portions by key."""
    last = 0
    while True:
        portion = list(found.order_by("pk").filter(pk__gt=last).select_related("indicator", "unit")[:size])
        for row in portion:
            yield {
                "indicator": row.indicator.code,
                "unit": row.unit.key,
                "period": row.period,
                "sex": row.sex,
                "value": format_value(row.value, row.indicator.scale_of(row.part)),
                "status": row.status,
                "breakdown": row.breakdown,
                "scope": row.scope,
                "part": row.part,
            }
        if len(portion) < size:
            return
        last = portion[-1].pk


OBSERVATIONS = Loader(
    "observations",
    gettext_lazy("Figures (observations)"),
    COLUMNS,
    plan_observations,
    write_observations,
    permission="figures.load",
    back="figures:list",
    hint=gettext_lazy("Loaded figures are official at once; every version before them is kept."),
    lists=lists,
    rows=stored,
)
