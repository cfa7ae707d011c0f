"""Women in leadership as units stood on a day, and in today's borders: counted by hand on the small province."""

import datetime

import pytest

from chithi.figures.catalogue import install
from chithi.figures.women import picture
from chithi.journal.actions import Operator
from chithi.leadership.models import ElectedBody
from chithi.units.queries import tree
from tests.figures.test_women import LONG_AGO, count, lead, said

DAY = datetime.date(2024, 6, 30)
PAGE = "/figures/women-in-leadership/"


@pytest.fixture
def changed(cast, decide, monkeypatch):
    """An Lạc (staff 1 of 10 women, a man leads) goes into An Phú (9 of 10, a woman leads); Bình Minh is parted; the
    Women's Union is abolished."""
    u = cast.units
    install(actor=Operator(), top=u["tinh"])
    monkeypatch.setattr("tests.figures.test_women.DAY", DAY)
    count(u["xa-a1"], 1, 9), lead(u["xa-a1"], "committee", 0, 1)
    count(u["xa-a2"], 9, 1), lead(u["xa-a2"], "committee", 1, 0)
    lead(u["xa-b1"], "committee", 1, 1)
    lead(u["hlhpn"], "mass", 1, 0)
    for key, women, men in (("xa-a1", 6, 24), ("xa-a2", 1, 9), ("xa-b1", 5, 5)):
        ElectedBody.objects.create(
            title="Đảng bộ", unit=u[key], kind="party", term="2020-2025", valid_from=LONG_AGO, female=women, male=men,
            created_by="thử", added_on=LONG_AGO,
        )  # fmt: skip
    decide(
        "2024-07-01,12/NQ,merge,xa-a1,xa-a2,,",
        "2024-07-01,12/NQ,split,xa-b1,xa-b1,,",
        "2024-07-01,12/NQ,split,xa-b1,xa-b2,,",
        "2024-07-01,12/NQ,abolish,hlhpn,,,",
    )
    return cast


def test_each_unit_s_people_stand_where_the_unit_went(changed):
    then, now = picture(DAY), picture(DAY, tree())
    assert said(then.section("party")) == said(now.section("party")) | {"Cấp xã": (12, 50, 0)}
    assert said(now.section("party")) == {"Chung": (12, 50, 0), "Cấp xã": (7, 40, 0)}
    assert said(then.section("key"))["Chung"] == said(now.section("key"))["Chung"] == (3, 5, 0)
    assert said(now.section("key"))["Cấp xã, Ủy ban nhân dân"] == (1, 2, 0)
    units = {one.node.key: one.line for one in now.units}
    assert "xa-a1" not in units
    assert (units["xa-a2"].staff.women, units["xa-a2"].staff.total, units["xa-a2"].woman) == (10, 20, True)
    assert units["xa-b1"].woman is None
    assert [node.key for node in now.unplaced] == ["hlhpn", "xa-b1"]


def test_the_page_and_its_files_are_had_both_ways(changed, sign_in):
    client = sign_in(changed.people["officer"])
    then = client.get(PAGE, {"day": "30/06/2024", "verdict": ""}).content.decode()
    assert "xã An Lạc" in then
    now = client.get(PAGE, {"day": "30/06/2024", "verdict": "", "borders": "now"}).content.decode()
    assert "xã An Lạc" not in now
    assert "2 đơn vị" in now
    assert "Ủy ban nhân dân xã Bình Minh" in now
    file = client.get(f"{PAGE}units.csv", {"day": "30/06/2024", "borders": "now"})
    text = b"".join(file.streaming_content).decode()
    assert "xa-a1" not in text
    assert "xa-a2,Ủy ban nhân dân xã An Phú,10,20,50" in text
