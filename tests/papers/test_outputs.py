"""The same words and figures in every output, whatever is in them."""

import re
from dataclasses import replace
from io import BytesIO

import lxml.html
import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from lxml import etree

from chithi.papers import docx, html, json, text
from chithi.papers.content import Cell, Column, Item, Paper, Paragraph, Row, Table
from tests.papers.samples import ALL, LONG_NAME, REPORT, SMALLEST, wide_table
from tests.papers.test_charts import ALL as CHARTS
from tests.papers.test_json import papers


def words_of_docx(paper: Paper) -> list[str]:
    body = Document(BytesIO(docx.render(paper))).element.body
    paragraphs = []
    for paragraph in body.iter(qn("w:p")):
        parts = paragraph.iter(qn("w:t"), qn("w:br"))
        paragraphs.append("".join(" " if part.tag == qn("w:br") else part.text or "" for part in parts))
    return " ".join(paragraphs).split()


def words_of_html(paper: Paper) -> list[str]:
    marked = re.sub(r"(<br>|</(?:p|li|td|th|caption|h\d)>)", r" \1", html.render(paper))
    root = lxml.html.fromstring(marked.replace("</figcaption>", " </figcaption>"))
    for drawing in root.xpath("//*[local-name()='svg']"):  # its words belong to the drawing
        drawing.text = None
        del drawing[:]
    return str(root.text_content()).split()


@pytest.mark.parametrize("name", ALL)
def test_all_outputs_say_the_same(name: str) -> None:
    words = text.render(ALL[name]).split()
    assert words_of_docx(ALL[name]) == words
    assert words_of_html(ALL[name]) == words


@settings(max_examples=40, deadline=None)
@given(papers)
def test_all_outputs_say_the_same_of_any_paper(paper: Paper) -> None:
    words = text.render(paper).split()
    assert words_of_docx(paper) == words
    assert words_of_html(paper) == words


def test_charts_have_the_same_captions_and_tables_everywhere() -> None:
    charts = tuple(replace(chart, number="1", source="báo cáo") for chart in CHARTS.values())
    paper = replace(REPORT, blocks=(*charts, replace(charts[0], see="Biểu 1")))
    words = text.render(paper).split()
    assert words_of_docx(paper) == words == words_of_html(paper)


def test_the_report_holds_its_figures() -> None:
    words = text.render(REPORT)
    for figure in ("1.234", "1.001", "401", "40,01", "1.234.567", "600.000"):
        assert figure in words
    assert words.splitlines()[:3] == [
        "ỦY BAN NHÂN DÂN TỈNH HÀ NAM",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]


def test_a_hundred_and_fifty_rows_with_long_names() -> None:
    paper = replace(REPORT, blocks=(wide_table(150),))
    assert len(LONG_NAME) == 90
    words = text.render(paper)
    assert words.count(LONG_NAME) == 150 // 7 + 3 // 7
    assert words_of_docx(paper) == words.split() == words_of_html(paper)


def test_control_characters_never_reach_a_file() -> None:
    dirty = "a\x00\x08b\x1b\ufffe\ud800c"
    table = Table(dirty, dirty, (Column(dirty, group=dirty),), (Row((Cell((dirty,)),)),), (dirty,), dirty)
    paper = replace(
        REPORT, subject=dirty, blocks=(Paragraph((dirty,), source=dirty), Item((dirty,)), table), filing=dirty
    )
    etree.fromstring(f"<x>{text.render(paper)}</x>")
    words = text.render(paper).split()
    assert words_of_docx(paper) == words == words_of_html(paper)
    assert "abc" in words


def test_the_same_tree_gives_the_same_outputs() -> None:
    again = json.load(json.dump(REPORT))
    assert docx.render(again) == docx.render(REPORT)
    assert html.render(again) == html.render(REPORT)


def test_the_smallest_paper_is_printed() -> None:
    assert text.render(SMALLEST).split()[-2:] == ["THÔNG", "BÁO"]
    assert "Nơi nhận" not in text.render(SMALLEST)
    assert "paper-foot" not in html.render(SMALLEST)
