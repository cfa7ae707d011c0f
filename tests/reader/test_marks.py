"""Markdown's marks and spaces between letters are no words: they are taken off before a plan is read."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chithi.reader import read, read_bytes
from chithi.reader.formats.extract import tidy
from chithi.reader.formats.marks import is_markdown, joined_letters, without_markdown
from tests.reader.checks import check_reading
from tests.reader.conftest import SMALL_PLAN


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("S ở Y t ế chủ trì, phối hợp", "Sở Y tế chủ trì, phối hợp"),
        ("C Ô N G A N T Ỉ N H: Tổ chức", "CÔNG AN TỈNH: Tổ chức"),
        ("C Ô N G  A N  T Ỉ N H", "CÔNG AN TỈNH"),
        ("K Ế H O Ạ C H", "KẾ HOẠCH"),
        ("K Ế\u00a0\u00a0H O Ạ C H", "KẾ HOẠCH"),
        ("Ủ Y B A N N H Â N D Â N", "ỦY BAN NHÂN DÂN"),
        ("1. S ở T à i c h í n h bố trí kinh phí", "1. Sở Tài chính bố trí kinh phí"),
        ("Q U Y Ế T Đ Ị N H", "QUYẾT ĐỊNH"),
        ("T H A N H T R A", "THANH TRA"),
        ("N ơ i n h ậ n:", "Nơi nhận:"),
        ("1. S ở Tài ch ính rà soát", "1. Sở Tài chính rà soát"),
        ("Sở T ài chính thự c hiện, phố i hợp", "Sở Tài chính thực hiện, phối hợp"),
        ("Ủ y ban, H ội đồng, V ăn phòng", "Ủy ban, Hội đồng, Văn phòng"),
    ],
)
def test_words_typed_letter_by_letter_are_joined(typed, read_as):
    assert joined_letters(typed) == read_as


@pytest.mark.parametrize(
    "text",
    [
        "các nhóm A B C D E",
        "vitamin A, B, C",
        "khu C ở phía bắc, lớp B an toàn, điểm b an ninh",
        "ông T ở xã, tổ C an ninh, mục i và điểm c khoản 2",
        "vi-ta-min A D E K",
        "I V X I",
        "tiêu chí a b c d đ e",
        "loại B ở xã",
        "| x | x | x | x |",
        "dấu x x x x x",
        "H O S E",
        "ô a e i",
        "1 2 3 4 5",
    ],
)
def test_letters_that_make_no_words_stay(text):
    assert joined_letters(text) == text


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(SMALL_PLAN.split()), min_size=1, max_size=60).map(" ".join))
def test_ordinary_words_stay_in_any_order(text):
    assert joined_letters(text) == text


def test_real_plans_stay_as_they_are(plans):
    for path in sorted(plans.glob("*.txt")):
        text = path.read_text("utf-8")
        assert joined_letters(text) == text
        assert not is_markdown(text)
        assert read(path).source.text == tidy(text)


def test_a_plan_typed_letter_by_letter_is_read():
    text = SMALL_PLAN.replace("\nKẾ HOẠCH\n", "\nK Ế H O Ạ C H\n").replace(
        "2. Sở Giáo dục và Đào tạo:", "2. S ở G i á o d ụ c v à Đ à o t ạ o:"
    )
    reading = read_bytes(text.encode(), "k.txt")
    check_reading(reading)
    assert reading.kind == "kế hoạch"
    assert [p.plain for p in reading.tasks[2].lead] == ["Sở Giáo dục và Đào tạo"]


MARKDOWN = """**ỦY BAN NHÂN DÂN**
**TỈNH SÔNG XANH**

# KẾ HOẠCH
# THỬ NGHIỆM

> Thực hiện Quyết định số 45/QĐ-TTg, Ủy ban nhân dân tỉnh ban hành Kế hoạch:

## I. TỔ CHỨC THỰC HIỆN

1. **Sở Y tế** chủ trì, phối hợp với *Sở Tài chính* tổ chức tập huấn.

2\\. __Sở Nội vụ__ hướng dẫn nghiệp vụ.

### 3. Công an tỉnh

* Bảo đảm an ninh trật tự.
\\- Kiểm tra việc thực hiện.

| TT | Nội dung | Chủ trì | Thời gian |
|----|:--------:|---------|-----------|
| 1 | Ban hành quy chế | **Sở Tư pháp** | *2025* |

***Nơi nhận:***

- Như trên;
- Lưu: VT.
"""


@pytest.mark.parametrize("name", ["k.md", "k.txt"])
def test_a_markdown_text_is_read_without_its_marks(name):
    reading = read_bytes(MARKDOWN.encode(), name)
    check_reading(reading)
    assert (reading.kind, reading.title) == ("kế hoạch", "THỬ NGHIỆM")
    assert [[p.name for p in t.lead] for t in reading.tasks] == [
        ["Sở Y tế"], ["Sở Nội vụ"], ["Công an tỉnh"], ["Công an tỉnh"], ["Sở Tư pháp"],
    ]  # fmt: skip
    assert [p.name for p in reading.tasks[0].partners] == ["Sở Tài chính"]
    assert [r.name for r in reading.recipients] == ["Như trên", "Lưu: VT"]


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("1\\. Sở Y tế", "1. Sở Y tế"),
        ("a \\* b \\*\\*c\\*\\*", "a * b **c**"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("điền ____ vào", "điền ____ vào"),
        ("ten_tep_nay", "ten_tep_nay"),
        ("**Sở Y tế**chủ trì", "Sở Y tế" + "chủ trì"),
        ("[Luật](https://vbpl.vn/a) và chú thích[^3]", "Luật và chú thích[3]"),
        ("Quyết định số 5 # 6", "Quyết định số 5 # 6"),
        ("dòng một\\\ndòng hai", "dòng một\ndòng hai"),
    ],
)
def test_marks_are_taken_off_and_nothing_else(marked, plain):
    assert without_markdown(marked) == plain


@pytest.mark.parametrize(
    "piece", ["**", "*a ", "a* ", "_a ", "[a](", "\\", "# ", "a b ", "n g h i ê n g ", "> ", "__a"]
)
def test_the_time_grows_with_the_length(piece):
    started = time.process_time()
    text = piece * (400_000 // len(piece))
    without_markdown(text)
    joined_letters(text)
    assert time.process_time() - started < 4
