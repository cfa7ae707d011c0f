"""What is on the page and no word of the plan: page numbers in mid-sentence, marks of notes."""

import pytest

from chithi.reader import read_bytes
from chithi.reader.result import plain_name
from chithi.reader.view import View
from tests.reader.checks import check_reading

PLAN = """KẾ HOẠCH
THỬ NGHIỆM
III. TỔ CHỨC THỰC HIỆN
1. Sở Y tế chủ trì, phối hợp với Sở Nội vụ tổ chức tập huấn nghiệp vụ.
{}
3. Sở Tư pháp thẩm định văn bản trước ngày 30/4/2025./.
"""


def tasks_of(item, name="k.txt"):
    reading = read_bytes(PLAN.replace("{}", item).encode(), name)
    check_reading(reading)
    return {task.id: task for task in reading.tasks}


def partners(task):
    return [party.plain for party in task.partners]


@pytest.mark.parametrize(
    "item",
    [
        "2. Công an tỉnh chủ trì, phối hợp với Sở\n2\nTài chính, Sở Nội vụ xây dựng phương án bảo vệ.",
        "2. Công an tỉnh chủ trì, phối hợp với Sở\n\n2\n\nTài chính, Sở Nội vụ xây dựng phương án bảo vệ.",
        "2. Công an tỉnh chủ trì, phối hợp với Sở Tài\n2\nchính, Sở Nội vụ xây dựng phương án bảo vệ.",
        "2. Công an tỉnh chủ trì, phối hợp với Sở Tài chính,\n2\nSở Nội vụ xây dựng phương án bảo vệ cơ quan.",
    ],
)
def test_a_page_number_in_mid_sentence_loses_no_task_and_stands_in_no_name(item):
    tasks = tasks_of(item)
    assert list(tasks) == ["III.1", "III.2", "III.3"]
    assert partners(tasks["III.2"]) == ["Sở Tài chính", "Sở Nội vụ"]


WRAPPED = """2. Công an tỉnh chủ trì, phối hợp với các cơ quan, đơn vị, địa phương
liên quan rà soát, hướng dẫn và kiểm tra việc bảo vệ trụ sở làm việc của
các cơ quan nhà nước trên địa bàn tỉnh; tổng hợp báo cáo Ủy ban nhân dân
2
Tỉnh theo quy định của pháp luật về bảo vệ bí mật nhà nước và an ninh."""


def test_a_page_number_in_a_wrapped_sentence_before_a_capital():
    more = "\n".join(WRAPPED.replace("2. ", f"{n}. ").replace("2\nTỉnh", "tỉnh") for n in range(4, 8))
    tasks = tasks_of(f"{WRAPPED}\n{more}")
    assert list(tasks)[:4] == ["III.1", "III.2", "III.4", "III.5"]
    assert "Tỉnh theo quy định" in tasks["III.2"].text


def test_numbers_of_rows_are_no_page_numbers():
    rows = "".join(f"{n}\nXây dựng quy chế phối hợp số {n} giữa các cơ quan\nSở Y tế\n" for n in range(1, 6))
    reading = read_bytes(f"KẾ HOẠCH\nI. DANH MỤC\n{rows}".encode(), "k.txt")
    text = " ".join(root.text + " ".join(c.text for c in root.children) for root in reading.provisions)
    assert all(f"{n}" in text.split() for n in range(1, 6))


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Sở Tài\n2\nchính", "Sở Tài chính"),
        ("Sở Tài\n\n- 12 -\n\f\nchính", "Sở Tài chính"),
        ("Sở Tài[3]\nchính", "Sở Tài chính"),
        ("Trung đoàn\n  885", "Trung đoàn 885"),
        ("Vùng 2 Hải quân", "Vùng 2 Hải quân"),
    ],
)
def test_a_plain_name_leaves_out_what_is_no_word(name, plain):
    assert plain_name(name) == plain


def test_a_mark_of_a_note_that_lost_its_brackets_is_no_part_of_the_name():
    item = "2. Công an tỉnh chủ trì, phối hợp với Sở Tài chính2, Sở Nội vụ xây dựng phương án bảo vệ."
    tasks = tasks_of(f"{item}", "k.txt")
    assert partners(tasks["III.2"])[0] != "Sở Tài chính"  # one number alone says nothing
    reading = read_bytes(f"{PLAN.replace('{}', item)}\n2 Nay là Sở Tài chính hợp nhất.\n".encode(), "k.txt")
    check_reading(reading)
    assert [p.plain for p in reading.tasks[1].partners] == ["Sở Tài chính", "Sở Nội vụ"]


def test_marks_that_count_on_are_marks_of_notes():
    tasks = tasks_of(
        "2. Công an tỉnh1 chủ trì, phối hợp với Sở Tài chính2, Sở Nội vụ3 xây dựng phương án bảo vệ cơ quan."
    )
    assert partners(tasks["III.2"]) == ["Sở Tài chính", "Sở Nội vụ"]
    assert [p.plain for p in tasks["III.2"].lead] == ["Công an tỉnh"]


@pytest.mark.parametrize(
    "words", ["Sở Y tế trong quý1, quý2, quý3", "Trung đoàn E88, Sở Y tế", "CO2, PM10 tại Sở Y tế"]
)
def test_other_numbers_stay_with_their_words(words):
    view = View(words)
    assert view.flat == words
