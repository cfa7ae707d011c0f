"""The list of units: those that stand on a day, as the tree has them or searched."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat, StrIndex
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chithi.sheets.asked import Asked
from chithi.sheets.fields import Choice, Count, Field, One
from chithi.sheets.listings import Computed, Given, Listing
from chithi.units.kinds import CHOICES, KINDS, mode_of
from chithi.units.models import Unit, UnitAlias, UnitVersion
from chithi.units.queries import tree, versions_on
from chithi.units.timeline import BEGINNING

PLACE = "place"
"""The order of the tree, in which the list begins."""
LEVELS: dict[str, str | Promise] = {
    "province": _("Province"),
    "district": _("District"),
    "commune": _("Commune"),
}
MODES: dict[str, str | Promise] = {"told": _("is told"), "requested": _("is requested")}


def standing(day: datetime.date) -> QuerySet[UnitVersion]:
    """What holds for each unit on a day, with its place in the tree.

    The place is where its id stands in the text of all ids in the order of the tree: both databases find that, and it
    costs one parameter however many units there are.
    """
    order = "," + "".join(f"{node.id}," for node in tree(day))
    here = Concat(Value(","), Cast("unit_id", CharField()), Value(","))
    return versions_on(day).annotate(place=StrIndex(Value(order, TextField()), here))


def says(word: str) -> Q:
    """A word of the name, the short name, the code, another name or the key."""
    called = UnitAlias.objects.filter(unit=OuterRef("unit"), withdrawn_at=None, folded__contains=word)
    return Q(search_key__contains=word) | Q(unit__key__contains=word) | Q(Exists(called))


def of_level(level: str) -> Q:
    return Q(kind__in=[key for key, kind in KINDS.items() if kind.level == level])


def beside_name(what: Asked, given: Given) -> Iterator[tuple[int, str]]:
    """Where the tree is shown whole how deep a unit stands in it, else what stands above."""
    then, is_whole = tree(what.day), what.sort == PLACE and not what.is_narrowed
    for unit in given["unit_id"]:
        above = [node.label for node in then.ancestors(unit)][::-1]
        yield (len(above), "") if is_whole else (0, " › ".join(above[1:] or above))


def modes(rows: Sequence[tuple[Any, ...]], _day: datetime.date) -> Iterable[Any]:
    return [MODES[mode_of(kind)] for (kind,) in rows]


def other_names(rows: Sequence[tuple[Any, ...]], day: datetime.date) -> Iterable[str]:
    then = tree(day)
    return ["\n".join(then[unit].aliases) if unit in then else "" for (unit,) in rows]


def first_days(rows: Sequence[tuple[Any, ...]], _day: datetime.date) -> Iterable[Any]:
    return [_("from the beginning") if day == BEGINNING else f"{day:%d/%m/%Y}" for (day,) in rows]


KIND_WORDS: Mapping[str, str | Promise] = dict(CHOICES)
LISTING = Listing(
    name="units",
    model=UnitVersion,
    title=_("Units"),
    columns=(
        Field("name", _("Name")),
        Choice("kind", _("Kind"), choices=KIND_WORDS),
        Computed("mode", _("In a plan it is"), of=("kind",), words=modes),
        Field("code", _("Official code")),
        Field("short_name", _("Short name")),
        Computed("other_names", _("Other names"), of=("unit_id",), words=other_names),
        One("parent", _("Unit above"), model=Unit),
        Computed("first", _("First day"), of=("valid_from",), words=first_days),
        Field("key", _("Key"), path="unit__key"),
    ),
    listed=("name", "kind", "mode", "code"),
    read="units.read",
    filters=("kind", "level"),
    asking=(Choice("level", _("Level"), choices=LEVELS),),
    asks={"level": of_level},
    sorts=(PLACE, "name", "kind", "code"),
    keys={PLACE: Count(PLACE, ""), "name": Field("sort_key", "")},
    source=standing,
    of_day=True,
    search=says,
    search_title=_("Search by name, code or abbreviation"),
    link=("unit__key",),
    needs=("unit_id",),
    address=lambda key: reverse("units:unit", args=[key]),
    beside_name=beside_name,
    size=200,
    nothing=_("There are no units on this day."),
    nothing_found=_("No unit is called so. Search with fewer words, or show all."),
)
