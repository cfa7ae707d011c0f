"""Reads of units worth a name."""

import datetime
from collections.abc import Iterable
from fractions import Fraction

from django.db.models import Exists, OuterRef, Q, QuerySet

from chithi.accounts.models import User
from chithi.shell.clock import today
from chithi.shell.memo import remembered
from chithi.shell.models import installation
from chithi.units.lineage import Lineage, Link
from chithi.units.matching import Directory, GroupNode
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


def _read_tree(day: datetime.date) -> Tree:
    versions = versions_on(day).values_list(
        "unit_id", "unit__key", "name", "kind", "parent_id", "code", "short_name", "sort_key"
    )
    aliases: dict[int, list[str]] = {}
    for unit, name in (
        UnitAlias.objects.filter(withdrawn_at=None).order_by("id").values_list("unit_id", "name")
    ):
        aliases.setdefault(unit, []).append(name)
    return Tree.of(day, (Node(*row, aliases=tuple(aliases.get(row[0], ()))) for row in versions))


def lineage() -> Lineage:
    """Which units follow which, in one query; asked once while a page is read."""
    return remembered("lineage", _read_lineage)


def _read_lineage() -> Lineage:
    rows = Succession.objects.filter(reorganisation__withdrawn_at=None).order_by("day", "id")
    return Lineage(
        Link(day, change, old, new, Fraction(over, under) if over and under else None, function)  # type: ignore[arg-type]
        for day, change, old, new, over, under, function in rows.values_list(
            "day", "change", "old_id", "new_id", "share_over", "share_under", "function"
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
    here = installation()
    return Directory.of(tree(day), group_nodes(), here.name if here else "")


def top() -> Unit | None:
    """The province (or commune) of ``init``: the first unit."""
    return Unit.objects.order_by("pk").first()


def members(group: Group, tree: Tree, named: Iterable[int] | None = None) -> list[Node]:
    """The units of a group as of the tree's day; an open group has none. ``named`` spares the query where the
    units named one by one are known."""
    if group.is_open:
        return []
    if named is None:
        named = GroupMember.objects.filter(held_on(tree.day), group=group).values_list("unit_id", flat=True)
    found = {n.id: n for n in tree.of_kinds(group.kinds, group.parent_id)}
    found.update({i: tree[i] for i in named if i in tree})
    return [n for n in tree if n.id in found]
