"""Roll-up of one indicator in one period over the tree of units: exact, and nobody is counted twice. Pure.

The total of a unit is its own figure "with subordinates" where it gave one; what its subordinates gave is then only
compared with it. Else it is what the unit gave of its own and the totals of its subordinates. Where an indicator
names collectors, their figures make the total and everybody else's are compared. Silence is never nought: a unit
that was asked and gave no answer is listed as missing.

Values are integers scaled by the indicator's scale, numerators and denominators are plain counts, rates are exact
fractions already multiplied by ``per`` (45.5 for 45.5 per cent). Only ``rounded`` rounds, for showing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal, NamedTuple

from chithi.units.tree import Tree

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
        return Split(
            _plus(self.female, other.female), _plus(self.male, other.male), _plus(self.unsplit, other.unsplit)
        )

    def agrees(self, other: "Split") -> bool:
        """The same total, and the same by sex where both are fully split."""
        if self.total != other.total:
            return False
        both_split = self.unsplit is None and other.unsplit is None
        return not both_split or (self.female or 0) == (other.female or 0)


@dataclass(frozen=True)
class Amount:
    """A count, or the two parts of a rate."""

    whole: Split = Split()
    numerator: Split = Split()
    denominator: Split = Split()

    def __add__(self, other: "Amount") -> "Amount":
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


@dataclass(frozen=True)
class Part:
    """What one unit gave in one scope, and what it was taken for.

    ``counted`` is in the total; ``compared`` is not, because somebody else's figure covers it; ``incomplete`` is
    a rate with one of its parts missing; ``kept`` cannot be added (a rate without parts, an indicator that does not
    add up); ``answered`` is an answer without a value.
    """

    unit_id: int
    scope: str
    amount: Amount
    role: Role
    statuses: tuple[str, ...]
    cells: tuple[Cell, ...]


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
    amount: Amount = Amount()
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
            return "estimate" if "estimate" in found else "final"
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
    (no data yet); beside both it was checked when it was written and says nothing new.
    """
    female, male, total = (cells[s].value if s in cells else None for s in ("F", "M", "_T"))
    if total is None or (female is None and male is None):
        return Split(female, male, total)
    if female is not None and male is not None:
        return Split(female, male)
    rest = max(total - (female or 0) - (male or 0), 0)
    other = "M" if male is None else "F"
    if other in cells and cells[other].status:
        return Split(female, male, rest)
    return Split(rest, male) if female is None else Split(female, rest)


