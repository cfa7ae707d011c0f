"""Documents cited by number, with their kind and day; slips of the pen fold to the right number."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from chithi.reader.dates import date_at
from chithi.reader.result import Citation, Span
from chithi.reader.view import View, rx

# 21-CT/TW, 11-NQ/TW, 28/NQ-CP, 30/2020/NĐ-CP, 197/2025/QH15, 3563/KH-UBND, 02/TTr-CAT-ANCTNB, 4216/UBND-NC.
# Letters may be parted from the sign by a line break or a space ("27/NQ- TW").
_PART = r"[A-ZĐ][A-Za-zĐđƯư]{0,11}\d{0,4}"
_NUMBER = re.compile(
    rf"(?<![\w/])(?P<n>\d{{1,5}}[a-z]?)\s?(?:/\s?(?P<y>(?:19|20)\d\d)\s?)?(?P<s>[/\-])\s?"
    rf"(?P<tail>{_PART}(?:(?:\s?[\-/]\s?|&)(?:{_PART}|\d{{1,2}}(?=-))){{0,4}})(?![a-zà-ỹđ]*[à-ỹ])"
)
_KINDS = (
    "chỉ thị|nghị quyết|nghị định|quyết định|kế hoạch|thông tư liên tịch|thông tư|kết luận|quy định|công văn|công điện|"
    "chương trình|hướng dẫn|luật|pháp lệnh|tờ trình|thông báo|báo cáo|đề án|quy chế|thông tri|văn bản|bộ luật"
)
_KIND_BEFORE = rx(rf"({_KINDS})(?: hành động| phối hợp)?(?: số)?:? ?$")
_CODE_KIND = {"CT": "chỉ thị", "NQ": "nghị quyết", "NĐ": "nghị định", "QĐ": "quyết định", "KH": "kế hoạch",
              "TT": "thông tư", "TTLT": "thông tư liên tịch", "KL": "kết luận", "CV": "công văn", "CĐ": "công điện",
              "CTr": "chương trình", "HD": "hướng dẫn", "QH": "luật", "PL": "pháp lệnh", "TTr": "tờ trình",
              "TB": "thông báo", "BC": "báo cáo", "ĐA": "đề án", "NQLT": "nghị quyết liên tịch"}  # fmt: skip
_PARTY = re.compile(r"(?:TW|TU|TƯ|ĐU|HU|ThU|BTGTW|BTCTW)$")
_OWN_PARTS = {"TTG": "TTg", "TTR": "TTr", "CTR": "CTr"}
_UPPER_PARTS = re.compile(r"[A-ZĐƯ]")


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a number stands. `slip` is True where its form is none that is ever used."""

    number: str
    kind: str | None
    date: str | None
    span: Span
    slip: bool


def mentions(view: View, start: int, end: int) -> list[Mention]:
    """Every number of a document in `[start, end)`, in order."""
    found: list[Mention] = []
    for match in _NUMBER.finditer(view.flat, start, end):
        tail = re.sub(r"\s", "", match["tail"])
        parts = [_OWN_PARTS.get(p, p) for p in re.split(r"([\-/&])", tail)]
        tail = "".join(parts)
        letters = [p for p in parts if _UPPER_PARTS.match(p)]
        if not letters or len(letters[0]) < 2 or sum(c.isupper() for c in tail) < 2:
            continue
        if letters[0][1:].islower() and letters[0] not in ("CTr", "TTr"):
            continue
        year = f"/{match['y']}" if match["y"] else ""
        number = f"{match['n']}{year}{match['s']}{tail}"
        before = _KIND_BEFORE.search(view.low, max(start, match.start() - 40), match.start())
        kind = " ".join(before[1].split()) if before else None
        if kind is None and not _worth(match, letters):
            continue
        date = _date_after(view, match.end(), end)
        found.append(
            Mention(number, kind, date, match.span(), not _well_formed(match["s"], letters, bool(year), tail))
        )
    return found


