"""What changed between the pieces of a plan as they stand and those of a new reading. Pure.

A piece is one clause (or one content). What stayed keeps its identity wherever it moved; what was reworded is
found by the words it shares; nothing is matched twice.
"""

import itertools
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from chithi.vietnamese import fold

Kind = Literal["same", "moved", "changed", "added", "removed"]

CHANGED = 500
"""Pieces at least so similar (0 to 1000) are one piece, reworded."""
CHANGED_IN_PLACE = 350
"""The same for pieces under one label and one unit."""


@dataclass(frozen=True)
class Piece:
    """``key`` is its identity, ``at`` its label, ``who`` the folded names of its leads."""

    key: Hashable
    at: str
    text: str
    who: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return " ".join(self.text.split()).rstrip(" .;,/")


@dataclass(frozen=True)
class Change:
    """One piece of the old plan, of the new one, or both; ``similarity`` is 0 to 1000."""

    kind: Kind
    old: Piece | None
    new: Piece | None
    similarity: int = 0


def difference(old: Sequence[Piece], new: Sequence[Piece]) -> list[Change]:
    """Every old and every new piece exactly once: first in the new order, then what was removed, in the old one."""
    pairs = _same_words(old, new)
    left = [i for i in range(len(old)) if i not in pairs]
    taken = set(pairs.values())
    rest = [j for j in range(len(new)) if j not in taken]
    reworded = _reworded([(i, old[i]) for i in left], [(j, new[j]) for j in rest])
    in_order = _in_order(sorted(pairs.items(), key=lambda p: p[1]))
    by_new = {j: i for i, j in pairs.items()}
    changes = []
    for j, piece in enumerate(new):
        if j in by_new:
            i = by_new[j]
            stays = i in in_order and old[i].at == piece.at
            changes.append(Change("same" if stays else "moved", old[i], piece, 1000))
        elif j in reworded:
            i, similar = reworded[j]
            changes.append(Change("changed", old[i], piece, similar))
        else:
            changes.append(Change("added", None, piece))
    matched = {i for i, _ in reworded.values()}
    changes += [Change("removed", old[i], None) for i in left if i not in matched]
    return changes


def _same_words(old: Sequence[Piece], new: Sequence[Piece]) -> dict[int, int]:
    """Old to new index of pieces with the same words. The unit decides before the label, since labels are renumbered
    when a part is taken out; where two say the same, the earlier goes to the earlier."""
    keys: list[Callable[[Piece], Hashable]] = [
        lambda p: (p.words, p.who, p.at),
        lambda p: (p.words, p.who),
        lambda p: (p.words, p.at),
        lambda p: p.words,
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for key in keys:
        waiting: dict[Hashable, list[int]] = {}
        for j, piece in enumerate(new):
            if j not in taken:
                waiting.setdefault(key(piece), []).append(j)
        for i, piece in enumerate(old):
            if i not in pairs and (found := waiting.get(key(piece))):
                pairs[i] = found.pop(0)
                taken.add(pairs[i])
    return pairs


def _reworded(
    old: Iterable[tuple[int, Piece]], new: Iterable[tuple[int, Piece]]
) -> dict[int, tuple[int, int]]:
    """New index to (old index, similarity) of pieces with like words, the most alike first."""
    olds = [(i, piece, shingles(piece.text)) for i, piece in old]
    candidates = []
    for j, piece in new:
        said = shingles(piece.text)
        for i, before, words in olds:
            similar = similarity(words, said)
            in_place = before.at == piece.at and before.who == piece.who
            if similar >= (CHANGED_IN_PLACE if in_place else CHANGED):
                candidates.append((-similar, not in_place, abs(i - j), i, j))
    found: dict[int, tuple[int, int]] = {}
    used: set[int] = set()
    for negative, _, _, i, j in sorted(candidates):
        if i not in used and j not in found:
            used.add(i)
            found[j] = (i, -negative)
    return found


def shingles(text: str) -> Counter[str]:
    """The words of a text and their pairs, folded."""
    words = "".join(c if c.isalnum() else " " for c in fold(text)).split()
    return Counter(words) + Counter(f"{a} {b}" for a, b in itertools.pairwise(words))


def similarity(a: Counter[str], b: Counter[str]) -> int:
    """0 (nothing shared) to 1000 (the same words in the same pairs): twice the shared over both."""
    total = a.total() + b.total()
    return round(2000 * (a & b).total() / total) if total else 1000


def _in_order(pairs: Sequence[tuple[int, int]]) -> set[int]:
    """The old indices that keep their order: a longest rising row among pairs sorted by their new index."""
    best: list[list[int]] = []  # best[n] is the row of n+1 old indices that ends lowest
    for i, _ in pairs:
        low, high = 0, len(best)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if best[middle][-1] < i else (low, middle)
        row = [*(best[low - 1] if low else []), i]
        if low == len(best):
            best.append(row)
        else:
            best[low] = row
    return set(best[-1]) if best else set()
