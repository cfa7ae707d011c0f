"""The PDF measured against Decree 30/2020, Annex I, its claims read back, and hostile words kept words."""

import json
import re
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

import lxml.html
import pdfplumber
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chithi.papers import html, layout, pdf, text
from chithi.papers.content import (
    Block,
    Cell,
    Column,
    Figure,
    Heading,
    Item,
    Paper,
    Paragraph,
    Row,
    Strong,
    Table,
)
from tests.papers import test_json
from tests.papers.samples import ALL, LETTER, LONG_NAME, PICTURE, PLAN, REPORT, SMALLEST, wide_table
from tests.papers.test_outputs import words_of_docx, words_of_html

MM = 72 / 25.4


@cache
def printed(paper: Paper) -> bytes:
    return pdf.render(paper)


def read(data: bytes) -> Any:
    return pdfplumber.open(BytesIO(data))


def letters_of(data: bytes) -> str:
    """All that the tags say is text, in the order in which it is read aloud, without blanks.

    Page numbers and headers repeated on later pages are marked as artifacts and are not read.
    """
    reader = pypdf.PdfReader(BytesIO(data))
    numbers = {
        page.indirect_reference.idnum: page.page_number for page in reader.pages if page.indirect_reference
    }
    marked: dict[tuple[int, int], str] = {}
    with read(data) as document:
        for page in document.pages:
            place = (0, 0)
            for char in page.chars:
                if char["mcid"] is not None:
                    place = (page.page_number - 1, char["mcid"])
                elif char["tag"] == "Artifact":
                    continue
                # A span that gives its letters other words for copying stands within the mark before it.
                marked[place] = marked.get(place, "") + char["text"]
    said: list[str] = []

    def walk(node: Any, page: int) -> None:
        node = node.get_object()
        if isinstance(node, int):
            said.append(marked.get((page, int(node)), ""))
        elif isinstance(node, list):
            for child in node:
                walk(child, page)
        elif node.get("/S") != "/Figure":  # the words of a drawing are the drawing's
            page = numbers[node.raw_get("/Pg").idnum] if "/Pg" in node else page
            walk(node["/MCID"] if "/MCID" in node else node.get("/K", pypdf.generic.ArrayObject()), page)

    walk(reader.trailer["/Root"]["/StructTreeRoot"], -1)
    return bare("".join(said))


def bare(words: str) -> str:
    return re.sub(r"[\s\u200b\xad]", "", words)


def lines_of(page: Any) -> list[dict[str, Any]]:
    return page.extract_text_lines(return_chars=True)  # type: ignore[no-any-return]


def line(paper: Paper, start: str) -> tuple[dict[str, Any], Any]:
    """The first line that begins with these words, and its page."""
    with read(printed(paper)) as document:
        for page in document.pages:
            for words in page.extract_words(keep_blank_chars=True, extra_attrs=["size", "fontname"]):
                if words["text"].startswith(start):
                    return words, page
    raise AssertionError(start)


@pytest.mark.parametrize("name", ALL)
def test_page_html_word_and_pdf_say_the_same(name: str) -> None:
    words = text.render(ALL[name]).split()
    assert words_of_html(ALL[name]) == words
    assert words_of_docx(ALL[name]) == words
    assert letters_of(printed(ALL[name])) == "".join(words)


def test_the_figures_of_a_table_stand_in_all_outputs() -> None:
    paper = replace(REPORT, blocks=(wide_table(60),), annexes=())
    said = letters_of(printed(paper))
    for figure in ("1.060", "460", "40,60", "1.234.567", "600.000"):
        assert figure in said
        assert figure in words_of_html(paper)
        assert figure in words_of_docx(paper)


odd = st.text("\"'#$@<>\\`*_[]{}()=+-/~&%^|;: \n.,0123456789abcXYZăâđêôơưẤệỢ”“…–", max_size=14)
inlines = odd | st.builds(Figure, odd, odd) | st.builds(Strong, odd)
contents = st.lists(inlines, max_size=3).map(tuple)
blocks = st.one_of(
    st.builds(Heading, st.sampled_from([1, 2, 3]), odd, odd),
    st.builds(Paragraph, contents, st.booleans(), odd),
    st.builds(Item, contents, odd),
    st.just(Paragraph((LONG_NAME, "x" * 90))),
    st.just(PICTURE),
    st.builds(
        Table,
        odd,
        odd,
        st.lists(st.builds(Column, odd), min_size=2, max_size=3).map(tuple),
        st.lists(st.builds(Row, st.lists(st.builds(Cell, contents), max_size=2).map(tuple)), max_size=3).map(
            tuple
        ),
        st.lists(odd, max_size=1).map(tuple),
        odd,
        st.booleans(),
    ),
)
odd_papers = st.builds(
    replace, st.just(replace(REPORT, annexes=())), blocks=st.lists(blocks, max_size=4).map(tuple), subject=odd
)


