"""People who work with bodies and are none: families, experts, members of the Youth Union."""

from __future__ import annotations

from chithi.reader.result import Span
from chithi.reader.units import parse_units
from chithi.reader.view import View, rx

_WHO = (
    r"(?P<who>(?:các |những |đội ngũ )?(?:bậc )?(?:gia đình|cha mẹ|phụ huynh|người sử dụng lao động|chuyên gia"
    r"|nhà khoa học|nhà tài trợ|nhà hảo tâm|nghệ nhân|luật sư|tình nguyện viên|cộng tác viên|tuyên truyền viên"
    r"|đoàn viên(?: thanh niên| công đoàn)?|hội viên(?: phụ nữ| nông dân)?)(?: (?:học sinh|trẻ em|trẻ))?)\b"
)
_PERSON = rx(_WHO)
_JOINED = rx(r"(?: ?(?P<sign>[,;])| và) ")
_ENDS = rx(r" ?(?:[,;.)]|$)")
_MOST = 8


def people_behind(view: View, at: int, end: int) -> tuple[Span, ...]:
    """The people who go on a list that ends at `at`: `Vụ Giáo dục Tiểu học | , các chuyên gia`."""
    found: list[Span] = []
    for _ in range(_MOST):
        person = _next(view, at, end)
        if person is None:
            break
        found.append(person)
        at = person[1]
    return tuple(found)


def bodies_and_people(view: View, start: int, end: int) -> tuple[Span, ...]:
    """The list that begins at `start`, with the people before, between and behind its bodies."""
    first = _PERSON.match(view.low, start, end)
    found: list[Span] = [first.span("who")] if first else []
    at = found[0][1] if found else start
    for _ in range(_MOST):
        people = people_behind(view, at, end) if found else ()
        found.extend(people)
        at = people[-1][1] if people else at
        joined = _JOINED.match(view.low, at, end) if found else None
        if found and joined is None:
            break
        units = parse_units(view, joined.end() if joined else at, end)
        if not units.items:
            break
        found.extend(units.items)
        at = units.stop
    return tuple(found)


def _next(view: View, at: int, end: int) -> Span | None:
    """The people behind the sign at `at`; behind `;` only where they are all of that part."""
    joined = _JOINED.match(view.low, at, end)
    person = _PERSON.match(view.low, joined.end(), end) if joined else None
    if joined is None or person is None:
        return None
    alone = joined["sign"] != ";" or _ENDS.match(view.low, person.end(), end)
    return person.span("who") if alone else None
