"""``chithi template WHAT OUT.xlsx``, ``chithi load WHAT FILE`` and ``chithi registers``."""

import argparse
import json
import sys
from pathlib import Path

from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import override

from chithi.journal.actions import Operator
from chithi.sheets import job_work, jobs
from chithi.sheets.catalogue import REGISTERS
from chithi.sheets.fields import Choice, Field
from chithi.sheets.files import is_large
from chithi.sheets.loading import LOADERS, Loader, Outcome, load
from chithi.sheets.models import Job
from chithi.sheets.registers import Register
from chithi.sheets.tables import RefusedTable
from chithi.shell import attachments
from chithi.shell.failures import why
from chithi.shell.models import installation


def template_command(argv: list[str]) -> int:
    """Write the workbook to be filled in."""
    parser = argparse.ArgumentParser(
        prog="chithi template", description="Write the workbook to be filled in."
    )
    parser.add_argument("what", metavar="WHAT", choices=sorted(LOADERS), help=", ".join(sorted(LOADERS)))
    parser.add_argument("out", metavar="OUT.xlsx", type=Path)
    if argv and (loader := LOADERS.get(argv[0])) and loader.arguments:
        loader.arguments(parser)
    options = parser.parse_args(argv)
    if (refused := not_ready()) is not None:
        return refused
    try:
        data = LOADERS[options.what].template(options)
        options.out.write_bytes(data)
    except RefusedTable as error:
        return complain(str(error))
    except OSError as error:
        return complain(f"{options.out}: {why(error)}")
    print(options.out)
    return 0


def load_command(argv: list[str]) -> int:
    """Load a file: 0 done, 2 where something in it is not taken (each bad cell one line on stderr)."""
    parser = argparse.ArgumentParser(prog="chithi load", description="Load a workbook (.xlsx) or CSV file.")
    parser.add_argument("what", metavar="WHAT", choices=sorted(LOADERS), help=", ".join(sorted(LOADERS)))
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--dry-run", action="store_true", help="say what would change and change nothing")
    parser.add_argument("--good-rows", action="store_true", help="load the good rows though others are bad")
    options = parser.parse_args(argv)
    if (refused := not_ready()) is not None:
        return refused
    try:
        data = options.file.read_bytes()
    except OSError as error:
        return complain(f"{options.file}: {why(error)}")
    if LOADERS[options.what].run is None and is_large(data):
        return load_long(LOADERS[options.what], data, options)
    outcome = load(
        LOADERS[options.what],
        data,
        options.file.name,
        actor=Operator(),
        dry_run=options.dry_run,
        good_rows=options.good_rows,
    )
    return say(LOADERS[options.what], outcome, options.dry_run, options.good_rows)


def load_long(loader: Loader, data: bytes, options: argparse.Namespace) -> int:
    """The way of a long file, here and now: the same portions, with a line that says how far it is."""
    name = options.file.name
    try:
        kept = attachments.keep(data, name, ("xlsx", "csv", "txt"))
    except attachments.RefusedFile as refused:
        return complain(str(refused))
    job = jobs.hand_over(
        loader, kept, name, user=None, good_rows=options.good_rows, is_confirmed=not options.dry_run
    )
    job_work.work(job.pk, progress)
    print(file=sys.stderr)
    job.refresh_from_db()
    for problem in job.found():
        print(problem, file=sys.stderr)
    if (more := job.problem_count - job.found().count()) > 0:
        print(_("and %(count)s more") % {"count": more}, file=sys.stderr)
    if job.reason:
        print(job.reason, file=sys.stderr)
    if job.state not in (jobs.State.DONE, jobs.State.CHECKED):
        print(_("%(count)s rows have been loaded.") % {"count": job.rows_done}, file=sys.stderr)
        return 2
    return print_counts(loader, job)


def progress(job: Job) -> None:
    """The one line that is written over and over."""
    words = {"done": job.rows_done if job.is_checked else job.rows_checked, "total": job.rows_total}
    line = _("loaded %(done)s of %(total)s") if job.is_checked else _("checked %(done)s of %(total)s")
    print(f"\r{line % words}", end="", file=sys.stderr, flush=True)


def print_counts(loader: Loader, of: Outcome | Job) -> int:
    counts = {"created": of.created, "changed": of.changed, "unchanged": of.unchanged}
    print(f"{loader.title}: " + _("%(created)s new, %(changed)s changed, %(unchanged)s unchanged") % counts)
    return 0


def say(loader: Loader, outcome: Outcome, dry_run: bool, good_rows: bool) -> int:
    """Print what happened; the exit code comes back."""
    for problem in outcome.problems:
        print(problem, file=sys.stderr)
    if outcome.problems and not (good_rows and outcome.changes):
        print(_("Nothing was loaded."), file=sys.stderr)
        return 2
    if dry_run:
        for change in outcome.changes:
            if change.kind != "unchanged":
                what = f"{change.what}{differences(change.old, change.new)}"
                print(f"{change.row}: {described(change.kind)}: {what}")
    return print_counts(loader, outcome)


def described(kind: str) -> str:
    return {"created": _("new"), "changed": _("changed")}.get(kind, kind)


def differences(old: object, new: object) -> str:
    if not isinstance(old, dict) or not isinstance(new, dict) or not old:
        return ""
    return "; ".join(["", *(f"{key}: {old.get(key) or '–'} → {value or '–'}" for key, value in new.items())])


def registers_command(argv: list[str]) -> int:
    """List the registers; what they are stands in the code, so no database is needed."""
    parser = argparse.ArgumentParser(prog="chithi registers", description="List the registers that are kept.")
    parser.add_argument("--json", action="store_true", help="as a JSON list")
    options = parser.parse_args(argv)
    if options.json:
        json.dump(
            [as_json(register) for register in REGISTERS.values()], sys.stdout, ensure_ascii=False, indent=1
        )
        print()
        return 0
    width = max(map(len, REGISTERS), default=0)
    for name, register in REGISTERS.items():
        print(f"{name:<{width}}  {register.title}")
    return 0


def as_json(register: Register) -> dict[str, object]:
    """A register as the contract has it; of a choice its keys too."""
    fields = [
        {
            "name": name,
            "title": both(one.title),
            "kind": one.kind,
            "required": one.required,
            **choices_of(one),
        }
        for name, one in register.fields.items()
    ]
    measures = [{"indicator": m.indicator, "title": both(m.title)} for m in register.measures]
    return {"name": register.name, "title": both(register.title), "fields": fields, "measures": measures}


def choices_of(one: Field) -> dict[str, object]:
    return {"choices": [key for key in one.choices if key]} if isinstance(one, Choice) else {}


def both(words: object) -> dict[str, str]:
    """Words in both languages."""
    found = {}
    for language in ("vi", "en"):
        with override(language):
            found[language] = str(words)
    return found


def not_ready() -> int | None:
    """An exit code where no province has been started yet."""
    try:
        if installation() is not None:
            return None
    except DatabaseError:
        pass
    return complain(
        _("No province has been started here. Run “chithi init --province NAME --admin USER” first.")
    )


def complain(message: str) -> int:
    print(f"chithi: {message}", file=sys.stderr)
    return 2