@dataclass(frozen=True)
class _Answer:
    amount: Amount
    statuses: tuple[str, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class _Sub:
    """A sum under way."""

    amount: Amount = Amount()
    parts: tuple[Part, ...] = ()
    missing: tuple[int, ...] = ()
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class _Round:
    measure: Measure
    tree: Tree
    answers: dict[tuple[int, str], _Answer] = field(default_factory=dict)

    def part(self, unit_id: int, scope: str, role: Role | None = None) -> Part | None:
        answer = self.answers.get((unit_id, scope))
        if answer is None:
            return None
        return Part(
            unit_id, scope, answer.amount, role or self.role(answer.amount), answer.statuses, answer.cells
        )

    def role(self, amount: Amount) -> Role:
        if amount.given(self.measure.kind):
            return "counted"
        if self.measure.kind == "rate" and (
            amount.numerator.total is not None or amount.denominator.total is not None
        ):
            return "incomplete"
        return "kept" if amount.whole.total is not None else "answered"


def roll_up(measure: Measure, cells: Iterable[Cell], tree: Tree, top_id: int, breakdown: str = "") -> Total:
    """The total of ``top_id`` and everything under it from official cells of one period."""
    run = _Round(measure, tree, _answers(measure, cells, breakdown))
    within = {node.id for node in tree.subtree(top_id)}
    collectors = measure.collectors & within
    adds = measure.additive or measure.kind == "rate"
    if not adds:
        sub = _not_added(run, top_id, collectors)
    elif collectors:
        sub = _collected(run, top_id, collectors)
    else:
        sub = _subtotal(run, top_id)
    total = Total(
        top_id, measure.kind, measure.per, sub.amount, None, sub.parts, sub.missing, sub.differences
    )
    if measure.kind == "rate" and total.rate is None:
        return replace(total, as_given=_as_given(run, top_id, collectors))
    return total


def derive(total: Total, formula: Formula, per: int = 100) -> Total:
    """The rate that follows from a count by sex: the share of women, or men per ``per`` women.

    Only what was given by both sexes goes in; units that gave one sex, or a total only, are ``incomplete``.
    """
    over, under, parts = Split(), Split(), []
    for part in total.parts:
        whole = part.amount.whole
        if part.role != "counted":
            parts.append(part)
            continue
        if whole.female is None or whole.male is None:
            parts.append(replace(part, role="incomplete"))
            continue
        numerator = Split(female=whole.female) if formula == "women-share" else Split(male=whole.male)
        denominator = (
            Split(whole.female, whole.male) if formula == "women-share" else Split(female=whole.female)
        )
        over, under = over + numerator, under + denominator
        parts.append(replace(part, amount=Amount(whole, numerator, denominator)))
    return Total(
        total.unit_id,
        "rate",
        per,
        Amount(Split(), over, under),
        None,
        tuple(parts),
        total.missing,
        total.differences,
    )


def _answers(measure: Measure, cells: Iterable[Cell], breakdown: str) -> dict[tuple[int, str], _Answer]:
    """What each unit gave in each scope; blank cells are no answer."""
    groups: dict[tuple[int, str], list[Cell]] = {}
    for cell in cells:
        if cell.indicator_id == measure.id and cell.breakdown == breakdown and cell.status:
            groups.setdefault((cell.unit_id, cell.scope), []).append(cell)
    return {key: _answer(group) for key, group in groups.items()}


def _answer(cells: list[Cell]) -> _Answer:
    by_part: dict[str, dict[str, Cell]] = {}
    for cell in cells:
        by_part.setdefault(cell.part, {})[cell.sex] = cell
    amount = Amount(*(split_of(by_part.get(part, {})) for part in ("", "numerator", "denominator")))
    return _Answer(amount, tuple(sorted({c.status for c in cells})), tuple(cells))


def _subtotal(run: _Round, unit_id: int) -> _Sub:
    """The rule of the house for one unit; see the module."""
    below = _join(_subtotal(run, child.id) for child in run.tree.children(unit_id))
    own, everything = run.part(unit_id, "own"), run.part(unit_id, "all")
    if everything is not None and everything.role == "counted":
        return _covered(run, everything, own, below)
    mine = tuple(p for p in (everything, own) if p is not None)
    amount = below.amount + (own.amount if own is not None and own.role == "counted" else Amount())
    if everything is not None:
        missing: tuple[int, ...] = ()
    elif own is not None or run.tree[unit_id].kind not in run.measure.asked:
        missing = below.missing
    else:
        # Where nobody under a silent unit answered either, its name stands for all of them.
        missing = (unit_id, *below.missing) if below.parts else (unit_id,)
    return _Sub(amount, (*mine, *below.parts), missing, below.differences)


def _covered(run: _Round, everything: Part, own: Part | None, below: _Sub) -> _Sub:
    """A unit that reports with its subordinates: theirs are compared, not added."""
    differences = below.differences
    if below.amount.given(run.measure.kind):
        summed = below.amount + (own.amount if own is not None and own.role == "counted" else Amount())
        if not summed.agrees(everything.amount):
            differences = (Difference(everything.unit_id, everything.amount, summed), *differences)
    others = tuple(p for p in (own, *below.parts) if p is not None)
    return _Sub(everything.amount, (everything, *_as_compared(others)), (), differences)


def _collected(run: _Round, top_id: int, collectors: frozenset[int]) -> _Sub:
    """Collectors make the total; the roll-up of everybody else is compared with it."""
    taken: dict[tuple[int, str], Part] = {}
    spare: list[Part] = []
    silent = []
    for unit_id in (n.id for n in run.tree.subtree(top_id) if n.id in collectors):
        if any((a.id, "all") in taken for a in run.tree.ancestors(unit_id)):
            continue
        given = [p for p in (run.part(unit_id, "all"), run.part(unit_id, "own")) if p is not None]
        best = next((p for p in given if p.role == "counted"), given[0] if given else None)
        if best is None:
            silent.append(unit_id)
        else:
            taken[unit_id, best.scope] = best
            spare += [p for p in given if p is not best]
    amount = Amount()
    for part in taken.values():
        amount = amount + (part.amount if part.role == "counted" else Amount())
    gone = {unit_id for unit_id, _scope in taken}
    left = {key: answer for key, answer in run.answers.items() if key[0] not in gone}
    others = _subtotal(_Round(run.measure, run.tree, left), top_id)
    differences = others.differences
    if others.amount.given(run.measure.kind) and not others.amount.agrees(amount):
        named = next(iter(collectors)) if len(collectors) == 1 else top_id
        differences = (Difference(named, amount, others.amount), *differences)
    return _Sub(amount, (*taken.values(), *_as_compared((*spare, *others.parts))), tuple(silent), differences)


def _not_added(run: _Round, top_id: int, collectors: frozenset[int]) -> _Sub:
    """An indicator that does not add up over units: the figure of the unit itself, or of its one collector."""
    sub = _collected(run, top_id, collectors) if collectors else _subtotal(run, top_id)
    named = _speaker(top_id, collectors)
    spoken = next(
        (
            p
            for s in ("all", "own")
            if named is not None and (p := run.part(named, s)) is not None and p.role == "counted"
        ),
        None,
    )
    parts = tuple(
        replace(
            p,
            role="counted"
            if spoken is not None and (p.unit_id, p.scope) == (named, spoken.scope)
            else "kept",
        )
        if p.role in ("counted", "compared")
        else p
        for p in sub.parts
    )
    return _Sub(spoken.amount if spoken is not None else Amount(), parts, sub.missing, ())


def _as_given(run: _Round, top_id: int, collectors: frozenset[int]) -> Fraction | None:
    """A rate that came without its parts, of the unit itself or of its one collector."""
    named = _speaker(top_id, collectors)
    for scope in ("all", "own"):
        part = run.part(named, scope) if named is not None else None
        if part is not None and part.amount.whole.total is not None:
            return Fraction(part.amount.whole.total, 10**run.measure.scale)
    return None


def _speaker(top_id: int, collectors: frozenset[int]) -> int | None:
    if not collectors:
        return top_id
    return next(iter(collectors)) if len(collectors) == 1 else None


def _as_compared(parts: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(replace(p, role="compared") if p.role == "counted" else p for p in parts)


def _join(subs: Iterable[_Sub]) -> _Sub:
    """Side by side; collected in lists, so that a wide tree costs no more than its size."""
    amount = Amount()
    parts: list[Part] = []
    missing: list[int] = []
    differences: list[Difference] = []
    for sub in subs:
        amount = amount + sub.amount
        parts += sub.parts
        missing += sub.missing
        differences += sub.differences
    return _Sub(amount, tuple(parts), tuple(missing), tuple(differences))


def _of_sex(split: Split, sex: str) -> int | None:
    return {"F": split.female, "M": split.male}.get(sex, split.total)


def _plus(a: int | None, b: int | None) -> int | None:
    if a is None:
        return b
    return a if b is None else a + b
