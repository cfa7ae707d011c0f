"""The roadmap of a body, out of its registers: posts, their holders, the planning pool. It names posts, nobody."""

import datetime
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from chithi.leadership.holders import Holder, standing_holders
from chithi.leadership.pool import Planned
from chithi.leadership.posts import Level, Post, existing
from chithi.roadmap.plan import Target
from chithi.roadmap.pool import Candidate
from chithi.roadmap.retirement import Month
from chithi.roadmap.vacancies import Holder as Seated
from chithi.roadmap.vacancies import retirement
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

    None where no post of the unit is kept. Raises ``ValueError`` for a share or rate not within 0 and 1, and for a year
    that is not yet to come.
    """
    body = body_of({unit.pk}, day)
    if body is None:
        return None
    return draw_up(
        body.holders,
        body.seats,
        [Target(None, share, year)],
        day.year + 1,
        turnover=turnover,
        between=between,
        candidates=body.candidates,
    )


@dataclass(frozen=True)
class Body:
    """Posts of one unit or of several together: who holds them, how many seats each level has, and the women planned
    for them."""

    holders: tuple[Seated, ...]
    seats: Mapping[str, int]
    candidates: tuple[Candidate, ...]


def body_of(units: Collection[int], day: datetime.date) -> Body | None:
    """What the registers have of some units on a day; None where no post of theirs is kept. Three queries.

    A level with more holders than seats counts a seat for each.
    """
    holders = tuple(seated(units, day))
    seats = seats_of(units, day, Counter(holder.level for holder in holders))
    if not seats:
        return None
    return Body(holders, seats, tuple(one for one in planned(units, day) if one.level in seats))


def seats_of(units: Collection[int], day: datetime.date, holders: Counter[str]) -> dict[str, int]:
    """Level → seats, from the highest level down."""
    posts = Post._default_manager.filter(existing(day), unit__in=units, withdrawn_at=None)
    seats: Counter[str] = Counter()
    for level, number in posts.values_list("level", "seats"):
        seats[level] += number
    return {level: max(seats[level], holders[level]) for level in Level.values if seats[level]}


def seated(units: Collection[int], day: datetime.date) -> Iterator[Seated]:
    """Who sits on the eve of the first year, which is the next one: whoever leaves in the rest of this year leaves an
    empty seat. A term that was over before the day ended nothing; a last day that is known always does."""
    rows = Holder._default_manager.filter(standing_holders(day), post__unit__in=units, withdrawn_at=None)
    names = ("post__title", "post__level", "sex", "birth_month", "term_until", "valid_to")
    for title, level, sex, born, term, left in rows.order_by("pk").values_list(*names):
        birth = month_of(born)
        if left is not None and term is not None and term < day:
            term = None
        ends = min((last for last in (term, left) if last is not None), default=None)
        seat = Seated(
            title,
            level,
            sex,
            birth and birth.year,
            birth and birth.month,
            ends and Month(ends.year, ends.month),
        )
        if not leaves_this_year(seat, ends, day):
            yield seat


def leaves_this_year(seat: Seated, ends: datetime.date | None, day: datetime.date) -> bool:
    """Whether somebody leaves from a day on to the end of its year, by an end that is known or by age."""
    if ends is not None and day <= ends <= datetime.date(day.year, 12, 31):
        return True
    months = retirement(seat)
    return months is not None and Month(day.year, day.month) <= months[0] and months[1] <= Month(day.year, 12)


def planned(units: Collection[int], day: datetime.date) -> Iterator[Candidate]:
    """The women in the pool of the units."""
    rows = Planned._default_manager.filter(held_on(day), unit__in=units, sex="F", withdrawn_at=None)
    for level, born in rows.order_by("pk").values_list("level", "birth_month"):
        birth = month_of(born)
        yield Candidate(level, birth and birth.year, birth and birth.month)


def month_of(kept: str) -> Month | None:
    """``1970-05`` as a month; None where none is kept."""
    year, _mark, month = kept.partition("-")
    return Month(int(year), int(month)) if year and month else None


_PERCENT = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,6})? ?%?")


def share_of(text: str) -> Fraction | None:
    """``33,3`` as 333/1000; None for what is no percent from 0 to 100."""
    if not _PERCENT.fullmatch(text.strip()):
        return None
    share = Fraction(text.strip().rstrip("% ").replace(",", ".")) / 100
    return share if share <= 1 else None
