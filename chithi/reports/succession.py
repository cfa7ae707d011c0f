"""Whose reports a unit answers for beside its own: those of the units that are no more and that it follows.

A unit that stands answers for its own reports alone. Nothing here costs more than the lineage where no unit ever ended.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery

from chithi.reports.models import Report
from chithi.units.following import partly_left_to
from chithi.units.models import UnitVersion
from chithi.units.queries import lineage, tree

_DAY = datetime.timedelta(days=1)


def is_gone(report: Report) -> bool:
    """Whether the unit of a report ended by a reorganisation: there is nobody to whom it could go back."""
    known = lineage()
    return bool(known.moved(report.unit_id)) and report.unit_id not in tree()


def names_before(units: Iterable[int]) -> dict[int, str]:
    """What units that are no more were called last. One query, none where there are no such."""
    wanted = set(units)
    rows = UnitVersion.objects.filter(unit__in=wanted, ended=False).order_by("valid_from") if wanted else ()
    return {version.unit_id: version.name for version in rows}


@dataclass(frozen=True)
class Before:
    """The report of a unit that is no more and that the unit of another one of the same round follows: its name, and
    the day from which it is no more."""

    report: Report
    name: str
    day: datetime.date

    @property
    def is_handed(self) -> bool:
        return self.report.state == Report.State.HANDED_OVER


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


def nearest_day(unit_id: int, day: datetime.date) -> datetime.date | None:
    """The day nearest to one on which a unit was not there and on which it was: its last one before, else its first
    one after. None for a unit that never was. One query."""
    rows: Sequence[tuple[datetime.date, bool]] = list(
        UnitVersion.objects.filter(unit=unit_id).order_by("valid_from").values_list("valid_from", "ended")
    )
    ends = [first for first, ended in rows if ended and first <= day]
    if ends:
        return ends[-1] - _DAY
    return next((first for first, ended in rows if not ended), None)
