"""Periods (`giai đoạn 2016-2020`) and abbreviations that the text explains (`bình đẳng giới (BĐG)`)."""

from __future__ import annotations

import re
import unicodedata

from chithi.reader.result import Abbreviation, Period
from chithi.reader.view import View, rx

_Y = r"(?:19|20)\d\d"
_PERIOD = rx(
    rf"(?<![\d/\-.])(?P<a>{_Y})\s*-\s*(?P<b>{_Y})(?![\d/\-]|\.\d)|từ(?: năm)? (?P<c>{_Y}) đến(?: năm)? (?P<d>{_Y})"
)
_SHORT = re.compile(
    r"\((?:(?:sau đây |dưới đây )?(?:viết tắt|gọi tắt)(?: là|:)? ?)?(?P<short>[A-ZĐƯĂÂÊÔƠ][A-ZĐƯĂÂÊÔƠ&]{1,14})\)"
)
_SKIP = frozenset(
    ("của", "và", "các", "cho", "về", "với", "trong", "là", "theo", "những", "tại", "từ", "đến")
)
_WORD = re.compile(r"[^\W_]+")


def find_periods(view: View) -> list[Period]:
    """Every span of years, once each in the order of the first mention."""
    found: dict[tuple[str, str], Period] = {}
    for match in _PERIOD.finditer(view.low):
        first, last = match["a"] or match["c"], match["b"] or match["d"]
        if first < last and int(last) - int(first) <= 60:
            found.setdefault((first, last), Period(first, last, match.span()))
    return list(found.values())


def find_abbreviations(view: View) -> list[Abbreviation]:
    """Short forms in brackets behind the words they stand for; the span covers the words and the bracket."""
    found: dict[str, Abbreviation] = {}
    for match in _SHORT.finditer(view.flat):
        short = match["short"]
        start = _long_form(view, match.start(), short)
        if start is None or short in found:
            continue
        left, right = view.trim(start, match.start())
        found[short] = Abbreviation(short, " ".join(view.text[left:right].split()), (left, match.end()))
    return list(found.values())


def _initial(letter: str) -> str:
    return unicodedata.normalize("NFD", letter.lower())[0]


def _long_form(view: View, end: int, short: str) -> int | None:
    """Where the words begin whose first letters spell `short`, read backwards; small words may be left out."""
    words = list(_WORD.finditer(view.low, max(0, end - 160), end))
    letters = list(short.replace("&", ""))
    start: int | None = None
    i = len(words) - 1
    while letters and i >= 0:
        word = words[i].group()
        if _matches(word, letters[-1]):
            letters.pop()
            start = words[i].start()
        elif word not in _SKIP or not (0 < len(letters) < len(short)):
            return None
        i -= 1
    return start if not letters else None


def _matches(word: str, letter: str) -> bool:
    """`bình` for B, `đẳng` for Đ (never D, for đ has no mark to take off), `ủy` for U."""
    return word[0] == letter.lower() or _initial(word[0]) == _initial(letter)
