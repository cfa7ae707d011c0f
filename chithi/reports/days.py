"""Days of a cycle: what is due, late and locked. Pure functions on days.

Late and locked are two things: a late report can still be sent, a locked one cannot, unless the focal officer
granted an exception with a reason. A returned report is due again until it is sent once more.
"""

import calendar
import datetime
from dataclasses import dataclass
from typing import Literal, Protocol

Lateness = Literal["on_time", "late", "not_yet_due"]

SENT = ("approved", "accepted")
"""States in which the focal unit holds the report: nothing is due from the unit."""

HANDED_OVER = "handed_over"
"""The state of a report whose unit ended before it was sent: nothing is due from it, the unit that follows owes its
own."""

AFTER_DUE = 30
"""Days between the last day in time and the lock that is proposed for a new cycle."""


class HasDays(Protocol):
    due: datetime.date
    locks_on: datetime.date | None


class HasState(Protocol):
    state: str
    sent_on: datetime.date | None
    unlocked_until: datetime.date | None
    extended_to: datetime.date | None
    handed_on: datetime.date | None


@dataclass(frozen=True)
class Days:
    """The four days of a cycle, and the day after which it is locked. All inclusive."""

    period_from: datetime.date
    period_to: datetime.date
    cutoff: datetime.date
    due: datetime.date
    locks_on: datetime.date | None = None


def is_due(report: HasState) -> bool:
    """Whether the unit still owes the report; a returned one is due again."""
    return report.state not in (*SENT, HANDED_OVER)


def own_due(cycle: HasDays, report: HasState) -> datetime.date:
    """The last day in time of one report: that of its round, unless more time was granted to the unit."""
    return report.extended_to or cycle.due


def own_lock(cycle: HasDays, report: HasState) -> datetime.date | None:
    """The day after which one report is locked: that of its round, but never before its own last day in time."""
    return None if cycle.locks_on is None else max(cycle.locks_on, own_due(cycle, report))


def lateness(cycle: HasDays, report: HasState, day: datetime.date) -> Lateness:
    """A report that is with the focal unit is judged by the day it was first sent, another one by today; one that was
    handed over is not late from the day on which its unit ended."""
    due = own_due(cycle, report)
    if report.state == HANDED_OVER and report.handed_on is not None and day >= report.handed_on:
        return "not_yet_due"
    if report.state in SENT and report.sent_on is not None:
        return "on_time" if report.sent_on <= due else "late"
    return "late" if day > due else "not_yet_due"


def is_locked(cycle: HasDays, report: HasState, day: datetime.date) -> bool:
    """Nothing can be written or sent after the lock, except until the last day of an exception."""
    lock = own_lock(cycle, report)
    if lock is None or day <= lock:
        return False
    return report.unlocked_until is None or day > report.unlocked_until


def due_day(year: int, month: int | None, day: int | None, bound: str) -> datetime.date:
    """The last day in time of a yearly report: "before 15 November" is the 14th, "by" is the day itself.

    A plan that names no day gets 30 November; a day that the month has not becomes its last one.
    """
    if not month:
        return datetime.date(year, 11, 30)
    last = calendar.monthrange(year, month)[1]
    found = datetime.date(year, month, min(day or last, last))
    return found - datetime.timedelta(days=1) if bound == "before" and day else found


def proposed(year: int, month: int | None, day: int | None, bound: str) -> Days:
    """Sensible days for a new cycle: the calendar year, figures as of 31 October, due as the plan says."""
    due = due_day(year, month, day, bound)
    cutoff = min(datetime.date(year, 10, 31), due)
    locks = due + datetime.timedelta(days=AFTER_DUE)
    return Days(datetime.date(year, 1, 1), datetime.date(year, 12, 31), cutoff, due, locks)
