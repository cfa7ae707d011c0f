"""What plans of another hand write every day: short places, boards with a topic, firms, days in closing brackets."""

import pytest

from chithi.reader.label_dates import dues_in_label
from chithi.reader.sentence_dates import dues_in_sentence
from chithi.reader.view import View
from tests.reader.test_grammar import read
from tests.reader.test_names_of_the_genre import names
from tests.reader.test_reports_and_heads import PART, reports


def values(find, text):
    return [due.value for due in find(View(text), 0, len(text))]


@pytest.mark.parametrize(
    ("text", "found", "rest"),
    [
        ("UBND các huyện, thành, thị", ["UBND các huyện, thành, thị"], ""),
        ("UBND các huyện, thị và thành phố rà soát", ["UBND các huyện, thị và thành phố"], "rà soát"),
        ("Các huyện, thị, thành ủy căn cứ", ["Các huyện, thị, thành ủy"], "căn cứ"),
        ("Các huyện, thị, thành đoàn triển khai", ["Các huyện, thị, thành đoàn"], "triển khai"),
        ("UBND các huyện, thành lập tổ công tác", ["UBND các huyện"], ", thành lập tổ công tác"),
        ("Các huyện, thành, thị thành lập tổ", ["Các huyện, thành, thị"], "thành lập tổ"),
    ],
)
def test_towns_and_cities_have_short_forms(text, found, rest):
    assert names(text) == (found, rest)


@pytest.mark.parametrize(
    ("text", "found", "rest"),
    [
        ("Ban Chỉ đạo Trung ương về phòng, chống thiên tai trước",
         ["Ban Chỉ đạo Trung ương về phòng, chống thiên tai"], "trước"),
        ("Ban Chỉ đạo quốc gia về chuyển đổi số rà soát", ["Ban Chỉ đạo quốc gia về chuyển đổi số"], "rà soát"),
        ("Ban Chỉ đạo tỉnh về phòng, chống tham nhũng, tiêu cực tổng hợp",
         ["Ban Chỉ đạo tỉnh về phòng, chống tham nhũng, tiêu cực"], "tổng hợp"),
        ("Ủy ban nhân dân tỉnh về bình đẳng giới", ["Ủy ban nhân dân tỉnh"], "về bình đẳng giới"),
        ("Hội Liên hiệp Phụ nữ tỉnh về bình đẳng giới", ["Hội Liên hiệp Phụ nữ tỉnh"], "về bình đẳng giới"),
        ("Ban Chỉ đạo tỉnh về kết quả thực hiện", ["Ban Chỉ đạo tỉnh"], "về kết quả thực hiện"),
        ("Ban Chỉ đạo Chương trình mục tiêu quốc gia tỉnh hướng dẫn",
         ["Ban Chỉ đạo Chương trình mục tiêu quốc gia tỉnh"], "hướng dẫn"),
    ],
)  # fmt: skip
def test_a_board_is_called_by_its_topic(text, found, rest):
    assert names(text) == (found, rest)


@pytest.mark.parametrize(
    ("text", "found", "rest"),
    [
        ("Công ty TNHH MTV Quản lý khai thác công trình thủy lợi Hà Nam kiểm tra đê",
         ["Công ty TNHH MTV Quản lý khai thác công trình thủy lợi Hà Nam"], "kiểm tra đê"),
        ("Công ty Cổ phần Cấp nước Hà Nam bảo đảm", ["Công ty Cổ phần Cấp nước Hà Nam"], "bảo đảm"),
        ("Công ty TNHH MTV Quản lý phối hợp với", ["Công ty TNHH MTV Quản lý"], "phối hợp với"),
        ("Các doanh nghiệp bưu chính, viễn thông trên địa bàn tỉnh bảo đảm",
         ["Các doanh nghiệp bưu chính, viễn thông trên địa bàn tỉnh"], "bảo đảm"),
        ("Các cơ sở sản xuất, kinh doanh thực phẩm trên địa bàn chấp hành",
         ["Các cơ sở sản xuất, kinh doanh thực phẩm trên địa bàn"], "chấp hành"),
    ],
)  # fmt: skip
def test_a_firm_is_called_by_its_trade(text, found, rest):
    assert names(text) == (found, rest)


