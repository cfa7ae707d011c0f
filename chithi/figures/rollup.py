"""Roll-up of one indicator in one period over the tree of units: exact, and nobody is counted twice. Pure.

The total of a unit is its own figure "with subordinates" where it gave one; what its subordinates gave is then only
compared with it. Else it is what the unit gave of its own and the totals of its subordinates. Where an indicator
names collectors, their figures make the total and everybody else's are compared. Silence is never nought: a unit
that was asked and gave no answer is listed as missing; one that came in the period and owes no report of its own is
asked nothing where all that it follows answered.

What units gave that ended within the period comes to those that follow (``forebears``): events are added to theirs,
for each counted those of its own days; a stock or a rate stands only where the unit that follows gave none.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from chithi.figures.amounts import (
    NOT_REPORTED,
    NOTHING,
    Amount,
    Cell,
    Difference,
    Formula,
    Kind,
    Measure,
    Part,
    Role,
    Split,
    Total,
    rounded,
    split_of,
)
from chithi.figures.forebears import Past, placed
from chithi.units.tree import Tree

__all__ = [
    "NOT_REPORTED",
    "Amount",
    "Cell",
    "Difference",
    "Formula",
    "Kind",
    "Measure",
    "Part",
    "Role",
    "Split",
    "Total",
    "derive",
    "roll_up",
    "rounded",
    "split_of",
]


NO_PAST = Past()


@dataclass(frozen=True)
class _Answer:
    amount: Amount
    statuses: tuple[str, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class _Sub:
    """A sum under way."""

    amount: Amount = NOTHING
    parts: tuple[Part, ...] = ()
    missing: tuple[int, ...] = ()
    differences: tuple[Difference, ...] = ()


_EMPTY = _Sub()


@dataclass(frozen=True)
class _Round:
    measure: Measure
    tree: Tree
    answers: dict[tuple[int, str], _Answer] = field(default_factory=dict)
    came: Mapping[int, list[Part]] = field(default_factory=dict)
    """What came to a unit from those that are gone."""
    past: Past = NO_PAST

    def is_answered_for(self, unit_id: int) -> bool:
        """Whether a silent unit is asked nothing more: it owes no report, and all that it follows gave an answer before
        they ended, themselves or in the figure of a unit above them."""
        owing = self.past.owing
        if owing is None or unit_id in owing:
            return False
        before = [
            old for old, _link in self.past.lineage.forebears(unit_id, self.tree.day) if self.was_asked(old)
        ]
        return bool(before) and all(self.has_answered(old) for old in before)

    def was_asked(self, unit_id: int) -> bool:
        gone = self.past.gone.get(unit_id)
        if gone is None:
            return False
        return gone.node.kind in self.measure.asked or any(
            (unit_id, s) in self.answers for s in ("all", "own")
        )

    def has_answered(self, unit_id: int) -> bool:
        if (unit_id, "all") in self.answers or (unit_id, "own") in self.answers:
            return True
        above = self.past.gone[unit_id].node.parent_id
        while above is not None and above in self.past.gone:
            if (above, "all") in self.answers:
                return True
            above = self.past.gone[above].node.parent_id
        return False

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


def roll_up(
    measure: Measure,
    cells: Iterable[Cell],
    tree: Tree,
    top_id: int,
    breakdown: str = "",
    past: Past = NO_PAST,
) -> Total:
    """The total of ``top_id`` and everything under it from official cells of one period."""
    if past.gone and not breakdown:
        cells = past.with_records(measure.id, cells)
    answers = _answers(measure, cells, breakdown)
    run = _Round(measure, tree, answers, _came(measure, answers, tree, past), past)
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


def _came(
    measure: Measure, answers: dict[tuple[int, str], _Answer], tree: Tree, past: Past
) -> dict[int, list[Part]]:
    """What the units that are gone gave, nobody twice, by the unit to which it came."""
    if all(unit not in past.gone for unit, _scope in answers):
        return {}
    gone = past.tree
    run = _Round(measure, gone, answers)
    parts = [
        replace(part, role="compared") if part.role == "counted" and _is_covered(run, part, past) else part
        for root in gone.children(None)
        for part in _subtotal(run, root.id).parts
    ]
    return placed(parts, past, tree, past.functions.get(measure.id, ()))


def _is_covered(run: _Round, part: Part, past: Past) -> bool:
    """Whether a unit that is gone reported for units below it that still stand and reported too: nobody twice."""
    if part.scope != "all":
        return False
    standing = past.gone[part.unit_id].standing
    return any(
        unit in standing and answer.amount.given(run.measure.kind)
        for (unit, _scope), answer in run.answers.items()
    )


def _subtotal(run: _Round, unit_id: int) -> _Sub:
    """The total of one unit with what came to it."""
    return _with_forebears(run, unit_id, _standing(run, unit_id))


def _with_forebears(run: _Round, unit_id: int, sub: _Sub) -> _Sub:
    """Events of units that went into this one are added to its own; their stock stands where it gave none."""
    came = [p for p in run.came.get(unit_id, ()) if not p.unplaced]
    if not came:
        return sub
    answered = any(p.unit_id == unit_id and p.role == "counted" for p in sub.parts)
    if answered and run.measure.kind != "flow":
        return replace(sub, parts=(*sub.parts, *_as_compared(came)))
    return _Sub(sub.amount + _counted(came), (*sub.parts, *came), sub.missing, sub.differences)


def _counted(parts: Iterable[Part]) -> Amount:
    amount = NOTHING
    for part in parts:
        amount = amount + (part.amount if part.role == "counted" else NOTHING)
    return amount


def _below(run: _Round, unit_id: int) -> _Sub:
    """The units right below, and what came from units that are gone and cannot be attributed to one of them."""
    unplaced = tuple(p for p in run.came.get(unit_id, ()) if p.unplaced)
    subs = [_subtotal(run, child.id) for child in run.tree.children(unit_id)]
    if unplaced:
        subs.append(_Sub(_counted(unplaced), unplaced))
    return _join(subs) if subs else _EMPTY


def _standing(run: _Round, unit_id: int) -> _Sub:
    """The rule of the house for one unit; see the module."""
    below = _below(run, unit_id)
    own, everything = run.part(unit_id, "own"), run.part(unit_id, "all")
    if everything is not None and everything.role == "counted":
        return _covered(run, everything, own, below)
    mine = tuple(p for p in (everything, own) if p is not None)
    amount = below.amount + (own.amount if own is not None and own.role == "counted" else NOTHING)
    if everything is not None:
        missing: tuple[int, ...] = ()
    elif own is not None or run.tree[unit_id].kind not in run.measure.asked or run.is_answered_for(unit_id):
        missing = below.missing
    else:
        # Where nobody under a silent unit answered either, its name stands for all of them.
        missing = (unit_id, *below.missing) if below.parts else (unit_id,)
    return _Sub(amount, (*mine, *below.parts), missing, below.differences)


def _covered(run: _Round, everything: Part, own: Part | None, below: _Sub) -> _Sub:
    """A unit that reports with its subordinates: theirs are compared, not added."""
    differences = below.differences
    if below.amount.given(run.measure.kind):
        summed = below.amount + (own.amount if own is not None and own.role == "counted" else NOTHING)
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
    spoken = {unit_id for unit_id, _scope in taken}
    mine = _join(
        _with_forebears(run, u, _Sub(_counted(own), own))
        for u in dict.fromkeys([*spoken, *silent])
        for own in [tuple(p for (unit, _scope), p in taken.items() if unit == u)]
    )
    amount = mine.amount
    left = {key: answer for key, answer in run.answers.items() if key[0] not in spoken}
    rest = {u: [p for p in parts if p.unplaced or u not in collectors] for u, parts in run.came.items()}
    others = _subtotal(_Round(run.measure, run.tree, left, rest, run.past), top_id)
    differences = others.differences
    if others.amount.given(run.measure.kind) and not others.amount.agrees(amount):
        named = next(iter(collectors)) if len(collectors) == 1 else top_id
        differences = (Difference(named, amount, others.amount), *differences)
    missing = tuple(unit for unit in silent if not run.is_answered_for(unit))
    return _Sub(amount, (*mine.parts, *_as_compared((*spare, *others.parts))), missing, differences)


def _not_added(run: _Round, top_id: int, collectors: frozenset[int]) -> _Sub:
    """An indicator that does not add up over units: the figure of the unit itself, or of its one collector."""
    sub = _collected(run, top_id, collectors) if collectors else _subtotal(run, top_id)
    named = _speaker(top_id, collectors)
    spoken = next((p for p in _voices(run, named) if p.role == "counted"), None)
    parts = tuple(
        replace(
            p,
            role="counted"
            if spoken is not None and (p.unit_id, p.scope) == (spoken.unit_id, spoken.scope)
            else "kept",
        )
        if p.role in ("counted", "compared")
        else p
        for p in sub.parts
    )
    return _Sub(spoken.amount if spoken is not None else NOTHING, parts, sub.missing, ())


def _as_given(run: _Round, top_id: int, collectors: frozenset[int]) -> Fraction | None:
    """A rate that came without its parts, of the unit itself or of its one collector."""
    for part in _voices(run, _speaker(top_id, collectors)):
        if part.amount.whole.total is not None:
            return Fraction(part.amount.whole.total, 10**run.measure.scale)
    return None


def _voices(run: _Round, unit_id: int | None) -> list[Part]:
    """What a unit gave by itself; where it gave nothing, what the one unit gave that went on in it."""
    if unit_id is None:
        return []
    own = [p for s in ("all", "own") if (p := run.part(unit_id, s)) is not None]
    came = [p for p in run.came.get(unit_id, ()) if not p.unplaced]
    return own or (came if len(came) == 1 and not came[0].shared else [])


def _speaker(top_id: int, collectors: frozenset[int]) -> int | None:
    if not collectors:
        return top_id
    return next(iter(collectors)) if len(collectors) == 1 else None


def _as_compared(parts: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(replace(p, role="compared") if p.role == "counted" else p for p in parts)


def _join(subs: Iterable[_Sub]) -> _Sub:
    """Side by side; collected in lists, so that a wide tree costs no more than its size."""
    amount = NOTHING
    parts: list[Part] = []
    missing: list[int] = []
    differences: list[Difference] = []
    for sub in subs:
        amount = amount + sub.amount
        parts += sub.parts
        missing += sub.missing
        differences += sub.differences
    return _Sub(amount, tuple(parts), tuple(missing), tuple(differences))
