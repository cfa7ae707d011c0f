"""Where the name of one unit begins and where it ends, in the words of a sentence.

A name is a head (`Sở`, `các cơ quan`, `Trưởng`), what it is for, and whose it is (`tỉnh`, `các xã`): behind that
nothing but a wider place or an open tail (`có liên quan`, `thuộc …`) belongs to it.
"""

from __future__ import annotations

from dataclasses import dataclass

from chithi.reader import words as w
from chithi.reader.heads import begins, head_of, place_at, small_head
from chithi.reader.tokens import Token, is_body, is_stop, is_verb, longest

_CELL = 8  # words of a cell or label line that says who was given the work
_LEVELS = frozenset(("cơ", "trung", "ủy", "trên", "dưới", "cao", "mình"))
AND = frozenset(("và", "hoặc", "&"))


def _goes_on_after_comma(toks: list[Token], at: int, group: bool, head: str) -> bool:
    """Is the word after a comma still the same name (`Sở Lao động, Thương binh …`, `các sở, ban, ngành`)?"""
    token = toks[at]
    place = longest(toks, at, w.PLACES, 3)
    if place and (not token.capital or token.low == "tp") and not longest(toks, at, w.DETERMINERS, 2):
        return True
    if f"{toks[at - 1].low} {token.low}" in w.JOINED_BY_COMMA:
        return True  # "Ban Chỉ huy Phòng, chống thiên tai", "Hội đồng Phối hợp phổ biến, giáo dục pháp luật"
    if toks[at - 1].low == "thuộc" and token.low == "trực":
        return True  # "các đơn vị thuộc, trực thuộc Bộ"
    if head in ("báo", "đài") and token.low in ("truyền", "phát"):
        return True
    if group and longest(toks, at, w.SCHOOLS):
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
    if begins(toks, at, not group):
        return False
    if token.capital:
        return not group and (not is_verb(toks, at) or _is_field(toks, at, head))
    if group:
        return _closes_list(toks, at)
    if is_verb(toks, at) or is_stop(toks, at) or head not in w.FIELDS_BY_COMMA:
        return False
    ahead = toks[at : at + 5]
    return any(t.low in AND and not t.sep for t in ahead)


def _is_field(toks: list[Token], at: int, head: str) -> bool:
    """`Trung tâm Văn hóa, Thông tin, Thể thao phường`: a field in capitals, although the word is a verb too."""
    pair = f"{toks[at].low} {toks[at + 1].low}" if at + 1 < len(toks) and not toks[at + 1].sep else ""
    return head in w.FIELDS_BY_COMMA and pair in w.KINDS


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
    if group and longest(toks, at, w.SCHOOLS):
        return True
    if group and not token.capital and longest(toks, at, w.GROUPS):
        return not (token.low == "tổ" and not is_body(toks, at))
    if begins(toks, at, True) or (head in ("sở", "bộ") and longest(toks, at, w.DETERMINERS, 2)):
        return False
    if token.capital:
        return True
    return (head in w.FIELDS_BY_COMMA or head == "ban") and not is_verb(toks, at) and not is_stop(toks, at)


@dataclass(slots=True)
class _Name:
    """What is known of a name while its words are read; `size` and `lower` count syllables of its last part."""

    head: str
    group: bool
    post: bool
    strict: bool  # a department or ministry: its fields have two syllables each
    placed: bool  # its place has been said (`tỉnh`, `các xã`)
    charge: bool = False
    size: int = 0
    lower: int = 0
    firm: bool = False  # of a form in law: what it does belongs to its name
    brand: bool = False  # known by a mark: no small letters but a place
    board: bool = False  # of several bodies: what it is about belongs to its name

    def next_part(self) -> None:
        self.placed, self.size, self.lower = False, 0, 0


