"""Rights of the control room. They hang on the units that lead a plan: its focal unit and who issued it."""

import rules

from chithi.accounts.models import User
from chithi.plans.models import Plan
from chithi.reports.models import Cycle
from chithi.reports.rules import leads_plan
from chithi.units.models import Role
from chithi.units.rules import holds_above, units_where

Kind = Role.Kind


def plan_of(thing: Cycle | Plan | None) -> Plan | None:
    """The plan that a cycle or a frozen report (which has a cycle) is about."""
    cycle = getattr(thing, "cycle", thing)
    return cycle.plan if isinstance(cycle, Cycle) else cycle if isinstance(cycle, Plan) else None


@rules.predicate
def chases(user: User, thing: Cycle | None) -> bool:
    """A focal officer of the plan's focal unit or issuer; without a cycle: of some unit."""
    if thing is None:
        return bool(units_where(user, [Kind.FOCAL_OFFICER]))
    return bool(leads_plan(user, plan_of(thing)))


@rules.predicate
def administers_plan(user: User, thing: Cycle | None) -> bool:
    """An administrator of the unit that issued the plan or of one above it; without a cycle: of some unit."""
    if thing is None:
        return bool(units_where(user, [Kind.ADMINISTRATOR]))
    plan = plan_of(thing)
    return plan is not None and holds_above(user, [Kind.ADMINISTRATOR], plan.issuer_id)


@rules.predicate
def leads(user: User, thing: Cycle | None) -> bool:
    """A leader of the unit that issued the plan or of one above it; without a cycle: of some unit."""
    if thing is None:
        return bool(units_where(user, [Kind.LEADER]))
    plan = plan_of(thing)
    return plan is not None and holds_above(user, [Kind.LEADER], plan.issuer_id)


rules.add_perm("steering.control", chases | administers_plan)
rules.add_perm("steering.freeze", chases)
rules.add_perm("steering.overview", chases | administers_plan | leads)
rules.add_perm("steering.read_report", chases | administers_plan | leads)
