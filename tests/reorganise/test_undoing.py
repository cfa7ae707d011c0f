"""Undoing asks why; where somebody's work stands in the way it says whose, when, and leads there."""

import re

import pytest
from django.urls import reverse

from chithi.accounts.models import User
from chithi.figures.models import Indicator, Observation
from chithi.journal.models import Entry
from chithi.reorganise.actions import undo
from chithi.units.actions import Refused, change_unit
from chithi.units.models import Reorganisation
from chithi.units.timeline import Facts
from tests.reorganise.test_pages import DAY

pytestmark = pytest.mark.django_db
MOMENT = re.compile(r"\d\d/\d\d/\d{4} \d\d:\d\d")


@pytest.fixture
def admin(client, cast):
    client.force_login(cast.people["administrator"])
    return client


@pytest.fixture
def made(cast, decide) -> Reorganisation:
    return decide("2024-07-01,12/NQ,merge,xa-a1,xa-b1,,")


def press(admin, made, reason="nhập nhầm"):
    return admin.post(reverse("reorganise:undo", args=[made.pk]), {"reason": reason}, follow=True)


@pytest.mark.parametrize("reason", ["", "   "])
def test_undoing_without_a_reason_is_refused_and_changes_nothing(admin, made, reason):
    page = press(admin, made, reason)
    assert page.status_code == 422
    assert "Hãy ghi lý do hoàn tác" in page.content.decode()
    assert f'action="{reverse("reorganise:undo", args=[made.pk])}"' in page.content.decode()
    made.refresh_from_db()
    assert made.withdrawn_at is None
    with pytest.raises(Refused):
        undo(made, actor=User.objects.first(), reason=reason)


def test_the_reason_stands_in_the_history(admin, made):
    assert press(admin, made).status_code == 200
    assert Entry.objects.get(verb="reorganise.undo").reason == "nhập nhầm"


def refusal(page) -> str:
    """The alert of a refused undoing, whose reason is still in its field."""
    assert page.status_code == 422
    text = page.content.decode()
    assert 'value="nhập nhầm"' in text
    return text.split('class="alert alert-danger"')[1].split("</p>")[0]


def test_a_unit_changed_since_is_named_with_who_when_and_a_link(admin, cast, made):
    facts = Facts("Xã Bình Minh mới", "commune", "huyen-b")
    change_unit(cast.units["xa-b1"], facts, DAY, actor=cast.people["administrator"])
    said = refusal(press(admin, made))
    assert "Trần Quản Trị" in said
    assert MOMENT.search(said)
    assert f'href="{reverse("units:unit", args=["xa-b1"])}"' in said


def test_a_later_decision_is_named_with_who_when_and_a_link(admin, made, decide):
    later = decide("2024-08-01,13/NQ,merge,xa-b1,xa-b2,,")
    said = refusal(press(admin, made))
    assert "13/NQ" in said
    assert later.made_by in said
    assert MOMENT.search(said)
    assert f'href="{reverse("reorganise:reorganisation", args=[later.pk])}"' in said


def test_a_figure_given_since_is_named_with_who_when_and_a_link(admin, cast, made):
    one = Indicator.objects.create(
        code="legal-aid", title_vi="Trợ giúp", title_en="Aid", unit_vi="vụ", unit_en="cases", kind="flow"
    )
    Observation.objects.create(
        indicator=one, unit=cast.units["xa-b1"], period="2024", period_from="2024-01-01", period_to="2024-12-31",
        version=1, value=3, status="final", is_latest=True, is_official=True, recorded_by="Lê Văn Cán Bộ",
    )  # fmt: skip
    said = refusal(press(admin, made))
    assert "Lê Văn Cán Bộ" in said
    assert MOMENT.search(said)
    assert f'href="{reverse("figures:indicator", args=["legal-aid"])}"' in said
