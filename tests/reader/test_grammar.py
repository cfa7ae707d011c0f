"""Ways of writing that the genre has beside those of the annotated plans: other signs, labels, brackets, rhythms."""

import pytest

from chithi.reader import read_bytes
from tests.reader.checks import check_reading

HEAD = "Số: 7/KH-UBND\nSông Xanh, ngày 02 tháng 01 năm 2024\nKẾ HOẠCH\nTrồng cây ven sông\n\n"


def read(body):
    reading = read_bytes((HEAD + body).encode(), "t.txt")
    check_reading(reading)
    return reading


def rows(body):
    return [
        (t.at, [p.plain for p in t.lead], [p.plain for p in t.partners], [d.value for d in t.due])
        for t in read(body).tasks
    ]


@pytest.mark.parametrize(
    ("first", "second"), [("1- ", "2- "), ("1/ ", "2/ "), ("1. ", "2. "), ("1) ", "2) ")]
)
def test_numbers_may_carry_other_signs(first, second):
    body = f"I- TỔ CHỨC THỰC HIỆN\n{first}Sở Y tế hướng dẫn các xã.\n{second}Sở Nội vụ\na- Theo dõi việc trồng cây.\n"
    assert rows(body) == [("I.1", ["Sở Y tế"], [], []), ("I.2.a", ["Sở Nội vụ"], [], [])]


def test_a_wrapped_span_of_days_is_no_number():
    body = "I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế trực ở bến sông:\n10- 12 tháng 5 sáng, chiều.\n"
    assert [p.label for p in read(body).provisions[0].children[0].children] == [""]


def test_steps_are_blocks():
    body = "I. CÁC BƯỚC\nBước 1: Sở Y tế lập danh sách trước ngày 01/3/2024.\nBước 2. Sở Nội vụ thẩm định danh sách.\n"
    assert rows(body) == [
        ("I.Bước 1", ["Sở Y tế"], [], ["2024-03-01"]),
        ("I.Bước 2", ["Sở Nội vụ"], [], []),
    ]


@pytest.mark.parametrize(
    ("labels", "lead", "together", "due"),
    [
        ("- Chủ trì soạn thảo: Sở Y tế.\n- Thời hạn trình: Tháng 5/2024.\n", ["Sở Y tế"], [], ["2024-05"]),
        (
            "- Trách nhiệm thực hiện: Sở Y tế; Sở Nội vụ\n- Hoàn thành: Quý I/2024\n",
            ["Sở Y tế", "Sở Nội vụ"],
            [],
            ["2024-Q1"],
        ),
        ("- Phân công: Sở Y tế chủ trì, Sở Nội vụ phối hợp.\n", ["Sở Y tế"], ["Sở Nội vụ"], []),
        (
            "- Đơn vị thực hiện: Sở Y tế (chủ trì), Sở Nội vụ, Công an tỉnh (phối hợp).\n",
            ["Sở Y tế"],
            ["Sở Nội vụ", "Công an tỉnh"],
            [],
        ),
        (
            "a) Cơ quan chủ trì: Sở Y tế.\nb) Cơ quan phối hợp: Sở Nội vụ.\nc) Thời gian thực hiện: Năm 2024.\n",
            ["Sở Y tế"],
            ["Sở Nội vụ"],
            ["2024"],
        ),
        (
            "- Đơn vị chủ trì: FPT Sông Xanh.\n- Đơn vị tham gia: Nhóm Bạn Cây, VNPT.\n",
            ["FPT Sông Xanh"],
            ["Nhóm Bạn Cây", "VNPT"],
            [],
        ),
        (
            "Đơn vị, cá nhân chịu trách nhiệm: Chánh Văn phòng\nTiến độ: thường xuyên\n",
            ["Chánh Văn phòng"],
            [],
            ["continuous"],
        ),
    ],
)
def test_labels_of_other_words(labels, lead, together, due):
    body = f"I. NHIỆM VỤ\n1. Lập bản đồ cây xanh\n{labels}2. Đánh số cây\n- Cơ quan chủ trì: Sở Công Thương\n"
    assert rows(body) == [("I.1", lead, together, due), ("I.2", ["Sở Công Thương"], [], [])]


