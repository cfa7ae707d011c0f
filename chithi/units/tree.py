"""The units as they stood on one day: plain values, no database.

Made by ``chithi.units.queries.tree``; asked by rights, assignments and roll-up.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from chithi.units.kinds import KINDS, Level, Mode, mode_of


@dataclass(frozen=True)
class Node:
    """A unit on a day."""

    id: int
    key: str
    name: str
    kind: str
    parent_id: int | None = None
    code: str = ""
    short_name: str = ""
    sort_key: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def mode(self) -> Mode:
        return mode_of(self.kind)

    @property
    def level(self) -> Level:
        return KINDS[self.kind].level if self.kind in KINDS else "province"

    @property
    def label(self) -> str:
        return self.short_name or self.name


@dataclass(frozen=True)
class Tree:
    """All units valid on ``day``. Iteration gives parents before children, siblings in Vietnamese order."""

    day: datetime.date
    nodes: dict[int, Node]
    _children: dict[int | None, tuple[int, ...]] = field(repr=False, default_factory=dict)

    @classmethod
    def of(cls, day: datetime.date, nodes: Iterable[Node]) -> "Tree":
        """A unit whose parent is not valid on the day stands at the top."""
        by_id = {node.id: node for node in nodes}
        children: dict[int | None, list[Node]] = {}
        for node in by_id.values():
            children.setdefault(node.parent_id if node.parent_id in by_id else None, []).append(node)
        ordered = {
            parent: tuple(n.id for n in sorted(group, key=lambda n: (order_of(n.kind), n.sort_key, n.id)))
            for parent, group in children.items()
        }
        return cls(day, by_id, ordered)

    def __contains__(self, unit_id: object) -> bool:
        return unit_id in self.nodes

    def __getitem__(self, unit_id: int) -> Node:
        return self.nodes[unit_id]

    def get(self, unit_id: int | None) -> Node | None:
        return self.nodes.get(unit_id) if unit_id is not None else None

    def __iter__(self) -> Iterator[Node]:
        return self.below(None)

    def __len__(self) -> int:
        return len(self.nodes)

    def by_key(self, key: str) -> Node | None:
        return next((n for n in self.nodes.values() if n.key == key), None)

    def children(self, unit_id: int | None) -> tuple[Node, ...]:
        return tuple(self.nodes[i] for i in self._children.get(unit_id, ()))

    def below(self, unit_id: int | None) -> Iterator[Node]:
        """Everything under a unit, without itself."""
        for child in self._children.get(unit_id, ()):
            yield self.nodes[child]
            yield from self.below(child)

    def subtree(self, unit_id: int) -> Iterator[Node]:
        """A unit and everything under it."""
        if unit_id in self.nodes:
            yield self.nodes[unit_id]
            yield from self.below(unit_id)

    def ancestors(self, unit_id: int) -> Iterator[Node]:
        """The parents of a unit, nearest first."""
        seen = {unit_id}
        node = self.nodes.get(unit_id)
        while node and node.parent_id in self.nodes and node.parent_id not in seen:
            seen.add(node.parent_id)
            node = self.nodes[node.parent_id]
            yield node

    def is_within(self, unit_id: int, top_id: int) -> bool:
        """Whether a unit is ``top_id`` or stands somewhere under it."""
        return unit_id == top_id or any(a.id == top_id for a in self.ancestors(unit_id))

    def of_kinds(self, kinds: Iterable[str], under: int | None = None) -> list[Node]:
        wanted = set(kinds)
        return [n for n in self.below(under) if n.kind in wanted]


def order_of(kind: str) -> int:
    """Departments before districts before communes, as the kinds are listed."""
    return list(KINDS).index(kind) if kind in KINDS else len(KINDS)
