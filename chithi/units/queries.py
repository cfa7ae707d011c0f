"""Reads of units worth a name."""

import datetime
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from django.db.models import Exists, OuterRef, Q, QuerySet

from chithi.accounts.models import User
from chithi.shell.clock import today
from chithi.shell.memo import remembered
from chithi.shell.models import installation
from chithi.units.lineage import Lineage, Link
from chithi.units.matching import Directory, Former, GroupNode
from chithi.units.models import Group, GroupMember, Role, Succession, Unit, UnitAlias, UnitVersion
from chithi.units.tree import Node, Tree


def tree(day: datetime.date | None = None) -> Tree:
    """The units as of a day (today if none is given), in two queries; asked once while a page is read."""
    day = day or today()
    return remembered(("tree", day), lambda: _read_tree(day))


def versions_on(day: datetime.date) -> QuerySet[UnitVersion]:
    """What holds for each unit that is there on a day."""
    newer = UnitVersion.objects.filter(
        unit=OuterRef("unit"), valid_from__gt=OuterRef("valid_from"), valid_from__lte=day
    )
    return UnitVersion.objects.filter(~Exists(newer), valid_from__lte=day, ended=False)


def ids_of_kinds(kinds: Iterable[str], day: datetime.date) -> QuerySet[UnitVersion, int]:
    """The ids of the units that are there on a day and of one of some kinds then, for a condition."""
    found = versions_on(day).filter(kind__in=sorted(kinds)).order_by()
    return found.values_list("unit", flat=True)


def _read_tree(day: datetime.date) -> Tree:
    versions = versions_on(day).values_list(
        "unit_id", "unit__key", "name", "kind", "parent_id", "code", "short_name", "sort_key"
    )
    aliases = remembered("aliases", read_aliases)
    return Tree.of(day, (Node(*row, aliases=tuple(aliases.get(row[0], ()))) for row in versions))


def read_aliases(units: Iterable[int] | None = None) -> dict[int, list[str]]:
    """The other names of units, or of some of them, in one query."""
    rows = UnitAlias.objects.filter(withdrawn_at=None).order_by("id")
    if units is not None:
        rows = rows.filter(unit__in=list(units))
    aliases: dict[int, list[str]] = {}
    for unit, name in rows.values_list("unit_id", "name"):
        aliases.setdefault(unit, []).append(name)
    return aliases


def lineage() -> Lineage:
    """Which units follow which, in one query; asked once while a page is read."""
    return remembered("lineage", _read_lineage)


def _read_lineage() -> Lineage:
    rows = Succession.objects.filter(reorganisation__withdrawn_at=None).order_by("day", "id")
    return Lineage(
        Link(day, change, old, new, Fraction(over, under) if over and under else None, *said)  # type: ignore[arg-type]
        for day, change, old, new, over, under, *said in rows.values_list(
            "day", "change", "old_id", "new_id", "share_over", "share_under", "function", "decision"
        )
    )


def held_on(day: datetime.date) -> Q:
    """Rows with ``valid_from`` and ``valid_to`` (both inclusive) that hold on a day."""
    return Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gte=day))


def not_over(day: datetime.date) -> Q:
    """Rows that hold on a day or will hold after it."""
    return Q(valid_to=None) | Q(valid_to__gte=day)


def roles_of(user: User, day: datetime.date | None = None) -> list[Role]:
    """The roles a person holds on a day; those of today are asked of the database once per request."""
    if day is None and hasattr(user, "_roles_today"):
        return user._roles_today
    found = list(
        Role.objects.filter(held_on(day or today()), user=user, withdrawn_at=None).select_related("unit")
    )
    if day is None:
        user._roles_today = found  # type: ignore[attr-defined]
    return found


def people_of(unit_id: int, kinds: Iterable[str], day: datetime.date | None = None) -> list[User]:
    """Who holds one of some roles in a unit on a day, deputies among them."""
    return list(
        User.objects.filter(
            is_active=True,
            pk__in=Role.objects.filter(
                held_on(day or today()), unit=unit_id, kind__in=list(kinds), withdrawn_at=None
            ).values("user"),
        )
    )


