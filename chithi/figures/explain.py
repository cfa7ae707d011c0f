"""Where a figure comes from: its units and cells, and the versions of each cell up to the official one."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from chithi.figures.borders import Compared as InBorders
from chithi.figures.forebears import Past
from chithi.figures.models import Collector, Indicator, Observation
from chithi.figures.periods import Period
from chithi.figures.rollup import Amount, Cell, Part, Total
from chithi.figures.series import Asked, Trees, point_of
from chithi.units.tree import Node, Tree

ORDER = {"counted": 0, "incomplete": 1, "kept": 2, "answered": 3, "compared": 4}


@dataclass(frozen=True)
class Line:
    """What one unit gave, what it was taken for, and how its cells came to be (newest version first)."""

    node: Node
    part: Part
    versions: tuple[Observation, ...]
    came_to: Node | None = None
    last_day: datetime.date | None = None
    """Of a unit that ended within the period."""

    @property
    def newest(self) -> Observation | None:
        return self.versions[0] if self.versions else None

    @property
    def reason(self) -> str:
        return next((v.reason for v in self.versions if v.is_official and v.reason), "")


@dataclass(frozen=True)
class Compared:
    """A difference with the unit it is about."""

    node: Node
    reported: Amount
    summed: Amount


@dataclass(frozen=True)
class Explanation:
    """A figure down to its cells. ``outside``: what units gave that stood on no day of the period; ``compared`` says
    of which units it is made in the borders of another day."""

    indicator: Indicator
    base: Indicator
    period: Period
    node: Node
    total: Total | None
    lines: list[Line]
    missing: list[Node]
    differences: list[Compared]
    collectors: list[Node]
    outside: list[Observation] = field(default_factory=list)
    in_borders: InBorders | None = None


def explain(
    indicator: Indicator, period: Period, tree: Tree, top: Node, now: Tree | None = None
) -> Explanation:
    """Explain the figure of a unit in a period, whose last day has ``tree``; with ``now`` in the borders of that day.
    Four queries where no unit ended in the period."""
    base = indicator.base if indicator.formula and indicator.base is not None else indicator
    versions = list(
        Observation.objects.filter(indicator=base, period=period.text)
        .select_related("unit")
        .order_by("-version", "-id")
    )
    official = [v for v in versions if v.is_official]
    trees = Trees({tree.day: tree})
    named = list(Collector.objects.filter(indicator=base).values_list("unit_id", "valid_from", "valid_to"))
    asked = Asked(indicator, base, top.id, named, [base])
    point = point_of(asked, period.text, [cell_of(v) for v in official], now, trees)
    past = trees.past(period, [base])
    nodes = Nodes(tree, past, now)
    history = history_of(versions)
    total = point.total
    lines = [
        Line(
            nodes[p.unit_id],
            p,
            history.get((p.unit_id, p.scope), ()),
            nodes.get(p.came_to),
            past.gone[p.unit_id].last if p.unit_id in past.gone else None,
        )
        for p in (total.parts if total else ())
    ]
    collectors = asked.measure(period, past).collectors
    return Explanation(
        indicator,
        base,
        period,
        top,
        total,
        sorted(lines, key=lambda line: ORDER[line.part.role]),
        [nodes[u] for u in (total.missing if total else ())],
        [Compared(nodes[d.unit_id], d.reported, d.summed) for d in (total.differences if total else ())],
        [node for node in tree.subtree(top.id) if node.id in collectors],
        [v for v in official if v.unit_id not in nodes and v.value is not None and not v.breakdown],
        point.compared,
    )


@dataclass(frozen=True)
class Nodes:
    """The units of a period: those of its last day, and those that ended in it as they were."""

    tree: Tree
    past: Past
    now: Tree | None = None

    def get(self, unit: int | None) -> Node | None:
        gone = self.past.gone.get(unit) if unit is not None else None
        return gone.node if gone is not None else self.tree.get(unit)

    def __contains__(self, unit: int) -> bool:
        return self.get(unit) is not None

    def __getitem__(self, unit: int) -> Node:
        found = self.get(unit)
        return found if found is not None else (self.now or self.tree)[unit]


def cell_of(row: Observation) -> Cell:
    return Cell(
        row.indicator_id,
        row.unit_id,
        row.scope,
        row.breakdown,
        row.part,
        row.sex,
        row.value,
        row.status,
        row.pk,
    )


def history_of(versions: Iterable[Observation]) -> dict[tuple[int, str], tuple[Observation, ...]]:
    """By unit and scope the versions up to the official one: a newer draft is the unit's own until it is sent."""
    rows = [v for v in versions if not v.breakdown]
    official = {cell(v): v.version for v in rows if v.is_official}
    found: dict[tuple[int, str], list[Observation]] = defaultdict(list)
    for row in rows:
        if row.version <= official.get(cell(row), 0):
            found[row.unit_id, row.scope].append(row)
    return {key: tuple(group) for key, group in found.items()}


def cell(row: Observation) -> tuple[object, ...]:
    return (row.unit_id, row.scope, row.breakdown, row.part, row.sex)
