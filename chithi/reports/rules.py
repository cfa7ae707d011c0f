"""Rights on reports: roles in the reporting unit, above it, and in the units that lead the plan."""

from collections.abc import Iterable

import rules

from chithi.accounts.models import User
from chithi.plans.models import Plan
from chithi.reports.models import Report
from chithi.reports.succession import finishers
from chithi.units.following import followers, following
from chithi.units.models import Role
from chithi.units.queries import tree
from chithi.units.rules import administers_all, has_any_role, holds, holds_above, units_where

Kind = Role.Kind
WRITERS = (Kind.UNIT_OFFICER, Kind.HEAD, Kind.FOCAL_OFFICER)
"""Who writes the report of the very unit they work in; a focal officer writes that of the own unit only."""


def leading_units(plan: Plan) -> set[int]:
    """The units whose focal officers lead a plan: its focal unit, and who issued it, or who follows them."""
    own = {plan.issuer_id} | ({plan.focal_unit_id} if plan.focal_unit_id else set())
    return own | {heir for unit in own for heir in followers(unit)}


@rules.predicate
def leads_plan(user: User, plan: Plan | None) -> bool:
    """A focal officer of the plan's focal unit or of its issuer."""
    return plan is not None and bool(units_where(user, [Kind.FOCAL_OFFICER]) & leading_units(plan))


@rules.predicate
def reviews(user: User, report: Report | None) -> bool:
    """A focal officer of the plan that the report is about."""
    return report is not None and leads_plan(user, report.cycle.plan)


@rules.predicate
def is_of_the_unit(user: User, report: Report | None) -> bool:
    """Somebody who holds a role in the reporting unit."""
    return report is not None and holds(user, list(Kind), report.unit_id)


@rules.predicate
def stands_above(user: User, report: Report | None) -> bool:
    """A leader or administrator of the reporting unit or of one above it."""
    return report is not None and holds_above(user, [Kind.LEADER, Kind.ADMINISTRATOR], report.unit_id)


@rules.predicate
def follows(user: User, report: Report | None) -> bool:
    """Somebody of a unit that follows the reporting unit, which is no more; or who stands above such a unit."""
    if report is None:
        return False
    heirs = [unit for unit in following(report.unit_id, tree()) if unit != report.unit_id]
    above = [Kind.LEADER, Kind.ADMINISTRATOR]
    return any(holds(user, list(Kind), heir) or holds_above(user, above, heir) for heir in heirs)


def holds_one(user: User, kinds: Iterable[str], report: Report) -> bool:
    return any(holds(user, kinds, unit) for unit in (report.unit_id, *finishers(report)))


@rules.predicate
def writes(user: User, report: Report | None) -> bool:
    """An officer or the head of the reporting unit, or of one that finishes the report of a unit that is no more."""
    return report is not None and holds_one(user, WRITERS, report)


@rules.predicate
def heads(user: User, report: Report | None) -> bool:
    """The head of the reporting unit, or who stands in; or of one that finishes the report of a unit that is no
    more."""
    return report is not None and holds_one(user, [Kind.HEAD], report)


rules.add_perm("reports.list", has_any_role)
rules.add_perm("reports.read", is_of_the_unit | reviews | stands_above | follows)
rules.add_perm("reports.write", writes)
rules.add_perm("reports.submit", writes)
rules.add_perm("reports.send", heads)
rules.add_perm("reports.review", reviews)
rules.add_perm("reports.open_cycle", leads_plan)
rules.add_perm("reports.hand_over", administers_all)
