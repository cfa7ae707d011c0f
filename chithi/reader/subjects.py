"""Who a block speaks to: a heading that is a unit, a subject of its own, labels (`Đơn vị chủ trì:`), partners."""

from __future__ import annotations

import re
from dataclasses import replace

from chithi.reader import words as w
from chithi.reader.clauses import duty_behind_place, duty_verb_at, subject_with_verb
from chithi.reader.people import bodies_and_people, people_behind
from chithi.reader.result import Party, Span
from chithi.reader.tokens import is_stop, is_verb, tokens
from chithi.reader.units import members, parse_units
from chithi.reader.view import Subject, Units, View, rx

# The first words of `_ASK` and `_ASSIGN`.
_TELLS = frozenset(("trân", "đề", "kính", "mời", "trong", "giao", "yêu", "phân"))
_ASK = rx(r"(?:trân trọng )?(?:đề nghị|kính đề nghị|mời) (?:đồng chí (?=thủ trưởng))?")
# Behind the issuer: "Ủy ban nhân dân tỉnh giao Giám đốc các sở …".
_ORDERS = rx(r" ?(?:giao nhiệm vụ cho|giao trách nhiệm cho|giao cho|giao|yêu cầu|phân công|đề nghị) (?=\S)")
_ASSIGN = rx(r"(?:trong đó,? )?(?:giao nhiệm vụ cho|giao trách nhiệm cho|giao cho|giao|yêu cầu|phân công) ")
# Phrases that may stand before the subject of a sentence.
_RHYTHM = (
    r"(?:(?:hằng|hàng|mỗi) (?:năm|quý|tháng|tuần)|0?6 tháng(?: đầu năm)?|0?3 tháng|(?:một |0?1 |cả )?năm|quý|tháng)"
    r"(?: ?\([^()]{0,60}\))?"
)
_BEFORE_SUBJECT = rx(
    rf"(?P<rhythm>(?:định kỳ,? {_RHYTHM}|(?:hằng|hàng) (?:năm|quý|tháng|tuần))(?:(?: ?[,;]| và) {_RHYTHM})*,? )"
    r"|(?:căn cứ|trên cơ sở|đối với|trong quá trình|quá trình|theo|sau khi|để|nhằm|khi|trong phạm vi|ngoài|thực hiện"
    r"|nhận được|hưởng ứng|chào mừng|kỷ niệm|nhân|nhân dịp|vào dịp|trong|trước|từ|đến|vào|chậm nhất|ngay sau|với"
    r"|cùng với|nếu|riêng|tùy|định kỳ (?:trước|vào|đến)) "
)
_SOURCE = rx(r"từ (?:các )?(?:nguồn|ngân sách|kinh phí)\b")
_MANY = ("các ", "những ", "mỗi ", "từng ")
_ASKED = re.compile(rf"\b(?:{w.ASKED})")
_STATE = re.compile(rf"(?:{w.STATE})\b")
_OFFICE = re.compile(r"(?:giám đốc|thủ trưởng|lãnh đạo|chủ tịch|bí thư|phó chủ tịch|người đứng đầu|trưởng) ")
_STATE_GROUP = re.compile(r"các (?:sở|ban|bộ|cơ quan|đơn vị|phòng|ngành)\b.*(?:,| và )")
_OF_PARTY = re.compile(r"(?:tỉnh ủy|thành ủy|huyện ủy|đảng ủy|mặt trận tổ quốc|mttq)$")
_PARTNERS = rx(r"phối hợp(?: chặt chẽ| kịp thời| thường xuyên| tốt| cùng)?(?: với)?:? ")
_WITH = rx(r"phối hợp(?: chặt chẽ| kịp thời| thường xuyên| tốt)?(?: cùng)? với ")
# The part stands behind the units: "các phòng phối hợp;", "Sở B (phối hợp)".
_HELP = rx(r"(?<!\x20) ?\(?(?:cùng )?phối hợp(?: thực hiện)?(?= ?(?:[;.,)]|$))")
_PART = rx(r"[;(:]|\)[,;]|chủ trì(?: thực hiện)?,?")
# A heading tells where it is said what a group was given: "Các đơn vị được giao chủ trì | tại Phụ lục".
_GIVEN = rx(r"được (?:giao|phân công)\b|\b(?:liên quan|chủ trì)$")
_OF_PLACE = rx(
    r" (?P<named>(?:được |có )?(?:nêu|tên) )?(?:tại|trong|theo|ở) (?:các )?"
    r"(?:phụ lục|kế hoạch|danh mục|biểu|bảng|mục|phần|khoản|điểm)\b[^,.;:()]{0,60}(?= ?(?:[:.]|$))"
)
_HEADING = 120  # characters of a heading that names a group
_BACK = 300  # characters in which such units are looked for


def heading_units(view: View, start: int, end: int) -> Subject | None:
    """The units that a heading names: all of `[start, end)` or all before its colon; None for other headings."""
    if (start, end) not in view.headings:
        view.headings[start, end] = _heading_units(view, start, end)
    return view.headings[start, end]


