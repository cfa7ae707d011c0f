import datetime
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chithi.reports.days import Days, due_day, is_due, is_locked, lateness, proposed
from chithi.reports.models import Report

D = datetime.date
CYCLE = Days(D(2024, 1, 1), D(2024, 12, 31), D(2024, 10, 31), D(2024, 11, 14), D(2024, 12, 14))


@dataclass
class Fake:
    state: str = "draft"
    sent_on: datetime.date | None = None
    unlocked_until: datetime.date | None = None
    extended_to: datetime.date | None = None
    handed_on: datetime.date | None = None


@pytest.mark.parametrize(
    ("month", "day", "bound", "due"),
    [
        (11, 15, "before", D(2024, 11, 14)),
        (11, 15, "by", D(2024, 11, 15)),
        (3, 1, "before", D(2024, 2, 29)),
        (2, 30, "by", D(2024, 2, 29)),
        (12, None, "in", D(2024, 12, 31)),
        (None, None, "before", D(2024, 11, 30)),
    ],
)
def test_before_a_day_is_strictly_before(month, day, bound, due):
    assert due_day(2024, month, day, bound) == due


@given(
    st.integers(2000, 2100), st.integers(1, 12), st.integers(1, 31), st.sampled_from(["before", "by", "in"])
)
def test_the_days_proposed_stand_in_order(year, month, day, bound):
    days = proposed(year, month, day, bound)
    assert days.cutoff <= days.due <= days.locks_on
    assert days.cutoff <= days.period_to


def test_a_report_that_is_not_sent_is_late_from_the_day_after():
    assert lateness(CYCLE, Fake(), D(2024, 11, 14)) == "not_yet_due"
    assert lateness(CYCLE, Fake(), D(2024, 11, 15)) == "late"


def test_a_report_that_was_sent_is_judged_by_the_day_it_was_first_sent():
    assert lateness(CYCLE, Fake("approved", D(2024, 11, 14)), D(2025, 3, 1)) == "on_time"
    assert lateness(CYCLE, Fake("accepted", D(2024, 11, 15)), D(2025, 3, 1)) == "late"


def test_a_returned_report_is_due_again_and_late_again():
    returned = Fake("returned", D(2024, 11, 1))
    assert is_due(returned)
    assert lateness(CYCLE, returned, D(2024, 11, 14)) == "not_yet_due"
    assert lateness(CYCLE, returned, D(2024, 11, 15)) == "late"


def test_only_what_the_focal_unit_holds_or_was_handed_over_is_not_due():
    assert [s for s in Report.State.values if not is_due(Fake(s))] == ["approved", "accepted", "handed_over"]


def test_what_was_handed_over_is_not_late_from_that_day_on_and_before_it_is_as_it_was():
    handed = Fake("handed_over", handed_on=D(2024, 11, 20))
    assert lateness(CYCLE, handed, D(2024, 11, 19)) == "late"
    assert lateness(CYCLE, handed, D(2024, 11, 20)) == "not_yet_due"


def test_late_is_not_locked_and_an_exception_opens_until_its_last_day():
    assert not is_locked(CYCLE, Fake(), D(2024, 12, 14))
    assert is_locked(CYCLE, Fake(), D(2024, 12, 15))
    excepted = Fake(unlocked_until=D(2024, 12, 20))
    assert not is_locked(CYCLE, excepted, D(2024, 12, 20))
    assert is_locked(CYCLE, excepted, D(2024, 12, 21))


def test_a_round_without_a_lock_is_never_locked():
    assert not is_locked(Days(*list(vars(CYCLE).values())[:4]), Fake(), D(2099, 1, 1))
