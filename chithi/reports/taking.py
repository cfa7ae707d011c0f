"""Taking over what a unit that is no more wrote: words are put below the own ones, figures are added to them.

Each becomes a version like any other that is typed; beside it is kept out of whose report it came.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from chithi.figures.values import format_value
from chithi.journal.actions import Actor, action, nothing_changed, record
from chithi.reports.actions import BadCells, begin, write_all, written
from chithi.reports.changes import Outcome, Sent
from chithi.reports.content import Content, FigureRow, content_of
from chithi.reports.fields import PROPOSALS, proposal_field
from chithi.reports.handover import Given, beside, sums
from chithi.reports.locks import locked
from chithi.reports.models import Answer, Report, Taken
from chithi.reports.moves import Refused, why_not_written
from chithi.reports.templatetags.report_tags import field_name
from chithi.reports.told import same
from chithi.reports.versions import standings
from chithi.shell.clock import today


@dataclass(frozen=True)
class TookOver:
    """What a press did: how many fields were taken over, and the sentences why others were not."""

    name: str
    count: int
    refused: Sequence[str] = ()


@action("reports.take_over")
def take_over(report: Report, source: int, field: str, *, actor: Actor) -> TookOver:
    """Take over one field of a report that was handed over (``source``), or with ``field`` "" all that were not yet.

    A second press for all changes nothing. Raises ``Refused`` where nothing may be written now or there is no such
    field.
    """
    current, by = locked(report), str(actor.actor_name)
    if sentence := why_not_written(current, today()):
        raise Refused(sentence)
    content = content_of(current)
    panel = next((p for p in beside(content) if p.before.report.pk == source), None)
    if panel is None:
        raise Refused(_("This report was not handed over to your unit. Load the page again."))
    if field:
        wanted = [given for given in panel.given if given.name == field and given.may_be_taken]
    else:
        wanted = [given for given in panel.given if given.waits]
    if field and not wanted:
        raise Refused(_("There is nothing to take over in this field. Load the page again."))
    if not wanted:
        nothing_changed()
        return TookOver(panel.before.name, 0)
    before = standings(current)
    outcomes, refused = write_given(current, content, wanted, by)
    if any(o.made for o in outcomes):
        begin(current, by)
    old, new = written(before, outcomes)
    record(
        actor,
        current,
        old={"fields": old},
        new={"from": panel.before.name, "fields": new},
    )
    return TookOver(panel.before.name, len(wanted) - len(refused), refused)


def write_given(
    report: Report, content: Content, wanted: Sequence[Given], by: str
) -> tuple[list[Outcome], list[str]]:
    """(what became of each change, why fields were not taken): words together, each indicator as a whole or not at
    all, so that no half of it is added twice."""
    free = free_proposals(report)
    words = [given for given in wanted if not given.target.startswith("f:")]
    groups = [words, *([given] for given in wanted if given.target.startswith("f:"))]
    outcomes: list[Outcome] = []
    refused: list[str] = []
    for group in filter(None, groups):
        changes = [(given, sent) for given in group for sent in changes_of(content, given, free)]
        try:
            with transaction.atomic():
                outcomes += write_group(report, group, changes, by)
        except BadCells as bad:
            refused += [f"{field_name(content, o.field)}: {o.message}" for o in bad.outcomes][:1]
    return outcomes, refused


def write_group(
    report: Report, group: Sequence[Given], changes: Sequence[tuple[Given, Sent]], by: str
) -> list[Outcome]:
    """Write some fields and keep out of whose report they came. Raises ``BadCells``."""
    made = write_all(report, [sent for _given, sent in changes], by=by, origin="typed") if changes else []
    rows = [
        (given, o.field, o.version if o.made else 0) for (given, _s), o in zip(changes, made, strict=True)
    ]
    written_to = {id(given) for given, _field, _version in rows}
    rows += [(given, given.target, 0) for given in group if id(given) not in written_to]
    Taken.objects.bulk_create(
        Taken(
            report=report,
            source=given.before.report,
            source_field=given.name,
            field=field,
            version=version,
            day=today(),
            by=by[:200],
        )
        for given, field, version in rows
    )
    return made


def changes_of(content: Content, given: Given, free: Iterator[int]) -> Iterator[Sent]:
    """The changes that take one field over."""
    if given.target == "proposals":
        yield from proposal(content, given, free)
    elif given.target.startswith("f:"):
        row = next(row for row in content.figures if row.id == given.target)
        yield from figures(row, given)
    else:
        shown = content.fields[given.target]
        text = given.text if given.target.endswith(":state") else joined(shown.value, given.text)
        yield Sent(given.target, text, base=shown.version)


def joined(mine: str, theirs: str) -> str:
    """Words below words; what stands there already is not said twice."""
    if same(theirs) in same(mine):
        return mine
    return f"{mine}\n{theirs}" if mine else theirs


def free_proposals(report: Report) -> Iterator[int]:
    """The numbers of typed proposals in which nothing stands."""
    rows = Answer.objects.filter(report=report, is_latest=True, field__startswith="proposal:").exclude(
        text=""
    )
    used = {field.split(":")[1] for field in rows.values_list("field", flat=True)}
    return iter([n for n in range(1, PROPOSALS + 1) if str(n) not in used])


def proposal(content: Content, given: Given, free: Iterator[int]) -> Iterator[Sent]:
    """A proposal into an empty row. Raises ``Refused`` where there is none left."""
    if given.text and any(same(given.text) == same(text) for _n, _to, text in content.written_proposals):
        return
    number = next(free, None)
    if number is None:
        raise Refused(_("All rows of proposals are used. Empty one, or join two."))
    yield Sent(proposal_field(number, "to"), given.to)
    yield Sent(proposal_field(number, "text"), given.text)


def figures(row: FigureRow, given: Given) -> Iterator[Sent]:
    """The sum into each cell; where the registers say something else it is said why."""
    status = "estimate" if given.is_estimate or row.answer == "estimate" else "final"
    reason = row.reason
    if row.records and not reason:
        reason = _("with the figures of %(unit)s") % {"unit": given.before.name}
    for line in row.lines:
        for sex, value in (sums(line, given.values) or {}).items():
            cell = next(cell for cell in line.cells if cell.name.split(":")[4] == sex)
            scale = row.indicator.scale_of(line.part)
            yield Sent(cell.name, format_value(value, scale), status, reason, base=cell.version)
