"""Which records a period counts, when data close before it ends. Plain values, no database.

A reporting round closes its data on a day (cut-off). A record that is added after it, though its day lies in the
period, goes to the next period, so that it is counted once and nothing that was sent moves by itself. Where a period
has no cut-off, records count by their day alone.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

Day = datetime.date
ONE = datetime.timedelta(days=1)


@dataclass(frozen=True, order=True)
class Closing:
    """A period (first and last day inclusive) and the last day on which a record may be added to it."""

    first: Day
    last: Day
    cutoff: Day


@dataclass(frozen=True)
class Window:
    """The records of a period: of its days, added up to ``cutoff``; and those of days from ``carried_from`` on before
    it that were added after ``carried_after``, the cut-off of the period before."""

    first: Day
    last: Day
    cutoff: Day | None = None
    carried_from: Day | None = None
    carried_after: Day | None = None

    @property
    def stands_on(self) -> Day:
        """The day on which a stock is counted: the last one, or the cut-off before it."""
        return min(self.last, self.cutoff) if self.cutoff else self.last


def window(first: Day, last: Day, closings: Sequence[Closing]) -> Window:
    """The window of a period among the closings that are known; of several with the same days the last cut-off."""
    own = max((c.cutoff for c in closings if (c.first, c.last) == (first, last)), default=None)
    before = _ending(first - ONE, closings)
    if before is None:
        return Window(first, last, own)
    start = before
    while (earlier := _ending(start.first - ONE, closings)) is not None:
        start = earlier
    return Window(first, last, own, start.first, before.cutoff)


def home(day: Day, added_on: Day, closings: Sequence[Closing]) -> tuple[Day, Day | None] | None:
    """(first, last) of the period that counts a record; None where its day lies in no period with a cut-off.

    ``last`` is None for the period after the last one that is known.
    """
    here = max(
        (c for c in closings if c.first <= day <= c.last), key=lambda c: (c.first, c.cutoff), default=None
    )
    while here is not None and added_on > here.cutoff:
        following = [c for c in closings if c.first == here.last + ONE]
        if not following:
            return here.last + ONE, None
        here = max(following, key=lambda c: c.cutoff)
    return (here.first, here.last) if here is not None else None


def _ending(day: Day, closings: Sequence[Closing]) -> Closing | None:
    """The period that ends on a day; of several the longest with the last cut-off."""
    found = [c for c in closings if c.last == day]
    return min(found, key=lambda c: (c.first, -c.cutoff.toordinal()), default=None)
