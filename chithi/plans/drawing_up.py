"""A unit's own plan drawn up from what the plan above asks of the unit: what is offered, and how it becomes a plan.

The lines are put into a paper, and the paper's text is the edition, as if it had been read in a file; only that
nobody has to guess: what each line is, who leads it, until when and which contents it answers is known.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from chithi.journal.actions import Actor, action, nothing_changed, record
from chithi.papers import docx, wording
from chithi.papers import text as paper_text
from chithi.papers.content import Paper
from chithi.plans import answers, dues, heads, importing, own_words
from chithi.plans.drafting import BY_PERSON, Base
from chithi.plans.locking import locked
from chithi.plans.models import (
    Assignment,
    Edition,
    LinkState,
    Plan,
    PlanLink,
    Provision,
    ProvisionAnswer,
    WorkItem,
)
from chithi.plans.own_paper import PrintedLine, PrintedPlan, compose
from chithi.plans.queries import current_edition, duties, provision_list
from chithi.plans.refusals import Refused
from chithi.shell.clock import today
from chithi.shell.models import alone, installation
from chithi.units.models import Unit
from chithi.units.queries import directory, tree
from chithi.units.tree import Node, Tree

Json = dict[str, Any]
FREE = 3
"""Empty lines for what the plan above does not ask."""
KIND = "kế hoạch"


@dataclass(frozen=True)
class Offer:
    """What the plan above asks: a work item of the unit (``d``) or a content (``p``) by ``key``, its place and words,
    the unit's role in it, the contents it answers (ids), and the words and deadline that are proposed."""

    key: str
    at: str
    source: str
    role: str
    provisions: tuple[int, ...]
    text: str = ""
    due: str = ""
    due_bound: str = "before"

    @property
    def is_free(self) -> bool:
        return self.key.startswith("n")


@dataclass(frozen=True)
class Line:
    """A line of the plan as somebody typed it: ``provisions`` are the ids of the contents it answers."""

    key: str
    text: str
    division: str = ""
    due: str = ""
    due_bound: str = ""
    provisions: tuple[int, ...] = ()


def offers(above: Plan, unit: Node, units: Tree) -> list[Offer]:
    """The duties of a unit in the plan's order, those it leads first, then the contents that none of them carries out,
    then empty lines."""
    owed = sorted(duties(above, units).get(unit.id, ()), key=lambda d: (d.role != "lead", d.order))
    named = names_in([d.work_item_id for d in owed])
    found: list[Offer] = []
    carried: set[int] = set()
    for duty in owed:
        leads, partners = named[duty.work_item_id]
        text = (
            own_words.sentence(duty.text)
            if duty.role == "lead"
            else own_words.cooperating(duty.text, leads[0] if leads else "", partners)
        )
        found.append(
            Offer(
                f"d{duty.work_item_id}", duty.at, duty.text, duty.role, duty.provisions, text,
                duty.due, duty.bound or "before",
            )
        )  # fmt: skip
        carried.update(duty.provisions)
    found += [
        Offer(f"p{p.pk}", p.at, p.text, "", (p.pk,), own_words.sentence(p.text))
        for p in provision_list(above)
        if p.pk not in carried
    ]
    return [*found, *(Offer(f"n{n}", "", "", "", ()) for n in range(1, FREE + 1))]


def names_in(items: Sequence[int]) -> dict[int, tuple[list[str], list[str]]]:
    """The names of leads and of partners in work items, as the plan writes them, in one query."""
    found: dict[int, tuple[list[str], list[str]]] = {i: ([], []) for i in items}
    rows = Assignment.objects.filter(work_item__in=items, withdrawn_at=None).order_by("id")
    for item, role, name in rows.values_list("work_item_id", "role", "name"):
        found[item][role != Assignment.Role.LEAD].append(name)
    return found


def drawn_plan(above: Plan, unit_id: int) -> Plan | None:
    """The plan of a unit that was drawn up from another one and is not over, if there is one."""
    links = PlanLink.objects.filter(
        other=above, kind=PlanLink.Kind.CARRIES_OUT, state=LinkState.CONFIRMED, plan__issuer=unit_id
    )
    plans = Plan.objects.filter(pk__in=links.values("plan")).exclude(state__in=["superseded", "ended"])
    found = Edition.objects.filter(plan__in=plans, reading__drawn_from=above.key).exclude(
        state=Edition.State.DISCARDED
    )
    edition = found.select_related("plan").order_by("-plan_id", "-number").first()
    return edition.plan if edition else None


