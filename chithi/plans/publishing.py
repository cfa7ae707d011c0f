"""From draft to end: the plan's head, publishing, amending by a new edition, superseding, ending."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chithi.journal.actions import Actor, action, nothing_changed, record
from chithi.plans import answers, confidence
from chithi.plans.branch import outside_of_draft
from chithi.plans.checklist import doubts_of
from chithi.plans.doubts import BLOCKING
from chithi.plans.locking import locked
from chithi.plans.models import Assignment, ChosenMember, Edition, Plan, WorkItem
from chithi.plans.queries import draft_edition
from chithi.plans.refusals import Refused
from chithi.plans.states import MOVES, may
from chithi.shell.clock import today
from chithi.vietnamese import fold

State = WorkItem.State
HEAD = (
    "issuer_id", "focal_unit_id", "kind", "number", "date", "title", "report_month", "report_day", "report_bound",
)  # fmt: skip


def missing(plan: Plan, edition: Edition, actor: object) -> list[str]:
    """What stands between a draft edition and its publication by somebody, one sentence each; nothing where it is
    ready."""
    items = list(edition.work_items.filter(joined_into=None).exclude(state=State.WITHDRAWN))
    codes = doubts_of(items)
    unled = [i.at for i in items if "no_lead" in codes[i.pk]]
    unknown = [i.at for i in items if "unknown_lead" in codes[i.pk]]
    waiting = sum(i.state != State.CONFIRMED for i in items if not BLOCKING & set(codes[i.pk]))
    found = []
    if not items:
        found.append(_("no work item is left in the plan"))
    if unled:
        found.append(_("nobody leads %(where)s") % {"where": some(unled)})
    if unknown:
        found.append(_("a lead of %(where)s is not in the directory") % {"where": some(unknown)})
    if waiting:
        text = ngettext(
            "%(count)s work item is not confirmed", "%(count)s work items are not confirmed", waiting
        )
        found.append(text % {"count": waiting})
    if not plan.title.strip():
        found.append(_("the plan has no title"))
    if plan.focal_unit_id is None:
        found.append(_("the plan has no focal unit"))
    if reason := outside_of_draft(edition, actor):
        found.append(reason)
    return found


def some(labels: list[str], most: int = 5) -> str:
    """Labels once each, not more than a few."""
    labels = list(dict.fromkeys(labels))
    return ", ".join(labels[:most]) + (" …" if len(labels) > most else "")


def _move(plan: Plan, move: str) -> Plan:
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if not may(move, plan.state):
        raise Refused(
            _("A plan that is “%(state)s” cannot make this move; open the plan again.")
            % {"state": plan.get_state_display()}
        )
    return plan


def left_unplaced(edition: Edition) -> int:
    """How many passages of an edition nothing was made of."""
    return len(confidence.unplaced(confidence.passages(edition.reading, edition.text)))


def _ready(plan: Plan, unplaced_seen: bool, actor: Actor) -> Edition:
    edition = draft_edition(plan)
    if edition is None:
        raise Refused(_("There is no draft to publish; import a file first."))
    if reasons := missing(plan, edition, actor):
        raise Refused(_("The plan cannot be published yet: %(reasons)s.") % {"reasons": "; ".join(reasons)})
    if not unplaced_seen and left_unplaced(edition):
        raise Refused(_("Some passages of the plan were not placed; say that you have looked at them."))
    return edition


def _told_of(edition: Edition) -> dict[str, int]:
    """For the journal: how many passages were left as they are."""
    left = left_unplaced(edition)
    return {"unplaced": left} if left else {}


def _close(edition: Edition, actor: Actor) -> None:
    edition.state = Edition.State.CONFIRMED
    edition.confirmed_at, edition.confirmed_by = timezone.now(), str(actor.actor_name)[:200]
    edition.save(update_fields=["state", "confirmed_at", "confirmed_by"])


@action("plans.publish")
def publish(
    plan: Plan, *, actor: Actor, day: datetime.date | None = None, unplaced_seen: bool = False
) -> Plan:
    """Let a checked draft bind from a day on: the one given, else the date of the paper, else today.

    ``unplaced_seen`` says that somebody looked at the passages nothing was made of; without it they refuse.
    """
    if Plan.objects.filter(pk=plan.pk, state=Plan.State.PUBLISHED).exists():
        nothing_changed()
        return plan
    plan = _move(plan, "publish")
    edition = _ready(plan, unplaced_seen, actor)
    plan.valid_from = day or plan.date or today()
    plan.published_at, plan.state = timezone.now(), MOVES["publish"].target
    plan.save()
    bound = edition.work_items.filter(state=State.CONFIRMED, joined_into=None).update(
        valid_from=plan.valid_from
    )
    _close(edition, actor)
    record(
        actor,
        plan,
        old={"state": "draft"},
        new={"state": plan.state, "from": plan.valid_from, "work_items": bound, **_told_of(edition)},
    )
    return plan


@action("plans.amend")
def amend(plan: Plan, *, actor: Actor, day: datetime.date | None = None, unplaced_seen: bool = False) -> Plan:
    """Let a checked new edition take the place of the one that binds, from a day on (today if none is given).

    What stayed or was reworded keeps its identity and gets the new words; what is gone ends the day before; what is
    new begins. The words of the earlier edition stay in that edition's reading.
    """
    plan = _move(plan, "amend")
    edition = _ready(plan, unplaced_seen, actor)
    day = day or today()
    old_state, counts = plan.state, {"kept": 0, "added": 0, "ended": 0}
    standing = {i.pk: i for i in plan.work_items.filter(valid_from__isnull=False, valid_to=None)}
    final = _take_provisions(plan, edition)
    replaced = set()
    for row in edition.work_items.filter(state=State.CONFIRMED, joined_into=None).order_by("order"):
        _repoint(row, final)
        old = standing.get(row.replaces_id or 0)
        if old is None:
            row.valid_from = day
            row.save(update_fields=["valid_from"])
            counts["added"] += 1
        else:
            _take_words(old, row, day)
            replaced.add(old.pk)
            counts["kept"] += 1
    gone = set(standing) - replaced
    ended = WorkItem.objects.filter(pk__in=gone)
    counts["ended"] = ended.update(valid_to=day - datetime.timedelta(days=1), state=State.WITHDRAWN)
    _close(edition, actor)
    plan.state = MOVES["amend"].target
    plan.save(update_fields=["state"])
    answers.propose_all(plan)
    record(
        actor,
        plan,
        old={"state": old_state},
        new={"state": plan.state, "edition": edition.number, "from": day, **counts, **_told_of(edition)},
    )
    return plan


WORDS = (
    "at", "task_id", "clause_ids", "order", "start", "end", "read_text", "text", "read_due", "due", "due_bound",
    "is_report_duty", "doubt",
)  # fmt: skip


def _take_words(old: WorkItem, row: WorkItem, day: datetime.date) -> None:
    """The item that binds gets the words, units and links of the draft row that stands for it; its units from ``day``
    on."""
    for name in WORDS:
        setattr(old, name, getattr(row, name))
    old.edition = row.edition
    old.save()
    _take_units(old, row, day)
    answers.take_over(old, row)
    kept = {link.provision_id: link for link in old.links.all()}
    for link in row.links.all():
        if mine := kept.get(link.provision_id):
            mine.state, mine.score = link.state, link.score
            mine.save(update_fields=["state", "score"])
        else:
            link.work_item = old
            link.save(update_fields=["work_item"])
    row.state, row.joined_into = State.WITHDRAWN, old
    row.save(update_fields=["state", "joined_into"])


def _take_units(old: WorkItem, row: WorkItem, day: datetime.date) -> None:
    """Assignments that stay the same stay; others are withdrawn and held until the day before, and the draft's come
    over with their members."""

    def what(a: Assignment) -> tuple[Any, ...]:
        members = sorted(
            ChosenMember.objects.filter(assignment=a, withdrawn_at=None).values_list("unit_id", flat=True)
        )
        return (a.role, fold(a.name), a.unit_id, a.group_id, a.is_open, *members)

    mine = {what(a): a for a in old.assignments.filter(withdrawn_at=None)}
    theirs = {what(a): a for a in row.assignments.filter(withdrawn_at=None)}
    for key, a in mine.items():
        if key in theirs:
            a.start, a.end, a.read = theirs[key].start, theirs[key].end, theirs[key].read
        else:
            a.withdrawn_at, a.valid_to = timezone.now(), day - datetime.timedelta(days=1)
        a.save()
    for key, a in theirs.items():
        if key not in mine:
            a.work_item, a.valid_from = old, day
            a.save(update_fields=["work_item", "valid_from"])


def _take_provisions(plan: Plan, edition: Edition) -> dict[int, int]:
    """Contents that stayed get the new words, others are withdrawn; draft to final identity of each."""
    final: dict[int, int] = {}
    drafts = list(edition.provisions.select_related("replaces"))
    plan.provisions.exclude(edition=edition).exclude(
        pk__in=[d.replaces_id for d in drafts if d.replaces_id]
    ).filter(withdrawn_at=None).update(withdrawn_at=timezone.now())
    for row in drafts:
        old = row.replaces
        final[row.pk] = row.pk if old is None else old.pk
        if old is None:
            continue
        for name in ("at", "leaf_id", "order", "heading", "text", "start", "end"):
            setattr(old, name, getattr(row, name))
        old.edition, old.withdrawn_at = edition, None
        old.save()
        answers.take_over(old, row)
        row.withdrawn_at = timezone.now()
        row.save(update_fields=["withdrawn_at"])
    return final


def _repoint(row: WorkItem, final: dict[int, int]) -> None:
    """The links of a draft row lead to the contents that stay."""
    for link in row.links.all():
        if (provision := final.get(link.provision_id, link.provision_id)) != link.provision_id:
            link.provision_id = provision
            link.save(update_fields=["provision"])


@action("plans.supersede")
def supersede(plan: Plan, by: Plan, *, actor: Actor, day: datetime.date | None = None) -> Plan:
    """Say that another plan that binds takes the place of this one; its last day is the day before."""
    plan = _move(plan, "supersede")
    if by.pk == plan.pk or not may("supersede", by.state):
        raise Refused(_("Choose another plan that is published; a draft cannot take the place of a plan."))
    last = (day or today()) - datetime.timedelta(days=1)
    old = plan.state
    plan.superseded_by = by
    _end(plan, MOVES["supersede"].target, last)
    record(actor, plan, old={"state": old}, new={"state": plan.state, "by": str(by), "last_day": last})
    return plan


@action("plans.end")
def end(plan: Plan, last: datetime.date, *, actor: Actor) -> Plan:
    """End a plan: ``last`` is the last day on which it binds."""
    plan = _move(plan, "end")
    if plan.valid_from and last < plan.valid_from:
        raise Refused(_("The last day cannot be before the day from which the plan binds."))
    old = plan.state
    _end(plan, MOVES["end"].target, last)
    record(actor, plan, old={"state": old}, new={"state": plan.state, "last_day": last})
    return plan


@action("plans.put_aside")
def put_aside(plan: Plan, *, actor: Actor) -> Plan:
    """Put the draft aside: a plan never published ends; of a published one only the draft edition goes."""
    plan = locked(plan.pk)
    edition = draft_edition(plan)
    if edition is None:
        nothing_changed()
        return plan
    edition.state = Edition.State.DISCARDED
    edition.save(update_fields=["state"])
    old = plan.state
    if may("put_aside", plan.state):
        plan.state = MOVES["put_aside"].target
        plan.save(update_fields=["state"])
    record(actor, plan, old={"state": old}, new={"state": plan.state, "put_aside": edition.file_name})
    return plan


def _end(plan: Plan, state: str, last: datetime.date) -> None:
    plan.state, plan.ended_on = state, last
    plan.save()
    bound: QuerySet[WorkItem] = plan.work_items.filter(valid_from__isnull=False, valid_to=None)
    bound.update(valid_to=last)
    plan.editions.filter(state=Edition.State.DRAFT).update(state=Edition.State.DISCARDED)


@dataclass(frozen=True)
class Head:
    """The plan itself as a person sets it."""

    issuer_id: int
    focal_unit_id: int | None
    kind: str = ""
    number: str = ""
    date: datetime.date | None = None
    title: str = ""
    report_month: int | None = None
    report_day: int | None = None
    report_bound: str = "before"


@action("plans.set_head")
def set_head(plan: Plan, head: Head, *, actor: Actor) -> Plan:
    """Set number, date, title, issuer, focal unit and the day of the yearly report."""
    plan = locked(plan.pk)
    old = {name: getattr(plan, name) for name in HEAD}
    new = {name: getattr(head, name) for name in HEAD}
    changed = [name for name in HEAD if old[name] != new[name]]
    if not changed:
        nothing_changed()
        return plan
    for name in changed:
        setattr(plan, name, new[name])
    plan.save()
    record(actor, plan, old={n: old[n] for n in changed}, new={n: new[n] for n in changed})
    return plan
