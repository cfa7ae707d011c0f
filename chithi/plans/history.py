"""What happened to a plan, from the journal, in words."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from chithi.journal.models import Entry
from chithi.journal.words import act
from chithi.plans.models import Plan

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
    return [Event(e, act(e.verb)) for e in found[:SHOWN]]
