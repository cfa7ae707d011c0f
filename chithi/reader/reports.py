"""Duties to report: who, to whom, through whom, when, how often."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from chithi.reader.dates import Deadline, deadlines, listed_rhythms, rhythm_near
from chithi.reader.doubt import by_id
from chithi.reader.label_dates import dues_in_label
from chithi.reader.result import Found, Party, ReportDuty, Span, Task
from chithi.reader.tree import Node
from chithi.reader.units import parse_units
from chithi.reader.view import View, rx

# Results sent on are a report too, those of single acts (`gửi kết quả thẩm định về …`) aside.
_REPORT = rx(
    r"\bbáo cáo\b|\bkết quả(?: triển khai)?(?: thực hiện)?(?= gửi (?:về )?)"
    r"|\b(?:gửi|thông tin|thông báo)(?: về)? kết quả"
    r"(?! (?:rà soát|thẩm|giải quyết|xử lý|xét|kiểm tra|kiểm định|khảo sát|thi|bầu|đấu|đánh giá|trúng|tuyển))"
    r"(?: [^\x20,;.()]{1,20}){0,12}?(?= (?:gửi )?(?:về|cho|đến) )"
)
_NOT_A_DUTY = rx(r"(?:để|nhằm)(?: tổng hợp,?(?: và)?| kịp thời| theo dõi,?)* $")
_PRODUCT = rx(
    r"(?:các|bản|mẫu|chế độ|số liệu|hồ sơ|công tác thông tin|hội nghị|dự thảo|thông tin|xây dựng|trình) $"
)
# A paper that somebody draws up or a duty by rule: a report all the same where it is sent on.
_SENT_ON = ("xây", "chế độ", "dự thảo")
_FURTHER = rx(r"\bđể\b")  # what the receiver does with it
_OF_RHYTHM = rx(
    r"báo cáo (?:định kỳ |đợt |lần |học kỳ |sơ kết|tổng kết|quý|tháng|năm|0?6 tháng|9 tháng|tuần)"
)
_OF_YEAR = rx(r"\bbáo cáo (?:tổng kết )?năm\b")  # that year's alone, where the day has its year
_TO = rx(r"(?:về|cho|gửi(?: về| đến)?|lên|đến|trình) ")
_SENT = rx(r"(?:gửi|nộp)(?: báo cáo)?(?: kết quả)?(?: về| đến| cho)? ")
_ALSO_SENT = rx(
    r" ?,? ?(?:và |đồng thời |đồng )?(?:gửi|báo cáo|trình)(?: báo cáo)?(?: về| đến| cho)? "
)  # to a second one
_VIA = rx(r"(?:thông )?qua ")
_RHYTHMS = {"yearly": "year", "half-year": "half-year", "quarter": "quarter", "month": "month"}
When = tuple[str | None, str | None, str | None]  # due, bound, every
_SENTENCE = 1500  # characters looked at before and behind the word: keeps reading linear
_RECEIVERS = 3  # further receivers, each with a verb of its own
_MENTIONS = 12  # of the word in one clause
_FULL = len("2026-06-20")
_TROUBLE = rx(r"khó khăn|vướng mắc|phát sinh|xảy ra|đột xuất")


def find_reports(view: View, tasks: list[Task], roots: list[Node]) -> list[ReportDuty]:
    """The duties to report among the clauses of the tasks: they name a receiver and a day or a rhythm."""
    found: list[ReportDuty] = []
    nodes = by_id(roots)
    told: dict[str, Span | None] = {}  # many tasks stand below one line
    for task in tasks:
        parent = nodes[task.id].parent
        if parent is not None and parent.id not in told:
            told[parent.id] = _reporting_above(view, parent)
        above = told[parent.id] if parent is not None else None
        for clause in task.clauses:
            own = _reports(view, task, clause.span, clause.lead or task.lead, above)
            if own and found and _joined(view, found[-1], own[0]):
                found[-1] = replace(found[-1], every="year")
            found.extend(own)
            above = _reporting_before(view, clause.span) or above
    return found


def _joined(view: View, first: ReportDuty, second: ReportDuty) -> bool:
    """`Báo cáo đợt 1 trước ngày 15/01; báo cáo đợt 2 trước ngày 15/6 hằng năm`: the last says `hằng năm` for both."""
    between = view.flat[first.span[1] : second.span[0]].strip() if first.span[1] <= second.span[0] else "."
    bare = first.every is None and first.due is not None and len(first.due) == len("01-15")
    return bare and second.every == "year" and between in (";", ",", "và") and first.to == second.to


def _reporting_before(view: View, span: Span) -> Span | None:
    """The clause that says to whom is reported, for those that follow (`…; báo cáo năm trước ngày 10/12`)."""
    match = _REPORT.search(view.low, *span)
    return (match.end(), span[1]) if match and _receivers(view, match.end(), span[1]) else None


def _reporting_above(view: View, parent: Node) -> Span | None:
    """The line above a list that says to whom all of it is reported: `Các xã báo cáo Sở Y tế như sau:`."""
    block = parent.block
    if block.end - block.start > _SENTENCE or view.flat[block.end - 1 : block.end] != ":":
        return None
    match = _REPORT.search(view.low, block.start, block.end)
    return (match.end(), block.end) if match else None


def _reports(
    view: View, task: Task, span: Span, leads: tuple[Party, ...], above: Span | None
) -> list[ReportDuty]:
    """The first duty to report of a clause; two where it has two rhythms (`6 tháng (…) và hằng năm (…)`)."""
    start, end = span
    for match in islice(_REPORT.finditer(view.low, start, end), _MENTIONS):
        if _NOT_A_DUTY.search(view.low, max(start, match.start() - 40), match.start()):
            continue
        place = _sentence(view, start, end, match.start())
        product = _PRODUCT.search(view.low, max(start, match.start() - 24), match.start())
        sent = (
            product and product.group().startswith(_SENT_ON) and _SENT.search(view.low, match.end(), place[1])
        )
        if product and not sent:
            continue
        if _TROUBLE.search(view.low, place[0], match.start()):
            continue
        to = _receivers(view, match.end(), place[1])
        told = (match.end(), place[1])
        if not to and above and (_OF_RHYTHM.match(view.low, match.start(), end) or above[1] < task.span[0]):
            to, told = _receivers(view, *above), above
        said = _when(view, *place, match.end()) if to else []
        when = said or (_when_of_row(task) if to else [])
        how = Found.SENTENCE if said else task.due[0].found if when else Found.PHRASE
        if when:
            via = _names(view, _channel(view, *told))
            by = tuple(party.plain for party in leads)
            return [
                ReportDuty(by, _names(view, to), via, due, bound, every, place, how)
                for due, bound, every in when
            ]
    return []


def _when(view: View, start: int, end: int, at: int) -> list[When]:
    """The last deadline of the sentence with its rhythm, or one for each rhythm that has its own; a full date
    without a rhythm is once, several are once each. `at` is where the word `báo cáo` ends."""
    found = deadlines(view, start, end)
    days = _full_days(view, found, at, end)
    if len(days) > 1:
        return [(day.value, day.bound, "once") for day in days]
    found = [d for d in found if d in days or len(d.value) < _FULL or not days]
    rhythm = rhythm_near(view, start, end)
    listed = listed_rhythms(view, start, end)
    if len(listed) > 1:
        return _each(view, listed, found)
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
    if all(d.rhythm == "year" and len(d.value) == len("06-10") for d in found[-2:]) and _beside(found[-2:]):
        return [_at(day, "year") for day in found[-2:]]
    once = "once" if len(last.value) >= len("2026-05") else None
    told = _OF_YEAR.search(view.low, start, last.span[0]) if once and rhythm == "year" else None
    return [(last.value, last.bound, once if told else rhythm or once)]


def _beside(days: list[Deadline]) -> bool:
    """`trước ngày 10/6 và 30/11 hằng năm`: does the second day stand right behind the first?"""
    return len(days) == 2 and days[1].span[0] == days[0].span[1]


def _bare_days(view: View, listed: list[tuple[str, Span]]) -> dict[str, Deadline]:
    """The days that stand without `trước` in the brackets of a list: `6 tháng (ngày 10/6) và năm (ngày 30/11)`."""
    own: dict[str, Deadline] = {}
    for name, (start, end) in listed:
        opening = view.flat.find("(", start, end)
        days = dues_in_label(view, opening, end) if opening >= 0 else []
        if len(days) == 1 and len(days[0].value) in (len("06-10"), _FULL):
            own[name] = Deadline(days[0].value[-5:], days[0].bound, days[0].span)
    return own


def _each(view: View, listed: list[tuple[str, Span]], found: list[Deadline]) -> list[When]:
    """`6 tháng (trước ngày 15/6) và hằng năm (trước ngày 15/12)`: each rhythm with its day, in its bracket or in the
    same order behind; a day for all of them is the year's, or `ngày 18 của tháng cuối quý` that of the quarter."""
    own = {name: d for name, (a, b) in listed for d in found if a <= d.span[0] < b}
    if len(found) == len(listed):
        own = dict(zip((name for name, _ in listed), found, strict=True))
    own = own or _bare_days(view, listed)
    if not own and found:
        day = found[-1]
        own = {day.rhythm if len(day.value) == 2 and day.rhythm else "year": day}
    return [_at(own[n], n) if n in own else (None, None, n) for n, _ in listed]


