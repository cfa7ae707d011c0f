"""Which units answer which contents of a plan by their own plans: the matrix, and one content of it.

A unit is asked for a content by the work items that carry it out and give the unit work. It answers by a content or
work item of an own plan that binds on the day and is confirmed to carry out the plan.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import Q, QuerySet

from chithi.plans.models import Edition, LinkState, Plan, PlanLink, Provision, ProvisionAnswer, WorkItem
from chithi.plans.queries import current_plans, duties, provision_list
from chithi.units.queries import held_on
from chithi.units.tree import Node, Tree


class State(StrEnum):
    """How a unit stands to a content: answered though nobody asked is ``MORE``."""

    ANSWERED = "answered"
    MORE = "more"
    PROPOSED = "proposed"
    OPEN = "open"
    NOT_ASKED = ""


WANTING = (State.OPEN, State.PROPOSED)


@dataclass(frozen=True)
class Row:
    """A unit with its own plans, and how it stands to each content in the plan's order."""

    unit: Node
    plans: Sequence[Plan]
    states: Sequence[State]

    def count(self, *states: State) -> int:
        return sum(s in states for s in self.states)

    @property
    def asked(self) -> int:
        return self.count(State.ANSWERED, *WANTING)

    @property
    def answered(self) -> int:
        return self.count(State.ANSWERED)

    @property
    def wants(self) -> bool:
        """Whether something that is asked of the unit is open or waits to be confirmed."""
        return any(s in WANTING for s in self.states)


@dataclass(frozen=True)
class Table:
    """Contents × units."""

    provisions: Sequence[Provision]
    rows: Sequence[Row]

    @property
    def totals(self) -> list[tuple[int, int]]:
        """(answered, asked) of each content."""
        columns = [[row.states[n] for row in self.rows] for n in range(len(self.provisions))]
        return [(c.count(State.ANSWERED), sum(s in (State.ANSWERED, *WANTING) for s in c)) for c in columns]

    def narrowed(self, kind: str = "", open_only: bool = False) -> "Table":
        """Only the units of a kind, only those that leave something open."""
        rows = [r for r in self.rows if (not kind or r.unit.kind == kind) and (r.wants or not open_only)]
        return Table(self.provisions, rows)


Pairs = Mapping[int, set[int]]
"""Unit → contents, both by id."""


def state_of(unit: int, provision: int, asked: Pairs, confirmed: Pairs, proposed: Pairs) -> State:
    """Pure: how one unit stands to one content."""
    is_asked = provision in asked.get(unit, ())
    if provision in confirmed.get(unit, ()):
        return State.ANSWERED if is_asked else State.MORE
    if not is_asked:
        return State.NOT_ASKED
    return State.PROPOSED if provision in proposed.get(unit, ()) else State.OPEN


def own_plans(above: Plan, tree: Tree) -> dict[int, list[Plan]]:
    """The plans that bind on the tree's day and are confirmed to carry out a plan, by unit."""
    found: dict[int, list[Plan]] = {}
    for plan in carrying_out(above, tree).order_by("valid_from", "pk"):
        found.setdefault(plan.issuer_id, []).append(plan)
    return found


def carrying_out(above: Plan, tree: Tree) -> QuerySet[Plan]:
    links = PlanLink.objects.filter(
        other=above, kind=PlanLink.Kind.CARRIES_OUT, state=LinkState.CONFIRMED
    ).exclude(plan__issuer=above.issuer_id)
    return current_plans(tree.day).filter(pk__in=links.values("plan"))


def standing_answers(above: Plan, tree: Tree) -> QuerySet[ProvisionAnswer]:
    """What answers the contents of a plan on the tree's day, confirmed or proposed."""
    plans = list(carrying_out(above, tree).values_list("pk", flat=True))
    items = WorkItem.objects.filter(
        held_on(tree.day), plan__in=plans, joined_into=None, state=WorkItem.State.CONFIRMED
    )
    contents = Provision.objects.filter(
        plan__in=plans, withdrawn_at=None, edition__state=Edition.State.CONFIRMED
    )
    rows = ProvisionAnswer.objects.filter(Q(work_item__in=items) | Q(content__in=contents))
    return rows.filter(provision__plan=above, provision__withdrawn_at=None).exclude(state=LinkState.REJECTED)


