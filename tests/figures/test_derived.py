"""Figures counted from records: by hand on a small set, and against a recount through any order of acts."""

import datetime
from collections import defaultdict

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chithi.figures import derived
from chithi.figures.derived import Derived, derive, for_unit, shared_with
from chithi.figures.periods import parse_period
from chithi.journal.actions import Operator
from chithi.records.activities import AGES, REGISTER, Activity
from chithi.sheets import record_actions as actions
from chithi.sheets.windows import Closing
from chithi.units.queries import tree

Y2024 = parse_period("2024")
EMPTY = {name: field.empty for name, field in REGISTER.fields.items()}
OPERATOR = Operator()


def hold(whose, kind="training", day=datetime.date(2024, 3, 5), **more):
    values = {**EMPTY, "title": "Tập huấn", "kind": kind, "day": day, "unit": whose.pk, **more}
    return actions.add_record(REGISTER, values, actor=OPERATOR)


def test_participants_are_added_by_sex_and_of_these_by_age(cast):
    u = cast.units
    hold(u["so-yt"], female=10, female_16_30=4, male=3)
    hold(u["so-yt"], female=1, male_over_59=2, unsplit=7)
    hold(u["so-yt"])  # nobody was counted
    hold(u["xa-a1"], female=100)
    found = {k: v for k, v in derive(Y2024).items() if k[1] == u["so-yt"].pk}
    code, unit = "gender-training-participants", u["so-yt"].pk
    assert found == {
        (code, unit, "", "", "F"): Derived(15, 3, 1),
        (code, unit, "", "", "M"): Derived(5, 3, 1),
        (code, unit, "", "", "_T"): Derived(7, 3, 1),
        (code, unit, "age=16-30", "", "F"): Derived(4, 3, 1),
        (code, unit, "age=60+", "", "M"): Derived(2, 3, 1),
    }


def test_what_was_not_held_is_not_there_and_is_no_nought(cast):
    assert derive(Y2024) == {}
    hold(cast.units["so-yt"], female=0)
    assert derive(Y2024)["gender-training-participants", cast.units["so-yt"].pk, "", "", "F"] == Derived(0, 1)


def test_only_what_the_measure_is_of_counts_and_only_in_its_period(cast):
    u = cast.units
    hold(u["so-yt"], "communication", female=5)
    hold(u["so-yt"], "dissemination", male=2)
    hold(u["so-yt"], "education", female=50)
    hold(u["so-yt"], "communication", datetime.date(2023, 12, 31), female=500)
    withdrawn = hold(u["so-yt"], "communication", female=5000)
    actions.withdraw_record(REGISTER, withdrawn.pk, "nhầm", actor=OPERATOR)
    found = for_unit(u["so-yt"].pk, "own", Y2024, tree())
    assert found["communication-sessions", "", "", "_T"] == Derived(2, 2)
    assert found["communication-participants", "", "", "F"] == Derived(5, 2)
    assert found["communication-participants", "", "", "M"] == Derived(2, 2)


def test_a_joint_activity_counts_once_and_is_seen_by_each_organiser(cast):
    u = cast.units
    hold(u["so-yt"], female=10, co_organisers=(u["hlhpn"].pk, u["so-ld"].pk))
    code = "gender-training-participants"
    everywhere = [value for key, value in derive(Y2024, codes=[code]).items() if key[2:] == ("", "", "F")]
    assert everywhere == [Derived(10, 1)]
    assert for_unit(u["hlhpn"].pk, "own", Y2024, tree()) == {}
    assert shared_with(u["hlhpn"].pk, Y2024, [code]) == {code: 1}


def test_with_subordinates_the_whole_branch_is_counted_once(cast):
    u = cast.units
    hold(u["huyen-a"], female=1)
    hold(u["xa-a1"], female=20)
    hold(u["xa-b1"], female=300)
    own = for_unit(u["huyen-a"].pk, "own", Y2024, tree())
    branch = for_unit(u["huyen-a"].pk, "all", Y2024, tree())
    code = "gender-training-participants"
    assert (own[code, "", "", "F"].value, branch[code, "", "", "F"].value) == (1, 21)


