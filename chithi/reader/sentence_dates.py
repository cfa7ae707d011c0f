"""The deadlines of running text: days and periods that a word makes one, rhythms that open a part or close it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise

from chithi.reader.clauses import duty_verb_at
from chithi.reader.dates import UNITS, Deadline, deadlines, listed_rhythms
from chithi.reader.label_dates import dues_in_label, of_several_years
from chithi.reader.periods import meets, periods_in_sentence
from chithi.reader.result import Due, Span
from chithi.reader.tokens import tokens
from chithi.reader.view import View, rx

_RHYTHM_DUE = {"year": "yearly", "half-year": "half-year", "quarter": "quarter", "month": "month"}
# Things of each year: a plan, a budget. Behind one of them "hằng năm" tells which.
_OF_EACH_YEAR = rx(
    r"\b(?:kế hoạch|dự toán|ngân sách|chương trình|công tác|kinh phí|danh mục|chỉ tiêu|nhiệm vụ|định kỳ|tháng|quý|ngày"
    r"|nghiệp vụ|vốn|nguồn|chi|mức|lượng|nhu cầu|số|tỷ lệ|đề án|dự án|phong trào|đợt|kỳ|hội nghị|giải|hội thi|lễ hội"
    r"|năm học|thi đua|quy định|hoạt động|kết quả)\b"
)
_SIGN = re.compile(r"[,;:.()]")
_PHRASE = 120  # characters in which such a thing stands
_DOES_SO = rx(r"(?:thực hiện|tổ chức|tiến hành|triển khai|duy trì|cập nhật) ?(?:theo định kỳ )?$")
# Before `định kỳ hằng năm` these say that it tells which.
_PLANNED = rx(r"(?:kế hoạch|chế độ|chương trình|dự toán|nhiệm vụ|hoạt động|công tác|theo|hội nghị|số liệu) $")
# "hằng năm" tells when only where it opens the sentence or part, or says how often to report; elsewhere it
# tells what kind ("dự toán ngân sách hằng năm", "theo kế hoạch hằng năm").
_OPENING_RHYTHM = rx(r"(?:và )?(?:định kỳ,? )?(?:hằng|hàng) (?P<r>năm|quý|tháng)\b")
_ONCE = r"(?: ?/ ?lần| (?:một|0?1) lần)"
_SPAN = r"(?P<half{n}>(?:0?6|sáu) tháng)|(?P<three{n}>(?:0?3|ba) tháng)"
# `6 tháng một lần`, `mỗi quý một lần`, `định kỳ 6 tháng`; "02 năm một lần" is none of the rhythms there are.
_TIMES = rx(
    rf"(?:định kỳ,? )?(?:mỗi |cứ )?(?:{_SPAN.format(n='1')}|(?<!\d\x20)(?<!hai\x20)(?<!ba\x20)(?<!bốn\x20)(?<!năm\x20)"
    rf"\b(?:(?:hằng|hàng|một|0?1) )?(?P<r>năm|quý|tháng)){_ONCE}"
    rf"|định kỳ,? (?:mỗi )?(?:{_SPAN.format(n='2')})(?! (?:đầu|cuối))"
)
_REGULARLY = rx(r"định kỳ,? ?\(?$")
_REPORTING = rx(r"\bbáo cáo\b(?! theo)")
_MARKS = r"[\w.…_]"
_SHAPED = rx(
    r"\b(?:trước|chậm nhất|muộn nhất|hạn cuối|đến hết|hết|đến|xong|trong|vào|từ)(?: là| vào| đến| trước| trong)*"
    rf" (?P<when>{_MARKS}{{1,4}} ?[/.\-] ?{_MARKS}{{1,4}} ?[/.\-] ?\d{{4}}\b"
    rf"|ngày (?:{_MARKS}{{1,4}} ?[/.\-] ?)?{_MARKS}{{1,4}} ?[/.\-] ?{_MARKS}{{2,4}}\b"
    rf"|ngày (?:[\d.…_]{_MARKS}{{0,3}} )?tháng (?:{_MARKS}{{1,4}} )?năm {_MARKS}{{2,4}}"
    r"|tháng (?:1[3-9]|[2-9]\d|00?)\b(?: ?/ ?\d{4}| năm \d{4})?"
    r"|quý (?!(?:iv|i{1,3}|[1-4])\b)[\divx]{1,4}(?: ?/ ?| năm )\d{4})"
)
_MAKES_DUE = rx(r"\b(?:trong|vào|xong|trước)(?: cuối| đầu| các)? $")
_BRACKET = 600  # characters of a bracket
_PARTS = re.compile(r";|(?<=trì),|(?<=hiện),")
_WHO_DOES = rx(r"chủ trì|thực hiện|phối hợp|tham mưu|phụ trách|đầu mối|\bgiao\b")
_SAYS_WHEN = rx(
    r"(?:[ ,:]|và|hoàn thành|xong|trong|vào|trước|chậm nhất|thực hiện|thời (?:gian|hạn)|tiến độ|giai đoạn|từ|đến|hết"
    r"|dự kiến|các|năm|ngày|tháng|cuối|đầu|là)*"
)
_SURE = (len("2026-Q2"), len("2026-05"), len("2026-Q2/2026-Q3"))
_ALWAYS = rx(r"(?:thực hiện )?thường xuyên(?=\))")  # closes a bracket that says who and when


def dues_in_sentence(view: View, start: int, end: int) -> list[Due]:
    """The deadlines of running text; a bare rhythm counts only where it opens a sentence or part."""
    spans = sorted([*periods_in_sentence(view, start, end), *_of_several_years(view, start, end)], key=_place)
    starts = [due.span[0] for due in spans]
    found = [
        Due(_due_value(w), w.bound, w.span)
        for w in deadlines(view, start, end)
        if not _within(w.span, spans, starts)
    ]
    found = sorted([*spans, *found], key=_place)
    days = found and any(len(due.value) != 2 and due.value not in ("quarter", "month") for due in found)
    listed = [] if days else listed_rhythms(view, start, end)
    if len(listed) > 1 and (_REPORTING.search(view.low, start, end) or _lists_when(view, start, end, listed)):
        return [Due(_RHYTHM_DUE[name], "in", span) for name, span in listed]
    found = found or _in_bracket(view, start, end)
    if not found:
        found = [Due("continuous", "in", m.span()) for m in _ALWAYS.finditer(view.low, start, end)][:1]
    rhythm = None if found else _rhythm(view, start, end)
    return [Due(_named(rhythm), "in", rhythm.span())] if rhythm else found


def _lists_when(view: View, start: int, end: int, listed: list[tuple[str, Span]]) -> bool:
    """`Định kỳ hằng quý, 6 tháng, năm rà soát …`: a list that opens a part, or behind which a duty begins."""
    left, right = listed[0][1][0], listed[-1][1][1]
    regularly = _REGULARLY.search(view.low, max(start, left - 12), left)
    if regularly is None:
        return False
    _, before = view.trim(start, regularly.start())
    stop, _ = view.trim(right, end, ",")
    opens = before <= start or view.flat[before - 1] in ".;:"
    return opens or duty_verb_at(tokens(view, stop, min(end, stop + 40)), 0)


def _named(rhythm: re.Match[str]) -> str:
    """What a match of `_OPENING_RHYTHM` or `_TIMES` says."""
    said = rhythm.groupdict()
    if said["r"]:
        return UNITS[said["r"]]
    return "half-year" if said["half1"] or said["half2"] else "quarter"


def _place(due: Due) -> Span:
    return due.span


def _of_several_years(view: View, start: int, end: int) -> list[Due]:
    """`vào quý IV các năm 2027, 2029`: those that a word before makes deadlines, the first with that word."""
    found = of_several_years(view, start, end)
    first = found[0] if found else None
    before = _MAKES_DUE.search(view.low, max(start, first.span[0] - 20), first.span[0]) if first else None
    return [replace(found[0], span=(before.start(), found[0].span[1])), *found[1:]] if before else []


def _in_bracket(view: View, start: int, end: int) -> list[Due]:
    """What a bracket at the end says of when: `(Vụ Pháp chế chủ trì; quý II/2022)`, `(hoàn thành trong tháng 5/2026)`;
    alone in its bracket only a month, quarter or more, for a day or year may be that of an event."""
    _, last = view.trim(start, end, ".;/")
    if last <= start or view.flat[last - 1] != ")":
        return []
    opening = view.flat.rfind("(", max(start, last - _BRACKET), last)
    if opening < 0:
        return []
    cuts = [opening, *(m.start() for m in _PARTS.finditer(view.flat, opening, last - 1)), last - 1]
    said = bool(_WHO_DOES.search(view.low, opening, last))
    found: list[Due] = []
    for left, right in pairwise(cuts):
        dues = _only_when(view, *view.trim(left + 1, right))
        found.extend(due for due in dues if said or len(due.value) in _SURE)
    return found


def _only_when(view: View, start: int, end: int) -> list[Due]:
    """The days and periods of `[start, end)` where it says nothing else."""
    dues = dues_in_label(view, start, end)
    at = start
    for due in dues:
        if not _SAYS_WHEN.fullmatch(view.low, at, max(at, due.span[0])):
            return []
        at = due.span[1]
    return dues if dues and _SAYS_WHEN.fullmatch(view.low, at, end) else []


def unread_days(view: View, start: int, end: int) -> list[Span]:
    """What is written as a deadline and is no day: `trước ngày 31/02/2025`, `trước ngày 3a/11`, `trong tháng 13`."""
    shaped = [match.span("when") for match in _SHAPED.finditer(view.low, start, end)]
    if not shaped:
        return []
    days = sorted(day.span for day in deadlines(view, start, end))
    spans = [due.span for due in periods_in_sentence(view, start, end)]
    return [span for span in shaped if not meets(span, days) and not meets(span, spans)]


def _due_value(deadline: Deadline) -> str:
    """`trước ngày 25 tháng cuối quý` recurs each quarter, `hằng tháng (trước ngày 20)` each month."""
    recurs = deadline.rhythm in ("quarter", "month") and len(deadline.value) == 2
    return deadline.rhythm if recurs and deadline.rhythm and not deadline.of_month else deadline.value


def _within(span: Span, spans: list[Due], starts: list[int]) -> bool:
    """`spans` are in order, `starts` are where they begin."""
    at = bisect_right(starts, span[0]) - 1
    return at >= 0 and span[1] <= spans[at].span[1]


def _rhythm(view: View, start: int, end: int) -> re.Match[str] | None:
    """The first rhythm that opens a sentence or part, or says how often to report."""
    report = _REPORTING.search(view.low, start, end)
    budget = view.flat.find("dự toán", start, end)
    rhythms = [*_TIMES.finditer(view.low, start, end), *_OPENING_RHYTHM.finditer(view.low, start, end)]
    for match in sorted(rhythms, key=re.Match.start):
        at = match.start()
        _, last = view.trim(start, at)
        if last <= start or view.flat[last - 1] in ".;:":
            return match
        stop, _ = view.trim(match.end(), end)
        closes = stop >= end or view.flat[stop] in ".;)"
        if closes and (
            match.group().endswith("lần")
            or _DOES_SO.search(view.low, max(start, at - 40), at)
            or not _says_what_kind(view, start, at)
            or (
                match.group().startswith("định kỳ") and not _PLANNED.search(view.low, max(start, at - 20), at)
            )
        ):
            return match
        if view.flat[last - 1] == "," and duty_verb_at(tokens(view, stop, min(end, stop + 40)), 0):
            return match  # "…, hằng tháng cung cấp cho …"
        said = report is not None and report.end() <= at
        if said and not 0 <= budget < at and "kế hoạch" not in view.low[max(start, last - 9) : last]:
            return match
    return None


def _says_what_kind(view: View, start: int, at: int) -> bool:
    """`dự toán ngân sách hằng năm`: the words before it, back to the last sign, hold a thing of each year."""
    words = _SIGN.split(view.low[max(start, at - _PHRASE) : at])[-1]
    return bool(_OF_EACH_YEAR.search(words))
