"""Rights of the control room. They hang on the units that lead a plan: its focal unit and who issued it."""

from typing import Any

import rules

from chithi.accounts.models import User
from chithi.plans.models import Plan
from chithi.reports.models import Cycle, Report
from chithi.reports.rules import leads_plan
from chithi.units.models import Role
from chithi.units.rules import answers_above, units_where

Kind = Role.Kind


def plan_of(thing: Any) -> Plan | None:
    """The plan that a cycle, or what has one (a frozen report, a guidance, a letter by its report), is about."""
    cycle = getattr(getattr(thing, "report", thing), "cycle", thing)
    return cycle.plan if isinstance(cycle, Cycle) else cycle if isinstance(cycle, Plan) else None


@rules.predicate
def chases(user: User, thing: Any) -> bool:
    """A focal officer of the plan's focal unit or issuer; without a cycle: of some unit."""
    if thing is None:
        return bool(units_where(user, [Kind.FOCAL_OFFICER]))
    return bool(leads_plan(user, plan_of(thing)))


@rules.predicate
def administers_plan(user: User, thing: Any) -> bool:
    """An administrator of the unit that issued the plan or of one above it; without a cycle: of some unit."""
    if thing is None:
        return bool(units_where(user, [Kind.ADMINISTRATOR]))
    plan = plan_of(thing)
    return plan is not None and answers_above(user, [Kind.ADMINISTRATOR], plan.issuer_id)


@rules.predicate
def leads(user: User, thing: Any) -> bool:
    """A leader of the unit that issued the plan or of one above it; without a cycle: of some unit."""
    if thing is None:
        return bool(units_where(user, [Kind.LEADER]))
    plan = plan_of(thing)
    return plan is not None and answers_above(user, [Kind.LEADER], plan.issuer_id)


@rules.predicate
def reads_report_of(user: User, thing: Any) -> bool:
    """Who may read the report that a letter is about."""
    return thing is not None and user.has_perm("reports.read", thing.report)


@rules.predicate
def is_asked(user: User, thing: Any) -> bool:
    """Somebody with a role in a unit that reports in the round."""
    if thing is None:
        return False
    mine = units_where(user, list(Kind))
    return bool(mine) and Report.objects.filter(cycle=thing.cycle_id, unit__in=mine).exists()


rules.add_perm("steering.control", chases | administers_plan)
rules.add_perm("steering.freeze", chases)
rules.add_perm("steering.send_letters", chases)
rules.add_perm("steering.guide", chases)
rules.add_perm("steering.read_letter", reads_report_of | chases | administers_plan)
rules.add_perm("steering.read_guidance", is_asked | chases | administers_plan | leads)
rules.add_perm("steering.overview", chases | administers_plan | leads)
rules.add_perm("steering.read_report", chases | administers_plan | leads)
