"""When a person retires by Decree 135/2020/NĐ-CP, under normal conditions of work, to the month.

Source: Decree 135/2020/NĐ-CP of 18 November 2020, article 3 (the day of retirement is the last of the month in which
the age is reached; where the file of a person knows the year of birth only, 1 January stands for the day) and
article 4 (the ages by year), under article 169 of the Labour Code 2019. Before 2021 the ages are those of article 187
of the Labour Code 2012. Earlier retirement (article 5) and later leaving of some leaders (Decree 83/2022/NĐ-CP) are
decisions on a person: give the month decided (`Holder.retires`), it is not computed.
"""

from itertools import count
from typing import Literal, NamedTuple, TypeAlias

Sex: TypeAlias = Literal["F", "M"]

_FIRST_RISE = 2021
# Months of age before 2021, months added each year from 2021 on, months of age where the rise ends.
_AGES: dict[Sex, tuple[int, int, int]] = {"M": (60 * 12, 3, 62 * 12), "F": (55 * 12, 4, 60 * 12)}


class Month(NamedTuple):
    """A month of a year; months compare in time. ``str(Month(2027, 4))`` is ``"2027-04"``."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


def retirement_age(sex: Sex, year: int) -> int:
    """The age in months that the Decree sets for those who retire in ``year``: 2025 is 735 for men, 680 for women.

    Raises ``ValueError`` for another sex than "F" and "M".
    """
    if sex not in _AGES:
        raise ValueError(f"sex is F or M, not {sex!r}")
    before, step, end = _AGES[sex]
    return min(before + step * max(0, year - _FIRST_RISE + 1), end)


def retires_on(sex: Sex, birth_year: int, birth_month: int) -> Month:
    """The month whose last day is the day of retirement; the pension begins on the first of the next month.

    It is the first month in which the person has reached the age set for that month's year. Raises ``ValueError``
    for a month that is none and for another sex than "F" and "M".
    """
    if not 1 <= birth_month <= 12:
        raise ValueError(f"a month is 1 to 12, not {birth_month}")
    born = birth_year * 12 + birth_month - 1
    for year in count(birth_year + retirement_age(sex, birth_year) // 12):
        # The age only rises, so who had not reached last year's age by its December reaches this year's in this year.
        reached = born + retirement_age(sex, year)
        if reached // 12 == year:
            return Month(year, reached % 12 + 1)
    raise AssertionError("the ages stop rising, so everybody retires")


def retires_between(sex: Sex, birth_year: int) -> tuple[Month, Month]:
    """The first and the last month of retirement of those born in ``birth_year``, where the month is not known."""
    return retires_on(sex, birth_year, 1), retires_on(sex, birth_year, 12)
