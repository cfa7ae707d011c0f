"""PDFs set with Typst: columns, set-in lines, tables over pages, notes, turned pages; the product's own papers."""

import io
import re

import pypdf
import pytest
import typst

from chithi.papers import pdf
from chithi.reader import UnreadableError, read_bytes
from chithi.reader.formats.pdf import pdf_extract
from tests.papers.samples import PLAN
from tests.reader.checks import check_reading
from tests.reader.conftest import SMALL_PLAN

HEAD = '#set text(font: "Liberation Serif", size: 14pt, lang: "vi")\n#set page("a4", margin: 2.5cm)\n'


def made(source, head=HEAD):
    return typst.compile((head + source).encode())


def escaped(text):
    return re.sub(r"([#*_`$<>@=\-+/\\\[\]\"'~.])", r"\\\1", text)


def text_of(source, head=HEAD):
    return pdf_extract(made(source, head)).text


def lines(source, head=HEAD):
    return [line for line in text_of(source, head).split("\n") if line.strip()]


def set_in(text):
    """Paragraphs as offices set them: justified, the first line set in, no room between."""
    body = "\n\n".join(escaped(line) for line in text.split("\n") if line.strip())
    return f"#set par(justify: true, first-line-indent: (amount: 1.27cm, all: true), spacing: 0.65em)\n{body}"


@pytest.mark.parametrize(
    "style", [set_in, lambda text: "\n\n".join(map(escaped, text.split("\n")))], ids=["set in", "apart"]
)
def test_a_pdf_reads_like_its_text(small, style):
    reading = read_bytes(made(style(SMALL_PLAN)), "k.pdf")
    check_reading(reading)
    assert [(t.id, " ".join(t.text.split())) for t in reading.tasks] == [(t.id, t.text) for t in small.tasks]
    assert [[p.plain for p in t.lead] for t in reading.tasks] == [
        [p.plain for p in t.lead] for t in small.tasks
    ]
    assert [t.due and t.due[0].value for t in reading.tasks] == [
        t.due and t.due[0].value for t in small.tasks
    ]
    assert (reading.number, reading.head.date) == (small.number, small.head.date)
    assert [r.name for r in reading.recipients] == [r.name for r in small.recipients]


def test_head_and_signature_are_read_column_by_column():
    found = lines("""#grid(columns: (1fr, 1.4fr), align: center, row-gutter: 8pt,
[ỦY BAN NHÂN DÂN\\ TỈNH SÔNG XANH], [CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\\ Độc lập \\- Tự do \\- Hạnh phúc],
[Số: 12/KH\\-UBND], [_Sông Xanh, ngày 05 tháng 3 năm 2024_])
#align(center)[*KẾ HOẠCH*]
Một đoạn văn dài đủ để chiếm hết cả một dòng trên trang giấy và còn sang dòng sau nữa.
#grid(columns: (1fr, 1fr), [#text(size: 11pt)[*Nơi nhận:*\\ \\- Bộ Y tế;\\ \\- Các sở;\\ \\- Lưu: VT.]],
align(center)[TM. ỦY BAN NHÂN DÂN\\ CHỦ TỊCH\\ \\ Trần Thị B])""")
    assert found[:5] == ["ỦY BAN NHÂN DÂN", "TỈNH SÔNG XANH", "Số: 12/KH-UBND", *found[3:5]]
    assert found[3].startswith("CỘNG HÒA XÃ HỘI")
    assert found.index("KẾ HOẠCH") > found.index("Sông Xanh, ngày 05 tháng 3 năm 2024")
    assert found[-7:] == ["Nơi nhận:", "- Bộ Y tế;", "- Các sở;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH",
                          "Trần Thị B"]  # fmt: skip


def test_merged_cells_and_a_row_that_goes_on_over_the_page():
    long = "Ban hành quy chế phối hợp giữa các cơ quan. " * 14
    found = lines(f"""#v(13cm)
#table(columns: (1cm, 1fr, 3cm), [TT], [Nội dung], [Chủ trì], table.cell(colspan: 3)[Nhóm một],
[1], [{long}], table.cell(rowspan: 2)[Sở Y tế], [2], [Việc hai])
#v(1cm) Hết.""")
    rows = [line for line in found if line.startswith("|")]
    assert rows[:2] == ["| TT | Nội dung | Chủ trì |", "| Nhóm một |  |  |"]
    assert rows[2].startswith(f"| 1 | {long.strip()} | Sở Y tế")
    assert rows[3] == "| 2 | Việc hai |  |"
    assert found[-1] == "Hết."