def asked_units(above: Plan, tree: Tree) -> dict[int, set[int]]:
    """Unit → the contents that its work carries out; a unit with work that carries out none has none."""
    owed = duties(above, tree)
    return {
        unit: {p for duty in rows for p in duty.provisions}
        for unit, rows in owed.items()
        if unit != above.issuer_id
    }


def matrix(above: Plan, tree: Tree) -> Table:
    """Contents × units on the tree's day, in the order of the tree; in ten queries, whatever the number of units."""
    provisions, asked, plans = provision_list(above), asked_units(above, tree), own_plans(above, tree)
    found: dict[str, dict[int, set[int]]] = {LinkState.CONFIRMED: {}, LinkState.PROPOSED: {}}
    rows = standing_answers(above, tree).values_list(
        "state", "provision_id", "work_item__plan__issuer_id", "content__plan__issuer_id"
    )
    for state, provision, by_item, by_content in rows:
        found[state].setdefault(by_item or by_content, set()).add(provision)
    units = [n for n in tree if n.id in asked or n.id in plans]
    confirmed, proposed = found[LinkState.CONFIRMED], found[LinkState.PROPOSED]
    return Table(
        provisions,
        [
            Row(
                unit,
                plans.get(unit.id, ()),
                [state_of(unit.id, p.pk, asked, confirmed, proposed) for p in provisions],
            )
            for unit in units
        ],
    )


def answered_by(above: Plan, tree: Tree) -> dict[int, int]:
    """Content → how many units are confirmed to answer it by their own plans, in two queries."""
    units: dict[int, set[int]] = {}
    rows = standing_answers(above, tree).filter(state=LinkState.CONFIRMED)
    for provision, by_item, by_content in rows.values_list(
        "provision_id", "work_item__plan__issuer_id", "content__plan__issuer_id"
    ):
        units.setdefault(provision, set()).add(by_item or by_content)
    return {provision: len(found) for provision, found in units.items()}


@dataclass
class Answering:
    """A unit that answers a content, with what answers."""

    unit: Node
    asked: bool
    confirmed: list[ProvisionAnswer] = field(default_factory=list)
    proposed: list[ProvisionAnswer] = field(default_factory=list)


@dataclass(frozen=True)
class OneContent:
    """A content with the units that answer it, those that leave it open, and of these those without an own plan."""

    answering: list[Answering]
    waiting: list[Answering]
    leaving_open: list[Node]
    without_plan: list[Node]


def one_content(provision: Provision, tree: Tree) -> OneContent:
    """Who answers a content with which words, and who leaves it open; in ten queries."""
    above = provision.plan
    asked = {unit for unit, contents in asked_units(above, tree).items() if provision.pk in contents}
    plans = own_plans(above, tree)
    by_unit: dict[int, Answering] = {}
    rows = (
        standing_answers(above, tree)
        .filter(provision=provision)
        .select_related("work_item__plan", "content__plan")
    )
    for answer in in_order(rows):
        unit = answer.own.plan.issuer_id
        if unit not in tree:
            continue
        found = by_unit.setdefault(unit, Answering(tree[unit], unit in asked))
        (found.confirmed if answer.state == LinkState.CONFIRMED else found.proposed).append(answer)
    nodes = [n for n in tree if n.id in asked or n.id in by_unit]
    answering = [by_unit[n.id] for n in nodes if n.id in by_unit and by_unit[n.id].confirmed]
    waiting = [by_unit[n.id] for n in nodes if n.id in by_unit and not by_unit[n.id].confirmed]
    still = [n for n in nodes if n.id not in by_unit]
    return OneContent(
        answering, waiting, [n for n in still if n.id in plans], [n for n in still if n.id not in plans]
    )


def in_order(rows: Iterable[ProvisionAnswer]) -> list[ProvisionAnswer]:
    """Answers in the order of the own plan's words."""
    return sorted(rows, key=lambda a: (a.own.plan_id, a.own.start, a.pk))
