"""What people correct is used by the next reading, can be seen, and can be taken back; nothing read before changes."""

import pytest

from chithi.journal.models import Entry
from chithi.plans import learning, naming
from chithi.plans.checklist import rows_of
from chithi.plans.commands import import_command
from chithi.plans.importing import import_edition, import_plan, read_file
from chithi.plans.learning import Meaning
from chithi.plans.models import Assignment, Lesson
from chithi.plans.refusals import Refused
from chithi.units import actions as directory_actions
from chithi.units.models import Group
from chithi.units.queries import tree
from tests.plans.conftest import imported
from tests.plans.readings import PLAN
from tests.plans.test_pages import allowed, text_of, url
from tests.plans.test_publishing import checked

HEALTH = PLAN.replace("2. Sở Y tế:", "2. Sở Sức khỏe:")
FUND = PLAN.replace("2. Sở Y tế:", "2. Quỹ tấm lòng vàng:")
OTHER = "KẾ HOẠCH\nPHÒNG, CHỐNG DỊCH\n\nI. TỔ CHỨC THỰC HIỆN\n1. {}: Xây dựng tài liệu; tổ chức tập huấn.\n2. Sở Nội vụ: Bố trí cán bộ.\n"  # noqa: E501


def meant(found, name):
    return {
        (a.unit.key if a.unit else a.group.name if a.group else a.is_open and "open", a.how)
        for a in Assignment.objects.filter(work_item__edition=found.edition, name=name, withdrawn_at=None)
    }


def teach(province, text=HEALTH, name="Sở Sức khỏe", **meaning):
    found = imported(province, text)
    meaning = meaning or {"unit": province.units["so-yt"]}
    naming.name_stands_for(found.edition, name, Meaning(**meaning), actor=province.people["focal"])
    return found


def import_for(province, issuer, text):
    data = text.encode()
    made = import_plan(
        data, "khac.txt", read_file(data, "khac.txt"), province.units[issuer], actor=province.people["focal"]
    )
    return type("Found", (), {"edition": made.edition, "plan": made.edition.plan})


# What a name stands for.


def test_what_a_name_stands_for_is_known_in_the_next_plan_of_the_issuer(province):
    teach(province)
    after = imported(province, OTHER.format("Sở Sức khỏe"))
    assert meant(after, "Sở Sức khỏe") == {("so-yt", "learned")}
    assert learning.used(after.edition) == {"names": 1, "no_units": 0}


def test_it_is_not_known_in_the_plans_of_another_issuer(province):
    teach(province)
    after = import_for(province, "huyen-a", OTHER.format("Sở Sức khỏe"))
    assert meant(after, "Sở Sức khỏe") == {(False, "")}


def test_one_entry_of_the_journal_says_that_it_is_kept(province):
    found = teach(province)
    (entry,) = Entry.objects.filter(verb="plans.name")
    assert entry.new["remembered"] is True
    lesson = Lesson.objects.get()
    assert (lesson.plan, lesson.taught_by) == (found.plan, province.people["focal"].actor_name)


def test_a_phrase_for_a_group_is_known_too(province):
    group = Group.objects.get(key="doan-the")
    teach(province, PLAN, "các đơn vị có liên quan", group=group)
    text = OTHER.format("Sở Y tế phối hợp với các đơn vị có liên quan")
    assert meant(imported(province, text), "các đơn vị có liên quan") == {(group.name, "learned")}


def test_what_the_directory_knows_needs_no_lesson(province):
    found = imported(province)
    yt = Meaning(unit=province.units["so-yt"])
    naming.name_stands_for(found.edition, "Sở Y tế", yt, actor=province.people["focal"])
    assert not Lesson.objects.exists()


def test_said_otherwise_the_new_lesson_takes_the_place_of_the_old(province):
    found = teach(province)
    nv = Meaning(unit=province.units["so-nv"])
    naming.name_stands_for(found.edition, "Sở Sức khỏe", nv, actor=province.people["focal"])
    assert [(x.unit.key, x.withdrawn_at is None) for x in Lesson.objects.order_by("id")] == [
        ("so-yt", False),
        ("so-nv", True),
    ]
    assert meant(imported(province, OTHER.format("Sở Sức khỏe")), "Sở Sức khỏe") == {("so-nv", "learned")}


def test_said_as_the_directory_says_the_lesson_is_withdrawn(province):
    found = teach(province, PLAN, "Sở Y tế", unit=province.units["so-nv"])
    yt = Meaning(unit=province.units["so-yt"])
    naming.name_stands_for(found.edition, "Sở Y tế", yt, actor=province.people["focal"])
    assert not Lesson.objects.filter(withdrawn_at=None).exists()


