"""A leaf's words → its duties."""

import pytest

from chithi.reader.clauses import split_clauses
from chithi.reader.view import View


def clauses(text, **kwargs):
    return [text[a:b] for a, b in split_clauses(View(text), 0, len(text), **kwargs)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Xây dựng kế hoạch; kiểm tra việc thực hiện.", ["Xây dựng kế hoạch", "kiểm tra việc thực hiện"]),
        ("Xây dựng kế hoạch. Kiểm tra việc thực hiện./.", ["Xây dựng kế hoạch", "Kiểm tra việc thực hiện"]),
        ("Rà soát quy định; tỷ lệ nữ; báo cáo kết quả", ["Rà soát quy định; tỷ lệ nữ", "báo cáo kết quả"]),
        (
            "Tuyên truyền chính sách; việc thực hiện Nghị quyết",
            ["Tuyên truyền chính sách; việc thực hiện Nghị quyết"],
        ),
        (
            "Triển khai các kế hoạch: số 12/KH-UBND; số 13/KH-UBND",
            ["Triển khai các kế hoạch: số 12/KH-UBND; số 13/KH-UBND"],
        ),
        (
            "Hỗ trợ phụ nữ (gồm: tư vấn; đào tạo nghề) ở xã; mở lớp",
            ["Hỗ trợ phụ nữ (gồm: tư vấn; đào tạo nghề) ở xã", "mở lớp"],
        ),
        (
            "Chỉ đạo thực hiện Chỉ thị số 12-CT/TW Đổi mới nội dung",
            ["Chỉ đạo thực hiện Chỉ thị số 12-CT/TW", "Đổi mới nội dung"],
        ),
        ("Bố trí kinh phí. Trong đó, ưu tiên vùng cao.", ["Bố trí kinh phí. Trong đó, ưu tiên vùng cao"]),
        (
            "Ban hành quy chế; hoàn thành trong quý II/2019",
            ["Ban hành quy chế; hoàn thành trong quý II/2019"],
        ),
        (
            "Triển khai; định kỳ, hằng năm trước ngày 15 tháng 11 báo cáo Sở",
            ["Triển khai", "định kỳ, hằng năm trước ngày 15 tháng 11 báo cáo Sở"],
        ),
        ("Tập huấn; kịp thời tham mưu sửa đổi", ["Tập huấn", "kịp thời tham mưu sửa đổi"]),
        ("Chỉ một việc", ["Chỉ một việc"]),
        ("...", [""]),
    ],
)
def test_where_a_new_duty_begins(text, parts):
    assert clauses(text) == parts


def test_a_subject_that_holds_semicolons_is_not_cut():
    text = "Giám đốc các sở; Chủ tịch UBND các xã triển khai; báo cáo kết quả"
    end = text.index(" triển khai")
    assert clauses(text, subject_end=end) == [
        "Giám đốc các sở; Chủ tịch UBND các xã triển khai",
        "báo cáo kết quả",
    ]


def test_sentences_with_subjects_of_their_own_are_duties_of_their_own():
    text = "Sở A chỉ đạo chung; các Phòng Văn hóa phụ trách thực hiện"
    assert len(clauses(text)) == 2
