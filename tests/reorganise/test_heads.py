"""Who stays head where several units become one: chosen in a file or on the guided page, shown before, undone."""

import datetime

import pytest
from django.urls import reverse

from chithi.accounts.models import User
from chithi.journal.actions import Operator
from chithi.journal.models import Entry
from chithi.reorganise.actions import carry_out, undo
from chithi.reorganise.loading import read
from chithi.units.actions import Refused, create_unit
from chithi.units.models import Reorganisation, Role
from chithi.units.queries import people_of
from chithi.units.timeline import Facts
from tests.cast import make_person, make_unit

DAY, BEFORE = datetime.date(2024, 7, 1), datetime.date(2024, 6, 30)
HEAD = "date,decision,change,from,to,share,function,head"
MERGER = ["2024-07-01,12/NQ,merge,xa-a1,xa-moi,,,", "2024-07-01,12/NQ,merge,xa-a2,xa-moi,,,"]


@pytest.fixture
def heads(cast):
    """Two communes with a head each, one of them with a leader too, and one that comes and has nobody."""
    cast.units["xa-moi"] = make_unit("xa-moi", "Ủy ban nhân dân xã An Mới", "commune", cast.units["tinh"])
    for username, name, unit, role in (
        ("an", "Nguyễn Văn An", "xa-a1", "head"),
        ("binh", "Trần Thị Bình", "xa-a2", "head"),
        ("le", "Lê Thị Lệ", "xa-a2", "leader"),
        ("cuc", "Phạm Thị Cúc", "xa-a2", "unit_officer"),
    ):
        cast.people[username] = make_person(username, name, cast.units[unit], role)
    return cast


def table(*rows: str) -> bytes:
    return "\n".join([HEAD, *rows]).encode()


def decide(*rows: str) -> Reorganisation:
    found = read(table(*rows), "nq.csv")
    assert [str(p) for p in found.table.problems] == []
    return carry_out(found.coming.rows, "nq.csv", actor=Operator())


def are(cast, unit: str, kind: str, day: datetime.date = DAY) -> set[str]:
    return {user.username for user in people_of(cast.units[unit].pk, [kind], day)}


def lines(rows: list[str], words: str) -> list[str]:
    found = read(table(*rows), "nq.csv")
    assert [str(p) for p in found.table.problems] == []
    return [line for m in found.moved if words in m.title for line in m.lines]


@pytest.mark.parametrize("who", ["binh", "BINH@example.vn"])
def test_who_is_chosen_stays_head_and_the_others_go_on_as_officers(heads, who):
    decide(MERGER[0], MERGER[1] + who)
    assert are(heads, "xa-moi", "head") == {"binh"}
    assert are(heads, "xa-moi", "unit_officer") == {"an", "le", "cuc"}
    assert are(heads, "xa-a1", "head", BEFORE) == {"an"}
    assert are(heads, "xa-a2", "head") == set()


def test_it_does_not_matter_in_which_row_of_the_new_unit_the_head_stands(heads):
    decide(MERGER[0] + "binh", MERGER[1])
    assert are(heads, "xa-moi", "head") == {"binh"}


def test_a_head_and_a_leader_may_both_be_chosen(heads):
    decide(MERGER[0] + "an; le", MERGER[1])
    assert are(heads, "xa-moi", "head") == {"an"}
    assert are(heads, "xa-moi", "leader") == {"le"}
    assert are(heads, "xa-moi", "unit_officer") == {"binh", "cuc"}


def test_nobody_chosen_all_go_on_as_officers_and_it_is_said(heads):
    assert len(lines(MERGER, "bố trí người đứng đầu mới")) == 3
    decide(*MERGER)
    assert are(heads, "xa-moi", "head") == set()
    assert are(heads, "xa-moi", "unit_officer") == {"an", "binh", "le", "cuc"}


def test_the_preview_says_who_stays_head_and_who_goes_on_as_officer(heads):
    rows = [MERGER[0], MERGER[1] + "binh"]
    (stays,) = lines(rows, "tiếp tục đứng đầu")
    assert "Trần Thị Bình" in stays
    assert "An Mới" in stays
    (yields,) = lines(rows, "làm cán bộ vì người khác")
    assert "Nguyễn Văn An" in yields
    (open_one,) = lines(rows, "bố trí người đứng đầu mới")  # nobody was chosen as leader
    assert "Lê Thị Lệ" in open_one


