"""``chithi indicators`` and ``chithi series``."""

import argparse
import csv
import json
import sys

from django.utils.translation import gettext as _

from chithi.figures.models import Indicator
from chithi.figures.queries import indicators
from chithi.figures.series import Trees, rows, series
from chithi.sheets.commands import complain, not_ready
from chithi.shell.clock import today
from chithi.units.models import Unit


def indicators_command(argv: list[str]) -> int:
    """List the catalogue."""
    parser = argparse.ArgumentParser(
        prog="chithi indicators", description="List the indicators that are kept."
    )
    parser.add_argument("--json", action="store_true", help="as a JSON list")
    options = parser.parse_args(argv)
    if (refused := not_ready()) is not None:
        return refused
    found = list(indicators())
    if options.json:
        json.dump([as_json(i) for i in found], sys.stdout, ensure_ascii=False, indent=1)
        print()
        return 0
    width = max((len(i.code) for i in found), default=0)
    for i in found:
        print(f"{i.code:<{width}}  {i.kind:<5}  {i.title} ({i.unit})")
    return 0


def as_json(indicator: Indicator) -> dict[str, object]:
    """An indicator as the contract has it."""
    return {
        "code": indicator.code,
        "title": {"vi": indicator.title_vi, "en": indicator.title_en},
        "unit": indicator.unit_vi,
        "kind": indicator.kind,
        "additive": indicator.additive,
        "derived": indicator.derived,
        "entered": indicator.entered,
        "breakdowns": indicator.breakdowns,
        "asked": indicator.asked,
    }


def series_command(argv: list[str]) -> int:
    """Print a series as CSV."""
    parser = argparse.ArgumentParser(
        prog="chithi series",
        description="Print the series of an indicator as CSV: unit,period,sex,value,status.",
    )
    parser.add_argument("indicator", metavar="INDICATOR", help="its code; see chithi indicators")
    parser.add_argument("--unit", metavar="KEY", help="the unit (the units at the top if none is named)")
    parser.add_argument(
        "--borders",
        choices=("then", "now"),
        default="then",
        help="as units stood in each period (then), or today",
    )
    parser.add_argument("--breakdown", choices=("sex",), help="women and men beside everybody")
    options = parser.parse_args(argv)
    if (refused := not_ready()) is not None:
        return refused
    indicator = Indicator.objects.select_related("base").filter(code=options.indicator).first()
    if indicator is None:
        return complain(
            _("There is no indicator “%(code)s”; chithi indicators lists them.") % {"code": options.indicator}
        )
    trees = Trees()
    now = trees(today())
    if options.unit:
        wanted = list(Unit.objects.filter(key=options.unit).values_list("key", "id"))
        if not wanted:
            return complain(_("There is no unit “%(key)s”.") % {"key": options.unit})
    else:
        wanted = [(node.key, node.id) for node in now.children(None)]
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["unit", "period", "sex", "value", "status"])
    for key, unit_id in wanted:
        points = series(indicator, unit_id, now=now if options.borders == "now" else None, trees=trees)
        for row in rows(points, indicator, options.breakdown == "sex"):
            out.writerow([key, *row])
    return 0
