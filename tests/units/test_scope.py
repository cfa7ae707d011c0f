"""What the administrator of a branch may not reach: the whole, and accounts of people above."""

import datetime

from django.urls import reverse

from chithi.accounts.models import Invitation
from chithi.journal.actions import Operator
from chithi.sheets.loading import LOADERS, load
from chithi.units import people_actions
from chithi.units.models import Role, UnitVersion
from chithi.units.rules import scope_of
from tests.cast import make_person

LATER = datetime.date(2025, 1, 1)


def branch(cast):
    return make_person("qthuyen", "Ngô Quản Trị Huyện", cast.units["huyen-a"], "administrator")


def test_a_unit_that_lost_the_one_above_it_does_not_administer_the_whole(cast):
    person = branch(cast)
    UnitVersion.objects.filter(unit=cast.units["huyen-a"]).update(parent=cast.units["huyen-b"])
    UnitVersion.objects.create(
        unit=cast.units["huyen-b"], valid_from=datetime.date(2024, 1, 1), ended=True, name="", kind=""
    )
    assert scope_of(person).keys == {"huyen-a", "xa-a1", "xa-a2"}
    assert scope_of(cast.people["administrator"]).keys is None


def test_nobody_below_sets_the_password_of_who_will_stand_above(cast, sign_in):
    client = sign_in(branch(cast))
    officer = cast.people["district_officer"]
    address = reverse("units:invite", args=[officer.pk])
    assert client.post(address).status_code == 200
    Role.objects.create(user=officer, unit=cast.units["tinh"], kind="leader", valid_from=LATER)
    assert client.post(address).status_code == 404


def test_nobody_below_gives_a_role_to_an_account_of_the_whole(cast):
    """Else the account, which holds no role for now, would be theirs and they could set its password."""
    person = branch(cast)
    make_person("cuulanhdao", "Nguyên Lãnh Đạo", None, None)
    head = b"user,name,unit,role\n"
    row = "cuulanhdao,Nguyên Lãnh Đạo,xa-a1,unit_officer\n".encode()
    refused = load(LOADERS["users"], head + row, "a.csv", actor=person)
    assert [p.address for p in refused.problems] == ["a.csv!A2"]
    assert load(LOADERS["users"], head + row, "a.csv", actor=Operator()).changed == 1


def test_a_link_of_somebody_below_ends_when_somebody_else_gives_a_role(cast, sign_in, client):
    officer, administrator = cast.people["district_officer"], cast.people["administrator"]
    link = sign_in(branch(cast)).post(reverse("units:invite", args=[officer.pk])).context["link"]
    assert client.get(link).status_code == 200
    people_actions.give_role(officer, cast.units["tinh"], "leader", LATER, actor=administrator)
    assert client.get(link).status_code == 410
    # Who gives a role and has invited goes on; the link still holds.
    link = sign_in(administrator).post(reverse("units:invite", args=[officer.pk])).context["link"]
    people_actions.give_role(officer, cast.units["so-yt"], "head", LATER, actor=administrator)
    assert client.get(link).status_code == 200
    assert Invitation.objects.filter(user=officer).count() == 2


def test_a_load_that_gives_a_role_ends_links_of_others_too(cast, sign_in, client):
    officer = cast.people["district_officer"]
    link = sign_in(branch(cast)).post(reverse("units:invite", args=[officer.pk])).context["link"]
    row = f"user,name,unit,role\n{officer.username},{officer.name},tinh,leader\n".encode()
    assert load(LOADERS["users"], row, "a.csv", actor=Operator()).is_loaded
    assert client.get(link).status_code == 410
