from datetime import timedelta

import pytest
from django.utils import timezone

from chithi.accounts import actions
from chithi.accounts.models import Invitation, User
from chithi.journal.actions import Operator
from chithi.journal.models import Entry
from tests.cast import PASSWORD


def test_it_opens_with_user_name_in_any_case_and_password(client, cast):
    answer = client.post("/accounts/sign-in/", {"username": " CanBo ", "password": PASSWORD}, follow=True)
    assert "Lê Văn Cán Bộ" in answer.content.decode()


def test_it_says_in_vietnamese_when_the_password_is_wrong_and_keeps_the_name(client, cast):
    answer = client.post("/accounts/sign-in/", {"username": "canbo", "password": "sai"})
    assert answer.status_code == 200
    assert 'value="canbo"' in answer.content.decode()
    assert "không đúng" in answer.content.decode()


def test_an_account_at_rest_does_not_open(client, cast):
    person = cast.people["officer"]
    actions.set_active(person, False, actor=cast.people["administrator"])
    client.post("/accounts/sign-in/", {"username": "canbo", "password": PASSWORD})
    assert client.get("/").status_code == 302


def test_every_page_wants_a_sign_in(client, cast):
    assert client.get("/").headers["Location"].startswith("/accounts/sign-in/")


def test_an_invitation_sets_a_password_once(client, cast):
    person = User.objects.create_user("moi", name="Người Mới")
    token = actions.invite(person, actor=Operator())
    page = f"/accounts/invitation/{token}/"
    assert "moi" in client.get(page).content.decode()
    chosen = {"new_password1": "mat khau rat dai 99", "new_password2": "mat khau rat dai 99"}
    assert client.post(page, chosen).status_code == 302
    assert client.get("/").status_code == 200
    assert client.get(page).status_code == 410
    assert Entry.objects.filter(verb="accounts.accept_invitation").count() == 1


def test_a_new_invitation_ends_the_old_one_and_each_ends_after_two_weeks(client, cast):
    person = User.objects.create_user("moi", name="Người Mới")
    old = actions.invite(person, actor=Operator())
    new = actions.invite(person, actor=Operator())
    assert client.get(f"/accounts/invitation/{old}/").status_code == 410
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(f"/accounts/invitation/{new}/").status_code == 410


def test_the_language_switches_and_stays(client, cast, sign_in):
    client = sign_in(cast.people["officer"])
    assert "Việc của tôi" in client.get("/").content.decode()
    client.post("/accounts/language/", {"language": "en", "next": "/"})
    assert "My work" in client.get("/").content.decode()
    assert User.objects.get(username="canbo").language == "en"


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/"])
def test_the_language_form_leads_nowhere_else(client, cast, address):
    assert client.post("/accounts/language/", {"language": "vi", "next": address}).headers["Location"] == "/"
