"""Days and periods: written dates, deadlines (`trước ngày …`, `xong trong tháng …`), rhythms (`hằng năm`)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from chithi.reader.result import Due, Span
from chithi.reader.view import View, rx

_D, _M, _Y = r"\d\s?\d?", r"\d\s?\d?", r"(?:19|20)\d\d"
_FULL = (
    rf"(?:(?P<d1>\d\d?)\s?[/.\-]\s?(?P<m1>\d\d?)\s?[/.\-]\s?(?P<y1>{_Y})"
    rf"|(?P<d2>{_D}) tháng (?P<m2>{_M}) năm (?P<y2>{_Y}))"
)
_ANY_DATE = rx(rf"(?:ngày )?{_FULL}(?!\d)")
_BOUND = {"trước": "before", "chậm nhất": "by", "muộn nhất": "by", "hạn cuối": "by", "đến hết": "by", "hết": "by",
          "đến": "by", "xong": "in", "trong": "in", "vào": "in"}  # fmt: skip
_BOUND_WORDS = "trước|chậm nhất|muộn nhất|hạn cuối|đến hết|hết|đến|xong trong|hoàn thành trong|xong|trong|vào"
_WHEN = rx(
    rf"(?P<bound>{_BOUND_WORDS})(?: là| vào| đến)?(?: trước| trong)?"
    rf"(?:(?: ngày)? {_FULL}(?!\d)"
    r"|(?: ngày)? (?P<d3>\d\d?)(?: tháng |\s?/\s?)(?P<m3>\d\d?)(?![\d/])"
    rf"|(?: cuối)? tháng (?P<m4>\d\d?)(?:\s?/\s?| năm )(?P<y4>{_Y})"
    r"|(?: cuối)? tháng (?P<m5>\d\d?)(?= (?:hằng|hàng|mỗi) năm)"
    rf"|(?: cuối)? quý (?P<q1>iv|iii|ii|i|[1-4])(?:\s?/\s?| năm |\s?-\s?)(?P<y5>{_Y})"
    rf"|(?: cuối)? năm (?P<y6>{_Y})"
    r"|(?: ngày)? (?P<d6>\d\d?)(?= (?:hằng|hàng|mỗi) tháng))"
)
_RHYTHMS = (
    ("year", rx(r"(?:hằng|hàng|mỗi) năm|năm một lần|1 năm 1 lần")),
    ("half-year", rx(r"6 tháng|sáu tháng|nửa năm")),
    ("quarter", rx(r"(?:hằng|hàng|mỗi) quý|3 tháng một lần|ba tháng một lần|quý một lần")),
    ("month", rx(r"(?:hằng|hàng|mỗi) tháng")),
)
_RHYTHM_DUE = {"year": "yearly", "half-year": "half-year", "quarter": "quarter", "month": "month"}
# "hằng năm" tells when only where it opens the sentence or part, or says how often to report; elsewhere it
# tells what kind ("dự toán ngân sách hằng năm", "theo kế hoạch hằng năm").
_OPENING_RHYTHM = rx(r"(?:và )?(?:định kỳ,? )?(?:hằng|hàng) (?P<r>năm|quý|tháng)\b")
_REPORTING = rx(r"\bbáo cáo\b(?! theo)")
_UNITS = {"năm": "yearly", "quý": "quarter", "tháng": "month"}
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True)
class When:
    value: str
    bound: str
    span: Span
    rhythm: str | None = None


def _int(text: str) -> int:
    return int(re.sub(r"\s", "", text))


def iso_date(year: str, month: str, day: str) -> str | None:
    """An ISO day, or None where there is no such day."""
    try:
        return dt.date(_int(year), _int(month), _int(day)).isoformat()
    except ValueError:
        return None


def date_at(view: View, start: int, end: int) -> tuple[str, int] | None:
    """(ISO day, where it ends) of the date that begins at `start`, `ngày` before it or not."""
    match = _ANY_DATE.match(view.low, start, end)
    if match is None:
        return None
    g = match.groupdict()
    value = iso_date(g["y1"] or g["y2"], g["m1"] or g["m2"], g["d1"] or g["d2"])
    return (value, match.end()) if value else None


def find_date(view: View, start: int, end: int) -> str | None:
    """The first full date in `[start, end)`."""
    for match in _ANY_DATE.finditer(view.low, start, end):
        found = date_at(view, match.start(), end)
        if found:
            return found[0]
    return None


def deadlines(view: View, start: int, end: int) -> list[When]:
    """Every deadline with a word that makes it one, in order; `11-15` where only day and month are said."""
    found: list[When] = []
    near: list[str | None] = []  # the rhythm, looked for once
    for match in _WHEN.finditer(view.low, start, end):
        value = _value(match)
        if value is None:
            continue
        word = match["bound"].split(" ")[0] if match["bound"].startswith(("xong", "hoàn")) else match["bound"]
        bound = _BOUND.get(" ".join(word.split()), "in")
        if match["y6"] and not _year_is_due(view, match, start, end):
            continue
        if bound == "in" and match["bound"] == "trong" and match["d1"]:
            continue
        rhythm = None
        if (len(value) <= 5 and "-" in value) or len(value) == 2:
            near = near or [rhythm_near(view, start, end)]
            rhythm = near[0]
        found.append(When(value, bound, match.span(), rhythm))
    return found


def _year_is_due(view: View, match: re.Match[str], start: int, end: int) -> bool:
    """A year alone is a deadline at the end of its clause or behind "hoàn thành", not as the time of something
    (`các nhiệm vụ triển khai trong năm 2025, …`) or of a target (`đến năm 2025 đạt 80%`)."""
    after, _ = view.trim(match.end(), end)
    ends = after >= end or view.flat[after] in ".;)"
    done = rx(r"hoàn thành|xong|giải quyết").search(view.low, max(start, match.start() - 120), match.start())
    return ends and (match["bound"] not in ("đến", "trong") or bool(done) or match["bound"] == "trong")


def _value(match: re.Match[str]) -> str | None:
    g = match.groupdict()
    if g["y1"] or g["y2"]:
        return iso_date(g["y1"] or g["y2"], g["m1"] or g["m2"], g["d1"] or g["d2"])
    if g["m3"]:
        return iso_date("2024", g["m3"], g["d3"]) and f"{int(g['m3']):02}-{int(g['d3']):02}"
    if g["m4"]:
        return f"{g['y4']}-{int(g['m4']):02}" if 1 <= int(g["m4"]) <= 12 else None
    if g["m5"]:
        return f"{int(g['m5']):02}" if 1 <= int(g["m5"]) <= 12 else None
    if g["q1"]:
        return f"{g['y5']}-Q{_QUARTERS.get(g['q1'], 0) or g['q1']}"
    if g["d6"]:
        return f"{int(g['d6']):02}" if 1 <= int(g["d6"]) <= 31 else None
    return g["y6"]


def rhythm_near(view: View, start: int, end: int) -> str | None:
    """The first rhythm named in `[start, end)`: year, half-year, quarter, month."""
    best: tuple[int, str] | None = None
    for name, pattern in _RHYTHMS:
        match = pattern.search(view.low, start, end)
        if match and (best is None or match.start() < best[0]):
            best = (match.start(), name)
    return best[1] if best else None


def dues_in_sentence(view: View, start: int, end: int) -> list[Due]:
    """The deadlines of running text; a bare rhythm counts only where it opens a sentence or part."""
    found = [Due(w.value, w.bound, w.span) for w in deadlines(view, start, end)]
    rhythm = None if found else _rhythm(view, start, end)
    return [Due(_UNITS[rhythm["r"]], "in", rhythm.span())] if rhythm else found


def _rhythm(view: View, start: int, end: int) -> re.Match[str] | None:
    """The first rhythm that opens a sentence or part, or says how often to report."""
    report = _REPORTING.search(view.low, start, end)
    budget = view.flat.find("dự toán", start, end)
    for match in _OPENING_RHYTHM.finditer(view.low, start, end):
        at = match.start()
        _, last = view.trim(start, at)
        if last <= start or view.flat[last - 1] in ".;:":
            return match
        said = report is not None and report.end() <= at
        if said and not 0 <= budget < at and "kế hoạch" not in view.low[max(start, last - 9) : last]:
            return match
    return None


_BARE = rx(
    rf"(?P<cont>thường xuyên)|(?:ngày )?{_FULL}|(?:tháng )?(?P<m4>\d\d?)(?:\s?/\s?| năm )(?P<y4>{_Y})"
    r"|tháng (?P<m5>\d\d?)(?= (?:hằng|hàng|mỗi) năm)"
    rf"|quý (?P<q1>iv|iii|ii|i|[1-4])(?:\s?/\s?| năm |\s?-\s?)(?P<y5>{_Y})"
    rf"|(?P<pa>{_Y})\s?-\s?(?P<pb>{_Y})|(?:năm )?(?P<y6>{_Y})|(?P<r>(?:hằng|hàng) (?:năm|quý|tháng))"
)


_BOUND_BEFORE = rx(r"(trước|chậm nhất|muộn nhất|đến hết|hết|đến)(?: là)?(?: trước)?(?: ngày)? ?$")
_TO_BETWEEN = re.compile(r"\s*(?:đến|-)\s*(?:hết\s*)?")
_FROM_BEFORE = rx(r"\btừ(?: ngày| tháng)? ?$")


def dues_in_label(view: View, start: int, end: int) -> list[Due]:
    """The value of `Thời gian thực hiện: …` or of a table's column: dates count without a word before them,
    `từ tháng 12/2025 đến quý I/2026` is one period `2025-12/2026-Q1`, a beginning alone is no deadline."""
    found: list[Due] = []
    opened: Due | None = None
    for match in _BARE.finditer(view.low, start, end):
        g = match.groupdict()
        value = _bare_value(match)
        if value is None or (g["r"] and found):
            continue
        if opened and _TO_BETWEEN.fullmatch(view.low, opened.span[1], match.start()):
            found.append(Due(f"{opened.value}/{value}", "in", (opened.span[0], match.end())))
            opened = None
            continue
        if opened and not opened.bound:
            opened = None
        if _is_opening(view, match.start(), match.end(), start, end):
            opened = Due(value, "", match.span())
            continue
        before = _BOUND_BEFORE.search(view.low, max(start, match.start() - 30), match.start())
        found.append(Due(value, _BOUND[before[1]] if before else "in", match.span()))
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
        return _UNITS[g["r"].split()[-1]]
    if g["y1"] or g["y2"]:
        return iso_date(g["y1"] or g["y2"], g["m1"] or g["m2"], g["d1"] or g["d2"])
    if g["m4"]:
        return f"{g['y4']}-{int(g['m4']):02}" if 1 <= int(g["m4"]) <= 12 else None
    if g["m5"]:
        return f"{int(g['m5']):02}" if 1 <= int(g["m5"]) <= 12 else None
    if g["q1"]:
        return f"{g['y5']}-Q{_QUARTERS.get(g['q1'], 0) or g['q1']}"
    return g["y6"]
