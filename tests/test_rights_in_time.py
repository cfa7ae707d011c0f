"""Rights begin and end with their days, and ids of other things in what is posted reach nothing."""

import datetime
import json
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from chithi.accounts.actions import set_active
from chithi.accounts.models import User
from chithi.journal.actions import Operator
from chithi.plans.models import Assignment, ChosenMember, ProvisionLink, WorkItem
from chithi.reports.models import Answer, Letter, Remark
from chithi.shell.models import Installation
from chithi.steering.models import Consolidation
from chithi.units.models import Role, UnitAlias
from tests.cast import make_person
from tests.places import make_places
from tests.reports.builders import make_plan

DAY = datetime.date


@pytest.fixture
def places(cast):
    return make_places(cast)


def stand(day):
    Installation.objects.update(standing_day=day)


def test_a_deputy_has_the_right_on_the_first_and_the_last_day_and_not_around_them(cast, places, sign_in):
    head = Role.objects.get(user=cast.people["head"])
    deputy = make_person("phogiamdoc", "Phó Giám Đốc", cast.units["so-ld"], "unit_officer")
    Role.objects.create(
        user=deputy, unit=head.unit, kind="head", deputy_for=head,
        valid_from=DAY(2024, 11, 12), valid_to=DAY(2024, 11, 14),
    )  # fmt: skip
    client, address = sign_in(deputy), reverse("reports:report", kwargs=places["reports:report"][0])
    for day, status in ((11, 404), (12, 200), (14, 200), (15, 404)):
        stand(DAY(2024, 11, day))
        assert client.get(address).status_code == status, day


def test_a_deputy_goes_with_the_role_and_names_nobody(cast, places, sign_in):
    head = Role.objects.get(user=cast.people["head"])
    days = {"valid_from": "12/11/2024", "valid_to": "14/11/2024"}
    stranger = cast.people["stranger"].pk
    client = sign_in(cast.people["head"])
    # Neither somebody of another unit, nor a role of somebody else.
    other = Role.objects.get(user=cast.people["focal"]).pk
    client.post("/units/deputies/", {"role": head.pk, "user": stranger, **days})
    client.post("/units/deputies/", {"role": other, "user": cast.people["officer"].pk, **days})
    assert not Role.objects.exclude(deputy_for=None).exists()
    client.post("/units/deputies/", {"role": head.pk, "user": cast.people["officer"].pk, **days})
    deputy = Role.objects.get(deputy_for=head)
    client = sign_in(cast.people["officer"])
    client.post("/units/deputies/", {"role": deputy.pk, "user": cast.people["statistician"].pk, **days})
    assert Role.objects.exclude(deputy_for=None).count() == 1
    end = {"final": "12/11/2024", "reason": ""}
    sign_in(cast.people["administrator"]).post(reverse("units:end-role", args=[head.pk]), end)
    stand(DAY(2024, 11, 13))
    address = reverse("reports:act", kwargs={**places["reports:report"][0], "act": "send"})
    assert sign_in(cast.people["officer"]).post(address).status_code == 404


def test_a_role_that_ended_gives_nothing(cast, places, sign_in):
    Role.objects.filter(user=cast.people["officer"]).update(valid_to=DAY(2024, 11, 11))
    client = sign_in(cast.people["officer"])
    for name in ("reports:report", "reports:paper", "units:list", "plans:list", "figures:list"):
        assert client.get(reverse(name, kwargs=places[name][0])).status_code in (403, 404), name


def test_an_account_at_rest_with_a_live_session_gets_nothing(cast, places, sign_in):
    client, address = sign_in(cast.people["officer"]), reverse("reports:list")
    assert client.get(address).status_code == 200
    set_active(cast.people["officer"], False, actor=Operator())
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/accounts/sign-in/?next={address}")
    saved = reverse("reports:changes", kwargs=places["reports:report"][0])
    assert client.post(saved, data="{}", content_type="application/json").status_code == 302


def test_an_administrator_of_a_branch_gives_no_role_above(cast, places, sign_in):
    client = sign_in(cast.people["branch"])
    me, district = cast.people["branch"].pk, cast.people["district_officer"].pk
    before = Role.objects.count()
    for unit in ("tinh", "so-yt", "huyen-b"):
        form = {"unit": unit, "kind": "administrator", "valid_from": "01/01/2024", "valid_to": ""}
        for who in (me, district):
            client.post(reverse("units:give-role", args=[who]), form)
        client.post("/units/people/new/", {**form, "username": f"moi-{unit}", "name": "Mới"})
    assert Role.objects.count() == before
    assert not User.objects.filter(username__startswith="moi-").exists()
    # Nor is the branch moved, or a unit of others taken into it.
    form = {"name": "Huyện", "kind": "district", "valid_from": "01/01/2024", "parent": ""}
    assert client.post(reverse("units:change", args=["huyen-a"]), form).status_code == 200
    assert client.post(reverse("units:new"), {**form, "parent": "tinh"}).status_code == 200
    assert (
        client.post(reverse("units:change", args=["so-yt"]), {**form, "parent": "huyen-a"}).status_code == 404
    )


