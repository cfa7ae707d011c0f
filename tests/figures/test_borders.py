"""Figures across a reorganisation: of the year in which it came, and of old years in new borders."""

import datetime
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chithi.figures.borders import Borders, compare
from chithi.figures.forebears import Gone, Past
from chithi.figures.rollup import Measure, roll_up
from chithi.units.lineage import Lineage, Link
from chithi.units.tree import Node, Tree
from tests.figures.trees import (
    A1,
    A2,
    B1,
    B2,
    DISTRICT_A,
    DISTRICT_B,
    HEALTH,
    LABOUR,
    PLACES,
    PROVINCE,
    TREE,
    by_sex,
    cell,
    rate,
)

CHANGE = datetime.date(2025, 7, 1)
LAST = datetime.date(2025, 6, 30)
NEW, OTHER = 20, 21
COMING = [
    Node(NEW, "xa-moi", "Xã Mới", "commune", PROVINCE),
    Node(OTHER, "xa-khac", "Xã Khác", "commune", PROVINCE),
]
NOW = Tree.of(
    datetime.date(2025, 12, 31),
    [*(n for n in PLACES if n.kind in ("province", "department")), *COMING],
)
EVENTS = Measure(1, "flow", asked=frozenset({"commune"}))
STOCK = Measure(1, "stock")
SHARE = Measure(1, "rate", additive=False)
MERGED = [
    Link(CHANGE, "merge", A1, NEW),
    Link(CHANGE, "merge", A2, NEW),
    Link(CHANGE, "merge", B1, NEW),
    Link(CHANGE, "merge", B2, OTHER),
    Link(CHANGE, "abolish", DISTRICT_A, None),
    Link(CHANGE, "abolish", DISTRICT_B, None),
]
PARTED = [
    *(link for link in MERGED if link.old != B1),
    Link(CHANGE, "split", B1, NEW),
    Link(CHANGE, "split", B1, OTHER),
]
SHARED = [
    *(link for link in MERGED if link.old != B1),
    Link(CHANGE, "split", B1, NEW, Fraction(3, 5)),
    Link(CHANGE, "split", B1, OTHER, Fraction(2, 5)),
]


def past(links, **more):
    """What the year 2025 lost."""
    gone = {n.id: Gone(n, LAST) for n in PLACES if n.kind in ("district", "commune")}
    return Past(Lineage(links), gone, **more)


def year(measure, cells, links, top=PROVINCE):
    return roll_up(measure, cells, NOW, top, past=past(links))


def before(measure, cells, links, unit, functions=()):
    """A figure of 2024 in the borders of 2025."""
    return compare(measure, cells, Borders(TREE, NOW, Past(Lineage(links)), functions), unit)


def test_events_of_a_unit_that_ended_in_the_year_are_those_of_the_one_that_follows():
    cells = [*by_sex(A1, 10, 5), *by_sex(A2, 1, 1), *by_sex(NEW, 20, 20)]
    total = year(EVENTS, cells, MERGED, NEW)
    assert (total.female, total.male, total.total) == (31, 26, 57)
    assert {p.unit_id: p.came_to for p in total.parts} == {NEW: None, A1: NEW, A2: NEW}
    assert year(EVENTS, cells, MERGED).total == 57


def test_a_stock_is_that_of_the_unit_at_the_end_and_of_its_forebears_only_where_it_gave_none():
    cells = [*by_sex(A1, 10, 5), *by_sex(NEW, 20, 20), *by_sex(B2, 3, 3)]
    total = year(STOCK, cells, MERGED)
    assert total.total == 46
    assert {p.unit_id: p.role for p in total.parts} == {NEW: "counted", A1: "compared", B2: "counted"}


def test_what_cannot_be_attributed_stays_in_the_total_above_and_is_named_there():
    cells = [*by_sex(B1, 4, 4), *by_sex(DISTRICT_A, 7, 0), *by_sex(NEW, 1, 1)]
    assert year(EVENTS, cells, PARTED, NEW).total == 2
    total = year(EVENTS, cells, PARTED)
    assert total.total == 17
    assert {p.unit_id for p in total.parts if p.unplaced} == {B1, DISTRICT_A}
    assert {p.came_to for p in total.parts if p.unplaced} == {PROVINCE}


