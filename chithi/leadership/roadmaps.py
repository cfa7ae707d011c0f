"""The roadmap of a unit, out of its registers: posts, their holders, the planning pool. It names posts, nobody."""

import datetime
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from chithi.leadership.holders import Holder, standing_holders
from chithi.leadership.pool import Planned
from chithi.leadership.posts import Level, Post, existing
from chithi.roadmap.plan import Target
from chithi.roadmap.pool import Candidate
from chithi.roadmap.retirement import Month
from chithi.roadmap.vacancies import Holder as Seated
from chithi.roadmap.whole import Roadmap, draw_up
from chithi.units.models import Unit
from chithi.units.queries import held_on


def roadmap_of(
    unit: Unit,
    share: Fraction,
    year: int,
    day: datetime.date,
    turnover: Fraction = Fraction(0),
    between: tuple[Fraction, Fraction] | None = None,
) -> Roadmap | None:
    """How many women to appoint to the posts of a unit, from the year after ``day`` on, for their share of all seats
    to be reached at the end of ``year``. Three queries.

    None where no post of the unit is kept. A level with more holders than seats counts a seat for each. Raises
    ``ValueError`` for a share or rate not within 0 and 1, and for a year that is not yet to come.
    """
    holders = list(seated(unit, day))
    seats = seats_of(unit, day, Counter(holder.level for holder in holders))
    if not seats:
        return None
    return draw_up(
        holders,
        seats,
        [Target(None, share, year)],
        day.year + 1,
        turnover=turnover,
        between=between,
        candidates=[one for one in planned(unit, day) if one.level in seats],
    )


def seats_of(unit: Unit, day: datetime.date, holders: Counter[str]) -> dict[str, int]:
    """Level → seats, from the highest level down."""
    posts = Post._default_manager.filter(existing(day), unit=unit, withdrawn_at=None)
    seats: Counter[str] = Counter()
    for level, number in posts.values_list("level", "seats"):
        seats[level] += number
    return {level: max(seats[level], holders[level]) for level in Level.values if seats[level]}


def seated(unit: Unit, day: datetime.date) -> Iterator[Seated]:
    rows = Holder._default_manager.filter(standing_holders(day), post__unit=unit, withdrawn_at=None)
    names = ("post__title", "post__level", "sex", "birth_month", "term_until", "valid_to")
    for title, level, sex, born, term, left in rows.order_by("pk").values_list(*names):
        birth = month_of(born)
        ends = min((last for last in (term, left) if last is not None), default=None)
        yield Seated(
            title,
            level,
            sex,
            birth and birth.year,
            birth and birth.month,
            ends and Month(ends.year, ends.month),
        )


def planned(unit: Unit, day: datetime.date) -> Iterator[Candidate]:
    """The women in the pool of the unit."""
    rows = Planned._default_manager.filter(held_on(day), unit=unit, sex="F", withdrawn_at=None)
    for level, born in rows.order_by("pk").values_list("level", "birth_month"):
        birth = month_of(born)
        yield Candidate(level, birth and birth.year, birth and birth.month)


def month_of(kept: str) -> Month | None:
    """``1970-05`` as a month; None where none is kept."""
    year, _mark, month = kept.partition("-")
    return Month(int(year), int(month)) if year and month else None
