"""The grammar of units: where a list of bodies, groups or posts begins in a sentence, and where it ends.

Written for the way the genre writes: `Sở Lao động, Thương binh và Xã hội` is one name, `Sở Kế hoạch và Đầu tư, Cục
Thống kê tỉnh` are two, `các sở, ban, ngành` is one group, and `… có liên quan rà soát` ends before the verb.
"""

from __future__ import annotations

import re

from chithi.reader import words as w
from chithi.reader.result import Span
from chithi.reader.taught import taught
from chithi.reader.tokens import Token, is_body, is_stop, is_verb, longest, tokens
from chithi.reader.view import Units, View

_LOOK = 1500  # characters a list of units may run over: keeps reading linear
_STEPS = (
    160,
    400,
    _LOOK,
)  # most lists are short: read on only where one reaches the end of what was looked at
_MARGIN, _GLANCE = 60, 80
_ACRONYM = re.compile(r"[A-ZĐĂÂÊÔƠƯ]{2,}")
NONE = Units((), 0)
_AND = frozenset(("và", "hoặc", "&"))


def _head(toks: list[Token], at: int, bare: bool) -> int:
    """Where the head of a unit that begins at `at` ends; 0 where no unit begins."""
    if at >= len(toks):
        return 0
    pair = f"{toks[at].low} {toks[at + 1].low}" if at + 1 < len(toks) and not toks[at + 1].sep else ""
    det = longest(toks, at, w.DETERMINERS, 2)
    if det:
        return _head_after_determiner(toks, at + det)
    if pair in w.NOT_UNITS:
        return 0
    if pair == "tổ chức" and toks[at].capital and not is_body(toks, at, True):
        return 0
    if toks[at].capital:
        count = max(longest(toks, at, w.BODIES), longest(toks, at, w.POSTS))
        if toks[at].low == "lãnh" and not (at + 2 < len(toks) and _head(toks, at + 2, False)):
            return 0
        if count:
            return at + count
    elif longest(toks, at, w.POSTS) > 1 and pair not in ("lãnh đạo", "thành viên", "cán bộ", "công chức"):
        return at + longest(toks, at, w.POSTS)
    elif _ACRONYM.match(toks[at].low.upper()) and toks[at].low in ("ubnd", "hđnd", "mttq"):
        return at + 1
    if not bare:
        return 0
    if pair == "tổ chức" and not is_body(toks, at):
        return 0
    count = longest(toks, at, w.GROUPS)
    return at + count if count > 1 or (count and at + 1 < len(toks) and toks[at + 1].sep == ",") else 0


def _head_after_determiner(toks: list[Token], at: int) -> int:
    if at >= len(toks) or toks[at].sep:
        return 0
    pair = f"{toks[at].low} {toks[at + 1].low}" if at + 1 < len(toks) else ""
    triple = f"{pair} {toks[at + 2].low}" if at + 2 < len(toks) else ""
    if pair in w.NOT_UNITS or triple in w.NOT_UNITS:
        return 0
    count = max(longest(toks, at, s) for s in (w.BODIES, w.GROUPS, w.POSTS))
    return at + count if count else 0


def _begins(toks: list[Token], at: int, bare: bool) -> bool:
    return _head(toks, at, bare) > 0


def _goes_on_after_comma(toks: list[Token], at: int, group: bool, head: str) -> bool:
    """Is the word after a comma still the same name (`Sở Lao động, Thương binh …`, `các sở, ban, ngành`)?"""
    token = toks[at]
    place = longest(toks, at, w.PLACES, 3)
    if place and (not token.capital or token.low == "tp") and not longest(toks, at, w.DETERMINERS, 2):
        return True
    if group:
        count = longest(toks, at, w.GROUPS)
        after = toks[at + count] if count and at + count < len(toks) else None
        if count and token.low == "tổ" and not is_body(toks, at):
            return False
        if count and (
            not token.capital
            or after is None
            or after.sep
            or after.low in ("và", "liên", "có", "thuộc", "trực")
        ):
            return True
    if _begins(toks, at, not group):
        return False
    if token.capital:
        return not group and not is_verb(toks, at)
    if group:
        return _closes_list(toks, at)
    if is_verb(toks, at) or is_stop(toks, at) or head not in ("sở", "bộ", "phòng", "đài", "báo"):
        return False
    ahead = toks[at : at + 5]
    return any(t.low in _AND and not t.sep for t in ahead)


