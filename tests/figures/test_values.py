"""Numbers as offices write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chithi.figures.values import BadValue, format_value, machine_value, parse_value


@pytest.mark.parametrize(
    ("text", "scale", "value"),
    [
        ("0", 0, 0),
        ("20", 0, 20),
        ("007", 0, 7),
        ("1.234", 0, 1234),
        ("1 234", 0, 1234),
        ("1\u00a0234\u202f567", 0, 1234567),
        ("  12  ", 0, 12),
        ("12,0", 0, 12),
        ("1.234,5", 1, 12345),
        ("1234,5", 1, 12345),
        ("1 234,5", 1, 12345),
        ("1.234", 1, 12340),
        ("0,5", 2, 50),
        ("999.999.999.999.999", 0, 999999999999999),
    ],
)
def test_it_reads_numbers_as_they_are_written(text, scale, value):
    assert parse_value(text, scale) == value


@pytest.mark.parametrize(
    ("text", "scale", "says"),
    [
        ("hai mươi", 0, "hai mươi"),
        ("20 người", 0, "20 người"),
        ("12%", 0, "12%"),
        ("1e5", 0, "1e5"),
        ("١٢", 0, "١٢"),
        ("N/A", 0, "Không áp dụng"),
        ("chưa có số liệu", 0, "Chưa có số liệu"),
        ("Chưa có", 0, "Chưa có số liệu"),
        ("không phát sinh", 0, "ghi 0"),
        ("=SUM(A1:A9)", 0, "công thức"),
        ("@A1", 0, "công thức"),
        ("-5", 0, "nhỏ hơn 0"),
        ("−5", 0, "nhỏ hơn 0"),
        ("(5)", 0, "nhỏ hơn 0"),
        ("1,5", 0, "số nguyên"),
        ("1.234,5", 0, "số nguyên"),
        ("1,25", 1, "chữ số sau dấu phẩy"),
        ("12.5", 1, "1.234,5"),
        ("1,234.5", 1, "1.234,5"),
        ("12.34.567", 0, "12.34.567"),
        ("1.000.000.000.000.000", 0, "15 chữ số"),
        ("99999999999999", 2, "15 chữ số"),
    ],
)
def test_it_refuses_what_is_no_number_and_says_what_to_do(text, scale, says):
    with pytest.raises(BadValue) as refused:
        parse_value(text, scale)
    assert says in str(refused.value)


@given(st.integers(0, 10**15 - 1), st.integers(0, 3))
def test_what_is_shown_is_read_back_as_the_same(value, scale):
    assert parse_value(format_value(value, scale), scale) == value


@given(st.text(max_size=30), st.integers(0, 3))
def test_any_text_is_a_value_or_is_refused(text, scale):
    try:
        value = parse_value(text, scale)
    except BadValue:
        return
    assert 0 <= value < 10**15


def test_papers_and_machines_write_differently():
    assert (format_value(12345, 1), machine_value(12345, 1)) == ("1.234,5", "1234.5")
    assert (format_value(5, 2), machine_value(5, 2)) == ("0,05", "0.05")
    assert (format_value(None), machine_value(None)) == ("", "")
    assert (format_value(-1234), machine_value(-5, 1)) == ("-1.234", "-0.5")
