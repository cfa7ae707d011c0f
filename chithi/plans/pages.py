"""What the views of this room share: the plan of a page, one press and its answer, the steps of checking."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from chithi.access import fetch
from chithi.plans import confidence
from chithi.plans.checklist import SURE, doubts_of, is_known, wants_a_look
from chithi.plans.models import Assignment, Edition, Plan, WorkItem
from chithi.plans.queries import current_edition, draft_edition
from chithi.plans.refusals import Refused
from chithi.vietnamese import fold

STEPS = [
    ("plans:names", _("1. Names of units")),
    ("plans:check", _("2. Work items")),
    ("plans:contents", _("3. Contents")),
    ("plans:head", _("4. The plan itself")),
    ("plans:publish", _("5. Publication")),
]


def plan_of(request: HttpRequest, key: str, permission: str) -> Plan:
    """The plan, if this person has the right to it; else there is no such page."""
    plan: Plan = fetch(request, permission, Plan.objects.select_related("issuer", "focal_unit"), key=key)
    return plan


def edition_in_hand(plan: Plan) -> Edition | None:
    """The edition that checking is about: the draft that waits, else the one that holds."""
    return draft_edition(plan) or current_edition(plan)


def item_of(request: HttpRequest, key: str, item: int) -> WorkItem:
    """A work item of the edition in hand, if this person checks its plan."""
    plan = plan_of(request, key, "plans.check")
    edition = edition_in_hand(plan)
    items = WorkItem.objects.filter(edition=edition, joined_into=None).select_related("edition", "plan")
    return get_object_or_404(items, pk=item)


def press(request: HttpRequest, act: Callable[[], Any], said: Any = "") -> bool:
    """One action and its answer on the next page; a refusal is one sentence. Whether it was done."""
    try:
        act()
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    if said:
        messages.success(request, said)
    return True


def back_to_item(request: HttpRequest, plan_key: str, item: int) -> HttpResponse:
    """To the item on the checking page, with the filter that was chosen."""
    show = f"&show={request.GET['show']}" if request.GET.get("show") in ("look", "open") else ""
    return redirect(f"{reverse('plans:check', args=[plan_key])}?item={item}{show}#item-{item}")


def new_unit_url() -> str:
    """The page of the directory on which a unit is added, where there is one."""
    try:
        return reverse("units:new")
    except NoReverseMatch:
        return ""


def frame(plan: Plan, edition: Edition | None, step: str) -> dict[str, Any]:
    """Context of the pages of checking; beside the steps stands how much is left to look at in them."""
    left = left_to_look(edition) if edition is not None else {}
    steps = [(reverse(url, args=[plan.key]), label, url == step, left.get(url, 0)) for url, label in STEPS]
    notices = confidence.notices(edition.reading) if edition is not None else []
    return {
        "plan": plan,
        "edition": edition,
        "steps": steps,
        "notices": notices,
        "new_unit_url": new_unit_url(),
    }


def left_to_look(edition: Edition) -> dict[str, int]:
    """How much of an edition still wants a look, by step, in two queries: names, work items, and of a draft the
    passages that were not placed, which are looked at when it is published."""
    items = list(edition.work_items.filter(joined_into=None).exclude(state=WorkItem.State.WITHDRAWN))
    names = {
        fold(a.name)
        for a in Assignment.objects.filter(work_item__in=items, withdrawn_at=None).select_related("group")
        if not is_known(a) or a.how not in SURE
    }
    codes = doubts_of(items)
    waiting = sum(wants_a_look(i, codes[i.pk]) for i in items)
    left = {"plans:names": len(names), "plans:check": waiting}
    if edition.state == Edition.State.DRAFT:
        passages = confidence.passages(edition.reading, edition.text)
        left["plans:publish"] = len(confidence.unplaced(passages))
    return left
