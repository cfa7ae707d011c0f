import datetime
import re

import pytest

from chithi.accounts.models import User
from chithi.journal.models import Entry
from chithi.units.models import Group, Role, UnitAlias, UnitVersion
from chithi.units.queries import tree
from tests.cast import LONG_AGO, make_person, make_unit

TODAY = "12/11/2024"


def text(answer):
    return answer.content.decode()


@pytest.fixture
def administrator(cast, sign_in):
    return sign_in(cast.people["administrator"])


def test_the_list_is_searched_by_folded_words(cast, sign_in):
    client = sign_in(cast.people["officer"])
    page = text(client.get("/units/", {"q": "so y te"}))
    assert "Sở Y tế" in page
    assert "Sở Lao động" not in page
    assert "Sở Lao động" in text(client.get("/units/", {"q": "LĐTBXH"}))


def test_the_list_is_filtered_by_kind_level_and_day(cast, sign_in):
    client = sign_in(cast.people["officer"])
    assert "An Lạc" not in text(client.get("/units/", {"kind": "department"}))
    page = text(client.get("/units/", {"level": "commune"}))
    assert "An Lạc" in page
    assert "Sở Y tế" not in page
    assert "Không có đơn vị nào" in text(client.get("/units/", {"day": "1/1/2001"}))
    assert "15/11/2026" in text(client.get("/units/", {"day": "hôm qua"}))


def test_the_list_stands_within_thirty_queries_at_any_size(cast, sign_in, django_assert_max_num_queries):
    for n in range(110):
        make_unit(f"xa-{n}", f"Ủy ban nhân dân xã Số {n}", "commune", cast.units["huyen-a"])
    for user in ("officer", "administrator"):
        client = sign_in(cast.people[user])
        for address in ("/units/", "/units/unit/huyen-a/", "/units/groups/", "/units/groups/group/huyen/"):
            with django_assert_max_num_queries(28):
                assert client.get(address).status_code == 200


def test_the_people_stand_within_thirty_queries_at_any_size(cast, sign_in, django_assert_max_num_queries):
    for n in range(110):
        make_person(f"nguoi{n}", f"Người Số {n}", cast.units["huyen-a"], "unit_officer")
    client = sign_in(cast.people["administrator"])
    for address in ("/units/people/", f"/units/people/{cast.people['officer'].pk}/", "/units/deputies/"):
        with django_assert_max_num_queries(28):
            assert client.get(address).status_code == 200


def test_a_unit_is_added_below_another(administrator):
    form = {
        "name": "Sở Tài chính",
        "kind": "department",
        "parent": "tinh",
        "valid_from": "01/01/2020",
        "aliases": "Sở TC\nSTC",
    }
    answer = administrator.post("/units/new/", form)
    assert answer.headers["Location"] == "/units/unit/so-tai-chinh/"
    node = tree().by_key("so-tai-chinh")
    assert (node.name, node.aliases) == ("Sở Tài chính", ("Sở TC", "STC"))
    assert Entry.objects.get().verb == "units.create"


def test_what_was_typed_comes_back_with_the_reason(administrator):
    form = {
        "name": "Sở Tài chính",
        "kind": "department",
        "parent": "tinh",
        "valid_from": "31/02/2020",
        "key": "so-yt",
    }
    page = text(administrator.post("/units/new/", form))
    assert 'value="Sở Tài chính"' in page
    assert 'value="31/02/2020"' in page
    page = text(administrator.post("/units/new/", {**form, "valid_from": "01/02/2020"}))
    assert "đã có" in page.lower()
    assert UnitVersion.objects.filter(name="Sở Tài chính").count() == 0


def test_a_unit_changes_from_a_day_on_and_the_past_stays(cast, administrator):
    form = {
        "name": "Sở Y tế và Dân số",
        "kind": "department",
        "parent": "tinh",
        "valid_from": "01/03/2025",
        "reason": "QĐ 12",
    }
    assert administrator.post("/units/unit/so-yt/change/", form).status_code == 302
    assert tree(datetime.date(2025, 2, 28)).by_key("so-yt").name == "Sở Y tế"
    assert tree(datetime.date(2025, 3, 1)).by_key("so-yt").name == "Sở Y tế và Dân số"
    administrator.post("/units/unit/so-yt/change/", form)
    assert Entry.objects.count() == 1
    assert "Sở Y tế và Dân số" in text(administrator.get("/units/unit/so-yt/"))


def test_a_unit_cannot_stand_below_its_own_child(administrator):
    form = {"name": "Huyện A", "kind": "district", "parent": "xa-a1", "valid_from": "01/01/2024"}
    assert "vòng" in text(administrator.post("/units/unit/huyen-a/change/", form))
    assert Entry.objects.count() == 0


