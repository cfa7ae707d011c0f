"""Rights to what is kept of leadership. Which committees and posts there are is made public by decisions: whoever holds
a role reads it. Names of members, of leaders and of those in the pool are read only by whom their role needs it."""

from operator import attrgetter
from typing import Any

import rules

from chithi.accounts.models import User
from chithi.sheets.catalogue import name_of
from chithi.units.models import Role, Unit
from chithi.units.rules import has_any_role, own_units, seen_units, writes

Kind = Role.Kind
NAMED_TO = (Kind.UNIT_OFFICER, Kind.HEAD, Kind.FOCAL_OFFICER, Kind.LEADER, Kind.ADMINISTRATOR)
"""Whose role in a unit needs the names of its leaders; a statistician's does not."""


def named_units(user: User, register: str = "") -> set[int]:
    """The units whose leaders a person reads by name: one's own, and for leaders, administrators and focal officers
    those under the unit they serve."""
    return seen_units(user, NAMED_TO, register)


def reads_names(path: str = "unit") -> Any:
    """A predicate: a person reads the names of the unit that a record names by ``path``; of some unit where no record
    is named."""

    @rules.predicate(f"reads_names:{path}")
    def reads(user: User, record: Any) -> bool:
        if record is None:
            return bool(named_units(user))
        return attrgetter(f"{path}_id")(record) in named_units(user, name_of(record))

    return reads


@rules.predicate
def reads_names_of(user: User, unit: Unit | None) -> bool:
    """A person reads the names of this unit; of some unit where none is named. A roadmap names nobody, but of a body
    with one head it tells when that one retires."""
    units = named_units(user)
    return bool(units) if unit is None else unit.pk in units


@rules.predicate
def writes_for(user: User, unit: Unit | None) -> bool:
    """A person writes the records of this unit; of some unit where none is named."""
    mine = own_units(user)
    return bool(mine) if unit is None else unit.pk in mine


rules.add_perm("leadership.read", has_any_role)
rules.add_perm("leadership.change", writes())
rules.add_perm("leadership.change_below", writes("committee.unit"))
rules.add_perm("leadership.read_member", reads_names("committee.unit"))
rules.add_perm("leadership.read_holder", reads_names("post.unit"))
rules.add_perm("leadership.change_holder", writes("post.unit"))
rules.add_perm("leadership.read_pool", reads_names())
rules.add_perm("leadership.read_roadmap", reads_names_of)
rules.add_perm("leadership.change_unit", writes_for)
