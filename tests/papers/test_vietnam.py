"""Days, numbers, letters and symbols as official papers write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chithi.papers import vietnam


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 28), "ngày 28 tháng 02 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 6, 29), "ngày 29 tháng 6 năm 2026"),
        (date(2026, 12, 10), "ngày 10 tháng 12 năm 2026"),
    ],
)
def test_days_below_ten_and_months_one_and_two_take_a_zero(day: date, text: str) -> None:
    assert vietnam.day_text(day) == text


@pytest.mark.parametrize(
    ("value", "scale", "text"),
    [
        (0, 0, "0"),
        (12345, 1, "1.234,5"),
        (1234567, 0, "1.234.567"),
        (-5, 2, "-0,05"),
        (100, 2, "1,00"),
        (7, 3, "0,007"),
    ],
)
def test_numbers_are_written_with_dots_and_a_comma(value: int, scale: int, text: str) -> None:
    assert vietnam.number(value, scale) == text


@given(st.integers(), st.integers(0, 6))
def test_a_written_number_reads_back_exactly(value: int, scale: int) -> None:
    whole, _, part = vietnam.number(value, scale).partition(",")
    assert len(part) == scale
    assert int(whole.replace(".", "") + part) == value


def test_a_negative_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="scale"):
        vietnam.number(1, -1)


@pytest.mark.parametrize(("n", "numeral"), [(1, "I"), (4, "IV"), (9, "IX"), (60, "LX"), (1994, "MCMXCIV")])
def test_roman_numerals(n: int, numeral: str) -> None:
    assert vietnam.roman(n) == numeral


@pytest.mark.parametrize("n", [0, -1, 4000])
def test_no_roman_numeral_outside_its_range(n: int) -> None:
    with pytest.raises(ValueError, match="Roman"):
        vietnam.roman(n)


def test_letters_run_as_in_laws() -> None:
    assert [vietnam.letter(n) for n in range(1, 9)] == ["a", "b", "c", "d", "đ", "e", "g", "h"]
    assert vietnam.letter(23) == "y"
    assert vietnam.letter(24) == "aa"
    assert len({vietnam.letter(n) for n in range(1, 700)}) == 699
    with pytest.raises(ValueError, match="from 1"):
        vietnam.letter(0)


@pytest.mark.parametrize(
    ("kind", "body", "drafter", "symbol"),
    [
        ("Báo cáo", "UBND", "", "BC-UBND"),
        ("KẾ HOẠCH", "UBND", "", "KH-UBND"),
        ("Tờ trình", "SNV", "", "TTr-SNV"),
        ("Quy định", "UBND", "", "QyĐ-UBND"),
        ("Công văn", "UBND", "VX", "UBND-VX"),
    ],
)
def test_symbols(kind: str, body: str, drafter: str, symbol: str) -> None:
    assert vietnam.symbol(kind, body, drafter) == symbol


def test_an_unknown_type_has_no_symbol() -> None:
    with pytest.raises(ValueError, match="Biên lai"):
        vietnam.symbol("Biên lai", "UBND")


def test_the_table_of_types_is_whole() -> None:
    assert len(vietnam.TYPE_ABBREVIATIONS) == 32
    shorts = [short for short in vietnam.TYPE_ABBREVIATIONS.values() if short]
    assert len(set(shorts)) == len(shorts)
    assert set(vietnam.SIGNING_MARKS) == {"TM.", "Q.", "KT.", "TL.", "TUQ."}
