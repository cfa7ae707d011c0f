"""Days typed short: what a form takes, and that a file takes less."""

import datetime

import pytest

from chithi.sheets.fields import BadText, Day
from chithi.sheets.typed_days import typed_day

NOW = datetime.date(2024, 11, 12)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5/3", (2024, 3, 5)),
        ("05-03", (2024, 3, 5)),
        ("5.3", (2024, 3, 5)),
        ("0503", (2024, 3, 5)),
        ("5/3/23", (2023, 3, 5)),
        ("050323", (2023, 3, 5)),
        ("05032023", (2023, 3, 5)),
        ("29/2", (2024, 2, 29)),
        ("hôm nay", (2024, 11, 12)),
        ("HÔM QUA", (2024, 11, 11)),
        ("today", (2024, 11, 12)),
        ("15/11/2026", (2026, 11, 15)),
        ("2026-11-15", (2026, 11, 15)),
    ],
)
def test_a_day_is_typed_short(text, day):
    assert typed_day(text, NOW) == datetime.date(*day)


@pytest.mark.parametrize("text", ["", "5", "503", "31/4", "13/13", "5/3/2", "mai", "0503202", "5/3/24/1"])
def test_what_could_mean_two_days_is_no_day(text):
    assert typed_day(text, NOW) is None


@pytest.mark.parametrize("text", ["5/3", "0503", "5/3/24", "hôm nay"])
def test_a_file_says_the_whole_day(text):
    with pytest.raises(BadText):
        Day("day", "Day").reader()(text)
