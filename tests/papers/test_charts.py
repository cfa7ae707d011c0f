"""The same numbers in the specification, the drawing and the table; gaps stay gaps; no sign is of colour alone."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import lxml.etree
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import chithi.shell
from chithi.papers import chart_spec, charts, docx, html, json, text
from chithi.papers.charts import (
    PAGE,
    PAPER,
    WIDE,
    Chart,
    ChartWords,
    Lines,
    Mark,
    Milestone,
    Series,
    Stacked,
    Target,
)
from chithi.papers.content import Figure
from tests.papers.samples import LONG_NAME, REPORT

WORDS = ChartWords(
    label="Năm",
    table="Bảng số liệu",
    estimate="ước",
    missing="chưa có số liệu",
    value="Thực hiện",
    target="Mục tiêu",
    path="đường tới mục tiêu",
    total="Tổng số",
)
YEARS = ("2021", "2022", "2023", "2024")
WOMEN_AND_MEN = Lines(
    title="Cán bộ chủ chốt",
    unit="người",
    words=WORDS,
    labels=YEARS,
    series=(
        Series("Nữ", (Mark(1234), Mark(None), Mark(1301), Mark(1402, estimate=True))),
        Series("Nam", (Mark(2345), Mark(None), Mark(2290), Mark(2284, estimate=True))),
    ),
)
RATE = Target(
    title="Tỷ lệ nữ cấp ủy",
    unit="%",
    scale=1,
    words=WORDS,
    labels=("2023", "2024", "2025", "2026"),
    series=Series("Thực hiện", (Mark(185), Mark(192, estimate=True), Mark(), Mark())),
    milestones=(Milestone("2026", 250),),
    start="2023",
)
STATES = Stacked(
    title="Nội dung theo trạng thái",
    unit="nhiệm vụ",
    words=WORDS,
    labels=("1. Lãnh đạo", "2. Tuyên truyền", "3. Giám sát"),
    series=(
        Series("đã hoàn thành", (Mark(12, code="content:1:done"), Mark(3), Mark(0)), "✓"),
        Series("đang thực hiện", (Mark(7), Mark(4), Mark(0)), "…"),
        Series("chưa có thông tin", (Mark(9), Mark(0), Mark(0)), "?"),
    ),
)
ALL = {"lines": WOMEN_AND_MEN, "target": RATE, "stacked": STATES}


def seen(drawing: str) -> list[str]:
    """The texts that stand in a drawing."""
    found = lxml.etree.fromstring(drawing).iter("{*}text")
    return ["".join(part.itertext()) for part in found]


def rows_of(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return [row for data in spec["datasets"].values() for row in data]


def cells_of(chart: Chart) -> list[list[str]]:
    made = charts.table(chart)
    return [
        ["".join(part if isinstance(part, str) else part.text for part in cell.content) for cell in row.cells]
        for row in made.rows
    ]


def test_women_and_men_have_the_same_numbers_everywhere() -> None:
    drawing, spec = seen(charts.svg(WOMEN_AND_MEN)), rows_of(chart_spec.spec(WOMEN_AND_MEN, PAGE))
    for value, shown in ((1234, "1.234"), (1301, "1.301"), (1402, "1.402"), (2345, "2.345"), (2290, "2.290")):
        assert shown in drawing
        assert {value} <= {row.get("value") for row in spec}
    assert cells_of(WOMEN_AND_MEN) == [
        ["2021", "1.234", "2.345"],
        ["2022", "chưa có số liệu", "chưa có số liệu"],
        ["2023", "1.301", "2.290"],
        ["2024", "1.402 (ước)", "2.284 (ước)"],
    ]
    assert "Nữ" in drawing
    assert "Nam" in drawing


def test_a_period_without_data_is_a_gap_and_never_nought() -> None:
    spec = rows_of(chart_spec.spec(WOMEN_AND_MEN, PAGE))
    assert {row["value"] for row in spec if row.get("label") == "2022"} == {None}
    drawn = lxml.etree.fromstring(charts.svg(WOMEN_AND_MEN))
    lines = [p.get("d") for p in drawn.iter("{*}path") if p.get("fill") is None and p.get("stroke")]
    broken = [d for d in lines if d.count("M") == 2]
    assert len(broken) == 2  # one for women and one for men, each in two pieces
    assert "0" in seen(charts.svg(WOMEN_AND_MEN))  # the axis begins at nought all the same


def test_an_estimate_is_hollow_and_said_in_words() -> None:
    drawing = charts.svg(WOMEN_AND_MEN)
    assert any("○ □ ước" in line for line in seen(drawing))
    points = lxml.etree.fromstring(drawing).iter("{*}path")
    fills = [p.get("fill") for p in points if p.get("stroke") in (chart_spec.BRAND, chart_spec.ACTION)]
    assert fills.count(chart_spec.PAPER) == 2
    assert not any("ước" in line for line in seen(charts.svg(replace(RATE, series=final(RATE.series)))))


def final(series: Series) -> Series:
    return Series(series.name, tuple(Mark(m.value) for m in series.marks))


def test_a_target_is_drawn_with_the_way_to_it() -> None:
    drawing, spec = seen(charts.svg(RATE)), chart_spec.spec(RATE, PAGE)
    assert "≥ 25,0" in drawing
    assert {"18,5", "19,2"} <= set(drawing)
    path = next(layer for layer in spec["layer"] if layer["mark"].get("strokeDash") == [5, 4])
    assert spec["datasets"][path["data"]["name"]] == [
        {"label": "2023", "value": 185},
        {"label": "2026", "value": 250, "text": "≥ 25,0"},
    ]
    assert cells_of(RATE) == [
        ["2023", "18,5", "–"],
        ["2024", "19,2 (ước)", "–"],
        ["2025", "–", "–"],
        ["2026", "–", "≥ 25,0"],
    ]
    at_most = seen(charts.svg(replace(RATE, least=False, words=replace(WORDS, decimal="."))))
    assert "≤ 25.0" in at_most


def test_states_counted_by_hand() -> None:
    drawing = seen(charts.svg(STATES))
    assert {"12", "7", "9", "28", "3", "4", "1. Lãnh đạo", "✓", "…", "?"} <= set(drawing)
    bars = [row for row in rows_of(chart_spec.spec(STATES, PAGE)) if "value" in row]
    first = [row for row in bars if row["y"] == min(b["y"] for b in bars)]
    lengths = [row["x2"] - row["x"] for row in first]
    assert [round(n / sum(lengths), 6) for n in lengths] == [round(n / 28, 6) for n in (12, 7, 9)]
    assert cells_of(STATES) == [
        ["1. Lãnh đạo", "12", "7", "9", "28"],
        ["2. Tuyên truyền", "3", "4", "0", "7"],
        ["3. Giám sát", "0", "0", "0", "0"],
    ]
    assert charts.table(STATES).rows[0].cells[1].content == (Figure("12", "content:1:done"),)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("width", [PAGE, PAPER, WIDE])
def test_a_drawing_is_a_picture_with_a_name_and_breaks_no_policy(name: str, width: int) -> None:
    drawing = charts.svg(ALL[name], width)
    root = lxml.etree.fromstring(drawing)
    assert root.get("role") == "img"
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert root.get("aria-labelledby") == " ".join(ids)
    assert ALL[name].title in drawing
    assert not re.search(r"\bstyle=|<style|<script|\bon\w+=|https?://(?!www\.w3\.org/)", drawing)
    assert float(root.get("width", "0")) <= width + 12
    assert ids[0] not in charts.svg(replace(ALL[name], title="Khác"), width)


def test_english_words_and_numbers() -> None:
    english = replace(WOMEN_AND_MEN, words=replace(WORDS, decimal=".", estimate="estimate"))
    assert "1,234" in seen(charts.svg(english))
    assert "1.234" not in seen(charts.svg(english))
    assert cells_of(english)[3][1] == "1,402 (estimate)"


def test_colours_are_the_tokens_of_the_house_and_have_contrast() -> None:
    css = (Path(chithi.shell.__file__).parent / "static/shell/chithi.css").read_text("utf-8")
    for name in ("ink", "muted", "line", "brand", "action", "good", "warn", "warn-ground", "bad"):
        token = re.search(rf"--{name}: (#\w+)", css)
        assert token
        assert token[1] == getattr(chart_spec, name.upper().replace("-", "_"))
    for ground, ink in chart_spec.FILLS:
        assert contrast(ground, ink) >= 4.5
    for colour in (*(stroke[0] for stroke in chart_spec.STROKES), chart_spec.WARN, chart_spec.INK):
        assert contrast(colour, chart_spec.PAPER) >= 4.5
    assert len({(tuple(dash), shape) for _colour, dash, shape in chart_spec.STROKES}) == 4
    grey = [luminance(ground) for ground, _ink in chart_spec.FILLS]
    assert all((a - 0.5) * (b - 0.5) < 0 for a, b in pairwise(grey[:4]))  # by turns


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


marks = st.builds(Mark, st.none() | st.integers(-5, 5) | st.integers(-(10**18), 10**18), st.booleans())
counts = st.builds(Mark, st.none() | st.integers(0, 3) | st.integers(0, 10**15))
names = st.just(LONG_NAME) | st.text(max_size=20)


@st.composite
def any_chart(draw: st.DrawFn) -> Chart:
    labels = tuple(draw(st.lists(names, max_size=6, unique=True)))
    common = {"title": draw(names), "unit": draw(names), "words": WORDS, "scale": draw(st.integers(0, 4))}

    def series(kind: Any) -> Series:
        return Series(draw(names), tuple(draw(kind) for _label in labels), draw(st.sampled_from(["", "✓"])))

    many = [series(marks) for _i in range(draw(st.integers(0, 3)))]
    match draw(st.sampled_from(["lines", "target", "stacked"])):
        case "lines":
            return Lines(**common, labels=labels, series=tuple(many))
        case "target":
            aims = [Milestone(label, draw(st.integers(-9, 10**9))) for label in labels[-2:]]
            return Target(**common, labels=labels, series=series(marks), milestones=tuple(aims),
                          start=draw(st.sampled_from(["", *labels])))  # fmt: skip
    return Stacked(**common, labels=labels, series=tuple(series(counts) for _i in range(3)))


@settings(max_examples=20, deadline=None)
@given(any_chart())
def test_any_data_is_drawn(chart: Chart) -> None:
    drawing = charts.svg(chart)
    root = lxml.etree.fromstring(drawing)
    places = [
        value for element in root.iter() for name, value in element.items() if name in ("d", "transform")
    ]
    assert not any("NaN" in place or "Infinity" in place for place in places)
    assert float(root.get("width", "0")) <= PAGE + 12
    made = charts.table(chart)
    assert len(made.rows) == len(chart.labels)
    checked = chart_spec.spec(chart, PAGE, checked=True)  # against the schema of Vega-Lite
    assert checked == chart_spec.spec(chart, PAGE)
    given_values = [row["value"] for row in rows_of(checked) if "value" in row]
    shown = [chart.series] if isinstance(chart, Target) else chart.series
    for mark in (mark for one in shown for mark in one.marks):
        assert mark.value in given_values or (isinstance(chart, Stacked) and not mark.value)


def test_a_control_character_does_not_end_the_process() -> None:
    dirty = "a\x00\x07b\x1b\ufffe\ud800<b>&amp;"
    chart = replace(WOMEN_AND_MEN, unit=dirty, title=dirty, labels=(dirty, *YEARS[1:]))
    assert "ab<b>&amp;" in seen(charts.svg(chart))
    assert charts.png(chart, 1).startswith(b"\x89PNG")


def test_what_does_not_fit_together_is_refused() -> None:
    with pytest.raises(ValueError, match="1 marks for 4 labels"):
        replace(WOMEN_AND_MEN, series=(Series("Nữ", (Mark(1),)),))
    with pytest.raises(ValueError, match="no label"):
        replace(RATE, start="1999")
    with pytest.raises(ValueError, match="same"):
        replace(STATES, labels=("a", "a", "b"))
    with pytest.raises(ValueError, match="negative"):
        replace(STATES, series=(Series("x", (Mark(-1), Mark(1), Mark(1))),))


def test_a_paper_keeps_the_values_and_every_output_draws_them() -> None:
    paper = replace(
        REPORT, blocks=(replace(STATES, number="1", source="báo cáo"), replace(WOMEN_AND_MEN, see="Biểu 1"))
    )
    assert json.load(json.dump(paper)) == paper
    words = text.render(paper)
    assert "Hình 1. Nội dung theo trạng thái (nguồn: báo cáo)\nBảng số liệu" in words
    assert "1. Lãnh đạo\t12\t7\t9\t28" in words
    assert "Cán bộ chủ chốt (số liệu tại Biểu 1)\n./." in words
    asked: list[Chart] = []

    def draw(chart: Chart) -> tuple[str, bytes]:
        asked.append(chart)
        return charts.draw(chart)

    page = html.render(paper, link=lambda code: f"/{code}", draw=draw)
    assert page.count("<svg") == 2
    assert tuple(asked) == paper.blocks
    assert 'href="/content:1:done"' in page
    assert docx.render(paper) == docx.render(paper, draw)


def test_a_key_follows_the_values() -> None:
    assert charts.key(RATE, PAGE) == charts.key(replace(RATE), PAGE)
    changed = replace(RATE, series=Series("Thực hiện", (Mark(186), *RATE.series.marks[1:])))
    assert len({charts.key(RATE, PAGE), charts.key(RATE, WIDE), charts.key(changed, PAGE)}) == 3
