"""Which units follow which: plain values, no database.

A link says that on a day a unit, or one function of it, went to another by a decision. Links are read and never
copied: whoever asks for a unit of an old day follows its links to the day that is asked about, and an act that is
undone leaves no trace elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Literal

Kind = Literal["merge", "split", "rename", "abolish", "transfer"]
WHOLE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Link:
    """On ``day``, the first of the new state, ``old`` (or its ``function``) goes to ``new``.

    ``share`` is the part of a split where one is known. An abolished unit has no ``new``, or the one that takes over
    what it leaves behind; its figures are not that one's. ``decision`` is its number.
    """

    day: date
    kind: Kind
    old: int
    new: int | None
    share: Fraction | None = None
    function: str = ""
    decision: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Flow:
    """Where a unit has gone: to each unit a part of it, None where the part is not known. ``is_lost``: some of it
    went to nobody."""

    places: Mapping[int, Fraction | None]
    is_lost: bool = False

    @property
    def whole(self) -> int | None:
        """The one unit that has all of it; None where there is no such."""
        if self.is_lost or len(self.places) != 1:
            return None
        ((unit, share),) = self.places.items()
        return unit if share == WHOLE else None

    @property
    def has_shares(self) -> bool:
        """Whether it can be shared out: every part is known and nothing is lost."""
        return not self.is_lost and all(share is not None for share in self.places.values())


class Lineage:
    """All links, asked for the way of a unit through time."""

    def __init__(self, links: Iterable[Link]) -> None:
        self.links = tuple(sorted(links, key=lambda link: (link.day, link.old, link.new or 0)))

    def __bool__(self) -> bool:
        return bool(self.links)

    @cached_property
    def _of(self) -> dict[int, list[Link]]:
        found: dict[int, list[Link]] = {}
        for link in self.links:
            found.setdefault(link.old, []).append(link)
        return found

    @cached_property
    def _to(self) -> dict[int, list[Link]]:
        found: dict[int, list[Link]] = {}
        for link in self.links:
            if link.new is not None:
                found.setdefault(link.new, []).append(link)
        return found

    def flow(self, unit: int, since: date, until: date, functions: Collection[str] = ()) -> Flow:
        """Where a unit that stood on ``since`` has gone by ``until``; with ``functions`` (of an indicator, a register,
        a clause) where that part of its work has gone. A unit without links is where it was."""
        return self._flow(unit, self._next(unit, since, until, functions), until, functions, frozenset())

    def _flow(
        self, unit: int, step: list[Link], until: date, functions: Collection[str], seen: frozenset[int]
    ) -> Flow:
        if not step:
            return Flow({unit: WHOLE})
        parts = []
        for link in step:
            if link.new is not None and link.kind != "abolish":
                been = seen | {unit}
                onward = self._onward(link.new, link.day, until, functions, been)
                flow = self._flow(
                    link.new, onward, until, functions, been if _is_on(onward, link.day) else frozenset()
                )
                parts.append((link.share if link.kind == "split" else WHOLE, flow))
        return _together(parts)

    def heirs(self, unit: int, since: date, until: date, functions: Collection[str] = ()) -> list[int]:
        """Who answers on ``until`` for what a unit had to do on ``since``: itself while it stands, else all that have
        a part of it, and of an abolished one whoever takes over what it leaves. Empty where nobody does."""
        return list(self.ways(unit, since, until, functions))

    def ways(
        self, unit: int, since: date, until: date, functions: Collection[str] = ()
    ) -> dict[int, tuple[Link, ...]]:
        """The heirs of a unit, each with the links by which it came to them, none where it stands itself; of several
        ways the first."""
        return self._ways(unit, self._next(unit, since, until, functions), until, functions, frozenset())

    def _ways(
        self, unit: int, step: list[Link], until: date, functions: Collection[str], seen: frozenset[int]
    ) -> dict[int, tuple[Link, ...]]:
        if not step:
            return {unit: ()}
        if any(link.new == unit and not link.function for link in step):
            return self.ways(unit, step[0].day, until, functions)
        found: dict[int, tuple[Link, ...]] = {}
        for link in step:
            if link.new is not None:
                been = seen | {unit}
                onward = self._onward(link.new, link.day, until, functions, been)
                rest = self._ways(
                    link.new, onward, until, functions, been if _is_on(onward, link.day) else frozenset()
                )
                for heir, way in rest.items():
                    found.setdefault(heir, (link, *way))
        return found

    def _onward(
        self, unit: int, day: date, until: date, functions: Collection[str], seen: frozenset[int]
    ) -> list[Link]:
        """The next links of what came to a unit on a day: on that very day where the unit gave it on or ended then
        itself, else later. What units exchange goes one step; ``seen`` are those where it was that day already."""
        today = [] if unit in seen else self._of_day(unit, day, functions)
        if any(link.function and self._comes_back(link, functions) for link in today):
            today = self._of_day(unit, day, ())
        return today or self._next(unit, day, until, functions)

    def _of_day(self, unit: int, day: date, functions: Collection[str]) -> list[Link]:
        """The links by which all that a unit has of some functions leaves it on a day; none where it goes on itself."""
        mine = [link for link in self._of.get(unit, ()) if link.day == day]
        given = [link for link in mine if link.function in functions and link.function]
        whole = [link for link in mine if not link.function]
        return given or ([] if any(link.new == unit for link in whole) else whole)

    def _comes_back(self, link: Link, functions: Collection[str]) -> bool:
        """Whether a function that was transferred comes back to the very unit on that day."""
        seen: set[int] = set()
        front = [link.new]
        while front:
            unit = front.pop()
            if unit == link.old:
                return True
            if unit is not None and unit not in seen:
                seen.add(unit)
                front += [further.new for further in self._of_day(unit, link.day, functions)]
        return False

    def _next(self, unit: int, since: date, until: date, functions: Collection[str]) -> list[Link]:
        """The links of a unit's next day: those of the function where it moves on its own, else those of the unit."""
        mine = [
            link
            for link in self._of.get(unit, ())
            if since < link.day <= until and (not link.function or link.function in functions)
        ]
        if not mine:
            return []
        today = [link for link in mine if link.day == mine[0].day]
        return [link for link in today if link.function] or today

    def forebears(self, unit: int, until: date) -> Iterator[tuple[int, Link]]:
        """The units that went into this one by ``until``, the nearest first, each with the link by which it went."""
        seen = {unit}
        front = [unit]
        while front:
            links = [link for u in front for link in self._to.get(u, ()) if link.day <= until]
            front = []
            for link in sorted(links, key=lambda link: link.day, reverse=True):
                if link.old not in seen and not link.function:
                    seen.add(link.old)
                    front.append(link.old)
                    yield link.old, link

    def moved(self, unit: int) -> list[Link]:
        """The links by which a unit, or a function of it, went somewhere, in the order of their days."""
        return list(self._of.get(unit, ()))

    def received(self, unit: int) -> list[Link]:
        """The links by which something came to a unit."""
        return list(self._to.get(unit, ()))


def _is_on(step: list[Link], day: date) -> bool:
    return bool(step) and step[0].day == day


def _together(parts: list[tuple[Fraction | None, Flow]]) -> Flow:
    """The parts of a unit after one step. Parts of unknown size that all went on to one unit are whole again."""
    lost = not parts or any(flow.is_lost for _share, flow in parts)
    places: dict[int, Fraction | None] = {}
    for share, flow in parts:
        for unit, further in flow.places.items():
            more = None if share is None or further is None else share * further
            before = places.get(unit, Fraction(0))
            places[unit] = None if before is None or more is None else before + more
    if len(places) == 1 and not lost:
        return Flow(dict.fromkeys(places, WHOLE))
    return Flow(places, lost)


def shared_out(value: int, shares: Mapping[int, Fraction]) -> dict[int, int]:
    """An integer in parts that add up to it again: rounded down, what is left goes to the largest remainders (of
    equal ones to the smaller unit number)."""
    exact = {unit: value * share for unit, share in shares.items()}
    parts = {unit: part.numerator // part.denominator for unit, part in exact.items()}
    left = value - sum(parts.values())
    for unit in sorted(exact, key=lambda u: (parts[u] - exact[u], u))[:left]:
        parts[unit] += 1
    return parts
