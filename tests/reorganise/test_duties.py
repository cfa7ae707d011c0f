"""Open tasks pass to whoever follows and say from whom; an old day answers as it did."""

import datetime

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chithi.journal.actions import Operator
from chithi.plans import naming, passing
from chithi.plans.item_page import passed_to
from chithi.plans.models import Assignment, ChosenMember
from chithi.plans.queries import duties, plans_for, reporting_units
from chithi.reorganise.actions import undo, why_not_undone
from chithi.reorganise.loading import read
from chithi.units.actions import end_unit
from chithi.units.models import Group, GroupMember
from chithi.units.queries import members, tree
from chithi.units.reorganising import Moved
from tests.cast import LONG_AGO, make_person, make_unit
from tests.reorganise.conftest import HEAD, weighed
from tests.reports.builders import make_plan, make_round

DAY, BEFORE = datetime.date(2024, 7, 1), datetime.date(2024, 6, 30)
MERGE = "2024-07-01,12/NQ-HĐND,merge,so-yt,so-moi,,"


@pytest.fixture
def planned(cast):
    """The plan of the builders, and a department that comes on the day."""
    cast.units["so-moi"] = make_unit("so-moi", "Sở Y tế và Xã hội", "department", cast.units["tinh"])
    cast.units["so-hai"] = make_unit("so-hai", "Sở Nội vụ", "department", cast.units["tinh"])
    return make_plan(cast)


def owed(plan, key: str, day=None) -> list[str]:
    units = tree(day)
    node = units.by_key(key)
    return [d.at for d in duties(plan, units).get(node.id, ())] if node else []


def found(moved: list[Moved], words: str) -> Moved:
    return next(m for m in moved if words in m.title)


def test_open_tasks_pass_to_the_successor_and_say_from_whom(cast, planned, decide):
    plan, _items = planned
    before = duties(plan, tree(BEFORE))
    decide(MERGE)
    assert owed(plan, "so-moi") == ["III.2", "III.3", "III.4"]
    duty = duties(plan, tree())[cast.units["so-moi"].pk][0]
    (came,) = duty.came_from
    assert (came.name, came.decision, came.day) == ("Sở Y tế", "12/NQ-HĐND", DAY)
    assert duty.received == " (tiếp nhận từ Sở Y tế theo 12/NQ-HĐND)"
    assert duties(plan, tree(BEFORE)) == before
    assert [n.key for n in reporting_units(plan, tree())].count("so-moi") == 1


def test_what_a_unit_had_before_is_not_said_to_have_come(cast, planned, decide):
    plan, _items = planned
    decide("2024-07-01,12/NQ-HĐND,merge,so-yt,so-ld,,")
    came = {d.at: [c.name for c in d.came_from] for d in duties(plan, tree())[cast.units["so-ld"].pk]}
    assert came == {"III.1": [], "III.2": ["Sở Y tế"], "III.3": ["Sở Y tế"], "III.4": []}


def test_of_two_mergers_on_end_the_last_unit_its_decision_and_day_are_named(cast, planned, decide):
    plan, _items = planned
    decide(MERGE)
    decide("2024-09-01,15/NQ-HĐND,merge,so-moi,so-hai,,")
    duty = duties(plan, tree())[cast.units["so-hai"].pk][0]
    (came,) = duty.came_from
    assert (came.name, came.decision, came.day) == (
        "Sở Y tế và Xã hội",
        "15/NQ-HĐND",
        datetime.date(2024, 9, 1),
    )
    assert duty.received == " (tiếp nhận từ Sở Y tế và Xã hội theo 15/NQ-HĐND)"
    assert owed(plan, "so-moi", DAY) == ["III.2", "III.3", "III.4"]
    assert owed(plan, "so-yt", BEFORE) == ["III.2", "III.3", "III.4"]


def test_a_clause_that_came_by_a_merger_and_is_handed_on_comes_from_who_handed_it_on(cast, planned, decide):
    plan, items = planned
    decide("2024-03-01,05/NQ-HĐND,merge,so-ld,so-hai,,")
    decide("2024-06-01,8/NQ,rename,so-hai,Sở Nội vụ và Lao động,,")
    decide("2024-09-12,16/NQ-HĐND,transfer,so-hai,so-yt,,ke-hoach/III.1")
    (came,) = next(d for d in duties(plan, tree())[cast.units["so-yt"].pk] if d.at == "III.1").came_from
    assert (came.name, came.decision) == ("Sở Nội vụ và Lao động", "16/NQ-HĐND")
    assert came.day == datetime.date(2024, 9, 12)
    (passed,) = passed_to(items[0], list(items[0].assignments.all()), tree()).values()
    assert [(name, one.name) for name, one in passed] == [("Sở Y tế", "Sở Nội vụ và Lao động")]


