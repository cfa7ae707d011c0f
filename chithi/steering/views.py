"""The pages of the control room."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chithi.access import allow, fetch, own, user_of
from chithi.figures.views import units_of_today
from chithi.papers import html
from chithi.papers import json as paper_json
from chithi.papers.content import Paper
from chithi.reports.corrections import waiting_in
from chithi.reports.extensions import exceptions_of, extensions_of
from chithi.reports.finding import search
from chithi.reports.models import Cycle
from chithi.shell import drawings
from chithi.shell.clock import today
from chithi.steering import actions, links, queries, screens, seal
from chithi.steering.compose import Options, compose
from chithi.steering.explain import Explanation, explain
from chithi.steering.forms import FilterForm, FreezeForm
from chithi.steering.gather import gather, units_day
from chithi.steering.models import Consolidation
from chithi.steering.values import HANDED_OVER, WORK_STATES, Case, loaded
from chithi.units.queries import lineage, tree
from chithi.units.tree import Tree


@allow("steering.overview")
def cycle_list(request: HttpRequest) -> HttpResponse:
    """The rounds a person steers or watches, newest first."""
    found = [c for c in queries.cycles() if request.user.has_perm("steering.overview", c)]
    for cycle in found:
        cycle.may_control = request.user.has_perm("steering.control", cycle)  # type: ignore[attr-defined]
    return render(request, "steering/list.html", {"cycles": found})


@own("steering.control")
def control(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is silent, drafting, late, returned, accepted."""
    cycle = fetch(request, "steering.control", queries.cycles(), pk=pk)
    found = queries.rows(cycle, tree())
    form = FilterForm(request.GET or None)
    context = {
        "cycle": cycle,
        "numbers": numbers(found),
        "rows": queries.chosen(found, **form.wanted()) if form.is_bound else found,
        "total": len(found),
        "owing": sum(row.owes for row in found),
        "late": sum(row.days_late > 0 for row in found),
        "late_owing": sum(row.owes and row.days_late > 0 for row in found),
        "next_cycle": links.next_cycle(cycle)
        if request.user.has_perm("reports.open_cycle", cycle.plan)
        else "",
        "form": form,
        "frozen": cycle.consolidations.all(),
        **trails(cycle, found),
        "may_send": request.user.has_perm("steering.send_letters", cycle),
        "may_freeze": request.user.has_perm("steering.freeze", cycle),
    }
    return render(request, "steering/control.html", context)


def trails(cycle: Cycle, found: list[queries.Row]) -> dict[str, Any]:
    """The requests for more time and the exceptions to the lock of a round, each with the name of its unit."""
    names = {row.summary.report_id: row.node.name for row in found}
    unlocked = [row.summary.report_id for row in found if row.summary.unlocked_until]
    extensions = [(names.get(e.report_id, "–"), e) for e in extensions_of(cycle)]
    return {
        "extensions": extensions,
        "corrections": [(names.get(c.report_id, "–"), c) for c in waiting_in(cycle)],
        "waiting": sum(e.state == e.State.ASKED for _name, e in extensions),
        "exceptions": [
            (names.get(e.report_id, "–"), e) for e in (exceptions_of(*unlocked) if unlocked else ())
        ],
    }


def numbers(found: list[queries.Row]) -> list[tuple[str, int]]:
    """(state, how many), every state, in the order of a report's life; what was handed over only where there is any."""
    counted = [(state, sum(r.summary.state == state for r in found)) for state in queries.STATE_ORDER]
    return [(state, count) for state, count in counted if count or state != HANDED_OVER]


@own("steering.control")
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom a reminder would reach and with which words; then the one button that sends it."""
    cycle = fetch(request, "steering.control", queries.cycles(), pk=pk)
    units, address = tree(), request.build_absolute_uri("/")
    if request.method == "POST":
        sent = actions.remind(
            cycle, units, address, actor=user_of(request), again=request.POST.get("again") == "yes"
        )
        tell_sent(request, len(sent))
        return redirect("steering:control", pk=pk)
    found = queries.addressees(queries.rows(cycle, units))
    day = today()
    now = [a for a in found if a.row.reminded != day]
    context = {
        "cycle": cycle,
        "now": now,
        "people": sum(len(a.reachable) for a in now),
        "reached": sum(bool(a.reachable) for a in now),
        "again": [a for a in found if a.row.reminded == day],
        "letters": sample_letters(cycle, units, found, address),
        "unreached": [a for a in found if a.unreachable or not a.people],
    }
    return render(request, "steering/remind.html", context)


def tell_sent(request: HttpRequest, sent: int) -> None:
    if sent:
        text = ngettext("%(count)s reminder was sent.", "%(count)s reminders were sent.", sent)
        messages.success(request, text % {"count": sent})
    else:
        messages.warning(
            request, _("No reminder was sent: every unit that can be reached was reminded today.")
        )


def sample_letters(
    cycle: Cycle, units: Tree, found: list[queries.Addressee], address: str
) -> list[tuple[str, str, str]]:
    """(mode, subject, body) of the first told and the first requested unit, as they would be written to."""
    common = actions.occasion(cycle.plan, cycle, units, address)
    first = {a.row.summary.mode: a for a in reversed(found)}
    return [
        (mode, *actions.letter_to(first[mode], common, "vi"))
        for mode in ("told", "requested")
        if mode in first
    ]


@own("steering.overview")
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """The five-second answer for a leader."""
    cycle = fetch(request, "steering.overview", queries.cycles(), pk=pk)
    now = units_of_today(request)
    found = queries.overview(cycle, tree(units_day(cycle)), now)
    may = {name: request.user.has_perm(f"steering.{name}", cycle) for name in ("control", "read_report")}
    context = {
        "cycle": cycle,
        "overview": found,
        "may": may,
        "work_states": WORK_STATES,
        "today_borders": now is not None,
        "has_changed": bool(lineage()),
        **screens.targets_of(found, now),
        **screens.charts_of(found, now),
    }
    return render(request, "steering/overview.html", context)


@own("steering.read_report")
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The consolidated report as it would be today; every number is a link."""
    cycle = fetch(request, "steering.read_report", queries.cycles(), pk=pk)
    units, _case, options, paper = composed(request, cycle)
    if (sought := search(request, paper)).address:
        return redirect(sought.address)
    context = {
        "cycle": cycle,
        "search": sought,
        "options": options,
        "issuers": queries.issuers(cycle, units),
        "paper": mark_safe(
            html.render(paper, link=links.live(cycle), draw=drawings.draw)
        ),  # the room escapes every text
        "frozen": cycle.consolidations.all(),
        "may_freeze": request.user.has_perm("steering.freeze", cycle),
    }
    return render(request, "steering/report.html", context)


