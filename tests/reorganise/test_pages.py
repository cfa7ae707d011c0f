"""The guided page, a file, looked at and confirmed, undone: by the administrator of the whole alone."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from chithi.units.models import Reorganisation
from chithi.units.queries import tree

DAY = datetime.date(2024, 7, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client, cast):
    client.force_login(cast.people["administrator"])
    return client


def act(**cells):
    base = {"rows": "4", "decision": "12/NQ-HĐND", "date": "01/07/2024"}
    for n in range(1, 5):
        base |= {
            f"change-{n}": "merge",
            **{f"{place}-{n}": "" for place in ("from", "to", "share", "function")},
        }
    return base | {name.replace("_", "-"): value for name, value in cells.items()}


MERGER = act(from_1="xa-a1", to_1="xa-b1", from_2="Ủy ban nhân dân xã An Phú", to_2="xa-b1")


def token_in(page):
    return page.context["token"]


def test_an_act_is_looked_at_confirmed_and_undone(admin, cast):
    page = admin.post(reverse("reorganise:new"), MERGER)
    assert page.status_code == 200
    assert not Reorganisation.objects.exists()
    done = admin.post(reverse("reorganise:carry-out"), {"file_token": token_in(page)}, follow=True)
    assert "Đã thực hiện" in done.content.decode()
    assert tree(DAY).by_key("xa-a1") is None
    made = Reorganisation.objects.get()
    assert made.name == "12/NQ-HĐND"
    page = admin.get(reverse("units:unit", args=["xa-a1"]))
    assert page.status_code == 200
    admin.post(reverse("reorganise:undo", args=[made.pk]), {"reason": "nhập nhầm"}, follow=True)
    assert tree(DAY).by_key("xa-a1") is not None
    assert "đã hoàn tác" in admin.get(reverse("reorganise:list")).content.decode()


def test_a_refused_cell_says_why_beside_it_and_keeps_everything(admin):
    page = admin.post(reverse("reorganise:new"), MERGER | {"to-2": "khong-co", "share-1": "ba phần"})
    assert page.status_code == 422
    lines = page.context["act"].lines
    assert "khong-co" in lines[1].why["to"]
    assert "ba phần" in lines[0].why["share"]
    assert 'value="Ủy ban nhân dân xã An Phú"' in page.content.decode()
    assert page.context["act"].decision == "12/NQ-HĐND"


@pytest.mark.parametrize(("cell", "value"), [("decision", ""), ("date", "31/02/2024"), ("date", "")])
def test_a_missing_day_or_decision_is_said_at_its_field(admin, cell, value):
    page = admin.post(reverse("reorganise:new"), MERGER | {cell: value})
    assert page.status_code == 422
    assert page.context["act"].why[cell]


def test_more_rows_and_going_back_lose_nothing(admin):
    page = admin.post(reverse("reorganise:new"), MERGER | {"more": "1"})
    assert len(page.context["act"].lines) == 8
    assert 'value="xa-a1"' in page.content.decode()
    page = admin.post(reverse("reorganise:new"), MERGER | {"back": "1"})
    assert 'value="xa-a1"' in page.content.decode()


def test_a_file_is_looked_at_and_confirmed_by_whoever_looked_at_it(admin, cast, client):
    rows = "date,decision,change,from,to\n2024-07-01,12/NQ,merge,xa-a1,xa-b1\n"
    page = admin.post(
        reverse("reorganise:file"), {"file": SimpleUploadedFile("nq.csv", rows.encode(), "text/csv")}
    )
    assert page.status_code == 200
    token = token_in(page)
    for tried in (token + "x", "", "a:b:c"):
        page = admin.post(reverse("reorganise:carry-out"), {"file_token": tried})
        assert page.status_code == 422
    assert not Reorganisation.objects.exists()
    page = admin.post(reverse("reorganise:carry-out"), {"file_token": token}, follow=True)
    assert Reorganisation.objects.get().name == "nq.csv"
    again = admin.post(reverse("reorganise:carry-out"), {"file_token": token}, follow=True)
    assert "từ trước" in again.content.decode() or "trước đó" in again.content.decode()
    assert Reorganisation.objects.count() == 1


def test_what_changed_between_the_look_and_the_press_is_looked_at_again(admin, cast):
    page = admin.post(reverse("reorganise:new"), MERGER)
    other = admin.post(reverse("reorganise:new"), act(from_1="xa-b1", to_1="xa-b2"))
    admin.post(reverse("reorganise:carry-out"), {"file_token": token_in(other)})
    late = admin.post(reverse("reorganise:carry-out"), {"file_token": token_in(page)})
    assert late.status_code == 422
    assert Reorganisation.objects.count() == 1


@pytest.mark.parametrize("who", ["focal", "officer", "head", "leader"])
def test_nobody_else_reorganises(client, cast, who):
    client.force_login(cast.people[who])
    for name in ("list", "new", "file"):
        assert client.get(reverse(f"reorganise:{name}")).status_code == 403
    assert client.post(reverse("reorganise:carry-out"), {"file_token": "x"}).status_code == 403
