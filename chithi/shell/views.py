from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from chithi.access import public
from chithi.shell.models import Installation


@public("whether the process is alive tells nothing")
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@public("whether the storage is there tells nothing")
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers and the home folder can be written."""
    problems = []
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        Installation.objects.count()
    except DatabaseError as error:
        problems.append(f"database: {type(error).__name__}")
    probe = settings.HOME / ".ready"
    try:
        probe.write_text("")
        probe.unlink()
    except OSError as error:
        problems.append(f"storage: {error.strerror}")
    return JsonResponse(
        {"status": "ready" if not problems else "not ready", "problems": problems},
        status=503 if problems else 200,
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "shell/error.html", {"code": 403}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "shell/error.html", {"code": 404}, status=404)


def failed(request: HttpRequest) -> HttpResponse:
    return render(request, "shell/error.html", {"code": 500}, status=500)
