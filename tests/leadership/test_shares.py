"""Shares of women by hand: numerator over denominator, what is not known apart, the rule of 30 % unit by unit; and a
property: whatever is entered, changed and withdrawn, the shares are what a recount says."""

import datetime
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chithi.journal.actions import Operator
from chithi.leadership import queries
from chithi.leadership.models import ElectedBody, Holder, Planned, Post, StaffTotal
from chithi.leadership.posts import KEY
from chithi.leadership.shares import (
    Tally,
    UnitLine,
    Verdict,
    bodies_with_woman,
    rule_tally,
    unit_lines,
)
from chithi.sheets.catalogue import REGISTERS
from chithi.sheets.record_actions import add_record, change_record, restore_record, withdraw_record

DAY = datetime.date(2024, 11, 12)
LONG_AGO = datetime.date(2016, 1, 1)
BY = Operator()


def line(women: int, men: int, woman: bool | None = None) -> UnitLine:
    return UnitLine(1, Tally(women, women + men), woman)


def test_shares_are_added_by_numerator_and_denominator_and_never_averaged():
    small, large = Tally(1, 1), Tally(10, 99)
    assert (small.share, large.share) == (1000, 101)
    assert (small + large).share == 110  # 11 of 100; the mean of the two would be 55 %


def test_of_nobody_there_is_no_share():
    assert (Tally().share, Tally(unknown=4).share, Tally(0, 5).share) == (None, None, 0)


@pytest.mark.parametrize(
    ("women", "total", "tenths", "reaches"),
    [(7, 20, 350, True), (349, 998, 350, False), (0, 4, 0, True), (0, 0, 0, None)],
)
def test_a_target_is_met_by_the_exact_fraction(women, total, tenths, reaches):
    """349 of 998 is 34,97 %: 35,0 % on the screen, and still short."""
    assert Tally(women, total).reaches(tenths) is reaches


@pytest.mark.parametrize(
    ("one", "verdict"),
    [
        (line(30, 70, False), Verdict.MISSING),
        (line(30, 70, True), Verdict.MET),
        (line(30, 70, None), Verdict.UNKNOWN),
        (line(29, 71, False), Verdict.OUTSIDE),
        (line(29, 71, None), Verdict.OUTSIDE),
        (UnitLine(1, None, True), Verdict.UNKNOWN),
        (UnitLine(1, None, False), Verdict.UNKNOWN),
    ],
)
def test_the_rule_asks_from_thirty_percent_on_and_unknown_is_no_no(one, verdict):
    assert one.verdict == verdict


def test_units_are_told_apart_by_hand():
    staff = {1: Tally(6, 20), 2: Tally(5, 20), 3: Tally(12, 20), 5: Tally(9, 20)}
    key = {1: Tally(1, 3), 2: Tally(0, 3), 3: Tally(0, 2), 4: Tally(2, 3)}
    lines = unit_lines(range(1, 6), staff, key)
    assert [one.verdict.value for one in lines] == ["met", "outside", "missing", "unknown", "unknown"]
    assert rule_tally(lines) == Tally(1, 2, 2)
    assert bodies_with_woman(range(1, 6), key) == Tally(2, 4, 1)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from([True, False, None])), max_size=12
    )
)
def test_no_unit_is_lost_between_the_verdicts(units):
    lines = [UnitLine(n, Tally(w, w + m) if w + m else None, is_in) for n, (w, m, is_in) in enumerate(units)]
    tally = rule_tally(lines)
    outside = sum(one.verdict == Verdict.OUTSIDE for one in lines)
    assert tally.total + tally.unknown + outside == len(lines)
    assert 0 <= tally.women <= tally.total


def make(model, **values):
    return model.objects.create(created_by="thử", added_on=LONG_AGO, **values)


