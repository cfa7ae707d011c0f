"""Web pages as Word, LibreOffice and web sites save them."""

import contextlib
import time

import pytest

from chithi.reader import UnreadableError, read_bytes
from chithi.reader.formats.html import html_decode, html_extract
from tests.reader.checks import check_reading
from tests.reader.conftest import SMALL_PLAN
from tests.reader.test_encodings import old

# The habits of Word: office tags, conditional comments, labels written out, notes as links.
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta http-equiv=Content-Type content="text/html; charset=%(charset)s">
<title>Không phải lời văn</title>
<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>ai</o:Author></o:DocumentProperties></xml><![endif]-->
<style><!-- @font-face {font-family:"%(font)s"; panose-1:0 0;} p.MsoNormal, li.MsoNormal {margin:0cm;
font-family:"%(font)s","serif";} --></style></head>
<body lang=VI><div class=WordSection1>
%(body)s
</div></body></html>"""


def paragraphs(text):
    return "\n".join(
        f"<p class=MsoNormal style='text-align:justify'>{line}<o:p></o:p></p>" for line in text.split("\n")
    )


def page(body, charset="utf-8", font="Times New Roman"):
    return WORD % {"body": body, "charset": charset, "font": font}


def lines(body, **more):
    return [line for line in html_extract(page(body, **more).encode()).text.split("\n") if line]


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "windows-1252", "windows-1258", "x-user-defined"])
def test_a_page_of_word_reads_like_its_text_whatever_its_code_page(small, charset):
    text = page(paragraphs(SMALL_PLAN), charset=charset)
    data = text.encode(charset if charset.startswith("utf") else "ascii", "xmlcharrefreplace")
    reading = read_bytes(data, "k.htm")
    check_reading(reading)
    assert [(t.id, t.text) for t in reading.tasks] == [(t.id, t.text) for t in small.tasks]
    assert (reading.head, [r.name for r in reading.recipients]) == (
        small.head,
        [r.name for r in small.recipients],
    )


def test_decomposed_letters_of_the_vietnamese_code_page():
    assert html_decode(b"<meta charset=windows-1258>K\xea\xec").endswith("Kê\u0301")


@pytest.mark.parametrize(("name", "font"), [("tcvn3", ".VnTime"), ("vni", "VNI-Times")])
@pytest.mark.parametrize("stored", ["windows-1252", "utf-8"])
def test_pages_in_old_fonts(small, name, font, stored):
    plan = old(SMALL_PLAN.replace("Ủy", "Uỷ"), name)
    if name == "tcvn3":
        plan = "\n".join(f"<span style='font-family:.VnTimeH'>{x}</span>" if y.isupper() else x
                         for x, y in zip(plan.split("\n"), SMALL_PLAN.split("\n"), strict=True))  # fmt: skip
    data = page(paragraphs(plan), charset=stored, font=font).encode(
        "cp1252" if stored != "utf-8" else "utf-8", "replace"
    )
    reading = read_bytes(data, "cu.html")
    assert [t.id for t in reading.tasks] == [t.id for t in small.tasks]
    assert (reading.title, reading.number) == (small.title, small.number)


def test_an_old_page_without_fonts_is_known_by_its_letters(small):
    reading = read_bytes(page(paragraphs(old(SMALL_PLAN, "vni"))).encode(), "cu.html")
    assert [(t.id, t.text) for t in reading.tasks] == [(t.id, t.text) for t in small.tasks]


def test_unicode_that_kept_the_name_of_an_old_font_stays():
    assert lines(paragraphs("Kế hoạch của Ủy ban nhân dân tỉnh"), font=".VnTime") == [
        "Kế hoạch của Ủy ban nhân dân tỉnh"
    ]


def test_labels_bullets_breaks_and_what_nobody_sees():
    body = """<p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>II.<span
 style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>NHIỆM
 VỤ</p>
<p><![if !supportLists]><span style='font-family:Wingdings'><span style='mso-list:Ignore'>Ø<span>&nbsp;
</span></span></span>
<![endif]>một<br>hai</p>
<p><span style='mso-list:Ignore'>o<span> </span></span>ba <del>cũ</del><ins>mới</ins>
<span style='display:none'>ẩn</span><!-- ẩn --><script>ẩn()</script></p>"""
    assert lines(body) == ["II. NHIỆM VỤ", "- một", "hai", "+ ba mới"]


def test_lists_of_html_get_their_labels():
    body = """<ol type=I><li>một<ol start=3><li><p>ba</p></li><li value=7>bảy</li></ol></li></ol>
