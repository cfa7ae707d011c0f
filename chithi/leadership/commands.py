"""``chithi roadmap``."""

import argparse
import json
from collections.abc import Iterator

from django.utils.translation import gettext as _

from chithi.leadership.posts import Level
from chithi.leadership.roadmaps import roadmap_of, share_of
from chithi.roadmap.plan import Row
from chithi.roadmap.whole import Roadmap
from chithi.sheets.commands import complain, not_ready
from chithi.shell.clock import today
from chithi.units.models import Unit


def roadmap_command(argv: list[str]) -> int:
    """Print how many women to appoint, per year and level."""
    parser = argparse.ArgumentParser(
        prog="chithi roadmap",
        description="How many women to appoint, when and at which level, for a share of leading posts.",
    )
    parser.add_argument("--body", metavar="KEY", required=True, help="the unit whose posts these are")
    parser.add_argument("--target", metavar="PERCENT", required=True, help="share of women to be reached")
    parser.add_argument(
        "--by", metavar="YEAR", type=int, required=True, help="the year in which it is reached"
    )
    parser.add_argument(
        "--turnover", metavar="PERCENT", default="0", help="who leaves in a year for other reasons"
    )
    parser.add_argument(
        "--between", metavar="PERCENT", nargs=2, help="a range of the turnover, for which numbers are drawn"
    )
    parser.add_argument("--json", action="store_true", help="everything as JSON")
    options = parser.parse_args(argv)
    if (refused := not_ready()) is not None:
        return refused
    unit = Unit.objects.filter(key=options.body).first()
    if unit is None:
        return complain(_("There is no unit “%(key)s”.") % {"key": options.body})
    shares = [share_of(text) for text in (options.target, options.turnover, *(options.between or ()))]
    if any(share is None for share in shares):
        return complain(_("A share is a number of percent from 0 to 100, like 30 or 33,3."))
    target, turnover, *between = (share for share in shares if share is not None)
    day = today()
    if not day.year < options.by <= day.year + 50:
        return complain(_("The year lies after %(year)s, by 50 years at most.") % {"year": day.year})
    if between and between[0] > between[1]:
        return complain(_("The range begins with the lower share."))
    found = roadmap_of(unit, target, options.by, day, turnover, (between[0], between[1]) if between else None)
    if found is None:
        return complain(_("No leading post of this unit is kept. Enter the posts and their holders first."))
    if options.json:
        print(json.dumps({"body": options.body, **found.as_dict()}, ensure_ascii=False, indent=1))
        return 0
    print("\n".join(lines(found)))
    return 0


def lines(found: Roadmap) -> Iterator[str]:
    """The roadmap in words: whether it can be met, a line for each year and level, and what is not known."""
    [outcome] = found.plan.outcomes
    words = {
        "seats": outcome.seats,
        "needed": outcome.needed,
        "year": outcome.target.year,
        "most": outcome.most,
        "women": found.plan.row(None, outcome.target.year).women,
    }
    if outcome.can_be_met:
        yield (
            _("It can be met: at the end of %(year)s women hold %(women)s of %(seats)s, %(needed)s needed.")
            % words
        )
    else:
        yield (
            _("It cannot be met by %(year)s: %(needed)s of %(seats)s seats are needed, %(most)s can be had.")
            % words
        )
    yield _("Women to appoint: %(total)s.") % {"total": found.plan.total}
    for row in found.plan.rows:
        if row.level is not None and (row.vacancies or row.appoint):
            yield line(row, Level(row.level))
    if found.range is not None:
        women = {
            "low": found.range.women.low,
            "middle": found.range.women.middle,
            "high": found.range.women.high,
        }
        yield _("With the uncertain turnover %(low)s to %(high)s women, %(middle)s in the middle.") % women
    if found.pool is not None:
        for thin in found.pool.thin:
            where = {"level": Level(thin.level).label, "year": thin.year, "missing": thin.missing}
            yield _("The planning pool is too thin: %(level)s, %(year)s: %(missing)s missing.") % where
    if unknown := len(found.forecast.unknown):
        yield _("Holders without a known month of birth, counted as staying: %(count)s.") % {"count": unknown}
    if overdue := len(found.forecast.overdue):
        yield _("Holders past their retirement or term, counted as staying: %(count)s.") % {"count": overdue}


def line(row: Row, level: Level) -> str:
    words = {"year": row.year, "level": level.label, "vacancies": row.vacancies, "appoint": row.appoint}
    return _("%(year)s  %(level)s: %(vacancies)s vacancies, %(appoint)s women to appoint") % words
