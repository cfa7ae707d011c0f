""" "Biểu 2, dòng 14" leads to the figure, and a figure says where it is printed."""

from dataclasses import replace
from unicodedata import normalize

import lxml.html
import pytest
from hypothesis import given, settings

from chithi.papers import html, places, text
from chithi.papers.content import Annex, Cell, Column, Figure, Paper, Row, Table
from tests.papers.samples import REPORT, wide_table
from tests.papers.test_json import papers


def test_a_place_gives_its_figures_and_a_figure_its_places() -> None:
    by_place = places.by_place(REPORT)
    assert by_place["2", 1] == ()  # a group row is a row too
    assert by_place["2", 2] == ("obs/1", "obs/1/F")
    assert by_place["2", 14] == ("obs/sum",)
    assert places.by_code(REPORT)["obs/sum"] == (("2", 14), ("3", 6), ("4", 5))


@pytest.mark.parametrize(
    "words",
    [
        "Biểu 2, dòng 14",
        "bieu 2 dong 14",
        "BIỂU SỐ 2 – DÒNG SỐ 14.",
        normalize("NFD", "Biểu 2, dòng 14"),
        "2/14",
        "2 14",
        "b2-d14",
    ],
)
def test_a_place_is_found_however_it_is_written(words: str) -> None:
    found = places.find(REPORT, words)
    assert (found.table, found.row, found.anchor, found.codes) == ("2", 14, "b2-d14", ("obs/sum",))


def test_a_table_alone_is_found() -> None:
    assert places.find(REPORT, "Biểu 3").anchor == "b3"


@pytest.mark.parametrize(
    ("words", "table", "row", "rows"),
    [
        ("Biểu 2, dòng 15", "2", 15, 14),
        ("Biểu 2, dòng 0", "2", 0, 14),
        ("Biểu 9, dòng 1", "9", None, None),
        ("nơi nào đó", "", None, None),
        ("dòng 14", "", None, None),
        ("", "", None, None),
        ("9" * 300, "9" * 300, None, None),
    ],
)
def test_a_place_that_is_not_there_says_what_is(
    words: str, table: str, row: int | None, rows: int | None
) -> None:
    with pytest.raises(places.NotThere) as refused:
        places.find(REPORT, words)
    assert (refused.value.table, refused.value.row, refused.value.rows) == (table, row, rows)
    assert refused.value.tables == ("2", "3", "4")


def test_an_order_column_that_counts_every_row_is_the_number_of_the_row() -> None:
    columns = (Column("TT", "order"), Column("Đơn vị"))
    rows = tuple(Row((Cell((str(i),)), Cell(("A",)))) for i in (1, 2, 3))
    paper = replace(REPORT, blocks=(Table("1", "A", columns, rows),), annexes=())
    assert "Dòng" not in text.render(paper)
    assert places.find(paper, "1/3").anchor == "b1-d3"
    broken = replace(
        paper, blocks=(Table("1", "A", columns, (*rows, Row((Cell(), Cell(("Cộng",))), "total"))),)
    )
    assert "TT\tĐơn vị\tDòng" in text.render(broken)
    assert "\tCộng\t4" in text.render(broken)
    nameless = replace(paper, blocks=(replace(wide_table(), number=""),))
    assert "Dòng\n" not in text.render(nameless)
    assert places.places(nameless) == ()


def test_tables_of_one_number_keep_anchors_of_their_own_and_the_first_is_meant() -> None:
    table = Table("1", "A", (Column("a"),), (Row((Cell((Figure("5", "x"),)),)),))
    other = replace(table, rows=(Row((Cell((Figure("6", "y"),)),)),))
    paper = replace(REPORT, blocks=(table, table), annexes=(Annex(title="B", blocks=(other,)),))
    assert [place.anchor for place in places.places(paper)] == ["b1-d1", "b1__2-d1", "b1__3-d1"]
    assert places.by_place(paper) == {("1", 1): ("x",)}


@settings(max_examples=60, deadline=None)
@given(papers)
def test_every_place_is_an_anchor_of_the_page_and_no_anchor_comes_twice(paper: Paper) -> None:
    root = lxml.html.fromstring(html.render(paper))
    ids = root.xpath("//tr/@id")
    assert ids == [place.anchor for place in places.places(paper)]
    assert len(set(root.xpath("//@id"))) == len(root.xpath("//@id"))
    for row, place in zip(root.xpath("//tr[@id]"), places.places(paper), strict=True):
        if line := row.xpath('td[@class="paper-cell-line"]'):
            assert line[0].text == str(place.row)