@settings(max_examples=25, deadline=None)
@given(odd_papers)
def test_odd_words_are_the_same_words_everywhere(paper: Paper) -> None:
    words = text.render(paper).split()
    assert words_of_html(paper) == words
    assert words_of_docx(paper) == words
    assert letters_of(pdf.render(paper)) == "".join(words)


@settings(max_examples=25, deadline=None)
@given(test_json.papers)
def test_any_paper_is_printed_whatever_is_written_in_it(paper: Paper) -> None:
    assert pdf.render(paper).startswith(b"%PDF-")


HOSTILE = (
    '#panic("no")',
    '#import "@preview/x:1.0.0"',
    '#read("/etc/passwd")',
    "$ sum_(i) $",
    "= Heading",
    "*bold* _it_ `raw`",
    '"); #panic(',
    "\\u{41} \\ #",
    "@label <label>",
    "// gone",
    "/* gone */",
    "]#[",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_never_run(words: str) -> None:
    table = Table(
        words, words, (Column(words, group=words),), (Row((Cell((Figure(words, words),)),)),), (words,), words
    )
    paper = replace(
        REPORT,
        subject=words,
        addressees=(words,),
        head=replace(REPORT.head, issuer=words, place=words),
        blocks=(Heading(1, words, words), Paragraph((words,), source=words), table),
    )
    assert letters_of(pdf.render(paper)) == bare(text.render(paper))


def test_a_character_that_no_font_has_is_shown_as_missing_and_the_rest_stays() -> None:
    paper = replace(REPORT, blocks=(Paragraph(("Chữ \ue000 và \U0001f9ff \U00020000 rồi hết",)),), annexes=())
    said = letters_of(pdf.render(paper))
    assert "Chữ" in said
    assert "rồihết" in said
    assert "\ue000" not in said


def test_pdf_a_and_tags_are_claimed() -> None:
    document = pypdf.PdfReader(BytesIO(printed(REPORT)))
    root = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].lower().startswith("vi")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/OutputIntents"]
    claims = root["/Metadata"].get_data().decode()
    values = {
        name: re.search(rf'{name}(?:>|=")(\w+)', claims)
        for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")
    }
    assert {name: found and found[1] for name, found in values.items()} == {
        "pdfaid:part": "2",
        "pdfaid:conformance": "A",
        "pdfuaid:part": "1",
    }
    assert document.metadata is not None
    assert document.metadata.title == "Báo cáo Kết quả thực hiện Chỉ thị số 21-CT/TW năm 2026"
    assert document.metadata.author == "Ủy ban nhân dân tỉnh Hà Nam"
    assert document.metadata.creation_date is not None
    assert document.metadata.creation_date.date() == date(2026, 1, 5)


def test_headings_tables_and_pictures_are_tagged() -> None:
    found: dict[str, list[Any]] = {}

    def walk(elements: list[Any]) -> None:
        for element in elements:
            found.setdefault(element["type"], []).append(element)
            walk(element.get("children", []))

    with read(printed(ALL["charted"])) as document:
        walk(document.structure_tree)
    assert {"H1", "H2", "H3", "H4", "P", "Table", "TR", "TH", "TD", "Figure"} <= set(found)
    assert len(found["Table"]) == 3
    assert [figure["alt_text"] for figure in found["Figure"]] == [PICTURE.alt] * 2


def test_heading_levels_are_never_skipped() -> None:
    paper = replace(
        REPORT, kind="", subject="", addressees=(), blocks=(Heading(3, "a", "x"), Heading(1, "I", "y"))
    )
    assert pdf.render(paper)
    assert pdf.render(replace(LETTER, blocks=(Heading(2, "1", "x"),)))


def test_fonts_are_embedded_and_vietnamese() -> None:
    document = pypdf.PdfReader(BytesIO(printed(REPORT)))
    names = set()
    for page in document.pages:
        for font in page["/Resources"]["/Font"].values():
            names.add(font["/BaseFont"].split("+")[1].split("-")[0])
            (inner,) = font["/DescendantFonts"]
            assert {"/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"])
    assert names == {pdf.font().replace(" ", "")} | ({"TimesNewRomanPS"} & names)


