"""Up to three futures side by side, as one table of plain rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from chithi.roadmap.plain import Plain
from chithi.roadmap.plan import Outcome, Plan, Row, Target, outcome, plan, rows_of
from chithi.roadmap.vacancies import HALF, Holder, Outlook, check_share, forecast

MOST = 3


@dataclass(frozen=True)
class Scenario(Plain):
    """A future: a turnover, targets, and what is done.

    ``women_share`` None: as many women are appointed as the targets need. Else women get that share of the vacancies
    of every level, rounded half up over the years; the targets, if any, are only compared with it.
    """

    name: str
    turnover: Fraction = Fraction(0)
    targets: tuple[Target, ...] = ()
    women_share: Fraction | None = None


@dataclass(frozen=True)
class ScenarioRow(Plain):
    """One row of the table; ``level`` None is all levels. ``women`` and ``share``: at the end of the year."""

    scenario: str
    year: int
    level: str | None
    seats: int
    women: int
    share: Fraction
    vacancies: int
    appoint: int


@dataclass(frozen=True)
class Result(Plain):
    """What a scenario makes of a target. ``share``: reached at the end of the target's year."""

    scenario: str
    outcome: Outcome
    share: Fraction
    met: bool


@dataclass(frozen=True)
class Comparison(Plain):
    """``rows``: scenario by scenario, in it year by year, in it the levels and then all of them."""

    scenarios: tuple[Scenario, ...]
    rows: tuple[ScenarioRow, ...]
    results: tuple[Result, ...]


def compare(
    holders: Iterable[Holder], seats: Mapping[str, int], first: int, last: int, scenarios: Sequence[Scenario]
) -> Comparison:
    """The same holders and seats (as of `vacancies.forecast`) in one to three scenarios with names of their own.

    Raises ``ValueError`` as `vacancies.forecast` and `plan.plan` do, for more than three scenarios or none, for one
    name twice, and for a scenario with neither targets nor a share of women.
    """
    names = [s.name for s in scenarios]
    if not 1 <= len(names) <= MOST:
        raise ValueError(f"one to {MOST} scenarios are compared, not {len(names)}")
    if len(set(names)) < len(names):
        raise ValueError("two scenarios have the same name")
    people = tuple(holders)
    rows: list[ScenarioRow] = []
    results: list[Result] = []
    for scenario in scenarios:
        outlook = forecast(people, seats, first, last, scenario.turnover).outlook()
        done = _carried_out(outlook, scenario)
        rows += [
            _row(scenario.name, done.row(level, y))
            for y in outlook.years
            for level in (*outlook.levels, None)
        ]
        results += [_result(scenario.name, each, done) for each in done.outcomes]
    return Comparison(tuple(scenarios), tuple(rows), tuple(results))


def at_share(outlook: Outlook, targets: Iterable[Target], women_share: Fraction) -> Plan:
    """What comes of giving women a share of the vacancies of each level. Errors as of `plan.outcome`."""
    check_share("the share of women among appointments", women_share)
    appointed = [_part(row, women_share) for row in outlook.vacancies]
    yearly = [sum(column) for column in zip(*appointed, strict=True)]
    outcomes = tuple(outcome(outlook, target) for target in targets)
    return Plan(outcomes, rows_of(outlook, appointed), sum(yearly), max(yearly))


def _carried_out(outlook: Outlook, scenario: Scenario) -> Plan:
    if scenario.women_share is not None:
        return at_share(outlook, scenario.targets, scenario.women_share)
    if not scenario.targets:
        raise ValueError(f"the scenario {scenario.name!r} has neither targets nor a share of women")
    return plan(outlook, scenario.targets)


def _part(vacancies: Sequence[int], share: Fraction) -> list[int]:
    """The share of the vacancies so far, rounded, less what was given before: never more than there are."""
    given, so_far, done = [], 0, 0
    for room in vacancies:
        so_far += room
        given.append(floor(share * so_far + HALF) - done)
        done += given[-1]
    return given


def _row(name: str, row: Row) -> ScenarioRow:
    return ScenarioRow(name, row.year, row.level, row.seats, row.women, row.share, row.vacancies, row.appoint)


def _result(name: str, each: Outcome, done: Plan) -> Result:
    reached = done.row(each.target.level, each.target.year)
    return Result(name, each, reached.share, reached.women >= each.needed)
