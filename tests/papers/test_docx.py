"""The Word document measured against Decree 30/2020, Annex I: what an inspector would lay a ruler on."""

import shutil
import subprocess
import sys
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from chithi.papers import content, docx
from chithi.papers.content import Paper
from tests.papers.samples import ALL, LETTER, LONG_NAME, PLAN, REPORT, wide_table


@cache
def opened(paper: Paper) -> Any:
    return Document(BytesIO(docx.render(paper)))


def paragraphs(paper: Paper, style: str) -> list[Any]:
    document = opened(paper)
    every = [Paragraph(p, document) for p in document.element.body.iter(qn("w:p"))]
    return [paragraph for paragraph in every if paragraph.style.style_id == style]


def test_page_and_margins_in_millimetres() -> None:
    for section in opened(REPORT).sections:
        lying = section.orientation == WD_ORIENT.LANDSCAPE
        size = (round(section.page_width.mm), round(section.page_height.mm))
        assert size == ((297, 210) if lying else (210, 297))
        assert 20 <= round(section.top_margin.mm, 1) <= 25
        assert 20 <= round(section.bottom_margin.mm, 1) <= 25
        assert 30 <= round(section.left_margin.mm, 1) <= 35
        assert 15 <= round(section.right_margin.mm, 1) <= 20


# Style: sizes allowed, bold, italic, alignment (decree-30-layout §3, from Annex I part II).
LAW = {
    "Nation": ((12, 13), True, False, "CENTER"),
    "Motto": ((13, 14), True, False, "CENTER"),
    "Parent": ((12, 13), False, False, "CENTER"),
    "Issuer": ((12, 13), True, False, "CENTER"),
    "Number": ((13,), False, False, "CENTER"),
    "LetterSubject": ((12, 13), False, False, "CENTER"),
    "Place": ((13, 14), False, True, "CENTER"),
    "Kind": ((13, 14), True, False, "CENTER"),
    "Subject": ((13, 14), True, False, "CENTER"),
    "Addressee": ((13, 14), False, False, "CENTER"),
    "Ground": ((13, 14), False, True, "JUSTIFY"),
    "Text": ((13, 14), False, False, "JUSTIFY"),
    "Dash": ((13, 14), False, False, "JUSTIFY"),
    "Heading1": ((13, 14), True, False, "LEFT"),
    "Heading2": ((13, 14), True, False, "LEFT"),
    "Heading3": ((13, 14), False, False, "LEFT"),
    "Signer": ((13, 14), True, False, "CENTER"),
    "SignerName": ((13, 14), True, False, "CENTER"),
    "Recipients": ((12,), True, True, "LEFT"),
    "Recipient": ((11,), False, False, "LEFT"),
    "Annex": ((14,), True, False, "CENTER"),
    "AnnexName": ((13, 14), True, False, "CENTER"),
    "AnnexReference": ((13, 14), False, True, "CENTER"),
}


@pytest.mark.parametrize("style", LAW)
def test_type_of_each_element(style: str) -> None:
    sizes, bold, italic, align = LAW[style]
    used = [paragraph for paper in ALL.values() for paragraph in paragraphs(paper, style)]
    assert used
    for paragraph in used:
        font = paragraph.style.font
        assert font.size.pt in sizes
        assert (bool(font.bold), bool(font.italic)) == (bold, italic)
        assert font.name == "Times New Roman"
        assert str(font.color.rgb) == "000000"
        assert paragraph.style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH[align]
        fonts = paragraph.style.element.rPr.find(qn("w:rFonts"))
        assert set(fonts.attrib.values()) == {"Times New Roman"}
        assert not any("Theme" in name for name in fonts.attrib)


