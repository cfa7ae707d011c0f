"""What the pages of linked plans show: what was decided, what is proposed and why, own words beside those above."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from chithi.plans import answers, linking, plan_links
from chithi.plans.cascade import asked_units, in_order
from chithi.plans.models import Assignment, LinkState, Plan, PlanLink, Provision, ProvisionAnswer, WorkItem
from chithi.plans.overlaps import Overlap, Run, overlaps
from chithi.plans.passing import expanded
from chithi.plans.plan_links import WHYS, Kind
from chithi.plans.queries import current_edition, provision_list
from chithi.units.tree import Node, Tree

CHOOSABLE = 300
"""Plans offered to be linked by hand."""


@dataclass(frozen=True)
class LinkRow:
    """A link that was decided on, or a proposal: from one plan to the other; ``why`` in words."""

    plan: Plan
    other: Plan
    kind: str
    why: str
    link: PlanLink | None = None
    may_decide: bool = False

    @property
    def is_same(self) -> bool:
        return self.kind == Kind.SAME_DIRECTIVE


def link_rows(plan: Plan, seen: QuerySet[Plan], checked: set[int], units: Tree) -> dict[str, Any]:
    """The links of a plan and others that somebody may see; ``checked`` are the plans that person checks."""
    rows = {"confirmed": [], "rejected": [], "proposed": []}  # type: dict[str, list[LinkRow]]
    visible = {p.pk: p for p in seen} | {plan.pk: plan}
    for link in plan_links.links_of(plan):
        if {link.plan_id, link.other_id} <= visible.keys():
            why = _("found by the number %(number)s") % {"number": link.number} if link.number else ""
            may = may_decide(link.kind, link.plan_id, link.other_id, checked)
            rows[link.state].append(
                LinkRow(visible[link.plan_id], visible[link.other_id], link.kind, why, link, may)
            )
    for found in plan_links.waiting(plan, seen, units) if checked & {plan.pk} else ():
        why = str(WHYS[found.why]) % {"number": visible[found.other].number or found.number}
        may = may_decide(found.kind, found.plan, found.other, checked)
        rows["proposed"].append(
            LinkRow(visible[found.plan], visible[found.other], found.kind, why, None, may)
        )
    return rows


def may_decide(kind: str, plan: int, other: int, checked: set[int]) -> bool:
    """Who checks the plan that carries out decides; of the same directive who checks one of both."""
    return plan in checked or (kind == Kind.SAME_DIRECTIVE and other in checked)


@dataclass
class Answered:
    """A content of the plan above on the page of an own plan, with what answers it and the words they share."""

    provision: Provision
    is_asked: bool
    confirmed: list["Own"] = field(default_factory=list)
    proposed: list["Own"] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.is_asked and not self.confirmed


@dataclass(frozen=True)
class Own:
    """What answers, with the words it shares with the content marked."""

    answer: ProvisionAnswer
    words: Sequence[Run]


def answered_rows(plan: Plan, above: Plan, units: Tree) -> list[Answered]:
    """The contents of the plan above in order, each with the words of an own plan that answer it."""
    asked = asked_units(above, units).get(plan.issuer_id, set())
    rows = {p.pk: Answered(p, p.pk in asked) for p in provision_list(above)}
    edition = current_edition(plan)
    short = answers.short_of([plan, above])
    standing = {(answers.field_of(t), t.pk) for t in answers.things_of(edition)}
    found = answers.answers_of(edition).filter(provision__in=rows).exclude(state=LinkState.REJECTED)
    for answer in in_order(found.select_related("work_item", "content", "provision")):
        if (answers.field_of(answer.own), answer.own.pk) not in standing:
            continue
        row = rows[answer.provision_id]
        own = Own(answer, linking.marked(answer.own.text, row.provision.text, short))
        (row.confirmed if answer.state == LinkState.CONFIRMED else row.proposed).append(own)
    return list(rows.values())


@dataclass(frozen=True)
class Side:
    """A task of one of two plans with who leads it."""

    item: WorkItem
    leads: list[Node]
    names: list[str]


@dataclass(frozen=True)
class Beside:
    """Two tasks that overlap; ``both`` are the units that lead both, which would report twice."""

    overlap: Overlap
    mine: Side
    theirs: Side
    both: list[Node]


def beside(plan: Plan, other: Plan, units: Tree) -> list[Beside]:
    """The tasks of two plans that overlap, in eight queries."""
    sides = [sides_of(p, units) for p in (plan, other)]
    here, there = sides
    found = overlaps(
        [(i, s.item.text) for i, s in here.items()],
        [(i, s.item.text) for i, s in there.items()],
        answers.short_of([plan, other]),
    )
    rows = []
    for overlap in found:
        mine, theirs = here[overlap.mine], there[overlap.theirs]
        others = {n.id for n in theirs.leads}
        rows.append(Beside(overlap, mine, theirs, [n for n in mine.leads if n.id in others]))
    return rows


def sides_of(plan: Plan, units: Tree) -> dict[int, Side]:
    """The tasks of a plan as it stands, by id, with who leads them."""
    edition = current_edition(plan)
    if edition is None:
        return {}
    items = edition.work_items.filter(joined_into=None, is_report_duty=False).exclude(
        state=WorkItem.State.WITHDRAWN
    )
    rows = {i.pk: Side(i, [], []) for i in items.order_by("order")}
    leads = list(
        Assignment.objects.filter(work_item__in=rows, role=Assignment.Role.LEAD, withdrawn_at=None)
        .select_related("group")
        .order_by("id")
    )
    found = expanded(leads, units)
    for a in leads:
        rows[a.work_item_id].names.append(a.name)
        rows[a.work_item_id].leads.extend(found[a.pk])
    return rows
