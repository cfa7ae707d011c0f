"""What is asked of a list, and a page of it found by key, so that the last costs what the first does."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.http import QueryDict

from chithi.accounts.models import User
from chithi.sheets.asked import Asked
from chithi.sheets.fields import BadText, Day, Field
from chithi.sheets.listings import Computed, Given, Listing, State, attribute, paths
from chithi.shell.clock import today
from chithi.vietnamese import fold

COUNTED = 1000
"""Rows that are counted; beyond it is "more than"."""
DAY = Day("day", "")


def begun(listing: Listing, query: QueryDict, user: User) -> QueryDict:
    """A query string; where it says nothing at all, the one of what the list begins with for a person."""
    if query:
        return query
    first = QueryDict(mutable=True)
    first.update(listing.first_filters(user))
    return first


def asked(listing: Listing, query: QueryDict) -> Asked:
    """Read a query string."""
    filters = {name: query.get(name, "") for name in inputs(listing)}
    conditions, wrong = [], {}
    for name, text in filters.items():
        if not text.strip():
            continue
        try:
            conditions.append(condition(listing, name, text.strip()))
        except BadText as bad:
            wrong[name] = str(bad)
    day, day_text = today(), query.get("day", "").strip() if listing.of_day else ""
    if day_text:
        try:
            day = DAY.read(day_text)
        except BadText as bad:
            wrong["day"] = str(bad)
    q = " ".join(query.get("q", "").split())[:200]
    conditions += [listing.search(word) for word in dict.fromkeys(fold(q).split())]
    state = query.get("state", "")
    if state in listing.states:
        conditions.append(listing.states[state].where(day))
    sort = query.get("sort", "")
    columns = [name for name in listing.fields if name in query.getlist("columns")]
    return Asked(
        q=q,
        filters=filters,
        state=state if state in listing.states else "",
        sort=sort if sort in sorts(listing) else listing.sorts[0],
        columns=columns or list(listing.listed),
        withdrawn=listing.has_withdrawn and query.get("withdrawn") == "1",
        after=query.get("after", ""),
        before=query.get("before", ""),
        last=query.get("last") == "1",
        wrong=wrong,
        conditions=tuple(conditions),
        day=day,
        day_text=day_text,
    )


def inputs(listing: Listing) -> list[str]:
    """The names under which the filters stand in a query string."""
    found: list[str] = []
    for name, one in listing.filter_fields.items():
        found += [f"{name}_from", f"{name}_to"] if one.kind == "day" else [name]
    return found


def sorts(listing: Listing) -> list[str]:
    """What a list can be sorted by, in both directions."""
    return [way + name.lstrip("-") for name in listing.sorts for way in ("", "-")]


def condition(listing: Listing, name: str, text: str) -> Q:
    """The condition of one filter. Raises ``BadText``."""
    fields = listing.filter_fields
    for ending, lookup in (("_from", "gte"), ("_to", "lte")):
        base = name.removesuffix(ending)
        if base != name and base in fields and name not in fields:
            return Q(**{f"{attribute(fields[base])}__{lookup}": fields[base].reader()(text)})
    return listing.condition(name, fields[name].reader()(text))


class Line(NamedTuple):
    """A row of a list: each column with its words, in their order; its state as of the day, where there are states;
    how deep its name is indented and what stands in small print below it."""

    listing: Listing
    columns: Sequence[Field]
    pk: int
    words: tuple[str, ...]
    link: tuple[Any, ...]
    is_withdrawn: bool
    state: State | None
    depth: int
    small: str

    @property
    def cells(self) -> list[tuple[Field, str]]:
        return list(zip(self.columns, self.words, strict=True))

    @property
    def url(self) -> str:
        return self.listing.url(*self.link)


@dataclass(frozen=True)
class Page:
    """A page of a list; ``next`` and ``previous`` are the keys to ask for, "" where there is none."""

    columns: Sequence[Field]
    lines: Sequence[Line]
    next: str = ""
    previous: str = ""
    counted: Callable[[], int] | None = None

    @cached_property
    def count(self) -> int:
        """How many rows there are, up to ``COUNTED`` + 1."""
        return self.counted() if self.counted is not None else len(self.lines)

    @property
    def is_more(self) -> bool:
        return self.count > COUNTED


def found(listing: Listing, user: User | None, what: Asked) -> QuerySet[Any]:
    """The rows that are asked for and that this person sees, in no order."""
    return narrowed(listing, listing.all_rows(what.day, what.withdrawn), user, what)


def count(listing: Listing, user: User | None, what: Asked) -> int:
    """How many rows there are, up to ``COUNTED`` + 1; so few ids are read sooner than a counting query is built."""
    ids = listing.select(what.day, what.withdrawn, ("pk",), ())
    return len(narrowed(listing, ids, user, what)[: COUNTED + 1])


def narrowed(listing: Listing, rows: QuerySet[Any], user: User | None, what: Asked) -> QuerySet[Any]:
    seen = listing.seen(user)
    conditions = what.conditions if seen is None else (seen, *what.conditions)
    return rows.filter(*conditions) if conditions else rows


def page(listing: Listing, user: User | None, what: Asked, size: int = 0) -> Page:
    """One page. One query for the rows, one for each column of several things, the names of related things."""
    size = size or listing.size
    key, falling = listing.key(what.sort.lstrip("-")), what.sort.startswith("-")
    sorted_by, backwards = attribute(key), bool(what.before or what.last)
    columns = [listing.fields[n] for n in what.columns]
    shown = [name for one in columns for name in paths(one)]
    names = tuple(dict.fromkeys(["pk", sorted_by, *shown, *listing.link, *listing.needs]))
    way = "-" if falling != backwards else ""
    ordered = listing.select(what.day, what.withdrawn, names, (f"{way}{sorted_by}", f"{way}pk"))
    ordered = narrowed(listing, ordered, user, what)
    start = None if what.last else key_of(key, what.before or what.after)
    if start is not None:
        ordered = beyond(ordered, sorted_by, start, falling != backwards)
    if listing.states:
        names = (*names, "state_key")
    read = list(ordered[: size + 1])
    is_more = len(read) > size
    read = read[size - 1 :: -1] if backwards else read[:size]
    given = dict(zip(names, zip(*read, strict=True), strict=True)) if read else dict.fromkeys(names, ())
    has_next = bool(what.before and start) if backwards else is_more
    has_previous = is_more if backwards else start is not None
    place = names.index(sorted_by)
    ends = [f"{key.write(row[place])}~{row[0]}" for row in (read[:1] + read[-1:])]
    return Page(
        columns,
        lines_of(listing, columns, given, what),
        next=ends[-1] if ends and has_next else "",
        previous=ends[0] if ends and has_previous else "",
        counted=(lambda: count(listing, user, what)) if has_next or has_previous else None,
    )


def key_of(key: Field, text: str) -> tuple[Any, int] | None:
    """The (value, id) after which a page begins; None for what is no key."""
    value, mark, pk = text.rpartition("~")
    if not mark or not pk.isdecimal() or len(pk) > 18:
        return None
    try:
        found = key.kept(value) if isinstance(key, Day) else key.reader()(value)
    except BadText:
        return None
    return None if found is None else (found, int(pk))


def beyond(rows: QuerySet[Any], name: str, start: tuple[Any, int], falling: bool) -> QuerySet[Any]:
    """The rows that come after a key in the given direction; written so that an index on the field is a range."""
    value, pk = start
    side, past = ("lte", "gte") if falling else ("gte", "lte")
    return rows.filter(**{f"{name}__{side}": value}).exclude(**{name: value, f"pk__{past}": pk})


def lines_of(listing: Listing, columns: Sequence[Field], given: Given, what: Asked) -> list[Line]:
    """Rows in words, column by column, so that what a column needs is asked once."""
    pks = given["pk"]
    rows = zip(*(words_of(listing, one, given, what.day) for one in columns), strict=True)
    states = map(listing.states.get, given.get("state_key", [""] * len(pks)))
    links = zip(*(given[name] for name in listing.link), strict=True)
    beside = listing.beside_name(what, given) if listing.beside_name is not None else [(0, "")] * len(pks)
    return [
        Line(listing, columns, pk, words, link, what.withdrawn, state, depth, small)
        for pk, words, link, state, (depth, small) in zip(pks, rows, links, states, beside, strict=True)
    ]


def words_of(listing: Listing, one: Field, given: Given, day: datetime.date) -> Any:
    """A column in words."""
    if isinstance(one, Computed):
        return one.words(list(zip(*(given[name] for name in one.of), strict=True)), day)
    if one.kind == "many":
        ids = related(listing, one.name, given["pk"])
        return one.show_all([ids.get(pk, []) for pk in given["pk"]])
    return one.show_all(given[attribute(one)])


def related(listing: Listing, name: str, pks: Sequence[int]) -> dict[int, list[int]]:
    """The ids of the things that hang on some rows by one field."""
    pairs = listing.model._default_manager.filter(pk__in=pks, **{f"{name}__isnull": False})
    found: dict[int, list[int]] = {}
    for pk, other in pairs.order_by("pk", name).values_list("pk", name):
        found.setdefault(pk, []).append(other)
    return found
