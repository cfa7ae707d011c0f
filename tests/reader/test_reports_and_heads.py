"""Duties to report as plans of one year write them, and which papers a plan carries out."""

import pytest

from chithi.reader import read_bytes
from tests.reader.test_grammar import HEAD, read

PART = "V. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- "


def reports(body):
    return [(", ".join(r.to), ", ".join(r.via), r.due, r.every) for r in read(body).reports]


@pytest.mark.parametrize(
    "words",
    [
        "Báo cáo Sở Nội vụ kết quả 6 tháng trước ngày 10/6/2024 và cả năm trước ngày 05/12/2024.",
        "Báo cáo kết quả về Sở Nội vụ trước ngày 10/6/2024 (báo cáo 6 tháng) và trước ngày 05/12/2024 (báo cáo năm).",
        "Báo cáo kết quả về Sở Nội vụ: 6 tháng gửi trước ngày 10/6/2024, năm gửi trước ngày 05/12/2024.",
        "Dự thảo báo cáo kết quả 6 tháng, năm gửi Sở Nội vụ trước ngày 10/6/2024 và ngày 05/12/2024.",
        "Báo cáo kết quả về Sở Nội vụ trước ngày 10/6 và 05/12/2024.",
    ],
)
def test_two_days_of_one_year_are_two_reports(words):
    found = reports(f"{PART}{words}\n")
    assert found == [("Sở Nội vụ", "", "2024-06-10", "once"), ("Sở Nội vụ", "", "2024-12-05", "once")]


def test_what_the_receiver_does_is_no_second_report():
    body = (
        f"{PART}Báo cáo Sở Nội vụ trước ngày 10/6/2024 để tổng hợp, báo cáo UBND tỉnh trước ngày 15/6/2024.\n"
    )
    assert reports(body) == [("Sở Nội vụ", "", "2024-06-10", "once")]


@pytest.mark.parametrize(
    "words",
    [
        "Thực hiện chế độ báo cáo định kỳ 6 tháng (trước ngày 10 tháng 6), năm (trước ngày 25 tháng 11) gửi Sở Nội vụ.",
        "Báo cáo 6 tháng, năm gửi về Sở Nội vụ trước ngày 10/6 và 25/11 hằng năm.",
        "Gửi báo cáo 6 tháng (trước ngày 10/6), báo cáo năm (trước ngày 25/11) về Sở Nội vụ.",
    ],
)
def test_each_rhythm_has_its_day(words):
    assert reports(f"{PART}{words}\n") == [
        ("Sở Nội vụ", "", "06-10", "half-year"),
        ("Sở Nội vụ", "", "11-25", "year"),
    ]


def test_a_list_of_reports_has_its_receiver_in_the_line_above():
    body = (
        "IV. CHẾ ĐỘ BÁO CÁO\n1. Các phòng báo cáo kết quả về UBND xã (qua Văn phòng) như sau:\n"
        "- Báo cáo 6 tháng: trước ngày 10/6.\n- Báo cáo năm: trước ngày 10/12.\n"
    )
    assert reports(body) == [
        ("UBND xã", "Văn phòng", "06-10", "half-year"),
        ("UBND xã", "Văn phòng", "12-10", "year"),
    ]


def test_a_duty_behind_the_day_is_no_label_line():
    body = (
        "V. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\nTheo dõi việc trồng cây.\n"
        "2. Thời gian báo cáo: Trước ngày 15/12/2024, các xã gửi báo cáo về Sở Y tế.\n"
    )
    reading = read(body)
    assert [[d.value for d in t.due] for t in reading.tasks] == [[], ["2024-12-15"]]
    assert [r.by for r in reading.reports] == [("các xã",)]


@pytest.mark.parametrize(
    ("opening", "numbers"),
    [
        (
            "Thực hiện Quyết định số 45/QĐ-TTg của Thủ tướng phê duyệt Chương trình trồng cây; Kế hoạch số 87/KH-UBND "
            "của UBND tỉnh; căn cứ Công văn số 9/BYT-KH, UBND xã xây dựng Kế hoạch như sau:",
            ("45/QĐ-TTg", "87/KH-UBND"),
        ),
        (
            "Thực hiện Chỉ thị số 35-CT/TW về tăng cường trồng cây và Kế hoạch số 11/KH-UBND của UBND tỉnh, UBND xã "
            "xây dựng Kế hoạch như sau:",
            ("35-CT/TW", "11/KH-UBND"),
        ),
        (
            "Thực hiện Công văn số 9/UBND-VX về triển khai Chỉ thị số 35-CT/TW và Kế hoạch số 11/KH-UBND, UBND xã "
            "xây dựng Kế hoạch như sau:",
            ("9/UBND-VX",),
        ),
    ],
)
def test_a_plan_may_carry_out_several_papers(opening, numbers):
    assert read(f"{opening}\nI. NHIỆM VỤ\n1. Sở Y tế rà soát.\n").implements == numbers


def test_a_page_number_inside_a_name_is_left_out_of_it():
    line = "- Rà soát, thống kê số cây ven sông và tưới nước theo chỉ đạo của cấp trên.\n"
    body = (
        f"I. NHIỆM VỤ\n1. Trồng cây\n{line * 12}"
        "- Cơ quan phối hợp: Báo và Phát thanh - Truyền hình tỉnh; các cơ quan, đơn vị liên\n2\nquan.\n"
        "- Cơ quan chủ trì: Sở Y tế.\n"
    )
    reading = read_bytes((HEAD + body).encode(), "t.txt")
    assert reading.tasks[-1].partners[-1].plain == "các cơ quan, đơn vị liên quan"


def test_a_second_report_has_the_receiver_of_the_first():
    body = f"{PART}Báo cáo về Sở Nội vụ: báo cáo quý trước ngày 15 tháng cuối quý; báo cáo năm trước ngày 10/12.\n"
    assert reports(body) == [("Sở Nội vụ", "", "15", "quarter"), ("Sở Nội vụ", "", "12-10", "year")]
