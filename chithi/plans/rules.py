"""Rights in plans. Each predicate is one sentence; an unknown right is a no."""

import rules

from chithi.accounts.models import User
from chithi.plans.models import Lesson, Plan
from chithi.units.following import partly_left_to
from chithi.units.models import Role, Unit
from chithi.units.queries import roles_of, tree
from chithi.units.rules import answers, answers_above, is_administrator, is_focal_officer, units_where
from chithi.units.tree import Tree

FOCAL = [Role.Kind.FOCAL_OFFICER]
ADMINISTRATOR = [Role.Kind.ADMINISTRATOR]
OWN = [Role.Kind.UNIT_OFFICER, Role.Kind.HEAD]
"""Who makes the own plan of a unit, beside its focal officers."""


def own_units(user: User) -> set[int]:
    """The units whose own plans a person makes as officer or head: those that stand under another one today. What is
    at the top issues the plans that are carried out; those are the focal officers' business."""
    where = units_where(user, OWN)
    if not where:
        return set()
    now = tree()
    return {i for i in where if is_below(now, i)}


def is_below(units: Tree, unit_id: int) -> bool:
    """Whether a unit stands under another one: such a unit has plans of its own, which carry out those above."""
    node = units.get(unit_id)
    return node is not None and node.parent_id in units


def by_office(user: User, plan: Plan) -> bool:
    """A focal officer of the plan's issuer or focal unit, or an administrator of the issuer or above; where these are
    no more, of the units that follow them."""
    if answers(user, FOCAL, plan.issuer_id) or answers(user, FOCAL, plan.focal_unit_id):
        return True
    return answers_above(user, ADMINISTRATOR, plan.issuer_id)


def is_bounded(actor: object, plan: Plan) -> bool:
    """Whether somebody may let a plan give leads only to the unit itself and those under it: its officers and heads,
    who are nothing more. The operator at the command line is not bounded."""
    return isinstance(actor, User) and not by_office(actor, plan)


@rules.predicate
def checks_plan(user: User, plan: Plan | None) -> bool:
    """A focal officer of the plan's issuer or focal unit, an administrator of the issuer or above, or an officer or
    head of the issuer where it is the unit's own plan; where these units are no more, of those that follow them."""
    if plan is None:
        return bool(is_focal_officer(user) or is_administrator(user) or own_units(user))
    return by_office(user, plan) or plan.issuer_id in partly_left_to(own_units(user))


@rules.predicate
def teaches(user: User, plan: Plan | None) -> bool:
    """A focal officer of the plan's issuer or focal unit, or an administrator of the issuer or above: what they say
    of a name holds for the plans of every issuer."""
    if plan is None:
        return bool(is_focal_officer(user) or is_administrator(user))
    return by_office(user, plan)


@rules.predicate
def reads_plan(user: User, plan: Plan | None) -> bool:
    """Everybody with a role reads what has been published; drafts only those who check them."""
    if plan is None or plan.published_at is not None:
        return bool(roles_of(user))
    return checks_plan(user, plan)


@rules.predicate
def imports_for(user: User, issuer: Unit | None) -> bool:
    """A focal officer of the issuer or of a unit of its level right below it; an officer or head of the issuer for
    its own plan; an administrator above."""
    if issuer is None:
        return bool(is_focal_officer(user) or is_administrator(user) or own_units(user))
    return issuer.pk in importable(user, tree())


@rules.predicate
def forgets(user: User, lesson: Lesson | None) -> bool:
    """Those who check the plan in which it was taught."""
    return checks_plan(user, lesson.plan if lesson is not None else None)


def importable(user: User, units: Tree) -> set[int]:
    """The units for which a person may import plans."""
    focal, above = units_where(user, FOCAL), units_where(user, ADMINISTRATOR)
    found = {n.id for top in above for n in units.subtree(top)} | {i for i in focal if i in units}
    found |= own_units(user)
    for unit_id in focal:
        node = units.get(unit_id)
        parent = units.get(node.parent_id) if node else None
        if node and parent and node.level == parent.level:
            found.add(parent.id)
    return found


rules.add_perm("plans.read", reads_plan)
rules.add_perm("plans.import", imports_for)
rules.add_perm("plans.check", checks_plan)
rules.add_perm("plans.publish", checks_plan)
rules.add_perm("plans.forget", forgets)
rules.add_perm("plans.teach", teaches)
