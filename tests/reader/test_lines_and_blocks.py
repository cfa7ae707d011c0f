"""Text → lines → blocks: the start and end of every part."""

import pytest

from chithi.reader.blocks import label_at, make_blocks, width_of
from chithi.reader.lines import split_lines
from chithi.reader.view import View


def lines_of(text):
    view = View(text)
    return view, split_lines(view)


def blocks_of(text):
    view, lines = lines_of(text)
    return [(b.kind, b.label, view.text[b.start : b.end]) for b in make_blocks(view, lines, width_of(lines))]


def test_lines_have_no_white_space_at_their_ends_and_know_a_gap():
    view, lines = lines_of("  Một \n\n\u00a0Hai\t\nBa")
    assert [(view.text[n.start : n.end], n.gap) for n in lines] == [
        ("Một", False),
        ("Hai", True),
        ("Ba", False),
    ]


@pytest.mark.parametrize(
    "text", ["-------", "___", "……….", " \u00a0 ", "Trang 3", "- 4 -", "CÔNG BÁO/Số 286/Ngày 27-05-2026"]
)
def test_furniture_is_no_line(text):
    assert lines_of(text)[1] == []


def test_a_page_number_beside_a_page_break_is_left_out_but_a_number_in_a_table_is_kept():
    view, lines = lines_of("Câu một\n3\n\fcâu hai\n4\nhết")
    assert [view.text[n.start : n.end] for n in lines] == ["Câu một", "câu hai", "4", "hết"]


def test_the_cells_of_a_row_keep_their_places():
    view, lines = lines_of("| a | | c |\n|---|---|---|\n| d | e | f |")
    assert [(view.text[n.start : n.end], n.row, n.cell) for n in lines] == [
        ("a", 0, 0), ("c", 0, 2), ("d", 2, 0), ("e", 2, 1), ("f", 2, 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "kind", "label", "key"),
    [
        ("I. MỤC ĐÍCH", "roman", "I.", "I"),
        ("IV- Tổ chức", "roman", "IV-", "IV"),
        ("A. NHIỆM VỤ", "upper", "A.", "A"),
        ("12. Ủy ban", "number", "12.", "12"),
        ("1) Sở", "number", "1)", "1"),
        ("2.1. Chuẩn bị", "multi2", "2.1.", "2.1"),
        ("1.3 Xây dựng", "multi2", "1.3", "1.3"),
        ("2.1.3. Ba cấp", "multi3", "2.1.3.", "2.1.3"),
        ("*3.1. Có sao", "multi2", "*3.1.", "3.1"),
        ("đ) Vận dụng", "letter", "đ)", "đ"),
        ("(1) Tổ chức", "paren", "(1)", "1"),
        ("- Gạch", "dash", "-", ""),
        ("– Gạch dài", "dash", "–", ""),
        ("+ Cộng", "plus", "+", ""),
        ("* Lưu ý: sao", "star", "*", ""),
        ("Điều 1. Ban hành", "article", "Điều 1.", "Điều 1"),
        ("PHỤ LỤC II", "annex", "PHỤ LỤC II", "PHỤ LỤC II"),
        ("Phần thứ nhất", "part", "Phần thứ nhất", "Phần thứ nhất"),
        ("2026. Cơ cấu lại", "plain", "", ""),
        ("Chương trình hành động", "plain", "", ""),
        ("30/4/2024 là hạn", "plain", "", ""),
        ("Sở Nội vụ", "plain", "", ""),
    ],
)
def test_labels(line, kind, label, key):
    view = View(line)
    assert label_at(view, 0, len(line))[:3] == (kind, label, key)


def test_one_line_one_block_where_lines_are_paragraphs():
    assert blocks_of("I. MỘT\n1. Hai\n- Ba;\nBốn.") == [
        ("roman", "I.", "MỘT"), ("number", "1.", "Hai"), ("dash", "-", "Ba;"), ("plain", "", "Bốn."),
    ]  # fmt: skip


def test_a_line_that_begins_small_goes_on_with_the_one_before():
    assert blocks_of("1. Rà soát,\nkiện toàn đội ngũ\n2. Sau") == [
        ("number", "1.", "Rà soát,\nkiện toàn đội ngũ"), ("number", "2.", "Sau"),
    ]  # fmt: skip


def test_a_label_alone_on_its_line_takes_the_next_line():
    assert blocks_of("1.\nTrên cơ sở tài liệu.\n- Gạch") == [
        ("number", "1.", "Trên cơ sở tài liệu."), ("dash", "-", "Gạch"),
    ]  # fmt: skip


def test_a_period_broken_after_its_first_year_is_no_dash():
    assert blocks_of("4. Trong giai đoạn 2026\n- 2030 phấn đấu") == [
        ("number", "4.", "Trong giai đoạn 2026\n- 2030 phấn đấu")
    ]


WRAPPED = """I. MỘT PHẦN

- Người đứng đầu cơ quan, tổ chức được giao nhiệm vụ phải tích cực, chủ động xây
dựng kế hoạch cùng với Sở
Nội vụ trong năm.

- Các sở, ban, ngành, tổ chức chính trị - xã hội, các địa phương và cơ quan, tổ
chức có liên quan triển khai thống nhất.

2. Người đứng đầu cơ quan, tổ chức được giao nhiệm vụ phải tích cực, chủ động và
luôn luôn khẩn trương.

3. Người đứng đầu cơ quan, tổ chức được giao nhiệm vụ phải tích cực, chủ động và
luôn luôn khẩn trương.

4. Người đứng đầu cơ quan, tổ chức được giao nhiệm vụ phải tích cực, chủ động và
luôn luôn khẩn trương.
"""


def test_a_wrapped_text_is_joined_to_its_paragraphs():
    assert [b[0] for b in blocks_of(WRAPPED)] == ["roman", "dash", "dash", "number", "number", "number"]
    assert blocks_of(WRAPPED)[1][2].endswith("Sở\nNội vụ trong năm.")
