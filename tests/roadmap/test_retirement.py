"""Who retires when, by Decree 135/2020/NĐ-CP."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chithi.roadmap.retirement import Month, Sex, retirement_age, retires_between, retires_on

# Article 4: the age by year of retirement, years and months.
MEN = {
    2020: (60, 0),
    2021: (60, 3),
    2022: (60, 6),
    2023: (60, 9),
    2024: (61, 0),
    2025: (61, 3),
    2026: (61, 6),
}
MEN |= {2027: (61, 9), 2028: (62, 0), 2029: (62, 0), 2040: (62, 0)}
WOMEN = {
    2020: (55, 0),
    2021: (55, 4),
    2022: (55, 8),
    2023: (56, 0),
    2024: (56, 4),
    2025: (56, 8),
    2026: (57, 0),
}
WOMEN |= {2027: (57, 4), 2028: (57, 8), 2029: (58, 0), 2030: (58, 4), 2031: (58, 8), 2032: (59, 0)}
WOMEN |= {2033: (59, 4), 2034: (59, 8), 2035: (60, 0), 2036: (60, 0)}

# Annex I: first and last month of birth of each step, and the age in months. The steps and their borders of 1961/62,
# 1966/67 and of the end are those of the annex as others print it; the rest continues them (9 months of birth to a
# step for men, 8 for women).
STEPS: list[tuple[Sex, Month, Month, int]] = [
    ("M", Month(1961, 1), Month(1961, 9), 60 * 12 + 3),
    ("M", Month(1961, 10), Month(1962, 6), 60 * 12 + 6),
    ("M", Month(1962, 7), Month(1963, 3), 60 * 12 + 9),
    ("M", Month(1963, 4), Month(1963, 12), 61 * 12),
    ("M", Month(1964, 1), Month(1964, 9), 61 * 12 + 3),
    ("M", Month(1964, 10), Month(1965, 6), 61 * 12 + 6),
    ("M", Month(1965, 7), Month(1966, 3), 61 * 12 + 9),
    ("M", Month(1966, 4), Month(1980, 12), 62 * 12),
    ("F", Month(1966, 1), Month(1966, 8), 55 * 12 + 4),
    ("F", Month(1966, 9), Month(1967, 4), 55 * 12 + 8),
    ("F", Month(1967, 5), Month(1967, 12), 56 * 12),
    ("F", Month(1968, 1), Month(1968, 8), 56 * 12 + 4),
    ("F", Month(1968, 9), Month(1969, 4), 56 * 12 + 8),
    ("F", Month(1969, 5), Month(1969, 12), 57 * 12),
    ("F", Month(1970, 1), Month(1970, 8), 57 * 12 + 4),
    ("F", Month(1970, 9), Month(1971, 4), 57 * 12 + 8),
    ("F", Month(1971, 5), Month(1971, 12), 58 * 12),
    ("F", Month(1972, 1), Month(1972, 8), 58 * 12 + 4),
    ("F", Month(1972, 9), Month(1973, 4), 58 * 12 + 8),
    ("F", Month(1973, 5), Month(1973, 12), 59 * 12),
    ("F", Month(1974, 1), Month(1974, 8), 59 * 12 + 4),
    ("F", Month(1974, 9), Month(1975, 4), 59 * 12 + 8),
    ("F", Month(1975, 5), Month(1990, 12), 60 * 12),
]

sexes: st.SearchStrategy[Sex] = st.sampled_from(["F", "M"])
years = st.integers(1940, 2010)
months = st.integers(1, 12)


def number(month: Month) -> int:
    return month.year * 12 + month.month - 1


@pytest.mark.parametrize(("sex", "table"), [("M", MEN), ("F", WOMEN)])
def test_the_age_of_each_year_is_that_of_article_4(sex: Sex, table: dict[int, tuple[int, int]]) -> None:
    for year, (full, months) in table.items():
        assert retirement_age(sex, year) == full * 12 + months, year


@pytest.mark.parametrize(("sex", "first", "last", "age"), STEPS)
def test_everybody_of_a_step_of_the_annex_retires_at_its_age(
    sex: Sex, first: Month, last: Month, age: int
) -> None:
    for born in range(number(first), number(last) + 1):
        leaves = retires_on(sex, born // 12, born % 12 + 1)
        assert number(leaves) - born == age, (sex, born // 12, born % 12 + 1)


def test_months_that_people_look_up() -> None:
    assert retires_on("M", 1961, 1) == (2021, 4)  # the pension begins on 1 May 2021
    assert retires_on("M", 1965, 1) == (2026, 7)
    assert retires_on("M", 1966, 4) == (2028, 4)
    assert retires_on("F", 1966, 1) == (2021, 5)
    assert retires_on("F", 1975, 4) == (2034, 12)
    assert retires_on("F", 1975, 5) == (2035, 5)
    assert retires_on("M", 1960, 12) == (2020, 12)
    assert str(retires_on("F", 1966, 1)) == "2021-05"


@given(sexes, years, months)
def test_it_is_the_first_month_in_which_the_age_of_its_year_is_reached(
    sex: Sex, year: int, month: int
) -> None:
    born = year * 12 + month - 1
    first = next(at for at in range(born, born + 70 * 12) if at - born >= retirement_age(sex, at // 12))
    assert number(retires_on(sex, year, month)) == first


@given(sexes, st.integers(1940 * 12, 2010 * 12))
def test_nobody_retires_before_somebody_older(sex: Sex, born: int) -> None:
    older = retires_on(sex, born // 12, born % 12 + 1)
    assert retires_on(sex, (born + 1) // 12, (born + 1) % 12 + 1) > older


@given(years, months)
def test_women_do_not_retire_after_men(year: int, month: int) -> None:
    assert retires_on("F", year, month) < retires_on("M", year, month)


@given(sexes, years, months)
def test_a_year_of_birth_says_between_which_months(sex: Sex, year: int, month: int) -> None:
    earliest, latest = retires_between(sex, year)
    assert earliest <= retires_on(sex, year, month) <= latest


def test_what_is_no_month_or_sex_is_refused() -> None:
    with pytest.raises(ValueError, match="month"):
        retires_on("F", 1970, 13)
    with pytest.raises(ValueError, match="sex"):
        retires_on("X", 1970, 1)  # type: ignore[arg-type]
