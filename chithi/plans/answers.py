"""Which contents of the plan above a unit's own plan answers: proposed from shared words, decided by a person."""

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from chithi.journal.actions import Actor, action, nothing_changed, record
from chithi.plans import linking
from chithi.plans.facts import one_line
from chithi.plans.locking import locked
from chithi.plans.models import Edition, LinkState, Plan, PlanLink, Provision, ProvisionAnswer, WorkItem
from chithi.plans.queries import current_edition, provision_list
from chithi.plans.refusals import Refused

Thing = Provision | WorkItem
"""What answers: a content or a work item of an own plan."""


def field_of(thing: Thing) -> str:
    return "content" if isinstance(thing, Provision) else "work_item"


def things_of(edition: Edition | None) -> list[Thing]:
    """The contents and work items of an own plan that can answer something, in the document's order. A leaf that is
    both counts as a work item; the duty to report answers no content."""
    if edition is None:
        return []
    items = list(
        edition.work_items.filter(joined_into=None, is_report_duty=False).exclude(
            state=WorkItem.State.WITHDRAWN
        )
    )
    leaves = {item.task_id for item in items}
    contents = [p for p in edition.provisions.filter(withdrawn_at=None) if p.leaf_id not in leaves]
    return sorted([*contents, *items], key=lambda thing: (thing.start, thing.order))


def answers_of(edition: Edition | None) -> QuerySet[ProvisionAnswer]:
    """All that was proposed or decided of an edition's contents and work items."""
    return ProvisionAnswer.objects.filter(Q(content__edition=edition) | Q(work_item__edition=edition))


def propose(plan: Plan, above: Plan, *, anew: bool = False) -> int:
    """Propose what the words of a plan answer; how many proposals. A plain function inside an action.

    What has an answer already, decided or not, is left alone; ``anew`` looks at it again too, and proposes the pairs
    that were never proposed.
    """
    edition = current_edition(plan)
    provisions = provision_list(above)
    rows = answers_of(edition).filter(provision__plan=above)
    known = set(rows.values_list("content_id", "work_item_id", "provision_id"))
    taken = set() if anew else {(content, item) for content, item, _provision in known}
    things = [t for t in things_of(edition) if _ids(t) not in taken]
    found = [
        ProvisionAnswer(provision_id=provision, score=score, **{field_of(thing): thing})
        for thing, provision, score in matches(things, provisions, plan, above)
        if (*_ids(thing), provision) not in known
    ]
    return len(ProvisionAnswer.objects.bulk_create(found))


def _ids(thing: Thing) -> tuple[int | None, int | None]:
    return (thing.pk, None) if isinstance(thing, Provision) else (None, thing.pk)


def matches(
    things: Sequence[Thing], provisions: Sequence[Provision], plan: Plan, above: Plan
) -> list[tuple[Thing, int, int]]:
    """(thing, provision, score) of those that share words."""
    by_key = {str(n): thing for n, thing in enumerate(things)}
    links = linking.propose(
        [(str(p.pk), p.text) for p in provisions],
        [(key, thing.text) for key, thing in by_key.items()],
        short_of([plan, above]),
    )
    return [(by_key[x.clause], int(x.content), x.score) for x in links]


def short_of(plans: Iterable[Plan]) -> dict[str, str]:
    """The abbreviations that plans explain, as ``linking`` wants them."""
    editions = Edition.objects.filter(plan__in=list(plans)).exclude(state=Edition.State.DISCARDED)
    rows = editions.values_list("reading__abbreviations", flat=True)
    return linking.shortened([a for found in rows for a in found or []])


def take_over(kept: Thing, other: Thing) -> None:
    """What answers by a row that another one takes the place of: the kept one answers it from now on; what was
    decided last counts. A plain function inside an action."""
    name = field_of(kept)
    has = {a.provision_id: a for a in kept.answering.all()}
    for a in other.answering.all():
        mine = has.get(a.provision_id)
        if mine is None:
            setattr(a, name, kept)
            a.save(update_fields=[name])
        elif a.state != LinkState.PROPOSED and mine.state != a.state:
            mine.state = a.state
            mine.save(update_fields=["state"])


