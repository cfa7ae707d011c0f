"""Women in leadership on a day: shares by level and body against their targets, and the rule of 30 % unit by unit.

Only totals are read (``leadership.queries``), so whoever may read figures may read all of it."""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from chithi.figures.borders import Borders
from chithi.figures.forebears import Past
from chithi.figures.models import Indicator, Target
from chithi.figures.queries import targets_of
from chithi.leadership import queries
from chithi.leadership.elected import ElectedBody
from chithi.leadership.posts import Body
from chithi.leadership.shares import (
    STATE_KINDS,
    Tally,
    UnitLine,
    bodies_with_woman,
    rule_tally,
    unit_lines,
)
from chithi.units.kinds import KINDS
from chithi.units.queries import lineage, top, tree
from chithi.units.tree import Node, Tree

LEVELS = ("province", "district", "commune")
ELECTED = {
    ElectedBody.Kind.PARTY: (_("Women on Party committees"), "women-share-party-committees"),
    ElectedBody.Kind.STANDING: (_("Women on standing boards of Party committees"), ""),
    ElectedBody.Kind.COUNCIL: (_("Women in People's Councils"), "women-share-councils"),
    ElectedBody.Kind.ASSEMBLY: (_("Women among deputies of the National Assembly"), ""),
}
"""What a share of an elected body is called, and the indicator whose targets it is measured by."""
WHOLE = (_("Together"),)
UNPLACED = 0
"""Stands for the unit of people who cannot be put anywhere below the whole."""
RULE_SOURCE = "Nghị quyết 11-NQ/TW ngày 27/4/2007"


@dataclass(frozen=True)
class Goal:
    """A target beside a share: tenths of a percent, its year and paper. ``gap`` is the share less the target, in
    tenths of a point; None where there is no share."""

    value: int
    year: int
    source: str
    is_from_memory: bool
    reached: bool | None
    gap: int | None

    @property
    def distance(self) -> int | None:
        return None if self.gap is None else abs(self.gap)


@dataclass(frozen=True)
class Line:
    """A share of women, called by level and body; the first line of a section is all of it together."""

    title: Sequence[Any]
    tally: Tally
    goals: Sequence[Goal] = ()


@dataclass(frozen=True)
class Section:
    """Shares of one kind: together, then by level (and body)."""

    key: str
    title: Any
    whole: Line
    parts: Sequence[Line] = ()

    @property
    def lines(self) -> list[Line]:
        return [self.whole, *self.parts]


@dataclass(frozen=True)
class Shown:
    """A unit under the rule, with what it is called."""

    node: Node
    line: UnitLine


@dataclass(frozen=True)
class Picture:
    """Everything as of a day. ``unplaced`` are the units of the day that went to no one unit of the borders that are
    asked for: their people stand in what is counted together, and nowhere below."""

    day: datetime.date
    sections: Sequence[Section]
    units: Sequence[Shown]
    unplaced: Sequence[Node] = ()

    def section(self, key: str) -> Section | None:
        return next((one for one in self.sections if one.key == key), None)

    def of(self, verdict: str) -> list[Shown]:
        """The units of a verdict; all where none is named."""
        return [one for one in self.units if not verdict or one.line.verdict == verdict]


def picture(day: datetime.date, borders: Tree | None = None) -> Picture:
    """Women in leadership as of a day, among the units of that day or, with ``borders``, among later ones to which
    they went. About ten queries, whatever the number of units."""
    then, targets = tree(day), targets_by_code()
    now = borders or then
    places = {node.id: node.id for node in then} if borders is None else places_of(then, borders)
    holders = queries.added(
        ((places[unit], body, is_key), tally)
        for (unit, body, is_key), tally in queries.holders(day).items()
        if unit in places
    )
    elected = queries.added(
        ((places[unit], kind), tally)
        for (unit, kind), tally in queries.elected(day).items()
        if unit in places
    )
    staff, members, trained = (
        queries.added((places[unit], tally) for unit, tally in found.items() if unit in places)
        for found in (queries.staff(day), *queries.pool(day))
    )
    key_leaders = queries.added(
        (unit, tally) for (unit, _body, is_key), tally in holders.items() if is_key and unit in now
    )
    lines = unit_lines([node.id for node in now], staff, key_leaders)
    measure = Measure(targets, day.year)
    sections = [
        bodies_section(now, key_leaders, measure),
        rule_section(lines),
        *(elected_section(now, elected, kind, measure) for kind in ELECTED),
        posts_section(now, holders, True, measure),
        posts_section(now, holders, False, measure),
        by_level("pool", _("Women in the planning pool"), now, members, measure, "women-share-planning-pool"),
        by_level(
            "trained", _("Women in the pool who were trained"), now, trained, measure, "pool-women-trained"
        ),
    ]
    is_empty = not any(one.whole.tally.total for one in sections)
    kept = [one for one in sections if one.whole.tally.total or (one.whole.tally.unknown and not is_empty)]
    unplaced = [node for node in then if places[node.id] == UNPLACED]
    return Picture(day, kept, [Shown(now[line.unit], line) for line in lines], unplaced)


