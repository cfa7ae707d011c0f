"""Reads of plans worth a name: who owes what on a day, and which plans a person may see."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from chithi.accounts.models import User
from chithi.plans.models import (
    Assignment,
    ChosenMember,
    Edition,
    LinkState,
    Plan,
    PlanLink,
    Provision,
    ProvisionLink,
    WorkItem,
)
from chithi.plans.rules import ADMINISTRATOR, FOCAL, own_units
from chithi.units.kinds import Mode
from chithi.units.models import Group, GroupMember
from chithi.units.queries import held_on, roles_of, tree
from chithi.units.rules import units_where
from chithi.units.tree import Node, Tree

Role = Literal["lead", "with"]


@dataclass(frozen=True)
class Duty:
    """What one unit owes by one work item on a day.

    ``mode`` is decided by the kind of the unit, ``name`` is how the document calls it (its own name or its
    group's), ``due`` is as in the reading (``2025-12-16``, ``11-15``, ``yearly``, empty where none is given),
    ``provisions`` are the ids of the contents that a person confirmed it carries out.
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


@dataclass(frozen=True)
class _Bound:
    """The work items of a plan that hold on a day, with the units each of their names stands for."""

    items: list[WorkItem]
    units: dict[int, list[tuple[Assignment, list[Node]]]]


def group_members(groups: Iterable[Group], tree: Tree) -> dict[int, list[Node]]:
    """The units of several groups as of the tree's day, in one query; an open group has none."""
    closed = {g.pk: g for g in groups if not g.is_open}
    found = {pk: {n.id for n in tree.of_kinds(g.kinds, g.parent_id)} for pk, g in closed.items()}
    if closed:
        named = GroupMember.objects.filter(held_on(tree.day), group__in=closed).values_list(
            "group_id", "unit_id"
        )
        for group_id, unit_id in named:
            if unit_id in tree:
                found[group_id].add(unit_id)
    order = {node.id: rank for rank, node in enumerate(tree)}
    return {pk: [tree[i] for i in sorted(ids, key=order.__getitem__)] for pk, ids in found.items()}


def expanded(assignments: Iterable[Assignment], tree: Tree) -> dict[int, list[Node]]:
    """The units each assignment stands for as of the tree's day, in two queries at most.

    A unit is itself, a group its members, an open name or group the members chosen for it. A unit that is not
    valid on the day stands for nothing.
    """
    assignments = list(assignments)
    members = group_members([a.group for a in assignments if a.group is not None], tree)
    chosen: dict[int, list[int]] = {}
    opened = [a.pk for a in assignments if is_open(a)]
    if opened:
        rows = ChosenMember.objects.filter(assignment__in=opened, withdrawn_at=None).order_by("id")
        for assignment_id, unit_id in rows.values_list("assignment_id", "unit_id"):
            chosen.setdefault(assignment_id, []).append(unit_id)
    found = {}
    for a in assignments:
        if is_open(a):
            found[a.pk] = [tree[i] for i in chosen.get(a.pk, ()) if i in tree]
        elif a.group_id is not None:
            found[a.pk] = members.get(a.group_id, [])
        else:
            found[a.pk] = [node] if (node := tree.get(a.unit_id)) else []
    return found


def is_open(assignment: Assignment) -> bool:
    """Whether it owes nothing until somebody chooses members."""
    return assignment.is_open or (assignment.group is not None and assignment.group.is_open)


def _bound(plan: Plan, tree: Tree) -> _Bound:
    items = list(WorkItem.objects.filter(held_on(tree.day), plan=plan).order_by("order"))
    standing = list(
        Assignment.objects.filter(work_item__in=[i.pk for i in items], withdrawn_at=None)
        .select_related("group")
        .order_by("id")
    )
    units = expanded(standing, tree)
    by_item: dict[int, list[tuple[Assignment, list[Node]]]] = {i.pk: [] for i in items}
    for a in standing:
        by_item[a.work_item_id].append((a, units[a.pk]))
    return _Bound(items, by_item)


def duties(plan: Plan, tree: Tree) -> dict[int, list[Duty]]:
    """What each unit owes by a plan on the tree's day, by unit id, in the plan's order. Five queries at most.

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
    found: dict[int, list[Duty]] = {}
    for item in bound.items:
        if item.is_report_duty:
            continue
        for (role, assignment), node in _one_each(bound.units[item.pk]):
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
                )
            )
    return found


def _one_each(rows: list[tuple[Assignment, list[Node]]]) -> list[tuple[tuple[Role, Assignment], Node]]:
    """Each unit once: leads before cooperation, its own name before a group's."""
    ranked = sorted(rows, key=lambda row: (row[0].role != "lead", row[0].unit_id is None, row[0].pk))
    seen: set[int] = set()
    found: list[tuple[tuple[Role, Assignment], Node]] = []
    for assignment, nodes in ranked:
        for node in nodes:
            if node.id not in seen:
                seen.add(node.id)
                found.append((("lead" if assignment.role == "lead" else "with", assignment), node))
    return found


def reporting_units(plan: Plan, tree: Tree) -> list[Node]:
    """The units that report on a plan: those with a lead duty on the tree's day or named by its duty to report.

    In the tree's order, without the issuer itself. Four queries at most.
    """
    bound = _bound(plan, tree)
    found = {
        node.id
        for item in bound.items
        for assignment, nodes in bound.units[item.pk]
        if assignment.role == "lead"
        for node in nodes
    } - {plan.issuer_id}
    return [node for node in tree if node.id in found]


def plans_for(user: User) -> QuerySet[Plan]:
    """The plans a person may read, newest first: drafts only for those who check them."""
    if not roles_of(user):
        return Plan.objects.none()
    found = Plan.objects.filter(Q(published_at__isnull=False) | checked_by(user))
    return found.select_related("issuer", "focal_unit")


def checked_by(user: User) -> Q:
    """The plans a person checks, as ``plans.check`` says, for lists."""
    focal = units_where(user, FOCAL)
    checked = Q(issuer__in=focal | own_units(user)) | Q(focal_unit__in=focal)
    if above := units_where(user, ADMINISTRATOR):
        units = tree()
        checked |= Q(issuer__in=[n.id for top in above for n in units.subtree(top)])
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
