"""Word files, built here: automatic numbering, tables, tracked changes."""

import io

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from chithi.reader import read_bytes
from chithi.reader.formats.docx import docx_text
from chithi.reader.formats.numbering import written
from tests.reader.checks import check_reading
from tests.reader.conftest import SMALL_PLAN

# One abstract list of four levels: I. > 1. > a) > -
LIST = f"""<w:abstractNum {nsdecls("w")} w:abstractNumId="90">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>
<w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="\u2212"/></w:lvl>
<w:lvl w:ilvl="4"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2.%5."/></w:lvl>
</w:abstractNum>"""


def document():
    made = docx.Document()
    numbering = made.part.numbering_part.element
    numbering.insert(0, parse_xml(LIST))
    add_num(made, 90)
    return made


def add_num(made, number, start=None):
    override = (
        f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>' if start else ""
    )
    made.part.numbering_part.element.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="90"/>{override}</w:num>')
    )


def add(made, text, level, number=90):
    paragraph = made.add_paragraph(text)
    set_number(paragraph._p.get_or_add_pPr(), level, number)
    return paragraph


def set_number(properties, level, number):
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def saved(made):
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def lines(made):
    return [line for line in docx_text(saved(made)).split("\n") if line.strip()]


def test_a_word_file_reads_like_its_text(small):
    made = docx.Document()
    for line in SMALL_PLAN.split("\n"):
        made.add_paragraph(line)
    reading = read_bytes(saved(made), "small.docx")
    check_reading(reading)
    assert [(t.id, t.text) for t in reading.tasks] == [(t.id, t.text) for t in small.tasks]
    assert (reading.head, reading.recipients[0].name) == (small.head, small.recipients[0].name)


def test_the_hà_nam_plan_as_word_with_automatic_numbers(ha_nam):
    """Its labels taken out of the text and left to Word give the same tree and the same tasks."""
    made = document()
    levels = {"roman": 0, "number": 1, "dash": 3}
    view_lines = [line.strip() for line in ha_nam.source.text.split("\n")]
    for line in view_lines:
        head, _, rest = line.partition(" ")
        if head in ("I.", "II.", "III."):
            add(made, rest, levels["roman"])
        elif head[:-1].isdigit() and head.endswith("."):
            add(made, rest, levels["number"])
        elif head == "-" and "Nơi nhận:" not in view_lines[: view_lines.index(line)]:
            add(made, rest, levels["dash"])
        else:
            made.add_paragraph(line)
    reading = read_bytes(saved(made), "ha-nam.docx")
    check_reading(reading)
    assert [(t.id, t.at, t.text) for t in reading.tasks] == [(t.id, t.at, t.text) for t in ha_nam.tasks]
    assert [[p.name for p in t.lead] for t in reading.tasks] == [
        [p.name for p in t.lead] for t in ha_nam.tasks
    ]
    assert [[c.text for c in t.clauses] for t in reading.tasks] == [
        [c.text for c in t.clauses] for t in ha_nam.tasks
    ]
    assert reading.reports[0].due == "11-15"
    assert len(reading.recipients) == 6


def test_levels_count_and_start_again():
    made = document()
    for text, level in [
        ("A", 0),
        ("b", 1),
        ("c", 2),
        ("d", 2),
        ("e", 3),
        ("f", 1),
        ("g", 2),
        ("B", 0),
        ("h", 1),
        ("i", 4),
    ]:
        add(made, text, level)
    assert lines(made) == ["I. A", "1. b", "a) c", "b) d", "- e", "2. f", "a) g", "II. B", "1. h", "1.1. i"]


def test_a_list_that_starts_at_a_number_of_its_own():
    made = document()
    add_num(made, 91, start=4)
    add(made, "bốn", 0, 91)
    add(made, "năm", 0, 91)
    assert lines(made) == ["IV. bốn", "V. năm"]


def test_numbering_given_by_a_style_and_its_ancestor():
    made = document()
    base = made.styles.add_style("Muc", 1)
    set_number(base.element.get_or_add_pPr(), 1, 90)
    child = made.styles.add_style("MucCon", 1)
    child.base_style = base
    made.add_paragraph("một", style="Muc")
    made.add_paragraph("hai", style="MucCon")
    off = made.add_paragraph("không số", style="Muc")
    set_number(off._p.get_or_add_pPr(), 0, 0)
    assert lines(made) == ["1. một", "2. hai", "không số"]


def test_an_empty_numbered_paragraph_shows_no_label():
    made = document()
    add(made, "", 1)
    add(made, "một", 1)
    assert lines(made) == ["1. một"]


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [(4, "upperRoman", "IV"), (9, "lowerRoman", "ix"), (1, "lowerLetter", "a"), (27, "upperLetter", "AA"),
     (3, "decimalZero", "03"), (0, "lowerLetter", ""), (5000, "upperRoman", "5000")],
)  # fmt: skip
def test_numbers_in_words_formats(number, form, text):
    assert written(number, form) == text