def places_of(then: Tree, now: Tree) -> dict[int, int]:
    """The unit of ``now`` to which each unit of ``then`` went whole. People are not shared out: those of a parted or
    abolished unit have no place below the whole."""
    borders = Borders(then, now, Past(lineage()))
    ways = {node.id: borders.flow(node.id).whole for node in then}
    return {unit: way if way is not None and way in now else UNPLACED for unit, way in ways.items()}


def targets_by_code() -> dict[str, list[Target]]:
    """The targets of the whole by code of the indicator. Three queries."""
    whole = top()
    if whole is None:
        return {}
    codes = dict(Indicator.objects.values_list("pk", "code"))
    return {codes[pk]: found for pk, found in targets_of(whole.pk).items()}


@dataclass(frozen=True)
class Measure:
    """The targets by which shares are measured, as of a year."""

    targets: Mapping[str, Sequence[Target]]
    year: int

    def goals(self, code: str, tally: Tally) -> list[Goal]:
        """The last target whose year has gone by and the next one: a target that was missed is not forgotten."""
        at_least = (t for t in self.targets.get(code, ()) if t.direction == Target.Direction.AT_LEAST)
        found = sorted(at_least, key=lambda t: t.year)
        past = [t for t in found if t.year < self.year][-1:]
        coming = [t for t in found if t.year >= self.year][:1]
        return [
            goal(tally, t.value, t.year, t.source, is_from_memory=t.source_mark == "M")
            for t in (*past, *coming)
        ]


def goal(tally: Tally, value: int, year: int, source: str, *, is_from_memory: bool = False) -> Goal:
    gap = None if tally.share is None else tally.share - value
    return Goal(value, year, source, is_from_memory, tally.reaches(value), gap)


def bodies_section(now: Tree, key_leaders: Mapping[int, Tally], measure: Measure) -> Section:
    """State agencies and local governments with a woman among their key leaders."""

    def tally(nodes: Iterable[Node]) -> Tally:
        return bodies_with_woman([n.id for n in nodes if n.kind in STATE_KINDS], key_leaders)

    title = _("Agencies and local governments with a woman among their key leaders")
    return levels("bodies", title, now, tally, measure, "bodies-with-woman-key-leader")


def rule_section(lines: Sequence[UnitLine]) -> Section:
    """Units with 30 % women or more: all of them must have a woman among the key leaders, since 2020."""
    tally = rule_tally(lines)
    title = _("Units with 30 % women or more that have a woman among their key leaders")
    return Section("rule", title, Line(WHOLE, tally, [goal(tally, 1000, 2020, RULE_SOURCE)]))


def elected_section(
    now: Tree, elected: Mapping[tuple[int, str], Tally], kind: ElectedBody.Kind, measure: Measure
) -> Section:
    seats = {unit: tally for (unit, of), tally in elected.items() if of == kind}
    title, code = ELECTED[kind]
    return by_level(kind.value, title, now, seats, measure, code)


def posts_section(
    now: Tree, holders: Mapping[queries.Cell, Tally], is_key: bool, measure: Measure
) -> Section:
    """Holders of the posts of key leaders, or of the other posts: together, then by level and body."""
    key, title = (
        ("key", _("Women among key leaders")) if is_key else ("other", _("Women in other leading posts"))
    )
    cells: dict[tuple[str, str], Tally] = queries.added(
        ((str(now[unit].level), body), tally)
        for (unit, body, of), tally in holders.items()
        if of == is_key and unit in now
    )
    unplaced = (tally for (unit, _body, of), tally in holders.items() if of == is_key and unit == UNPLACED)
    whole = sum((*cells.values(), *unplaced), Tally())
    code = "women-share-leaders"
    parts = [
        Line(
            (KINDS[level].label, Body(body).label),
            cells[level, body],
            measure.goals(code, cells[level, body]),
        )
        for level in LEVELS
        for body in Body.values
        if (level, body) in cells
    ]
    return Section(key, title, Line(WHOLE, whole, measure.goals(code, whole)), parts)


def by_level(
    key: str, title: Any, now: Tree, found: Mapping[int, Tally], measure: Measure, code: str
) -> Section:
    """Tallies of units, added up by level."""

    def tally(nodes: Iterable[Node]) -> Tally:
        return sum((found[n.id] for n in nodes if n.id in found), Tally())

    return levels(key, title, now, tally, measure, code, found.get(UNPLACED, Tally()))


def levels(
    key: str,
    title: Any,
    now: Tree,
    tally: Callable[[Iterable[Node]], Tally],
    measure: Measure,
    code: str,
    unplaced: Tally = Tally(),  # noqa: B008 - it is frozen
) -> Section:
    """All units together with what stands ``unplaced``, then the units of each level that has some."""
    whole, parts = tally(now) + unplaced, []
    for level in LEVELS:
        one = tally(n for n in now if n.level == level)
        if one.total or one.unknown:
            parts.append(Line((KINDS[level].label,), one, measure.goals(code, one)))
    return Section(key, title, Line(WHOLE, whole, measure.goals(code, whole)), parts)
