"""What the pages of checking show: work items with their units, links, and what wants a look, in few queries."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q

from chithi.plans import confidence, facts
from chithi.plans.doubts import BLOCKING, DOUBTS, Named, doubts
from chithi.plans.drafting import BY_PERSON, LEARNED
from chithi.plans.highlight import Mark
from chithi.plans.models import Assignment, Edition, ProvisionLink, WorkItem
from chithi.plans.passing import expanded, is_open
from chithi.units.following import following
from chithi.units.tree import Node, Tree
from chithi.vietnamese import fold

SURE = frozenset({BY_PERSON, LEARNED, "exact", "spelling", "abbreviation", "group", "open"})
"""Ways of matching a name that want no look."""
FORMERLY = "formerly"
"""The way of matching a name that a unit had which went to another one, or is called otherwise now."""


@dataclass(frozen=True)
class Party:
    """A lead or cooperating unit of an item: ``units`` are those it stands for on the day."""

    assignment: Assignment
    label: str
    units: list[Node]
    found: str = ""
    """How the reader found it, a code of ``confidence.FOUND``; empty for one that a person added."""

    @property
    def known(self) -> bool:
        return is_known(self.assignment)

    @property
    def is_group(self) -> bool:
        return self.assignment.group_id is not None and not self.is_open

    @property
    def is_open(self) -> bool:
        return is_open(self.assignment)

    @property
    def sure(self) -> bool:
        return self.assignment.how in SURE

    @property
    def written_differently(self) -> bool:
        return self.known and self.label.casefold() != self.assignment.name.casefold()


@dataclass
class Row:
    """A work item on the checking page."""

    item: WorkItem
    leads: list[Party] = field(default_factory=list)
    partners: list[Party] = field(default_factory=list)
    links: list[ProvisionLink] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    next_of_leaf: bool = False
    due_found: tuple[str, ...] = ()
    whys: tuple[str, ...] = ()
    page: int | None = None
    """The page of the file on which it begins, where the file has pages."""

    @property
    def looks(self) -> list[object]:
        """What wants a look, in words; what made the reader doubt takes the place of the bare doubt."""
        reasons = confidence.why(self.whys) if "reader" in self.codes else []
        own = [DOUBTS[code] for code in self.codes if code != "reader" or not reasons]
        return list(dict.fromkeys([*own, *reasons]))

    @property
    def wants_a_look(self) -> bool:
        return wants_a_look(self.item, self.codes)

    @property
    def lead_found(self) -> list[confidence.Words]:
        return confidence.how(p.found for p in self.leads)

    @property
    def with_found(self) -> list[confidence.Words]:
        return confidence.how(p.found for p in self.partners)

    @property
    def when_found(self) -> list[confidence.Words]:
        """How the deadline was found, where it is still the one that was read."""
        read = any([self.item.due, self.item.due_bound] == list(d) for d in self.item.read_due)
        return confidence.how(self.due_found) if read else []

    @property
    def blocked(self) -> bool:
        return bool(BLOCKING & set(self.codes))

    @property
    def corrected(self) -> bool:
        return self.item.text != " ".join(self.item.read_text.split())

    @property
    def shown_links(self) -> list[ProvisionLink]:
        return [x for x in self.links if x.state != ProvisionLink.State.REJECTED]


def wants_a_look(item: WorkItem, codes: Iterable[str]) -> bool:
    """Until somebody has confirmed it; what blocks it wants one even then."""
    codes = set(codes)
    if item.state == WorkItem.State.WITHDRAWN:
        return False
    return bool(codes) and (item.state == WorkItem.State.PROPOSED or bool(codes & BLOCKING))


def is_known(assignment: Assignment) -> bool:
    """Whether a name stands for anything: a unit, a group, or an open group."""
    return assignment.unit_id is not None or assignment.group_id is not None or assignment.is_open


def doubts_of(items: Iterable[WorkItem]) -> dict[int, list[str]]:
    """What wants a look in each item, by codes of ``doubts.DOUBTS``, in one query."""
    items = list(items)
    standing: dict[int, list[Assignment]] = {i.pk: [] for i in items}
    rows = Assignment.objects.filter(work_item__in=items, withdrawn_at=None).select_related("group")
    for a in rows.annotate(members=Count("chosen", filter=Q(chosen__withdrawn_at=None))):
        standing[a.work_item_id].append(a)
    return {
        i.pk: doubts(
            [
                Named(a.role, is_known(a), is_open(a), bool(a.members), a.how in SURE, a.how == FORMERLY)  # type: ignore[attr-defined]
                for a in standing[i.pk]
            ],
            dues=len(i.read_due) if i.state == WorkItem.State.PROPOSED else 1,
            unsure=i.doubt,
        )
        for i in items
    }


def rows_of(edition: Edition, tree: Tree) -> list[Row]:
    """The work items of an edition in the document's order, in five queries; joined ones inside their item."""
    items = list(edition.work_items.filter(joined_into=None).order_by("start"))
    standing = list(
        Assignment.objects.filter(work_item__in=items, withdrawn_at=None)
        .select_related("group")
        .order_by("id")
    )
    units = expanded(standing, tree)
    codes = doubts_of(items)
    clauses = {c.id: c for c in facts.clauses(edition.reading)}
    read = {i.pk: [clauses[c] for c in i.clause_ids if c in clauses] for i in items}
    rows = {i.pk: Row(i, codes=codes[i.pk]) for i in items}
    for row in rows.values():
        row.whys = each(c.whys for c in read[row.item.pk])
        row.page = next((c.page for c in read[row.item.pk]), None)
        row.due_found = each(c.due_found for c in read[row.item.pk])
    found = {i: {(role, fold(p.name)): p.found for role, p in named(own)} for i, own in read.items()}
    for a in standing:
        row = rows[a.work_item_id]
        how = found[a.work_item_id].get((a.role, fold(a.name)), "") if a.read else ""
        party = Party(a, label_of(a, tree), units[a.pk], how)
        (row.leads if a.role == "lead" else row.partners).append(party)
    links = ProvisionLink.objects.filter(work_item__in=items).select_related("provision")
    for link in links.order_by("-score", "provision__order"):
        rows[link.work_item_id].links.append(link)
    in_order = list(rows.values())
    for row, after in itertools.pairwise(in_order):
        row.next_of_leaf = row.item.task_id == after.item.task_id
    return in_order


