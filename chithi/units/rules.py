"""Rights that hang on roles in units. Each predicate is one sentence; an unknown right is a no.

A role counts for its unit and, for leaders and administrators, for everything under it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import rules

from chithi.accounts.models import User
from chithi.sheets.catalogue import name_of
from chithi.shell.clock import today
from chithi.shell.memo import remembered
from chithi.units.following import followers, left_to
from chithi.units.models import Role, Unit
from chithi.units.queries import not_over, roles_of, tree

Kind = Role.Kind
WRITERS = [Kind.UNIT_OFFICER, Kind.HEAD, Kind.FOCAL_OFFICER]
"""Who writes the records of a unit."""


def units_where(user: User, kinds: Iterable[str]) -> set[int]:
    """The units in which a person holds one of some roles today."""
    wanted = set(kinds)
    return {role.unit_id for role in roles_of(user) if role.kind in wanted}


def holds(user: User, kinds: Iterable[str], unit_id: int | None) -> bool:
    """Whether a person holds one of some roles in this very unit."""
    return unit_id is not None and unit_id in units_where(user, kinds)


def holds_above(user: User, kinds: Iterable[str], unit_id: int | None) -> bool:
    """Whether a person holds one of some roles in this unit or in one above it."""
    if unit_id is None:
        return False
    where = units_where(user, kinds)
    if not where:
        return False
    return unit_id in where or any(a.id in where for a in tree().ancestors(unit_id))


def answers(user: User, kinds: Iterable[str], unit_id: int | None) -> bool:
    """Whether a person holds one of some roles in this unit or, where it is no more, in one that follows it."""
    return holds(user, kinds, unit_id) or (
        bool(units_where(user, kinds)) and any(holds(user, kinds, heir) for heir in followers(unit_id))
    )


def answers_above(user: User, kinds: Iterable[str], unit_id: int | None) -> bool:
    """Whether a person holds one of some roles in this unit or above it or, where it is no more, in or above one that
    follows it."""
    return holds_above(user, kinds, unit_id) or (
        bool(units_where(user, kinds)) and any(holds_above(user, kinds, heir) for heir in followers(unit_id))
    )


@dataclass(frozen=True)
class Scope:
    """The units a person administers, by key; ``None`` for all of them."""

    keys: frozenset[str] | None

    def has(self, key: str) -> bool:
        return self.keys is None or key in self.keys


def scope_of(actor: object) -> Scope:
    """What somebody may change: all for the operator at the command line and for the administrator of a unit at
    the top, else the units of one's own branch."""
    if not isinstance(actor, User):
        return Scope(None)
    where, now = units_where(actor, [Kind.ADMINISTRATOR]), tree()
    # A unit whose unit above is gone stands at the top of the tree, but not at the top of the house.
    if any(node.id in where for node in now.children(None) if node.parent_id is None):
        return Scope(None)
    return Scope(frozenset(node.key for unit in where for node in now.subtree(unit)))


def served_by(where: set[int]) -> set[int]:
    """The units whose work focal officers of some units do: the one right above a body of its own level (a
    department of the province), else the unit itself (a district)."""
    if not where:
        return set()
    now, found = tree(), set()
    for node in filter(None, map(now.get, where)):
        above = now.get(node.parent_id)
        found.add(above.id if above is not None and above.level == node.level else node.id)
    return found


def left_to_them(user: User, units: set[int], register: str) -> set[int]:
    """``left_to``, worked out once for a person in a request, as roles are: a bulk change asks it of every record."""
    kept: dict[tuple[frozenset[int], str], set[int]] = user.__dict__.setdefault("_left_to", {})
    key = (frozenset(units), register)
    if key not in kept:
        kept[key] = left_to(units, register)
    return set(kept[key])


def own_units(user: User, register: str = "") -> set[int]:
    """The units whose records a person writes: those in which they are officer, head or focal officer, and those that
    are no more and went to these whole; of one register, as it was transferred."""
    return left_to_them(user, units_where(user, WRITERS), register)


