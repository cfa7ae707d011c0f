"""The records behind a counted figure: from the number down to what was entered, and back."""

import functools
import operator
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from chithi.access import allow, user_of
from chithi.figures.cells import ALL, DENOMINATOR, NUMERATOR, OWN
from chithi.figures.derived import (
    Derived,
    OfUnit,
    added,
    amount_of,
    derive,
    measures,
    shared_with,
    window_of,
)
from chithi.figures.models import Indicator
from chithi.figures.pages import chosen_unit
from chithi.figures.past import whose_records
from chithi.figures.periods import Period
from chithi.figures.rollup import Total, rounded
from chithi.figures.views import find, period_of, units_of_today
from chithi.sheets.asked import Asked
from chithi.sheets.lists import Page, page
from chithi.sheets.registers import Measure, Register
from chithi.units.queries import lineage, tree

PARTS = (NUMERATOR, DENOMINATOR)


@dataclass(frozen=True)
class Source:
    """The records of one measure: a page of those that this person may read. ``is_closed``: there are some, and this
    person may read none of them."""

    register: Register
    measure: Measure
    page: Page
    is_closed: bool


class Counted(NamedTuple):
    """A number above the records: its part of a rate with what that counts, its sex, and the number."""

    part: str
    title: str
    sex: str
    value: int


@allow("figures.read")
@require_GET
def records(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """The records that a figure of a unit counts; with ``scope=all``, or of the whole, those of its branch, as units
    stood then or in today's borders; with ``part`` only those behind the numerator or the denominator of a rate."""
    found, days = find(code), period_of(period)
    then, now = tree(days.last), units_of_today(request)
    unit = chosen_unit(request.GET.get("unit", ""), now or then)
    named = "unit" in request.GET  # without a name it is the figure of the whole, with everybody below
    scope = ALL if request.GET.get("scope") == ALL or not named or now is not None else OWN
    whose = whose_records(found, unit.id, scope, days, then, now)
    counted = added(derive(days, units=whose, codes=[code]), whose)
    part = request.GET.get("part", "")
    context: dict[str, Any] = {
        "indicator": found,
        "period": days,
        "node": unit,
        "scope": scope,
        "today_borders": now is not None,
        "has_changed": scope == ALL and bool(lineage()),
        "cells": cells_of(found, counted),
        "rate": rate_of(found, counted),
        "part": part,
        "part_title": found.part_title(part) if part in PARTS else "",
        "shared": shared_with(unit.id, days, [code]).get(code, 0),
        "sources": [source(request, *pair, days, sorted(whose), part) for pair in measures([code])],
    }
    return render(request, "figures/records.html", context)


def cells_of(indicator: Indicator, counted: Mapping[OfUnit, Derived]) -> list[Counted]:
    """The numbers of an indicator without breakdowns, as the page shows them."""
    return [
        Counted(part, indicator.part_title(part) if part else "", sex, derived.value)
        for (_code, breakdown, part, sex), derived in counted.items()
        if not breakdown
    ]


def rate_of(indicator: Indicator, counted: Mapping[OfUnit, Derived]) -> int | None:
    """The rate that the numbers make, scaled by the indicator; None where they make none."""
    if indicator.kind != Indicator.Kind.RATE:
        return None
    rate = Total(0, "rate", indicator.per, amount_of(counted)).rate
    return None if rate is None else rounded(rate, indicator.scale)


def behind(measure: Measure, part: str) -> Q:
    """Which records of a measure stand behind a part of a rate; all where it has no such cells."""
    cells = [which for cell, which in measure.cells.items() if cell.part == part and isinstance(which, Q)]
    if not part or not cells or not all(cells):
        return Q()
    return functools.reduce(operator.or_, cells)


def columns_of(register: Register, measure: Measure) -> list[str]:
    """What a record is called, whose it is, when it was, and every number that is added up."""
    day = register.sorts[0].lstrip("-")
    return list(dict.fromkeys([register.listed[0], register.unit, day, *measure.columns]))


def source(
    request: HttpRequest, register: Register, measure: Measure, days: Period, whose: list[int], part: str
) -> Source:
    """One page of the records of a measure; further pages by key, as in the list of the register."""
    of_units = Q(**{f"{measure.unit}__in": whose})
    which = (measure.when(window_of(days)), measure.where, behind(measure, part), of_units)
    asked = Asked(
        sort=register.sorts[0],
        columns=columns_of(register, measure),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        last=request.GET.get("last") == "1",
        conditions=which,
    )
    found = page(register, user_of(request), asked)
    counted = register.model._default_manager.filter(*which, withdrawn_at=None)
    return Source(
        register,
        measure,
        found,
        not found.lines and not asked.after and not asked.before and counted.exists(),
    )
