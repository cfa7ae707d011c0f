"""``load users``: accounts and their roles in units. A load adds and corrects; it takes nobody's role away."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chithi.accounts.actions import end_links
from chithi.accounts.models import User
from chithi.journal.actions import Actor
from chithi.sheets.asked import Asked
from chithi.sheets.loading import Change, Loader
from chithi.sheets.tables import Column, Row, Table
from chithi.shell.clock import today
from chithi.units.models import Role, Unit
from chithi.units.queries import held_on, top, tree
from chithi.units.rules import Scope, scope_of
from chithi.units.tree import Tree

_USER = re.compile(r"[a-z0-9][a-z0-9._@-]{0,59}")
EMAIL = User._meta.get_field("email").formfield().clean  # type: ignore[union-attr]
_FACTS = ("name", "email", "sex")

COLUMNS = (
    Column("user", gettext_lazy("User name"), required=True, width=20,
           hint=gettext_lazy("Small letters, digits, dots and hyphens. It never changes.")),
    Column("name", gettext_lazy("Full name"), required=True, width=30),
    Column("email", gettext_lazy("E-mail"), width=30),
    Column("sex", gettext_lazy("Sex"), width=8, choices=("F", "M"), labels=dict(User.Sex.choices)),
    Column("unit", gettext_lazy("Key of the unit"), width=24, hint=gettext_lazy("Empty: the province itself.")),
    Column("role", gettext_lazy("Role"), width=20, choices=tuple(Role.Kind.values),
           labels=dict(Role.Kind.choices),
           hint=gettext_lazy("Several roles of one person stand in several rows. Empty: an account without a role.")),
)  # fmt: skip


@dataclass
class Plan:
    """The load while it is planned."""

    table: Table
    tree: Tree
    scope: Scope
    users: dict[str, User]
    roles: dict[str, set[tuple[int, str]]]
    top: str = ""
    stated: dict[tuple[str, str], str] = field(default_factory=dict)
    taken: dict[tuple[str, str, str], int] = field(default_factory=dict)
    made: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Write:
    """What one row writes; ``unit`` is ``None`` where the role is there already."""

    username: str
    facts: Mapping[str, str]
    unit: int | None
    role: str


def plan_users(table: Table, actor: Actor) -> Sequence[Change]:
    """What each row would change; what is not taken is said by cell."""
    first, names = top(), {row["user"].lower() for row in table.rows}
    users = {u.username: u for u in User.objects.filter(username__in=names)}
    plan = Plan(table, tree(), scope_of(actor), users, roles_by_user(names), first.key if first else "")
    rows = [row for row in table.rows if row.number not in table.bad_rows]
    return [change_of(plan, row) for row in rows if check_person(plan, row) and check_role(plan, row)]


def roles_by_user(usernames: set[str]) -> dict[str, set[tuple[int, str]]]:
    """The roles that people hold today or will hold."""
    found: dict[str, set[tuple[int, str]]] = {}
    current = Q(valid_to=None) | Q(valid_to__gte=today())
    roles = Role.objects.filter(current, withdrawn_at=None, deputy_for=None, user__username__in=usernames)
    for name, unit, kind in roles.values_list("user__username", "unit_id", "kind"):
        found.setdefault(name, set()).add((unit, kind))
    return found


def check_person(plan: Plan, row: Row) -> bool:
    """The user name and e-mail are well formed, and two rows of one person do not contradict each other."""
    table, username = plan.table, row["user"].lower()
    if not _USER.fullmatch(username):
        message = _("“%(user)s” is no user name. Use small letters, digits, dots and hyphens.")
        table.refuse(row, "user", message % {"user": row["user"]})
    if row["email"]:
        try:
            EMAIL(row["email"])
        except ValidationError:
            table.refuse(row, "email", _("“%(value)s” is no e-mail address.") % {"value": row["email"]})
    for name in _FACTS:
        if row[name] and plan.stated.setdefault((username, name), row[name]) != row[name]:
            message = _("Another row of this person says “%(value)s”. Make them the same.")
            table.refuse(row, name, message % {"value": plan.stated[username, name]})
    if len(row["name"]) > 200:
        table.refuse(row, "name", _("The name is longer than 200 letters. Shorten it."))
    return row.number not in table.bad_rows


def unit_key(plan: Plan, row: Row) -> str:
    return row["unit"] or (plan.top if row["role"] else "")


def check_role(plan: Plan, row: Row) -> bool:
    """The unit is there today and belongs to whoever loads; the same row does not stand twice."""
    table, key = plan.table, unit_key(plan, row)
    mark = (row["user"].lower(), key, row["role"])
    if (other := plan.taken.setdefault(mark, row.number)) != row.number:
        table.refuse(row, "user", _("Row %(row)s says the same. Take one out.") % {"row": other})
    elif row["unit"] and plan.tree.by_key(key) is None:
        message = _("There is no unit with the key “%(key)s” today. Load it first.") % {"key": key}
        table.refuse(row, "unit", message)
    elif row["unit"] and not row["role"]:
        table.refuse(row, "role", _("The role in this unit is missing. Choose one."))
    elif not plan.scope.has(key):
        table.refuse(row, "unit", _("You are not the administrator of this unit."))
    elif plan.scope.keys is not None and (
        (differs(plan, row) and not is_ours(plan, row)) or belongs_to_nobody(plan, row)
    ):
        table.refuse(row, "user", _("This account belongs to people of other units. You cannot change it."))
    return row.number not in table.bad_rows


def is_ours(plan: Plan, row: Row) -> bool:
    """Whether the person is new or holds roles only in units of whoever loads (see ``rules.administers_person``)."""
    username = row["user"].lower()
    held = [plan.tree.get(unit) for unit, _kind in plan.roles.get(username, ())]
    is_within = bool(held) and all(node is not None and plan.scope.has(node.key) for node in held)
    return username not in plan.users or is_within


def belongs_to_nobody(plan: Plan, row: Row) -> bool:
    """Whether the account is there and holds no role: it is the whole's, and a first role would make it ours."""
    username = row["user"].lower()
    return username in plan.users and not plan.roles.get(username)


