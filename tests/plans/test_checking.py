import pytest

from chithi.journal.models import Entry
from chithi.plans import checking, naming
from chithi.plans.checking import Addition, Given
from chithi.plans.checklist import doubts_of, rows_of
from chithi.plans.learning import Meaning
from chithi.plans.models import Assignment, ProvisionLink, WorkItem
from chithi.plans.refusals import Refused
from chithi.units.models import Group
from chithi.units.queries import tree
from tests.plans.conftest import imported
from tests.plans.readings import PLAN

State = WorkItem.State


@pytest.fixture
def focal(small):
    return small.cast.people["focal"]


def item(small, words):
    return small.edition.work_items.get(read_text__startswith=words, joined_into=None)


def given(item, **changed):
    standing = frozenset(item.assignments.filter(withdrawn_at=None).values_list("pk", flat=True))
    links = frozenset(item.links.exclude(state="rejected").values_list("provision_id", flat=True))
    values = {
        "text": item.text,
        "due": item.due,
        "due_bound": item.due_bound,
        "keep": standing,
        "contents": links,
    }
    return Given(**{**values, "is_report_duty": item.is_report_duty, **changed})


def entries(verb):
    return list(Entry.objects.filter(verb=verb))


def test_a_correction_stands_beside_what_was_read(small, focal):
    it = item(small, "tập huấn")
    checking.check_item(
        it, given(it, text="Tập huấn cho y tế thôn bản.", due="2025", due_bound="in"), actor=focal
    )
    it.refresh_from_db()
    assert (it.text, it.due, it.due_bound) == ("Tập huấn cho y tế thôn bản.", "2025", "in")
    assert it.read_text == "tập huấn cho nhân viên y tế thôn bản"
    (entry,) = entries("plans.check")
    assert entry.old["text"] == "tập huấn cho nhân viên y tế thôn bản"
    assert entry.new == {"text": "Tập huấn cho y tế thôn bản.", "due": "in 2025"}


def test_a_second_press_changes_nothing(small, focal):
    it = item(small, "Chăm sóc")
    for _ in range(2):
        checking.check_item(it, given(it, confirm=True), actor=focal)
    assert len(entries("plans.check")) == 1


def test_leads_and_partners_are_added_and_withdrawn(small, focal):
    it = item(small, "Phối hợp với Sở Nội vụ")
    units = small.cast.units
    keep = frozenset(it.assignments.exclude(name="Sở Nội vụ").values_list("pk", flat=True))
    add = (Addition("with", unit=units["so-tc"]), Addition("with", group=Group.objects.get(key="huyen")))
    checking.check_item(it, given(it, keep=keep, add=add), actor=focal)
    standing = it.assignments.filter(withdrawn_at=None)
    assert [(a.role, a.name, a.read) for a in standing.order_by("role", "id")] == [
        ("lead", "Sở Lao động - Thương binh và Xã hội", True),
        ("with", "các đơn vị có liên quan", True),
        ("with", "Sở Tài chính", False),
        ("with", "Ủy ban nhân dân các huyện, thành phố", False),
    ]
    assert it.assignments.get(name="Sở Nội vụ").withdrawn_at is not None


def test_an_item_without_a_known_lead_is_not_confirmed(province):
    small = imported(province, PLAN.replace("2. Sở Y tế:", "2. Sở Ngoại vụ:"))
    it = item(small, "Chăm sóc")
    with pytest.raises(Refused, match=r"III\.2"):
        checking.check_item(it, given(it, confirm=True), actor=province.people["focal"])
    with pytest.raises(Refused):
        checking.check_item(it, given(it, keep=frozenset(), confirm=True), actor=province.people["focal"])
    it.refresh_from_db()
    assert it.state == State.PROPOSED
    assert doubts_of([it])[it.pk] == ["unknown_lead"]


def test_a_name_is_said_once_for_all_its_places(province):
    small = imported(province, PLAN.replace("2. Sở Y tế:", "2. Sở Sức khỏe:"))
    focal = province.people["focal"]
    places = Assignment.objects.filter(name="Sở Sức khỏe")
    assert places.count() == 2
    for _ in range(2):
        naming.name_stands_for(
            small.edition, "Sở Sức khỏe", Meaning(unit=province.units["so-yt"]), actor=focal
        )
    assert {(a.unit.key, a.how) for a in places.select_related("unit")} == {("so-yt", "person")}
    assert len(entries("plans.name")) == 1


def test_a_unit_made_later_is_found_by_matching_again(province):
    from tests.cast import make_unit

    small = imported(province, PLAN.replace("2. Sở Y tế:", "2. Sở Ngoại vụ:"))
    make_unit("so-ngv", "Sở Ngoại vụ", "department", province.units["tinh"])
    assert naming.match_again(small.edition, actor=province.people["focal"]) == 1
    assert naming.match_again(small.edition, actor=province.people["focal"]) == 0
    assert list(Entry.objects.get(verb="plans.match_again").new["matched"].values()) == ["Sở Ngoại vụ"]
    assert {a.unit.key for a in Assignment.objects.filter(name="Sở Ngoại vụ")} == {"so-ngv"}


