"""Duties to report: who, to whom, through whom, when, how often."""

from __future__ import annotations

from chithi.reader.dates import deadlines, rhythm_near
from chithi.reader.result import ReportDuty, Span, Task
from chithi.reader.units import parse_units
from chithi.reader.view import View, rx

_REPORT = rx(r"\bbáo cáo\b")
_NOT_A_DUTY = rx(r"(?:để|nhằm)(?: tổng hợp,?(?: và)?| kịp thời| theo dõi,?)* $")
_PRODUCT = rx(r"(?:các|bản|mẫu|chế độ|số liệu|hồ sơ|công tác thông tin|hội nghị|dự thảo|thông tin|xây dựng|trình) $")
_TO = rx(r"(?:về|cho|gửi(?: về| đến)?|lên|đến|trình) ")
_SENT = rx(r"(?:gửi|nộp)(?: báo cáo)?(?: kết quả)?(?: về| đến| cho)? ")
_VIA = rx(r"(?:thông )?qua ")
_TROUBLE = rx(r"khó khăn|vướng mắc|phát sinh|xảy ra|đột xuất")


def find_reports(view: View, tasks: list[Task]) -> list[ReportDuty]:
    """The duties to report among the clauses of the tasks: they name a receiver and a day or a rhythm."""
    found: list[ReportDuty] = []
    for task in tasks:
        for clause in task.clauses:
            leads = clause.lead or task.lead
            duty = _report(view, clause.span, tuple(p.name for p in leads))
            if duty:
                found.append(duty)
    return found


def _report(view: View, span: Span, by: tuple[str, ...]) -> ReportDuty | None:
    start, end = span
    for match in _REPORT.finditer(view.low, start, end):
        if _NOT_A_DUTY.search(view.low, max(start, match.start() - 40), match.start()):
            continue
        if _PRODUCT.search(view.low, max(start, match.start() - 24), match.start()):
            continue
        sentence_start, sentence_end = _sentence(view, start, end, match.start())
        if _TROUBLE.search(view.low, sentence_start, match.start()):
            continue
        to = _receivers(view, match.end(), sentence_end)
        if not to:
            continue
        when = [w for w in deadlines(view, sentence_start, sentence_end)]
        rhythm = rhythm_near(view, sentence_start, sentence_end)
        if not when and rhythm is None:
            continue
        due = when[-1] if when else None
        every = rhythm
        if due and len(due.value) >= 7 and rhythm is None:
            every = "once"
        via = _channel(view, match.end(), sentence_end)
        return ReportDuty(by, _names(view, to), _names(view, via), due.value if due else None,
                          due.bound if due else None, every, (sentence_start, sentence_end))  # fmt: skip
    return None


def _sentence(view: View, start: int, end: int, at: int) -> Span:
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
