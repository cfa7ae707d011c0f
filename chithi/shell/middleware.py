"""What every request passes: clean input, and the language of its page.

Vietnamese first: the account's language, else the cookie's, else Vietnamese; the browser's wish is not asked.
"""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import translation

_NEVER = re.compile("[\x00\ud800-\udfff\ufffe\uffff]")
"""What neither database nor file can hold: NUL, halves of a character, what is no character at all."""


def storable(text: str) -> str:
    """A text without what PostgreSQL, UTF-8 or XML cannot hold."""
    return _NEVER.sub("", text)


def clean_input(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The middleware that takes out of every address, query and form what cannot be kept, before anybody looks at
    it."""

    def run(request: HttpRequest) -> HttpResponse:
        request.path_info = storable(request.path_info)
        if "%" in request.META.get("QUERY_STRING", ""):
            request.GET = cleaned(request.GET)  # type: ignore[assignment]
        if request.method == "POST":
            request.POST = cleaned(request.POST)  # type: ignore[assignment]
        return get_response(request)

    return run


def cleaned(data: QueryDict) -> QueryDict:
    """The same form; a copy where something was taken out."""
    if not any(_NEVER.search(text) for name, texts in data.lists() for text in (name, *texts)):
        return data
    copy = QueryDict(mutable=True)
    for name, texts in data.lists():
        copy.setlist(storable(name), [storable(text) for text in texts])
    copy._mutable = False
    return copy


LANGUAGES = dict(settings.LANGUAGES)


def language(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def run(request: HttpRequest) -> HttpResponse:
        cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        chosen = request.user.language if request.user.is_authenticated else cookie
        with translation.override(chosen if chosen in LANGUAGES else settings.LANGUAGE_CODE):
            response = get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "")
            return response

    return run
