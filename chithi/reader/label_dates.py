"""Days and periods of label lines and of a table's columns, where the date alone counts."""

from __future__ import annotations

import re

from chithi.reader.dates import BOUND, FULL, QUARTERS, UNITS, YEAR, iso_date
from chithi.reader.periods import meets, periods
from chithi.reader.result import Due, Span
from chithi.reader.view import View, rx

_BARE = rx(
    rf"(?P<cont>thường xuyên(?:,? trong (?:cả )?năm(?: {YEAR}(?! ?[-–và,]))?)?)|(?:ngày )?{FULL}"
    rf"|(?:tháng (?P<m4>\d\d?)(?:\s?/\s?| năm )|(?<![\w/.])(?P<m8>\d\d?)\s?/\s?)(?P<y4>{YEAR})"
    r"|(?:ngày )?(?<![\d/.\-])(?P<d3>\d\d?)(?: tháng |\s?/\s?)(?P<m3>\d\d?)(?![\d/]| ?lần)"
    r"|tháng (?P<m5>\d\d?)(?= (?:hằng|hàng|mỗi) năm)"
    rf"|quý (?P<q1>iv|iii|ii|i|[1-4])(?:\s?/\s?| năm |\s?-\s?)(?P<y5>{YEAR})"
    rf"|(?:0?6|sáu) tháng (?P<half>đầu|cuối) năm(?: (?P<yh>{YEAR}))?"
    r"|(?P<h6>(?:định kỳ |mỗi )(?:0?6|sáu) tháng|(?:0?6|sáu) tháng ?(?:/|một|1)(?: ?1)? ?lần)"
    r"|(?P<h3>(?:định kỳ |mỗi )(?:0?3|ba) tháng|(?:0?3|ba) tháng ?(?:/|một|1)(?: ?1)? ?lần)"
    rf"|(?:năm )?(?<![\w/.])(?P<y6>{YEAR})|(?P<r>(?:hằng|hàng|mỗi) (?:năm|quý|tháng)"
    r"|(?<!\d\x20)(?:năm|quý|tháng)(?= ?(?:/|một|1)(?: ?1)? ?lần))"
)
_QUARTER = re.compile(r"\b(?:iv|iii|ii|i|[1-4])\b")
_MONTH = re.compile(r"\b\d\d?\b")
_Q = r"(?:iv|iii|ii|i|[1-4])\b"
_M = r"\d\d?(?![\d/])"
_AND = r" ?(?:,|;|và|&|\+) ?"
_OF_YEAR = rf"(?:(?:\s?/\s?|,? năm |\s?-\s?)(?P<y>{YEAR}))?"
_QUARTER_LIST = rx(
    rf"\bquý (?P<all>{_Q}(?:{_AND}(?:quý )?{_Q})*){_OF_YEAR}"
    rf"(?!{_AND}(?:quý )?{_Q}| ?(?:/|-|đến|hằng|hàng|mỗi))"
)
_MONTH_LIST = rx(
    rf"\btháng (?P<all>{_M}(?:{_AND}(?:tháng )?{_M})*(?:{_AND}(?:tháng )?\d\d?(?=\s?/\s?{YEAR}))?)"
    rf"(?:{_OF_YEAR}(?P<each> (?:hằng|hàng|mỗi) năm)?)(?! ?(?:/|-|đến|{_AND}tháng))"
)
_OF_YEARS = rx(
    rf"\b(?:quý (?P<q>{_Q})|tháng (?P<m>\d\d?)) (?:của |trong )?(?:các )?năm "
    rf"(?P<years>{YEAR}(?:{_AND}(?:năm )?{YEAR})+)"
)
_ONE_YEAR = re.compile(YEAR)
_NEXT_DAY = rx(rf"{_AND}(?:trước )?(?:ngày )?\d\d?(?:/| tháng )\d\d?(?:/| năm )(?P<y>{YEAR})")
_ALL_YEAR = rx(r"cả năm|trong năm")
_EACH_YEAR = rx(r"(?:hằng|hàng|mỗi) năm")
_BOUND_BEFORE = rx(r"(trước|chậm nhất|muộn nhất|đến hết|hết|đến)(?: là)?(?: trước)?(?: ngày)? ?$")
_FROM_BEFORE = rx(r"\btừ(?: ngày| tháng)? ?$")
_BESIDE = rx(r"(?:và|;|,? sau đó|,? tiếp theo) ?$")
_INTENDED = rx(r"dự kiến")
_LATEST = rx(r"chậm nhất|muộn nhất|hạn cuối")


