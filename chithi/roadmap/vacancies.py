"""The vacancies to come, per level and year: what is known of today's holders, and what a turnover adds.

Known are seats that are empty, retirements and ends of term. Assumed are leavers by turnover. They are taken from the
holders of whom no departure is known up to the last year, so nobody leaves twice: of n such holders of one sex and
level ``n * (1 - (1 - turnover) ** k)`` have left after k years, rounded half up. Those appointed under the plan are
not made to leave; see `plan`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor
from typing import Literal, TypeAlias

from chithi.roadmap.plain import Plain
from chithi.roadmap.retirement import Month, Sex, retires_between, retires_on

Reason: TypeAlias = Literal["retirement", "term"]
HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Holder:
    """Who sits on one seat on the eve of the first year.

    ``birth_month`` None: only the year is known; ``birth_year`` None: nothing is. ``term_until``: the month in which
    the term ends, None where the post has none or where the term ends nothing. ``retires``: the month decided for this
    person, instead of the one by the Decree.
    """

    post: str
    level: str
    sex: Sex
    birth_year: int | None = None
    birth_month: int | None = None
    term_until: Month | None = None
    retires: Month | None = None


@dataclass(frozen=True)
class Cell(Plain):
    """One level in one year: people who leave, and ``empty`` seats that stood empty at the start (first year only)."""

    level: str
    year: int
    empty: int = 0
    retiring_women: int = 0
    retiring_men: int = 0
    term_women: int = 0
    term_men: int = 0
    assumed_women: int = 0
    assumed_men: int = 0

    @property
    def known(self) -> int:
        return self.empty + self.retiring_women + self.retiring_men + self.term_women + self.term_men

    @property
    def assumed(self) -> int:
        return self.assumed_women + self.assumed_men

    @property
    def vacancies(self) -> int:
        return self.known + self.assumed

    @property
    def women_leaving(self) -> int:
        return self.retiring_women + self.term_women + self.assumed_women

    @classmethod
    def also(cls) -> tuple[str, ...]:
        return "known", "assumed", "vacancies", "women_leaving"


@dataclass(frozen=True)
class Unknown(Plain):
    """A holder whose year of retirement is not known though it may lie within the years.

    It lies between ``earliest`` and ``latest`` (None where not even the year of birth is known). No retirement is
    counted; a turnover and an end of term are.
    """

    post: str
    level: str
    sex: Sex
    earliest: Month | None
    latest: Month | None


@dataclass(frozen=True)
class Overdue(Plain):
    """A holder who stays past the month of retirement or past the term. That this ends in some year is not guessed."""

    post: str
    level: str
    sex: Sex
    reason: Reason
    month: Month


@dataclass(frozen=True)
class Outlook(Plain):
    """What a plan needs to know, by level (outer) and year (inner): seats, women at the start, vacancies, women who
    leave."""

    levels: tuple[str, ...]
    years: tuple[int, ...]
    seats: tuple[int, ...]
    women: tuple[int, ...]
    vacancies: tuple[tuple[int, ...], ...]
    leaving: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Forecast(Plain):
    """The vacancies to come. ``cells``: level by level in the order of the seats, in it year by year.

    ``women``, ``men``: holders at the start; ``staying_women``, ``staying_men``: those of whom no departure is known
    up to the last year, from whom the turnover takes. All by level.
    """

    first: int
    last: int
    turnover: Fraction
    levels: tuple[str, ...]
    seats: tuple[int, ...]
    women: tuple[int, ...]
    men: tuple[int, ...]
    staying_women: tuple[int, ...]
    staying_men: tuple[int, ...]
    cells: tuple[Cell, ...]
    unknown: tuple[Unknown, ...]
    overdue: tuple[Overdue, ...]

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.first, self.last + 1))

    def cell(self, level: str, year: int) -> Cell:
        """Raises ``KeyError`` for a level or year that is not in the forecast."""
        if level not in self.levels or year not in self.years:
            raise KeyError((level, year))
        return self.cells[self.levels.index(level) * len(self.years) + year - self.first]

    def outlook(self) -> Outlook:
        rows = [[self.cell(level, year) for year in self.years] for level in self.levels]
        return Outlook(
            self.levels,
            self.years,
            self.seats,
            self.women,
            tuple(tuple(c.vacancies for c in row) for row in rows),
            tuple(tuple(c.women_leaving for c in row) for row in rows),
        )


@dataclass
class _Count:
    """One level while it is counted; people who leave are counted by (reason, sex, year)."""

    holders: dict[Sex, int] = field(default_factory=lambda: {"F": 0, "M": 0})
    staying: dict[Sex, int] = field(default_factory=lambda: {"F": 0, "M": 0})
    leaving: dict[tuple[Reason, Sex, int], int] = field(default_factory=dict)


def forecast(
    holders: Iterable[Holder],
    seats: Mapping[str, int],
    first: int,
    last: int,
    turnover: Fraction = Fraction(0),
) -> Forecast:
    """The vacancies of the calendar years ``first`` to ``last``, both inclusive.

    ``seats``: level to number of seats, constant over the years; their order is kept. ``turnover``: the fraction of
    holders that leaves in a year for other reasons. Raises ``ValueError`` where a level is not in ``seats`` or has
    more holders than seats, where a level has no seat, where the turnover is not within 0 and 1, and for a last year
    before the first.
    """
    check_frame(seats, first, last)
    check_share("turnover", turnover)
    counts = {level: _Count() for level in seats}
    unknown: list[Unknown] = []
    overdue: list[Overdue] = []
    for holder in holders:
        if holder.level not in counts:
            raise ValueError(f"no seats are given for the level {holder.level!r} of {holder.post!r}")
        _count(counts[holder.level], holder, first, last)
        unknown += _unknown(holder, first, last)
        overdue += _overdue(holder, first)
    for level, count in counts.items():
        if sum(count.holders.values()) > seats[level]:
            raise ValueError(f"{level!r} has {sum(count.holders.values())} holders on {seats[level]} seats")
    cells = [
        _cell(level, counts[level], seats[level], year, first, turnover)
        for level in seats
        for year in range(first, last + 1)
    ]
    return Forecast(
        first,
        last,
        Fraction(turnover),
        tuple(seats),
        tuple(seats.values()),
        tuple(c.holders["F"] for c in counts.values()),
        tuple(c.holders["M"] for c in counts.values()),
        tuple(c.staying["F"] for c in counts.values()),
        tuple(c.staying["M"] for c in counts.values()),
        tuple(cells),
        tuple(unknown),
        tuple(overdue),
    )


def check_frame(seats: Mapping[str, int], first: int, last: int) -> None:
    """Raises ``ValueError`` unless there are levels, each with a seat, and years."""
    if last < first:
        raise ValueError(f"the last year {last} lies before the first, {first}")
    if not seats:
        raise ValueError("no level is given")
    for level, number in seats.items():
        if number < 1:
            raise ValueError(f"{level!r} has no seat")


def check_share(name: str, share: Fraction) -> None:
    """Raises ``ValueError`` for a float, whose value is not what was written, and outside of 0 to 1."""
    if isinstance(share, float):
        raise ValueError(f"{name} is exact: give a Fraction, not {share!r}")
    if not 0 <= share <= 1:
        raise ValueError(f"{name} is a fraction from 0 to 1, not {share}")


def retirement(holder: Holder) -> tuple[Month, Month] | None:
    """The first and the last month in which the holder may retire, the same where it is known; None: unknown."""
    if holder.retires is not None:
        return holder.retires, holder.retires
    if holder.birth_year is None:
        return None
    if holder.birth_month is None:
        return retires_between(holder.sex, holder.birth_year)
    month = retires_on(holder.sex, holder.birth_year, holder.birth_month)
    return month, month


def _departure(holder: Holder, first: int) -> tuple[Month, Reason] | None:
    """The first departure from ``first`` on that is known at least to its year."""
    known: list[tuple[Month, Reason]] = []
    span = retirement(holder)
    if span is not None and span[0].year == span[1].year:
        known.append((span[0], "retirement"))
    if holder.term_until is not None:
        known.append((holder.term_until, "term"))
    return min((k for k in known if k[0].year >= first), default=None)


def _count(count: _Count, holder: Holder, first: int, last: int) -> None:
    count.holders[holder.sex] += 1
    departure = _departure(holder, first)
    if departure is None or departure[0].year > last:
        count.staying[holder.sex] += 1
        return
    month, reason = departure
    key = (reason, holder.sex, month.year)
    count.leaving[key] = count.leaving.get(key, 0) + 1


def _unknown(holder: Holder, first: int, last: int) -> list[Unknown]:
    span = retirement(holder)
    if span is None:
        return [Unknown(holder.post, holder.level, holder.sex, None, None)]
    earliest, latest = span
    if earliest.year == latest.year or latest.year < first or earliest.year > last:
        return []
    if holder.term_until is not None and first <= holder.term_until.year < earliest.year:
        return []
    return [Unknown(holder.post, holder.level, holder.sex, earliest, latest)]


def _overdue(holder: Holder, first: int) -> list[Overdue]:
    span = retirement(holder)
    late: list[tuple[Reason, Month]] = []
    if span is not None and span[1].year < first:
        late.append(("retirement", span[1]))
    if holder.term_until is not None and holder.term_until.year < first:
        late.append(("term", holder.term_until))
    return [Overdue(holder.post, holder.level, holder.sex, reason, month) for reason, month in late]


def _cell(level: str, count: _Count, seats: int, year: int, first: int, turnover: Fraction) -> Cell:
    def left(reason: Reason, sex: Sex) -> int:
        return count.leaving.get((reason, sex, year), 0)

    def assumed(sex: Sex) -> int:
        staying = count.staying[sex]
        return _gone(staying, turnover, year - first + 1) - _gone(staying, turnover, year - first)

    return Cell(
        level,
        year,
        seats - sum(count.holders.values()) if year == first else 0,
        left("retirement", "F"),
        left("retirement", "M"),
        left("term", "F"),
        left("term", "M"),
        assumed("F"),
        assumed("M"),
    )


def _gone(staying: int, turnover: Fraction, years: int) -> int:
    """How many of ``staying`` have left after ``years``, rounded half up."""
    return floor(staying * (1 - (1 - Fraction(turnover)) ** years) + HALF)
