"""Days and periods: written dates, deadlines (`trước ngày …`, `xong trong tháng …`), rhythms (`hằng năm`)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from chithi.reader.result import Span
from chithi.reader.view import View, rx

_D, _M, YEAR = r"\d\s?\d?", r"\d\s?\d?", r"(?:19|20)\d\d"
FULL = (
    rf"(?:(?P<d1>\d\d?)\s?[/.\-]\s?(?P<m1>\d\d?)\s?[/.\-]\s?(?P<y1>{YEAR})"
    rf"|(?P<d2>{_D}) tháng (?P<m2>{_M}) năm (?P<y2>{YEAR}))"
)
_ANY_DATE = rx(rf"(?:ngày )?{FULL}(?!\d)")
BOUND = {"trước": "before", "chậm nhất": "by", "muộn nhất": "by", "hạn cuối": "by", "đến hết": "by", "hết": "by",
          "đến": "by", "xong": "in", "trong": "in", "vào": "in"}  # fmt: skip
_BOUND_WORDS = "trước|chậm nhất|muộn nhất|hạn cuối|đến hết|hết|đến|xong trong|hoàn thành trong|xong|trong|vào"
_CLOCK = r"(?: \d\d?(?:h\d{0,2}| giờ(?: \d\d)?(?: phút)?),?)?"
_WHEN = rx(
    rf"(?P<bound>{_BOUND_WORDS})(?: là| vào| đến)?(?: trước| trong)?(?: lúc)?{_CLOCK}"
    rf"(?:(?: ngày)? {FULL}(?!\d)"
    r"|(?: ngày)? (?P<d3>\d\d?)(?: tháng |\s?/\s?)(?P<m3>\d\d?)(?![\d/])"
    rf"|(?: các)?(?: cuối)? tháng (?P<m4>\d\d?)(?:\s?/\s?| năm )(?P<y4>{YEAR})"
    r"|(?: cuối)? tháng (?P<m5>\d\d?)(?= (?:hằng|hàng|mỗi) năm)"
    r"|(?: các)?(?: cuối)? tháng (?P<m6>\d\d?)(?![\d/]| năm| (?:hằng|hàng|mỗi) năm)"
    rf"|(?: cuối)? quý (?P<q1>(?:iv|iii|ii|i|[1-4])\b)(?:(?:\s?/\s?| năm |\s?-\s?)(?P<y5>{YEAR}))?"
    r"(?! (?:hằng|hàng|mỗi) năm)"
    rf"| 0?6 tháng đầu năm (?P<h1>{YEAR})| 0?6 tháng cuối năm (?P<h2>{YEAR})"
    r"| 0?6 tháng (?P<half>đầu|cuối) năm(?= ?(?:[.;)]|$))"
    rf"|(?: cuối)? năm (?P<y6>{YEAR})"
    r"|(?: ngày)? (?P<d6>\d\d?)(?= (?:(?:hằng|hàng|mỗi) tháng|(?:của )?tháng cuối (?:mỗi |của )?quý"
    r"|(?:của )?tháng (?:sau|kế tiếp|tiếp theo)))"
    r"| ngày (?P<d7>\d\d?)(?![\d/.\-]| (?:tháng|của)))"
)
_RHYTHMS = (
    (
        "year",
        rx(
            r"(?:hằng|hàng|mỗi) năm|năm một lần|1 năm 1 lần|năm/lần|báo cáo năm(?! \d)|định kỳ (?:0?1 |một )?năm"
        ),
    ),
    ("half-year", rx(r"6 tháng|sáu tháng|nửa năm")),
    (
        "quarter",
        rx(
            r"(?:hằng|hàng|mỗi) quý|3 tháng một lần|ba tháng một lần|quý một lần|cuối (?:mỗi )?quý|quý/lần"
            r"|báo cáo quý(?! [ivx\d])"
        ),
    ),
    ("month", rx(r"(?:hằng|hàng|mỗi) tháng(?! cuối)|(?<!\d) tháng/lần|báo cáo tháng(?! \d)")),
)
_AND_DAY = rx(
    rf" ?(?:,|;|và) (?:ngày )?(?:{FULL}(?!\d)|(?P<d>\d\d?)(?: tháng |\s?/\s?)(?P<m>\d\d?)(?![\d/]))"
)
# The year of the last of several days: "trước ngày 30/6 và 31/12/2026".
_YEAR_BEHIND = rx(
    rf"(?: ?(?:,|;|và) (?:trước )?(?:ngày )?\d\d?(?: tháng |\s?/\s?)\d\d?){{1,3}}(?:\s?/\s?| năm )(?P<y>{YEAR})"
)
# `định kỳ 6 tháng, hằng năm`, `hằng quý, 6 tháng và năm`: each with its day in a bracket or not.
_LIST_OPENS = rx(
    r"định kỳ,? ?\(?|báo cáo (?:kết quả )?(?:thực hiện )?"
    r"(?=(?:0?6 tháng|quý|tháng|năm) ?\(|0?6 tháng(?:,| và) (?:cả )?năm\b)"
    r"|\b(?=(?:hằng|hàng) (?:tháng|quý|năm)\b)"
    r"|\b(?=(?:0?6 tháng(?: đầu năm)?|quý|tháng) \([^()]{0,60}\) ?(?:,|;|và) )"
)
_LIST_ITEM = rx(
    r"(?:(?:hằng|hàng|mỗi) )?(?:(?P<half>(?:0?6|sáu) tháng(?: (?:đầu|cuối) năm)?)|(?P<quarter>quý|0?3 tháng)"
    r"|(?P<month>(?:0?1 )?tháng)"
    r"|(?P<year>(?:0?1 |một |cả )?năm))\b(?:/lần| một lần)?(?: \([^()]{0,60}\))?"
)
_LIST_NAMES = {"half": "half-year"}
_LIST_NEXT = rx(r" ?(?:,|;|và|hoặc)(?: và)?(?: báo cáo)?(?: sơ kết| tổng kết)? ?")
_NEXT_QUARTER = rx(
    rf" ?(?:,|;|và) (?:trong )?quý (?P<q>(?:iv|iii|ii|i|[1-4])\b)(?:(?:\s?/\s?| năm |\s?-\s?)(?P<y>{YEAR}))?"
)
_AND_MONTH = rx(
    rf" ?(?:,|;|và) (?:trong )?(?:tháng (?P<m>\d\d?)(?:(?:\s?/\s?| năm )(?P<y>{YEAR}))?(?![\d/])"
    rf"|(?P<mm>\d\d?)(?:\s?/\s?| năm )(?P<my>{YEAR}))"
)
_NEXT_MONTH = rx(rf"[^.;]{{0,40}}tháng \d\d?(?:/| năm )(?P<y>{YEAR})")
_REPORTED = rx(r"báo cáo|kết quả|tình hình|số liệu")  # the half of a year is what they tell of
_REVIEW = rx(r"sơ kết|tổng kết")
UNITS = {"năm": "yearly", "quý": "quarter", "tháng": "month"}
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True)
class Deadline:
    value: str
    bound: str
    span: Span
    rhythm: str | None = None
    of_month: bool = False  # the value is a month of each year (`tháng 12 hằng năm`), not a day


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


def deadlines(view: View, start: int, end: int) -> list[Deadline]:
    """Every deadline with a word that makes it one, in order; `11-15` where only day and month are said."""
    found: list[Deadline] = []
    looked: list[str | None] = []

    def near() -> str | None:
        """The rhythm of the words, looked for once."""
        if not looked:
            looked.append(rhythm_near(view, start, end))
        return looked[0]

    for match in _WHEN.finditer(view.low, start, end):
        value = _day(view, match, end) if match["d3"] else _value(match) or _without_year(view, match, end)
        if value is None:
            continue
        word = match["bound"].split(" ")[0] if match["bound"].startswith(("xong", "hoàn")) else match["bound"]
        bound = BOUND.get(" ".join(word.split()), "in")
        if match["d7"] and near() not in ("month", "quarter"):
            continue
        if match["y6"] and not _year_is_due(view, match, start, end):
            continue
        if bound == "in" and match["bound"] == "trong" and match["d1"]:
            continue
        rhythm = near() if (len(value) <= 5 and "-" in value) or len(value) == 2 else None
        found.append(Deadline(value, bound, match.span(), rhythm, match["m5"] is not None))
        if match["q1"]:
            found.extend(_joined_quarters(view, match.end(), end, bound, match["y5"]))
        if match["m4"] or match["m6"]:
            found.extend(_joined_months(view, match.end(), end, bound, value[:4]))
        if match["d1"] or match["d2"] or match["d3"]:
            found.extend(_joined_days(view, match.end(), end, bound, rhythm))
    return found


def _joined_days(view: View, at: int, end: int, bound: str, rhythm: str | None) -> list[Deadline]:
    """The second day of `trước ngày 15/6 và 15/12 hằng năm`, `trước ngày 15/6/2026 và ngày 20/11/2026`."""
    found: list[Deadline] = []
    for _ in range(3):
        match = _AND_DAY.match(view.low, at, end)
        value = _day(view, match, end) if match else None
        if match is None or value is None:
            break
        found.append(Deadline(value, bound, match.span(), rhythm))
        at = match.end()
    return found


def _day(view: View, match: re.Match[str], end: int) -> str | None:
    """A full day, or day and month, of the year that stands behind the last of several."""
    g = match.groupdict()
    year, month, day = g["y1"] or g["y2"], g["m1"] or g["m2"], g["d1"] or g["d2"]
    if year and month and day:
        return iso_date(year, month, day)
    day, month = g.get("d") or g.get("d3") or "0", g.get("m") or g.get("m3") or "0"
    behind = _YEAR_BEHIND.match(view.low, match.end(), end)
    if behind:
        return iso_date(behind["y"], month, day)
    return iso_date("2024", month, day) and f"{int(month):02}-{int(day):02}"


def _joined_months(view: View, at: int, end: int, bound: str, year: str) -> list[Deadline]:
    """The second month of `trong tháng 6, tháng 7 năm 2026`."""
    found: list[Deadline] = []
    for _ in range(3):
        match = _AND_MONTH.match(view.low, at, end)
        month = int(match["m"] or match["mm"]) if match else 0
        if match is None or not 1 <= month <= 12:
            break
        year = match["y"] or match["my"] or year
        found.append(Deadline(f"{year}-{month:02}", bound, match.span(), None))
        at = match.end()
    return found


def _without_year(view: View, match: re.Match[str], end: int) -> str | None:
    """`trong quý I` has the year of the next quarter in its list (`và quý II năm 2026`), `trong tháng 4` that of a
    month right behind (`đợt 2 trong tháng 8/2026`), else the plan's own."""
    if match["m6"] and 1 <= int(match["m6"]) <= 12:
        near = _AND_MONTH.match(view.low, match.end(), end)
        behind = _NEXT_MONTH.match(view.low, match.end(), end)
        said = (near and (near["y"] or near["my"])) or (behind["y"] if behind else view.year)
        return f"{said}-{int(match['m6']):02}" if said else None
    if match["half"]:
        told = view.year and not _REPORTED.search(view.low, max(0, match.start() - 60), match.start())
        return f"{view.year}-{'06' if match['half'] == 'đầu' else '12'}" if told else None
    if not match["q1"]:
        return None
    following = _NEXT_QUARTER.match(view.low, match.end(), end)
    year = (following and following["y"]) or view.year
    return f"{year}-Q{QUARTERS.get(match['q1'], 0) or match['q1']}" if year else None


