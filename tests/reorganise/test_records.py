"""Records of a unit that is no more: read and gone on with by whoever follows it whole, and by nobody else."""

import datetime

import pytest
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from chithi.desk.steps import steps_for
from chithi.journal.actions import Operator
from chithi.leadership import committees, holders, members, pool, posts, queries, staff
from chithi.reorganise.actions import why_not_undone
from chithi.sheets.catalogue import REGISTERS
from chithi.sheets.loading import LOADERS, load
from chithi.sheets.record_actions import add_record
from chithi.sheets.register_forms import RecordForm
from chithi.sheets.writing import write_csv
from chithi.units.rules import answering_units, own_units, seen_units
from tests.cast import make_person, make_unit
from tests.reorganise.conftest import weighed

DAY, BEFORE = datetime.date(2024, 7, 1), datetime.date(2024, 6, 30)
MERGE = "2024-07-01,12/NQ,merge,so-yt,so-moi,,"
SPLIT = ("2024-07-01,12/NQ,split,so-yt,so-moi,,", "2024-07-01,12/NQ,split,so-yt,so-hai,,")
ACTIVITY = {"title": "Tập huấn sơ cứu", "kind": "training", "unit": "so-yt", "day": "05/03/2024"}
INSPECTION = {
    "title": "Kiểm tra Luật Bình đẳng giới",
    "kind": "inspection",
    "unit": "so-yt",
    "inspected": "huyen-a",
    "day": "05/03/2024",
    "to_mend": "Bố trí nhà vệ sinh riêng.",
    "mend_by": "30/04/2024",
    "sanction": "none",
}
PROPOSAL = {"title": "Bố trí kinh phí", "unit": "huyen-a", "to_unit": "so-yt", "day": "10/03/2024"}
COMMITTEE = {
    "title": "Ban vì sự tiến bộ của phụ nữ Sở Y tế",
    "unit": "so-yt",
    "chair_post": "Phó Giám đốc",
    "decision_number": "45/QĐ-SYT",
    "decision_day": "01/02/2021",
    "valid_from": "05/02/2021",
}


@pytest.fixture
def people(cast):
    """The cast with two departments that come, an officer in each."""
    for key, name in (("so-moi", "Sở Y tế và Xã hội"), ("so-hai", "Sở Nội vụ")):
        cast.units[key] = make_unit(key, name, "department", cast.units["tinh"])
        cast.people[key] = make_person(key, f"Cán bộ {key}", cast.units[key], "unit_officer")
    return cast


def enter(cast, name: str, typed: dict[str, str], by: str = "officer", **other: str):
    data = MultiValueDict({k: [v] for k, v in {**typed, **other}.items()})
    form = RecordForm(REGISTERS[name], data, user=cast.people[by])
    assert form.is_valid(), form.errors
    return add_record(REGISTERS[name], form.cleaned_data, actor=Operator())


def fresh(cast, who: str):
    user = cast.people[who]
    return type(user).objects.get(pk=user.pk)


def may(cast, who: str, right: str, record) -> bool:
    user = fresh(cast, who)
    listed = (
        REGISTERS[{"Inspection": "inspections", "Proposal": "proposals"}[type(record).__name__]]
        .records(user)
        .filter(pk=record.pk)
        .exists()
    )
    found = user.has_perm(right, record)
    assert "read" not in right or listed == found
    return found


def found(moved, words: str):
    return next(m for m in moved if words in m.title)


def test_whoever_follows_whole_reads_and_goes_on_and_nobody_else_does(people, decide):
    one = enter(people, "inspections", INSPECTION)
    rights = ("records.read_inspection", "records.change")
    assert not any(may(people, "so-moi", right, one) for right in rights)
    decide(MERGE)
    assert all(may(people, "so-moi", right, one) for right in rights)
    assert not any(may(people, who, right, one) for who in ("so-hai", "stranger") for right in rights)
    assert people.units["so-yt"].pk in own_units(fresh(people, "so-moi"))
    assert own_units(fresh(people, "so-hai")) == {people.units["so-hai"].pk}


def test_the_parts_of_a_parted_unit_do_not_read_its_records_and_who_stands_above_does(people, decide):
    one = enter(people, "inspections", INSPECTION)
    decide(*SPLIT)
    assert not may(people, "so-moi", "records.read_inspection", one)
    assert not may(people, "so-hai", "records.change", one)
    assert may(people, "leader", "records.read_inspection", one)


def test_an_open_inspection_is_closed_by_the_successor_and_stands_on_its_desk(client, people, decide):
    one = enter(people, "inspections", INSPECTION)
    decide(MERGE)
    assert any("Kiểm tra Luật" in step.about for step in steps_for(fresh(people, "so-moi")))
    client.force_login(people.people["so-moi"])
    address = reverse("registers:change", args=["inspections", one.pk])
    page = client.get(address)
    assert "Sở Y tế (không còn)" in page.content.decode()
    answer = client.post(address, {**INSPECTION, "closed_on": "01/10/2024", "version": one.version})
    assert answer.status_code == 302, answer.context["form"].errors
    one.refresh_from_db()
    assert one.closed_on == datetime.date(2024, 10, 1)
    assert one.unit == people.units["so-yt"]


