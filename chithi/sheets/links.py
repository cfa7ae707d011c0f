"""The way back from a thing that records name, like a work item, to those records."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Model
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
    """Thing → the registers whose records name it in a field of several. One query per such register, and one for
    the keys of the things."""
    found: dict[int, list[Link]] = {}
    for register in REGISTERS.values():
        for field in register.fields.values():
            if not (isinstance(field, Many) and field.model is model and field.name in register.filters):
                continue
            if not ids or not user.has_perm(register.read):
                continue
            seen = register.records(user).filter(withdrawn_at=None, **{f"{field.name}__in": ids})
            counted = seen.order_by().values_list(field.name).annotate(Count("pk", distinct=True))
            numbers = {pk: number for pk, number in counted if pk in ids}
            keys = field.naming.keys(numbers)
            for pk, number in numbers.items():
                link = Link(register, number, address(register, field, keys[pk]))
                found.setdefault(pk, []).append(link)
    return found


def address(register: Register, field: Many, key: str) -> str:
    """The list of a register with the records of all units that name a thing."""
    return f"{reverse('registers:list', args=[register.name])}?{urlencode({field.name: key})}"
