"""What holds for any text: no exception, exact quotes, clauses in order, linear time."""

import contextlib
import itertools
import random
import sys
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from benchmarks.reading import KINDS, long
from chithi.reader import UnreadableError, read, read_bytes
from chithi.reader.known import Known
from chithi.reader.pipeline import read_source
from chithi.reader.result import Source
from tests.reader.checks import check_reading
from tests.reader.conftest import SMALL_PLAN

PIECES = [
    "KẾ HOẠCH",
    "QUYẾT ĐỊNH",
    "I. MỤC ĐÍCH",
    "III. TỔ CHỨC THỰC HIỆN",
    "1. Sở Y tế",
    "2. Sở Nội vụ: Chủ trì,",
    "a) ",
    "- ",
    "+ ",
    "2.1. ",
    "(1) ",
    "* Lưu ý:",
    "Điều 1. ",
    "PHỤ LỤC",
    "phối hợp với các sở, ngành",
    "Đề nghị Tỉnh đoàn",
    "báo cáo UBND tỉnh",
    "qua Sở Nội vụ",
    "trước ngày 15 tháng 11",
    "hằng năm",
    "số 21-CT/TW ngày 20/01/2018",
    "21/CT-TW",
    "(BĐG)",
    "bình đẳng giới",
    "giai đoạn 2016- 2020",
    "Nơi nhận:",
    "- Lưu: VT.",
    "Đơn vị chủ trì: Sở Tư pháp",
    "Thời gian thực hiện: Quý I/2026",
    "| TT | Nội dung |",
    "| 1 | Việc | Sở Y tế |",
    "TT",
    "Nội dung",
    "Cơ quan chủ trì",
    "; ",
    ". ",
    ", ",
    " ",
    "\n",
    "\n\n",
    "\t",
    "\u00a0",
    "(",
    ")",
    '"',
    "/.",
    "./.",
    "các",
    "Các",
    "và",
    "có",
    "tổ chức",
    "Sở",
    "Ủy ban",
    "Trong đó",
    "giao",
    "Căn cứ",
    "Hằng năm,",
    "từ",
    "đến",
    "2025",
    "12/2025",
    ":",
]
soup = st.lists(st.sampled_from(PIECES), max_size=40).map(lambda parts: " ".join(parts).replace(" \n ", "\n"))


def read_text(text):
    try:
        reading = read_bytes(text.encode("utf-8", "surrogatepass"), "t.txt")
    except UnreadableError as error:
        refusal = error.code
    else:
        check_reading(reading)
        return
    assert refusal in ("empty", "no_text", "encoding", "encoding_tcvn3", "encoding_vni")


@settings(deadline=None)
@given(st.text())
@example("\x85\x1c\u2028A. ")
@example("İ. Sở İ")
@example("1.")
@example("- ")
@example("| | |")
def test_any_text_is_read_or_refused_by_name(text):
    read_text(text)


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.docx", "a", "a.md", "a.pdf"]))
def test_any_bytes_are_read_or_refused_by_name(data, name):
    with contextlib.suppress(UnreadableError):
        check_reading(read_bytes(data, name))


@settings(max_examples=300, deadline=None)
@given(soup)
def test_any_soup_of_the_genres_words_is_read(text):
    read_text(text)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(0, len(SMALL_PLAN)), min_size=2, max_size=8))
def test_cuts_and_joins_of_a_plan_are_read(places):
    cuts = sorted(places)
    parts = [SMALL_PLAN[a:b] for a, b in itertools.pairwise(cuts)]
    random.Random(sum(places)).shuffle(parts)
    read_text("".join(parts))


@pytest.mark.parametrize(
    "name",
    ["ha-nam-21-ct-tw", "qd-254-son-la-2023-bi-mat-nha-nuoc", "kh-980-nghe-an-2025-thi-hanh-nghi-dinh"],
)
def test_cuts_of_real_plans_are_read(plans, name):
    text = (plans / f"{name}.txt").read_text("utf-8")
    dice = random.Random(7)
    for _ in range(12):
        a, b = sorted(dice.sample(range(len(text)), 2))
        read_text(text[a:b])
        read_text(text[:a] + text[b:])


