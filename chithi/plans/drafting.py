"""From a reading to a draft: rows of contents, work items, assignments and links, with what was decided before.

Plain functions inside the transaction of an action. A new edition is drafted beside what binds: its rows say whose
place they take (``replaces``) and bind nobody until the edition is confirmed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import Q

from chithi.plans import facts, linking
from chithi.plans.difference import Change, Piece, difference
from chithi.plans.models import (
    Assignment,
    ChosenMember,
    Edition,
    Lesson,
    Provision,
    ProvisionLink,
    WorkItem,
)
from chithi.units.matching import Directory
from chithi.vietnamese import fold

BY_PERSON = "person"
LEARNED = "learned"
"""How a name was matched: somebody said so, or what was said in another plan was used."""
LinkState = ProvisionLink.State


@dataclass
class Base:
    """What stood before: the items of an edition with their assignments and links; empty for a first edition."""

    edition: Edition | None = None
    of_clause: dict[str, WorkItem] = field(default_factory=dict)
    assignments: dict[int, list[Assignment]] = field(default_factory=dict)
    chosen: dict[int, list[int]] = field(default_factory=dict)
    links: dict[int, list[ProvisionLink]] = field(default_factory=dict)
    provisions: dict[str, Provision] = field(default_factory=dict)

    @classmethod
    def of(cls, edition: Edition | None) -> "Base":
        """The rows of an edition, whether it binds or is still a draft."""
        if edition is None:
            return cls()
        items = list(edition.work_items.filter(joined_into=None))
        found = cls(edition, {c: item for item in items for c in item.clause_ids})
        for a in Assignment.objects.filter(work_item__in=items).order_by("id"):
            found.assignments.setdefault(a.work_item_id, []).append(a)
        for member in ChosenMember.objects.filter(
            assignment__work_item__in=items, withdrawn_at=None
        ).order_by("id"):
            found.chosen.setdefault(member.assignment_id, []).append(member.unit_id)
        for link in ProvisionLink.objects.filter(work_item__in=items).select_related("provision"):
            found.links.setdefault(link.work_item_id, []).append(link)
        found.provisions = {p.leaf_id: p for p in edition.provisions.filter(withdrawn_at=None)}
        return found

    def decided(self) -> dict[str, Assignment]:
        """What people said a name stands for, by its folded name."""
        rows = (a for several in self.assignments.values() for a in several)
        return {fold(a.name): a for a in rows if a.how == BY_PERSON and a.read and a.withdrawn_at is None}


def pieces(reading: dict[str, Any]) -> list[Piece]:
    """The clauses of a reading, to be compared with another."""
    return [
        Piece(c.id, c.at, c.text, tuple(sorted(fold(p.name) for p in c.leads)))
        for c in facts.clauses(reading)
    ]


def content_pieces(reading: dict[str, Any]) -> list[Piece]:
    return [Piece(c.leaf_id, c.at, c.text) for c in facts.contents(reading)]


def changes_between(old: Edition | None, new: Edition) -> list[Change]:
    """What changed between the clauses of two editions."""
    return difference(pieces(old.reading) if old else [], pieces(new.reading))


def draft(edition: Edition, base: Base, directory: Directory) -> None:
    """Make the rows of a draft edition."""
    provisions = _draft_provisions(edition, base)
    items = _draft_items(edition, base)
    parties = {c.id: c for c in facts.clauses(edition.reading)}
    _draft_assignments(items, base, parties, directory)
    _draft_links(edition, items, base, provisions)


@dataclass
class _Drafted:
    """A new row, what it comes from, and whether its words stayed as they were."""

    row: WorkItem
    before: WorkItem | None
    same_words: bool
    same_units: bool


def _replaced(row: Any, base: Base) -> Any:
    """The row that binds and whose place a new one takes: of a pending draft, what that one was to replace."""
    if row is None or base.edition is None:
        return None
    return row if base.edition.state == Edition.State.CONFIRMED else row.replaces


def _draft_provisions(edition: Edition, base: Base) -> list[Provision]:
    old = content_pieces(base.edition.reading) if base.edition else []
    before = {
        c.new.key: c.old.key for c in difference(old, content_pieces(edition.reading)) if c.old and c.new
    }
    return Provision.objects.bulk_create(
        Provision(
            plan=edition.plan,
            edition=edition,
            at=content.at,
            leaf_id=content.leaf_id,
            order=content.order,
            heading=content.heading,
            text=content.text,
            start=content.span[0],
            end=content.span[1],
            replaces=_replaced(base.provisions.get(str(before.get(content.leaf_id))), base),
        )
        for content in facts.contents(edition.reading)
    )


def _draft_items(edition: Edition, base: Base) -> list[_Drafted]:
    clauses = {c.id: c for c in facts.clauses(edition.reading)}
    changes = {str(c.new.key): c for c in changes_between(base.edition, edition) if c.new}

    def before(clause: facts.Clause) -> WorkItem | None:
        change = changes[clause.id]
        return base.of_clause.get(str(change.old.key)) if change.old else None

    drafted: list[_Drafted] = []
    rest: list[tuple[_Drafted, list[facts.Clause]]] = []
    used: set[int] = set()
    for (item_id, _task), run in groupby(
        clauses.values(), key=lambda c: (getattr(before(c), "pk", -c.order), c.task_id)
    ):
        together = list(run)
        old = before(together[0]) if item_id not in used else None
        used.add(item_id)
        same = old is not None and all(changes[c.id].kind in ("same", "moved") for c in together)
        whole = same and old is not None and len(together) == len(old.clause_ids)
        units = old is not None and _read_names(base.assignments.get(old.pk, [])) == _names(together)
        found = _Drafted(_item(edition, together, old if whole else None), old, whole, units)
        found.row.replaces = _replaced(old, base)
        if whole and units and old is not None and old.state == WorkItem.State.CONFIRMED:
            found.row.state = WorkItem.State.CONFIRMED
        if old is not None and old.state == WorkItem.State.WITHDRAWN and old.valid_to is None:
            found.row.state = WorkItem.State.WITHDRAWN
        drafted.append(found)
        rest.append((found, together[1:]))
    WorkItem.objects.bulk_create(d.row for d in drafted)
    parts = []
    for found, others in rest:
        for clause in others:
            part = _item(edition, [clause], None)
            part.state, part.joined_into = WorkItem.State.WITHDRAWN, found.row
            parts.append(part)
    WorkItem.objects.bulk_create(parts)
    return drafted


def _item(edition: Edition, together: Sequence[facts.Clause], old: WorkItem | None) -> WorkItem:
    """A row for clauses taken together. A correction of the same words by a person stays."""
    first, (_, _, dues) = together[0], facts.joined(together)
    read_text = words_between(edition, first.span[0], together[-1].span[1])
    read_due = [list(d) for d in dues]
    due, bound = dues[0] if dues else ("", "")
    if old is not None and old.read_due == read_due:
        due, bound = old.due, old.due_bound
    return WorkItem(
        plan=edition.plan,
        edition=edition,
        at=first.at,
        task_id=first.task_id,
        clause_ids=[c.id for c in together],
        order=first.order,
        start=first.span[0],
        end=together[-1].span[1],
        read_text=read_text,
        text=old.text if old is not None and old.text != old.read_text else facts.one_line(read_text),
        read_due=read_due,
        due=due,
        due_bound=bound,
        is_report_duty=old.is_report_duty if old is not None else any(c.is_report_duty for c in together),
        doubt=any(c.doubt for c in together),
    )


def words_between(edition: Edition, start: int, end: int) -> str:
    return edition.text[start:end]


def _names(together: Sequence[facts.Clause]) -> set[tuple[str, str]]:
    leads, partners, _ = facts.joined(together)
    return {("lead", fold(p.name)) for p in leads} | {("with", fold(p.name)) for p in partners}


def _read_names(assignments: Iterable[Assignment]) -> set[tuple[str, str]]:
    return {(a.role, fold(a.name)) for a in assignments if a.read}


def _draft_assignments(
    items: Sequence[_Drafted], base: Base, clauses: dict[str, facts.Clause], directory: Directory
) -> None:
    """Same units as before: as people left them. Else as read, with what people said of the names before."""
    decided: dict[str, Assignment | Lesson] = {**taught(items, directory), **base.decided()}
    rows: list[Assignment] = []
    chosen: list[tuple[Assignment, int]] = []
    for item in items:
        own = [clauses[c] for c in item.row.clause_ids]
        read = {(a.role, fold(a.name)): a for a in from_reading(item.row, own, directory, decided)}
        if item.before is None or not item.same_units:
            rows += read.values()
            continue
        for old in base.assignments.get(item.before.pk, []):
            place = read.get((old.role, fold(old.name)))
            copy = Assignment(
                work_item=item.row,
                role=old.role,
                name=old.name,
                start=place.start if place else None,
                end=place.end if place else None,
                unit_id=old.unit_id,
                group_id=old.group_id,
                is_open=old.is_open,
                read=old.read,
                read_mode=old.read_mode,
                how=old.how,
                withdrawn_at=old.withdrawn_at,
            )
            rows.append(copy)
            chosen += [(copy, unit) for unit in base.chosen.get(old.pk, [])]
    Assignment.objects.bulk_create(rows)
    ChosenMember.objects.bulk_create(ChosenMember(assignment=a, unit_id=unit) for a, unit in chosen)


def taught(items: Sequence[_Drafted], directory: Directory) -> dict[str, Lesson]:
    """What corrections in other plans of the issuer taught, by folded name; units that are gone are left out."""
    if not items:
        return {}
    issuer = items[0].row.plan.issuer_id
    rows = Lesson.objects.filter(kind=Lesson.Kind.MEANING, issuer=issuer, withdrawn_at=None)
    return {
        x.folded: x
        for x in rows.filter(Q(group=None) | Q(group__withdrawn_at=None))
        if x.unit_id is None or x.unit_id in directory.tree
    }


def from_reading(
    row: WorkItem,
    own: Sequence[facts.Clause],
    directory: Directory,
    decided: Mapping[str, Assignment | Lesson] | None = None,
) -> list[Assignment]:
    """The assignments that clauses say, matched to the directory; each name once per role."""
    leads, partners, _ = facts.joined(own)
    found: dict[tuple[str, str], Assignment] = {}
    for role, parties in (("lead", leads), ("with", partners)):
        for party in parties:
            if (role, fold(party.name)) in found:
                continue
            assignment = Assignment(
                work_item=row,
                role=role,
                name=party.name[:300],
                start=party.span[0],
                end=party.span[1],
                read_mode=party.mode,
            )
            known = (decided or {}).get(fold(party.name))
            if known is not None and (known.unit_id is None or known.unit_id in directory.tree):
                assignment.unit_id, assignment.group_id = known.unit_id, known.group_id
                assignment.is_open = known.is_open
                assignment.how = known.how if isinstance(known, Assignment) else LEARNED
            else:
                match_name(assignment, directory)
            found[(role, fold(party.name))] = assignment
    return list(found.values())


def match_name(assignment: Assignment, directory: Directory) -> None:
    """Say what a name stands for, as far as the directory knows."""
    match = directory.match(assignment.name)
    assignment.unit_id = match.id if match.kind == "unit" else None
    assignment.group_id = match.id if match.kind in ("group", "open") else None
    assignment.is_open = match.kind == "open"
    assignment.how = match.how if match.kind != "none" else ""


def _draft_links(
    edition: Edition, items: Sequence[_Drafted], base: Base, provisions: Sequence[Provision]
) -> None:
    """Same words: the links as they were decided. Other words: decisions stay, the rest is proposed anew."""
    by_leaf = {p.leaf_id: p for p in provisions}
    old_leaf = {
        str(c.old.key): by_leaf[str(c.new.key)]
        for c in difference(
            content_pieces(base.edition.reading) if base.edition else [], content_pieces(edition.reading)
        )
        if c.old and c.new
    }
    rows: dict[tuple[int, int], ProvisionLink] = {}
    for item in items:
        for link in base.links.get(item.before.pk, []) if item.before else []:
            provision = old_leaf.get(link.provision.leaf_id)
            if provision and (item.same_words or link.state != LinkState.PROPOSED):
                rows[(item.row.pk, provision.pk)] = ProvisionLink(
                    work_item=item.row, provision=provision, score=link.score, state=link.state
                )
    fresh = [i.row for i in items if not i.same_words]
    for row, provision, score in proposals(edition, fresh, provisions):
        rows.setdefault(
            (row.pk, provision.pk),
            ProvisionLink(work_item=row, provision=provision, score=score, state=LinkState.PROPOSED),
        )
    ProvisionLink.objects.bulk_create(rows.values())


def proposals(
    edition: Edition, items: Sequence[WorkItem], provisions: Sequence[Provision]
) -> list[tuple[WorkItem, Provision, int]]:
    """The contents that items seem to carry out. An item whose leaf is itself a content carries out that one."""
    short = linking.shortened(edition.reading.get("abbreviations") or [])
    row_of, provision_of = {str(i.pk): i for i in items}, {p.leaf_id: p for p in provisions}
    found = [(i, provision_of[i.task_id], 1000) for i in items if i.task_id in provision_of]
    links = linking.propose(
        [(p.leaf_id, p.text) for p in provisions],
        [(str(i.pk), i.read_text) for i in items if i.task_id not in provision_of and not i.is_report_duty],
        short,
    )
    return found + [(row_of[x.clause], provision_of[x.content], x.score) for x in links]