def _closes_list(toks: list[Token], at: int) -> bool:
    """`các trường đại học, cao đẳng:` – a word or two of the same group right before the list or sentence ends."""
    for i in range(at, min(len(toks), at + 3)):
        if is_verb(toks, i) or is_stop(toks, i) or (i > at and toks[i].sep):
            return i > at and toks[i].sep[:1] in tuple(":;(")
    return at + 3 >= len(toks) and len(toks) - at <= 2


def _goes_on_after_and(toks: list[Token], at: int, group: bool, head: str) -> bool:
    """The same question for the word after `và`."""
    if at >= len(toks) or toks[at].sep:
        return False
    token = toks[at]
    if not token.capital and longest(toks, at, w.PLACES, 3) and not longest(toks, at, w.DETERMINERS, 2):
        return not (token.low == "xã" and at + 1 < len(toks) and toks[at + 1].low == "hội") or head in (
            "sở",
            "bộ",
            "phòng",
        )
    if group and not token.capital and longest(toks, at, w.GROUPS):
        return not (token.low == "tổ" and not is_body(toks, at))
    if _begins(toks, at, True):
        return False
    if token.capital:
        return True
    return head in ("sở", "bộ", "phòng", "ban") and not is_verb(toks, at) and not is_stop(toks, at)


def _name_end(toks: list[Token], at: int, head_end: int) -> int:
    """The index after the last word of the unit that begins at `at`."""
    head = toks[at].low
    group = bool(longest(toks, at, w.DETERMINERS, 2)) or (
        not toks[at].capital and longest(toks, at, w.GROUPS) > 0
    )
    group = group or (longest(toks, at, w.GROUPS) > 0 and longest(toks, at, w.BODIES) == 0)
    post = longest(toks, at + longest(toks, at, w.DETERMINERS, 2), w.POSTS) > 0
    i, lower_run, charge = head_end, 0, False
    if head_end < len(toks) and not toks[head_end].sep and _takes_verb(toks, head_end):
        i += 2
    while i < len(toks):
        token = toks[i]
        if token.sep and token.sep != ",":
            break
        if post and token.low == "phụ" and i + 1 < len(toks) and toks[i + 1].low == "trách":
            charge = True  # "Phó Chủ tịch, phụ trách lĩnh vực giám sát và phản biện xã hội" is one person
        elif charge and (not token.sep or (token.capital and not _begins(toks, i, True))):
            pass
        elif token.sep == ",":
            if not _goes_on_after_comma(toks, i, group, head):
                break
            lower_run = 0
        elif token.low in _AND:
            if not _goes_on_after_and(toks, i + 1, group, head):
                break
            i += 1
        elif toks[i - 1].low == "ban" and is_verb(toks, i) and _takes_verb(toks, i):
            i += 1  # "Ủy viên Ban chấp hành"
        elif (
            group
            and i == head_end
            and token.low == "được"
            and i + 1 < len(toks)
            and toks[i + 1].low in ("giao", "phân")
        ):
            return _relative_end(toks, i)
        elif is_stop(toks, i) or (not token.capital and is_verb(toks, i) and not _closes_name(toks, i)):
            break
        if longest(toks, i, w.DETERMINERS, 2):
            group = True
        lower_run = 0 if toks[i].capital or longest(toks, i, w.TAILS) else lower_run + 1
        if lower_run > 7 and not group and not post:
            return i - lower_run + 2
        i += 1
        inner = longest(toks, i - 1, w.TAILS)
        if inner > 1:
            i += inner - 1
    return i