def lines_of(plan: Plan | None) -> list[Line]:
    """The lines of a plan that was drawn up, as they were typed last."""
    edition = plan.editions.exclude(state=Edition.State.DISCARDED).last() if plan else None
    if edition is None or not answers.is_drawn_up(edition):
        return []
    return [
        Line(
            x["key"],
            x["text"],
            x["division"],
            x["due"],
            x["due_bound"],
            tuple(x["provisions"]),
        )
        for x in edition.reading["lines"]
    ]


def title_for(above: Plan, units: Tree) -> str:
    """The title that is proposed: what is carried out."""
    issuer = units.get(above.issuer_id)
    called = own_words.called(
        above.kind, above.number, above.date, issuer.name if issuer else "", above.title
    )
    return f"Thực hiện {called}" + (f" {own_words.inside(above.title)}" if above.number else "")


def tidy(text: str) -> str:
    """Typed words on one line, without what no paper can print: as they stand in the text of the paper."""
    return " ".join(wording.clean(text).split())


def printed(plan: Plan, above: Plan, lines: Sequence[Line], units: Tree) -> Paper:
    """The plan as a paper; ``plan`` need not be saved yet."""
    issuer, focal = units.get(above.issuer_id), units.get(above.focal_unit_id)
    places = dict(Provision.objects.filter(plan=above).values_list("pk", "at"))
    unit = units[plan.issuer_id]
    with override("vi"):
        report = dues.sentence(dues.yearly(above.report_month, above.report_day), above.report_bound)
        rows = [
            PrintedLine(
                x.text,
                x.division,
                dues.sentence(x.due, x.due_bound) or "thường xuyên",
                tuple(places[p] for p in x.provisions if p in places),
            )
            for x in lines
        ]
    upper = issuer.name if issuer else ""
    whole = PrintedPlan(
        title=plan.title,
        above=own_words.called(above.kind, above.number, above.date, upper, above.title),
        above_issuer=upper,
        focal=focal.name if focal and focal.id not in (unit.id, above.issuer_id) else "",
        report=report,
        lines=rows,
        number=plan.number,
        day=plan.date,
    )
    here = installation()
    year = plan.date.year if plan.date else today().year
    return compose(whole, heads.issuer(unit, units, kind="Kế hoạch"), here.place if here else "", year)


def reading_of(paper: Paper, above: Plan, lines: Sequence[Line], name: str) -> Json:
    """The paper's text as a reading, with the lines as its tasks; ``name`` is that of the unit, which leads what no
    division leads."""
    text = paper_text.render(paper)
    return {
        "source": {"file": "", "text": text},
        "kind": KIND,
        "number": "",
        "date": "",
        "title": paper.subject,
        "implements": [above.number] if above.number else list(above.implements),
        "provisions": [],
        "tasks": list(_tasks(text, lines, name)),
        "reports": [],
        "citations": [],
        "abbreviations": [],
        "warnings": [],
        "drawn_from": above.key,
        "lines": [
            {
                "key": x.key,
                "text": x.text,
                "division": x.division,
                "due": x.due,
                "due_bound": x.due_bound,
                "provisions": list(x.provisions),
            }
            for x in lines
        ],
    }


def _tasks(text: str, lines: Sequence[Line], name: str) -> Iterator[Json]:
    """One task of one clause for each line, with the place of its words in the text."""
    at = 0
    for n, line in enumerate(lines, start=1):
        start = text.index(line.text, at)
        at = start + len(line.text)
        leader = line.division or name
        lead = text.index(leader, at)
        place = [start, at]
        due = [{"value": line.due, "bound": line.due_bound, "span": [at, at]}] if line.due else []
        yield {
            "id": f"II.{n}",
            "at": f"II.{n}",
            "text": line.text,
            "span": place,
            "lead": [{"name": leader, "span": [lead, lead + len(leader)], "mode": "told"}],
            "with": [],
            "due": due,
            "cites": [],
            "clauses": [
                {"id": f"II.{n}.c1", "text": line.text, "span": place, "lead": [], "with": [], "due": []}
            ],
        }