@pytest.mark.parametrize(
    ("text", "found", "rest"),
    [
        ("Các sở giáo dục và đào tạo, các cơ sở giáo dục đại học báo cáo",
         ["Các sở giáo dục và đào tạo", "các cơ sở giáo dục đại học"], "báo cáo"),
        ("sở lao động - thương binh và xã hội, hội liên hiệp phụ nữ tỉnh, thành phố huy động",
         ["sở lao động - thương binh và xã hội", "hội liên hiệp phụ nữ tỉnh, thành phố"], "huy động"),
        ("Các sở xây dựng kế hoạch", ["Các sở"], "xây dựng kế hoạch"),
        ("ủy ban nhân dân các tỉnh chỉ đạo", ["ủy ban nhân dân các tỉnh"], "chỉ đạo"),
        ("Cục Nhà giáo và Cán bộ quản lý giáo dục, các trường sư phạm;",
         ["Cục Nhà giáo và Cán bộ quản lý giáo dục", "các trường sư phạm"], ";"),
        ("Các huyện ủy, thành ủy trực thuộc, các ban đảng, đảng đoàn, ban cán sự đảng xây dựng kế hoạch",
         ["Các huyện ủy, thành ủy trực thuộc", "các ban đảng, đảng đoàn, ban cán sự đảng"], "xây dựng kế hoạch"),
        ("Các ông, bà Trưởng thôn", ["Các ông, bà Trưởng thôn"], ""),
        ("Các ông (bà) Trưởng thôn", ["Các ông (bà) Trưởng thôn"], ""),
        ("chính quyền cơ sở, tổ hòa giải nắm chắc", ["chính quyền cơ sở", "tổ hòa giải"], "nắm chắc"),
    ],
)  # fmt: skip
def test_groups_and_fields_written_small(text, found, rest):
    assert names(text) == (found, rest)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Soạn bộ tiêu chí (Vụ Pháp chế chủ trì, phối hợp với Vụ Tiểu học; quý II/2022).", ["2022-Q2"]),
        ("Đưa học phần vào chương trình (Vụ Đại học chủ trì; giai đoạn 2022 - 2025).", ["2022/2025"]),
        ("Bồi dưỡng cán bộ (Giao Vụ Tổ chức chủ trì; quý III các năm 2022, 2024)", ["2022-Q3", "2024-Q3"]),
        ("Mở lớp (Sở Y tế chủ trì, 6 tháng đầu năm 2026).", ["2026-06"]),
        ("Mở lớp tập huấn (tháng 5/2026).", ["2026-05"]),
        ("Mở chuyên mục (Văn phòng Bộ chủ trì; từ năm 2021).", []),
        ("Hưởng ứng Ngày Gia đình (28/6/2026).", []),
        ("Thực hiện Chương trình (giai đoạn 2021-2025).", []),
        ("Sơ kết vào quý IV các năm 2027, 2029", ["2027-Q4", "2029-Q4"]),
        ("Định kỳ hằng tháng (trước ngày 20) báo cáo tình hình", ["month"]),
        ("Báo cáo trong tháng 12 hằng năm", ["12"]),
        ("Kiểm tra việc thực hiện nhiệm vụ trên địa bàn định kỳ hằng năm.", ["yearly"]),
        ("Thực hiện theo kế hoạch định kỳ hằng năm.", []),
    ],
)
def test_a_closing_bracket_says_when(text, found):
    assert values(dues_in_sentence, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("6 tháng/lần", ["half-year"]),
        ("3 tháng 1 lần", ["quarter"]),
        ("Định kỳ 6 tháng", ["half-year"]),
        ("Quý/lần", ["quarter"]),
        ("Tháng 12 các năm 2026, 2028 và 2030", ["2026-12", "2028-12", "2030-12"]),
    ],
)
def test_rhythms_of_a_column(text, found):
    assert values(dues_in_label, text) == found


@pytest.mark.parametrize(
    "words",
    [
        "Báo cáo định kỳ kết quả thực hiện 6 tháng (trước ngày 10/6) và năm (trước ngày 30/11) về Sở Nội vụ.",
        "Báo cáo sơ kết 6 tháng (trước ngày 10/6), tổng kết năm (trước ngày 30/11) gửi Sở Nội vụ.",
        "Báo cáo kết quả 6 tháng đầu năm (trước ngày 10/6) và cả năm (trước ngày 30/11) về Sở Nội vụ.",
        "Báo cáo 6 tháng (ngày 10/6) và năm (ngày 30/11) về Sở Nội vụ.",
    ],
)
def test_each_rhythm_has_the_day_of_its_bracket(words):
    found = reports(f"{PART}{words}\n")
    assert found == [("Sở Nội vụ", "", "06-10", "half-year"), ("Sở Nội vụ", "", "11-30", "year")]


