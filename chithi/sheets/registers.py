"""A register: a model, a declaration, a migration, and no more.

    REGISTER = Register("activities", Activity, title=_("Activities"), one=_("activity"), groups=(...), ...)

A room calls ``catalogue.add(REGISTER)`` in its ``AppConfig.ready``; the list, form, detail, history, withdrawal,
bulk change, CSV and .xlsx out and in, the command line and the API then know it.
``docs/registers.md`` shows one worked out.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Case, CharField, Q, QuerySet, Value, When
from django.utils.functional import Promise

from chithi.sheets.fields import BETWEEN, Field, Read, field_of
from chithi.sheets.models import Record
from chithi.sheets.windows import Window

if TYPE_CHECKING:
    from chithi.accounts.models import User

Words = str | Promise
Columns = Sequence[str]


@dataclass(frozen=True)
class Group:
    """Fields that stand together on the form; ``grid`` lays counts out as rows (title, one field per head)."""

    title: Words
    fields: Columns = ()
    heads: Sequence[Words] = ()
    grid: Sequence[tuple[Words, Columns]] = ()
    hint: Words = ""

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.fields, *(name for _title, names in self.grid for name in names))


def during(day: str = "day") -> Callable[[Window], Q]:
    """The records whose day lies in a period, as its window has it: what a flow counts."""

    def condition(of: Window) -> Q:
        found = Q(**{f"{day}__gte": of.first, f"{day}__lte": of.last})
        if of.carried_from is not None:
            carried = Q(**{f"{day}__gte": of.carried_from, f"{day}__lt": of.first})
            found |= carried & Q(added_on__gt=of.carried_after)
        return found & Q(added_on__lte=of.cutoff) if of.cutoff else found

    return condition


def standing(first: str = "valid_from", last: str = "valid_to") -> Callable[[Window], Q]:
    """The records that hold on the day on which a period counts its stocks."""
    return lambda of: (
        Q(**{f"{first}__lte": of.stands_on}) & (Q(**{last: None}) | Q(**{f"{last}__gte": of.stands_on}))
    )


@dataclass(frozen=True)
class Measure:
    """What the records of a register say about an indicator.

    ``cells`` names for each (sex, breakdown) the columns that are added up, or the condition (``Q``) under which a
    record counts as one, with sex F, M or _T (not split) and a breakdown like ``age=16-30`` or ""; where it is empty,
    the records themselves are counted. ``when`` says which records belong to a period, ``where`` which of them count,
    ``unit`` whose they are (the lead: a joint activity counts once), ``beside`` who else sees them as theirs without
    counting them.
    """

    indicator: str
    title: Words
    when: Callable[[Window], Q] = field(default_factory=during)
    where: Q = field(default_factory=Q)
    cells: Mapping[tuple[str, str], Columns | Q] = field(default_factory=dict)
    unit: str = "unit"
    beside: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is added up, once."""
        named = [columns for columns in self.cells.values() if not isinstance(columns, Q)]
        return tuple(dict.fromkeys(c for columns in named for c in columns))


@dataclass(frozen=True)
class State:
    """In which state a record is as of a day: its words, its sign and look (good, warn, bad or ""), and its condition.

    The states of a register exclude each other and leave no record out.
    """

    title: Words
    where: Callable[[datetime.date], Q]
    sign: str = ""
    look: str = ""