def name_end(toks: list[Token], at: int, head_end: int) -> int:
    """The index after the last word of the unit that begins at `at`."""
    name = _opened(toks, at, head_end)
    i = head_end
    if i < len(toks) and not toks[i].sep and _takes_verb(toks, i):
        i += 2
    if (
        name.post
        and i < len(toks)
        and toks[i].low == "tại"
        and not toks[i].capital
        and head_of(toks, i + 1, False)
    ):
        i += 1  # "công chức tại Trung tâm Phục vụ hành chính công"
    while i < len(toks):
        tells = name.group and not toks[i].sep and (i == head_end or not (name.placed or name.post))
        if tells and _is_relative(toks, i):
            return _relative_end(toks, i)
        step = _step(toks, i, name)
        if not step:
            return i
        i += step
        if name.lower > 7 and not name.group and not name.post:
            return i - name.lower + 1
    return min(i, len(toks))


def _opened(toks: list[Token], at: int, head_end: int) -> _Name:
    det = longest(toks, at, w.DETERMINERS, 2)
    groups, bodies = longest(toks, at, w.GROUPS), longest(toks, at, w.BODIES)
    plural = not toks[at].capital and groups > 0 and not small_head(toks, at)
    group = bool(det) or plural or (groups > 0 and bodies == 0)
    post = longest(toks, at + det, w.POSTS) > 0
    after = toks[head_end] if head_end < len(toks) else None
    strict = toks[at].low in ("sở", "bộ") and toks[at].capital and not group
    strict = strict and after is not None and after.capital and after.low not in ("chỉ", "tư")
    placed = place_at(toks, at + det) == head_end - at - det
    firm = toks[head_end - 1].low == "ty" and longest(toks, head_end, w.FIRMS, 4) > 0
    return _Name(
        toks[at].low,
        group,
        post,
        strict,
        placed,
        firm=firm,
        board=longest(toks, at, w.JOINT_BOARDS) > 0,
        brand=toks[head_end - 1].low in w.BRANDS,
    )


def _step(toks: list[Token], i: int, name: _Name) -> int:
    """How many words from `i` on belong to the name; 0 where it has ended."""
    token = toks[i]
    if token.low == "bà" and token.sep == "(" and toks[i - 1].low == "ông":
        return 1  # "Các ông (bà) Trưởng thôn"
    if token.sep and token.sep != "," and not (token.sep == ")" and toks[i - 1].sep == "("):
        return 0
    if name.post and token.low == "phụ" and i + 1 < len(toks) and toks[i + 1].low == "trách":
        if i + 2 >= len(toks) or toks[i + 2].sep[:1] in (";", ")", "."):
            return 0  # "(đồng chí Trưởng phòng phụ trách; …)": the part, nothing of the name
        name.charge = True  # "Phó Chủ tịch, phụ trách lĩnh vực giám sát và phản biện xã hội" is one person
        return 1
    if name.charge and (not token.sep or (token.capital and not begins(toks, i, True))):
        return 1
    short = _short_place(toks, i)
    if short:
        name.placed = True  # "UBND các huyện, thành, thị"
        return short
    if token.sep == ",":
        if not _goes_on_after_comma(toks, i, name.group, name.head):
            return 0
        name.next_part()
        return _taken(toks, i, name)
    if token.low in AND:
        inside = max(longest(toks, i, w.IN_NAMES, 7), longest(toks, i - 1, w.IN_NAMES, 7) - 1)
        if inside > 1:
            return inside
        if not _goes_on_after_and(toks, i + 1, name.group, name.head) and not _joint_office(toks, i, name):
            return 0
        name.next_part()
        return 1 + _taken(toks, i + 1, name)
    if not token.low[0].isalnum():  # a dash between two fields
        name.next_part()
        return 1
    return _word(toks, i, name)


def _word(toks: list[Token], i: int, name: _Name) -> int:
    """A word without a sign before it: a verb, a stop or what cannot follow a place ends the name."""
    if toks[i - 1].low == "ban" and is_verb(toks, i) and _takes_verb(toks, i):
        return 2  # "Ủy viên Ban chấp hành"
    inside = longest(toks, i - 1, w.IN_NAMES, 7)
    if inside > 1 and not name.placed and not (toks[i].low == "làm" and toks[i - 2].low == "giúp"):
        return inside - 1
    more = (_helps(toks, i) if name.group else 0) or _small_field(toks, i, name) or _topic(toks, i, name)
    if more:
        return more
    if name.firm and (toks[i].capital or _firm_goes_on(toks, i)):
        return 1 if toks[i].capital else 2
    if is_stop(toks, i) or _grants(toks, i):
        return 0
    if toks[i].capital:
        return _taken(toks, i, name)
    if name.brand and not _may_follow(toks, i, True):
        return 0
    into_place = longest(toks, i + 1, w.PLACES, 3) > 1  # "Truyền hình thành phố" holds no "hình thành"
    if is_verb(toks, i) and not into_place and not _closes_name(toks, i):
        return 0
    if (name.placed or (name.strict and name.size >= 2)) and not _may_follow(toks, i, name.placed):
        return 0
    return _taken(toks, i, name)


