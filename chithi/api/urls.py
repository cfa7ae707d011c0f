"""The addresses of ``/api/v1/``: each operation behind its door, with the right that it asks."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path

from chithi.access import fetch, public
from chithi.api.doors import Gate, door
from chithi.api.operations import api, openapi
from chithi.sheets.models import Job
from chithi.sheets.register_views import of, one_of
from chithi.sheets.views import loader_for

app_name = "api"
WRITES = ("POST", "PATCH")
WITH_JSON = {"records": "POST", "record": "PATCH", "withdraw": "POST"}
"""The method of an address whose body is JSON; a load brings a file, a restore nothing."""


def register(request: HttpRequest, name: str) -> Any:
    """Who may read in a register reads; who may write in it somewhere adds."""
    return of(request, name, "change" if request.method in WRITES else "read")


def loadable(request: HttpRequest, what: str) -> Any:
    return loader_for(request, what)


def record(request: HttpRequest, name: str, pk: int) -> Any:
    return one_of(request, name, pk, "change" if request.method in WRITES else "read")


def job(request: HttpRequest, pk: int) -> Any:
    return fetch(request, "sheets.job", Job.objects.all(), pk=pk)


def anybody(_request: HttpRequest) -> None:
    """Everybody with an account; what comes back is only what one may read."""


GATES: dict[str, tuple[Gate, str]] = {
    "registers": (anybody, "signed in: the registers one may read"),
    "records": (register, "the right of the register"),
    "record": (record, "the right of the record"),
    "withdraw": (record, "the right of the record"),
    "restore": (record, "the right of the record"),
    "load": (loadable, "the right of the loader"),
    "export": (register, "the right of the register"),
    "export-xlsx": (register, "the right of the register"),
    "job": (job, "sheets.job"),
}


def behind(pattern: URLPattern) -> URLPattern:
    """An operation as an address of ours; one without a row in ``GATES`` fails here."""
    name = str(pattern.name)
    gate, access = GATES[name]
    return path(
        str(pattern.pattern), door(gate, access, WITH_JSON.get(name, ""))(pattern.callback), name=name
    )


found, _app, _namespace = api.urls
patterns = {str(p.pattern): p for p in found if isinstance(p, URLPattern) and p.name != "api-root"}
urlpatterns = [
    path("openapi.json", public("describes the interface and tells of nobody")(openapi), name="openapi"),
    *(behind(pattern) for pattern in patterns.values()),
]