# Start of the line, size, bold, italic (decree-30-layout §3, from Annex I part II).
LAW: list[tuple[Paper, str, tuple[int, ...], bool, bool]] = [
    (REPORT, "CỘNG HÒA", (12, 13), True, False),
    (REPORT, "Độc lập", (13, 14), True, False),
    (LETTER, "ỦY BAN NHÂN DÂN", (12, 13), False, False),
    (REPORT, "ỦY BAN NHÂN DÂN", (12, 13), True, False),
    (REPORT, "Số: 05", (13,), False, False),
    (LETTER, "V/v", (12, 13), False, False),
    (REPORT, "Hà Nam, ngày 05", (13, 14), False, True),
    (REPORT, "BÁO CÁO", (13, 14), True, False),
    (REPORT, "Kết quả thực hiện", (13, 14), True, False),
    (REPORT, "Kính gửi", (13, 14), False, False),
    (PLAN, "Căn cứ Luật", (13, 14), False, True),
    (REPORT, "Năm 2026 có", (13, 14), False, False),
    (REPORT, "- Tổ chức", (13, 14), False, False),
    (REPORT, "I. CÔNG TÁC", (13, 14), True, False),
    (REPORT, "1. Về lãnh đạo", (13, 14), True, False),
    (REPORT, "a) Công tác", (13, 14), False, False),
    (REPORT, "TM. ỦY BAN", (13, 14), True, False),
    (REPORT, "PHÓ CHỦ TỊCH", (13, 14), True, False),
    (REPORT, "Nguyễn Thị Hạnh", (13, 14), True, False),
    (REPORT, "Nơi nhận", (12,), True, True),
    (REPORT, "- TT Tỉnh ủy", (11,), False, False),
    (REPORT, "Phụ lục I", (14,), True, False),
    (REPORT, "DANH SÁCH", (13, 14), True, False),
    (REPORT, "(Kèm theo", (13, 14), False, True),
]


@pytest.mark.parametrize(("paper", "start", "sizes", "bold", "italic"), LAW, ids=[row[1] for row in LAW])
def test_type_of_each_element(
    paper: Paper, start: str, sizes: tuple[int, ...], bold: bool, italic: bool
) -> None:
    found, _page = line(paper, start)
    assert round(found["size"], 2) in sizes
    assert ("Bold" in found["fontname"], "Italic" in found["fontname"]) == (bold, italic)


def test_page_and_margins_in_millimetres() -> None:
    with read(printed(replace(REPORT, blocks=(*REPORT.blocks, *REPORT.blocks)))) as document:
        for page in document.pages:
            lying = page.width > page.height
            assert sorted((round(page.width / MM), round(page.height / MM))) == [210, 297]
            body = [c for c in page.chars if c["text"].strip() and c["top"] / MM > layout.MARGIN_TOP]
            edges = (
                min(c["x0"] for c in body) / MM,
                (page.width - max(c["x1"] for c in body)) / MM,
                min(c["top"] for c in body) / MM,
                (page.height - max(c["bottom"] for c in body)) / MM,
            )
            assert edges[0] >= 29.9, edges
            assert edges[1] >= 14.9, edges
            assert edges[2] >= 19.9, edges
            assert edges[3] >= 20 - 1, edges  # the box of a letter is a little higher than its line
            if not lying:
                assert edges[0] <= 35


def test_nation_and_motto_stand_right_with_a_rule_as_long_as_the_motto() -> None:
    nation, page = line(REPORT, "CỘNG HÒA")
    motto, _page = line(REPORT, "Độc lập - Tự do - Hạnh phúc")
    assert nation["x0"] > page.width / 2 - 20 * MM
    centre = (motto["x0"] + motto["x1"]) / 2
    assert centre == pytest.approx((nation["x0"] + nation["x1"]) / 2, abs=2)
    with read(printed(REPORT)) as document:
        rules = [
            r for r in document.pages[0].lines if r["top"] < motto["bottom"] + 10 and r["x0"] > page.width / 2
        ]
    (rule,) = rules
    assert rule["top"] >= motto["bottom"] - 2
    assert rule["x1"] - rule["x0"] == pytest.approx(motto["x1"] - motto["x0"], rel=0.05)


def test_page_numbers_stand_in_the_top_margin_from_page_2_on_and_annexes_count_anew() -> None:
    annexes = (
        replace(REPORT.annexes[0], blocks=(wide_table(90),)),
        replace(REPORT.annexes[1], blocks=(wide_table(60),)),
    )
    numbers: list[str] = []
    with read(printed(replace(REPORT, annexes=annexes))) as document:
        for page in document.pages:
            above = page.crop((0, 0, page.width, layout.MARGIN_TOP * MM))
            numbers.append("".join(char["text"] for char in above.chars))
            for char in above.chars:
                assert (char["size"], "Italic" in char["fontname"]) == (14, False)
            if above.chars:
                middle = (above.chars[0]["x0"] + above.chars[-1]["x1"]) / 2
                left, right = layout.MARGIN_LEFT * MM, page.width - layout.MARGIN_RIGHT * MM
                assert middle == pytest.approx((left + right) / 2, abs=1)
    starts = [i for i, number in enumerate(numbers) if not number]
    assert len(starts) == 3
    for first, last in zip(starts, [*starts[1:], len(numbers)], strict=True):
        assert last - first > 1
        assert numbers[first:last] == ["", *map(str, range(2, last - first + 1))]