def test_two_days_of_each_year_are_two_reports():
    found = reports(f"{PART}Trước ngày 10/6 và 30/11 hằng năm báo cáo kết quả về Sở Nội vụ.\n")
    assert found == [("Sở Nội vụ", "", "06-10", "year"), ("Sở Nội vụ", "", "11-30", "year")]


def test_a_second_receiver_has_a_verb_of_its_own():
    found = reports(
        f"{PART}Báo cáo Lãnh đạo Bộ và gửi Bộ Nội vụ, đồng thời gửi Sở Tài chính trước ngày 15/12 hằng năm.\n"
    )
    assert found == [("Lãnh đạo Bộ, Bộ Nội vụ, Sở Tài chính", "", "12-15", "year")]


def test_a_line_that_breaks_before_the_dash_of_a_name():
    reading = read(
        "V. TỔ CHỨC THỰC HIỆN\n"
        "1. Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị\n- xã hội tham gia giám sát.\n"
        "Nhận được Kế hoạch này, các ngành, các thôn báo cáo kết quả về UBND xã "
        "(qua Phòng Văn hóa\n- Xã hội) trước ngày "
        "20/11/2024.\n"
    )
    assert [[p.plain for p in task.lead] for task in reading.tasks] == [
        ["Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "các tổ chức chính trị - xã hội"],
        ["các ngành", "các thôn"],
    ]
    assert [(r.via, r.due) for r in reading.reports] == [(("Phòng Văn hóa - Xã hội",), "2024-11-20")]


def test_problems_that_arise_are_no_task():
    reading = read(
        "V. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Mở lớp tập huấn.\n\n"
        "Trong quá trình thực hiện, nếu có vấn đề phát sinh, các đơn vị phản ánh về Sở Y tế để xem xét, giải quyết./.\n"
    )
    assert len(reading.tasks) == 1


def test_fields_of_a_cell_are_one_body_each():
    table = (
        "| STT | Nội dung | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian |\n"
        "| 1 | Kiểm tra công tác | Sở Nội vụ | Văn phòng UBND tỉnh; các sở: Tư pháp, Tài chính | Quý I/2024 |\n"
        "| 2 | Giao quyền tự chủ | Sở Tài chính | Các sở, ngành có đơn vị sự nghiệp công lập | Quý II/2024 |\n"
    )
    tasks = read(f"PHỤ LỤC\nPHÂN CÔNG NHIỆM VỤ\n{table}").tasks
    assert [[p.plain for p in task.partners] for task in tasks] == [
        ["Văn phòng UBND tỉnh", "Tư pháp", "Tài chính"],
        ["Các sở, ngành có đơn vị sự nghiệp công lập"],
    ]


@pytest.mark.parametrize(
    ("text", "found", "rest"),
    [
        ("Công đoàn Khu kinh tế và các khu công nghiệp triển khai",
         ["Công đoàn Khu kinh tế và các khu công nghiệp"], "triển khai"),
        ("các sở giáo dục và đào tạo, các đại học, học viện, trường đại học báo cáo",
         ["các sở giáo dục và đào tạo", "các đại học, học viện, trường đại học"], "báo cáo"),
        ("các trường cao đẳng sư phạm, trung cấp sư phạm", ["các trường cao đẳng sư phạm, trung cấp sư phạm"], ""),
        ("Các trường trung cấp, trung tâm giáo dục nghề nghiệp - giáo dục thường xuyên đổi mới",
         ["Các trường trung cấp, trung tâm giáo dục nghề nghiệp - giáo dục thường xuyên"], "đổi mới"),
        ("Viettel Hà Nam xóa điểm lõm sóng", ["Viettel Hà Nam"], "xóa điểm lõm sóng"),
        ("VNPT tỉnh cung cấp", ["VNPT tỉnh"], "cung cấp"),
        ("Trung ương Đoàn Thanh niên tuyên truyền", ["Trung ương Đoàn Thanh niên"], "tuyên truyền"),
    ],
)  # fmt: skip
def test_names_of_schools_firms_and_unions(text, found, rest):
    assert names(text) == (found, rest)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tổ chức sơ kết vào năm 2025 và tổng kết vào năm 2030.", ["2025", "2030"]),
        ("Hướng dẫn, kiểm tra, định kỳ hằng năm tổng hợp kết quả.", ["yearly"]),
        ("Nắm bắt nhu cầu tuyển dụng, hằng tháng cung cấp cho Trung tâm.", ["month"]),
        ("Lập dự toán kinh phí hằng năm, trình Sở Tài chính.", []),
    ],
)
def test_rhythms_and_years_inside_a_sentence(text, found):
    assert values(dues_in_sentence, text) == found