def test_who_trình_is_told_apart_from_who_leads():
    labels = "- Cơ quan trình: Sở Nội vụ.\n- Thời hạn trình: Trước ngày 01/4/2024.\n"
    body = f"I. NHIỆM VỤ\na) Sở Y tế chủ trì soạn thảo quy chế.\n{labels}"
    assert rows(body) == [("I.a", ["Sở Y tế"], [], ["2024-04-01"])]


def test_a_bracket_says_who_leads_and_who_helps():
    body = (
        "I. NHIỆM VỤ\n1. Cắm biển tên cây (Sở Y tế chủ trì, các phòng chuyên môn phối hợp; thực hiện thường xuyên).\n"
        "2. Quét vôi gốc cây (Sở Nội vụ thực hiện, xong trước 15/4/2024).\n"
    )
    assert rows(body) == [
        ("I.1", ["Sở Y tế"], ["các phòng chuyên môn"], ["continuous"]),
        ("I.2", ["Sở Nội vụ"], [], ["2024-04-15"]),
    ]


def test_what_a_unit_demands_of_others_is_its_own_task():
    body = "I. TỔ CHỨC\n1. Sở Xây dựng\n- Yêu cầu các nhà thầu che chắn gốc cây.\n- Tưới cây hằng ngày.\n"
    assert [lead for _, lead, _, _ in rows(body)] == [["Sở Xây dựng"], ["Sở Xây dựng"]]


def test_the_closing_formulas_are_no_tasks():
    body = (
        "Điều 1. Ban hành Kế hoạch trồng cây.\n"
        "Điều 2. Giao Sở Y tế theo dõi việc thực hiện Quyết định này.\n"
        "Điều 3. Chánh Văn phòng UBND tỉnh, Giám đốc các sở chịu trách nhiệm thi hành Quyết định này.\n"
    )
    assert [at for at, *_ in rows(body)] == ["Điều 2"]
    body = (
        "I. TỔ CHỨC\n1. Sở Y tế hướng dẫn các xã.\n"
        "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các đơn vị phản ánh về Sở Y tế để tổng hợp./.\n"
    )
    assert [at for at, *_ in rows(body)] == ["I.1"]


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("gửi danh sách trước 16 giờ 30 ngày 05/3/2024", ["2024-03-05"]),
        ("gửi danh sách chậm nhất 17h00 ngày 05/3/2024", ["2024-03-05"]),
        ("trực tại bến từ ngày 20/8/2024 đến hết ngày 05/9/2024", ["2024-08-20/2024-09-05"]),
        ("kiểm đếm trước ngày 15/6 và 15/12 hằng năm", ["06-15", "12-15"]),
        ("định kỳ 6 tháng, hằng năm báo cáo UBND tỉnh", ["half-year", "yearly"]),
        ("định kỳ hằng quý, 6 tháng và năm báo cáo UBND tỉnh", ["quarter", "half-year", "yearly"]),
        ("hoàn thành trong 6 tháng đầu năm 2024", ["2024-06"]),
        ("hoàn thành trước tháng 9 năm 2024", ["2024-09"]),
        ("trực tại bến (từ ngày 15 tháng 11 đến ngày 15 tháng 12 năm 2024)", ["2024-11-15/2024-12-15"]),
        ("hằng tháng báo cáo UBND tỉnh trước ngày 25", ["month"]),
        ("tổ chức sơ kết vào năm 2027, tổng kết vào năm 2030", ["2027", "2030"]),
    ],
)
def test_days_and_rhythms(words, due):
    assert rows(f"I. TỔ CHỨC\n1. Sở Y tế {words}.\n") == [("I.1", ["Sở Y tế"], [], due)]