def group_nodes() -> list[GroupNode]:
    """The groups that stand, with their aliases, in two queries."""
    found = Group.objects.filter(withdrawn_at=None).prefetch_related("aliases").order_by("id")
    return [
        GroupNode(
            g.pk,
            g.name,
            tuple(a.name for a in g.aliases.all() if not a.withdrawn_at),
            tuple(g.kinds),
            g.is_open,
        )
        for g in found
    ]


def directory(day: datetime.date | None = None) -> Directory:
    """The names of units and groups on a day, ready to be matched."""
    here, units = installation(), tree(day)
    former = (lambda: former_names(units)) if lineage() else None
    return Directory.of(units, group_nodes(), here.name if here else "", former)


def former_names(units: Tree) -> Former:
    """The units that ended or were named anew by the tree's day, as they were called before. Two queries."""
    links, last = lineage(), dict[int, datetime.date]()
    for link in links.links:
        if not link.function and link.day <= units.day:
            last[link.old] = link.day
    names: dict[int, list[Node]] = {}
    rows = UnitVersion.objects.filter(unit__in=last, ended=False, valid_from__lte=units.day)
    fields = ("unit_id", "unit__key", "name", "kind", "parent_id", "code", "short_name", "sort_key")
    for row in rows.order_by("valid_from").values_list(*fields):
        names.setdefault(row[0], []).append(Node(*row))
    aliases = read_aliases(last)
    nodes, whole = [], {}
    for unit, known in names.items():
        now = units.get(unit)
        old = [node for node in known if now is None or node.name != now.name]
        if old:
            others = tuple(dict.fromkeys(text for n in old for text in (n.name, n.short_name) if text))
            nodes.append(replace(old[-1], aliases=(*others, *(aliases.get(unit, ()) if now is None else ()))))
            gone = links.flow(unit, last[unit] - datetime.timedelta(days=1), units.day).whole
            if (heir := unit if now is not None else gone) is not None:
                whole[unit] = heir
    heirs = {node.id: tuple(links.heirs(node.id, datetime.date.min, units.day)) for node in nodes}
    return Former(tuple(nodes), whole, heirs)


def top(day: datetime.date | None = None) -> Unit | None:
    """The province (or commune) of ``init``: the first unit, or the one that follows it on a day (today where none is
    given)."""
    first = Unit.objects.order_by("pk").first()
    if first is None:
        return None
    heir = next(iter(lineage().heirs(first.pk, datetime.date.min, day or today())), first.pk)
    return first if heir == first.pk else Unit.objects.get(pk=heir)


def members(group: Group, tree: Tree, named: Iterable[tuple[int, datetime.date]] | None = None) -> list[Node]:
    """The units of a group as of the tree's day; an open group has none. In the place of one named that is no more
    stand those that follow it. ``named``, (unit, first day), spares the query where it is known."""
    if group.is_open:
        return []
    if named is None:
        rows = GroupMember.objects.filter(held_on(tree.day), group=group)
        named = rows.values_list("unit_id", "valid_from")
    named = list(named)
    gone = [(unit, first) for unit, first in named if unit not in tree]
    is_top_gone = group.parent_id is not None and group.parent_id not in tree
    known = lineage() if gone or is_top_gone else Lineage(())
    found = {n.id for n in of_kinds(group, tree, known)} | {unit for unit, _first in named}
    found.update(heir for unit, first in gone for heir in known.heirs(unit, first, tree.day))
    return [n for n in tree if n.id in found]


def of_kinds(group: Group, tree: Tree, known: Lineage | None = None) -> list[Node]:
    """The units of a group's kinds below its unit, or below those that follow it where it is no more, by the links
    that are ``known`` (those that hold where none are given)."""
    if group.parent_id is None or group.parent_id in tree:
        return tree.of_kinds(group.kinds, group.parent_id)
    links = lineage() if known is None else known
    tops = links.heirs(group.parent_id, datetime.date.min, tree.day)
    return [node for top in tops if top in tree for node in tree.of_kinds(group.kinds, top)]
