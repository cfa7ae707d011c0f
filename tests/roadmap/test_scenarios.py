"""Up to three scenarios as one table."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chithi.roadmap.plan import Target
from chithi.roadmap.scenarios import Scenario, at_share, compare
from chithi.roadmap.vacancies import Holder, Outlook
from tests.roadmap.cases import outlooks

PEOPLE = [Holder(f"m{i}", "xã", "M", 1965, 1) for i in range(4)] + [Holder("f", "xã", "F", 1985, 1)]
TARGET = Target("xã", Fraction(2, 5), 2027)


def test_scenarios_stand_side_by_side() -> None:
    side = compare(
        PEOPLE,
        {"xã": 5},
        2026,
        2027,
        [
            Scenario("đủ chỉ tiêu", targets=(TARGET,)),
            Scenario("một nửa", targets=(TARGET,), women_share=Fraction(1, 2)),
            Scenario("không nữ", targets=(TARGET,), women_share=Fraction(0)),
        ],
    )
    found = {
        (r.scenario, r.year): (r.vacancies, r.appoint, r.women, r.share) for r in side.rows if r.level == "xã"
    }
    assert found["đủ chỉ tiêu", 2026] == (4, 1, 2, Fraction(2, 5))
    assert found["một nửa", 2026] == (4, 2, 3, Fraction(3, 5))
    assert found["không nữ", 2027] == (0, 0, 1, Fraction(1, 5))
    assert [(r.scenario, r.met) for r in side.results] == [
        ("đủ chỉ tiêu", True),
        ("một nửa", True),
        ("không nữ", False),
    ]
    assert len(side.rows) == 3 * 2 * 2
    assert side.as_dict()["rows"][0]["scenario"] == "đủ chỉ tiêu"


@given(outlooks(), st.fractions(0, 1, max_denominator=9))
def test_a_share_of_the_vacancies_is_whole_people_and_never_more_than_there_are(
    outlook: Outlook, part: Fraction
) -> None:
    made = at_share(outlook, [], part)
    for row in made.rows:
        assert 0 <= row.appoint <= row.vacancies
    for level, vacancies in zip(outlook.levels, outlook.vacancies, strict=True):
        given_to_women = sum(r.appoint for r in made.rows if r.level == level)
        assert abs(given_to_women - part * sum(vacancies)) <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("scenarios", "says"),
    [
        ([], "one to 3"),
        ([Scenario(str(i), women_share=Fraction(0)) for i in range(4)], "one to 3"),
        ([Scenario("a", women_share=Fraction(0))] * 2, "same name"),
        ([Scenario("a")], "neither"),
    ],
)
def test_what_cannot_be_compared_is_refused(scenarios: list[Scenario], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        compare(PEOPLE, {"xã": 5}, 2026, 2027, scenarios)
