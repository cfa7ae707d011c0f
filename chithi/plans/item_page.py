"""What the page of one work item shows: its units and contents as the form has them, beside what was read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chithi.accounts.models import User
from chithi.plans.checklist import is_known, label_of, rows_of
from chithi.plans.forms import ItemForm
from chithi.plans.models import Assignment, Provision, ProvisionLink, WorkItem
from chithi.plans.passing import is_open, owed
from chithi.sheets.links import links_to
from chithi.units.following import Came, came
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
    passed: Sequence[tuple[str, Came]] = ()
    """The units to which it passed, with from whom."""


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
    assignments = list(item.assignments.select_related("group").order_by("role", "id"))
    passed = passed_to(item, assignments, units)
    return {
        "form": form,
        "row": row,
        "kept_units": [
            KeptUnit(a, label_of(a, units), is_open(a), is_known(a), str(a.pk) in kept, passed.get(a.pk, ()))
            for a in assignments
        ],
        "contents": [
            LinkedContent(p, links.get(p.pk), str(p.pk) in ticked)
            for p in item.edition.provisions.filter(withdrawn_at=None)
        ],
        "before": text[max(0, item.start - AROUND) : item.start],
        "records": links_to(WorkItem, [item.pk], user).get(item.pk, []),
        "after": text[item.end : item.end + AROUND],
    }


def passed_to(
    item: WorkItem, assignments: Sequence[Assignment], units: Tree
) -> dict[int, list[tuple[str, Came]]]:
    """The units to which each assignment passed, by name, with from whom; nothing where none did."""
    moved = {
        pk: [one for one in found if one.links]
        for pk, found in owed((a for a in assignments if a.withdrawn_at is None), units, [item]).items()
    }
    words = came((one.old, one.links) for found in moved.values() for one in found)
    return {
        pk: [(one.node.name, words[one.old, one.links]) for one in found]
        for pk, found in moved.items()
        if found
    }
