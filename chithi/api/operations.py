"""``/api/v1/``: the registers for machines. Every write is the same action as on the page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from ninja import File, Form, NinjaAPI, Query, Status
from ninja.errors import HttpError, ValidationError
from ninja.files import UploadedFile

from chithi.access import fetch, user_of
from chithi.api.doors import error, not_json
from chithi.api.shapes import (
    AddIn,
    ChangeIn,
    ChangeOut,
    ErrorOut,
    JobOut,
    ListIn,
    LoadOut,
    RecordOut,
    RecordsOut,
    RegisterOut,
    WithdrawIn,
    Wrong,
    job_out,
    problem_out,
    records_out,
    register_out,
    texts_of,
)
from chithi.sheets import job_work, jobs, lists
from chithi.sheets import record_actions as actions
from chithi.sheets.catalogue import REGISTERS
from chithi.sheets.downloads import table_response
from chithi.sheets.fields import read_all
from chithi.sheets.files import is_large
from chithi.sheets.loading import LOADERS
from chithi.sheets.loading import load as load_table
from chithi.sheets.models import Job
from chithi.sheets.record_actions import Refused, StandsAlready
from chithi.sheets.register_views import of, one_of
from chithi.sheets.registers import Register
from chithi.sheets.views import loader_for
from chithi.shell import attachments
from chithi.shell.middleware import storable

REFUSALS = {400: ErrorOut, 401: ErrorOut, 403: ErrorOut, 404: ErrorOut, 422: ErrorOut}
SECURITY = {
    "components": {
        "securitySchemes": {
            "basic": {"type": "http", "scheme": "basic"},
            "session": {"type": "apiKey", "in": "cookie", "name": "sessionid"},
        }
    },
    "security": [{"basic": []}, {"session": []}],
}
api = NinjaAPI(
    title="chithi",
    version="1",
    description="The registers. Sign in by session (with X-CSRFToken) or HTTP Basic; Accept-Language is vi or en.",
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
    openapi_extra=SECURITY,
)


@api.exception_handler(Refused)
def refused(_request: HttpRequest, why: Any) -> HttpResponse:
    return error(422, str(why), {why.field: str(why)} if why.field else {})


@api.exception_handler(StandsAlready)
def stands_already(_request: HttpRequest, why: Any) -> HttpResponse:
    return error(409, str(why))


@api.exception_handler(Wrong)
def wrong(_request: HttpRequest, why: Any) -> HttpResponse:
    return error(422, _("Some values are not taken."), why.fields)


@api.exception_handler(ValidationError)
def not_understood(_request: HttpRequest, why: Any) -> HttpResponse:
    sentence = _("This is missing, or it is no value of its kind.")
    fields = {".".join(map(str, e["loc"][1:]))[:80]: sentence for e in why.errors}
    return error(422, _("Some values are not taken."), fields)


@api.exception_handler(HttpError)
def unread(_request: HttpRequest, _why: Any) -> HttpResponse:
    return not_json()


@require_GET
def openapi(request: HttpRequest) -> HttpResponse:
    """What this interface is, for programs."""
    return api.create_response(request, api.get_openapi_schema(path_prefix="/api/v1/"), status=200)


@api.get("registers/", response={200: list[RegisterOut], 401: ErrorOut}, url_name="registers")
def registers(request: HttpRequest) -> list[RegisterOut]:
    """The registers that you may read, with their fields."""
    return [
        register_out(r, request.user.has_perm(r.change), lists.inputs(r), lists.sorts(r))
        for r in REGISTERS.values()
        if request.user.has_perm(r.read)
    ]


@api.get("registers/{slug:name}/records/", response={200: RecordsOut, **REFUSALS}, url_name="records")
def records(request: HttpRequest, name: str, what: Query[ListIn]) -> RecordsOut:
    """Records, as the page lists them; the filters of the register stand in the query by their names."""
    register, user = of(request, name), user_of(request)
    asked = lists.asked(register, request.GET)  # an empty query is not narrowed to one's own unit
    if asked.wrong:
        raise Wrong(asked.wrong)
    page = lists.page(register, user, asked, what.limit)
    order = [line.pk for line in page.lines]
    found = {one.pk: one for one in everything(register, request).filter(pk__in=order)}
    return RecordsOut(
        records=records_out(register, [found[pk] for pk in order if pk in found]),
        next=page.next,
        previous=page.previous,
        count=min(page.count, lists.COUNTED),
        more=page.is_more,
    )


def everything(register: Register, request: HttpRequest) -> Any:
    return register.records(user_of(request)).prefetch_related(*register.many)


def out(register: Register, request: HttpRequest, pk: int) -> RecordOut:
    return records_out(register, [everything(register, request).get(pk=pk)])[0]


@api.post(
    "registers/{slug:name}/records/",
    response={201: RecordOut, 409: ErrorOut, **REFUSALS},
    url_name="records",
)
def add(request: HttpRequest, name: str, sent: AddIn) -> Status[RecordOut]:
    """Add a record; 409 where the same one stands already and you do not send `again`."""
    register = of(request, name, "change")
    values = checked(register, texts_of(register, sent.values))
    made = actions.add_record(register, values, sent.again, actor=user_of(request))
    return Status(201, out(register, request, made.pk))


def checked(
    register: Register, texts: dict[str, str], before: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The values, read and checked as the form does; ``before`` are those of a record that is changed. Raises
    ``Wrong``."""
    values, bad = read_all(list(register.fields.values()), register.readers(), texts)
    if bad := bad or register.checker()(values, before):
        raise Wrong(bad)
    return values


