"""``chithi reorganise FILE [--dry-run]``."""

import argparse
import sys
from pathlib import Path

from django.utils.translation import gettext as _

from chithi.journal.actions import Operator
from chithi.reorganise.actions import carry_out
from chithi.reorganise.loading import Read, read
from chithi.sheets.commands import complain, not_ready
from chithi.shell.failures import why
from chithi.units.actions import Refused

MOST_LINES = 20


def reorganise_command(argv: list[str]) -> int:
    """Carry out decisions that change units: 0 done, 2 where a row is not taken (each bad cell one line on stderr)."""
    parser = argparse.ArgumentParser(
        prog="chithi reorganise",
        description="Carry out changes of units: merge, split, rename, abolish, transfer of a function.",
    )
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--dry-run", action="store_true", help="say what would move and change nothing")
    options = parser.parse_args(argv)
    if (refused := not_ready()) is not None:
        return refused
    try:
        found = read(options.file.read_bytes(), options.file.name)
    except OSError as error:
        return complain(f"{options.file}: {why(error)}")
    if not found.is_good:
        for problem in found.table.problems:
            print(problem, file=sys.stderr)
        return 2
    say(found)
    if options.dry_run or found.coming is None:
        print(_("Nothing was changed yet.") if options.dry_run else _("Nothing was changed."))
        return 0
    try:
        carry_out(found.coming.rows, options.file.name, actor=Operator())
    except Refused as error:
        return complain(str(error))
    print(_("Carried out: %(count)s rows.") % {"count": len(found.coming.rows)})
    return 0


def say(found: Read) -> None:
    """What moves, with the first lines of each kind."""
    if found.done:
        print(_("Carried out before: %(count)s rows.") % {"count": len(found.done)})
    for moved in found.moved:
        print(f"{moved.title}: {moved.count}")
        for line in moved.lines[:MOST_LINES]:
            print(f"  {line}")
        if (more := len(moved.lines) - MOST_LINES) > 0:
            print("  " + _("and %(count)s more") % {"count": more})
