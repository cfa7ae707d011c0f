"""Whether the committee of a unit is in order, and if not, why. Plain values, no database.

Who must have one: the province and districts by Decision 1855/QĐ-TTg of 2009 (second hand); departments, sector
agencies and communes because the plan asks places and units to keep theirs complete. Reconstitution is due when the
chair or a member changes post, when a term ends and when units are reorganised (inferred from the same papers). That a
term is five years, a programme is there by April and a first meeting held by July is the measure of this house.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

MUST = frozenset({"province", "department", "sector_agency", "district", "commune"})
"""Kinds of unit that must have a committee."""
TERM_YEARS = 5
"""How long a decision serves that names no term."""
PROGRAMME_BY, MEETING_BY = (4, 1), (7, 1)
"""Month and day from which a year without a work programme, without a meeting is a fault."""
PROGRAMME_TIME, MEETING_TIME = datetime.timedelta(91), datetime.timedelta(182)
"""What a new committee is given first."""
CHAIR = "chair"
Day = datetime.date
ONE = datetime.timedelta(1)


class Verdict(StrEnum):
    """What is said of a unit, the gravest first."""

    MISSING = "missing"
    LEFT = "left"
    OLD = "old"
    GOOD = "good"


class Why(StrEnum):
    """Why a committee is not in order."""

    NEVER = "never"
    DISSOLVED = "dissolved"
    NO_CHAIR = "no-chair"
    POST_ENDED = "post-ended"
    LEFT_POST = "left-post"
    POST_PASSED = "post-passed"
    UNIT_GONE = "unit-gone"
    TERM_OVER = "term-over"
    OLD_DECISION = "old-decision"
    MEMBERS_LEFT = "members-left"
    NO_PROGRAMME = "no-programme"
    NO_MEETING = "no-meeting"


OF_CHAIR = frozenset({Why.NO_CHAIR, Why.POST_ENDED, Why.LEFT_POST, Why.POST_PASSED, Why.UNIT_GONE})
"""What is said of the chair; of other members only their number is said."""


@dataclass(frozen=True)
class Reason:
    """One thing that is not in order: since which day, how many, of what (a post, a unit); no name of anybody."""

    why: Why
    day: Day | None = None
    number: int = 0
    about: str = ""


@dataclass(frozen=True)
class Term:
    """Somebody in a post, from day to day; the name is folded."""

    name: str
    first: Day
    last: Day | None = None


@dataclass(frozen=True)
class Held:
    """A leading post as the registers have it: its last day, its seats, and who held it when."""

    title: str
    until: Day | None
    seats: int
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Sitting:
    """A member as of a day; ``post`` where it is named in the register, ``gone_unit`` is the unit they come from where
    it is no more."""

    role: str
    name: str
    post: Held | None = None
    gone_unit: str = ""


@dataclass(frozen=True)
class Kept:
    """What is known of a committee in office. ``met`` and ``planned``: whether the unit's committee met, and whether it
    has a programme, in the year of the day."""

    decision_day: Day
    valid_from: Day
    term_until: Day | None
    sitting: tuple[Sitting, ...]
    met: bool
    planned: bool


def reasons(kept: Kept | None, must: bool, day: Day, dissolved: Day | None = None) -> tuple[Reason, ...]:
    """What is not in order as of a day, the gravest first; ``dissolved``: the last day of a committee without a later
    one."""
    if kept is not None:
        return (*of_chair(kept.sitting, day), *of_committee(kept, day))
    if not must:
        return ()
    return (Reason(Why.DISSOLVED, dissolved) if dissolved is not None else Reason(Why.NEVER),)


def verdict(found: Sequence[Reason], exists: bool) -> Verdict:
    """What the reasons come to."""
    if not exists:
        return Verdict.MISSING
    if any(reason.why in OF_CHAIR for reason in found):
        return Verdict.LEFT
    return Verdict.OLD if found else Verdict.GOOD


def of_chair(sitting: Iterable[Sitting], day: Day) -> Iterator[Reason]:
    """Why the one who chairs no longer should, or that nobody does."""
    chairs = [one for one in sitting if one.role == CHAIR]
    if not chairs:
        yield Reason(Why.NO_CHAIR)
    for one in chairs:
        yield from left(one, day)


def left(one: Sitting, day: Day) -> Iterator[Reason]:
    """Why a member no longer has what made them one: of the post, then of the unit."""
    if one.post is not None and (found := left_post(one.name, one.post, day)) is not None:
        yield found
    if one.gone_unit:
        yield Reason(Why.UNIT_GONE, about=one.gone_unit)


def left_post(name: str, post: Held, day: Day) -> Reason | None:
    """Why somebody does not hold a post on a day; None where they do and where the registers cannot tell: the post has
    no such holder, and seats of which nobody is known."""
    if post.until is not None and post.until < day:
        return Reason(Why.POST_ENDED, post.until, about=post.title)
    begun = [term for term in post.terms if term.first <= day]
    standing = [term for term in begun if term.last is None or term.last >= day]
    if any(term.name == name for term in standing):
        return None
    ended = [term.last for term in begun if term.name == name and term.last is not None]
    if ended:
        return Reason(Why.LEFT_POST, max(ended), about=post.title)
    return Reason(Why.POST_PASSED, about=post.title) if len(standing) >= post.seats else None


def of_committee(kept: Kept, day: Day) -> Iterator[Reason]:
    """What is out of date beside the chair."""
    if kept.term_until is not None and kept.term_until < day:
        yield Reason(Why.TERM_OVER, kept.term_until)
    if kept.term_until is None and years_on(kept.decision_day, TERM_YEARS) < day:
        yield Reason(Why.OLD_DECISION, kept.decision_day, TERM_YEARS)
    others = [one for one in kept.sitting if one.role != CHAIR and any(left(one, day))]
    if others:
        yield Reason(Why.MEMBERS_LEFT, number=len(others))
    if not kept.planned and day >= max(Day(day.year, *PROGRAMME_BY), kept.valid_from + PROGRAMME_TIME):
        yield Reason(Why.NO_PROGRAMME, number=day.year)
    if not kept.met and day >= max(Day(day.year, *MEETING_BY), kept.valid_from + MEETING_TIME):
        yield Reason(Why.NO_MEETING, number=day.year)


def years_on(day: Day, years: int) -> Day:
    """The same day some years later; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


