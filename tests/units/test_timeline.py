import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from chithi.units.timeline import (
    Facts,
    State,
    cycles_on,
    facts_on,
    in_cycles,
    index_on,
    last_day,
    versions,
    with_end,
    with_state,
)


def day(number):
    return datetime.date(2020, 1, 1) + datetime.timedelta(days=number)


A, B = Facts("A", "department"), Facts("B", "department")


def test_a_version_holds_until_the_day_before_the_next():
    timeline = with_state(with_state((), State(day(10), B)), State(day(0), A))
    assert versions(timeline) == [(day(0), day(9), A), (day(10), None, B)]
    assert [facts_on(timeline, day(n)) for n in (-1, 0, 9, 10)] == [None, A, A, B]


def test_the_last_day_is_inclusive_and_a_unit_may_come_back():
    timeline = with_state(with_end(((State(day(0), A)),), day(4)), State(day(8), B))
    assert [facts_on(timeline, day(n)) for n in (4, 5, 7, 8)] == [A, None, None, B]
    assert versions(timeline) == [(day(0), day(4), A), (day(8), None, B)]


def test_a_state_of_the_same_day_is_replaced():
    assert with_state((State(day(0), A),), State(day(0), B)) == (State(day(0), B),)


def test_circles_are_found_and_what_only_leads_into_them_is_not():
    assert in_cycles({"a": "b", "b": "c", "c": "a", "d": "a", "e": "top"}) == {"a", "b", "c"}
    assert in_cycles({"a": "a"}) == {"a"}


def test_a_circle_that_only_comes_later_is_found_with_its_day():
    timelines = {
        "a": (State(day(0), Facts("A", "district")), State(day(5), Facts("A", "district", "b"))),
        "b": (State(day(0), Facts("B", "district", "a")),),
    }
    assert cycles_on(timelines, [day(0)]) == {}
    assert cycles_on(timelines, [day(0), day(5)]) == {"a": day(5), "b": day(5)}


STATES = st.lists(st.tuples(st.integers(0, 30), st.sampled_from([A, B, None])), max_size=8)


@settings(deadline=None)
@given(STATES, st.integers(-1, 31))
def test_one_state_at_most_holds_on_each_day(given_states, number):
    timeline = ()
    for start, facts in given_states:
        timeline = with_state(timeline, State(day(start), facts))
    holding = [
        facts
        for first, last, facts in versions(timeline)
        if first <= day(number) and (last is None or day(number) <= last)
    ]
    assert len(holding) <= 1
    assert (holding or [None])[0] == facts_on(timeline, day(number))
    index = index_on(timeline, day(number))
    assert index == -1 or last_day(timeline, index) is None or day(number) <= last_day(timeline, index)


@settings(deadline=None)
@given(st.dictionaries(st.integers(0, 8).map(str), st.integers(0, 9).map(str)))
def test_a_circle_is_where_walking_up_never_ends(parents):
    def comes_back(key):
        seen, at = 0, key
        while at in parents and seen <= len(parents):
            at, seen = parents[at], seen + 1
            if at == key:
                return True
        return False

    assert in_cycles(parents) == {key for key in parents if comes_back(key)}