def test_an_open_group_means_those_who_were_chosen(small, focal):
    a = Assignment.objects.get(name="các đơn vị có liên quan")
    units = small.cast.units
    naming.choose_members(a, [units["so-tc"].pk, units["so-tp"].pk], actor=focal)
    naming.choose_members(a, [units["so-tp"].pk], actor=focal)
    naming.choose_members(a, [units["so-tp"].pk], actor=focal)
    row = next(r for r in rows_of(small.edition, tree()) if r.item == a.work_item)
    assert [n.key for n in row.partners[1].units] == ["so-tp"]
    assert a.chosen.count() == 2
    assert len(entries("plans.choose_members")) == 2


def test_clauses_are_joined_and_split_again(small, focal):
    it = item(small, "Kiểm tra")
    checking.join(it, actor=focal)
    it.refresh_from_db()
    assert it.text.endswith("tại doanh nghiệp; thống kê số liệu tách biệt giới")
    assert small.edition.text[it.start : it.end] == it.read_text
    assert len(it.clause_ids) == 2
    assert small.edition.work_items.filter(joined_into=None).count() == 8
    checking.split(it, actor=focal)
    it.refresh_from_db()
    assert it.read_text.endswith("tại doanh nghiệp")
    other = item(small, "thống kê")
    assert other.state == State.PROPOSED
    assert [a.name for a in other.assignments.all()] == ["Sở Lao động - Thương binh và Xã hội"]
    assert len(entries("plans.join")) == len(entries("plans.split")) == 1


def test_a_join_keeps_the_units_and_the_corrections_of_both(province):
    text = PLAN.replace(
        "2. Sở Y tế: Chăm sóc sức khỏe bà mẹ và trẻ em; tập huấn",
        "2. Sở Y tế: Chăm sóc sức khỏe bà mẹ và trẻ em; phối hợp với Sở Nội vụ tập huấn",
    )
    small = imported(province, text)
    focal = province.people["focal"]
    it = item(small, "Chăm sóc")
    checking.check_item(it, given(it, text="Chăm sóc bà mẹ."), actor=focal)
    checking.join(it, actor=focal)
    it.refresh_from_db()
    assert it.text == "Chăm sóc bà mẹ; phối hợp với Sở Nội vụ tập huấn cho nhân viên y tế thôn bản"
    assert [a.name for a in it.assignments.filter(role="with", withdrawn_at=None)] == ["Sở Nội vụ"]
    checking.split(it, actor=focal)
    assert not it.assignments.filter(role="with", withdrawn_at=None).exists()


def test_the_last_clause_of_a_task_has_nothing_to_be_joined_with(small, focal):
    with pytest.raises(Refused):
        checking.join(item(small, "thống kê"), actor=focal)
    checking.split(item(small, "thống kê"), actor=focal)
    assert entries("plans.split") == []


def test_a_clause_that_is_no_work_is_left_out_and_taken_in_again(small, focal):
    it = item(small, "thống kê")
    checking.leave_out(it, actor=focal)
    checking.leave_out(it, actor=focal)
    with pytest.raises(Refused):
        checking.confirm_item(it, actor=focal)
    checking.take_in(it, actor=focal)
    it.refresh_from_db()
    assert it.state == State.PROPOSED
    assert len(entries("plans.leave_out")) == len(entries("plans.take_in")) == 1


def test_everything_undoubtful_is_confirmed_at_one_press(province):
    small = imported(province, PLAN.replace("2. Sở Y tế:", "2. Sở Ngoại vụ:"))
    focal = province.people["focal"]
    assert checking.confirm_undoubtful(small.edition, actor=focal) == 7
    assert checking.confirm_undoubtful(small.edition, actor=focal) == 0
    entry = Entry.objects.get(verb="plans.confirm_all")
    assert (entry.old["state"], entry.new["state"]) == ("proposed", "confirmed")
    assert len(entry.new["work_items"]) == 7
    left = small.edition.work_items.filter(state=State.PROPOSED)
    assert {i.at for i in left} == {"III.2"}
    confirmed = ProvisionLink.objects.filter(state="confirmed")
    assert {(x.work_item.at, x.provision.at) for x in confirmed} == {
        ("III.1", "II.2"),
        ("III.3", "II.1"),
        ("III.4", "II.1"),
    }


def test_links_are_confirmed_or_rejected_by_a_person(small, focal):
    link = ProvisionLink.objects.get(work_item__at="III.5")
    naming.decide_link(link, False, actor=focal)
    naming.decide_link(link, False, actor=focal)
    link.refresh_from_db()
    assert link.state == "rejected"
    assert len(entries("plans.decide_link")) == 1
    assert naming.confirm_links(small.edition, actor=focal) == 4
    assert naming.confirm_links(small.edition, actor=focal) == 0
    entry = Entry.objects.get(verb="plans.confirm_links")
    assert (entry.old["link"], entry.new["link"]) == ("proposed", "confirmed")
    assert len(entry.new["links"]) == 4


def test_a_content_may_be_linked_that_no_word_proposed(small, focal):
    it = item(small, "tập huấn")
    content = small.plan.provisions.get(at="II.3")
    checking.check_item(it, given(it, contents=frozenset([content.pk])), actor=focal)
    assert [(x.provision.at, x.state, x.score) for x in it.links.all()] == [("II.3", "confirmed", 0)]