def test_wide_tables_lie_with_their_headings() -> None:
    with read(printed(REPORT)) as document:
        lying = [page for page in document.pages if page.width > page.height]
        assert lines_of(lying[0])[1]["text"].startswith("II. ĐỀ XUẤT")
    assert len(lying) == 2


def test_the_header_of_a_table_comes_again_and_rows_are_not_torn() -> None:
    with read(printed(replace(REPORT, blocks=(wide_table(150),), annexes=()))) as document:
        tables = [table for page in document.pages for table in page.extract_tables() if len(table[0]) == 10]
    assert len(tables) > 2
    assert all(table[0][0] == "TT" and table[0][-1] == "Dòng" for table in tables)
    rows = [row for table in tables for row in table[2:]]
    assert [row[-1] for row in rows] == [str(i) for i in range(1, 153)]
    assert all(row[8] == "Dòng một\ndòng hai" for row in rows[1:-1])


def test_nothing_runs_over_an_edge_however_long_a_word_is() -> None:
    word = "Ủy" * 200
    cells = Row((Cell((word,)), Cell((word,)), Cell(("1.234",))))
    table = Table("1", word, (Column(word), Column("b"), Column("c", "number")), (cells,))
    paper = replace(
        REPORT, subject=word, blocks=(Heading(1, "I", word), Paragraph((word,)), Item((word,)), table)
    )
    with read(pdf.render(paper)) as document:
        for page in document.pages:
            assert max(char["x1"] for char in page.chars) <= page.width - 14 * MM
            assert max(char["bottom"] for char in page.chars) <= page.height - 15 * MM


def test_a_cell_longer_than_a_page_goes_on_on_the_next() -> None:
    words = " ".join(f"chữ{i}" for i in range(3000))
    paper = replace(
        REPORT, blocks=(Table("1", "A", (Column("a"), Column("b")), (Row((Cell((words,)),)),)),), annexes=()
    )
    with read(pdf.render(paper)) as document:
        assert len(document.pages) > 2
        assert max(char["bottom"] for page in document.pages for char in page.chars) <= 297 * MM - 15 * MM
    assert bare(words) in letters_of(pdf.render(paper))


def last_lines(paper: Paper) -> list[str]:
    """The last line of every page but the last."""
    with read(printed(paper)) as document:
        return [lines_of(page)[-1]["text"] for page in document.pages[:-1]]


@pytest.mark.parametrize(
    "lead",
    [
        (Heading(1, "I", "Kết quả"),),
        (Heading(2, "1", "Kết quả"),),
        (Heading(3, "a", "Kết quả"),),
        (Heading(1, "I", "Kết quả"), Heading(2, "1", "Kết quả"), Heading(3, "a", "Kết quả")),
        (Paragraph((Strong("KẾT QUẢ của Sở Y tế:"),)),),
        (Paragraph((Strong("1) "), "KẾT QUẢ của Sở Y tế")),),
    ],
    ids=["1", "2", "3", "three", "bold", "begins bold"],
)
@pytest.mark.parametrize("follower", [Item(("Đã làm.",)), wide_table(2)], ids=["item", "table"])
def test_no_heading_stands_alone_at_the_end_of_a_page(lead: tuple[Block, ...], follower: Block) -> None:
    if isinstance(follower, Table):
        follower = replace(follower, landscape=False)
    # Of lengths that differ by one line each, so that one of the headings comes to the end of a page.
    parts = (((Paragraph(("Lời.",)),) * lines, lead, (follower,)) for lines in range(16, 32))
    paper = replace(REPORT, blocks=tuple(b for part in parts for bs in part for b in bs), annexes=())
    last = last_lines(paper)
    assert len(last) > 8
    assert [words for words in last if "quả" in words.lower() or "Biểu" in words] == []


def test_the_same_tree_gives_the_same_bytes() -> None:
    assert pdf.render(REPORT) == pdf.render(replace(REPORT))
    assert pdf.render(REPORT) != pdf.render(replace(REPORT, subject="khác"))


def test_the_smallest_paper_is_printed() -> None:
    assert len(pypdf.PdfReader(BytesIO(printed(SMALLEST))).pages) == 1
    assert json.dumps(lxml.html.fromstring(html.render(SMALLEST)).text_content())
