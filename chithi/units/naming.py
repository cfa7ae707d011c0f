"""How units are called in the registers: by key in files, by their name of today on the screen."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from chithi.sheets.fields import Naming
from chithi.shell.clock import today
from chithi.units.models import Unit
from chithi.units.queries import tree
from chithi.vietnamese import fold


def gone(ids: Iterable[int]) -> Iterable[Unit]:
    """The units among some that do not stand today."""
    now = tree()
    missing = {i for i in ids if i not in now}
    return Unit.objects.filter(pk__in=missing).prefetch_related("versions") if missing else ()


def names(ids: Iterable[int]) -> Mapping[int, str]:
    """The name of today; the last one of a unit that is no more."""
    now, wanted, day = tree(), set(ids), today()
    found = {i: now[i].name for i in wanted if i in now}
    return {**found, **{unit.pk: unit.name_on(day) for unit in gone(wanted)}}


def keys(ids: Iterable[int]) -> Mapping[int, str]:
    now, wanted = tree(), set(ids)
    return {**{i: now[i].key for i in wanted if i in now}, **{unit.pk: unit.key for unit in gone(wanted)}}


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


UNITS = Naming(names, keys, finder, options)
