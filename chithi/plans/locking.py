"""One at a time: a plan is changed by one action, then by the next."""

from django.utils.translation import gettext as _

from chithi.plans.models import Plan
from chithi.plans.refusals import Refused


def locked(plan_id: int) -> Plan:
    """The plan, so that nobody else changes it or its items meanwhile; refused where it no longer changes."""
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    if plan.state in (Plan.State.SUPERSEDED, Plan.State.ENDED):
        raise Refused(_("This plan has ended and no longer changes."))
    return plan