@pytest.mark.parametrize(
    ("words", "duties"),
    [
        ("định kỳ 6 tháng, hằng năm báo cáo UBND tỉnh", [(None, "half-year"), (None, "year")]),
        (
            "định kỳ 06 tháng (trước ngày 10/6), 01 năm (trước ngày 10/12) báo cáo UBND tỉnh",
            [("06-10", "half-year"), ("12-10", "year")],
        ),
        (
            "báo cáo UBND tỉnh định kỳ 6 tháng và hằng năm (trước ngày 15/6 và 15/12)",
            [("06-15", "half-year"), ("12-15", "year")],
        ),
        ("báo cáo UBND tỉnh (thông qua Sở Nội vụ) trước 16 giờ ngày 05/3/2024", [("2024-03-05", "once")]),
        ("định kỳ hằng quý (trước ngày 25 tháng cuối quý) báo cáo UBND tỉnh", [("25", "quarter")]),
        ("báo cáo UBND tỉnh trước ngày 20 hàng tháng", [("20", "month")]),
        (
            "gửi báo cáo 6 tháng (trước ngày 10 tháng 6) và báo cáo năm (trước ngày 01 tháng 12) về UBND tỉnh",
            [("06-10", "half-year"), ("12-01", "year")],
        ),
    ],
)
def test_how_often_to_report(words, duties):
    reports = read(f"I. TỔ CHỨC\n1. Sở Y tế {words}.\n").reports
    assert [(r.due, r.every) for r in reports] == duties
    assert all(r.to == ("UBND tỉnh",) for r in reports)


def test_headings_that_lost_their_numbers_still_head_the_paragraphs_below():
    body = (
        "MỤC ĐÍCH, YÊU CẦU\nThêm bóng mát.\nTỔ CHỨC THỰC HIỆN\n"
        "Sở Y tế\nChủ trì, phối hợp với Sở Nội vụ chọn giống cây.\nHướng dẫn chăm sóc cây.\n"
        "Đề nghị Hội Nông dân tỉnh\nVận động hội viên tham gia.\n"
    )
    assert [row[1:3] for row in rows(body)] == [
        (["Sở Y tế"], ["Sở Nội vụ"]),
        (["Sở Y tế"], []),
        (["Hội Nông dân tỉnh"], []),
    ]


def test_a_value_may_be_a_list_below_its_label():
    body = (
        "I. NHIỆM VỤ\n1. Trồng cây\n- Đơn vị chủ trì:\n+ Sở Y tế;\n+ Câu lạc bộ Xanh.\n"
        "- Đơn vị phối hợp: Các xã.\n2. Tưới cây\n- Chủ trì: Sở Nội vụ\n"
    )
    assert rows(body) == [
        ("I.1", ["Sở Y tế", "Câu lạc bộ Xanh"], ["Các xã"], []),
        ("I.2", ["Sở Nội vụ"], [], []),
    ]


def test_kinds_of_one_group_head_what_stands_below():
    body = (
        "I. TỔ CHỨC\n1. Các trường mầm non, tiểu học, THCS\n- Cử giáo viên phối hợp với UBND xã trồng cây.\n"
    )
    assert rows(body) == [("I.1", ["Các trường mầm non, tiểu học, THCS"], ["UBND xã"], [])]


def test_who_hears_of_it_behind_a_rhythm_is_no_lead():
    body = (
        "I. TỔ CHỨC\n1. Sở Y tế hướng dẫn; hằng năm tổng hợp, báo cáo UBND tỉnh, Bộ Y tế trước ngày 30/12.\n"
    )
    assert rows(body) == [("I.1", ["Sở Y tế"], [], ["12-30"])]