def test_body_indents_and_distances() -> None:
    for style in ("Text", "Dash", "Ground"):
        shape = paragraphs(PLAN if style == "Ground" else REPORT, style)[0].style.paragraph_format
        assert round(shape.first_line_indent.mm, 1) in (10.0, 12.7)
        assert shape.space_before.pt + shape.space_after.pt >= 6
        assert 1 <= shape.line_spacing <= 1.5
    (flush,) = paragraphs(REPORT, "TextFlush")
    assert flush.style.paragraph_format.first_line_indent.mm == 0
    assert paragraphs(LETTER, "LetterSubject")[0].style.paragraph_format.space_before.pt == 6


def test_capitals_and_zeros() -> None:
    def first(paper: Paper, style: str) -> str:
        return str(paragraphs(paper, style)[0].text)

    assert first(REPORT, "Issuer") == "ỦY BAN NHÂN DÂN TỈNH HÀ NAM"
    assert first(REPORT, "Number") == "Số: 05/BC-UBND"
    assert first(REPORT, "Place") == "Hà Nam, ngày 05 tháng 01 năm 2026"
    assert first(LETTER, "Place") == "Hà Nam, ngày 29 tháng 6 năm 2026"
    assert first(PLAN, "Number") == "Số:       /KH-UBND"
    assert first(PLAN, "Place") == "Hà Nam, ngày    tháng    năm 2026"
    assert first(REPORT, "Kind") == "BÁO CÁO"
    assert first(REPORT, "Heading1") == "I. CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO"
    assert [p.text for p in paragraphs(REPORT, "Signer")] == [
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
    ]
    assert [p.text for p in paragraphs(REPORT, "Annex")] == ["Phụ lục I", "Phụ lục II"]


def test_kinh_gui_one_and_several() -> None:
    assert [p.text for p in paragraphs(REPORT, "Addressee")] == ["Kính gửi: Bộ Nội vụ"]
    assert [p.text for p in paragraphs(LETTER, "AddressedHead")] == ["Kính gửi:"]
    assert [p.text for p in paragraphs(LETTER, "AddressedItem")] == [
        "- Các sở, ban, ngành;",
        "- Ủy ban nhân dân các xã, phường.",
    ]


def test_rules_under_motto_issuer_and_subject() -> None:
    ruled = [p for p in paragraphs(REPORT, "Rule") if p._p.pPr.find(qn("w:pBdr")) is not None]
    widths = [165 - 72 - 2 * ruled[1].paragraph_format.left_indent.mm]
    assert len(ruled) == 3
    assert 50 < widths[0] < 60  # as long as the motto in 13 pt
    assert len([p for p in paragraphs(LETTER, "Rule") if p._p.pPr.find(qn("w:pBdr")) is not None]) == 2


def test_page_number_in_the_middle_of_the_top_margin_but_not_on_first_pages() -> None:
    sections = list(opened(REPORT).sections)
    first = [section.different_first_page_header_footer for section in sections]
    # text, lying table, text again, annex I, lying annex II
    assert first == [True, False, False, True, True]
    starts = [section._sectPr.find(qn("w:pgNumType")) is not None for section in sections]
    assert starts == first
    header = sections[0].header.paragraphs[0]
    assert header.style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert header.style.font.size.pt in (13, 14)
    assert not header.style.font.italic
    assert "PAGE" in header._p.find(qn("w:fldSimple")).get(qn("w:instr"))
    assert sections[0].header_distance.mm < sections[0].top_margin.mm
    assert "".join(p.text for p in sections[0].first_page_header.paragraphs) == ""


def test_lying_pages_for_wide_tables_and_the_headings_above_them() -> None:
    lying = [section.orientation == WD_ORIENT.LANDSCAPE for section in opened(REPORT).sections]
    assert lying == [False, True, False, False, True]
    heading = paragraphs(REPORT, "Heading1")[1]
    breaks = [
        p for p in opened(REPORT).element.body.iter(qn("w:p")) if p.find(f".//{qn('w:sectPr')}") is not None
    ]
    body = list(opened(REPORT).element.body.iter(qn("w:p")))
    assert body.index(breaks[0]) < body.index(heading._p) < body.index(breaks[1])


