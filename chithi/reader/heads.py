"""Where the head of a unit's name begins: a body, a group behind its determiner, a post, a person."""

from __future__ import annotations

import re

from chithi.reader import words as w
from chithi.reader.tokens import Token, is_body, is_verb, longest

_ACRONYM = re.compile(r"[A-ZĐĂÂÊÔƠƯ]{2,}")
# No unit begins with another word.
HEADS = (
    w.DETERMINERS.first | w.BODIES.first | w.POSTS.first | w.GROUPS.first | w.DOERS.first | w.OFFICERS.first
) | {"mttq", "ubnd", "hđnd"}


def head_of(toks: list[Token], at: int, bare: bool) -> int:
    """Where the head of a unit that begins at `at` ends; 0 where no unit begins."""
    if at >= len(toks):
        return 0
    pair = f"{toks[at].low} {toks[at + 1].low}" if at + 1 < len(toks) and not toks[at + 1].sep else ""
    det = longest(toks, at, w.DETERMINERS, 2)
    if det:
        return _head_after_determiner(toks, at + det)
    if pair in w.NOT_UNITS or longest(toks, at, w.NOT_UNITS) > 2:
        return 0
    if toks[at].low == "phòng" and at + 1 < len(toks) and toks[at + 1].low in ("chống", "ngừa", "trừ"):
        return 0  # "Phòng, chống tham nhũng"
    if pair == "tổ chức" and toks[at].capital and not is_body(toks, at, True):
        return 0
    if pair in ("thanh tra", "kiểm toán") and _verb_goes_on(toks, at + 2):
        return 0
    if toks[at].capital:
        count = max(longest(toks, at, w.BODIES), longest(toks, at, w.POSTS))
        if toks[at].low == "lãnh" and not (at + 2 < len(toks) and head_of(toks, at + 2, False)):
            return 0
        if count:
            return at + count
        count = longest(toks, at, w.DOERS, 5)
        if count and place_at(toks, at + count):
            return at + count
    elif toks[at].low == "đ/c" or (toks[at].low in ("ông", "bà") and _named(toks, at + 1)):
        return at + 1
    elif longest(toks, at, w.POSTS) > 1 and pair not in ("lãnh đạo", "thành viên", "cán bộ", "công chức"):
        return at + longest(toks, at, w.POSTS)
    elif _ACRONYM.match(toks[at].low.upper()) and toks[at].low in ("ubnd", "hđnd", "mttq"):
        return at + 1
    elif small := small_head(toks, at):
        return at + small
    if not bare or _is_role(toks, at):
        return 0
    if pair == "tổ chức" and not is_body(toks, at):
        return 0
    count = longest(toks, at, w.GROUPS)
    return at + count if count > 1 or (count and at + 1 < len(toks) and toks[at + 1].sep == ",") else 0


def _verb_goes_on(toks: list[Token], at: int) -> bool:
    """`Thanh tra, kiểm tra việc …`, `Thanh tra và xử lý …`: the first of two verbs, no body."""
    if at >= len(toks):
        return False
    joined = toks[at].low in ("và", "hoặc") and not toks[at].sep
    verb = at + joined
    return (joined or toks[at].sep == ",") and is_verb(toks, verb) and not toks[verb].capital


def _is_hamlet(toks: list[Token], at: int) -> bool:
    """`các bản, tổ dân phố`, `các bản vùng cao`, `các bản tổ chức họp`: places, where `các bản cam kết` are papers."""
    after = at + 1
    if after >= len(toks) or toks[after].sep[:1] in (",", ";", ":", ")", "("):
        return True
    if toks[after].sep:
        return False
    if toks[after].low in ("và", "hoặc"):
        return longest(toks, after + 1, w.PLACES, 3) > 0
    if toks[after].low in ("vùng", "trên", "trực", "thuộc"):
        return True
    return is_verb(toks, after) and not longest(toks, after, w.PAPERS)


