"""Shares of women in leadership, by hand: plain values, no database. Every share comes from its numerator and
denominator; shares are never averaged, and what is not known is counted apart, never as 0."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

STATE_KINDS = frozenset({"province", "department", "sector_agency", "district", "commune"})
"""Kinds of unit that count as State agencies and local governments, of which the national strategy speaks."""
THRESHOLD = 30
"""From this share of women on the staff (percent) one of the key leaders must be a woman: Resolution 11-NQ/TW."""


@dataclass(frozen=True)
class Tally:
    """Numerator, denominator, and how many could not be put to either side because something is not known."""

    women: int = 0
    total: int = 0
    unknown: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.women + other.women, self.total + other.total, self.unknown + other.unknown)

    @property
    def share(self) -> int | None:
        """Tenths of a percent, half rounded up; None where nobody is counted."""
        return (2000 * self.women + self.total) // (2 * self.total) if self.total else None

    def reaches(self, tenths: int) -> bool | None:
        """Whether at least so many tenths of a percent are reached, by the exact fraction and not the rounded one."""
        return 1000 * self.women >= tenths * self.total if self.total else None


class Verdict(StrEnum):
    """What the rule says of one unit: it has a woman among its key leaders; it has none although it must; whether it
    must or has is not known; the rule does not ask it."""

    MISSING = "missing"
    UNKNOWN = "unknown"
    MET = "met"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class UnitLine:
    """A unit under the rule. ``staff`` is None where it was never counted, ``woman`` where no key leader is kept."""

    unit: int
    staff: Tally | None
    woman: bool | None

    @property
    def is_asked(self) -> bool | None:
        """Whether the rule asks the unit for a woman among its key leaders; None where its staff is not known."""
        return self.staff.reaches(10 * THRESHOLD) if self.staff is not None else None

    @property
    def verdict(self) -> Verdict:
        if self.is_asked is False:
            return Verdict.OUTSIDE
        if self.is_asked is None or self.woman is None:
            return Verdict.UNKNOWN
        return Verdict.MET if self.woman else Verdict.MISSING


def woman_among(key_leaders: Tally | None) -> bool | None:
    """Whether there is a woman among the key leaders who are kept; None where none is kept."""
    return None if key_leaders is None or not key_leaders.total else key_leaders.women > 0


def unit_lines(
    units: Iterable[int], staff: Mapping[int, Tally], key_leaders: Mapping[int, Tally]
) -> list[UnitLine]:
    """Every unit in the order given."""
    return [UnitLine(unit, staff.get(unit), woman_among(key_leaders.get(unit))) for unit in units]


def bodies_with_woman(units: Iterable[int], key_leaders: Mapping[int, Tally]) -> Tally:
    """Bodies with a woman among their key leaders over all whose key leaders are kept; the others are unknown."""
    found = [woman_among(key_leaders.get(unit)) for unit in units]
    return Tally(found.count(True), len(found) - found.count(None), found.count(None))


def rule_tally(lines: Iterable[UnitLine]) -> Tally:
    """Units that the rule asks and that meet it, over all it asks and of which it is known."""
    verdicts = [line.verdict for line in lines]
    met, missing = verdicts.count(Verdict.MET), verdicts.count(Verdict.MISSING)
    return Tally(met, met + missing, verdicts.count(Verdict.UNKNOWN))