def _at(day: Deadline, rhythm: str) -> When:
    return day.value, day.bound, rhythm if len(day.value) < _FULL else "once"


def _full_days(view: View, found: list[Deadline], at: int, end: int) -> list[Deadline]:
    """The full dates behind the word, before what the receiver does with it; where there are none, those before."""
    further = _FURTHER.search(view.low, at, end)
    stop = further.start() if further else end
    days = [day for day in found if len(day.value) == _FULL]
    return (
        [day for day in days if at <= day.span[0] < stop] or [day for day in days if day.span[0] < at] or days
    )


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
        return units.items + _also_sent(view, units.stop, end)
    for match in [*_SENT.finditer(view.low, start, end), *_TO.finditer(view.low, start, end)]:
        units = parse_units(view, match.end(), end)
        if units.items:
            return units.items
    return ()


def _also_sent(view: View, start: int, end: int) -> tuple[Span, ...]:
    """The further receivers of `báo cáo Lãnh đạo Bộ và gửi Bộ Nội vụ, đồng thời gửi Sở Y tế`."""
    found: tuple[Span, ...] = ()
    for _ in range(_RECEIVERS):
        also = _ALSO_SENT.match(view.low, start, end)
        units = parse_units(view, also.end(), end) if also else None
        if units is None or not units.items:
            break
        found += units.items
        start = units.stop
    return found


def _channel(view: View, start: int, end: int) -> tuple[Span, ...]:
    for match in _VIA.finditer(view.low, start, end):
        units = parse_units(view, match.end(), end)
        if units.items:
            return units.items
    return ()