<ol style='list-style-type:lower-alpha'><li>a<li></li><li>c</li></ol><ul><li>gạch<li>nữa</ul>
<ul style='list-style:none'><li>trơn</ul>"""
    assert lines(body) == ["I. một", "3. ba", "7. bảy", "a) a", "c) c", "- gạch", "- nữa", "trơn"]


@pytest.mark.parametrize(
    ("link", "note"),
    [
        ('<a style="mso-footnote-id:ftn1" href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a>',
         '<div style="mso-element:footnote"><p><a href="#_ftnref1">[1]</a> Chú thích.</p></div>'),
        ('<a class="sdfootnoteanc" href="#sdfootnote1sym"><sup>1</sup></a>',
         '<div id="sdfootnote1"><p><a class="sdfootnotesym" href="#sdfootnote1anc">1</a>Chú thích.</p></div>'),
    ],
)  # fmt: skip
def test_notes_have_their_mark(link, note):
    assert lines(f"<p>66-NQ/TW{link} ngày</p>{note}") == ["66-NQ/TW[1] ngày", "[1] Chú thích."]


def test_cells_that_reach_over_others_keep_the_columns():
    body = """<table border=1><tr><th>TT<th>Nội dung<th>Chủ trì</tr>
<tr><td rowspan=2>1<td>a | b<td><p>Sở</p><p>Y tế</p></tr><tr><td>c<td>d</tr><tr><td colspan=2>e<td>f</tr></table>"""
    assert lines(body) == [
        "| TT | Nội dung | Chủ trì |",
        "| 1 | a / b | Sở Y tế |",
        "|  | c | d |",
        "| e |  | f |",
    ]


def test_a_table_that_lays_out_the_page_is_read_cell_by_cell():
    body = """<table><tr><td>UBND TỈNH<br>Số: 9/KH-UBND<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</table>
<table><tr><td>trái<td><table><tr><td>TT<td>Việc<tr><td>1<td>Họp</table></table>"""
    assert lines(body) == ["UBND TỈNH", "Số: 9/KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "trái",
                           "| TT | Việc |", "| 1 | Họp |"]  # fmt: skip


def test_pages_are_known_whatever_they_are_called(small):
    data = page(paragraphs(SMALL_PLAN)).encode()
    for name in ("k.html", "k.htm", "k.doc", "k.txt", "k"):
        assert len(read_bytes(data, name).tasks) == len(small.tasks)


def refused(data):
    with pytest.raises(UnreadableError) as caught:
        read_bytes(data, "k.html")
    return caught.value.code


def test_pages_that_are_refused():
    assert refused(b"<html><body></body></html>") == "no_text"
    assert refused(b"<html><img src='https://example.org/a.png'></html>") == "no_text"
    assert refused(page("<p>Sở Y tế.</p>\n" * 1_400_000).encode()) == "too_large"
    twice = page(paragraphs(SMALL_PLAN)).encode().decode("cp1252", "ignore").encode()
    assert refused(twice) == "encoding"


def test_entities_of_ones_own_are_not_unfolded_and_no_file_is_fetched():
    bomb = (
        "<!DOCTYPE html [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'><!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
    )
    text = html_extract(f"{bomb}<html><p>Kế hoạch &b; &f;</p></html>".encode()).text
    assert "aaaa" not in text.split("Kế hoạch")[1]
    assert "root:" not in text


@pytest.mark.parametrize(
    "body",
    ["<div>" * 200_000 + "x", "<table><tr><td>" * 3_000 + "x", "<ol><li>" * 50_000 + "x", "<td colspan=9999>" * 100_000,
     "<table><tr>" + "<td rowspan=9999 colspan=9999>x" * 20_000 + "</table>",
     "<table>" + "<tr>" + "<td rowspan=1000 colspan=60>x" + "<tr><td>y" * 200_000 + "</table>"],
)  # fmt: skip
def test_pages_built_to_eat_time_end_soon(body):
    began = time.monotonic()
    with contextlib.suppress(UnreadableError):
        read_bytes(f"<html>{body}</html>".encode(), "k.html")
    assert time.monotonic() - began < 20
