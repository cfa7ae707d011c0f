"""The text of a plan cut where work items and unit names begin and end, so that a page can light them up. Pure."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """Words that belong to a work item: its own, or the name of a unit that leads or cooperates in it."""

    item: int
    start: int
    end: int
    own: bool


@dataclass(frozen=True)
class Segment:
    """A run of text. ``owner`` is the item whose own words it is, ``items`` all that it belongs to."""

    text: str
    owner: int | None
    items: tuple[int, ...]
    first: bool = False
    """The first segment of its owner: where a link to the item's words arrives."""
    passage: int | None = None
    """The passage that begins here, by its number."""
    unplaced: bool = False
    """Whether it belongs to a passage that nothing was made of."""


def segments(
    text: str, marks: Iterable[Mark], passages: Iterable[tuple[int, int, int]] = ()
) -> list[Segment]:
    """The text in runs; put together again they are the text. Marks outside of it are cut off.

    ``passages`` are (number, start, end) of words that nothing was made of.
    """
    marks = [m for m in marks if 0 <= m.start < m.end <= len(text)]
    left = [(n, start, end) for n, start, end in passages if 0 <= start < end <= len(text)]
    begin = {start: n for n, start, _end in reversed(left)}
    until = {start: end for _n, start, end in sorted(left, key=lambda row: row[2])}
    reach = 0
    cuts = sorted(
        {
            0,
            len(text),
            *(m.start for m in marks),
            *(m.end for m in marks),
            *begin,
            *(end for _n, _s, end in left),
        }
    )
    begins: dict[int, list[Mark]] = {}
    for m in marks:
        begins.setdefault(m.start, []).append(m)
    here: list[Mark] = []
    seen: set[int] = set()
    found = []
    for start, end in itertools.pairwise(cuts):
        here = [m for m in here if m.end > start] + begins.get(start, [])
        owner = next((m.item for m in here if m.own), None)
        items = tuple(sorted({m.item for m in here}))
        first = owner is not None and owner not in seen
        reach = max(reach, until.get(start, 0))
        found.append(Segment(text[start:end], owner, items, first, begin.get(start), start < reach))
        if owner is not None:
            seen.add(owner)
    return found
