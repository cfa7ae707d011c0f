"""Rights to records. Each predicate is one sentence; an unknown right is a no."""

import rules

from chithi.accounts.models import User
from chithi.sheets.models import Record
from chithi.units.models import Role
from chithi.units.queries import tree
from chithi.units.rules import has_any_role, served_by, units_where

Kind = Role.Kind
WRITERS = [Kind.UNIT_OFFICER, Kind.HEAD, Kind.FOCAL_OFFICER]
ABOVE = [Kind.LEADER, Kind.ADMINISTRATOR]


def own_units(user: User) -> set[int]:
    """The units whose records a person writes: those in which they are officer, head or focal officer."""
    return units_where(user, WRITERS)


def seen_units(user: User) -> set[int]:
    """The units whose records a person reads even where not everybody does: one's own, and for leaders,
    administrators and focal officers those under the unit they serve."""
    now = tree()
    tops = units_where(user, ABOVE) | served_by(units_where(user, [Kind.FOCAL_OFFICER]))
    return units_where(user, list(Kind)) | {node.id for top in tops for node in now.subtree(top)}


@rules.predicate
def writes(user: User, record: Record | None) -> bool:
    """An officer, head or focal officer of the unit whose record it is; of some unit where none is named."""
    mine = own_units(user)
    return bool(mine) if record is None else getattr(record, "unit_id", None) in mine


rules.add_perm("records.read", has_any_role)
rules.add_perm("records.change", writes)
