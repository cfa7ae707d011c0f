"""A register as a table that is loaded: rows are known again by ``id`` or by the register's identity."""

import functools
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chithi.accounts.models import User
from chithi.journal.actions import Actor
from chithi.sheets.fields import read_all
from chithi.sheets.history import Called
from chithi.sheets.loading import Change, Kind, Loader, Plan
from chithi.sheets.models import Record
from chithi.sheets.record_actions import filled, save_rows, tell
from chithi.sheets.registers import Register, attribute
from chithi.sheets.tables import Column, Row, Table
from chithi.shell.clock import today

ID = Column(
    "id",
    gettext_lazy("Number in the system"),
    number=True,
    hint=gettext_lazy("Of a record that is exported; leave it empty for a new one."),
)
Key = tuple[Any, ...]
Known = tuple[Record, dict[str, Any]]
"""A record that stands, with its values."""
NAMED = 100
"""Conditions of one query that are joined by OR; SQLite nests a limited number."""


def loader_of(register: Register) -> Loader:
    """The load, template and export that a register gets."""
    return Loader(
        name=register.name,
        title=register.title,
        columns=(ID, *(one.column for one in register.fields.values())),
        plan=lambda table, actor: plan(register, table, actor, {}),
        apply=lambda changes, actor: apply(register, changes, actor),
        permission=register.change,
        back="registers:list",
        back_to={"name": register.name},
        subject=lambda change: change.payload[0],
        hint=register.hint,
        lists=lambda: lists(register),
        planner=lambda: planner(register),
        teller=lambda: Called(register).words,
        rows=lambda found, _what, _actor: written_rows(register, found),
    )


def planner(register: Register) -> Plan:
    """A plan for the portions of one table: a row that repeats one of an earlier portion is found too."""
    seen: dict[Key, int] = {}
    return lambda table, actor: plan(register, table, actor, seen)


def lists(register: Register) -> Mapping[str, Sequence[tuple[str, str]]]:
    """What the columns choose from: choices and the names of related things, with their words."""
    found: dict[str, Sequence[tuple[str, str]]] = {}
    for name, one in register.fields.items():
        if one.kind == "choice":
            found[name] = [(key, str(label)) for key, label in one.choices.items() if key]  # type: ignore[attr-defined]
        elif one.kind == "one":
            found[name] = one.naming.options()  # type: ignore[attr-defined]
    return found


@dataclass
class Planning:
    """What the rows of one table are compared with. ``mine`` are the units ``user`` writes for, None for all."""

    register: Register
    known: Mapping[Key, list[Known]]
    user: User | None
    mine: set[int] | None
    write: Callable[[Mapping[str, Any]], dict[str, str]]
    seen: dict[Key, int]
    check: Callable[..., dict[str, str]]


def plan(register: Register, table: Table, actor: Actor, seen: dict[Key, int]) -> list[Change]:
    """What each row would add or change; nothing is written. ``seen`` says in which row a record stood already."""
    read = read_rows(register, table)
    user = actor if isinstance(actor, User) else None
    known = standing(register, read, user)
    stored = [values for ones in known.values() for _one, values in ones]
    write = register.writer([*stored, *(values for _row, values in read)])
    mine = None if user is None else register.mine(user)
    planning = Planning(register, known, user, mine, write, seen, register.checker())
    changes = []
    for row, values in read:
        found = planned(planning, row, values)
        if isinstance(found, Change):
            changes.append(found)
        else:
            table.refuse(row, *found)
    return changes


def read_rows(register: Register, table: Table) -> list[tuple[Row, dict[str, Any]]]:
    """The rows in which every cell is a value of its field; the others are refused by cell."""
    readers = register.readers()
    present = [one for name, one in register.fields.items() if name in table.present]
    read = []
    for row in table.rows:
        values, wrong = read_all(present, readers, {one.name: row[one.name] for one in present})
        for name, why in wrong.items():
            table.refuse(row, name, why)
        if not wrong:
            read.append((row, values))
    return read


def standing(
    register: Register, read: Sequence[tuple[Row, dict[str, Any]]], user: User | None
) -> dict[Key, list[Known]]:
    """The records that the rows may mean and that the loader sees: by ("id", id) and by their identity. A few queries
    for ``NAMED`` rows."""
    ids = {number_of(row) for row, _values in read if row["id"]}
    found: dict[Key, list[Known]] = {}
    everything = register.records(user).prefetch_related(*register.many)
    for one in everything.filter(pk__in=ids):
        found.setdefault(("id", one.pk), []).append((one, register.values(one)))
    without = [values for row, values in read if not row["id"]]
    seen: set[int] = set()
    for start in range(0, len(without), NAMED):
        # One condition a row, so that an index on whose and when is used; the words are compared here.
        exact = {exactly(register, values) for values in without[start : start + NAMED]}
        for one in everything.filter(functools.reduce(operator.or_, exact), withdrawn_at=None):
            if one.pk not in seen:
                seen.add(one.pk)
                values = register.values(one)
                found.setdefault(identity_of(register, values), []).append((one, values))
    return found