def test_a_single_clause_passes_although_the_old_unit_stands(cast, planned, decide):
    plan, _items = planned
    decide("2024-07-01,13/QĐ,transfer,so-yt,so-ld,,ke-hoach/III.2")
    assert owed(plan, "so-yt") == ["III.3", "III.4"]
    assert owed(plan, "so-ld") == ["III.1", "III.2", "III.4"]
    assert owed(plan, "so-yt", BEFORE) == ["III.2", "III.3", "III.4"]


def test_a_clause_given_on_the_day_on_which_its_new_unit_merges_reaches_the_last(cast, planned, decide):
    plan, _items = planned
    decide("2024-07-01,13/QĐ,transfer,so-yt,so-ld,,ke-hoach/III.2", "2024-07-01,12/NQ,merge,so-ld,so-hai,,")
    assert owed(plan, "so-yt") == ["III.3", "III.4"]
    assert owed(plan, "so-hai") == ["III.1", "III.2", "III.4"]
    came = {
        d.at: [(c.name, c.decision) for c in d.came_from]
        for d in duties(plan, tree())[cast.units["so-hai"].pk]
    }
    assert ("Sở Y tế", "13/QĐ, 12/NQ") in came["III.2"]
    assert owed(plan, "so-yt", BEFORE) == ["III.2", "III.3", "III.4"]


def test_a_clause_given_on_twice_on_one_day_by_two_decisions_reaches_the_last(cast, planned, decide):
    plan, _items = planned
    decide("2024-07-01,14/QĐ,transfer,so-ld,so-hai,,ke-hoach/III.2")
    decide("2024-07-01,13/QĐ,transfer,so-yt,so-ld,,ke-hoach/III.2")
    assert owed(plan, "so-hai") == ["III.2"]
    assert owed(plan, "so-ld") == ["III.1", "III.4"]


def test_two_mergers_on_one_day_by_two_decisions_reach_the_last(cast, planned, decide):
    plan, _items = planned
    decide("2024-07-01,13/QĐ,merge,so-yt,so-moi,,")
    decide("2024-07-01,14/QĐ,merge,so-moi,so-hai,,")
    assert owed(plan, "so-hai") == ["III.2", "III.3", "III.4"]


def test_one_of_several_tasks_at_a_place_passes_alone(cast, planned, decide):
    plan, items = planned
    type(items[0]).objects.filter(pk=items[2].pk).update(at="III.2")
    decide("2024-07-01,13/QĐ,transfer,so-yt,so-ld,,III.2#2")
    mine = {d.work_item_id for d in duties(plan, tree(DAY)).get(cast.units["so-yt"].pk, ())}
    theirs = {d.work_item_id for d in duties(plan, tree(DAY)).get(cast.units["so-ld"].pk, ())}
    assert items[1].pk in mine - theirs
    assert items[2].pk in theirs - mine
    refused = read(f"{HEAD}\n2024-08-01,14/QĐ,transfer,so-yt,so-ld,,III.2#3".encode(), "a.csv")
    assert ["III.2" in str(p) and "#2" in str(p) for p in refused.table.problems] == [True]


def test_a_clause_that_came_to_a_group_s_unit_passes_from_it_too(cast, planned, decide):
    plan, items = planned
    group = Group.objects.get(key="so-ban-nganh")
    Assignment.objects.create(work_item=items[4], role="lead", name=group.name, group=group)
    decide("2024-07-01,13/QĐ,transfer,so-yt,so-ld,,ke-hoach/III.5")
    assert "III.5" not in owed(plan, "so-yt")
    assert "III.5" in owed(plan, "so-ld")


def test_all_parts_of_a_parted_unit_owe_what_was_given_to_none_of_them(cast, planned, decide):
    plan, _items = planned
    decide(
        "2024-07-01,12/NQ,split,so-yt,so-moi,,",
        "2024-07-01,12/NQ,split,so-yt,so-hai,,",
        "2024-07-01,12/NQ,transfer,so-yt,so-hai,,ke-hoach/III.2",
    )
    assert owed(plan, "so-moi") == ["III.3", "III.4"]
    assert owed(plan, "so-hai") == ["III.2", "III.3", "III.4"]


