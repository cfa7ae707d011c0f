"""Plans that carry out another one or the same directive: found by the numbers of their papers, decided by a person.

A number alone names no paper: every People's Committee has a 118/KH-UBND each year. So the day of the paper, where
a citation gives one, must be that of the plan. What was decided on is not proposed again, whichever way round.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chithi.journal.actions import Actor, action, nothing_changed, record
from chithi.plans import answers
from chithi.plans.locking import locked
from chithi.plans.models import Edition, LinkState, Plan, PlanLink
from chithi.plans.refusals import Refused
from chithi.units.tree import Tree
from chithi.vietnamese import fold

Kind = PlanLink.Kind


@dataclass(frozen=True)
class Paper:
    """What a plan says of itself and of other papers: ``cites`` are (number, day as ISO or empty), ``above`` the units
    above its issuer."""

    plan: int
    issuer: int
    above: frozenset[int]
    number: str
    day: str
    implements: frozenset[str]
    cites: frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Proposal:
    """A link that seems to hold: ``plan`` carries out ``other``, or the same directive; ``number`` says why."""

    plan: int
    other: int
    kind: str
    number: str
    why: str
    """``implements``, ``cites`` or ``same``: a key of ``WHYS``."""


WHYS: Mapping[str, str | Promise] = {
    "implements": gettext_lazy("the paper says that it carries out %(number)s"),
    "cites": gettext_lazy("the paper cites %(number)s"),
    "same": gettext_lazy("both papers carry out %(number)s"),
}


def key_of(number: str) -> str:
    """A number as it is compared: 118/KH-UBND and 118/kh-ubnd are one."""
    return fold(number).replace(" ", "")


def proposals(papers: Iterable[Paper], mine: int) -> list[Proposal]:
    """What the numbers say of one plan and the others. Pure; at most one proposal for each pair, the strongest."""
    by_id = {p.plan: p for p in papers}
    me = by_id[mine]
    found = []
    for other in by_id.values():
        if other.plan == mine:
            continue
        pair = _named(me, other) or _named(other, me) or _same(me, other)
        if pair is not None:
            found.append(pair)
    return found


def _named(plan: Paper, other: Paper) -> Proposal | None:
    """That one plan names the number of the other."""
    if not other.number:
        return None
    cited = {day for number, day in plan.cites if number == other.number}
    if cited and other.day and not cited & {other.day, ""}:
        return None
    if other.number in plan.implements:
        return Proposal(plan.plan, other.plan, Kind.CARRIES_OUT, other.number, "implements")
    if cited:
        return Proposal(plan.plan, other.plan, Kind.CARRIES_OUT, other.number, "cites")
    return None


def _same(plan: Paper, other: Paper) -> Proposal | None:
    """Two plans of one issuer that carry out one directive; of two units, one above the other, the lower one's carries
    out the upper one's. Two units side by side both carry out a plan above them, and are found there."""
    both = sorted(plan.implements & other.implements)
    if not both:
        return None
    if plan.issuer == other.issuer:
        return Proposal(plan.plan, other.plan, Kind.SAME_DIRECTIVE, both[0], "same")
    if other.issuer in plan.above:
        return Proposal(plan.plan, other.plan, Kind.CARRIES_OUT, both[0], "same")
    if plan.issuer in other.above:
        return Proposal(other.plan, plan.plan, Kind.CARRIES_OUT, both[0], "same")
    return None


def papers(plans: QuerySet[Plan], units: Tree) -> list[Paper]:
    """What plans say of themselves, in two queries; of the readings only the citations are read."""
    cites: dict[int, set[tuple[str, str]]] = {}
    editions = Edition.objects.filter(plan__in=plans).exclude(state=Edition.State.DISCARDED)
    for plan_id, found in editions.values_list("plan_id", "reading__citations"):
        said = cites.setdefault(plan_id, set())
        said.update((key_of(c.get("number") or ""), c.get("date") or "") for c in found or [])
    return [
        Paper(
            p.pk,
            p.issuer_id,
            frozenset(a.id for a in units.ancestors(p.issuer_id)),
            key_of(p.number),
            p.date.isoformat() if p.date else "",
            frozenset(map(key_of, p.implements)),
            frozenset(cites.get(p.pk, ())),
        )
        for p in plans
    ]


def links_of(plan: Plan) -> list[PlanLink]:
    """What was decided of a plan and others, either way round."""
    rows = PlanLink.objects.filter(Q(plan=plan) | Q(other=plan)).select_related("plan", "other")
    return list(rows)


def waiting(plan: Plan, seen: QuerySet[Plan], units: Tree) -> list[Proposal]:
    """The proposals on which nobody decided, among the plans that somebody may see."""
    decided = {x.plan_id if x.other_id == plan.pk else x.other_id for x in links_of(plan)}
    bound = seen.exclude(state=Plan.State.ENDED, published_at=None)
    found = papers(Plan.objects.filter(Q(pk__in=bound) | Q(pk=plan.pk)), units)
    return [x for x in proposals(found, plan.pk) if not {x.plan, x.other} & decided]


def carried_out(plan: Plan) -> list[Plan]:
    """The plans of other units that a plan is confirmed to carry out."""
    links = PlanLink.objects.filter(plan=plan, kind=Kind.CARRIES_OUT, state=LinkState.CONFIRMED)
    return [x.other for x in links.exclude(other__issuer=plan.issuer_id).select_related("other")]


@action("plans.link_plans")
def link_plans(
    plan: Plan, other: Plan, kind: str, confirmed: bool, *, number: str = "", actor: Actor
) -> PlanLink | None:
    """Say that a plan carries out another one (or the same directive), or that it does not; ``number`` is that by which
    it was proposed. Where it does, the contents that its words answer are proposed."""
    plan = locked(plan.pk)
    state = LinkState.CONFIRMED if confirmed else LinkState.REJECTED
    link = _link_between(plan, other, kind)
    if link is not None and link.state == state:
        nothing_changed()
        return link
    if confirmed:
        _fits(plan, other, kind)
    old = link.state if link is not None else ""
    if link is None:
        link = PlanLink(plan=plan, other=other, kind=kind, number=number[:60])
    link.state = state
    link.save()
    proposed = 0
    if confirmed and kind == Kind.CARRIES_OUT:
        proposed = answers.propose(plan, other)
    record(
        actor,
        plan,
        name=f"{plan} → {other}",
        old={"link": old},
        new={"link": state, "kind": kind, **({"answers_proposed": proposed} if proposed else {})},
        also=[other],
    )
    return link


def _link_between(plan: Plan, other: Plan, kind: str) -> PlanLink | None:
    """The row of a pair and kind; one for the same directive counts both ways round."""
    pair = Q(plan=plan, other=other)
    if kind == Kind.SAME_DIRECTIVE:
        pair |= Q(plan=other, other=plan)
    return PlanLink.objects.filter(pair, kind=kind).first()


def _fits(plan: Plan, other: Plan, kind: str) -> None:
    if plan.pk == other.pk:
        raise Refused(_("A plan cannot carry out itself; choose another one."))
    back = PlanLink.objects.filter(
        plan=other, other=plan, kind=Kind.CARRIES_OUT, state=LinkState.CONFIRMED
    ).exists()
    if kind == Kind.CARRIES_OUT and back:
        raise Refused(
            _("“%(other)s” carries out this plan already; take that back first.") % {"other": other}
        )
