"""Duties to report: who, to whom, through whom, when, how often."""

from __future__ import annotations

from itertools import islice

from chithi.reader.dates import Deadline, deadlines, listed_rhythms, rhythm_near
from chithi.reader.result import Found, Party, ReportDuty, Span, Task
from chithi.reader.units import parse_units
from chithi.reader.view import View, rx

_REPORT = rx(r"\bbáo cáo\b|\bkết quả(?: triển khai)?(?: thực hiện)?(?= gửi (?:về )?)")
_NOT_A_DUTY = rx(r"(?:để|nhằm)(?: tổng hợp,?(?: và)?| kịp thời| theo dõi,?)* $")
_PRODUCT = rx(
    r"(?:các|bản|mẫu|chế độ|số liệu|hồ sơ|công tác thông tin|hội nghị|dự thảo|thông tin|xây dựng|trình) $"
)
_TO = rx(r"(?:về|cho|gửi(?: về| đến)?|lên|đến|trình) ")
_SENT = rx(r"(?:gửi|nộp)(?: báo cáo)?(?: kết quả)?(?: về| đến| cho)? ")
_VIA = rx(r"(?:thông )?qua ")
_RHYTHMS = {"yearly": "year", "half-year": "half-year", "quarter": "quarter", "month": "month"}
When = tuple[str | None, str | None, str | None]  # due, bound, every
_SENTENCE = 1500  # characters looked at before and behind the word: keeps reading linear
_MENTIONS = 12  # of the word in one clause
_TROUBLE = rx(r"khó khăn|vướng mắc|phát sinh|xảy ra|đột xuất")


def find_reports(view: View, tasks: list[Task]) -> list[ReportDuty]:
    """The duties to report among the clauses of the tasks: they name a receiver and a day or a rhythm."""
    found: list[ReportDuty] = []
    for task in tasks:
        for clause in task.clauses:
            found.extend(_reports(view, task, clause.span, clause.lead or task.lead))
    return found


def _reports(view: View, task: Task, span: Span, leads: tuple[Party, ...]) -> list[ReportDuty]:
    """The first duty to report of a clause; two where it has two rhythms (`6 tháng (…) và hằng năm (…)`)."""
    start, end = span
    for match in islice(_REPORT.finditer(view.low, start, end), _MENTIONS):
        if _NOT_A_DUTY.search(view.low, max(start, match.start() - 40), match.start()):
            continue
        place = _sentence(view, start, end, match.start())
        product = _PRODUCT.search(view.low, max(start, match.start() - 24), match.start())
        if product and not (
            product.group().startswith("xây") and _SENT.search(view.low, match.end(), place[1])
        ):
            continue
        if _TROUBLE.search(view.low, place[0], match.start()):
            continue
        to = _receivers(view, match.end(), place[1])
        said = _when(view, *place) if to else []
        when = said or (_when_of_row(task) if to else [])
        how = Found.SENTENCE if said else task.due[0].found if when else Found.PHRASE
        if when:
            via = _names(view, _channel(view, match.end(), place[1]))
            by = tuple(party.plain for party in leads)
            return [
                ReportDuty(by, _names(view, to), via, due, bound, every, place, how)
                for due, bound, every in when
            ]
    return []


def _when(view: View, start: int, end: int) -> list[When]:
    """The last deadline of the sentence with its rhythm, or one for each rhythm that has its own; a full date
    without a rhythm is once."""
    found = deadlines(view, start, end)
    rhythm = rhythm_near(view, start, end)
    listed = listed_rhythms(view, start, end)
    if len(listed) > 1:
        return _each(listed, found)
    if not found:
        return [(None, None, rhythm)] if rhythm else []
    paired: dict[str, When] = {}
    left = start
    for deadline in found:
        own = rhythm_near(view, left, deadline.span[0])
        left = deadline.span[1]
        if own and len(deadline.value) <= 5:
            paired[own] = (deadline.value, deadline.bound, own)
    if len(paired) > 1:
        return list(paired.values())
    last = found[-1]
    return [(last.value, last.bound, rhythm or ("once" if len(last.value) >= 7 else None))]


def _each(listed: list[tuple[str, Span]], found: list[Deadline]) -> list[When]:
    """`6 tháng (trước ngày 15/6) và hằng năm (trước ngày 15/12)`: each rhythm with its day, in its bracket or in the
    same order behind; a day for all of them is the year's, or `ngày 18 của tháng cuối quý` that of the quarter."""
    own = {name: d for name, (a, b) in listed for d in found if a <= d.span[0] < b}
    if len(found) == len(listed):
        own = dict(zip((name for name, _ in listed), found, strict=True))
    if not own and found:
        day = found[-1]
        own = {day.rhythm if len(day.value) == 2 and day.rhythm else "year": day}
    return [(own[n].value, own[n].bound, n) if n in own else (None, None, n) for n, _ in listed]


def _when_of_row(task: Task) -> list[When]:
    """The deadline in the task's label lines or column: `tháng 12 hằng năm`, `hằng quý`, a date."""
    if not task.due or any(clause.due for clause in task.clauses):
        return []
    due = task.due[0]
    if due.value in _RHYTHMS:
        return [(None, None, _RHYTHMS[due.value])]
    if len(due.value) in (2, 5):
        return [(due.value, due.bound, "year")]
    return []


def _sentence(view: View, start: int, end: int, at: int) -> Span:
    start, end = max(start, at - _SENTENCE), min(end, at + _SENTENCE)
    left = view.flat.rfind(". ", start, at)
    right = view.flat.find(". ", at, end)
    return view.trim(start if left < 0 else left + 1, end if right < 0 else right, ";.,/")


def _names(view: View, spans: tuple[Span, ...]) -> tuple[str, ...]:
    return tuple(" ".join(view.text[a:b].split()) for a, b in spans)


def _receivers(view: View, start: int, end: int) -> tuple[Span, ...]:
    """Right behind `báo cáo`, or behind `về`, `gửi về` in the same sentence."""
    direct = _TO.match(view.low, view.trim(start, end)[0], end)
    units = parse_units(view, direct.end() if direct else start, end)
    if units.items:
        return units.items
    for match in [*_SENT.finditer(view.low, start, end), *_TO.finditer(view.low, start, end)]:
        units = parse_units(view, match.end(), end)
        if units.items:
            return units.items
    return ()


def _channel(view: View, start: int, end: int) -> tuple[Span, ...]:
    for match in _VIA.finditer(view.low, start, end):
        units = parse_units(view, match.end(), end)
        if units.items:
            return units.items
    return ()