def test_a_unit_that_keeps_a_part_keeps_its_tasks_but_those_named(cast, planned, decide):
    plan, _items = planned
    decide(
        "2024-07-01,12/NQ,split,so-yt,so-yt,,",
        "2024-07-01,12/NQ,split,so-yt,so-hai,,",
        "2024-07-01,12/NQ,transfer,so-yt,so-hai,,ke-hoach/III.2",
    )
    assert owed(plan, "so-yt") == ["III.3", "III.4"]
    assert owed(plan, "so-hai") == ["III.2"]


def test_nobody_owes_what_an_abolished_unit_had_unless_somebody_takes_over(cast, planned, decide):
    plan, _items = planned
    before = weighed("2024-07-01,12/NQ,abolish,so-yt,,,").moved
    lost = found(before, "không còn")
    assert (lost.count, lost.needs_care) == (3, True)
    assert "III.2" in lost.lines[0]
    decide("2024-07-01,12/NQ,abolish,so-yt,so-hai,,")
    assert owed(plan, "so-hai") == ["III.2", "III.3", "III.4"]


def test_chosen_and_named_members_pass_and_a_group_asks_its_kinds_anew(cast, planned, decide):
    plan, items = planned
    chosen = Assignment.objects.create(work_item=items[0], role="with", name="đơn vị liên quan", is_open=True)
    ChosenMember.objects.create(assignment=chosen, unit=cast.units["so-yt"])
    group = Group.objects.create(key="to", name="Tổ công tác", kinds=[], parent=cast.units["huyen-a"])
    GroupMember.objects.create(group=group, unit=cast.units["so-yt"], valid_from=LONG_AGO)
    Assignment.objects.create(work_item=items[4], role="with", name="Tổ công tác", group=group)
    decide(MERGE, "2024-07-01,12/NQ-HĐND,merge,huyen-a,huyen-b,,")
    assert owed(plan, "so-moi") == ["III.1", "III.2", "III.3", "III.4", "III.5"]
    assert [n.key for n in members(group, tree())] == ["so-moi"]
    assert [n.key for n in members(group, tree(BEFORE))] == ["so-yt"]


def test_members_chosen_again_leave_those_of_an_old_day(cast, planned, decide):
    plan, items = planned
    chosen = Assignment.objects.create(work_item=items[0], role="with", name="đơn vị liên quan", is_open=True)
    ChosenMember.objects.create(assignment=chosen, unit=cast.units["so-yt"])
    decide(MERGE)
    wanted = [cast.units["so-moi"].pk, cast.units["so-hai"].pk]
    naming.choose_members(chosen, wanted, actor=cast.people["focal"])
    assert "III.1" in owed(plan, "so-moi")
    assert "III.1" in owed(plan, "so-hai")
    assert "III.1" in owed(plan, "so-yt", BEFORE)
    naming.choose_members(chosen, wanted[1:], actor=cast.people["focal"])
    assert "III.1" not in owed(plan, "so-moi")


def test_a_draft_that_waited_is_owed_by_the_successor_when_it_is_published(cast, planned, decide):
    plan, items = planned
    decide(MERGE)
    items[1].valid_from = datetime.date(2024, 9, 1)
    items[1].save()
    assert "III.2" in owed(plan, "so-moi")
    assert "III.2" not in owed(plan, "so-moi", DAY)


def test_the_preview_says_how_many_tasks_pass_and_names_the_first(cast, planned):
    moved = weighed(MERGE).moved
    passing_ = found(moved, "Nhiệm vụ")
    assert (passing_.count, passing_.needs_care) == (3, False)
    assert passing_.lines == [
        "Sở Y tế → Sở Y tế và Xã hội: 3: III.2 (12/KH-UBND), III.3 (12/KH-UBND), III.4 (12/KH-UBND)"
    ]
    rows = ("2024-07-01,1/NQ,split,so-yt,so-moi,,", "2024-07-01,1/NQ,split,so-yt,so-hai,,")
    parted = found(weighed(*rows).moved, "chia tách")
    assert (parted.count, parted.needs_care, len(parted.lines)) == (3, True, 2)
    heads = found(weighed("2024-07-01,1/NQ,merge,so-ld,so-moi,,").moved, "đầu mối")
    assert heads.lines[0].endswith("Sở Lao động - Thương binh và Xã hội → Sở Y tế và Xã hội")


