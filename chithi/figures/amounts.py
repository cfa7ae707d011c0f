"""The small algebra of roll-up: cells, counts by sex, rates from their parts, and totals with what they are made of.

Values are integers scaled by the indicator's scale, numerators and denominators are plain counts, rates are exact
fractions already multiplied by ``per`` (45.5 for 45.5 per cent). Only ``rounded`` rounds, for showing. Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NamedTuple

Kind = Literal["flow", "stock", "rate"]
Formula = Literal["women-share", "men-per-women"]
Role = Literal["counted", "compared", "incomplete", "kept", "answered"]
NOT_REPORTED = "not-reported"
WITHOUT_VALUE = ("no-data-yet", "not-applicable", "not-our-function")


class Cell(NamedTuple):
    """One official answer: a value with status final or estimate, or no value and a status that says why."""

    indicator_id: int
    unit_id: int
    scope: str
    breakdown: str
    part: str
    sex: str
    value: int | None
    status: str
    observation_id: int = 0


@dataclass(frozen=True)
class Measure:
    """What roll-up must know of an indicator."""

    id: int
    kind: Kind
    additive: bool = True
    asked: frozenset[str] = frozenset()
    collectors: frozenset[int] = frozenset()
    per: int = 100
    scale: int = 0


@dataclass(frozen=True)
class Split:
    """A count by sex. ``unsplit`` is what was given as a total only; None means that nothing was given."""

    female: int | None = None
    male: int | None = None
    unsplit: int | None = None

    @property
    def total(self) -> int | None:
        given = [n for n in (self.female, self.male, self.unsplit) if n is not None]
        return sum(given) if given else None

    def __add__(self, other: "Split") -> "Split":
        if other is NO_SPLIT:  # most of a wide tree says nothing
            return self
        if self is NO_SPLIT:
            return other
        return Split(
            _plus(self.female, other.female), _plus(self.male, other.male), _plus(self.unsplit, other.unsplit)
        )

    def agrees(self, other: "Split") -> bool:
        """The same total, and the same by sex where both are fully split."""
        if self.total != other.total:
            return False
        both_split = self.unsplit is None and other.unsplit is None
        return not both_split or (self.female or 0) == (other.female or 0)


NO_SPLIT = Split()


@dataclass(frozen=True)
class Amount:
    """A count, or the two parts of a rate."""

    whole: Split = NO_SPLIT
    numerator: Split = NO_SPLIT
    denominator: Split = NO_SPLIT

    def __add__(self, other: "Amount") -> "Amount":
        if other is NOTHING:
            return self
        if self is NOTHING:
            return other
        return Amount(
            self.whole + other.whole, self.numerator + other.numerator, self.denominator + other.denominator
        )

    def given(self, kind: Kind) -> bool:
        """Whether it can be added up: a count, or both parts of a rate."""
        if kind == "rate":
            return self.numerator.total is not None and self.denominator.total is not None
        return self.whole.total is not None

    def agrees(self, other: "Amount") -> bool:
        return (
            self.whole.agrees(other.whole)
            and self.numerator.agrees(other.numerator)
            and self.denominator.agrees(other.denominator)
        )


NOTHING = Amount()


@dataclass(frozen=True)
class Part:
    """What one unit gave in one scope, and what it was taken for.

    ``counted`` is in the total; ``compared`` is not, because somebody else's figure covers it; ``incomplete`` is
    a rate with one of its parts missing; ``kept`` cannot be added (a rate without parts, an indicator that does not
    add up); ``answered`` is an answer without a value.

    Of a unit that is no more at the end of the period ``came_to`` says where its figure went by succession; ``shared``
    that this is its share there, ``unplaced`` that it could not be attributed and stays in that unit's total.
    """

    unit_id: int
    scope: str
    amount: Amount
    role: Role
    statuses: tuple[str, ...]
    cells: tuple[Cell, ...]
    came_to: int | None = None
    shared: bool = False
    unplaced: bool = False


@dataclass(frozen=True)
class Difference:
    """A unit's figure and what the others gave for the same people are not the same."""

    unit_id: int
    reported: Amount
    summed: Amount


