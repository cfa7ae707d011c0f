"""Loading a table on the page: choose a file, look at what it would change, confirm. And every list as a file."""

import dataclasses
import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from chithi.access import own, user_of
from chithi.sheets import job_work, jobs, lists
from chithi.sheets.catalogue import LISTINGS
from chithi.sheets.downloads import table_response
from chithi.sheets.files import LARGE_BYTES, LARGE_ROWS, RefusedTable, is_large
from chithi.sheets.loading import LOADERS, Change, Loader, Outcome, load
from chithi.sheets.models import Job
from chithi.sheets.pasting import PASTED, from_paste
from chithi.sheets.tables import Problem
from chithi.shell import attachments
from chithi.shell.models import Attachment

SALT = "sheets.load"
CONFIRM_WITHIN = 24 * 3600
"""Seconds in which a file that was looked at can be confirmed."""
SHOWN = 500
"""Rows of changes and problems that the page lists."""
XLSX = attachments.TYPES["xlsx"]


def loader_for(request: HttpRequest, what: str) -> Loader:
    """The loader, if it has a page and this user the right to it."""
    loader = LOADERS.get(what)
    if loader is None or not loader.page or not request.user.has_perm(loader.permission):
        raise Http404
    return loader


@own("the right of the loader")
def load_page(request: HttpRequest, what: str) -> HttpResponse:
    """Choose a file; posted, it is looked at and nothing is written yet."""
    loader = loader_for(request, what)
    if request.method != "POST":
        return show(request, loader)
    if request.POST.get("file_token"):
        return confirm(request, loader)
    pasted = request.POST.get("pasted", "")
    file = request.FILES.get("file")
    if file is None and not pasted.strip():
        return show(request, loader, error=_("Choose a file first, or paste rows."))
    good_rows = bool(request.POST.get("good_rows"))
    data, name = (file.read(), file.name or "?") if file else (from_paste(pasted, loader.columns), PASTED)
    return look_at(request, loader, data, name, good_rows)


def look_at(
    request: HttpRequest, loader: Loader, data: bytes, name: str, good_rows: bool = False
) -> HttpResponse:
    """What a file would change, with the button that loads it; a long one goes to the worker. Nothing is written."""
    if is_large(data):
        return hand_over(request, loader, data, name, good_rows)
    outcome = load(loader, data, name, actor=user_of(request), dry_run=True, good_rows=good_rows)
    token = ""
    if outcome.created + outcome.changed and (good_rows or not outcome.problems):
        try:
            kept = attachments.keep(data, name, ("xlsx", "csv"))
        except attachments.RefusedFile as refused:
            return show(request, loader, Outcome(problems=[Problem(name, str(refused))]))
        token = signing.dumps([loader.name, request.user.pk, kept.pk, name, good_rows], salt=SALT)
    return show(request, loader, outcome, token=token, filename=name)


def hand_over(request: HttpRequest, loader: Loader, data: bytes, name: str, good_rows: bool) -> HttpResponse:
    """A long file goes to the worker; its page says how far it is."""
    try:
        kept = attachments.keep(data, name, ("xlsx", "csv"))
    except attachments.RefusedFile as refused:
        return show(request, loader, Outcome(problems=[Problem(name, str(refused))]))
    job = jobs.hand_over(loader, kept, name, user=user_of(request), good_rows=good_rows, is_confirmed=False)
    job_work.enqueue(job.pk)
    return redirect("sheets:job", job.pk)


def confirm(request: HttpRequest, loader: Loader) -> HttpResponse:
    """Load the file that was looked at."""
    try:
        token = signing.loads(request.POST["file_token"], salt=SALT, max_age=CONFIRM_WITHIN)
        what, user, kept, filename, good_rows = token
        if (what, user) != (loader.name, request.user.pk):
            raise signing.BadSignature
        attachment = Attachment.objects.get(pk=kept)
    except (signing.BadSignature, Attachment.DoesNotExist):
        return show(request, loader, error=_("This file can no longer be confirmed. Choose it again."))
    outcome = load(
        loader, attachments.read(attachment), filename, actor=user_of(request), good_rows=good_rows
    )
    if not outcome.is_loaded:
        return show(request, loader, outcome, filename=filename)
    counts = {"created": outcome.created, "changed": outcome.changed, "unchanged": outcome.unchanged}
    done = _("Loaded: %(created)s new, %(changed)s changed, %(unchanged)s unchanged.") % counts
    messages.success(request, done)
    return redirect(reverse(loader.back, kwargs=dict(loader.back_to)))


def show(
    request: HttpRequest,
    loader: Loader,
    outcome: Outcome | None = None,
    *,
    token: str = "",
    filename: str = "",
    error: str = "",
) -> HttpResponse:
    """The page; a refused file answers with 422."""
    context: dict[str, Any] = {
        "loader": loader,
        "outcome": outcome,
        "token": token,
        "filename": filename,
        "error": error,
        "back": reverse(loader.back, kwargs=dict(loader.back_to)),
        "pasted": request.POST.get("pasted", ""),
        "jobs": Job.objects.filter(user=user_of(request), loader=loader.name)[:5],
        "limits": {"rows": LARGE_ROWS, "size": LARGE_BYTES // 1_000_000},
    }
    if outcome is not None:
        changes = [change for change in outcome.changes if change.kind != "unchanged"]
        context["changes"] = shown(loader, changes[:SHOWN])
        context["more_changes"] = max(0, len(changes) - SHOWN)
        context["problems"] = outcome.problems[:SHOWN]
        context["more_problems"] = max(0, len(outcome.problems) - SHOWN)
    refused = bool(error or (outcome is not None and outcome.problems))
    return render(request, "sheets/load.html", context, status=422 if refused else 200)


def shown(loader: Loader, changes: Sequence[Change]) -> list[Change]:
    """Changes in the words of the screen: titles of columns, labels of choices, days as people write them."""
    columns = {column.name: column for column in loader.columns}
    tell = loader.teller() if loader.teller is not None else None

    def say(name: str, value: Any) -> Any:
        if tell is not None:
            return tell(name, value)
        column = columns.get(name)
        if column is not None and column.day and value:
            return date_format(datetime.date.fromisoformat(value), "d/m/Y")
        return column.labels.get(value, value) if column is not None and isinstance(value, str) else value

    def words(values: Mapping[str, Any]) -> dict[str, Any]:
        return {
            str(columns[name].title if name in columns else loader.words.get(name, name)): say(name, value)
            for name, value in values.items()
        }

    return [dataclasses.replace(c, old=words(c.old), new=words(c.new)) for c in changes]


@own("the right of the loader")
@require_GET
def template(request: HttpRequest, what: str) -> HttpResponse:
    """The workbook to be filled in."""
    loader = loader_for(request, what)
    try:
        data = loader.template()
    except RefusedTable as refused:
        return show(request, loader, error=str(refused))
    return as_download(data, f"{loader.name}.xlsx", XLSX)


@own("the right of the list")
@require_GET
def export(request: HttpRequest, what: str, ending: str) -> HttpResponseBase:
    """The rows of a list as it is asked for, all of them, in the shape of the load."""
    listing, user = LISTINGS.get(what), user_of(request)
    if listing is None or not listing.may_export(user):
        raise Http404
    loader, wanted = LOADERS[what], lists.asked(listing, lists.begun(listing, request.GET, user))
    assert loader.rows is not None
    rows = loader.rows(lists.found(listing, user, wanted), wanted, user)
    return table_response(loader, rows, ending)


def as_download(data: bytes, name: str, content_type: str) -> HttpResponse:
    return HttpResponse(
        data, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