def test_the_right_of_the_focal_unit_passes_and_nobody_else_gets_it(cast, planned, decide):
    plan, _items = planned
    new = make_person("moi", "Ngô Đầu Mối Mới", cast.units["so-moi"], "focal_officer")
    other = make_person("khac", "Tạ Đầu Mối Khác", cast.units["so-hai"], "focal_officer")
    rights = ("plans.check", "reports.open_cycle", "steering.control", "steering.freeze")
    assert not any(new.has_perm(right, plan) for right in rights)
    decide("2024-07-01,12/NQ,merge,so-ld,so-moi,,")
    assert all(fresh(new).has_perm(right, plan) for right in rights)
    assert not any(fresh(other).has_perm(right, plan) for right in rights)
    plan.published_at = None
    plan.save()
    assert list(plans_for(fresh(new))) == [plan]
    assert list(plans_for(fresh(other))) == []
    assert passing.focal_unit_of(plan, tree()).key == "so-moi"
    assert passing.focal_unit_of(plan, tree(BEFORE)).key == "so-ld"


def fresh(user):
    return type(user).objects.get(pk=user.pk)


def test_a_unit_that_ended_without_a_decision_leaves_its_tasks_to_nobody(cast, planned):
    plan, _items = planned
    end_unit(cast.units["so-yt"], BEFORE, actor=Operator())
    assert {d.at for rows in duties(plan, tree()).values() for d in rows} == {
        "III.1",
        "III.4",
        "III.5",
        "III.6",
    }


def test_it_is_not_undone_once_somebody_changed_a_plan_that_names_its_units(cast, planned, decide):
    _plan, items = planned
    open_ = Assignment.objects.create(work_item=items[1], role="with", name="đơn vị liên quan", is_open=True)
    made = decide(MERGE)
    assert why_not_undone(made) == ""
    naming.choose_members(open_, [cast.units["so-hai"].pk], actor=cast.people["focal"])
    assert "Kế hoạch thực hiện công tác phụ nữ" in why_not_undone(made)


def test_undone_the_tasks_are_where_they_were(cast, planned, decide):
    plan, _items = planned
    before = duties(plan, tree())
    undo(decide(MERGE), actor=Operator(), reason="nhập nhầm")
    assert duties(plan, tree()) == before


def test_the_pages_say_from_whom_a_task_came_in_few_queries(
    client, cast, planned, decide, django_assert_max_num_queries
):
    plan, items = planned
    decide(MERGE)
    client.force_login(cast.people["focal"])
    with django_assert_max_num_queries(29):
        work = client.get(reverse("plans:work", args=[plan.key]) + "?unit=so-moi").content.decode()
    assert "Tiếp nhận từ Sở Y tế từ ngày 01/07/2024" in work
    assert "12/NQ-HĐND" in work
    with django_assert_max_num_queries(29):
        item = client.get(reverse("plans:item", args=[plan.key, items[1].pk])).content.decode()
    assert "chuyển từ Sở Y tế sang Sở Y tế và Xã hội" in item


def test_the_report_says_from_whom_a_task_came_on_the_form_and_on_its_signed_paper(client, cast, decide):
    cast.units["so-moi"] = make_unit("so-moi", "Sở Y tế và Xã hội", "department", cast.units["tinh"])
    decide(MERGE)
    report = make_round(cast).report("so-moi")
    client.force_login(make_person("moi", "Lê Cán Bộ Mới", cast.units["so-moi"], "unit_officer"))
    form = client.get(reverse("reports:report", args=[report.pk])).content.decode()
    assert form.count("Tiếp nhận từ Sở Y tế từ ngày 01/07/2024") == 3
    paper = client.get(reverse("reports:paper-html", args=[report.pk])).content.decode()
    assert paper.count("(tiếp nhận từ Sở Y tế theo 12/NQ-HĐND)") == 3


KEYS = ("so-yt", "so-ld", "so-moi", "so-hai", "huyen-a", "huyen-b")


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS), st.booleans()), max_size=4))
def test_whatever_comes_later_an_old_day_answers_as_it_did_and_no_task_is_lost_by_mergers(
    cast, planned, decide, acts
):
    plan, _items = planned
    days = [BEFORE]
    known = {BEFORE: duties(plan, tree(BEFORE))}
    made, gone = [], set()
    for n, (old, new, whole) in enumerate(acts):
        day = datetime.date(2024, 7 + n, 1)
        if old == new or {old, new} & gone:
            continue
        what = f"merge,{old},{new},," if whole else f"transfer,{old},{new},,ke-hoach/III.4"
        made.append(decide(f"{day},{n}/NQ,{what}"))
        gone |= {old} if whole else set()
        for earlier in days:
            assert duties(plan, tree(earlier)) == known[earlier]
        days.append(day)
        known[day] = duties(plan, tree(day))
        assert {d.at for rows in known[day].values() for d in rows} == {f"III.{i}" for i in range(1, 7)}
    for one in reversed(made):
        undo(one, actor=Operator(), reason="nhập nhầm")
    assert duties(plan, tree()) == known[BEFORE]
