"""Long tables that wait for the worker, are checked and loaded: their states, and what their owners press.

job = hand_over(loader, attachment, "a.xlsx", user=user, good_rows=False, is_confirmed=False)
job_work.enqueue(job)
"""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from chithi.accounts.models import User
from chithi.sheets.loading import Loader
from chithi.sheets.models import Job
from chithi.shell.models import Attachment

State = Job.State
STALE = datetime.timedelta(seconds=120)
"""A job whose worker has not been heard of for so long can be continued by its owner."""


@dataclass(frozen=True)
class Move:
    """From which states a job goes to which."""

    of: frozenset[State]
    to: State


RUNNING = frozenset({State.WAITING, State.CHECKING, State.LOADING})
MOVES = {
    "check": Move(frozenset({State.WAITING, State.CHECKING}), State.CHECKING),
    "ask": Move(frozenset({State.CHECKING}), State.CHECKED),
    "refuse": Move(frozenset({State.CHECKING}), State.REFUSED),
    "load": Move(frozenset({State.CHECKING}), State.LOADING),
    "confirm": Move(frozenset({State.CHECKED}), State.LOADING),
    "finish": Move(frozenset({State.CHECKING, State.LOADING}), State.DONE),
    "fail": Move(RUNNING, State.FAILED),
    "stop": Move(RUNNING | {State.CHECKED}, State.CANCELLED),
    "check again": Move(RUNNING | {State.FAILED, State.CANCELLED}, State.WAITING),
    "load again": Move(RUNNING | {State.FAILED, State.CANCELLED}, State.LOADING),
    "ask again": Move(frozenset({State.FAILED, State.CANCELLED}), State.CHECKED),
}
"""Every way of a job. "again" is what its owner presses or a new worker does."""


class Lost(Exception):
    """The job was stopped, or another run took it over."""


def move(job: Job, name: str) -> None:
    """Bring a locked job into another state. Raises ``Lost`` where it is in none that leads there."""
    if job.state not in MOVES[name].of:
        raise Lost
    job.state = MOVES[name].to
    job.save()


def locked(pk: int, runner: str | None = None) -> Job:
    """The job as it stands, locked until the end of the transaction; raises ``Lost`` where it is no more ours."""
    job = Job.objects.select_for_update().get(pk=pk)
    if runner is not None and (job.runner != runner or job.state not in RUNNING):
        raise Lost
    return job


def hand_over(
    loader: Loader,
    attachment: Attachment,
    filename: str,
    *,
    user: User | None,
    good_rows: bool,
    is_confirmed: bool,
) -> Job:
    """A new job; ``job_work.enqueue`` gives it to the worker. Not confirmed, it waits for its owner once it is
    checked."""
    return Job.objects.create(
        loader=loader.name,
        attachment=attachment,
        filename=filename[-200:],
        user=user,
        language=get_language() or "vi",
        good_rows=good_rows,
        is_confirmed=is_confirmed,
    )


def confirm(pk: int) -> bool:
    """Load what was checked; False where there is nothing to confirm."""
    return press(
        pk, "confirm", {"is_confirmed": True, **dict.fromkeys(("created", "changed", "unchanged"), 0)}
    )


def stop(pk: int) -> bool:
    """Stop it; portions that are written stay."""
    return press(pk, "stop", {})


def go_on(pk: int) -> bool:
    """Continue what was broken off, stopped, or forgotten by its worker, from where it was."""
    job = Job.objects.get(pk=pk)
    if job.state in RUNNING and not is_stale(job):
        return False
    again = (
        "load again"
        if job.is_checked and job.is_confirmed
        else "ask again"
        if job.is_checked
        else "check again"
    )
    return press(pk, again, {"attempts": 0, "reason": ""})


@transaction.atomic
def press(pk: int, name: str, values: dict[str, object]) -> bool:
    """A move by the owner; False where the job is elsewhere by now."""
    job = locked(pk)
    for key, value in values.items():
        setattr(job, key, value)
    try:
        move(job, name)
    except Lost:
        return False
    return True


def is_stale(job: Job) -> bool:
    return timezone.now() - job.beat > STALE