def small_head(toks: list[Token], at: int) -> int:
    """How many words of a head written small stand before its field in capitals: `ngành Y tế`, `công chức Tư pháp`;
    `công an xã`, `công chức tại Trung tâm …` too."""
    whole = longest(toks, at, w.SMALL_BODIES, 5)
    if whole:
        return whole
    count = longest(toks, at, w.SMALL_HEADS) or longest(toks, at, w.OFFICERS)
    after = at + count
    if not count or after >= len(toks) or toks[after].sep:
        return 0
    if toks[at].low == "công" and toks[after - 1].low == "an" and place_at(toks, after):
        return count
    if longest(toks, at, w.OFFICERS):
        field = toks[after].capital and not longest(toks, after, w.BODIES)
        return count if field or (toks[after].low == "tại" and head_of(toks, after + 1, False)) else 0
    small_field = toks[at].low in ("sở", "phòng") and longest(toks, after, w.FIELDS, 8)
    return count if small_field or (toks[after].capital and not head_of(toks, after, False)) else 0


def _is_role(toks: list[Token], at: int) -> bool:
    """`Cơ quan chủ trì`, `Đơn vị phối hợp`: what a label asks for, no unit."""
    if at + 3 >= len(toks) or toks[at].low not in ("cơ", "đơn") or toks[at + 2].sep:
        return False
    return f"{toks[at + 2].low} {toks[at + 3].low}" in ("chủ trì", "phối hợp", "thực hiện", "đầu mối") or (
        toks[at + 2].low == "trình"
    )


def _head_after_determiner(toks: list[Token], at: int) -> int:
    if at >= len(toks) or toks[at].sep:
        return 0
    pair = f"{toks[at].low} {toks[at + 1].low}" if at + 1 < len(toks) and not toks[at + 1].sep else ""
    triple = f"{pair} {toks[at + 2].low}" if at + 2 < len(toks) else ""
    if triple in w.NOT_UNITS or (pair in w.NOT_UNITS and longest(toks, at, w.GROUPS) < 2):
        return 0
    count = max(longest(toks, at, s) for s in (w.BODIES, w.GROUPS, w.POSTS))
    named = toks[at].low != "cấp" and (toks[at].low != "bản" or _is_hamlet(toks, at))
    if not count and named:  # "các ấp", not "các bản cam kết"
        count = longest(toks, at, w.PLACES, 3)
    return at + count if count else 0


def _named(toks: list[Token], at: int) -> int:
    """How many words of a person's name begin here: two to five in capitals, none of them a body's or an office."""
    count = 0
    while at + count < len(toks) and toks[at + count].capital and not (count and toks[at + count].sep):
        count += 1
    return count if 2 <= count <= 5 and not is_verb(toks, at) else 0


def next_person(toks: list[Token], at: int) -> int:
    """How many words name another person behind one that was called `đồng chí`: `…; Trần Thị Bình`."""
    if longest(toks, at, w.BODIES) or longest(toks, at, w.POSTS) or longest(toks, at, w.GROUPS):
        return 0
    return _named(toks, at)


def is_person(toks: list[Token], at: int, head_end: int) -> bool:
    """`Đồng chí Nguyễn Văn A`, `Các đồng chí Trần Văn B`: a person by name, whose office may follow."""
    head = at + longest(toks, at, w.DETERMINERS, 2)
    if head >= len(toks) or head_end >= len(toks) or toks[head].low not in ("đồng", "đ/c", "ông", "bà"):
        return False
    named = toks[head_end].capital and not toks[head_end].sep
    return named and not is_office(toks, head_end) and not longest(toks, head_end, w.BODIES)


def is_office(toks: list[Token], at: int) -> bool:
    """`Phó Chủ tịch UBND tỉnh`, `Giám đốc Sở Y tế`: what somebody is, and no other person."""
    return longest(toks, at, w.POSTS) > 0 and toks[at].low not in ("đồng", "đ/c", "ông", "bà")


def begins(toks: list[Token], at: int, bare: bool) -> bool:
    return head_of(toks, at, bare) > 0


def place_at(toks: list[Token], i: int) -> int:
    """How many words from `i` on say whose a body is; `xã hội` and `tỉnh ủy` are no places."""
    count = longest(toks, i, w.PLACES, 3)
    if not count or toks[i].low == "cấp" or longest(toks, i, w.BODIES) > 1:
        return 0
    return 0 if i + 1 < len(toks) and f"{toks[i].low} {toks[i + 1].low}" == "xã hội" else count
