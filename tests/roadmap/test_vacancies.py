"""The vacancies to come: what is known, what is assumed, and what is said not to be known."""

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chithi.roadmap.retirement import Month
from chithi.roadmap.vacancies import Holder, forecast

SEATS = {"tỉnh": 4, "xã": 3}


def test_retirements_ends_of_term_and_empty_seats_stand_in_their_years() -> None:
    coming = forecast(
        [
            Holder("Giám đốc", "tỉnh", "M", 1965, 1),  # 7/2026
            Holder("Phó Giám đốc", "tỉnh", "F", 1970, 9, term_until=Month(2027, 6)),  # would retire 5/2028
            Holder("Chủ tịch", "xã", "F", 1985, 3, term_until=Month(2026, 6)),
            Holder("Phó Chủ tịch", "xã", "M", 1966, 4, term_until=Month(2031, 6)),  # 4/2028
        ],
        SEATS,
        2026,
        2028,
    )
    cells = {(c.level, c.year): c for c in coming.cells}
    first = cells["tỉnh", 2026]
    assert (first.empty, first.retiring_men, first.vacancies, first.women_leaving) == (2, 1, 3, 0)
    assert (cells["tỉnh", 2027].term_women, cells["tỉnh", 2027].vacancies) == (1, 1)
    assert (cells["tỉnh", 2028].vacancies, cells["xã", 2027].vacancies) == (0, 0)
    assert (cells["xã", 2026].term_women, cells["xã", 2026].empty, cells["xã", 2026].women_leaving) == (
        1,
        1,
        1,
    )
    assert cells["xã", 2028].retiring_men == 1
    assert coming.unknown == ()
    assert coming.overdue == ()
    assert coming.cell("xã", 2028) is cells["xã", 2028]


def test_an_unknown_birth_is_named_and_counted_nowhere() -> None:
    coming = forecast(
        [
            Holder("A", "tỉnh", "M"),
            Holder("B", "tỉnh", "F", 1970),  # 5/2027 to 8/2028
            Holder("C", "tỉnh", "M", 1966),  # 10/2027 to 12/2028
        ],
        {"tỉnh": 3},
        2026,
        2030,
    )
    assert [(u.post, u.earliest, u.latest) for u in coming.unknown] == [
        ("A", None, None),
        ("B", (2027, 5), (2028, 8)),
        ("C", (2027, 10), (2028, 12)),
    ]
    assert sum(c.vacancies for c in coming.cells) == 0


def test_a_year_of_birth_is_enough_where_every_month_gives_the_same_year() -> None:
    coming = forecast([Holder("A", "tỉnh", "M", 1967)], {"tỉnh": 1}, 2028, 2030)
    assert coming.unknown == ()
    assert coming.cell("tỉnh", 2029).retiring_men == 1


def test_an_unknown_birth_outside_of_the_years_or_after_the_term_is_no_question() -> None:
    young = Holder("A", "tỉnh", "F", 1972)
    assert forecast([young], {"tỉnh": 1}, 2026, 2028).unknown == ()
    elected = Holder("A", "tỉnh", "F", 1972, term_until=Month(2026, 5))
    coming = forecast([elected], {"tỉnh": 1}, 2026, 2035)
    assert coming.unknown == ()
    assert coming.cell("tỉnh", 2026).term_women == 1


def test_who_stays_past_age_or_term_is_named_and_not_made_to_leave() -> None:
    coming = forecast(
        [
            Holder("A", "tỉnh", "M", 1960, 5),
            Holder("B", "tỉnh", "F", 1985, 5, term_until=Month(2021, 6)),
            Holder("C", "tỉnh", "M", 1960, 5, term_until=Month(2026, 6)),
        ],
        {"tỉnh": 3},
        2026,
        2027,
    )
    assert [(o.post, o.reason, str(o.month)) for o in coming.overdue] == [
        ("A", "retirement", "2020-05"),
        ("B", "term", "2021-06"),
        ("C", "retirement", "2020-05"),
    ]
    assert [(c.year, c.vacancies) for c in coming.cells] == [(2026, 1), (2027, 0)]


def test_a_month_decided_for_a_person_goes_before_the_table() -> None:
    coming = forecast([Holder("A", "tỉnh", "M", 1965, 1, retires=Month(2027, 1))], {"tỉnh": 1}, 2026, 2027)
    assert [c.retiring_men for c in coming.cells] == [0, 1]


def test_the_turnover_takes_from_those_who_stay_and_counts_whole_people() -> None:
    people = [Holder(f"n{i}", "xã", "M", 1985, 1) for i in range(30)]
    people += [Holder(f"f{i}", "xã", "F", 1985, 1) for i in range(10)]
    people += [Holder(f"r{i}", "xã", "M", 1965, 1) for i in range(5)]
    coming = forecast(people, {"xã": 45}, 2026, 2028, Fraction(1, 10))
    # Of 30 men 3, 5.7 and 8.13 have left after one, two, three years; of 10 women 1, 1.9 and 2.71.
    assert [c.assumed_men for c in coming.cells] == [3, 3, 2]
    assert [c.assumed_women for c in coming.cells] == [1, 1, 1]
    assert [c.known for c in coming.cells] == [5, 0, 0]
    assert (coming.staying_women, coming.staying_men) == ((10,), (30,))


@given(st.integers(0, 60), st.fractions(0, 1, max_denominator=40), st.integers(1, 12))
def test_nobody_leaves_twice(number: int, turnover: Fraction, years: int) -> None:
    people = [Holder(str(i), "xã", "F", 1990, 1) for i in range(number)]
    coming = forecast(people, {"xã": 60}, 2026, 2025 + years, turnover)
    gone = [c.assumed_women for c in coming.cells]
    assert all(each >= 0 for each in gone)
    assert sum(gone) <= number


@pytest.mark.parametrize(
    ("seats", "years", "turnover", "says"),
    [
        ({"xã": 5}, (2026, 2027), Fraction(0), "no seats are given"),
        ({"tỉnh": 1}, (2026, 2027), Fraction(0), "2 holders on 1 seats"),
        ({"tỉnh": 2, "xã": 0}, (2026, 2027), Fraction(0), "has no seat"),
        ({}, (2026, 2027), Fraction(0), "no level"),
        ({"tỉnh": 2}, (2027, 2026), Fraction(0), "before the first"),
        ({"tỉnh": 2}, (2026, 2027), Fraction(3, 2), "from 0 to 1"),
        ({"tỉnh": 2}, (2026, 2027), 0.1, "exact"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_reason(
    seats: dict[str, int], years: tuple[int, int], turnover: Fraction, says: str
) -> None:
    people = [Holder("A", "tỉnh", "M", 1970, 1), Holder("B", "tỉnh", "F", 1980, 1)]
    with pytest.raises(ValueError, match=says):
        forecast(people, seats, *years, turnover)


def test_it_goes_into_json() -> None:
    coming = forecast([Holder("B", "tỉnh", "F", 1970)], SEATS, 2026, 2028, Fraction(1, 20))
    said = json.loads(json.dumps(coming.as_dict()))
    assert said["turnover"] == "1/20"
    assert said["unknown"][0]["earliest"] == "2027-05"
    assert said["cells"][0]["vacancies"] == 3
