"""The page of a long table in the background: how far it is, what came out, and what its owner may press."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from chithi.access import fetch, own
from chithi.sheets import job_work, jobs
from chithi.sheets.loading import LOADERS
from chithi.sheets.models import Job
from chithi.sheets.tables import Column
from chithi.sheets.writing import write_csv
from chithi.shell import attachments

SHOWN = 500
"""Problems that the page lists; the CSV has all that are kept."""
PROBLEM_COLUMNS = (
    Column("cell", gettext_lazy("Cell")),
    Column("row", gettext_lazy("Row")),
    Column("reason", gettext_lazy("Reason")),
)


@own("sheets.job")
def job_page(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is; posted, it is loaded, stopped or continued."""
    job = fetch(request, "sheets.job", Job.objects.all(), pk=pk)
    if request.method == "POST":
        press(request, job)
        return redirect("sheets:job", pk)
    is_running = job.state in jobs.RUNNING
    loader = LOADERS.get(job.loader)
    context = {
        "job": job,
        "loader": loader,
        "is_running": is_running,
        "is_waiting": job.state == jobs.State.WAITING,
        "is_loading": job.state == jobs.State.LOADING,
        "may_continue": may_continue(job),
        "done": job.rows_done if job.is_checked else job.rows_checked,
    }
    if request.htmx:  # type: ignore[attr-defined]
        answer = render(request, "sheets/job_progress.html", context)
        if not is_running or context["may_continue"]:
            answer["HX-Refresh"] = "true"
        return answer
    context["problems"] = job.found()[:SHOWN]
    context["more_problems"] = max(0, job.problem_count - SHOWN)
    context["back"] = reverse(loader.back, kwargs=dict(loader.back_to)) if loader else reverse("desk:home")
    return render(request, "sheets/job.html", context)


def may_continue(job: Job) -> bool:
    """Whether its owner may press "Continue": it broke off, was stopped, or nobody seems to work on it."""
    left = job.state in (jobs.State.FAILED, jobs.State.CANCELLED)
    return left or (job.state in jobs.RUNNING and jobs.is_stale(job))


def press(request: HttpRequest, job: Job) -> None:
    """Do what was pressed; a second press finds it done and changes nothing."""
    act = request.POST.get("act", "")
    if act == "stop" and jobs.stop(job.pk):
        messages.success(request, _("The load has been stopped. The rows that are loaded stay."))
    elif (act == "load" and jobs.confirm(job.pk)) or (act == "continue" and jobs.go_on(job.pk)):
        job_work.enqueue(job.pk)


@own("sheets.job")
@require_GET
def problems(request: HttpRequest, pk: int) -> HttpResponse:
    """The places that are not taken, as CSV."""
    job = fetch(request, "sheets.job", Job.objects.all(), pk=pk)
    rows = [[p.address, p.row or "", p.message] for p in job.found()]
    return HttpResponse(
        write_csv(PROBLEM_COLUMNS, rows),
        content_type=attachments.TYPES["csv"],
        headers={"Content-Disposition": f'attachment; filename="problems-{pk}.csv"'},
    )
