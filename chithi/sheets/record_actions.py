"""Writes of records: one function, one transaction, one journal entry that names every record it touched."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import ManyToManyField
from django.utils import timezone
from django.utils.translation import gettext as _

from chithi.accounts.models import User
from chithi.journal.actions import Actor, action, nothing_changed, record
from chithi.sheets.models import Evidence, Record
from chithi.sheets.registers import Register, attribute
from chithi.shell.attachments import keep
from chithi.shell.clock import today

EVIDENCE = ("pdf", "png", "jpg", "docx", "xlsx")
"""Kinds of file that are kept as evidence."""
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Touched:
    """What a write touched: the indicators that may have moved, the units and days of its records before and after
    it, who wrote, and what in words."""

    codes: frozenset[str]
    units: frozenset[int]
    days: frozenset[datetime.date]
    by: str
    what: str


AFTER: list[Callable[[Touched], None]] = []
"""Who must hear of a write, within its transaction; a room above adds itself in ``AppConfig.ready``."""


def tell(
    register: Register, records: Sequence[Record], before: Sequence[Values], actor: Actor, what: str
) -> None:
    """Tell the rooms above what was written, and which figures it may have moved."""
    codes = {measure.indicator for measure in register.measures} | set(register.feeds)
    if not AFTER or not codes:
        return
    day = register.sorts[0].lstrip("-")
    days = {v[day] for v in before if v.get(day)} | {d for one in records if (d := getattr(one, day, None))}
    units = units_of(register, records, before)
    touched = Touched(frozenset(codes), frozenset(units), frozenset(days), str(actor.actor_name), what)
    for hear in AFTER:
        hear(touched)


def units_of(register: Register, records: Sequence[Record], before: Sequence[Values]) -> set[int]:
    """Whose the records are and were: units, or the units of the things that they belong to."""
    field = register.fields[register.unit]
    ids = {v[register.unit] for v in before if v.get(register.unit)}
    ids |= {getattr(one, attribute(field)) for one in records}
    rest = register.measures[0].unit.partition("__")[2] if register.measures else ""
    if not rest:
        return ids
    model: Any = field.model  # type: ignore[attr-defined]
    return set(model._default_manager.filter(pk__in=ids).values_list(rest, flat=True))


class Refused(ValueError):
    """What is asked cannot be done; the message is one sentence, ``field`` the one it is about."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class StandsAlready(Refused):
    """The same record stands; ``one`` is it. Whoever means another one says so."""

    def __init__(self, register: Register, one: Record) -> None:
        titles = ", ".join(str(register.fields[name].title) for name in register.identity)
        sentence = _(
            "Nothing has been saved: this record stands already (number %(number)s), with the same %(fields)s."
        )
        super().__init__(sentence % {"number": one.pk, "fields": titles})
        self.one = one


def may_write(register: Register, one: Record, actor: Actor) -> bool:
    """Whether somebody may write a record as it stands; the operator may."""
    return not isinstance(actor, User) or actor.has_perm(register.change, one)


def may_change(register: Register, one: Record, actor: Actor) -> tuple[str, ...]:
    """The fields that somebody may change in a record as it stands."""
    return register.editable(actor if isinstance(actor, User) else None, one)


def locked(register: Register, pk: int) -> Record:
    """The record as it stands now, locked until the end of the transaction."""
    return register.model._default_manager.select_for_update(no_key=True).get(pk=pk)


def put(register: Register, one: Record, values: Values) -> None:
    """Set the plain fields of a record."""
    for name in register.plain:
        if name in values:
            setattr(one, attribute(register.fields[name]), values[name])


def put_many(register: Register, one: Record, values: Values) -> None:
    """Set what hangs on a record by other tables."""
    for name in register.many:
        if name in values:
            getattr(one, name).set(values[name])


def stay_inside(register: Register, one: Record, actor: Actor) -> None:
    """What was written must lie within the writer's own right and sight, else it is taken back.

    Raises ``Refused``, which rolls the action back.
    """
    seen = not isinstance(actor, User) or register.records(actor).filter(pk=one.pk).exists()
    if not seen or not may_change(register, one, actor):
        raise Refused(_("You may not enter records of this unit. Choose one of your own."), register.unit)


