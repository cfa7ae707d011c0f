"""How plans close, whom an annex gave work, people beside bodies, verbs that are names too."""

import pytest

from chithi.reader.subjects import partners
from chithi.reader.view import View
from tests.reader.test_grammar import read, rows
from tests.reader.test_names_of_the_genre import names

LAST = "IV. TỔ CHỨC THỰC HIỆN\n\n1. Ủy ban nhân dân các xã\n\na) Gửi danh sách cây về Sở Y tế trước ngày 05/3/2024.\n\n"


@pytest.mark.parametrize(
    "closing",
    [
        "Kế hoạch này thay thế Kế hoạch số 8/KH-UBND ngày 02/3/2019 của Ủy ban nhân dân tỉnh.",
        "Kế hoạch này có hiệu lực kể từ ngày ký.",
        "Kế hoạch này được phổ biến đến từng chi bộ.",
        "Kế hoạch số 8/KH-UBND ngày 02/3/2019 hết hiệu lực từ ngày ban hành Kế hoạch này.",
    ],
)
@pytest.mark.parametrize("gap", ["\n", ""])
def test_what_the_plan_replaces_is_no_task_of_the_last_unit(closing, gap):
    body = LAST.replace("\n\n", "\n" + gap) + closing + "\n"
    assert rows(body) == [("IV.1.a", ["Ủy ban nhân dân các xã"], [], ["2024-03-05"])]


def test_a_sentence_with_its_day_is_no_title_of_the_paragraph_below():
    body = LAST + "Cây giống lấy ở vườn ươm gần nhất, theo nhu cầu thực tế.\n"
    assert ("IV.1.a", ["Ủy ban nhân dân các xã"], [], ["2024-03-05"]) in rows(body)


@pytest.mark.parametrize(
    ("heading", "lead"),
    [
        ("Các cơ quan, đơn vị được giao chủ trì tại Phụ lục", "Các cơ quan, đơn vị được giao chủ trì"),
        ("Các sở, ngành được phân công nhiệm vụ tại Kế hoạch này", "Các sở, ngành được phân công nhiệm vụ"),
        ("Các đơn vị có tên tại Phụ lục II:", "Các đơn vị"),
        ("Các cơ quan, đơn vị nêu tại mục III", "Các cơ quan, đơn vị"),
    ],
)
def test_a_heading_says_where_its_group_was_given_the_work(heading, lead):
    body = f"IV. TỔ CHỨC THỰC HIỆN\n1. {heading}\n- Lập kế hoạch trồng cây.\n- Chăm sóc cây đã trồng.\n"
    assert [row[:2] for row in rows(body)] == [("IV.1", [lead]), ("IV.1", [lead])]


@pytest.mark.parametrize(
    ("text", "found", "rest"),
    [
        ("Các cơ quan được giao nhiệm vụ lập dự toán gửi cơ quan tài chính",
         ["Các cơ quan được giao nhiệm vụ"], "lập dự toán gửi cơ quan tài chính"),
        ("Các cơ quan được giao nhiệm vụ chủ trì thực hiện các đề án có trách nhiệm báo cáo",
         ["Các cơ quan được giao nhiệm vụ chủ trì thực hiện các đề án"], "có trách nhiệm báo cáo"),
        ("Các đơn vị được giao nhiệm vụ soạn thảo văn bản có trách nhiệm lấy ý kiến",
         ["Các đơn vị được giao nhiệm vụ soạn thảo văn bản"], "có trách nhiệm lấy ý kiến"),
        ("Thanh tra, kiểm tra việc trồng cây", [], "Thanh tra, kiểm tra việc trồng cây"),
        ("Thanh tra và xử lý nghiêm vi phạm", [], "Thanh tra và xử lý nghiêm vi phạm"),
        ("Kiểm toán, quyết toán dự án", [], "Kiểm toán, quyết toán dự án"),
        ("Thanh tra, Văn phòng rà soát", ["Thanh tra", "Văn phòng"], "rà soát"),
        ("Thanh tra tỉnh rà soát", ["Thanh tra tỉnh"], "rà soát"),
        ("Các bản, tổ dân phố tổ chức họp", ["Các bản, tổ dân phố"], "tổ chức họp"),
        ("Các bản vùng cao trồng cây", ["Các bản vùng cao"], "trồng cây"),
        ("Các bản và tổ dân phố rà soát", ["Các bản và tổ dân phố"], "rà soát"),
        ("Các bản cam kết đã ký", [], "Các bản cam kết đã ký"),
        ("Các bản báo cáo của xã", [], "Các bản báo cáo của xã"),
        ("Sở Y tế và các nhà khoa học khảo sát", ["Sở Y tế"], "và các nhà khoa học khảo sát"),
    ],
)  # fmt: skip
def test_where_such_names_begin_and_end(text, found, rest):
    assert names(text) == (found, rest)


