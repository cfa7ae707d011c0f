"""Deadlines with their bounds, rhythms, labels."""

import time

import pytest

from chithi.reader.dates import date_at, rhythm_near
from chithi.reader.label_dates import dues_in_label
from chithi.reader.sentence_dates import dues_in_sentence
from chithi.reader.view import View


def said(text):
    return [(d.value, d.bound) for d in dues_in_sentence(View(text), 0, len(text))]


def labelled(text):
    return [(d.value, d.bound) for d in dues_in_label(View(text), 0, len(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("gửi trước ngày 16 tháng 12 năm 2025", [("2025-12-16", "before")]),
        ("gửi trước 28/2/2023 để tổng hợp", [("2023-02-28", "before")]),
        ("Chậm nhất ngày 10/12/2025 (trước ngày bầu cử 95 ngày)", [("2025-12-10", "by")]),
        ("xong trong tháng 12/2025", [("2025-12", "in")]),
        ("trình trong quý 1/2019", [("2019-Q1", "in")]),
        ("hằng năm trước ngày 15 tháng 11 báo cáo", [("11-15", "before")]),
        ("kết quả hằng năm (trước ngày 15/11) báo cáo", [("11-15", "before")]),
        ("hoàn thành trong năm 2026.", [("2026", "in")]),
        ("Hằng năm, tổ chức kiểm tra", [("yearly", "in")]),
        ("Đến năm 2025 đạt 80% số xã", []),
        ("các nhiệm vụ triển khai trong năm 2025, các sở bố trí", []),
        ("theo dự toán ngân sách hằng năm", []),
        ("theo kế hoạch hàng năm và dài hạn", []),
        ("Nghị định số 12/2020/NĐ-CP ngày 28/02/2020 của Chính phủ", []),
        ("trước ngày 31 tháng 02 năm 2024", []),
        ("trước ngày 45/13", []),
    ],
)
def test_deadlines_in_running_text(text, found):
    assert said(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thường xuyên", [("continuous", "in")]),
        ("Tháng 12/2025", [("2025-12", "in")]),
        ("Quý IV năm 2025 và các năm tiếp theo", [("2025-Q4", "in")]),
        ("Từ tháng 12/2025 đến quý I/2026", [("2025-12/2026-Q1", "in")]),
        ("tháng 11/2025 đến tháng 4/2026", [("2025-11/2026-04", "in")]),
        ("Quý IV/2025 và Quý I/2026", [("2025-Q4", "in"), ("2026-Q1", "in")]),
        ("Giai đoạn 2026-2030", [("2026/2030", "in")]),
        ("Trước ngày 30/11/2025", [("2025-11-30", "before")]),
        ("Tháng 12 hằng năm", [("12", "in")]),
        ("Hằng năm", [("yearly", "in")]),
        ("2025", [("2025", "in")]),
        ("Từ 01/7/2025", []),
        ("Theo kế hoạch riêng", []),
    ],
)
def test_deadlines_in_label_lines_and_columns(text, found):
    assert labelled(text) == found


def test_the_span_of_a_deadline_quotes_its_words():
    text = "báo cáo trước ngày 15 tháng 11 năm 2024 để tổng hợp"
    [due] = dues_in_sentence(View(text), 0, len(text))
    assert text[slice(*due.span)] == "trước ngày 15 tháng 11 năm 2024"


def test_dates_with_stray_spaces():
    assert date_at(View("ngày 26 tháng 0 6 năm 2018"), 0, 26) == ("2018-06-26", 26)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("hàng năm", "year"),
        ("định kỳ 6 tháng", "half-year"),
        ("hằng quý", "quarter"),
        ("hàng tháng", "month"),
        ("một lần", None),
    ],
)
def test_rhythms(text, name):
    assert rhythm_near(View(text), 0, len(text)) == name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Quý II và Quý III năm 2024", [("2024-Q2", "in"), ("2024-Q3", "in")]),
        ("Quý I, II, IV/2024", [("2024-Q1", "in"), ("2024-Q2", "in"), ("2024-Q4", "in")]),
        ("Quý III", [("2023-Q3", "in")]),
        ("Trước quý II", [("2023-Q2", "before")]),
        ("Hằng năm, trước 20/5", [("05-20", "before")]),
        ("Trước 20/5", [("2023-05-20", "before")]),
        ("Từ quý II/2023 đến quý I/2024", [("2023-Q2/2024-Q1", "in")]),
        ("Quý IV hằng năm", [("yearly", "in")]),
    ],
)
def test_a_year_that_stands_once_or_in_the_title_only_counts_for_all_of_a_label(text, found):
    view = View(text)
    view.year = "2023"
    assert [(d.value, d.bound) for d in dues_in_label(view, 0, len(text))] == found


def test_a_quarter_without_a_year_in_a_sentence_takes_that_of_the_plan_or_of_its_list():
    assert said("hoàn thành trong quý I và quý III năm 2024.") == [("2024-Q1", "in"), ("2024-Q3", "in")]
    assert said("hoàn thành trong quý I.") == []
    view = View("hoàn thành trong quý I.")
    view.year = "2025"
    assert [d.value for d in dues_in_sentence(view, 0, len(view.text))] == ["2025-Q1"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Đo mực nước ở bến và thực hiện hằng tháng.", ["month"]),
        ("Báo cáo quý, năm gửi Sở Y tế", []),
        ("Báo cáo định kỳ quý, năm gửi Sở Y tế trước ngày 18 của tháng cuối quý", ["quarter", "yearly"]),
        ("Báo cáo tháng gửi Sở Y tế trước ngày 03 của tháng sau", ["month"]),
    ],
)
def test_rhythms_of_reports_and_of_work(text, found):
    assert [d.value for d in dues_in_sentence(View(text), 0, len(text))] == found


def test_a_day_said_thousands_of_times_in_one_sentence_takes_no_longer_than_its_length():
    def seconds(count):
        view = View("trước ngày 25, " * count)
        begin = time.process_time()
        dues_in_sentence(view, 0, len(view.text))
        return time.process_time() - begin

    seconds(100)
    assert seconds(4000) < 12 * max(seconds(1000), 0.005)
