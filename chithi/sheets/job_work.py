"""What the worker does with a long table: every portion is checked before the first is written; then each is one
transaction and one journal entry, so that the run after one that was killed goes on where that one stopped."""

import dataclasses
import logging
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from chithi.accounts.models import User
from chithi.journal.actions import Actor, Operator
from chithi.sheets.files import RefusedTable, Sheet, long_sheet
from chithi.sheets.jobs import RUNNING, Lost, State, locked, move
from chithi.sheets.loading import LOADERS, Loader, Outcome, planned, write
from chithi.sheets.models import Job, JobProblem
from chithi.sheets.tables import Problem, Table, portions
from chithi.shell import attachments

PORTION = 1000
"""Rows of one transaction."""
KEPT = 2000
"""Problems that are kept; all are counted."""
PAUSE = 0.05
"""Seconds between two portions in which others write; SQLite has one writer at a time."""
ATTEMPTS = 5
"""Runs without progress after which a job is given up: what kills the worker must not kill it for ever."""
log = logging.getLogger(__name__)
Tell = Callable[[Job], None]


@task()
def load_in_background(pk: int) -> None:
    """The worker's task; the same job twice does no harm."""
    work(pk)


def enqueue(pk: int) -> None:
    load_in_background.enqueue(pk)


def take_up() -> int:
    """Give the worker again what a killed one left; how many jobs comes back. Called where a worker starts."""
    left = list(Job.objects.filter(state__in=RUNNING, user__isnull=False).values_list("pk", flat=True))
    for pk in left:
        enqueue(pk)
    return len(left)


def work(pk: int, tell: Tell = lambda _job: None) -> None:
    """Check and load a job to its end, or until it is stopped. ``tell`` hears of every portion."""
    runner = secrets.token_hex(8)
    try:
        job = take(pk, runner)
        with override(job.language):
            run(Run(job.pk, runner, job.good_rows, tell), job)
    except Lost:
        return
    except Exception:
        log.exception("job %s broke off", pk)
        with override(Job.objects.get(pk=pk).language):
            fail(
                pk,
                runner,
                _("The system failed in the middle of the load. Continue it, or tell your administrator."),
            )


@transaction.atomic
def take(pk: int, runner: str) -> Job:
    """Make a job this run's own. Raises ``Lost`` where there is nothing to do."""
    job = locked(pk)
    if job.state not in RUNNING:
        raise Lost
    job.runner, job.beat, job.attempts = runner, timezone.now(), job.attempts + 1
    if job.state == State.WAITING:
        move(job, "check")
    job.save()
    return job


@transaction.atomic
def fail(pk: int, runner: str, reason: str) -> None:
    """Break the job off with a sentence; nothing where it is another run's by now."""
    try:
        job = locked(pk, runner)
    except Lost:
        return
    job.reason = reason
    move(job, "fail")


@dataclass(frozen=True)
class Run:
    """One run of one job."""

    pk: int
    runner: str
    good_rows: bool
    tell: Tell

    def job(self) -> Job:
        """The job, locked and still ours; inside a transaction."""
        return locked(self.pk, self.runner)


def run(me: Run, job: Job) -> None:
    """The way of a job through its portions."""
    loader, actor = LOADERS.get(job.loader), actor_of(job)
    if job.attempts > ATTEMPTS:
        return fail(
            me.pk, me.runner, _("The load broke off several times at the same place. Split the file.")
        )
    if loader is None or (isinstance(actor, User) and not may(actor, loader)):
        return fail(me.pk, me.runner, _("You no longer have the right to load this table."))
    try:
        sheet = long_sheet(attachments.read(job.attachment), job.filename)
    except RefusedTable as refused:
        return refuse(me, [Problem(job.filename, str(refused))])
    if job.state == State.CHECKING:
        check(me, loader, sheet, actor)
    if Job.objects.get(pk=me.pk).state == State.LOADING:
        load(me, loader, sheet, actor)
    return None


def actor_of(job: Job) -> Actor:
    return job.user or Operator()


def may(user: User, loader: Loader) -> bool:
    return user.is_active and user.has_perm(loader.permission)


