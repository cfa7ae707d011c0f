"""The database → the plain values of one consolidated report, in a bounded number of queries (under 20)."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from chithi.figures.past import gone_in
from chithi.plans.models import Plan, Provision, WorkItem
from chithi.plans.queries import Duty, duties, provision_list
from chithi.reports.days import own_due
from chithi.reports.fields import proposals as proposals_in
from chithi.reports.fields import work_id
from chithi.reports.models import Cycle, Report
from chithi.reports.queries import official_answers
from chithi.steering.measures import measures
from chithi.steering.values import (
    HANDED_OVER,
    Answer,
    Body,
    Case,
    Content,
    PlanHead,
    Proposal,
    UnitReport,
    Words,
    Work,
)
from chithi.units.queries import tree as tree_of
from chithi.units.tree import Node, Tree
from chithi.vietnamese import fold

FIELDS = ("results", "lacks", "causes", "next")


def units_day(cycle: Cycle) -> datetime.date:
    """The day whose units and duties a consolidated report is about, whenever it is printed.

    The last of the days on which ``reports`` asks the units, without the "today" that stands before it.
    """
    return min(cycle.locks_on or cycle.due, cycle.period_to)


def gather(cycle: Cycle, tree: Tree | None = None, borders: Tree | None = None) -> Case:
    """All official words and figures of a cycle as plain values; drafts and what waits for a head are not in it.
    With ``borders`` the figures are those of these later units, words and states stay with who gave them."""
    tree = tree or tree_of(units_day(cycle))
    reports = list(Report.objects.filter(cycle=cycle).select_related("unit"))
    gone = [lost.node for lost in gone_in(cycle.period_from, tree.day).values()]
    keys = {r.unit_id: r.unit.key for r in reports} | {n.id: n.key for n in (*gone, *tree)}
    names = bodies(tree, reports, gone)
    places = {body.key: body.position for body in names}
    reports.sort(key=lambda r: places[keys[r.unit_id]])
    said = official_answers(cycle)
    contents = provision_list(cycle.plan)
    numbers = {p.pk: i for i, p in enumerate(contents, 1)}
    works, work_numbers = works_of(
        cycle.plan, tree, keys, numbers, said.values(), {r.unit_id for r in reports}
    )
    works = with_ended(
        works, work_numbers, [(keys[r.unit_id], said.get(r.pk, {})) for r in reports if is_ended(r, tree)]
    )
    known = addressees(tree)
    return Case(
        plan=plan_head(cycle.plan, tree),
        year=cycle.year,
        period_from=cycle.period_from,
        period_to=cycle.period_to,
        cutoff=cycle.cutoff,
        due=cycle.due,
        bodies=names,
        reports=tuple(
            UnitReport(
                keys[r.unit_id],
                r.state,
                r.sent_on,
                bool(r.sent_on and r.sent_on > own_due(cycle, r)),
                r.extended_to is not None,
                keys.get(r.handed_to_id or 0, ""),
            )
            for r in reports
        ),
        contents=tuple(content_of(p, numbers[p.pk]) for p in contents),
        works=works,
        answers=tuple(
            answer
            for r in reports
            for answer in answers_of(keys[r.unit_id], said.get(r.pk, {}), work_numbers)
        ),
        words=tuple(
            Words(field, keys[r.unit_id], said[r.pk][field])
            for r in reports
            for field in FIELDS
            if said.get(r.pk, {}).get(field)
        ),
        proposals=tuple(
            Proposal(keys[r.unit_id], n, to, text, known.get(fold(to), ""))
            for r in reports
            for n, to, text in proposals_in(said.get(r.pk, {}))
        ),
        measures=measures(
            cycle,
            tree,
            keys | {n.id: n.key for n in borders or ()},
            {tree[r.unit_id].kind for r in reports if r.unit_id in tree},
            borders,
        ),
    )


def bodies(tree: Tree, reports: list[Report], lost: Sequence[Node] = ()) -> tuple[Body, ...]:
    """Every unit of the tree in its order, named so that no two have one label; then those that are gone: that ended
    within the period, or are asked to report."""
    labels = {node.id: short_label(node) for node in tree}
    taken: dict[str, int] = {}
    for text in labels.values():
        taken[text] = taken.get(text, 0) + 1
    found = []
    for position, node in enumerate(tree):
        text, above = labels[node.id], tree.get(node.parent_id)
        if taken[text] > 1 and above is not None:
            text = f"{text}, {labels[above.id]}"
        found.append(Body(node.key, node.name, text, node.mode, node.kind, position))
    ended = {n.key: (n.name, short_label(n), n.mode, n.kind) for n in lost}
    for unit in (r.unit for r in reports if r.unit_id not in tree):
        ended.setdefault(unit.key, (str(unit), str(unit), "told", ""))
    found += [Body(key, *ended[key], len(tree) + i) for i, key in enumerate(sorted(ended))]
    return tuple(found)


def short_label(node: Node) -> str:
    """How a unit is named behind its words: its short name, or with the usual abbreviation of the committee."""
    return node.short_name or node.name.replace("Ủy ban nhân dân", "UBND")


def plan_head(plan: Plan, tree: Tree) -> PlanHead:
    issuer = tree.get(plan.issuer_id)
    name = issuer.name if issuer else str(plan.issuer)
    return PlanHead(plan.key, plan.kind, plan.number, plan.date, plan.title, name)


def content_of(provision: Provision, number: int) -> Content:
    return Content(number, provision.at, provision.heading, provision.text)


def works_of(
    plan: Plan,
    tree: Tree,
    keys: dict[int, str],
    contents: dict[int, int],
    said: Iterable[dict[str, str]],
    reporting: set[int],
) -> tuple[tuple[Work, ...], dict[int, int]]:
    """The work items that somebody has or has answered, numbered in the order of the plan; and the numbers by id.

    An item that was answered and is withdrawn since stays, with what was said of it.
    """
    items: dict[int, Duty] = {}
    units: dict[int, list[str]] = {}
    owed = duties(plan, tree)
    for node in tree:
        for duty in owed.get(node.id, ()):
            items.setdefault(duty.work_item_id, duty)
            if node.id in reporting:
                units.setdefault(duty.work_item_id, []).append(keys[node.id])
    answered = {pk for answers in said for field in answers if (pk := work_id(field)) is not None}
    gone = WorkItem.objects.filter(pk__in=answered - items.keys()) if answered - items.keys() else ()
    rows = [(d.order, d.work_item_id, d.at, d.text, d.provisions) for d in items.values()]
    rows += [(w.order, w.pk, w.at, w.text, ()) for w in gone]
    # Two editions may give two items one place in the order; their words then decide, not their ids.
    rows.sort(key=lambda row: (row[0], row[2], row[3]))
    numbers = {row[1]: i for i, row in enumerate(rows, 1)}
    return tuple(
        Work(
            numbers[pk],
            at,
            text,
            tuple(sorted(contents[p] for p in provisions if p in contents)),
            tuple(units.get(pk, ())),
        )
        for _order, pk, at, text, provisions in rows
    ), numbers


def is_ended(report: Report, tree: Tree) -> bool:
    """Whether a report was sent by a unit that is no more on the day of the consolidated report."""
    return report.unit_id not in tree and report.sent_on is not None and report.state != HANDED_OVER


def with_ended(
    works: tuple[Work, ...], numbers: Mapping[int, int], ended: Iterable[tuple[str, Mapping[str, str]]]
) -> tuple[Work, ...]:
    """What a unit that is no more reported on while it was there counts as its duty."""
    units: dict[int, list[str]] = {}
    for key, said in ended:
        for field in said:
            if field.endswith(":state") and (number := numbers.get(work_id(field) or 0)) is not None:
                units.setdefault(number, []).append(key)
    if not units:
        return works
    return tuple(replace(work, units=(*work.units, *units.get(work.number, ()))) for work in works)


def answers_of(unit: str, said: dict[str, str], numbers: dict[int, int]) -> list[Answer]:
    """The states and words of one report, in the order of the plan."""
    given = {pk for field in said if (pk := work_id(field)) in numbers and pk is not None}
    return [
        Answer(numbers[pk], unit, said.get(f"work:{pk}:state", ""), said.get(f"work:{pk}:words", ""))
        for pk in sorted(given, key=numbers.__getitem__)
    ]


def addressees(tree: Tree) -> dict[str, str]:
    """Folded names and aliases of units that people write proposals to → the unit's name.

    What several units are called is nobody's name.
    """
    found: dict[str, str] = {}
    twice: set[str] = set()
    for node in tree:
        for name in {fold(n) for n in (node.name, node.short_name, *node.aliases) if n}:
            if found.get(name, node.name) != node.name:
                twice.add(name)
            found[name] = node.name
    return {name: unit for name, unit in found.items() if name not in twice}
