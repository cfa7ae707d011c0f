"""The page of the country's units: choose a province, look at what came of it, load it or take the files along."""

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from chithi.access import allow
from chithi.sheets.downloads import table_response
from chithi.sheets.views import LOADERS, look_at
from chithi.sheets.writing import write_csv
from chithi.shell.models import installation
from chithi.units import country
from chithi.units.actions import Refused
from chithi.units.country import Row
from chithi.units.country_files import ALL, FILES, MOVES, UNITS, Asked, asked, rows_of, shape_of

SHOWN = 10
"""Rows of each file that the page shows."""
TITLES: Mapping[str, str | Promise] = {
    "old": _("1. The units until 30/06/2025"),
    "new": _("2. The units from 01/07/2025"),
    MOVES: _("3. Which unit went into which"),
}
COUNTED: Mapping[str, str | Promise] = {
    "province": _("provinces"),
    "district": _("districts"),
    "commune": _("communes"),
    "merge": _("came whole into a new unit"),
    "split": _("were divided among several"),
    "abolish": _("districts ended"),
}
CHANGES: Mapping[str, str | Promise] = {
    "merge": _("came whole into"), "split": _("partly came into"), "abolish": _("ended; what is left goes to"),
}  # fmt: skip


def provinces() -> list[tuple[Any, Any]]:
    """The whole country, the provinces of today, and those that are no more."""
    after = {p.key for p in country.whole().provinces}
    named = [(one.key, one.title) for one in country.choices()]
    return [
        (ALL, _("The whole country")),
        (_("Provinces of today"), [pair for pair in named if pair[0] in after]),
        (_("Provinces until 30/06/2025"), [pair for pair in named if pair[0] not in after]),
    ]


class CountryForm(forms.Form):
    """Which province, and what the files cannot know."""

    province = forms.ChoiceField(label=_("Which province"), choices=provinces)
    first_day = forms.CharField(
        label=_("First day of the old units"),
        required=False,
        max_length=20,
        help_text=_("Day/month/year. Empty: from the beginning."),
    )
    decisions = forms.CharField(
        label=_("Resolution on the communes"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Only for the third file, where it is not known. Of several provinces one on a line: Huế=number."
        ),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors:
            return given
        try:
            given["asked"] = asked(given["province"], given["first_day"], given["decisions"].splitlines())
        except Refused as refused:
            self.add_error(refused.field, str(refused))
        return given


@dataclass(frozen=True)
class Panel:
    """One of the three files: numbers with their words, its first rows, or why there is none."""

    what: str
    title: str | Promise
    numbers: Sequence[tuple[int, str | Promise]] = ()
    rows: Sequence[Mapping[str, Any]] = ()
    total: int = 0
    refusal: str = ""

    @property
    def endings(self) -> Sequence[str]:
        return ("csv",) if self.what == MOVES else ("xlsx", "csv")


def panel(what: str, wanted: Asked) -> Panel:
    try:
        rows = list(rows_of(what, wanted))
    except Refused as refused:
        return Panel(what, TITLES[what], refusal=str(refused))
    if what == MOVES:
        # Each unit that ended is counted once, however many came after it; a province that goes on did not end.
        ended = {row["from"]: row["change"] for row in rows if row["from"] != row["to"]}
        counts = Counter(ended.values())
    else:
        counts = Counter(row["kind"] for row in rows)
    numbers = [(counts[word], title) for word, title in COUNTED.items() if counts[word]]
    shown = [told(row) if what == MOVES else row for row in itertools.islice(rows, SHOWN)]
    return Panel(what, TITLES[what], numbers, shown, len(rows))


def told(row: Row) -> Mapping[str, Any]:
    """A move in words."""
    before = next(p for p in country.whole().old if p.key == row["from"])
    after = next(p for p in country.whole().new if p.key == row["to"])
    return {**row, "before": before.title, "after": after.title, "told": CHANGES[row["change"]]}


def doubts(wanted: Asked) -> list[tuple[str, str, str]]:
    """(commune, district, successors) of those that want a comparison with the resolution."""
    districts = {p.key: p.title for p in country.whole().old if p.level == "district"}
    after = {p.key: p.title for p in country.whole().new}
    return [
        (place.title, districts[place.parent], ", ".join(after[key] for key in place.into))
        for place in country.doubtful(wanted.chosen)
    ]


def page(request: HttpRequest, form: CountryForm, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        wanted = form.cleaned_data["asked"]
        context |= {
            "panels": [panel(what, wanted) for what in FILES],
            "doubts": doubts(wanted),
            "asked": urlencode({name: form.cleaned_data[name] for name in form.fields}),
            "given": {name: form.cleaned_data[name] for name in form.fields},
            "loaded": UNITS,
        }
    elif form.is_bound:
        status = 422
    return render(request, "units/country.html", context, status=status)


@allow("units.directory")
@require_GET
def country_page(request: HttpRequest) -> HttpResponse:
    """Choose a province; what would be loaded stands below."""
    if "province" in request.GET:
        return page(request, CountryForm(request.GET))
    here = installation()
    own = country.choose(here.name) if here else None
    return page(request, CountryForm(initial={"province": own.key if own else ALL}))


@allow("units.directory")
@require_GET
def country_file(request: HttpRequest, what: str, ending: str) -> HttpResponseBase:
    """One of the files; where something is missing, the page that says so."""
    if what not in FILES or (what == MOVES and ending != "csv"):
        raise Http404
    form = CountryForm(request.GET)
    if not form.is_valid():
        return page(request, form)
    wanted = form.cleaned_data["asked"]
    try:
        rows = rows_of(what, wanted)
    except Refused as refused:
        form.add_error(refused.field, str(refused))
        return page(request, form)
    shape = shape_of(what, wanted)
    return table_response(shape, rows, ending)


@allow("units.directory")
@require_POST
def load_country(request: HttpRequest, what: str) -> HttpResponse:
    """Look at what loading the units would change; the page of the load confirms it."""
    if what not in UNITS:
        raise Http404
    form = CountryForm(request.POST)
    if not form.is_valid():
        return page(request, form)
    wanted = form.cleaned_data["asked"]
    shape = shape_of(what, wanted)
    data = write_csv(shape.columns, rows_of(what, wanted))
    return look_at(request, LOADERS["units"], data, f"{shape.name}.csv")