def _short_place(toks: list[Token], i: int) -> int:
    """`các huyện, thành, thị`, `huyện, thị và thành phố`, `các huyện, thị, thành ủy`: how many words from `i` on are
    such a short form (of `thành phố`, `thị xã`) in a list of places."""
    both = toks[i].low in AND and not toks[i].sep
    at = i + both
    if at >= len(toks) or toks[at].low not in ("thành", "thị") or toks[at].capital:
        return 0
    listed = both or toks[at].sep == ","
    if not listed or toks[i - 1].low not in w.BEFORE_SHORT:
        return 0
    after = toks[at + 1] if at + 1 < len(toks) and not toks[at + 1].sep else None
    if after is not None and after.low in ("ủy", "đoàn", "hội"):
        return at + 2 - i  # "các huyện, thị, thành ủy"
    whole = after is not None and f"{toks[at].low} {after.low}" in w.LONGER
    return 0 if whole or (is_verb(toks, at) and not _verb_next(toks, at)) else at + 1 - i


def _verb_next(toks: list[Token], at: int) -> bool:
    """Does a verb begin right behind this word: `… thành, thị | thành lập`?"""
    return at + 1 < len(toks) and is_verb(toks, at + 1)


def _small_field(toks: list[Token], i: int, name: _Name) -> int:
    """`các sở giáo dục và đào tạo`: how many words are a department's field in small letters."""
    if toks[i].capital or toks[i - 1].low not in ("sở", "phòng"):
        return 0
    count = longest(toks, i, w.FIELDS, 8)
    name.placed = name.placed or count > 0
    return count


def _topic(toks: list[Token], i: int, name: _Name) -> int:
    """`Ban Chỉ đạo Trung ương về phòng, chống thiên tai`: `về` and what such a board is about."""
    if toks[i].low != "về" or not name.board or name.group or i + 1 >= len(toks):
        return 0
    count = longest(toks, i + 1, w.TOPICS, 6)
    alone = toks[i + count].low == "phòng" and not (i + 2 < len(toks) and toks[i + count + 1].low == "chống")
    if not count or alone:
        return 0
    name.placed = toks[i + count].low != "phòng"
    return 1 + count


def _firm_goes_on(toks: list[Token], i: int) -> bool:
    """`Công ty TNHH Quản lý khai thác công trình`: right behind a verb in capitals a trade belongs to the name."""
    trade = longest(toks, i, w.TRADES)
    return trade == 2 and toks[i - 2].capital and not toks[i - 1].sep and is_verb(toks, i - 2)


def _helps(toks: list[Token], i: int) -> int:
    """`các cơ quan tham mưu, giúp việc Tỉnh ủy`: how many words say what such a body is; 0 where a duty begins."""
    words = [token.low for token in toks[i : i + 5]]
    if words[:2] != ["tham", "mưu"]:
        return 0
    if words[2:4] == ["giúp", "việc"]:
        return 4
    return 5 if words[2:] == ["và", "giúp", "việc"] else 0


def _grants(toks: list[Token], i: int) -> bool:
    """`cấp định danh`, `cấp giấy`: the verb, where no level (`cấp xã`, `cấp trên`) follows."""
    after = toks[i + 1] if i + 1 < len(toks) else None
    if toks[i].low != "cấp" or after is None or after.sep or toks[i - 1].low in w.DETERMINERS:
        return False
    return not longest(toks, i + 1, w.PLACES) and after.low not in _LEVELS


def _may_follow(toks: list[Token], i: int, placed: bool) -> bool:
    """A wider place, an open tail or a group behind a name that is complete."""
    if longest(toks, i, w.TAILS) or longest(toks, i, w.DETERMINERS, 2) or place_at(toks, i):
        return True
    return placed and toks[i].low in w.WIDER