def dues_in_label(view: View, start: int, end: int) -> list[Due]:
    """The value of `Thời gian thực hiện: …` or of a table's column: dates count without a word before them,
    `từ tháng 12/2025 đến quý I/2026` is one period `2025-12/2026-Q1`, a beginning alone is no deadline."""
    start = _behind_intended(view, start, end)
    lists = periods(view, start, end)
    taken = [due.span for due in lists]
    lists = sorted(
        [*lists, *(due for due in _several(view, start, end) if not meets(due.span, taken))], key=_place
    )
    taken = [due.span for due in lists]
    found: list[Due] = []
    yearly = bool(_EACH_YEAR.search(view.low, start, end))
    for match in _BARE.finditer(view.low, start, end):
        g = match.groupdict()
        value = _day_without_year(view, match, end, yearly) if g["d3"] else _bare_value(match, view.year)
        if value is None or meets(match.span(), taken):
            continue
        said = bool(found) or bool(taken and taken[0] < match.span())
        if (
            (g["r"] or g["h6"] or g["h3"])
            and said
            and not _BESIDE.search(view.low, max(start, match.start() - 12), match.start())
        ):
            continue  # "tháng 12 hằng năm" is one deadline, "năm 2026 và hằng năm" are two
        if _FROM_BEFORE.search(view.low, max(start, match.start() - 14), match.start()):
            continue
        found.append(Due(value, _bound(view, start, match.start()), match.span()))
    if not found and not lists and view.year and (whole := _ALL_YEAR.search(view.low, start, end)):
        return [Due(view.year, "in", whole.span())]
    days = [due for due in found if due.value != "yearly"]
    found = days if len(days) < len(found) and any(len(due.value) == 5 for due in days) else found
    return sorted([*lists, *found], key=_place)


def _behind_intended(view: View, start: int, end: int) -> int:
    """`Dự kiến ngày 30/5 (chậm nhất ngày 05/6)`: where the latest day begins, for that one counts."""
    intended = _INTENDED.search(view.low, start, end)
    latest = _LATEST.search(view.low, intended.end(), end) if intended else None
    return latest.start() if latest else start


def _bound(view: View, start: int, at: int) -> str:
    before = _BOUND_BEFORE.search(view.low, max(start, at - 30), at)
    return BOUND[before[1]] if before else "in"


def _place(due: Due) -> Span:
    return due.span


def _day_without_year(view: View, match: re.Match[str], end: int, yearly: bool) -> str | None:
    """`trước 30/4`: of the year of the day behind (`30/4 và 31/12/2026`), the plan's year, or `04-30` of each year."""
    if not iso_date("2024", match["m3"], match["d3"]):
        return None
    behind = _NEXT_DAY.match(view.low, match.end(), end)
    year = behind["y"] if behind else None if yearly else view.year
    if year:
        return iso_date(year, match["m3"], match["d3"])
    return f"{int(match['m3']):02}-{int(match['d3']):02}"


def _several(view: View, start: int, end: int) -> list[Due]:
    """`Quý II và Quý III năm 2026`, `quý I, II`, `tháng 4, 10/2026`: several of a year that stands once or is the
    plan's; `tháng 4 và tháng 10 hằng năm` of each year."""
    found = of_several_years(view, start, end)
    for pattern, name in ((_QUARTER_LIST, _QUARTER), (_MONTH_LIST, _MONTH)):
        for match in pattern.finditer(view.low, start, end):
            names = list(name.finditer(view.low, *match.span("all")))
            year = match["y"] or view.year
            each = name is _MONTH and match["each"] is not None
            # One with its year, or a month without any, is told by `_BARE` or by nothing.
            if (not year and not each) or (len(names) == 1 and (match["y"] or name is _MONTH)):
                continue
            bound = _bound(view, start, match.start())
            for index, one in enumerate(names):
                left = match.start() if index == 0 else one.start()
                right = match.end() if index == len(names) - 1 else one.end()
                value = _named(one.group(), "" if each else year or "", name is _QUARTER)
                if value:
                    found.append(Due(value, bound, (left, right)))
    return found


def of_several_years(view: View, start: int, end: int) -> list[Due]:
    """`quý III các năm 2022, 2024`, `tháng 12 của các năm 2026, 2028 và 2030`."""
    found: list[Due] = []
    for match in _OF_YEARS.finditer(view.low, start, end):
        left = match.start()
        for year in _ONE_YEAR.finditer(view.low, *match.span("years")):
            value = _named(match["q"] or match["m"], year.group(), match["q"] is not None)
            if value:
                found.append(Due(value, "in", (left, year.end())))
            left = year.end()
    return found


def _named(word: str, year: str, quarter: bool) -> str | None:
    if quarter:
        return f"{year}-Q{QUARTERS.get(word, 0) or word}"
    if not 1 <= int(word) <= 12:
        return None
    return f"{year}-{int(word):02}" if year else f"{int(word):02}"


def _bare_value(match: re.Match[str], year: str | None) -> str | None:
    g = match.groupdict()
    if g["cont"]:
        return "continuous"
    if g["r"]:
        return UNITS[g["r"].split()[-1]]
    if g["y1"] or g["y2"]:
        return iso_date(g["y1"] or g["y2"], g["m1"] or g["m2"], g["d1"] or g["d2"])
    if month := g["m4"] or g["m8"]:
        return f"{g['y4']}-{int(month):02}" if 1 <= int(month) <= 12 else None
    if g["m5"]:
        return f"{int(g['m5']):02}" if 1 <= int(g["m5"]) <= 12 else None
    if g["q1"]:
        return f"{g['y5']}-Q{QUARTERS.get(g['q1'], 0) or g['q1']}"
    if g["half"]:
        year = g["yh"] or year
        return f"{year}-{'06' if g['half'] == 'đầu' else '12'}" if year else None
    if g["h6"] or g["h3"]:
        return "half-year" if g["h6"] else "quarter"
    return g["y6"]