def each(codes: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Codes of several clauses, each once."""
    return tuple(dict.fromkeys(itertools.chain.from_iterable(codes)))


def named(own: Sequence[facts.Clause]) -> Iterator[tuple[str, facts.Party]]:
    """The units of clauses with their role."""
    for clause in own:
        yield from (("lead", p) for p in clause.leads)
        yield from (("with", p) for p in clause.partners)


def doubtful_first(rows: Iterable[Row]) -> list[Row]:
    """Those that want a look before the others, each in the document's order."""
    return sorted(rows, key=lambda row: not row.wants_a_look)


def next_to_look(rows: Sequence[Row], item: int) -> Row | None:
    """Behind an item that wants a look the next one that does, behind the last the first again; behind one that wants
    none there is nothing to go on to."""
    at = next((n for n, row in enumerate(rows) if row.item.pk == item), None)
    if at is None or not rows[at].wants_a_look:
        return None
    return next((row for row in [*rows[at + 1 :], *rows[:at]] if row.wants_a_look), None)


def label_of(assignment: Assignment, tree: Tree) -> str:
    """What the directory calls the unit or group, or those that follow a unit that is no more; else nothing."""
    if (node := tree.get(assignment.unit_id)) is not None:
        return node.name
    if assignment.unit_id is not None:
        return "; ".join(tree[heir].name for heir in following(assignment.unit_id, tree))
    return assignment.group.name if assignment.group is not None else ""


def marks_of(rows: Sequence[Row]) -> list[Mark]:
    """Where the words of items and the names of their units stand in the text."""
    found = []
    for row in rows:
        found.append(Mark(row.item.pk, row.item.start, row.item.end, True))
        for party in (*row.leads, *row.partners):
            a = party.assignment
            if a.start is not None and a.end is not None:
                found.append(Mark(row.item.pk, a.start, a.end, False))
    return found