def test_a_district_that_reported_with_its_communes_is_not_counted_with_them():
    cells = [*by_sex(DISTRICT_A, 7, 7, scope="all"), *by_sex(A1, 3, 3), *by_sex(A2, 4, 4)]
    total = year(EVENTS, cells, MERGED)
    assert total.total == 14
    assert {p.unit_id for p in total.counted} == {DISTRICT_A}


def test_a_part_that_is_known_is_shared_out_and_is_an_estimate():
    cells = [*by_sex(B1, 10, 3), *by_sex(NEW, 1, 1)]
    new, other = year(EVENTS, cells, SHARED, NEW), year(EVENTS, cells, SHARED, OTHER)
    assert (new.female, new.male, other.female, other.male) == (7, 3, 4, 1)
    assert new.status == "estimate"
    assert year(EVENTS, cells, SHARED).total == 15


def test_who_reports_for_all_below_covers_what_came_from_them():
    cells = [*by_sex(PROVINCE, 50, 50, scope="all"), *by_sex(A1, 10, 5), *by_sex(NEW, 2, 2)]
    assert year(EVENTS, cells, MERGED).total == 100


def test_registers_speak_for_a_unit_that_is_gone_and_gave_no_figure():
    counted = {1: (cell(A1, "F", 3), cell(A2, "F", 4))}
    cells = [*by_sex(A1, 10, 5)]
    total = roll_up(EVENTS, cells, NOW, NEW, past=past(MERGED, records=counted))
    assert total.total == 19


def test_an_old_year_in_new_borders_is_the_sum_of_what_came_whole():
    cells = [*by_sex(A1, 10, 5), *by_sex(A2, 1, 1), *by_sex(B1, 2, 2), *by_sex(B2, 8, 8)]
    assert before(EVENTS, cells, MERGED, NEW).total.total == 21
    assert before(STOCK, cells, MERGED, NEW).total.total == 21
    assert before(EVENTS, cells, MERGED, OTHER).total.total == 16
    assert [n.id for n in before(EVENTS, cells, MERGED, NEW).forebears] == [A1, A2, B1]
    assert before(EVENTS, cells, MERGED, PROVINCE).total == roll_up(EVENTS, cells, TREE, PROVINCE)


def test_what_was_parted_without_a_weight_is_not_comparable_but_the_whole_is():
    cells = [*by_sex(A1, 10, 5), *by_sex(B1, 2, 2), *by_sex(B2, 8, 8)]
    for unit in (NEW, OTHER):
        found = before(EVENTS, cells, PARTED, unit)
        assert found.total is None
        assert [n.id for n in found.parted] == [B1]
    assert before(EVENTS, cells, PARTED, PROVINCE).total.total == 35


def test_with_shares_the_old_year_is_shared_out():
    cells = [*by_sex(A1, 1, 1), *by_sex(B1, 10, 3), *by_sex(B2, 8, 8)]
    new, other = (before(EVENTS, cells, SHARED, unit).total for unit in (NEW, OTHER))
    assert (new.female, new.male) == (7, 3)
    assert (other.female, other.male) == (12, 9)
    assert new.status == "estimate"


def test_a_rate_is_made_of_the_sums_and_one_without_parts_goes_on_only_from_one_to_one():
    cells = [*rate(A1, 1, 2), *rate(A2, 3, 4), *rate(B1, 0, 4), *rate(B2, 1, 4)]
    assert before(SHARE, cells, MERGED, NEW).total.rate == 40
    given = [cell(B2, "_T", 33), cell(A1, "_T", 20)]
    assert before(SHARE, given, MERGED, OTHER).total.rate == 33
    assert before(SHARE, given, MERGED, NEW).total.rate is None


