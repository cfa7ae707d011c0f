"""A chart as its one Vega-Lite specification, for page, .docx and PDF alike.

Imported only where something is drawn (`charts`): Altair takes some 0.4 s to load. No sign is of colour alone:
lines differ in dash and shape and are named at their ends, estimates are hollow, parts of a bar carry the sign of
their state and alternate between dark and light, so that all can be read in a black-and-white print.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, Literal

import altair as alt
from altair.utils.schemapi import debug_mode

from chithi.papers import chart_values as values
from chithi.papers.chart_values import written
from chithi.papers.measure import width as millimetres
from chithi.papers.wording import clean

# The tokens of shell/static/shell/chithi.css; a test compares them.
INK, MUTED, LINE, PAPER = "#1c2430", "#566072", "#d7dce4", "#ffffff"
BRAND, ACTION, GOOD, WARN, WARN_GROUND, BAD = "#9b1c1f", "#0b5394", "#1a6b3c", "#8a5300", "#fdf1dc", "#a11b1b"
FONT = "Segoe UI, Noto Sans, Roboto, Liberation Sans, Arial, sans-serif"
SIZE = 12
LINE_HEIGHT = 15
PLOT_HEIGHT = 190
STROKES: tuple[tuple[str, list[int], str], ...] = (
    (BRAND, [1, 0], "circle"),
    (ACTION, [6, 3], "square"),
    (MUTED, [2, 2], "triangle-up"),
    (GOOD, [8, 2, 2, 2], "diamond"),
)
"""(colour, dash, shape) of the first, second … line."""

FILLS = ((GOOD, PAPER), (WARN_GROUND, INK), (BAD, PAPER), (LINE, INK), (PAPER, INK))
"""(ground, ink) of the first, second … part of a bar: dark and light by turns, each with an outline."""

HOLLOW = {"circle": "○", "square": "□", "triangle-up": "△", "diamond": "◊"}
"""Signs of hollow points that the usual fonts have (those of WGL4)."""

SIGN = 16
"""Room for the sign of a state: it is drawn on its own, so that a font that lacks it lends no digits."""

_BEYOND = re.compile("[\U00010000-\U0010ffff]")
Row = dict[str, Any]


def spec(chart: values.Chart, width: int, checked: bool = False) -> dict[str, Any]:
    """The specification of a chart `width` pixels wide, as plain JSON values.

    Altair's checks against the schema take four fifths of its time; they are left to the tests (`checked`).
    """
    with debug_mode(checked):
        return _spec(chart, width, checked)


def _spec(chart: values.Chart, width: int, checked: bool) -> dict[str, Any]:
    match chart:
        case values.Lines():
            built = _lines(chart, width)
        case values.Target():
            built = _target(chart, width)
        case values.Stacked():
            built = _stacked(chart, width)
    made = built.configure(
        aria=False,
        background=PAPER,
        font=FONT,
        padding=4,
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(
            labelFontSize=SIZE, labelColor=INK, gridColor=LINE, domainColor=MUTED, tickColor=MUTED
        ),
    ).to_dict(validate=checked)
    cleaned: dict[str, Any] = _cleaned(made)
    return cleaned


def _cleaned(part: Any) -> Any:
    """The specification without what the library cannot bear: a control character in a text ends the whole
    process, and a letter beyond U+FFFF is cut in half where an axis shortens its labels."""
    if isinstance(part, dict):
        return {key: _cleaned(value) for key, value in part.items()}
    if isinstance(part, list):
        return [_cleaned(value) for value in part]
    return _BEYOND.sub("\ufffd", clean(part)) if isinstance(part, str) else part


def pixels(text: str) -> float:
    """How wide a text stands, rather too much than too little."""
    return millimetres(text, SIZE) * 96 / 25.4 * 0.82 + 2


def wrapped(text: str, room: float, lines: int) -> list[str]:
    """The text on so many lines at most; what does not fit ends in an ellipsis."""
    found: list[str] = []
    for word in " ".join(text.split()).split(" "):
        if found and pixels(f"{found[-1]} {word}") <= room:
            found[-1] += f" {word}"
        else:
            found.append(word)
    cut = len(found) > lines
    found = found[:lines]
    for i, line in enumerate(found):
        short = cut and i == lines - 1
        while line and pixels(line + "…" * short) > room:
            line, short = line[:-1].rstrip(), True
        found[i] = line + "…" * short
    return found


def _above(chart: values.Chart, keys: Iterable[str], room: float) -> alt.TitleParams:
    """The unit, and under it what the signs mean."""
    lines: list[str] = []
    for key in keys:
        if lines and pixels(f"{lines[-1]}\u00a0\u00a0 {key}") <= room:
            lines[-1] += f"   {key}"
        else:
            lines.append(key)
    return alt.TitleParams(
        text=wrapped(chart.unit, room, 1) or [""],
        subtitle=lines or alt.Undefined,
        anchor="start",
        frame="bounds",
        fontSize=SIZE,
        fontWeight="normal",
        color=MUTED,
        subtitleColor=MUTED,
        subtitleFontSize=SIZE,
        subtitleLineHeight=LINE_HEIGHT,
        offset=10,
    )


def _domain(found: Sequence[int], zero: bool) -> tuple[int, int]:
    """From the lowest to the highest value with some room for labels, never of no length."""
    low, high = min(found, default=0), max(found, default=0)
    if zero:
        low, high = min(low, 0), max(high, 0)
    room = max((high - low) // (6 if zero else 4), 1)
    return (low if zero and low == 0 else low - room), high + room


def _axes(chart: values.Lines | values.Target, domain: tuple[int, int], width: int) -> tuple[alt.X, alt.Y]:
    limit = max(width * 3 // 4 // max(len(chart.labels), 1), 30)
    x = alt.X(
        "label:O",
        scale=alt.Scale(domain=list(chart.labels), type="point", padding=0.5),
        axis=alt.Axis(title=None, labelAngle=0, labelOverlap=True, labelLimit=limit, grid=False),
    )
    shown = f"format(datum.value / {10**chart.scale}, ',~f')"
    y = alt.Y(
        "value:Q",
        scale=alt.Scale(domain=list(domain), nice=False, zero=False),
        axis=alt.Axis(title=None, tickCount=4, tickMinStep=1, labelExpr=shown, domain=False, ticks=False),
    )
    return x, y


def _data(rows: Sequence[Row]) -> alt.InlineData:
    return alt.InlineData(values=list(rows))


def _text(rows: Sequence[Row], x: alt.X, y: alt.Y, colour: str, **where: Any) -> Any:
    mark: Row = {"fontSize": SIZE, "color": colour, **where}
    return alt.Chart(_data(rows)).mark_text(**mark).encode(x=x, y=y, text="text:N")


def _drawn(
    labels: tuple[str, ...], series: values.Series, scale: int, decimal: Literal[",", "."]
) -> list[Row]:
    return [
        {"label": label, "value": m.value, "text": written(m.value, scale, decimal), "estimate": m.estimate}
        for label, m in zip(labels, series.marks, strict=True)
    ]


def _line(rows: list[Row], x: alt.X, y: alt.Y, stroke: tuple[str, list[int], str]) -> list[Any]:
    """A line that breaks where a value is missing, its final points filled and its estimates hollow."""
    colour, dash, shape = stroke
    line = alt.Chart(_data(rows)).mark_line(color=colour, strokeDash=dash, strokeWidth=2).encode(x=x, y=y)
    layers = [line]
    for hollow in (False, True):
        points = [r for r in rows if r["value"] is not None and r["estimate"] == hollow]
        if points:
            fill = PAPER if hollow else colour
            mark: Row = {
                "shape": shape,
                "size": 55,
                "fill": fill,
                "stroke": colour,
                "opacity": 1,
                "strokeWidth": 1.75,
            }
            layers.append(alt.Chart(_data(points)).mark_point(**mark).encode(x=x, y=y))
    return layers


def _keys(chart: values.Lines | values.Target, all_series: Sequence[values.Series]) -> list[str]:
    """What hollow points and gaps mean, where there are any."""
    marks = [m for one in all_series for m in one.marks]
    keys = []
    if any(m.estimate and m.value is not None for m in marks):
        shapes = " ".join(HOLLOW[STROKES[i % len(STROKES)][2]] for i in range(len(all_series)))
        keys.append(f"{shapes} {chart.words.estimate}")
    return keys


def _labelled(rows: list[Row], room: float) -> list[Row]:
    """The points that get their number: all where there is room, else the first and the last."""
    given = [r for r in rows if r["value"] is not None]
    widest = max((pixels(r["text"]) for r in given), default=0)
    if widest * max(len(rows), 1) <= room:
        return given
    return given[:1] * (len(given) > 1) + given[-1:] if widest * 2 <= room else given[-1:]


def _spread(wanted: list[float], least: float) -> list[float]:
    """Heights moved apart so that no two are nearer than `least`, in their order."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed = list(wanted)
    for before, after in pairwise(order):
        placed[after] = max(placed[after], placed[before] + least)
    return placed


