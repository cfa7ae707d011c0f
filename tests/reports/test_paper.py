import io

import pypdf
import pytest
from docx import Document

from chithi.papers.content import Paper, Table
from chithi.reports import actions
from chithi.reports.changes import Sent
from chithi.reports.content import content_of
from chithi.reports.paper import initials_of, paper_of, place_of, signature_of
from chithi.units.tree import Node


@pytest.fixture
def paper(opened, cast) -> Paper:
    report, item = opened.report("so-yt"), opened.items[1]
    changes = [
        Sent(f"work:{item.pk}:state", "done"),
        Sent(f"work:{item.pk}:words", "Đã khám 1.250 lượt.\n- Tại 8 xã"),
        Sent("f:hoc-vien:own::F", "34"),
        Sent("f:hoc-vien:own::M", "1.021"),
        Sent("f:cuoc:own::_T", "", "not-our-function", "việc khác"),
        Sent("f:ty-le:own:numerator:_T", "18"),
        Sent("f:ty-le:own:denominator:_T", "22"),
        Sent("lacks", "Thiếu kinh phí"),
        Sent("proposal:1:to", "Ủy ban nhân dân tỉnh"),
        Sent("proposal:1:text", "Bố trí kinh phí"),
        Sent("proposal:2:to", "Sở Nội vụ"),
        Sent("proposal:2:text", "Mở lớp"),
        Sent("proposal:3:to", "Ủy ban nhân dân tỉnh"),
        Sent("proposal:3:text", "Bổ sung biên chế"),
    ]
    actions.save_changes(report, changes, by="A")
    return paper_of(content_of(report), "Thử Nghiệm", "Phạm Thị Giám Đốc")


def words_of(paper: Paper) -> list[str]:
    document = Document(io.BytesIO(render(paper)))
    return [p.text for p in document.paragraphs]


def render(paper: Paper) -> bytes:
    from chithi.papers import docx

    return docx.render(paper)


def test_the_head_names_the_unit_its_parent_and_leaves_the_number_blank(paper):
    assert (paper.head.issuer, paper.head.parent) == ("Sở Y tế", "Ủy ban nhân dân tỉnh")
    assert (paper.head.symbol, paper.head.number, paper.head.day) == ("BC-SYT", None, None)
    assert paper.addressees == ("Ủy ban nhân dân tỉnh (qua Sở Lao động - Thương binh và Xã hội)",)
    assert paper.signature.capacity_lines == ("Giám đốc",)
    assert paper.signature.name == "Phạm Thị Giám Đốc"


def test_the_body_holds_tasks_lacks_proposals_by_addressee_and_next_year(paper):
    text = "\n".join(words_of(paper))
    for words in (
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 05/03/2018 của Ủy ban nhân dân tỉnh",
        "- Trạng thái: đã hoàn thành.",
        "- Tại 8 xã",
        "- Trạng thái: chưa có thông tin.",
        "Thiếu kinh phí",
        "PHƯƠNG HƯỚNG NĂM 2025",
    ):
        assert words in text
    assert (
        text.index("1. Đối với Ủy ban nhân dân tỉnh")
        < text.index("Bổ sung biên chế")
        < text.index("2. Đối với Sở Nội vụ")
    )
    assert text.rstrip().count("./.") == 1


def test_the_table_has_sums_and_says_why_a_figure_is_missing(paper):
    table = next(b for b in paper.blocks if isinstance(b, Table))
    rows = [
        [part.text if hasattr(part, "text") else part for c in row.cells for part in c.content]
        for row in table.rows
    ]
    assert rows[0] == [
        "1",
        "Số cán bộ được tập huấn về bình đẳng giới",
        "người",
        "34",
        "1.021",
        "1.055",
        "",
        "",
    ]
    assert rows[1][3] == "không thuộc chức năng"
    assert rows[2][:4] == ["3", "Tỷ lệ ban có nữ", "%", "81,8"]
    assert rows[3][:2] == ["- Ban có nữ", ""]


def test_the_paper_downloads_as_docx_in_vietnamese_whatever_the_screen_speaks(opened, cast, sign_in):
    person = cast.people["officer"]
    person.language = "en"
    person.save()
    answer = sign_in(person).get(f"/reports/{opened.report('so-yt').pk}/report.docx")
    text = "\n".join(p.text for p in Document(io.BytesIO(answer.content)).paragraphs)
    assert "KẾT QUẢ THỰC HIỆN" in text
    assert "not answered" not in text