def test_taken_back_it_is_used_no_more_and_what_was_read_stays(province):
    teach(province)
    between = imported(province, OTHER.format("Sở Sức khỏe"))
    lesson = Lesson.objects.get()
    for _ in range(2):
        learning.forget(lesson, actor=province.people["focal"])
    assert Entry.objects.filter(verb="plans.forget").count() == 1
    assert meant(between, "Sở Sức khỏe") == {("so-yt", "learned")}
    after = imported(province, OTHER.format("Sở Sức khỏe") + " ")
    assert meant(after, "Sở Sức khỏe") == {(False, "")}


def test_a_group_that_is_gone_is_not_used(province):
    group = Group.objects.get(key="doan-the")
    teach(province, group=group)
    directory_actions.withdraw_group(group, actor=province.people["administrator"])
    assert meant(imported(province, OTHER.format("Sở Sức khỏe")), "Sở Sức khỏe") == {(False, "")}


def test_what_is_said_in_the_same_plan_counts_more(province):
    """Of a new edition what somebody said in this very plan stays, whatever another plan taught."""
    found = teach(province)
    Lesson.objects.update(unit=province.units["so-nv"])
    data = HEALTH.replace("biểu dương", "tuyên dương").encode()
    made = import_edition(
        found.plan, data, "sua.txt", read_file(data, "sua.txt"), actor=province.people["focal"]
    )
    assert meant(made, "Sở Sức khỏe") == {("so-yt", "person")}


# What is no unit.


def test_a_name_that_is_no_unit_loses_its_work_here_and_is_none_in_the_next_plan(province):
    found = imported(province, FUND)
    assert learning.say_no_unit(found.edition, "Quỹ tấm lòng vàng", actor=province.people["focal"]) == 2
    assert meant(found, "Quỹ tấm lòng vàng") == set()
    looks = [r.codes for r in rows_of(found.edition, tree()) if r.item.at == "III.2"]
    assert ["no_lead" in codes for codes in looks] == [True, True]
    after = import_for(province, "huyen-a", OTHER.format("Quỹ tấm lòng vàng"))
    assert meant(after, "Quỹ tấm lòng vàng") == set()
    assert learning.used(after.edition)["no_units"] == 1


def test_a_plan_read_before_keeps_it(province):
    first = imported(province, OTHER.format("Quỹ tấm lòng vàng"))
    second = imported(province, FUND)
    learning.say_no_unit(second.edition, "Quỹ tấm lòng vàng", actor=province.people["focal"])
    assert meant(first, "Quỹ tấm lòng vàng") == {(False, "")}


def test_said_twice_it_is_one_lesson_and_one_entry(province):
    found = imported(province, FUND)
    for _ in range(2):
        learning.say_no_unit(found.edition, "Quỹ tấm lòng vàng", actor=province.people["focal"])
    assert Lesson.objects.count() == Entry.objects.filter(verb="plans.no_unit").count() == 1


def test_of_a_plan_that_binds_no_name_is_taken_out(small):
    found = checked(small)
    with pytest.raises(Refused):
        learning.say_no_unit(found.edition, "Sở Y tế", actor=found.cast.people["focal"])
    assert not Lesson.objects.exists()


def test_taken_back_it_is_read_as_a_unit_again(province):
    found = imported(province, FUND)
    learning.say_no_unit(found.edition, "Quỹ tấm lòng vàng", actor=province.people["focal"])
    learning.forget(Lesson.objects.get(), actor=province.people["focal"])
    after = imported(province, OTHER.format("Quỹ tấm lòng vàng"))
    assert meant(after, "Quỹ tấm lòng vàng") == {(False, "")}


def test_a_name_said_to_be_a_unit_after_all_is_read_as_one_again(province):
    before = imported(province, OTHER.format("Quỹ tấm lòng vàng"))
    focal = province.people["focal"]
    learning.say_no_unit(imported(province, FUND).edition, "Quỹ tấm lòng vàng", actor=focal)
    nv = Meaning(unit=province.units["so-nv"])
    naming.name_stands_for(before.edition, "Quỹ tấm lòng vàng", nv, actor=focal)
    assert [(x.kind, x.withdrawn_by) for x in Lesson.objects.order_by("id")] == [
        ("no_unit", focal.actor_name),
        ("meaning", ""),
    ]
    after = imported(province, OTHER.format("Quỹ tấm lòng vàng") + " ")
    assert meant(after, "Quỹ tấm lòng vàng") == {("so-nv", "learned")}


def test_said_as_the_directory_says_it_is_no_longer_taken_for_no_unit(province):
    before, focal = imported(province, OTHER.format("Sở Y tế")), province.people["focal"]
    learning.say_no_unit(imported(province).edition, "Sở Y tế", actor=focal)
    yt = Meaning(unit=province.units["so-yt"])
    naming.name_stands_for(before.edition, "Sở Y tế", yt, actor=focal)
    assert not Lesson.objects.filter(withdrawn_at=None).exists()


