"""What units that are no more wrote into the reports that were handed over, beside the fields of the one that follows.

Words and figures are shown as they stand, drafts too; they are taken over by a press (``taking``). Official words and
counts of theirs count where they are, so that they are only told: taken over they would count twice. A level or a rate
of theirs counts only as long as the unit that follows gives none, so that it is offered though it was sent.
"""

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from chithi.figures.checks import RECORDS
from chithi.figures.models import Indicator, Observation
from chithi.reports.content import Content, FigureRow, Line
from chithi.reports.fields import WORK_STATES, work_id
from chithi.reports.figure_cells import told
from chithi.reports.functions import Functions, functions_asked, heirs_of, key_of, left_on, named
from chithi.reports.models import Answer, Report, Taken
from chithi.reports.succession import Before
from chithi.shell.clock import today
from chithi.units.queries import lineage

_DAY = datetime.timedelta(days=1)


@dataclass
class Given:
    """What one unit gave for a field of the report that follows: ``name`` is its own, ``target`` that of the other
    one. ``note`` says why there is nothing to take; ``taken`` is set where it was taken over."""

    before: Before
    name: str
    target: str
    text: str = ""
    to: str = ""
    values: dict[tuple[str, str], int] = field(default_factory=dict)
    """(part, sex) → a figure that was typed and does not count yet."""
    is_estimate: bool = False
    note: str = ""
    hint: str = ""
    """What is to be known before it is taken."""
    taken: Taken | None = None
    passed_to: list[str] = field(default_factory=list)
    """The units to which it went with its function, where that is not the one that follows."""

    @property
    def shown(self) -> str:
        """What was written, in words."""
        return str(WORK_STATES.get(self.text, self.text)) if self.name.endswith(":state") else self.text

    def send_to(self, names: list[str]) -> None:
        """Say that it is for other units to take."""
        self.passed_to, self.values = names, {}
        self.note = _("passed with its function to %(units)s") % {"units": ", ".join(names)}

    @property
    def may_be_taken(self) -> bool:
        return not self.note

    @property
    def waits(self) -> bool:
        return self.may_be_taken and self.taken is None


@dataclass
class Panel:
    """What stands at the top about one report before: how much was written, how much of it waits to be taken over, and
    what has no place in the report that follows."""

    before: Before
    given: list[Given] = field(default_factory=list)
    elsewhere: int = 0
    may_read: bool = True
    """Whether whoever sees the panel may read that report itself, and not only what came."""
    passed: dict[str, int] = field(default_factory=dict)
    """How many of those elsewhere are of a function that passed to another unit, by its name."""

    @property
    def waiting(self) -> int:
        return sum(given.waits for given in self.given)

    @property
    def filled(self) -> int:
        """How many fields say something; those that may be taken, those only told and those elsewhere."""
        return len(self.given) + self.elsewhere

    @property
    def offered(self) -> int:
        return sum(given.may_be_taken for given in self.given)

    @property
    def told(self) -> int:
        return len(self.given) - self.offered


def beside(content: Content) -> list[Panel]:
    """Put what was handed over beside the fields of a report, and say at its top from whom it is. Three queries where
    there is one before, none else."""
    panels = {one.report.pk: Panel(one) for one in content.before}
    if not panels:
        return []
    handed = [one for one in content.before if one.is_handed or one.is_part]
    taken, passed_on = taken_from(content.report, content.before)
    for given in (*words_of(content, handed), *figures_of(content, content.before)):
        place = (given.before.report.pk, given.name)
        if place in passed_on:
            continue
        given.taken = taken.get(place)
        panel = panels[given.before.report.pk]
        if put(content, given):
            panel.given.append(given)
        else:
            panel.elsewhere += 1
            for name in given.passed_to:
                panel.passed[name] = panel.passed.get(name, 0) + 1
    return [panel for panel in panels.values() if panel.given or not panel.before.is_part]


