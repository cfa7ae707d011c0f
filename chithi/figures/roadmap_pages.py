"""The page "roadmap of women in leadership": futures of a body side by side, and their tables as files.

It names nobody; but of a body with one head it tells when that one retires. So it is shown to whoever may read the
names of the unit (``leadership.rules``)."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from chithi.access import allow, fetch, user_of
from chithi.accounts.models import User
from chithi.figures.models import Target
from chithi.figures.roadmap_forms import RoadmapForm, is_asked, named
from chithi.figures.women import targets_by_code
from chithi.leadership.futures import Answer, Future, Futures, futures
from chithi.leadership.posts import Level
from chithi.leadership.roadmaps import body_of
from chithi.leadership.rules import named_units
from chithi.papers import charts
from chithi.papers.charts import Mark, Milestone, Series
from chithi.sheets.downloads import Download, table_response
from chithi.sheets.tables import Column
from chithi.shell import drawings
from chithi.shell.clock import today
from chithi.shell.drawings import Drawn
from chithi.shell.templatetags.shell import number
from chithi.units.models import Unit
from chithi.units.queries import tree
from chithi.units.tree import Node

OFFERED = ("women-share-leaders", "women-share-councils", "women-share-party-committees")
"""The indicators whose targets of the province are offered, the first that has one to come as the first scenario."""
ALL = "all"

RESULTS = Download(
    "roadmap-targets",
    (
        Column("scenario", gettext_lazy("Scenario"), width=16),
        Column("target", gettext_lazy("Target (%)"), number=True, width=10),
        Column("year", gettext_lazy("By the year"), number=True, width=10),
        Column("seats", gettext_lazy("Seats in all"), number=True, width=10),
        Column("needed", gettext_lazy("Women needed"), number=True, width=12),
        Column("women", gettext_lazy("Women by then"), number=True, width=12),
        Column("most", gettext_lazy("Women at most"), number=True, width=12),
        Column("met", gettext_lazy("Met"), width=10),
        Column("earliest", gettext_lazy("Earliest year"), number=True, width=12),
        Column("appoint", gettext_lazy("Women to appoint"), number=True, width=12),
        Column("turnover", gettext_lazy("Leaving in a year (%)"), width=14),
        Column("low", gettext_lazy("Range: low"), number=True, width=10),
        Column("middle", gettext_lazy("Range: middle"), number=True, width=10),
        Column("high", gettext_lazy("Range: high"), number=True, width=10),
        Column("chance", gettext_lazy("Runs that meet it"), width=14),
        Column("runs", gettext_lazy("Runs"), number=True, width=10),
        Column("seed", gettext_lazy("Seed"), number=True, width=10),
    ),
)
PLAN = Download(
    "roadmap-plan",
    (
        Column("scenario", gettext_lazy("Scenario"), width=16),
        Column("year", gettext_lazy("Year"), number=True, width=10),
        Column("level", gettext_lazy("Level"), width=34),
        Column("seats", gettext_lazy("Seats in all"), number=True, width=10),
        Column("vacancies", gettext_lazy("Vacancies"), number=True, width=10),
        Column("appoint", gettext_lazy("Women to appoint"), number=True, width=12),
        Column("women", gettext_lazy("Women at the end of the year"), number=True, width=14),
        Column("share", gettext_lazy("Share (%)"), number=True, width=10),
    ),
)
POOL = Download(
    "roadmap-pool",
    (
        Column("scenario", gettext_lazy("Scenario"), width=16),
        Column("year", gettext_lazy("Year"), number=True, width=10),
        Column("level", gettext_lazy("Level"), width=34),
        Column("needed", gettext_lazy("Women to appoint"), number=True, width=12),
        Column("free", gettext_lazy("Women in the pool"), number=True, width=12),
        Column("missing", gettext_lazy("Missing"), number=True, width=10),
    ),
)
TABLES = {"targets": RESULTS, "plan": PLAN, "pool": POOL}


@dataclass(frozen=True)
class Choice:
    """Whose roadmap: a unit, alone or with all below it; the units meant, none where a person reads nobody's names."""

    node: Node | None
    scope: str
    units: frozenset[int]
    with_below: bool