def shown(paper: Paper, link: links.Link) -> SafeString:
    return mark_safe(html.render(paper, link=link, draw=drawings.draw))  # the room escapes every text


def composed(request: HttpRequest, cycle: Cycle) -> tuple[Tree, Case, Options, Paper]:
    """The report that the query string asks for; an unknown issuer is said and the usual one taken."""
    units = tree(units_day(cycle))
    asked = {key: request.GET.get(key, "")[:300] for key in ("issuer", "to", "order")}
    try:
        options = queries.options(cycle, units, **asked)
    except queries.UnknownUnit:
        messages.error(
            request, _("There is no unit “%(key)s” to issue the report.") % {"key": asked["issuer"]}
        )
        options = queries.options(cycle, units, to=asked["to"], order=asked["order"])
    case = gather(cycle, units)
    return units, case, options, compose(case, options)


@own("steering.freeze")
def freeze(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Number, day and signer; then the report is kept for ever."""
    cycle = fetch(request, "steering.freeze", queries.cycles(), pk=pk)
    _units, case, options, paper = composed(request, cycle)
    form = FreezeForm(request.POST or None, initial=first_values(paper))
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.freeze(
                cycle, case, options, form.signed(), actor=user_of(request), seen=form.cleaned_data["seen"]
            )
            messages.success(request, _("The report is frozen. It can no longer be changed."))
            return redirect("steering:frozen", pk=kept.pk)
        except actions.Refused as refused:
            form.add_error(None, str(refused))
            form.data = {**request.POST.dict(), "seen": first_values(paper)["seen"]}
    context = {"cycle": cycle, "form": form, "options": options, "overview": queries.overview_of(cycle, case)}
    return render(request, "steering/freeze.html", context)


def first_values(paper: Paper) -> dict[str, Any]:
    return {"symbol": paper.head.symbol, "date": today(), "seen": seal.sha256(paper_json.dump(paper))}


@own("steering.overview")
def why(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """What stands behind a number of the report as it is now."""
    cycle = fetch(request, "steering.overview", queries.cycles(), pk=pk)
    found = explain(gather(cycle, tree(units_day(cycle))), code)
    return explained(request, cycle, found, links.live(cycle), code)


def explained(
    request: HttpRequest,
    cycle: Cycle,
    found: Explanation | None,
    link: links.Link,
    code: str,
    frozen: Any = None,
) -> HttpResponse:
    if found is None:
        raise Http404
    page = Paginator(found.lines, 200).get_page(request.GET.get("page"))
    reports = links.answer_pages(cycle, code)
    context = {
        "cycle": cycle,
        "found": found,
        "page": page,
        "lines": [(line, link(line.code) if line.code else "", reports.get(line.unit, "")) for line in page],
        "figure": links.figure_of(cycle, code),
        "frozen": frozen,
    }
    return render(request, "steering/why.html", context)


def kept_reports() -> QuerySet[Consolidation]:
    return Consolidation.objects.select_related("cycle__plan__issuer", "cycle__plan__focal_unit", "issuer")


@own("steering.read_report")
def frozen(request: HttpRequest, pk: int) -> HttpResponse:
    """A frozen report, with its hash."""
    kept = fetch(request, "steering.read_report", kept_reports(), pk=pk)
    paper = paper_json.load(kept.paper)
    if (sought := search(request, paper)).address:
        return redirect(sought.address)
    context = {
        "search": sought,
        "frozen": kept,
        "cycle": kept.cycle,
        "intact": seal.sha256(kept.paper) == kept.sha256 and seal.sha256(kept.basis) == kept.basis_sha256,
        "paper": mark_safe(
            html.render(paper, link=links.kept(kept), draw=drawings.draw)
        ),  # the room escapes every text
    }
    return render(request, "steering/frozen.html", context)


@own("steering.read_report")
def frozen_why(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """What stood behind a number of a frozen report when it was frozen."""
    kept = fetch(request, "steering.read_report", kept_reports(), pk=pk)
    found = explain(loaded(Case, kept.basis), code)
    return explained(request, kept.cycle, found, links.kept(kept), code, kept)
