"""Who may open a page. Every view carries one of these marks; a test walks the URL table and fails without.

The rights themselves are predicates in the ``rules.py`` of each room; ``user.has_perm`` asks them.
"""

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

if TYPE_CHECKING:
    from chithi.accounts.models import User

View = Callable[..., HttpResponseBase]


def allow(permission: str) -> Callable[[View], View]:
    """Only those who hold ``permission`` (asked without an object)."""

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.has_perm(permission):
                raise PermissionDenied(permission)
            return view(request, *args, **kwargs)

        run.access = permission  # type: ignore[attr-defined]
        return run

    return wrap


def own(permission: str) -> Callable[[View], View]:
    """The view asks ``permission`` of the thing it fetches, in its first line, with ``fetch``."""

    def wrap(view: View) -> View:
        view.access = permission  # type: ignore[attr-defined]
        return view

    return wrap


def signed_in(reason: str) -> Callable[[View], View]:
    """Everybody with an account, for the reason given."""

    def wrap(view: View) -> View:
        view.access = f"signed in: {reason}"  # type: ignore[attr-defined]
        return view

    return wrap


def public(reason: str) -> Callable[[View], View]:
    """Everybody, for the reason given."""

    def wrap(view: View) -> View:
        view = login_not_required(view)
        view.access = f"public: {reason}"  # type: ignore[attr-defined]
        return view

    return wrap


def user_of(request: HttpRequest) -> "User":
    """Who is signed in, as the account it is."""
    if not request.user.is_authenticated:
        raise PermissionDenied
    return request.user


def id_of(text: str) -> int | None:
    """The id that a page sent; None for what is none (``²`` counts as a digit too, and some have 5,000)."""
    return int(text) if text.isdecimal() and len(text) < 19 else None


def fetch(request: HttpRequest, permission: str, found: models.QuerySet[Any], **lookup: Any) -> Any:
    """The thing, if this user may see it; what one may not see does not exist (404)."""
    thing = found.filter(**lookup).first()
    if thing is None or not request.user.has_perm(permission, thing):
        raise Http404
    return thing