def tables(loader: Loader, sheet: Sheet) -> tuple[Loader, Iterator[Table]]:
    """The loader with a plan that remembers across the portions of this table, and the portions."""
    if loader.planner is None:
        return loader, portions(sheet, loader.columns)
    return dataclasses.replace(loader, plan=loader.planner()), portions(sheet, loader.columns, PORTION)


@transaction.atomic
def refuse(me: Run, problems: Sequence[Problem]) -> None:
    """The file as a whole is not taken."""
    job = me.job()
    keep(job, problems)
    move(job, "refuse" if job.state == State.CHECKING else "fail")


def check(me: Run, loader: Loader, sheet: Sheet, actor: Actor) -> None:
    """Plan every portion; nothing is written. A check that was broken off begins anew."""
    begin(me, sheet)
    loader, given = tables(loader, sheet)
    for table in given:
        if not table.is_readable:
            return refuse(me, table.problems)
        outcome = planned(loader, table, actor, me.good_rows)
        me.tell(checked(me, len(table.rows), outcome))
    return conclude(me)


@transaction.atomic
def begin(me: Run, sheet: Sheet) -> None:
    job = me.job()
    job.checks += 1
    job.rows_total, job.rows_checked, job.problem_count = max(0, sheet.height - 1), 0, 0
    job.created = job.changed = job.unchanged = 0
    job.save()


@transaction.atomic
def checked(me: Run, rows: int, outcome: Outcome) -> Job:
    job = me.job()
    keep(job, outcome.problems)
    job.rows_checked += rows
    return counted(job, outcome)


def counted(job: Job, outcome: Outcome) -> Job:
    """Add what a portion would do, or did."""
    job.created += outcome.created
    job.changed += outcome.changed
    job.unchanged += outcome.unchanged
    job.beat, job.attempts = timezone.now(), 0
    job.save()
    return job


def keep(job: Job, problems: Sequence[Problem]) -> None:
    """Count problems, and keep the first ``KEPT`` of them."""
    room = max(0, KEPT - job.problem_count)
    JobProblem.objects.bulk_create(
        [
            JobProblem(job=job, of_check=job.checks, row=p.row, address=p.address[-300:], message=p.message)
            for p in problems[:room]
        ],
        batch_size=500,
    )
    job.problem_count += len(problems)


@transaction.atomic
def conclude(me: Run) -> None:
    """What follows when every row was looked at."""
    job = me.job()
    job.rows_total, job.is_checked = job.rows_checked, True
    if job.problem_count and not (job.good_rows and job.created + job.changed):
        move(job, "refuse")
    elif not job.created + job.changed:
        job.rows_done = job.rows_total
        move(job, "finish")
    elif job.is_confirmed:
        job.created = job.changed = job.unchanged = 0
        move(job, "load")
    else:
        move(job, "ask")


def load(me: Run, loader: Loader, sheet: Sheet, actor: Actor) -> None:
    """Write the portions that are not written yet, each with the count of its rows in one transaction."""
    written, done = Job.objects.get(pk=me.pk).rows_done, 0
    loader, given = tables(loader, sheet)
    for table in given:
        done += len(table.rows)
        if done <= written:
            if me.good_rows:  # rows that repeat one of these are bad still
                planned(loader, table, actor, True)
            continue
        job = portion(me, loader, table, actor)
        me.tell(job)
        if job.state != State.LOADING:
            return
        time.sleep(PAUSE)
    finish(me)


@transaction.atomic
def portion(me: Run, loader: Loader, table: Table, actor: Actor) -> Job:
    """Write one portion. What was changed since the check may speak against it now."""
    job, rows = me.job(), len(table.rows)
    outcome = write(loader, table, job.filename, me.good_rows, actor=actor)
    if outcome.problems and not me.good_rows:
        keep(job, outcome.problems)
        job.reason = _("Something changed after the file was checked. The rows before this place are loaded.")
        move(job, "fail")
        return job
    job.rows_done += rows
    return counted(job, outcome)


@transaction.atomic
def finish(me: Run) -> None:
    job = me.job()
    move(job, "finish")
