"""The guided page: one act typed row by row, which becomes the very table that a file would hold."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from chithi.reorganise.loading import COLUMNS
from chithi.sheets.tables import Problem
from chithi.units.naming import UNITS
from chithi.units.store import timelines
from chithi.units.timeline import versions

ROWS = 4
"""Empty rows of a fresh page."""
MOST = 400
"""Rows that a page takes; more come in a file."""
PLACES = ("change", "from", "to", "share", "function")
NAME = "act.csv"
CELL = re.compile(r"!([A-Z])\d+$")


@dataclass
class Line:
    """A row as it was typed, with what is wrong in its cells."""

    number: int
    values: dict[str, str]
    why: dict[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not any(self.values[place] for place in PLACES if place != "change")


@dataclass
class Act:
    """A day, a decision and the rows."""

    date: str = ""
    decision: str = ""
    lines: list[Line] = field(default_factory=list)
    why: dict[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return all(line.is_empty for line in self.lines)

    def table(self) -> bytes:
        """The rows that say something, as the file that the load takes. Names of units become keys."""
        find, keys = UNITS.finder(), UNITS.keys
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow([column.name for column in COLUMNS])
        for line in self.told:
            cells = {"date": self.date, "decision": self.decision, **line.values}
            # the new name of a unit may be the name of another one: only a key means that one
            for place in ("from",) if cells["change"] == "rename" else ("from", "to"):
                unit = find(cells[place]) if cells[place] else None
                cells[place] = keys([unit])[unit] if unit is not None else cells[place]
            writer.writerow([cells[column.name] for column in COLUMNS])
        return out.getvalue().encode()

    @property
    def told(self) -> list[Line]:
        return [line for line in self.lines if not line.is_empty]

    def refuse(self, problems: list[Problem]) -> None:
        """Put what was refused beside its cell; the file's second row is the first that was typed."""
        told = self.told
        for problem in problems:
            place = column_of(problem)
            at = (problem.row or 0) - 2
            line = told[at] if 0 <= at < len(told) else None
            if line is not None and place in PLACES:
                line.why.setdefault(place, problem.message)
            else:
                self.why.setdefault(place if place in ("date", "decision") else "", problem.message)


def column_of(problem: Problem) -> str:
    """The name of the column in whose cell ("act.csv!E2") a problem lies; "" where it lies in none."""
    cell = CELL.search(problem.address)
    at = ord(cell[1]) - ord("A") if cell else len(COLUMNS)
    return COLUMNS[at].name if at < len(COLUMNS) else ""


def posted(post: Mapping[str, str], more: int = 0) -> Act:
    """What stands in the page; ``more`` empty rows behind it, and always one."""
    count = min(int(post.get("rows") or 0) if str(post.get("rows") or "0").isdecimal() else 0, MOST)
    lines = [
        Line(n, {place: " ".join(str(post.get(f"{place}-{n}", "")).split()) for place in PLACES})
        for n in range(1, count + 1)
    ]
    last = lines[-1].values["change"] if lines else "merge"
    lines += [empty(n, last) for n in range(count + 1, min(count + more, MOST) + 1)]
    return Act(post.get("date", "").strip(), " ".join(post.get("decision", "").split()), lines)


def fresh() -> Act:
    return Act(lines=[empty(n) for n in range(1, ROWS + 1)])


def empty(number: int, change: str = "merge") -> Line:
    return Line(number, {**dict.fromkeys(PLACES, ""), "change": change})


def known_units() -> list[tuple[str, str]]:
    """Keys and names of all units, those that are yet to come among them: what the page offers while one types."""
    named = [(key, found[-1][2].name) for key, line in timelines().items() if (found := versions(line))]
    return sorted(named, key=lambda pair: pair[1])