def test_what_the_registers_say_is_counted_by_hand(cast):
    health, labour = cast.units["so-yt"], cast.units["so-ld"]
    head = make(Post, title="Giám đốc", unit=health, body="agency", level="head", valid_from=LONG_AGO)
    division = make(
        Post, title="Trưởng phòng", unit=health, body="agency", level="division_head", valid_from=LONG_AGO
    )
    gone = make(
        Post, title="Cũ", unit=health, body="agency", level="head", valid_from=LONG_AGO,
        valid_to=datetime.date(2023, 12, 31),
    )  # fmt: skip
    common = {"birth_month": "1975-03", "appointed_on": LONG_AGO, "valid_from": LONG_AGO}
    for post, sex in ((head, "M"), (division, "F"), (division, "F"), (division, "M"), (gone, "F")):
        make(Holder, post=post, name="Người", sex=sex, **common)
    make(Holder, post=head, name="Sắp tới", sex="F", **{**common, "valid_from": datetime.date(2025, 1, 1)})
    make(Holder, post=head, name="Đã nghỉ", sex="F", **common, valid_to=datetime.date(2024, 11, 11))
    assert queries.holders(DAY) == {
        (health.pk, "agency", True): Tally(0, 1),
        (health.pk, "agency", False): Tally(2, 3),
    }
    assert queries.holders(datetime.date(2024, 11, 11))[health.pk, "agency", True] == Tally(1, 2)

    body = {"unit": health, "kind": "party", "title": "Đảng bộ", "valid_from": LONG_AGO, "term": "2015-2020"}
    make(ElectedBody, **body, female=1, male=9)
    make(ElectedBody, **{**body, "valid_from": datetime.date(2020, 8, 1)}, female=3, male=9)
    make(ElectedBody, **{**body, "unit": labour})
    assert queries.elected(DAY) == {
        (health.pk, "party"): Tally(3, 12),
        (labour.pk, "party"): Tally(unknown=1),
    }

    planned = {
        "unit": health,
        "name": "Người",
        "birth_month": "1985-01",
        "level": "deputy",
        "term": "2021-2026",
    }
    days = {"valid_from": LONG_AGO, "valid_to": datetime.date(2026, 12, 31)}
    for sex, trained in (("F", "yes"), ("F", "yes"), ("F", "no"), ("F", ""), ("M", "yes"), ("M", "")):
        make(Planned, **planned, **days, sex=sex, trained=trained)
    assert queries.pool(DAY) == ({health.pk: Tally(4, 6)}, {health.pk: Tally(2, 3, 1)})

    for day, women in ((LONG_AGO, 10), (DAY, 30), (datetime.date(2024, 11, 13), 99)):
        make(StaffTotal, unit=health, day=day, source="Đếm", female=women, male=20)
    assert queries.staff(DAY) == {health.pk: Tally(30, 50)}


def recount(day: datetime.date) -> dict[tuple[int, str, bool], Tally]:
    """The same as ``queries.holders``, one record after the other."""
    found: dict[tuple[int, str, bool], Tally] = {}
    for one in Holder.objects.select_related("post"):
        spans = [(one.valid_from, one.valid_to), (one.post.valid_from, one.post.valid_to)]
        holds = all(first <= day and (last is None or day <= last) for first, last in spans)
        if not holds or one.withdrawn_at is not None or one.post.withdrawn_at is not None:
            continue
        key = (one.post.unit_id, one.post.body, one.post.level in KEY)
        found[key] = found.get(key, Tally()) + Tally(one.sex == "F", 1)
    return found


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_done_to_holders_their_shares_are_those_of_a_recount(cast, seed):
    dice = Random(seed)
    register, posts = REGISTERS["post-holders"], []
    for key in ("so-yt", "so-ld", "huyen-a"):
        for body, level in (("agency", "head"), ("agency", "division_head"), ("council", "deputy")):
            since = {"unit": cast.units[key], "body": body, "level": level, "valid_from": LONG_AGO}
            posts.append(make(Post, title=f"{body} {level}", **since))

    def day():
        return datetime.date(2024, dice.randint(1, 12), dice.randint(1, 28))

    def values():
        first = day()
        return {
            "post": dice.choice(posts).pk, "name": "Người", "sex": dice.choice("FM"), "birth_month": "1975-03",
            "held_as": "main", "decision_number": "", "appointed_on": LONG_AGO, "valid_from": first,
            "term_until": None, "valid_to": dice.choice([None, first + datetime.timedelta(days=60)]),
        }  # fmt: skip

    for _step in range(25):
        ids = list(Holder.objects.values_list("pk", flat=True))
        standing = list(Holder.objects.filter(withdrawn_at=None).values_list("pk", flat=True))
        act = dice.choice(["add", "change", "withdraw", "restore", "post"])
        if act == "add" or not standing:
            add_record(register, values(), actor=BY)
        elif act == "change":
            change_record(register, dice.choice(standing), values(), actor=BY)
        elif act == "withdraw":
            withdraw_record(register, dice.choice(standing), "thử", actor=BY)
        elif act == "restore":
            restore_record(register, dice.choice(ids), actor=BY)
        else:
            do = dice.choice([withdraw_record, restore_record])
            do(
                REGISTERS["posts"],
                dice.choice(posts).pk,
                *(["thử"] if do is withdraw_record else []),
                actor=BY,
            )
        for asked in (DAY, datetime.date(2024, 4, 1)):
            assert queries.holders(asked) == recount(asked), act
