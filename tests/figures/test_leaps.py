"""A figure out of proportion with last year's or with the registers' is remarked; what merely moves is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chithi.figures.checks import LAST_YEAR, LEAP, REGISTERS, SMALL, Leap, leap, said

numbers = st.integers(0, 10**15)
scales = st.integers(0, 3)


@pytest.mark.parametrize(
    ("value", "against", "words"),
    [
        (999_999_999, 33, "gấp hơn 30.303.030 lần năm trước (33)"),
        (999_999_999, 3, "gấp hơn 333.333.332 lần năm trước (3)"),
        (331, 33, "gấp hơn 10 lần năm trước (33)"),
        (33, 1_234, "chưa bằng 1/37 năm trước (1.234)"),
        (0, 1_234, "bằng 0, năm trước là 1.234"),
        (1_234, 0, "năm trước là 0"),
    ],
)
def test_it_says_by_how_much(value, against, words):
    found = leap(value, against)
    assert found is not None
    assert said(found, LAST_YEAR) == words


def test_the_registers_and_decimals_are_named_too():
    found = leap(9_999, 200, scale=1)
    assert found is not None
    assert said(found, REGISTERS, scale=1) == "gấp hơn 49 lần số trong sổ theo dõi (20,0)"


@pytest.mark.parametrize(
    ("value", "against"),
    [(1, 12), (12, 1), (0, 100), (100, 0), (10, 1), (33, 38), (330, 33), (33, 330), (0, 0)],
)
def test_small_and_likely_moves_are_quiet(value, against):
    assert leap(value, against) is None


@given(numbers, numbers, scales)
def test_it_is_the_same_seen_from_either_side(a, b, scale):
    one, other = leap(a, b, scale), leap(b, a, scale)
    assert (one is None) == (other is None)
    if one and other:
        assert (one.times, one.more) == (other.times, not other.more)


@given(numbers, numbers, scales)
def test_only_more_than_ten_times_is_remarked_and_always_beyond_what_is_small(a, b, scale):
    high, low = max(a, b), min(a, b)
    found = leap(a, b, scale)
    if found is not None:
        assert high > LEAP * low
        assert high > LEAP * SMALL * 10**scale
    if found is None and low >= SMALL * 10**scale:
        assert high <= LEAP * low


@given(numbers, numbers, st.integers(0, 10**6))
def test_what_grows_away_from_a_leap_stays_one(value, against, more):
    found = leap(value, against)
    if found and found.more:
        assert leap(value + more, against) is not None


@given(numbers, numbers, scales)
def test_the_times_it_says_are_true(a, b, scale):
    found = leap(a, b, scale)
    if isinstance(found, Leap) and found.times:
        assert max(a, b) > found.times * min(a, b)
        assert max(a, b) <= (found.times + 1) * min(a, b)