def _heading_units(view: View, start: int, end: int) -> Subject | None:
    ask = tell = None
    if _may_tell(view, start, end):
        ask = _ASK.match(view.low, start, end)
        tell = _ASSIGN.match(view.low, start, end)
    if tell and view.low.startswith(("yêu cầu", "phân công"), start) and view.flat[end - 1] in ".;":
        return None  # a sentence about what others must do
    begin = ask.end() if ask else tell.end() if tell else start
    units = parse_units(view, begin, end)
    if not units.items:
        return None
    rest_start, _ = view.trim(units.stop, end, ".;,")
    listed = _listed_group(view, begin, end, units)
    if listed:
        return Subject(listed, end, ask is not None)
    placed = _OF_PLACE.match(view.low, units.stop, end)
    told = placed and not duty_behind_place(view, units.stop, end)
    if placed and told and (placed["named"] or _GIVEN.search(view.low, *units.items[-1])):
        return Subject(members(view, units), placed.end(), ask is not None)
    if rest_start < end and view.flat[rest_start] != ":":
        whole = _whole_group(view, begin, end, units)
        return Subject(whole, end, ask is not None) if whole else None
    return Subject(members(view, units), rest_start, ask is not None)


def _may_tell(view: View, start: int, end: int) -> bool:
    """A look at the first word before any pattern: this is asked of every block and clause."""
    space = view.low.find(" ", start, min(end, start + 8))
    return space > 0 and view.low[start:space] in _TELLS


def _listed_group(view: View, start: int, end: int, units: Units) -> Units | None:
    """`Các sở: Tài chính, Xây dựng, Nội vụ`: a heading of one group whose fields stand behind its colon."""
    start, end = view.trim(start, end, ":.;,")
    colon = view.trim(units.stop, end)[0]
    if len(units.items) > 1 or end - start > _HEADING or view.flat[colon : colon + 1] != ":":
        return None
    toks = tokens(view, colon + 1, end)
    opens = [i for i, token in enumerate(toks) if i == 0 or token.sep]
    if len(opens) < 2 or not view.low.startswith(("các ", "những "), start):
        return None
    if any(is_stop(toks, i) or (is_verb(toks, i) and not toks[i].capital) for i in range(len(toks))):
        return None
    fields = all(toks[i].capital for i in opens)
    return Units(((start, end),), end) if fields and all(t.sep.strip(",:;") == "" for t in toks) else None


def _whole_group(view: View, start: int, end: int, units: Units) -> Units | None:
    """`Các trường mầm non, tiểu học, THCS`: kinds of one group to the end of a heading that holds no verb."""
    start, end = view.trim(start, end, ":.;,")
    if end - start > _HEADING or not view.low.startswith(("các ", "những "), start) or len(units.items) > 1:
        return None
    toks = tokens(view, units.stop, end)
    if any(t.sep.strip(",") for t in toks) or any(
        is_verb(toks, i) or is_stop(toks, i) for i in range(len(toks))
    ):
        return None
    return Units(((start, end),), end)


def sentence_subject(view: View, start: int, end: int) -> Subject | None:
    """The units that a sentence tells to do something; None where it has no unit as its subject."""
    if _may_tell(view, start, end):
        ask = _ASK.match(view.low, start, end)
        if ask:
            return _subject_at(view, ask.end(), end, True, True)
        tell = _ASSIGN.match(view.low, start, end)
        if tell:
            return _subject_at(view, tell.end(), end, False, True)
    units = parse_units(view, start, end)
    order = _ORDERS.match(view.low, units.stop, end) if len(units.items) == 1 else None
    if order:
        given = order.group().strip().startswith(("giao", "phân công"))
        found = _subject_at(view, order.end(), end, "đề nghị" in order.group(), not given)
        if found:
            return found
    if units.items and subject_with_verb(view, start, end) is not None:
        return Subject(members(view, units), units.stop, False)
    return _subject_with_people(view, units, end) or _subject_behind_opening(view, start, end)


def _subject_with_people(view: View, units: Units, end: int) -> Subject | None:
    """`Đoàn Thanh niên xã, đoàn viên thanh niên hướng dẫn …`: people lead where a body leads with them."""
    people = people_behind(view, units.stop, end) if units.items else ()
    if not people or not duty_verb_at(tokens(view, people[-1][1], min(people[-1][1] + 90, end)), 0):
        return None
    named = members(view, units)
    return Subject(replace(named, items=(*named.items, *people)), people[-1][1], False)


def _subject_at(view: View, start: int, end: int, asked: bool, ordered: bool) -> Subject | None:
    units = parse_units(view, start, end)
    if not units.items:
        return None
    if ordered or subject_with_verb(view, start, end) is not None:
        return Subject(members(view, units), units.stop, asked)
    return None


