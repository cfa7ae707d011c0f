"""Up to three futures of a body side by side: what they ask, what can be met, where the planning pool is too thin.
Plain values; the arithmetic is that of the room ``roadmap``."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from chithi.leadership.roadmaps import Body
from chithi.roadmap.plan import Outcome, Plan, Row, Target, outcome, plan
from chithi.roadmap.pool import Pool, measure
from chithi.roadmap.scenarios import MOST, Comparison, Scenario, ScenarioRow, at_share, compare
from chithi.roadmap.uncertain import Uncertain, simulate
from chithi.roadmap.vacancies import Forecast, Outlook, forecast

HORIZON = 25
"""How many years ahead are looked at for the first year in which a target could be met."""
RUNS, SEED = 500, 135
SHOWN = 5
"""Years shown of a future without a target."""


@dataclass(frozen=True)
class Asked:
    """A future as it is asked: targets, the turnover between two rates, and, if wanted, the share of women among those
    who are appointed."""

    name: str
    targets: tuple[Target, ...]
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(0)
    women_share: Fraction | None = None

    @property
    def turnover(self) -> Fraction:
        """The middle of the range, by which the plan is made."""
        return (self.low + self.high) / 2


@dataclass(frozen=True)
class Answer:
    """What becomes of a target. ``women``: those there are at the end of its year; ``earliest``: the first year in
    which it could be met, None where in none that was looked at."""

    outcome: Outcome
    women: int
    earliest: int | None

    @property
    def met(self) -> bool:
        return self.women >= self.outcome.needed


@dataclass(frozen=True)
class Future:
    """One future. ``followers``: appointments of women to expect on top of the plan; ``range``: None where the turnover
    is not uncertain, or nothing is asked."""

    asked: Asked
    forecast: Forecast
    plan: Plan
    answers: tuple[Answer, ...]
    followers: Fraction
    range: Uncertain | None
    pool: Pool

    @property
    def whole(self) -> list[Row]:
        """All levels together, year by year."""
        return [row for row in self.plan.rows if row.level is None]


@dataclass(frozen=True)
class Futures:
    """``table``: the rows of all futures, as the room ``roadmap`` compares them."""

    years: tuple[int, ...]
    futures: tuple[Future, ...]
    table: Comparison

    def side_by_side(self) -> list[tuple[int, str | None, tuple[ScenarioRow, ...]]]:
        """(year, level, the row of each future), where anything happens; all levels together always. By year, in it
        the levels and then all."""
        found: dict[tuple[int, str | None], list[ScenarioRow]] = {}
        for row in self.table.rows:
            found.setdefault((row.year, row.level), []).append(row)
        return [
            (year, level, tuple(rows))
            for (year, level), rows in found.items()
            if level is None or any(row.vacancies or row.appoint for row in rows)
        ]


def futures(body: Body, asked: Sequence[Asked], year: int) -> Futures:
    """One to three futures from the year after ``year`` on to the last target's year. Errors as of ``compare``."""
    if not 1 <= len(asked) <= MOST:
        raise ValueError(f"one to {MOST} futures are compared, not {len(asked)}")
    first = year + 1
    last = max((t.year for one in asked for t in one.targets), default=year + SHOWN)
    table = compare(
        body.holders,
        body.seats,
        first,
        last,
        [Scenario(one.name, one.turnover, one.targets, one.women_share) for one in asked],
    )
    made = tuple(future(body, one, first, last) for one in asked)
    return Futures(tuple(range(first, last + 1)), made, table)


def future(body: Body, asked: Asked, first: int, last: int) -> Future:
    coming = forecast(body.holders, body.seats, first, last, asked.turnover)
    outlook = coming.outlook()
    done = (
        plan(outlook, asked.targets)
        if asked.women_share is None
        else at_share(outlook, asked.targets, asked.women_share)
    )
    uncertain = None
    if asked.targets and asked.women_share is None and asked.low < asked.high:
        uncertain = simulate(coming, asked.targets, asked.low, asked.high, RUNS, SEED)
    later: Outlook | None = None
    answers = []
    for each in done.outcomes:
        earliest = each.earliest
        if earliest is None:
            # Over more years fewer stay to the end, so that fewer are assumed to leave: never earlier than above.
            later = (
                later
                or forecast(
                    body.holders, body.seats, first, max(last, first + HORIZON - 1), asked.turnover
                ).outlook()
            )
            earliest = outcome(later, each.target).earliest
        women = done.row(each.target.level, each.target.year).women
        answers.append(Answer(each, women, earliest))
    return Future(
        asked,
        coming,
        done,
        tuple(answers),
        done.followers(asked.turnover),
        uncertain,
        measure(done, body.candidates),
    )
