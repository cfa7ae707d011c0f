import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from chithi.plans.dues import RHYTHMS, sentence, typed, words

years = st.integers(1990, 2099).map(str)
months = st.integers(1, 12).map("{:02}".format)
single = st.one_of(
    st.dates().filter(lambda d: 1990 <= d.year <= 2099).map(str),
    st.builds("{}-{}".format, years, months),
    st.builds("{}-Q{}".format, years, st.integers(1, 4)),
    years,
    st.dates().map(lambda d: str(d)[5:]),
    months,
)


@pytest.mark.parametrize("language", ["vi", "en"])
@given(value=st.one_of(single, st.sampled_from(sorted(RHYTHMS)), st.builds("{}/{}".format, single, single)))
def test_what_is_shown_can_be_typed_again(language, value):
    with translation.override(language):
        assert typed(words(value)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", ""), ("16/12/2025", "2025-12-16"), ("1/3/2025", "2025-03-01"), ("tháng 12/2025", "2025-12"),
        ("Quý IV/2025", "2025-Q4"), ("quý 2 năm 2026", "2026-Q2"), ("năm 2025", "2025"), ("15/11", "11-15"),
        ("15/11 hằng năm", "11-15"), ("hàng năm", "yearly"), ("thường xuyên", "continuous"),
        ("giai đoạn 2026-2030", "2026/2030"), ("31/02/2025", None), ("13/2025", None), ("sớm", None), ("40/40", None),
    ],
)  # fmt: skip
def test_people_type_deadlines_in_their_own_way(text, value):
    assert typed(text) == value


def test_a_bound_stands_before_a_day_but_not_before_a_rhythm():
    with translation.override("en"):
        assert sentence("2025-12-16", "before") == "before 16/12/2025"
        assert sentence("yearly", "in") == "every year"
        assert sentence("", "") == ""
