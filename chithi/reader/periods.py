"""Periods with a beginning and an end: `từ tháng 5 đến tháng 8/2026`, `quý III/2026 - quý II/2027`, `2026 - 2030`.

What one side does not say it has from the other: the year, the month of two days, the word `tháng` or `quý`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from chithi.reader.dates import QUARTERS, YEAR, iso_date
from chithi.reader.result import Due, Span
from chithi.reader.view import View, rx

_Q = r"(?:iv|iii|ii|i|[1-4])\b"


def _side(n: str, more: str) -> str:
    """One side of a period; its groups end in `n`."""
    return (
        rf"(?:(?:ngày )?(?P<d{n}>\d\d?)(?: ?/ ?| tháng |\.(?=\d\d?\.\d{{4}}))(?P<m{n}>\d\d?)"
        rf"(?:(?:\s?[/.]\s?|,? năm )(?P<y{n}>{YEAR}))?(?![\d/])"
        rf"|(?:tháng )?(?P<mm{n}>\d\d?)(?:\s?/\s?| năm )(?P<my{n}>{YEAR})|tháng (?P<mo{n}>\d\d?)(?![\d/])"
        rf"|quý (?P<q{n}>{_Q})(?:(?:\s?/\s?|,? năm |\s?-\s?)(?P<qy{n}>{YEAR}))?"
        rf"|(?:năm )?(?P<yy{n}>{YEAR})(?![\d/]){more})"
    )


_TO = r" ?(?:-|đến|tới)(?: hết| cuối| đầu| giữa)* ?"
_FIRST = r"|(?:ngày )(?P<da>\d\d?)(?= ?(?:-|đến))|(?P<dd>\d\d?)(?= ?- ?\d\d?[/.]\d\d?[/.]\d{4})"
_LAST = rf"|(?P<qb>{_Q})(?:(?:\s?/\s?|,? năm )(?P<qyb>{YEAR}))?|(?P<mb>\d\d?)(?= ?(?:hằng|hàng|mỗi) năm)"
_PERIOD = rx(rf"(?<![\d/.,])(?:đầu |cuối |giữa )?{_side('1', _FIRST)}{_TO}{_side('2', _LAST)}")
_FROM = rx(r"từ (?:ngày |đầu |cuối |giữa )?$")
_WITHIN = rx(
    r"trong (?:giai đoạn|(?:các|hai|ba|bốn|0?\d)(?: năm)?)(?: từ)? $|(?:thực hiện|thời gian:?|tiến độ:?) từ (?:năm )?$"
)
_MONTHS = rx(r"trong (?:các )?$")
_ENDS = re.compile(r"\x20*(?:[.;:)/,]|$)")


@dataclass(frozen=True, slots=True)
class _Side:
    """`kind` is `day`, `month`, `quarter` or `year`; None for what this side does not say."""

    kind: str
    year: str | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None


def meets(span: Span, spans: list[Span]) -> bool:
    """Does `span` share a character with one of `spans`, which are in order and do not overlap?"""
    at = bisect_left(spans, (span[1],)) - 1
    return at >= 0 and spans[at][1] > span[0]


def periods(view: View, start: int, end: int) -> list[Due]:
    """Every period of `[start, end)`, as label lines give them: from and to alone make one."""
    found: list[Due] = []
    for match in _PERIOD.finditer(view.low, start, end):
        value = _value(match, view.year)
        if value:
            found.append(Due(value, "in", match.span()))
    return found


def periods_in_sentence(view: View, start: int, end: int) -> list[Due]:
    """The periods of running text that tell when: behind `từ`; years only behind `trong giai đoạn` at the end of a
    part, for they mostly belong to a programme's name."""
    if not any(sign in view.low[start:end] for sign in ("từ ", "trong ")):
        return []
    return [due for due in (_told(view, due, start, end) for due in periods(view, start, end)) if due]


def _told(view: View, due: Due, start: int, end: int) -> Due | None:
    """A period with the `từ` before it; None where nothing before it says that it tells when."""
    left, right = due.span
    before = view.low[max(start, left - 30) : left]
    opened = _FROM.search(before)
    if len(due.value) == len("2026/2030"):
        past = view.year is not None and due.value[5:] < view.year
        if past or not _WITHIN.search(before) or not _ENDS.match(view.flat, right, end):
            return None
    elif not opened and not _MONTHS.search(before):
        return None
    return replace(due, span=(left - len(before) + opened.start() if opened else left, right))


def _value(match: re.Match[str], year: str | None) -> str | None:
    """`2026-05/2026-08`; None where the two sides make no period."""
    first, last = _sides(match)
    if first is None or last is None:
        return None
    if first.kind == "day" and last.kind == "day":
        month = first.month or last.month
        first = replace(first, month=month)
    last_year = last.year or first.year or year
    first_year = first.year or last_year
    if first.year is None and first_year and last_year and first.kind == last.kind:
        first_year = str(int(first_year) - 1) if _order(first) > _order(last) else first_year
    one, two = _iso(first, first_year), _iso(last, last_year)
    if one is None or two is None or one == two or (first_year and one[:4] > two[:4]):
        return None
    return f"{one}/{two}"


def _sides(match: re.Match[str]) -> tuple[_Side | None, _Side | None]:
    g = match.groupdict()
    first, last = _read(g, "1"), _read(g, "2")
    if first is None and (g["da"] or g["dd"]):
        first = _Side("day", day=int(g["da"] or g["dd"]))
        return first, last if last and last.kind == "day" else None
    if last is None and first and first.kind == "quarter" and g["qb"]:
        last = _Side("quarter", g["qyb"], quarter=QUARTERS.get(g["qb"], 0) or int(g["qb"]))
    return first, last


def _read(g: dict[str, str | None], n: str) -> _Side | None:
    if day := g["d" + n]:
        return _Side("day", g["y" + n], int(g["m" + n] or 0), int(day))
    if month := g["mm" + n] or g["mo" + n]:
        return _Side("month", g["my" + n], int(month))
    if quarter := g["q" + n]:
        return _Side("quarter", g["qy" + n], quarter=QUARTERS.get(quarter, 0) or int(quarter))
    return _Side("year", g["yy" + n]) if g["yy" + n] else None


def _order(side: _Side) -> tuple[int, int]:
    return side.month or side.quarter or 0, side.day or 0


def _iso(side: _Side, year: str | None) -> str | None:
    if side.kind == "year":
        return side.year
    if side.kind == "day":
        day = iso_date(year or "2024", str(side.month or 0), str(side.day))
        return day if year else day and day[5:]
    if year is None:
        return None
    if side.kind == "quarter":
        return f"{year}-Q{side.quarter}"
    return f"{year}-{side.month:02}" if side.month and 1 <= side.month <= 12 else None
