"""What is counted in a consolidated report: pure, for the paper, its explanations and the overview."""

from collections.abc import Callable
from dataclasses import dataclass

from chithi.steering.values import (
    UNANSWERED,
    Case,
    Measure,
    Proposal,
    UnitReport,
    on_track,
    tally,
    track,
)
from chithi.vietnamese import fold, sort_key, tone_normalised

UNITS: dict[str, Callable[[UnitReport], bool]] = {
    "asked": lambda r: not r.handed_over,
    "sent": lambda r: r.sent,
    "in-time": lambda r: r.sent and not r.late,
    "late": lambda r: r.sent and r.late,
    "not-sent": lambda r: not r.sent and not r.handed_over,
    "silent": lambda r: not r.sent and r.state == "silent",
    "draft": lambda r: not r.sent and r.state == "draft",
    "submitted": lambda r: not r.sent and r.state == "submitted",
    "being-completed": lambda r: r.being_completed,
    "approved": lambda r: r.state == "approved",
    "accepted": lambda r: r.state == "accepted",
    "handed-over": lambda r: r.handed_over,
}
"""Which reports a number of units counts."""


def units_of(case: Case, which: str) -> list[UnitReport]:
    """The reports that ``units:<which>`` counts, in the order of the tree."""
    requested = which.startswith("requested")
    test = UNITS["sent" if which == "requested-sent" else "asked" if requested else which]
    found = [r for r in case.reports if test(r) and (not requested or case.body(r.unit).mode == "requested")]
    return sorted(found, key=lambda r: case.body(r.unit).position)


def units(case: Case) -> dict[str, int]:
    return {which: len(units_of(case, which)) for which in (*UNITS, "requested", "requested-sent")}


def work(case: Case) -> dict[str, int]:
    """Duties by state over all units that are asked."""
    return tally(case.states.values())


def work_of_content(case: Case, number: int) -> dict[str, int]:
    carried = {w.number for w in case.works if number in w.contents}
    return tally(s for (w, _unit), s in case.states.items() if w in carried)


def work_of_item(case: Case, number: int) -> dict[str, int]:
    return tally(s for (w, _unit), s in case.states.items() if w == number)


def contents(case: Case) -> tuple[list[int], list[int]]:
    """The contents that somebody answered, and those that nobody did."""
    answered = {w for (w, _unit), state in case.states.items() if state != UNANSWERED}
    reported = {c for w in case.works if w.number in answered for c in w.contents}
    numbers = [c.number for c in case.contents]
    return [n for n in numbers if n in reported], [n for n in numbers if n not in reported]


def aims(case: Case) -> dict[str, list[Measure]]:
    """Indicators that have a target: on track, off track, unknown."""
    found: dict[str, list[Measure]] = {"on": [], "off": [], "unknown": []}
    for measure in case.measures:
        if measure.aim is not None:
            state = track(measure, case.year)
            found["on" if on_track(state) else state].append(measure)
    return found


@dataclass(frozen=True, slots=True)
class Addressed:
    """The proposals to one addressee."""

    to: str
    proposals: tuple[Proposal, ...]


def proposals(case: Case) -> list[Addressed]:
    """Proposals by addressee; spellings that fold together are one. Units of the directory come first, in the
    order of the tree, then others in Vietnamese order, at the end those without an addressee."""
    positions = {b.name: b.position for b in case.bodies}
    groups: dict[str, list[Proposal]] = {}
    for proposal in case.proposals:
        if proposal.text.strip():
            groups.setdefault(fold(proposal.body or proposal.to), []).append(proposal)
    found = []
    for key, group in groups.items():
        group.sort(key=lambda p: (case.body(p.unit).position, p.number))
        # The most usual spelling; of two equally usual ones the first in the dictionary.
        spellings = [" ".join(tone_normalised(p.body or p.to).split()) for p in group]
        name = min(spellings, key=lambda s: (-spellings.count(s), sort_key(s)))
        order = (not key, positions.get(name, len(positions)), sort_key(name))
        found.append((order, Addressed(name, tuple(group))))
    return [addressed for _order, addressed in sorted(found, key=lambda f: f[0])]
