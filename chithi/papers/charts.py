"""Charts drawn: SVG for the page and the PDF, PNG for Word, and the table with the same numbers.

No browser, no network: Vega-Lite runs inside vl-convert. The same chart always gives the same specification;
how letters are measured depends on the fonts of the machine, so a paper keeps the chart's values, never a picture.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from hashlib import sha256
from html import escape
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import TypeAlias

from chithi.papers.chart_values import (
    Chart,
    ChartWords,
    Lines,
    Mark,
    Milestone,
    Series,
    Stacked,
    Target,
    written,
)
from chithi.papers.content import Block, Cell, Column, Content, Figure, Paper, Picture, Row, Table
from chithi.papers.layout import TEXT_WIDTH
from chithi.papers.wording import clean

__all__ = [
    "PAGE", "PAPER", "WIDE", "Chart", "ChartWords", "Lines", "Mark", "Milestone", "Series", "Stacked", "Target",
    "caption", "draw", "key", "png", "printed", "svg", "table", "undrawn", "written",
]  # fmt: skip

PAGE, WIDE, PAPER = 344, 720, 560
"""Widths in pixels: a telephone's, a wide screen's, and that of a paper (165 mm hold it in letters of some 10 pt)."""

_LOCALES = {
    ",": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", ""]},
    ".": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", ""]},
}
_HANDS = ("chart_spec.py", "chart_values.py", "charts.py", "measure.py")
_EMPTY_GROUND = re.compile(r'<path class="(?:background|foreground)" aria-hidden="true"[^>]*/>')
_NOISE = re.compile(r' (?:role|aria-[a-z]+|class|pointer-events)="[^"]*"| opacity="1"')
_drawing = Lock()
_EMPTY_PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)
Draw: TypeAlias = Callable[[Chart], tuple[str, bytes]]


def table(chart: Chart) -> Table:
    """The numbers of a chart as a table: a row for each label, words where a value is missing."""
    match chart:
        case Lines():
            columns, series = chart.labels, chart.series
        case Target():
            columns, series = chart.labels, (chart.series, _aims(chart))
        case Stacked():
            columns, series = chart.labels, (*chart.series, _totals(chart))
    # What comes after the newest value of a figure towards a target is not missing: it is yet to come.
    given = [i for i, mark in enumerate(series[0].marks) if mark.value is not None] if series else []
    yet = max(given, default=-1) if isinstance(chart, Target) else len(columns)
    rows = tuple(
        Row((Cell((label,)), *(_cell(chart, one, one.marks[i], i > yet) for one in series)))
        for i, label in enumerate(columns)
    )
    names = tuple(Column(one.name, "number") for one in series)
    return Table("", chart.words.table, (Column(chart.words.label, width=30), *names), rows, unit=chart.unit)


def _cell(chart: Chart, series: Series, mark: Mark, yet_to_come: bool) -> Cell:
    aim = isinstance(chart, Target) and series is not chart.series
    if mark.value is None:
        return Cell(("–" if aim or yet_to_come else chart.words.missing,))
    text = written(mark.value, chart.scale, chart.words.decimal)
    if isinstance(chart, Target) and aim:
        text = f"{'≥' if chart.least else '≤'} {text}"
    shown: Content = (Figure(text, mark.code),) if mark.code else (text,)
    return Cell((*shown, f" ({chart.words.estimate})") if mark.estimate else shown)


def _aims(chart: Target) -> Series:
    reached_by = {m.label: m.value for m in chart.milestones}
    return Series(chart.words.target, tuple(Mark(reached_by.get(label)) for label in chart.labels))


def _totals(chart: Stacked) -> Series:
    marks = []
    for i in range(len(chart.labels)):
        found = [one.marks[i].value for one in chart.series]
        known = [value for value in found if value is not None]
        marks.append(Mark(sum(known) if known else None))
    return Series(chart.words.total, tuple(marks))


def description(chart: Chart) -> str:
    """What is seen, in one line for whoever does not see it; every number stands in the table."""
    names = (
        [chart.series.name, chart.words.target]
        if isinstance(chart, Target)
        else [s.name for s in chart.series]
    )
    span = f"{chart.labels[0]} – {chart.labels[-1]}" if chart.labels else ""
    return clean(", ".join(filter(None, [chart.unit, ", ".join(names), span, chart.source])))


@cache
def _hand() -> str:
    """What a drawing depends on beside its values: this code and the library."""
    here = Path(__file__).parent
    code = b"".join((here / name).read_bytes() for name in _HANDS)
    return sha256(code).hexdigest() + version("vl-convert-python") + version("altair")


def key(chart: Chart, *how: object) -> str:
    """The hash of a chart's values and of how it is drawn: equal keys, equal drawings on one machine."""
    return sha256(repr((_hand(), chart, how)).encode("utf-8", "backslashreplace")).hexdigest()


