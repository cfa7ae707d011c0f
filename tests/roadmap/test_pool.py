"""Where the planning pool is too thin."""

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chithi.roadmap.plan import Plan, Target, plan
from chithi.roadmap.pool import Candidate, measure
from chithi.roadmap.retirement import Month
from chithi.roadmap.vacancies import Outlook


def needing(*numbers: int) -> Plan:
    years = tuple(range(2026, 2026 + len(numbers)))
    outlook = Outlook(("xã",), years, (sum(numbers) or 1,), (0,), (numbers,), ((0,) * len(numbers),))
    return plan(outlook, [Target("xã", Fraction(1 if sum(numbers) else 0), years[-1])])


def test_a_level_and_year_without_enough_women_is_named() -> None:
    women = [
        Candidate("xã", 1985, 1),
        Candidate("xã", 1985, 1, eligible_from=2027),
        Candidate("xã", 1968, 9),  # retires 5/2025
        Candidate("xã"),
    ]
    found = measure(needing(2, 1), women)
    assert [(s.year, s.needed, s.free, s.missing) for s in found.stocks] == [(2026, 2, 1, 1), (2027, 1, 1, 0)]
    assert [s.year for s in found.thin] == [2026]
    assert found.unknown == (("xã", 1),)
    assert found.as_dict()["thin"][0]["missing"] == 1


def test_who_retires_in_the_year_is_not_free_and_a_term_may_be_asked_for() -> None:
    soon = [Candidate("xã", 1970, 1)]  # 5/2027
    assert [s.missing for s in measure(needing(0, 1), soon).stocks] == [0, 1]
    assert [s.missing for s in measure(needing(1, 0), soon).stocks] == [0, 0]
    assert [s.missing for s in measure(needing(1, 0), soon, serves=5).stocks] == [1, 0]


@settings(deadline=None)
@given(
    st.lists(st.integers(0, 2), min_size=1, max_size=3),
    st.lists(st.tuples(st.integers(2026, 2028), st.integers(2026, 2029)), max_size=5),
)
def test_no_other_order_fills_more(numbers: list[int], spans: list[tuple[int, int]]) -> None:
    women = [Candidate("xã", eligible_from=first, retires=Month(last + 1, 1)) for first, last in spans]
    found = measure(needing(*numbers), women)
    wanted = [2026 + at for at, number in enumerate(numbers) for _ in range(number)]

    def filled(order: tuple[tuple[int, int], ...]) -> int:
        return sum(first <= year <= last for (first, last), year in zip(order, wanted, strict=False))

    padded = spans + [(1, 0)] * len(wanted)
    most = max(filled(order) for order in set(permutations(padded, len(wanted))))
    assert len(wanted) - sum(s.missing for s in found.stocks) == most


def test_a_level_that_is_not_planned_is_refused() -> None:
    with pytest.raises(ValueError, match="tỉnh"):
        measure(needing(1), [Candidate("tỉnh")])
    with pytest.raises(ValueError, match="negative"):
        measure(needing(1), [], serves=-1)