def test_the_head_of_a_unit_that_stood_gives_way_to_whoever_is_chosen_and_comes_back(heads):
    before = list(Role.objects.order_by("pk").values())
    rows = ["2024-07-01,12/NQ,merge,xa-a1,xa-a2,,,an"]
    assert any("Trần Thị Bình" in line for line in lines(rows, "làm cán bộ vì người khác"))
    made = decide(*rows)
    assert are(heads, "xa-a2", "head") == {"an"}
    assert are(heads, "xa-a2", "unit_officer") == {"binh", "cuc"}
    assert are(heads, "xa-a2", "leader") == {"le"}
    assert are(heads, "xa-a2", "head", BEFORE) == {"binh"}
    undo(made, actor=Operator(), reason="nhập nhầm")
    assert list(Role.objects.filter(withdrawn_at=None).order_by("pk").values()) == before


def test_the_head_of_a_unit_that_stood_stays_where_nobody_else_is_chosen(heads):
    decide("2024-07-01,12/NQ,merge,xa-a1,xa-a2,,,binh")
    assert are(heads, "xa-a2", "head") == {"binh"}
    assert are(heads, "xa-a2", "unit_officer") == {"an", "cuc"}


def test_beside_a_head_that_stays_nobody_has_to_name_a_new_one(heads):
    rows = ["2024-07-01,12/NQ,merge,xa-a1,xa-a2,,,"]
    assert lines(rows, "bố trí người đứng đầu mới") == []
    assert "Nguyễn Văn An" in lines(rows, "làm cán bộ vì người khác")[0]


def test_who_stands_in_for_a_head_that_gives_way_stands_in_no_more(heads):
    deputy, role = heads.people["cuc"], Role.objects.get(user=heads.people["binh"])
    Role.objects.create(user=deputy, unit=role.unit, kind="head", valid_from=BEFORE, deputy_for=role)
    decide("2024-07-01,12/NQ,merge,xa-a1,xa-a2,,,an")
    assert are(heads, "xa-a2", "head") == {"an"}


def test_one_entry_for_the_whole_and_the_history_of_the_old_unit_names_who_stays(heads):
    decide(MERGER[0], MERGER[1] + "binh")
    entries = Entry.objects.filter(verb="reorganise.carry_out")
    assert entries.exclude(subject_kind="units.unit").count() == 1
    told = entries.get(subject_id=heads.units["xa-a2"].pk, subject_kind="units.unit")
    assert told.new["head"] == "Trần Thị Bình"
    assert "head" not in entries.get(subject_id=heads.units["xa-a1"].pk, subject_kind="units.unit").new


@pytest.mark.parametrize(
    ("rows", "place", "words"),
    [
        ([MERGER[0] + "khong-co", MERGER[1]], "H2", "khong-co"),
        ([MERGER[0] + "cuc", MERGER[1]], "H2", "Phạm Thị Cúc"),
        ([MERGER[0] + "giamdoc", MERGER[1]], "H2", "Phạm Thị Giám Đốc"),
        ([MERGER[0] + "an", MERGER[1] + "binh"], "H3", "Nguyễn Văn An"),
        ([MERGER[0] + "chung@example.vn", MERGER[1]], "H2", "tên đăng nhập"),
        (["2024-07-01,1/NQ,abolish,xa-a1,,,,an"], "H2", ""),
        (["2024-07-01,1/NQ,rename,xa-a1,Xã Khác,,,an"], "H2", ""),
        (["2024-07-01,1/NQ,split,xa-a1,xa-moi,,,an", "2024-07-01,1/NQ,split,xa-a1,xa-b1,,,"], "H2", ""),
        (["2024-07-01,1/NQ,transfer,xa-a1,xa-a2,,activities,an"], "H2", ""),
    ],
)
def test_a_head_that_cannot_be_is_refused_by_cell(heads, rows, place, words):
    User.objects.filter(username__in=["le", "cuc"]).update(email="chung@example.vn")
    said = [str(p) for p in read(table(*rows), "a.csv").table.problems]
    assert any(f"!{place}:" in line and words in line for line in said), said


def test_an_account_at_rest_stays_no_head(heads):
    User.objects.filter(username="an").update(is_active=False)
    said = [str(p) for p in read(table(MERGER[0] + "an", MERGER[1]), "a.csv").table.problems]
    assert any("!H2:" in line for line in said), said


def test_who_is_head_no_more_when_it_is_carried_out_is_refused(heads):
    found = read(table(MERGER[0] + "an", MERGER[1]), "a.csv")
    Role.objects.filter(user=heads.people["an"]).update(valid_to=datetime.date(2024, 5, 1))
    with pytest.raises(Refused, match="Nguyễn Văn An"):
        carry_out(found.coming.rows, "a.csv", actor=Operator())