def ask_once(register: Register, one: Record, actor: Actor) -> None:
    """A person does not enter a record twice without being asked: pressed again, or after going back. By the identity
    by which a load knows it. Raises ``StandsAlready``."""
    if not isinstance(actor, User):
        return
    same = {
        path: getattr(one, path) for name in register.identity for path in [attribute(register.fields[name])]
    }
    others = register.records(actor).filter(withdrawn_at=None, **same).exclude(pk=one.pk)
    if (standing := others.order_by("pk").first()) is not None:
        raise StandsAlready(register, standing)


def hold_whose(register: Register, values: Values) -> None:
    """Let nobody else add a record for the same unit until this one is written, so that pressed twice at once it is
    asked about too."""
    whose: Any = register.fields[register.unit]
    whose.model._default_manager.select_for_update(no_key=True).filter(pk=values[register.unit]).first()


@action("sheets.add_record")
def add_record(register: Register, values: Values, again: bool = False, *, actor: Actor) -> Record:
    """Add a record; ``values`` are checked ones by field; ``again`` though the same one stands. Raises ``Refused``."""
    hold_whose(register, values)
    one = register.model(created_by=str(actor.actor_name)[:200], added_on=today())
    put(register, one, values)
    one.save()
    put_many(register, one, values)
    stay_inside(register, one, actor)
    if not again:
        ask_once(register, one, actor)
    record(actor, one, new=filled(register.written(values)))
    tell(register, [one], [], actor, register.told(one))
    return one


@action("sheets.change_record")
def change_record(
    register: Register, pk: int, values: Values, version: int | None = None, *, actor: Actor
) -> Record:
    """Change fields of a record. ``version`` is the one the writer looked at; a newer one raises ``Refused``."""
    one = locked(register, pk)
    old = register.values(one)
    new = {name: value for name, value in values.items() if old[name] != value}
    editable = may_change(register, one, actor)
    if not editable or not set(editable).issuperset(new):
        raise Refused(_("You may not change this record."))
    if one.withdrawn_at is not None:
        raise Refused(_("This record has been withdrawn. Put it back before you change it."))
    if not new:
        nothing_changed()
        return one
    if version is not None and version != one.version:
        raise Refused(
            _(
                "Somebody changed this record while you were writing. Look at it in another window, then save again."
            )
        )
    put(register, one, new)
    one.version += 1
    one.save()
    put_many(register, one, new)
    stay_inside(register, one, actor)
    was = register.written({name: old[name] for name in new})
    record(actor, one, old=was, new=register.written(new))
    tell(register, [one], [old], actor, register.told(one))
    return one


@action("sheets.withdraw_record")
def withdraw_record(register: Register, pk: int, reason: str, *, actor: Actor) -> Record:
    """Take a record back: it counts no more and stays to be read."""
    return _set_withdrawn(register, pk, True, reason, actor)


@action("sheets.restore_record")
def restore_record(register: Register, pk: int, *, actor: Actor) -> Record:
    """Put a withdrawn record back."""
    return _set_withdrawn(register, pk, False, "", actor)


def _set_withdrawn(register: Register, pk: int, wanted: bool, reason: str, actor: Actor) -> Record:
    one = locked(register, pk)
    if not may_write(register, one, actor):
        raise Refused(_("You may not change this record."))
    if wanted == (one.withdrawn_at is not None):
        nothing_changed()
        return one
    one.withdrawn_at = timezone.now() if wanted else None
    one.version += 1
    one.save()
    record(actor, one, old={"withdrawn": not wanted}, new={"withdrawn": wanted}, reason=reason)
    tell(register, [one], [], actor, register.told(one))
    return one


