"""``chithi consolidate`` and ``chithi verify``."""

import argparse
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from chithi.journal.models import Entry
from chithi.papers.content import Paper
from chithi.plans.models import Plan
from chithi.reports.models import Cycle
from chithi.shell.attachments import path_of
from chithi.shell.failures import why
from chithi.shell.models import Attachment
from chithi.steering import queries, seal
from chithi.steering.compose import compose
from chithi.steering.files import written
from chithi.steering.gather import gather, units_day
from chithi.steering.letters import tampered_letters
from chithi.steering.models import Consolidation
from chithi.units.queries import tree

DONE, FAILED, BAD_INPUT = 0, 1, 2
KINDS = (".docx", ".pdf", ".html", ".json", ".txt")


class BadUsage(ValueError):
    """What was asked cannot be done; the message is one sentence."""


def consolidate_command(argv: list[str]) -> int:
    """Write the consolidated report of a plan and year into a file."""
    parser = argparse.ArgumentParser(
        prog="chithi consolidate", description=_("Write the consolidated report.")
    )
    parser.add_argument("--plan", required=True, metavar="KEY")
    parser.add_argument("--year", required=True, type=int, metavar="YEAR")
    parser.add_argument("--out", required=True, type=Path, metavar="FILE", help=", ".join(KINDS))
    parser.add_argument(
        "--issuer", default="", metavar="KEY", help=_("the focal unit of the plan if none is given")
    )
    parser.add_argument("--to", default="", metavar="NAME", help=_("the plan's issuer if none is given"))
    parser.add_argument("--order", default="provision", choices=["provision", "unit"])
    given = parser.parse_args(argv)
    try:
        paper = consolidated(given.plan, given.year, given.issuer, given.to, given.order, given.out)
        given.out.write_bytes(written(paper, given.out.suffix.lower().removeprefix(".")))
    except BadUsage as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    except OSError as error:
        print(
            _("%(file)s cannot be written: %(why)s") % {"file": given.out, "why": why(error)},
            file=sys.stderr,
        )
        return BAD_INPUT
    print(given.out)
    return DONE


def consolidated(plan: str, year: int, issuer: str, to: str, order: str, out: Path) -> Paper:
    """The report that the command asks for. Raises ``BadUsage``."""
    if out.suffix.lower() not in KINDS:
        raise BadUsage(
            _("%(file)s: the report is written as %(kinds)s.") % {"file": out.name, "kinds": ", ".join(KINDS)}
        )
    cycle = queries.cycles().filter(plan__key=plan, year=year).first()
    if cycle is None:
        raise BadUsage(missing_cycle(plan, year))
    units = tree(units_day(cycle))
    try:
        options = queries.options(cycle, units, issuer, to, order)
    except queries.UnknownUnit as error:
        raise BadUsage(_("There is no unit “%(key)s” to issue the report.") % {"key": error}) from error
    return compose(gather(cycle, units), options)


def missing_cycle(plan: str, year: int) -> str:
    """The sentence for a plan or year that is not there, with what is."""
    if not Plan.objects.filter(key=plan).exists():
        known = ", ".join(Plan.objects.order_by("key").values_list("key", flat=True)) or "–"
        return _("There is no plan “%(plan)s”. There are: %(known)s") % {"plan": plan, "known": known}
    years = Cycle.objects.filter(plan__key=plan).order_by("year").values_list("year", flat=True)
    return _("The plan %(plan)s has no reporting round for %(year)s. It has: %(known)s") % {
        "plan": plan,
        "year": year,
        "known": ", ".join(map(str, years)) or "–",
    }


def verify_command(argv: list[str]) -> int:
    """Check the hashes of frozen reports and of attachments; 1 names what was tampered with."""
    parser = argparse.ArgumentParser(
        prog="chithi verify", description=_("Check frozen reports and attachments.")
    )
    parser.parse_args(argv)
    problems = [*tampered_reports(), *journal_against_reports(), *tampered_letters(), *tampered_files()]
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        return FAILED
    print(
        _("All is as it was kept: %(reports)s frozen reports, %(files)s attachments.")
        % {"reports": Consolidation.objects.count(), "files": Attachment.objects.count()}
    )
    return DONE


def tampered_reports() -> Iterator[str]:
    """One sentence for each frozen report that is not as it was frozen."""
    for kept in Consolidation.objects.order_by("pk").iterator(chunk_size=20):
        if seal.sha256(kept.paper) != kept.sha256:
            yield _("The frozen report %(number)s (%(id)s) was changed.") % {
                "number": kept.number,
                "id": kept.pk,
            }
        if seal.sha256(kept.basis) != kept.basis_sha256:
            yield _("What the frozen report %(number)s (%(id)s) was counted from was changed.") % {
                "number": kept.number,
                "id": kept.pk,
            }


def journal_against_reports() -> Iterator[str]:
    """The journal keeps the hash of every freezing: a forged hash, another number and a missing row show."""
    kept = {c.pk: c for c in Consolidation.objects.defer("paper", "basis")}
    for entry in Entry.objects.filter(verb="steering.freeze").order_by("id"):
        number, report = entry.new.get("number", ""), kept.get(entry.subject_id or 0)
        if report is None:
            yield _("The frozen report %(number)s (%(id)s) is missing.") % {
                "number": number,
                "id": entry.subject_id,
            }
        elif (report.number, str(report.date), report.sha256, report.basis_sha256) != (
            number,
            entry.new.get("date"),
            entry.new.get("sha256"),
            entry.new.get("basis_sha256"),
        ):
            yield _("The frozen report %(number)s (%(id)s) is not what the journal says was frozen.") % {
                "number": number,
                "id": report.pk,
            }


def tampered_files() -> Iterator[str]:
    """One sentence for each attachment whose file is missing or has other bytes."""
    for kept in Attachment.objects.order_by("pk").iterator():
        path = path_of(kept.sha256)
        if not path.exists():
            yield _("The file of the attachment “%(name)s” is missing: %(path)s") % {
                "name": kept.name,
                "path": path,
            }
            continue
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if digest != kept.sha256:
            yield _("The file of the attachment “%(name)s” was changed: %(path)s") % {
                "name": kept.name,
                "path": path,
            }
