"""Days and periods of label lines and of a table's columns, where the date alone counts."""

from __future__ import annotations

import re

from chithi.reader.dates import BOUND, FULL, QUARTERS, TO_BETWEEN, UNITS, YEAR, iso_date
from chithi.reader.result import Due, Span
from chithi.reader.view import View, rx

_BARE = rx(
    rf"(?P<cont>thường xuyên)|(?:ngày )?{FULL}|(?:tháng )?(?P<m4>\d\d?)(?:\s?/\s?| năm )(?P<y4>{YEAR})"
    r"|(?:ngày )?(?<![\d/.\-])(?P<d3>\d\d?)(?: tháng |\s?/\s?)(?P<m3>\d\d?)(?![\d/])"
    r"|tháng (?P<m5>\d\d?)(?= (?:hằng|hàng|mỗi) năm)"
    rf"|quý (?P<q1>iv|iii|ii|i|[1-4])(?:\s?/\s?| năm |\s?-\s?)(?P<y5>{YEAR})"
    rf"|(?P<pa>{YEAR})\s?-\s?(?P<pb>{YEAR})|(?:năm )?(?P<y6>{YEAR})|(?P<r>(?:hằng|hàng) (?:năm|quý|tháng))"
)


_QUARTER = re.compile(r"\b(?:iv|iii|ii|i|[1-4])\b")
_Q = r"(?:iv|iii|ii|i|[1-4])\b"
_QUARTER_LIST = rx(
    rf"\bquý (?P<all>{_Q}(?: ?(?:,|;|và|&|\+) ?(?:quý )?{_Q})*)(?:(?:\s?/\s?| năm |\s?-\s?)(?P<y>{YEAR}))?"
    r"(?! ?(?:/|-|đến|hằng|hàng|mỗi))"
)
_ALL_YEAR = rx(r"cả năm|trong năm")
_EACH_YEAR = rx(r"(?:hằng|hàng|mỗi) năm")
_ONE_YEAR = rx(
    r"(?:tháng (?P<ma>\d\d?)(?: ?- ?| đến )(?:hết )?(?:tháng )?(?P<mb>\d\d?)"
    r"|quý (?P<qa>iv|iii|ii|i|[1-4])(?: ?- ?| đến )(?:hết )?(?:quý )?(?P<qb>iv|iii|ii|i|[1-4]))"
    rf"(?:\s?/\s?| năm )(?P<y>{YEAR})"
)
_BOUND_BEFORE = rx(r"(trước|chậm nhất|muộn nhất|đến hết|hết|đến)(?: là)?(?: trước)?(?: ngày)? ?$")
_FROM_BEFORE = rx(r"\btừ(?: ngày| tháng)? ?$")


def dues_in_label(view: View, start: int, end: int) -> list[Due]:
    """The value of `Thời gian thực hiện: …` or of a table's column: dates count without a word before them,
    `từ tháng 12/2025 đến quý I/2026` is one period `2025-12/2026-Q1`, a beginning alone is no deadline."""
    found: list[Due] = _spans_in_label(view, start, end)
    if found:
        return found
    opened: Due | None = None
    lists = _quarter_lists(view, start, end)
    yearly = bool(_EACH_YEAR.search(view.low, start, end))
    for match in _BARE.finditer(view.low, start, end):
        g = match.groupdict()
        value = _day_without_year(match, None if yearly else view.year) if g["d3"] else _bare_value(match)
        if value is None or (g["r"] and found) or _inside(match.span(), lists):
            continue
        if opened and TO_BETWEEN.fullmatch(view.low, opened.span[1], match.start()):
            found.append(Due(f"{opened.value}/{value}", "in", (opened.span[0], match.end())))
            opened = None
            continue
        if opened and not opened.bound:
            opened = None
        if _is_opening(view, match.start(), match.end(), start, end):
            opened = Due(value, "", match.span())
            continue
        before = _BOUND_BEFORE.search(view.low, max(start, match.start() - 30), match.start())
        found.append(Due(value, BOUND[before[1]] if before else "in", match.span()))
    if not found and not lists and view.year and (whole := _ALL_YEAR.search(view.low, start, end)):
        return [Due(view.year, "in", whole.span())]
    days = [due for due in found if due.value != "yearly"]
    found = days if len(days) < len(found) and any(len(due.value) == 5 for due in days) else found
    return sorted([*lists, *found], key=lambda due: due.span)


