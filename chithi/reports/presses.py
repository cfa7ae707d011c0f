"""What is posted about reports: saving, the moves, letters, workbooks, opening a round. Each is one action."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chithi.access import fetch, own
from chithi.plans.models import Plan
from chithi.reports import actions
from chithi.reports.changes import Outcome, Sent
from chithi.reports.content import Content, content_of
from chithi.reports.forms import CycleForm, ExceptionForm, LetterForm
from chithi.reports.looks import leaps_beside, looks_of
from chithi.reports.models import Cycle, Letter, Remark, Report
from chithi.reports.moves import MOVES, Refused, possible
from chithi.reports.requests import BadRequest, Request, posted_changes, row_of, sent_changes
from chithi.reports.templatetags.report_tags import field_name
from chithi.reports.views import context_of, found
from chithi.units.queries import tree


@own("reports.write")
@require_POST
def changes(request: Request, pk: int) -> HttpResponse:
    """The autosave. 409 with a code says that waiting or loading again helps, not sending again."""
    try:
        user, sent = sent_changes(request)
    except BadRequest:
        fetch(request, "reports.write", found(), pk=pk)
        return JsonResponse({"code": "refused"}, status=400)
    if user != str(request.user.pk):
        return JsonResponse({"code": "other-user"}, status=409)
    report = fetch(request, "reports.write", found(), pk=pk)
    try:
        outcomes = actions.save_changes(report, sent, by=request.user.actor_name)
    except Refused as refused:
        return JsonResponse({"code": "not-now", "message": str(refused)}, status=409)
    answer = {"outcomes": [told(o) for o in outcomes], "leaps": leaps_beside(report, outcomes)}
    return JsonResponse(answer | {"now": timezone.now().isoformat()})


def told(outcome: Outcome) -> dict[str, Any]:
    o = outcome
    return {
        "key": str(o.key),
        "field": o.field,
        "outcome": o.outcome,
        "version": o.version,
        "value": o.value,
        "status": o.status,
        "reason": o.reason,
        "message": o.message,
        "over": o.over,
    }


def keep_posted(request: Request, report: Report, always: bool = False) -> HttpResponse | None:
    """Save the fields that came along with a press; the form again where something is not taken."""
    if not (always or "versions" in request.POST) or not request.user.has_perm("reports.write", report):
        return None
    content = content_of(report)
    sent = posted_changes(request.POST, content)
    if not sent:
        return None
    try:
        outcomes = actions.save_changes(report, sent, by=request.user.actor_name)
    except Refused as refused:
        messages.error(request, str(refused))
        unsaved = [(field_name(content, s.field), s.value or s.status) for s in sent]
        return render(request, "reports/read.html", context_of(request, content, unsaved=unsaved))
    for o in outcomes:
        if o.over:
            words = {"field": field_name(content, o.field), "who": o.over}
            messages.warning(
                request, _("%(field)s: the newer words of %(who)s are kept in its history.") % words
            )
    errors = {o.field: o.message for o in outcomes if o.outcome == "refused"}
    return form_again(request, report, sent, errors) if errors else None


def form_again(request: Request, report: Report, sent: list[Sent], errors: dict[str, str]) -> HttpResponse:
    """The form with what was typed and refused, each with its sentence."""
    report.refresh_from_db(fields=["state"])
    content = content_of(report)
    show_typed(content, [s for s in sent if s.field in errors], errors)
    count = len(errors)
    messages.error(
        request,
        _("%(count)s field(s) could not be saved; the rest is. Correct them below.") % {"count": count},
    )
    return render(request, "reports/form.html", context_of(request, content))


def show_typed(content: Content, sent: list[Sent], errors: dict[str, str]) -> None:
    """Put what was sent into the fields of a page that is shown again."""
    content.show_typed({s.field: s.value for s in sent}, errors)
    rows = {row.id: row for row in content.figures}
    for s in sent:
        if (row := rows.get(row_of(s.field))) is not None:
            row.answer, row.reason = s.status or "final", s.reason


@own("reports.write")
@require_POST
def save(request: Request, pk: int) -> HttpResponse:
    """The save button of a page without a script."""
    report = fetch(request, "reports.write", found(), pk=pk)
    if (again := keep_posted(request, report, always=True)) is not None:
        return again
    messages.success(request, _("Saved."))
    response = redirect("reports:report", pk)
    if "more" in request.POST:
        response["Location"] += "#proposals"
    return response


def said(act: str) -> str:
    """What the user is told after a move."""
    return {
        "submit": _("The report waits for the head now."),
        "hand_back": _("The report is back with the officer."),
        "send": _("The report has been sent."),
        "accept": _("The report has been accepted."),
    }.get(act, _("The report has been returned to the unit."))


UNIT_ACTS = {"submit": actions.submit, "hand_back": actions.hand_back, "send": actions.approve_and_send}
FOCAL_ACTS = ("accept", "return", "reopen")


def look_first(request: Request, report: Report, act: str) -> HttpResponse | None:
    """Before a report leaves: the page of what is not answered and of figures that leap, unless it was just seen.

    It stops nobody; a move that would be refused anyway is left to say so.
    """
    if act not in ("submit", "send") or act not in possible(report):
        return None
    content = content_of(report)
    looks = looks_of(content)
    if not looks or request.POST.get("seen") == looks.seal:
        return None
    context = {
        "report": report,
        "content": content,
        "looks": looks,
        "act": act,
        "note": request.POST.get("note", ""),
    }
    return render(request, "reports/looks.html", context)


@own("reports.submit")
@require_POST
def unit_act(request: Request, pk: int, act: str) -> HttpResponse:
    """The officer submits, the head hands back or sends; fields that came along are saved, and gaps seen, first."""
    if act not in UNIT_ACTS:
        raise Http404
    report = fetch(request, MOVES[act].right, found(), pk=pk)
    if (again := keep_posted(request, report)) is not None:
        return again
    if (first := look_first(request, report, act)) is not None:
        return first
    try:
        UNIT_ACTS[act](report, actor=request.user, note=request.POST.get("note", ""))
        messages.success(request, said(act))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("reports:report", pk)


@own("reports.review")
@require_POST
def focal_act(request: Request, pk: int, act: str) -> HttpResponse:
    """The focal officer accepts, returns or reopens; what was typed comes back where it is refused."""
    if act not in FOCAL_ACTS:
        raise Http404
    report = fetch(request, "reports.review", found(), pk=pk)
    content, note = content_of(report), request.POST.get("note", "")
    remarks = {
        name: text for name in content.fields if (text := request.POST.get(f"remark:{name}", "").strip())
    }
    try:
        if act == "accept":
            actions.accept(report, actor=request.user, note=note)
        else:
            {"return": actions.return_, "reopen": actions.reopen}[act](
                report, remarks, actor=request.user, note=note
            )
    except Refused as refused:
        messages.error(request, str(refused))
        for name, text in remarks.items():
            content.fields[name].typed_remark = text
        return render(request, "reports/read.html", context_of(request, content, reviewing=True, note=note))
    messages.success(request, said(act))
    return redirect("reports:review", pk)


@own("reports.write")
@require_POST
def resolve(request: Request, pk: int) -> HttpResponse:
    """The unit ticks off a remark; fields that came along are saved first."""
    remark = get_object_or_404(Remark, pk=pk)
    report = fetch(request, "reports.write", found(), pk=remark.report_id)
    if (again := keep_posted(request, report)) is not None:
        return again
    actions.resolve_remark(remark, actor=request.user)
    return redirect("reports:report", report.pk)


@own("reports.review")
def exception(request: Request, pk: int) -> HttpResponse:
    """A late unit may write until a day, for a reason."""
    report = fetch(request, "reports.review", found(), pk=pk)
    form = ExceptionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.grant_exception(
                report, form.cleaned_data["until"], form.cleaned_data["why"], actor=request.user
            )
            messages.success(request, _("The unit may write and send until that day."))
            return redirect("reports:review", pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "reports/exception.html", {"report": report, "form": form})


@own("reports.write")
@require_POST
def contest(request: Request, pk: int) -> HttpResponse:
    """The unit contests a letter."""
    letter = get_object_or_404(Letter, pk=pk)
    report = fetch(request, "reports.write", found(), pk=letter.report_id)
    try:
        actions.contest_letter(letter, request.POST.get("why", ""), actor=request.user)
        messages.success(request, _("The focal officer sees that your unit contests the letter."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("reports:report", report.pk)


@own("reports.review")
def letter(request: Request, pk: int) -> HttpResponse:
    """Enter a report on behalf of a unit from its signed letter; all or nothing, what was typed comes back."""
    report = fetch(request, "reports.review", found(), pk=pk)
    content = content_of(report, telling=False)  # the letter says its own words
    form = LetterForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return render(request, "reports/letter.html", context_of(request, content, form=form))
    sent = posted_changes(request.POST, content)
    errors: dict[str, str] = {}
    if form.is_valid():
        try:
            actions.enter_from_letter(report, sent, actor=request.user, **form.letter())
            messages.success(
                request, _("The report stands as sent; the unit sees the letter and may contest it.")
            )
            return redirect("reports:review", pk)
        except actions.BadCells as bad:
            errors = {o.field: o.message for o in bad.outcomes}
            form.add_error(None, str(bad))
        except Refused as refused:
            form.add_error(None, str(refused))
    show_typed(content, sent, errors)
    return render(request, "reports/letter.html", context_of(request, content, form=form))


@own("reports.open_cycle")
def open_cycle(request: Request, plan: str, year: int) -> HttpResponse:
    """Open the yearly round of a plan, with sensible days proposed."""
    asked = fetch(request, "reports.open_cycle", Plan.objects.select_related("issuer"), key=plan)
    if not 2000 <= year <= 2100:
        raise Http404
    form = CycleForm(request.POST or None, initial=CycleForm.proposed(asked, year))
    if request.method == "POST" and form.is_valid():
        try:
            cycle = actions.open_cycle(asked, year, form.days(), tree(), actor=request.user)
            messages.success(request, _("The round is open; each unit finds its report under “Reports”."))
            return redirect(f"{reverse('reports:list')}?cycle={cycle.pk}")
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "reports/open.html", {"plan": asked, "year": year, "form": form})


@own("reports.open_cycle")
@require_POST
def add_units(request: Request, pk: int) -> HttpResponse:
    """Bring an open round up to date with the plan's units."""
    cycle = get_object_or_404(Cycle.objects.select_related("plan"), pk=pk)
    fetch(request, "reports.open_cycle", Plan.objects.all(), pk=cycle.plan_id)
    try:
        count = actions.add_units(cycle, tree(), actor=request.user)
        messages.success(request, _("%(count)s unit(s) were added to the round.") % {"count": count})
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(f"{reverse('reports:list')}?cycle={pk}")
