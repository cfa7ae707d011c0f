"""More time for a report: asked by the unit with a reason and a day, granted or refused by the focal officer.

A granted extension moves the report's own last day in time (``Report.due``), and with it everything that asks for it:
what is late, the desk, the control room, reminders, and the lock, which never comes before that day.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chithi.journal.actions import Actor, action, nothing_changed, record
from chithi.journal.models import Entry
from chithi.reports.days import is_due
from chithi.reports.locks import locked
from chithi.reports.models import Cycle, Extension, Report
from chithi.reports.moves import Refused, states
from chithi.reports.notices import UNIT, tell_people_after
from chithi.reports.rules import Kind, leading_units
from chithi.reports.succession import people_of_report
from chithi.shell.clock import today
from chithi.units.queries import people_of

State = Extension.State
LONGEST = 366
"""Days after the last day of its round for which a report may be extended."""


@dataclass(frozen=True)
class Wish:
    """What somebody asks or decides: the last day in time (none for a refusal) and the reason, on a day."""

    report: Report
    until: datetime.date | None
    why: str
    on: datetime.date


Condition = Callable[[Wish], str]
"""``""`` where it holds, else the sentence that refuses."""


def a_reason(wish: Wish) -> str:
    """Whoever asks, grants or refuses says why."""
    return "" if wish.why.strip() else _("Write the reason.")


def still_owed(wish: Wish) -> str:
    """Time is given for what has not been sent."""
    if wish.report.cycle.state != Cycle.State.OPEN:
        return _("This reporting round is closed. Ask the focal officer of the plan.")
    if wish.report.state == Report.State.HANDED_OVER:
        return _("The report was handed over; the unit that follows asks for its own.")
    return "" if is_due(wish.report) else _("The report has been sent; it needs no more time.")


def a_later_day(wish: Wish) -> str:
    """The new last day in time lies after the one that holds now, not before today, and within a year."""
    until, due = wish.until, wish.report.due
    if until is None or until <= due:
        return _("Choose a day after %(day)s, the last day in time as it is now.") % {
            "day": f"{due:%d/%m/%Y}"
        }
    if until < wish.on:
        return _("Choose today or a later day.")
    if (until - wish.report.cycle.due).days > LONGEST:
        return _("Choose a day within a year of the last day of the round.")
    return ""


@dataclass(frozen=True)
class Step:
    """One line of the table; ``old`` "" is: not asked yet."""

    old: frozenset[str]
    new: str
    right: str
    label: str | Promise
    needs: tuple[Condition, ...] = ()


MOVES: dict[str, Step] = {
    "ask": Step(
        states(""),
        State.ASKED,
        "reports.write",
        gettext_lazy("Asked for more time"),
        (still_owed, a_later_day, a_reason),
    ),
    "grant": Step(
        states(State.ASKED),
        State.GRANTED,
        "reports.review",
        gettext_lazy("Granted more time"),
        (still_owed, a_later_day, a_reason),
    ),
    "refuse": Step(
        states(State.ASKED),
        State.REFUSED,
        "reports.review",
        gettext_lazy("Refused more time"),
        (a_reason,),
    ),
    "withdraw": Step(
        states(State.ASKED), State.WITHDRAWN, "reports.write", gettext_lazy("Withdrew the request")
    ),
    "lapse": Step(
        states(State.ASKED), State.LAPSED, "reports.hand_over", gettext_lazy("Lapsed when the unit ended")
    ),
    "put_back": Step(
        states(State.LAPSED),
        State.ASKED,
        "reports.hand_over",
        gettext_lazy("Waits again since the reorganisation was undone"),
    ),
}
"""The life of a request for more time: from which states, to which, by whose right, and what must hold."""


def check(act: str, state: str, wish: Wish) -> None:
    """Raises ``Refused`` with the first sentence that speaks against a move."""
    step = MOVES[act]
    if state not in step.old:
        raise Refused(_("This request has been decided or withdrawn already. Load the page again."))
    if sentence := next(filter(None, (need(wish) for need in step.needs)), ""):
        raise Refused(sentence)


@action("reports.ask_extension")
def ask_extension(report: Report, wanted: datetime.date, why: str, *, actor: Actor) -> Extension:
    """The unit asks for more time until a day (inclusive). One request waits at a time. Raises ``Refused``."""
    current, why = locked(report), why.strip()[:500]
    waiting = Extension.objects.filter(report=current, state=State.ASKED).first()
    if waiting is not None and (waiting.wanted, waiting.why) == (wanted, why):
        nothing_changed()
        return waiting
    if waiting is not None:
        raise Refused(
            _("A request until %(day)s waits already. Withdraw it first, then ask anew.")
            % {"day": f"{waiting.wanted:%d/%m/%Y}"}
        )
    day = today()
    check("ask", "", Wish(current, wanted, why, day))
    made = Extension.objects.create(
        report=current, wanted=wanted, why=why, asked_on=day, asked_by=str(actor.actor_name)[:200]
    )
    record(
        actor,
        current,
        old={"due": current.due},
        new={"asked_until": wanted},
        name=name_of(current, day),
        reason=why,
    )
    plan, unit = current.cycle.plan, current.unit.name_on(day)
    tell_people_after(
        current,
        lambda: [p for pk in sorted(leading_units(plan)) for p in people_of(pk, [Kind.FOCAL_OFFICER])],
        lambda: (
            _("%(unit)s asks for more time for its report %(year)s, until %(day)s")
            % {"unit": unit, "year": current.cycle.year, "day": f"{wanted:%d/%m/%Y}"}
        ),
        why,
    )
    return made


def decide(extension: Extension, act: str, until: datetime.date | None, why: str, actor: Actor) -> Extension:
    """The plain function behind the acts on a request that was asked."""
    report = locked(extension.report_id)
    extension.refresh_from_db()
    why, step = why.strip()[:500], MOVES[act]
    if extension.state == step.new and (extension.until, extension.answer) == (until, why):
        nothing_changed()
        return extension
    day, before = today(), report.due
    check(act, extension.state, Wish(report, until, why, day))
    extension.state, extension.until, extension.answer = step.new, until, why
    extension.decided_on, extension.decided_by = day, str(actor.actor_name)[:200]
    extension.save(update_fields=["state", "until", "answer", "decided_on", "decided_by"])
    if until is not None:
        report.extended_to = until
        report.save(update_fields=["extended_to", "changed_at"])
    record(
        actor,
        report,
        old={"due": before, "asked_until": extension.wanted},
        new={"due": report.due},
        name=name_of(report, day),
        reason=why,
    )
    if act != "withdraw":
        tell_people_after(
            report,
            lambda: people_of_report(report, UNIT),
            lambda: subject_of(act, report, until),
            why,
        )
    return extension


def subject_of(act: str, report: Report, until: datetime.date | None) -> str:
    """What the people of the unit are told, in one line."""
    if act == "grant" and until is not None:
        words = {"year": report.cycle.year, "day": f"{until:%d/%m/%Y}"}
        return _("More time for the report %(year)s: until %(day)s") % words
    return _("No more time for the report %(year)s: it stays due by %(day)s") % {
        "year": report.cycle.year,
        "day": f"{report.due:%d/%m/%Y}",
    }


@action("reports.grant_extension")
def grant_extension(extension: Extension, until: datetime.date, why: str, *, actor: Actor) -> Extension:
    """The focal officer grants more time until a day, which may be another than was asked. Raises ``Refused``."""
    return decide(extension, "grant", until, why, actor)


@action("reports.refuse_extension")
def refuse_extension(extension: Extension, why: str, *, actor: Actor) -> Extension:
    """The focal officer refuses; the last day in time stays. Raises ``Refused``."""
    return decide(extension, "refuse", None, why, actor)


@action("reports.withdraw_extension")
def withdraw_extension(extension: Extension, *, actor: Actor) -> Extension:
    """The unit takes its request back before it is decided. Raises ``Refused``."""
    return decide(extension, "withdraw", None, "", actor)


def name_of(report: Report, day: datetime.date) -> str:
    return f"{report.unit.name_on(day)} {report.cycle.year}"


def extensions_of(cycle: Cycle) -> QuerySet[Extension]:
    """Every request of a round, those that wait first, then the newest."""
    found = Extension.objects.filter(report__cycle=cycle).select_related("report__cycle", "report__unit")
    return found.order_by(F("decided_on").desc(nulls_first=True), "-id")


@dataclass(frozen=True)
class Unlocked:
    """An exception to the lock that was granted: until when, why, by whom and when."""

    report_id: int
    until: datetime.date
    why: str
    by: str
    at: datetime.datetime


def exceptions_of(*reports: int) -> list[Unlocked]:
    """Every exception to the lock of some reports, the oldest first, as the journal keeps them. One query."""
    entries = Entry.objects.filter(
        verb="reports.grant_exception", subject_kind=Report._meta.label_lower, subject_id__in=reports
    ).order_by("id")
    return [
        Unlocked(
            e.subject_id or 0,
            datetime.date.fromisoformat(e.new["unlocked_until"]),
            e.reason,
            e.actor_name,
            e.at,
        )
        for e in entries
    ]