def test_every_real_plan_keeps_the_promises_and_has_tasks(plans):
    for path in sorted(plans.glob("*.txt")):
        reading = read(path)
        check_reading(reading)
        assert reading.tasks, path.name
        assert reading.warnings == (), path.name


def test_a_reading_says_the_same_each_time(small):
    assert read_bytes(SMALL_PLAN.encode(), "small.txt") == small


def test_the_source_is_the_text_of_the_file(plans):
    import hashlib
    import unicodedata

    path = plans / "ha-nam-21-ct-tw.txt"
    reading = read(path)
    assert reading.source.text == unicodedata.normalize("NFC", path.read_text("utf-8"))
    assert reading.source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert reading.source.file == path.name


def seconds(data, enough=0.0):
    """The best of three readings; of fewer where one takes less than enough."""
    best = 9.0
    for _ in range(3):
        start = time.process_time()
        read_bytes(data, "t.txt")
        best = min(best, time.process_time() - start)
        if best < enough:
            break
    return best


OPENED = "KẾ HOẠCH\nTHỬ\n\nI. NỘI DUNG\n1. Sở Y tế làm việc: "
NASTY = {
    "plans": SMALL_PLAN,
    "one line": "1. " + "Sở Y tế, " * 40,
    "brackets": "- a" + "(" * 400,
    "dashes": "Nơi nhận: " + "- Sở; " * 60,
    "spaces": "- Sở" + " " * 400 + "Y tế\n",
    "numbers": "số 1-A/" * 80,
    "rhythm": "hằng năm báo cáo trước ngày 1 tháng 1, " * 12,
    "semicolons": "1. Sở Y tế: làm; " * 25,
    "dots": "a " + "1.1.1.1.1." * 40 + "\n",
    "colons": "Căn cứ a, các b, " * 25,
    "items": "I. MỘT\n" + "- Làm việc.\n" * 40,
    "leaves": "- Làm việc.\n" * 40,
    "cells": "| 1 | Sở Y tế | a |\n" * 20,
    "labels": "- Việc\n* Đơn vị chủ trì: Sở Y tế\n" * 20,
    "paragraphs": "Sở Y tế: làm.\n\n" * 30,
    "quotes": '"Sở" và ' * 50,
    "one paragraph of rhythms": OPENED + "hằng năm báo cáo " * 30,
    "one paragraph of units": OPENED + "Sở Y tế; " * 12,
    "one paragraph of days": OPENED + "trước ngày 15/11, trong năm 2025 " * 20,
    "one paragraph of sentences": OPENED + "Sở Y tế xây dựng kế hoạch. " * 10,
    "one paragraph of duties": OPENED + "xây dựng;" * 50,
    "one paragraph of reports": OPENED + "báo cáo UBND tỉnh " * 20,
    "numbers between short lines": "ab\n1\n" * 400,
    "bare marks": "Sở Y tế1, " * 40,
    "letters one by one": "S ở Y t ế " * 40,
    "recipients with duties": "Nơi nhận:\n" + "1. Sở Y tế\n- Xây dựng quy chế.\n" * 12,
    "one paragraph of periods": OPENED + "từ tháng 5 đến tháng 8/2024, " * 15,
    "one paragraph of no days": OPENED + "trước ngày 31/02/2025, " * 15,
    "one label of days": "I. A\n1. Tưới cây.\n- Thời gian: " + "tháng 5, quý II, 30/4 " * 20,
    "labels behind sentences": "1. Tưới cây. Đơn vị chủ trì: Sở Y tế. Thời gian: Quý I/2024.\n" * 8,
    "one block of labels": OPENED + "; chủ trì: Sở Y tế" * 25,
    "brackets with labels": "- Tưới cây (chủ trì: Sở Y tế; " * 15,
    "tables side by side": "TT   Nội dung   Chủ trì\n1    Tưới cây   Sở Y tế\nhết  các    bảng    này\n" * 6,
    "heads side by side": "TT   Nội dung   Chủ trì\n" * 20,
    "heads of lines": "Nội dung\nCơ quan chủ trì\nThời gian\n" * 10,
    "heads on one line": "Nội dung Cơ quan chủ trì Thời gian\n" * 12,
    "torn words": "S ở T ài ch ính thự c hiệ n " * 15,
    "persons": OPENED + "đồng chí Nguyễn Văn An; Trần Thị Bình; " * 10,
    "reports below one line": "1. Các xã báo cáo Sở Y tế:\n" + "- Báo cáo năm: trước ngày 10/12.\n" * 12,
    "one paragraph of people": OPENED + "phối hợp với Sở Y tế, các chuyên gia, " * 10,
    "one paragraph of results": OPENED + "gửi kết quả của cây trong vườn " * 12,
    "one paragraph of how often": OPENED + "định kỳ 6 tháng một lần, 3 tháng/lần, " * 10,
    "notes of recipients": OPENED + "\nNơi nhận:\n- Lưu" + " ;" * 300,
}


