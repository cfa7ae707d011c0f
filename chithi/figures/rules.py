"""Rights to figures. Each predicate is one sentence; an unknown right is a no."""

import rules

from chithi.accounts.models import User
from chithi.units.models import Role, Unit
from chithi.units.queries import tree
from chithi.units.rules import (
    Scope,
    administers_all,
    has_any_role,
    holds_above,
    is_administrator,
    is_focal_officer,
    scope_of,
    served_by,
    units_where,
)

Kind = Role.Kind


@rules.predicate
def steers(user: User, unit: Unit | None) -> bool:
    """An administrator of this unit or of one above it, or a focal officer in it or in a body of its level right
    under it."""
    if unit is None:
        return bool(units_where(user, [Kind.ADMINISTRATOR, Kind.FOCAL_OFFICER]))
    if holds_above(user, [Kind.ADMINISTRATOR], unit.pk):
        return True
    where = units_where(user, [Kind.FOCAL_OFFICER])
    return unit.pk in where or unit.pk in served_by(where)


def loads_for(actor: object) -> Scope:
    """The units whose figures somebody may load: those administered, and for a focal officer the unit served with
    everything under it."""
    scope = scope_of(actor)
    if scope.keys is None or not isinstance(actor, User):
        return scope
    now, served = tree(), served_by(units_where(actor, [Kind.FOCAL_OFFICER]))
    return Scope(scope.keys | {node.key for unit in served for node in now.subtree(unit)})


rules.add_perm("figures.read", has_any_role)
rules.add_perm("figures.change_target", steers)
rules.add_perm("figures.load", is_administrator | is_focal_officer)
rules.add_perm("figures.change_indicator", administers_all)
