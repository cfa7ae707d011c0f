"""When a committee is out of order: cases by hand, and the property that comings and goings add up."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chithi.leadership.upkeep import (
    ONE,
    Held,
    Kept,
    Reason,
    Sitting,
    Term,
    Verdict,
    Why,
    changes,
    reasons,
    services,
    verdict,
    years_on,
)

DAY = datetime.date(2024, 11, 12)


def d(text):
    return datetime.date.fromisoformat(text)


CHAIR = Sitting("chair", "ha")


def kept(**other):
    """A committee in order: decided in 2023, with a chair, a programme and a meeting."""
    facts = {
        "decision_day": d("2023-02-01"),
        "valid_from": d("2023-02-05"),
        "term_until": None,
        "sitting": (CHAIR,),
        "met": True,
        "planned": True,
    }
    return Kept(**{**facts, **other})


def why(found, day=DAY, **more):
    return [one.why for one in reasons(found, True, day, **more)]


def test_nothing_is_said_of_one_in_order_and_of_a_unit_that_needs_none():
    assert reasons(kept(), True, DAY) == ()
    assert reasons(None, False, DAY) == ()
    assert verdict((), True) == Verdict.GOOD


def test_a_unit_without_one_has_none_or_had_one():
    assert why(None) == [Why.NEVER]
    assert reasons(None, True, DAY, d("2024-03-31")) == (Reason(Why.DISSOLVED, d("2024-03-31")),)
    assert verdict(reasons(None, True, DAY), False) == Verdict.MISSING


@pytest.mark.parametrize(
    ("post", "said"),
    [
        (None, []),
        (Held("Phó Giám đốc", None, 1), []),  # nobody was entered: it cannot be told
        (Held("Phó Giám đốc", None, 1, (Term("ha", d("2020-01-01")),)), []),
        (Held("Phó Giám đốc", DAY, 1, (Term("ha", d("2020-01-01"), DAY),)), []),  # the last day is one still
        (Held("Phó Giám đốc", DAY - ONE, 1, (Term("ha", d("2020-01-01")),)), [Why.POST_ENDED]),
        (Held("Phó Giám đốc", None, 1, (Term("ha", d("2020-01-01"), DAY - ONE),)), [Why.LEFT_POST]),
        (
            Held("Phó", None, 1, (Term("ha", d("2020-01-01"), d("2022-01-01")), Term("ha", d("2024-01-01")))),
            [],
        ),
        (Held("Phó Giám đốc", None, 1, (Term("nam", d("2020-01-01")),)), [Why.POST_PASSED]),
        (Held("Phó Giám đốc", None, 2, (Term("nam", d("2020-01-01")),)), []),  # the other seat may be theirs
        (Held("Phó Giám đốc", None, 1, (Term("nam", DAY + ONE),)), []),  # not yet
    ],
)
def test_a_chair_leads_as_long_as_they_hold_the_post_of_the_decision(post, said):
    found = kept(sitting=(Sitting("chair", "ha", post),))
    assert why(found) == said
    assert verdict(reasons(found, True, DAY), True) == (Verdict.LEFT if said else Verdict.GOOD)
    member = kept(sitting=(CHAIR, Sitting("member", "ha", post)))
    assert why(member) == ([Why.MEMBERS_LEFT] if said else [])
    assert verdict(reasons(member, True, DAY), True) == (Verdict.OLD if said else Verdict.GOOD)


def test_without_a_chair_or_with_one_of_a_unit_that_is_no_more():
    assert why(kept(sitting=())) == [Why.NO_CHAIR]
    assert why(kept(sitting=(Sitting("vice", "ha"),))) == [Why.NO_CHAIR]
    gone = Sitting("chair", "ha", gone_unit="Sở cũ")
    assert reasons(kept(sitting=(gone,)), True, DAY) == (Reason(Why.UNIT_GONE, about="Sở cũ"),)
    two = (CHAIR, *(Sitting("member", name, gone_unit="Sở cũ") for name in ("nam", "hoa")))
    assert reasons(kept(sitting=two), True, DAY) == (Reason(Why.MEMBERS_LEFT, number=2),)


def test_a_term_ends_after_its_last_day_and_without_one_after_five_years():
    assert why(kept(term_until=DAY)) == []
    assert why(kept(term_until=DAY - ONE)) == [Why.TERM_OVER]
    old = {"decision_day": d("2019-11-12"), "valid_from": d("2019-11-12")}
    assert why(kept(**old)) == []
    assert why(kept(**old), DAY + ONE) == [Why.OLD_DECISION]
    assert why(kept(**old, term_until=d("2025-01-01")), DAY + ONE) == []
    assert years_on(d("2020-02-29"), 5) == d("2025-02-28")


def test_programme_and_meeting_are_asked_for_when_the_year_has_gone_on():
    idle = kept(met=False, planned=False)
    for day, said in (
        ("2024-03-31", []),
        ("2024-04-01", [Why.NO_PROGRAMME]),
        ("2024-06-30", [Why.NO_PROGRAMME]),
        ("2024-07-01", [Why.NO_PROGRAMME, Why.NO_MEETING]),
    ):
        assert why(idle, d(day)) == said
    new = kept(met=False, planned=False, valid_from=d("2024-06-01"))
    assert why(new, d("2024-08-30")) == []
    assert why(new, d("2024-08-31")) == [Why.NO_PROGRAMME]
    assert why(new, d("2024-11-30")) == [Why.NO_PROGRAMME, Why.NO_MEETING]


def test_who_goes_on_under_a_new_decision_or_in_a_new_role_has_not_left():
    found = services(
        [
            ("ha", d("2020-01-01"), d("2022-12-31")),
            ("ha", d("2023-01-01"), None),
            ("nam", d("2020-01-01"), d("2021-06-30")),
            ("nam", d("2022-01-01"), d("2022-12-31")),
        ]
    )
    assert [(c.day, c.joined, c.left) for c in changes(found, DAY)] == [
        (d("2023-01-01"), (), ("nam",)),
        (d("2022-01-01"), ("nam",), ()),
        (d("2021-07-01"), (), ("nam",)),
        (d("2020-01-01"), ("ha", "nam"), ()),
    ]


days = st.dates(d("2020-01-01"), d("2020-03-01"))


@given(st.lists(st.tuples(st.sampled_from("abc"), days, st.none() | days), max_size=8), days)
def test_joined_less_left_is_who_sits_on_a_day(spans, day):
    sits = {key for key, first, last in spans if first <= day and (last is None or last >= day)}
    now: set[str] = set()
    for one in reversed(changes(services(spans), day)):
        assert not now & set(one.joined)
        assert set(one.left) <= now
        now = (now | set(one.joined)) - set(one.left)
    assert now == sits