def renew(edition: Edition, before: Edition | None) -> None:
    """A draft that takes the place of a draft: what was decided stays where the words stayed, the rest is proposed.
    A plain function inside an action."""
    if edition.plan.state != Plan.State.DRAFT or before is None:
        return
    old = {(field_of(t), one_line(t.text)): t for t in things_of(before)}
    for thing in things_of(edition):
        same = old.get((field_of(thing), one_line(thing.text)))
        if same is not None:
            take_over(thing, same)
    if not is_drawn_up(edition):
        propose_all(edition.plan)


def is_drawn_up(edition: Edition | None) -> bool:
    """Whether the words of an edition were put together here (``drawing_up``) and not read in a file: what each line
    answers is known then."""
    return edition is not None and "drawn_from" in edition.reading


def propose_all(plan: Plan) -> int:
    """Propose for every plan that one is confirmed to carry out. A plain function inside an action."""
    links = PlanLink.objects.filter(
        plan=plan, kind=PlanLink.Kind.CARRIES_OUT, state=LinkState.CONFIRMED
    ).select_related("other")
    return sum(propose(plan, link.other) for link in links)


@action("plans.propose_answers")
def propose_again(plan: Plan, above: Plan, *, actor: Actor) -> int:
    """Look at all words again, also of what has an answer already; how many pairs are new."""
    plan = locked(plan.pk)
    found = propose(plan, above, anew=True)
    if not found:
        nothing_changed()
        return 0
    record(actor, plan, name=f"{plan} → {above}", new={"answers_proposed": found})
    return found


@action("plans.decide_answer")
def decide(answer: ProvisionAnswer, confirmed: bool, *, actor: Actor) -> None:
    """Confirm or reject that a content or work item answers a content of the plan above."""
    plan = locked(answer.own.plan_id)
    answer = ProvisionAnswer.objects.select_related("provision", "content", "work_item").get(pk=answer.pk)
    state = LinkState.CONFIRMED if confirmed else LinkState.REJECTED
    if answer.state == state:
        return nothing_changed()
    old, answer.state = answer.state, state
    answer.save(update_fields=["state"])
    record(actor, plan, name=f"{plan}: {answer}", old={"answer": old}, new={"answer": state})
    return None


@action("plans.confirm_answers")
def confirm_all(plan: Plan, above: Plan, *, actor: Actor) -> int:
    """Confirm every proposal of a plan at one press; how many they were."""
    plan = locked(plan.pk)
    standing = {_ids(t) for t in things_of(current_edition(plan))}
    rows = [
        a
        for a in answers_of(current_edition(plan))
        .filter(provision__plan=above, provision__withdrawn_at=None, state=LinkState.PROPOSED)
        .select_related("provision", "content", "work_item")
        if (a.content_id, a.work_item_id) in standing
    ]
    if not rows:
        nothing_changed()
        return 0
    ProvisionAnswer.objects.filter(pk__in=[a.pk for a in rows]).update(state=LinkState.CONFIRMED)
    record(
        actor,
        plan,
        name=f"{plan} → {above}",
        old={"answer": LinkState.PROPOSED},
        new={"answer": LinkState.CONFIRMED, "answers": [str(a) for a in rows]},
    )
    return len(rows)


@action("plans.add_answer")
def add(thing: Thing, provision: Provision, *, actor: Actor) -> None:
    """Say by hand that a content or work item answers a content of the plan above."""
    plan = locked(thing.plan_id)
    if (
        provision.withdrawn_at is not None
        or not PlanLink.objects.filter(
            plan=plan, other=provision.plan_id, kind=PlanLink.Kind.CARRIES_OUT, state=LinkState.CONFIRMED
        ).exists()
    ):
        raise Refused(_("This plan does not carry out the plan of that content; say so first."))
    answer, made = ProvisionAnswer.objects.get_or_create(
        provision=provision, **{field_of(thing): thing}, defaults={"score": 0, "state": LinkState.CONFIRMED}
    )
    if not made and answer.state == LinkState.CONFIRMED:
        return nothing_changed()
    old = "" if made else answer.state
    answer.state = LinkState.CONFIRMED
    answer.save(update_fields=["state"])
    record(actor, plan, name=f"{plan}: {answer}", old={"answer": old}, new={"answer": answer.state})
    return None
