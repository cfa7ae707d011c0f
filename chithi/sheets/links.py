"""The way back from a thing that records name, like a work item, to those records."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Model, QuerySet, Value
from django.urls import reverse

from chithi.accounts.models import User
from chithi.sheets.catalogue import REGISTERS
from chithi.sheets.fields import Many
from chithi.sheets.registers import Register


@dataclass(frozen=True)
class Link:
    """The records of a register that name a thing: how many a person sees, and their list."""

    register: Register
    count: int
    url: str


def links_to(model: type[Model], ids: Collection[int], user: User) -> Mapping[int, list[Link]]:
    """Thing → the registers whose records name it in a field of several. One query, however many registers there
    are, and one for the keys of the things."""
    naming = [
        (register, field)
        for register in REGISTERS.values()
        if user.has_perm(register.read)
        for field in register.fields.values()
        if isinstance(field, Many) and field.model is model and field.name in register.filters
    ]
    if not ids or not naming:
        return {}
    counts = [counted(place, *pair, ids, user) for place, pair in enumerate(naming)]
    rows = sorted(row for row in counts[0].union(*counts[1:], all=True) if row[1] in ids)
    keys = naming[0][1].naming.keys({pk for _place, pk, _number in rows})
    found: dict[int, list[Link]] = {}
    for place, pk, number in rows:
        register, field = naming[place]
        found.setdefault(pk, []).append(Link(register, number, address(register, field, keys[pk])))
    return found


def counted(place: int, register: Register, field: Many, ids: Collection[int], user: User) -> QuerySet[Any]:
    """(place, thing, how many records name it) of one register."""
    seen = register.records(user).filter(withdrawn_at=None, **{f"{field.name}__in": ids}).order_by()
    return seen.values_list(Value(place), field.name).annotate(number=Count("pk", distinct=True))


def address(register: Register, field: Many, key: str) -> str:
    """The list of a register with the records of all units that name a thing."""
    return f"{reverse('registers:list', args=[register.name])}?{urlencode({field.name: key})}"