def _subject_behind_opening(view: View, start: int, end: int) -> Subject | None:
    """`Hằng năm, các bộ … báo cáo`, `Căn cứ nội dung Kế hoạch, các sở … xây dựng`."""
    opening = _BEFORE_SUBJECT.match(view.low, start, end)
    if opening is None:
        return None
    ends = [at for at in (view.flat.find(sign, start, end) for sign in (". ", "; ")) if at >= 0]
    stop = min(ends, default=end)
    rhythm = opening["rhythm"] is not None
    trouble = "quá trình" in opening.group()
    money = _SOURCE.match(view.low, start, end)
    at = opening.end() if rhythm else _after_comma(view, opening.end(), stop, trouble)
    for _ in range(6):
        if at is None or duty_verb_at(tokens(view, at, min(at + 40, end)), 0):
            return None  # what follows the opening is what to do, not who
        # A bare "cơ quan, đơn vị" behind an opening is its object, not the subject of what follows.
        listed = money and view.low.startswith("quỹ ", at)  # where money comes from too
        if not listed and (view.flat[at].isupper() or view.low.startswith(_MANY, at)):
            found = _subject_at(view, at, end, False, False)
            if found:
                return found
        at = _after_comma(view, at, stop, trouble)
    return None


def _after_comma(view: View, at: int, stop: int, trouble: bool = False) -> int | None:
    """The next place where a subject may begin; "nếu có khó khăn, vướng mắc các cơ quan …" has no comma."""
    comma = view.flat.find(", ", at, stop)
    places = [view.trim(comma + 1, stop)[0]] if comma >= 0 else []
    group = view.low.find(" các ", at, stop) if trouble else -1
    if group >= 0:
        places.append(view.trim(group, stop)[0])
    return min(places, default=None)


def parties(view: View, units: Units, asked: bool) -> tuple[Party, ...]:
    """Units as leads, told or requested: by the words, or by the kind of unit (CONTRACT, "told or requested")."""
    found = []
    for start, end in units.items:
        mode = "requested" if asked or is_asked(view.low[start:end]) else "told"
        found.append(Party(view.text[start:end], (start, end), mode))
    return tuple(found)


def is_asked(name: str) -> bool:
    """Party, Front, mass organisations and firms are requested; a group that begins with State bodies is told."""
    name = _OFFICE.sub("", " ".join(name.split()), count=1)
    if _STATE_GROUP.match(name):
        return False
    if _STATE.match(name.removeprefix("các ")):
        return bool(_OF_PARTY.search(name))
    return bool(_ASKED.search(name))


def same_key(name: str) -> str:
    """`các đơn vị có liên quan` and `các đơn vị liên quan` are one open group."""
    return " ".join(name.lower().replace("có liên quan", "liên quan").split())


def partners(view: View, start: int, end: int, leads: tuple[Span, ...] = ()) -> list[Party]:
    """The units named behind `phối hợp với` in `[start, end)`, once each."""
    found: dict[str, Party] = {}
    if view.low.find("phối", start, end) < 0:
        return []
    for match in _PARTNERS.finditer(view.low, start, end):
        begin = match.end()
        if view.low[begin : begin + 5] in ("giữa ", "trong "):
            continue
        named = match.group().rstrip(" :").endswith("với")
        who = bodies_and_people(view, begin, end) if named else parse_units(view, begin, end).items
        for left, right in who:
            if (left, right) in leads:
                continue
            found.setdefault(same_key(view.low[left:right]), Party(view.text[left:right], (left, right)))
    for left, right in _said_before(view, start, end):
        if (left, right) not in leads:
            found.setdefault(same_key(view.low[left:right]), Party(view.text[left:right], (left, right)))
    return list(found.values())


def helps(view: View, stop: int, end: int) -> bool:
    """Is cooperating all that the units do which end at `stop`: `…; Sở B, Sở C phối hợp thực hiện`?"""
    return _HELP.match(view.low, stop, end) is not None


def _said_before(view: View, start: int, end: int) -> list[Span]:
    """The units before their part: `Sở A chủ trì, Sở B, Sở C phối hợp`, `Sở B (phối hợp)`."""
    found: list[Span] = []
    for match in _HELP.finditer(view.low, start, end):
        left: int | None = _part_start(view, max(start, match.start() - _BACK), match.start())
        for _ in range(8):
            if left is None:
                break
            units = parse_units(view, left, match.start())
            if units.items and view.trim(units.stop, match.start(), "(")[0] >= match.start():
                found.extend(units.items)
                break
            left = _after_comma(view, left, match.start())
    return found


def _part_start(view: View, start: int, end: int) -> int:
    """Where the part of a sentence begins that ends at `end`: behind `chủ trì`, `;`, a bracket."""
    last = start
    for match in _PART.finditer(view.low, start, end):
        if view.trim(match.end(), end, ",(")[0] < end:
            last = match.end()
    return view.trim(last, end, ",;")[0]
