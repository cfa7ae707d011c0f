"""A leaf's words → its clauses: what an officer would call one duty each.

Cut at `;` and at the end of a sentence, where a new duty begins (a verb, an adverb before a verb, a unit of its own).
Never inside brackets, and never where only objects go on (`số 3563/KH-UBND …; số 3572/KH-UBND …`, `; việc …`).
"""

from __future__ import annotations

import re
from itertools import takewhile

from chithi.reader import words as w
from chithi.reader.result import Span
from chithi.reader.tokens import Token, first_word, is_stop, is_verb, longest, tokens
from chithi.reader.units import parse_units
from chithi.reader.view import View, rx

_CUT = re.compile(r"[()\";.!?]")
# Sentences that only explain the one before.
_EXPLAINS = rx(r"(?:trong đó|cụ thể|gồm|bao gồm|ví dụ|như|ngoài ra là|nguyên tắc|việc (?:này|trên)|đây là)\b")
# What opens a sentence that is a duty although no verb comes first.
_OPENERS = rx(
    r"(?:đối với|căn cứ|trên cơ sở|theo|trong|trước|sau|khi|hằng|hàng|định kỳ|từ|đến|để|nhằm|qua|thông qua|ngoài ra|"
    r"bên cạnh đó|trường hợp|nếu|riêng|năm|quý|tháng|chậm nhất|với|cùng với|đồng thời|mỗi|lưu ý|quá trình)\b"
)
# `Quy định số 178-QĐ/TW` is a paper, no duty, although both words are verbs too.
_PAPER = rx(r"(?:quy định|quyết định|hướng dẫn|thông báo|báo cáo|yêu cầu) số \d")
_SHORT = 300  # characters that only say when, at most
_STOP = re.compile(r"[;.](?=\x20|$)")
_DONE = rx(r"(?:hoàn thành|xong|thực hiện|báo cáo)?,? ?(?:trước|trong|xong|chậm nhất|vào) ")
_ASSIGNED = rx(r"được (?:giao|phân công) (?!\s*$)")
_WHERE_SAID = rx(r" (?:tại|theo|trong|nêu tại|ở) ")
# A full stop that was forgotten: a number of a document, then a capital verb.
_LOST_STOP = re.compile(r"(?<=[A-Z0-9])\x20+(?=[A-ZĐÁÀẢÃẠĂÂÊÔƠƯ][a-zà-ỹđ]+\x20+[a-zà-ỹđ]+)")
_NO_VERB = frozenset(
    ("và", "hoặc", "của", "thuộc", "có", "liên", "các", "những", "này", "trên", "nêu", "khác")
)
# A duty's verb, or an adverb before it, begins with one of these words; what shows a subject with one of those.
_DUTY_WORDS = w.VERBS.first | w.SHORT_VERBS | w.ADVERBS.first
_SUBJECT_WORDS = _DUTY_WORDS | w.PREDICATES.first
_CITED_END = re.compile(r"\d[/\-][A-ZĐ\-/&a-z]*[A-Z\d]$")


def split_clauses(view: View, start: int, end: int, subject_end: int | None = None) -> list[Span]:
    """The clauses of `[start, end)`, in order, none overlapping, at least one. `subject_end` protects a subject
    that itself holds `;` (`Giám đốc …; Chủ tịch …; Thủ trưởng … triển khai`)."""
    start, end = view.trim(start, end, ";.,/")
    first = max(start, subject_end or start)
    cuts = [start]
    cuts.extend(cut for cut in _cuts(view, first, end) if _begins_duty(view, cut, end))
    clauses: list[Span] = []
    for left, right in zip(cuts, [*cuts[1:], end], strict=True):
        left, right = view.trim(left, right, ";.,/")
        if left < right:
            clauses.append((left, right))
    return clauses or [(start, max(start, end))]


def _cuts(view: View, start: int, end: int) -> list[int]:
    """The places behind `;`, behind a sentence's end, and at a lost full stop, brackets and quotes left out."""
    found: list[int] = []
    depth, quoted = 0, False
    for match in _CUT.finditer(view.flat, start, end):
        sign, at = match.group(), match.start()
        if sign == "(":
            depth += 1
        elif sign == ")":
            depth = max(0, depth - 1)
        elif sign == '"':
            quoted = not quoted
        elif depth or (quoted and sign != ";"):
            continue
        elif sign == ";" or _ends_sentence(view, at, end):
            place, _ = view.trim(at + 1, end)
            if place < end:
                found.append(place)
    for match in _LOST_STOP.finditer(view.flat, start, end):
        word_start = view.flat.rfind(" ", start, match.start()) + 1
        if _CITED_END.search(view.flat[max(start, word_start) : match.start()]):
            found.append(match.end())
    return sorted(set(found))


