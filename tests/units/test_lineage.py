"""Which units follow which: counted by hand, and as properties over sequences of changes."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from chithi.units.lineage import WHOLE, Flow, Lineage, Link, shared_out

D0, D1, D2, D3 = date(2024, 12, 31), date(2025, 3, 1), date(2025, 7, 1), date(2026, 1, 1)
HALF = Fraction(1, 2)


def test_a_unit_without_links_is_where_it_was():
    assert Lineage([]).flow(1, D0, D3) == Flow({1: WHOLE})
    assert Lineage([]).heirs(1, D0, D3) == [1]


def test_two_mergers_on_end_lead_to_the_last_unit():
    lineage = Lineage([Link(D1, "merge", 1, 2), Link(D2, "merge", 2, 3)])
    assert lineage.flow(1, D0, D3).whole == 3
    assert lineage.flow(1, D0, D1).whole == 2
    assert lineage.flow(1, D1, D3).whole == 1  # whoever stands on the very day has not gone with it
    assert [u for u, _link in lineage.forebears(3, D3)] == [2, 1]


def test_a_split_without_shares_is_whole_again_where_its_parts_meet():
    split = [Link(D1, "split", 1, 2), Link(D1, "split", 1, 3)]
    assert Lineage(split).flow(1, D0, D3) == Flow({2: None, 3: None})
    assert Lineage(split).flow(1, D0, D3).whole is None
    again = [*split, Link(D2, "merge", 2, 4), Link(D2, "merge", 3, 4)]
    assert Lineage(again).flow(1, D0, D3).whole == 4


def test_shares_multiply_along_the_way_and_a_unit_may_keep_a_part():
    lineage = Lineage(
        [
            Link(D1, "split", 1, 1, Fraction(3, 5)),
            Link(D1, "split", 1, 2, Fraction(2, 5)),
            Link(D2, "split", 2, 3, HALF),
            Link(D2, "split", 2, 1, HALF),
        ]
    )
    assert lineage.flow(1, D0, D3) == Flow({1: Fraction(4, 5), 3: Fraction(1, 5)})
    assert lineage.flow(1, D0, D3).has_shares


def test_an_abolished_unit_leaves_its_duties_and_not_its_figures():
    lineage = Lineage([Link(D2, "abolish", 1, 9), Link(D2, "abolish", 2, None)])
    assert lineage.flow(1, D0, D3) == Flow({}, is_lost=True)
    assert lineage.heirs(1, D0, D3) == [9]
    assert lineage.heirs(2, D0, D3) == []


def test_a_function_goes_its_own_way():
    lineage = Lineage(
        [
            Link(D1, "transfer", 1, 5, function="register:activities"),
            Link(D1, "merge", 1, 2),
            Link(D2, "transfer", 2, 6, function="indicator:leaders"),
        ]
    )
    assert lineage.flow(1, D0, D3, ["register:activities"]).whole == 5
    assert lineage.flow(1, D0, D3, ["indicator:leaders"]).whole == 6
    assert lineage.flow(1, D0, D3).whole == 2
    assert lineage.heirs(1, D0, D3, ["indicator:leaders", "register:activities"]) == [5]


@st.composite
def histories(draw: st.DrawFn) -> list[Link]:
    """Mergers and splits of eight units over ten days; a unit that is gone neither goes again nor receives."""
    standing = set(range(1, 9))
    links: list[Link] = []
    for month in range(1, 11):
        if len(standing) < 2 or not draw(st.booleans()):
            continue
        day = date(2025, month, 1)
        old = draw(st.sampled_from(sorted(standing)))
        others = sorted(standing - {old})
        if draw(st.booleans()):
            links.append(Link(day, "merge", old, draw(st.sampled_from(others))))
            standing.discard(old)
            continue
        share = draw(st.one_of(st.none(), st.fractions(Fraction(1, 9), Fraction(8, 9), max_denominator=9)))
        other = draw(st.sampled_from(others))
        links += [Link(day, "split", old, old, share), Link(day, "split", old, other, share and 1 - share)]
    return links


@given(histories(), st.integers(1, 8), st.integers(1, 12), st.integers(1, 12))
def test_a_flow_is_whole_ends_where_units_stand_and_is_unchanged_by_what_comes_later(
    links, unit, month, later
):
    until = date(2025, month, 1)
    flow = Lineage(links).flow(unit, D0, until)
    assert flow.places
    assert not flow.is_lost
    if flow.has_shares:
        assert sum(flow.places.values()) == 1
    gone = {link.old for link in links if link.kind == "merge" and link.day <= until}
    assert not gone & flow.places.keys()
    known = [link for link in links if link.day <= until or link.day > date(2025, max(month, later), 1)]
    assert Lineage(known).flow(unit, D0, until) == flow


@given(histories(), st.lists(st.integers(0, 50), min_size=8, max_size=8))
def test_what_merges_adds_up_to_the_same(links, values):
    merged = Lineage([link for link in links if link.kind == "merge"])
    totals: dict[int, int] = {}
    for unit, value in enumerate(values, 1):
        place = merged.flow(unit, D0, D3).whole
        assert place is not None
        totals[place] = totals.get(place, 0) + value
    assert sum(totals.values()) == sum(values)


@given(st.integers(0, 10**6), st.lists(st.integers(1, 50), min_size=1, max_size=9))
def test_parts_add_up_to_the_whole(value, weights):
    shares = {unit: Fraction(w, sum(weights)) for unit, w in enumerate(weights)}
    parts = shared_out(value, shares)
    assert sum(parts.values()) == value
    assert all(abs(parts[u] - value * shares[u]) < 1 for u in shares)


def test_what_is_given_on_in_two_steps_of_one_day_reaches_the_last():
    given_on = Lineage([Link(D1, "transfer", 1, 2, function="f"), Link(D1, "merge", 2, 3)])
    assert given_on.heirs(1, D0, D3, ["f"]) == [3]
    assert given_on.flow(1, D0, D3, ["f"]).whole == 3
    assert given_on.heirs(1, D0, D3) == [1]
    both = Lineage([Link(D1, "merge", 1, 2), Link(D1, "merge", 2, 3)])
    assert both.heirs(1, D0, D3) == [3]
    assert both.flow(1, D0, D3).whole == 3
    assert [link.new for link in both.ways(1, D0, D3)[3]] == [2, 3]
    left = Lineage([Link(D1, "merge", 1, 2), Link(D1, "abolish", 2, None)])
    assert left.heirs(1, D0, D3) == []
    assert left.flow(1, D0, D3).is_lost


def test_what_comes_to_a_unit_on_the_day_on_which_it_gives_a_part_away_stays_there():
    links = [Link(D1, "merge", 1, 2), Link(D1, "split", 2, 2, HALF), Link(D1, "split", 2, 3, HALF)]
    assert Lineage(links).heirs(1, D0, D3) == [2]
    assert Lineage(links).flow(1, D0, D3).whole == 2


def test_units_that_exchange_a_function_on_one_day_have_each_the_other_s():
    swap = Lineage(
        [Link(D1, "transfer", 1, 2, function="f"), Link(D1, "transfer", 2, 1, function="f")],
    )
    assert swap.heirs(1, D0, D3, ["f"]) == [2]
    assert swap.heirs(2, D0, D3, ["f"]) == [1]
    ring = Lineage([Link(D1, "transfer", a, b, function="f") for a, b in ((1, 2), (2, 3), (3, 1), (4, 1))])
    assert [ring.heirs(u, D0, D3, ["f"]) for u in (1, 2, 3, 4)] == [[2], [3], [1], [1]]
    home = Lineage([Link(D1, "transfer", 1, 2, function="f"), Link(D1, "merge", 2, 1)])
    assert home.heirs(1, D0, D3, ["f"]) == [1]


@given(st.lists(st.integers(0, 2), min_size=1, max_size=7), st.randoms())
def test_a_chain_reaches_its_last_whatever_stands_on_one_day(gaps, random):
    """Unit 0 gives a function to 1, that to 2 … some of them on one day, the last time with the whole unit."""
    links, month = [], 1
    for unit, gap in enumerate(gaps):
        month += gap
        links.append(
            Link(date(2025 + month // 12, month % 12 + 1, 1), "transfer", unit, unit + 1, function="f")
        )
    last = len(gaps)
    links.append(Link(links[-1].day, "merge", last, last + 1))
    random.shuffle(links)
    until = date(2030, 1, 1)
    assert Lineage(links).heirs(0, D0, until, ["f"]) == [last + 1]
    assert Lineage(links).flow(0, D0, until, ["f"]).whole == last + 1


@given(
    st.lists(
        st.tuples(
            st.sampled_from([D1, D2]),
            st.sampled_from(["merge", "transfer", "split", "abolish"]),
            st.integers(1, 5),
            st.one_of(st.none(), st.integers(1, 5)),
        ),
        max_size=8,
    ),
    st.integers(1, 5),
)
def test_any_links_whatever_come_to_an_end(rows, unit):
    links = Lineage(Link(d, k, a, b, function="f" if k == "transfer" else "") for d, k, a, b in rows)
    assert set(links.heirs(unit, D0, D3, ["f"])) <= {1, 2, 3, 4, 5}
    links.flow(unit, D0, D3, ["f"])