def test_a_table_of_tasks_gives_tasks():
    made = docx.Document()
    for line in ["KẾ HOẠCH", "THỬ NGHIỆM", "", "I. NHIỆM VỤ", "1. Danh mục nhiệm vụ"]:
        made.add_paragraph(line)
    table = made.add_table(rows=0, cols=5)
    for row in [
        ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"],
        ["1", "Ban hành quy chế", "Sở Y tế", "Sở Tài chính", "Quý IV/2025"],
        ["2", "Mua sắm | lắp đặt", "Sở Nội vụ", "", "Hằng năm"],
    ]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    reading = read_bytes(saved(made), "t.docx")
    check_reading(reading)
    assert [
        (t.at, t.text, t.lead[0].name, [p.name for p in t.partners], t.due[0].value) for t in reading.tasks
    ] == [
        ("I.1", "Ban hành quy chế", "Sở Y tế", ["Sở Tài chính"], "2025-Q4"),
        ("I.1", "Mua sắm / lắp đặt", "Sở Nội vụ", [], "yearly"),
    ]


def test_the_head_and_the_signature_stand_in_tables_without_lines():
    made = docx.Document()
    head = made.add_table(rows=2, cols=2)
    head.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nTỈNH SÔNG XANH"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    head.cell(1, 0).text = "Số: 9/KH-UBND"
    head.cell(1, 1).text = "Sông Xanh, ngày 01 tháng 02 năm 2024"
    for line in ["KẾ HOẠCH", "THỬ NGHIỆM", "", "I. NHIỆM VỤ", "1. Sở Y tế: Khám bệnh./."]:
        made.add_paragraph(line)
    end = made.add_table(rows=1, cols=2)
    end.cell(0, 0).text = "Nơi nhận:\n- Bộ Y tế (để b/c);\n- Các sở;\n- Lưu: VT."
    end.cell(0, 1).text = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Thị B"
    reading = read_bytes(saved(made), "t.docx")
    head_ = reading.head
    assert (head_.number, head_.date, head_.place) == ("9/KH-UBND", "2024-02-01", "Sông Xanh")
    assert head_.issuer == "ỦY BAN NHÂN DÂN TỈNH SÔNG XANH"
    assert [(r.name, r.note) for r in reading.recipients] == [
        ("Bộ Y tế", "để b/c"),
        ("Các sở", ""),
        ("Lưu: VT", ""),
    ]
    assert len(reading.tasks) == 1


def test_tracked_changes_are_read_as_accepted():
    made = docx.Document()
    paragraph = made.add_paragraph("Trước ngày ")
    for tag, inner, text in [("w:del", "w:delText", "01"), ("w:ins", "w:t", "15")]:
        change, run, words = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner)
        words.text = text
        run.append(words)
        change.append(run)
        paragraph._p.append(change)
    paragraph.add_run("/11")
    joined = made.add_paragraph("Đoạn bị ")
    mark = OxmlElement("w:rPr")
    mark.append(OxmlElement("w:del"))
    joined._p.get_or_add_pPr().append(mark)
    made.add_paragraph("nối")
    assert lines(made) == ["Trước ngày 15/11", "Đoạn bị nối"]


def test_line_breaks_tabs_and_field_codes():
    made = docx.Document()
    paragraph = made.add_paragraph()
    paragraph.add_run("một\nhai\tba")
    code = OxmlElement("w:instrText")
    code.text = "PAGE"
    paragraph.runs[0]._r.append(code)
    assert lines(made) == ["một", "hai\tba"]


def test_text_inside_content_controls_and_links_is_read():
    made = docx.Document()
    body = made.element.body
    body.insert(0, parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtContent><w:p><w:hyperlink><w:r><w:t>trong ô</w:t></w:r></w:hyperlink></w:p>'
        "</w:sdtContent></w:sdt>"))  # fmt: skip
    assert lines(made) == ["trong ô"]


def test_merged_cells_keep_the_columns_in_place():
    made = docx.Document()
    table = made.add_table(rows=2, cols=3)
    for index, text in enumerate(["a", "b", "c"]):
        table.cell(0, index).text = text
    table.cell(1, 0).merge(table.cell(1, 1)).text = "ab"
    table.cell(1, 2).text = "c2"
    assert [line.split("|")[1:-1] for line in lines(made)] == [[" a ", " b ", " c "], [" ab ", "  ", " c2 "]]
    assert table.cell(1, 0)._tc.find(qn("w:tcPr")) is not None
