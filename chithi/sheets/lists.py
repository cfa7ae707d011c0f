"""The list of a register: what is asked, and a page found by key, so that the last costs what the first does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import ManyToManyField, Q, QuerySet
from django.http import QueryDict

from chithi.accounts.models import User
from chithi.sheets.fields import BadText, Field
from chithi.sheets.models import Record
from chithi.sheets.registers import Register, State, attribute
from chithi.shell.clock import today
from chithi.vietnamese import fold

SIZE = 50
"""Rows of a page."""
COUNTED = 1000
"""Rows that are counted; beyond it is "more than"."""


@dataclass(frozen=True)
class Asked:
    """What a query string asks of a register. Words that are no value of a field are in ``wrong`` and not used."""

    q: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    state: str = ""
    sort: str = ""
    columns: Sequence[str] = ()
    withdrawn: bool = False
    after: str = ""
    before: str = ""
    last: bool = False
    wrong: Mapping[str, str] = field(default_factory=dict)
    conditions: tuple[Q, ...] = ()

    @property
    def is_narrowed(self) -> bool:
        return bool(self.q or any(self.filters.values()) or self.state or self.withdrawn)


def asked(register: Register, query: QueryDict, user: User | None = None) -> Asked:
    """Read a query string; where it says nothing at all, a person with one unit gets the records of that one, unless
    the register shows them only what concerns them anyway."""
    filters = {name: query.get(name, "") for name in inputs(register)}
    if (
        not query
        and user is not None
        and register.unit in register.filters
        and register.visible(user) is None
    ):
        mine = register.own_units(user)
        if len(mine) == 1:
            filters[register.unit] = register.fields[register.unit].write(next(iter(mine)))
    conditions, wrong = [], {}
    for name, text in filters.items():
        if not text.strip():
            continue
        try:
            conditions.append(condition(register, name, text.strip()))
        except BadText as bad:
            wrong[name] = str(bad)
    q = " ".join(query.get("q", "").split())[:200]
    conditions += [Q(search_key__contains=word) for word in fold(q).split()]
    state = query.get("state", "")
    if state in register.states:
        conditions.append(register.states[state].where(today()))
    sort = query.get("sort", "")
    columns = [name for name in register.fields if name in query.getlist("columns")]
    return Asked(
        q=q,
        filters=filters,
        state=state if state in register.states else "",
        sort=sort if sort in sorts(register) else register.sorts[0],
        columns=columns or list(register.listed),
        withdrawn=query.get("withdrawn") == "1",
        after=query.get("after", ""),
        before=query.get("before", ""),
        last=query.get("last") == "1",
        wrong=wrong,
        conditions=tuple(conditions),
    )


def inputs(register: Register) -> list[str]:
    """The names under which the filters stand in a query string."""
    found: list[str] = []
    for name in register.filters:
        found += [f"{name}_from", f"{name}_to"] if register.fields[name].kind == "day" else [name]
    return found


def sorts(register: Register) -> list[str]:
    """What a list can be sorted by, in both directions."""
    return [way + name.lstrip("-") for name in register.sorts for way in ("", "-")]


def condition(register: Register, name: str, text: str) -> Q:
    """The condition of one filter. Raises ``BadText``."""
    for ending, lookup in (("_from", "gte"), ("_to", "lte")):
        base = name.removesuffix(ending)
        if base != name and base in register.fields and name not in register.fields:
            return Q(**{f"{base}__{lookup}": register.fields[base].reader()(text)})
    value = register.fields[name].reader()(text)
    own = Q(**{name: value})
    if name == register.unit and register.beside:
        return own | Q(pk__in=sharing(register, value))
    return own


def sharing(register: Register, value: int) -> QuerySet[Any]:
    """The ids of the records that a unit shares in."""
    of = register.model._meta.get_field(register.beside)
    assert isinstance(of, ManyToManyField)
    through: Any = of.remote_field.through
    return through._default_manager.filter(**{of.m2m_reverse_field_name(): value}).values(of.m2m_field_name())


@dataclass(frozen=True)
class Line:
    """A row of a list: each column with its words, in their order; its state as of today, where there are states."""

    pk: int
    cells: tuple[tuple[Field, str], ...]
    is_withdrawn: bool
    state: State | None = None


@dataclass(frozen=True)
class Page:
    """A page of a list; ``next`` and ``previous`` are the keys to ask for, "" where there is none."""

    columns: Sequence[Field]
    lines: Sequence[Line]
    next: str = ""
    previous: str = ""
    found: QuerySet[Record] | None = None

    @cached_property
    def count(self) -> int:
        """How many rows there are, up to ``COUNTED`` + 1."""
        return self.found.order_by()[: COUNTED + 1].count() if self.found is not None else len(self.lines)

    @property
    def is_more(self) -> bool:
        return self.count > COUNTED


def found(register: Register, user: User | None, what: Asked) -> QuerySet[Record]:
    """The records that are asked for and that this person sees, in no order."""
    return register.records(user).filter(*what.conditions, withdrawn_at__isnull=not what.withdrawn)


def page(register: Register, user: User | None, what: Asked, size: int = SIZE) -> Page:
    """One page. One query for the rows, one for each column of several things, the names of related things."""
    rows = found(register, user, what)
    name, falling = what.sort.lstrip("-"), what.sort.startswith("-")
    backwards = bool(what.before or what.last)
    ordered = in_order(rows, name, falling != backwards)
    start = None if what.last else key_of(register, name, what.before or what.after)
    if start is not None:
        ordered = beyond(ordered, name, start, falling != backwards)
    columns = [register.fields[n] for n in what.columns]
    plain = [attribute(one) for one in columns if one.kind != "many"]
    names = ["pk", *dict.fromkeys([name, *plain])]
    if register.states:
        ordered, names = ordered.annotate(state_key=register.state_key(today())), [*names, "state_key"]
    read = list(ordered.values_list(*names)[: size + 1])
    is_more = len(read) > size
    read = read[size - 1 :: -1] if backwards else read[:size]
    given = dict(zip(names, zip(*read, strict=True), strict=True)) if read else dict.fromkeys(names, ())
    has_next = bool(what.before and start) if backwards else is_more
    has_previous = is_more if backwards else start is not None
    ends = [f"{register.fields[name].write(row[1])}~{row[0]}" for row in (read[:1] + read[-1:])]
    return Page(
        columns,
        lines_of(register, columns, given, what.withdrawn),
        next=ends[-1] if ends and has_next else "",
        previous=ends[0] if ends and has_previous else "",
        found=rows,
    )


def in_order(rows: QuerySet[Record], name: str, falling: bool) -> QuerySet[Record]:
    way = "-" if falling else ""
    return rows.order_by(f"{way}{name}", f"{way}pk")


def key_of(register: Register, name: str, text: str) -> tuple[Any, int] | None:
    """The (value, id) after which a page begins; None for what is no key."""
    value, mark, pk = text.rpartition("~")
    if not mark or not pk.isdecimal() or len(pk) > 18:
        return None
    try:
        return register.fields[name].reader()(value), int(pk)
    except BadText:
        return None


def beyond(rows: QuerySet[Record], name: str, start: tuple[Any, int], falling: bool) -> QuerySet[Record]:
    """The rows that come after a key in the given direction; written so that an index on the field is a range."""
    value, pk = start
    side, past = ("lte", "gte") if falling else ("gte", "lte")
    return rows.filter(**{f"{name}__{side}": value}).exclude(**{name: value, f"pk__{past}": pk})


def lines_of(
    register: Register, columns: Sequence[Field], given: Mapping[str, Sequence[Any]], withdrawn: bool
) -> list[Line]:
    """Rows in words, column by column, so that what a column needs is asked once."""
    pks, shown = given["pk"], []
    for one in columns:
        if one.kind == "many":
            ids = related(register, one.name, pks)
            shown.append(one.show_all([ids.get(pk, []) for pk in pks]))
        else:
            shown.append(one.show_all(given[attribute(one)]))
    rows = zip(*shown, strict=True)
    states = map(register.states.get, given.get("state_key", [""] * len(pks)))
    return [
        Line(pk, tuple(zip(columns, words, strict=True)), withdrawn, state)
        for pk, words, state in zip(pks, rows, states, strict=True)
    ]


def related(register: Register, name: str, pks: Sequence[int]) -> dict[int, list[int]]:
    """The ids of the things that hang on some records by one field."""
    pairs = register.model._default_manager.filter(pk__in=pks, **{f"{name}__isnull": False})
    found: dict[int, list[int]] = {}
    for pk, other in pairs.order_by("pk", name).values_list("pk", name):
        found.setdefault(pk, []).append(other)
    return found