def test_a_unit_ends_only_when_nothing_stands_below_it(cast, administrator):
    assert "An Lạc" in text(administrator.post("/units/unit/huyen-a/end/", {"final": "31/12/2024"}))
    assert administrator.post("/units/unit/so-yt/end/", {"final": "31/12/2024"}).status_code == 302
    assert tree(datetime.date(2024, 12, 31)).by_key("so-yt")
    assert not tree(datetime.date(2025, 1, 1)).by_key("so-yt")


def test_another_name_comes_and_goes(cast, administrator):
    administrator.post("/units/unit/so-yt/names/", {"name": "SYT"})
    alias = UnitAlias.objects.get(name="SYT")
    assert "SYT" in tree().by_key("so-yt").aliases
    administrator.post(f"/units/unit/so-yt/names/{alias.pk}/withdraw/")
    assert tree().by_key("so-yt").aliases == ()
    administrator.post("/units/unit/so-yt/names/", {"name": "SYT"})
    assert "SYT" in tree().by_key("so-yt").aliases


def test_a_group_is_made_changed_and_given_a_member(cast, administrator):
    form = {"name": "Các cơ quan nội chính", "kinds": ["sector_agency"], "aliases": "Khối nội chính"}
    assert administrator.post("/units/groups/new/", form).status_code == 302
    group = Group.objects.get(name="Các cơ quan nội chính")
    member = {"unit": "so-yt", "valid_from": TODAY}
    administrator.post(f"/units/groups/group/{group.key}/members/", member)
    administrator.post(f"/units/groups/group/{group.key}/members/", member)
    assert group.members.count() == 1
    assert "Sở Y tế" in text(administrator.get(f"/units/groups/group/{group.key}/"))
    administrator.post(f"/units/groups/group/{group.key}/change/", {**form, "aliases": ""})
    assert [a.withdrawn_at is None for a in group.aliases.all()] == [False]
    administrator.post(f"/units/groups/group/{group.key}/members/", {"withdraw": "1"})
    assert administrator.get(f"/units/groups/group/{group.key}/").status_code == 404


def test_only_administrators_change_units_and_only_below_theirs(cast, sign_in):
    branch = make_person("qthuyen", "Quản Trị Huyện", cast.units["huyen-a"], "administrator")
    form = {"name": "X", "kind": "commune", "parent": "huyen-a", "valid_from": "01/01/2020"}
    for person, unit, wanted in (
        (branch, "xa-a1", 302),
        (branch, "so-yt", 404),
        (cast.people["officer"], "so-yt", 404),
    ):
        assert sign_in(person).post(f"/units/unit/{unit}/change/", form).status_code == wanted
    client = sign_in(branch)
    assert client.post("/units/new/", {**form, "parent": "huyen-b"}).status_code == 200
    assert client.post("/units/groups/new/", {"name": "Nhóm"}).status_code == 403
    assert sign_in(cast.people["officer"]).get("/units/new/").status_code == 403


def test_an_account_without_a_role_sees_no_units(cast, sign_in):
    assert sign_in(make_person("moi", "Người Mới", None, None)).get("/units/").status_code == 403


def test_a_person_is_added_invited_and_enters(cast, administrator, client, mailoutbox):
    form = {
        "username": "Lan",
        "name": "Nguyễn Thị Lan",
        "email": "lan@example.vn",
        "unit": "so-yt",
        "kind": "unit_officer",
        "valid_from": TODAY,
    }
    assert administrator.post("/units/people/new/", form).status_code == 302
    person = User.objects.get(username="lan")
    assert "chưa được mời" in text(administrator.get("/units/people/", {"q": "nguyen lan"}))
    page = text(administrator.post(f"/units/people/{person.pk}/invite/", {"send": "1"}))
    link = re.search(r"http://testserver(/accounts/invitation/[^\"]+/)", page).group(1)
    assert link in mailoutbox[0].body
    assert mailoutbox[0].to == ["lan@example.vn"]
    client.logout()
    chosen = {"new_password1": "mat khau rat dai 99", "new_password2": "mat khau rat dai 99"}
    client.post(link, chosen)
    assert client.get("/units/").status_code == 200


def test_everybody_who_waits_is_invited_at_once(cast, administrator, mailoutbox):
    for n in range(3):
        user = User.objects.create_user(
            f"moi{n}", name=f"Người Mới {n}", email=f"moi{n}@example.vn" if n else ""
        )
        Role.objects.create(user=user, unit=cast.units["so-yt"], kind="unit_officer", valid_from=LONG_AGO)
    administrator.post("/units/people/invite/")
    administrator.post("/units/people/invite/")
    assert sorted(m.to[0] for m in mailoutbox) == ["moi1@example.vn", "moi2@example.vn"]