def test_table_header_is_repeated_and_rows_are_not_torn() -> None:
    table = Document(BytesIO(docx.render(replace(REPORT, blocks=(wide_table(150),))))).tables[1]
    rows = table._tbl.findall(qn("w:tr"))
    assert len(rows) == 2 + 1 + 150 + 1
    repeated = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
    assert repeated == [True, True] + [False] * 152
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


def test_table_grid_adds_up() -> None:
    for room, table in ((165, opened(REPORT).tables[1]), (252, opened(REPORT).tables[2])):
        widths = [column.width.mm for column in table.columns]
        assert sum(widths) == pytest.approx(room, abs=0.5)
        assert min(widths) > 6
        for row in table._tbl.findall(qn("w:tr")):
            assert sum(cell.grid_span for cell in row.tc_lst) == 9 + 1


def test_cells_keep_lines_alignment_and_weight() -> None:
    table = opened(REPORT).tables[1]
    cells = table.rows[3].cells
    assert [cell.paragraphs[0].style.style_id for cell in cells][:3] == [
        "CellOrder11",
        "CellText11",
        "CellNumber11",
    ]
    assert cells[8].text == "Dòng một\ndòng hai"
    assert table.rows[9].cells[1].text == LONG_NAME
    total = table.rows[-1].cells
    assert total[0].text == "Tổng cộng"
    assert all(run.style.style_id == "Strong" for run in total[0].paragraphs[0].runs)
    assert paragraphs(REPORT, "TableTitle")[0].text.startswith("Biểu 2. ")


def test_signature_is_not_parted_from_the_text() -> None:
    box = opened(REPORT).tables[3]._tbl
    assert box.find(f".//{qn('w:cantSplit')}") is not None
    (last,) = [p.text for p in paragraphs(REPORT, "Text") if p.text and p.paragraph_format.keep_with_next]
    assert last == "Đề nghị xem xét, chỉ đạo./."


def test_what_leads_in_stays_with_what_follows() -> None:
    lead = content.Paragraph((content.Strong("1) "), "Chủ trì"))
    words = content.Paragraph(("Chủ trì ", content.Strong("1)")))
    paper = replace(REPORT, blocks=(lead, words, lead, words))
    kept = [p.paragraph_format.keep_with_next for p in paragraphs(paper, "Text")]
    assert kept[:3] == [True, None, True]


@pytest.mark.parametrize("name", ALL)
def test_bytes_are_the_same_in_another_process(name: str) -> None:
    program = (
        "import sys; from chithi.papers import content, docx; from tests.papers.samples import ALL;"
        f"sys.stdout.buffer.write(docx.render(ALL[{name!r}]))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert run.stdout == docx.render(ALL[name])


def test_the_package_is_tidy() -> None:
    with ZipFile(BytesIO(docx.render(REPORT))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(2020, 3, 5, 0, 0, 0)}
        assert not [name for name in package.namelist() if "thumbnail" in name]
    properties = opened(REPORT).core_properties
    assert properties.title == "Báo cáo Kết quả thực hiện Chỉ thị số 21-CT/TW năm 2026"
    assert properties.author == "Ủy ban nhân dân tỉnh Hà Nam"
    assert properties.language == "vi-VN"
    assert properties.created.year == 2020


@pytest.mark.skipif(not (shutil.which("soffice") and shutil.which("pdftotext")), reason="no LibreOffice")
def test_an_office_program_prints_it(tmp_path: Path) -> None:
    """One page of text, one lying, text again, two annexes: as numbered, in the right sizes."""
    (tmp_path / "report.docx").write_bytes(docx.render(REPORT))
    convert = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    subprocess.run(
        [*convert, "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "report.docx")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    pages = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "report.pdf"), "-"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\f")[:-1]
    starts = [page.strip().split("\n", 1)[0].strip() for page in pages]
    assert starts[0].startswith("ỦY BAN NHÂN DÂN TỈNH HÀ NAM")
    assert starts[1:-2] == [str(n) for n in range(2, len(pages) - 1)]
    assert starts[-2:] == ["Phụ lục I", "Phụ lục II"]