def _ends_sentence(view: View, at: int, end: int) -> bool:
    if at + 1 >= end or view.flat[at + 1] != " ":
        return False
    after, _ = view.trim(at + 1, end)
    return (
        after < end
        and (view.flat[after].isupper() or view.flat[after] in '-+("')
        and view.flat[at - 1] != "."
    )


def _begins_duty(view: View, start: int, end: int) -> bool:
    """Does a new duty begin at `start`?"""
    if _EXPLAINS.match(view.low, start, end) or _PAPER.match(view.low, start, end):
        return False
    word = first_word(view, start, end)
    if word in _DUTY_WORDS and duty_verb_at(tokens(view, start, min(end, start + 90)), 0):
        return not _only_says_when(view, start, end)
    if _OPENERS.match(view.low, start, end):
        return view.flat[start].isupper() or _verb_follows(tokens(view, start, min(end, start + 90)))
    return subject_with_verb(view, start, end) is not None


def _only_says_when(view: View, start: int, end: int) -> bool:
    """`hoàn thành trong quý II/2019`: the time of the duty before it, no duty of its own."""
    match = _DONE.match(view.low, start, end)
    if match is None:
        return False
    stop = _STOP.search(view.flat, start, min(end, start + _SHORT))
    if stop is None and end > start + _SHORT:
        return False
    end = stop.start() if stop else end
    return len(tokens(view, match.end(), end)) <= 8 and any(c.isdigit() for c in view.flat[match.end() : end])


def duty_verb_at(toks: list[Token], at: int) -> bool:
    """A verb at `at`, or adverbs and then a verb (`kịp thời tham mưu`, `định kỳ, hằng năm … báo cáo`)."""
    for _ in range(4):
        if at >= len(toks):
            return False
        if is_verb(toks, at):
            return True
        if toks[at].low in w.SHORT_VERBS:
            return True
        count = longest(toks, at, w.ADVERBS, 3)
        if not count:
            return False
        at += count
        if at < len(toks) and toks[at].low in ("trước", "trong", "vào"):
            return True
    return False


def _verb_follows(toks: list[Token]) -> bool:
    return any(is_verb(toks, i) for i in range(1, min(len(toks), 14)))


def subject_with_verb(view: View, start: int, end: int) -> int | None:
    """Where the list of units ends that opens `[start, end)` as the subject of a verb; None where there is none."""
    units = parse_units(view, start, end)
    if not units.items:
        return None
    if view.flat[units.stop : units.stop + 1] == ":":
        return units.stop
    if _ASSIGNED.search(view.low, *units.items[-1]) and duty_behind_place(view, units.stop, end):
        return units.stop
    after, _ = view.trim(units.stop, min(end, units.stop + 90), ",")
    if view.flat[after : after + 1] in (";", "."):
        return None  # the next part begins here
    word = first_word(view, after, min(end, after + 90))
    if not word or (word not in _SUBJECT_WORDS and not view.flat[after].islower()):
        return None  # most lists end before no verb: one look at the next word is enough
    toks = tokens(view, after, min(end, after + 90))
    if (
        duty_verb_at(toks, 0)
        or longest(toks, 0, w.PREDICATES, 3)
        or _must_be_verb(view, units.stop, after, toks)
    ):
        return units.stop
    return None


def duty_behind_place(view: View, stop: int, end: int) -> bool:
    """`Các cơ quan được giao nhiệm vụ tại Phụ lục chủ động lập dự toán`: does a duty follow where the work is said to
    stand?"""
    said = _WHERE_SAID.match(view.low, stop, end)
    if said is None:
        return False
    toks = tokens(view, said.end(), min(end, said.end() + 90))
    places = takewhile(lambda i: i == 0 or not toks[i].sep, range(len(toks)))
    return any(toks[i].low not in ("có", "là") and duty_verb_at(toks, i) for i in places)


def _must_be_verb(view: View, stop: int, after: int, toks: list[Token]) -> bool:
    """A name that has ended before a small letter that is no preposition: what follows is a verb, known or not."""
    apart = view.flat[stop:after].strip()
    return not apart and view.flat[after].islower() and not is_stop(toks, 0) and toks[0].low not in _NO_VERB
