"""Each figure of the Word document stands in a control with its code, so that an edited report can be checked."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings

from chithi.papers import controls, docx, wording
from chithi.papers.content import Cell, Column, Figure, Heading, Paper, Paragraph, Picture, Row, Table
from tests.papers.samples import REPORT
from tests.papers.test_json import papers


def figures(paper: Paper) -> list[tuple[str, str]]:
    """(code, text) of every figure and cell with a code, in the order of print."""
    found: list[tuple[str, str]] = []
    for blocks in (wording.closed(paper.blocks), *(annex.blocks for annex in paper.annexes)):
        for block in blocks:
            if isinstance(block, Heading | Picture):
                continue
            contents = [(block.content, "")] if not isinstance(block, Table) else []
            if isinstance(block, Table):
                contents = [(cell.content, cell.code) for row in block.rows for cell in row.cells]
            for content, code in contents:
                found.append((code, wording.plain(content)))
                found += [(p.code, wording.clean(p.text)) for p in content if isinstance(p, Figure)]
    tidied = [(wording.clean(code).replace("\n", ""), text) for code, text in found]
    return [(code, text) for code, text in tidied if code]


def edited(data: bytes, before: str, after: str) -> bytes:
    """The document with one piece of its text changed, as a person would in Word."""
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(buffer, "w") as new:
        for name in old.namelist():
            words = old.read(name)
            if name == "word/document.xml":
                assert words.count(before.encode()) == 1
                words = words.replace(before.encode(), after.encode())
            new.writestr(name, words)
    return buffer.getvalue()


def test_every_figure_is_read_back_by_its_code() -> None:
    found = controls.read(docx.render(REPORT))
    assert found == figures(REPORT)
    assert found[0] == ("obs/x", "1.234")
    assert found.count(("obs/sum", "1.234.567")) == 2 * 3


def test_a_figure_changed_by_hand_shows() -> None:
    data = edited(docx.render(REPORT), ">1.234<", ">9.999<")
    assert controls.read(data)[0] == ("obs/x", "9.999")
    assert controls.read(data)[1:] == figures(REPORT)[1:]


def test_tracked_changes_are_read_as_they_stand() -> None:
    before = '<w:t xml:space="preserve">1.234</w:t></w:r>'
    after = (
        '<w:delText>1.234</w:delText></w:r><w:ins w:id="1" w:author="a"><w:r><w:t>8.765</w:t></w:r></w:ins>'
    )
    assert controls.read(edited(docx.render(REPORT), before, after))[0] == ("obs/x", "8.765")


def test_a_cell_with_a_code_holds_its_figures() -> None:
    cell = Cell((Figure("5", "inner"), " người\nnữ"), code="outer")
    paper = replace(REPORT, blocks=(Table("1", "A", (Column("a"),), (Row((cell,)),)),), annexes=())
    assert controls.read(docx.render(paper)) == [("outer", "5 người\nnữ"), ("inner", "5")]


def test_codes_longer_than_words_tags_are_kept_whole() -> None:
    long = ["figure:" + "x" * 60 + ":" + end for end in ("numerator", "denominator")]
    paper = replace(REPORT, blocks=(Paragraph(tuple(Figure("5", code) for code in long)),), annexes=())
    data = docx.render(paper)
    assert [code for code, _text in controls.read(data)] == long
    document = ZipFile(BytesIO(data)).read("word/document.xml").decode()
    tags = [part.split('"')[0] for part in document.split('<w:tag w:val="')[1:]]
    assert len(set(tags)) == 2
    assert max(map(len, tags)) <= 64


def test_an_empty_figure_keeps_its_control() -> None:
    paper = replace(REPORT, blocks=(Paragraph((Figure("", "none"), "a")),), annexes=())
    assert controls.read(docx.render(paper)) == [("none", "")]


def test_controls_have_no_frame() -> None:
    document = ZipFile(BytesIO(docx.render(REPORT))).read("word/document.xml").decode()
    assert document.count('<w15:appearance w15:val="hidden"/>') == document.count("<w:sdt>") > 20
    assert 'mc:Ignorable="w15"' in document


@settings(max_examples=40, deadline=None)
@given(papers)
def test_codes_of_any_paper_are_read_back(paper: Paper) -> None:
    assert controls.read(docx.render(paper)) == figures(paper)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7"])
def test_what_is_no_word_document_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"no \.docx"):
        controls.read(data)
