"""Whose reports a unit answers for beside its own: those of the units that are no more and that it follows.

A unit that stands answers for its own reports alone. Nothing here costs more than the lineage where no unit ever ended.
"""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery

from chithi.accounts.models import User
from chithi.reports.days import HANDED_OVER, SENT
from chithi.reports.models import Cycle, Report
from chithi.units.following import followers, partly_left_to
from chithi.units.models import UnitVersion
from chithi.units.queries import lineage, people_of, tree


def is_gone(report: Report) -> bool:
    """Whether the unit of a report ended by a reorganisation: there is nobody to whom it could go back."""
    known = lineage()
    return bool(known.moved(report.unit_id)) and report.unit_id not in tree()


def finishers(report: Report) -> list[int]:
    """The units that go on with the very report of a unit that is no more: those that follow it, unless it was handed
    over and they owe their own. Empty for one whose unit stands."""
    return [] if report.state == Report.State.HANDED_OVER else followers(report.unit_id)


def is_left(report: Report) -> bool:
    """Whether the round of a report was locked before its unit ended and tells only of days before: it was not handed
    over, and whoever follows finishes it."""
    days = [link.day for link in lineage().moved(report.unit_id) if not link.function]
    cycle = report.cycle
    return bool(days) and report.handed_on is None and was_over(cycle, days[-1])


def was_over(cycle: Cycle, day: datetime.date) -> bool:
    """Whether a round was locked before a day, exceptions and more time aside, and does not tell of it."""
    return (
        cycle.locks_on is not None
        and day > cycle.locks_on
        and not cycle.period_from <= day <= cycle.period_to
    )


def to_finish(units: Collection[int]) -> Q:
    """The reports that the people of some units write: their own, and those of units that they follow that were
    neither sent nor handed over."""
    gone = partly_left_to(units) - set(units)
    own = Q(unit__in=units)
    return own | Q(unit__in=gone) & ~Q(state__in=[*SENT, HANDED_OVER]) if gone else own


def people_of_report(report: Report, kinds: Iterable[str]) -> list[User]:
    """Who holds one of some roles in the unit of a report, or in those that finish it."""
    units = finishers(report) or [report.unit_id]
    kinds = list(kinds)
    return list(dict.fromkeys(person for unit in units for person in people_of(unit, kinds)))


def names_before(units: Iterable[int]) -> dict[int, str]:
    """What units that are no more were called last. One query, none where there are no such."""
    wanted = set(units)
    rows = UnitVersion.objects.filter(unit__in=wanted, ended=False).order_by("valid_from") if wanted else ()
    return {version.unit_id: version.name for version in rows}


@dataclass(frozen=True)
class Before:
    """The report of a unit that is no more and that the unit of another one of the same round follows: its name, and
    the day from which it is no more.

    ``only``: of a unit that handed on some functions, there or no more, the keys of what came with them
    (``functions``), and the day on which they came; None for the whole report.
    """

    report: Report
    name: str
    day: datetime.date
    only: frozenset[str] | None = None
    stands: bool = False

    @property
    def is_handed(self) -> bool:
        return self.report.state == Report.State.HANDED_OVER

    @property
    def is_part(self) -> bool:
        return self.only is not None

    @property
    def is_open_part(self) -> bool:
        """Whether its unit stands and only handed functions on: what it sent is its own and does not follow them."""
        return self.is_part and self.stands


def before(report: Report) -> list[Before]:
    """The reports that a report goes on with, in the order in which their units ended: those that were handed over,
    and those that were sent by units that ended within the period. No query beyond the lineage where there are none,
    else one."""
    units = partly_left_to({report.unit_id}) - {report.unit_id}
    if not units:
        return []
    known, cycle = lineage(), report.cycle
    days = {unit: known.moved(unit)[-1].day for unit in units}
    within = [unit for unit, day in days.items() if cycle.period_from <= day <= cycle.period_to]
    last = UnitVersion.objects.filter(unit=OuterRef("unit"), ended=False).order_by("-valid_from")
    found = (
        Report.objects.filter(Q(state=Report.State.HANDED_OVER) | Q(unit__in=within))
        .filter(cycle=report.cycle_id, unit__in=units)
        .annotate(last_name=Subquery(last.values("name")[:1]))
    )
    made = [Before(r, r.last_name or "", days[r.unit_id]) for r in found]
    return sorted(made, key=lambda one: (one.day, one.report.pk))
