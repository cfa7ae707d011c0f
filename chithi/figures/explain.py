"""Where a figure comes from: its units and cells, and the versions of each cell up to the official one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from chithi.figures.models import Collector, Indicator, Observation
from chithi.figures.periods import Period
from chithi.figures.queries import Catalogue, totals_of
from chithi.figures.rollup import Amount, Cell, Part, Total
from chithi.units.queries import held_on
from chithi.units.tree import Node, Tree

ORDER = {"counted": 0, "incomplete": 1, "kept": 2, "answered": 3, "compared": 4}


@dataclass(frozen=True)
class Line:
    """What one unit gave, what it was taken for, and how its cells came to be (newest version first)."""

    node: Node
    part: Part
    versions: tuple[Observation, ...]

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
    """A figure down to its cells. ``outside``: what units gave that do not stand on the period's last day."""

    indicator: Indicator
    base: Indicator
    period: Period
    node: Node
    total: Total
    lines: list[Line]
    missing: list[Node]
    differences: list[Compared]
    collectors: list[Node]
    outside: list[Observation] = field(default_factory=list)


def explain(indicator: Indicator, period: Period, tree: Tree, top_id: int) -> Explanation:
    """Explain the figure of a unit in a period. Two queries."""
    base = indicator.base if indicator.formula and indicator.base is not None else indicator
    versions = list(
        Observation.objects.filter(indicator=base, period=period.text)
        .select_related("unit")
        .order_by("-version", "-id")
    )
    official = [v for v in versions if v.is_official]
    named = set(
        Collector.objects.filter(held_on(period.last), indicator=base).values_list("unit_id", flat=True)
    )
    known = Catalogue({base.pk: base, indicator.pk: indicator}, {base.pk: named})
    total = totals_of(known, map(cell_of, official), tree, top_id)[indicator.pk]
    history = history_of(versions)
    lines = [Line(tree[p.unit_id], p, history.get((p.unit_id, p.scope), ())) for p in total.parts]
    return Explanation(
        indicator,
        base,
        period,
        tree[top_id],
        total,
        sorted(lines, key=lambda line: ORDER[line.part.role]),
        [tree[u] for u in total.missing],
        [Compared(tree[d.unit_id], d.reported, d.summed) for d in total.differences],
        [node for node in tree.subtree(top_id) if node.id in named],
        [v for v in official if v.unit_id not in tree and v.value is not None and not v.breakdown],
    )


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
