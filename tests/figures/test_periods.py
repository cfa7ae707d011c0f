"""Periods have a first and a last day, and one spelling."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chithi.figures.periods import BadPeriod, of_days, parse_period
from chithi.sheets.fields import FIRST_YEAR, LAST_YEAR

D = datetime.date


@pytest.mark.parametrize("year", [FIRST_YEAR, LAST_YEAR])
def test_every_day_that_a_record_may_have_lies_in_a_period(year):
    assert parse_period(str(year)).last == D(year, 12, 31)


@pytest.mark.parametrize(
    ("text", "first", "last", "spelling"),
    [
        ("2025", D(2025, 1, 1), D(2025, 12, 31), "2025"),
        ("2025-Q3", D(2025, 7, 1), D(2025, 9, 30), "2025-Q3"),
        ("2024-02", D(2024, 2, 1), D(2024, 2, 29), "2024-02"),
        ("2025-A1", D(2024, 12, 15), D(2025, 12, 14), "2025-A1"),
        ("2024-12-15/2025-12-14", D(2024, 12, 15), D(2025, 12, 14), "2025-A1"),
        ("2024-12-15--2025-06-14", D(2024, 12, 15), D(2025, 6, 14), "2024-12-15/2025-06-14"),
        ("2025-01-01/2025-12-31", D(2025, 1, 1), D(2025, 12, 31), "2025"),
    ],
)
def test_it_reads_the_periods_of_the_contract(text, first, last, spelling):
    period = parse_period(text)
    assert (period.first, period.last, period.text) == (first, last, spelling)
    assert parse_period(period.address) == period


@pytest.mark.parametrize(
    "text",
    [
        "",
        "năm 2025",
        "25",
        "2025-13",
        "2025-Q5",
        "2025-A2",
        "0000",
        "2025-02-30/2025-03-01",
        "2025-06-01/2025-01-01",
    ],
)
def test_it_refuses_what_is_no_period(text):
    with pytest.raises(BadPeriod):
        parse_period(text)


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("2025", "2024"),
        ("2025-Q3", "2024-Q3"),
        ("2025-01", "2024-01"),
        ("2025-A1", "2024-A1"),
        ("2024-02-29/2024-05-01", "2023-02-28/2023-05-01"),
    ],
)
def test_the_same_period_of_last_year(text, before):
    assert parse_period(text).previous_year().text == before


@given(st.dates(D(1990, 1, 1), D(2060, 1, 1)), st.integers(0, 800))
def test_two_periods_of_the_same_days_are_one(first, days):
    period = of_days(first, first + datetime.timedelta(days))
    assert parse_period(period.text) == period
    assert parse_period(f"{period.first}/{period.last}") == period


@pytest.mark.parametrize(
    "text", ["0001", "0001-A1", "1900", "2200", "9999-12", "0001-01-01/0001-01-02", "0000"]
)
def test_years_at_the_ends_of_the_calendar_are_no_period(text):
    with pytest.raises(BadPeriod):
        parse_period(text)


@pytest.mark.parametrize("text", ["1901", "1901-01-05/1901-02-03", "2199-A1"])
def test_the_first_period_has_one_before_it(text):
    assert parse_period(text).previous_year().last.year == int(text[:4]) - 1
