"""What the reading pages show, from few queries: a unit's work with its neighbours, contents × work items."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from chithi.accounts.models import User
from chithi.plans import queries
from chithi.plans.checklist import Row, rows_of
from chithi.plans.models import Edition, Plan, Provision, ProvisionLink, WorkItem
from chithi.sheets.links import Link, links_to
from chithi.units.tree import Node, Tree

NEIGHBOURS = 8


@dataclass(frozen=True)
class Job:
    """A duty of a unit, who else is in it, the contents it carries out, and the records of all units that serve it."""

    duty: queries.Duty
    leads: list[Node]
    partners: list[Node]
    contents: list[Provision]
    records: list[Link]

    @property
    def few_leads(self) -> list[Node]:
        return self.leads[:NEIGHBOURS]

    @property
    def few_partners(self) -> list[Node]:
        return self.partners[:NEIGHBOURS]

    @property
    def more_leads(self) -> int:
        return max(0, len(self.leads) - NEIGHBOURS)

    @property
    def more_partners(self) -> int:
        return max(0, len(self.partners) - NEIGHBOURS)


def work_of(plan: Plan, unit: Node, units: Tree, user: User) -> dict[str, Any]:
    """A unit's work by a plan, with the records that a person may read; whether it reports."""
    duties = queries.duties(plan, units)
    others: dict[tuple[int, str], list[Node]] = {}
    for node in units:
        for duty in duties.get(node.id, ()):
            if node.id != unit.id:
                others.setdefault((duty.work_item_id, duty.role), []).append(node)
    contents = {p.pk: p for p in queries.provision_list(plan)}
    records = links_to(WorkItem, {d.work_item_id for d in duties.get(unit.id, ())}, user)
    jobs = [
        Job(
            d,
            others.get((d.work_item_id, "lead"), []),
            others.get((d.work_item_id, "with"), []),
            [contents[p] for p in d.provisions if p in contents],
            records.get(d.work_item_id, []),
        )
        for d in duties.get(unit.id, ())
    ]
    return {
        "leading": [j for j in jobs if j.duty.role == "lead"],
        "cooperating": [j for j in jobs if j.duty.role == "with"],
        "reports": any(n.id == unit.id for n in queries.reporting_units(plan, units)),
    }


@dataclass
class Content:
    """A content with the work items linked to it."""

    provision: Provision
    answered: int | None = None
    """How many units answer it by their own plans; none where that was not asked."""
    confirmed: list[tuple[Row, ProvisionLink]] = field(default_factory=list)
    proposed: list[tuple[Row, ProvisionLink]] = field(default_factory=list)


def contents_table(edition: Edition, units: Tree, checks: bool) -> dict[str, Any]:
    """Contents in order with their items; ``unlinked`` are the items that carry out no content.

    Those who only read see what was confirmed and holds.
    """
    contents = {p.pk: Content(p) for p in edition.provisions.filter(withdrawn_at=None)}
    unlinked = []
    for row in standing(rows_of(edition, units)):
        linked = False
        for link in row.links:
            content = contents.get(link.provision_id)
            if content is None or link.state == ProvisionLink.State.REJECTED:
                continue
            linked = True
            confirmed = link.state == ProvisionLink.State.CONFIRMED
            (content.confirmed if confirmed else content.proposed).append((row, link))
        if not linked and not row.item.is_report_duty:
            unlinked.append(row)
    found = list(contents.values())
    return {
        "contents": found,
        "unanswered": [c for c in found if not c.confirmed],
        "unlinked": unlinked,
        "proposed": sum(len(c.proposed) for c in found) if checks else 0,
    }


def standing(rows: Iterable[Row]) -> list[Row]:
    return [r for r in rows if r.item.state != WorkItem.State.WITHDRAWN]
