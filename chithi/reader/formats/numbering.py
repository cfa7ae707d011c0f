"""Word's automatic numbering: the label that Word shows before a paragraph but never writes into its text.

ECMA-376 part 1, 17.9: a paragraph names a list (`numId`) and a level (`ilvl`), itself or through its style; the list
points to an abstract one, whose level has a format, a start and a pattern such as `%1.%2.`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_BULLETS = {"+": "+", "*": "*", "o": "+"}


@dataclass(frozen=True, slots=True)
class Level:
    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


def _value(element: Any, path: str) -> str | None:
    found = element.find(path) if element is not None else None
    return None if found is None else found.get(f"{W}val")


def _int(text: str | None, otherwise: int) -> int:
    try:
        return int(text) if text is not None else otherwise
    except ValueError:
        return otherwise


def _level(element: Any) -> Level:
    restart = _value(element, f"{W}lvlRestart")
    return Level(
        _value(element, f"{W}numFmt") or "decimal",
        _value(element, f"{W}lvlText") or "",
        _int(_value(element, f"{W}start"), 1),
        None if restart is None else _int(restart, 0),
    )


class Numbering:
    """Counts the lists of one document; ask `label` for its paragraphs in their order."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, _List] = {}
        self._styles: dict[str, tuple[str | None, int | None, str | None]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()
        self._linked: dict[str, tuple[str, int]] = {}
        if numbering is not None:
            self._read_lists(numbering)
        if styles is not None:
            self._read_styles(styles)

    def _read_lists(self, root: Any) -> None:
        for element in root.iterfind(f"{W}abstractNum"):
            key = element.get(f"{W}abstractNumId", "")
            levels = {_int(e.get(f"{W}ilvl"), 0): _level(e) for e in element.iterfind(f"{W}lvl")}
            self._abstract[key] = levels
            for e in element.iterfind(f"{W}lvl"):
                style = _value(e, f"{W}pStyle")
                if style:
                    self._linked[style] = (key, _int(e.get(f"{W}ilvl"), 0))
        for element in root.iterfind(f"{W}num"):
            abstract = _value(element, f"{W}abstractNumId") or ""
            made = _List(abstract, dict(self._abstract.get(abstract, {})))
            for change in element.iterfind(f"{W}lvlOverride"):
                at = _int(change.get(f"{W}ilvl"), 0)
                own = change.find(f"{W}lvl")
                if own is not None:
                    made.levels[at] = _level(own)
                start = _value(change, f"{W}startOverride")
                if start is not None:
                    made.starts[at] = _int(start, 1)
            self._lists[element.get(f"{W}numId", "")] = made

    def _read_styles(self, root: Any) -> None:
        for element in root.iterfind(f"{W}style"):
            number = element.find(f"{W}pPr/{W}numPr")
            num_id, level = _value(number, f"{W}numId"), _value(number, f"{W}ilvl")
            based = _value(element, f"{W}basedOn")
            self._styles[element.get(f"{W}styleId", "")] = (
                num_id,
                None if level is None else _int(level, 0),
                based,
            )

    def _of_style(self, style: str | None) -> tuple[str | None, int]:
        """The list and level that a style gives, its ancestors asked in turn."""
        level: int | None = None
        first = style
        for _ in range(20):
            if style is None or style not in self._styles:
                break
            num_id, own_level, based = self._styles[style]
            level = own_level if level is None else level
            if num_id is not None:
                if level is None and first in self._linked:
                    level = self._linked[first][1]
                return num_id, level or 0
            style = based
        return None, level or 0

    def label(self, properties: Any) -> str:
        """The label of the next paragraph, "" where it has none. `properties` is its `w:pPr` or None."""
        if properties is None:
            return ""
        num_id, level = self._of_style(_value(properties, f"{W}pStyle"))
        own = properties.find(f"{W}numPr")
        if own is not None:
            num_id = _value(own, f"{W}numId") or num_id
            level = _int(_value(own, f"{W}ilvl"), level)
        if num_id is None or num_id == "0" or num_id not in self._lists:
            return ""
        return self._next(num_id, level)

    def _next(self, num_id: str, level: int) -> str:
        made = self._lists[num_id]
        shape = made.levels.get(level)
        if shape is None:
            return ""
        counts = self._counts.setdefault(made.abstract, {})
        fresh = (num_id, level) not in self._started and level in made.starts
        self._started.add((num_id, level))
        start = made.starts.get(level, shape.start)
        counts[level] = start if fresh or level not in counts else counts[level] + 1
        for deeper in [at for at in counts if at > level]:
            below = made.levels.get(deeper)
            if below is None or below.restart is None or (below.restart and level < below.restart):
                del counts[deeper]
        return self._shown(made, shape, counts)

    def _shown(self, made: _List, shape: Level, counts: dict[int, int]) -> str:
        if shape.format == "none":
            return ""
        if shape.format == "bullet":
            return _BULLETS.get(shape.text, "-")
        text = shape.text
        for at in range(9):
            mark = f"%{at + 1}"
            if mark in text:
                level = made.levels.get(at, Level())
                number = counts.get(at, made.starts.get(at, level.start))
                text = text.replace(mark, written(number, level.format))
        return text.strip()


def written(number: int, form: str) -> str:
    """A number in one of Word's formats."""
    if form == "upperRoman" or form == "lowerRoman":
        roman = _roman(number)
        return roman if form == "upperRoman" else roman.lower()
    if form in ("lowerLetter", "upperLetter"):
        letter = _LETTERS[(number - 1) % 26] * ((number - 1) // 26 + 1) if number > 0 else ""
        return letter if form == "lowerLetter" else letter.upper()
    if form == "decimalZero":
        return f"{number:02}"
    return str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for value, sign in _ROMAN:
        while number >= value:
            text, number = text + sign, number - value
    return text
