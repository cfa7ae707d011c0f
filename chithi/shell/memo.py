"""What is asked once while a page is read: the installation, the units of a day.

Only while reading (GET, HEAD): a request that writes asks the database every time, so it never sees what it changed
as it was before.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse

T = TypeVar("T")
_memo: ContextVar[dict[Hashable, Any] | None] = ContextVar("memo", default=None)


def remembered(key: Hashable, ask: Callable[[], T]) -> T:
    """``ask()``, or what it gave earlier in the same reading request."""
    memo = _memo.get()
    if memo is None:
        return ask()
    if key not in memo:
        memo[key] = ask()
    return memo[key]


@contextmanager
def reading(is_reading: bool = True) -> Iterator[None]:
    """What is asked inside is asked once: for what writes nothing. Where it is not reading, every time."""
    token = _memo.set({} if is_reading else None)
    try:
        yield
    finally:
        _memo.reset(token)


def memo(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The middleware that begins and ends the memory of a request."""

    def run(request: HttpRequest) -> HttpResponse:
        with reading(request.method in ("GET", "HEAD")):
            return get_response(request)

    return run