def test_a_sentence_goes_on_over_the_page_its_number_and_its_note():
    body = "Thực hiện Nghị quyết số 66\\-NQ/TW#footnote[Của Bộ Chính trị về xây dựng pháp luật.] " + (
        "các sở, ban, ngành và địa phương tiếp tục tổ chức thực hiện " * 60
    )
    more = "\n\n".join(f"{n}\\. Sở Y tế." for n in range(2, 8))
    text = text_of(
        f"#set par(justify: true)\n1\\. {body} cho đến hết./.\n\n{more}", HEAD + '#set page(numbering: "1")\n'
    )
    assert "66-NQ/TW[1] các sở" in text.replace("\n", " ")
    assert text.rstrip("\n").endswith("[1] Của Bộ Chính trị về xây dựng pháp luật.")
    run = text[: text.index("cho đến hết")]
    assert "\n" not in run
    assert re.search(r"[^\W\d]\s+\d\s+[^\W\d]", run.replace("số 66", "")) is None  # no page number within


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_are_read_upright(turn):
    source = "Một dòng chữ dài.\\ Dòng thứ hai.\n#table(columns: 2, [a], [b], [c], [d])"
    upright = lines(source)
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(made(source)))
    writer.pages[0].rotate(turn)
    buffer = io.BytesIO()
    writer.write(buffer)
    assert [x for x in pdf_extract(buffer.getvalue()).text.split("\n") if x] == upright
    turned = lines(f"#rotate({turn}deg, reflow: true)[#box(width: 12cm)[{source}]]")
    assert turned == upright


def test_words_across_the_page_go_to_the_end():
    found = lines("#place(left + horizon, rotate(-90deg)[DỰ THẢO])\nMột.\n\nHai.")
    assert found == ["Một.", "Hai.", "DỰ THẢO"]


def test_a_paper_of_our_own_is_readable():
    reading = read_bytes(pdf.render(PLAN), "ke-hoach.pdf")
    check_reading(reading)
    assert (reading.kind, reading.title) == ("kế hoạch", "Thực hiện Chỉ thị số 21-CT/TW")
    assert reading.head.issuer == "ỦY BAN NHÂN DÂN TỈNH HÀ NAM"
    assert [c.number for c in reading.citations] == ["21-CT/TW", "11-NQ/TW"]
    assert [(r.name, r.note) for r in reading.recipients] == [("TT HĐND tỉnh", "để b/c"), ("Lưu: VT", "")]


def refused(data):
    with pytest.raises(UnreadableError) as caught:
        read_bytes(data, "k.pdf")
    return caught.value.code


def test_pdfs_that_are_refused():
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(made("Kế hoạch")))
    writer.encrypt("mật khẩu", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    assert refused(buffer.getvalue()) == "encrypted"
    assert refused(made("#box()")) == "no_text"
    assert refused(b"%PDF-1.7\n" + b"\x00" * 2000) == "damaged"


ANNEX = """#align(center)[PHỤ LỤC]
#align(center)[DANH MỤC NHIỆM VỤ]
#table(columns: 4, [TT], [Nội dung], [Cơ quan chủ trì], [Thời gian], [1], [Ban hành quy chế], [Sở Y tế], [2025])
"""
LONG = "".join(
    f"{n}. Sở Y tế tổ chức tập huấn nghiệp vụ và hướng dẫn các đơn vị trực thuộc triển khai thực hiện đầy đủ.\n"
    for n in range(1, 7)
)


@pytest.mark.parametrize(
    "signed",
    ["#align(center)[Nguyễn Văn A]", escaped("TM. ỦY BAN NHÂN DÂN TỈNH KT. CHỦ TỊCH PHÓ CHỦ TỊCH Nguyễn A")],
)
@pytest.mark.parametrize("annex", [ANNEX, re.sub(r"#align.center.\[(.*?)\]", r"\n\1\n", ANNEX)])
def test_an_annex_that_opens_a_page_is_not_glued_to_the_last_line_of_the_page_before(signed, annex):
    plan = set_in(f"KẾ HOẠCH\nI. NHIỆM VỤ\n{LONG}Nơi nhận:\nNhư trên;\nLưu: VT.")
    reading = read_bytes(
        made(f"{plan}\n\n{signed}\n#pagebreak()\n#set par(first-line-indent: 0pt)\n{annex}"), "k.pdf"
    )
    assert re.search(r"\nPHỤ LỤC\s", reading.source.text)
    assert reading.tasks[-1].text == "Ban hành quy chế"
    assert [p.plain for p in reading.tasks[-1].lead] == ["Sở Y tế"]
