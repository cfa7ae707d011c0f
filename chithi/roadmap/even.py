"""Appointments spread over years and levels as evenly as the needs allow. Integers, exact.

The appointments are a flow: from the year in which one is made, through the level's vacancies of that year, on along
the years of the level. What must have been appointed by a year is a least flow along the years, of a level and of all
of them. A year (or a vacancy) is relieved by sending some of its flow another way round, which is a path in what is
called the residual graph; that there is none is the proof that it cannot be relieved. (Ford and Fulkerson, Flows in
Networks, 1962.)
"""

from collections import deque
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import TypeAlias

# ("chain", year, 0): all appointments up to the year; ("year", year, 0); ("level", year, level); ("end", 0, 0).
_Node: TypeAlias = tuple[str, int, int]
_Step: TypeAlias = tuple[_Node, _Node, int]
_Weight: TypeAlias = tuple[int, int]
_END: _Node = ("end", 0, 0)
_MANY = 10**9


def spread(
    appointed: Sequence[Sequence[int]],
    vacancies: Sequence[Sequence[int]],
    level_needs: Sequence[Sequence[int]],
    needs: Sequence[int],
) -> list[list[int]]:
    """The same number of appointments, spread evenly; all arguments by level (outer) and year (inner).

    ``appointed`` keeps to ``vacancies`` and fulfils the needs, and so does what is returned: up to year y the level l
    has at least ``level_needs[l][y]`` appointments, all levels together at least ``needs[y]``. No year can be made
    lighter without making another at least as heavy as it was, so the heaviest year is as light as can be. Then, the
    years' numbers kept, the same holds for the part of the vacancies of a level and year that goes to women.
    """
    flow = _Flow(appointed, vacancies, level_needs, needs)
    years, levels = range(len(needs)), range(len(vacancies))
    cells = [(level, y) for level in levels for y in years if vacancies[level][y]]
    while sum(flow.relieve_year(y) for y in years):
        pass
    while sum(flow.relieve_cell(level, y) for level, y in cells):
        pass
    return flow.appointed


class _Flow:
    def __init__(
        self,
        appointed: Sequence[Sequence[int]],
        vacancies: Sequence[Sequence[int]],
        level_needs: Sequence[Sequence[int]],
        needs: Sequence[int],
    ) -> None:
        self.appointed = [list(row) for row in appointed]
        self.vacancies = vacancies
        self.level_needs = level_needs
        self.needs = needs
        self.last = len(needs) - 1

    def in_year(self, year: int) -> int:
        return sum(row[year] for row in self.appointed)

    def relieve_year(self, year: int) -> bool:
        """Takes from the year what lighter years can take; whether anything moved."""
        moved = False
        while self._relieve(("chain", year, 0), ("year", year, 0)):
            moved = True
        return moved

    def relieve_cell(self, level: int, year: int) -> bool:
        """Takes from a level and year what vacancies less given to women can take, the years' numbers kept."""
        moved = False
        while self._relieve(("year", year, 0), ("level", year, level)):
            moved = True
        return moved

    def _relieve(self, tail: _Node, head: _Node) -> bool:
        """Sends some of the flow from ``tail`` to ``head`` another way round, over arcs that weigh less than this."""
        kind = tail[0]
        here = self._weight(tail, head)

        def may_grow(start: _Node, end: _Node) -> bool:
            if not _weighs(start, end, kind):
                return True
            flow, size = self._weight(start, end)
            return (flow + 1) * here[1] < here[0] * size

        steps = self._path(tail, head, may_grow, whole=kind == "chain")
        if not steps:
            return False
        amount = min(here[0], *(room for _start, _end, room in steps))
        for start, end, _room in steps:
            if _weighs(start, end, kind):
                flow, size = self._weight(start, end)
                amount = min(amount, max(1, (here[0] * size - flow * here[1]) // (size + here[1])))
        for start, end, _room in (*steps, (head, tail, 0)):
            self._send(start, end, amount)
        return True

    def _weight(self, start: _Node, end: _Node) -> _Weight:
        """Flow and size of what is made even: of a year its number over 1, of a vacancy its women over its seats."""
        if end[0] == "year":
            return self.in_year(end[1]), 1
        return self.appointed[end[2]][end[1]], self.vacancies[end[2]][end[1]]

    def _send(self, start: _Node, end: _Node, amount: int) -> None:
        if start[0] == "year" and end[0] == "level":
            self.appointed[end[2]][end[1]] += amount
        elif start[0] == "level" and end[0] == "year":
            self.appointed[start[2]][start[1]] -= amount

    def _path(
        self, start: _Node, goal: _Node, may_grow: Callable[[_Node, _Node], bool], whole: bool
    ) -> list[_Step]:
        """The shortest way of the residual graph, with the room of each step; empty where there is none."""
        level_slack = [
            [done - need for done, need in zip(accumulate(row), needs, strict=True)]
            for row, needs in zip(self.appointed, self.level_needs, strict=True)
        ]
        totals = [self.in_year(y) for y in range(self.last + 1)]
        slack = [done - need for done, need in zip(accumulate(totals), self.needs, strict=True)]
        came: dict[_Node, _Step | None] = {start: None}
        waiting = deque([start])
        while waiting:
            node = waiting.popleft()
            for nearby, room in self._steps(node, level_slack, slack, totals, whole):
                if (
                    room <= 0
                    or nearby in came
                    or (node, nearby) == (start, goal)
                    or not may_grow(node, nearby)
                ):
                    continue
                came[nearby] = (node, nearby, room)
                if nearby == goal:
                    return _back(came, goal)
                waiting.append(nearby)
        return []

    def _steps(
        self, node: _Node, level_slack: list[list[int]], slack: list[int], totals: list[int], whole: bool
    ) -> list[tuple[_Node, int]]:
        """Where some flow can be sent from a node, and how much: more along an arc, or back along what flows on it."""
        kind, year, level = node
        steps: list[tuple[_Node, int]] = []
        if kind == "chain":
            steps.append((("year", year, 0), _MANY))
            if year > 0:
                steps.append((("chain", year - 1, 0), _MANY))
            if year < self.last:
                steps.append((("chain", year + 1, 0), slack[year]))
        elif kind == "year":
            for each, row in enumerate(self.appointed):
                steps.append((("level", year, each), self.vacancies[each][year] - row[year]))
            if whole:
                steps.append((("chain", year, 0), totals[year]))
        elif kind == "level":
            steps.append((("year", year, 0), self.appointed[level][year]))
            steps.append((("level", year + 1, level) if year < self.last else _END, _MANY))
            if year > 0:
                steps.append((("level", year - 1, level), level_slack[level][year - 1]))
        else:
            for each, left in enumerate(level_slack):
                steps.append((("level", self.last, each), left[self.last]))
        return steps


def _weighs(start: _Node, end: _Node, kind: str) -> bool:
    """Whether more on this arc is more of what is made even: of a year, or of a level's vacancies in a year."""
    return start[0] == kind and end[0] == ("year" if kind == "chain" else "level")


def _back(came: dict[_Node, _Step | None], goal: _Node) -> list[_Step]:
    steps = []
    step = came[goal]
    while step is not None:
        steps.append(step)
        step = came[step[0]]
    return steps[::-1]
