"""A report as it stands, gathered once for the form, the review, the print, the workbook and the paper."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from chithi.figures.models import Indicator
from chithi.figures.periods import parse_period
from chithi.figures.queries import FormCell, FormRow, form
from chithi.figures.rollup import rounded
from chithi.figures.values import format_value
from chithi.plans.models import WorkItem
from chithi.plans.queries import Duty, duties
from chithi.reports.cycles import tree_for
from chithi.reports.fields import (
    PROPOSALS,
    WORDS,
    proposal_field,
    proposal_numbers,
    record_id,
    work_field,
    work_id,
)
from chithi.reports.figure_cells import SEX_LABELS
from chithi.reports.functions import (
    Leaving,
    figure_key,
    functions_asked,
    heirs_of,
    leaving,
    named,
    parts_before,
)
from chithi.reports.leaps import leaps_of, total_of
from chithi.reports.models import Answer, Remark, Report
from chithi.reports.moves import WRITABLE
from chithi.reports.succession import Before, before
from chithi.reports.told import Told, left_open, standing, words_from_records
from chithi.units.queries import lineage
from chithi.units.tree import Node, Tree

ROW_ANSWERS: dict[str, str | Promise] = {
    "final": _("figure"),
    "estimate": _("estimate for the whole year"),
    "not-applicable": _("not applicable"),
    "not-our-function": _("not our function"),
    "no-data-yet": _("no data yet"),
}
"""What may be said of an indicator: a number (zero is one), that it is an estimate, or why there is none."""

FREE_PROPOSALS = 2
"""Empty proposals below those that are written."""


@dataclass
class Field:
    """A field on the page: what stands in it, by which version, and what is said about it."""

    name: str
    value: str = ""
    version: int = 0
    last: str = ""
    label: str | Promise = ""
    error: str = ""
    typed_remark: str = ""
    remarks: list[Remark] = field(default_factory=list)
    told: Told | None = None
    proposed: str = ""
    is_filled: bool = False
    differs: bool = False
    given: list[Any] = field(default_factory=list)
    """What units that are no more wrote for it (``handover.Given``)."""


@dataclass
class WorkRow:
    """A work item of the unit, with its state and its words."""

    number: int
    duty: Duty
    state: Field
    words: Field
    notes: list[Any] = field(default_factory=list)
    """What rooms above say of it (``beside.Note``)."""
    passed_to: list[str] = field(default_factory=list)
    """The units that owe it now, where it was answered before it passed to them."""

    @property
    def anchor(self) -> str:
        """The fragment of its place on the page."""
        return f"t{self.duty.work_item_id}"


@dataclass
class Line:
    """One line of figures: a count, or the numerator or denominator of a rate."""

    part: str
    label: str
    cells: list[Field]
    sum: str = ""
    last_sum: str = ""
    value: int | None = None
    last_value: int | None = None
    leaps: list[str] = field(default_factory=list)
    """In words: what is out of proportion with last year or the registers."""
    by_sex: dict[str, int] = field(default_factory=dict)
    """The figures that stand in it, by the sex of their cells."""

    def called(self, cell: Field) -> str:
        """One of its cells in words: what is counted, where that is a part of a rate, and the sex."""
        return ", ".join(str(words) for words in (self.label, cell.label) if words)


@dataclass
class FigureRow:
    """An indicator of the unit, with its lines and its answer."""

    number: int
    id: str
    indicator: Indicator
    lines: list[Line]
    answer: str = "final"
    reason: str = ""
    last_answer: str = ""
    given: list[Any] = field(default_factory=list)
    """What units that are no more gave for it (``handover.Given``)."""

    @property
    def cells(self) -> list[Field]:
        return [cell for line in self.lines for cell in line.cells]

    @property
    def records(self) -> int:
        """How many records the registers have for this indicator; 0 where none feeds it."""
        return max((cell.told.records for cell in self.cells if cell.told), default=0)

    @property
    def records_address(self) -> str:
        return next((cell.told.url for cell in self.cells if cell.told), "")

    @property
    def differing(self) -> list[tuple[str, Field]]:
        """The cells in which something else was answered than the registers say, each with what it is called."""
        return [(line.called(cell), cell) for line in self.lines for cell in line.cells if cell.differs]

    @property
    def leaps(self) -> list[str]:
        return [words for line in self.lines for words in line.leaps]

    @property
    def anchor(self) -> str:
        return f"row-{self.id}"

    @property
    def is_answered(self) -> bool:
        return self.answer not in ("final", "estimate") or any(cell.value for cell in self.cells)

    @property
    def rate(self) -> str:
        """A rate as its numerator and denominator give it, ``""`` for a count or while one is missing."""
        return rate_of(self.indicator, [line.value for line in self.lines])

    @property
    def last_rate(self) -> str:
        return rate_of(self.indicator, [line.last_value for line in self.lines])

    @property
    def remarks(self) -> list[Remark]:
        return [remark for cell in self.cells for remark in cell.remarks]

    @property
    def errors(self) -> list[tuple[str | Promise, str]]:
        return [(cell.label, cell.error) for cell in self.cells if cell.error]

    @property
    def answer_label(self) -> str | Promise:
        return ROW_ANSWERS.get(self.answer, "")


@dataclass
class Content:
    """Everything that stands in a report. ``node`` is the unit as it was on the cycle's day; ``before`` the reports of
    units that are no more with which it goes on."""

    report: Report
    tree: Tree
    node: Node
    work: list[WorkRow]
    figures: list[FigureRow]
    words: dict[str, Field]
    proposals: list[tuple[int, Field, Field]]
    remarks: list[Remark]
    before: list[Before] = field(default_factory=list)
    given_proposals: list[Any] = field(default_factory=list)
    """What units that are no more proposed (``handover.Given``)."""
    leaving: list[Leaving] = field(default_factory=list)
    """Figures that were written here and are asked of others now: they are not sent with the report."""

    @property
    def fields(self) -> dict[str, Field]:
        """Every field by its name, in the order of the page."""
        rows = [f for row in self.work for f in (row.state, row.words)]
        rows += [cell for row in self.figures for cell in row.cells]
        rows += list(self.words.values())
        rows += [f for _n, to, text in self.proposals for f in (to, text)]
        return {f.name: f for f in rows}

    @property
    def filled(self) -> dict[str, str]:
        """What stands in fields in which nobody has written: the words and figures of the registers."""
        return {name: f.value for name, f in self.fields.items() if f.is_filled}

    @property
    def asked(self) -> int:
        return len(self.work) + len(self.figures) + len(self.words)

    @property
    def answered(self) -> int:
        states = sum(bool(row.state.value) for row in self.work)
        return (
            states
            + sum(row.is_answered for row in self.figures)
            + sum(bool(f.value) for f in self.words.values())
        )

    @property
    def written_proposals(self) -> list[tuple[int, str, str]]:
        return [(n, to.value, text.value) for n, to, text in self.proposals if to.value or text.value]

    def show_typed(self, typed: Mapping[str, str], errors: Mapping[str, str]) -> None:
        """Put what was typed and refused back into the fields, with the sentences why."""
        for name, shown in self.fields.items():
            if name in typed:
                shown.value = typed[name]
            shown.error = errors.get(name, "")


def content_of(
    report: Report, tree: Tree | None = None, official: bool = False, telling: bool = True
) -> Content:
    """Gather a report (with ``cycle__plan`` and ``unit``); ``official`` shows what the head last sent; with
    ``telling`` false the words of records stay out.

    Some thirteen queries, whatever its length. A unit that was abolished keeps its report under its last name, and
    an answer keeps its work item when an amendment of the plan takes it away.
    """
    tree = tree or tree_for(report)
    node = tree.get(report.unit_id) or Node(report.unit_id, report.unit.key, str(report.unit), "")
    chosen = {"is_official": True} if official else {"is_latest": True}
    answers = {a.field: a for a in Answer.objects.filter(report=report, **chosen)}
    begun = report.state in (Report.State.SILENT, Report.State.DRAFT) and not report.submission
    remarks = [] if begun else list(Remark.objects.filter(report=report, resolved_at=None).order_by("id"))
    owed = duties(report.cycle.plan, tree).get(report.unit_id, [])
    work = [
        WorkRow(
            number,
            duty,
            field_of(work_field(duty.work_item_id, "state"), answers),
            field_of(work_field(duty.work_item_id, "words"), answers),
        )
        for number, duty in enumerate([*owed, *answered_before(owed, answers, node)], 1)
    ]
    live = not official and report.state in WRITABLE
    said = {field: answer.text for field, answer in answers.items()}
    told = words_from_records(report, [r.duty.work_item_id for r in work]) if live and telling else {}
    told = standing(told, said)
    rows = form(node, report.cycle.period, tree, live)
    found = Content(
        report,
        tree,
        node,
        work,
        [figure_row(number, row, records_address(report, row)) for number, row in enumerate(rows, 1)],
        {name: field_of(name, answers, label) for name, label in WORDS.items()},
        proposals_of(answers, told),
        remarks,
        before(report),
    )
    say_what_passes(found, len(owed))
    put_words(found, told, left_open(told, said))
    for remark in remarks:
        if (about := found.fields.get(remark.field)) is not None:
            about.remarks.append(remark)
    return found


def say_what_passes(content: Content, owed: int) -> None:
    """What came to a report by a transfer, and what stands in it and passed to others; the tasks beyond the ``owed``
    ones are no longer asked. No query where nothing was ever transferred."""
    report, tree = content.report, content.tree
    by_key = {figure_key(row.indicator): row.indicator for row in content.figures}
    asked = functions_asked(by_key.values(), [row.duty.work_item_id for row in content.work[:owed]])
    content.before += parts_before(report, asked, tree, {key: i.asked for key, i in by_key.items()})
    content.leaving = leaving(report, [i.pk for i in by_key.values()], tree)
    gone = content.work[owed:]
    functions = functions_asked((), [row.duty.work_item_id for row in gone])
    for row in gone:
        names = functions.get(f"work:{row.duty.work_item_id}", ())
        heirs = heirs_of(report.unit_id, names, tree.day, lineage())
        row.passed_to = named([heir for heir in heirs if heir != report.unit_id], tree)


def put_words(content: Content, told: Mapping[str, Told], left: Mapping[str, Told]) -> None:
    """What the records say stands in the fields that are ``left`` open; at the others it is only told."""
    for name, shown in content.fields.items():
        if (words := told.get(name)) is not None:
            shown.told, shown.proposed, shown.is_filled = words, words.text, name in left
            shown.value = words.text if shown.is_filled else shown.value


def answered_before(owed: Iterable[Duty], answers: Mapping[str, Answer], node: Node) -> list[Duty]:
    """The work items that the unit has answered and is no longer asked; a query where there are any."""
    said = {
        found for field, answer in answers.items() if answer.text and (found := work_id(field)) is not None
    }
    gone = said - {duty.work_item_id for duty in owed}
    items = WorkItem.objects.filter(pk__in=gone).order_by("order", "id") if gone else ()
    return [Duty(i.pk, i.at, i.order, i.text, "lead", node.mode, "", i.due, (), i.due_bound) for i in items]


def field_of(name: str, answers: Mapping[str, Answer], label: str | Promise = "") -> Field:
    answer = answers.get(name)
    return Field(name, answer.text, answer.version, label=label) if answer else Field(name, label=label)


def proposals_of(answers: Mapping[str, Answer], told: Mapping[str, Told]) -> list[tuple[int, Field, Field]]:
    """The proposals of records, those that were typed, and a few empty ones below, counted in this order."""
    written = [field for field, answer in answers.items() if answer.text]
    records = {pk for field in (*told, *written) if (pk := record_id(field)) is not None}
    halves = {n: [proposal_field(n, half) for half in ("to", "text")] for n in range(1, PROPOSALS + 1)}
    last = max((n for n, pair in halves.items() if any(field in written for field in pair)), default=0)
    numbers = proposal_numbers(records, min(last + FREE_PROPOSALS, PROPOSALS))
    return [
        (place, *(field_of(proposal_field(n, half), answers) for half in ("to", "text")))  # type: ignore[misc]
        for place, n in enumerate(numbers, 1)
    ]


def figure_row(number: int, row: FormRow, where: str) -> FigureRow:
    """An indicator as the form shows it; its answer is what its cells agree on. ``where`` its records stand."""
    lines = [line_of(row, part, cells, where) for part, cells in row.lines]
    said = {cell.status for cell in row.cells if cell.status}
    reasons = [cell.reason for cell in row.cells if cell.reason]
    answer = next((a for a in ROW_ANSWERS if a in said), "final")
    if "estimate" in said and answer == "final" and not any(c.status == "final" for c in row.cells):
        answer = "estimate"
    before = {cell.last_year_status for cell in row.cells if cell.last_year_status}
    return FigureRow(
        number,
        f"f:{row.indicator.code}:{row.scope}",
        row.indicator,
        lines,
        answer,
        reasons[0] if reasons else "",
        next((a for a in ROW_ANSWERS if a in before), ""),
    )


def records_address(report: Report, row: FormRow) -> str:
    """Where the records behind the unit's figure of an indicator stand."""
    place = reverse("figures:records", args=[row.indicator.code, parse_period(report.cycle.period).address])
    return f"{place}?{urlencode({'unit': report.unit.key, 'scope': row.scope})}"


