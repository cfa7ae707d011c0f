import pytest

from chithi.accounts.models import User
from chithi.journal.actions import Operator
from chithi.journal.models import Entry
from chithi.sheets.loading import LOADERS, load
from chithi.units.models import Role
from tests.cast import make_person

HEAD = "user,name,email,sex,unit,role\n"


def load_users(text, head=HEAD, actor=None, **options):
    return load(LOADERS["users"], (head + text).encode(), "users.csv", actor=actor or Operator(), **options)


def said(outcome):
    return [p.address for p in outcome.problems]


def test_people_come_in_with_their_roles_and_no_password(cast):
    outcome = load_users(
        "Lan.Nguyen,Nguyễn Thị Lan,lan@example.vn,Nữ,so-yt,unit_officer\n"
        "lan.nguyen,Nguyễn Thị Lan,,F,so-ld,Trưởng đơn vị\n"
        "minh,Trần Minh,,M,,leader\n".replace("Trưởng đơn vị", "head")
    )
    assert (said(outcome), outcome.created, outcome.changed) == ([], 2, 1)
    person = User.objects.get(username="lan.nguyen")
    assert (person.email, person.sex, person.has_usable_password()) == ("lan@example.vn", "F", False)
    assert {(r.unit.key, r.kind) for r in person.roles.all()} == {
        ("so-yt", "unit_officer"),
        ("so-ld", "head"),
    }
    assert Role.objects.get(user__username="minh").unit.key == "tinh"
    assert Entry.objects.count() == 1


def test_the_same_file_again_changes_nothing(cast):
    text = "lan,Nguyễn Thị Lan,lan@example.vn,F,so-yt,unit_officer\n"
    load_users(text)
    assert load_users(text).unchanged == 1
    assert (Role.objects.filter(user__username="lan").count(), Entry.objects.count()) == (1, 1)


def test_a_changed_name_is_corrected_and_an_empty_cell_leaves_what_is_there(cast):
    outcome = load_users("canbo,Lê Văn Công,,,so-yt,unit_officer\n")
    assert outcome.changed == 1
    person = cast.people["officer"]
    person.refresh_from_db()
    assert (person.name, person.email) == ("Lê Văn Công", "canbo@example.vn")
    assert Entry.objects.get().old["rows"] == {"2 Lê Văn Công (canbo)": {"name": "Lê Văn Cán Bộ"}}


BAD = {
    "user name": ("Nguyễn Lan,Lan,,,,\n", "A2"),
    "no name": ("lan,,,,,\n", "B2"),
    "e-mail": ("lan,Lan,lan.example.vn,,,\n", "C2"),
    "sex": ("lan,Lan,,X,,\n", "D2"),
    "unit": ("lan,Lan,,,nowhere,head\n", "E2"),
    "role": ("lan,Lan,,,so-yt,boss\n", "F2"),
    "no role": ("lan,Lan,,,so-yt,\n", "F2"),
    "twice": ("lan,Lan,,,so-yt,head\nlan,Lan,,,so-yt,head\n", "A3"),
    "two names": ("lan,Lan,,,so-yt,head\nlan,Len,,,so-ld,head\n", "B3"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_cell_is_named_and_nothing_is_loaded(cast, what):
    text, cell = BAD[what]
    outcome = load_users(text)
    assert said(outcome) == [f"users.csv!{cell}"]
    assert not User.objects.filter(username="lan").exists()
    assert Entry.objects.count() == 0


def test_the_administrator_of_a_branch_gives_roles_only_in_it(cast):
    person = make_person("qthuyen", "Quản Trị Huyện", cast.units["huyen-a"], "administrator")
    assert load_users("lan,Lan,,,xa-a1,head\n", actor=person).created == 1
    assert said(load_users("len,Len,,,so-yt,head\n", actor=person)) == ["users.csv!E2"]
    assert said(load_users("len,Len,,,,administrator\n", actor=person)) == ["users.csv!E2"]
    # Nor may it rename, nor take over by e-mail, the account of somebody above.
    takeover = "quantri,Trần Quản Trị,mine@example.vn,,xa-a1,unit_officer\n"
    assert said(load_users(takeover, actor=person)) == ["users.csv!A2"]


def test_an_account_without_a_role_is_an_account(cast):
    assert load_users("lan,Lan\n", head="user,name\n").created == 1


def test_the_export_shows_each_administrator_their_own_people(cast, sign_in):
    def exported(person):
        lines = b"".join(sign_in(person).get("/sheets/export/users.csv")).decode("utf-8-sig").splitlines()
        return {line.split(",")[0] for line in lines[1:]}

    assert {"canbo", "daumoi"} <= exported(cast.people["administrator"])
    person = make_person("qthuyen", "Quản Trị Huyện", cast.units["huyen-a"], "administrator")
    assert exported(person) == {"canbohuyen", "chutichhuyen", "qthuyen"}
