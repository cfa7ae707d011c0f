"""Blocks → the tree: levels, ids, chains of labels, headings, paragraphs in their place."""

import pytest

from chithi.reader import read_bytes
from tests.reader.checks import check_reading


def tree(text):
    """[(id, label, heading)] in the order of the document, depth first."""
    found = []

    def walk(node):
        found.append((node.id, node.label, node.heading))
        for child in node.children:
            walk(child)

    for part in read_bytes(text.encode(), "t.txt").provisions:
        walk(part)
    return found


def test_levels_nest_and_ids_are_chains_of_labels():
    text = "KẾ HOẠCH\nI. MỘT\n1. Hai\na) Ba\n- Bốn.\n+ Năm.\n+ Sáu.\n- Bảy.\nb) Tám.\n2. Chín.\nII. MƯỜI"
    assert [row[0] for row in tree(text)] == [
        "I",
        "I.1",
        "I.1.a",
        "I.1.a-1",
        "I.1.a-1-1",
        "I.1.a-1-2",
        "I.1.a-2",
        "I.1.b",
        "I.2",
        "II",
    ]


def test_numbers_of_several_steps_add_only_what_is_new():
    text = "KẾ HOẠCH\nII. HAI\n2. Hai\n2.1. Hai một.\n(1) Bước một.\n2.2. Hai hai.\n3. Ba."
    assert [row[0] for row in tree(text)] == ["II", "II.2", "II.2.1", "II.2.1.1", "II.2.2", "II.3"]


def test_a_label_that_repeats_gets_an_id_of_its_own():
    text = "KẾ HOẠCH\nI. MỘT\n1. A.\n1. B.\n1. C."
    assert [row[0] for row in tree(text)] == ["I", "I.1", "I.1~2", "I.1~3"]


def test_ids_are_unique_over_the_papers_of_a_file():
    text = "QUYẾT ĐỊNH\nMỘT\n\nI. A\n1. B.\nNơi nhận:\n- Lưu.\nKẾ HOẠCH\nHAI\n\nI. C\n1. D."
    assert [row[0] for row in tree(text)] == ["I", "I.1", "I~2", "I.1~2"]


def test_a_heading_in_two_lines_is_one():
    assert tree("KẾ HOẠCH\nI. MỤC ĐÍCH,\nYÊU CẦU\n1. Mục đích")[0] == ("I", "I.", "MỤC ĐÍCH, YÊU CẦU")


def test_a_paragraph_goes_on_with_the_item_above_it():
    text = "KẾ HOẠCH\nIII. TỔ CHỨC\n11. Các sở, ban, ngành\nQuán triệt kế hoạch.\n12. Sở Y tế: Làm tốt."
    assert [row[0] for row in tree(text)] == ["III", "III.11", "III.11-1", "III.12"]


def test_a_paragraph_that_speaks_to_a_unit_of_its_own_stands_under_the_part():
    text = (
        "KẾ HOẠCH\nIII. TỔ CHỨC\n13. Sở Y tế\nKhám bệnh.\n"
        "Hội Nông dân tỉnh: Vận động hội viên.\nCác sở triển khai thực hiện."
    )
    assert [(row[0], row[2]) for row in tree(text)] == [
        ("III", "TỔ CHỨC"),
        ("III.13", "Sở Y tế"),
        ("III.13-1", ""),
        ("III-1", "Hội Nông dân tỉnh"),
        ("III-2", ""),
    ]


def test_a_paragraph_with_a_colon_holds_the_dashes_below_it():
    text = (
        "KẾ HOẠCH\nIII. PHÂN CÔNG\n1. Công an tỉnh\nTham mưu.\n"
        "Trong đó giao Giám đốc Công an tỉnh chỉ đạo:\n- Đôn đốc.\n- Kiểm tra."
    )
    reading = read_bytes(text.encode(), "t.txt")
    assert [(t.id, t.at, [p.name for p in t.lead]) for t in reading.tasks] == [
        ("III.1-1", "III.1", ["Công an tỉnh"]),
        ("III.1-2-1", "III.1", ["Giám đốc Công an tỉnh"]),
        ("III.1-2-2", "III.1", ["Giám đốc Công an tỉnh"]),
    ]


def test_the_opening_is_no_provision_but_a_text_without_labels_is():
    assert [row[0] for row in tree("KẾ HOẠCH\n\nCăn cứ Luật;\n\nUBND ban hành:\nI. MỘT")] == ["I"]
    assert len(tree("Chỉ có một câu văn.")) == 1


def test_a_decision_and_the_plan_it_issues():
    text = """| ỦY BAN NHÂN DÂN TỈNH SÔNG XANH | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |
| Số: 7/QĐ-UBND | Sông Xanh, ngày 01 tháng 02 năm 2024 |

QUYẾT ĐỊNH

BAN HÀNH KẾ HOẠCH ĐỌC SÁCH

CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH

Căn cứ Luật Thư viện ngày 21 tháng 11 năm 2019;

QUYẾT ĐỊNH:

Điều 1. Ban hành kèm theo Quyết định này Kế hoạch đọc sách.

Điều 2. Quyết định này có hiệu lực kể từ ngày ký.

| Nơi nhận: - Như Điều 2; - Lưu: VT. | CHỦ TỊCH Nguyễn Văn A |

KẾ HOẠCH

ĐỌC SÁCH (Kèm theo Quyết định số 7/QĐ-UBND ngày 01/02/2024 của Chủ tịch Ủy ban nhân dân tỉnh)

I. NỘI DUNG

1. Sở Văn hóa và Thể thao xây dựng thư viện.
"""
    reading = read_bytes(text.encode(), "t.txt")
    assert (reading.kind, reading.number, reading.head.date) == ("quyết định", "7/QĐ-UBND", "2024-02-01")
    assert (reading.head.place, reading.title) == ("Sông Xanh", "BAN HÀNH KẾ HOẠCH ĐỌC SÁCH")
    assert [p.id for p in reading.provisions] == ["Điều 1", "Điều 2", "I"]
    assert [t.at for t in reading.tasks] == ["I.1"]
    assert [r.name for r in reading.recipients] == ["Như Điều 2", "Lưu: VT"]
    assert reading.implements == ()


@pytest.mark.parametrize("depth", [30, 400])
def test_deep_and_long_texts_do_not_break_the_tree(depth):
    text = "KẾ HOẠCH\nI. MỘT\n" + "".join(f"{'1.' * (n % 5 + 1)} Việc {n}.\n- a\n+ b\n" for n in range(depth))
    check_reading(read_bytes(text.encode(), "t.txt"))
