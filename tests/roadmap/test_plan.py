"""The plan against all plans of small cases: it meets what can be met, with the fewest, and evenly."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from numbers import Rational

import pytest
from hypothesis import given, settings

from chithi.roadmap.plan import Plan, Target, plan
from chithi.roadmap.vacancies import Outlook
from tests.roadmap.cases import Appointed, all_plans, cases, share, size, women, yearly


def appointed(made: Plan, outlook: Outlook) -> Appointed:
    return tuple(tuple(made.row(level, year).appoint for year in outlook.years) for level in outlook.levels)


def check(outlook: Outlook, targets: list[Target]) -> None:
    """Everything that the plan promises, by looking at every other plan."""
    made = plan(outlook, targets)
    mine = appointed(made, outlook)
    plans = list(all_plans(outlook))
    assert mine in plans
    best = {target: max(share(outlook, each, target) for each in plans) for target in targets}
    for each in made.outcomes:
        target = each.target
        assert each.can_be_met == (best[target] >= target.share)
        assert each.highest == best[target]
        years = [
            y
            for y in outlook.years
            if max(share(outlook, p, Target(target.level, target.share, y)) for p in plans) >= target.share
        ]
        assert each.earliest == (years[0] if years else None)

    def good(other: Appointed) -> bool:
        return all(share(outlook, other, target) >= min(target.share, best[target]) for target in targets)

    assert good(mine)
    fewest = min(size(each) for each in plans if good(each))
    assert made.total == size(mine) == fewest
    rivals = [each for each in plans if size(each) == fewest and good(each)]
    assert made.busiest == max(yearly(mine)) == min(max(yearly(each)) for each in rivals)
    for other in rivals:
        assert not lighter(yearly(other), yearly(mine)), other
        if yearly(other) == yearly(mine):
            assert not lighter(parts(outlook, other), parts(outlook, mine)), other
    for level, year in product((*outlook.levels, None), outlook.years):
        assert made.row(level, year).women == women(outlook, mine, level, year)


def parts(outlook: Outlook, plan: Appointed) -> list[Fraction]:
    """The part of its vacancies that goes to women, of each level and year that has some."""
    pairs = [pair for rows in zip(plan, outlook.vacancies, strict=True) for pair in zip(*rows, strict=True)]
    return [Fraction(women, vacancies) for women, vacancies in pairs if vacancies]


def lighter(other: Sequence[Rational], mine: Sequence[Rational]) -> bool:
    """Whether the other plan relieves a place without making another at least as heavy as it was."""
    return any(
        b < a and all(c <= d or c < a for c, d in zip(other, mine, strict=True))
        for a, b in zip(mine, other, strict=True)
    )


def test_every_small_case_of_one_level() -> None:
    for first, second, start, share_of_six in product(range(3), range(3), range(3), range(7)):
        for gone in range(min(first, start) + 1):
            outlook = Outlook(("xã",), (2026, 2027), (6,), (start,), ((first, second),), ((gone, 0),))
            check(outlook, [Target("xã", Fraction(share_of_six, 6), 2027)])
            check(
                outlook, [Target("xã", Fraction(1, 3), 2026), Target(None, Fraction(share_of_six, 6), 2027)]
            )


@settings(max_examples=200, deadline=None)
@given(cases())
def test_no_plan_is_better(case: tuple[Outlook, list[Target]]) -> None:
    check(*case)


def test_levels_give_way_to_each_other_to_relieve_the_hardest_year() -> None:
    """The second level can leave the first year only where others come forward for the need of all by the second."""
    vacancies = ((0, 2, 0, 0, 0), (3, 0, 0, 0, 2), (1, 1, 1, 0, 0))
    outlook = Outlook(
        ("tỉnh", "sở", "xã"), tuple(range(2026, 2031)), (4, 6, 4), (0, 0, 0), vacancies, ((0,) * 5,) * 3
    )
    targets = [
        Target("tỉnh", Fraction(2, 4), 2028),
        Target("sở", Fraction(1, 6), 2030),
        Target("xã", Fraction(1, 4), 2026),
        Target("xã", Fraction(2, 4), 2028),
        Target(None, Fraction(4, 14), 2027),
    ]
    check(outlook, targets)
    assert plan(outlook, targets).busiest == 2


def test_the_years_share_what_there_is_time_for() -> None:
    outlook = Outlook(("xã",), tuple(range(2026, 2031)), (100,), (20,), ((8,) * 5,), ((1,) * 5,))
    made = plan(outlook, [Target("xã", Fraction(3, 10), 2030)])
    assert [made.row("xã", y).appoint for y in outlook.years] == [3, 3, 3, 3, 3]
    assert made.row("xã", 2030).share == Fraction(3, 10)


def test_levels_share_a_target_of_all_by_their_vacancies() -> None:
    outlook = Outlook(("tỉnh", "xã"), (2026,), (50, 50), (0, 0), ((10,), (20,)), ((0,), (0,)))
    made = plan(outlook, [Target(None, Fraction(15, 100), 2026)])
    assert [made.row(level, 2026).appoint for level in ("tỉnh", "xã", None)] == [5, 10, 15]


def test_a_target_out_of_reach_says_how_far_and_when() -> None:
    outlook = Outlook(("xã",), (2026, 2027, 2028), (10,), (2,), ((1, 1, 2),), ((0, 1, 0),))
    (each,) = plan(outlook, [Target("xã", Fraction(1, 2), 2027)]).outcomes
    assert (each.can_be_met, each.needed, each.most, each.highest, each.earliest) == (
        False,
        5,
        3,
        Fraction(3, 10),
        2028,
    )
    (never,) = plan(outlook, [Target("xã", Fraction(9, 10), 2027)]).outcomes
    assert never.earliest is None


def test_women_appointed_who_leave_are_told_apart() -> None:
    outlook = Outlook(("xã",), (2026, 2027), (4,), (0,), ((2, 2),), ((0, 0),))
    made = plan(outlook, [Target("xã", Fraction(1), 2027)])
    assert made.followers(Fraction(1, 10)) == Fraction(2, 10)


@pytest.mark.parametrize(
    ("targets", "says"),
    [
        ([], "no target"),
        ([Target("huyện", Fraction(1, 3), 2026)], "huyện"),
        ([Target(None, Fraction(1, 3), 2030)], "2030"),
        ([Target(None, Fraction(4, 3), 2026)], "from 0 to 1"),
    ],
)
def test_a_target_that_is_none_is_refused(targets: list[Target], says: str) -> None:
    outlook = Outlook(("xã",), (2026,), (4,), (0,), ((2,),), ((0,),))
    with pytest.raises(ValueError, match=says):
        plan(outlook, targets)


def test_the_same_question_has_the_same_answer_in_json() -> None:
    outlook = Outlook(("xã",), (2026, 2027), (4,), (0,), ((2, 2),), ((0, 0),))
    made = plan(outlook, [Target(None, Fraction(1, 2), 2027)])
    assert made.as_dict() == plan(outlook, [Target(None, Fraction(1, 2), 2027)]).as_dict()
    assert made.as_dict()["rows"][0]["share"] == "1/4"
    assert made.as_dict()["outcomes"][0]["can_be_met"] is True