def line_of(row: FormRow, part: str, cells: Iterable[FormCell], where: str) -> Line:
    cells = list(cells)
    scale = row.indicator.scale_of(part)
    single = len(cells) == 1
    now, before = (added(v) for v in ([c.value for c in cells], [c.last_year_value for c in cells]))
    return Line(
        part,
        row.indicator.part_title(part) if part else "",
        [
            Field(
                c.code,
                c.text,
                c.version,
                c.last_year,
                "" if single else SEX_LABELS[c.key.sex],
                told=Told("", c.proposal.records, where) if c.proposal else None,
                proposed=format_value(c.expected, scale),
                is_filled=c.is_filled,
                differs=c.differs,
            )
            for c in cells
        ],
        "" if single else format_value(now, scale),
        "" if single else format_value(before, scale),
        now,
        before,
        leaps_in(row, part, cells),
        {c.key.sex: c.value for c in cells if c.value is not None},
    )


def leaps_in(row: FormRow, part: str, cells: Sequence[FormCell]) -> list[str]:
    """What is out of proportion in a line: "Trẻ em gái, nữ: gấp hơn 30 lần năm trước (33)"."""
    label, split = row.indicator.part_title(part) if part else "", len(cells) > 1
    names = [
        (", ".join(filter(None, [label, str(SEX_LABELS[sex]).lower() if split else ""])), words)
        for sex, words in leaps_of(cells, row.indicator.scale_of(part))
    ]
    return [f"{capfirst(name)}: {words}" if name else capfirst(words) for name, words in names]


def added(values: Iterable[int | None]) -> int | None:
    """Female, male and total of one line: female and male together, or the total where one is not split."""
    found, is_all = total_of(list(values))
    return found if is_all else None


def rate_of(indicator: Indicator, parts: list[int | None]) -> str:
    """Numerator over denominator, rounded once to the scale of the indicator."""
    if len(parts) != 2 or parts[0] is None or not parts[1]:
        return ""
    return format_value(
        rounded(Fraction(parts[0] * indicator.per, parts[1]), indicator.scale), indicator.scale
    )
