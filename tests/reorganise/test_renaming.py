"""A renaming is told with the old name and the new one, before it is carried out and after it."""

import re

import pytest
from django.urls import reverse

from chithi.reorganise.actions import undo
from chithi.units.actions import change_unit
from chithi.units.timeline import Facts
from tests.reorganise.conftest import weighed
from tests.reorganise.test_pages import DAY, act, token_in

OLD, NEW = "Ủy ban nhân dân xã An Lạc", "Ủy ban nhân dân phường An Lạc"
RENAMING = act(**{"change-1": "rename", "from_1": "xa-a1", "to_1": NEW})
pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client, cast):
    client.force_login(cast.people["administrator"])
    return client


def cells_of(page) -> list[str]:
    """What the first row of the table of rows says, cell by cell."""
    row = page.content.decode().split("<tbody>")[1].split("</tr>")[0]
    return [re.sub("<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row)]


def test_the_look_the_kept_page_and_its_rows_say_the_old_name_and_the_new_one(admin):
    look = admin.post(reverse("reorganise:new"), RENAMING)
    said = f"Đổi tên: {OLD} → {NEW}"
    assert said in look.content.decode()
    kept = admin.post(reverse("reorganise:carry-out"), {"file_token": token_in(look)}, follow=True)
    assert said in kept.content.decode()
    assert cells_of(kept)[1:3] == [OLD, NEW]


def test_a_name_that_was_loaded_before_is_told_too(cast):
    change_unit(
        cast.units["xa-a1"], Facts(NEW, "commune", "huyen-a"), DAY, actor=cast.people["administrator"]
    )
    found = weighed("2024-07-01,12/NQ,rename,xa-a1,,,")
    assert found.moved[0].lines == [f"Đổi tên: {OLD} → {NEW}"]


def test_undone_its_rows_still_say_both_names(admin, decide, cast):
    made = decide(f"2024-07-01,12/NQ,rename,xa-a1,{NEW},,")
    undo(made, actor=cast.people["administrator"], reason="nhập nhầm")
    assert cells_of(admin.get(reverse("reorganise:reorganisation", args=[made.pk])))[1:3] == [OLD, NEW]


def test_the_page_of_the_unit_names_the_decision_beside_the_name(admin, decide):
    decide(f"2024-07-01,12/NQ-HĐND,rename,xa-a1,{NEW},,")
    page = admin.get(reverse("units:unit", args=["xa-a1"])).content.decode()
    over_time = page[page.index("Qua các thời kỳ") :] if "Qua các thời kỳ" in page else page
    assert "Đổi tên, theo 12/NQ-HĐND" in over_time