def _lines(chart: values.Lines, width: int) -> Any:
    found = [m.value for one in chart.series for m in one.marks if m.value is not None]
    low, high = _domain(found, zero=True)
    x, y = _axes(chart, (low, high), width)
    rows = [_drawn(chart.labels, one, chart.scale, chart.words.decimal) for one in chart.series]
    names = [wrapped(one.name, width / 4, 1)[0] for one in chart.series]
    ends = [next((r for r in reversed(given) if r["value"] is not None), None) for given in rows]
    right = max((pixels(name) for name in names), default=0) + 6
    left = max(pixels(_written(chart, v)) for v in (low, high)) + 8
    plot = max(width - left - right - 8, 80)
    layers: list[Any] = []
    for position, given in enumerate(rows):
        layers += _line(given, x, y, STROKES[position % len(STROKES)])
    layers += _numbers(rows, x, y, plot, low + (high - low) // 10)
    # Names stand beyond the last period, beside the last value of their line, and never over each other.
    per_value = PLOT_HEIGHT / (high - low)
    wanted = [(e["value"] - low) * per_value if e else 0.0 for e in ends]
    for position, (name, end, height) in enumerate(
        zip(names, ends, _spread(wanted, LINE_HEIGHT), strict=True)
    ):
        if end:
            place = alt.Y("at:Q", scale=alt.Scale(domain=[low, high], nice=False, zero=False))
            row = {"at": low + height / per_value, "text": name}
            mark: Row = {"align": "left", "dx": 4, "clip": False, "fontSize": SIZE, "fontWeight": "bold"}
            layers.append(
                alt.Chart(_data([row]))
                .mark_text(**mark, color=STROKES[position % len(STROKES)][0])
                .encode(x=alt.value(plot), y=place, text="text:N")
            )
    layers = layers or [alt.Chart(_data([])).mark_point().encode(x=x, y=y)]
    title = _above(chart, _keys(chart, chart.series), width)
    return alt.layer(*layers).properties(width=plot, height=PLOT_HEIGHT, title=title)


def _numbers(rows: list[list[Row]], x: alt.X, y: alt.Y, plot: float, least: int) -> list[Any]:
    """The numbers of the points: over the higher line and under the lower one, unless that is below `least`."""
    layers = []
    for position, given in enumerate(rows):
        for row in _labelled(given, plot):
            others = [o["value"] for k, one in enumerate(rows) if k != position for o in one
                      if o["label"] == row["label"] and o["value"] is not None]  # fmt: skip
            under = (
                any(o > row["value"] or (o == row["value"] and position) for o in others)
                and row["value"] > least
            )
            colour = STROKES[position % len(STROKES)][0]
            layers.append(_text([row], x, y, colour, dy=13 if under else -12))
    return layers


def _target(chart: values.Target, width: int) -> Any:
    rows = _drawn(chart.labels, chart.series, chart.scale, chart.words.decimal)
    given = {r["label"]: r["value"] for r in rows}
    aims: list[Row] = [
        {
            "label": m.label,
            "value": m.value,
            "text": sign_of(chart) + written(m.value, chart.scale, chart.words.decimal),
        }
        for m in sorted(chart.milestones, key=lambda m: chart.labels.index(m.label))
    ]
    found = [r["value"] for r in (*rows, *aims) if r["value"] is not None]
    low, high = _domain(found, zero=False)
    x, y = _axes(chart, (low, high), width)
    left = max(pixels(_written(chart, v)) for v in (low, high)) + 8
    plot = max(width - left - 16, 80)
    colour, dash, shape = ACTION, [1, 0], "circle"
    layers: list[Any] = []
    keys = [f"● {chart.words.value}", f"▲ {chart.words.target}"]
    base = given.get(chart.start)
    later = [a for a in aims if base is not None and _after(chart, a["label"])]
    if later:
        path = alt.Chart(_data([{"label": chart.start, "value": base}, *later]))
        layers.append(path.mark_line(color=WARN, strokeDash=[5, 4], strokeWidth=1.5).encode(x=x, y=y))
        keys.append(f"- - {chart.words.path}")
    layers += _line(rows, x, y, (colour, dash, shape))
    if aims:
        mark: Row = {"shape": "triangle-up", "size": 90, "fill": WARN, "stroke": WARN, "opacity": 1}
        layers.append(alt.Chart(_data(aims)).mark_point(**mark).encode(x=x, y=y))
    # A number stands on the side of its point that is away from the path and from the target of its own year.
    for row in _labelled(rows, plot):
        aim = next((a["value"] for a in aims if a["label"] == row["label"]), None)
        under = (aim is not None and aim >= row["value"]) or (
            aim is None and bool(later) and aims[-1]["value"] >= base
        )
        layers.append(_text([row], x, y, colour, dy=14 if under else -13))
    for aim in aims:
        value = given.get(aim["label"])
        under = value is not None and value > aim["value"]
        layers.append(_text([aim], x, y, WARN, dy=14 if under else -13, fontWeight="bold"))
    title = _above(chart, [*keys, *_keys(chart, [chart.series])], width)
    return alt.layer(*layers).properties(width=plot, height=PLOT_HEIGHT - 30, title=title)


def _after(chart: values.Target, label: str) -> bool:
    return chart.labels.index(label) > chart.labels.index(chart.start)


def sign_of(chart: values.Target) -> str:
    return "≥ " if chart.least else "≤ "


BAR, GAP = 18, 8
"""Heights of a bar, and of the room between it and the next row."""


def _stacked(chart: values.Stacked, width: int) -> Any:
    """Each row's words above its bar, so that long names have the whole width; the total at the bar's end."""
    room = width - 8
    totals = [sum(one.marks[i].value or 0 for one in chart.series) for i in range(len(chart.labels))]
    side = max((pixels(_written(chart, total)) for total in totals), default=0) + 8
    parts, words, at = _legend(chart, room)
    for position, (label, total) in enumerate(zip(chart.labels, totals, strict=True)):
        lines = wrapped(label, room, 2)
        words += [{"x": 0, "y": at + 8 + i * LINE_HEIGHT, "text": line} for i, line in enumerate(lines)]
        top = at + 3 + len(lines) * LINE_HEIGHT
        unknown = all(one.marks[position].value is None for one in chart.series)
        end = chart.words.missing if unknown else _written(chart, total)
        words.append({"x": room - side + 6 if total else 0, "y": top + BAR / 2, "text": end})
        for which, row in _bar(chart, position, total, room - side, top):
            parts[which].append(row)
        at = top + BAR + GAP
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, room], nice=False, zero=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[at, 0], nice=False, zero=False), axis=None)
    layers = [_text(words, x, y, INK, align="left")]
    for which, rows in enumerate(parts):
        ground, ink = FILLS[which % len(FILLS)]
        bars = alt.Chart(_data(rows)).mark_rect(color=ground, stroke=INK, strokeWidth=1, opacity=1)
        layers.append(bars.encode(x=x, x2="x2:Q", y=y, y2="y2:Q"))
        layers.append(_text([text for row in rows for text in _inside(row)], x, y, ink))
    return alt.layer(*layers).properties(width=room, height=at, title=_above(chart, [], width))