@pytest.fixture
def admin(client, heads):
    client.force_login(heads.people["administrator"])
    return client


def act(**cells):
    base = {"rows": "2", "decision": "12/NQ-HĐND", "date": "01/07/2024"}
    for n, old in ((1, "xa-a1"), (2, "xa-a2")):
        base |= {f"change-{n}": "merge", f"from-{n}": old, f"to-{n}": "xa-moi"}
        base |= {f"share-{n}": "", f"function-{n}": ""}
    return base | cells


def test_the_guided_page_asks_who_stays_head_and_shows_what_was_chosen(admin, heads):
    page = admin.post(reverse("reorganise:new"), act())
    (head, leader) = page.context["choices"]
    assert (head.name, leader.name) == ("head-1", "head-1")
    assert [value for value, _label, _on in head.options] == ["", "an", "binh"]
    shown = page.content.decode()
    assert "Nguyễn Văn An" in shown
    assert "Ai tiếp tục đứng đầu" in shown
    page = admin.post(reverse("reorganise:new"), act(**{"head-1": ["", "binh", "le"]}))
    assert [on for _value, _label, on in page.context["choices"][0].options] == [False, False, True]
    data = act(**{"head-1": ["binh", "le"], "file_token": page.context["token"]})
    admin.post(reverse("reorganise:carry-out"), data)
    assert are(heads, "xa-moi", "head") == {"binh"}
    assert are(heads, "xa-moi", "leader") == {"le"}


def test_a_choice_made_beside_the_last_button_is_shown_before_it_is_carried_out(admin, heads):
    page = admin.post(reverse("reorganise:new"), act())
    data = act(**{"head-1": ["an", ""], "file_token": page.context["token"]})
    page = admin.post(reverse("reorganise:carry-out"), data)
    assert page.status_code == 422
    assert not Reorganisation.objects.exists()
    assert "Nguyễn Văn An" in "".join(
        line for m, ls, _n in page.context["moved"] if "đứng đầu" in m.title for line in ls
    )
    admin.post(reverse("reorganise:carry-out"), data | {"file_token": page.context["token"]})
    assert are(heads, "xa-moi", "head") == {"an"}


def test_going_back_keeps_who_was_chosen(admin):
    page = admin.post(reverse("reorganise:new"), act(back="1", **{"head-1": ["an", "le"]}))
    assert 'name="head-1" value="an; le"' in page.content.decode()
    page = admin.post(reverse("reorganise:new"), act(**{"head-1": "an; le"}))
    assert [on for _v, _l, on in page.context["choices"][0].options] == [False, True, False]


def test_where_there_is_one_head_only_that_one_can_be_chosen(admin, heads):
    Role.objects.filter(user__username__in=["binh", "le"]).update(valid_to=BEFORE)
    page = admin.post(reverse("reorganise:new"), act())
    assert [len(choice.options) for choice in page.context["choices"]] == [2]


def test_a_file_without_the_column_is_still_taken(heads):
    rows = "date,decision,change,from,to\n2024-07-01,12/NQ,merge,xa-a1,xa-moi\n"
    assert read(rows.encode(), "nq.csv").is_good


def test_who_came_to_a_unit_that_ends_on_a_later_day_of_the_same_file_goes_on_with_it(heads):
    later = datetime.date(2024, 9, 1)
    facts = Facts("Ủy ban nhân dân xã Cuối", "commune", "tinh")
    heads.units["xa-cuoi"] = create_unit(facts, later, actor=Operator(), key="xa-cuoi")
    decide(MERGER[0], MERGER[1] + "binh", "2024-09-01,20/NQ,merge,xa-moi,xa-cuoi,,,")
    assert are(heads, "xa-moi", "head", datetime.date(2024, 8, 31)) == {"binh"}
    assert are(heads, "xa-moi", "head", later) == are(heads, "xa-moi", "unit_officer", later) == set()
    assert are(heads, "xa-cuoi", "head", later) == {"binh"}
    assert are(heads, "xa-cuoi", "unit_officer", later) == {"an", "le", "cuc"}
    undo(Reorganisation.objects.get(), actor=Operator(), reason="nhập nhầm")
    assert are(heads, "xa-cuoi", "head", later) == are(heads, "xa-moi", "head") == set()
    assert are(heads, "xa-a2", "head", later) == {"binh"}
