"""Charts kept once they are drawn: files in the home folder, named by the hash of what they show.

Nothing grows old: other values have another name. A file is put in place whole, so that several processes may
write; how many there are is bounded (``CACHES["drawings"]``). What cannot be read or kept is drawn again.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar

from django.core.cache import caches
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chithi.papers import charts
from chithi.papers.charts import Chart, ChartWords
from chithi.papers.content import Table

T = TypeVar("T", str, bytes)
log = logging.getLogger("chithi.drawings")
_drawing = Lock()


def svg(chart: Chart, width: int = charts.PAGE) -> str:
    """A chart as inline SVG, drawn once for all."""
    return _kept(charts.key(chart, "svg", width), lambda: charts.svg(chart, width))


def png(chart: Chart) -> bytes:
    """A chart as a picture for Word, drawn once for all."""
    return _kept(charts.key(chart, "png"), lambda: charts.png(chart))


def draw(chart: Chart) -> tuple[str, bytes]:
    """Both drawings of a chart in a paper, for the renderers of ``papers``."""
    return svg(chart, charts.PAPER), png(chart)


def _kept(key: str, make: Callable[[], T]) -> T:
    """What is kept under a key. One thread of a process draws at a time; the others then find what it drew."""
    if (found := _found(key)) is not None:
        return found
    with _drawing:
        if (found := _found(key)) is not None:
            return found
        made = make()
        try:
            caches["drawings"].set(key, made)
        except OSError:
            log.warning("A drawing could not be kept.", exc_info=True)
        return made


def _found(key: str) -> Any:
    try:
        return caches["drawings"].get(key)
    except Exception:  # a file that was cut or written by another version: there is nothing to lose
        log.warning("A kept drawing could not be read.", exc_info=True)
        return None


def words(label: str) -> ChartWords:
    """The words of a chart on a screen, in its language; ``label`` heads the first column of the table."""
    return ChartWords(
        label=label,
        table=_("Data table"),
        estimate=_("estimate"),
        missing=_("no data yet"),
        value=_("Value reached"),
        target=_("Target"),
        path=_("way left to the target"),
        total=_("Total"),
        decimal="." if get_language() == "en" else ",",
    )


@dataclass(frozen=True)
class Drawn:
    """A chart ready for a page: its drawing for narrow screens, one for wide ones or "", and its table."""

    chart: Chart
    narrow: SafeString
    wide: SafeString
    table: Table

    @property
    def rows(self) -> list[tuple[str, list[str]]]:
        """(label, its numbers) of the table."""
        texts = [["".join(p if isinstance(p, str) else p.text for p in c.content) for c in r.cells]
                 for r in self.table.rows]  # fmt: skip
        return [(row[0], row[1:]) for row in texts]


def drawn(chart: Chart, wide: bool = False) -> Drawn:
    """A chart with its drawings and its table; ``wide``: with one for wide screens too."""
    return Drawn(
        chart,
        mark_safe(svg(chart)),  # every text in it is escaped
        mark_safe(svg(chart, charts.WIDE)) if wide else SafeString(""),
        charts.table(chart),
    )
