"""The life of a report as one table: from which states, to which state, by whose right, and what must hold.

The picture in ``docs/reports.md`` is drawn from it (``diagram``).
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chithi.reports.days import is_locked
from chithi.reports.models import Move, Report
from chithi.reports.succession import finishers, is_gone, is_left
from chithi.shell.clock import today

State = Report.State


class Refused(ValueError):
    """What was asked cannot be done now; the message is one sentence that says what to do next."""


@dataclass(frozen=True)
class Asked:
    """What a move brings with it."""

    day: datetime.date
    note: str = ""
    remarks: int = 0


Condition = Callable[[Report, Asked], str]
"""``""`` where it holds, else the sentence that refuses."""


def not_locked(report: Report, asked: Asked) -> str:
    """A report is written and sent until the lock of its cycle, or until its exception ends."""
    if report.cycle.state != "open":
        return _("This reporting round is closed. Ask the focal officer of the plan.")
    if not is_locked(report.cycle, report, asked.day):
        return ""
    return _("The report was locked after %(day)s. Ask the focal officer of the plan for an exception.") % {
        "day": f"{report.locks_on:%d/%m/%Y}"
    }


def a_remark_or_note(report: Report, asked: Asked) -> str:
    """Who returns a report says what is wanted."""
    if asked.remarks or asked.note:
        return ""
    return _("Write a remark at a field or a note, so that the unit knows what to correct.")


def a_reason(report: Report, asked: Asked) -> str:
    """Reopening what was accepted wants a reason."""
    return "" if asked.note else _("Write the reason.")


def somebody_to_return_to(report: Report, asked: Asked) -> str:
    """A report goes back to people who can complete it."""
    if not is_gone(report) or (is_left(report) and finishers(report)):
        return ""
    return _("The unit is no more. Ask the unit that follows it to complete this in its own report.")


@dataclass(frozen=True)
class Step:
    """One line of the table; ``new`` "" is the state from which it was handed over."""

    old: frozenset[str]
    new: str
    right: str
    label: str | Promise
    needs: tuple[Condition, ...] = ()


def states(*names: str) -> frozenset[str]:
    return frozenset(names)


MOVES: dict[str, Step] = {
    "begin": Step(
        states(State.SILENT), State.DRAFT, "reports.write", gettext_lazy("Began the report"), (not_locked,)
    ),
    "submit": Step(
        states(State.DRAFT, State.RETURNED),
        State.SUBMITTED,
        "reports.submit",
        gettext_lazy("Submitted to the head"),
        (not_locked,),
    ),
    "hand_back": Step(
        states(State.SUBMITTED), State.DRAFT, "reports.send", gettext_lazy("Handed back to the officer")
    ),
    "send": Step(
        states(State.DRAFT, State.RETURNED, State.SUBMITTED),
        State.APPROVED,
        "reports.send",
        gettext_lazy("Approved and sent"),
        (not_locked,),
    ),
    "letter": Step(
        states(State.SILENT, State.DRAFT, State.RETURNED, State.SUBMITTED),
        State.APPROVED,
        "reports.review",
        gettext_lazy("Entered from the signed letter"),
        (not_locked,),
    ),
    "accept": Step(states(State.APPROVED), State.ACCEPTED, "reports.review", gettext_lazy("Accepted")),
    "return": Step(
        states(State.APPROVED),
        State.RETURNED,
        "reports.review",
        gettext_lazy("Returned to the unit"),
        (somebody_to_return_to, a_remark_or_note),
    ),
    "reopen": Step(
        states(State.ACCEPTED),
        State.RETURNED,
        "reports.review",
        gettext_lazy("Reopened and returned"),
        (somebody_to_return_to, a_reason),
    ),
    "hand_over": Step(
        states(State.SILENT, State.DRAFT, State.RETURNED, State.SUBMITTED),
        State.HANDED_OVER,
        "reports.hand_over",
        gettext_lazy("Handed over when the unit ended"),
    ),
    "put_back": Step(
        states(State.HANDED_OVER),
        "",
        "reports.hand_over",
        gettext_lazy("Put back when the reorganisation was undone"),
    ),
}

WRITABLE = states(State.SILENT, State.DRAFT, State.RETURNED)
"""States in which the people of the unit write. What waits for the head is handed back first."""


def possible(report: Report) -> list[str]:
    """The acts that the page of a report offers, whoever asks; a silent one is a draft as soon as one types."""
    now = {State.SILENT, State.DRAFT} if report.state == State.SILENT else {report.state}
    return [act for act, step in MOVES.items() if now & step.old]


def why_not(report: Report, act: str, asked: Asked) -> str:
    """``""`` where the move can be made, else the sentence that refuses it."""
    step = MOVES[act]
    if report.state not in step.old:
        return _("The report is in the state “%(state)s”, so this cannot be done. Load the page again.") % {
            "state": report.get_state_display()
        }
    return next(filter(None, (need(report, asked) for need in step.needs)), "")


def why_not_written(report: Report, day: datetime.date) -> str:
    """``""`` where the people of the unit may write now, else the sentence that refuses."""
    if report.state not in WRITABLE:
        return _("The report is in the state “%(state)s” and is not written to now.") % {
            "state": report.get_state_display()
        }
    return not_locked(report, Asked(day))


def move(
    report: Report, act: str, *, by: str, note: str = "", remarks: int = 0, day: datetime.date | None = None
) -> Move:
    """Bring a locked report (``select_for_update``) into the state of an act and keep the move.

    Raises ``Refused``. ``sent_on`` is the day it was first sent, ``submission`` how often it was submitted.
    """
    asked = Asked(day or today(), note, remarks)
    if sentence := why_not(report, act, asked):
        raise Refused(sentence)
    old, report.state = report.state, MOVES[act].new
    if act in ("submit", "letter") or (act == "send" and old != State.SUBMITTED):
        report.submission += 1
    if report.state == State.APPROVED and report.sent_on is None:
        report.sent_on = asked.day
    report.save(update_fields=["state", "submission", "sent_on", "changed_at"])
    return Move.objects.create(
        report=report, act=act, old=old, new=report.state, day=asked.day, by=by, note=note
    )


def diagram() -> str:
    """The table as a Mermaid drawing, for the docs."""
    before = sorted(MOVES["hand_over"].old)
    lines = [
        f"    {old} --> {new}: {act}"
        for act, step in MOVES.items()
        for old in sorted(step.old)
        for new in ([step.new] if step.new else before)
    ]
    return "\n".join(["stateDiagram-v2", "    [*] --> silent", *lines])
