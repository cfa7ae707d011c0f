"""Who owes a work item on a day: the units that its names stand for, and those to whom it passed since.

Nothing is written when a unit ends or hands a clause over. Each name is followed from the day of its item (a named
member of a group from the day of its membership) to the day that is asked about, so that an old day answers as it did.
"""

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from chithi.plans.models import Assignment, ChosenMember, Plan, WorkItem
from chithi.units.following import following
from chithi.units.lineage import Lineage, Link
from chithi.units.models import GroupMember
from chithi.units.queries import held_on, lineage, of_kinds
from chithi.units.tree import Node, Tree


@dataclass(frozen=True)
class Source:
    """A unit that an assignment means: by its name from ``since`` on (None: from the day of the item), or because it
    is of a kind of its group, which is asked anew for every day."""

    unit: int
    since: datetime.date | None = None
    is_by_kind: bool = False


@dataclass(frozen=True)
class Place:
    """From which day an item binds, and the functions with which it was ever transferred."""

    since: datetime.date
    functions: Collection[str] = ()


@dataclass(frozen=True)
class Owed:
    """A unit that owes on the tree's day: where ``links`` are not empty they led to it from the unit ``old``."""

    node: Node
    old: int
    links: tuple[Link, ...] = ()


def clause_function(plan_key: str, place: str, item: int) -> str:
    """How one item at a place is named where it is transferred."""
    return f"clause:{plan_key}:{place}#{item}"


def place_function(plan_key: str, place: str, items: Iterable[int]) -> str:
    """How a clause is named where it is transferred with all items at its place. They stand in it, for an amendment may
    give the place to others."""
    return f"clause:{plan_key}:{place}={','.join(map(str, sorted(items)))}"


def items_of(function: str) -> list[int]:
    """The items that a function means; none where it is no clause."""
    if not function.startswith("clause:"):
        return []
    place, _mark, items = function.partition("=")
    return [int(item) for item in (items or place.rpartition("#")[2]).split(",") if item.isdecimal()]


def functions_by_item(links: Lineage) -> dict[int, tuple[str, ...]]:
    """The functions with which each item was ever transferred."""
    found: dict[int, tuple[str, ...]] = {}
    for function in dict.fromkeys(link.function for link in links.links if link.function):
        for item in items_of(function):
            found[item] = (*found.get(item, ()), function)
    return found


def is_open(assignment: Assignment) -> bool:
    """Whether it owes nothing until somebody chooses members."""
    return assignment.is_open or (assignment.group is not None and assignment.group.is_open)


def expanded(assignments: Iterable[Assignment], tree: Tree) -> dict[int, list[Node]]:
    """The units each assignment stands for as of the tree's day, each once. Two queries at most, and one more where
    units ever followed others.

    A unit is itself, a group its members, an open name or group the members chosen for it. In the place of a unit
    that is no more stand those that follow it; one that nobody follows stands for nothing.
    """
    return {
        pk: list(dict.fromkeys(one.node for one in found)) for pk, found in owed(assignments, tree).items()
    }


def owed(
    assignments: Iterable[Assignment], tree: Tree, items: Iterable[WorkItem] | None = None
) -> dict[int, list[Owed]]:
    """As ``expanded``, with how it came to each unit; one to which it came from several stands several times. The
    items, with their plan, spare a query where they are at hand."""
    assignments, links = list(assignments), lineage()
    meant = sources(assignments, tree, links)
    where = places({a.work_item_id for a in assignments}, links, tree.day, items) if links else {}
    rank = {node.id: n for n, node in enumerate(tree)}
    found: dict[int, list[Owed]] = {}
    for a in assignments:
        found[a.pk] = rows = [
            Owed(tree[heir], source.unit, way)
            for source in meant[a.pk]
            for heir, way in (
                ways(source, where[a.work_item_id], links, tree.day) if links else {source.unit: ()}
            ).items()
            if heir in tree
        ]
        if a.group_id is not None and not is_open(a):
            rows.sort(key=lambda one: rank[one.node.id])
    return found


def ways(source: Source, place: Place, links: Lineage, day: datetime.date) -> dict[int, tuple[Link, ...]]:
    """Who owes on a day what an assignment gave to a unit, with the links by which it came to them. One that was no
    more when the item began (a draft that waited) is followed to that day first."""
    begun = max(source.since or place.since, place.since)
    found: dict[int, tuple[Link, ...]] = {}
    for unit, first in links.ways(source.unit, datetime.date.min, begun).items():
        for heir, way in links.ways(unit, begun, day, place.functions).items():
            found.setdefault(heir, (*first, *way))
    return found


def sources(
    assignments: Iterable[Assignment], tree: Tree, known: Lineage | None = None
) -> dict[int, list[Source]]:
    """The units that each assignment means, before anything is followed. Two queries at most where the links are
    ``known``."""
    assignments = list(assignments)
    groups = {a.group.pk: a.group for a in assignments if a.group is not None and not a.group.is_open}
    members: dict[int, dict[int, Source]] = {
        pk: {n.id: Source(n.id, is_by_kind=True) for n in of_kinds(group, tree, known)}
        for pk, group in groups.items()
    }
    if groups:
        rows = GroupMember.objects.filter(held_on(tree.day), group__in=groups).order_by("id")
        for group, unit, first in rows.values_list("group_id", "unit_id", "valid_from"):
            members[group].setdefault(unit, Source(unit, first))
    opened = [a.pk for a in assignments if is_open(a)]
    chosen: dict[int, list[Source]] = {}
    if opened:
        rows_chosen = ChosenMember.objects.filter(assignment__in=opened, withdrawn_at=None).order_by("id")
        for pk, unit in rows_chosen.values_list("assignment_id", "unit_id"):
            chosen.setdefault(pk, []).append(Source(unit))
    found = {}
    for a in assignments:
        if is_open(a):
            found[a.pk] = chosen.get(a.pk, [])
        elif a.group_id is not None:
            found[a.pk] = list(members[a.group_id].values())
        else:
            found[a.pk] = [Source(a.unit_id)] if a.unit_id is not None else []
    return found


def places(
    wanted: Collection[int], links: Lineage, day: datetime.date, items: Iterable[WorkItem] | None = None
) -> Mapping[int, Place]:
    """Since when items bind and with which functions they were transferred; what binds nobody yet begins with the
    paper."""
    functions = functions_by_item(links)
    known = WorkItem.objects.filter(pk__in=wanted).select_related("plan") if items is None else items
    return {
        one.pk: Place(
            one.valid_from or one.plan.date or one.plan.valid_from or day,
            functions.get(one.pk, ()),
        )
        for one in known
    }


def leading_units(plan: Plan, tree: Tree) -> set[int]:
    """The units that lead a plan on the tree's day: its focal unit and its issuer, or who follows them."""
    return {*following(plan.issuer_id, tree), *following(plan.focal_unit_id, tree)}


def issuer_of(plan: Plan, tree: Tree) -> Node | None:
    """Whose plan it is on the tree's day: the issuer, or the first unit that follows it."""
    return first_of(plan.issuer_id, tree)


def focal_unit_of(plan: Plan, tree: Tree) -> Node | None:
    """Its focal unit on the tree's day, or the first unit that follows it."""
    return first_of(plan.focal_unit_id, tree)


def first_of(unit: int | None, tree: Tree) -> Node | None:
    found = following(unit, tree)
    return (
        next((node for node in tree if node.id in found), None)
        if len(found) > 1
        else tree.get(next(iter(found), None))
    )
