"""The report as files: workbook out and in, and the paper to be signed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from chithi.access import fetch, own
from chithi.papers import docx
from chithi.reports import loading
from chithi.reports.content import content_of
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
    response = HttpResponse(data, content_type=TYPES[kind])
    response["Content-Disposition"] = str(content_disposition_header(True, name))
    return response


@own("reports.read")
def paper(request: Request, pk: int) -> HttpResponse:
    """The report as .docx, to be signed."""
    report = fetch(request, "reports.read", found(), pk=pk)
    here, heads = installation(), people_of(report.unit_id, [Role.Kind.HEAD])
    content = content_of(report)
    made = paper_of(
        content, here.place or here.name if here else "", heads[0].name if len(heads) == 1 else ""
    )
    return saved_as(docx.render(made), "docx", f"bao-cao-{report.cycle.year}-{report.unit.key}.docx")


@own("reports.read")
def workbook(request: Request, pk: int) -> HttpResponse:
    """The workbook to be filled in, with what is there so far."""
    report = fetch(request, "reports.read", found(), pk=pk)
    content = content_of(report)
    data = workbook_of(content, addressees_of(content))
    return saved_as(data, "xlsx", f"bieu-{report.cycle.year}-{report.unit.key}.xlsx")


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
