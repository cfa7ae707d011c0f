"""What people taught before, handed to the reader as a plain value: names that are units, names that are none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from chithi.vietnamese import tone_normalised


def known_key(name: str) -> str:
    """A name as it is compared: one line, lower case, tone marks in their one place, without the mark at its end."""
    return " ".join(tone_normalised(name).lower().split()).strip(" .,;:")


@dataclass(frozen=True, slots=True)
class Known:
    """`aliases` are names of units that the words of the genre do not show to be ones; `not_units` are words that
    look like a unit and are none. Both as `known_key` writes them: use `Known.of`."""

    aliases: frozenset[str] = frozenset()
    not_units: frozenset[str] = frozenset()
    _by_first: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, aliases: Iterable[str] = (), not_units: Iterable[str] = ()) -> Known:
        """From names as people write them; empty ones are left out."""
        names = frozenset(key for name in aliases if (key := known_key(name)))
        none = frozenset(key for name in not_units if (key := known_key(name)))
        by_first: dict[str, list[tuple[str, ...]]] = {}
        for name in sorted(names - none, key=lambda n: (-len(n), n)):
            parts = tuple(name.split())
            by_first.setdefault(parts[0], []).append(parts)
        return cls(names - none, none, {first: tuple(several) for first, several in by_first.items()})

    def beginning_with(self, first: str) -> tuple[tuple[str, ...], ...]:
        """The aliases that begin with a word, the longest first, each as its words."""
        return self._by_first.get(first, ())


NOTHING = Known()
