"""Days as people type them into a form: ``5/3``, ``0503``, ``5/3/24``, ``hôm nay``.

Only for forms, where the writer sees at once which day was taken. In a file a day without a year would move with the
year in which the file is loaded.
"""

import datetime
import re

from chithi.sheets.files import day_of
from chithi.vietnamese import fold

_PARTED = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{2}|\d{4}))?")
_TOGETHER = re.compile(r"(\d{2})(\d{2})(\d{2}|\d{4})?")
WORDS = {"hom nay": 0, "nay": 0, "today": 0, "hom qua": -1, "qua": -1, "yesterday": -1}
"""Folded words, and how many days they lie from today."""


def typed_day(text: str, now: datetime.date) -> datetime.date | None:
    """Day and month, in this order; without a year it is the year of ``now``, a short year is one of this century.
    ``None`` for anything else."""
    if (found := day_of(text)) is not None:
        return found
    if (away := WORDS.get(fold(text))) is not None:
        return now + datetime.timedelta(days=away)
    match = _PARTED.fullmatch(text) or _TOGETHER.fullmatch(text)
    if match is None:
        return None
    day, month, year = match.groups()
    try:
        return datetime.date(year_of(year, now), int(month), int(day))
    except ValueError:
        return None


def year_of(text: str | None, now: datetime.date) -> int:
    if not text:
        return now.year
    return int(text) if len(text) == 4 else 2000 + int(text)
