"""Sending a report of 60 answers (40 words, 20 figures), against the bare set-based SQL of the same work.

Both commit. The bare side does what must be done whoever writes it: it reads the report, sets words and figures
official, moves the report, keeps the move and the journal entry.
"""

import datetime
import json
import time
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from chithi.figures.models import Indicator, Observation
from chithi.journal.actions import Operator
from chithi.plans.models import Plan
from chithi.reports import actions
from chithi.reports.changes import Sent
from chithi.reports.models import Answer, Cycle, Report
from chithi.units.models import Unit

TIMES, WARM = 60, 5
WORDS, FIGURES = 40, 20
FIRST_YEAR = 1902


def make_report(plan: Plan, unit: Unit, year: int) -> Report:
    """A draft with 60 answers that nobody has sent."""
    days = {"period_from": datetime.date(year, 1, 1), "period_to": datetime.date(year, 12, 31)}
    due = datetime.date(year, 11, 14)
    cycle = Cycle.objects.create(plan=plan, year=year, cutoff=due, due=due, opened_by="bench", **days)
    report = Report.objects.create(cycle=cycle, unit=unit, state=Report.State.DRAFT)
    Answer.objects.bulk_create(
        Answer(
            report=report, field=f"work:{n}:words", version=1, text="Đã thực hiện " * 10, recorded_by="bench"
        )
        for n in range(WORDS)
    )
    indicators = list(Indicator.objects.all()[:FIGURES])
    cells = [(i, sex) for sex in ("_T", "F", "M") for i in indicators][:FIGURES]
    Observation.objects.bulk_create(
        Observation(
            indicator=i, unit=unit, period=str(year), sex=sex, version=1, value=12, status="final",
            recorded_by="bench", **days,
        )
        for i, sex in cells
    )  # fmt: skip
    return report


def bare(report: Report) -> None:
    """The same sending in plain SQL."""
    now, day = timezone.now(), timezone.localdate()
    period, unit = str(report.cycle.year), report.unit_id
    with transaction.atomic(), connection.cursor() as sql:
        sql.execute("SELECT state FROM reports_report WHERE id = %s", [report.pk])
        sql.execute(
            "UPDATE reports_answer SET is_official = %s WHERE report_id = %s AND is_official AND NOT is_latest",
            [False, report.pk],
        )
        sql.execute(
            "UPDATE reports_answer SET is_official = %s, submission = 1 WHERE report_id = %s AND is_latest",
            [True, report.pk],
        )
        sql.execute(
            "UPDATE figures_observation SET is_official = %s"
            " WHERE unit_id = %s AND period = %s AND is_official AND NOT is_latest",
            [False, unit, period],
        )
        sql.execute(
            "UPDATE figures_observation SET is_official = %s, is_draft = %s, released_at = %s"
            " WHERE unit_id = %s AND period = %s AND is_latest AND is_draft",
            [True, False, now, unit, period],
        )
        sql.execute(
            "UPDATE reports_report SET state = 'approved', submission = 1, sent_on = %s, changed_at = %s"
            " WHERE id = %s",
            [day, now, report.pk],
        )
        sql.execute(
            "INSERT INTO reports_move (report_id, act, old, new, at, day, by, note)"
            " VALUES (%s, 'send', 'draft', 'approved', %s, %s, 'bench', '')",
            [report.pk, now, day],
        )
        sql.execute(
            "INSERT INTO journal_entry"
            " (at, actor_name, verb, subject_kind, subject_id, subject_name, old, new, reason)"
            " VALUES (%s, 'bench', 'reports.send', 'reports.report', %s, '', %s, %s, '')",
            [now, report.pk, json.dumps({"state": "draft"}), json.dumps({"state": "approved"})],
        )


def alternately(
    pairs: list[tuple[Report, Report]], one: Callable[[Report], Any], two: Callable[[Report], Any]
) -> tuple[float, float]:
    """Mean seconds of two ways, by turns, so that both meet the same moods of the disk (some clocks are coarse)."""
    taken = [0.0, 0.0]
    for pair in pairs:
        for which, send in enumerate((one, two)):
            start = time.perf_counter()
            send(pair[which])
            taken[which] += time.perf_counter() - start
    return taken[0] / len(pairs), taken[1] / len(pairs)


def run() -> list[tuple[str, float, float | None]]:
    """Seconds of sending, and of one autosave of one field."""
    plan, unit = Plan.objects.first(), Unit.objects.filter(reports__isnull=False).first()
    assert plan is not None
    assert unit is not None
    with transaction.atomic():
        made = [make_report(plan, unit, FIRST_YEAR + n) for n in range(2 * TIMES)]
    reports = list(Report.objects.filter(pk__in=[r.pk for r in made]).select_related("cycle__plan", "unit"))
    pairs = list(zip(reports[::2], reports[1::2], strict=True))
    alternately(pairs[:WARM], bare, send)
    reference, sending = alternately(pairs[WARM:], bare, send)
    Report.objects.filter(pk__in=[r.pk for r in reports]).update(state=Report.State.DRAFT)
    saving, _again = alternately(pairs, save, save)
    return [
        ("send a report of 60 answers: bare set-based SQL", reference, None),
        ("send a report of 60 answers", sending, sending / reference),
        ("autosave one field", saving, None),
    ]


def send(report: Report) -> None:
    actions.approve_and_send(report, actor=Operator())


def save(report: Report) -> None:
    actions.save_changes(report, [Sent("results", "x")], by="bench")