def test_a_task_begins_with_a_capital_on_paper_as_on_the_screen(opened, cast, sign_in):
    item = opened.items[1]
    item.text = "đẩy mạnh truyền thông về UBND xã"
    item.save()
    client, address = sign_in(cast.people["officer"]), f"/reports/{opened.report('so-yt').pk}"
    answer = client.get(f"{address}/report.docx")
    text = "\n".join(p.text for p in Document(io.BytesIO(answer.content)).paragraphs)
    assert "\n1) Đẩy mạnh truyền thông về UBND xã\n" in text
    assert "Đẩy mạnh truyền thông về UBND xã" in client.get(f"{address}/").content.decode()


def test_all_files_and_the_printed_page_say_the_same(opened, cast, sign_in):
    client, address = sign_in(cast.people["officer"]), f"/reports/{opened.report('so-yt').pk}"
    paper = paper_of(content_of(opened.report("so-yt")), "Thử Nghiệm", "Phạm Thị Giám Đốc")
    pdf = client.get(f"{address}/report.pdf")
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert pdf.headers["Content-Disposition"] == 'attachment; filename="bao-cao-2024-so-yt.pdf"'
    words = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf.content)).pages)
    pages = [client.get(f"{address}/{name}").content.decode() for name in ("report.html", "print/")]
    for said in ("Sở Y tế báo cáo kết quả năm 2024", "Biểu 1. Số liệu của đơn vị"):
        assert "".join(said.split()) in "".join(words.split())
        assert all(said in page for page in pages)
    rows = len(next(b for b in paper.blocks if isinstance(b, Table)).rows)
    assert all(f'id="b1-d{rows}"' in page and f'id="b1-d{rows + 1}"' not in page for page in pages)


def test_a_place_on_paper_leads_to_its_row_on_the_printed_page(opened, cast, sign_in):
    client, page = sign_in(cast.people["officer"]), f"/reports/{opened.report('so-yt').pk}/print/"
    assert client.get(page, {"find": "Biểu 1, dòng 2"}).headers["Location"] == f"{page}#b1-d2"
    assert "Biểu 1 có các dòng từ 1 đến" in client.get(page, {"find": "1/99"}).content.decode()


@pytest.mark.parametrize(
    ("kind", "name", "lines", "symbol"),
    [
        ("department", "Sở Y tế", ("Giám đốc",), "SYT"),
        ("sector_agency", "Thanh tra tỉnh", ("Chánh Thanh tra",), "TT"),
        ("sector_agency", "Cục Thống kê", ("Cục trưởng",), "CTK"),
        ("district", "Ủy ban nhân dân huyện An Hòa", ("TM. Ủy ban nhân dân", "Chủ tịch"), "UBND"),
        ("fatherland_front", "Ủy ban Mặt trận Tổ quốc tỉnh", ("TM. Ban Thường trực", "Chủ tịch"), "MTTQ"),
        ("mass_organisation", "Hội Liên hiệp Phụ nữ tỉnh", ("TM. Ban Thường vụ", "Chủ tịch"), "HLHPN"),
        (
            "mass_organisation",
            "Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh",
            ("TM. Ban Thường vụ", "Bí thư"),
            "ĐTNCSHCM",
        ),
        ("party_committee", "Ban Tuyên giáo Tỉnh ủy", ("Trưởng ban",), "BTGTỦ"),
        ("press", "Báo Thử Nghiệm", ("Tổng Biên tập",), "BTN"),
        ("enterprise", "Công ty Dệt may", ("Giám đốc",), "CTDM"),
    ],
)
def test_who_signs_depends_on_the_kind_of_body(kind, name, lines, symbol):
    node = Node(1, "x", name, kind)
    assert signature_of(node).capacity_lines == lines
    assert initials_of(node) == symbol


def test_a_committee_below_the_province_dates_its_papers_at_its_own_place():
    assert place_of(Node(1, "x", "Ủy ban nhân dân huyện An Hòa", "district"), "Hà Nam") == "An Hòa"
    assert place_of(Node(1, "x", "Sở Y tế", "department"), "Hà Nam") == "Hà Nam"
