"""Deciding on a correction: take over what the registers say, or leave what was accepted."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chithi.access import fetch, own
from chithi.reports import corrections
from chithi.reports.models import Correction
from chithi.reports.moves import Refused
from chithi.reports.requests import Request
from chithi.reports.views import found


@own("reports.review")
@require_POST
def decide(request: Request, pk: int) -> HttpResponse:
    """The focal officer decides; ``act`` is take or decline."""
    correction = Correction.objects.filter(pk=pk).first()
    if correction is None:
        raise Http404
    report = fetch(request, "reports.review", found(), pk=correction.report_id)
    words = {"number": correction.number}
    try:
        if request.POST.get("act") == "take":
            corrections.take(correction, actor=request.user)
            messages.success(request, _("Correction %(number)s has been taken over.") % words)
        else:
            corrections.decline(correction, request.POST.get("why", ""), actor=request.user)
            messages.success(request, _("Correction %(number)s was left as accepted.") % words)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("reports:review", report.pk)
