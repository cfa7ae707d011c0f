"""Nobody is counted twice, nobody silent is counted as nought."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from chithi.figures.rollup import Amount, Cell, Measure, Split, derive, roll_up, rounded
from chithi.units.tree import Node, Tree
from tests.figures.trees import (
    A1,
    A2,
    B1,
    B2,
    DAY,
    DISTRICT_A,
    DISTRICT_B,
    HEALTH,
    LABOUR,
    PROVINCE,
    TREE,
    by_sex,
    cell,
    rate,
)

PEOPLE = Measure(1, "flow", asked=frozenset({"district", "commune"}))
SHARE = Measure(1, "rate", additive=False, asked=frozenset({"district", "commune"}))


def test_own_figures_of_all_levels_add_up():
    cells = [*by_sex(HEALTH, 3, 4), *by_sex(DISTRICT_A, 10, 20), *by_sex(A1, 1, 2), *by_sex(B1, 5, 6)]
    total = roll_up(PEOPLE, cells, TREE, PROVINCE)
    assert (total.female, total.male, total.unsplit, total.total) == (19, 32, None, 51)
    assert total.status == "final"


def test_a_district_that_reports_for_its_communes_is_compared_with_them_not_added():
    cells = [*by_sex(DISTRICT_A, 30, 40, scope="all"), *by_sex(A1, 11, 20), *by_sex(A2, 15, 20)]
    total = roll_up(PEOPLE, cells, TREE, PROVINCE)
    assert (total.female, total.male) == (30, 40)
    (difference,) = total.differences
    assert difference.unit_id == DISTRICT_A
    assert (difference.reported.whole.total, difference.summed.whole.total) == (70, 66)
    assert [p.unit_id for p in total.parts if p.role == "compared"] == [A1, A2]


def test_a_district_and_communes_that_agree_show_no_difference():
    cells = [*by_sex(DISTRICT_A, 26, 40, scope="all"), *by_sex(A1, 11, 20), *by_sex(A2, 15, 20)]
    assert roll_up(PEOPLE, cells, TREE, PROVINCE).differences == ()


def test_the_districts_own_people_are_part_of_what_is_compared():
    cells = [*by_sex(DISTRICT_A, 12, 22, scope="all"), *by_sex(DISTRICT_A, 1, 2), *by_sex(A1, 11, 20)]
    total = roll_up(PEOPLE, cells, TREE, PROVINCE)
    assert (total.total, total.differences) == (34, ())


def test_a_commune_seen_alone_has_its_own_figure_though_its_district_reports_for_all():
    cells = [*by_sex(DISTRICT_A, 30, 40, scope="all"), *by_sex(A1, 11, 20)]
    assert roll_up(PEOPLE, cells, TREE, A1).total == 31


def test_a_named_collector_makes_the_total_and_the_others_are_compared():
    births = replace(PEOPLE, collectors=frozenset({HEALTH}))
    cells = [*by_sex(HEALTH, 480, 540), *by_sex(DISTRICT_A, 200, 230, scope="all"), *by_sex(B1, 100, 100)]
    total = roll_up(births, cells, TREE, PROVINCE)
    assert (total.female, total.male) == (480, 540)
    (difference,) = total.differences
    assert difference.unit_id == HEALTH
    assert (difference.reported.whole.total, difference.summed.whole.total) == (1020, 630)
    assert total.missing == ()


def test_a_silent_collector_leaves_the_total_open_and_is_named():
    births = replace(PEOPLE, collectors=frozenset({HEALTH}))
    total = roll_up(births, by_sex(DISTRICT_A, 200, 230, scope="all"), TREE, PROVINCE)
    assert (total.total, total.missing, total.status) == (None, (HEALTH,), "not-reported")
    assert total.differences[0].summed.whole.total == 430


def test_a_district_is_rolled_up_by_itself_where_the_collector_stands_elsewhere():
    births = replace(PEOPLE, collectors=frozenset({HEALTH}))
    cells = [*by_sex(HEALTH, 480, 540), *by_sex(A1, 20, 30)]
    assert roll_up(births, cells, TREE, DISTRICT_A).total == 50


def test_two_collectors_add_and_one_under_the_other_is_not_counted_twice():
    named = replace(PEOPLE, collectors=frozenset({HEALTH, DISTRICT_A, A1}))
    cells = [*by_sex(HEALTH, 1, 1), *by_sex(DISTRICT_A, 10, 10, scope="all"), *by_sex(A1, 4, 4)]
    total = roll_up(named, cells, TREE, PROVINCE)
    assert total.total == 22
    assert total.missing == ()


def test_silent_units_are_missing_and_never_nought():
    total = roll_up(PEOPLE, by_sex(A1, 0, 0), TREE, PROVINCE)
    assert total.total == 0
    # District B and its communes gave nothing: the district's name stands for them.
    assert total.missing == (DISTRICT_A, A2, DISTRICT_B)
    assert dict(total.statuses)["not-reported"] == 3


def test_zero_blank_and_the_three_reasons_are_five_answers():
    def of(value, status):
        return roll_up(PEOPLE, [cell(A1, "_T", value, status=status)], TREE, A1)

    zero, blank = of(0, "final"), of(None, "")
    assert (zero.total, zero.status, zero.missing) == (0, "final", ())
    assert (blank.total, blank.status, blank.missing) == (None, "not-reported", (A1,))
    for status in ("not-applicable", "not-our-function", "no-data-yet"):
        answered = of(None, status)
        assert (answered.total, answered.status, answered.missing) == (None, status, ())


def test_an_answer_without_a_number_for_all_lets_the_communes_count():
    cells = [cell(DISTRICT_A, "_T", None, scope="all", status="no-data-yet"), *by_sex(A1, 2, 3)]
    total = roll_up(PEOPLE, cells, TREE, DISTRICT_A)
    assert (total.total, total.missing) == (5, ())
    assert dict(total.statuses) == {"final": 1, "no-data-yet": 1}


def test_an_estimate_in_any_part_makes_the_total_one():
    cells = [*by_sex(A1, 2, 3), cell(A2, "F", 1, status="estimate"), cell(A2, "M", 1)]
    assert roll_up(PEOPLE, cells, TREE, PROVINCE).status == "estimate"


def test_unsplit_people_stand_beside_women_and_men():
    total = roll_up(PEOPLE, [*by_sex(A1, 2, 3), cell(A2, "_T", 10)], TREE, DISTRICT_A)
    assert (total.female, total.male, total.unsplit, total.total) == (2, 3, 10, 15)


def test_of_a_total_with_its_women_the_rest_are_men():
    total = roll_up(PEOPLE, [cell(A1, "F", 30), cell(A1, "_T", 50)], TREE, A1)
    assert (total.female, total.male, total.unsplit, total.total) == (30, 20, None, 50)


def test_of_a_total_with_its_women_the_rest_stay_unsplit_where_the_men_are_not_known():
    cells = [cell(A1, "F", 30), cell(A1, "M", None, status="no-data-yet"), cell(A1, "_T", 50)]
    total = roll_up(PEOPLE, cells, TREE, A1)
    assert (total.female, total.male, total.unsplit) == (30, None, 20)


def test_a_breakdown_is_not_added_to_the_whole():
    cells = [*by_sex(A1, 2, 3), cell(A1, "F", 1, breakdown="age=15-24")]
    assert roll_up(PEOPLE, cells, TREE, A1).total == 5
    assert roll_up(PEOPLE, cells, TREE, A1, breakdown="age=15-24").total == 1


def test_a_rate_is_made_of_summed_parts_and_never_averaged():
    # 1 of 2 and 90 of 100: the mean of the rates would be 70 per cent.
    total = roll_up(SHARE, [*rate(A1, 1, 2), *rate(B1, 90, 100)], TREE, PROVINCE)
    assert (total.numerator, total.denominator) == (91, 102)
    assert total.rate == Fraction(9100, 102)
    assert rounded(total.rate, 1) == 892


def test_a_rate_with_half_its_parts_stays_out_and_is_named():
    half = cell(B1, "_T", 100, part="denominator")
    total = roll_up(SHARE, [*rate(A1, 1, 2), half], TREE, PROVINCE)
    assert (total.rate, total.incomplete) == (Fraction(50), (B1,))


def test_a_rate_without_parts_is_kept_as_it_came_and_never_added_up():
    cells = [cell(A1, "_T", 455), cell(B1, "_T", 555)]
    share = replace(SHARE, scale=1)
    assert roll_up(share, cells, TREE, A1).rate == Fraction(455, 10)
    total = roll_up(share, cells, TREE, PROVINCE)
    assert total.rate is None
    assert [p.role for p in total.parts] == ["kept", "kept"]


def test_a_rate_over_nobody_is_no_rate():
    total = roll_up(SHARE, rate(A1, 0, 0), TREE, A1)
    assert (total.rate, total.has_value, total.denominator) == (None, False, 0)
    assert total.status == "not-applicable"


def test_what_was_given_and_cannot_be_counted_is_no_data_yet_not_silence():
    unsplit = roll_up(PEOPLE, [cell(A1, "_T", 96)], TREE, A1)
    assert derive(unsplit, "women-share").status == "no-data-yet"
    assert roll_up(SHARE, [cell(B1, "_T", 100, part="denominator")], TREE, B1).status == "no-data-yet"


def test_rates_by_sex_come_from_their_own_parts():
    cells = [*by_sex(A1, 8, 1, part="numerator"), *by_sex(A1, 10, 4, part="denominator")]
    total = roll_up(SHARE, cells, TREE, A1)
    assert [total.rate_of(s) for s in ("F", "M", "_T")] == [80, 25, Fraction(900, 14)]


def test_an_indicator_that_does_not_add_up_has_only_the_units_own_figure():
    index = replace(PEOPLE, additive=False)
    cells = [cell(A1, "_T", 7), cell(A2, "_T", 9)]
    assert roll_up(index, cells, TREE, DISTRICT_A).total is None
    assert roll_up(index, cells, TREE, A2).total == 9
    named = replace(index, collectors=frozenset({LABOUR}))
    assert roll_up(named, [*cells, cell(LABOUR, "_T", 8)], TREE, PROVINCE).total == 8


def test_the_share_of_women_takes_only_those_counted_by_both_sexes():
    total = roll_up(PEOPLE, [*by_sex(A1, 1, 3), cell(A2, "_T", 96), cell(B1, "F", 50)], TREE, PROVINCE)
    share = derive(total, "women-share")
    assert (share.numerator, share.denominator, share.rate) == (1, 4, 25)
    assert share.incomplete == (A2, B1)


def test_the_sex_ratio_is_boys_per_hundred_girls():
    total = roll_up(PEOPLE, [*by_sex(A1, 100, 115), *by_sex(A2, 100, 109)], TREE, PROVINCE)
    assert derive(total, "men-per-women").rate == 112


def test_halves_are_rounded_away_from_zero():
    assert [rounded(Fraction(x), 0) for x in ("1/2", "3/2", "-1/2", "49/100")] == [1, 2, -1, 0]
    assert rounded(Fraction(2, 3) * 100, 1) == 667


# For any province and any answers ------------------------------------------------------------------


@st.composite
def worlds(draw):
    """A tree of up to 12 units, and for some of them figures of their own, with subordinates, or both."""
    size = draw(st.integers(1, 12))
    kinds = st.sampled_from(["department", "district", "commune"])
    nodes = [Node(0, "top", "Top", "province")]
    nodes += [Node(i, f"u{i}", f"U{i}", draw(kinds), draw(st.integers(0, i - 1))) for i in range(1, size)]
    values = st.integers(0, 10**6)
    cells: list[Cell] = []
    for node in nodes:
        for scope in ("own", "all"):
            shape = draw(st.sampled_from(["none", "none", "split", "unsplit", "reason"]))
            if shape == "split":
                cells += by_sex(node.id, draw(values), draw(values), scope=scope)
            elif shape == "unsplit":
                cells.append(cell(node.id, "_T", draw(values), scope=scope))
            elif shape == "reason":
                cells.append(cell(node.id, "_T", None, scope=scope, status="no-data-yet"))
    collectors = draw(
        st.frozensets(st.integers(0, size - 1), max_size=3) if draw(st.booleans()) else st.just(frozenset())
    )
    return Tree.of(DAY, nodes), cells, replace(PEOPLE, collectors=collectors)


@given(worlds())
def test_the_total_is_the_sum_of_what_was_counted_and_nobody_covers_a_counted_one(world):
    tree, cells, measure = world
    total = roll_up(measure, cells, tree, 0)
    summed = Amount()
    for part in total.counted:
        summed = summed + part.amount
    assert summed == total.amount
    covering = {p.unit_id for p in total.counted if p.scope == "all"}
    for part in total.counted:
        above = {a.id for a in tree.ancestors(part.unit_id)}
        assert not above & covering
        assert not (part.scope == "own" and part.unit_id in covering)


@given(worlds())
def test_every_answer_is_named_once_and_missing_units_gave_none(world):
    tree, cells, measure = world
    total = roll_up(measure, cells, tree, 0)
    answered = {(c.unit_id, c.scope) for c in cells if c.status}
    named = [(p.unit_id, p.scope) for p in total.parts]
    assert sorted(named) == sorted(answered)
    assert not {u for u, _scope in answered} & set(total.missing)
    assert len(set(total.missing)) == len(total.missing)


@given(worlds())
def test_the_order_of_cells_does_not_matter(world):
    tree, cells, measure = world
    forth, back = roll_up(measure, cells, tree, 0), roll_up(measure, cells[::-1], tree, 0)
    assert (forth.amount, forth.missing, forth.statuses) == (back.amount, back.missing, back.statuses)


@given(worlds())
def test_without_collectors_a_unit_that_gives_no_sum_is_the_sum_of_its_children(world):
    tree, cells, measure = world
    plain = replace(measure, collectors=frozenset())
    below = [c for c in cells if c.unit_id != 0]
    summed = Split()
    for child in tree.children(0):
        summed = summed + roll_up(plain, below, tree, child.id).amount.whole
    assert roll_up(plain, below, tree, 0).amount.whole == summed


def test_all_units_of_the_small_province_are_in_the_tree():
    assert [n.id for n in TREE.subtree(DISTRICT_B)] == [DISTRICT_B, B1, B2]