def test_a_name_said_to_be_no_unit_after_all_stands_for_nothing_any_more(province):
    teach(province)
    focal = province.people["focal"]
    later = import_for(province, "huyen-a", OTHER.format("Sở Sức khỏe"))
    administrator = province.people["administrator"]  # the plan is that of another issuer
    learning.say_no_unit(later.edition, "Sở Sức khỏe", actor=administrator)
    assert [(x.kind, x.withdrawn_by) for x in Lesson.objects.order_by("id")] == [
        ("meaning", administrator.actor_name),
        ("no_unit", ""),
    ]
    learning.forget(Lesson.objects.get(kind="no_unit"), actor=focal)
    after = imported(province, OTHER.format("Sở Sức khỏe"))
    assert meant(after, "Sở Sức khỏe") == {(False, "")}


# Other names of the directory.


def test_another_name_of_the_directory_is_read_as_a_unit(province):
    text = OTHER.format("Nhóm Sông Xanh")
    before = imported(province, text)
    directory_actions.add_alias(
        province.units["so-yt"], "Nhóm Sông Xanh", actor=province.people["administrator"]
    )
    after = imported(province, text + " ")
    assert meant(before, "Nhóm Sông Xanh") == set()
    assert meant(after, "Nhóm Sông Xanh") == {("so-yt", "exact")}
    assert learning.used(after.edition)["names"] == 1


# The pages.


def test_no_unit_is_said_on_the_page_of_the_name(province, sign_in):
    found = imported(province, FUND)
    client = sign_in(province.people["focal"])
    page = url("name", found.plan.key) + "?name=Quỹ tấm lòng vàng"
    assert "không phải cơ quan, đơn vị" in text_of(client.get(page))
    answer = client.post(page, {"meaning": "none"}, follow=True)
    assert "không còn được giao việc" in text_of(answer)
    assert '<th scope="row">Quỹ tấm lòng vàng' not in answer.content.decode()
    assert Lesson.objects.get().kind == "no_unit"


def test_the_next_import_shows_what_it_used(province, sign_in):
    teach(province)
    learning.say_no_unit(
        imported(province, FUND).edition, "Quỹ tấm lòng vàng", actor=province.people["focal"]
    )
    text = OTHER.format("Sở Sức khỏe") + "3. Quỹ tấm lòng vàng: Hỗ trợ trẻ em.\n"
    after = imported(province, text)
    words = text_of(sign_in(province.people["focal"]).get(url("names", after.plan.key)))
    assert "nhận ra 1 tên gọi, bỏ qua 1 chỗ" in words
    assert "theo điều đã học" in words


def test_the_page_lists_all_and_takes_one_back(province, sign_in):
    found = teach(province)
    client = sign_in(province.people["focal"])
    words = text_of(client.get(url("lessons")))
    assert "Sở Sức khỏe" in words
    assert "Sở Y tế" in words
    assert str(found.plan) in words
    answer = client.post(url("forget", Lesson.objects.get().pk), follow=True)
    assert "Các kế hoạch đã đọc trước đây giữ nguyên" in text_of(answer)
    assert Lesson.objects.get().withdrawn_by == province.people["focal"].actor_name
    assert url("forget", Lesson.objects.get().pk) not in answer.content.decode()


def test_those_who_import_see_it_and_those_who_check_the_plan_take_it_back(province, client):
    teach(province)
    lesson = Lesson.objects.get()
    assert allowed(province, client, url("lessons")) == {"focal", "administrator"}
    assert allowed(province, client, url("forget", lesson.pk), "post") == {"focal", "administrator"}


def test_the_command_says_what_it_used(province, capsys, tmp_path):
    teach(province)
    file = tmp_path / "khac.txt"
    file.write_text(OTHER.format("Sở Sức khỏe"), "utf-8")
    assert import_command([str(file), "--issuer", "tinh"]) == 0
    assert "nhận ra 1 tên gọi" in capsys.readouterr().out


def test_the_page_of_many_lessons_asks_few_queries(province, sign_in, django_assert_max_num_queries):
    found = teach(province)
    Lesson.objects.bulk_create(
        Lesson(kind="meaning", name=f"Sở {n}", folded=f"so {n}", issuer=province.units["tinh"], plan=found.plan,
               unit=province.units["so-yt"], taught_by="thử")
        for n in range(120)
    )  # fmt: skip
    client = sign_in(province.people["focal"])
    with django_assert_max_num_queries(20):
        assert client.get(url("lessons")).status_code == 200
