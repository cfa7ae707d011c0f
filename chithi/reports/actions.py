"""Writes of reports: opening a cycle, the moves of a report, exceptions, letters, autosave.

Every act locks the report first, so that of two people who press at once one succeeds and the other finds the
report as it is. Answers and figures become official when the head sends, in statements over whole sets.
"""

import datetime
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from chithi.figures.actions import release
from chithi.figures.derived import measured
from chithi.figures.periods import BadPeriod, of_days, parse_period
from chithi.figures.queries import asked_of
from chithi.journal.actions import Actor, action, nothing_changed, record
from chithi.plans.models import Plan
from chithi.reports.changes import Outcome, Sent, Standing
from chithi.reports.corrections import raise_in
from chithi.reports.cycles import asked_counts, owed_by, tree_for, work_ids_of
from chithi.reports.days import Days
from chithi.reports.filled import fill
from chithi.reports.locks import locked
from chithi.reports.models import Answer, Cycle, Letter, Move, Remark, Report
from chithi.reports.moves import MOVES, Refused, move, why_not_written
from chithi.reports.notices import tell_after
from chithi.reports.versions import standings
from chithi.reports.writing import write
from chithi.shell.clock import today
from chithi.shell.models import Attachment
from chithi.units.tree import Tree


def check_days(days: Days) -> None:
    """The four days stand in order. Raises ``Refused``."""
    try:
        of_days(days.period_from, days.period_to)
    except BadPeriod as bad:
        raise Refused(str(bad)) from bad
    if not days.period_from <= days.cutoff <= days.period_to:
        raise Refused(_("The data cut-off must lie within the period that is reported on."))
    if days.due < days.cutoff:
        raise Refused(_("The last day in time cannot lie before the data cut-off."))
    if days.locks_on is not None and days.locks_on < days.due:
        raise Refused(_("The lock cannot come before the last day in time."))


