"""The states of a plan and the moves between them: one table, drawn in ``docs/plans.md``.

draft → published → amended (again and again) → superseded or ended. A draft that is put aside is ended without
ever having bound anybody.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Move:
    """``needs`` says what must hold before; ``permission`` who may."""

    sources: frozenset[str]
    target: str
    permission: str
    needs: str


BINDING = frozenset({"published", "amended"})

MOVES: dict[str, Move] = {
    "publish": Move(
        frozenset({"draft"}),
        "published",
        "plans.publish",
        "every work item is confirmed and has a known lead",
    ),
    "amend": Move(
        BINDING,
        "amended",
        "plans.publish",
        "a draft edition, every work item of it confirmed with a known lead",
    ),
    "supersede": Move(BINDING, "superseded", "plans.publish", "another plan that binds"),
    "end": Move(BINDING, "ended", "plans.publish", "a last day"),
    "put_aside": Move(frozenset({"draft"}), "ended", "plans.check", ""),
}


def may(move: str, state: str) -> bool:
    """Whether a plan in this state can make the move."""
    return state in MOVES[move].sources


def open_moves(state: str) -> list[str]:
    """The moves a plan in this state can make."""
    return [name for name in MOVES if may(name, state)]