def nothing_wrong(_values: Mapping[str, Any]) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True)
class Register:
    """A declaration. Names are those of the model's fields.

    ``read`` and ``change`` are rights, asked of a record (or of None: somewhere). ``visible`` gives the condition
    under which a person sees a record, None for all; ``check`` gives sentences by field for values that do not go
    together; ``identity`` are the fields by which a row of a file without ``id`` is known again; ``unit`` is the field
    that says whose a record is (a unit, or a thing of one), ``own_units`` what it may name for a person, ``beside`` the
    field of those who share it; ``fixed`` are no fields of a bulk change. ``states`` is what a list is asked for as of
    today. ``answer`` is a right to change the fields ``answered`` of a record that is somebody else's, and no others.
    ``again`` are the fields that the next new record takes over from the last one, beside whose it is and its day.
    ``tell`` makes of a unit's records of a period (``when``) the Vietnamese words that its report proposes.
    """

    name: str
    model: type[Record]
    title: Words
    one: Words
    groups: Sequence[Group]
    listed: Columns
    identity: Columns
    read: str
    change: str
    filters: Columns = ()
    sorts: Columns = ("-day",)
    visible: Callable[["User"], Q | None] = lambda _user: None
    own_units: Callable[["User"], set[int]] = lambda _user: set()
    unit: str = "unit"
    beside: str = ""
    check: Callable[[Mapping[str, Any]], Mapping[str, str]] = nothing_wrong
    measures: Sequence[Measure] = ()
    when: Callable[[Window], Q] = field(default_factory=during)
    tell: Callable[[Sequence[Any]], str] | None = None
    states: Mapping[str, State] = field(default_factory=dict)
    answer: str = ""
    answered: Columns = ()
    fixed: Columns = ()
    again: Columns = ()
    hint: Words = ""

    @cached_property
    def fields(self) -> dict[str, Field]:
        """The fields by name, in the order of the form."""
        return {n: field_of(self.model._meta.get_field(n)) for g in self.groups for n in g.names}  # type: ignore[arg-type]

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """The fields that are columns of the model's own table."""
        return tuple(n for n, f in self.fields.items() if f.kind != "many")

    @cached_property
    def many(self) -> tuple[str, ...]:
        return tuple(n for n, f in self.fields.items() if f.kind == "many")

    @property
    def searched(self) -> tuple[str, ...]:
        """What a search looks in; the first is what a record is called."""
        return self.model.searched

    @property
    def kind(self) -> str:
        """What the journal calls its records."""
        return self.model._meta.label_lower

    def readers(self) -> dict[str, Read]:
        return {name: one.reader() for name, one in self.fields.items()}

    def records(self, user: "User | None") -> QuerySet[Record]:
        """The records that a person sees, withdrawn ones too; all for the operator (None)."""
        found: QuerySet[Record] = self.model._default_manager.all()
        seen = None if user is None else self.visible(user)
        return found if seen is None else found.filter(seen)

    def editable(self, user: "User | None", record: Record) -> tuple[str, ...]:
        """The fields that a person may change in a record; all for the operator (None)."""
        if user is None or user.has_perm(self.change, record):
            return tuple(self.fields)
        return tuple(self.answered) if self.answer and user.has_perm(self.answer, record) else ()

    def state_key(self, day: datetime.date) -> Case:
        """The key of the state of each record as of a day, for a query; "" where there are no states."""
        whens = [When(state.where(day), then=Value(key)) for key, state in self.states.items()]
        return Case(*whens, default=Value(""), output_field=CharField())

    def state_of(self, record: Record, day: datetime.date) -> State | None:
        """The state of one record as of a day. One query where there are states."""
        if not self.states:
            return None
        found = self.model._default_manager.filter(pk=record.pk).values_list(self.state_key(day), flat=True)
        return self.states.get(found.get())

    def values(self, record: Record) -> dict[str, Any]:
        """The values of a record by field; related things as ids."""
        found = {n: getattr(record, attribute(self.fields[n])) for n in self.plain}
        for name in self.many:
            found[name] = tuple(sorted(x.pk for x in getattr(record, name).all())) if record.pk else ()
        return {name: found[name] for name in self.fields}

    def writer(self, many: Iterable[Mapping[str, Any]]) -> Callable[[Mapping[str, Any]], dict[str, str]]:
        """A function that writes values as files have them; the keys of all related things are asked once."""
        ids: dict[str, set[int]] = {n: set() for n, f in self.fields.items() if f.kind in ("one", "many")}
        for values in many:
            for name in ids.keys() & values.keys():
                value = values[name]
                ids[name].update(value if isinstance(value, tuple) else () if value is None else (value,))
        keys = {name: self.fields[name].naming.keys(found) for name, found in ids.items()}  # type: ignore[attr-defined]

        def write_one(name: str, value: Any) -> str:
            if name not in keys:
                return self.fields[name].write(value)
            parts = value if isinstance(value, tuple) else (value,)
            return BETWEEN.join(keys[name][v] for v in parts if v in keys[name])

        return lambda values: {name: write_one(name, value) for name, value in values.items()}

    def written(self, values: Mapping[str, Any]) -> dict[str, str]:
        """Values as files have them."""
        return self.writer([values])(values)


def attribute(of: Field) -> str:
    """Where a record keeps the value of a plain field."""
    return f"{of.name}_id" if of.kind == "one" else of.name
