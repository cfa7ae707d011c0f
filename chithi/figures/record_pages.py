"""The records behind a counted figure: from the number down to what was entered, and back."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from chithi.access import allow, user_of
from chithi.figures.cells import ALL, OWN
from chithi.figures.derived import added, derive, measures, shared_with, window_of
from chithi.figures.pages import chosen_unit
from chithi.figures.past import whose_records
from chithi.figures.periods import Period
from chithi.figures.views import find, period_of, units_of_today
from chithi.sheets.lists import Asked, Page, page
from chithi.sheets.registers import Measure, Register
from chithi.units.queries import lineage, tree


@dataclass(frozen=True)
class Source:
    """The records of one measure: a page of those that this person may read."""

    register: Register
    measure: Measure
    page: Page


@allow("figures.read")
@require_GET
def records(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """The records that a figure of a unit counts; with ``scope=all``, or of the whole, those of its branch, as units
    stood then or in today's borders."""
    found, days = find(code), period_of(period)
    then, now = tree(days.last), units_of_today(request)
    unit = chosen_unit(request.GET.get("unit", ""), now or then)
    named = "unit" in request.GET  # without a name it is the figure of the whole, with everybody below
    scope = ALL if request.GET.get("scope") == ALL or not named or now is not None else OWN
    whose = whose_records(found, unit.id, scope, days, then, now)
    counted = added(derive(days, units=whose, codes=[code]), whose)
    context: dict[str, Any] = {
        "indicator": found,
        "period": days,
        "node": unit,
        "scope": scope,
        "today_borders": now is not None,
        "has_changed": scope == ALL and bool(lineage()),
        "cells": {sex: value for (_code, breakdown, sex), value in counted.items() if not breakdown},
        "shared": shared_with(unit.id, days, [code]).get(code, 0),
        "sources": [source(request, *pair, days, sorted(whose)) for pair in measures([code])],
    }
    return render(request, "figures/records.html", context)


def columns_of(register: Register, measure: Measure) -> list[str]:
    """What a record is called, whose it is, when it was, and every number that is added up."""
    day = register.sorts[0].lstrip("-")
    return list(dict.fromkeys([register.listed[0], register.unit, day, *measure.columns]))


def source(
    request: HttpRequest, register: Register, measure: Measure, days: Period, whose: list[int]
) -> Source:
    """One page of the records of a measure; further pages by key, as in the list of the register."""
    which = (measure.when(window_of(days)), measure.where, Q(**{f"{measure.unit}__in": whose}))
    asked = Asked(
        sort=register.sorts[0],
        columns=columns_of(register, measure),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        last=request.GET.get("last") == "1",
        conditions=which,
    )
    return Source(register, measure, page(register, user_of(request), asked))