def test_ids_of_another_plan_reach_nothing(cast, places, sign_in):
    """The draft of a plan that the person does not check, through the address of one that they do."""
    client = sign_in(cast.people["focal"])
    drafted = places["plans:item"][0]
    other, items = make_plan(cast, "khac")
    other.focal_unit, other.issuer = cast.units["so-yt"], cast.units["so-yt"]
    other.save()
    theirs, mine = items[0].pk, drafted["pk"]
    key = drafted["key"]
    for name in ("plans:item", "plans:confirm"):
        assert client.post(reverse(name, kwargs={"key": key, "pk": theirs}), {"text": "x"}).status_code == 404
        assert (
            client.post(reverse(name, kwargs={"key": "khac", "pk": theirs}), {"text": "x"}).status_code == 404
        )
    assignment = Assignment.objects.filter(work_item=theirs).first().pk
    address = reverse("plans:members", kwargs={"key": key, "pk": mine, "assignment": assignment})
    assert client.post(address, {"unit": cast.units["so-yt"].pk}).status_code == 404
    link = ProvisionLink.objects.filter(work_item__plan__key="ke-hoach").first().pk
    assert client.post(reverse("plans:link", args=[key, link]), {"decision": "reject"}).status_code == 404
    # Assignments and contents of other items in the form are no choices of this one.
    content = ProvisionLink.objects.filter(work_item__plan__key="ke-hoach").first().provision_id
    form = {"text": "x", "keep": [assignment], "contents": [content], "due_bound": "before", "due": ""}
    assert client.post(reverse("plans:item", kwargs=drafted), form).status_code == 200
    assert WorkItem.objects.get(pk=theirs).text == items[0].text
    assert not ChosenMember.objects.exists()


def test_ids_of_another_unit_reach_nothing(cast, places, sign_in):
    client = sign_in(cast.people["head"])
    remark, letter = Remark.objects.get(), Letter.objects.get()
    assert client.post(reverse("reports:resolve", args=[remark.pk])).status_code == 404
    assert client.post(reverse("reports:contest", args=[letter.pk]), {"why": "x"}).status_code == 404
    assert client.get(reverse("reports:scan", args=[letter.pk])).status_code == 404
    # A work item that the unit was not asked, and cells of an indicator that nobody asked it.
    sign_in(cast.people["focal"]).post(
        reverse("reports:focal-act", kwargs={**places["reports:report"][0], "act": "reopen"}), {"note": "lại"}
    )
    client = sign_in(cast.people["head"])
    foreign = WorkItem.objects.get(plan__key="ke-hoach", at="III.6").pk
    fields = [f"work:{foreign}:words", "f:hoc-vien:all::F", "f:khong-co:own::F", "results:x", ""]
    body = {
        "user": str(cast.people["head"].pk),
        "now": timezone.now().timestamp() * 1000,
        "changes": [
            {"field": f, "value": "1", "key": str(uuid.uuid4()), "typed": timezone.now().timestamp() * 1000}
            for f in fields
        ],
    }
    saved = reverse("reports:changes", kwargs=places["reports:report"][0])
    answer = client.post(saved, data=json.dumps(body), content_type="application/json")
    assert [o["outcome"] for o in answer.json()["outcomes"]] == ["refused"] * len(fields)
    assert not Answer.objects.filter(
        field=f"work:{foreign}:words", report=places["reports:report"][0]["pk"]
    ).exists()
    alias = UnitAlias.objects.get(unit=cast.units["so-ld"])
    address = reverse("units:withdraw-alias", kwargs={"key": "huyen-a", "alias": alias.pk})
    assert sign_in(cast.people["branch"]).post(address).status_code == 404


def test_a_report_is_frozen_in_the_name_of_those_who_issue_it_only(cast, places, sign_in):
    client = sign_in(cast.people["focal"])
    address = reverse("steering:freeze", kwargs=places["steering:freeze"][0])
    before = Consolidation.objects.count()
    page = client.get(f"{address}?issuer=hlhpn")
    form = {
        "number": 9,
        "symbol": "BC",
        "date": "12/11/2024",
        "confirm": "on",
        "seen": page.context["form"]["seen"].value(),
    }
    client.post(f"{address}?issuer=hlhpn", form)
    assert not Consolidation.objects.filter(issuer__key="hlhpn").exists()
    assert Consolidation.objects.count() <= before + 1
