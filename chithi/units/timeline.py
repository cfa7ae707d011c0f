"""What holds for a unit from which day on: plain values, no database.

A timeline is a tuple of states in the order of their days. Each holds until the day before the next one; a state
without facts says that the unit is no more from its day on, so that versions can neither overlap nor leave a hole
by accident.
"""

import datetime
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date

BEGINNING = date(1900, 1, 1)
"""The first day of a unit whose first day nobody gave; shown as "from the beginning"."""
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Facts:
    """Name, kind and place of a unit. ``parent`` is the key of another unit, "" at the top."""

    name: str
    kind: str
    parent: str = ""
    code: str = ""
    short_name: str = ""

    def differences(self, other: "Facts | None") -> tuple[dict[str, str], dict[str, str]]:
        """(old, new) of the fields in which ``other``, the newer one, differs."""
        mine, theirs = asdict(self), asdict(other) if other else {}
        keys = [k for k in mine if mine[k] != theirs.get(k, "")]
        return {k: mine[k] for k in keys}, {k: theirs.get(k, "") for k in keys}


@dataclass(frozen=True)
class State:
    """What holds from a day on; ``facts`` is ``None`` from the first day on which the unit is no more."""

    valid_from: date
    facts: Facts | None


Timeline = tuple[State, ...]


def index_on(timeline: Timeline, day: date) -> int:
    """The place of the state that holds on a day; -1 before the first."""
    return bisect_right([state.valid_from for state in timeline], day) - 1


def facts_on(timeline: Timeline, day: date) -> Facts | None:
    """What holds on a day; ``None`` where the unit is not."""
    index = index_on(timeline, day)
    return timeline[index].facts if index >= 0 else None


def last_day(timeline: Timeline, index: int) -> date | None:
    """The last day (inclusive) of a state; ``None`` for one without an end."""
    return timeline[index + 1].valid_from - _DAY if index + 1 < len(timeline) else None


def with_state(timeline: Timeline, state: State) -> Timeline:
    """The timeline with a state; one of the same day is replaced."""
    kept = [s for s in timeline if s.valid_from != state.valid_from]
    return tuple(sorted([*kept, state], key=lambda s: s.valid_from))


def with_end(timeline: Timeline, final: date) -> Timeline:
    """The timeline of a unit that is no more after ``final``, its last valid day."""
    return with_state(timeline, State(final + _DAY, None))


def versions(timeline: Timeline) -> list[tuple[date, date | None, Facts]]:
    """(first day, last day or ``None``, facts) of each version, ends left out."""
    return [
        (state.valid_from, last_day(timeline, i), state.facts)
        for i, state in enumerate(timeline)
        if state.facts is not None
    ]


def in_cycles(parents: Mapping[str, str]) -> set[str]:
    """The keys that are their own ancestors in a map of key → parent's key."""
    done: set[str] = set()
    found: set[str] = set()
    for start in parents:
        walked: list[str] = []
        key = start
        while key in parents and key not in done:
            done.add(key)
            walked.append(key)
            key = parents[key]
        if key in walked:
            found.update(walked[walked.index(key) :])
    return found


def cycles_on(timelines: Mapping[str, Timeline], days: Iterable[date]) -> dict[str, date]:
    """The units that would stand below themselves, with the first of the days on which they would."""
    found: dict[str, date] = {}
    for day in sorted(set(days)):
        now = {key: facts_on(timeline, day) for key, timeline in timelines.items()}
        for key in in_cycles({k: f.parent for k, f in now.items() if f and f.parent}):
            found.setdefault(key, day)
    return found