def test_an_account_is_put_to_rest_and_woken_but_not_ones_own(cast, administrator):
    officer, me = cast.people["officer"], cast.people["administrator"]
    administrator.post(f"/units/people/{officer.pk}/rest/", {"active": "0"})
    administrator.post(f"/units/people/{me.pk}/rest/", {"active": "0"})
    assert not User.objects.get(pk=officer.pk).is_active
    assert User.objects.get(pk=me.pk).is_active
    administrator.post(f"/units/people/{officer.pk}/rest/", {"active": "1"})
    assert User.objects.get(pk=officer.pk).is_active


def test_a_role_is_given_and_ended(cast, administrator):
    officer = cast.people["officer"]
    form = {"unit": "so-ld", "kind": "head", "valid_from": TODAY, "valid_to": ""}
    assert administrator.post(f"/units/people/{officer.pk}/roles/", form).status_code == 302
    assert "đã giữ vai trò này" in text(administrator.post(f"/units/people/{officer.pk}/roles/", form))
    role = Role.objects.get(user=officer, kind="head")
    administrator.post(f"/units/roles/{role.pk}/end/", {"final": "31/12/2024"})
    role.refresh_from_db()
    assert role.valid_to == datetime.date(2024, 12, 31)


def test_the_last_administrator_stays(cast, administrator):
    role = Role.objects.get(kind="administrator")
    assert "quản trị cuối cùng" in text(administrator.post(f"/units/roles/{role.pk}/end/", {"final": TODAY}))
    role.refresh_from_db()
    assert role.valid_to is None


def test_a_branch_administrator_cannot_take_over_somebody_above(cast, sign_in):
    branch = make_person("qthuyen", "Quản Trị Huyện", cast.units["huyen-a"], "administrator")
    leader = cast.people["leader"]
    Role.objects.create(user=leader, unit=cast.units["huyen-a"], kind="unit_officer", valid_from=LONG_AGO)
    client = sign_in(branch)
    assert client.get(f"/units/people/{leader.pk}/").status_code == 200
    for page in ("invite", "change", "rest"):
        assert client.post(f"/units/people/{leader.pk}/{page}/", {"name": "X"}).status_code == 404
    assert client.get(f"/units/people/{cast.people['officer'].pk}/").status_code == 404
    assert "Lê Văn Cán Bộ" not in text(client.get("/units/people/"))


def test_a_head_names_a_deputy_for_a_time_who_may_then_do_the_same(cast, sign_in):
    head, officer = cast.people["head"], cast.people["officer"]
    role = Role.objects.get(user=head)
    client = sign_in(head)
    form = {"role": role.pk, "user": officer.pk, "valid_from": TODAY, "valid_to": "20/11/2024"}
    assert client.post("/units/deputies/", form).status_code == 302
    deputy = Role.objects.get(deputy_for=role)
    assert (deputy.kind, deputy.unit_id, deputy.user_id) == ("head", role.unit_id, officer.pk)
    assert "thay" in text(client.post("/units/deputies/", form))
    assert client.post("/units/deputies/", {**form, "valid_to": "01/11/2024"}).status_code == 200
    assert (
        sign_in(cast.people["stranger"]).post(f"/units/roles/{deputy.pk}/end/", {"final": TODAY}).status_code
        == 404
    )
    assert sign_in(head).post(f"/units/roles/{deputy.pk}/end/", {"final": TODAY}).status_code == 302
    deputy.refresh_from_db()
    assert deputy.valid_to == datetime.date(2024, 11, 12)
    assert Entry.objects.count() == 2


def test_a_deputy_ends_with_the_role_it_is_for(cast, administrator):
    role = Role.objects.get(user=cast.people["head"])
    deputy = Role.objects.create(
        user=cast.people["officer"], unit=role.unit, kind="head", valid_from=LONG_AGO, deputy_for=role
    )
    administrator.post(f"/units/roles/{role.pk}/end/", {"final": "30/11/2024"})
    deputy.refresh_from_db()
    assert deputy.valid_to == datetime.date(2024, 11, 30)


def test_a_deputy_comes_from_ones_own_unit(cast, sign_in):
    role = Role.objects.get(user=cast.people["head"])
    form = {
        "role": role.pk,
        "user": cast.people["stranger"].pk,
        "valid_from": TODAY,
        "valid_to": "20/11/2024",
    }
    assert sign_in(cast.people["head"]).post("/units/deputies/", form).status_code == 200
    assert Role.objects.filter(deputy_for=role).count() == 0
