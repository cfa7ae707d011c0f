"""Loading a report's workbook, from the page and from ``chithi load report``."""

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chithi.access import id_of
from chithi.journal.actions import Actor
from chithi.reports import actions, upload
from chithi.reports.changes import Outcome, Sent
from chithi.reports.content import content_of
from chithi.reports.locks import locked
from chithi.reports.models import Report
from chithi.reports.moves import Refused, why_not_written
from chithi.reports.upload import BadCell, NotThisWorkbook
from chithi.reports.views import addressees_of, found
from chithi.reports.workbook import workbook_of
from chithi.sheets import loading as sheets
from chithi.sheets.tables import Problem, RefusedTable
from chithi.shell.clock import today


@dataclass(frozen=True)
class LoadedFile:
    """What a load did (or would do): outcomes by field, or the cells for which nothing was written."""

    outcomes: list[Outcome] = field(default_factory=list)
    problems: list[BadCell] = field(default_factory=list)


def load_file(
    report: Report, data: bytes, filename: str, *, actor: Actor, dry_run: bool = False
) -> LoadedFile:
    """Read and write a workbook, all or nothing. Raises ``NotThisWorkbook`` and ``Refused``."""
    content = content_of(report)
    read = upload.read(data, filename, content)
    problems = list(read.problems)
    try:
        if dry_run or problems:
            outcomes = tried(report, read.changes, str(actor.actor_name))
        else:
            outcomes = actions.load_workbook(report, read.changes, actor=actor, name=filename)
    except actions.BadCells as bad:
        problems += [BadCell(read.addresses.get(o.field, o.field), o.message) for o in bad.outcomes]
    if problems:
        order = {address: n for n, address in enumerate(read.addresses.values())}
        return LoadedFile(problems=sorted(problems, key=lambda p: order.get(p.place, -1)))
    return LoadedFile(outcomes)


def tried(report: Report, changes: list[Sent], by: str) -> list[Outcome]:
    """What a load would do, undone again."""
    with transaction.atomic():
        current = locked(report)
        if sentence := why_not_written(current, today()):
            raise Refused(sentence)
        outcomes = actions.write_all(current, changes, by=by, origin="workbook")
        transaction.set_rollback(True)
    return outcomes


def arguments(parser: ArgumentParser) -> None:
    """What ``chithi template report`` asks."""
    parser.add_argument("--plan", required=True, metavar="KEY")
    parser.add_argument("--year", required=True, type=int, metavar="Y")
    parser.add_argument("--unit", required=True, metavar="KEY")


def make_template(options: Namespace) -> bytes:
    """The workbook of one unit's report. Raises ``RefusedTable`` where there is no such report."""
    report = (
        found()
        .filter(cycle__plan__key=options.plan, cycle__year=options.year, unit__key=options.unit)
        .first()
    )
    if report is None:
        words = {"unit": options.unit, "plan": options.plan, "year": options.year}
        raise RefusedTable(_("The unit %(unit)s has no report on the plan %(plan)s for %(year)s.") % words)
    content = content_of(report)
    return workbook_of(content, addressees_of(content))


def run(
    data: bytes, filename: str, *, actor: Actor, dry_run: bool = False, good_rows: bool = False
) -> sheets.Outcome:
    """``chithi load report``: the workbook itself says whose it is. ``good_rows`` does not part a report."""
    try:
        about, _sheets = upload.about_of(data, filename)
        report = (
            found().filter(pk=report_id).first() if (report_id := id_of(about.get("report", ""))) else None
        )
        if report is None:
            raise NotThisWorkbook(_("There is no report here that this workbook belongs to."))
        loaded = load_file(report, data, filename, actor=actor, dry_run=dry_run)
    except (NotThisWorkbook, Refused) as refused:
        return sheets.Outcome(problems=[Problem(filename, str(refused))])
    problems = [Problem(bad.place.replace(", ", "!"), bad.message, 0) for bad in loaded.problems]
    changes = [
        sheets.Change(row, o.field, "changed" if o.made else "unchanged", new={"value": o.value or o.status})
        for row, o in enumerate(loaded.outcomes, 1)
    ]
    return sheets.Outcome(changes, problems, is_loaded=not problems and not dry_run)


LOADER = sheets.Loader(
    "report",
    gettext_lazy("Report of a unit"),
    (),
    permission="reports.write",
    arguments=arguments,
    make_template=make_template,
    run=run,
    page=False,
)
