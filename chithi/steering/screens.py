"""The charts of the leader's page, in the language of the reader."""

from typing import Any

from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from chithi.shell import drawings
from chithi.steering import charts, labels, links
from chithi.steering.queries import Overview

MOST_TARGETS = 6


def charts_of(found: Overview) -> dict[str, Any]:
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
            made.append((drawings.drawn(chart), links.indicator_page(found.cycle, aim.measure.code)))
    return {
        "contents_chart": drawings.drawn(contents, wide=True) if contents else None,
        "target_charts": made,
    }
