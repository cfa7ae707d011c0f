"""Reads of plans worth a name: who owes what on a day, and which plans a person may see."""

import datetime
from dataclasses import dataclass
from typing import Literal

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from chithi.accounts.models import User
from chithi.plans.models import (
    Assignment,
    Edition,
    LinkState,
    Plan,
    PlanLink,
    Provision,
    ProvisionLink,
    WorkItem,
)
from chithi.plans.passing import Owed, owed
from chithi.plans.rules import ADMINISTRATOR, FOCAL, own_units
from chithi.units.following import Came, came, following, partly_left_to
from chithi.units.kinds import Mode
from chithi.units.queries import held_on, roles_of, tree
from chithi.units.rules import units_where
from chithi.units.tree import Node, Tree

Role = Literal["lead", "with"]


@dataclass(frozen=True)
class Duty:
    """What one unit owes by one work item on a day.

    ``mode`` is decided by the kind of the unit, ``name`` is how the document calls it (its own name or its
    group's), ``due`` is as in the reading (``2025-12-16``, ``11-15``, ``yearly``, empty where none is given),
    ``provisions`` are the ids of the contents that a person confirmed it carries out. ``came_from`` are the units that
    owed it before, where it passed from them to this one.
    """

    work_item_id: int
    at: str
    order: int
    text: str
    role: Role
    mode: Mode
    name: str
    due: str
    provisions: tuple[int, ...]
    bound: str = ""
    came_from: tuple[Came, ...] = ()

    @property
    def received(self) -> str:
        """From whom it passed to the unit, as papers say it behind its words."""
        said = "; ".join(f"{one.name} theo {one.decision}" for one in self.came_from)
        return f" (tiếp nhận từ {said})" if said else ""


@dataclass(frozen=True)
class _Bound:
    """The work items of a plan that hold on a day, with the units each of their names stands for."""

    items: list[WorkItem]
    units: dict[int, list[tuple[Assignment, list[Owed]]]]


def held_by(day: datetime.date) -> Q:
    """The assignments that held on a day: those that stand and had begun, and those that an amendment took the place
    of later."""
    begun = Q(valid_from=None) | Q(valid_from__lte=day)
    return begun & (Q(withdrawn_at=None) | Q(valid_to__gte=day))


def _bound(plan: Plan, tree: Tree) -> _Bound:
    items = list(WorkItem.objects.filter(held_on(tree.day), plan=plan).order_by("order"))
    standing = list(
        Assignment.objects.filter(held_by(tree.day), work_item__in=[i.pk for i in items])
        .select_related("group")
        .order_by("id")
    )
    for item in items:
        item.plan = plan
    units = owed(standing, tree, items)
    by_item: dict[int, list[tuple[Assignment, list[Owed]]]] = {i.pk: [] for i in items}
    for a in standing:
        by_item[a.work_item_id].append((a, units[a.pk]))
    return _Bound(items, by_item)


def duties(plan: Plan, tree: Tree) -> dict[int, list[Duty]]:
    """What each unit owes by a plan on the tree's day, by unit id, in the plan's order. Five queries at most, and two
    more where units follow others.

    Only published items count. Groups are expanded as of the day, open ones to the members chosen. A unit
    that leads and cooperates in one item has the lead only; one named itself and in a group has its own name.
    The duty to report is not among them: the yearly report itself answers it.
    """
    bound = _bound(plan, tree)
    links: dict[int, list[int]] = {}
    rows = ProvisionLink.objects.filter(
        work_item__plan=plan, state=ProvisionLink.State.CONFIRMED, provision__withdrawn_at=None
    ).order_by("provision__order")
    for item_id, provision_id in rows.values_list("work_item_id", "provision_id"):
        links.setdefault(item_id, []).append(provision_id)
    given = {item.pk: _one_each(bound.units[item.pk]) for item in bound.items if not item.is_report_duty}
    words = came((one.old, one.links) for rows in given.values() for *_rest, ways in rows for one in ways)
    found: dict[int, list[Duty]] = {}
    for item in bound.items:
        for role, assignment, node, ways in given.get(item.pk, ()):
            found.setdefault(node.id, []).append(
                Duty(
                    item.pk,
                    item.at,
                    item.order,
                    item.text,
                    role,
                    node.mode,
                    assignment.name,
                    item.due,
                    tuple(links.get(item.pk, ())),
                    item.due_bound,
                    tuple(dict.fromkeys(words[one.old, one.links] for one in ways)),
                )
            )
    return found


