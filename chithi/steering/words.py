"""The units' own words put together: cleaned, split into lines, identical ones merged under all their names.

Nothing is shortened or reworded; what is empty is left out.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chithi.papers.content import Block, Item, Paragraph, Strong
from chithi.papers.wording import clean
from chithi.steering.values import Body
from chithi.vietnamese import tone_normalised

BULLET = re.compile(r"^\s*(?:[-+*•–—]\s+|[-–—](?=\w))")
SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Voice:
    """One text and the units whose words it is, in the order of the tree. ``note`` follows their names."""

    units: tuple[Body, ...]
    lines: tuple[str, ...]
    note: str = ""

    @property
    def source(self) -> str:
        names = ", ".join(unit.label for unit in self.units)
        return f"{names}: {self.note}" if self.note else names


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a text that say something, without the bullets people type before them."""
    stripped = (BULLET.sub("", line).strip() for line in clean(text).split("\n"))
    return tuple(line for line in stripped if line)


def same(lines: Iterable[str]) -> str:
    """A key that is equal for the same words: case, spaces, closing stops, place of tone marks apart."""
    return "\n".join(SPACES.sub(" ", tone_normalised(line)).strip(" .;,").casefold() for line in lines)


def merged(said: Iterable[tuple[Body, str, str]]) -> list[Voice]:
    """(unit, text, note) → voices in the order of their first unit; same words with the same note are one."""
    found: dict[tuple[str, str], tuple[list[Body], tuple[str, ...], str]] = {}
    for unit, text, note in sorted(said, key=lambda s: s[0].position):
        if lines := lines_of(text):
            units, _lines, _note = found.setdefault((same(lines), note), ([], lines, note))
            if unit not in units:
                units.append(unit)
    return [Voice(tuple(units), lines, note) for units, lines, note in found.values()]


def printed(voices: Iterable[Voice]) -> Iterator[Block]:
    """One line: an item with its source behind it. Several: the source before them, then the lines."""
    for voice in voices:
        if len(voice.lines) == 1:
            yield Item((voice.lines[0],), source=voice.source)
            continue
        yield Paragraph((Strong(f"{voice.source}:"),))
        yield from (Item((line,)) for line in voice.lines)
