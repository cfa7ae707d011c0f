"""The report on paper, as a page to be printed and as files to be signed, and the workbook out and in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from chithi.access import fetch, own
from chithi.papers import files, html
from chithi.papers.content import Paper
from chithi.reports import loading
from chithi.reports.content import Content, content_of
from chithi.reports.finding import search
from chithi.reports.moves import Refused
from chithi.reports.paper import paper_of
from chithi.reports.requests import Request
from chithi.reports.upload import BadCell, NotThisWorkbook
from chithi.reports.views import addressees_of, found
from chithi.reports.workbook import workbook_of
from chithi.shell.attachments import TYPES
from chithi.shell.models import installation
from chithi.units.models import Role
from chithi.units.queries import people_of


def saved_as(data: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = str(content_disposition_header(True, name))
    return response


@own("reports.read")
def paper(request: Request, pk: int, ending: str) -> HttpResponse:
    """The report as a file, to be signed."""
    report = fetch(request, "reports.read", found(), pk=pk)
    data = files.written(paper_for(content_of(report)), ending)
    return saved_as(data, files.MEDIA[ending], f"bao-cao-{report.cycle.year}-{report.unit.key}.{ending}")


def paper_for(content: Content) -> Paper:
    """The report as a paper, with the place of the installation and the unit's head where there is one."""
    here, heads = installation(), people_of(content.report.unit_id, [Role.Kind.HEAD])
    place = here.place or here.name if here else ""
    return paper_of(content, place, heads[0].name if len(heads) == 1 else "")


@own("reports.read")
def print_view(request: Request, pk: int) -> HttpResponse:
    """The report on paper, as a page; its tables and rows can be searched."""
    report = fetch(request, "reports.read", found(), pk=pk)
    content = content_of(report)
    made = paper_for(content)
    if (sought := search(request, made)).address:
        return redirect(sought.address)
    shown = mark_safe(html.render(made))  # the room escapes every text
    return render(
        request,
        "reports/print.html",
        {"report": report, "content": content, "paper": shown, "search": sought},
    )


@own("reports.read")
def workbook(request: Request, pk: int) -> HttpResponse:
    """The workbook to be filled in, with what is there so far."""
    report = fetch(request, "reports.read", found(), pk=pk)
    content = content_of(report)
    data = workbook_of(content, addressees_of(content))
    return saved_as(data, TYPES["xlsx"], f"bieu-{report.cycle.year}-{report.unit.key}.xlsx")


@own("reports.write")
def upload(request: Request, pk: int) -> HttpResponse:
    """Take the workbook back, cell by cell checked, all or nothing."""
    report = fetch(request, "reports.write", found(), pk=pk)
    problems: list[BadCell] = []
    refused = ""
    if request.method == "POST":
        try:
            if (file := request.FILES.get("file")) is None:
                raise NotThisWorkbook(_("Choose the workbook first."))
            outcome = loading.load_file(report, file.read(), file.name or "", actor=request.user)
            if not outcome.problems:
                made = sum(o.made for o in outcome.outcomes)
                messages.success(
                    request, _("%(count)s field(s) were taken from the workbook.") % {"count": made}
                )
                return redirect("reports:report", pk)
            problems = outcome.problems
        except (NotThisWorkbook, Refused) as error:
            refused = str(error)
    return render(
        request, "reports/upload.html", {"report": report, "problems": problems, "refused": refused}
    )
