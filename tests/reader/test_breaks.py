"""Line ends where no label, no name and no value ends."""

import pytest

from tests.reader.test_grammar import read, rows

PART = "I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế "


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("trồng tre giai đoạn 2021 -\n2025. Báo cáo UBND tỉnh trước ngày 20/8/2024.", ["2024-08-20"]),
        ("trồng tre giai đoạn 2021-\n25. Báo cáo UBND tỉnh trước ngày 20/8/2024.", ["2024-08-20"]),
        ("trồng tre theo Nghị quyết số\n21. Hoàn thành trước ngày 20/8/2024.", ["2024-08-20"]),
        ("trồng tre theo khoản\n3. Hoàn thành trước ngày 20/8/2024.", ["2024-08-20"]),
        ("trồng tre như nêu tại Điều\n4. Hoàn thành trước ngày 20/8/2024.", ["2024-08-20"]),
        ("trồng tre theo mục\n2. Hoàn thành trước ngày 20/8/2024.", ["2024-08-20"]),
        ("vớt rác ở các bến đò từ\n12. Hoàn thành trước ngày 20/8/2024.", ["2024-08-20"]),
        ("vớt rác ở bến đò mang tên làng\n17. Hoàn thành trước ngày 20/8/2024.", ["2024-08-20"]),
    ],
)
def test_a_number_that_wraps_is_no_label(words, due):
    body = PART + words + "\n2. Sở Nội vụ theo dõi việc trồng cây.\n"
    assert rows(body) == [("I.1", ["Sở Y tế"], [], due), ("I.2", ["Sở Nội vụ"], [], [])]


def test_numbers_in_sequence_stay_labels_behind_lines_without_a_mark():
    body = (
        "I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế trồng tre\n2. Sở Nội vụ vớt rác năm 2024\n3. Sở Tài chính bố trí kinh phí\n"
        "5. Công an tỉnh giữ trật tự ở bến sông\n"
    )
    assert [at for at, *_ in rows(body)] == ["I.1", "I.2", "I.3", "I.5"]


@pytest.mark.parametrize(
    ("label", "rest", "name"),
    [
        ("Văn phòng", "Đoàn ĐBQH và HĐND tỉnh", "Văn phòng Đoàn ĐBQH và HĐND tỉnh"),
        ("Sở", "Y tế", "Sở Y tế"),
        ("Sở Nông nghiệp và", "Môi trường", "Sở Nông nghiệp và Môi trường"),
        ("Ban Quản lý dự án", "đầu tư xây dựng tỉnh", "Ban Quản lý dự án đầu tư xây dựng tỉnh"),
    ],
)
def test_the_value_of_a_label_goes_on_over_the_line_end(label, rest, name):
    body = f"I. NHIỆM VỤ\n1. Trồng tre ở bờ sông\nCơ quan chủ trì: {label}\n{rest}\nThời gian: Quý II/2024\n"
    assert rows(body + "2. Vớt rác\nCơ quan chủ trì: Sở Nội vụ\n") == [
        ("I.1", [name], [], ["2024-Q2"]),
        ("I.2", ["Sở Nội vụ"], [], []),
    ]


def test_the_value_of_a_label_ends_before_a_sentence():
    body = "I. NHIỆM VỤ\n1. Trồng tre ở bờ sông\nCơ quan chủ trì: Sở Y tế\nVớt rác ở bến sông.\n"
    [item] = read(body).provisions[0].children
    assert [line.text for line in item.labels] == ["Cơ quan chủ trì: Sở Y tế"]


@pytest.mark.parametrize(
    "word", ["chuyển đổi số", "kiểm tra hằng năm", "kiểm tra trong quý", "lập danh mục", "mở tài khoản"]
)
def test_words_that_want_no_number_are_followed_by_labels(word):
    body = f"I. NHIỆM VỤ\n1. Sở Y tế {word}\n2. Sở Nội vụ vớt rác\n"
    assert [at for at, *_ in rows(body)] == ["I.1", "I.2"]