def test_a_pages_number_in_mid_sentence_is_no_word_of_the_plan():
    body = "I. TỔ CHỨC\n1. Sở Y tế, Sở Nội\n3\n\nvụ và Công an tỉnh tưới cây; xong trong tháng\n6/2024.\n"
    assert rows(body) == [("I.1", ["Sở Y tế", "Sở Nội vụ", "Công an tỉnh"], [], ["2024-06"])]


def test_a_signature_beside_the_recipients_is_none_of_them():
    end = "I. TỔ CHỨC\n1. Sở Y tế tưới cây.\nNơi nhận: TM. ỦY BAN NHÂN DÂN\n- Bộ Y tế;\n- Lưu: VT.\n"
    assert [r.name for r in read(end).recipients] == ["Bộ Y tế", "Lưu: VT"]


def test_a_page_break_parts_no_sentence():
    lines = "".join(f"- Tưới cây ở bến số {i} vào buổi sáng và buổi chiều.\n" for i in range(12))
    first = "- Chọn giống cây cho các xã ven sông; hoàn thành trong tháng\n2\n\n6/2024.\n"
    body = f"I. TỔ CHỨC\n1. Sở Y tế\n{first}{lines}3\n\nII. KẾT\n"
    found = rows(body)
    assert found[0] == ("I.1", ["Sở Y tế"], [], ["2024-06"])
    assert len(found) == 13


def test_a_table_whose_cells_are_parted_by_tabs():
    body = (
        "I. TỔ CHỨC\n1. Phân công\n\nTT\tNội dung\tChủ trì\tPhối hợp\tThời gian\n"
        "1\tĐếm cây\tSở Y tế\tTrưởng các thôn\tTrước ngày 30/11/2024\n2\tTrồng dặm\tSở Nội vụ\t\tThường xuyên\n"
    )
    assert rows(body) == [
        ("I.1", ["Sở Y tế"], ["Trưởng các thôn"], ["2024-11-30"]),
        ("I.1", ["Sở Nội vụ"], [], ["continuous"]),
    ]


def test_what_the_party_leads_is_its_own_duty():
    body = "I. TỔ CHỨC\n1. Đảng ủy Ủy ban nhân dân tỉnh\n- Lãnh đạo Ủy ban nhân dân tỉnh ban hành quy chế.\n"
    assert rows(body) == [("I.1", ["Đảng ủy Ủy ban nhân dân tỉnh"], [], [])]


def test_a_title_may_stand_before_the_sentence():
    body = "I. TỔ CHỨC\n1. Chế độ báo cáo: Các đơn vị gửi báo cáo về Sở Y tế trước ngày 20 tháng cuối quý.\n"
    assert rows(body) == [("I.1", ["Các đơn vị"], [], ["quarter"])]
    [duty] = read(body).reports
    assert (duty.to, duty.due, duty.every) == (("Sở Y tế",), "20", "quarter")


def test_numbers_of_boards_have_three_digits():
    body = "I. TỔ CHỨC\n1. Sở Y tế thực hiện Kế hoạch số 158/KH-BCĐ389 của Ban Chỉ đạo.\n"
    assert [c.number for c in read(body).citations] == ["158/KH-BCĐ389"]


def test_who_signs_is_no_recipient():
    body = "I. TỔ CHỨC\n1. Sở Y tế tưới cây.\nNơi nhận:\n- UBND các xã-thị trấn;\n- Lưu.\nTRƯỞNG BAN\n"
    assert [r.name for r in read(body).recipients] == ["UBND các xã-thị trấn", "Lưu"]


def test_labels_may_share_a_line():
    body = (
        "I. NHIỆM VỤ\n1. Trồng cây ở 12 ấp.\nThời gian: Trước 20/9/2024. Đơn vị chủ trì: Sở Y tế.\n"
        "2. Tưới cây\n- Chủ trì: Sở Nội vụ. Phối hợp: Công an tỉnh, VNPT.\n- Hoàn thành: 30/10/2024\n"
    )
    assert rows(body) == [
        ("I.1", ["Sở Y tế"], [], ["2024-09-20"]),
        ("I.2", ["Sở Nội vụ"], ["Công an tỉnh", "VNPT"], ["2024-10-30"]),
    ]


