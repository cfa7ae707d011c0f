"""What a consolidated report is made of, as plain values: no database, no today, no row numbers.

``gather`` fills them, ``compose`` makes a paper of them, ``explain`` says what stands behind each number.
Units are named by their keys, contents and work items by their place in the plan, so that two databases that
hold the same reports give the same values.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, is_dataclass
from functools import cached_property
from types import NoneType
from typing import Any, TypeAlias, get_args, get_origin, get_type_hints

Mode: TypeAlias = str  # told or requested

DONE, UNDER_WAY, NOT_BEGUN, NOT_ARISEN = "done", "under_way", "not_begun", "did_not_arise"
UNANSWERED = "unanswered"
WORK_STATES = (DONE, UNDER_WAY, NOT_BEGUN, NOT_ARISEN, UNANSWERED)
"""What a unit says of a work item; the last is no answer at all."""

SETTLED = ("approved", "accepted")
"""States of a report that the focal unit holds; one that was sent and has another state is being completed."""

HANDED_OVER = "handed_over"
"""The state of a report whose unit ended before it was sent: whoever follows is asked in its place."""


@dataclass(frozen=True, slots=True)
class Body:
    """A unit as it is named in papers; ``position`` is its place in the tree, in Vietnamese order."""

    key: str
    name: str
    label: str
    mode: Mode
    kind: str
    position: int


@dataclass(frozen=True, slots=True)
class UnitReport:
    """How it stands with the report of one unit. ``late``: it was first sent after its own last day in time, which
    is a later one than that of the round where it was ``extended``. ``handed_to``: the one unit that follows one that
    is no more, by its key."""

    unit: str
    state: str
    sent_on: datetime.date | None = None
    late: bool = False
    extended: bool = False
    handed_to: str = ""

    @property
    def handed_over(self) -> bool:
        """Its unit is no more and owes nothing; it is counted apart."""
        return self.state == HANDED_OVER

    @property
    def sent(self) -> bool:
        return self.sent_on is not None and not self.handed_over

    @property
    def being_completed(self) -> bool:
        """It was sent and went back; what was sent is used until it comes again."""
        return self.sent and self.state not in SETTLED


@dataclass(frozen=True, slots=True)
class Content:
    """A content to carry out; ``number`` counts from 1 in the order of the plan. ``heading`` is its section's."""

    number: int
    at: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Work:
    """A work item, the contents it carries out and the units that have it."""

    number: int
    at: str
    text: str
    contents: tuple[int, ...] = ()
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What one unit says of one work item."""

    work: int
    unit: str
    state: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A unit's own words: ``field`` is results, lacks, causes or next."""

    field: str
    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a unit proposes. ``to`` is as written; ``body`` the unit of the directory that it means, if any."""

    unit: str
    number: int
    to: str
    text: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What one unit gave for an indicator. ``role``: counted in the total, compared with it, or an answer only."""

    unit: str
    role: str = "counted"
    female: int | None = None
    male: int | None = None
    unsplit: int | None = None
    total: int | None = None
    numerator: int | None = None
    denominator: int | None = None
    status: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A unit gave one figure and those below it another; the unit's own was used."""

    unit: str
    given: int | None
    added: int | None


@dataclass(frozen=True, slots=True)
class Value:
    """An indicator over all units in one period. None is "not reported", never zero."""

    female: int | None = None
    male: int | None = None
    unsplit: int | None = None
    total: int | None = None
    numerator: int | None = None
    denominator: int | None = None
    rate: int | None = None
    parts: tuple[Part, ...] = ()
    missing: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    status: str = "not-reported"


@dataclass(frozen=True, slots=True)
class Aim:
    """A value to reach: ``direction`` is ge or le, ``value`` scaled as the indicator."""

    value: int
    year: int
    direction: str = "ge"


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator with its values of this year and the last, and what was to be reached."""

    code: str
    title: str
    unit: str
    kind: str
    now: Value
    before: Value
    scale: int = 0
    by_sex: bool = False
    aim: Aim | None = None
    title_en: str = ""
    """For the English screen; papers are Vietnamese."""

    def main(self, value: Value) -> int | None:
        """The one number that is compared: the rate of a rate, the total of anything else."""
        return value.rate if self.kind == "rate" else value.total


@dataclass(frozen=True, slots=True)
class PlanHead:
    """What the opening says of the plan."""

    key: str
    kind: str
    number: str
    date: datetime.date | None
    title: str
    issuer: str


@dataclass(frozen=True)
class Case:
    """Everything a consolidated report is made of."""

    plan: PlanHead
    year: int
    period_from: datetime.date
    period_to: datetime.date
    cutoff: datetime.date
    due: datetime.date
    bodies: tuple[Body, ...]
    reports: tuple[UnitReport, ...]
    contents: tuple[Content, ...] = ()
    works: tuple[Work, ...] = ()
    answers: tuple[Answer, ...] = ()
    words: tuple[Words, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    measures: tuple[Measure, ...] = ()

    @cached_property
    def by_key(self) -> dict[str, Body]:
        return {body.key: body for body in self.bodies}

    def body(self, key: str) -> Body:
        """The unit of a key; one that is not in the tree any more is named by its key."""
        return self.by_key.get(key) or Body(key, key, key, "told", "", len(self.bodies))

    @cached_property
    def states(self) -> dict[tuple[int, str], str]:
        """(work item, unit) → state, for every duty of a unit that is asked to report."""
        given = {(a.work, a.unit): a.state for a in self.answers if a.state in WORK_STATES}
        asked = {r.unit for r in self.reports}
        return {
            (work.number, unit): given.get((work.number, unit), UNANSWERED)
            for work in self.works
            for unit in work.units
            if unit in asked
        }

    @cached_property
    def answers_of(self) -> dict[int, list[Answer]]:
        """What is said of each work item."""
        found: dict[int, list[Answer]] = {}
        for answer in self.answers:
            found.setdefault(answer.work, []).append(answer)
        return found


def tally(states: Iterable[str]) -> dict[str, int]:
    """How often each state of work occurs; all states are there."""
    counts = dict.fromkeys(WORK_STATES, 0)
    for state in states:
        counts[state] += 1
    return counts


def track(measure: Measure, year: int) -> str:
    """``reached``, ``on`` or ``off`` track, or ``unknown`` where figures are missing.

    A target of the year is reached or missed. Towards a later one, the year must have made at least the step
    that was left per year at its beginning: (target − last year) / years left.
    """
    aim, now, before = measure.aim, measure.main(measure.now), measure.main(measure.before)
    if aim is None or now is None:
        return "unknown"
    sign = 1 if aim.direction == "ge" else -1
    if sign * (now - aim.value) >= 0:
        return "reached"
    if aim.year <= year:
        return "off"
    if before is None:
        return "unknown"
    left = aim.year - year + 1
    return "on" if sign * (now - before) * left >= sign * (aim.value - before) else "off"


def on_track(state: str) -> bool:
    return state in ("reached", "on")


def plain(value: Any) -> Any:
    """Dataclasses, days and tuples as JSON keeps them."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if is_dataclass(value):
        return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return value


def loaded(kind: Any, value: Any) -> Any:
    """``plain`` taken back: ``loaded(Case, plain(case)) == case``."""
    if value is None:
        return None
    if get_origin(kind) is tuple:
        return tuple(loaded(get_args(kind)[0], v) for v in value)
    if args := get_args(kind):
        kind = next(k for k in args if k is not NoneType)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{name: loaded(hints[name], v) for name, v in value.items()})  # type: ignore[operator]
    return datetime.date.fromisoformat(value) if kind is datetime.date else value