@dataclass(frozen=True)
class Service:
    """Somebody on the committees of a unit without a break, from day to day; ``key`` is the folded name."""

    key: str
    first: Day
    last: Day | None


@dataclass(frozen=True)
class Change:
    """Who joined and who left on a day (left: the first day without them)."""

    day: Day
    joined: tuple[str, ...]
    left: tuple[str, ...]


def services(spans: Iterable[tuple[str, Day, Day | None]]) -> list[Service]:
    """Spans (key, first, last) of one unit; those of one person that touch or overlap are one: a change of role, or of
    the decision, is no coming and going."""
    found: list[Service] = []
    for key, first, last in sorted(spans, key=lambda span: span[:2]):
        if last is not None and last < first:
            continue  # the committee had ended before
        before = found[-1] if found and found[-1].key == key else None
        if before is None or (before.last is not None and before.last + ONE < first):
            found.append(Service(key, first, last))
        elif before.last is not None:
            longer = None if last is None else max(before.last, last)
            found[-1] = Service(key, before.first, longer)
    return found


def changes(found: Iterable[Service], day: Day) -> list[Change]:
    """Day by day up to a day, the newest first."""
    joined: dict[Day, list[str]] = {}
    gone: dict[Day, list[str]] = {}
    for one in found:
        joined.setdefault(one.first, []).append(one.key)
        if one.last is not None:
            gone.setdefault(one.last + ONE, []).append(one.key)
    days = sorted((d for d in {*joined, *gone} if d <= day), reverse=True)
    return [Change(d, tuple(joined.get(d, ())), tuple(gone.get(d, ()))) for d in days]
