"""The cast's province, and decisions carried out in it as from a file."""

from collections.abc import Callable

import pytest

from chithi.journal.actions import Operator
from chithi.reorganise.actions import carry_out
from chithi.reorganise.loading import Read, read
from chithi.units.models import Reorganisation

HEAD = "date,decision,change,from,to,share,function"


def weighed(*rows: str) -> Read:
    found = read("\n".join([HEAD, *rows]).encode(), "nghi-quyet.csv")
    assert [str(p) for p in found.table.problems] == []
    return found


@pytest.fixture
def decide(db) -> Callable[..., Reorganisation]:
    """``decide("2024-07-01,12/NQ,merge,so-yt,so-ld,,")``"""

    def run(*rows: str) -> Reorganisation:
        found = weighed(*rows)
        assert found.coming is not None
        return carry_out(found.coming.rows, "nghi-quyet.csv", actor=Operator())

    return run
