"""The tree → tasks: leads, partners, deadlines, label lines, tables, reports."""

import pytest

from chithi.reader import read_bytes
from tests.reader.checks import check_reading


def read(body, title="KẾ HOẠCH\nTHỬ\n\n"):
    reading = read_bytes((title + body).encode(), "t.txt")
    check_reading(reading)
    return reading


def rows(reading):
    return [
        (t.id, [p.plain for p in t.lead], [p.plain for p in t.partners], [d.value for d in t.due])
        for t in reading.tasks
    ]


def test_the_small_plan(small):
    check_reading(small)
    assert rows(small) == [
        ("III.1.a", ["Sở Văn hóa và Thể thao"], ["Sở Tài chính", "các đơn vị liên quan"], []),
        ("III.1.b", ["Sở Văn hóa và Thể thao"], [], ["2024-06"]),
        ("III.2", ["Sở Giáo dục và Đào tạo"], ["Hội Khuyến học tỉnh"], []),
        ("III.3-1", ["Tỉnh đoàn", "Hội Nông dân tỉnh"], [], []),
        ("III.4", ["Ủy ban nhân dân các xã, phường"], [], ["2024-04-30"]),
        ("III-1", ["Các sở, ban, ngành", "Ủy ban nhân dân các xã, phường"], [], ["12-01"]),
    ]
    assert [p.mode for p in small.tasks[3].lead] == ["requested", "requested"]


def test_the_small_plans_head_and_end(small):
    head = small.head
    assert (head.kind, head.number, head.date, head.place) == (
        "kế hoạch",
        "12/KH-UBND",
        "2024-03-05",
        "Sông Xanh",
    )
    assert head.issuer == "ỦY BAN NHÂN DÂN TỈNH SÔNG XANH"
    assert head.title == "PHÁT TRIỂN VĂN HÓA ĐỌC GIAI ĐOẠN 2024 - 2026"
    assert small.implements == ("45/QĐ-TTg",)
    assert [(r.name, r.note) for r in small.recipients] == [
        ("Thường trực Tỉnh ủy", "để báo cáo"),
        ("Các sở, ban, ngành", ""),
        ("Lưu: VT, VX", ""),
    ]
    [duty] = small.reports
    assert (duty.to, duty.via, duty.due, duty.bound, duty.every) == (
        ("Ủy ban nhân dân tỉnh",),
        ("Sở Văn hóa và Thể thao",),
        "12-01",
        "before",
        "year",
    )


def test_parts_of_purposes_and_goals_hold_no_tasks():
    reading = read(
        "I. MỤC ĐÍCH, YÊU CẦU\n1. Các sở, ban, ngành triển khai tốt.\nII. MỤC TIÊU\n1. Sở Y tế đạt 100%."
    )
    assert reading.tasks == ()
    assert [w.what for w in reading.warnings] == ["no_tasks"]


def test_label_lines_speak_of_the_leaves_before_them():
    body = (
        "II. NHIỆM VỤ\n1. Nâng cao năng lực\n- Tổ chức tập huấn.\n- Mở lớp bồi dưỡng.\n"
        "Đơn vị chủ trì: Sở Tư pháp.\nĐơn vị phối hợp: Sở Nội vụ; các địa phương.\nThời gian thực hiện: Thường xuyên.\n"
        "- Biên soạn tài liệu.\nĐơn vị chủ trì: Sở Y tế.\nThời gian: Tháng 12/2025.\n"
    )
    assert rows(read(body)) == [
        ("II.1-1", ["Sở Tư pháp"], ["Sở Nội vụ", "các địa phương"], ["continuous"]),
        ("II.1-2", ["Sở Tư pháp"], ["Sở Nội vụ", "các địa phương"], ["continuous"]),
        ("II.1-6", ["Sở Y tế"], [], ["2025-12"]),
    ]


def test_dashes_of_the_same_sign_as_the_labels_only_describe_the_task_above():
    body = (
        "II. NỘI DUNG\n1.1. Xây dựng và ban hành hướng dẫn công tác bầu cử trên địa bàn xã theo quy định hiện hành.\n"
        "- Bảo đảm thống nhất; phối hợp với UBND xã.\n- Thời gian: Quý IV/2025;\n"
        "- Đơn vị chủ trì: Chủ tịch Hội Nông dân xã\n"
    )
    reading = read(body)
    assert rows(reading) == [("II.1.1", ["Chủ tịch Hội Nông dân xã"], ["UBND xã"], ["2025-Q4"])]


