"""Periods and several days at once, in label lines and in running text."""

import pytest

from chithi.reader.label_dates import dues_in_label
from chithi.reader.sentence_dates import dues_in_sentence
from chithi.reader.view import View
from tests.reader.test_grammar import rows


def label(text, year=None):
    view = View(text)
    view.year = year
    return [due.value for due in dues_in_label(view, 0, len(text))]


def sentence(text, year=None):
    view = View(text)
    view.year = year
    return [due.value for due in dues_in_sentence(view, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Từ tháng 10 đến tháng 12/2025.", "2025-10/2025-12"),
        ("tháng 5 - 8/2026", "2026-05/2026-08"),
        ("tháng 10 - tháng 3/2026", "2025-10/2026-03"),
        ("Quý I/2026 - Quý IV/2027", "2026-Q1/2027-Q4"),
        ("quý II-III/2026", "2026-Q2/2026-Q3"),
        ("Từ quý III năm 2026 đến hết năm 2027", "2026-Q3/2027"),
        ("Từ ngày 01/6 đến 30/6/2026", "2026-06-01/2026-06-30"),
        ("15-20/5/2026", "2026-05-15/2026-05-20"),
        ("Năm 2021 - 2023", "2021/2023"),
        ("từ ngày 15 tháng 11 đến ngày 15 tháng 12", "11-15/12-15"),
    ],
)
def test_a_period_is_one_deadline(text, value):
    assert label(text) == [value]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Năm 2021 và hằng năm", ["2021", "yearly"]),
        ("Tháng 12 hằng năm", ["12"]),
        ("tháng 4; tháng 10 hằng năm", ["04", "10"]),
        ("Tháng 4, 10/2026", ["2026-04", "2026-10"]),
        ("trước ngày 30/6 và 31/12/2026", ["2026-06-30", "2026-12-31"]),
        ("trong 02 năm 2026, 2027", ["2026", "2027"]),
        ("6 tháng cuối năm 2026", ["2026-12"]),
        ("Dự kiến ngày 30/5/2026 (chậm nhất ngày 05/6/2026)", ["2026-06-05"]),
        ("Quý II, quý III hằng năm", ["yearly"]),
        ("Hằng năm, từ 2026 đến 2030", ["yearly", "2026/2030"]),
        ("1.5 - 2.3 tỷ đồng", []),
    ],
)
def test_several_days_of_a_label(text, values):
    assert label(text, "2024") == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Rà soát số liệu; thực hiện từ quý III/2026 đến quý II/2027", ["2026-Q3/2027-Q2"]),
        ("Mở lớp bơi từ tháng 6 đến tháng 8 năm 2026", ["2026-06/2026-08"]),
        ("Phổ cập kỹ năng số trong giai đoạn 2026 - 2028.", ["2026/2028"]),
        ("Thực hiện Chương trình giai đoạn 2026 - 2028.", []),
        ("Đánh giá số liệu từ năm 2020 đến năm 2025.", []),
        ("Gửi báo cáo trước ngày 15/6/2026 và ngày 20/11/2026", ["2026-06-15", "2026-11-20"]),
        ("Gửi số liệu trước ngày 30/6 và 31/12/2026", ["2026-06-30", "2026-12-31"]),
        ("Xong trong các tháng 5, 6/2026", ["2026-05", "2026-06"]),
        ("Mở lớp trong tháng 6, tháng 7 năm 2026", ["2026-06", "2026-07"]),
    ],
)
def test_periods_and_several_days_of_a_sentence(text, values):
    assert sentence(text) == values


def test_a_rhythm_closes_a_part_but_not_behind_a_thing_of_each_year():
    assert sentence("Tổ chức khám sức khỏe cho người cao tuổi hằng năm; mở rộng mạng lưới") == ["yearly"]
    assert sentence("Bố trí kinh phí trong dự toán ngân sách hằng năm; mở rộng mạng lưới") == []
    assert sentence("Đưa vào chương trình công tác hằng năm.") == []


def test_the_label_line_says_when_and_not_the_bracket_of_an_event():
    body = (
        "I. NHIỆM VỤ\n1. Hưởng ứng Tháng trồng cây (từ ngày 15/11/2024 đến ngày 15/12/2024).\n"
        "- Cơ quan chủ trì: Sở Y tế.\n- Thời gian: Tháng 11/2024.\n"
    )
    assert rows(body) == [("I.1", ["Sở Y tế"], [], ["2024-11"])]
