"""What the pages of units say of where they came from and went, and what a name means that no unit has any more."""

import datetime

import pytest
from django.urls import reverse

from chithi.journal.actions import Operator
from chithi.plans.checklist import doubts_of
from chithi.plans.learning import Meaning
from chithi.plans.models import Assignment
from chithi.plans.naming import name_stands_for
from chithi.units.actions import add_alias
from chithi.units.queries import directory
from tests.cast import make_person, make_unit
from tests.plans.conftest import imported

PLAN = "KẾ HOẠCH\nTHỬ NGHIỆM\n\nIII. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Xây dựng tài liệu cho nhân dân.\n"
DAY, BEFORE = datetime.date(2024, 7, 1), datetime.date(2024, 6, 30)


@pytest.fixture
def units(cast):
    for key, name in (("so-moi", "Sở Y tế và Xã hội"), ("so-hai", "Sở Nội vụ")):
        cast.units[key] = make_unit(key, name, "department", cast.units["tinh"])
    return cast.units


def page_of(client, cast, key: str, who: str = "officer") -> str:
    client.force_login(cast.people[who])
    return client.get(reverse("units:unit", args=[key])).content.decode()


def test_the_page_of_a_unit_says_what_came_to_it_and_where_it_went(client, cast, units, decide):
    decide(
        "2024-07-01,12/NQ,split,so-yt,so-moi,3/5,",
        "2024-07-01,12/NQ,split,so-yt,so-hai,2/5,",
        "2024-07-01,12/NQ,transfer,so-ld,so-hai,,inspections",
    )
    old = page_of(client, cast, "so-yt", "leader")
    assert old.index("Đơn vị này không còn hoạt động. Ngày cuối là 30/06/2024") < old.index("Chuyển về đâu")
    for text in ("Sở Y tế và Xã hội", "phần 3/5", "phần 2/5", "theo 12/NQ", "01/07/2024"):
        assert text in old
    assert f'href="{reverse("units:unit", args=["so-moi"])}"' in old
    new = page_of(client, cast, "so-hai", "leader")
    assert "Hình thành từ" in new
    assert f'href="{reverse("units:unit", args=["so-yt"])}"' in new
    assert "sổ: Kiểm tra, giám sát" in new
    giver = page_of(client, cast, "so-ld", "leader")
    assert "<h2>Chuyển giao chức năng</h2>" in giver
    assert "Chuyển về đâu" not in giver
    taken = new.index("<h2>Tiếp nhận chức năng</h2>")
    assert new.index("Hình thành từ") < taken < new.index("sổ: Kiểm tra, giám sát")
    assert "Hình thành từ" not in page_of(client, cast, "huyen-a", "leader")


def test_a_unit_abolished_says_that_nobody_follows(client, cast, units, decide):
    decide("2024-07-01,12/NQ,abolish,so-yt,,,")
    page = page_of(client, cast, "so-yt", "leader")
    assert "không có đơn vị tiếp nhận" in page
    assert "tiếp tục tại" not in page


def test_a_name_that_no_unit_has_any_more_means_the_unit_it_went_to_whole(cast, units, decide):
    add_alias(units["so-yt"], "Ngành Y", actor=Operator())
    decide("2024-07-01,12/NQ,merge,so-yt,so-moi,,")
    for name in ("Sở Y tế", "sở y tế tỉnh", "Ngành Y"):
        match = directory().match(name)
        assert (match.id, match.how) == (units["so-moi"].pk, "formerly"), name
    assert directory(BEFORE).match("Sở Y tế").how == "exact"
    assert directory().match("Sở Y tế và Xã hội").how == "exact"


def test_a_standing_unit_of_that_name_is_meant_first(cast, units, decide):
    again = make_unit("so-yt-2", "Sở Y tế", "department", cast.units["tinh"])
    decide("2024-07-01,12/NQ,merge,so-yt,so-moi,,")
    match = directory().match("Sở Y tế")
    assert (match.id, match.how) == (again.pk, "exact")


def test_the_name_of_a_parted_unit_stays_open_with_its_parts_offered_first(cast, units, decide):
    decide("2024-07-01,12/NQ,split,so-yt,so-moi,,", "2024-07-01,12/NQ,split,so-yt,so-hai,,")
    match = directory().match("Sở Y tế")
    assert match.kind == "none"
    assert {m.id for m in match.candidates[:2]} == {units["so-moi"].pk, units["so-hai"].pk}


def test_the_old_name_of_a_unit_that_is_called_otherwise_now_means_it(cast, units, decide):
    decide("2024-07-01,12/NQ,rename,so-yt,Sở Sức khỏe,,")
    match = directory().match("Sở Y tế")
    assert (match.id, match.how) == (units["so-yt"].pk, "formerly")


def test_two_units_that_had_one_name_are_not_guessed_between(cast, units, decide):
    cast.units["xa-c1"] = make_unit("xa-c1", "Ủy ban nhân dân xã An Lạc", "commune", cast.units["huyen-b"])
    decide("2024-07-01,12/NQ,merge,xa-a1,xa-a2,,", "2024-07-01,12/NQ,merge,xa-c1,xa-b1,,")
    match = directory().match("UBND xã An Lạc")
    assert match.kind == "none"
    assert {m.id for m in match.candidates[:2]} == {cast.units["xa-a2"].pk, cast.units["xa-b1"].pk}
    assert directory().match("UBND xã An Lạc huyện Bình Sơn").id == cast.units["xa-b1"].pk


def test_where_two_standing_units_have_the_name_a_former_one_does_not_decide(cast, units, decide):
    for key, above in (("xa-c1", "huyen-a"), ("xa-c2", "huyen-b")):
        make_unit(key, "Ủy ban nhân dân xã An Lạc", "commune", cast.units[above])
    decide("2024-07-01,12/NQ,merge,xa-a1,xa-a2,,")
    assert directory().match("UBND xã An Lạc").kind == "none"


def test_a_plan_read_today_with_an_old_name_wants_a_look_and_what_is_said_is_kept(
    client, cast, units, decide
):
    decide("2024-07-01,12/NQ,merge,so-yt,so-moi,,")
    found = imported(cast, PLAN)
    (a,) = Assignment.objects.filter(work_item__plan=found.plan)
    assert (a.unit_id, a.how) == (units["so-moi"].pk, "formerly")
    item = a.work_item
    assert doubts_of([item])[item.pk] == ["formerly"]
    client.force_login(cast.people["focal"])
    assert (
        "tên đơn vị không còn" in client.get(reverse("plans:names", args=[found.plan.key])).content.decode()
    )
    meaning = Meaning(unit=units["so-moi"])
    name_stands_for(found.edition, "Sở Y tế", meaning, actor=cast.people["focal"])
    assert doubts_of([item])[item.pk] == []
    again = imported(cast, PLAN.replace("nhân dân", "phụ nữ"), "khac.txt")
    assert Assignment.objects.get(work_item__plan=again.plan).how == "learned"


def test_who_has_a_role_reads_the_page_of_a_unit_that_is_no_more(client, cast, units, decide):
    decide("2024-07-01,12/NQ,merge,so-yt,so-moi,,")
    make_person("moi", "Cán bộ Mới", units["so-moi"], "unit_officer")
    assert "Sở Y tế và Xã hội" in page_of(client, cast, "so-yt", "stranger")
