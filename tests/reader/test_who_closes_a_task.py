"""Who leads and when, said at the end of a task's own words: labels in a sentence or bracket, shared label lines."""

import pytest

from tests.reader.test_grammar import rows

PART = "II. NHIỆM VỤ\n1. Tập huấn\n"


@pytest.mark.parametrize(
    "words",
    [
        "- Mở 02 lớp tập huấn. Đơn vị thực hiện: Sở Y tế. Đơn vị phối hợp: Sở Nội vụ. Thời gian: Quý III/2024.",
        "- Mở 02 lớp tập huấn (Chủ trì: Sở Y tế; phối hợp: Sở Nội vụ; thời gian: quý III/2024).",
        "- Mở 02 lớp tập huấn; cơ quan chủ trì: Sở Y tế; phối hợp: Sở Nội vụ; hoàn thành trong quý III/2024.",
        "- Mở 02 lớp tập huấn (Sở Y tế phối hợp với Sở Nội vụ thực hiện trong Quý III/2024).",
    ],
)
def test_labels_close_the_words_of_a_task(words):
    assert rows(f"{PART}{words}\n- Quét vôi gốc cây.\n") == [
        ("II.1", ["Sở Y tế"], ["Sở Nội vụ"], ["2024-Q3"])
    ]


def test_such_labels_speak_of_no_other_task():
    body = f"{PART}Sở Y tế rà soát.\nSở Nội vụ chi trả. Thời gian thực hiện: Thường xuyên.\nSở Tài chính cấp vốn.\n"
    assert [row[3] for row in rows(body)] == [[], ["continuous"], []]


def test_label_lines_further_down_leave_alone_who_names_its_own_leads():
    body = (
        f"{PART}- Rà soát số liệu (Sở Y tế chủ trì; hoàn thành trước 30/6/2024).\n"
        "- Quét vôi gốc cây: giao công chức Địa chính chủ trì, phối hợp với các thôn.\n"
        "- Tưới cây ven sông.\n- Thống kê số cây.\nĐơn vị chủ trì: Sở Nội vụ.\nThời gian: Quý IV/2024.\n"
    )
    assert rows(body) == [
        ("II.1", ["Sở Y tế"], [], ["2024-06-30"]),
        ("II.1", ["công chức Địa chính"], ["các thôn"], []),
        ("II.1", ["Sở Nội vụ"], [], ["2024-Q4"]),
        ("II.1", ["Sở Nội vụ"], [], ["2024-Q4"]),
    ]


@pytest.mark.parametrize(
    ("opening", "due"),
    [
        ("Hưởng ứng Tháng hành động vì trẻ em, ", []),
        ("Nhân dịp Tết Trung thu, ", []),
        ("Trước ngày 15/3/2024, ", ["2024-03-15"]),
        ("Định kỳ 6 tháng, hằng năm, ", []),
        ("Hằng tuần, ", []),
    ],
)
def test_a_subject_stands_behind_its_occasion(opening, due):
    assert rows(f"{PART}- {opening}các trường học và UBND các xã tặng quà trẻ em.\n") == [
        ("II.1", ["các trường học", "UBND các xã"], [], due)
    ]


def test_a_sentence_about_what_others_must_do_heads_nothing():
    assert rows("V. PHÂN CÔNG\n1. Sở Y tế\n- Yêu cầu các trường học che chắn gốc cây.\n") == [
        ("V.1", ["Sở Y tế"], [], [])
    ]