def svg(chart: Chart, width: int = PAGE) -> str:
    """An inline `<svg role="img">` with title and description, without style attributes or scripts.

    It has a viewBox and no size of its own but `width` and `height`, so that a style sheet may let it shrink.
    """
    drawn = _svg(chart, width)
    ident = f"chart-{key(chart, width)[:12]}"
    opening, inner = drawn.split(">", 1)
    size = " ".join(re.findall(r'(?:width|height|viewBox)="[^"]*"', opening))
    inner = _NOISE.sub("", _EMPTY_GROUND.sub("", inner))
    inner = re.sub(r'(id="|url\(#|href="#)', rf"\1{ident}-", inner)
    title = f"{chart.number} {chart.title}".strip()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" {size} role="img" '
        f'aria-labelledby="{ident}-title {ident}-desc">'
        f'<title id="{ident}-title">{escape(clean(title))}</title>'
        f'<desc id="{ident}-desc">{escape(description(chart))}</desc>{inner}'
    )


def png(chart: Chart, scale: int = 3, width: int = PAPER) -> bytes:
    """The same drawing as a picture for Word, `scale` pixels for each of `width`."""
    import vl_convert

    drawn = _svg(chart, width)
    with _drawing:
        made: bytes = vl_convert.svg_to_png(drawn, scale=scale)
    return made


def draw(chart: Chart) -> tuple[str, bytes]:
    """The drawing of a chart in a paper, as SVG and as PNG."""
    return svg(chart, PAPER), png(chart)


def undrawn(chart: Chart) -> tuple[str, bytes]:
    """No drawing, for an output that prints only words."""
    return "", _EMPTY_PNG


def printed(paper: Paper, drawn: Draw = draw) -> Paper:
    """The paper with each chart as a picture under which its numbers stand: what every renderer begins with.

    A paper keeps the values of its charts and no picture, because drawings differ between machines by their
    fonts. `drawn` gives SVG and PNG of a chart (a caller may keep them).
    """
    annexes = tuple(replace(annex, blocks=_pictured(annex.blocks, drawn)) for annex in paper.annexes)
    return replace(paper, blocks=_pictured(paper.blocks, drawn), annexes=annexes)


def _pictured(blocks: tuple[Block, ...], drawn: Draw) -> tuple[Block, ...]:
    found: list[Block] = []
    for block in blocks:
        if not isinstance(block, Lines | Target | Stacked):
            found.append(block)
            continue
        found.append(Picture(caption(block), *drawn(block), description(block), round(TEXT_WIDTH)))
        if not block.see:
            found.append(table(block))
    return tuple(found)


def caption(chart: Chart) -> str:
    """ "Hình 1. Title (nguồn: …; số liệu tại Biểu 1)", printed under the drawing."""
    number, title = clean(chart.number).strip(), clean(chart.title).strip()
    notes = [
        f"nguồn: {clean(chart.source)}" if chart.source else "",
        f"số liệu tại {clean(chart.see)}" if chart.see else "",
    ]
    behind = "; ".join(filter(None, notes))
    return " ".join(
        filter(None, [f"Hình {number}." if number else "", title, f"({behind})" if behind else ""])
    )


def _svg(chart: Chart, width: int) -> str:
    # Loaded here and not above: the two take half a second and 70 MB, which nobody pays who draws nothing.
    import vl_convert

    from chithi.papers import chart_spec

    with _drawing:  # Altair's switches are those of the whole process
        drawn: str = vl_convert.vegalite_to_svg(
            chart_spec.spec(chart, width),
            allowed_base_urls=[],
            format_locale=_LOCALES[chart.words.decimal],
        )
    return drawn