@pytest.mark.parametrize(
    ("value", "due"),
    [
        ("Tháng 5 - tháng 9/2024", "2024-05/2024-09"),
        ("Quý II-III/2024", "2024-Q2/2024-Q3"),
        ("Tháng 5/2024", "2024-05"),
    ],
)
def test_a_span_says_its_year_once(value, due):
    body = f"I. NHIỆM VỤ\n1. Trồng cây\n- Chủ trì: Sở Y tế\n- Thời gian: {value}\n"
    assert rows(body) == [("I.1", ["Sở Y tế"], [], [due])]


def test_a_cell_may_say_as_above():
    body = (
        "I. NHIỆM VỤ\n\n| TT | Nội dung | Chủ trì | Phối hợp | Thời gian |\n"
        "| 1 | Đếm cây | Sở Y tế | Công an tỉnh | Tháng 5/2024 |\n| 2 | Tỉa cành | Như trên | nt | Tháng 6/2024 |\n"
    )
    assert rows(body) == [
        ("I", ["Sở Y tế"], ["Công an tỉnh"], ["2024-05"]),
        ("I", ["Sở Y tế"], ["Công an tỉnh"], ["2024-06"]),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "xây dựng báo cáo và gửi Công an tỉnh",
        "có kết quả thực hiện gửi về Công an tỉnh",
        "gửi báo cáo Công an tỉnh",
    ],
)
def test_a_report_in_other_words(words):
    [duty] = read(f"I. TỔ CHỨC\n1. Sở Y tế {words} trước ngày 20/8/2024.\n").reports
    assert (duty.to, duty.due) == (("Công an tỉnh",), "2024-08-20")


def test_a_number_may_carry_a_stroke_and_a_full_stop():
    body = "C. PHÂN CÔNG\n1/. Công an huyện:\nGiữ trật tự ở bến sông.\n2/. Các xã:\n- Trồng tre dọc bờ.\n"
    assert rows(body) == [("C.1", ["Công an huyện"], [], []), ("C.2", ["Các xã"], [], [])]


FLAT = (
    "II. NHIỆM VỤ\nTT\nNội dung công việc\nĐơn vị chủ trì\nĐơn vị phối hợp\nThời gian\n"
    "1\nTrồng tre ở hai bờ sông và chăm bón\ntrong ba năm\nPhòng Giáo dục Mầm non -\nTiểu học\nCác xã\nTháng\n9/2024\n"
    "2\nTT\nNội dung công việc\nĐơn vị chủ trì\nĐơn vị phối hợp\nThời gian\n"
    "2\nVớt rác ở bến\nPhòng Chính trị, tư\ntưởng - Học sinh,\nsinh viên\nTỉnh đoàn\nTháng\n4/2024\n"
)


def test_a_flattened_table_with_its_head_on_each_page():
    found = [(p.plain, [d.value for d in t.due]) for t in read(FLAT).tasks for p in t.lead]
    assert found == [
        ("Phòng Giáo dục Mầm non - Tiểu học", ["2024-09"]),
        ("Phòng Chính trị, tư tưởng - Học sinh, sinh viên", ["2024-04"]),
    ]


def test_a_page_number_behind_a_table_breaks_no_sentence():
    body = FLAT + (
        "III. TỔ CHỨC THỰC HIỆN\n1. Các xã\n- Chỉ đạo các trường trồng tre ở bờ sông theo hướng dẫn chung của\n3\n"
        "và chăm bón hằng tháng; phối hợp với Hội Nông dân xã vớt rác ở các bến đò dọc sông.\n"
    )
    task = read(body).tasks[-1]
    assert [p.plain for p in task.partners] == ["Hội Nông dân xã"]


