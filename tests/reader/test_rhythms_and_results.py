"""How often something is done where no day is said, and results sent on, which are reports."""

import pytest

from chithi.reader.sentence_dates import dues_in_sentence
from chithi.reader.view import View
from tests.reader.test_reports_and_heads import PART, reports


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("đếm số cây, cập nhật 6 tháng một lần.", ["half-year"]),
        ("họp tổ trồng cây 3 tháng/lần.", ["quarter"]),
        ("rà soát danh mục cây mỗi năm một lần.", ["yearly"]),
        ("Mỗi quý một lần, tổ chức ra quân.", ["quarter"]),
        ("Định kỳ 6 tháng báo cáo kết quả về Sở Y tế.", ["half-year"]),
        ("định kỳ 6 tháng, năm thông tin kết quả về Sở Y tế.", ["half-year", "yearly"]),
        ("Định kỳ hằng quý, 6 tháng, năm rà soát danh sách.", ["quarter", "half-year", "yearly"]),
        ("Tổ chức hội thi trồng cây 02 năm một lần.", []),
        ("Tổ chức hội thi trồng cây hai năm một lần.", []),
        ("tưới cây định kỳ 6 tháng một lần cho vườn ươm của xã.", []),
    ],
)
def test_how_often_without_a_day(words, found):
    assert [due.value for due in dues_in_sentence(View(words), 0, len(words))] == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Trồng cây; gửi kết quả về Sở Nội vụ trước ngày 15/12 hằng năm.", [("Sở Nội vụ", "", "12-15", "year")]),
        ("Định kỳ 6 tháng, năm thông tin kết quả về Sở Nội vụ.",
         [("Sở Nội vụ", "", None, "half-year"), ("Sở Nội vụ", "", None, "year")]),
        ("Gửi kết quả thực hiện Kế hoạch về Sở Nội vụ trước ngày 10/3/2024.",
         [("Sở Nội vụ", "", "2024-03-10", "once")]),
        ("Gửi kết quả thẩm định về Sở Nội vụ trước ngày 10/3/2024.", []),
        ("Báo cáo về Sở Nội vụ: Báo cáo đợt 1 trước ngày 15/01; báo cáo đợt 2 trước ngày 15/6 hằng năm.",
         [("Sở Nội vụ", "", "01-15", "year"), ("Sở Nội vụ", "", "06-15", "year")]),
    ],
)  # fmt: skip
def test_results_sent_on_are_reports(words, found):
    assert reports(f"{PART}{words}\n") == found
