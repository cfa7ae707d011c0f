"""A figure of an old period in the borders of another day: forebears summed where they came whole. Pure.

A unit of the later day is made of the largest units of the period that went into it with all that stood below them:
their totals are added. What was parted by known shares is shared out; what was parted without cannot be attributed,
and the figure is not comparable. A measure that does not add goes on only from one unit to one.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from chithi.figures.amounts import NOTHING, Amount, Cell, Difference, Measure, Part, Total
from chithi.figures.forebears import Past, common, in_shares
from chithi.figures.rollup import roll_up
from chithi.units.lineage import WHOLE, Flow
from chithi.units.tree import Node, Tree


@dataclass(frozen=True)
class Compared:
    """The figure in later borders; ``total`` is None where it is not comparable, ``parted`` are the units of the
    period of which a part of unknown size belongs here."""

    total: Total | None
    parted: tuple[Node, ...] = ()
    forebears: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Borders:
    """The units of a period, and where each has gone by the day of ``now``."""

    then: Tree
    now: Tree
    past: Past
    functions: Collection[str] = ()

    @cached_property
    def _moved(self) -> set[int]:
        return {link.old for link in self.past.lineage.links if link.day > self.then.day}

    def flow(self, unit: int) -> Flow:
        if unit not in self._moved:
            return Flow({unit: WHOLE})
        return self.past.lineage.flow(unit, self.then.day, self.now.day, self.functions)

    @cached_property
    def places(self) -> dict[int, Flow]:
        """Where each unit of the period stands now; what went to nobody stands where the unit above it went."""
        found = {}
        for node in self.then:
            flow = self.flow(node.id)
            if not flow.places or any(unit not in self.now for unit in flow.places):
                above = self._above(flow, node)
                flow = Flow({} if above is None else {above: WHOLE})
            found[node.id] = flow
        return found

    def _above(self, flow: Flow, node: Node) -> int | None:
        if standing := [unit for unit in flow.places if unit in self.now]:
            return common(self.now, standing)
        ways = (self.flow(parent.id).whole for parent in self.then.ancestors(node.id))
        return next((place for place in ways if place is not None and place in self.now), None)

    def compare(self, unit: int) -> "Of":
        return Of(self, frozenset(node.id for node in self.now.subtree(unit)))


@dataclass(frozen=True)
class Of:
    """What of a period belongs to one unit of the later day, which with all below it is ``within``."""

    borders: Borders
    within: frozenset[int]

    def is_inside(self, unit: int) -> bool:
        places = self.borders.places[unit].places
        return bool(places) and all(place in self.within for place in places)

    @cached_property
    def whole(self) -> set[int]:
        """The units that went here with all that stood below them."""
        found: set[int] = set()
        for node in reversed(list(self.borders.then)):
            below = self.borders.then.children(node.id)
            if self.is_inside(node.id) and all(child.id in found for child in below):
                found.add(node.id)
        return found

    @cached_property
    def roots(self) -> list[Node]:
        """The largest of them."""
        return [n for n in self.borders.then if n.id in self.whole and n.parent_id not in self.whole]

    @cached_property
    def alone(self) -> list[Node]:
        """Units that went here without some of those below them: only what they gave of their own belongs here."""
        return [n for n in self.borders.then if n.id not in self.whole and self.is_inside(n.id)]

    @cached_property
    def touching(self) -> list[tuple[Node, Flow]]:
        """Units of which a part belongs here."""
        found = []
        for node in self.borders.then:
            flow = self.borders.places[node.id]
            if not self.is_inside(node.id) and any(place in self.within for place in flow.places):
                found.append((node, flow))
        return found

    @property
    def is_one(self) -> bool:
        """Whether it is one unit that went on."""
        return len(self.roots) == 1 and not self.alone and not self.touching


def compare(measure: Measure, cells: Collection[Cell], borders: Borders, unit: int) -> Compared:
    """The figure of a period for ``unit`` of the later day."""
    of = borders.compare(unit)
    forebears = tuple(of.roots)
    parted = tuple(node for node, flow in of.touching if not flow.has_shares)
    adds = measure.additive or measure.kind == "rate"
    if parted or (not adds and not of.is_one) or not (forebears or of.alone or of.touching):
        return Compared(None, parted, forebears)
    totals = [roll_up(measure, cells, borders.then, node.id, past=borders.past) for node in of.roots]
    if of.is_one:
        return Compared(replace(totals[0], unit_id=unit), forebears=forebears)
    covered = [
        n for n in (*of.alone, *(node for node, _flow in of.touching)) if _covers(cells, measure, n.id)
    ]
    if any(borders.then.children(node.id) for node in covered):
        return Compared(None, tuple(covered), forebears)
    totals += [_own(measure, cells, borders, node) for node in of.alone]
    totals += [_share(measure, cells, borders, node, flow, of.within) for node, flow in of.touching]
    return Compared(joined(unit, measure, totals), forebears=forebears)


def _covers(cells: Iterable[Cell], measure: Measure, unit: int) -> bool:
    """Whether a unit gave only a figure with all below it, some of whom went elsewhere."""
    given = {
        c.scope for c in cells if c.indicator_id == measure.id and c.unit_id == unit and c.value is not None
    }
    return given == {"all"}


def _own(measure: Measure, cells: Iterable[Cell], borders: Borders, node: Node) -> Total:
    """What a unit gave of its own, without those below it."""
    alone = Tree.of(borders.then.day, [replace(node, parent_id=None)])
    mine = [c for c in cells if c.unit_id == node.id and c.scope == "own"]
    return roll_up(measure, mine, alone, node.id)


def _share(
    measure: Measure, cells: Iterable[Cell], borders: Borders, node: Node, flow: Flow, within: Collection[int]
) -> Total:
    """The part of a unit's own figure that belongs here by its share."""
    total = _own(measure, cells, borders, node)
    shares = {unit: share for unit, share in flow.places.items() if share is not None}
    amounts = in_shares(total.amount, shares)
    mine = _sum(amounts[unit] for unit in shares if unit in within)
    parts = tuple(replace(part, amount=mine, shared=True) for part in total.parts)
    return replace(total, amount=mine, parts=parts)


def joined(unit: int, measure: Measure, totals: Iterable[Total]) -> Total:
    """Totals that do not overlap as one."""
    parts: list[Part] = []
    missing: list[int] = []
    differences: list[Difference] = []
    amounts = []
    for total in totals:
        amounts.append(total.amount)
        parts += total.parts
        missing += total.missing
        differences += total.differences
    return Total(
        unit, measure.kind, measure.per, _sum(amounts), None, tuple(parts), tuple(missing), tuple(differences)
    )


def _sum(amounts: Iterable[Amount]) -> Amount:
    found = NOTHING
    for amount in amounts:
        found = found + amount
    return found
