"""What stands behind a number of the consolidated report: which units, which reports, which answer or cell. Pure.

``explain(case, code)`` answers for every code that ``compose`` gives to a number; an unknown code is None.
The words are those of the screen, so they come from the catalogue, unlike those of the paper.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from chithi.papers.vietnam import number
from chithi.steering import counts
from chithi.steering.labels import ROLES, STATES, STATUSES, WORK, label, title_of
from chithi.steering.tables import gap, signed
from chithi.steering.values import WORK_STATES, Case, Measure, Part, UnitReport, track


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was counted. ``unit`` is the key of the unit whose report it is, ``code`` a further number."""

    cells: tuple[str, ...]
    unit: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A number, what it counts, how, and the lines that were counted."""

    title: str
    number: str
    how: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    numeric: tuple[int, ...] = ()
    """Which columns hold numbers, counted from 0."""


def explain(case: Case, code: str) -> Explanation | None:
    """The explanation of a code, None for one that counts nothing here."""
    kind, _colon, rest = code.partition(":")
    answer = KINDS.get(kind)
    return answer(case, rest) if answer else None


def units(case: Case, which: str) -> Explanation | None:
    titles = unit_titles()
    if which not in titles:
        return None
    found = counts.units_of(case, which)
    return Explanation(
        title=titles[which],
        number=number(len(found)),
        how=_("Each unit that is asked to report counts once, by the state of its report."),
        columns=(_("Unit"), _("State"), _("First sent on"), _("In time")),
        lines=tuple(unit_line(case, report) for report in found),
    )


def unit_line(case: Case, report: UnitReport) -> Line:
    sent = f"{report.sent_on:%d/%m/%Y}" if report.sent_on else "–"
    in_time = "–" if not report.sent else _("after the last day in time") if report.late else _("in time")
    return Line((case.body(report.unit).name, label(STATES, report.state), sent, in_time), report.unit)


def unit_titles() -> dict[str, str]:
    return {
        "asked": _("Units asked to report"),
        "sent": _("Units that sent their report"),
        "in-time": _("Reports sent in time"),
        "late": _("Reports sent after the last day in time"),
        "not-sent": _("Units that have not sent their report"),
        "silent": _("Units that have not begun"),
        "draft": _("Units that are drafting"),
        "submitted": _("Reports that wait for the head of the unit"),
        "being-completed": _("Reports returned to be completed"),
        "approved": _("Reports sent and not yet accepted"),
        "accepted": _("Reports accepted"),
        "handed-over": _("Reports handed over by units that are no more"),
        "requested": _("Organisations requested to report"),
        "requested-sent": _("Requested organisations that sent their report"),
    }


def work(case: Case, state: str) -> Explanation | None:
    return duties(case, state, {w.number for w in case.works}, _("Duties of all units"))


def content(case: Case, rest: str) -> Explanation | None:
    position, _colon, state = rest.partition(":")
    found = next((c for c in case.contents if str(c.number) == position), None)
    if found is None:
        return None
    carried = {w.number for w in case.works if found.number in w.contents}
    return duties(case, state, carried, f"{found.at}. {capfirst(found.text or found.heading)}")


def item(case: Case, rest: str) -> Explanation | None:
    position, _colon, state = rest.partition(":")
    found = next((w for w in case.works if str(w.number) == position), None)
    return duties(case, state, {found.number}, f"{found.at}. {capfirst(found.text)}") if found else None


def duties(case: Case, state: str, works: set[int], title: str) -> Explanation | None:
    """The duties (work item × unit) of some work items in a state, or in all."""
    if state not in (*WORK_STATES, "all"):
        return None
    texts = {w.number: f"{w.at}. {capfirst(w.text)}" for w in case.works}
    words = {(a.work, a.unit): a.words for a in case.answers}
    found = [key for key, given in case.states.items() if key[0] in works and state in (given, "all")]
    found.sort(key=lambda key: (case.body(key[1]).position, key[0]))
    return Explanation(
        title=title if state == "all" else f"{title}: {label(WORK, state)}",
        number=number(len(found)),
        how=_(
            "Each work item of each unit that is asked to report counts once, with the state the unit gave it."
        ),
        columns=(_("Unit"), _("Work item"), _("State"), _("In its own words")),
        lines=tuple(
            Line((case.body(u).name, texts[w], label(WORK, case.states[w, u]), words.get((w, u), "")), u)
            for w, u in found
        ),
    )


def contents(case: Case, which: str) -> Explanation | None:
    reported, open_ = counts.contents(case)
    chosen = {
        "all": (_("Contents of the plan"), [*reported, *open_]),
        "reported": (_("Contents on which somebody reported"), reported),
        "open": (_("Contents on which nobody reported"), open_),
    }.get(which)
    if chosen is None:
        return None
    title, numbers = chosen
    found = [c for c in case.contents if c.number in numbers]
    answered = {c.number: counts.work_of_content(case, c.number) for c in found}
    return Explanation(
        title=title,
        number=number(len(found)),
        how=_("A content is reported on when a unit gave a state to a work item that carries it out."),
        columns=(_("Content"), _("Duties"), _("Answered")),
        lines=tuple(
            Line(
                (
                    f"{c.at}. {capfirst(c.text or c.heading)}",
                    number(sum(answered[c.number].values())),
                    number(sum(n for s, n in answered[c.number].items() if s != "unanswered")),
                ),
                code=f"content:{c.number}:all",
            )
            for c in found
        ),
        numeric=(1, 2),
    )


def aims(case: Case, which: str) -> Explanation | None:
    groups = counts.aims(case)
    titles = {
        "all": _("Indicators with a target"),
        "on": _("Targets reached or on track"),
        "off": _("Targets missed or behind"),
        "unknown": _("Targets that cannot be judged yet"),
    }
    if which not in titles:
        return None
    found = [m for m in case.measures if m.aim and (which == "all" or m in groups[which])]
    return Explanation(
        title=titles[which],
        number=number(len(found)),
        how=_(
            "A target of this year is reached or missed. Towards a later one the year must have made at least the "
            "step that was left per year at its beginning."
        ),
        columns=(_("Indicator"), _("Target"), _("By year"), _("Value reached"), _("Gap"), _("Judgement")),
        lines=tuple(aim_line(case, measure) for measure in found),
        numeric=(1, 2, 3, 4),
    )


def aim_line(case: Case, measure: Measure) -> Line:
    assert measure.aim is not None
    difference, now = gap(measure), measure.main(measure.now)
    sign = "≥" if measure.aim.direction == "ge" else "≤"
    return Line(
        (
            title_of(measure),
            f"{sign} {number(measure.aim.value, measure.scale)}",
            str(measure.aim.year),
            shown(now, measure.scale) or label(STATUSES, measure.now.status),
            "" if difference is None else signed(difference, measure.scale),
            label(track_labels(), track(measure, case.year)),
        ),
        code=f"figure:{measure.code}:{'rate' if measure.kind == 'rate' else 'total'}",
    )


def track_labels() -> dict[str, str]:
    return {
        "reached": _("reached"),
        "on": _("on track"),
        "off": _("off track"),
        "unknown": _("cannot be judged"),
    }


def shown(value: int | None, scale: int = 0) -> str:
    return "" if value is None else number(value, scale)


MEASURED = ("female", "male", "unsplit", "total", "numerator", "denominator", "rate")
CELLS = (*MEASURED, "last", "target", "gap", "missing", "difference")


def figure(case: Case, rest: str) -> Explanation | None:
    """The units whose figures made a cell, those compared with it, and those that did not answer."""
    indicator, _colon, cell = rest.partition(":")
    measure = next((m for m in case.measures if m.code == indicator), None)
    if measure is None or cell not in CELLS:
        return None
    value = measure.before if cell == "last" else measure.now
    year = case.year - 1 if cell == "last" else case.year
    lines = [] if cell == "missing" else [part_line(case, measure, part) for part in value.parts]
    lines += [
        Line((case.body(key).name, *[""] * 4, label(STATUSES, "not-reported"), ""), key)
        for key in value.missing
    ]
    parts = (_("Numerator"), _("Denominator")) if measure.kind == "rate" else (_("Not split"), _("Total"))
    return Explanation(
        title=f"{title_of(measure)}, {year}",
        number=cell_number(measure, value, cell),
        how=figure_how(measure, cell),
        columns=(_("Unit"), _("Women"), _("Men"), *parts, _("Status"), _("In the total")),
        lines=tuple(lines),
        numeric=(1, 2, 3, 4),
    )


def cell_number(measure: Measure, value: object, cell: str) -> str:
    if cell in ("target", "gap"):
        amount = measure.aim.value if cell == "target" and measure.aim else gap(measure)
        return shown(amount, measure.scale)
    if cell == "missing":
        return number(len(measure.now.missing))
    if cell in ("numerator", "denominator"):
        return shown(getattr(value, cell))
    main = "rate" if measure.kind == "rate" else "total"
    amount = getattr(value, main if cell in ("last", "difference") else cell)
    return shown(amount, measure.scale) or label(STATUSES, getattr(value, "status", ""))


def figure_how(measure: Measure, cell: str) -> str:
    if cell in ("target", "gap") and measure.aim:
        return _("The target is %(value)s by %(year)s; the gap is the value minus the target.") % {
            "value": number(measure.aim.value, measure.scale),
            "year": measure.aim.year,
        }
    if measure.kind == "rate":
        return _("Numerators and denominators of the units are added; the rate is made of the two sums.")
    return _(
        "What the units gave is added. Where a unit reports with its subordinates, their figures are compared with "
        "its own and not added, so that nobody is counted twice."
    )


def part_line(case: Case, measure: Measure, part: Part) -> Line:
    first, last = (part.numerator, part.denominator) if measure.kind == "rate" else (part.unsplit, part.total)
    scale = 0 if measure.kind == "rate" else measure.scale
    amounts = [shown(v, scale) for v in (part.female, part.male, first, last)]
    return Line(
        (case.body(part.unit).name, *amounts, label(STATUSES, part.status), label(ROLES, part.role)),
        part.unit,
    )


def proposals(case: Case, position: str) -> Explanation | None:
    groups = counts.proposals(case)
    group = next((g for i, g in enumerate(groups, 1) if str(i) == position), None)
    if group is None:
        return None
    return Explanation(
        title=_("Proposals to %(name)s") % {"name": group.to or _("nobody named")},
        number=number(len(group.proposals)),
        how=_("Every proposal of every report counts once; the same words of two units are printed once."),
        columns=(_("Unit"), _("Addressee as written"), _("Proposal")),
        lines=tuple(Line((case.body(p.unit).name, p.to, p.text), p.unit) for p in group.proposals),
    )


KINDS: dict[str, Callable[[Case, str], Explanation | None]] = {
    "units": units,
    "work": work,
    "content": content,
    "item": item,
    "contents": contents,
    "aims": aims,
    "figure": figure,
    "proposals": proposals,
}
