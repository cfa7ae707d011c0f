"""Pages of guidance: the list with who has confirmed, publishing, changing, withdrawing, the file, the receipt."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chithi.access import fetch, own, user_of
from chithi.plans.models import WorkItem
from chithi.plans.queries import provision_list
from chithi.reports.models import Cycle
from chithi.reports.presses import keep_posted
from chithi.reports.requests import Request
from chithi.reports.views import found as reports
from chithi.shell import attachments
from chithi.steering import guidance as papers
from chithi.steering import queries
from chithi.steering.actions import Refused
from chithi.steering.guidance_forms import GuidanceForm, WithdrawForm, initial_of
from chithi.steering.models import Guidance
from chithi.units.queries import held_on


def known() -> QuerySet[Guidance]:
    return Guidance.objects.select_related("cycle__plan__issuer", "provision", "work_item", "file")


@own("steering.control")
def guidance_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The guidance of a round: who has confirmed it and who has not; then what no longer holds."""
    cycle = fetch(request, "steering.control", queries.cycles(), pk=pk)
    every = list(known().filter(cycle=cycle))
    standing = [g for g in every if g.state == Guidance.State.PUBLISHED]
    context = {
        "cycle": cycle,
        "rows": papers.spread(cycle, standing) if standing else [],
        "past": [g for g in every if g.state != Guidance.State.PUBLISHED],
        "may_guide": request.user.has_perm("steering.guide", cycle),
    }
    return render(request, "steering/guidance.html", context)


def form_of(request: HttpRequest, cycle: Cycle, before: Guidance | None = None) -> GuidanceForm:
    """The form with the contents and work items that a guidance of a round may be for."""
    items = WorkItem.objects.filter(held_on(papers.tree_of(cycle).day), plan=cycle.plan_id).order_by("order")
    files = request.FILES or None
    form = GuidanceForm(request.POST or None, files, initial=initial_of(before) if before else None)
    form.offer(provision_list(cycle.plan), items, before)
    return form


@own("steering.guide")
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a guidance for a round."""
    cycle = fetch(request, "steering.guide", queries.cycles(), pk=pk)
    form = form_of(request, cycle)
    if request.method == "POST" and form.is_valid():
        try:
            papers.publish(cycle, form.words(), actor=user_of(request))
            messages.success(
                request, _("The guidance is published; the units find it on their desk and report.")
            )
            return redirect("steering:guidance", pk=pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "steering/guidance_form.html", {"cycle": cycle, "form": form})


@own("steering.guide")
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a new version of a guidance."""
    guidance = fetch(request, "steering.guide", known(), pk=pk)
    form = form_of(request, guidance.cycle, guidance)
    if request.method == "POST" and form.is_valid():
        try:
            papers.change(guidance, form.words(guidance), actor=user_of(request))
            messages.success(request, _("The new version is in force and asks for receipt again."))
            return redirect("steering:guidance", pk=guidance.cycle_id)
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {"cycle": guidance.cycle, "form": form, "guidance": guidance}
    return render(request, "steering/guidance_form.html", context)


@own("steering.guide")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a guidance out of force, with a reason."""
    guidance = fetch(request, "steering.guide", known(), pk=pk)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            papers.withdraw(guidance, form.cleaned_data["why"], actor=user_of(request))
            messages.success(request, _("The guidance was withdrawn."))
            return redirect("steering:guidance", pk=guidance.cycle_id)
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {"cycle": guidance.cycle, "form": form, "guidance": guidance}
    return render(request, "steering/withdraw_guidance.html", context)


@own("steering.read_guidance")
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file of a guidance, for the units of its round and those who steer it."""
    guidance = fetch(request, "steering.read_guidance", known(), pk=pk)
    if guidance.file is None:
        raise Http404
    return attachments.download(guidance.file, guidance.file_name)


@own("reports.write")
@require_POST
def confirm(request: Request, pk: int, report: int) -> HttpResponse:
    """A unit confirms that it received a guidance; fields of its report that came along are saved first."""
    of_unit = fetch(request, "reports.write", reports(), pk=report)
    guidance = get_object_or_404(known(), pk=pk, cycle=of_unit.cycle_id)
    if (again := keep_posted(request, of_unit)) is not None:
        return again
    try:
        papers.confirm_receipt(guidance, of_unit, actor=request.user)
        messages.success(request, _("The focal officer sees that your unit received the guidance."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("reports:report", report)