def test_a_proposal_to_a_unit_that_is_no_more_is_answered_by_the_successor(client, people, decide):
    one = enter(people, "proposals", PROPOSAL, by="district_officer")
    decide(MERGE)
    assert people.units["so-yt"].pk in answering_units(fresh(people, "so-moi"))
    client.force_login(people.people["so-moi"])
    address = reverse("registers:change", args=["proposals", one.pk])
    typed = {"outcome": "accepted", "answered_on": "01/10/2024", "version": one.version}
    assert client.post(address, typed).status_code == 302
    assert may(people, "district_officer", "records.change", one)


def test_the_list_of_the_successor_has_what_the_old_unit_entered_under_its_old_name(client, people, decide):
    enter(people, "activities", ACTIVITY)
    decide(MERGE)
    client.force_login(people.people["so-moi"])
    page = client.get(reverse("registers:list", args=["activities"]))
    assert "Sở Y tế" in page.content.decode()
    assert page.context["asked"].filters["unit"] == "so-moi"
    other = client.get(reverse("registers:list", args=["activities"]) + "?unit=so-hai")
    assert "Tập huấn sơ cứu" not in other.content.decode()


def test_no_record_is_entered_for_a_unit_on_a_day_on_which_it_is_no_more(client, people, decide):
    decide(MERGE)
    client.force_login(people.people["so-moi"])
    add = reverse("registers:add", args=["activities"])
    refused = client.post(add, {**ACTIVITY, "day": "01/07/2024"})
    assert refused.status_code == 422
    sentence = "“Sở Y tế” không còn từ ngày 01/07/2024. Chọn đơn vị tiếp nhận: Sở Y tế và Xã hội."
    assert refused.context["form"].errors["unit"] == [sentence]
    assert client.post(add, {**ACTIVITY, "day": "30/06/2024"}).status_code == 302
    row = {**dict.fromkeys(REGISTERS["activities"].fields, ""), **ACTIVITY, "day": "2024-07-02", "id": ""}
    data = write_csv(LOADERS["activities"].columns, [row])
    outcome = load(LOADERS["activities"], data, "a.csv", actor=fresh(people, "so-moi"))
    assert [p.message for p in outcome.problems] == [sentence]


def test_a_register_is_handed_over_alone(people, decide):
    one = enter(people, "inspections", INSPECTION)
    activity = enter(people, "activities", ACTIVITY)
    moved = weighed("2024-07-01,13/QĐ,transfer,so-yt,so-hai,,inspections").moved
    assert found(moved, "Sổ được bàn giao").lines == ["Kiểm tra, giám sát: Sở Y tế → Sở Nội vụ: 1"]
    decide("2024-07-01,13/QĐ,transfer,so-yt,so-hai,,inspections")
    assert may(people, "so-hai", "records.change", one)
    assert may(people, "so-hai", "records.read_inspection", one)
    assert not may(people, "officer", "records.change", one)
    assert may(people, "officer", "records.read_inspection", one)
    assert not fresh(people, "so-hai").has_perm("records.change", activity)
    assert fresh(people, "officer").has_perm("records.change", activity)


def test_members_handed_over_with_their_register_stand_in_the_list_of_whoever_has_it(client, people, decide):
    committee = enter(people, "committees", COMMITTEE)
    typed = {"committee": str(committee.pk), "name": "Trần Thị Ban", "sex": "F", "role": "chair"}
    member = enter(people, "committee-members", typed, valid_from="05/02/2021")
    decide("2024-07-01,13/QĐ,transfer,so-yt,so-hai,,committee-members")
    for who, reads in (("so-hai", True), ("officer", True), ("so-moi", False)):
        user = fresh(people, who)
        assert user.has_perm("leadership.read_member", member) is reads, who
        assert REGISTERS["committee-members"].records(user).filter(pk=member.pk).exists() is reads, who
        client.force_login(user)
        page = client.get(reverse("leadership:committee", args=["so-yt"])).content.decode()
        assert ("Trần Thị Ban" in page) is reads, who


def test_the_names_of_a_unit_that_went_whole_are_read_where_it_went_and_not_by_everybody(people, decide):
    post = enter(
        people,
        "posts",
        {
            "title": "Giám đốc", "unit": "so-yt", "body": "agency", "level": "head", "seats": "1",
            "valid_from": "01/01/2020",
        },
    )  # fmt: skip
    typed = {
        "post": str(post.pk), "name": "Nguyễn Thị Tên", "sex": "F", "birth_month": "05/1970", "held_as": "main",
        "appointed_on": "01/01/2021", "valid_from": "01/01/2021",
    }  # fmt: skip
    holder = enter(people, "post-holders", typed)
    counts = make_person("thongke", "Cán bộ Thống kê", people.units["so-moi"], "statistician")
    decide(MERGE)
    assert fresh(people, "so-moi").has_perm("leadership.read_holder", holder)
    assert not counts.has_perm("leadership.read_holder", holder)
    assert not fresh(people, "so-hai").has_perm("leadership.read_holder", holder)
    assert "Nguyễn Thị Tên" not in " ".join(line for m in weighed(
        "2024-09-01,14/NQ,merge,so-moi,so-hai,,").moved for line in m.lines)  # fmt: skip