def _inside(span: Span, lists: list[Due]) -> bool:
    return bool(lists) and lists[0].span[0] <= span[0] and span[1] <= lists[-1].span[1]


def _day_without_year(match: re.Match[str], year: str | None) -> str | None:
    """`trước 30/4`: of the plan's year, or `04-30` of each year."""
    if not iso_date("2024", match["m3"], match["d3"]):
        return None
    if year:
        return iso_date(year, match["m3"], match["d3"])
    return f"{int(match['m3']):02}-{int(match['d3']):02}"


def _quarter_lists(view: View, start: int, end: int) -> list[Due]:
    """`Quý II và Quý III năm 2026`, `quý I, II`: several quarters of a year that stands once or is the plan's."""
    found: list[Due] = []
    for match in _QUARTER_LIST.finditer(view.low, start, end):
        year = match["y"] or view.year
        names = list(_QUARTER.finditer(view.low, *match.span("all")))
        if not year or (len(names) == 1 and match["y"]):
            continue
        before = _BOUND_BEFORE.search(view.low, max(start, match.start() - 30), match.start())
        last = match.end()
        for index, name in enumerate(names):
            left = match.start() if index == 0 else names[index].start()
            right = last if index == len(names) - 1 else name.end()
            value = f"{year}-Q{QUARTERS.get(name.group(), 0) or name.group()}"
            found.append(Due(value, BOUND[before[1]] if before else "in", (left, right)))
    return found


def _spans_in_label(view: View, start: int, end: int) -> list[Due]:
    """`tháng 5 - tháng 9/2025`, `quý II-III/2026`: the year stands once."""
    found: list[Due] = []
    for match in _ONE_YEAR.finditer(view.low, start, end):
        g = match.groupdict()
        if g["ma"] and 1 <= int(g["ma"]) < int(g["mb"]) <= 12:
            found.append(Due(f"{g['y']}-{int(g['ma']):02}/{g['y']}-{int(g['mb']):02}", "in", match.span()))
        elif g["qa"]:
            first, last = (QUARTERS.get(q, 0) or q for q in (g["qa"], g["qb"]))
            found.append(Due(f"{g['y']}-Q{first}/{g['y']}-Q{last}", "in", match.span()))
    return found


def _is_opening(view: View, left: int, right: int, start: int, end: int) -> bool:
    """Does this date open a period (`từ …`, `… đến …`)?"""
    if _FROM_BEFORE.search(view.low, max(start, left - 14), left):
        return True
    return view.low[right:end].lstrip().startswith("đến ")


def _bare_value(match: re.Match[str]) -> str | None:
    g = match.groupdict()
    if g["cont"]:
        return "continuous"
    if g["pa"]:
        return f"{g['pa']}/{g['pb']}"
    if g["r"]:
        return UNITS[g["r"].split()[-1]]
    if g["y1"] or g["y2"]:
        return iso_date(g["y1"] or g["y2"], g["m1"] or g["m2"], g["d1"] or g["d2"])
    if g["m4"]:
        return f"{g['y4']}-{int(g['m4']):02}" if 1 <= int(g["m4"]) <= 12 else None
    if g["m5"]:
        return f"{int(g['m5']):02}" if 1 <= int(g["m5"]) <= 12 else None
    if g["q1"]:
        return f"{g['y5']}-Q{QUARTERS.get(g['q1'], 0) or g['q1']}"
    return g["y6"]
