"""What the page of one work item shows: its units and contents as the form has them, beside what was read."""

from dataclasses import dataclass
from typing import Any

from chithi.accounts.models import User
from chithi.plans.checklist import is_known, label_of, rows_of
from chithi.plans.forms import ItemForm
from chithi.plans.models import Assignment, Provision, ProvisionLink, WorkItem
from chithi.plans.queries import is_open
from chithi.sheets.links import links_to
from chithi.units.tree import Tree

AROUND = 220
"""Letters of the text shown before and after the words of an item."""


@dataclass(frozen=True)
class KeptUnit:
    assignment: Assignment
    label: str
    is_open: bool
    known: bool
    kept: bool


@dataclass(frozen=True)
class LinkedContent:
    provision: Provision
    link: ProvisionLink | None
    ticked: bool


def item_page(item: WorkItem, form: ItemForm, units: Tree, user: User) -> dict[str, Any]:
    """Context of the page: ticks stand as they were typed where the form was refused; records are those that this
    person may read."""
    row = next(r for r in rows_of(item.edition, units) if r.item.pk == item.pk)
    kept = {str(v) for v in form["keep"].value() or []}
    ticked = {str(v) for v in form["contents"].value() or []}
    links = {x.provision_id: x for x in row.links}
    text = item.edition.text
    assignments = item.assignments.select_related("group").order_by("role", "id")
    return {
        "form": form,
        "row": row,
        "kept_units": [
            KeptUnit(a, label_of(a, units), is_open(a), is_known(a), str(a.pk) in kept) for a in assignments
        ],
        "contents": [
            LinkedContent(p, links.get(p.pk), str(p.pk) in ticked)
            for p in item.edition.provisions.filter(withdrawn_at=None)
        ],
        "before": text[max(0, item.start - AROUND) : item.start],
        "records": links_to(WorkItem, [item.pk], user).get(item.pk, []),
        "after": text[item.end : item.end + AROUND],
    }