def test_a_row_of_recipients_may_stand_on_several_lines():
    reading = read(
        "I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế: Mở lớp tập huấn.\n\n"
        "| Nơi nhận:\n\n- Bộ Y tế;\n- CT và các PCT UBND tỉnh;\n- Lưu: VT, KGVX. | TM. ỦY BAN NHÂN DÂN\n"
        "KT. CHỦ TỊCH\n\nTrần Văn An |\n"
    )
    assert [r.name for r in reading.recipients] == ["Bộ Y tế", "CT và các PCT UBND tỉnh", "Lưu: VT, KGVX"]


def test_a_row_of_recipients_that_never_ends_ends_before_a_table():
    reading = read(
        "I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế: Mở lớp tập huấn.\n\n| Nơi nhận:\n- Bộ Y tế;\n- Lưu: VT.\n\nPHỤ LỤC\n"
        "| TT | Nội dung | Cơ quan chủ trì | Thời gian |\n| 1 | Mở lớp | Sở Nội vụ | 2026 |\n"
    )
    assert [t.lead[0].plain for t in reading.tasks] == ["Sở Y tế", "Sở Nội vụ"]


def test_people_may_be_partners():
    reading = read(
        "IV. TỔ CHỨC THỰC HIỆN\n1. Các trường học\n- Phối hợp với gia đình, chính quyền địa phương quản lý học sinh.\n"
        "- Phối hợp với cha mẹ học sinh và Công an xã tuyên truyền.\n"
        "- Phối hợp với người sử dụng lao động tổ chức đối thoại.\n"
        "- Phối hợp với chính quyền địa phương, các bậc phụ huynh quản lý học sinh.\n"
    )
    assert [[p.plain for p in task.partners] for task in reading.tasks] == [
        ["gia đình", "chính quyền địa phương"],
        ["cha mẹ học sinh", "Công an xã"],
        ["người sử dụng lao động"],
        ["chính quyền địa phương", "các bậc phụ huynh"],
    ]


def test_a_fund_that_pays_leads_nothing_and_a_day_may_stand_before_who_reports():
    reading = read(
        "IV. TỔ CHỨC THỰC HIỆN\n1. Kinh phí: Từ nguồn ngân sách nhà nước, Quỹ Phòng, chống thiên tai theo quy định.\n"
        "2. Chế độ báo cáo\n\nĐịnh kỳ trước ngày 20 tháng 11 hàng năm, các sở, ngành báo cáo kết quả về UBND tỉnh.\n"
    )
    assert [[p.plain for p in task.lead] for task in reading.tasks] == [["các sở, ngành"]]
    assert [(r.due, r.every) for r in reading.reports] == [("11-20", "year")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thường xuyên trong năm 2024.", ["continuous"]),
        ("Thường xuyên, trong năm", ["continuous"]),
        ("Thường xuyên; báo cáo trước ngày 15/12/2024", ["continuous", "2024-12-15"]),
    ],
)
def test_all_through_the_year_is_one_time(text, found):
    assert values(dues_in_label, text) == found


def test_the_report_of_one_year_is_made_once():
    reading = read(
        "IV. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n"
        "- Báo cáo UBND tỉnh trước ngày 20 hằng tháng; báo cáo năm trước ngày 05/12/2026.\n"
    )
    assert [(r.due, r.every) for r in reading.reports] == [("20", "month"), ("2026-12-05", "once")]


def test_a_dash_of_two_facts_describes_the_task_above():
    reading = read(
        "III. NỘI DUNG HOẠT ĐỘNG\n1. Hoạt động cấp tỉnh\n"
        "1.1. Tổ chức Lễ phát động Tháng hành động vì trẻ em trên địa bàn tỉnh năm 2025\n"
        "- Quy mô: 500 đại biểu; địa điểm: Nhà văn hóa tỉnh.\n"
        "- Thời gian: ngày 26/4/2025.\n- Đơn vị chủ trì: Sở Y tế.\n- Đơn vị phối hợp: Sở Nội vụ.\n"
    )
    assert [[p.plain for p in task.lead] for task in reading.tasks] == [["Sở Y tế"]]
    assert reading.tasks[0].text.startswith("Tổ chức Lễ")
