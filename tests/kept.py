"""Data that is dear to make: made once for a module, though every test may change it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction


@contextmanager
def kept(django_db_blocker: Any) -> Iterator[None]:
    """What is written inside is undone at the end; the transactions of tests, and of fixtures as wide, nest in it.

    For fixtures of a module whose tests are none of them transactional:

        @pytest.fixture(scope="module")
        def made(django_db_setup, django_db_blocker):
            with kept(django_db_blocker):
                yield make()

    A test asks for ``made`` and ``db``, and copies what it changes in memory.
    """
    outer = transaction.atomic()
    outer._from_testcase = True  # so that ``durable`` blocks stand in it, as in Django's own test cases
    with django_db_blocker.unblock(), outer:
        try:
            yield
        finally:
            transaction.set_rollback(True)