def taken_from(
    report: Report, before: Sequence[Before]
) -> tuple[dict[tuple[int, str], Taken], set[tuple[int, str]]]:
    """(what this report took over, what a unit in between took over and hands on itself), by source and field."""
    mine: dict[tuple[int, str], Taken] = {}
    others: set[tuple[int, str]] = set()
    between = {one.report.pk for one in before}
    for row in Taken.objects.filter(source__in=between, report__in={report.pk, *between}):
        if row.report_id == report.pk:
            mine[row.source_id, row.source_field] = row
        else:
            others.add((row.source_id, row.source_field))
    return mine, others


def put(content: Content, given: Given) -> bool:
    """Put something beside its field; whether the report has such a field."""
    if given.name.startswith("proposal:"):
        content.given_proposals.append(given)
        return True
    if given.target.startswith("f:"):
        row = next((row for row in content.figures if row.id == given.target), None)
        if row is not None:
            row.given.append(given)
        return row is not None
    shown = content.fields.get(given.target)
    if shown is not None:
        shown.given.append(given)
    return shown is not None


def words_of(content: Content, handed: Sequence[Before]) -> Iterator[Given]:
    """Words, states and proposals, in the order in which they were handed over."""
    handed = [one for one in handed if one.only is None or any(key.startswith("work:") for key in one.only)]
    if not handed:
        return
    reports = [one.report.pk for one in handed]
    rows = Answer.objects.filter(report__in=reports, is_latest=True).exclude(text="")
    said: dict[int, dict[str, Answer]] = {}
    for answer in rows.order_by("report", "id"):
        said.setdefault(answer.report_id, {})[answer.field] = answer
    fields = content.fields
    for one in handed:
        answers = said.get(one.report.pk, {})
        for name, answer in answers.items():
            if name.startswith("proposal:"):
                given = proposal(one, name, answers)
                if given is None:
                    continue
            else:
                given = Given(one, name, name, answer.text)
            if not is_of(one, name):
                continue
            if away := gone_with_function(content, one, functions_asked((), items_named(name)), name):
                given.send_to(away)
            elif answer.is_official:
                given.note = _("sent already, it stands in the consolidated report")
            elif name.endswith(":state") and name in fields and fields[name].value:
                given.note = _("your unit has given a state")
            yield given


def proposal(one: Before, name: str, answers: Mapping[str, Answer]) -> Given | None:
    """A proposal with its addressee, once for both of its halves."""
    number, half = name.split(":")[1:]
    other = answers.get(f"proposal:{number}:{'to' if half == 'text' else 'text'}")
    if half == "to" and other is not None:
        return None
    text = answers[name].text if half == "text" else ""
    to = (other.text if other else "") if half == "text" else answers[name].text
    return Given(one, f"proposal:{number}", "proposals", text, to)


def figures_of(content: Content, before: Sequence[Before]) -> Iterator[Given]:
    """The figures of each unit, by indicator, as far as somebody gave an answer; of a report that was sent those that
    do not count of themselves."""
    cells = cells_of_units([one.report.unit_id for one in before], content.report.cycle.period)
    rows = {row.indicator.pk: row for row in content.figures}
    for one in before:
        for indicator, versions in cells.get(one.report.unit_id, {}).items():
            name = f"f:{versions[0].indicator.code}"
            if not is_of(one, name):
                continue
            functions = functions_asked([versions[0].indicator], ())
            is_whole = goes_whole(one, content.report, functions.get(name, ()))
            given = figures_given(one, versions, rows.get(indicator), is_whole)
            if away := gone_with_function(content, one, functions, name):
                given.send_to(away)
            if one.is_handed or given.may_be_taken:
                yield given


def is_of(one: Before, field: str) -> bool:
    """Whether a field is of the part of a report that came, where only a part did."""
    return one.only is None or key_of(field) in one.only


def items_named(field: str) -> list[int]:
    found = work_id(field)
    return [] if found is None else [found]


