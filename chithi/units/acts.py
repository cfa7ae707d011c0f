"""What a decision changes: rows of a reorganisation compared with the timelines that stand. No database.

Rows of one day and decision are one act. ``weigh`` says row by row what is not taken, and else the states that units
get and the links between them; nothing is written here.
"""

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal

from django.utils.translation import gettext as _

from chithi.units.lineage import Kind
from chithi.units.timeline import State, Timeline, cycles_on, facts_on, with_state
from chithi.vietnamese import fold

_DAY = datetime.timedelta(days=1)
ENDING = ("merge", "split", "abolish")
Place = Literal["date", "decision", "change", "from", "to", "share", "function", "head"]


@dataclass(frozen=True)
class ActRow:
    """One row. ``old`` and ``new`` are keys; the ``new`` of a renaming may be the name itself. ``number`` is where it
    stands in its file. ``heads`` are the user names of those who stay head or leader in the new unit."""

    number: int
    day: datetime.date
    decision: str
    change: Kind
    old: str
    new: str = ""
    share: Fraction | None = None
    function: str = ""
    heads: tuple[str, ...] = ()

    @property
    def ends(self) -> bool:
        """Whether it ends the old unit, which a row from a unit to itself does not."""
        return self.change in ENDING and self.old != self.new

    @property
    def essence(self) -> tuple[str, str, str, str]:
        return (self.change, self.old, self.new, called(self.function))


def called(function: str) -> str:
    """How a function is called: a clause by its place, without the numbers of the tasks that stood there."""
    return function.partition("=")[0] if function.startswith("clause:") else function


def number_key(decision: str) -> str:
    """One number of a decision, however it is typed: ``12/NQ-HĐND`` and ``12/nq – hdnd`` are the same."""
    return fold(decision).replace(" ", "")


@dataclass(frozen=True)
class Problem:
    """Why a row is not taken, and in which of its cells."""

    row: int
    place: Place
    why: str


@dataclass(frozen=True)
class Standing:
    """What was carried out before: the last day on which a unit had a part in an act, when it went and by which
    decision, and the functions that were transferred, with the unit they were transferred from; which units got
    another name on which day."""

    last: Mapping[str, datetime.date] = field(default_factory=dict)
    went: Mapping[str, tuple[datetime.date, str]] = field(default_factory=dict)
    moved: Collection[tuple[str, str, datetime.date]] = ()
    renamed: Collection[tuple[str, datetime.date]] = ()