def _takes_verb(toks: list[Token], at: int) -> bool:
    """A verb right behind the head that belongs to the name: `Ban Quản lý`, `đoàn kiểm tra`, `cơ quan thông tin`."""
    if not is_verb(toks, at):
        return False
    pair = f"{toks[at].low} {toks[at + 1].low}" if at + 1 < len(toks) else ""
    if toks[at - 1].low in w.TAKE_VERB or (
        at > 1 and f"{toks[at - 2].low} {toks[at - 1].low}" in w.TAKE_VERB
    ):
        return (
            toks[at].capital
            or pair in w.KINDS
            or pair in w.BOARDS
            or toks[at - 1].low not in ("sở", "ban", "phòng")
        )
    return toks[at - 1].low == "quan" and pair in w.KINDS


def _relative_end(toks: list[Token], at: int) -> int:
    """`Các cơ quan được phân công chủ trì … có trách nhiệm`: an open group that only its clause tells apart."""
    for i in range(at + 1, min(len(toks), at + 16)):
        if toks[i].sep or (is_stop(toks, i) and toks[i].low != "được"):
            return i
    return at


def _closes_name(toks: list[Token], at: int) -> bool:
    """`các cơ quan báo chí truyền thông (…` – a verb without anything behind it is the last word of a name."""
    if at + 1 >= len(toks) or f"{toks[at].low} {toks[at + 1].low}" not in w.KINDS:
        return False
    return at + 2 >= len(toks) or toks[at + 2].sep[:1] in tuple("(:.")


def parse_units(view: View, start: int, end: int) -> Units:
    """The list of units that begins right at `start`; no items where none begins there."""
    known = view.units.get((start, end))
    if known is None:
        known = view.units[start, end] = taught(view, _read_units(view, start, end), start, end, parse_units)
    return known


def _read_units(view: View, start: int, end: int) -> Units:
    start, end = view.trim(start, end)
    first = tokens(view, start, min(end, start + _GLANCE))
    if not first or first[0].start != start or not _head(first, 0, True):
        return NONE  # most sentences begin with no unit: one look at their first words is enough
    for look in _STEPS:
        found = _parse(view, start, min(end, start + look), end)
        if found.stop < start + look - _MARGIN:
            break
    return found


def _parse(view: View, start: int, reach: int, end: int) -> Units:
    toks = tokens(view, start, reach)
    items: list[Span] = []
    brackets: list[tuple[int, int, int]] = []
    i, stop = 0, start
    while i < len(toks):
        head_end = _head(toks, i, True)
        if not head_end:
            break
        last = _name_end(toks, i, head_end)
        items.append((toks[i].start, toks[last - 1].end))
        stop, i = toks[last - 1].end, last
        sep = toks[i].sep if i < len(toks) else view.flat[stop:end].replace(" ", "")
        if sep[:1] == "(":
            closing = view.flat.find(")", stop, min(end, stop + _LOOK))
            if closing < 0:
                break
            opening = view.flat.index("(", stop)
            brackets.append((len(items) - 1, opening + 1, closing))
            stop = closing + 1
            while i < len(toks) and toks[i].start < stop:
                i += 1
            sep = toks[i].sep.rpartition(")")[2] if i < len(toks) else ""
        if i >= len(toks):
            break
        if sep in (",", ";") and _begins(toks, i, True):
            continue
        if sep in ("", ",") and toks[i].low in _AND and i + 1 < len(toks) and _begins(toks, i + 1, True):
            i += 1
            continue
        break
    return Units(tuple(items), stop, tuple(brackets))


def members(view: View, units: Units) -> Units:
    """A group whose bracket lists its members (`Các cơ quan báo chí (Đài …, Báo …)`) becomes those members."""
    items: list[Span] = list(units.items)
    for index, start, end in reversed(units.brackets):
        if view.low[units.items[index][0] :].startswith(("các ", "những ")):
            inner = parse_units(view, start, end)
            rest = view.flat[inner.stop : end].strip(" .…,;")
            if inner.items and (not rest or rest.lower() in ("v.v", "vv")):
                items[index : index + 1] = inner.items
    return Units(tuple(items), units.stop, units.brackets)
