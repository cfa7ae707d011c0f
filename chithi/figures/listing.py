"""The list of observations: every official cell, of any period. A draft is its unit's own and never stands in it."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from chithi.figures.models import Indicator, Observation
from chithi.figures.periods import BadPeriod, parse_period
from chithi.figures.queries import indicators, known_periods
from chithi.sheets.asked import Asked
from chithi.sheets.fields import BadText, Choice, Count, Day, Field, Naming, One
from chithi.sheets.listings import Computed, Figure, Given, Listing
from chithi.shell.memo import remembered
from chithi.shell.templatetags.shell import number
from chithi.units.models import Unit
from chithi.units.queries import tree
from chithi.vietnamese import fold

ORIGINS = {
    "typed": _("typed in the report"),
    "workbook": _("from the workbook"),
    "load": _("loaded from a file"),
    "letter": _("from the signed letter"),
    "records": _("counted from the registers"),
    "demo": _("demonstration"),
}


def names(ids: Iterable[int]) -> Mapping[int, str]:
    return {i.pk: i.title for i in Indicator.objects.filter(pk__in=list(ids))}


def codes(ids: Iterable[int]) -> Mapping[int, str]:
    return dict(Indicator.objects.filter(pk__in=list(ids)).values_list("pk", "code"))


def finder() -> Callable[[str], int | None]:
    """By code, or by a title."""
    known: dict[str, int] = {}
    for one in Indicator.objects.all():
        for name in (one.code, fold(one.title_vi), fold(one.title_en)):
            known.setdefault(name, one.pk)
    return lambda text: known.get(text) or known.get(fold(text))


def entered() -> list[tuple[str, str]]:
    """The indicators that are entered, by code."""
    return [(i.code, i.title) for i in indicators().filter(entered=True)]


INDICATORS = Naming(names, codes, finder, entered)


@dataclass(frozen=True)
class PeriodField(Field):
    """A period, by its one spelling."""

    def read(self, text: str) -> str:
        try:
            return parse_period(text).text
        except BadPeriod as bad:
            raise BadText(str(bad)) from bad


def periods() -> list[tuple[str, str]]:
    """The periods with official figures, newest first."""
    return [(period.text, period.label) for period in known_periods()]


def period_words(rows: Sequence[tuple[Any, ...]], _day: datetime.date) -> Iterator[str]:
    return (parse_period(text).label for (text,) in rows)


def values(rows: Sequence[tuple[Any, ...]], _day: datetime.date) -> Iterator[str]:
    return (number(value, 0 if part else scale) for value, part, scale in rows)


def days(rows: Sequence[tuple[Any, ...]], _day: datetime.date) -> Iterator[str]:
    return (f"{localtime(at):%d/%m/%Y}" for (at,) in rows)


def beside_name(_what: Asked, given: Given) -> Iterator[tuple[int, str]]:
    """Which cell of the indicator it is, where that is not plain."""
    scopes, parts = dict(Observation.Scope.choices), dict(Observation.Part.choices)
    for scope, part, breakdown in zip(given["scope"], given["part"], given["breakdown"], strict=True):
        words = (scopes[scope] if scope == "all" else "", parts[part] if part else "", breakdown)
        yield 0, " · ".join(str(word) for word in words if word)


def says(word: str) -> Q:
    """A word of the title or code of the indicator, of the name of the unit, or of who recorded it."""
    known = remembered("indicators by words", lambda: list(Indicator.objects.all()))
    about = [i.pk for i in known if word in fold(f"{i.title_vi} {i.title_en} {i.code}")]
    called = [n.id for n in tree() if word in fold(" ".join((n.name, n.short_name, *n.aliases, n.key)))]
    return Q(indicator__in=about) | Q(unit__in=called) | Q(recorded_by__icontains=word)


def address(code: str, period: str, unit: str) -> str:
    """Where the figure comes from."""
    return f"{reverse('figures:explain', args=[code, parse_period(period).address])}?unit={unit}"


def official(_day: datetime.date) -> QuerySet[Observation]:
    return Observation.objects.filter(is_official=True).exclude(status="")


LISTING = Listing(
    name="observations",
    model=Observation,
    title=_("Official figures"),
    columns=(
        One("indicator", _("Indicator"), model=Indicator),
        One("unit", _("Unit"), model=Unit),
        Computed("period", _("Period"), of=("period",), words=period_words),
        Choice("sex", _("Sex"), choices=dict(Observation.Sex.choices)),
        Figure("value", _("Value"), of=("value", "part", "indicator__scale"), words=values),
        Choice("status", _("Status"), choices=dict(Observation.Status.choices)),
        Choice("origin", _("Origin"), choices=ORIGINS),
        Field("recorded_by", _("Recorded by")),
        Computed("recorded", _("Recorded"), of=("recorded_at",), words=days),
        Choice("scope", _("Scope"), choices=dict(Observation.Scope.choices)),
        Choice("part", _("Part of a rate"), choices=dict(Observation.Part.choices)),
        Field("breakdown", _("Breakdown")),
    ),
    listed=("indicator", "unit", "period", "sex", "value", "status", "origin", "recorded_by"),
    read="figures.read",
    filters=("indicator", "unit", "period", "status", "origin"),
    asking=(PeriodField("period", _("Period")),),
    options={"period": periods},
    sorts=("-recorded", "period", "indicator"),
    keys={
        "recorded": Count("id", ""),
        "period": Day("period_from", ""),
        "indicator": Count("indicator__order", ""),
    },
    source=official,
    search=says,
    search_title=_("Search by indicator, unit or person"),
    link=("indicator__code", "period", "unit__key"),
    needs=("scope", "part", "breakdown"),
    address=address,
    beside_name=beside_name,
    nothing=_("There is no official figure yet."),
    nothing_found=_("No figure is like this. Ask for less, or show all."),
)