def test_what_is_of_a_unit_that_is_no_more_counts_nowhere_from_that_day_on(people, decide):
    committee = enter(people, "committees", COMMITTEE)
    member = {
        "committee": str(committee.pk),
        "name": "Lê Thị A",
        "sex": "F",
        "role": "chair",
        "valid_from": "05/02/2021",
    }
    enter(people, "committee-members", member)
    enter(people, "posts", {"title": "Giám đốc", "unit": "so-yt", "body": "agency", "level": "head", "seats": "1",
                            "valid_from": "01/01/2020"})  # fmt: skip
    enter(people, "planning-pool", {"unit": "so-yt", "name": "Trần B", "sex": "F", "birth_month": "05/1980",
                                    "level": "head", "term": "2021-2026", "valid_from": "01/01/2021",
                                    "valid_to": "31/12/2026"})  # fmt: skip
    enter(people, "staff-totals", {"source": "Bảng lương", "unit": "so-yt", "day": "01/01/2024", "female": "3",
                                   "male": "4"})  # fmt: skip

    def standing(day):
        conditions = (
            (committees, committees.in_office),
            (members, members.standing_members),
            (posts, posts.existing),
            (pool, pool.in_pool),
            (staff, staff.latest),
        )
        return [r.REGISTER.model._default_manager.filter(where(day)).count() for r, where in conditions], len(
            queries.staff(day)
        ) + len(queries.pool(day)[0])

    assert standing(BEFORE) == standing(DAY) == ([1] * 5, 2)
    moved = weighed(MERGE).moved
    assert found(moved, "Ban").needs_care
    assert found(moved, "quy hoạch").lines == ["Sở Y tế: 1 → Sở Y tế và Xã hội"]
    decide(MERGE)
    assert standing(BEFORE) == ([1] * 5, 2)
    assert standing(DAY) == ([0] * 5, 0)
    assert holders.REGISTER.states  # the states still leave no record out
    for register in (r.REGISTER for r in (committees, members, posts, pool, staff)):
        for one in register.model._default_manager.all():
            assert register.state_of(one, DAY) is not None


def test_the_preview_names_what_is_open_and_what_is_dated_too_late(people):
    enter(people, "inspections", INSPECTION)
    enter(people, "proposals", PROPOSAL, by="district_officer")
    enter(people, "activities", ACTIVITY, day="05/08/2024")
    moved = weighed(MERGE).moved
    inspected = found(moved, "Cuộc kiểm tra đang theo dõi, theo đơn vị kiểm tra")
    assert (inspected.lines, inspected.needs_care) == (["Sở Y tế: 1 → Sở Y tế và Xã hội"], False)
    assert found(weighed(*SPLIT).moved, "theo đơn vị kiểm tra").needs_care
    assert found(moved, "Kiến nghị chưa trả lời, theo đơn vị được kiến nghị").count == 1
    late = found(moved, "sau khi đơn vị kết thúc")
    assert (late.count, late.needs_care) == (1, True)


def test_it_is_not_undone_once_a_record_of_its_units_was_entered_or_changed(client, people, decide):
    one = enter(people, "inspections", INSPECTION)
    made = decide(MERGE)
    enter(people, "activities", ACTIVITY, by="district_officer", unit="huyen-a")
    assert why_not_undone(made) == ""
    client.force_login(people.people["so-moi"])
    client.post(reverse("registers:withdraw", args=["inspections", one.pk]), {"reason": "nhập nhầm"})
    assert "Kiểm tra, giám sát" in why_not_undone(made)


def test_a_bulk_change_of_the_old_unit_s_records_asks_once_who_follows(
    people, decide, django_assert_num_queries
):
    made = [enter(people, "activities", ACTIVITY, title=f"Tập huấn {n}") for n in range(3)]
    decide(MERGE)
    user = fresh(people, "so-moi")
    assert user.has_perm("records.change", made[0])
    with django_assert_num_queries(0):
        assert all(user.has_perm("records.change", one) for one in made)


def test_a_leader_of_a_district_reads_what_went_whole_into_its_communes(people, decide):
    leader = make_person("bithu", "Bí thư Huyện", people.units["huyen-a"], "leader")
    one = enter(people, "inspections", {**INSPECTION, "unit": "xa-b1", "inspected": "xa-b2"}, by="stranger")
    assert people.units["xa-b1"].pk not in seen_units(leader)
    decide("2024-07-01,12/NQ,merge,xa-b1,xa-a1,,")
    again = type(leader).objects.get(pk=leader.pk)
    assert again.has_perm("records.read_inspection", one)
    assert not fresh(people, "district_officer").has_perm("records.read_inspection", one)
