"""Rows that say nothing are refused; rows that nobody may have meant are taken, and the look says so."""

import datetime

import pytest

from chithi.figures.models import Collector, Indicator
from chithi.journal.actions import Operator
from chithi.reorganise.actions import carry_out
from chithi.reorganise.loading import read
from tests.reorganise.conftest import HEAD, weighed
from tests.reports.builders import make_plan

TITLE = "Những dòng cần xem lại"
pytestmark = pytest.mark.django_db


def refused(*rows: str) -> list[str]:
    return [str(p) for p in read("\n".join([HEAD, *rows]).encode(), "a.csv").table.problems]


def slips(*rows: str) -> list[str]:
    return [line for m in weighed(*rows).moved if m.title == TITLE for line in m.lines]


def test_a_unit_merged_into_itself_alone_is_refused(cast):
    assert "!E2" in refused("2024-07-01,12/NQ,merge,xa-a1,xa-a1,,")[0]
    assert slips("2024-07-01,12/NQ,merge,xa-a1,xa-a1,,", "2024-07-01,12/NQ,merge,xa-a2,xa-a1,,") == []


def test_a_renaming_to_its_own_name_is_refused(cast):
    (said,) = refused("2024-07-01,12/NQ,rename,xa-a1,Ủy ban nhân dân xã An Lạc,,")
    assert "!E2" in said
    assert "đã mang tên này" in said


def test_a_unit_that_goes_into_one_of_another_kind_is_told(cast):
    (line,) = slips("2024-07-01,12/NQ,merge,xa-a1,so-yt,,")
    assert "Ủy ban nhân dân xã An Lạc" in line
    assert "Sở Y tế" in line
    assert slips("2024-07-01,12/NQ,merge,so-ld,so-yt,,") == []
    assert slips("2024-07-01,12/NQ,merge,mttq,hlhpn,,") == []


def test_a_name_that_a_neighbour_has_is_told(cast):
    (line,) = slips("2024-07-01,12/NQ,rename,xa-a1,Ủy ban nhân dân xã An Phú,,")
    assert "An Phú" in line
    assert slips("2024-07-01,12/NQ,rename,xa-a1,Ủy ban nhân dân xã Bình Minh,,") == []
    assert slips(
        "2024-07-01,12/NQ,rename,xa-a1,Ủy ban nhân dân xã An Phú,,", "2024-07-01,12/NQ,merge,xa-a2,xa-b1,,"
    ) == []  # fmt: skip


def test_a_day_far_ahead_is_told_once(cast):
    rows = [f"{day},12/NQ,merge,{old},xa-b1,," for day in ("2025-12-01",) for old in ("xa-a1", "xa-a2")]
    (line,) = slips(*rows)
    assert "01/12/2025" in line
    assert slips("2025-11-01,12/NQ,merge,xa-a1,xa-b1,,") == []


def test_a_function_that_the_giving_unit_does_not_have_is_told(cast):
    make_plan(cast)
    one = Indicator.objects.create(
        code="legal-aid", title_vi="Trợ giúp pháp lý", title_en="Legal aid", unit_vi="vụ", unit_en="cases", kind="flow"
    )  # fmt: skip
    for function in ("inspections", "legal-aid", "12/KH-UBND/III.2"):
        assert len(slips(f"2024-07-01,12/NQ,transfer,xa-a1,xa-b1,,{function}")) == 1, function
    Collector.objects.create(indicator=one, unit=cast.units["xa-a1"], valid_from=datetime.date(2020, 1, 1))
    assert slips("2024-07-01,12/NQ,transfer,xa-a1,xa-b1,,legal-aid") == []
    assert slips("2024-07-01,12/NQ,transfer,so-yt,xa-b1,,12/KH-UBND/III.2") == []
    assert slips(
        "2024-07-01,12/NQ,transfer,so-yt,xa-a1,,12/KH-UBND/III.2",
        "2024-07-01,12/NQ,transfer,xa-a1,xa-b1,,12/KH-UBND/III.2",
    ) == []  # fmt: skip


def test_what_was_told_stands_on_the_kept_page_too(cast):
    made = carry_out(weighed("2024-07-01,12/NQ,merge,xa-a1,so-yt,,").coming.rows, "a", actor=Operator())
    assert any(m["title"]["vi"] == TITLE and m["needs_care"] for m in made.kept["moved"])
