"""``chithi directory``: the units of the whole country as files that can be loaded. No database is needed."""

import argparse
import sys
from pathlib import Path

from django.utils.translation import gettext as _

from chithi.sheets.commands import complain
from chithi.sheets.downloads import write_long
from chithi.sheets.writing import write_csv
from chithi.shell.failures import why
from chithi.units import country
from chithi.units.actions import Refused
from chithi.units.country_files import ALL, FILES, MOVES, Asked, asked, rows_of, shape_of

PROVINCES = "provinces"


def directory_command(argv: list[str]) -> int:
    """List the provinces, or write one of the files of a province or of the whole country."""
    words = [PROVINCES, *FILES]
    parser = argparse.ArgumentParser(
        prog="chithi directory",
        description="The administrative units of the country before and after 1 July 2025, as files to be loaded.",
    )
    parser.add_argument("what", metavar="WHAT", choices=words, help=", ".join(words))
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--province", metavar="NAME", help="a province of today, or one that is no more")
    where.add_argument("--all", action="store_true", help="the whole country")
    parser.add_argument("--out", metavar="FILE", type=Path, help="the file to be written: .csv or .xlsx")
    parser.add_argument(
        "--from", dest="first_day", metavar="DAY", default="", help="first day of the old units"
    )
    parser.add_argument(
        "--decision",
        metavar="NUMBER",
        action="append",
        default=[],
        help="the resolution on the communes; NAME=NUMBER for one of several provinces",
    )
    options = parser.parse_args(argv)
    if options.what == PROVINCES:
        return list_provinces()
    if not (options.province or options.all) or options.out is None:
        return complain(_("Say which province (--province NAME, or --all) and which file (--out FILE.csv)."))
    try:
        wanted = asked(ALL if options.all else options.province, options.first_day, options.decision)
        return write(options.what, wanted, options.out)
    except Refused as refused:
        return complain(str(refused))


def list_provinces() -> int:
    """Each province of today with its key, its communes now and before, and what it was made of."""
    for one in country.choices():
        if one.key not in {p.key for p in one.provinces}:
            continue
        before = [p for p in one.old if p.level == "province"]
        counts = {
            "new": sum(p.level == "commune" for p in one.new),
            "old": sum(p.level == "commune" for p in one.old),
        }
        line = f"{one.key:<12} {one.title}: " + _("%(new)s communes, %(old)s before") % counts
        print(line + (f" ({', '.join(p.title for p in before)})" if len(before) > 1 else ""))
    return 0


def write(what: str, wanted: Asked, out: Path) -> int:
    """Write the file; what wants a look is said on stderr."""
    ending = out.suffix.lower()
    if ending not in ((".csv",) if what == MOVES else (".csv", ".xlsx")):
        return complain(_("%(file)s: write a .csv file (units also .xlsx).") % {"file": out})
    shape, rows = shape_of(what, wanted), list(rows_of(what, wanted))
    try:
        if ending == ".csv":
            out.write_bytes(write_csv(shape.columns, rows))
        else:
            with out.open("wb") as file:
                write_long(shape.columns, rows, shape.name, file)
    except OSError as error:
        return complain(f"{out}: {why(error)}")
    print(_("%(file)s: %(count)s rows") % {"file": out, "count": len(rows)})
    if what == MOVES and (doubted := country.doubtful(wanted.chosen)):
        print(
            _("Compare with the resolution; the data most likely name too many successors:"), file=sys.stderr
        )
        for place in doubted:
            print(f"{place.key}: {', '.join(place.into)}", file=sys.stderr)
    return 0
