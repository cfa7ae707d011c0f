"""Documents cited, periods, abbreviations."""

import pytest

from chithi.reader.citations import cites_within, fold_slips, mentions, places_of
from chithi.reader.terms import find_abbreviations, find_periods
from chithi.reader.view import View


def cited(text):
    return fold_slips(mentions(View(text), 0, len(text)))


@pytest.mark.parametrize(
    ("text", "number", "kind", "date"),
    [
        ("Chỉ thị số 21-CT/TW ngày 20/01/2018", "21-CT/TW", "chỉ thị", "2018-01-20"),
        ("Nghị quyết 11-NQ/TW", "11-NQ/TW", "nghị quyết", None),
        ("Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020", "30/2020/NĐ-CP", "nghị định", "2020-03-05"),
        ("Luật số 83/2025/QH15, ngày 24/6/2025", "83/2025/QH15", "luật", "2025-06-24"),
        ("Nghị quyết số 27/NQ- TW ngày 09/11/2022", "27/NQ-TW", "nghị quyết", "2022-11-09"),
        ("Nghị định số 144/2021/NĐ-\nCP ngày 31/12/2021", "144/2021/NĐ-CP", "nghị định", "2021-12-31"),
        ("QUYẾT ĐỊNH SỐ 1899/QĐ-TTG NGÀY 04/9/2025", "1899/QĐ-TTg", "quyết định", "2025-09-04"),
        ("Công văn số 4216/UBND-NC ngày 02/12/2021", "4216/UBND-NC", "công văn", "2021-12-02"),
        (
            "Tờ trình số 02/TTr-CAT- ANCTNB ngày 03 tháng 02 năm 2023",
            "02/TTr-CAT-ANCTNB",
            "tờ trình",
            "2023-02-03",
        ),
        ("Quy định số 178-QĐ/TW", "178-QĐ/TW", "quy định", None),
        ("Pháp lệnh số 26/2005/PL-UBTVQH11", "26/2005/PL-UBTVQH11", "pháp lệnh", None),
        ("Kế hoạch số 06/KH-MTTW-BTT", "06/KH-MTTW-BTT", "kế hoạch", None),
    ],
)
def test_numbers_kinds_and_days(text, number, kind, date):
    [found] = cited(text)
    assert (found.number, found.kind, found.date) == (number, kind, date)


@pytest.mark.parametrize(
    "text",
    ["ngày 20/01/2018", "2016-2020", "khoản 2 Điều 12", "50% - 60%", "TCVN 9001-2015", "24/7", "số 5-A"],
)
def test_what_is_no_number_of_a_document(text):
    assert cited(text) == []


@pytest.mark.parametrize("slip", ["21/CT-TW", "21-CT-TW", "21 - CT/TW"])
def test_a_slip_of_the_pen_folds_to_the_right_number(slip):
    [found] = cited(f"Chỉ thị số {slip}; Chỉ thị số 21-CT/TW ngày 20/01/2018")
    assert found.number == "21-CT/TW"
    assert len(found.spans) == 2


def test_a_number_that_lost_a_letter_joins_the_one_it_was_cut_from():
    [found] = cited("Chỉ thị 27/CTTg và Chỉ thị số 27/CT-TTg")
    assert found.number == "27/CT-TTg"
    assert len(found.spans) == 2


def test_two_documents_of_one_number_stay_two():
    assert [c.number for c in cited("Nghị quyết 28/NQ-CP và Nghị định 28/2020/NĐ-CP")] == [
        "28/NQ-CP",
        "28/2020/NĐ-CP",
    ]


def test_a_slip_alone_stays_as_it_was_written():
    assert [c.number for c in cited("Chỉ thị số 21/CT-TW")] == ["21/CT-TW"]


def test_lists_of_numbers_and_those_within_a_span():
    text = "số 007/CĐ-UBND, số 008/CĐ-UBND và số 009/CĐ-UBND"
    found = cited(text)
    assert [c.number for c in found] == ["007/CĐ-UBND", "008/CĐ-UBND", "009/CĐ-UBND"]
    assert cites_within(places_of(found), 10, 30) == ("008/CĐ-UBND",)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [("giai đoạn 2016- 2020", "2016", "2020"), ("nhiệm kỳ 2026 – 2031", "2026", "2031"), ("2017-2025", "2017", "2025"),
     ("giai đoạn 2025 -\n2035", "2025", "2035"), ("từ năm 2021 đến năm 2030", "2021", "2030")],
)  # fmt: skip
def test_periods(text, first, last):
    [found] = find_periods(View(text))
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize("text", ["12/2017-2018", "2020-2016", "01-2016-2020-5", "1200-1300"])
def test_what_is_no_period(text):
    assert find_periods(View(text)) == []


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("về bình đẳng giới (BĐG); việc", "BĐG", "bình đẳng giới"),
        ("Ban vì sự tiến bộ của phụ nữ (VSTBPN)", "VSTBPN", "vì sự tiến bộ của phụ nữ"),
        ("bí mật nhà nước (sau đây viết tắt là BMNN)", "BMNN", "bí mật nhà nước"),
        ("Ủy ban nhân dân (UBND) tỉnh", "UBND", "Ủy ban nhân dân"),
        ("phòng, chống bạo lực gia đình (PCBLGĐ)", "PCBLGĐ", "phòng, chống bạo lực gia đình"),
    ],
)
def test_abbreviations(text, short, long):
    [found] = find_abbreviations(View(text))
    assert (found.short, found.long) == (short, long)
    assert text[slice(*found.span)].startswith(long)


@pytest.mark.parametrize(
    "text", ["hợp đồng (O&M) theo", "trí tuệ (AI) trong", "(viết tắt Chỉ thị số 21-CT/TW)", "(BĐG)"]
)
def test_brackets_that_explain_nothing(text):
    assert find_abbreviations(View(text)) == []
