"""Pages of extensions: the unit asks or takes its request back, the focal officer decides."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chithi.access import fetch, own
from chithi.reports import extensions
from chithi.reports.forms import DecisionForm, ExtensionForm
from chithi.reports.models import Extension
from chithi.reports.moves import Refused
from chithi.reports.requests import Request
from chithi.reports.views import found


def wished(request: Request, permission: str, pk: int) -> Extension:
    """A request for more time, if the person has a right on its report (404 otherwise)."""
    waiting: QuerySet[Extension] = Extension.objects.filter(pk=pk)
    extension = waiting.first()
    if extension is None:
        raise Http404
    extension.report = fetch(request, permission, found(), pk=extension.report_id)
    return extension


@own("reports.write")
def ask(request: Request, pk: int) -> HttpResponse:
    """The officer or head asks for more time."""
    report = fetch(request, "reports.write", found(), pk=pk)
    form = ExtensionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            extensions.ask_extension(
                report, form.cleaned_data["until"], form.cleaned_data["why"], actor=request.user
            )
            messages.success(request, _("The focal officer has been asked; the answer comes on this page."))
            return redirect("reports:report", pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    asked = list(report.extensions.all())
    context = {"report": report, "form": form, "extensions": asked}
    context["waiting"] = next((e for e in asked if e.state == Extension.State.ASKED), None)
    return render(request, "reports/ask_extension.html", context)


@own("reports.review")
def decide(request: Request, pk: int) -> HttpResponse:
    """The focal officer grants a day or refuses, with a reason."""
    extension = wished(request, "reports.review", pk)
    form = DecisionForm(request.POST or None, initial=asked_for(extension))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            if given["act"] == "refuse":
                extensions.refuse_extension(extension, given["why"], actor=request.user)
                messages.success(request, _("The request was refused; the unit reads why."))
            else:
                extensions.grant_extension(extension, given["until"], given["why"], actor=request.user)
                messages.success(request, _("The last day in time of this report was moved."))
            return redirect("reports:review", extension.report_id)
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {"extension": extension, "report": extension.report, "form": form}
    context["extensions"] = list(extension.report.extensions.exclude(pk=pk))
    return render(request, "reports/decide_extension.html", context)


def asked_for(extension: Extension) -> dict[str, str]:
    return {"until": f"{extension.wanted:%d/%m/%Y}"}


@own("reports.write")
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """The unit takes its request back."""
    extension = wished(request, "reports.write", pk)
    try:
        extensions.withdraw_extension(extension, actor=request.user)
        messages.success(request, _("The request was withdrawn."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("reports:report", extension.report_id)