def _worth(match: re.Match[str], letters: list[str]) -> bool:
    """`24/KH-UBND` yes; `5-HĐND`, `2/UBND` with no second part only after a slash or with a known code."""
    if match["y"] or len(letters) > 1:
        return True
    return letters[0] in _CODE_KIND


def _well_formed(sign: str, letters: list[str], year: bool, tail: str) -> bool:
    party = bool(_PARTY.search(letters[-1]))
    if party:  # Party papers: 21-CT/TW
        return sign == "-" and not year and "/" in tail
    return sign == "/" and (year or "-" in tail or "/" not in tail) and not (len(letters) == 1 and not year)


def _date_after(view: View, start: int, end: int) -> str | None:
    match = rx(r"\s*,? ?ngày ").match(view.low, start, end)
    if match is None:
        return None
    found = date_at(view, match.end(), min(end, match.end() + 40))
    return found[0] if found else None


def fold_slips(found: list[Mention]) -> list[Citation]:
    """The documents cited, once each in the order of their first mention; `21/CT-TW` is 21-CT/TW."""
    groups: dict[str, list[Mention]] = {}
    for mention in found:
        groups.setdefault(re.sub(r"[^\w]", "", mention.number).upper(), []).append(mention)
    _join_cut_forms(groups)
    cited: list[tuple[int, Citation]] = []
    for same in groups.values():
        forms: dict[str, int] = {}
        for mention in same:
            forms[mention.number] = forms.get(mention.number, 0) + (1 if mention.slip else 1000)
        number = max(forms, key=lambda form: forms[form])
        kind = next((m.kind for m in same if m.kind), None) or _kind_of_code(number)
        date = next((m.date for m in same if m.date), None)
        cited.append((same[0].span[0], Citation(number, kind, date, tuple(sorted(m.span for m in same)))))
    return [citation for _, citation in sorted(cited, key=lambda pair: pair[0])]


def _join_cut_forms(groups: dict[str, list[Mention]]) -> None:
    """`27/CTTg` beside 27/CT-TTg: a slip that lost one letter joins the one right form it was cut from."""
    slips = {key for key, same in groups.items() if all(m.slip for m in same)}
    order = {key: place for place, key in enumerate(groups) if key not in slips}
    whole: dict[str, str] = {}  # a slip that lost a letter, and the first right form
    for other in order:
        for cut in _cut_forms(other) & slips:
            whole.setdefault(cut, other)
    grown: set[str] = set()
    for key in slips:
        right = {other for other in _cut_forms(key) if other in order}  # the slip has a letter too many
        right |= {whole[key]} if key in whole else set()
        if right:
            other = min(right, key=order.__getitem__)
            groups[other].extend(groups.pop(key))
            grown.add(other)
    for other in grown:
        groups[other].sort(key=lambda m: m.span)


def _cut_forms(key: str) -> set[str]:
    """The key without one of its letters; its figures stay."""
    figures = len(_digits(key))
    cuts = (key[:i] + key[i + 1 :] for i in range(figures, len(key)))
    return {cut for cut in cuts if len(_digits(cut)) == figures}


def _digits(key: str) -> str:
    return re.match(r"\d*", key)[0]  # type: ignore[index]


def _kind_of_code(number: str) -> str | None:
    for part in re.split(r"[\-/&]", number)[1:]:
        kind = _CODE_KIND.get(part) or _CODE_KIND.get(re.sub(r"\d", "", part))
        if kind:
            return kind
    return None


def places_of(citations: list[Citation]) -> list[tuple[int, str]]:
    """(where, number) of every mention, in order."""
    return sorted((span[0], c.number) for c in citations for span in c.spans)


def cites_within(places: list[tuple[int, str]], start: int, end: int) -> tuple[str, ...]:
    """The numbers cited in `[start, end)`, in order, once each; `places` are those of the file (`places_of`)."""
    first, last = bisect_left(places, (start, "")), bisect_left(places, (end, ""))
    return tuple(dict.fromkeys(number for _, number in places[first:last]))