def _written(chart: values.Chart, value: int) -> str:
    return written(value, chart.scale, chart.words.decimal)


def _legend(chart: values.Stacked, room: float) -> tuple[list[list[Row]], list[Row], float]:
    """A box with the sign of each state, the words beside it, and where the rows begin below them."""
    boxes: list[list[Row]] = []
    words: list[Row] = []
    x, y = 0.0, 0.0
    box = 20
    for one in chart.series:
        text = wrapped(one.name, room - box - 6, 1)[0]
        if x and x + box + 6 + pixels(text) > room:
            x, y = 0.0, y + BAR + 4
        boxes.append([{"x": x, "x2": x + box, "y": y, "y2": y + 16, "sign": one.sign, "text": ""}])
        words.append({"x": x + box + 6, "y": y + 8.5, "text": text})
        x += box + 6 + pixels(text) + 10
    return boxes, words, y + BAR + 12


def _bar(
    chart: values.Stacked, position: int, total: int, room: float, top: float
) -> Iterable[tuple[int, Row]]:
    """(which state, its part of the bar): its number stands in it where it has room, with the sign of the state."""
    before = 0
    for which, one in enumerate(chart.series):
        count = one.marks[position].value or 0
        if not count:
            continue
        begin, end = (room * (n / total) for n in (before, before + count))
        text = _written(chart, count)
        text = text if pixels(text) <= end - begin else ""
        sign = one.sign if text and pixels(text) + SIGN <= end - begin else ""
        place = {"x": begin, "x2": end, "y": top, "y2": top + BAR}
        yield which, {**place, "value": count, "text": text, "sign": sign}
        before += count


def _inside(row: Row) -> Iterable[Row]:
    """Sign and number in the middle of a part, side by side."""
    middle, y = (row["x"] + row["x2"]) / 2, (row["y"] + row["y2"]) / 2 + 0.5
    both = bool(row["sign"] and row["text"])
    if row["sign"]:
        yield {"x": middle - pixels(row["text"]) / 2 if both else middle, "y": y, "text": row["sign"]}
    if row["text"]:
        yield {"x": middle + SIGN / 2 * both, "y": y, "text": row["text"]}
