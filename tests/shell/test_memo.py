from django.http import HttpResponse
from django.test import RequestFactory

from chithi.shell.memo import memo, remembered


def asked(method):
    """How often something was asked in one request that wants it three times."""
    count = []

    def view(request):
        for _ in range(3):
            remembered("units", lambda: count.append(1))
        return HttpResponse()

    memo(view)(RequestFactory().generic(method, "/"))
    return len(count)


def test_a_reading_request_asks_once_and_a_writing_one_every_time():
    assert (asked("GET"), asked("HEAD"), asked("POST")) == (1, 1, 3)


def test_nothing_is_remembered_from_one_request_to_the_next():
    assert asked("GET") + asked("GET") == 2


def test_outside_a_request_nothing_is_remembered():
    count = []
    for _ in range(2):
        remembered("units", lambda: count.append(1))
    assert len(count) == 2