@dataclass(frozen=True)
class Total:
    """The figure of a unit and everything under it, down to the cells it was made of."""

    unit_id: int
    kind: Kind
    per: int = 100
    amount: Amount = NOTHING
    as_given: Fraction | None = None
    parts: tuple[Part, ...] = ()
    missing: tuple[int, ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def female(self) -> int | None:
        return self.amount.whole.female

    @property
    def male(self) -> int | None:
        return self.amount.whole.male

    @property
    def unsplit(self) -> int | None:
        return self.amount.whole.unsplit

    @property
    def total(self) -> int | None:
        return self.amount.whole.total

    @property
    def numerator(self) -> int | None:
        return self.amount.numerator.total

    @property
    def denominator(self) -> int | None:
        return self.amount.denominator.total

    @property
    def rate(self) -> Fraction | None:
        """Summed numerators over summed denominators, times ``per``; a rate without parts as it was given."""
        return self.as_given if self.as_given is not None else self.rate_of("_T")

    def rate_of(self, sex: str) -> Fraction | None:
        """The rate of women (F), men (M) or everybody (_T) from its parts; None where they are not given or nought."""
        over, under = _of_sex(self.amount.numerator, sex), _of_sex(self.amount.denominator, sex)
        return Fraction(over * self.per, under) if over is not None and under else None

    @property
    def has_value(self) -> bool:
        return (self.rate is not None) if self.kind == "rate" else self.total is not None

    @property
    def counted(self) -> tuple[Part, ...]:
        return tuple(p for p in self.parts if p.role == "counted")

    @property
    def incomplete(self) -> tuple[int, ...]:
        """Units whose rate lacks a part, or whose count lacks a sex where the rate needs both."""
        return tuple(dict.fromkeys(p.unit_id for p in self.parts if p.role == "incomplete"))

    @property
    def statuses(self) -> tuple[tuple[str, int], ...]:
        """How many contributing answers have which status, ``not-reported`` for the missing."""
        found: dict[str, int] = {}
        for part in self.parts:
            if part.role in ("counted", "answered"):
                for status in part.statuses:
                    found[status] = found.get(status, 0) + 1
        if self.missing:
            found[NOT_REPORTED] = len(self.missing)
        return tuple(sorted(found.items()))

    @property
    def status(self) -> str:
        """One status for the whole: estimate where any part of it is one; without a value the reason.

        A rate over nobody does not apply; what was given and cannot be counted here is no data yet.
        """
        found = {name for name, _count in self.statuses}
        if self.has_value:
            return "estimate" if "estimate" in found or any(p.shared for p in self.counted) else "final"
        if self.kind == "rate" and self.denominator == 0:
            return "not-applicable"
        if any(p.role in ("incomplete", "kept") for p in self.parts):
            return "no-data-yet"
        return next((status for status in WITHOUT_VALUE if status in found), NOT_REPORTED)


def rounded(value: Fraction, scale: int) -> int:
    """A fraction times ``10**scale`` as the nearest integer, halves away from zero (as offices round)."""
    scaled = abs(value) * 10**scale
    result = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return result if value >= 0 else -result


def split_of(cells: Mapping[str, Cell]) -> Split:
    """Female, male and unsplit of the cells of one part, by sex.

    Of a total given beside one sex the rest is the other sex, unless that cell has an answer of its own
    (no data yet); beside both it was checked when it was written, and is larger only where registers counted people
    without their sex.
    """
    female, male, total = (cells[s].value if s in cells else None for s in ("F", "M", "_T"))
    if female is None and male is None and total is None:
        return NO_SPLIT
    if total is None or (female is None and male is None):
        return Split(female, male, total)
    if female is not None and male is not None:
        return Split(female, male, total - female - male if total > female + male else None)
    rest = max(total - (female or 0) - (male or 0), 0)
    other = "M" if male is None else "F"
    if other in cells and cells[other].status:
        return Split(female, male, rest)
    return Split(rest, male) if female is None else Split(female, rest)


def _of_sex(split: Split, sex: str) -> int | None:
    return {"F": split.female, "M": split.male}.get(sex, split.total)


def _plus(a: int | None, b: int | None) -> int | None:
    if a is None:
        return b
    return a if b is None else a + b