@action("reports.open_cycle")
def open_cycle(plan: Plan, year: int, days: Days, tree: Tree, *, actor: Actor) -> Cycle:
    """Open the yearly round of a plan and make the reports of all units that report on it.

    Raises ``Refused`` for a plan that is not published, a second round of a plan and year, days out of order,
    and a plan on which no unit reports.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if plan.published_at is None:
        raise Refused(_("The plan is not published yet. Publish it first, then open the round."))
    if Cycle.objects.filter(plan=plan, year=year).exists():
        raise Refused(_("The plan already has a reporting round for %(year)s.") % {"year": year})
    check_days(days)
    units = asked_counts(plan, tree, of_days(days.period_from, days.period_to).text)
    if not units:
        raise Refused(_("No unit reports on this plan: assign its work items to units first."))
    cycle = Cycle.objects.create(
        plan=plan,
        year=year,
        period_from=days.period_from,
        period_to=days.period_to,
        cutoff=days.cutoff,
        due=days.due,
        locks_on=days.locks_on,
        opened_by=str(actor.actor_name),
    )
    Report.objects.bulk_create(
        Report(cycle=cycle, unit_id=unit, asked=asked) for unit, asked in units.items()
    )
    new = {
        "year": year,
        "due": days.due,
        "cutoff": days.cutoff,
        "locks_on": days.locks_on,
        "reports": len(units),
    }
    record(actor, cycle, new=new)
    return cycle


@action("reports.add_units")
def add_units(cycle: Cycle, tree: Tree, *, actor: Actor) -> int:
    """Make the reports of units that the plan asks since the round was opened; how many comes back.

    No report is taken away: a unit that is asked no longer keeps what it wrote. Raises ``Refused``.
    """
    cycle = Cycle.objects.select_for_update().get(pk=cycle.pk)
    if cycle.state != Cycle.State.OPEN:
        raise Refused(_("This reporting round is closed."))
    asked = asked_counts(cycle.plan, tree, cycle.period)
    known = list(Report.objects.filter(cycle=cycle))
    moved = [r for r in known if r.asked != asked.get(r.unit_id, r.asked)]
    missing = [unit for unit in asked if unit not in {r.unit_id for r in known}]
    if not moved and not missing:
        nothing_changed()
        return 0
    for report in moved:
        report.asked = asked[report.unit_id]
    Report.objects.bulk_update(moved, ["asked"])
    Report.objects.bulk_create(Report(cycle=cycle, unit_id=unit, asked=asked[unit]) for unit in missing)
    names = [tree[unit].name for unit in missing]
    record(actor, cycle, new={"added": names, "asked_changed": len(moved)})
    return len(missing)


def make_move(
    report: Report, act: str, actor: Actor, *, note: str = "", remarks: Mapping[str, str] | None = None
) -> Report:
    """The plain function behind the acts below: lock, fill what is to leave the unit, move, keep remarks, write the
    entry."""
    current = locked(report)
    if already(current, act):
        nothing_changed()
        return current
    by = str(actor.actor_name)
    leaves = act in ("submit", "send") and current.state in MOVES[act].old | {Report.State.SILENT}
    if leaves and fill(current, owed_by(current), by):
        begin(current, by)
    said = {field: text.strip() for field, text in (remarks or {}).items() if text.strip()}
    old, day = current.state, today()
    move(current, act, by=by, note=note.strip(), remarks=len(said), day=day)
    if said:
        Remark.objects.bulk_create(Remark(report=current, field=f, text=t, by=by) for f, t in said.items())
    record(
        actor,
        current,
        old={"state": old},
        new={"state": current.state, "submission": current.submission, **({"remarks": said} if said else {})},
        name=f"{current.unit.name_on(day)} {current.cycle.year}",
        reason=note.strip(),
    )
    tell_after(current, act, note.strip())
    return current


def already(report: Report, act: str) -> bool:
    """Whether the last thing that happened to the report is this very act: a second press changes nothing."""
    if report.state != MOVES[act].new:
        return False
    last = Move.objects.filter(report=report).last()
    return last is not None and last.act == act


def stamp(report: Report, **more: bool) -> None:
    """The newest versions belong to this submission, unless they belong to an earlier one."""
    number = Coalesce("submission", report.submission)
    Answer.objects.filter(report=report, is_latest=True).update(submission=number, **more)


def make_official(report: Report) -> None:
    """The newest words and figures are what the unit says from now on: four statements, whatever their number."""
    Answer.objects.filter(report=report, is_official=True, is_latest=False).update(is_official=False)
    stamp(report, is_official=True)
    release(report.unit_id, report.cycle.period, indicators=asked_indicators(report))


def asked_indicators(report: Report) -> list[int]:
    """The indicators that its form asks. A draft of another one, which passed to another unit, is not sent unseen."""
    node = tree_for(report).get(report.unit_id)
    return [i.pk for i in asked_of(node, parse_period(report.cycle.period))] if node is not None else []


@action("reports.submit")
def submit(report: Report, *, actor: Actor, note: str = "") -> Report:
    """The officer asks the head to send the report. Raises ``Refused``."""
    moved = make_move(report, "submit", actor, note=note)
    stamp(moved)
    return moved


@action("reports.hand_back")
def hand_back(report: Report, *, actor: Actor, note: str = "") -> Report:
    """The head gives the report back to the officer. Raises ``Refused``."""
    return make_move(report, "hand_back", actor, note=note)


@action("reports.send")
def approve_and_send(report: Report, *, actor: Actor, note: str = "") -> Report:
    """The head sends the report; from now on its words and figures are official. Raises ``Refused``."""
    moved = make_move(report, "send", actor, note=note)
    make_official(moved)
    return moved


@action("reports.accept")
def accept(report: Report, *, actor: Actor, note: str = "") -> Report:
    """The focal officer accepts the report; remarks that were open are settled. Raises ``Refused``."""
    moved = make_move(report, "accept", actor, note=note)
    raise_in(moved, measured(), str(actor.actor_name), _("changed between sending and accepting"))
    Remark.objects.filter(report=moved, resolved_at=None).update(resolved_at=timezone.now())
    return moved


@action("reports.return")
def return_(report: Report, remarks: Mapping[str, str], *, actor: Actor, note: str = "") -> Report:
    """The focal officer returns the report with remarks by field, or a note. Raises ``Refused``."""
    return make_move(report, "return", actor, note=note, remarks=remarks)


@action("reports.reopen")
def reopen(report: Report, remarks: Mapping[str, str], *, actor: Actor, note: str = "") -> Report:
    """An accepted report is returned after all, with a reason. Raises ``Refused``."""
    return make_move(report, "reopen", actor, note=note, remarks=remarks)


@action("reports.resolve_remark")
def resolve_remark(remark: Remark, *, actor: Actor) -> Remark:
    """The unit says that it has done what a remark asked."""
    report = locked(remark.report_id)
    remark.refresh_from_db()
    if remark.resolved_at is not None:
        nothing_changed()
        return remark
    remark.resolved_at = timezone.now()
    remark.save(update_fields=["resolved_at"])
    said = {"field": remark.field, "remark": remark.text}
    record(actor, report, old={**said, "settled": False}, new={**said, "settled": True})
    return remark


@action("reports.grant_exception")
def grant_exception(report: Report, until: datetime.date, why: str, *, actor: Actor) -> Report:
    """A locked report may be written and sent until a day (inclusive), for a reason. Raises ``Refused``.

    The day lies after the report's own lock, which an extension moves. Each one granted stays in the journal, from
    which the pages show the trail (``extensions.exceptions_of``).
    """
    current = locked(report)
    if not why.strip():
        raise Refused(_("Write the reason for the exception."))
    if until < today():
        raise Refused(_("Choose today or a later day."))
    if current.locks_on is None or until <= current.locks_on:
        raise Refused(_("The report is open until then without an exception. Choose a later day."))
    if current.unlocked_until == until and current.unlocked_why == why.strip():
        nothing_changed()
        return current
    old = {"unlocked_until": current.unlocked_until, "why": current.unlocked_why}
    current.unlocked_until, current.unlocked_why = until, why.strip()[:300]
    current.save(update_fields=["unlocked_until", "unlocked_why", "changed_at"])
    record(actor, current, old=old, new={"unlocked_until": until}, reason=why.strip())
    return current


class BadCells(Refused):
    """Some fields were refused, so nothing was written; ``outcomes`` has all of them."""

    def __init__(self, outcomes: Sequence[Outcome]) -> None:
        self.outcomes = [o for o in outcomes if o.outcome == "refused"]
        super().__init__(
            _("%(count)s field(s) cannot be taken, so nothing was written. Correct them and try again.")
            % {"count": len(self.outcomes)}
        )


def write_all(report: Report, changes: Sequence[Sent], *, by: str, origin: str) -> list[Outcome]:
    """All changes or none. Raises ``BadCells``, which the transaction around it undoes."""
    outcomes = write(report, changes, work_ids_of(report, changes), by=by, origin=origin)
    if any(o.outcome == "refused" for o in outcomes):
        raise BadCells(outcomes)
    return outcomes


def written(
    before: Mapping[str, Standing], outcomes: Sequence[Outcome]
) -> tuple[dict[str, str], dict[str, str]]:
    """The fields that have a new version, for the journal: how they stood, and how they stand."""
    made = {o.field: o for o in outcomes if o.made}
    old = {field: said(before.get(field, Standing())) for field in made}
    return old, {field: said(outcome) for field, outcome in made.items()}


def said(field: Standing | Outcome) -> str:
    return ": ".join(filter(None, [field.value, field.status, field.reason]))


@action("reports.enter_from_letter")
def enter_from_letter(
    report: Report,
    changes: Sequence[Sent],
    *,
    number: str,
    date: datetime.date,
    scan: Attachment,
    actor: Actor,
) -> Letter:
    """The focal officer enters a report from the unit's signed letter, whose scan is kept.

    The report counts as sent by the unit, which sees the letter and may contest it. All or nothing; raises
    ``Refused`` (``BadCells`` where fields are).
    """
    current = locked(report)
    if date > today():
        raise Refused(_("The letter's date lies in the future."))
    if not number.strip():
        raise Refused(_("Write the number and symbol of the letter."))
    old, by = current.state, str(actor.actor_name)
    move(current, "letter", by=by, note=f"{number.strip()}, {date:%d/%m/%Y}")
    before = standings(current)
    fields, entered = written(before, write_all(current, changes, by=by, origin="letter"))
    make_official(current)
    current.number, current.signed_on = number.strip()[:60], date
    current.save(update_fields=["number", "signed_on", "changed_at"])
    letter = Letter.objects.create(
        report=current, number=number.strip()[:60], date=date, scan=scan, entered_by=by[:200]
    )
    new = {
        "state": current.state,
        "letter": number,
        "date": date,
        "scan": scan.sha256,
        "fields": entered,
    }
    record(actor, current, old={"state": old, "fields": fields}, new=new)
    tell_after(current, "letter", f"{letter.number}, {date:%d/%m/%Y}")
    return letter


@action("reports.contest_letter")
def contest_letter(letter: Letter, why: str, *, actor: Actor) -> Letter:
    """The unit says that what was entered on its behalf is not what it wrote. Raises ``Refused``."""
    report = locked(letter.report_id)
    letter.refresh_from_db()
    if not why.strip():
        raise Refused(_("Write what is not right."))
    if letter.contested_at is not None:
        nothing_changed()
        return letter
    letter.contested_at, letter.contested_by, letter.contested_why = (
        timezone.now(),
        str(actor.actor_name)[:200],
        why.strip(),
    )
    letter.save(update_fields=["contested_at", "contested_by", "contested_why"])
    of = {"letter": letter.number}
    record(actor, report, old={**of, "contested": False}, new={**of, "contested": True}, reason=why.strip())
    return letter


@action("reports.load_workbook")
def load_workbook(report: Report, changes: Sequence[Sent], *, actor: Actor, name: str) -> list[Outcome]:
    """What a workbook holds, all or nothing; the same workbook again changes nothing. Raises ``Refused``."""
    current = locked(report)
    if sentence := why_not_written(current, today()):
        raise Refused(sentence)
    before = standings(current)
    outcomes = write_all(current, changes, by=str(actor.actor_name), origin="workbook")
    if not any(o.made for o in outcomes):
        nothing_changed()
        return outcomes
    state = current.state
    begin(current, str(actor.actor_name))
    old, new = written(before, outcomes)
    record(
        actor,
        current,
        old={"state": state, "fields": old},
        new={"state": current.state, "workbook": name, "fields": new},
    )
    return outcomes


def begin(report: Report, by: str) -> None:
    """The first thing written makes a silent report a draft."""
    if report.state == Report.State.SILENT:
        move(report, "begin", by=by)


def save_changes(report: Report, changes: Sequence[Sent], *, by: str) -> list[Outcome]:
    """The autosave: what can be taken is saved as versions, the rest refused one by one. No journal entry.

    Raises ``Refused`` where nothing may be written now (sent, locked, closed).
    """
    with transaction.atomic():
        current = locked(report)
        if sentence := why_not_written(current, today()):
            raise Refused(sentence)
        outcomes = write(current, changes, work_ids_of(current, changes), by=by)
        if any(o.made for o in outcomes):
            begin(current, by)
        return outcomes
