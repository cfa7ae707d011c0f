"""A register: a model, a declaration, a migration, and no more.

    REGISTER = Register(name="activities", model=Activity, title=_("Activities"), groups=(...), listed=(...), ...)

A room calls ``catalogue.add(REGISTER)`` in its ``AppConfig.ready``; the list, form, detail, history, withdrawal,
bulk change, CSV and .xlsx out and in, the command line and the API then know it.
``docs/registers.md`` shows one worked out.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from django.db.models import ManyToManyField, Q, QuerySet
from django.urls import reverse

from chithi.sheets.fields import BETWEEN, Field, Read, field_of
from chithi.sheets.listings import Columns, Listing, State, Words, attribute
from chithi.sheets.models import Record
from chithi.sheets.windows import Window

if TYPE_CHECKING:
    from chithi.accounts.models import User

__all__ = ["Cell", "Group", "Measure", "Proposed", "Register", "State", "attribute", "during", "standing"]


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
    """The records that hold on the day on which a period counts its stocks, added up to its cut-off."""

    def condition(of: Window) -> Q:
        not_over = Q(**{last: None}) | Q(**{f"{last}__gte": of.stands_on})
        return Q(**{f"{first}__lte": of.stands_on}) & not_over & in_time(of)

    return condition


def in_time(of: Window) -> Q:
    """What was added before the data of a period were closed."""
    return Q(added_on__lte=of.cutoff) if of.cutoff else Q()


@dataclass(frozen=True)
class Proposed:
    """A record as an entry of the part "proposals": to whom, in which words, and by which of them (``title``) one that
    somebody typed is known to be the same."""

    to: str
    text: str
    title: str


class Cell(NamedTuple):
    """A cell of an indicator: sex F, M or _T (not split), a breakdown like ``age=16-30`` or "", and of a rate the part
    ``numerator`` or ``denominator``."""

    sex: str = "_T"
    breakdown: str = ""
    part: str = ""


@dataclass(frozen=True)
class Measure:
    """What the records of a register say about an indicator.

    ``cells`` names for each cell the columns that are added up, or the condition (``Q``) under which a record counts
    as one; where it is empty, the records themselves are counted. A rate has cells of its numerator and of its
    denominator, which are added up each for itself. ``by_unit``: a unit with such records counts as one, not each of
    them; it is in a cell where one of them at least meets its condition, else the cell says 0. ``when`` says which
    records belong to a period, ``where`` which of them count, ``unit`` whose they are (the lead: a joint activity
    counts once), ``beside`` who else sees them as theirs without counting them.
    """

    indicator: str
    title: Words
    when: Callable[[Window], Q] = field(default_factory=during)
    where: Q = field(default_factory=Q)
    cells: Mapping[Cell, Columns | Q] = field(default_factory=dict)
    by_unit: bool = False
    unit: str = "unit"
    beside: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is added up, once."""
        named = [columns for columns in self.cells.values() if not isinstance(columns, Q)]
        return tuple(dict.fromkeys(c for columns in named for c in columns))


