"""Checking a reading: clauses kept or joined, words, days, units and links corrected, each item confirmed.

Nothing here binds anybody: an item of a draft edition binds when the edition is published. Items that bind may be
corrected too (a slip of the reading), but not joined, split or left out; for that the plan is amended.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from chithi.journal.actions import Actor, action, nothing_changed, record
from chithi.plans import answers, facts
from chithi.plans.branch import keep_within
from chithi.plans.checklist import doubts_of
from chithi.plans.doubts import BLOCKING, DOUBTS
from chithi.plans.drafting import BY_PERSON, from_reading, proposals, words_between
from chithi.plans.linking import STRONG
from chithi.plans.locking import locked
from chithi.plans.models import Assignment, ChosenMember, Edition, Provision, ProvisionLink, WorkItem
from chithi.plans.refusals import Refused
from chithi.units.models import Group, Unit
from chithi.units.queries import directory
from chithi.vietnamese import fold

State = WorkItem.State
LinkState = ProvisionLink.State


@dataclass(frozen=True)
class Addition:
    """A unit or group that a person adds as lead or cooperating."""

    role: str
    unit: Unit | None = None
    group: Group | None = None

    @property
    def name(self) -> str:
        return str(self.unit or self.group)


@dataclass(frozen=True)
class Given:
    """A work item as a person sets it: ``keep`` are the assignments that stand, ``contents`` the contents."""

    text: str
    due: str = ""
    due_bound: str = ""
    is_report_duty: bool = False
    keep: frozenset[int] = frozenset()
    contents: frozenset[int] = frozenset()
    add: tuple[Addition, ...] = field(default=())
    confirm: bool = False


def fresh(item: WorkItem) -> WorkItem:
    """The item as it stands now, its plan locked; refused where it belongs to an edition that was put aside."""
    locked(item.plan_id)
    found = WorkItem.objects.select_related("edition", "plan").get(pk=item.pk)
    if found.edition.state == Edition.State.DISCARDED or found.valid_to is not None:
        raise Refused(_("This work item belongs to an edition that no longer counts; open the plan again."))
    return found


def of_draft(item: WorkItem) -> WorkItem:
    found = fresh(item)
    if found.valid_from is not None:
        raise Refused(
            _("This work item binds already; import a new edition of the plan to change what it consists of.")
        )
    return found


@action("plans.check")
def check_item(item: WorkItem, given: Given, *, actor: Actor) -> WorkItem:
    """Set a work item as a person says, and confirm it where asked. What was read stays beside it."""
    item = fresh(item)
    text = facts.one_line(given.text)
    if not text:
        raise Refused(_("A work item needs words that say what is to be done."))
    old = described(item)
    item.text, item.due, item.is_report_duty = text, given.due, given.is_report_duty
    item.due_bound = given.due_bound if given.due else ""
    _set_assignments(item, given)
    _set_links(item, given)
    if given.confirm:
        _confirm(item)
    elif item.valid_from is None and described(item) != old:
        item.state = State.PROPOSED
    item.save()
    keep_within(item.plan, actor)
    if described(item) == old:
        nothing_changed()
    else:
        _tell(actor, item, old)
    return item


def _confirm(item: WorkItem) -> None:
    blocking = [str(DOUBTS[d]) for d in doubts_of([item])[item.pk] if d in BLOCKING]
    if blocking:
        raise Refused(
            _("%(at)s cannot be confirmed: %(why)s. Choose the unit, then confirm it again.")
            % {"at": item.at, "why": ", ".join(blocking)}
        )
    item.state = State.CONFIRMED


def _set_assignments(item: WorkItem, given: Given) -> None:
    """Those kept stand (again), the others are withdrawn; what is added twice stands once."""
    now = timezone.now()
    for a in item.assignments.all():
        withdrawn = None if a.pk in given.keep else a.withdrawn_at or now
        if withdrawn != a.withdrawn_at:
            a.withdrawn_at = withdrawn
            a.save(update_fields=["withdrawn_at"])
    for new in given.add:
        who = {"unit": new.unit, "group": new.group}
        is_open = new.group is not None and new.group.is_open
        if not item.assignments.filter(role=new.role, withdrawn_at=None, **who).exists():
            item.assignments.create(
                role=new.role, name=new.name[:300], read=False, how=BY_PERSON, is_open=is_open, **who
            )


def _set_links(item: WorkItem, given: Given) -> None:
    """Contents ticked are confirmed, proposals not ticked are rejected."""
    links = {link.provision_id: link for link in item.links.all()}
    for provision_id, link in links.items():
        state = LinkState.CONFIRMED if provision_id in given.contents else LinkState.REJECTED
        if link.state != state:
            link.state = state
            link.save(update_fields=["state"])
    allowed = set(
        Provision.objects.filter(edition=item.edition_id, withdrawn_at=None).values_list("pk", flat=True)
    )
    for provision_id in sorted((given.contents & allowed) - set(links)):
        ProvisionLink.objects.create(
            work_item=item, provision_id=provision_id, score=0, state=LinkState.CONFIRMED
        )


def described(item: WorkItem) -> dict[str, Any]:
    """A work item as the journal keeps it."""
    standing = list(item.assignments.filter(withdrawn_at=None).order_by("id"))
    contents = item.links.filter(state=LinkState.CONFIRMED).order_by("provision__order")
    return {
        "text": item.text,
        "due": f"{item.due_bound} {item.due}".strip(),
        "report_duty": item.is_report_duty,
        "lead": [a.name for a in standing if a.role == "lead"],
        "with": [a.name for a in standing if a.role == "with"],
        "contents": list(contents.values_list("provision__at", flat=True)),
        "state": item.state,
    }


def _tell(actor: Actor, item: WorkItem, old: dict[str, Any]) -> None:
    """One entry with what differs."""
    new = described(item)
    keys = [k for k in new if new[k] != old[k]]
    record(actor, item, old={k: old[k] for k in keys}, new={k: new[k] for k in keys})


@action("plans.confirm")
def confirm_item(item: WorkItem, *, actor: Actor) -> None:
    """Confirm one item as it stands, its strong links with it."""
    item = fresh(item)
    if item.state == State.CONFIRMED:
        return nothing_changed()
    if item.state == State.WITHDRAWN:
        raise Refused(_("This work item was left out; take it in again first."))
    old = described(item)
    _confirm(item)
    item.save(update_fields=["state"])
    item.links.filter(state=LinkState.PROPOSED, score__gte=STRONG).update(state=LinkState.CONFIRMED)
    _tell(actor, item, old)
    return None


@action("plans.confirm_all")
def confirm_undoubtful(edition: Edition, *, actor: Actor) -> int:
    """Confirm every item that has nothing to look at, with its strong links; how many they were."""
    plan = locked(edition.plan_id)
    waiting = list(edition.work_items.filter(state=State.PROPOSED))
    found = doubts_of(waiting)
    sure = [i for i in waiting if not found[i.pk]]
    clear = [i.pk for i in sure]
    if not clear:
        nothing_changed()
        return 0
    WorkItem.objects.filter(pk__in=clear).update(state=State.CONFIRMED)
    links = ProvisionLink.objects.filter(work_item__in=clear, state=LinkState.PROPOSED, score__gte=STRONG)
    linked = links.update(state=LinkState.CONFIRMED)
    record(
        actor,
        plan,
        old={"state": State.PROPOSED},
        new={
            "state": State.CONFIRMED,
            "confirmed": len(clear),
            "links": linked,
            "left": len(waiting) - len(clear),
            "work_items": [f"{i.at} ({i.pk})" for i in sure],
        },
    )
    return len(clear)


@action("plans.join")
def join(item: WorkItem, *, actor: Actor) -> WorkItem:
    """Join a work item with the next of the same leaf: their words become one item, their units lead together."""
    item = of_draft(item)
    after = WorkItem.objects.filter(edition=item.edition_id, task_id=item.task_id, start__gte=item.end)
    following = after.filter(joined_into=None).order_by("start").first()
    if following is None:
        raise Refused(_("No clause of this task follows; there is nothing to join it with."))
    old = described(item)
    corrected = item.text != facts.one_line(item.read_text) or following.text != facts.one_line(
        following.read_text
    )
    item.clause_ids = [*item.clause_ids, *following.clause_ids]
    item.end = following.end
    item.read_text = words_between(item.edition, item.start, item.end)
    item.text = (
        f"{item.text.rstrip(' .;')}; {following.text}" if corrected else facts.one_line(item.read_text)
    )
    item.read_due = [*item.read_due, *(d for d in following.read_due if d not in item.read_due)]
    if not item.due:
        item.due, item.due_bound = following.due, following.due_bound
    item.state = State.PROPOSED
    item.save()
    _take_over(item, following)
    following.joined.update(joined_into=item)
    following.state, following.joined_into = State.WITHDRAWN, item
    following.save(update_fields=["state", "joined_into"])
    _tell(actor, item, old)
    return item


def _take_over(item: WorkItem, other: WorkItem) -> None:
    """The units, links and answers of another item that this one has not."""
    has = {(a.role, fold(a.name)) for a in item.assignments.all()}
    for a in other.assignments.filter(withdrawn_at=None).order_by("id"):
        if (a.role, fold(a.name)) not in has:
            members = list(a.chosen.filter(withdrawn_at=None).values_list("unit_id", flat=True))
            a.pk, a.work_item = None, item
            a._state.adding = True
            a.save()
            ChosenMember.objects.bulk_create(ChosenMember(assignment=a, unit_id=unit) for unit in members)
    links = set(item.links.values_list("provision_id", flat=True))
    ProvisionLink.objects.bulk_create(
        ProvisionLink(work_item=item, provision_id=x.provision_id, score=x.score, state=x.state)
        for x in other.links.all()
        if x.provision_id not in links
    )
    answers.take_over(item, other)


@action("plans.split")
def split(item: WorkItem, *, actor: Actor) -> WorkItem:
    """Undo the joins of a work item: every clause is an item of its own again, as it was read."""
    item = of_draft(item)
    parts = list(item.joined.order_by("start"))
    if not parts:
        nothing_changed()
        return item
    old = described(item)
    clauses = {c.id: c for c in facts.clauses(item.edition.reading)}
    moved = {c for part in parts for c in part.clause_ids}
    own = [clauses[c] for c in item.clause_ids if c not in moved]
    item.clause_ids = [c.id for c in own]
    item.end = own[-1].span[1]
    item.read_text = words_between(item.edition, item.start, item.end)
    item.text = facts.one_line(item.read_text)
    item.read_due = [list(d) for d in facts.joined(own)[2]]
    item.due, item.due_bound = item.read_due[0] if item.read_due else ("", "")
    item.state = State.PROPOSED
    item.save()
    _give_back(item, own)
    _stand_alone(parts, clauses)
    _tell(actor, item, old)
    return item


def _give_back(item: WorkItem, own: Sequence[facts.Clause]) -> None:
    """Units that came by a join, not by these clauses or a person, are withdrawn."""
    leads, partners, _dues = facts.joined(own)
    names = {("lead", fold(p.name)) for p in leads} | {("with", fold(p.name)) for p in partners}
    for a in item.assignments.filter(withdrawn_at=None, read=True):
        if (a.role, fold(a.name)) not in names:
            a.withdrawn_at = timezone.now()
            a.save(update_fields=["withdrawn_at"])


def _stand_alone(parts: Iterable[WorkItem], clauses: dict[str, facts.Clause]) -> None:
    """Parts of a join become items; one that was never an item of its own gets its units and links now."""
    units = None
    for part in parts:
        part.state, part.joined_into = State.PROPOSED, None
        part.save(update_fields=["state", "joined_into"])
        if part.assignments.exists():
            continue
        units = units or directory()
        Assignment.objects.bulk_create(from_reading(part, [clauses[c] for c in part.clause_ids], units))
        provisions = list(part.edition.provisions.all())
        ProvisionLink.objects.bulk_create(
            ProvisionLink(work_item=item, provision=provision, score=score)
            for item, provision, score in proposals(part.edition, [part], provisions)
        )


@action("plans.leave_out")
def leave_out(item: WorkItem, *, actor: Actor) -> None:
    """Say that a clause is nobody's work; it stays to be seen and can be taken in again."""
    item = of_draft(item)
    if item.state == State.WITHDRAWN:
        return nothing_changed()
    old = described(item)
    item.state = State.WITHDRAWN
    item.save(update_fields=["state"])
    _tell(actor, item, old)
    return None


@action("plans.take_in")
def take_in(item: WorkItem, *, actor: Actor) -> None:
    """Take a clause in again that was left out."""
    item = of_draft(item)
    if item.state != State.WITHDRAWN or item.joined_into_id is not None:
        return nothing_changed()
    old = described(item)
    item.state = State.PROPOSED
    item.save(update_fields=["state"])
    _tell(actor, item, old)
    return None
