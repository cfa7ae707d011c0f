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
        ("Định kỳ 6 tháng, hằng năm, ", ["half-year", "yearly"]),
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


@pytest.mark.parametrize(
    ("words", "lead"),
    [
        (
            "Đồng chí Nguyễn Văn An; đồng chí Trần Thị Bình",
            ["Đồng chí Nguyễn Văn An", "đồng chí Trần Thị Bình"],
        ),
        ("Các đồng chí Nguyễn Văn An; Trần Thị Bình", ["Các đồng chí Nguyễn Văn An", "Trần Thị Bình"]),
        ("Ông Nguyễn Văn An và bà Trần Thị Bình", ["Ông Nguyễn Văn An", "bà Trần Thị Bình"]),
        (
            "Đồng chí Nguyễn Văn An, Chủ tịch UBND xã; đồng chí Trần Thị Bình",
            ["Đồng chí Nguyễn Văn An, Chủ tịch UBND xã", "đồng chí Trần Thị Bình"],
        ),
        ("Chủ tịch UBND; Trưởng Công an xã", ["Chủ tịch UBND", "Trưởng Công an xã"]),
    ],
)
def test_persons_lead(words, lead):
    assert rows(f"{PART}- {words} kiểm tra các thôn.\n") == [("II.1", lead, [], [])]
    assert rows(f"{PART}- Tưới cây.\n+ Chủ trì: {words}.\n") == [("II.1", lead, [], [])]


@pytest.mark.parametrize(
    "table",
    [
        "| Nội dung | Cơ quan chủ trì | Thời gian |\n| Quét vôi gốc cây | Sở Y tế | Quý I/2024 |\n",
        "Nội dung\tCơ quan chủ trì\tThời gian\nQuét vôi gốc cây\tSở Y tế\tQuý I/2024\n",
        "Nội dung\nCơ quan chủ trì\nThời gian\nQuét vôi gốc cây\nSở Y tế\nQuý I/2024\n",
        "Nội dung Cơ quan chủ trì Thời gian\nQuét vôi gốc cây Sở Y tế Quý I/2024\n",
    ],
)
def test_the_head_of_a_table_may_have_three_columns_and_no_numbers(table):
    body = f"II. NHIỆM VỤ\n{table}III. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ rà soát cây.\n"
    assert rows(body) == [("II", ["Sở Y tế"], [], ["2024-Q1"]), ("III.1", ["Sở Nội vụ"], [], [])]


def test_units_that_only_cooperate_in_a_later_part_lead_nothing():
    body = f"{PART}- Giao Sở Y tế chủ trì tưới cây; Sở Nội vụ, các xã phối hợp thực hiện.\n"
    assert rows(body) == [("II.1", ["Sở Y tế"], ["Sở Nội vụ", "các xã"], [])]


def test_who_gives_work_to_others_without_saying_which_has_the_duty():
    body = (
        f"{PART}- UBND tỉnh giao Sở Y tế chủ trì tưới cây.\n- Tổ trưởng phân công các thành viên; tưới cây.\n"
    )
    assert [row[1] for row in rows(body)] == [["Sở Y tế"], ["Tổ trưởng"]]


def test_a_group_may_name_its_fields_behind_a_colon():
    body = "II. PHÂN CÔNG\n1. Các sở: Tài chính, Xây dựng, Nội vụ\n- Tưới cây ven sông.\n2. Các xã: Tưới cây, nhổ cỏ.\n"
    assert [row[1] for row in rows(body)] == [["Các sở: Tài chính, Xây dựng, Nội vụ"], ["Các xã"]]