@allow("leadership.read_roadmap")
@require_GET
def roadmap(request: HttpRequest) -> HttpResponse:
    """Vacancies to come, women to appoint, whether targets can be met, and where the pool is too thin."""
    day, choice, form, offered = asked_of(request)
    found, kept = drawn(choice, form, day)
    mine = named_units(user_of(request))
    context: dict[str, Any] = {
        "day": day,
        "choice": choice,
        "form": form,
        "offered": offered,
        "units": [node for node in tree(day) if node.id in mine],
        "is_kept": kept,
        "found": found,
    }
    if found is not None:
        context |= shown(found, day)
    return render(request, "figures/roadmap.html", context)


@allow("leadership.read_roadmap")
@require_GET
def roadmap_table(request: HttpRequest, table: str, ending: str) -> HttpResponseBase:
    """One of the three tables, as the same address shows them, as CSV or .xlsx."""
    if table not in TABLES:
        raise Http404
    day, choice, form, _offered = asked_of(request)
    found, _kept = drawn(choice, form, day)
    if found is None:
        raise Http404
    rows = {"targets": result_rows, "plan": plan_rows, "pool": pool_rows}[table](found)
    return table_response(TABLES[table], rows, ending)


def asked_of(request: HttpRequest) -> tuple[datetime.date, Choice, RoadmapForm, list[Target]]:
    """The day, whose roadmap, the form as typed (or as the targets of the province fill it), and these targets."""
    day, user = today(), user_of(request)
    offered = offered_targets(day.year)
    choice = chosen(request, user, day)
    data: Mapping[str, Any] | None = request.GET if is_asked(request.GET) else None
    if data is None and choice.node is not None and offered:
        data = {
            named("target", 1): percent(Fraction(offered[0].value, 1000)),
            named("year", 1): offered[0].year,
        }
    return day, choice, RoadmapForm(data, day.year), offered


def offered_targets(year: int) -> list[Target]:
    """The targets of the province for shares of women that are yet to come, the next one first."""
    known = targets_by_code()
    return [
        target
        for code in OFFERED
        for target in sorted(known.get(code, ()), key=lambda t: t.year)
        if target.year > year and target.direction == Target.Direction.AT_LEAST
    ]


def chosen(request: HttpRequest, user: User, day: datetime.date) -> Choice:
    """The unit that is asked for, 404 where a person may not read its names; else the highest one whose names they
    read, with all below it where they read those too."""
    now, mine = tree(day), named_units(user)
    key, scope = request.GET.get("unit", ""), request.GET.get("scope", "")
    node = now.by_key(key) if key else None
    if key:
        fetch(request, "leadership.read_roadmap", Unit.objects.all(), key=key)
        if node is None:
            raise Http404
    else:
        node, scope = next((one for one in now if one.id in mine), None), ALL
    if node is None:
        return Choice(None, "", frozenset(), False)
    branch = frozenset(one.id for one in now.subtree(node.id))
    with_below = len(branch) > 1 and branch <= mine
    if scope == ALL and with_below:
        return Choice(node, ALL, branch, True)
    return Choice(node, "", frozenset({node.id}), with_below)


def drawn(choice: Choice, form: RoadmapForm, day: datetime.date) -> tuple[Futures | None, bool]:
    """The futures, and whether posts are kept at all; None where nothing is asked or something is wrong."""
    if choice.node is None or not form.is_bound or not form.is_valid():
        return None, True
    body = body_of(choice.units, day)
    return (futures(body, form.asked, day.year), True) if body is not None else (None, False)


def shown(found: Futures, day: datetime.date) -> dict[str, Any]:
    """What the page says of futures."""
    return {
        "parts": [(one, told(one), chart_of(one, found, day)) for one in found.futures],
        "plan": [
            (
                year,
                Level(level).label if level else _("All levels"),
                not level,
                [(row, written(row.share)) for row in rows],
            )
            for year, level, rows in found.side_by_side()
        ],
        "thin": [(one, stock, Level(stock.level).label) for one in found.futures for stock in one.pool.thin],
        "method": next((one.range for one in found.futures if one.range is not None), None),
    }


def told(one: Future) -> dict[str, Any]:
    """The numbers of a future in words."""
    return {
        "answers": [(answer, written(answer.outcome.target.share)) for answer in one.answers],
        "women_share": "" if one.asked.women_share is None else written(one.asked.women_share),
        "followers": tenths(one.followers * 10),
        "chances": [] if one.range is None else [(c.target.year, c.runs_met) for c in one.range.chances],
        "rates": [] if one.range is None else [written(rate) for rate in one.range.rates],
        "unknown": len(one.forecast.unknown),
        "overdue": len(one.forecast.overdue),
        "pool_unknown": sum(number for _level, number in one.pool.unknown),
    }