def _joined_quarters(view: View, at: int, end: int, bound: str, year: str | None) -> list[Deadline]:
    """The second quarter of `trong quý I và quý III năm 2026`."""
    found: list[Deadline] = []
    for _ in range(3):
        match = _NEXT_QUARTER.match(view.low, at, end)
        year = (match and match["y"]) or year or view.year
        if match is None or not year:
            break
        found.append(Deadline(f"{year}-Q{QUARTERS.get(match['q'], 0) or match['q']}", bound, match.span("q")))
        at = match.end()
    return found


def _year_is_due(view: View, match: re.Match[str], start: int, end: int) -> bool:
    """A year alone is a deadline at the end of its clause or behind "hoàn thành", not as the time of something
    (`các nhiệm vụ triển khai trong năm 2025, …`) or of a target (`đến năm 2025 đạt 80%`)."""
    after, _ = view.trim(match.end(), end)
    ends = after >= end or view.flat[after] in ".;)"
    done = rx(r"hoàn thành|xong|giải quyết").search(view.low, max(start, match.start() - 120), match.start())
    review = _REVIEW.search(view.low, max(start, match.start() - 40), match.start())
    if match["bound"] == "vào" and review and view.low.startswith((",", "và "), after):
        return True
    return ends and (match["bound"] not in ("đến", "trong") or bool(done) or match["bound"] == "trong")


