"""Whom an own plan may give leads: the unit itself and those under it. Others cooperate."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from chithi.plans.models import Assignment, Edition, Plan, WorkItem
from chithi.plans.passing import expanded
from chithi.plans.refusals import Refused
from chithi.plans.rules import is_bounded
from chithi.units.queries import tree


def strayed(plan: Plan, items: QuerySet[WorkItem]) -> list[str]:
    """The places at which a unit leads that does not stand under the plan's issuer, in the plan's order."""
    counted = items.filter(joined_into=None).exclude(state=WorkItem.State.WITHDRAWN)
    leads = Assignment.objects.filter(
        work_item__in=counted, role=Assignment.Role.LEAD, withdrawn_at=None
    ).order_by("work_item__order", "id")
    rows = list(leads.select_related("work_item", "group"))
    units = tree()
    own = {node.id for node in units.subtree(plan.issuer_id)}
    found = expanded(rows, units)
    return list(dict.fromkeys(a.work_item.at for a in rows if any(n.id not in own for n in found[a.pk])))


def outside(plan: Plan, items: QuerySet[WorkItem], actor: object) -> str:
    """What an officer or head has to change before some work items may bind; nothing for those who may bind others
    too."""
    if not is_bounded(actor, plan) or not (places := strayed(plan, items)):
        return ""
    return _("at %(where)s a unit leads that does not stand under %(unit)s; let it cooperate instead") % {
        "where": ", ".join(places[:5]),
        "unit": plan.issuer,
    }


def outside_of_draft(edition: Edition, actor: object) -> str:
    """The same for what a draft edition would let bind."""
    return outside(edition.plan, edition.work_items.all(), actor)


def keep_within(plan: Plan, actor: object) -> None:
    """Refuse what would give a lead outside in what binds already; inside the transaction of an action."""
    if reason := outside(plan, plan.work_items.filter(valid_from__isnull=False, valid_to=None), actor):
        raise Refused(_("This cannot be saved: %(reason)s.") % {"reason": reason})
