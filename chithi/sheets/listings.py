"""A list: a model, its columns, what it is narrowed and sorted by, and who sees what.

    LISTING = Listing(name="units", model=UnitVersion, title=_("Units"), columns=(...), listed=(...), read="units.read",
                      address=...)

A room calls ``catalogue.show(LISTING)`` in its ``AppConfig.ready``; search, filters, sorting, chosen columns, pages by
key and the exports then work on it, and its page extends ``sheets/list.html``. A ``Register`` is a list whose rows are
entered here too.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import Case, CharField, Model, Q, QuerySet, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chithi.sheets.asked import Asked
from chithi.sheets.fields import Field
from chithi.shell.clock import today

if TYPE_CHECKING:
    from chithi.accounts.models import User

Words = str | Promise
Columns = Sequence[str]
STATE, SEARCH = _("State"), _("Search")
NOTHING = _("There is no record yet.")
NOTHING_FOUND = _("No record is like this. Ask for less, or show all.")
Given = Mapping[str, Sequence[Any]]
"""What was read of the rows of a page, by the name under which a query has it."""


@dataclass(frozen=True)
class Computed(Field):
    """A column that follows from others: ``of`` is what is read of each row, ``words`` makes the words of all rows as
    of a day at once, several lines where a value has several."""

    of: Columns = ("pk",)
    words: Callable[[Sequence[tuple[Any, ...]], datetime.date], Iterable[Any]] = lambda rows, _day: rows
    kind: ClassVar[str] = "computed"


@dataclass(frozen=True)
class Figure(Computed):
    """A computed column of numbers."""

    kind: ClassVar[str] = "count"


@dataclass(frozen=True)
class State:
    """In which state a row is as of a day: its words, its sign and look (good, warn, bad or ""), and its condition.

    The states of a list exclude each other and leave no row out.
    """

    title: Words
    where: Callable[[datetime.date], Q]
    sign: str = ""
    look: str = ""


def by_search_key(word: str) -> Q:
    return Q(search_key__contains=word)


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A declaration of a list. Names are those of its fields.

    ``source`` gives the rows as of a day (all of the model where it is left out) and ``of_day`` says that the day is
    asked for on the page; ``visible`` is the condition under which a person sees a row, None for all. ``asking`` are
    fields that are only narrowed by; ``asks`` the condition for a value, where it is not plain equality; ``options``
    what is chosen from, where the field does not say it. ``keys`` name what is sorted by instead of the column itself,
    ``search`` is the condition for one folded word. ``link`` is what of a row ``address`` makes its page's address of;
    ``beside_name`` gives for each row how deep its name is indented and what stands in small print below it, out of
    ``link`` and ``needs``. ``export`` is the right to take the rows along, ``read`` where it is left out; what is
    written is what the loader of the same name says (``Loader.rows``).
    """

    name: str
    model: type[Model]
    title: Words
    listed: Columns
    read: str
    sorts: Columns
    columns: Sequence[Field] = ()
    filters: Columns = ()
    visible: Callable[["User"], Q | None] = lambda _user: None
    states: Mapping[str, State] = field(default_factory=dict)
    state_title: Words = STATE
    source: Callable[[datetime.date], QuerySet[Any]] | None = None
    of_day: bool = False
    asking: Sequence[Field] = ()
    asks: Mapping[str, Callable[[Any], Q]] = field(default_factory=dict)
    options: Mapping[str, Callable[[], Iterable[tuple[str, Any]]]] = field(default_factory=dict)
    keys: Mapping[str, Field] = field(default_factory=dict)
    search: Callable[[str], Q] = by_search_key
    search_title: Words = SEARCH
    link: Columns = ("pk",)
    address: Callable[..., str] | None = None
    needs: Columns = ()
    beside_name: Callable[[Asked, Given], Iterable[tuple[int, Any]]] | None = None
    export: str = ""
    size: int = 50
    nothing: Words = NOTHING
    nothing_found: Words = NOTHING_FOUND

    has_withdrawn: ClassVar[bool] = False
    """Whether rows can be withdrawn; the list then leaves them out unless they are asked for."""

    @cached_property
    def fields(self) -> dict[str, Field]:
        """The columns by name."""
        return {one.name: one for one in self.columns}

    @cached_property
    def filter_fields(self) -> dict[str, Field]:
        """What can be narrowed by, by name."""
        asking = {one.name: one for one in self.asking}
        return {name: asking.get(name) or self.fields[name] for name in self.filters}

    def key(self, name: str) -> Field:
        """What is sorted by where a column is asked for."""
        return self.keys.get(name) or self.fields[name]

    def rows(self, user: "User | None", day: datetime.date | None = None) -> QuerySet[Any]:
        """The rows that a person sees, withdrawn ones too; all for the operator (None)."""
        found = self.model._default_manager.all() if self.source is None else self.source(day or today())
        seen = self.seen(user)
        return found if seen is None else found.filter(seen)

    def seen(self, user: "User | None") -> Q | None:
        """The condition under which a person sees a row; None for all."""
        return None if user is None else self.visible(user)

    def all_rows(self, day: datetime.date, withdrawn: bool) -> QuerySet[Any]:
        """The rows as of a day, either those that stand or those that are withdrawn."""
        rows = self.rows(None, day)
        return rows.filter(withdrawn_at__isnull=not withdrawn) if self.has_withdrawn else rows

    def select(self, day: datetime.date, withdrawn: bool, names: Columns, order: Columns) -> QuerySet[Any]:
        """The values of ``all_rows`` under some names, in an order, then the key of the state where there are states.

        To build such a query costs more than to read a page of it, so it is kept where it is the same on every day;
        a kept one is never read itself.
        """
        if self.source is None and not self.states:
            return self.kept_select(withdrawn, tuple(names), tuple(order)).all()
        state = {"state_key": self.state_key(day)} if self.states else {}
        return self.all_rows(day, withdrawn).order_by(*order).annotate(**state).values_list(*names, *state)

    @cached_property
    def kept_select(self) -> Callable[[bool, Columns, Columns], QuerySet[Any]]:
        @lru_cache(maxsize=100)
        def build(withdrawn: bool, names: Columns, order: Columns) -> QuerySet[Any]:
            return self.all_rows(today(), withdrawn).order_by(*order).values_list(*names)

        return build

    def may_export(self, user: "User") -> bool:
        return user.has_perm(self.read) and user.has_perm(self.export or self.read)

    def first_filters(self, _user: "User") -> Mapping[str, str]:
        """What a list that is not asked for anything is narrowed by for a person."""
        return {}

    def condition(self, name: str, value: Any) -> Q:
        """The condition of a filter."""
        if name in self.asks:
            return self.asks[name](value)
        return Q(**{self.filter_fields[name].path or name: value})

    def url(self, *link: Any) -> str:
        """The page of a row."""
        return self.address(*link) if self.address is not None else ""

    def state_key(self, day: datetime.date) -> Case:
        """The key of the state of each row as of a day, for a query; "" where there are no states."""
        whens = [When(state.where(day), then=Value(key)) for key, state in self.states.items()]
        return Case(*whens, default=Value(""), output_field=CharField())

    def state_of(self, row: Model, day: datetime.date) -> State | None:
        """The state of one row as of a day. One query where there are states."""
        if not self.states:
            return None
        found = self.model._default_manager.filter(pk=row.pk).values_list(self.state_key(day), flat=True)
        return self.states.get(found.get())


def paths(of: Field) -> Columns:
    """Under which names a query has what a column shows; a column of several things is asked for by itself."""
    if isinstance(of, Computed):
        return of.of
    return () if of.kind == "many" else (attribute(of),)


def attribute(of: Field) -> str:
    """Where a row keeps the value of a plain field."""
    return of.path or (f"{of.name}_id" if of.kind == "one" else of.name)
