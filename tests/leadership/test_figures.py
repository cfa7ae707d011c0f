"""Figures of committees, by hand on a small province: what a district and the province make of them."""

import datetime

import pytest
from django.db import transaction

from chithi.figures import filling
from chithi.figures.actions import release
from chithi.figures.catalogue import install
from chithi.figures.derived import for_unit
from chithi.figures.models import Indicator
from chithi.figures.periods import parse_period
from chithi.figures.queries import roll_up
from chithi.journal.actions import Operator
from chithi.leadership.models import Committee, Meeting, Member
from chithi.units.queries import tree

MEMBERS, MEETINGS = "women-committee-members", "women-committee-meetings"
Y2024, FIRST = parse_period("2024"), datetime.date(2023, 2, 1)


def make(unit, women: int, men: int, meetings: int = 0, since: datetime.date = FIRST) -> Committee:
    """A committee with so many members, and so many meetings in 2024."""
    common = {"created_by": "thử", "added_on": since}
    one = Committee.objects.create(
        title=f"Ban {unit.key}", unit=unit, decision_number="1/QĐ", decision_day=since, valid_from=since,
        chair_post="Phó Chủ tịch", **common,
    )  # fmt: skip
    for n in range(women + men):
        sex, role = "F" if n < women else "M", "chair" if n == 0 else "member"
        Member.objects.create(
            committee=one, name=f"Người {n}", sex=sex, role=role, valid_from=since, **common
        )
    for n in range(meetings):
        day = datetime.date(2024, n + 3, 5)
        Meeting.objects.create(committee=one, day=day, title=f"Họp {n}", created_by="thử", added_on=day)
    return one


@pytest.fixture
def small(cast):
    """The province: 5 women and 4 men; health 3 and 2; district A 2 and 3, replaced in 2024 by 4 and 1; its commune
    1 and 2; district B none; somebody who left, and a committee entered by mistake."""
    u = cast.units
    install(actor=Operator(), top=u["tinh"])
    Indicator.objects.filter(code__in=[MEMBERS, MEETINGS]).update(asked=["department", "district"])
    make(u["tinh"], 5, 4, meetings=2)
    left = make(u["so-yt"], 4, 2, meetings=3)
    Member.objects.filter(committee=left, name="Người 3").update(valid_to=datetime.date(2024, 6, 30))
    make(u["huyen-a"], 2, 3, meetings=1)
    make(u["huyen-a"], 4, 1, meetings=1, since=datetime.date(2024, 5, 1))
    make(u["xa-a1"], 1, 2, meetings=2)
    wrong = make(u["xa-a2"], 9, 9, meetings=6)
    Committee.objects.filter(pk=wrong.pk).update(
        withdrawn_at=datetime.datetime(2024, 5, 1, tzinfo=datetime.UTC)
    )
    return cast


def said(cast, key, scope):
    found = for_unit(cast.units[key].pk, scope, Y2024, tree(), {MEMBERS, MEETINGS})
    return {(code, sex): d.value for (code, _breakdown, _part, sex), d in found.items()}


def test_a_district_counts_its_own_committee_and_those_of_its_communes_each_once(small):
    assert said(small, "huyen-a", "own") == {(MEMBERS, "F"): 4, (MEMBERS, "M"): 1, (MEETINGS, "_T"): 2}
    assert said(small, "huyen-a", "all") == {(MEMBERS, "F"): 5, (MEMBERS, "M"): 3, (MEETINGS, "_T"): 4}
    assert said(small, "huyen-b", "all") == {}
    assert said(small, "tinh", "all") == {(MEMBERS, "F"): 13, (MEMBERS, "M"): 9, (MEETINGS, "_T"): 9}


def test_the_total_of_the_province_is_what_its_units_sent_and_names_who_is_silent(small):
    standing, u = tree(), small.units
    asked = {i.code: i for i in Indicator.objects.filter(code__in=[MEMBERS, MEETINGS])}
    for key, scope in (("so-yt", "own"), ("huyen-a", "all"), ("xa-a1", "own")):
        with transaction.atomic():
            filling.fill(u[key].pk, scope, Y2024, standing, asked.values(), by="thử")
            release(u[key].pk, "2024")
    totals = roll_up("2024", standing, u["tinh"].pk)
    members, meetings = totals[asked[MEMBERS].pk], totals[asked[MEETINGS].pk]
    assert (members.female, members.male, members.total) == (3 + 5, 2 + 3, 13)
    assert meetings.total == 3 + 4
    assert set(members.missing) == {u["so-ld"].pk, u["huyen-b"].pk}
    for total in (
        members,
        meetings,
    ):  # what its commune sent beside it is compared with the district's, not added
        assert [d.unit_id for d in total.differences] == [u["huyen-a"].pk]