def test_inspecting_leads_nobody():
    assert rows("III. NỘI DUNG\n1. Thanh tra, kiểm tra việc chặt cây theo Nghị định số 5/2020/NĐ-CP.\n") == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("phối hợp với Vụ Kế hoạch, các chuyên gia biên soạn", ["Vụ Kế hoạch", "các chuyên gia"]),
        ("phối hợp với Sở Y tế và các nhà khoa học khảo sát", ["Sở Y tế", "các nhà khoa học"]),
        ("phối hợp với Sở Y tế; tình nguyện viên tham gia trồng cây", ["Sở Y tế"]),
        ("phối hợp với đoàn viên thanh niên, Công an xã trồng cây", ["đoàn viên thanh niên", "Công an xã"]),
    ],
)
def test_people_help_beside_bodies(words, found):
    assert [party.name for party in partners(View(words), 0, len(words))] == found


def test_a_label_line_names_people_too():
    body = (
        "III. NỘI DUNG\n1. Soạn tài liệu về các loài cây trồng ven sông cho học sinh của tỉnh.\n"
        "- Đơn vị chủ trì: Sở Y tế.\n- Đơn vị phối hợp: Sở Nội vụ, các chuyên gia; Công an tỉnh; tình nguyện viên.\n"
    )
    (row,) = rows(body)
    assert row[1] == ["Sở Y tế"]
    assert row[2] == ["Sở Nội vụ", "các chuyên gia", "Công an tỉnh", "tình nguyện viên"]


def test_people_lead_where_a_body_leads_with_them():
    body = "III. NỘI DUNG\n1. Đoàn Thanh niên xã, các tình nguyện viên hướng dẫn người dân trồng cây.\n"
    assert rows(body)[0][1] == ["Đoàn Thanh niên xã", "các tình nguyện viên"]
    assert rows("III. NỘI DUNG\n1. Đoàn viên, hội viên hướng dẫn người dân trồng cây.\n") == []


def test_the_words_above_a_line_of_contents_are_its_title():
    body = (
        "III. NỘI DUNG\n1. Củng cố và nâng cao chất lượng hoạt động của các tổ trồng cây ven sông trong xã\n"
        "- Nội dung: Lập lại các tổ trồng cây ở từng thôn.\n- Đơn vị chủ trì: Phòng Kinh tế.\n"
        "- Thời gian hoàn thành: Trước ngày 15/9/2024.\n"
    )
    (task,) = read(body).tasks
    assert task.text == "Lập lại các tổ trồng cây ở từng thôn."
    assert [d.value for d in task.due] == ["2024-09-15"]


def test_behind_a_long_title_stands_who_has_which_part():
    title = "Trồng cây theo Quyết định số 6/QĐ-TTg ngày 06/01/2022 của Thủ tướng Chính phủ về rừng phòng hộ"
    body = (
        f"III. NỘI DUNG\n1. {title}: Công an tỉnh là cơ quan thường trực, phối hợp với Sở Y tế thực hiện.\n"
    )
    assert rows(body) == [("III.1", ["Công an tỉnh"], ["Sở Y tế"], [])]
    assert rows(f"III. NỘI DUNG\n1. {title}: Công an tỉnh có 20 cây, Sở Y tế có 30 cây.\n") == []
