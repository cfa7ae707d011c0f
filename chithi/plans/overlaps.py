"""Tasks of two plans that overlap, side by side, with the words they share. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chithi.plans import linking

Run = tuple[str, bool]
"""A run of words, and whether they are shared."""


@dataclass(frozen=True)
class Overlap:
    """Two tasks by their ids: ``score`` 0 to 1000, the words of both with what they share marked."""

    mine: int
    theirs: int
    score: int
    my_words: Sequence[Run]
    their_words: Sequence[Run]

    @property
    def percent(self) -> int:
        return self.score // 10

    @property
    def shared(self) -> list[str]:
        """The words they share, as the first task writes them, each once."""
        return list(dict.fromkeys(run for run, lit in self.my_words if lit))


def overlaps(
    mine: Sequence[tuple[int, str]],
    theirs: Sequence[tuple[int, str]],
    short: Mapping[str, str] | None = None,
) -> list[Overlap]:
    """The pairs that share what few others say, the strongest first. Both sides are (id, text)."""
    here, there = dict(mine), dict(theirs)
    links = linking.propose(
        [(str(i), text) for i, text in theirs], [(str(i), text) for i, text in mine], short
    )
    found = []
    for link in links:
        one, other = int(link.clause), int(link.content)
        found.append(
            Overlap(
                one,
                other,
                link.score,
                linking.marked(here[one], there[other], short),
                linking.marked(there[other], here[one], short),
            )
        )
    return sorted(found, key=lambda x: -x.score)