def test_what_does_not_add_is_not_comparable_over_several():
    measure = replace(STOCK, additive=False)
    cells = [cell(A1, "_T", 4), cell(B2, "_T", 7)]
    assert before(measure, cells, MERGED, NEW).total is None
    assert before(measure, cells, MERGED, OTHER).total.total == 7


def test_the_indicator_of_a_department_goes_where_its_function_went():
    links = [
        Link(CHANGE, "transfer", LABOUR, HEALTH, function="indicator:children"),
        Link(CHANGE, "transfer", LABOUR, NEW, function="indicator:jobs"),
    ]
    cells = [cell(LABOUR, "_T", 5)]
    assert before(EVENTS, cells, links, HEALTH, ("indicator:children",)).total.total == 5
    assert before(EVENTS, cells, links, HEALTH, ("indicator:other",)).total.total is None
    assert before(EVENTS, cells, links, NEW, ("indicator:jobs",)).total.total == 5


def test_a_unit_that_is_new_has_no_old_figures():
    assert before(EVENTS, by_sex(A1, 1, 1), [], NEW).total is None


@st.composite
def mergers(draw):
    """Any sequence of mergers of the four communes and two districts, on any days of two years."""
    links = []
    standing = [A1, A2, B1, B2, NEW, OTHER]
    for unit in draw(st.permutations([A1, A2, B1, B2])):
        others = [u for u in standing if u != unit]
        day = datetime.date(2025, 1, 1) + datetime.timedelta(days=len(links) * 30 + draw(st.integers(1, 29)))
        links.append(Link(day, "merge", unit, draw(st.sampled_from(others))))
        standing.remove(unit)
    into = draw(st.sampled_from([NEW, OTHER, PROVINCE]))
    return [*links, *(Link(CHANGE, "merge", d, into) for d in (DISTRICT_A, DISTRICT_B))]


@given(mergers(), st.lists(st.integers(0, 99), min_size=8, max_size=8), st.sampled_from(["flow", "stock"]))
def test_totals_are_equal_before_and_after_any_sequence_of_mergers(links, values, kind):
    measure = Measure(1, kind)
    cells = [
        c for u, n in zip((HEALTH, A1, A2, B1, B2, DISTRICT_A, DISTRICT_B, PROVINCE), values, strict=True)
        for c in by_sex(u, n, 2 * n)
    ]  # fmt: skip
    whole = before(measure, cells, links, PROVINCE).total
    assert (whole.female, whole.male) == (sum(values), 2 * sum(values))
    below = [before(measure, cells, links, n.id).total for n in NOW.children(PROVINCE)]
    own = values[7] + (values[5] + values[6] if links[-1].new == PROVINCE else 0)
    assert sum(t.female for t in below if t is not None and t.female is not None) == sum(values) - own


@pytest.mark.parametrize("links", [MERGED, PARTED, SHARED])
def test_no_year_loses_anything_of_what_was_given(links):
    cells = [c for u in (A1, A2, B1, B2, DISTRICT_A, DISTRICT_B, NEW, OTHER, HEALTH) for c in by_sex(u, 1, 2)]
    assert year(EVENTS, cells, links).total == 27


STANDING = Tree.of(
    NOW.day,
    [replace(n, parent_id=PROVINCE if n.parent_id else None) for n in PLACES if n.kind != "district"],
)
"""The districts are no more, their communes stand."""


def test_a_district_that_ended_is_not_added_to_the_communes_that_stand_and_report():
    gone = {
        n.id: Gone(n, LAST, frozenset({A1, A2} if n.id == DISTRICT_A else {B1, B2}))
        for n in PLACES
        if n.kind == "district"
    }
    cells = [*by_sex(DISTRICT_A, 50, 50, scope="all"), *by_sex(A1, 60, 0), *by_sex(A2, 45, 0)]
    cells += by_sex(DISTRICT_B, 7, 0, scope="all")
    for measure in (EVENTS, STOCK):
        total = roll_up(measure, cells, STANDING, PROVINCE, past=Past(Lineage(MERGED), gone))
        assert total.total == 112  # of the other district nobody else says anything
        assert {p.unit_id: p.role for p in total.parts}[DISTRICT_A] == "compared"


