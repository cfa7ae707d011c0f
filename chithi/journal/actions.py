"""How every room writes: one function, one transaction, one journal entry.

    @action("units.rename")
    def rename(unit, name, *, actor, day):
        ...
        record(actor, unit, old={...}, new={...})

``action`` opens the transaction, wants the keyword ``actor`` and fails when the function wrote another number
of entries than one. A second press that changes nothing says so with ``nothing_changed()``.
"""

import datetime
import functools
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol, TypeVar

from django.db import models, transaction

from chithi.journal.models import Entry, Mention

F = TypeVar("F", bound=Callable[..., Any])

ACTIONS: dict[str, Callable[..., Any]] = {}
"""Every action of the house by its verb; filled by ``action``, read by tests and docs."""


class Actor(Protocol):
    """Who acts: a user, or the operator at the command line."""

    @property
    def actor_name(self) -> Any: ...

    @property
    def actor_id(self) -> Any: ...


@dataclass(frozen=True)
class Operator:
    """Somebody at the command line of the server."""

    actor_name: str = "chithi (dòng lệnh)"
    actor_id: None = None


class MissingEntry(AssertionError):
    """An action wrote no journal entry, or more than one."""


@dataclass
class _Running:
    verb: str
    entries: int = 0
    unchanged: bool = False
    kept: list[Entry] = field(default_factory=list)


_running: ContextVar[_Running | None] = ContextVar("running", default=None)


def action(verb: str) -> Callable[[F], F]:
    """Make a function a write of the house. Actions do not call each other: share a plain function instead."""

    def wrap(function: F) -> F:
        @functools.wraps(function)
        def run(*args: Any, actor: Actor, **kwargs: Any) -> Any:
            if (outer := _running.get()) is not None:
                raise MissingEntry(f"{verb} was called inside {outer.verb}")
            token = _running.set(state := _Running(verb))
            try:
                with transaction.atomic():
                    result = function(*args, actor=actor, **kwargs)
                    if state.entries != (0 if state.unchanged else 1):
                        raise MissingEntry(f"{verb} wrote {state.entries} journal entries")
                    return result
            finally:
                _running.reset(token)

        ACTIONS[verb] = run
        return run  # type: ignore[return-value]

    return wrap


def nothing_changed() -> None:
    """Say inside an action that it found everything as asked."""
    if (state := _running.get()) is not None:
        state.unchanged = True


def record(
    actor: Actor,
    subject: models.Model | None,
    *,
    old: Any = None,
    new: Any = None,
    name: str = "",
    reason: str = "",
    also: Sequence[models.Model] = (),
) -> Entry:
    """Write the entry of the running action. ``old`` and ``new`` are plain values; days and models become text.

    ``also`` are further things it is about, whose history shows it.
    """
    state = _running.get()
    if state is None:
        raise MissingEntry("record was called outside an action")
    state.entries += 1
    entry = Entry.objects.create(
        actor_name=str(actor.actor_name)[:200],
        actor_id=actor.actor_id,
        verb=state.verb,
        subject_kind=subject._meta.label_lower if subject is not None else "",
        subject_id=subject.pk if subject is not None else None,
        subject_name=(name or str(subject))[:400],
        old=plain(old or {}),
        new=plain(new or {}),
        reason=reason,
    )
    Mention.objects.bulk_create(
        [Mention(entry=entry, subject_kind=a._meta.label_lower, subject_id=a.pk) for a in also],
        batch_size=500,
    )
    return entry


def record_parts(actor: Actor, parts: Sequence[tuple[models.Model, str, Any, Any]], reason: str = "") -> None:
    """Entries of the things that the running action changes on the way, beside its own one: (thing, name, old, new)
    each, so that the history of each names it. In portions, for there may be thousands."""
    state = _running.get()
    if state is None:
        raise MissingEntry("record_parts was called outside an action")
    Entry.objects.bulk_create(
        [
            Entry(
                actor_name=str(actor.actor_name)[:200],
                actor_id=actor.actor_id,
                verb=state.verb,
                subject_kind=subject._meta.label_lower,
                subject_id=subject.pk,
                subject_name=name[:400],
                old=plain(old),
                new=plain(new),
                reason=reason,
            )
            for subject, name, old, new in parts
        ],
        batch_size=500,
    )


def plain(value: Any) -> Any:
    """A value as JSON keeps it."""
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(v) for v in value]
    if isinstance(value, datetime.date | datetime.datetime):
        return value.isoformat()
    if isinstance(value, str | int | bool) or value is None:
        return value
    if isinstance(value, float | Decimal):
        return str(value)
    return str(value)
