"""The range when the turnover is uncertain: its tables, its seed, its ends."""

from fractions import Fraction
from math import comb

import pytest

from chithi.roadmap.plan import Target, plan
from chithi.roadmap.uncertain import Quantiles, quantiles, simulate, table
from chithi.roadmap.vacancies import Forecast, Holder, forecast

TARGETS = [Target(None, Fraction(2, 5), 2030)]


def coming(turnover: Fraction = Fraction(0)) -> Forecast:
    people = [Holder(f"m{i}", "xã", "M", 1965 + i % 20, 1 + i % 12) for i in range(60)]
    people += [Holder(f"f{i}", "xã", "F", 1970 + i % 20, 1 + i % 12) for i in range(20)]
    return forecast(people, {"xã": 80}, 2026, 2030, turnover)


@pytest.mark.parametrize(
    ("number", "rate"), [(1, Fraction(1, 2)), (7, Fraction(3, 10)), (128, Fraction(1, 20))]
)
def test_a_table_is_the_binomial_distribution(number: int, rate: Fraction) -> None:
    for most, bound in enumerate(table(number, rate)):
        exact = sum(comb(number, k) * rate**k * (1 - rate) ** (number - k) for k in range(most + 1))
        assert exact - Fraction(1, 2**53) < Fraction(bound, 2**53) <= exact


def test_one_seed_gives_one_range_on_every_machine() -> None:
    drawn = simulate(coming(), TARGETS, Fraction(1, 50), Fraction(1, 10), runs=200, seed=7)
    assert drawn == simulate(coming(), TARGETS, Fraction(1, 50), Fraction(1, 10), runs=200, seed=7)
    assert drawn != simulate(coming(), TARGETS, Fraction(1, 50), Fraction(1, 10), runs=200, seed=8)
    assert (drawn.women, drawn.vacancies) == (Quantiles(17, 19, 23), Quantiles(22, 31, 41))
    assert (drawn.runs, drawn.seed, drawn.rates[0], drawn.rates[-1]) == (
        200,
        7,
        Fraction(1, 50),
        Fraction(1, 10),
    )
    assert drawn.method.startswith("simulation")


def test_without_uncertainty_it_is_the_plan() -> None:
    made = plan(coming().outlook(), TARGETS)
    drawn = simulate(coming(), TARGETS, Fraction(0), Fraction(0), runs=20)
    assert drawn.women == Quantiles(made.total, made.total, made.total)
    assert drawn.chances[0].runs_met == 20
    everybody = simulate(coming(), TARGETS, Fraction(1), Fraction(1), runs=3)
    assert everybody.vacancies.low == everybody.vacancies.high == 80


def test_the_middle_is_near_the_plan_of_the_middle_rate() -> None:
    rate = Fraction(1, 20)
    made = plan(coming(rate).outlook(), TARGETS)
    drawn = simulate(coming(), TARGETS, rate, rate, runs=400)
    assert drawn.women.low <= made.total <= drawn.women.high
    assert abs(drawn.women.middle - made.total) <= 2


def test_quantiles_are_values_that_occurred() -> None:
    assert quantiles([5]) == Quantiles(5, 5, 5)
    assert quantiles(list(range(10, 0, -1))) == Quantiles(1, 5, 9)
    assert quantiles(range(1, 12)) == Quantiles(2, 6, 10)


@pytest.mark.parametrize(
    ("low", "high", "runs", "says"),
    [
        (Fraction(1, 5), Fraction(1, 10), 10, "above"),
        (Fraction(0), Fraction(2), 10, "from 0 to 1"),
        (Fraction(0), Fraction(1, 10), 0, "a run"),
    ],
)
def test_what_is_no_range_is_refused(low: Fraction, high: Fraction, runs: int, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        simulate(coming(), TARGETS, low, high, runs)
    with pytest.raises(ValueError, match="no target"):
        simulate(coming(), [], Fraction(0), Fraction(0))
