"""Word files with notes, and Word files of the years of one-byte fonts."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from chithi.reader import read_bytes
from chithi.reader.formats.docx import docx_text
from tests.reader.conftest import SMALL_PLAN
from tests.reader.test_docx import lines, saved
from tests.reader.test_encodings import old


def reference(kind, number):
    return parse_xml(f'<w:r {nsdecls("w")}><w:{kind}Reference w:id="{number}"/></w:r>')


def with_notes(made, kind, texts):
    """The saved document with a part of notes, as Word writes it: two separators first."""
    notes = "".join(
        f'<w:{kind} w:id="{n}"><w:p><w:r><w:{kind}Ref/></w:r><w:r><w:t>{text}</w:t></w:r></w:p></w:{kind}>'
        for n, text in texts.items()
    )
    xml = f'<w:{kind}s {nsdecls("w")}><w:{kind} w:type="separator" w:id="-1"><w:p/></w:{kind}>{notes}</w:{kind}s>'
    buffer = io.BytesIO(saved(made))
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr(f"word/{kind}s.xml", xml)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_notes_stand_at_the_end_and_their_marks_in_place(kind):
    made = docx.Document()
    one = made.add_paragraph("Thực hiện Nghị quyết số 66-NQ/TW")
    one._p.append(reference(kind, 7))
    one.add_run(" ngày 30/4/2025")
    two = made.add_paragraph("1. Sở Y tế")
    two._p.append(reference(kind, 3))
    text = docx_text(with_notes(made, kind, {3: "Cơ quan thường trực.", 7: "Của Bộ Chính trị."}))
    assert [line for line in text.split("\n") if line] == [
        "Thực hiện Nghị quyết số 66-NQ/TW[1] ngày 30/4/2025",
        "1. Sở Y tế[2]",
        "[1] Của Bộ Chính trị.",
        "[2] Cơ quan thường trực.",
    ]


def test_a_mark_breaks_no_citation_no_unit_and_no_recipient(small):
    made = docx.Document()
    for line in (
        SMALL_PLAN.replace("45/QĐ-TTg", "45/QĐ-TTg*")
        .replace("2. Sở Giáo dục và Đào tạo", "2. Sở Giáo dục và Đào tạo*")
        .split("\n")
    ):
        before, mark, after = line.partition("*")
        paragraph = made.add_paragraph(before)
        if mark:
            paragraph._p.append(reference("footnote", len(before)))
            paragraph.add_run(after)
    reading = read_bytes(with_notes(made, "footnote", {27: "Chú thích một.", 34: "Chú thích hai."}), "k.docx")
    assert "45/QĐ-TTg[1]" in reading.source.text
    assert [c.number for c in reading.citations] == [c.number for c in small.citations]
    assert [c.date for c in reading.citations] == [c.date for c in small.citations]
    assert [(t.id, [p.plain for p in t.lead]) for t in reading.tasks] == [
        (t.id, [p.plain for p in t.lead]) for t in small.tasks
    ]
    assert [r.name for r in reading.recipients] == [r.name for r in small.recipients]


def in_font(made, text, font):
    add_run(made.add_paragraph(), text, font)


def add_run(paragraph, text, font):
    run = paragraph.add_run(text)
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:ascii"), font)
    fonts.set(qn("w:hAnsi"), font)


@pytest.mark.parametrize(
    ("name", "font", "capitals"), [("tcvn3", ".VnTime", ".VnTimeH"), ("vni", "VNI-Times", "VNI-Times")]
)
def test_runs_in_old_fonts_are_read_as_unicode(small, name, font, capitals):
    """Each capital with a tone is typed in the font of capitals, as one had to in TCVN3."""
    made = docx.Document()
    for line in SMALL_PLAN.split("\n"):
        paragraph = made.add_paragraph()
        for letter in line:
            add_run(paragraph, old(letter, name), capitals if letter.isupper() else font)
    reading = read_bytes(saved(made), "cu.docx")
    assert reading.source.text.split() == SMALL_PLAN.split()
    assert reading.head == small.head
    assert [(t.id, t.text) for t in reading.tasks] == [(t.id, t.text) for t in small.tasks]


def test_fonts_come_from_styles_and_defaults_too():
    made = docx.Document()
    style = made.styles.add_style("Cu", 1)
    style.font.name = ".VnTime"
    child = made.styles.add_style("CuCon", 1)
    child.base_style = style
    made.add_paragraph(old("kế hoạch", "tcvn3"), style="Cu")
    made.add_paragraph(old("phụ nữ", "tcvn3"), style="CuCon")
    made.add_paragraph("Großbuchstaben")
    assert lines(made) == ["kế hoạch", "phụ nữ", "Großbuchstaben"]


def test_unicode_that_kept_the_name_of_an_old_font_stays():
    made = docx.Document()
    in_font(made, "Kế hoạch của Ủy ban nhân dân tỉnh, công tác", ".VnTime")
    assert lines(made) == ["Kế hoạch của Ủy ban nhân dân tỉnh, công tác"]


def test_the_soft_hyphen_of_tcvn3_is_a_letter():
    made = docx.Document()
    in_font(made, "n", ".VnTime")
    run = made.paragraphs[0].runs[0]._r
    run.append(parse_xml(f"<w:softHyphen {nsdecls('w')}/>"))
    run.append(parse_xml(f"<w:t {nsdecls('w')}>íc</w:t>"))
    made.add_paragraph("tự").runs[0]._r.append(parse_xml(f"<w:softHyphen {nsdecls('w')}/>"))
    assert lines(made) == ["nước", "tự"]
