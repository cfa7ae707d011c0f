"""Tasks behind "Nơi nhận": read where an annex is seen to begin, else told of."""

import pytest

from chithi.reader import read_bytes
from tests.reader.checks import check_reading

PLAN = """KẾ HOẠCH
THỬ NGHIỆM
I. TỔ CHỨC THỰC HIỆN
1. Sở Y tế tổ chức tập huấn nghiệp vụ.

Nơi nhận:
- Như trên;
- Các sở, ban, ngành;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn A

"""
TABLE = """| TT | Nội dung | Cơ quan chủ trì | Thời gian |
| 1 | Ban hành quy chế phối hợp | Sở Nội vụ | 2025 |
"""
TEXT = """1. Sở Nội vụ
a) Ban hành quy chế phối hợp.
b) Tổ chức tập huấn.
2. Sở Tài chính: Bố trí kinh phí thực hiện.
"""
TOPS = [
    "Phụ lục",
    "PHỤ LỤC I",
    "PHỤ LỤC SỐ 01:",
    "Danh mục nhiệm vụ",
    "DANH MỤC CÁC NHIỆM VỤ, HOẠT ĐỘNG",
    "BIỂU PHÂN CÔNG",
    "Bảng phân công nhiệm vụ",
    "Biểu số 01",
    "PHÂN CÔNG NHIỆM VỤ",
    "(Kèm theo Kế hoạch số 12/KH-UBND ngày 01/01/2025)",
    "DANH MỤC NHIỆM VỤ\n(Kèm theo Kế hoạch số 12/KH-UBND)",
]


def reading_of(behind):
    reading = read_bytes((PLAN + behind).encode(), "k.txt")
    check_reading(reading)
    assert len(reading.recipients) == 3
    return reading


def quoted(reading):
    return [reading.source.text[slice(*w.span)] for w in reading.warnings if w.what == "stands_nowhere"]


@pytest.mark.parametrize("top", [*TOPS, ""])
def test_a_table_of_tasks_behind_the_recipients_is_read(top):
    reading = reading_of(f"{top}\n{TABLE}")
    assert [t.text for t in reading.tasks][1:] == ["Ban hành quy chế phối hợp"]
    assert len(reading.papers) == 2


def test_a_table_with_a_paragraph_for_each_cell_is_read():
    cells = [cell.strip() for row in TABLE.split("\n") for cell in row.strip("|").split("|") if cell]
    assert [t.text for t in reading_of("\n\n".join(cells)).tasks][1:] == ["Ban hành quy chế phối hợp"]


@pytest.mark.parametrize("top", TOPS)
def test_tasks_in_words_behind_the_recipients_are_read(top):
    reading = reading_of(f"{top}\n{TEXT}")
    assert [[p.plain for p in t.lead] for t in reading.tasks][1:] == [["Sở Nội vụ"]] * 2 + [["Sở Tài chính"]]


def test_the_annex_is_a_paper_with_its_title():
    reading = reading_of(f"DANH MỤC NHIỆM VỤ\nCỦA CÁC SỞ\n(Kèm theo Kế hoạch số 12/KH-UBND)\n{TABLE}")
    assert reading.papers[1].title == "DANH MỤC NHIỆM VỤ CỦA CÁC SỞ"


def test_tasks_that_no_line_announces_are_told_of():
    reading = reading_of(TEXT)
    assert quoted(reading) == ["1. Sở Nội vụ", "2. Sở Tài chính: Bố trí kinh phí thực hiện."]


def test_a_table_with_a_column_of_leads_that_is_no_table_of_tasks_is_told_of():
    reading = reading_of("| Việc cần làm | Đơn vị chủ trì |\n| Ban hành quy chế | Sở Nội vụ |\n")
    assert quoted(reading) == ["Đơn vị chủ trì"]


def test_a_short_sentence_behind_the_signature_is_told_of():
    assert quoted(reading_of("Giao Sở Nội vụ chủ trì thực hiện.")) == ["Giao Sở Nội vụ chủ trì thực hiện."]


@pytest.mark.parametrize(
    "top", ["- Danh mục nhiệm vụ;", "1. Sở Nội vụ;\n2. Sở Tài chính.", "| Họ tên | Chữ ký |"]
)
def test_recipients_and_signatures_are_not_told_of(top):
    assert quoted(reading_of(top)) == []