@action("plans.draw_up")
def draw_up(above: Plan, unit: Unit, title: str, lines: Sequence[Line], *, actor: Actor) -> Plan:
    """Make the plan of a unit of the lines somebody chose: a draft with its paper, its work items confirmed and the
    contents they answer. Drawn up again it is the next edition of the same plan; the same lines change nothing."""
    alone()  # two officers of one unit make one plan
    if not lines:
        raise Refused(_("Tick at least one line; a plan without a task is none."))
    lines = [replace(x, text=tidy(x.text), division=tidy(x.division)) for x in lines]
    units = tree()
    plan = drawn_plan(above, unit.pk)
    head = locked(plan.pk) if plan else Plan(issuer=unit)
    head.title = tidy(title) or title_for(above, units)
    paper = printed(head, above, lines, units)
    reading, data = reading_of(paper, above, lines, units[unit.pk].name), docx.render(paper)
    if plan is None:
        plan = Plan.objects.create(
            key=importing.new_key({**reading, "number": f"kh {unit.key}"}, KIND),
            issuer=unit,
            focal_unit=unit,
            **importing.head_of(reading),
        )
        PlanLink.objects.create(
            plan=plan, other=above, kind=PlanLink.Kind.CARRIES_OUT, state=LinkState.CONFIRMED
        )
        edition = importing.add_edition(plan, data, f"{plan.key}.docx", reading, directory(), Base(), actor)
    else:
        found = importing.next_edition(plan, data, f"{plan.key}.docx", reading, actor)
        if found.known:
            nothing_changed()
            return plan
        edition = found.edition
        Plan.objects.filter(pk=plan.pk).update(title=head.title)
        plan.title = head.title
    _settle(edition, lines, above)
    record(actor, plan, new={"above": above, "lines": len(lines), **importing.said(edition)}, also=[above])
    return plan


def _settle(edition: Edition, lines: Sequence[Line], above: Plan) -> None:
    """Nothing is left to be checked: the leads are the unit's own, the items confirmed, the answers known."""
    plan = edition.plan
    items = list(edition.work_items.filter(joined_into=None).order_by("order"))
    leads = Assignment.objects.filter(work_item__in=items, role=Assignment.Role.LEAD, withdrawn_at=None)
    leads.update(unit=plan.issuer_id, group=None, is_open=False, how=BY_PERSON)
    WorkItem.objects.filter(pk__in=[i.pk for i in items]).update(state=WorkItem.State.CONFIRMED)
    known = {provision.pk for provision in provision_list(above)}
    for item, line in zip(items, lines, strict=True):
        for provision in line.provisions:
            if provision in known:
                ProvisionAnswer.objects.update_or_create(
                    provision_id=provision,
                    work_item=item,
                    defaults={"state": LinkState.CONFIRMED},
                    create_defaults={"state": LinkState.CONFIRMED, "score": 0},
                )
    if plan.state == Plan.State.DRAFT:
        answers.propose(plan, above)


def paper_of(plan: Plan, units: Tree) -> Paper | None:
    """The paper of a plan that was drawn up, as it stands: with its number and day, and what was corrected since; none
    for a plan that was read in a file."""
    edition = current_edition(plan)
    if edition is None or not answers.is_drawn_up(edition):
        return None
    above = Plan.objects.filter(key=edition.reading["drawn_from"]).first()
    if above is None or plan.issuer_id not in units:
        return None
    items = list(
        edition.work_items.filter(joined_into=None).exclude(state=WorkItem.State.WITHDRAWN).order_by("order")
    )
    leads = {i: names[0] for i, names in names_in([i.pk for i in items]).items()}
    rows = answers.answers_of(edition).filter(state=LinkState.CONFIRMED, provision__plan=above)
    answered: dict[int | None, list[int]] = {}
    for item_id, provision in rows.order_by("provision__order").values_list("work_item_id", "provision_id"):
        answered.setdefault(item_id, []).append(provision)
    name = units[plan.issuer_id].name
    lines = [
        Line(
            str(i.pk),
            i.text,
            ", ".join(n for n in leads[i.pk] if n != name),
            i.due,
            i.due_bound,
            tuple(answered.get(i.pk, ())),
        )
        for i in items
    ]
    return printed(plan, above, lines, units)