def nothing_wrong(_values: Mapping[str, Any]) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True, kw_only=True)
class Register(Listing):
    """A list whose rows are entered here. Names are those of the model's fields.

    ``read`` and ``change`` are rights, asked of a record (or of None: somewhere). ``check`` gives sentences by field
    for values that do not go together; ``identity`` are the fields by which a row of a file without ``id`` is known
    again; ``unit`` is the field that says whose a record is (a unit, or a thing of one), ``own_units`` what it may
    name for a person, ``beside`` the field of those who share it; ``fixed`` are no fields of a bulk change. ``answer``
    is a right to change the fields ``answered`` of a record that is somebody else's, and no others. ``again`` are
    the fields that the next new record takes over from the last one, beside whose it is and its day. ``tell`` makes
    of a unit's records of a period (``when``) the Vietnamese words that its report proposes; ``propose`` makes of each
    of them, in their order, an entry of the part "proposals". ``feeds`` are indicators of other registers whose
    records hang on these: a change here may move their figures. ``names_people`` says that a record is called by the
    name of somebody whom not everybody may read: whoever reads that a figure moved is told only what kind of record
    it was.
    """

    model: type[Record]
    one: Words
    groups: Sequence[Group]
    identity: Columns
    change: str
    sorts: Columns = ("-day",)
    own_units: Callable[["User", str], set[int]] = lambda _user, _register: set()
    unit: str = "unit"
    beside: str = ""
    check: Callable[[Mapping[str, Any]], Mapping[str, str]] = nothing_wrong
    measures: Sequence[Measure] = ()
    when: Callable[[Window], Q] = field(default_factory=during)
    tell: Callable[[Sequence[Any]], str] | None = None
    propose: Callable[[Sequence[Any]], Sequence[Proposed]] | None = None
    answer: str = ""
    answered: Columns = ()
    fixed: Columns = ()
    again: Columns = ()
    feeds: Columns = ()
    names_people: bool = False
    hint: Words = ""

    has_withdrawn: ClassVar[bool] = True

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
        return self.rows(user)

    def first_filters(self, user: "User") -> Mapping[str, str]:
        """A person with one unit gets the records of that one, unless the register shows them only what concerns them
        anyway."""
        if self.unit not in self.filters or self.visible(user) is not None:
            return {}
        home = self.home(user)
        return {} if home is None else {self.unit: self.fields[self.unit].write(home)}

    def mine(self, user: "User") -> set[int]:
        """What a person's records may be of: units, or things of units."""
        return self.own_units(user, self.name)

    def home(self, user: "User") -> int | None:
        """The one thing that a person's records are of, apart from those that are no more and went to it."""
        mine = self.mine(user)
        return next((one for one in mine if mine <= set(self.with_former(one))), None)

    def with_former(self, one: int) -> Collection[int]:
        """A thing that records are of, with those that are no more and went to it whole."""
        of = self.fields[self.unit].naming.with_former  # type: ignore[attr-defined]
        return [one] if of is None else of(one)

    def checker(self) -> Callable[..., dict[str, str]]:
        """A function of values, and of those that stand already where there are any, to sentences by field: what does
        not go together, and whose record it cannot be, for they are no more on its day. Made once for many rows."""
        naming, day = getattr(self.fields[self.unit], "naming", None), self.sorts[0].lstrip("-")
        absent = naming.absent() if naming is not None and naming.absent is not None else None

        def check(values: Mapping[str, Any], before: Mapping[str, Any] | None = None) -> dict[str, str]:
            wrong = dict(self.check(values))
            given = (values.get(self.unit), values.get(day))
            stands = before and (before.get(self.unit), before.get(day)) == given
            if absent is not None and all(given) and not stands and (why := absent(*given)):
                wrong.setdefault(self.unit, why)
            return wrong

        return check

    def condition(self, name: str, value: Any) -> Q:
        """The condition of a filter; a unit finds the records that it shares in too."""
        if name in self.many:
            return Q(pk__in=self.linked(name, value))
        own = super().condition(name, value)
        if name == self.unit and len(former := self.with_former(value)) > 1:
            own = Q(**{f"{self.filter_fields[name].path or name}__in": list(former)})
        shares = name == self.unit and self.beside
        return own | Q(pk__in=self.linked(self.beside, [value])) if shares else own

    def linked(self, name: str, ids: Iterable[int]) -> QuerySet[Any]:
        """The ids of the records that name one of some things in a field of several."""
        of = self.model._meta.get_field(name)
        assert isinstance(of, ManyToManyField)
        through: Any = of.remote_field.through
        named = {f"{of.m2m_reverse_field_name()}__in": list(ids)}
        return through._default_manager.filter(**named).values(of.m2m_field_name())

    def told(self, record: Record) -> str:
        """What a record is called where people read of it who may not read it."""
        return str(self.one if self.names_people else record)

    def url(self, *link: Any) -> str:
        return reverse("registers:record", args=[self.name, *link])

    def editable(self, user: "User | None", record: Record) -> tuple[str, ...]:
        """The fields that a person may change in a record; all for the operator (None)."""
        if user is None or user.has_perm(self.change, record):
            return tuple(self.fields)
        return tuple(self.answered) if self.answer and user.has_perm(self.answer, record) else ()

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
