"""The own plan of a unit: who makes it, and whom it may bind."""

import pytest
from django.urls import reverse

from chithi.journal.models import Entry
from chithi.plans import checking, naming, publishing
from chithi.plans.learning import Meaning, say_no_unit
from chithi.plans.models import Assignment, Edition, Lesson, Plan
from chithi.plans.queries import plans_for
from chithi.plans.refusals import Refused
from chithi.units.models import Role
from tests.cast import LONG_AGO
from tests.plans.test_pages import text_of, upload

OWN_PLAN = """KẾ HOẠCH
Thực hiện Chỉ thị về công tác phụ nữ của ngành y tế

I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Cụ thể hóa nhiệm vụ của ngành.
II. NỘI DUNG THỰC HIỆN
1. Chăm sóc sức khỏe bà mẹ và trẻ em gái tại các xã vùng khó khăn.
2. Tuyên truyền pháp luật về bình đẳng giới cho viên chức.
III. TỔ CHỨC THỰC HIỆN
1. Sở Y tế: Tổ chức khám sức khỏe bà mẹ và trẻ em gái ở vùng khó khăn; phối hợp với Sở Nội vụ tập huấn cho viên chức.
"""


def url(name, *args):
    return reverse(f"plans:{name}", args=args)


def unit_of(province, key):
    return province.units[key]


def import_as(client, unit, text=OWN_PLAN):
    return client.post(url("import"), upload(text, "ke-hoach-so.txt", issuer=unit.pk))


@pytest.mark.parametrize("who", ["officer", "head"])
def test_officers_and_heads_import_check_and_publish_the_plan_of_their_own_unit(province, sign_in, who):
    client = sign_in(province.people[who])
    assert import_as(client, unit_of(province, "so-yt")).status_code == 302
    plan = Plan.objects.get()
    assert (plan.issuer, plan.focal_unit) == (province.units["so-yt"], province.units["so-yt"])
    client.post(url("confirm-all", plan.key))
    for item in plan.work_items.all():
        client.post(url("confirm", plan.key, item.pk))
    client.post(url("publish", plan.key), {"day": "01/03/2024", "unplaced_seen": "1"})
    plan.refresh_from_db()
    assert plan.state == "published"


@pytest.mark.parametrize("who", ["officer", "head", "stranger", "district_head", "leader"])
def test_nobody_imports_for_a_unit_that_is_not_their_own(province, sign_in, who):
    client = sign_in(province.people[who])
    for key in ("tinh", "so-ld", "xa-a1"):
        assert import_as(client, unit_of(province, key)).status_code in (200, 403)
    assert not Plan.objects.exists()


def test_an_officer_of_the_unit_at_the_top_has_no_part_in_the_plans_of_the_province(small, sign_in, cast):
    Role.objects.create(user=cast.people["leader"], unit=cast.units["tinh"], kind="head", valid_from=LONG_AGO)
    client = sign_in(cast.people["leader"])
    assert client.get(url("import")).status_code == 403
    assert client.get(url("check", small.plan.key)).status_code == 404


def test_others_do_not_see_the_draft_of_a_unit(province, sign_in, client):
    import_as(sign_in(province.people["officer"]), unit_of(province, "so-yt"))
    plan = Plan.objects.get()
    seen = {
        who
        for who, user in province.people.items()
        if sign_in(user).get(url("check", plan.key)).status_code == 200
    }
    assert seen == {"officer", "head", "administrator"}
    listed = {who for who, user in province.people.items() if plan in plans_for(user)}
    assert listed == seen


@pytest.fixture
def own_draft(province):
    from tests.plans.own import own_plan

    return own_plan(province, OWN_PLAN, publish=False)


def test_an_own_plan_gives_no_lead_to_a_unit_beside_it(own_draft, province, sign_in):
    head = province.people["head"]
    item = own_draft.work_items.filter(is_report_duty=False).first()
    given = checking.Given(
        item.text, add=(checking.Addition("lead", unit=province.units["so-nv"]),), confirm=True
    )
    checking.check_item(item, given, actor=head)
    page = sign_in(head).get(url("publish", own_draft.key))
    assert "không thuộc" in text_of(page)
    with pytest.raises(Refused, match="Sở Y tế"):
        publishing.publish(own_draft, actor=head, unplaced_seen=True)
    publishing.publish(own_draft, actor=province.people["administrator"], unplaced_seen=True)


def test_a_lead_outside_cannot_come_in_after_it_binds(own_draft, province):
    head = province.people["head"]
    publishing.publish(own_draft, actor=head, unplaced_seen=True)
    partner = Assignment.objects.get(work_item__valid_from__isnull=False, role="with")
    item = partner.work_item
    keep = frozenset(item.assignments.values_list("pk", flat=True))
    add = (checking.Addition("lead", unit=province.units["so-nv"]),)
    with pytest.raises(Refused, match="Sở Y tế"):
        checking.check_item(item, checking.Given(item.text, keep=keep, add=add), actor=head)
    naming.name_stands_for(
        item.edition, partner.name, Meaning(unit=province.units["so-gd"]), actor=head
    )  # to cooperate may be asked of everybody
    lead = item.assignments.get(role="lead")
    with pytest.raises(Refused):
        naming.name_stands_for(item.edition, lead.name, Meaning(unit=province.units["so-gd"]), actor=head)
    assert item.assignments.get(role="lead").unit == province.units["so-yt"]


def test_an_officer_teaches_no_other_unit_that_a_name_is_none(own_draft, province, sign_in):
    client = sign_in(province.people["officer"])
    name = "Sở Nội vụ"
    page = client.get(url("name", own_draft.key) + f"?name={name}").content.decode()
    assert 'value="none"' not in page
    with pytest.raises(Refused):
        say_no_unit(Edition.objects.get(), name, actor=province.people["officer"])
    assert not Lesson.objects.exists()
    assert client.get(url("lessons")).status_code == 403
    assert "/plans/learned/" not in client.get(url("names", own_draft.key)).content.decode()


def test_names_left_are_divisions_of_the_unit_at_one_press(province, sign_in):
    client = sign_in(province.people["officer"])
    text = OWN_PLAN.replace("1. Sở Y tế: Tổ chức", "1. Phòng Nghiệp vụ Y: Tổ chức")
    import_as(client, unit_of(province, "so-yt"), text)
    plan = Plan.objects.get()
    client.post(url("own-divisions", plan.key))
    lead = plan.work_items.first().assignments.get(role="lead")
    assert (lead.name, lead.unit) == ("Phòng Nghiệp vụ Y", province.units["so-yt"])
    assert Entry.objects.filter(verb="plans.own_divisions").count() == 1
    client.post(url("own-divisions", plan.key))
    assert Entry.objects.filter(verb="plans.own_divisions").count() == 1


def test_the_plan_of_the_province_has_no_divisions(small, sign_in, cast):
    client = sign_in(cast.people["focal"])
    assert client.post(url("own-divisions", small.plan.key)).status_code == 404