def tenths(value: Fraction) -> int:
    """Rounded, half up."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def written(share: Fraction) -> str:
    """A share in percent, as the reader's language writes it."""
    return number(tenths(share * 1000), 1)


def percent(share: Fraction) -> str:
    """``7/20`` as ``35``, ``1/3`` as ``33,3``, as it is typed."""
    whole, rest = divmod(tenths(share * 1000), 10)
    return f"{whole},{rest}" if rest else str(whole)


def chart_of(one: Future, found: Futures, day: datetime.date) -> Drawn:
    """The share of women at the end of each year, from what it is today, beside the targets."""
    seats, women = sum(one.forecast.seats), sum(one.forecast.women)
    shares = [Fraction(women, seats), *(row.share for row in one.whole)]
    labels = tuple(map(str, (day.year, *found.years)))
    marks = tuple(Mark(tenths(share * 1000), year > 0) for year, share in enumerate(shares))
    words = replace(drawings.words(str(_("Year"))), value=str(_("Women")), estimate=str(_("as planned")))
    name, unit = _("Share of women: %(scenario)s") % {"scenario": one.asked.name}, "%"
    aims = {str(t.year): tenths(t.share * 1000) for t in sorted(one.asked.targets, key=lambda t: t.share)}
    series = Series(str(_("Women")), marks)
    chart: charts.Chart
    if aims:
        milestones = tuple(Milestone(year, aims[year]) for year in sorted(aims))
        chart = charts.Target(
            title=name, unit=unit, scale=1, words=words, labels=labels, series=series, milestones=milestones
        )
    else:
        chart = charts.Lines(title=name, unit=unit, scale=1, words=words, labels=labels, series=(series,))
    return drawings.drawn(chart)


def number_of(share: Fraction) -> float:
    return tenths(share * 1000) / 10


def result_rows(found: Futures) -> Iterator[Mapping[str, Any]]:
    """One row for each scenario and target; a scenario without a target has one row."""
    for one in found.futures:
        drawn_range = one.range
        chances = {
            (c.target.share, c.target.year): c.runs_met for c in (drawn_range.chances if drawn_range else ())
        }
        row: dict[str, Any] = {
            "scenario": one.asked.name,
            "appoint": one.plan.total,
            "turnover": f"{percent(one.asked.low)} – {percent(one.asked.high)}",
        }
        if drawn_range is not None:
            women = drawn_range.women
            row |= {"low": women.low, "middle": women.middle, "high": women.high}
            row |= {"runs": drawn_range.runs, "seed": drawn_range.seed}
        for answer in one.answers:
            yield {**row, **result_row(answer, chances)}
        if not one.answers:
            yield row


def result_row(answer: Answer, chances: Mapping[tuple[Fraction, int], int]) -> Mapping[str, Any]:
    outcome = answer.outcome
    return {
        "target": number_of(outcome.target.share),
        "year": outcome.target.year,
        "seats": outcome.seats,
        "needed": outcome.needed,
        "women": answer.women,
        "most": outcome.most,
        "met": str(_("yes") if answer.met else _("no")),
        "earliest": answer.earliest if answer.earliest is not None else "",
        "chance": chances.get((outcome.target.share, outcome.target.year), ""),
    }


def plan_rows(found: Futures) -> Iterator[Mapping[str, Any]]:
    """One row for each scenario, year and level, then all levels together."""
    for row in found.table.rows:
        yield {
            "scenario": row.scenario,
            "year": row.year,
            "level": str(Level(row.level).label if row.level else _("All levels")),
            "seats": row.seats,
            "vacancies": row.vacancies,
            "appoint": row.appoint,
            "women": row.women,
            "share": number_of(row.share),
        }


def pool_rows(found: Futures) -> Iterator[Mapping[str, Any]]:
    """One row for each scenario, level and year in which somebody is to be appointed."""
    for one in found.futures:
        for stock in one.pool.stocks:
            if stock.needed:
                yield {
                    "scenario": one.asked.name,
                    "year": stock.year,
                    "level": str(Level(stock.level).label),
                    "needed": stock.needed,
                    "free": stock.free,
                    "missing": stock.missing,
                }
