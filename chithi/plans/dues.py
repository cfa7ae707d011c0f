"""Deadlines in words and back. Pure but for the language of the words.

Values are those of the reading: ``2025-12-16``, ``2025-12``, ``2025-Q4``, ``2025``, ``11-15`` (every year), ``12``
(December of every year), ``yearly``, ``half-year``, ``quarter``, ``month``, ``continuous``, and ``from/to``.
"""

import datetime
import re
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from chithi.vietnamese import fold

BOUNDS = {
    "before": pgettext_lazy("deadline", "before"),
    "by": pgettext_lazy("deadline", "no later than"),
    "in": pgettext_lazy("deadline", "in"),
}
RHYTHMS = {
    "yearly": gettext_lazy("every year"),
    "half-year": gettext_lazy("every six months"),
    "quarter": gettext_lazy("every quarter"),
    "month": gettext_lazy("every month"),
    "continuous": gettext_lazy("all the time"),
}
# What people type, folded; both languages, whichever the screen speaks.
_TYPED = {
    "hang nam": "yearly", "moi nam": "yearly", "every year": "yearly",
    "6 thang": "half-year", "sau thang": "half-year", "moi 6 thang": "half-year", "every six months": "half-year",
    "hang quy": "quarter", "moi quy": "quarter", "every quarter": "quarter",
    "hang thang": "month", "moi thang": "month", "every month": "month",
    "thuong xuyen": "continuous", "all the time": "continuous",
}  # fmt: skip
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def words(value: str) -> str:
    """A deadline as people write it: 16/12/2025, 12/2025, quarter 4/2025, 2025, 15/11 every year …; what is not
    understood comes back as it is."""
    if value in RHYTHMS:
        return str(RHYTHMS[value])
    if "/" in value:
        first, _slash, last = value.partition("/")
        return f"{words(first)} – {words(last)}"
    if m := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", value):
        return f"{m[3]}/{m[2]}/{m[1]}"
    if m := re.fullmatch(r"(\d{4})-Q([1-4])", value):
        return _("quarter %(number)s/%(year)s") % {"number": m[2], "year": m[1]}
    if m := re.fullmatch(r"(\d{4})-(\d{2})", value):
        return f"{m[2]}/{m[1]}"
    if m := re.fullmatch(r"(\d{2})-(\d{2})", value):
        return _("%(day)s every year") % {"day": f"{m[2]}/{m[1]}"}
    if m := re.fullmatch(r"(\d{2})", value):
        return _("month %(month)s every year") % {"month": m[1]}
    return value


def sentence(value: str, bound: str) -> str:
    """With its bound: "before 16/12/2025"; a rhythm has none."""
    if not value or value in RHYTHMS or bound not in BOUNDS:
        return words(value)
    return f"{BOUNDS[bound]} {words(value)}"


def yearly(month: int | None, day: int | None) -> str:
    """The value of a day (or month) of every year; empty where there is none."""
    return "" if month is None else f"{month:02}" if day is None else f"{month:02}-{day:02}"


def typed(text: str) -> str | None:
    """The value of a deadline as people type it; empty for nothing, ``None`` for what is no deadline."""
    plain = fold(text)
    if not plain:
        return ""
    if plain in _TYPED:
        return _TYPED[plain]
    plain = re.sub(r"^(ngay|thang|nam|trong nam|trong thang|giai doan|month|year) (?=\d)", "", plain)
    yearly = re.fullmatch(r"(.+?) (?:hang nam|moi nam|every year)", plain)
    if m := re.fullmatch(r"(?:quy|quarter) ?([1-4]|i{1,3}|iv)\s?[/ ]\s?(?:nam )?(\d{4})", plain):
        return f"{m[2]}-Q{_ROMAN.get(m[1], m[1])}"
    if m := re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", plain):
        return _day(int(m[3]), int(m[2]), int(m[1]))
    if m := re.fullmatch(r"(\d{1,2})/(\d{4})", plain):
        return f"{m[2]}-{int(m[1]):02}" if 1 <= int(m[1]) <= 12 else None
    if re.fullmatch(r"(?:19|20)\d\d", plain):
        return plain
    if m := re.fullmatch(r"(\d{1,2})/(\d{1,2})", yearly[1] if yearly else plain):
        return day[5:] if (day := _day(2024, int(m[2]), int(m[1]))) else None
    if yearly and (m := re.fullmatch(r"(\d{1,2})", yearly[1])):
        return f"{int(m[1]):02}" if 1 <= int(m[1]) <= 12 else None
    return _range(plain, text)


def _range(plain: str, text: str) -> str | None:
    if m := re.fullmatch(r"((?:19|20)\d\d) ((?:19|20)\d\d)", plain):
        return f"{m[1]}/{m[2]}"
    parts = re.split(r"\s+[-–]\s+", text.strip())
    if len(parts) != 2:
        return None
    sides = [typed(part) for part in parts]
    return "/".join(str(s) for s in sides) if all(sides) else None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def last_days(value: str, bound: str, years: Iterable[int]) -> list[datetime.date]:
    """The last days in time that a deadline has in some years; none for a rhythm and for what is not understood.

    "before 15 November" is strictly before: its last day is the 14th, as for the yearly report.
    """
    end = value.rpartition("/")[2]
    texts = [f"{year}-{end}" for year in years] if re.fullmatch(r"\d{2}(-\d{2})?", end) else [end]
    wanted = set(years)
    found = (_last(text, bound) for text in texts)
    return [day for day in found if day is not None and day.year in wanted]


def _last(text: str, bound: str) -> datetime.date | None:
    """The last day in time of a day, month, quarter or year."""
    m = re.fullmatch(r"(\d{4})(?:-Q([1-4])|-(\d{2})(?:-(\d{2}))?)?", text)
    if m is None or not 1 < int(m[1]) < 9999:
        return None
    year, month = int(m[1]), int(m[2]) * 3 if m[2] else int(m[3] or 12)
    try:
        if m[4]:
            last = datetime.date(year, month, int(m[4]))
            return last - datetime.timedelta(days=1) if bound == "before" else last
        first = datetime.date(year, month - 2 if m[2] else month if m[3] else 1, 1)
        after = datetime.date(year + month // 12, month % 12 + 1, 1)
    except ValueError:
        return None
    return (first if bound == "before" else after) - datetime.timedelta(days=1)
