"""Who answers for a unit that is no more, and from whom something came: reads of the lineage worth a name.

A unit that stands answers for itself. Nothing here costs a query beyond the lineage where no unit ever ended.
"""

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from chithi.units.lineage import Lineage, Link
from chithi.units.models import Unit, UnitVersion
from chithi.units.queries import lineage, tree
from chithi.units.tree import Node, Tree

_DAY = datetime.timedelta(days=1)
Way = tuple[int, Sequence[Link]]
"""A unit as it was named, and the links by which something of it came to another one."""


@dataclass(frozen=True)
class Came:
    """The unit from which something came in the last step, by its name on the day before, with the number and the day
    of the decision; of several on that day, from the first unit by all of them."""

    name: str
    decision: str
    day: datetime.date


def following(unit_id: int | None, units: Tree, known: Lineage | None = None) -> list[int]:
    """Who answers on the tree's day for a unit: itself while it stands, else the units that follow it, by the links
    that are ``known`` (those that hold where none are given)."""
    if unit_id is None:
        return []
    if unit_id in units:
        return [unit_id]
    links = lineage() if known is None else known
    return [heir for heir in links.heirs(unit_id, datetime.date.min, units.day) if heir in units]


def followers(unit_id: int | None) -> list[int]:
    """The units that follow today one that is no more; none of one that stands."""
    if unit_id is None or not (links := lineage()):
        return []
    return [heir for heir in following(unit_id, tree(), links) if heir != unit_id]


def nearest_day(unit_id: int, day: datetime.date) -> datetime.date | None:
    """The day nearest to one on which a unit was not there and on which it was: its last one before, else its first
    one after. None for a unit that never was. One query."""
    rows: Sequence[tuple[datetime.date, bool]] = list(
        UnitVersion.objects.filter(unit=unit_id).order_by("valid_from").values_list("valid_from", "ended")
    )
    ends = [first for first, ended in rows if ended and first <= day]
    if ends:
        return ends[-1] - _DAY
    return next((first for first, ended in rows if not ended), None)


def as_it_stood(key: str, day: datetime.date | None) -> tuple[Node, Tree] | None:
    """A unit among the units of a day; where none is asked for, of today, or of its last day where it is no more. None
    where there is no such unit on that day. Three queries more for one that is no more."""
    units = tree(day)
    node = units.by_key(key)
    if node is None and day is None:
        unit = Unit.objects.filter(key=key).values_list("pk", flat=True).first()
        nearest = nearest_day(unit, units.day) if unit is not None else None
        units = tree(nearest) if nearest is not None else units
        node = units.by_key(key)
    return (node, units) if node is not None else None


def register_function(name: str) -> str:
    """How a register is named where it is transferred on its own."""
    return f"register:{name}"


def partly_left_to(units: Collection[int]) -> set[int]:
    """Some units, and those that are no more which one of them follows today, be it with a part."""
    if not (links := lineage()):
        return set(units)
    now = tree()
    old = (u for u in candidates(links, units, "", now.day) if u not in now)
    return {*units, *(u for u in old if not {*following(u, now, links)}.isdisjoint(units))}


def left_to(units: Collection[int], register: str = "") -> set[int]:
    """Of which units some units alone answer today: themselves, and those that are no more and went to them whole.
    Of a ``register`` also those that handed it to them, and no longer those of them that handed it away."""
    links, own, found = lineage(), set(units), set(units)
    if not links or not units:
        return found
    now = tree()
    functions = [register_function(register)] if register else []
    for old in own | candidates(links, units, register, now.day):
        heirs = links.heirs(old, datetime.date.min, now.day, functions)
        if heirs != [old]:
            (found.add if heirs and own.issuperset(heirs) else found.discard)(old)
    return found


def candidates(links: Lineage, units: Collection[int], register: str, day: datetime.date) -> set[int]:
    """Some units, and those of which something may have come to them by a day."""
    front = [*units]
    if register:
        function = register_function(register)
        front += [link.old for link in links.links if link.function == function]
    return {old for unit in front for old, _link in links.forebears(unit, day)} | set(front)


def gone(day: datetime.date) -> QuerySet[UnitVersion, int]:
    """The ids of the units that are no more on a day, for a condition."""
    newer = UnitVersion.objects.filter(
        unit=OuterRef("unit"), valid_from__gt=OuterRef("valid_from"), valid_from__lte=day
    )
    ended = UnitVersion.objects.filter(~Exists(newer), valid_from__lte=day, ended=True)
    return ended.order_by().values_list("unit", flat=True)


def came(ways: Iterable[Way]) -> dict[Way, Came]:
    """What came by which way, in words. One query for the names of the units, as they were before the decision."""
    wanted = {(unit, tuple(links)): last_step(links) for unit, links in ways if links}
    if not wanted:
        return {}
    known: dict[int, list[tuple[datetime.date, str]]] = {}
    rows = UnitVersion.objects.filter(unit__in={step[0].old for step in wanted.values()}, ended=False)
    for unit, first, name in rows.order_by("valid_from").values_list("unit_id", "valid_from", "name"):
        known.setdefault(unit, []).append((first, name))
    return {
        way: Came(
            name_before(known.get(step[0].old, []), step[0].day),
            ", ".join(dict.fromkeys(link.decision for link in step)),
            step[0].day,
        )
        for way, step in wanted.items()
    }


def last_step(links: Sequence[Link]) -> list[Link]:
    """The links of the last day of a way: what is given on within a day comes from who had it before that day."""
    return [link for link in links if link.day == links[-1].day]


def name_before(known: Sequence[tuple[datetime.date, str]], day: datetime.date) -> str:
    """The last of the names (first day, name) that began before a day."""
    return next((name for first, name in reversed(known) if first < day), known[0][1] if known else "?")