def test_a_record_added_after_the_cut_off_counts_in_the_next_period(cast, monkeypatch):
    first, last = datetime.date(2024, 1, 1), datetime.date(2024, 12, 31)
    monkeypatch.setattr(derived, "closings", [lambda: [Closing(first, last, datetime.date(2024, 11, 11))]])
    hold(cast.units["so-yt"], female=10)  # added on 12/11/2024, when the calendar of the cast stands
    early = hold(cast.units["so-yt"], female=1)
    Activity.objects.filter(pk=early.pk).update(added_on=datetime.date(2024, 11, 11))
    key = ("gender-training-participants", cast.units["so-yt"].pk, "", "", "F")
    assert derive(Y2024)[key] == Derived(1, 1)
    assert derive(parse_period("2025"))[key] == Derived(10, 1)


def test_it_takes_one_query_a_register_whatever_the_number_of_units(cast):
    for unit in cast.units.values():
        hold(unit, female=1)
    with CaptureQueriesContext(connection) as caught:
        derive(Y2024, codes=["gender-training-participants", "communication-sessions"])
    assert len(caught) == 2  # the records, and when data close


def recount():
    """Every cell of 2024 counted anew in Python, record by record."""
    cells = defaultdict(int)
    for a in Activity.objects.filter(withdrawn_at=None, day__year=2024):
        codes = []
        if a.kind == "training":
            codes = ["gender-training-participants"]
        elif a.kind in ("dissemination", "communication"):
            codes = ["communication-participants"]
            cells["communication-sessions", a.unit_id, "", "", "_T"] += 1
        for code in codes:
            for sex, word in (("F", "female"), ("M", "male")):
                for column, group in [
                    (word, ""),
                    *((f"{word}_{age}", f"age={name}") for age, name in AGES.items()),
                ]:
                    number = getattr(a, column)
                    if number is not None:
                        cells[code, a.unit_id, "", "", sex] += number
                        if group:
                            cells[code, a.unit_id, group, "", sex] += number
            if a.unsplit is not None:
                cells[code, a.unit_id, "", "", "_T"] += a.unsplit
    return dict(cells)


NUMBER = st.none() | st.integers(0, 9)
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from([k for k, _label in Activity.Kind.choices]),
        "unit": st.sampled_from(["so-yt", "xa-a1", "huyen-a"]),
        "day": st.sampled_from(
            [datetime.date(2023, 12, 31), datetime.date(2024, 1, 1), datetime.date(2024, 11, 12)]
        ),
        "female": NUMBER,
        "female_16_30": NUMBER,
        "male": NUMBER,
        "male_over_59": NUMBER,
        "unsplit": NUMBER,
    },
)
ACTS = st.lists(
    st.tuples(st.sampled_from(["add", "change", "withdraw", "restore", "bulk"]), st.integers(0, 5), VALUES),
    min_size=1,
    max_size=12,
)


@pytest.fixture
def world(cast):
    return cast


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(ACTS)
def test_any_sequence_of_acts_leaves_the_figure_equal_to_a_recount(world, acts):
    look_after_each(world, acts)


@pytest.mark.soak
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(ACTS)
def test_many_sequences_of_acts_leave_the_figure_equal_to_a_recount(world, acts):
    look_after_each(world, acts)


def look_after_each(world, acts):
    with transaction.atomic():
        made = []
        for act, place, values in acts:
            values = {**values, **({"unit": world.units[values["unit"]].pk} if "unit" in values else {})}
            pk = made[place % len(made)] if made else 0
            if act == "add" or not made:
                made.append(hold(world.units["so-yt"], **values).pk)
            elif act == "withdraw":
                actions.withdraw_record(REGISTER, pk, "thử", actor=OPERATOR)
            elif act == "restore":
                actions.restore_record(REGISTER, pk, actor=OPERATOR)
            elif act == "bulk":
                actions.change_records(REGISTER, made, values, actor=OPERATOR)
            elif Activity.objects.get(pk=pk).withdrawn_at is None:
                actions.change_record(REGISTER, pk, values, actor=OPERATOR)
            assert {key: value.value for key, value in derive(Y2024).items()} == recount()
        transaction.set_rollback(True)
