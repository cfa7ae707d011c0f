"""How a request gets in: who asks, whether it is meant, in which language; then the right, before the body is read.

A session counts as on the pages and wants its CSRF token; else HTTP Basic, checked by the same backends that the
sign-in asks, so that the same lockout holds. What one may not see is 404, as on the pages.
"""

import base64
import binascii
import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth import authenticate
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header

from chithi.access import View
from chithi.accounts.models import User
from chithi.shell.middleware import LANGUAGES

Gate = Callable[..., Any]
JSON_ONLY = "application/json"


def error(status: int, sentence: str, fields: dict[str, str] | None = None) -> JsonResponse:
    """A refusal: one sentence in the user's language, and where it applies one for each field."""
    return JsonResponse({"error": sentence, "fields": fields or {}}, status=status)


def door(gate: Gate, access: str, with_json: str = "") -> Callable[[View], View]:
    """Make an operation a view of the house. ``gate(request, **arguments)`` raises ``Http404`` where this person has
    not the right; ``with_json`` is the method whose body must be JSON."""

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            user = request.user if request.user.is_authenticated else by_password(request)
            with translation.override(language_of(request, user)):
                response = answer(request, user, kwargs)
                response.headers["Content-Language"] = translation.get_language() or ""
                response.headers["Cache-Control"] = "no-store"
                return response

        def answer(request: HttpRequest, user: User | None, arguments: dict[str, Any]) -> HttpResponseBase:
            if user is None:
                return nobody(request)
            if request.user.is_authenticated and not is_meant(request):
                return error(403, _("The request does not carry the token of this session (X-CSRFToken)."))
            request.user = user
            try:
                gate(request, **arguments)
            except Http404:
                return not_there()
            if request.method == with_json and request.content_type != JSON_ONLY:
                return not_json()
            response = view(request, **arguments)
            return wrong_method(response) if response.status_code == 405 else response

        run.access = access  # type: ignore[attr-defined]
        run.csrf_exempt = True  # type: ignore[attr-defined]  # ``is_meant`` asks, where there is a session
        return login_not_required(run)

    return wrap


def not_there() -> JsonResponse:
    return error(404, _("There is no such thing, or you may not see it."))


def not_json() -> JsonResponse:
    return error(400, _("The body is no JSON that is understood. See /api/v1/openapi.json."))


def wrong_method(response: HttpResponseBase) -> JsonResponse:
    made = error(405, _("This address does not take this method."))
    made.headers["Allow"] = response.headers.get("Allow", "")
    return made


def by_password(request: HttpRequest) -> User | None:
    """The account of the name and password in the header; None where there is none."""
    kind, _space, given = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        name, mark, password = base64.b64decode(given, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return None
    if not mark or "\x00" in name:
        return None
    found = authenticate(request, username=name, password=password)
    return found if isinstance(found, User) else None


def nobody(request: HttpRequest) -> JsonResponse:
    """Nobody is known; after too many wrong passwords the sign-in is closed for a while."""
    if getattr(request, "axes_locked_out", False):
        request.axes_locked_out = False  # type: ignore[attr-defined]  # else its middleware answers with a page
        return error(429, _("Too many wrong passwords. Wait a quarter of an hour, then try again."))
    made = error(401, _("Sign in, or send user name and password (HTTP Basic)."))
    made.headers["WWW-Authenticate"] = 'Basic realm="chithi", charset="UTF-8"'
    return made


def unread(_request: HttpRequest) -> HttpResponse:
    """What the check of the token believes to protect."""
    return HttpResponse()


def is_meant(request: HttpRequest) -> bool:
    """Whether a request of a session carries its CSRF token, where it needs one."""
    check = CsrfViewMiddleware(unread)
    request.csrf_processing_done = False  # type: ignore[attr-defined]
    check.process_request(request)
    return check.process_view(request, unread, (), {}) is None


def language_of(request: HttpRequest, user: User | None) -> str:
    """The first of ``Accept-Language`` that the house speaks, else the account's, else Vietnamese."""
    for wanted, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if (short := wanted.partition("-")[0]) in LANGUAGES:
            return short
    return user.language if user is not None and user.language in LANGUAGES else "vi"
