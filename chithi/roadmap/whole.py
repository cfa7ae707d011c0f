"""The whole roadmap of a body in one call: forecast, plan, range and pool."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from chithi.roadmap.plain import Plain
from chithi.roadmap.plan import Plan, Target, plan
from chithi.roadmap.pool import Candidate, Pool, measure
from chithi.roadmap.uncertain import Uncertain, simulate
from chithi.roadmap.vacancies import Forecast, Holder, forecast


@dataclass(frozen=True)
class Roadmap(Plain):
    """``followers``: appointments of women to expect on top of the plan's; see `plan.Plan.followers`."""

    forecast: Forecast
    plan: Plan
    followers: Fraction
    range: Uncertain | None
    pool: Pool | None


def draw_up(
    holders: Iterable[Holder],
    seats: Mapping[str, int],
    targets: Sequence[Target],
    first: int,
    last: int | None = None,
    turnover: Fraction = Fraction(0),
    between: tuple[Fraction, Fraction] | None = None,
    candidates: Iterable[Candidate] | None = None,
    serves: int = 1,
) -> Roadmap:
    """The roadmap of the years ``first`` to ``last`` (None: to the last target's year).

    A later ``last`` lets a target that cannot be met say in which year it could. ``between``: the turnover's range,
    None: no simulation. ``candidates``: the planning pool, None: it is not known. Errors as of the parts: `forecast`,
    `plan`, `simulate`, `measure`.
    """
    if not targets:
        raise ValueError("no target is given")
    end = max(target.year for target in targets) if last is None else last
    coming = forecast(holders, seats, first, end, turnover)
    made = plan(coming.outlook(), targets)
    return Roadmap(
        coming,
        made,
        made.followers(turnover),
        None if between is None else simulate(coming, targets, *between),
        None if candidates is None else measure(made, candidates, serves),
    )
