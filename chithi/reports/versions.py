"""The versions of a report's fields: what is new, what stood there once, who wrote it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db.models import Q

from chithi.figures.cells import code_of, key_of
from chithi.figures.models import Indicator, Observation
from chithi.reports.changes import Standing
from chithi.reports.fields import is_figure
from chithi.reports.figure_cells import cell_key, text_of
from chithi.reports.models import Answer, Report, Taken
from chithi.reports.succession import names_before


@dataclass(frozen=True)
class Version:
    """One version of a field, for its history."""

    version: int
    value: str
    status: str
    reason: str
    by: str
    at: datetime.datetime
    is_official: bool
    origin: str = ""
    taken_from: str = ""
    """The unit from whose report it was taken over."""


def figures_of(report: Report) -> list[tuple[str, Observation, Version]]:
    """Every version of every cell of a report's unit and period, oldest first: (code, row, version)."""
    rows = Observation.objects.filter(unit=report.unit_id, period=report.cycle.period).select_related(
        "indicator"
    )
    return [
        (
            code_of(cell_key(o), o.indicator.code),
            o,
            Version(
                o.version,
                text_of(o, o.indicator),
                o.status,
                o.reason,
                o.recorded_by,
                o.recorded_at,
                o.is_official,
                o.origin,
            ),
        )
        for o in rows.order_by("id")
    ]


def history(report: Report, field: str) -> list[Version]:
    """All versions of one field, newest first; each says out of which report it was taken over."""
    taken = dict(
        Taken.objects.filter(report=report, field=field, version__gt=0).values_list("version", "source__unit")
    )
    names = names_before(taken.values())
    found = versions_of(report, field)
    return [replace(v, taken_from=names.get(taken.get(v.version, 0), "")) for v in found]


def versions_of(report: Report, field: str) -> list[Version]:
    if is_figure(field):
        codes = dict(Indicator.objects.filter(code=field.split(":")[1]).values_list("code", "id"))
        if key_of(field, codes) is None:
            return []
        return [v for code, _row, v in figures_of(report) if code == field][::-1]
    rows = Answer.objects.filter(report=report, field=field).order_by("-version")
    return [Version(a.version, a.text, "", "", a.recorded_by, a.recorded_at, a.is_official) for a in rows]


def newer(report: Report, since: datetime.datetime) -> dict[str, Standing]:
    """The fields whose newest version was written after a moment: how they stand."""
    return standings(report, Q(recorded_at__gt=since))


def standings(report: Report, which: Q | None = None) -> dict[str, Standing]:
    """How the fields that have a version stand."""
    which = which or Q()
    found = {
        a.field: Standing(a.version, a.text, by=a.recorded_by)
        for a in Answer.objects.filter(which, report=report, is_latest=True)
    }
    rows = Observation.objects.filter(
        which, unit=report.unit_id, period=report.cycle.period, is_latest=True
    ).select_related("indicator")
    for o in rows:
        code = code_of(cell_key(o), o.indicator.code)
        found[code] = Standing(o.version, text_of(o, o.indicator), o.status, o.reason, o.recorded_by)
    return found


def versions_at(report: Report, wanted: Mapping[str, int]) -> dict[str, Standing]:
    """How fields stood at given versions; version 0 is the blank before the first."""
    found = {name: Standing() for name, version in wanted.items() if version == 0}
    words = [name for name in wanted if not is_figure(name)]
    for a in Answer.objects.filter(report=report, field__in=words):
        if wanted[a.field] == a.version:
            found[a.field] = Standing(a.version, a.text)
    if len(words) < len(wanted):
        for code, _row, v in figures_of(report):
            if wanted.get(code) == v.version:
                found[code] = Standing(v.version, v.value, v.status, v.reason)
    return found
