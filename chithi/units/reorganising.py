"""The units' part of a reorganisation: links, versions and roles written, and put back.

Every room that has a part in one has a module ``reorganised`` with the same doors, which the room ``reorganise``
calls in one transaction:

    preview(coming) -> list[Moved]         what would move, in words; reads only
    apply(coming, actor) -> dict           what is written; gives what undoing needs
    put_back(kept, actor) -> None          undoes it
    worked_on(coming, since) -> str        why it cannot be undone any more (``Work``: by whom), or ""

A room that only follows the links when it reads has a preview and nothing to apply.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from chithi.units.acts import ENDING, ActRow, Standing, Weighed, called, number_key, weigh
from chithi.units.lineage import Lineage, Link
from chithi.units.models import Reorganisation, Succession, Unit, UnitVersion
from chithi.units.queries import lineage
from chithi.units.store import fill, timelines
from chithi.units.timeline import Timeline, facts_on
from chithi.units.tree import Node, Tree

_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Moved:
    """One kind of thing that moves, in words for the screen: a heading and a line for each. ``needs_care`` where
    somebody has to decide or do something."""

    title: str | Promise
    lines: Sequence[str] = ()
    needs_care: bool = False
    count: int = 0


class Work(str):
    """Why a reorganisation cannot be undone any more: what was done, by whom and when; ``url`` leads to it."""

    url: str

    def __new__(cls, what: str, by: str, at: datetime.datetime, url: str = "") -> "Work":
        moment = timezone.localtime(at).strftime("%d/%m/%Y %H:%M")
        made = super().__new__(cls, f"{what.rstrip('.')} ({by}, {moment}).")
        made.url = url
        return made


@dataclass(frozen=True)
class Coming:
    """A reorganisation that is to be carried out or was: its rows, and the units before and after."""

    rows: Sequence[ActRow]
    weighed: Weighed
    before: Mapping[str, Timeline]
    ids: Mapping[str, int]
    known: Lineage = field(default_factory=lambda: Lineage(()))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        return tuple(link_of(row, self.ids) for row in self.rows)

    @cached_property
    def lineage(self) -> Lineage:
        """All links, those of this one among them."""
        return Lineage({*self.known.links, *self.links})

    @cached_property
    def ended(self) -> dict[int, datetime.date]:
        """The units that it ends, with the first day on which each is no more."""
        found = {}
        for key, states in self.weighed.states.items():
            for state in states:
                if state.facts is None:
                    found[self.ids[key]] = state.valid_from
        return found

    @cached_property
    def heirs(self) -> dict[int, list[int]]:
        """Who answers for each unit that it ends, from that day on."""
        return {unit: self.lineage.heirs(unit, day - _DAY, day) for unit, day in self.ended.items()}

    @cached_property
    def whole_heirs(self) -> dict[int, int]:
        """The units that go to another as a whole, with that one."""
        flows = {unit: self.lineage.flow(unit, day - _DAY, day).whole for unit, day in self.ended.items()}
        return {unit: heir for unit, heir in flows.items() if heir is not None}

    @cached_property
    def touched(self) -> set[int]:
        """Every unit that it names or moves."""
        named = {unit for link in self.links for unit in (link.old, link.new) if unit is not None}
        return named | {self.ids[key] for key in self.weighed.states}

    def stood(self, unit: int, day: datetime.date) -> bool:
        """Whether a unit was there on the day before."""
        return facts_on(self.before[self.keys[unit]], day - _DAY) is not None

    @cached_property
    def keys(self) -> dict[int, str]:
        return {pk: key for key, pk in self.ids.items()}

    @property
    def first(self) -> datetime.date:
        return min(row.day for row in self.rows)

    def names(self) -> dict[int, str]:
        """How the units it touches are called in the end."""
        return self._names

    @cached_property
    def _names(self) -> dict[int, str]:
        found = {}
        for key, unit in self.ids.items():
            if unit in self.touched:
                facts = [s.facts for s in self.weighed.timelines.get(key, ()) if s.facts]
                found[unit] = facts[-1].name if facts else key
        return found

    def names_of(self, row: ActRow, link: Link) -> tuple[str, str]:
        """How the two units of a row are called: the old one on the day before, the new one ("" where there is none)
        on the day."""
        names = self.names()
        old = facts_on(self.before.get(row.old, ()), row.day - _DAY)
        new = facts_on(self.weighed.timelines.get(self.keys.get(link.new or 0, ""), ()), row.day)
        return old.name if old else names[link.old], new.name if new else names.get(link.new or 0, "")

    def tree_on(self, day: datetime.date) -> Tree:
        """The units of a day as they would be."""
        return tree_of(self.weighed.timelines, self.ids, day)

    def before_on(self, day: datetime.date) -> Tree:
        """The units of a day as they stand."""
        return tree_of(self.before, self.ids, day)


def tree_of(known: Mapping[str, Timeline], ids: Mapping[str, int], day: datetime.date) -> Tree:
    """The units of a day out of their timelines."""
    nodes = []
    for key, timeline in known.items():
        facts = facts_on(timeline, day)
        if facts is not None and key in ids:
            parent = ids.get(facts.parent)
            nodes.append(Node(ids[key], key, facts.name, facts.kind, parent, facts.code, facts.short_name))
    return Tree.of(day, nodes)


def link_of(row: ActRow, ids: Mapping[str, int]) -> Link:
    """A row as a link. A renaming leads to the unit itself, unless it goes on under another key."""
    new = ids.get(row.new) if row.new else None
    if row.change == "rename" and new is None:
        new = ids[row.old]
    return Link(row.day, row.change, ids[row.old], new, row.share, row.function, row.decision)


def coming(rows: Sequence[ActRow]) -> Coming:
    """What rows would change, weighed against what stands. Three queries."""
    before = timelines()
    used = dict(standing().values_list("decision", "day").distinct())
    return Coming(
        rows,
        weigh(rows, before, used, acts_before()),
        before,
        dict(Unit.objects.values_list("key", "pk")),
        lineage(),
    )


def standing() -> QuerySet[Succession]:
    """The successions that hold."""
    return Succession.objects.filter(reorganisation__withdrawn_at=None)


def acts_before() -> Standing:
    """What the acts that hold say of units, by their keys. One query."""
    last: dict[str, datetime.date] = {}
    went: dict[str, tuple[datetime.date, str]] = {}
    moved, renamed = set(), set()
    rows = standing().values_list("day", "decision", "change", "old__key", "new__key", "function")
    for day, decision, change, old, new, function in rows:
        for key in filter(None, (old, new)):
            last[key] = max(day, last.get(key, day))
        if function:
            moved.add((old, called(function), day))
        elif change in ENDING or new != old:
            went[old] = max((day, decision), went.get(old, (day, decision)))
        elif change == Succession.Change.RENAME:
            renamed.add((old, day))
    return Standing(last, went, moved, renamed)


Essence = tuple[datetime.date, str, str, str, str, Fraction | None, str]


def known_rows() -> dict[Essence, int]:
    """What was carried out already, by which reorganisation: day, number of the decision, change, keys of old and new,
    share, function. A unit that got another name stands with that name and, for rows that give none, without. Two
    queries."""
    rows = list(standing().select_related("old", "new"))
    found: dict[Essence, int] = {}
    for s in rows:
        new, function = s.new.key if s.new else "", called(s.function)
        essence = (s.day, number_key(s.decision), s.change, s.old.key, new, s.share, function)
        found[essence] = s.reorganisation_id
    named = {(s.old_id, s.day): s for s in rows if s.change == Succession.Change.RENAME and s.new == s.old}
    versions = UnitVersion.objects.filter(valid_from__in={day for _unit, day in named}, ended=False)
    for unit, day, name in versions.values_list("unit_id", "valid_from", "name"):
        if (one := named.get((unit, day))) is not None:
            renaming = (day, number_key(one.decision), one.change, one.old.key, name, None, "")
            found[renaming] = one.reorganisation_id
    return found


def essence(row: ActRow) -> Essence:
    """A row as it is known once it was carried out: a renaming without a name leads to the unit itself."""
    new = row.old if row.change == "rename" and not row.new else row.new
    return (row.day, number_key(row.decision), row.change, row.old, new, row.share, called(row.function))


def write(found: Coming, made: Reorganisation) -> None:
    """Links and versions of units, in a handful of queries."""
    Succession.objects.bulk_create(
        [
            Succession(
                reorganisation=made,
                decision=row.decision,
                day=row.day,
                change=row.change,
                old_id=link.old,
                new_id=link.new,
                share_over=row.share.numerator if row.share else None,
                share_under=row.share.denominator if row.share else None,
                function=row.function,
            )
            for row, link in zip(found.rows, found.links, strict=True)
        ],
        batch_size=500,
    )
    write_versions(found, made)


def write_versions(found: Coming, made: Reorganisation) -> None:
    """The new states. A version of the very day gives way and comes back when this is undone."""
    wanted = {
        (found.ids[key], state.valid_from): state
        for key, states in found.weighed.states.items()
        for state in states
        if state not in found.before[key]
    }
    days = {day for _unit, day in wanted}
    there = [
        pk
        for pk, unit, day in UnitVersion.objects.filter(valid_from__in=days).values_list(
            "pk", "unit_id", "valid_from"
        )
        if (unit, day) in wanted
    ]
    in_portions(there, lambda pks: UnitVersion.objects.filter(pk__in=pks).update(
        withdrawn_at=timezone.now(), replaced_by=made
    ))  # fmt: skip
    fresh = []
    for (unit, day), state in wanted.items():
        version = UnitVersion(unit_id=unit, valid_from=day, made_by=made)
        fill(version, state, found.ids)
        fresh.append(version)
    UnitVersion.objects.bulk_create(fresh, batch_size=500)


def in_portions(pks: Sequence[int], do: Callable[[Sequence[int]], object]) -> None:
    """SQLite takes no list of any length."""
    for start in range(0, len(pks), 5000):
        do(pks[start : start + 5000])


def names_then(rows: Iterable[Succession], made: Reorganisation) -> dict[int, tuple[str, str]]:
    """By row, how its units were called: the old one on the day before, the new one on the day, also where the
    reorganisation was undone. One query."""
    rows = list(rows)
    units = {unit for row in rows for unit in (row.old_id, row.new_id)}
    versions = UnitVersion.everything.filter(
        Q(withdrawn_at=None) | Q(made_by=made), unit__in=units, ended=False
    )
    known: dict[int, dict[datetime.date, str]] = {}
    for version in sorted(versions, key=lambda v: (v.valid_from, v.made_by_id == made.pk)):
        known.setdefault(version.unit_id, {})[version.valid_from] = version.name
    return {
        row.pk: (_name_on(known, row.old_id, row.day - _DAY), _name_on(known, row.new_id, row.day))
        for row in rows
    }


def _name_on(known: Mapping[int, Mapping[datetime.date, str]], unit: int | None, day: datetime.date) -> str:
    """The name of a unit on a day, the first it ever had where it was not there yet."""
    names = known.get(unit or 0, {})
    earlier = [name for first, name in names.items() if first <= day] or list(names.values())[:1]
    return earlier[-1] if earlier else ""


def take_back(made: Reorganisation) -> None:
    """Its versions and links no longer hold; what gave way for them holds again."""
    now = timezone.now()
    UnitVersion.objects.filter(made_by=made).update(withdrawn_at=now)
    UnitVersion.everything.filter(replaced_by=made).update(withdrawn_at=None, replaced_by=None)


def again(made: Reorganisation) -> Coming:
    """A reorganisation that was carried out, as it was before it was: to ask the rooms whether it can be undone."""
    rows = [
        ActRow(n, s.day, s.decision, s.change, s.old.key, s.new.key if s.new else "", s.share, s.function)  # type: ignore[arg-type]
        for n, s in enumerate(made.successions.select_related("old", "new"), 1)
    ]
    ids = dict(Unit.objects.values_list("key", "pk"))
    keys = {pk: key for key, pk in ids.items()}
    now = timelines()
    weighed = Weighed(now)
    for unit, day in UnitVersion.everything.filter(made_by=made).values_list("unit_id", "valid_from"):
        key = keys[unit]
        weighed.states.setdefault(key, []).extend(s for s in now[key] if s.valid_from == day)
    return Coming(rows, weighed, now, ids, lineage())