def test_a_unit_that_ended_without_any_decision_stays_in_the_total_above():
    gone = {A1: Gone(next(n for n in PLACES if n.id == A1), LAST)}
    standing = Tree.of(NOW.day, [n for n in PLACES if n.id != A1])
    cells = [*by_sex(A1, 100, 0), *by_sex(A2, 50, 0)]
    total = roll_up(EVENTS, cells, standing, PROVINCE, past=Past(Lineage([]), gone))
    assert total.total == 150
    assert [p.came_to for p in total.parts if p.unplaced] == [DISTRICT_A]
    then = compare(EVENTS, cells, Borders(TREE, standing, Past(Lineage([]))), PROVINCE)
    assert then.total.total == 150


def test_what_went_to_the_unit_above_and_to_one_below_it_is_in_the_one_above():
    links = [Link(CHANGE, "split", A1, PROVINCE), Link(CHANGE, "split", A1, NEW)]
    total = roll_up(EVENTS, by_sex(A1, 3, 4), NOW, PROVINCE, past=past(links))
    assert total.total == 7


def test_a_parted_unit_that_reported_for_all_below_it_makes_its_heirs_not_comparable():
    links = [
        Link(CHANGE, "split", DISTRICT_A, NEW, Fraction(1, 2)),
        Link(CHANGE, "split", DISTRICT_A, OTHER, Fraction(1, 2)),
        Link(CHANGE, "merge", A1, NEW),
        Link(CHANGE, "merge", A2, OTHER),
    ]
    assert before(EVENTS, by_sex(DISTRICT_A, 30, 30, scope="all"), links, NEW).total is None


def missing(measure, cells, owing, top=PROVINCE, links=MERGED):
    return roll_up(measure, cells, NOW, top, past=past(links, owing=owing)).missing


ALL_GAVE = [c for unit in (A1, A2, B1, B2) for c in by_sex(unit, 3, 4)]


@pytest.mark.parametrize("kind", ["flow", "stock"])
def test_who_owes_no_report_is_not_missing_where_all_that_it_follows_answered(kind):
    measure = replace(EVENTS, kind=kind)
    assert missing(measure, ALL_GAVE, set()) == ()
    assert missing(measure, ALL_GAVE, {NEW}) == (NEW,)  # it has a report of its own and is asked in it
    assert missing(measure, ALL_GAVE, None) == (NEW, OTHER)  # nobody knows of reports
    assert missing(measure, ALL_GAVE[2:], set()) == (NEW,)  # one of those it follows gave no answer
    said = [cell(A1, "_T", None, status="no-data-yet"), *ALL_GAVE[2:]]
    assert missing(measure, said, set()) == ()


def test_who_follows_nobody_stays_asked_and_a_district_answers_for_its_communes():
    standing = Tree.of(NOW.day, [*NOW, Node(30, "xa-cu", "Xã Cũ", "commune", PROVINCE)])
    total = roll_up(EVENTS, ALL_GAVE, standing, PROVINCE, past=past(MERGED, owing=set()))
    assert total.missing == (30,)
    whole = [*by_sex(DISTRICT_A, 9, 9, scope="all"), *by_sex(DISTRICT_B, 9, 9, scope="all")]
    assert missing(EVENTS, whole, set()) == ()


def test_of_a_parted_unit_the_parts_owe_nothing_more():
    assert missing(EVENTS, ALL_GAVE, set(), links=PARTED) == ()


def test_a_collector_that_follows_one_which_answered_is_not_missing():
    named = replace(EVENTS, asked=frozenset(), collectors=frozenset({NEW}))
    gave = by_sex(A1, 3, 4)
    assert missing(named, gave, set()) == ()
    assert missing(named, gave, {NEW}) == (NEW,)
    assert missing(named, [], set()) == (NEW,)
