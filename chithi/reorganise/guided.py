"""The guided page: one act typed row by row, which becomes the very table that a file would hold."""

import csv
import datetime
import io
import re
from collections.abc import Collection
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from chithi.reorganise.loading import COLUMNS, Read
from chithi.sheets.tables import Problem
from chithi.shell.clock import today
from chithi.units.models import Role
from chithi.units.offices import Offices
from chithi.units.store import timelines
from chithi.units.timeline import Facts, versions
from chithi.vietnamese import sort_key

ROWS = 4
"""Empty rows of a fresh page."""
MOST = 400
"""Rows that a page takes; more come in a file."""
OFFERED = datetime.timedelta(days=366)
"""How long a unit that ended is still offered."""
PLACES = ("change", "from", "to", "share", "function", "head")
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
        """The rows that say something, as the file that the load takes."""
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow([column.name for column in COLUMNS])
        for line in self.told:
            cells = {"date": self.date, "decision": self.decision, **line.values}
            writer.writerow([cells[column.name] for column in COLUMNS])
        return out.getvalue().encode()

    @property
    def told(self) -> list[Line]:
        return [line for line in self.lines if not line.is_empty]

    def cells(self, but: Collection[str]) -> list[tuple[str, str]]:
        """What was typed, by the name of its field, ``but`` for some that stand on the page themselves."""
        found = ((f"{place}-{line.number}", line.values[place]) for line in self.lines for place in PLACES)
        return [(name, value) for name, value in found if name not in but]

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


def posted(post: QueryDict, more: int = 0) -> Act:
    """What stands in the page; ``more`` empty rows behind it, and always one."""
    count = min(int(post.get("rows") or 0) if str(post.get("rows") or "0").isdecimal() else 0, MOST)
    lines = [Line(n, {place: typed(post, f"{place}-{n}") for place in PLACES}) for n in range(1, count + 1)]
    last = lines[-1].values["change"] if lines else "merge"
    lines += [empty(n, last) for n in range(count + 1, min(count + more, MOST) + 1)]
    return Act(post.get("date", "").strip(), " ".join(post.get("decision", "").split()), lines)


def typed(post: QueryDict, name: str) -> str:
    """What stands in a field; of a head and a leader that were chosen in two both."""
    said = (" ".join(value.split()) for value in post.getlist(name))
    return "; ".join(filter(None, said))


def fresh() -> Act:
    return Act(lines=[empty(n) for n in range(1, ROWS + 1)])


def empty(number: int, change: str = "merge") -> Line:
    return Line(number, {**dict.fromkeys(PLACES, ""), "change": change})


def known_units() -> list[tuple[str, str]]:
    """Keys and names of the units, those that are yet to come among them: what the page offers while one types. One
    that ends says when; one that ended long ago is left out."""
    now = today()
    named = [
        (key, known_as(found, now))
        for key, line in timelines().items()
        if (found := versions(line)) and (found[-1][1] is None or found[-1][1] >= now - OFFERED)
    ]
    return sorted(named, key=lambda pair: sort_key(pair[1]))


def known_as(found: list[tuple[datetime.date, datetime.date | None, Facts]], now: datetime.date) -> str:
    """The name of a unit, with its last day or the first where it is not simply there."""
    (first, _last, _facts), (_first, last, facts) = found[0], found[-1]
    if last is not None:
        return _("%(name)s (until %(day)s)") % {"name": facts.name, "day": f"{last:%d/%m/%Y}"}
    if first > now:
        return _("%(name)s (from %(day)s)") % {"name": facts.name, "day": f"{first:%d/%m/%Y}"}
    return facts.name


@dataclass(frozen=True)
class Choice:
    """Who stays in an office of a unit that several become: the field of the row that says it, ``options`` of (user
    name, words, whether it is chosen), the first of them nobody."""

    name: str
    label: str
    options: list[tuple[str, str, bool]]


def choices_of(act: Act, found: Read) -> list[Choice]:
    """What is asked before an act is carried out. Two queries."""
    if found.coming is None:
        return []
    offices, names, told = Offices(found.coming), found.coming.names(), act.told
    first: dict[int, Line] = {}
    for row, link in zip(found.coming.rows, found.coming.links, strict=True):
        heir = found.coming.whole_heirs.get(link.old)
        if heir is not None and row.ends:
            first.setdefault(heir, told[row.number - 2])
    choices = []
    for heir, kind, rivals in offices.open():
        if heir not in first:
            continue
        stood = any(role.unit_id == heir for role in rivals)
        nobody = (
            _("nobody is chosen: the head of the unit that stands stays")
            if stood
            else _("nobody yet: all go on as officers")
        )
        some = [("", nobody, (heir, kind) not in offices.named)]
        for role in rivals:
            words = f"{role.user}, {names.get(role.unit_id, '')}"
            some.append((role.user.username, words, offices.stays(heir, role)))
        label = f"{Role.Kind(kind).label}, {names.get(heir, '')}"
        choices.append(Choice(f"head-{first[heir].number}", label, some))
    return choices
