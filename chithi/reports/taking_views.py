"""The press that takes over what a unit that is no more wrote."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from chithi.access import fetch, own
from chithi.reports.moves import Refused
from chithi.reports.presses import keep_posted
from chithi.reports.requests import Request
from chithi.reports.taking import take_over
from chithi.reports.views import found


@own("reports.write")
@require_POST
def take(request: Request, pk: int, source: int) -> HttpResponse:
    """One field of a report that was handed over, or all; what came along on the page is saved first."""
    report = fetch(request, "reports.write", found(), pk=pk)
    fetch(request, "reports.read", found(), pk=source)
    if (again := keep_posted(request, report)) is not None:
        return again
    field = request.POST.get("take", "")
    try:
        took = take_over(report, source, field, actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("reports:report", pk)
    if took.count:
        text = ngettext(
            "%(count)s field was taken over from the report of %(unit)s.",
            "%(count)s fields were taken over from the report of %(unit)s.",
            took.count,
        )
        messages.success(request, text % {"count": took.count, "unit": took.name})
    elif not took.refused:
        messages.success(request, _("Everything was taken over already."))
    for sentence in took.refused:
        messages.warning(request, sentence)
    response = redirect("reports:report", pk)
    response["Location"] += place_of(field)
    return response


def place_of(field: str) -> str:
    """The fragment of a field's place on the page."""
    if not field:
        return ""
    if field.startswith("work:"):
        return f"#t{field.split(':')[1]}"
    return (
        "#figures"
        if field.startswith("f:")
        else "#proposals"
        if field.startswith("proposal:")
        else f"#{field}-text"
    )
