"""One way to load a table: all or nothing, twice without harm, one journal entry.

A room declares a ``Loader`` and registers it in its ``AppConfig.ready``; the command line and the page
``/sheets/load/<name>/`` then know it.

    register(Loader("units", _("Units"), COLUMNS, plan, apply, permission="units.load"))

``plan(table, actor)`` compares the rows with what is stored and writes nothing; what it does not take it says
with ``table.refuse(row, column, why)``. Rows in ``table.bad_rows`` were refused in reading and may hold anything.
``apply(changes, actor)`` writes what was planned, inside the action here.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from chithi.journal.actions import Actor, action, nothing_changed, record
from chithi.sheets.asked import Asked
from chithi.sheets.tables import Column, Problem, Table, read_table
from chithi.sheets.writing import write_table
from chithi.shell.models import alone

Kind = Literal["created", "changed", "unchanged"]
Plan = Callable[[Table, Actor], "Sequence[Change]"]


@dataclass(frozen=True)
class Change:
    """What one row would do. ``old`` and ``new`` hold the fields that differ, as plain values."""

    row: int
    what: str
    kind: Kind
    old: Mapping[str, Any] = field(default_factory=dict)
    new: Mapping[str, Any] = field(default_factory=dict)
    payload: Any = None


@dataclass(frozen=True)
class Outcome:
    """What a load did, or would do in a dry run."""

    changes: Sequence[Change] = ()
    problems: Sequence[Problem] = ()
    is_loaded: bool = False

    def count(self, kind: Kind) -> int:
        return sum(change.kind == kind for change in self.changes)

    @property
    def created(self) -> int:
        return self.count("created")

    @property
    def changed(self) -> int:
        return self.count("changed")

    @property
    def unchanged(self) -> int:
        return self.count("unchanged")


@dataclass(frozen=True)
class Loader:
    """A declaration of what can be loaded.

    ``rows`` writes the rows found in the list of the same name in the shape of the load, for whoever takes them along;
    ``lists`` the values a column
    chooses from; ``words`` what people call fields that are no columns; ``subject`` the thing a change is about, once
    it is written, so that its history names the load. What is no single table gives its own ``run`` (called as
    ``load`` is), ``arguments`` (options of ``chithi template``) and ``make_template``, and no ``page``.
    ``planner`` makes a ``plan`` that remembers what it saw, for a long table that comes in portions whose rows do not
    depend on each other; without one a table is always one portion. ``teller`` makes a function that puts the value of
    a column into the words of the screen, for columns that do not say them by themselves.
    """

    name: str
    title: str | Promise
    columns: Sequence[Column]
    plan: Plan | None = None
    apply: Callable[[Sequence[Change], Actor], None] | None = None
    permission: str = ""
    back: str = "desk:home"
    back_to: Mapping[str, str] = field(default_factory=dict)
    subject: Callable[[Change], Model] | None = None
    hint: str | Promise = ""
    words: Mapping[str, str | Promise] = field(default_factory=dict)
    lists: Callable[[], Mapping[str, Sequence[Any]]] | None = None
    rows: Callable[[QuerySet[Any], Asked, Actor], Iterable[Mapping[str, Any]]] | None = None
    arguments: Callable[[ArgumentParser], None] | None = None
    make_template: Callable[[Namespace], bytes] | None = None
    run: Callable[..., Outcome] | None = None
    page: bool = True
    planner: Callable[[], Plan] | None = None
    teller: Callable[[], Callable[[str, Any], str]] | None = None

    def template(self, options: Namespace | None = None) -> bytes:
        """The empty workbook to be filled in."""
        if self.make_template is not None:
            return self.make_template(options or Namespace())
        return write_table(self.columns, [], self.name, lists=self.lists() if self.lists else None)


LOADERS: dict[str, Loader] = {}
"""What can be loaded, by the word of the command line."""


def register(loader: Loader) -> None:
    """Make a loader known; called in ``AppConfig.ready``."""
    LOADERS[loader.name] = loader


def load(
    loader: Loader,
    data: bytes,
    filename: str,
    *,
    actor: Actor,
    dry_run: bool = False,
    good_rows: bool = False,
) -> Outcome:
    """Read, compare and write a file. With problems nothing is written, unless ``good_rows``."""
    if loader.run is not None:
        return loader.run(data, filename, actor=actor, dry_run=dry_run, good_rows=good_rows)
    table = read_table(data, filename, loader.columns)
    if not table.is_readable:
        return Outcome(problems=table.problems)
    if dry_run:
        return planned(loader, table, actor, good_rows)
    return write(loader, table, filename, good_rows, actor=actor)


def planned(loader: Loader, table: Table, actor: Actor, good_rows: bool) -> Outcome:
    """What would change. A row that leans on a bad one is bad too: rows are left out until all are good."""
    assert loader.plan is not None
    problems: dict[Problem, None] = {}
    while True:
        # Rows bad by themselves are planned along, so that one reading names all that is wrong.
        changes = loader.plan(table, actor)
        bad = table.bad_rows
        problems.update(dict.fromkeys(table.problems))
        if not bad or not good_rows:
            break
        table = table.good_part()
    kept = [change for change in changes if change.row not in bad]
    return Outcome(kept, sorted(problems, key=lambda p: p.row or 0))


@action("sheets.load")
def write(loader: Loader, table: Table, filename: str, good_rows: bool, *, actor: Actor) -> Outcome:
    """Plan where nobody else writes, then apply; one entry with the counts and every old and new value."""
    alone()  # one load at a time
    outcome = planned(loader, table, actor, good_rows)
    changes = [change for change in outcome.changes if change.kind != "unchanged"]
    if (outcome.problems and not good_rows) or not changes:
        nothing_changed()
        return Outcome(outcome.changes, outcome.problems, is_loaded=not outcome.problems or good_rows)
    assert loader.apply is not None
    loader.apply(changes, actor)
    counts = {
        "file": filename,
        "created": outcome.created,
        "changed": outcome.changed,
        "unchanged": outcome.unchanged,
    }
    subjects = {c.row: loader.subject(c) for c in changes} if loader.subject else {}
    names = {c.row: str(subjects[c.row].pk) if c.row in subjects else f"{c.row} {c.what}" for c in changes}
    record(
        actor,
        None,
        name=str(loader.title),
        old={"rows": {names[c.row]: dict(c.old) for c in changes if c.old}},
        new={**counts, "rows": {names[c.row]: dict(c.new) for c in changes}},
        also=list(subjects.values()),
    )
    return Outcome(outcome.changes, outcome.problems, is_loaded=True)