def exactly(register: Register, values: Mapping[str, Any]) -> Q:
    """The records that agree with a row in all fields of its identity but words."""
    narrow = [name for name in register.identity if register.fields[name].kind != "text"]
    return Q(**{attribute(register.fields[name]): values.get(name) for name in narrow})


def identity_of(register: Register, values: Mapping[str, Any]) -> Key:
    return tuple(values.get(name) for name in register.identity)


def planned(planning: Planning, row: Row, values: dict[str, Any]) -> Change | tuple[str, str]:
    """What one row would do, or (field, why it is not taken)."""
    register = planning.register
    key: Key = ("id", number_of(row)) if row["id"] else identity_of(register, values)
    found = planning.known.get(key, [])
    if row["id"] and not found:
        return "id", _("There is no record with this number. Leave it empty for a new one.")
    if planning.seen.setdefault(key, row.number) != row.number:
        words = {"row": planning.seen[key]}
        return register.identity[-1], _(
            "This is the same record as in row %(row)s. Keep one of them."
        ) % words
    if len(found) > 1:
        sentence = _("Several records are called so. Export them and keep the number of the one you mean.")
        return register.identity[-1], sentence
    one, old = found[0] if found else (None, {})
    complete = {**{name: of.empty for name, of in register.fields.items()}, **old, **values}
    if (wrong := why_not(planning, one, old, complete)) is not None:
        return wrong
    new = {n: v for n, v in values.items() if old[n] != v} if one is not None else complete
    kind: Kind = "created" if one is None else "changed" if new else "unchanged"
    shown = planning.write(new) if one is not None else filled(planning.write(new))
    was = planning.write({name: old[name] for name in new}) if old else {}
    record = one if one is not None else register.model()
    return Change(row.number, str(complete[register.searched[0]]), kind, was, shown, (record, new, old))


def why_not(
    planning: Planning, one: Record | None, old: Mapping[str, Any], complete: Mapping[str, Any]
) -> tuple[str, str] | None:
    """(field, sentence) where the values of a row are not taken."""
    register = planning.register
    for name, of in register.fields.items():
        if of.required and complete[name] in (None, "", ()):
            return name, _("This must be filled in.")
    if one is not None and one.withdrawn_at is not None:
        return "id", _("This record has been withdrawn. Put it back before you change it.")
    for name, why in planning.check(complete, old or None).items():
        return name, why
    whose = {complete[register.unit], old.get(register.unit, complete[register.unit])}
    if planning.mine is None or whose <= planning.mine:
        return None
    changed = {name for name in complete if one is None or old[name] != complete[name]}
    if one is None or not changed.issubset(register.editable(planning.user, one)):
        return register.unit, _("You may not enter records of this unit. Choose one of your own.")
    return None


def number_of(row: Row) -> int:
    """The ``id`` of a row; 0, which no record has, for what is none."""
    return int(row["id"]) if row["id"].isdecimal() and len(row["id"]) < 19 else 0


def apply(register: Register, changes: Iterable[Change], actor: Actor) -> None:
    """Write what was planned."""
    day = today()
    written = [change.payload for change in changes]
    for one, _new, _old in written:
        if one.pk is None:
            one.created_by, one.added_on = str(actor.actor_name)[:200], day
    save_rows(register, [(one, new) for one, new, _old in written])
    before = [old for _one, _new, old in written if old]
    tell(register, [one for one, _new, _old in written], before, actor, str(register.title))


def written_rows(register: Register, found: Any, size: int = 1000) -> Iterable[Mapping[str, Any]]:
    """Records as files have them, read in portions by key, so that an export of any length needs little memory."""
    last = 0
    while True:
        portion = list(found.order_by("pk").filter(pk__gt=last).prefetch_related(*register.many)[:size])
        values = [register.values(one) for one in portion]
        write = register.writer(values)
        for one, its in zip(portion, values, strict=True):
            yield {"id": one.pk, **write(its)}
        if len(portion) < size:
            return
        last = portion[-1].pk
