"""The records behind the proposed words of a report: the very ones that the words count."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render

from chithi.access import fetch, own
from chithi.plans.models import WorkItem
from chithi.reports.cycles import tree_for
from chithi.reports.fields import WORDS, work_id
from chithi.reports.models import Report
from chithi.reports.requests import Request
from chithi.reports.told import told_in
from chithi.reports.views import found
from chithi.sheets.asked import Asked
from chithi.sheets.catalogue import REGISTERS
from chithi.sheets.lists import Page, page
from chithi.sheets.registers import Register


@dataclass(frozen=True)
class Source:
    """The records of one register: a page of those that this person may read."""

    register: Register
    page: Page


@own("reports.read")
def records(request: Request, pk: int) -> HttpResponse:
    """The records that the words proposed for a field (``?field=``) tell of, those carried over among them."""
    report = fetch(request, "reports.read", found(), pk=pk)
    field = request.GET.get("field", "")
    node = tree_for(report).get(report.unit_id)
    return render(
        request,
        "reports/records.html",
        {
            "report": report,
            "name": node.name if node else str(report.unit),
            "title": title_of(report, field),
            "sources": [
                s for r in REGISTERS.values() if (s := source(request, r, report, field)) is not None
            ],
        },
    )


def title_of(report: Report, field: str) -> str:
    """What the field is about; only fields to which records say something have a page."""
    if field == "results":
        return str(WORDS[field])
    item = work_id(field) if field.endswith(":words") else None
    asked = WorkItem.objects.filter(pk=item, plan=report.cycle.plan_id).first() if item else None
    if asked is None:
        raise Http404
    return asked.text


def source(request: Request, register: Register, report: Report, field: str) -> Source | None:
    which = told_in(field, register, report)
    if which is None or not request.user.has_perm(register.read):
        return None
    asked = Asked(
        sort=register.sorts[0],
        columns=list(register.listed),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        last=request.GET.get("last") == "1",
        conditions=(which,),
    )
    return Source(register, page(register, request.user, asked))