@pytest.mark.parametrize("name", NASTY)
def test_time_grows_with_the_length_and_not_with_its_square(name):
    opening = OPENED if NASTY[name].startswith(OPENED) else ""
    piece = NASTY[name].removeprefix(OPENED)
    few = seconds((opening + piece * 8).encode())
    limit = max(8 * few * 3, 0.3)
    assert seconds((opening + piece * 64).encode(), limit) < limit, few


def numbered(form, count):
    return OPENED + "".join(form.format(n, chr(65 + n % 26), chr(65 + n // 26 % 26)) for n in range(count))


@pytest.mark.parametrize(
    "words",
    ["phối hợp với Sở Y tế", "gửi kết quả", "Kế hoạch số", "Các đơn vị được giao chủ trì tại Phụ lục"],
)
def test_time_grows_with_the_length_of_a_run_of_blanks(words):
    few = seconds((OPENED + words + " " * 2000 + "x\n").encode())
    limit = max(8 * few * 3, 0.3)
    assert seconds((OPENED + words + " " * 16000 + "x\n").encode(), limit) < limit, few


@pytest.mark.parametrize(
    "form",
    [
        "số {0}/CT-T{1}{2}W, ",
        "số {0}/QĐ-TT{1}{2}, ",
        "Sở {1}{2} {0} xây dựng; ",
        "phối hợp với Sở {1}{2} {0}; ",
        "\n{0}. Sở Y tế làm {1}",
        "\n- Đơn vị chủ trì: Sở {1}{2} {0}",
    ],
)
def test_time_grows_with_the_number_of_different_things(form):
    few = seconds(numbered(form, 400).encode())
    limit = max(8 * few * 3, 0.3)
    assert seconds(numbered(form, 3200).encode(), limit) < limit, few


def test_letters_under_a_heap_of_marks_are_read_in_time():
    start = time.process_time()
    read_text("Sở Y tế" + "\u0301\u0323" * 100_000)
    assert time.process_time() - start < 5


def test_the_plan_is_read_in_well_under_50_milliseconds(plans):
    assert seconds((plans / "ha-nam-21-ct-tw.txt").read_bytes(), 0.05) < 0.05


@pytest.mark.parametrize("count", [60, 2000])
def test_a_list_of_many_taught_names_is_read(count):
    known = Known.of(["Nhóm Sông Xanh"])
    text = OPENED.replace("Sở Y tế", "Sở Y tế, " + "Nhóm Sông Xanh, " * count + "Sở Nội vụ")
    reading = read_bytes(text.encode(), "t.txt", known)
    check_reading(reading)
    assert count > 60 or len(reading.tasks[0].lead) == 62


def calls_of(text):
    """How many calls of functions a reading makes: work that no other load of the machine changes."""
    count = 0

    def counted(_frame, event, _what):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        read_source(Source("t.txt", "", text))
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("name", KINDS)
def test_no_kind_of_text_costs_more_than_some_calls_a_letter(name):
    read_text(SMALL_PLAN)  # what is made at the first use only
    few, many = calls_of(long(KINDS[name], 5_000)), calls_of(long(KINDS[name], 25_000))
    assert (many - few) / 20_000 < 35
