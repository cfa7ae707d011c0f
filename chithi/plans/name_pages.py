"""The names of a plan as the pages show them: each once, with its places and the nearest of the directory."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from chithi.plans.checklist import FORMERLY, SURE, is_known, label_of
from chithi.plans.drafting import LEARNED
from chithi.plans.models import Assignment, Edition, Plan, WorkItem
from chithi.plans.naming import standing
from chithi.plans.passing import expanded, is_open
from chithi.plans.rules import is_below
from chithi.units.kinds import Mode
from chithi.units.queries import directory
from chithi.units.tree import Node, Tree
from chithi.vietnamese import fold


@dataclass(frozen=True)
class NameRow:
    """A name as the plan writes it; ``units`` are those it stands for today."""

    name: str
    label: str
    known: bool
    sure: bool
    is_open: bool
    is_group: bool
    is_lead: bool
    read_mode: str
    units: list[Node]
    value: str
    places: list[WorkItem]
    is_learned: bool = False
    is_former: bool = False

    @property
    def labels(self) -> list[WorkItem]:
        """Its first item under each label."""
        first: dict[str, WorkItem] = {}
        for item in self.places:
            first.setdefault(item.at, item)
        return list(first.values())

    @property
    def query(self) -> str:
        return urlencode({"name": self.name})

    @property
    def modes(self) -> set[Mode]:
        return {n.mode for n in self.units}


def name_rows(edition: Edition, units: Tree) -> list[NameRow]:
    """Every name of an edition in the order of the text, in four queries."""
    by_name: dict[str, list[Assignment]] = {}
    for a in standing(edition):
        by_name.setdefault(fold(a.name), []).append(a)
    items = {i.pk: i for i in edition.work_items.all()}
    firsts = [rows[0] for rows in by_name.values()]
    members = expanded(firsts, units)
    return [
        NameRow(
            name=a.name,
            label=label_of(a, units),
            known=is_known(a),
            sure=a.how in SURE,
            is_open=is_open(a),
            is_group=a.group_id is not None and not is_open(a),
            is_lead=any(x.role == "lead" for x in rows),
            read_mode=a.read_mode,
            units=members[a.pk],
            value=value_of(a),
            is_learned=a.how == LEARNED,
            is_former=a.how == FORMERLY,
            places=list(dict.fromkeys(items[x.work_item_id] for x in rows)),
        )
        for a, rows in zip(firsts, by_name.values(), strict=True)
    ]


def value_of(a: Assignment) -> str:
    """What the form calls the meaning of a name; empty where nobody is known."""
    if is_open(a):
        return "open"
    return f"u{a.unit_id}" if a.unit_id else f"g{a.group_id}" if a.group_id else ""


def near_choices(row: NameRow, plan: Plan, units: Tree, most: int = 6) -> list[tuple[Any, Any]]:
    """The nearest units and groups of the directory, to be offered first, those to which a unit of that name went
    before the others; before all, in a unit's own plan, the unit itself, since the names that the directory has not
    are its divisions."""
    known = directory()
    found = [*known.match(row.name).candidates, *known.candidates(row.name, most)]
    named = {f"{'u' if m.kind == 'unit' else 'g'}{m.id}": m.name for m in found if m.id is not None}
    near = dict(list(named.items())[:most])
    if is_below(units, plan.issuer_id):
        division = _("%(unit)s: it is a division of the unit itself") % {"unit": units[plan.issuer_id].name}
        itself = f"u{plan.issuer_id}"
        near = {itself: division, **{key: name for key, name in near.items() if key != itself}}
    return list(near.items())


def open_assignments(item: WorkItem) -> QuerySet[Assignment]:
    """The assignments of an item that mean an open group."""
    return item.assignments.filter(Q(is_open=True) | Q(group__is_open=True), withdrawn_at=None)
