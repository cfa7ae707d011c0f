"""Cut-offs: every record is counted by exactly one period, and late ones by the next."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from chithi.sheets.windows import ONE, Closing, home, window


def year(y, month=10, day=31):
    return Closing(datetime.date(y, 1, 1), datetime.date(y, 12, 31), datetime.date(y, month, day))


def holds(of, day, added):
    """What ``registers.during`` asks of the database, as a plain condition."""
    inside = of.first <= day <= of.last
    carried = of.carried_from is not None and of.carried_from <= day < of.first and added > of.carried_after
    return (inside or carried) and (of.cutoff is None or added <= of.cutoff)


def test_a_record_added_in_time_counts_by_its_day():
    of = window(datetime.date(2024, 1, 1), datetime.date(2024, 12, 31), [year(2024)])
    assert holds(of, datetime.date(2024, 3, 5), datetime.date(2024, 10, 31))
    assert not holds(of, datetime.date(2024, 3, 5), datetime.date(2024, 11, 1))
    assert not holds(of, datetime.date(2023, 12, 31), datetime.date(2024, 3, 5))


def test_a_record_added_after_the_cut_off_goes_to_the_next_period():
    first, last = datetime.date(2025, 1, 1), datetime.date(2025, 12, 31)
    of = window(first, last, [year(2024)])
    assert of.cutoff is None
    assert holds(of, datetime.date(2024, 3, 5), datetime.date(2024, 11, 1))
    assert home(datetime.date(2024, 3, 5), datetime.date(2024, 11, 1), [year(2024)]) == (first, None)
    assert home(datetime.date(2024, 3, 5), datetime.date(2024, 11, 1), [year(2024), year(2025)]) == (
        first,
        last,
    )


def test_without_rounds_the_day_alone_decides():
    of = window(datetime.date(2020, 1, 1), datetime.date(2020, 12, 31), [year(2024)])
    assert holds(of, datetime.date(2020, 5, 1), datetime.date(2024, 11, 30))
    assert home(datetime.date(2020, 5, 1), datetime.date(2024, 11, 30), [year(2024)]) is None


def test_a_stock_is_counted_on_the_cut_off():
    assert window(
        datetime.date(2024, 1, 1), datetime.date(2024, 12, 31), [year(2024)]
    ).stands_on == datetime.date(2024, 10, 31)
    assert window(datetime.date(2023, 1, 1), datetime.date(2023, 12, 31), []).stands_on == datetime.date(
        2023, 12, 31
    )


days = st.dates(datetime.date(2019, 1, 1), datetime.date(2027, 12, 31))


@given(st.sets(st.integers(2020, 2026), min_size=1), days, st.integers(0, 900), st.data())
def test_every_record_is_counted_by_exactly_one_period(years, day, later, data):
    added = day + datetime.timedelta(days=later)
    closings = [year(y, data.draw(st.integers(6, 12)), 28) for y in sorted(years)]
    periods = [(datetime.date(y, 1, 1), datetime.date(y, 12, 31)) for y in range(2017, 2033)]
    counting = [p for p in periods if holds(window(*p, closings), day, added)]
    assert len(counting) == 1
    where = home(day, added, closings)
    if where is not None:
        assert counting[0][0] == where[0]
        assert where[1] in (None, counting[0][1])
    assert ONE.days == 1
