"""The press that takes over what a unit that is no more wrote."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from chithi.access import fetch, own
from chithi.reports.content import content_of
from chithi.reports.models import Report
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
    may_take_from(request, report, source)
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


def may_take_from(request: Request, report: Report, source: int) -> None:
    """Who reads the report it comes out of, or writes the one to which a part of it came. Raises ``Http404``."""
    known = found().filter(pk=source).first()
    if known is None:
        raise Http404
    if request.user.has_perm("reports.read", known):
        return
    if all(one.report.pk != source for one in content_of(report).before):
        raise Http404


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
