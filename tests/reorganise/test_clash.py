"""Two people carry out one decision, or somebody presses again: the second is led to what was done."""

import pytest
from django.urls import reverse

from chithi.units.models import Reorganisation
from tests.reorganise.test_pages import act, token_in

MERGER = act(from_1="xa an lac", to_1="xa binh minh")
pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client, cast):
    client.force_login(cast.people["administrator"])
    return client


def look(admin, posted=MERGER):
    page = admin.post(reverse("reorganise:new"), posted)
    return {**posted, "file_token": token_in(page)}


def test_the_second_to_carry_it_out_is_led_to_what_was_done(admin, cast):
    first, second = look(admin), look(admin)
    admin.post(reverse("reorganise:carry-out"), first)
    made = Reorganisation.objects.get()
    late = admin.post(reverse("reorganise:carry-out"), second, follow=True)
    assert late.redirect_chain[-1][0] == reverse("reorganise:reorganisation", args=[made.pk])
    assert "đã được thực hiện từ trước" in late.content.decode()
    assert "12/NQ-HĐND" in late.content.decode()
    assert Reorganisation.objects.count() == 1


def test_looked_at_again_after_it_was_carried_out_the_page_leads_there(admin, cast):
    admin.post(reverse("reorganise:carry-out"), look(admin))
    made = Reorganisation.objects.get()
    page = admin.post(reverse("reorganise:new"), MERGER).content.decode()
    assert "đã được thực hiện từ trước" in page
    assert f'href="{reverse("reorganise:reorganisation", args=[made.pk])}"' in page


def test_a_renaming_by_its_old_name_is_found_again_too(admin, cast):
    renaming = act(**{"change-1": "rename", "from_1": "xa an lac", "to_1": "Ủy ban nhân dân phường An Lạc"})
    first, second = look(admin, renaming), look(admin, renaming)
    admin.post(reverse("reorganise:carry-out"), first)
    late = admin.post(reverse("reorganise:carry-out"), second, follow=True)
    assert late.redirect_chain[-1][0] == reverse(
        "reorganise:reorganisation", args=[Reorganisation.objects.get().pk]
    )


def test_where_another_decision_gave_the_unit_away_it_is_named_and_led_to(admin, cast):
    first = look(admin)
    second = look(admin, {**act(from_1="xa an lac", to_1="xa an phu"), "decision": "13/NQ-HĐND"})
    admin.post(reverse("reorganise:carry-out"), first)
    late = admin.post(reverse("reorganise:carry-out"), second)
    assert late.status_code == 422
    said = late.content.decode()
    assert "12/NQ-HĐND" in said
    assert f'href="{reverse("reorganise:reorganisation", args=[Reorganisation.objects.get().pk])}"' in said