def differs(plan: Plan, row: Row) -> dict[str, str]:
    """The facts of an account that a row changes; an empty cell leaves what is there."""
    user = plan.users.get(row["user"].lower())
    return {k: row[k] for k in _FACTS if row[k] and (user is None or getattr(user, k) != row[k])}


def change_of(plan: Plan, row: Row) -> Change:
    username, key = row["user"].lower(), unit_key(plan, row)
    user, facts = plan.users.get(username), differs(plan, row)
    is_new = user is None and username not in plan.made
    if not is_new and user is None:
        facts = {}  # an earlier row makes the account with the same facts
    plan.made.add(username)
    node = plan.tree.by_key(key) if row["role"] else None
    adds_role = node is not None and (node.id, row["role"]) not in plan.roles.get(username, set())
    old = {k: getattr(user, k) for k in facts} if user is not None else {}
    new: dict[str, Any] = {**facts, **({"role": row["role"], "unit": key} if adds_role else {})}
    kind: Any = "created" if is_new else "changed" if new else "unchanged"
    write = Write(username, facts, node.id if node is not None and adds_role else None, row["role"])
    return Change(row.number, f"{row['name']} ({username})", kind, old, new, write)


def apply_users(changes: Sequence[Change], actor: Actor) -> None:
    """Make or correct the accounts, then give the roles from today on. New accounts have no password yet."""
    writes: list[Write] = [change.payload for change in changes]
    users = {u.username: u for u in User.objects.filter(username__in={w.username for w in writes})}
    for write in writes:
        user = users.get(write.username)
        if user is None:
            users[write.username] = User.objects.create_user(write.username, **write.facts)
        elif write.facts:
            for name, value in write.facts.items():
                setattr(user, name, value)
            user.save()
    end_links({users[w.username] for w in writes if w.unit is not None}, actor)
    day = today()
    Role.objects.bulk_create(
        Role(user=users[w.username], unit_id=w.unit, kind=w.role, valid_from=day)
        for w in writes
        if w.unit is not None
    )


def user_rows(found: QuerySet[Any], _what: Asked, actor: Actor) -> Iterator[Mapping[str, Any]]:
    """The accounts of a list in the shape of the load, one row for each role of today in a unit that somebody
    administers."""
    scope = scope_of(actor)
    keys = dict(Unit.objects.values_list("pk", "key"))
    roles: dict[int, list[Role]] = {}
    for role in Role.objects.filter(held_on(today()), withdrawn_at=None, deputy_for=None).order_by("id"):
        roles.setdefault(role.user_id, []).append(role)
    for user in found.order_by("sort_key", "pk").iterator():
        facts = {"user": user.username, "name": user.name, "email": user.email, "sex": user.sex}
        for role in roles.get(user.pk, []):
            if scope.has(keys[role.unit_id]):
                yield {**facts, "unit": keys[role.unit_id], "role": role.kind}
        if user.pk not in roles and scope.keys is None:
            yield facts


def unit_list() -> Mapping[str, Sequence[tuple[str, str]]]:
    """The units of today, for the drop-down of the workbook."""
    return {"unit": [(node.key, node.name) for node in tree()]}


LOADER = Loader(
    name="users",
    title=gettext_lazy("People and their roles"),
    columns=COLUMNS,
    plan=plan_users,
    apply=apply_users,
    permission="accounts.load",
    back="units:people",
    hint=gettext_lazy("New accounts have no password yet: invite the people from the list afterwards."),
    lists=unit_list,
    rows=user_rows,
)
