"""Where something is written nothing is remembered: who follows whom is asked once all the same."""

import datetime

import pytest

from chithi.plans.models import Assignment
from chithi.plans.passing import expanded
from chithi.steering.queries import addressees
from chithi.steering.queries import rows as rows_of
from chithi.units.following import followers, partly_left_to
from chithi.units.models import Group, GroupMember
from chithi.units.queries import members, tree
from tests.cast import LONG_AGO, make_unit
from tests.reports.builders import make_round

GONE = ("xa-a1", "xa-a2", "xa-b1")


@pytest.fixture
def merged(cast, decide):
    make_round(cast)
    cast.units["xa-moi"] = make_unit("xa-moi", "Ủy ban nhân dân xã Mới", "commune", cast.units["tinh"])
    cast.units["huyen-moi"] = make_unit(
        "huyen-moi", "Ủy ban nhân dân huyện Mới", "district", cast.units["tinh"]
    )
    rows = [f"2024-07-01,12/NQ,merge,{key},xa-moi,," for key in GONE]
    decide(*rows, *(f"2024-07-01,12/NQ,merge,{key},huyen-moi,," for key in ("huyen-a", "huyen-b")))
    return cast


def test_for_all_members_of_a_group(merged, django_assert_num_queries):
    below = Group.objects.create(key="xa", name="Các xã", kinds=["commune"], parent=merged.units["huyen-a"])
    for key in GONE:
        GroupMember.objects.create(group=below, unit=merged.units[key], valid_from=LONG_AGO)
    units = tree()
    with django_assert_num_queries(2):
        assert [n.key for n in members(below, units)] == ["xa-b2", "xa-moi"]


def test_a_group_whose_units_stand_does_not_ask_it(merged, django_assert_num_queries):
    group = Group.objects.get(key="so-ban-nganh")
    units = tree()
    with django_assert_num_queries(1):
        assert [n.key for n in members(group, units)] == ["so-ld", "so-yt"]


def test_for_all_groups_of_assignments(merged, django_assert_num_queries):
    groups = [
        Group.objects.create(key=f"xa-{n}", name=f"Xã {n}", kinds=["commune"], parent=merged.units["huyen-a"])
        for n in range(4)
    ]
    item = Assignment.objects.first().work_item
    mine = [Assignment.objects.create(work_item=item, role="with", name=g.name, group=g) for g in groups]
    units = tree()
    with django_assert_num_queries(3):  # the links, the members, since when the item binds
        found = expanded(mine, units)
    assert {tuple(n.key for n in nodes) for nodes in found.values()} == {("xa-b2",)}


def test_for_all_units_before(merged, django_assert_num_queries):
    with django_assert_num_queries(4):  # the links, the day, the units with their other names
        assert len(partly_left_to({merged.units["xa-moi"].pk})) == 4
    with django_assert_num_queries(4):
        assert followers(merged.units["xa-a1"].pk) == [merged.units["xa-moi"].pk]


def test_for_all_that_are_reminded(merged, django_assert_num_queries):
    cycle = merged.units["so-yt"].reports.get().cycle
    found = rows_of(cycle, tree())
    assert sum(row.owes for row in found) >= 4
    with django_assert_num_queries(5):  # the people, the links, the day, the units with their other names
        addressees(found, datetime.date(2024, 11, 12))
