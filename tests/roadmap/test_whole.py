"""The whole roadmap in one call, and the page that explains it."""

import doctest
import json
from fractions import Fraction
from pathlib import Path

import pytest

from chithi.roadmap.plan import Target
from chithi.roadmap.pool import Candidate
from chithi.roadmap.vacancies import Holder
from chithi.roadmap.whole import draw_up

PAGE = Path(__file__).parents[2] / "docs" / "roadmap.md"
PEOPLE = [Holder(f"m{i}", "xã", "M", 1965, 1) for i in range(4)] + [Holder("f", "xã", "F", 1985, 1)]


def test_the_page_runs_as_it_stands() -> None:
    outcome = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert outcome.attempted > 10
    assert outcome.failed == 0


def test_one_call_gives_forecast_plan_range_and_pool() -> None:
    found = draw_up(
        PEOPLE,
        {"xã": 5},
        [Target("xã", Fraction(3, 5), 2028)],
        2026,
        turnover=Fraction(1, 10),
        between=(Fraction(0), Fraction(1, 10)),
        candidates=[Candidate("xã", 1990, 1)],
    )
    assert found.forecast.years == (2026, 2027, 2028)
    assert found.plan.total == 2
    assert found.followers == Fraction(2 * 19, 100)
    assert found.range is not None
    assert found.range.runs == 1000
    assert found.pool is not None
    assert [stock.missing for stock in found.pool.stocks] == [1, 0, 0]
    assert json.loads(json.dumps(found.as_dict()))["followers"] == "19/50"


def test_what_was_not_asked_is_not_there() -> None:
    found = draw_up(PEOPLE, {"xã": 5}, [Target(None, Fraction(1), 2026)], 2026, 2030)
    assert (found.range, found.pool) == (None, None)
    assert found.forecast.years[-1] == 2030


def test_without_a_target_there_is_no_roadmap() -> None:
    with pytest.raises(ValueError, match="no target"):
        draw_up(PEOPLE, {"xã": 5}, [], 2026)
