"""Tables of tasks that lost their cells: each row on one line."""

import pytest

from tests.reader.test_grammar import read, rows

HEAD = "II. NHIỆM VỤ\nTT Nội dung Cơ quan chủ trì Cơ quan phối hợp Thời gian\n"


@pytest.mark.parametrize(
    ("row", "lead", "together", "due"),
    [
        ("1 Xây dựng đề án Sở Y tế Sở Tài chính Quý I/2025", ["Sở Y tế"], ["Sở Tài chính"], ["2025-Q1"]),
        (
            "1. Trồng tre ở bờ sông Sở Nội vụ, Sở Y tế Các xã Tháng 5/2024",
            ["Sở Nội vụ", "Sở Y tế"],
            ["Các xã"],
            ["2024-05"],
        ),
        (
            "1 Trình UBND tỉnh ban hành quy chế Văn phòng UBND tỉnh Sở Tư pháp và Công an tỉnh Trước 20/8/2024",
            ["Văn phòng UBND tỉnh"],
            ["Sở Tư pháp", "Công an tỉnh"],
            ["2024-08-20"],
        ),
    ],
)
def test_the_columns_of_a_row_on_one_line_are_told_by_their_kinds(row, lead, together, due):
    assert rows(HEAD + row + "\n2 Vớt rác Sở Nội vụ Các xã Quý II/2024\n") == [
        ("II", lead, together, due),
        ("II", ["Sở Nội vụ"], ["Các xã"], ["2024-Q2"]),
    ]


@pytest.mark.parametrize(
    ("head", "row", "lead"),
    [
        ("STT Nhiệm vụ Đơn vị thực hiện", "1 Xây dựng đề án Sở Y tế", "Sở Y tế"),
        ("STT Nhiệm vụ Đơn vị chủ trì Tiến độ", "1 Xây dựng đề án Sở Y tế Quý I/2025", "Sở Y tế"),
    ],
)
def test_a_table_may_lack_columns(head, row, lead):
    [task] = read(f"II. NHIỆM VỤ\n{head}\n{row}\n").tasks
    assert (task.text, [party.plain for party in task.lead]) == ("Xây dựng đề án", [lead])


@pytest.mark.parametrize(
    "row",
    [
        "1 Xây dựng đề án Sở Y tế Quý I/2025",
        "1 Xây dựng đề án Sở Y tế Sở Tài chính",
        "1 Xây dựng đề án Sở Y tế Sở Tài chính Nhóm bạn cây Quý I/2025",
    ],
)
def test_a_row_that_cannot_be_told_apart_is_said(row):
    reading = read(HEAD + row + "\n")
    assert reading.tasks == ()
    assert [
        reading.source.text[slice(*found.span)] for found in reading.warnings if found.what == "row_unread"
    ] == [row]
