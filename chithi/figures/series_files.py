"""The two tables of an indicator as files: its series for a unit, and the units right below in one period."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from chithi.access import allow
from chithi.figures.models import Indicator
from chithi.figures.pages import Shown, chosen_unit, indicator_page
from chithi.figures.views import find, units_of_today
from chithi.sheets.downloads import Download, table_response
from chithi.sheets.tables import Column
from chithi.units.queries import tree
from chithi.units.tree import Node

COUNTED = (
    Column("female", _("Female"), number=True, width=12),
    Column("male", _("Male"), number=True, width=12),
)
RATED = (
    Column("numerator", _("Numerator"), number=True, width=12),
    Column("denominator", _("Denominator"), number=True, width=12),
)


def columns_of(indicator: Indicator) -> tuple[Column, ...]:
    """The columns that have something to say of an indicator."""
    is_rate = indicator.kind == Indicator.Kind.RATE
    return (
        Column("unit", _("Key"), width=22),
        Column("name", _("Unit"), width=46),
        Column("period", _("Period"), width=16),
        Column("value", _("Rate") if is_rate else _("Total"), number=True, width=12),
        *(RATED if is_rate else ()),
        *(COUNTED if indicator.by_sex else ()),
        *(
            (Column("unsplit", _("Not split"), number=True, width=12),)
            if indicator.by_sex and not is_rate
            else ()
        ),
        Column("status", _("Status"), width=24),
        Column("parted", _("Parted without shares"), width=46),
    )


@allow("figures.read")
@require_GET
def series_table(request: HttpRequest, code: str, table: str, ending: str) -> HttpResponseBase:
    """``series`` or ``units`` of an indicator, as units stood then or in today's borders, as CSV or .xlsx."""
    if table not in ("series", "units"):
        raise Http404
    found, now = find(code), tree()
    unit, is_now = chosen_unit(request.GET.get("unit", ""), now), units_of_today(request) is not None
    page = indicator_page(found, unit, now, is_now, request.GET.get("period", ""))
    rows = series_rows(unit, page) if table == "series" else unit_rows(page)
    return table_response(Download(f"{code}-{table}", columns_of(found)), rows, ending)


def series_rows(unit: Node, page: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The periods, newest first, as on the page."""
    for point, shown, _aim, _changes in page["lines"]:
        parted = point.compared.parted if point.compared is not None else ()
        yield row(unit, point.period.text, shown, parted)


def unit_rows(page: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for node, shown, _has_below, parted in page.get("below", ()):
        yield row(node, page["period"].text, shown, parted)
    if (left := page.get("rest")) is not None:
        yield {**row(page["unit"], page["period"].text, left, ()), "unit": "", "name": str(_("The rest"))}


def row(unit: Node, period: str, shown: Shown, parted: tuple[Node, ...]) -> dict[str, Any]:
    """Numbers are numbers, to the digits that the indicator keeps; what is not known stays empty."""
    return {
        "unit": unit.key,
        "name": unit.name,
        "period": period,
        "value": scaled(shown.value, shown.scale),
        "numerator": scaled(shown.numerator),
        "denominator": scaled(shown.denominator),
        "female": scaled(shown.female, shown.scale),
        "male": scaled(shown.male, shown.scale),
        "unsplit": scaled(shown.unsplit, shown.scale),
        "status": str(shown.status_words),
        "parted": "; ".join(node.name for node in parted),
    }


def scaled(value: int | None, scale: int = 0) -> float | int | str:
    if value is None:
        return ""
    return value / 10**scale if scale else value
