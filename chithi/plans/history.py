"""What happened to a plan, from the journal, in words."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chithi.journal.models import Entry
from chithi.plans.models import Plan

VERBS = {
    "plans.import": _("imported a file"),
    "plans.import_edition": _("imported a new edition"),
    "plans.check": _("checked a work item"),
    "plans.confirm": _("confirmed a work item"),
    "plans.confirm_all": _("confirmed everything undoubtful"),
    "plans.join": _("joined clauses"),
    "plans.split": _("split a work item"),
    "plans.leave_out": _("left a clause out"),
    "plans.take_in": _("took a clause in again"),
    "plans.name": _("said what a name stands for"),
    "plans.match_again": _("matched names again"),
    "plans.choose_members": _("chose members of an open group"),
    "plans.decide_link": _("decided on a content"),
    "plans.confirm_links": _("confirmed all proposed contents"),
    "plans.set_head": _("set number, date, title or report day"),
    "plans.publish": _("published the plan"),
    "plans.amend": _("published an amended edition"),
    "plans.supersede": _("let another plan take its place"),
    "plans.end": _("ended the plan"),
    "plans.put_aside": _("put a draft aside"),
}
SHOWN = 40


@dataclass(frozen=True)
class Event:
    entry: Entry
    act: Any


def history_of(plan: Plan) -> list[Event]:
    """The last acts on a plan and its work items, newest first, in one query."""
    items = plan.work_items.values("pk")
    found = Entry.objects.filter(
        Q(subject_kind="plans.plan", subject_id=plan.pk)
        | Q(subject_kind="plans.workitem", subject_id__in=items)
    )
    return [Event(e, VERBS.get(e.verb, e.verb)) for e in found[:SHOWN]]
