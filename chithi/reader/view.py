"""The same text made easy to match, letter for letter at the same offsets.

`flat` has every white space as a plain space, every dash as a hyphen, the tone mark in one place, and blanks for the
marks of footnotes (`66-NQ/TW[1]`); `low` is `flat` in lower case. All grammar is matched on these, all spans are then
true for the text as read.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from chithi.reader.known import NOTHING, Known
from chithi.reader.result import Span
from chithi.reader.words import BODIES
from chithi.vietnamese import tone_normalised

_SAME = {ord(c): "-" for c in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"}
_SAME |= {ord(c): " " for c in "\n\t\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000"}
_SAME |= dict.fromkeys(range(8192, 8203), " ")
_SAME |= {ord(c): '"' for c in "“”„«»"}

_NOTE_MARK = re.compile(r"(?<=\S)(?:\[\d{1,3}\]|[\u00b9\u00b2\u00b3\u2070-\u2079]{1,3})")
# A note's mark that lost its brackets (`Sở Tài chính2`), and the note itself at the beginning of a line.
_BARE_MARK = re.compile(r"(?<=[^\W\d_][^\W\d_])[1-9]\d?(?=[\s,;.:)]|$)")
_NOTE = re.compile(r"^\x20*\[?([1-9]\d?)\]?\x20*(?=[A-ZÀ-ỸĐ])", re.MULTILINE)
# Words that count: `quý2`, `lớp5` are numbers of things.
_COUNTED = frozenset(("ngày", "tháng", "năm", "quý", "số", "điều", "khoản", "điểm", "mục", "phần", "lớp", "cấp", "khóa",
                      "nhóm", "loại", "đợt", "kỳ", "tuần"))  # fmt: skip
_TRIES = 50  # places looked at for the mark of one note
_NAME = 80  # characters before a mark in which the name it stands at begins


@dataclass(frozen=True, slots=True)
class Units:
    """A list of units: `items` in order, `stop` where reading ended; `brackets` hold (index of the item before,
    start, end)."""

    items: tuple[Span, ...]
    stop: int
    brackets: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """The units that open a block, `stop` behind them, `asked` where the words ask instead of telling."""

    units: Units
    stop: int
    asked: bool


class View:
    """`text` (NFC) with its same-length companions `flat` and `low`; `units` remembers what was parsed where, for
    several steps ask the same of one block, `headings` which units it names as a heading, `lists` which list an item
    that begins there is in, and its place. `known` is what people taught; `learned` and `refused` collect the spans of
    names that only it showed to be units or to be none; `year` is the plan's one year, where it has one."""

    __slots__ = ("flat", "headings", "known", "learned", "lists", "low", "refused", "text", "units", "year")

    def __init__(self, text: str, known: Known = NOTHING) -> None:
        self.text = text
        self.year: str | None = None
        self.units: dict[Span, Units] = {}
        self.headings: dict[Span, Subject | None] = {}
        self.known = known
        self.learned: set[Span] = set()
        self.refused: set[Span] = set()
        self.lists: dict[Span, tuple[Units, int]] = {}
        flat = tone_normalised(text)
        if len(flat) != len(text):  # the text was not NFC: keep the offsets whatever happens
            flat = text
        flat = _NOTE_MARK.sub(lambda found: " " * len(found.group()), flat)
        flat = _without_bare_marks(flat)
        self.flat = flat.translate(_SAME)
        low = self.flat.lower()
        if len(low) != len(self.flat):  # İ becomes two letters
            low = "".join(c.lower() if len(c.lower()) == 1 else c for c in self.flat)
        self.low = low

    def hide(self, spans: list[Span]) -> None:
        """Blank what is no word of the plan (a page's number in mid-sentence) in `flat` and `low`, in place."""
        for name in ("flat", "low"):
            text = getattr(self, name)
            parts, last = [], 0
            for start, end in spans:
                parts += [text[last:start], " " * (end - start)]
                last = end
            setattr(self, name, "".join([*parts, text[last:]]))

    def flat_lines(self) -> list[str]:
        """The lines of `flat`, as the text breaks them."""
        found, position = [], 0
        for raw in self.text.split("\n"):
            found.append(self.flat[position : position + len(raw)])
            position += len(raw) + 1
        return found

    def trim(self, start: int, end: int, extra: str = "") -> tuple[int, int]:
        """The span without white space (and `extra` characters) at its two ends."""
        flat, drop = self.flat, " \ufeff\u200b" + extra
        while start < end and flat[start] in drop:
            start += 1
        while end > start and flat[end - 1] in drop:
            end -= 1
        return start, end


def _without_bare_marks(flat: str) -> str:
    """Blanks for numbers glued to a name of a body, where a note of that number stands below or they count on from
    1."""
    notes = {int(found[1]): found.start() for found in _NOTE.finditer(flat)}
    marks: list[re.Match[str]] = []
    tried: Counter[int] = Counter()
    for found in _BARE_MARK.finditer(flat):
        number = int(found.group())
        if tried[number] > _TRIES or not (notes.get(number, 0) > found.end() or number == len(marks) + 1):
            continue
        tried[number] += 1
        if _stands_at_name(flat, found.start()):
            tried[number] = _TRIES + 1  # a note has one mark
            marks.append(found)
    sure = [found for found in marks if len(marks) > 1 or notes.get(int(found.group()), 0) > found.end()]
    parts, last = [], 0
    for found in sure:
        parts += [flat[last : found.start()], " " * len(found.group())]
        last = found.end()
    return "".join([*parts, flat[last:]])


def _stands_at_name(flat: str, at: int) -> bool:
    """Does a name of a body end here?"""
    line = max(0, at - _NAME)
    said = flat[line:at].lower().replace("\n", " ").replace(",", " , ").split()
    if not said or said[-1] in _COUNTED:
        return False
    pairs = [*said, *(f"{one} {two}" for one, two in pairwise(said))]
    return any(words in BODIES for words in pairs)


@lru_cache(maxsize=512)
def rx(pattern: str) -> re.Pattern[str]:
    """A compiled pattern in which a space stands for one or more spaces (wrapped lines), ` ?` for any number."""
    return re.compile(pattern.replace(" ?", "\\x20*").replace(" ", "\\x20+"))