def gone_with_function(content: Content, one: Before, functions: Functions, field: str) -> list[str]:
    """The units to which a field of a report before went with its function, where it is not the one that follows."""
    names = functions.get(key_of(field))
    if one.is_part or not names:
        return []
    heirs = heirs_of(one.report.unit_id, names, day_of(content, field), lineage())
    return [] if content.report.unit_id in heirs else named(heirs, content.tree)


def day_of(content: Content, field: str) -> datetime.date:
    """Figures are asked as of the end of the period, tasks as of the day of the round."""
    return content.report.cycle.period_to if field.startswith("f:") else content.tree.day


def goes_whole(one: Before, report: Report, functions: Collection[str]) -> bool:
    """Whether all that a unit had, or had of some functions, is in that of another report; only then its figures can be
    added there."""
    links = lineage()
    left = left_on(one.report.unit_id, functions, links) or one.day
    until = max(today(), report.cycle.period_to) if functions else today()
    return links.flow(one.report.unit_id, left - _DAY, until, functions).whole == report.unit_id


def cells_of_units(units: Sequence[int], period: str) -> dict[int, dict[int, list[Observation]]]:
    """Unit → indicator → the newest and the official versions of its whole cells that say something. One query."""
    found: dict[int, dict[int, list[Observation]]] = {}
    rows = Observation.objects.filter(
        Q(is_latest=True) | Q(is_official=True), unit__in=units, period=period, breakdown=""
    ).exclude(status="")
    for row in rows.select_related("indicator").order_by("unit", "indicator__order", "part", "sex", "id"):
        found.setdefault(row.unit_id, {}).setdefault(row.indicator_id, []).append(row)
    return found


def figures_given(
    one: Before, versions: Sequence[Observation], row: FigureRow | None, is_whole: bool
) -> Given:
    """What a unit gave for one indicator, and whether it can be added to the row of the unit that follows."""
    newest = [o for o in versions if o.is_latest]
    official = [o for o in versions if o.is_official]
    first = versions[0]
    given = Given(
        one, f"f:{first.indicator.code}:{first.scope}", row.id if row else "", told(newest or official)
    )
    given.is_estimate = any(o.status == "estimate" for o in newest)
    counts = versions[0].indicator.kind == Indicator.Kind.FLOW
    if official and one.is_open_part:
        given.hint = _("sent already by the unit that had it before; it counts once your unit gives it")
    elif official and not counts:
        given.hint = _("sent already, and counts only as long as your unit gives no figure of its own")
    if official and counts and not one.is_open_part:
        given.note = _("already counted: %(figures)s") % {"figures": told(official)}
    elif not any(o.value is not None for o in newest):
        given.note = _("there is no figure to add")
    elif all(o.origin == RECORDS for o in newest if o.value is not None):
        given.note = _("it comes from the registers and is counted from there")
    elif not is_whole:
        given.note = _("the unit was parted or dissolved: enter the part that is yours")
    else:
        given.values = {
            (o.part, o.sex): o.value for o in newest if o.value is not None and o.origin != RECORDS
        }
        given.note = why_not_added(row, given) if row else ""
    return given


def why_not_added(row: FigureRow, given: Given) -> str:
    """Why figures cannot be added to those that stand in a row; "" where they can."""
    if not row.indicator.additive and row.indicator.kind != "rate" and any(c.value for c in row.cells):
        return _("figures of this indicator cannot be added: enter the one that is right now")
    if row.answer not in ("final", "estimate"):
        return _("your unit has answered otherwise: “%(answer)s”") % {"answer": row.answer_label}
    if any(sums(line, given.values) is None for line in row.lines):
        return _("one is split by sex and the other is not: enter the sum yourself")
    return ""


def sums(line: Line, values: Mapping[tuple[str, str], int]) -> dict[str, int] | None:
    """Sex → the figure of a line with what is added to it. None where both are not split alike. No query."""
    theirs = {sex: value for (part, sex), value in values.items() if part == line.part}
    mine = line.by_sex
    if not theirs:
        return {}
    if mine and mine.keys() != theirs.keys():
        return None
    return {sex: mine.get(sex, 0) + value for sex, value in theirs.items()}