def test_a_body_of_the_state_is_requested_where_the_words_ask():
    reading = read(
        "III. TỔ CHỨC\n1. Đề nghị Tòa án nhân dân tỉnh: Xét xử.\n2. Đề nghị Sở Y tế phối hợp thực hiện."
    )
    assert [[p.mode for p in t.lead] for t in reading.tasks] == [["requested"], ["requested"]]


def test_units_given_the_task_in_a_bracket():
    reading = read(
        "II. NỘI DUNG\n1. Xây dựng quy chế (Giao Công an tỉnh chủ trì, phối hợp với Sở Tư pháp tham mưu)."
    )
    assert rows(reading) == [("II.1", ["Công an tỉnh"], ["Sở Tư pháp"], [])]


def test_clauses_with_subjects_of_their_own_name_their_leads():
    reading = read("III. TỔ CHỨC\n1. Sở Y tế chỉ đạo chung; Sở Tài chính bố trí kinh phí.")
    [task] = reading.tasks
    assert [p.plain for p in task.lead] == ["Sở Y tế", "Sở Tài chính"]
    assert [[p.plain for p in c.lead] for c in task.clauses] == [["Sở Y tế"], ["Sở Tài chính"]]


TABLE = """PHỤ LỤC
DANH MỤC NHIỆM VỤ

| TT | Nội dung thực hiện | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành |
|---|---|---|---|---|
| I | NHÓM MỘT | | | |
| 1 | Ban hành quy chế | Sở Y tế; UBND cấp xã | Các sở, ban, ngành | Trước ngày 30/11/2025 |
| 2 | Mua sắm thiết bị | Sở Tài chính | | Thường xuyên |
"""
CELLS = "PHỤ LỤC\nDANH MỤC NHIỆM VỤ\n\n" + "\n\n".join(
    [
        "TT",
        "Nội dung thực\nhiện",
        "Cơ quan chủ trì",
        "Cơ quan phối hợp",
        "Thời gian hoàn thành",
        "I",
        "NHÓM MỘT",
        "1",
        "Ban hành quy chế",
        "Sở Y tế; UBND\ncấp xã",
        "Các sở, ban, ngành",
        "Trước ngày 30/11/2025",
        "…………",
        "2",
        "Mua sắm thiết bị",
        "Sở Tài chính",
        "Sở Y tế",
        "Thường xuyên",
    ]
)


@pytest.mark.parametrize("table", [TABLE, CELLS], ids=["rows", "cells"])
def test_tables_of_tasks(table):
    reading = read("I. NỘI DUNG\n1. Làm.\nNơi nhận:\n- Lưu: VT.\n" + table)
    found = [(t.at, t.text, [p.plain for p in t.lead], [d.value for d in t.due]) for t in reading.tasks]
    assert found == [
        ("PHỤ LỤC", "Ban hành quy chế", ["Sở Y tế", "UBND cấp xã"], ["2025-11-30"]),
        ("PHỤ LỤC", "Mua sắm thiết bị", ["Sở Tài chính"], ["continuous"]),
    ]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            "Hằng năm báo cáo kết quả về Sở Y tế qua Văn phòng tỉnh để tổng hợp.",
            [("Sở Y tế", "Văn phòng tỉnh", None, "year")],
        ),
        (
            "báo cáo kết quả và gửi về UBND tỉnh (qua Sở Nội vụ) trước ngày 10/11/2023.",
            [("UBND tỉnh", "Sở Nội vụ", "2023-11-10", "once")],
        ),
        (
            "định kỳ 6 tháng (trước ngày 15/6) và hằng năm (trước ngày 15/12) báo cáo UBND tỉnh.",
            [("UBND tỉnh", None, "06-15", "half-year"), ("UBND tỉnh", None, "12-15", "year")],
        ),
        ("xây dựng kế hoạch để tổng hợp, báo cáo UBND tỉnh hằng năm.", []),
        ("tổng hợp báo cáo UBND tỉnh kết quả thực hiện.", []),
        ("hằng năm nếu có khó khăn, vướng mắc báo cáo UBND tỉnh.", []),
    ],
)
def test_duties_to_report(sentence, found):
    reading = read(f"III. TỔ CHỨC\n1. Các sở, ngành: {sentence}")
    assert [(r.to[0], r.via[0] if r.via else None, r.due, r.every) for r in reading.reports] == found
