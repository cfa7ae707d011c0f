"""The charts of the leader's page, in the language of the reader."""

from typing import Any

from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from chithi.shell import drawings
from chithi.steering import charts, labels, links
from chithi.steering.queries import AimRow, Overview
from chithi.units.tree import Tree

MOST_TARGETS = 6


def targets_of(found: Overview, now: Tree | None) -> dict[str, Any]:
    """``aims``: (row, address that explains its value)."""
    return {"aims": [(row, value_page(found, row, now)) for row in found.aims]}


def value_page(found: Overview, row: AimRow, now: Tree | None) -> str:
    code, kind = row.measure.code, "rate" if row.measure.kind == "rate" else "total"
    if now is not None:
        return links.in_borders(found.cycle, code, now)
    return links.live(found.cycle)(f"figure:{code}:{kind}") or ""


def charts_of(found: Overview, now: Tree | None) -> dict[str, Any]:
    """``contents_chart`` and ``target_charts``: (chart, address of the figure), those behind first, six at most."""
    year = found.cycle.year
    contents = charts.contents(
        found.case,
        [f"{row.at}. {Truncator(capfirst(row.text)).chars(110)}" for row in found.contents],
        {state: labels.label(labels.WORK, state) for state in labels.WORK},
        title=_("How many duties of each content are in which state"),
        unit=_("duties, as shares of each content"),
        words=drawings.words(_("Content")),
    )
    made: list[tuple[drawings.Drawn, str]] = []
    for aim in found.aims:
        title = labels.title_of(aim.measure)
        chart = charts.target(aim.measure, year, title=title, words=drawings.words(_("Year")))
        if chart is not None and len(made) < MOST_TARGETS:
            page = links.indicator_page(found.cycle, aim.measure.code)
            made.append((drawings.drawn(chart), page if now is None else f"{page}&borders=now"))
    return {
        "contents_chart": drawings.drawn(contents, wide=True) if contents else None,
        "target_charts": made,
    }
