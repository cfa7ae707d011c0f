"""How units are called in the registers: by key in files, by their name of today on the screen."""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import gettext as _

from chithi.sheets.fields import Naming
from chithi.units.following import left_to
from chithi.units.models import Unit, UnitVersion
from chithi.units.queries import lineage, tree
from chithi.vietnamese import fold


def names(ids: Iterable[int]) -> Mapping[int, str]:
    """The name of today; the last one of a unit that is no more, the first one of a unit that is yet to come."""
    now, wanted = tree(), set(ids)
    found = {i: now[i].name for i in wanted if i in now}
    if len(found) == len(wanted):
        return found
    known: dict[int, str] = {}
    versions = UnitVersion.objects.filter(unit__in=wanted - found.keys(), ended=False).order_by("valid_from")
    for unit, first, name in versions.values_list("unit_id", "valid_from", "name"):
        if first <= now.day or unit not in known:
            known[unit] = name
    return {**found, **known}


def keys(ids: Iterable[int]) -> Mapping[int, str]:
    now, wanted = tree(), set(ids)
    missing = {i for i in wanted if i not in now}
    gone = dict(Unit.objects.filter(pk__in=missing).values_list("pk", "key")) if missing else {}
    return {**{i: now[i].key for i in wanted if i in now}, **gone}


def finder() -> Callable[[str], int | None]:
    """By key, else by a name, short name or other name that only one unit has today."""
    now = tree()
    spellings = {(fold(text), n.id) for n in now for text in (n.name, n.short_name, *n.aliases) if text}
    often = Counter(text for text, _id in spellings)
    called = {text: unit_id for text, unit_id in spellings if often[text] == 1}
    by_key = dict(Unit.objects.values_list("key", "id"))
    return lambda text: by_key.get(text) or called.get(fold(text))


def options() -> list[tuple[str, str]]:
    """Keys and names of the units of today, indented as in the tree."""
    now = tree()
    return [(node.key, "\u2003" * len(list(now.ancestors(node.id))) + node.name) for node in now]


def absent() -> Callable[[int, datetime.date], str]:
    """A function of a unit and a day to why no record of that day can be its: it is no more. One query, where there is
    a unit at all that ended."""
    versions: dict[int, list[tuple[datetime.date, bool]]] = {}
    ended = UnitVersion.objects.filter(ended=True).values("unit")
    rows = UnitVersion.objects.filter(unit__in=ended).order_by("valid_from")
    for unit, first, is_end in rows.values_list("unit_id", "valid_from", "ended"):
        versions.setdefault(unit, []).append((first, is_end))

    def why(unit: int, day: datetime.date) -> str:
        first, is_end = next((v for v in reversed(versions.get(unit, ())) if v[0] <= day), (day, False))
        if not is_end:
            return ""
        heirs = names(lineage().heirs(unit, datetime.date.min, day))
        words = {"unit": names([unit])[unit], "day": f"{first:%d/%m/%Y}", "heirs": "; ".join(heirs.values())}
        if unit in heirs or not heirs:
            return _("“%(unit)s” is no more since %(day)s. Choose another unit, or an earlier day.") % words
        return _("“%(unit)s” is no more since %(day)s. Choose the unit that followed it: %(heirs)s.") % words

    return why


UNITS = Naming(names, keys, finder, options, absent=absent, with_former=lambda unit: left_to([unit]))
