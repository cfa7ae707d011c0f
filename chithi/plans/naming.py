"""What the names of a plan stand for: said once for every place where the plan writes the same name."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from chithi.journal.actions import Actor, action, nothing_changed, record
from chithi.plans import learning
from chithi.plans.branch import keep_within
from chithi.plans.checking import LinkState
from chithi.plans.drafting import BY_PERSON, match_name
from chithi.plans.learning import Meaning
from chithi.plans.locking import locked
from chithi.plans.models import Assignment, ChosenMember, Edition, ProvisionLink, WorkItem
from chithi.plans.refusals import Refused
from chithi.units.following import following
from chithi.units.models import Unit
from chithi.units.queries import directory, tree
from chithi.vietnamese import fold


@action("plans.name")
def name_stands_for(edition: Edition, name: str, meaning: Meaning, *, actor: Actor) -> int:
    """Say what a name of an edition stands for, everywhere in it; how many places changed."""
    plan = locked(edition.plan_id)
    if meaning == Meaning():
        raise Refused(_("Choose a unit or a group for “%(name)s”.") % {"name": name})
    is_open = meaning.is_open or bool(meaning.group and meaning.group.is_open)
    rows = [a for a in standing(edition) if fold(a.name) == fold(name)]
    unit_id, group_id = getattr(meaning.unit, "pk", None), getattr(meaning.group, "pk", None)
    changed = [a for a in rows if (a.unit_id, a.group_id, a.is_open) != (unit_id, group_id, is_open)]
    unsure = [a for a in rows if a.how != BY_PERSON]
    if not changed and not unsure:
        nothing_changed()
        return 0
    old = sorted({str(a.unit or a.group or "") for a in changed})
    for a in {*changed, *unsure}:
        a.unit_id, a.group_id, a.is_open, a.how = unit_id, group_id, is_open, BY_PERSON
        a.save(update_fields=["unit", "group", "is_open", "how"])
    keep_within(plan, actor)
    kept = learning.remember(edition, name, meaning, is_open, actor) if rows else False
    record(
        actor,
        plan,
        name=f"{plan}: {name}",
        old={"stands_for": old},
        new={"stands_for": meaning, "places": len(rows), **({"remembered": True} if kept else {})},
    )
    return len(changed)


def standing(edition: Edition) -> list[Assignment]:
    """The assignments of an edition that stand, those of left out items too."""
    rows = Assignment.objects.filter(
        work_item__edition=edition, work_item__joined_into=None, withdrawn_at=None
    )
    return list(rows.select_related("unit", "group").order_by("work_item__order", "id"))


@action("plans.match_again")
def match_again(edition: Edition, *, actor: Actor) -> int:
    """Match the names that nobody is found for with the directory as it is now; how many were found."""
    plan = locked(edition.plan_id)
    units = directory()
    found: dict[str, str] = {}
    for a in standing(edition):
        if a.unit_id is None and a.group_id is None and not a.is_open:
            match_name(a, units)
            if a.unit_id or a.group_id or a.is_open:
                a.save(update_fields=["unit", "group", "is_open", "how"])
                found[a.name] = str(a.unit or a.group or _("an open group"))
    if not found:
        nothing_changed()
        return 0
    keep_within(plan, actor)
    record(actor, plan, old={"matched": []}, new={"matched": dict(sorted(found.items()))})
    return len(found)


@action("plans.own_divisions")
def own_divisions(edition: Edition, *, actor: Actor) -> int:
    """Say that every name that nobody is found for is a division of the issuer, whose work it is; how many names.

    The names are kept as lessons for the next plans of the issuer, like every meaning that a person gives.
    """
    plan = locked(edition.plan_id)
    rows = [a for a in standing(edition) if a.unit_id is None and a.group_id is None and not a.is_open]
    if not rows:
        nothing_changed()
        return 0
    for a in rows:
        a.unit_id, a.how = plan.issuer_id, BY_PERSON
        a.save(update_fields=["unit", "how"])
    names = {fold(a.name): a.name for a in rows}
    for name in names.values():
        learning.remember(edition, name, Meaning(unit=plan.issuer), False, actor)
    record(
        actor, plan, old={"stands_for": []}, new={"stands_for": plan.issuer, "names": sorted(names.values())}
    )
    return len(names)


@action("plans.choose_members")
def choose_members(assignment: Assignment, unit_ids: Iterable[int], *, actor: Actor) -> None:
    """Choose the units that an open group means in one work item; those no longer chosen are withdrawn."""
    plan = locked(assignment.work_item.plan_id)
    wanted = set(Unit.objects.filter(pk__in=list(unit_ids)).values_list("pk", flat=True))
    rows = list(ChosenMember.objects.filter(assignment=assignment, withdrawn_at=None).select_related("unit"))
    now, had = tree(), set[int]()
    gone = []
    for row in rows:
        # Who was chosen and is no more stays chosen where all that follow are: an old day answers as it did.
        heirs = set(following(row.unit_id, now))
        if heirs and heirs <= wanted:
            had |= heirs
        else:
            gone.append(row.pk)
    if not gone and had == wanted:
        return nothing_changed()
    old = sorted(str(row.unit) for row in rows)
    ChosenMember.objects.filter(pk__in=gone).update(withdrawn_at=timezone.now())
    ChosenMember.objects.bulk_create(
        ChosenMember(assignment=assignment, unit_id=u) for u in sorted(wanted - had)
    )
    keep_within(plan, actor)
    new = sorted(str(u) for u in Unit.objects.filter(pk__in=wanted))
    record(
        actor,
        assignment.work_item,
        name=f"{assignment.work_item.at}: {assignment.name}",
        old={"members": old},
        new={"members": new},
    )
    return None


@action("plans.decide_link")
def decide_link(link: ProvisionLink, confirmed: bool, *, actor: Actor) -> None:
    """Confirm or reject that a work item carries out a content."""
    locked(link.work_item.plan_id)
    link = ProvisionLink.objects.select_related("work_item", "provision").get(pk=link.pk)
    state = LinkState.CONFIRMED if confirmed else LinkState.REJECTED
    if link.state == state:
        return nothing_changed()
    old, link.state = link.state, state
    link.save(update_fields=["state"])
    record(
        actor,
        link.work_item,
        name=f"{link.work_item.at} → {link.provision.at}",
        old={"link": old},
        new={"link": state},
    )
    return None


@action("plans.confirm_links")
def confirm_links(edition: Edition, *, actor: Actor) -> int:
    """Confirm every proposed link of an edition at one press; how many they were."""
    plan = locked(edition.plan_id)
    links = ProvisionLink.objects.filter(
        work_item__edition=edition, state=LinkState.PROPOSED, work_item__joined_into=None
    ).exclude(work_item__state=WorkItem.State.WITHDRAWN)
    rows = list(links.values_list("pk", "work_item__at", "provision__at"))
    if not rows:
        nothing_changed()
        return 0
    ProvisionLink.objects.filter(pk__in=[pk for pk, _item, _content in rows]).update(
        state=LinkState.CONFIRMED
    )
    said = [f"{item} → {content}" for _pk, item, content in rows]
    record(
        actor,
        plan,
        old={"link": LinkState.PROPOSED},
        new={"link": LinkState.CONFIRMED, "links_confirmed": len(rows), "links": said},
    )
    return len(rows)
