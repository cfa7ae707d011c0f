"""Words and rules with their places on a sheet: points, y upwards."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Word:
    """`left` and `right` along the line, `base` its base line, `size` that of its letters, `turn` in quarters."""

    text: str
    left: float
    right: float
    base: float
    size: float
    turn: int = 0

    def takes(self, turn: int, left: float, base: float) -> bool:
        """Does a letter at this place go on with the word?"""
        near = -0.6 * self.size < left - self.right < 0.25 * self.size
        return near and turn == self.turn and abs(base - self.base) < 0.12 * self.size


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line, level or upright."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def level(self) -> bool:
        return self.x1 - self.x0 > self.y1 - self.y0


@dataclass(slots=True)
class Sheet:
    """One page: its words, its rules, and the words that stand across."""

    words: list[Word]
    rules: list[Rule] = field(default_factory=list)
    across: list[Word] = field(default_factory=list)


@dataclass(slots=True)
class Line:
    """Words on one base line, from left to right."""

    words: list[Word]

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return max(word.right for word in self.words)

    @property
    def size(self) -> float:
        return max(word.size for word in self.words)

    @property
    def base(self) -> float:
        """That of its tallest word: marks of notes are raised."""
        return max(self.words, key=lambda word: word.size).base

    @property
    def text(self) -> str:
        """The words, parted where they are; a small raised number is the mark of a note."""
        size, base, parts = self.size, self.base, []
        for index, word in enumerate(self.words):
            raised = word.size < 0.8 * size and word.base > base + 0.1 * size
            mark = raised and word.text.isascii() and word.text.isdigit() and len(word.text) < 4
            before = self.words[index - 1] if index else None
            if before is not None and not mark and word.left - before.right > 0.06 * size:
                parts.append(" ")
            parts.append(f"[{word.text}]" + ("" if index else " ") if mark else word.text)
        return "".join(parts)


def lines_of(words: list[Word]) -> list[Line]:
    """The words as lines from top to bottom; a small raised number belongs to the line whose words it follows."""
    numbers = [word.text.isascii() and word.text.isdigit() and len(word.text) < 4 for word in words]
    lines = _clustered([word for word, number in zip(words, numbers, strict=True) if not number])
    raised: list[tuple[Word, list[Word]]] = []
    plain = [word for line in lines for word in line]
    for word, number in zip(words, numbers, strict=True):
        home = next((line for line in lines if _is_raised(word, line)), None) if number else None
        if home is not None:
            raised.append((word, home))
        elif number:
            plain.append(word)
    lines = _clustered(plain)
    where = {id(word): line for line in lines for word in line}
    for word, home in raised:
        where[id(home[0])].append(word)
    return [Line(sorted(line, key=lambda word: word.left)) for line in lines]


def _clustered(words: list[Word]) -> list[list[Word]]:
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: -word.base):
        near = lines[-1] if lines else None
        if near and abs(near[0].base - word.base) < 0.45 * max(word.size, near[0].size):
            near.append(word)
        else:
            lines.append([word])
    return lines


def _is_raised(mark: Word, line: list[Word]) -> bool:
    size = line[0].size
    above = mark.base - line[0].base
    if mark.size > 0.8 * size or not 0.1 * size < above < 0.7 * size:
        return False
    return min(word.left for word in line) - size < mark.left < max(word.right for word in line) + size
