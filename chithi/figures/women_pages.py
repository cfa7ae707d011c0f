"""The page "women in leadership", and its two tables as files."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from chithi.access import allow
from chithi.figures.views import units_of_today
from chithi.figures.women import Picture, picture
from chithi.leadership.shares import THRESHOLD, Verdict
from chithi.sheets.asked import day_asked
from chithi.sheets.downloads import Download, table_response
from chithi.sheets.tables import Column
from chithi.units.queries import lineage

VERDICTS = {
    Verdict.MISSING: (gettext_lazy("must have a woman, has none"), "!", "bad"),
    Verdict.UNKNOWN: (gettext_lazy("not known"), "?", "warn"),
    Verdict.MET: (gettext_lazy("has a woman, as it must"), "✓", "good"),
    Verdict.OUTSIDE: (gettext_lazy("the rule does not ask it"), "–", ""),
}
"""What is said of a unit: words, sign, look."""
ANSWERS = {True: gettext_lazy("yes"), False: gettext_lazy("no"), None: gettext_lazy("not known")}


SHARES = Download(
    "women-in-leadership",
    (
        Column("what", gettext_lazy("Content"), width=46),
        Column("level", gettext_lazy("Level and body"), width=34),
        Column("women", gettext_lazy("Women"), number=True, width=10),
        Column("total", gettext_lazy("Total"), number=True, width=10),
        Column("unknown", gettext_lazy("Not known"), number=True, width=10),
        Column("share", gettext_lazy("Share (%)"), number=True, width=10),
        Column("target", gettext_lazy("Target (%)"), number=True, width=10),
        Column("year", gettext_lazy("By the year"), number=True, width=10),
        Column("gap", gettext_lazy("Gap (points)"), number=True, width=10),
        Column("reached", gettext_lazy("Reached"), width=14),
        Column("source", gettext_lazy("Source"), width=60),
    ),
)
UNITS = Download(
    "women-key-leaders-of-units",
    (
        Column("unit", gettext_lazy("Key"), width=22),
        Column("name", gettext_lazy("Unit"), width=46),
        Column("women", gettext_lazy("Women on the staff"), number=True, width=10),
        Column("staff", gettext_lazy("Staff"), number=True, width=10),
        Column("share", gettext_lazy("Share (%)"), number=True, width=10),
        Column("woman_key_leader", gettext_lazy("A woman among the key leaders"), width=16),
        Column("verdict", gettext_lazy("By the rule"), width=34),
    ),
)


@allow("figures.read")
@require_GET
def women(request: HttpRequest) -> HttpResponse:
    """Shares of women in leadership as of a day, and the rule of 30 % unit by unit."""
    day, wrong = day_asked(request.GET.get("day", ""))
    found = picture(day, units_of_today(request))
    first = next((v for v in (Verdict.MISSING, Verdict.UNKNOWN) if found.of(v)), "")
    verdict = request.GET.get("verdict", first)
    context: dict[str, Any] = {
        "picture": found,
        "wrong": wrong,
        "today_borders": units_of_today(request) is not None,
        "has_changed": bool(lineage()),
        "may_draw": request.user.has_perm("leadership.read_roadmap"),
        "answers": [one for key in ("bodies", "rule", "party", "council") if (one := found.section(key))],
        "threshold": THRESHOLD,
        "verdict": verdict,
        "verdicts": [(v.value, VERDICTS[v], len(found.of(v))) for v in Verdict],
        "rows": [(one, VERDICTS[one.line.verdict], ANSWERS[one.line.woman]) for one in found.of(verdict)],
    }
    return render(request, "figures/women.html", context)


@allow("figures.read")
@require_GET
def women_table(request: HttpRequest, table: str, ending: str) -> HttpResponseBase:
    """One of the two tables as of a day: ``shares`` or ``units``, as CSV or .xlsx."""
    if table not in ("shares", "units"):
        raise Http404
    found = picture(day_asked(request.GET.get("day", ""))[0], units_of_today(request))
    shape, rows = (SHARES, share_rows(found)) if table == "shares" else (UNITS, unit_rows(found))
    return table_response(shape, rows, ending)


def percent(tenths: int | None) -> float | str:
    return "" if tenths is None else tenths / 10


def share_rows(found: Picture) -> Iterator[Mapping[str, Any]]:
    """One row for each share and target; a share without a target has one row."""
    for section in found.sections:
        for line in section.lines:
            row = {
                "what": str(section.title),
                "level": ", ".join(map(str, line.title)),
                "women": line.tally.women,
                "total": line.tally.total,
                "unknown": line.tally.unknown,
                "share": percent(line.tally.share),
            }
            for goal in line.goals:
                yield {
                    **row,
                    "target": percent(goal.value),
                    "year": goal.year,
                    "gap": percent(goal.gap),
                    "reached": str(ANSWERS[goal.reached]),
                    "source": f"{goal.source} ({_('from memory')})" if goal.is_from_memory else goal.source,
                }
            if not line.goals:
                yield row


def unit_rows(found: Picture) -> Iterator[Mapping[str, Any]]:
    """One row for each unit, in the order of the tree."""
    for one in found.units:
        staff = one.line.staff
        yield {
            "unit": one.node.key,
            "name": one.node.name,
            "women": staff.women if staff else "",
            "staff": staff.total if staff else "",
            "share": percent(staff.share) if staff else "",
            "woman_key_leader": str(ANSWERS[one.line.woman]),
            "verdict": str(VERDICTS[one.line.verdict][0]),
        }