@dataclass
class Weighed:
    """What rows would change: the timelines as they would be, the states that are new in them, and what is refused."""

    timelines: dict[str, Timeline]
    standing: "Standing" = field(default_factory=lambda: Standing())
    states: dict[str, list[State]] = field(default_factory=dict)
    moved: dict[int, list[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, row: ActRow, place: Place, why: str) -> None:
        self.problems.append(Problem(row.number, place, why))

    def put(self, key: str, state: State) -> None:
        self.timelines[key] = with_state(self.timelines[key], state)
        kept = [s for s in self.states.get(key, []) if s.valid_from != state.valid_from]
        self.states[key] = [*kept, state]

    @property
    def bad(self) -> set[int]:
        return {p.row for p in self.problems}


def weigh(
    rows: Sequence[ActRow],
    timelines: Mapping[str, Timeline],
    used: Mapping[str, datetime.date],
    standing: Standing | None = None,
) -> Weighed:
    """What the rows change. ``moved`` names, by row, the units that go along below another one; ``used`` are the days
    of the decisions that were carried out. With problems the rest is worth nothing."""
    found = Weighed(dict(timelines), standing or Standing())
    check_decisions(found, rows, used)
    check_twice(found, rows)
    rows = [row for row in rows if row.number not in found.bad]
    for _day, acts in grouped(rows):
        carry_out(found, acts)
    return found


def grouped(rows: Iterable[ActRow]) -> Iterator[tuple[datetime.date, list[ActRow]]]:
    """The rows of each day, the earliest first: what one decision of a day makes, another of that day may need."""
    days: dict[datetime.date, list[ActRow]] = {}
    for row in rows:
        days.setdefault(row.day, []).append(row)
    return iter(sorted(days.items()))


def check_decisions(found: Weighed, rows: Iterable[ActRow], used: Mapping[str, datetime.date]) -> None:
    """One decision has one day."""
    days = {number_key(decision): day for decision, day in used.items()}
    for row in rows:
        first = days.setdefault(number_key(row.decision), row.day)
        if first != row.day:
            message = _("Decision %(decision)s stands with another day: %(day)s. Mend the day or the number.")
            day = first.strftime("%d/%m/%Y")
            found.refuse(row, "decision", message % {"decision": row.decision, "day": day})


def check_twice(found: Weighed, rows: Iterable[ActRow]) -> None:
    """No row stands twice."""
    seen: dict[tuple[object, ...], int] = {}
    for row in rows:
        first = seen.setdefault((row.day, *row.essence), row.number)
        if first != row.number:
            found.refuse(row, "from", _("Row %(row)s already says this. Leave one out.") % {"row": first})


def carry_out(found: Weighed, rows: list[ActRow]) -> None:
    """The rows of one day."""
    before = dict(found.timelines)
    rows = [row for row in rows if check_row(found, row, before)]
    of: dict[str, list[ActRow]] = {}
    for row in rows:
        if row.change != "transfer":
            of.setdefault(row.old, []).append(row)
    for group in of.values():
        check_group(found, group)
    check_transfers(found, [row for row in rows if row.change == "transfer"])
    check_alone(found, rows)
    rows = [row for row in rows if row.number not in found.bad]
    of = {key: [row for row in group if row.number not in found.bad] for key, group in of.items()}
    for row in rows:
        if row.change == "rename":
            rename(found, row)
        elif row.ends and not keeps_itself(row.old, of):
            found.put(row.old, State(row.day, None))
    check_standing(found, rows)
    move_children(found, rows, of)


def keeps_itself(key: str, of: Mapping[str, list[ActRow]]) -> bool:
    """Whether a unit goes on: one of its rows leads to itself."""
    return any(row.new == key for row in of.get(key, ()))


def check_row(found: Weighed, row: ActRow, known: Mapping[str, Timeline]) -> bool:
    """What can be said of one row alone."""
    if row.old not in known:
        return _refuse(
            found, row, "from", _("There is no unit with the key or the name “%(key)s”.") % {"key": row.old}
        )
    if facts_on(known[row.old], row.day - _DAY) is None:
        return _refuse(found, row, "from", _absent(known[row.old], row))
    if row.change in ("merge", "split", "transfer") and not row.new:
        return _refuse(found, row, "to", _("Say which unit it goes to."))
    if row.change != "rename" and row.new and row.new not in known:
        message = _("There is no unit with the key or the name “%(key)s”. Load the units that come first.")
        return _refuse(found, row, "to", message % {"key": row.new})
    if row.change == "transfer" and row.new == row.old:
        return _refuse(found, row, "to", _("A function goes to another unit."))
    if (row.change == "transfer") != bool(row.function):
        message = (
            _("Say what is transferred: a clause, a register or an indicator.")
            if row.change == "transfer"
            else _("Only a transfer moves a single function. Leave it out.")
        )
        return _refuse(found, row, "function", message)
    if row.share is not None and row.change != "split":
        return _refuse(found, row, "share", _("Only a split has shares. Leave it out."))
    if row.change == "abolish" and row.new == row.old:
        return _refuse(found, row, "to", _("A unit that is abolished leaves nothing to itself."))
    if row.change != "transfer" and (row.ends or row.new in known):
        return check_later(found, row, known)
    return True


def check_later(found: Weighed, row: ActRow, known: Mapping[str, Timeline]) -> bool:
    """Nothing of the unit is known after the day, and no act of that day or later gave it away already."""
    went, last = found.standing.went.get(row.old), found.standing.last.get(row.old)
    if went is not None and went[0] >= row.day:
        message = _("The unit was given away by decision %(decision)s of %(day)s already.")
        return _refuse(found, row, "from", message % {"decision": went[1], "day": f"{went[0]:%d/%m/%Y}"})
    if row.old != row.new and (
        (last is not None and last > row.day) or any(s.valid_from > row.day for s in known[row.old])
    ):
        return _refuse(found, row, "from", _("Something is known of the unit after this day."))
    return True


def _refuse(found: Weighed, row: ActRow, place: Place, why: str) -> bool:
    found.refuse(row, place, why)
    return False


def _absent(timeline: Timeline, row: ActRow) -> str:
    """Why a unit cannot change on a day."""
    first = timeline[0].valid_from if timeline else row.day
    if first >= row.day:
        message = _("The unit is there only from %(day)s on: it cannot change on that day or before.")
        return message % {"day": first.strftime("%d/%m/%Y")}
    return _("The unit was no more on %(day)s.") % {"day": (row.day - _DAY).strftime("%d/%m/%Y")}


def check_group(found: Weighed, rows: list[ActRow]) -> None:
    """What the rows of one unit and day say together."""
    first, changes = rows[0], {row.change for row in rows}
    for row in rows[1:]:
        if row.change != first.change:
            message = _("Row %(row)s says another change of the same unit.")
            found.refuse(row, "change", message % {"row": first.number})
        elif row.change != "split":
            message = _(
                "Row %(row)s gives the whole unit to another already. Where it is parted, choose “Split” (split)."
            )
            found.refuse(row, "from", message % {"row": first.number})
    if changes != {"split"}:
        return
    if len(rows) == 1:
        found.refuse(
            first, "change", _("A split has a row for each part. Where there is one, choose “Merge” (merge).")
        )
    without = [row for row in rows if row.share is None]
    if without and len(without) < len(rows):
        found.refuse(without[0], "share", _("Give the share of every part, or of none."))
    elif not without and sum(row.share or 0 for row in rows) != 1:
        found.refuse(first, "share", _("The shares of the parts do not add up to 1."))


def check_transfers(found: Weighed, rows: list[ActRow]) -> None:
    """A function of a unit goes to one other on a day."""
    seen: dict[tuple[str, str], int] = {}
    moved = set(found.standing.moved)
    for row in rows:
        function = called(row.function)
        first = seen.setdefault((row.old, function), row.number)
        if first != row.number:
            message = _("Row %(row)s gives this function to another already.")
            found.refuse(row, "function", message % {"row": first})
        elif (row.old, function, row.day) in moved:
            found.refuse(row, "function", _("This function was given away on that day already."))


def check_alone(found: Weighed, rows: list[ActRow]) -> None:
    """A unit merged into itself says that it goes on; another one goes into it then."""
    for row in rows:
        is_itself = row.change == "merge" and row.new == row.old
        if is_itself and not any(r.new == row.new and r.old != row.old for r in rows):
            found.refuse(row, "to", _("A unit does not go into itself. Write the unit it goes into."))


def rename(found: Weighed, row: ActRow) -> None:
    """A unit has another name from a day on; it stays the same unit. Its new name is given, or was loaded before; the
    key of another unit means that this one goes on in it."""
    timeline = found.timelines[row.old]
    if row.new in found.timelines and row.new != row.old:
        found.put(row.old, State(row.day, None))
        return
    if (row.old, row.day) in found.standing.renamed:
        message = _(
            "A decision gave it another name on that day already. Correct the name on the unit's page."
        )
        found.refuse(row, "to", message)
        return
    facts, was = facts_on(timeline, row.day), facts_on(timeline, row.day - _DAY)
    loaded = any(s.valid_from == row.day for s in timeline)
    if facts is None or (row.new in ("", row.old) and not loaded):
        found.refuse(row, "to", _("Write the new name here, or load the unit with it first."))
    elif was is not None and was.name == row.new == facts.name:
        found.refuse(row, "to", _("The unit has this name already. Write the new one."))
    elif row.new not in ("", row.old) and facts.name != row.new:
        found.put(row.old, State(row.day, replace(facts, name=row.new, short_name="")))


def check_standing(found: Weighed, rows: list[ActRow]) -> None:
    """Whoever receives something is there on the day."""
    goes_on = {row.old for row in rows if row.new and (row.ends or went_on(found, row))}
    for row in rows:
        if row.change == "transfer" and row.new in goes_on:
            continue  # it passes on with the unit that goes into another on that day
        if row.new in found.timelines and facts_on(found.timelines[row.new], row.day) is None:
            message = _("“%(key)s” is not there on %(day)s: load it first, or mend the row that ends it.")
            found.refuse(row, "to", message % {"key": row.new, "day": row.day.strftime("%d/%m/%Y")})


def move_children(found: Weighed, rows: list[ActRow], of: Mapping[str, list[ActRow]]) -> None:
    """What stood below a unit that ends goes below its one successor; who would be left without one is named."""
    ended = {r.old: r for r in rows if (r.ends or went_on(found, r)) and not keeps_itself(r.old, of)}
    if not ended:
        return
    day = rows[0].day
    below: dict[str, list[str]] = {}
    for key, timeline in found.timelines.items():
        for state in timeline:
            holds = state.facts is not None and (
                state.valid_from >= day or facts_on(timeline, day) == state.facts
            )
            if holds and state.facts is not None and state.facts.parent in ended:
                below.setdefault(state.facts.parent, []).append(key)
    for parent, keys in below.items():
        place_children(found, ended[parent], list(dict.fromkeys(keys)), of.get(parent, []))
    check_circles(found, rows, day)


def went_on(found: Weighed, row: ActRow) -> bool:
    """Whether a renaming ended the old unit, for it goes on under another key."""
    return row.change == "rename" and row.new != row.old and row.new in found.timelines


def place_children(found: Weighed, row: ActRow, keys: Collection[str], rows: list[ActRow]) -> None:
    heirs = {r.new for r in rows if r.new}
    if len(heirs) != 1:
        names = ", ".join(f"“{key}”" for key in list(keys)[:5])
        message = (
            _("Below it stand units that would have none above them: %(names)s. Give each a row.")
            if not heirs
            else _(
                "It is parted, and below it stand %(names)s: give each a row, or load whom it stands below."
            )
        )
        found.refuse(row, "to", message % {"names": names})
        return
    (heir,) = heirs
    if heir in keys:
        found.refuse(row, "to", _("It stands below the unit that ends. Put it elsewhere first."))
        return
    if any(s.facts is None and s.valid_from > row.day for s in found.timelines[heir]):
        found.refuse(row, "to", _("It ends later, and what stands below would have none above it."))
        return
    for key in keys:
        for state in children_states(found.timelines[key], row):
            facts = state.facts
            assert facts is not None
            found.put(key, State(state.valid_from, replace(facts, parent=heir)))
    found.moved[row.number] = list(keys)


def children_states(timeline: Timeline, row: ActRow) -> list[State]:
    """The states of a unit from the day on that name an ended unit above it, the one of the day first."""
    states = [s for s in timeline if s.valid_from > row.day and s.facts and s.facts.parent == row.old]
    now = facts_on(timeline, row.day)
    if now is not None and now.parent == row.old:
        states.insert(0, State(row.day, now))
    return states


def check_circles(found: Weighed, rows: list[ActRow], day: datetime.date) -> None:
    later = {s.valid_from for states in found.timelines.values() for s in states if s.valid_from > day}
    cycles = cycles_on(found.timelines, [day, *later])
    for row in rows:
        if row.old in cycles or row.new in cycles:
            found.refuse(row, "to", _("The units above would go round in a circle back to this one."))
