"""Periods as they are written, with their first and last day (both inclusive). No database.

``2025`` is the calendar year, ``2025-Q3`` and ``2025-07`` its quarter and month. ``2025-A1`` is the State's
reporting year, 15 December 2024 to 14 December 2025 (Decree 09/2019/ND-CP, SDMX's reporting year). Any other
stretch is ``first/last``; ``--`` may stand for the slash where an address needs it (ISO 8601 allows both).
"""

import calendar
import datetime
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

_YEAR = re.compile(r"(\d{4})")
_STATE_YEAR = re.compile(r"(\d{4})-A1")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_STRETCH = re.compile(r"(\d{4}-\d{2}-\d{2})(?:/|--)(\d{4}-\d{2}-\d{2})")


EARLIEST, LATEST = 1901, 2199
"""The years in which a period lies."""


class BadPeriod(ValueError):
    """What was written is no period; the message is one sentence that says what to do."""


@dataclass(frozen=True, order=True)
class Period:
    """A stretch of days; ``text`` is its one spelling, ``first`` and ``last`` are inclusive."""

    first: datetime.date
    last: datetime.date
    text: str

    def __str__(self) -> str:
        return self.text

    @property
    def address(self) -> str:
        """The spelling that stands in an address."""
        return self.text.replace("/", "--")

    @property
    def year(self) -> int:
        """The year whose targets it is measured by."""
        return self.last.year

    @property
    def label(self) -> str:
        """The period in words of the user's language."""
        if _YEAR.fullmatch(self.text):
            return _("year %(year)s") % {"year": self.text}
        if match := _STATE_YEAR.fullmatch(self.text):
            return _("reporting year %(year)s (15/12 to 14/12)") % {"year": match[1]}
        if match := _QUARTER.fullmatch(self.text):
            return _("quarter %(quarter)s of %(year)s") % {"quarter": match[2], "year": match[1]}
        if match := _MONTH.fullmatch(self.text):
            return _("month %(month)s of %(year)s") % {"month": int(match[2]), "year": match[1]}
        return f"{self.first:%d/%m/%Y} – {self.last:%d/%m/%Y}"

    def previous_year(self) -> "Period":
        """The same period of the year before (cùng kỳ)."""
        if match := re.fullmatch(r"(\d{4})(-Q[1-4]|-A1|-\d{2})?", self.text):
            found = _read(f"{int(match[1]) - 1:04}{match[2] or ''}")
            assert found is not None
            return found
        return _of_days(_year_before(self.first), _year_before(self.last))


def parse_period(text: str) -> Period:
    """The period a text writes. Raises ``BadPeriod``."""
    found = _read(text.strip().upper())
    if found is None:
        raise BadPeriod(
            _("“%(text)s” is not a period; write 2025, 2025-Q3, 2025-07, 2025-A1 or 2024-12-15/2025-12-14.")
            % {"text": text[:40]}
        )
    check_years(found.first, found.last)
    return found


def _read(written: str) -> Period | None:
    """The period of a spelling, whatever its years; None where it is none."""
    try:
        if match := _YEAR.fullmatch(written):
            return _year(int(match[1]))
        if match := _STATE_YEAR.fullmatch(written):
            return _state_year(int(match[1]))
        if match := _QUARTER.fullmatch(written):
            return _quarter(int(match[1]), int(match[2]))
        if match := _MONTH.fullmatch(written):
            return _month(int(match[1]), int(match[2]))
        if match := _STRETCH.fullmatch(written):
            return of_days(datetime.date.fromisoformat(match[1]), datetime.date.fromisoformat(match[2]))
    except BadPeriod:
        raise
    except ValueError:  # no such day
        return None
    return None


def of_days(first: datetime.date, last: datetime.date) -> Period:
    """The period from ``first`` to ``last``, by its short spelling where it has one."""
    if last < first:
        raise BadPeriod(_("The last day of a period cannot lie before its first day."))
    check_years(first, last)
    return _of_days(first, last)


def _of_days(first: datetime.date, last: datetime.date) -> Period:
    candidates = [_year(first.year), _month(first.year, first.month), _state_year(last.year)]
    if first.month % 3 == 1:
        candidates.append(_quarter(first.year, first.month // 3 + 1))
    for candidate in candidates:
        if (candidate.first, candidate.last) == (first, last):
            return candidate
    return Period(first, last, f"{first.isoformat()}/{last.isoformat()}")


def check_years(first: datetime.date, last: datetime.date) -> None:
    """A period lies within the calendar with a year to spare on both sides. Raises ``BadPeriod``."""
    if first.year < EARLIEST or last.year > LATEST:
        raise BadPeriod(
            _("A period lies between the years %(first)s and %(last)s.") % {"first": EARLIEST, "last": LATEST}
        )


def _year(year: int) -> Period:
    return Period(datetime.date(year, 1, 1), datetime.date(year, 12, 31), f"{year:04}")


def _state_year(year: int) -> Period:
    return Period(datetime.date(year - 1, 12, 15), datetime.date(year, 12, 14), f"{year:04}-A1")


def _quarter(year: int, quarter: int) -> Period:
    last = _month(year, 3 * quarter).last
    return Period(datetime.date(year, 3 * quarter - 2, 1), last, f"{year:04}-Q{quarter}")


def _month(year: int, month: int) -> Period:
    days = calendar.monthrange(year, month)[1]
    return Period(datetime.date(year, month, 1), datetime.date(year, month, days), f"{year:04}-{month:02}")


def _year_before(day: datetime.date) -> datetime.date:
    if (day.month, day.day) == (2, 29):
        return datetime.date(day.year - 1, 2, 28)
    return day.replace(year=day.year - 1)