def seen_units(user: User, kinds: Iterable[str] = tuple(Kind), register: str = "") -> set[int]:
    """The units whose records a person reads even where not everybody does: one's own (those in which one holds a
    role of some ``kinds``), and for leaders, administrators and focal officers those under the unit they serve; with
    each those that are no more and went to them whole, and of a ``register`` those that handed it to them. At the top
    all that ever were."""
    now = tree()
    tops = units_where(user, [Kind.LEADER, Kind.ADMINISTRATOR])
    tops |= served_by(units_where(user, [Kind.FOCAL_OFFICER]))
    if any(node.id in tops for node in now.children(None) if node.parent_id is None):
        return set(remembered("every unit", lambda: frozenset(Unit.objects.values_list("pk", flat=True))))
    seen = units_where(user, kinds) | {node.id for top in tops for node in now.subtree(top)}
    return seen | left_to_them(user, seen, register)


def answering_units(user: User, register: str = "") -> set[int]:
    """The units for which a person answers what is put to them: as a writer or leader of it, or as focal officer of
    the body that does its work; and those that are no more and went to them whole, of a register as it was
    transferred."""
    where = units_where(user, [*WRITERS, Kind.LEADER])
    where |= served_by(units_where(user, [Kind.FOCAL_OFFICER]))
    return left_to_them(user, where, register)


def writes(path: str = "unit") -> Any:
    """A predicate: a person writes for the unit that a record names by ``path`` (``committee.unit``); for some unit
    where no record is named."""

    @rules.predicate(f"writes:{path}")
    def writes_it(user: User, record: Any) -> bool:
        if record is None:
            return bool(own_units(user))
        return attrgetter(f"{path}_id")(record) in own_units(user, name_of(record))

    return writes_it


@rules.predicate
def has_any_role(user: User) -> bool:
    """Everybody who holds a role somewhere today."""
    return bool(roles_of(user))


@rules.predicate
def is_administrator(user: User) -> bool:
    """An administrator of some unit."""
    return bool(units_where(user, [Kind.ADMINISTRATOR]))


@rules.predicate
def is_focal_officer(user: User) -> bool:
    """A focal officer of some unit."""
    return bool(units_where(user, [Kind.FOCAL_OFFICER]))


@rules.predicate
def administers(user: User, unit: Unit | None) -> bool:
    """An administrator of this unit or of one above it; of some unit where none is named."""
    if unit is None:
        return bool(units_where(user, [Kind.ADMINISTRATOR]))
    return holds_above(user, [Kind.ADMINISTRATOR], unit.pk)


@rules.predicate
def administers_person(user: User, person: Any) -> bool:
    """An administrator of every unit in which the person holds a role or will hold one; of the whole where none.

    Not of one of them: else the administrator of a commune could give the leader of the province a role there and
    then set their password.
    """
    if person is None:
        return bool(units_where(user, [Kind.ADMINISTRATOR]))
    scope = scope_of(user)
    if scope.keys is None:
        return True
    held = Role.objects.filter(not_over(today()), user=person, withdrawn_at=None).values_list(
        "unit__key", flat=True
    )
    keys = list(held)
    return bool(keys) and all(scope.has(key) for key in keys)


@rules.predicate
def administers_all(user: User) -> bool:
    """An administrator of a unit at the top."""
    return bool(units_where(user, [Kind.ADMINISTRATOR])) and scope_of(user).keys is None


@rules.predicate
def has_own_role(user: User) -> bool:
    """Somebody who holds a role themselves, not only as a deputy."""
    return any(role.deputy_for_id is None for role in roles_of(user))


@rules.predicate
def may_end(user: User, role: Role | None) -> bool:
    """An administrator of the role's unit, or the person for whom it stands in."""
    if role is None:
        return False
    stands_in_for_me = role.deputy_for is not None and role.deputy_for.user_id == user.pk
    return stands_in_for_me or holds_above(user, [Kind.ADMINISTRATOR], role.unit_id)


rules.add_perm("journal.read", administers_all)
rules.add_perm("units.read", has_any_role)
rules.add_perm("units.change", administers)
rules.add_perm("units.change_groups", administers_all)
rules.add_perm("units.load", is_administrator)
rules.add_perm("units.directory", administers_all)
rules.add_perm("units.deputise", has_own_role)
rules.add_perm("units.end_role", may_end)
rules.add_perm("accounts.read", is_administrator | is_focal_officer)
rules.add_perm("accounts.change", administers_person)
rules.add_perm("accounts.load", is_administrator)
