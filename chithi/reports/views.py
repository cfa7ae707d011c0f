"""Pages that show reports. What is posted stands in ``presses.py``."""

import datetime
import json
from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chithi.access import allow, fetch, own
from chithi.accounts.models import User
from chithi.figures.periods import BadPeriod, parse_period
from chithi.plans.passing import focal_unit_of, issuer_of
from chithi.reports.beside import place_notes
from chithi.reports.content import ROW_ANSWERS, Content, content_of
from chithi.reports.days import is_due
from chithi.reports.extensions import exceptions_of
from chithi.reports.fields import WORK_STATES
from chithi.reports.handover import Panel, beside
from chithi.reports.looks import looks_of
from chithi.reports.models import Cycle, Letter, Report
from chithi.reports.moves import MOVES, possible, why_not_written
from chithi.reports.queries import last_year_of, plans_to_open, readable
from chithi.reports.requests import Request
from chithi.reports.succession import finishers, names_before, to_finish
from chithi.reports.versions import history, newer
from chithi.shell import attachments
from chithi.shell.clock import today
from chithi.units.following import following
from chithi.units.models import Role
from chithi.units.queries import tree
from chithi.units.rules import units_where
from chithi.units.tree import Node
from chithi.vietnamese import fold

PARTS = (
    ("work", _("Tasks")),
    ("figures", _("Figures")),
    ("results", _("Results")),
    ("lacks", _("What is lacking, and why")),
    ("proposals", _("Proposals")),
    ("next", _("What comes next year")),
)
OVERLAP = datetime.timedelta(seconds=5)
"""News are asked for a little twice: a version may be committed later than it was made."""


def found() -> QuerySet[Report]:
    """Reports with what every page of one needs."""
    return Report.objects.select_related("cycle__plan__issuer", "cycle__plan__focal_unit", "unit")


def context_of(request: Request, content: Content, **more: Any) -> dict[str, Any]:
    """What the pages of one report show; six queries beside the content's, and those of the rooms above."""
    report, day, user = content.report, today(), request.user
    moves = list(report.moves.all())
    has_left = any(move.new not in (Report.State.SILENT, Report.State.DRAFT) for move in moves)
    return {
        "report": report,
        "content": content,
        "day": day,
        "moves": moves,
        "returned": next((m for m in reversed(moves) if m.new == Report.State.RETURNED), None),
        "letters": list(report.letters.order_by("id")) if has_left else [],
        "extensions": list(report.extensions.all()),
        "exceptions": exceptions_of(report.pk) if report.unlocked_until else [],
        "looks": looks_of(content),
        "notes": place_notes(user, content),
        "panels": panels_for(user, content),
        "handed_to": names_of(report),
        "finished_by": named(finishers(report)) if is_due(report) else [],
        "corrections": list(report.corrections.select_related("indicator")) if has_left else [],
        "period_address": parse_period(report.cycle.period).address,
        "may_ask_time": is_due(report) and report.cycle.state == Cycle.State.OPEN,
        "may": {act: user.has_perm(MOVES[act].right, report) for act in possible(report)}
        | {"resolve": user.has_perm("reports.write", report)},
        "may_write": user.has_perm("reports.write", report),
        "may_review": user.has_perm("reports.review", report),
        "closed_why": why_not_written(report, day),
        "answers": ROW_ANSWERS.items(),
        "states": WORK_STATES.items(),
        "parts": PARTS,
        "addressees": addressees_of(content),
        "versions": json.dumps({name: f.version for name, f in content.fields.items() if f.version}),
        "filled": json.dumps(content.filled),
        "now": timezone.now().isoformat(),
        **more,
    }


def panels_for(user: User, content: Content) -> list[Panel]:
    """What was handed over; of a report of which only a part came, the rest is for those who may read it."""
    panels = beside(content)
    for panel in panels:
        panel.may_read = not panel.before.is_part or user.has_perm("reports.read", panel.before.report)
    return panels


def names_of(report: Report) -> list[str]:
    """The units that follow that of a report which was handed over."""
    return named(following(report.unit_id, tree())) if report.state == Report.State.HANDED_OVER else []


def named(units: Iterable[int]) -> list[str]:
    now = tree()
    return [now[unit].name for unit in units]


def addressees_of(content: Content) -> list[str]:
    """To whom proposals usually go: who issued and leads the plan, and who stands above the unit."""
    plan, tree = content.report.cycle.plan, content.tree
    near = [issuer_of(plan, tree), focal_unit_of(plan, tree), *tree.ancestors(content.node.id)]
    return list(dict.fromkeys(node.name for node in near if node is not None))


