"""The range of the women needed when the turnover is not known but lies between two rates. Seeded, without floats.

Each run draws one rate, then the leavers of each year, level and sex: each holder of whom no departure is known
leaves with that probability (a binomial draw). Then it counts the least number of women as `plan` does. Draws take
``random.Random(seed).getrandbits``, the Mersenne Twister, whose bits are the same on every machine; the tables they
are looked up in are integers.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import TypeAlias

from chithi.roadmap.plain import Plain
from chithi.roadmap.plan import Target, least, needs_of, outcome
from chithi.roadmap.vacancies import Forecast, Outlook, check_share

METHOD = "simulation: one rate per run, as likely each; leavers by year, level and sex binomial; least plan of each run"
STEPS = 9
_BITS = 53
_MOST_AT_ONCE = 128
_Tables: TypeAlias = dict[int, list[int]]


@dataclass(frozen=True)
class Quantiles(Plain):
    """Out of all runs ordered by size, the one at a tenth, half and nine tenths (nearest rank)."""

    low: int
    middle: int
    high: int


@dataclass(frozen=True)
class Chance(Plain):
    """In how many of the runs a target can be met."""

    target: Target
    runs_met: int


@dataclass(frozen=True)
class Uncertain(Plain):
    """The range, and all that is needed to find it again.

    ``women``: women to appoint over all years; where a run cannot meet a target, as many as bring it as high as can
    be. ``vacancies``: those of all years and levels.
    """

    method: str
    rates: tuple[Fraction, ...]
    runs: int
    seed: int
    women: Quantiles
    vacancies: Quantiles
    chances: tuple[Chance, ...]


def simulate(
    forecast: Forecast,
    targets: Sequence[Target],
    low: Fraction,
    high: Fraction,
    runs: int = 1000,
    seed: int = 135,
) -> Uncertain:
    """The range for a turnover between ``low`` and ``high``, both fractions of holders per year.

    Drawn from are nine rates at equal distances, both ends among them. The turnover of ``forecast`` plays no part.
    Raises ``ValueError`` as `plan.plan` does, and where ``low`` is above ``high`` or there is no run.
    """
    check_share("the low turnover", low)
    check_share("the high turnover", high)
    if low > high:
        raise ValueError(f"the low turnover {low} is above the high one {high}")
    if runs < 1:
        raise ValueError("there must be a run")
    if not targets:
        raise ValueError("no target is given")
    rates = tuple(sorted({Fraction(low) + (Fraction(high) - low) * k / (STEPS - 1) for k in range(STEPS)}))
    tables: list[_Tables] = [{} for _ in rates]
    random = Random(seed)
    women, vacancies, met = [], [], [0] * len(targets)
    for _ in range(runs):
        drawn = random.randrange(len(rates))
        outlook = _drawn(forecast, rates[drawn], tables[drawn], random)
        outcomes = [outcome(outlook, target) for target in targets]
        women.append(sum(map(sum, least(outlook.vacancies, *needs_of(outlook, outcomes)))))
        vacancies.append(sum(map(sum, outlook.vacancies)))
        met = [before + each.can_be_met for before, each in zip(met, outcomes, strict=True)]
    chances = tuple(Chance(target, number) for target, number in zip(targets, met, strict=True))
    return Uncertain(METHOD, rates, runs, seed, quantiles(women), quantiles(vacancies), chances)


def quantiles(values: Sequence[int]) -> Quantiles:
    """The value at a tenth, half and nine tenths of all, by nearest rank; ``values`` is not empty."""
    ordered = sorted(values)
    low, middle, high = (ordered[-(-len(ordered) * tenths // 10) - 1] for tenths in (1, 5, 9))
    return Quantiles(low, middle, high)


def _drawn(forecast: Forecast, rate: Fraction, tables: _Tables, random: Random) -> Outlook:
    """What is known of the forecast, with leavers drawn."""
    vacancies, leaving = [], []
    size = len(forecast.years)
    for at in range(len(forecast.levels)):
        cells = forecast.cells[at * size : (at + 1) * size]
        women = _leavers(forecast.staying_women[at], rate, size, tables, random)
        men = _leavers(forecast.staying_men[at], rate, size, tables, random)
        vacancies.append(tuple(c.known + w + m for c, w, m in zip(cells, women, men, strict=True)))
        leaving.append(tuple(c.retiring_women + c.term_women + w for c, w in zip(cells, women, strict=True)))
    return Outlook(
        forecast.levels,
        forecast.years,
        forecast.seats,
        forecast.women,
        tuple(vacancies),
        tuple(leaving),
    )


def _leavers(staying: int, rate: Fraction, years: int, tables: _Tables, random: Random) -> list[int]:
    """Of ``staying`` holders those who leave in each year."""
    leavers = []
    for _ in range(years):
        gone, left = 0, staying
        while left > 0:
            number = min(left, _MOST_AT_ONCE)
            if number not in tables:
                tables[number] = table(number, rate)
            gone += bisect_right(tables[number], random.getrandbits(_BITS))
            left -= number
        leavers.append(gone)
        staying -= gone
    return leavers


def table(number: int, rate: Fraction) -> list[int]:
    """Where each number of leavers ends: entry k is the probability of at most k out of ``number``, times 2**53.

    Rounded down. It ends where a draw of 53 bits can go no further.
    """
    leave, stay, whole = rate.numerator, rate.denominator - rate.numerator, rate.denominator**number
    bounds: list[int] = []
    ways = 1
    below = 0
    for gone in range(number):
        below += ways * leave**gone * stay ** (number - gone)
        bounds.append((below << _BITS) // whole)
        if bounds[-1] == (1 << _BITS) - 1:
            break
        ways = ways * (number - gone) // (gone + 1)
    return bounds