def _taken(toks: list[Token], i: int, name: _Name) -> int:
    """Take the word at `i` with those it cannot be parted from."""
    if i >= len(toks):
        return 0
    place = place_at(toks, i)
    if place:
        name.placed = True
        return place
    det = longest(toks, i, w.DETERMINERS, 2)
    if det:
        name.group, name.strict = True, False
        return det
    if name.group and longest(toks, i, w.GROUPS) > 2:
        return longest(toks, i, w.GROUPS)
    if name.group and longest(toks, i, w.SCHOOLS) > 1:
        return longest(toks, i, w.SCHOOLS)
    if name.strict and longest(toks, i, w.LONG_FIELDS):
        name.size = 4
        return longest(toks, i, w.LONG_FIELDS)
    whole = longest(toks, i, w.COMPLETE, 4)
    if whole and not name.group:
        name.placed = True
        return whole
    tail = longest(toks, i, w.TAILS)
    name.size = 1 if toks[i].capital and name.size > 1 else name.size + 1
    name.lower = 0 if toks[i].capital or tail else name.lower + 1
    return max(tail, 1)


def _joint_office(toks: list[Token], i: int, name: _Name) -> bool:
    """`Văn phòng HĐND và UBND xã` is one office, `Văn phòng UBND tỉnh và UBND các xã` are two bodies."""
    if name.head not in ("văn", "vp") or name.placed or i + 1 >= len(toks):
        return False
    return toks[i - 1].low in ("hđnd", "dân", "hội", "đbqh") and toks[i + 1].low in (
        "hđnd",
        "ubnd",
        "ủy",
        "hội",
    )


def _takes_verb(toks: list[Token], at: int) -> bool:
    """A verb right behind the head that belongs to the name: `Ban Quản lý`, `đoàn kiểm tra`, `cơ quan thông tin`."""
    if not is_verb(toks, at):
        return False
    pair = f"{toks[at].low} {toks[at + 1].low}" if at + 1 < len(toks) else ""
    two = f"{toks[at - 2].low} {toks[at - 1].low}" if at > 1 else ""
    if (two.endswith(" đoàn") and two in w.BODIES and two != "trung đoàn") or two == "lạc bộ":
        return False  # "Tỉnh đoàn tuyên truyền", "Câu lạc bộ vận động"
    if toks[at - 1].low in w.TAKE_VERB or two in w.TAKE_VERB:
        return toks[at].capital or pair in w.KINDS or pair in w.BOARDS or (
            toks[at - 1].low not in ("sở", "ban", "phòng") and pair in w.PURPOSES
        )  # fmt: skip
    return toks[at - 1].low == "quan" and pair in w.KINDS


def _is_relative(toks: list[Token], i: int) -> bool:
    return toks[i].low == "được" and i + 1 < len(toks) and toks[i + 1].low in ("giao", "phân")


def _relative_end(toks: list[Token], at: int) -> int:
    """`Các cơ quan được phân công chủ trì … có trách nhiệm`: an open group that only its clause tells apart; behind
    `được giao nhiệm vụ` another verb than one of such work is the duty."""
    work = at + 2 + (toks[at + 1].low == "phân")
    given = longest(toks, work, w.GIVEN)
    duty = given and is_verb(toks, work + given) and not longest(toks, work + given, w.GIVEN_WORK)
    for i in range(at + 1, min(len(toks), at + 16)):
        if toks[i].sep or (is_stop(toks, i) and toks[i].low != "được"):
            return work + given if duty and toks[i].low not in w.SHOWS_DUTY else i
    if duty:
        return work + given
    # "Cơ quan được giao soạn thảo" is all that a cell says.
    return len(toks) if len(toks) - at <= _CELL else at


def _closes_name(toks: list[Token], at: int) -> bool:
    """`các cơ quan báo chí truyền thông (…` – a verb without anything behind it is the last word of a name."""
    if at + 1 >= len(toks) or f"{toks[at].low} {toks[at + 1].low}" not in w.KINDS:
        return False
    return at + 2 >= len(toks) or toks[at + 2].sep[:1] in tuple("(:.")
