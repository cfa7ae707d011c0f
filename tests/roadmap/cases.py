"""Small outlooks, and all plans of one, counted one by one by the rule and nothing else."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import TypeAlias

from hypothesis import strategies as st

from chithi.roadmap.plan import Target
from chithi.roadmap.vacancies import Outlook

Appointed: TypeAlias = tuple[tuple[int, ...], ...]
NAMES = ("tỉnh", "sở", "xã")


def all_plans(outlook: Outlook) -> Iterator[Appointed]:
    cells = [range(v + 1) for row in outlook.vacancies for v in row]
    size = len(outlook.years)
    for flat in product(*cells):
        yield tuple(flat[at * size : (at + 1) * size] for at in range(len(outlook.levels)))


def women(outlook: Outlook, appointed: Appointed, level: str | None, year: int) -> int:
    """Women at the end of a year, seat by seat as the rule says it."""
    total = 0
    for at, name in enumerate(outlook.levels):
        if level not in (None, name):
            continue
        there = outlook.women[at]
        for when, each in enumerate(outlook.years):
            if each <= year:
                there = there - outlook.leaving[at][when] + appointed[at][when]
        total += there
    return total


def share(outlook: Outlook, appointed: Appointed, target: Target) -> Fraction:
    seats = sum(
        s for s, name in zip(outlook.seats, outlook.levels, strict=True) if target.level in (None, name)
    )
    return Fraction(women(outlook, appointed, target.level, target.year), seats)


def size(appointed: Appointed) -> int:
    return sum(map(sum, appointed))


def yearly(appointed: Appointed) -> list[int]:
    return [sum(column) for column in zip(*appointed, strict=True)]


@st.composite
def outlooks(draw: st.DrawFn, levels: int = 3, years: int = 3, room: int = 2) -> Outlook:
    number, length = draw(st.integers(1, levels)), draw(st.integers(1, years))
    seats, start, vacancies, leaving = [], [], [], []
    for _ in range(number):
        open_seats = [draw(st.integers(0, room)) for _ in range(length)]
        gone = [draw(st.integers(0, v)) for v in open_seats]
        there = sum(gone) + draw(st.integers(0, 3))
        # Whoever is no woman at the start is a man or an empty seat, and there are enough of them to leave.
        seats.append(there + sum(open_seats) - sum(gone) + draw(st.integers(0, 3)) or 1)
        start.append(there)
        vacancies.append(tuple(open_seats))
        leaving.append(tuple(gone))
    named = range(2026, 2026 + length)
    return Outlook(NAMES[:number], tuple(named), tuple(seats), tuple(start), tuple(vacancies), tuple(leaving))


@st.composite
def cases(draw: st.DrawFn) -> tuple[Outlook, list[Target]]:
    outlook = draw(outlooks())
    target = st.builds(
        Target,
        st.sampled_from([*outlook.levels, None, None]),
        st.fractions(0, 1, max_denominator=12),
        st.sampled_from(outlook.years),
    )
    return outlook, draw(st.lists(target, min_size=1, max_size=4))