def _one_each(rows: list[tuple[Assignment, list[Owed]]]) -> list[tuple[Role, Assignment, Node, list[Owed]]]:
    """Each unit once: leads before cooperation, what it always had before what came to it, its own name before a
    group's. Last the ways by which it came to the unit, none where it always had it."""
    ranked = sorted(
        ((a, one) for a, owing in rows for one in owing),
        key=lambda row: (row[0].role != "lead", bool(row[1].links), row[0].unit_id is None, row[0].pk),
    )
    found: dict[int, tuple[Role, Assignment, Node, list[Owed]]] = {}
    for assignment, one in ranked:
        role: Role = "lead" if assignment.role == "lead" else "with"
        had = found.get(one.node.id)
        if had is None:
            found[one.node.id] = (role, assignment, one.node, [one] if one.links else [])
        elif one.links and had[3] and had[0] == role:
            had[3].append(one)
    return list(found.values())


def reporting_units(plan: Plan, tree: Tree) -> list[Node]:
    """The units that report on a plan: those with a lead duty on the tree's day or named by its duty to report.

    In the tree's order, without the issuer itself. Four queries at most.
    """
    bound = _bound(plan, tree)
    found = {
        one.node.id
        for item in bound.items
        for assignment, owing in bound.units[item.pk]
        if assignment.role == "lead"
        for one in owing
    } - {*following(plan.issuer_id, tree)}
    return [node for node in tree if node.id in found]


def plans_for(user: User) -> QuerySet[Plan]:
    """The plans a person may read, newest first: drafts only for those who check them."""
    if not roles_of(user):
        return Plan.objects.none()
    found = Plan.objects.filter(Q(published_at__isnull=False) | checked_by(user))
    return found.select_related("issuer", "focal_unit")


def checked_by(user: User) -> Q:
    """The plans a person checks, as ``plans.check`` says, for lists."""
    focal = partly_left_to(units_where(user, FOCAL))
    checked = Q(issuer__in=focal | partly_left_to(own_units(user))) | Q(focal_unit__in=focal)
    if above := units_where(user, ADMINISTRATOR):
        units = tree()
        checked |= Q(issuer__in=partly_left_to([n.id for top in above for n in units.subtree(top)]))
    return checked


def main_plans(user: User) -> QuerySet[Plan]:
    """The published plans that concern a person first: those that others carry out, and those of one's own units."""
    own = {role.unit_id for role in roles_of(user)}
    published = plans_for(user).exclude(published_at=None)
    return published.filter(~is_own_plan() | Q(issuer__in=own))


def is_own_plan() -> Exists:
    """Of plans: that it is a unit's own plan, which carries out the plan of another unit."""
    links = PlanLink.objects.filter(
        plan=OuterRef("pk"), kind=PlanLink.Kind.CARRIES_OUT, state=LinkState.CONFIRMED
    )
    return Exists(links.exclude(other__issuer=F("plan__issuer")))


def current_plans(day: datetime.date) -> QuerySet[Plan]:
    """The published plans that bind on a day."""
    return Plan.objects.filter(valid_from__lte=day).filter(Q(ended_on=None) | Q(ended_on__gte=day))


def provision_list(plan: Plan) -> list[Provision]:
    """The contents that hold, in the plan's order; of a draft plan those of its draft."""
    edition = current_edition(plan)
    return list(plan.provisions.filter(edition=edition, withdrawn_at=None)) if edition else []


def unanswered_provisions(plan: Plan) -> list[Provision]:
    """The contents that no work item is confirmed to carry out, in the plan's order."""
    answered = ProvisionLink.objects.filter(
        work_item__plan=plan,
        work_item__valid_from__isnull=False,
        work_item__valid_to=None,
        state=ProvisionLink.State.CONFIRMED,
    ).values("provision")
    edition = current_edition(plan)
    if edition is None:
        return []
    return list(plan.provisions.filter(edition=edition, withdrawn_at=None).exclude(pk__in=answered))


def current_edition(plan: Plan) -> Edition | None:
    """The confirmed edition whose words hold; of a plan that was never published, its draft."""
    found = plan.editions.exclude(state=Edition.State.DISCARDED)
    return found.filter(state=Edition.State.CONFIRMED).last() or found.last()


def draft_edition(plan: Plan) -> Edition | None:
    """The edition that waits to be checked, if there is one."""
    return plan.editions.filter(state=Edition.State.DRAFT).last()