@allow("reports.list")
def reports(request: Request) -> HttpResponse:
    """The reports of one's own unit, then those one leads or oversees, by round."""
    units, mine = tree(), set().union(*(units_where(request.user, [kind]) for kind in Role.Kind))
    may_read = found().filter(readable(request.user, units))
    own = to_finish(mine)
    others = may_read.exclude(own)
    cycles = list(
        Cycle.objects.filter(reports__in=others).select_related("plan").distinct().order_by("-year", "plan")
    )
    chosen = next((c for c in cycles if str(c.pk) == request.GET.get("cycle")), cycles[0] if cycles else None)
    rows = [r for r in others.filter(cycle=chosen) if matches(r, request, units)] if chosen else []
    order = {node.id: rank for rank, node in enumerate(units)}
    rows.sort(key=lambda r: order.get(r.unit_id, len(order)))
    own_reports = list(may_read.filter(own).order_by("-cycle__year", "unit"))
    shown = [*own_reports, *rows]
    gone = names_before(r.unit_id for r in shown if r.unit_id not in units)
    for r in shown:
        r.node = units.get(r.unit_id) or Node(r.unit_id, "", gone.get(r.unit_id, ""), "")  # type: ignore[attr-defined]
    return render(
        request,
        "reports/list.html",
        {
            "own": own_reports,
            "page": Paginator(rows, 50).get_page(request.GET.get("page")),
            "cycles": cycles,
            "cycle": chosen,
            "states": Report.State.choices,
            "query": request.GET,
            "day": today(),
            "to_open": plans_to_open(request.user, today().year),
            "year": today().year,
            "may_open": chosen is not None and request.user.has_perm("reports.open_cycle", chosen.plan),
        },
    )


def matches(report: Report, request: Request, units: Any) -> bool:
    """Whether a report is in the state and has the words that were asked for."""
    state, words = request.GET.get("state", ""), fold(request.GET.get("q", ""))
    node = units.get(report.unit_id)
    return (not state or report.state == state) and (
        not words or (node is not None and words in fold(node.name))
    )


@own("reports.read")
def report(request: Request, pk: int) -> HttpResponse:
    """The form for those who write it now, else the report as it stands."""
    report = fetch(request, "reports.read", found(), pk=pk)
    context = context_of(request, content_of(report))
    writes = context["may_write"] and not context["closed_why"]
    return render(request, "reports/form.html" if writes else "reports/read.html", context)


@own("reports.review")
def review(request: Request, pk: int) -> HttpResponse:
    """The focal officer reads, remarks, accepts or returns."""
    report = fetch(request, "reports.review", found(), pk=pk)
    return render(request, "reports/read.html", context_of(request, content_of(report), reviewing=True))


@own("reports.read")
def values(request: Request, pk: int) -> HttpResponse:
    """For the autosave: the fields that were written since a moment."""
    report = fetch(request, "reports.read", found(), pk=pk)
    now = timezone.now()
    try:
        since = datetime.datetime.fromisoformat(request.GET.get("since", ""))
    except ValueError:
        since = now
    if timezone.is_naive(since):
        since = timezone.make_aware(since)
    if not 2000 < since.year < 9000:  # the ends of the calendar have no moment before or after them
        since = now
    told = {
        name: {"version": s.version, "value": s.value, "status": s.status, "reason": s.reason, "by": s.by}
        for name, s in newer(report, since - OVERLAP).items()
    }
    return JsonResponse({"now": now.isoformat(), "state": report.state, "values": told})


@own("reports.read")
def field_history(request: Request, pk: int) -> HttpResponse:
    """Every version of one field."""
    report = fetch(request, "reports.read", found(), pk=pk)
    field = request.GET.get("field", "")
    versions = history(report, field)
    if not versions:
        raise Http404
    content = content_of(report)
    return render(
        request, "reports/history.html", context_of(request, content, versions=versions, field=field)
    )


@own("reports.read")
def compare(request: Request, pk: int) -> HttpResponse:
    """This year beside last year."""
    report = fetch(request, "reports.read", found(), pk=pk)
    content, before = content_of(report), last_year_of(report)
    sent = before.answers.filter(is_official=True).values_list("field", "text") if before else ()
    texts = dict(sent)
    for name, field in content.fields.items():
        field.last = field.last or texts.get(name, "")
    return render(request, "reports/compare.html", context_of(request, content, before=before))


@own("reports.read")
def by_place(request: Request, unit: str, period: str) -> HttpResponse:
    """From a printed number to its report: the newest plan's report of a unit and period."""
    try:
        wanted = parse_period(period)
    except BadPeriod as error:
        raise Http404 from error
    candidates = found().filter(unit__key=unit, cycle__period_from=wanted.first, cycle__period_to=wanted.last)
    if key := request.GET.get("plan"):
        candidates = candidates.filter(cycle__plan__key=key)
    for candidate in candidates.order_by("-cycle__plan"):
        if request.user.has_perm("reports.read", candidate):
            return redirect("reports:report", candidate.pk)
    raise Http404


@own("reports.read")
def scan(request: Request, pk: int) -> FileResponse:
    """The scan of a letter, for those who may read the report."""
    letter = Letter.objects.select_related("report__cycle__plan", "scan").filter(pk=pk).first()
    if letter is None or not request.user.has_perm("reports.read", letter.report):
        raise Http404
    return attachments.download(letter.scan)
