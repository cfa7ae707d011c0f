"""What units gave that are no more at the end of a period, put where they went. Pure.

An event belongs to the unit that stood on its day and reaches the end of the period by succession. What went to one
unit as a whole is that unit's; what was parted by known shares is shared out; what cannot be attributed stays in the
total above and is named there.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from chithi.figures.amounts import Amount, Cell, Part, Split
from chithi.units.lineage import Flow, Lineage, shared_out
from chithi.units.tree import Node, Tree


@dataclass(frozen=True)
class Gone:
    """A unit that stood within a period and is no more on its last day: as it was on its own last day."""

    node: Node
    last: date
    standing: frozenset[int] = frozenset()
    """What stood below it then and still stands."""


@dataclass(frozen=True)
class Past:
    """What must be known of the units that a period lost.

    ``records`` are cells that registers say for units that are gone, by indicator; ``functions`` the names under which
    an indicator may have been transferred on its own. ``owing`` are the units that have a report of their own for the
    period; None where nobody knows of reports.
    """

    lineage: Lineage = field(default_factory=lambda: Lineage(()))
    gone: Mapping[int, Gone] = field(default_factory=dict)
    records: Mapping[int, tuple[Cell, ...]] = field(default_factory=dict)
    functions: Mapping[int, Collection[str]] = field(default_factory=dict)
    owing: Collection[int] | None = None

    @property
    def tree(self) -> Tree:
        """The units that are gone, each below the one above it where that is gone too."""
        last = max((gone.last for gone in self.gone.values()), default=date.min)
        return Tree.of(last, (gone.node for gone in self.gone.values()))

    def with_records(self, indicator_id: int, cells: Iterable[Cell]) -> list[Cell]:
        """The cells of an indicator, with what registers say for units that are gone and gave no figure of it."""
        cells = list(cells)
        counted = self.records.get(indicator_id, ())
        if not counted:
            return cells
        spoken = {cell.unit_id for cell in cells if cell.status}
        return [*cells, *(cell for cell in counted if cell.unit_id not in spoken)]


def placed(
    parts: Iterable[Part], past: Past, tree: Tree, functions: Collection[str]
) -> dict[int, list[Part]]:
    """The parts of units that are gone, by the unit of ``tree`` to which each came; what has no place is left out."""
    found: dict[int, list[Part]] = {}
    for part in parts:
        for place, piece in places(part, past, tree, functions):
            found.setdefault(place, []).append(piece)
    return found


def places(part: Part, past: Past, tree: Tree, functions: Collection[str]) -> Iterable[tuple[int, Part]]:
    """Where a part goes: to one unit, to several by their shares, or to the unit above them all."""
    gone = past.gone[part.unit_id]
    flow = past.lineage.flow(part.unit_id, gone.last, tree.day, functions)
    if flow.whole is not None and flow.whole in tree:
        return [(flow.whole, replace(part, came_to=flow.whole))]
    if flow.places and flow.has_shares and all(unit in tree for unit in flow.places):
        pieces = in_shares(part.amount, {u: s for u, s in flow.places.items() if s is not None})
        return [(u, replace(part, amount=amount, came_to=u, shared=True)) for u, amount in pieces.items()]
    above = above_all(flow, part.unit_id, past, tree, functions)
    return [] if above is None else [(above, replace(part, came_to=above, unplaced=True))]


def came_to(unit: int, past: Past, tree: Tree, functions: Collection[str]) -> list[int]:
    """The units of ``tree`` to which one that is gone came: those it went to where that is known, else the one above
    them all; empty where it has no place."""
    flow = past.lineage.flow(unit, past.gone[unit].last, tree.day, functions)
    if flow.places and (flow.whole or flow.has_shares) and all(place in tree for place in flow.places):
        return list(flow.places)
    above = above_all(flow, unit, past, tree, functions)
    return [] if above is None else [above]


def above_all(flow: Flow, unit: int, past: Past, tree: Tree, functions: Collection[str]) -> int | None:
    """The nearest unit above all that a unit went to; of one that went to nobody, where the unit above it went."""
    if standing := [u for u in flow.places if u in tree]:
        return common(tree, standing)
    gone = past.gone.get(unit)
    parent = gone.node.parent_id if gone is not None else None
    if parent is None or gone is None:
        return next((n.id for n in tree.children(None)), None) if len(tree.children(None)) == 1 else None
    if parent in tree:
        return parent
    further = past.lineage.flow(parent, gone.last, tree.day, functions)
    if further.whole is not None and further.whole in tree:
        return further.whole
    return above_all(further, parent, past, tree, functions)


def common(tree: Tree, units: Collection[int]) -> int | None:
    """The nearest unit that has all of some units in it; it may be one of them."""
    ways = [[unit, *(a.id for a in tree.ancestors(unit))] for unit in units]
    if not ways:
        return None
    return next((a for a in ways[0] if all(a in way for way in ways)), None)


def in_shares(amount: Amount, shares: Mapping[int, Fraction]) -> dict[int, Amount]:
    """An amount shared out number by number; the parts add up to it."""
    wholes = {name: _split(getattr(amount, name), shares) for name in ("whole", "numerator", "denominator")}
    return {
        unit: Amount(wholes["whole"][unit], wholes["numerator"][unit], wholes["denominator"][unit])
        for unit in shares
    }


def _split(split: Split, shares: Mapping[int, Fraction]) -> dict[int, Split]:
    given = {
        name: shared_out(value, shares)
        for name in ("female", "male", "unsplit")
        if (value := getattr(split, name)) is not None
    }
    return {unit: Split(**{name: parts[unit] for name, parts in given.items()}) for unit in shares}