def test_a_list_of_recipients_on_one_line_that_wraps():
    end = (
        "Nơi nhận: - UBND tỉnh (b/c); - Giám đốc, các Phó Giám đốc\nSở; - UBND các xã (p/h); - Các trường\n"
        "THPT; - Lưu: VT.\nKT. GIÁM ĐỐC\n"
    )
    found = read("I. TỔ CHỨC\n1. Sở Y tế hướng dẫn các xã./.\n" + end).recipients
    assert [" ".join(r.name.split()) for r in found] == [
        "UBND tỉnh",
        "Giám đốc, các Phó Giám đốc Sở",
        "UBND các xã",
        "Các trường THPT",
        "Lưu: VT",
    ]


def test_recipients_beside_the_signature_with_a_blank_line_between_all_lines():
    end = (
        "Nơi nhận: - Bộ Y tế (b/c); - CHỦ TỊCH Trần Văn Sông\n\n"
        "Tỉnh ủy (b/c); - Các\n\nPCT UBND tỉnh; - Lưu: VT.\n\nTM. ỦY BAN\n"
    )
    found = read("I. TỔ CHỨC\n1. Sở Y tế hướng dẫn các xã./.\n\n" + end).recipients
    assert [" ".join(r.name.split()) for r in found] == ["Bộ Y tế", "Tỉnh ủy", "Các PCT UBND tỉnh", "Lưu: VT"]


def test_a_cell_may_say_who_by_what_they_are_given():
    body = (
        "I. NHIỆM VỤ\n| TT | Nội dung | Cơ quan chủ trì | Thời gian |\n"
        "| 1 | Soạn quy chế bến đò | Cơ quan được giao soạn thảo | Quý II |\n"
    )
    assert rows(body) == [("I", ["Cơ quan được giao soạn thảo"], [], [])]


def test_an_article_may_hold_the_formula_in_a_paragraph_of_its_own():
    body = (
        "Điều 2. Giao Sở Y tế hướng dẫn các xã.\nĐiều 3. Quyết định này có hiệu lực kể từ ngày ký.\n"
        "Chánh Văn phòng, Giám đốc các sở chịu trách nhiệm thi hành Quyết định này./.\n"
    )
    assert [at for at, *_ in rows(body)] == ["Điều 2"]


def test_the_year_of_a_title_counts_beside_the_span_of_a_programme():
    text = (
        "Số: 7/KH-BTV\nSông Xanh, ngày 02 tháng 01 năm 2024\nKẾ HOẠCH\n"
        "Thực hiện Đề án “Bến xanh giai đoạn 2021 - 2025” năm 2024\n\nI. NỘI DUNG\n1. Trồng tre\n"
        "- Nội dung: Trồng tre dọc bờ.\n- Đơn vị chủ trì: Ban Hỗ trợ phụ nữ phát triển kinh tế.\n- Thời gian: Cả năm.\n"
        "2. Vớt rác\n- Nội dung: Vớt rác ở bến.\n- Đơn vị chủ trì: Sở Y tế; phối hợp: Hội Nông dân.\n"
        "- Thời gian: Quý II, Quý III.\n"
    )
    found = [
        (t.lead[0].plain, [p.plain for p in t.partners], [d.value for d in t.due])
        for t in read_bytes(text.encode(), "t.txt").tasks
    ]
    assert found == [
        ("Ban Hỗ trợ phụ nữ phát triển kinh tế", [], ["2024"]),
        ("Sở Y tế", ["Hội Nông dân"], ["2024-Q2", "2024-Q3"]),
    ]


def test_a_report_for_half_and_whole_years_each_with_its_day():
    body = "I. TỔ CHỨC\n1. Các xã báo cáo kết quả 6 tháng (trước ngày 10/6), cả năm (trước ngày 20/11) về Sở Y tế.\n"
    assert [(r.due, r.every) for r in read(body).reports] == [("06-10", "half-year"), ("11-20", "year")]