def _value(match: re.Match[str]) -> str | None:
    g = match.groupdict()
    if g["y1"] or g["y2"]:
        return iso_date(g["y1"] or g["y2"], g["m1"] or g["m2"], g["d1"] or g["d2"])
    if g["m4"]:
        return f"{g['y4']}-{int(g['m4']):02}" if 1 <= int(g["m4"]) <= 12 else None
    if g["m6"]:
        return None
    if g["m5"]:
        return f"{int(g['m5']):02}" if 1 <= int(g["m5"]) <= 12 else None
    if g["q1"]:
        if not g["y5"]:
            return None
        return f"{g['y5']}-Q{QUARTERS.get(g['q1'], 0) or g['q1']}"
    if g["h1"] or g["h2"]:
        return f"{g['h1']}-06" if g["h1"] else f"{g['h2']}-12"
    if g["d6"] or g["d7"]:
        day = int(g["d6"] or g["d7"])
        return f"{day:02}" if 1 <= day <= 31 else None
    return g["y6"]


def rhythm_near(view: View, start: int, end: int) -> str | None:
    """The first rhythm named in `[start, end)`: year, half-year, quarter, month."""
    best: tuple[int, str] | None = None
    for name, pattern in _RHYTHMS:
        match = pattern.search(view.low, start, end)
        if match and (best is None or match.start() < best[0]):
            best = (match.start(), name)
    return best[1] if best else None


def listed_rhythms(view: View, start: int, end: int) -> list[tuple[str, Span]]:
    """The first list of rhythms, each with its place: year, half-year, quarter, month."""
    for opening in _LIST_OPENS.finditer(view.low, start, end):
        found: list[tuple[str, Span]] = []
        at = opening.end()
        item = _LIST_ITEM.match(view.low, at, end)
        while item:
            name = next(key for key in ("half", "quarter", "month", "year") if item[key])
            found.append((_LIST_NAMES.get(name, name), item.span()))
            comma = _LIST_NEXT.match(view.low, item.end(), end)
            item = _LIST_ITEM.match(view.low, comma.end(), end) if comma else None
        if found:
            return found
    return []