@action("sheets.change_records")
def change_records(register: Register, pks: Sequence[int], values: Values, *, actor: Actor) -> int:
    """Give the same values to several records, all or none; how many changed comes back. Raises ``Refused``."""
    found = list(
        register.model._default_manager.select_for_update(no_key=True)
        .filter(pk__in=pks, withdrawn_at=None)
        .order_by("pk")
    )
    changed: list[Record] = []
    before: list[Values] = []
    rows: dict[str, Any] = {}
    check = register.checker()
    for one in found:
        if not set(may_change(register, one, actor)).issuperset(values):
            raise Refused(_("You may not change “%(name)s”. Leave it out.") % {"name": one})
        old = register.values(one)
        new = {name: value for name, value in values.items() if old[name] != value}
        if wrong := check({**old, **new}, old):
            field, sentence = next(iter(wrong.items()))
            raise Refused(f"{one}: {sentence}", field)
        if not new:
            continue
        rows[str(one.pk)] = {"old": register.written({n: old[n] for n in new}), "new": register.written(new)}
        put(register, one, new)
        one.version += 1
        one.save()
        put_many(register, one, new)
        stay_inside(register, one, actor)
        changed.append(one)
        before.append(old)
    if not changed:
        nothing_changed()
        return 0
    record(actor, None, name=str(register.title), new={"rows": rows}, also=changed)
    tell(register, changed, before, actor, register.told(changed[0]))
    return len(changed)


@action("sheets.add_evidence")
def add_evidence(register: Register, one: Record, data: bytes, name: str, *, actor: Actor) -> Evidence:
    """Keep a file beside a record; the same file twice is one. Raises ``RefusedFile`` and ``Refused``."""
    one = locked(register, one.pk)
    if one.withdrawn_at is not None:
        raise Refused(_("This record has been withdrawn. Put it back before you change it."))
    if not may_write(register, one, actor):
        raise Refused(_("You may not change this record."))
    kept = keep(data, name, EVIDENCE)
    standing = Evidence.objects.filter(
        register=register.name, record_id=one.pk, attachment=kept, withdrawn_at=None
    ).first()
    if standing is not None:
        nothing_changed()
        return standing
    made = Evidence.objects.create(
        register=register.name,
        record_id=one.pk,
        attachment=kept,
        name=name[-200:],
        added_by=str(actor.actor_name)[:200],
    )
    record(actor, one, new={"file": made.name})
    return made


@action("sheets.withdraw_evidence")
def withdraw_evidence(register: Register, one: Record, evidence: Evidence, *, actor: Actor) -> None:
    """Take a file back; it stays kept."""
    one = locked(register, one.pk)
    evidence.refresh_from_db(fields=["withdrawn_at"])
    if not may_write(register, one, actor):
        raise Refused(_("You may not change this record."))
    if evidence.withdrawn_at is not None:
        return nothing_changed()
    evidence.withdrawn_at = timezone.now()
    evidence.save(update_fields=["withdrawn_at"])
    record(actor, one, old={"file": evidence.name}, new={"file": ""})


def filled(values: Mapping[str, str]) -> dict[str, str]:
    """Without what was left empty."""
    return {name: text for name, text in values.items() if text}


def save_rows(register: Register, rows: Sequence[tuple[Record, Values]]) -> None:
    """Write many new or changed records in few statements, inside the action of a load."""
    for one, values in rows:
        put(register, one, values)
        one.fill_keys()
    fresh = [one for one, _values in rows if one.pk is None]
    known = [one for one, _values in rows if one.pk is not None]
    for one in known:
        one.version += 1
    manager = register.model._default_manager
    manager.bulk_create(fresh, batch_size=500)
    manager.bulk_update(known, [*register.plain, "version", "search_key"], batch_size=200)
    for name in register.many:
        link_new(register, name, [(one.pk, values[name]) for one, values in rows if one.version == 1])
        for one, values in rows:
            if one.version > 1 and name in values:
                getattr(one, name).set(values[name])


def link_new(register: Register, name: str, rows: Sequence[tuple[int, Sequence[int]]]) -> None:
    """Give new records their related things at once."""
    of = register.model._meta.get_field(name)
    assert isinstance(of, ManyToManyField)
    mine, other = of.m2m_field_name(), of.m2m_reverse_field_name()
    through: Any = of.remote_field.through
    links = [through(**{f"{mine}_id": pk, f"{other}_id": found}) for pk, ids in rows for found in ids]
    through._default_manager.bulk_create(links, batch_size=500)
