"""The least number of women to appoint, per year and level, for each target to be met in its year.

The rule. Seats are constant. Each vacancy is filled in the year it arises, by a woman or by a man. Women who leave are
counted. A share is women over seats at the end of a year; a target binds in its own year, not after it. A seat filled
under the plan keeps its sex to the last year: a woman appointed who leaves is followed by a woman, who is not counted
again (`Plan.followers` says how many to expect).

So after y years a level has its women of the start, less those who left, plus those appointed up to y. A target is a
least number appointed up to its year. Giving every vacancy to a woman makes each of these numbers as large as can be
at once; targets can therefore be met together whenever each can be met alone. One that cannot is replaced by the
highest share that can be reached in its year, and says so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from chithi.roadmap.even import spread
from chithi.roadmap.plain import Plain
from chithi.roadmap.vacancies import Outlook, check_share


@dataclass(frozen=True)
class Target(Plain):
    """At least ``share`` women on the seats of ``level`` (None: of all levels together) at the end of ``year``."""

    level: str | None
    share: Fraction
    year: int


@dataclass(frozen=True)
class Outcome(Plain):
    """What becomes of a target. ``needed``: women there must be; ``most``: women there can be in its year at most;
    ``highest``: that as a share; ``earliest``: the first year at whose end the share can be reached, if any."""

    target: Target
    seats: int
    needed: int
    most: int
    highest: Fraction
    earliest: int | None

    @property
    def can_be_met(self) -> bool:
        return self.needed <= self.most

    @classmethod
    def also(cls) -> tuple[str, ...]:
        return ("can_be_met",)


@dataclass(frozen=True)
class Row(Plain):
    """One level (None: all) in one year: vacancies, women who leave, women to appoint, women at the end of it."""

    level: str | None
    year: int
    seats: int
    vacancies: int
    leaving: int
    appoint: int
    women: int

    @property
    def share(self) -> Fraction:
        return Fraction(self.women, self.seats)

    @classmethod
    def also(cls) -> tuple[str, ...]:
        return ("share",)


@dataclass(frozen=True)
class Plan(Plain):
    """``rows``: level by level in the order of the outlook, in it year by year; then those of all levels together.

    ``total``: women to appoint; ``busiest``: women to appoint in the hardest year.
    """

    outcomes: tuple[Outcome, ...]
    rows: tuple[Row, ...]
    total: int
    busiest: int

    def row(self, level: str | None, year: int) -> Row:
        """Raises ``KeyError`` for a level or year that is not in the plan."""
        for row in self.rows:
            if (row.level, row.year) == (level, year):
                return row
        raise KeyError((level, year))

    def followers(self, turnover: Fraction) -> Fraction:
        """How many of the women appointed leave by the end of the last year, expected, each to be followed by a
        woman: appointments to make on top of ``total``. ``turnover`` is the fraction that leaves in a year."""
        check_share("turnover", turnover)
        last = max(row.year for row in self.rows)
        return sum(
            (r.appoint * (1 - (1 - turnover) ** (last - r.year)) for r in self.rows if r.level is not None),
            Fraction(0),
        )


def plan(outlook: Outlook, targets: Iterable[Target]) -> Plan:
    """The plan with the fewest appointments of women that meets every target that can be met.

    Among those with the fewest it is even: the hardest year has as few as can be, and no year can be made lighter
    without making another at least as heavy as it was; then the vacancies of level and year are shared as evenly
    (`even.spread`). The targets that cannot be met are brought as high as can be. The same input gives the same plan.
    Raises ``ValueError`` for no target, an unknown level, a year outside of the outlook, a share not within 0 and 1.
    """
    outcomes = tuple(outcome(outlook, target) for target in targets)
    if not outcomes:
        raise ValueError("no target is given")
    level_needs, needs = needs_of(outlook, outcomes)
    front = least(outlook.vacancies, level_needs, needs)
    appointed = spread(front, outlook.vacancies, level_needs, needs)
    rows = rows_of(outlook, appointed)
    yearly = [sum(column) for column in zip(*appointed, strict=True)]
    return Plan(outcomes, rows, sum(yearly), max(yearly))


def outcome(outlook: Outlook, target: Target) -> Outcome:
    """Whether a target can be met, and what can be reached where not. Errors as of `plan`."""
    check_share("a target", target.share)
    if target.year not in outlook.years:
        raise ValueError(
            f"the year {target.year} of a target is not among {outlook.years[0]}-{outlook.years[-1]}"
        )
    members = _members(outlook, target.level)
    seats = sum(outlook.seats[m] for m in members)
    needed = -((-target.share.numerator * seats) // target.share.denominator)
    most = [sum(outlook.women[m] for m in members)] * len(outlook.years)
    for member in members:
        gain = accumulate(
            v - gone for v, gone in zip(outlook.vacancies[member], outlook.leaving[member], strict=True)
        )
        most = [before + more for before, more in zip(most, gain, strict=True)]
    reached = most[outlook.years.index(target.year)]
    earliest = next((y for y, women in zip(outlook.years, most, strict=True) if women >= needed), None)
    return Outcome(target, seats, needed, reached, Fraction(reached, seats), earliest)


def needs_of(outlook: Outlook, outcomes: Iterable[Outcome]) -> tuple[list[list[int]], list[int]]:
    """Least numbers of women appointed up to each year: by level and year, and of all levels by year."""
    level_needs = [[0] * len(outlook.years) for _ in outlook.levels]
    needs = [0] * len(outlook.years)
    for each in outcomes:
        members = _members(outlook, each.target.level)
        at = outlook.years.index(each.target.year)
        kept = sum(outlook.women[m] - sum(outlook.leaving[m][: at + 1]) for m in members)
        row = needs if each.target.level is None else level_needs[members[0]]
        row[at] = max(row[at], min(each.needed, each.most) - kept)
    return level_needs, needs


def least(
    vacancies: Sequence[Sequence[int]], level_needs: Sequence[Sequence[int]], needs: Sequence[int]
) -> list[list[int]]:
    """The fewest appointments that fulfil the needs, each as early as can be; by level and year like the arguments.

    A level must have as many as its largest need. What all levels together lack by a year comes out of vacancies up
    to that year; one more there serves every later year too, so what is lacking is taken year by year and no more.
    """
    appointed = [_early(row, max(need)) for row, need in zip(vacancies, level_needs, strict=True)]
    done = 0
    for year, need in enumerate(needs):
        done += sum(row[year] for row in appointed)
        for at in range(year + 1) if done < need else ():
            for row, room in zip(appointed, vacancies, strict=True):
                more = min(need - done, room[at] - row[at])
                if more > 0:
                    row[at] += more
                    done += more
    return appointed


def rows_of(outlook: Outlook, appointed: Sequence[Sequence[int]]) -> tuple[Row, ...]:
    """What appointments by level and year make of the women; by level, then all levels together."""
    rows: list[Row] = []
    for at, level in enumerate(outlook.levels):
        rows += _rows(
            level,
            outlook.years,
            outlook.seats[at],
            outlook.women[at],
            outlook.vacancies[at],
            outlook.leaving[at],
            appointed[at],
        )
    vacancies, leaving, appoint = (_sums(t) for t in (outlook.vacancies, outlook.leaving, appointed))
    rows += _rows(None, outlook.years, sum(outlook.seats), sum(outlook.women), vacancies, leaving, appoint)
    return tuple(rows)


def _sums(table: Sequence[Sequence[int]]) -> list[int]:
    return [sum(column) for column in zip(*table, strict=True)]


def _rows(
    level: str | None,
    years: Sequence[int],
    seats: int,
    women: int,
    vacancies: Sequence[int],
    leaving: Sequence[int],
    appoint: Sequence[int],
) -> list[Row]:
    rows = []
    for year, room, gone, come in zip(years, vacancies, leaving, appoint, strict=True):
        women += come - gone
        rows.append(Row(level, year, seats, room, gone, come, women))
    return rows


def _members(outlook: Outlook, level: str | None) -> list[int]:
    if level is None:
        return list(range(len(outlook.levels)))
    if level not in outlook.levels:
        raise ValueError(f"a target names the level {level!r}, which has no seats")
    return [outlook.levels.index(level)]


def _early(vacancies: Sequence[int], number: int) -> list[int]:
    appointed = []
    for room in vacancies:
        appointed.append(min(room, number))
        number -= appointed[-1]
    return appointed