@api.get("registers/{slug:name}/records/{int:pk}/", response={200: RecordOut, **REFUSALS}, url_name="record")
def record(request: HttpRequest, name: str, pk: int) -> RecordOut:
    """One record."""
    register, _one = one_of(request, name, pk)
    return out(register, request, pk)


@api.patch(
    "registers/{slug:name}/records/{int:pk}/",
    response={200: RecordOut, 409: ErrorOut, **REFUSALS},
    url_name="record",
)
def change(request: HttpRequest, name: str, pk: int, sent: ChangeIn) -> Any:
    """Change fields of a record; 409 where somebody else changed it after the version that you send."""
    register, one = one_of(request, name, pk, "change")
    texts = texts_of(register, sent.values)
    before = register.values(one)
    values = checked(register, {**register.written(before), **texts}, before)
    asked = {field: value for field, value in values.items() if field in texts}
    try:
        actions.change_record(register, pk, asked, sent.version, actor=user_of(request))
    except Refused as why:
        if not why.field and version_of(register, pk) != sent.version:
            return error(409, str(why))
        raise
    return out(register, request, pk)


def version_of(register: Register, pk: int) -> int:
    return register.model._default_manager.values_list("version", flat=True).get(pk=pk)


@api.post(
    "registers/{slug:name}/records/{int:pk}/withdraw/",
    response={200: RecordOut, **REFUSALS},
    url_name="withdraw",
)
def withdraw(request: HttpRequest, name: str, pk: int, sent: WithdrawIn) -> RecordOut:
    """Take a record back, with a reason: it counts no more and stays to be read."""
    register, _one = one_of(request, name, pk, "change")
    reason = " ".join(storable(sent.reason).split())[:300]
    if not reason:
        raise Wrong({"reason": _("Say why the record is withdrawn.")})
    actions.withdraw_record(register, pk, reason, actor=user_of(request))
    return out(register, request, pk)


@api.post(
    "registers/{slug:name}/records/{int:pk}/restore/",
    response={200: RecordOut, **REFUSALS},
    url_name="restore",
)
def restore(request: HttpRequest, name: str, pk: int) -> RecordOut:
    """Put a withdrawn record back."""
    register, _one = one_of(request, name, pk, "change")
    actions.restore_record(register, pk, actor=user_of(request))
    return out(register, request, pk)


@api.post(
    "load/{slug:what}/",
    response={200: LoadOut, 202: JobOut, **REFUSALS, 422: LoadOut | ErrorOut},
    url_name="load",
)
def load(
    request: HttpRequest,
    what: str,
    file: File[UploadedFile],
    dry_run: Form[bool] = False,
    good_rows: Form[bool] = False,
) -> Any:
    """Load a workbook or CSV: a register's, or units, users, observations.

    A long one is 202 with a job whose state is asked at its address.
    """
    loader, data, title = loader_for(request, what), file.read(), file.name or "?"
    if is_large(data):
        try:
            kept = attachments.keep(data, title, ("xlsx", "csv"))
        except attachments.RefusedFile as why:
            return error(422, str(why), {"file": str(why)})
        job = jobs.hand_over(
            loader, kept, title, user=user_of(request), good_rows=good_rows, is_confirmed=not dry_run
        )
        job_work.enqueue(job.pk)
        job.refresh_from_db()
        return Status(202, job_out(job, address_of(job)))
    found = load_table(loader, data, title, actor=user_of(request), dry_run=dry_run, good_rows=good_rows)
    taken = not found.problems or (good_rows and bool(found.changes))
    result = LoadOut(
        loaded=found.is_loaded,
        created=found.created,
        changed=found.changed,
        unchanged=found.unchanged,
        problem_count=len(found.problems),
        problems=[problem_out(p) for p in found.problems[:500]],
        changes=[
            ChangeOut(row=c.row, what=c.what, kind=c.kind, old=dict(c.old), new=dict(c.new))
            for c in found.changes
            if c.kind != "unchanged"
        ],
    )
    return Status(200 if taken else 422, result)


def address_of(job: Job) -> str:
    return reverse("api:job", args=[job.pk])


@api.get("registers/{slug:name}/export.csv", url_name="export")
def export(request: HttpRequest, name: str) -> HttpResponseBase:
    """The records as CSV, all of them, narrowed as a list is."""
    return exported(request, name, "csv")


@api.get("registers/{slug:name}/export.xlsx", url_name="export-xlsx")
def export_xlsx(request: HttpRequest, name: str) -> HttpResponseBase:
    """The same as a workbook."""
    return exported(request, name, "xlsx")


def exported(request: HttpRequest, name: str, ending: str) -> HttpResponseBase:
    register, user = of(request, name), user_of(request)
    asked = lists.asked(register, request.GET)
    if asked.wrong:
        raise Wrong(asked.wrong)
    loader = LOADERS[register.name]
    assert loader.rows is not None
    return table_response(loader, loader.rows(lists.found(register, user, asked), asked, user), ending)


@api.get("jobs/{int:pk}/", response={200: JobOut, **REFUSALS}, url_name="job")
def job(request: HttpRequest, pk: int) -> JobOut:
    """How far a long file is."""
    found = fetch(request, "sheets.job", Job.objects.all(), pk=pk)
    return job_out(found, address_of(found))
