import datetime

import pytest

from chithi.journal.models import Entry
from chithi.plans import checking, learning, naming, publishing
from chithi.plans.importing import import_edition
from chithi.plans.models import Assignment, Edition, Plan, ProvisionLink, WorkItem
from chithi.plans.queries import (
    current_edition,
    current_plans,
    draft_edition,
    duties,
    plans_for,
    provision_list,
    reporting_units,
    unanswered_provisions,
)
from chithi.plans.refusals import Refused
from chithi.units.queries import tree
from tests.plans.conftest import imported
from tests.plans.readings import PLAN, reading_of

DAY = datetime.date(2024, 1, 1)
NOW = datetime.date(2024, 11, 12)


def checked(found, day=DAY):
    focal = found.cast.people["focal"]
    checking.confirm_undoubtful(found.edition, actor=focal)
    publishing.publish(found.plan, actor=focal, day=day)
    found.plan.refresh_from_db()
    return found


@pytest.fixture
def published(small):
    return checked(small)


def keys_of(plan, day=NOW):
    units = tree(day)
    return {units[i].key: rows for i, rows in duties(plan, units).items()}


def second(published, text):
    """A new edition of the published plan, checked."""
    focal = published.cast.people["focal"]
    found = import_edition(published.plan, text.encode(), "sua-doi.txt", reading_of(text), actor=focal)
    return found.edition


def test_nothing_is_published_before_everything_is_confirmed(small):
    with pytest.raises(Refused, match="9"):
        publishing.publish(small.plan, actor=small.cast.people["focal"])
    small.plan.refresh_from_db()
    assert small.plan.state == Plan.State.DRAFT
    assert not Entry.objects.filter(verb="plans.publish").exists()


def test_the_refusal_names_what_is_missing(province):
    found = imported(province, PLAN.replace("2. Sở Y tế:", "2. Sở Ngoại vụ:"))
    Plan.objects.update(title="", focal_unit=None)
    found.plan.refresh_from_db()
    Assignment.objects.filter(work_item__at="III.4").update(withdrawn_at="2024-01-01T00:00Z")
    said = " | ".join(publishing.missing(found.plan, found.edition, None))
    assert "III.4" in said
    assert "III.2" in said
    assert len(said.split(" | ")) == 5


def test_a_published_plan_shows_each_unit_its_work(published):
    work = keys_of(published.plan)
    assert [d.text for d in work["so-yt"]] == [
        "Chăm sóc sức khỏe bà mẹ và trẻ em",
        "tập huấn cho nhân viên y tế thôn bản",
        "Tuyên truyền pháp luật về bình đẳng giới tại cơ quan",
    ]
    assert [(d.role, d.mode, d.name) for d in work["so-yt"]] == [
        ("lead", "told", "Sở Y tế"),
        ("lead", "told", "Sở Y tế"),
        ("lead", "told", "Các sở, ban, ngành thuộc tỉnh"),
    ]
    assert (
        [d.text for d in work["huyen-a"]]
        == [d.text for d in work["huyen-b"]]
        == ["Biểu dương các mô hình hay ở cơ sở"]
    )
    assert [d.mode for d in work["hlhpn"]] == ["requested"]
    assert "xa-a1" not in work
    (second,) = [d for d in work["so-nv"] if d.role == "with"]
    assert (second.due, second.bound) == ("2024-10-31", "before")


def test_the_duty_to_report_is_no_work_but_says_who_reports(published):
    assert not any("báo cáo" in d.text for rows in keys_of(published.plan).values() for d in rows)
    reporting = [n.key for n in reporting_units(published.plan, tree(NOW))]
    assert "tinh" not in reporting
    assert {"so-yt", "so-nv", "so-ld", "huyen-a", "huyen-b", "mttq", "hlhpn"} <= set(reporting)
    assert not any(key.startswith("xa-") for key in reporting)


def test_the_issuer_does_not_report_to_itself(published):
    item = WorkItem.objects.get(read_text__startswith="Chăm sóc")
    item.assignments.create(role="lead", name="Ủy ban nhân dân tỉnh", unit=published.cast.units["tinh"])
    assert "tinh" in keys_of(published.plan)
    assert "tinh" not in [n.key for n in reporting_units(published.plan, tree(NOW))]


def test_only_links_that_a_person_confirmed_count(published):
    (duty,) = keys_of(published.plan)["hlhpn"]
    assert ProvisionLink.objects.get(work_item=duty.work_item_id).state == "proposed"
    assert duty.provisions == ()


def test_an_open_group_owes_nothing_until_its_members_are_chosen(published):
    assert not any(d.name == "các đơn vị có liên quan" for d in keys_of(published.plan).get("so-tc", []))
    chosen = Assignment.objects.get(name="các đơn vị có liên quan")
    units = published.cast.units
    naming.choose_members(
        chosen, [units["so-tc"].pk, units["so-nv"].pk], actor=published.cast.people["focal"]
    )
    work = keys_of(published.plan)
    assert [(d.role, d.name) for d in work["so-tc"] if d.name.startswith("các đơn vị")] == [
        ("with", "các đơn vị có liên quan")
    ]
    # Sở Nội vụ is named itself in the same item, so it has its own name, once.
    assert [d.name for d in work["so-nv"] if d.role == "with"] == ["Sở Nội vụ"]


def test_who_leads_and_cooperates_in_one_item_leads(published):
    item = WorkItem.objects.get(read_text__startswith="Chăm sóc")
    item.assignments.create(role="with", name="Sở Y tế", unit=published.cast.units["so-yt"])
    assert [d.role for d in keys_of(published.plan)["so-yt"] if d.work_item_id == item.pk] == ["lead"]


def test_a_plan_binds_from_its_day_on(published):
    assert keys_of(published.plan, DAY)
    assert keys_of(published.plan, DAY - datetime.timedelta(days=1)) == {}
    assert list(current_plans(DAY)) == [published.plan]
    assert not current_plans(DAY - datetime.timedelta(days=1)).exists()


def test_publishing_twice_is_publishing_once(published):
    publishing.publish(published.plan, actor=published.cast.people["focal"], day=NOW)
    published.plan.refresh_from_db()
    assert published.plan.valid_from == DAY
    assert Entry.objects.filter(verb="plans.publish").count() == 1


def test_contents_that_nobody_answers_are_named(published):
    assert [p.at for p in provision_list(published.plan)] == ["II.1", "II.2", "II.3", "II.4"]
    assert [p.at for p in unanswered_provisions(published.plan)] == ["II.4"]


def test_drafts_are_seen_by_those_who_check_them(small):
    people = small.cast.people
    seen = {who for who in people if plans_for(people[who]).exists()}
    assert seen == {"focal", "administrator"}
    checked(small)
    assert all(plans_for(user).exists() for user in people.values())


CHANGED = (
    PLAN.replace("tập huấn cho nhân viên y tế thôn bản", "tập huấn cho nhân viên y tế thôn bản và cô đỡ")
    .replace("; thống kê số liệu tách biệt giới", "")
    .replace(
        "- Biểu dương các mô hình hay ở cơ sở.",
        "- Biểu dương các mô hình hay ở cơ sở.\n- Mở lớp học nghề cho phụ nữ.",
    )
    .replace(
        "4. Hỗ trợ phụ nữ khởi nghiệp và thành lập hợp tác xã.",
        "4. Phát triển lớp học nghề cho phụ nữ nông thôn.",
    )
)


def test_an_amendment_keeps_the_identity_of_what_stayed(published):
    focal = published.cast.people["focal"]
    before = {i.read_text: i.pk for i in WorkItem.objects.filter(valid_from__isnull=False)}
    first = current_edition(published.plan)
    edition = second(published, CHANGED)
    assert keys_of(published.plan)["so-yt"][1].text == "tập huấn cho nhân viên y tế thôn bản"
    checking.confirm_undoubtful(edition, actor=focal)
    publishing.amend(published.plan, actor=focal, day=datetime.date(2024, 10, 1))
    published.plan.refresh_from_db()
    assert published.plan.state == Plan.State.AMENDED
    after = {i.read_text: i for i in WorkItem.objects.filter(valid_from__isnull=False, valid_to=None)}
    stayed = set(before) & set(after)
    assert len(stayed) == 7
    assert all(after[words].pk == before[words] for words in stayed)
    reworded = after["tập huấn cho nhân viên y tế thôn bản và cô đỡ"]
    assert reworded.pk == before["tập huấn cho nhân viên y tế thôn bản"]
    assert reworded.valid_from == DAY
    assert after["Mở lớp học nghề cho phụ nữ"].valid_from == datetime.date(2024, 10, 1)
    gone = WorkItem.objects.get(pk=before["thống kê số liệu tách biệt giới"])
    assert gone.valid_to == datetime.date(2024, 9, 30)
    assert "thống kê số liệu tách biệt giới" in [
        d.text for d in keys_of(published.plan, datetime.date(2024, 9, 30))["so-ld"]
    ]
    assert "thống kê số liệu tách biệt giới" not in [d.text for d in keys_of(published.plan, NOW)["so-ld"]]
    assert "tập huấn cho nhân viên y tế thôn bản" in first.text
    assert "và cô đỡ" not in str(first.reading)


def test_contents_keep_their_identity_and_links_follow(published):
    focal = published.cast.people["focal"]
    before = {p.at: p.pk for p in provision_list(published.plan)}
    edition = second(published, CHANGED)
    checking.confirm_undoubtful(edition, actor=focal)
    publishing.amend(published.plan, actor=focal, day=NOW)
    after = {p.at: p for p in provision_list(published.plan)}
    assert {at: p.pk for at, p in after.items() if at != "II.4"} == {
        at: pk for at, pk in before.items() if at != "II.4"
    }
    assert after["II.4"].text == "Phát triển lớp học nghề cho phụ nữ nông thôn."
    linked = ProvisionLink.objects.filter(work_item__read_text="Mở lớp học nghề cho phụ nữ")
    assert [(x.provision_id, x.state) for x in linked] == [(after["II.4"].pk, "confirmed")]
    assert unanswered_provisions(published.plan) == []
    assert {d.provisions for d in keys_of(published.plan)["huyen-a"]} == {
        (before["II.1"],),
        (after["II.4"].pk,),
    }


def test_a_new_item_is_linked_to_the_content_that_stayed(published):
    focal = published.cast.people["focal"]
    stayed = {p.at: p.pk for p in provision_list(published.plan)}
    text = PLAN.replace("tại cơ quan.", "tại cơ quan; tuyên truyền pháp luật về bình đẳng giới qua loa xã.")
    edition = second(published, text)
    checking.confirm_undoubtful(edition, actor=focal)
    publishing.amend(published.plan, actor=focal, day=NOW)
    (new,) = [d for d in keys_of(published.plan)["so-yt"] if "qua loa xã" in d.text]
    assert new.provisions == (stayed["II.1"],)


def test_a_name_that_was_said_once_is_known_in_the_next_edition(small):
    focal = small.cast.people["focal"]
    meaning = learning.Meaning(unit=small.cast.units["so-tc"])
    naming.name_stands_for(small.edition, "các đơn vị có liên quan", meaning, actor=focal)
    checked(small)
    text = PLAN.replace("cơ sở.\n5.", "cơ sở.\n- Phối hợp với các đơn vị có liên quan mở lớp học nghề.\n5.")
    edition = second(small, text)
    added = edition.work_items.get(read_text__contains="mở lớp học nghề")
    assert [a.unit.key for a in added.assignments.filter(role="with")] == ["so-tc"]


def test_corrections_of_people_survive_an_amendment(published):
    focal = published.cast.people["focal"]
    item = WorkItem.objects.get(read_text__startswith="Chăm sóc")
    WorkItem.objects.filter(pk=item.pk).update(text="Chăm sóc bà mẹ (đã sửa)")
    a = Assignment.objects.get(name="các đơn vị có liên quan")
    naming.choose_members(a, [published.cast.units["so-tc"].pk], actor=focal)
    edition = second(published, CHANGED)
    checking.confirm_undoubtful(edition, actor=focal)
    publishing.amend(published.plan, actor=focal, day=NOW)
    item.refresh_from_db()
    assert item.text == "Chăm sóc bà mẹ (đã sửa)"
    assert [d.role for d in keys_of(published.plan)["so-tc"]] == ["with", "lead"]


def test_the_same_edition_again_amends_nothing(published):
    with pytest.raises(Refused):
        publishing.amend(published.plan, actor=published.cast.people["focal"])
    assert not Entry.objects.filter(verb="plans.amend").exists()


def test_a_joined_item_stays_joined_in_the_next_edition(small):
    focal = small.cast.people["focal"]
    checking.join(small.edition.work_items.get(read_text__startswith="Kiểm tra"), actor=focal)
    checked(small)
    joined = WorkItem.objects.get(read_text__startswith="Kiểm tra", valid_from__isnull=False)
    edition = second(small, PLAN.replace("thôn bản", "cơ sở"))
    row = edition.work_items.get(replaces=joined)
    assert row.state == WorkItem.State.CONFIRMED
    assert len(row.clause_ids) == 2
    assert row.joined.count() == 1
    checking.split(row, actor=focal)
    part = edition.work_items.get(read_text__startswith="thống kê")
    assert [a.name for a in part.assignments.all()] == ["Sở Lao động - Thương binh và Xã hội"]


def test_a_draft_edition_put_aside_leaves_the_plan_as_it_was(published):
    edition = second(published, CHANGED)
    publishing.put_aside(published.plan, actor=published.cast.people["focal"])
    edition.refresh_from_db()
    assert edition.state == Edition.State.DISCARDED
    assert draft_edition(published.plan) is None
    published.plan.refresh_from_db()
    assert published.plan.state == Plan.State.PUBLISHED
    assert keys_of(published.plan)


def test_a_draft_plan_put_aside_ends_without_having_bound(small):
    publishing.put_aside(small.plan, actor=small.cast.people["focal"])
    small.plan.refresh_from_db()
    assert small.plan.state == Plan.State.ENDED
    assert not plans_for(small.cast.people["officer"]).exists()


def test_a_plan_that_ended_binds_until_its_last_day(published):
    focal = published.cast.people["focal"]
    publishing.end(published.plan, datetime.date(2024, 6, 30), actor=focal)
    assert keys_of(published.plan, datetime.date(2024, 6, 30))
    assert keys_of(published.plan, datetime.date(2024, 7, 1)) == {}
    assert not current_plans(NOW).exists()
    with pytest.raises(Refused):
        publishing.end(published.plan, NOW, actor=focal)


def test_a_plan_is_superseded_by_one_that_binds(published):
    focal = published.cast.people["focal"]
    other = imported(published.cast, PLAN.replace("Chăm sóc", "Chăm lo"))
    with pytest.raises(Refused):
        publishing.supersede(published.plan, other.plan, actor=focal)
    checked(other, NOW)
    publishing.supersede(published.plan, other.plan, actor=focal, day=NOW)
    published.plan.refresh_from_db()
    assert published.plan.superseded_by == other.plan
    assert published.plan.ended_on == NOW - datetime.timedelta(days=1)
    assert list(current_plans(NOW)) == [other.plan]


def test_the_ha_nam_plan_goes_from_file_to_work(ha_nam_plan):
    focal = ha_nam_plan.cast.people["focal"]
    edition, plan = ha_nam_plan.edition, ha_nam_plan.plan
    checking.confirm_undoubtful(edition, actor=focal)
    for item in edition.work_items.filter(state=WorkItem.State.PROPOSED):
        checking.confirm_item(item, actor=focal)
    publishing.set_head(
        plan,
        publishing.Head(plan.issuer_id, plan.focal_unit_id, "kế hoạch", title="Kế hoạch 21"),
        actor=focal,
    )
    publishing.publish(plan, actor=focal, day=DAY)
    work = keys_of(plan)
    leads = {key: sorted({d.at for d in rows if d.role == "lead"}) for key, rows in work.items()}
    everybody = ["III", "III.11"]
    headed = ["so-ld", "so-nv", "so-gd", "so-yt", "so-vh", "so-tp", "cong-an", "so-kh", "so-tc"]
    for key, own in [*((key, f"III.{n}") for n, key in enumerate(headed, 1)), ("cuc-tk", "III.8")]:
        assert leads[key] == sorted([*everybody, own]), key
    assert leads["dai"] == leads["bao"] == leads["cong-tt"] == ["III.10"]
    assert leads["huyen-a"] == leads["huyen-b"] == ["III", "III.12"]
    assert leads["mttq"] == leads["ldld"] == leads["hlhpn"] == ["III", "III.13"]
    assert {d.mode for d in work["hlhpn"]} == {"requested"}
    assert {d.mode for d in work["so-yt"]} == {"told"}
    assert [d.at for d in work["so-vh"] if d.role == "with"] == ["III.3"]
    assert not any(key.startswith("xa-") for key in work)
    assert [n.key for n in reporting_units(plan, tree(NOW)) if n.kind == "district"] == ["huyen-a", "huyen-b"]
    assert unanswered_provisions(plan) == []


def test_duties_take_few_queries_at_110_units(published, django_assert_max_num_queries):
    from tests.cast import make_unit

    for n in range(110):
        make_unit(f"huyen-{n}", f"Ủy ban nhân dân huyện số {n}", "district", published.cast.units["tinh"])
    units = tree(NOW)
    with django_assert_max_num_queries(6):
        assert len([k for k in duties(published.plan, units) if units[k].kind == "district"]) == 112
    with django_assert_max_num_queries(6):
        assert len(reporting_units(published.plan, units)) > 112


def test_an_amendment_leaves_what_was_owed_before_its_day(published):
    """Health's tasks go to Home Affairs from October on; what was owed in June stays Health's."""
    june, october = datetime.date(2024, 6, 30), datetime.date(2024, 10, 1)
    text = PLAN.replace("2. Sở Y tế", "2. Sở Nội vụ")
    before = keys_of(published.plan, june)
    focal = published.cast.people["focal"]
    checking.confirm_undoubtful(second(published, text), actor=focal)
    publishing.amend(published.plan, actor=focal, day=october)
    after = keys_of(published.plan, june)
    assert {k: [d.work_item_id for d in rows] for k, rows in after.items()} == {
        k: [d.work_item_id for d in rows] for k, rows in before.items()
    }
    mine = {d.work_item_id for d in before["so-yt"] if "Y tế" in d.name}
    assert mine
    now = keys_of(published.plan, october)
    assert mine <= {d.work_item_id for d in now["so-nv"]}
    assert mine.isdisjoint(d.work_item_id for d in now.get("so-yt", ()) if "Y tế" in d.name)


def test_an_amendment_of_a_day_to_come_changes_nothing_until_then(published):
    to_come = NOW + datetime.timedelta(days=30)
    before = keys_of(published.plan)
    focal = published.cast.people["focal"]
    checking.confirm_undoubtful(second(published, PLAN.replace("2. Sở Y tế", "2. Sở Nội vụ")), actor=focal)
    publishing.amend(published.plan, actor=focal, day=to_come)
    now, then = keys_of(published.plan), keys_of(published.plan, to_come)
    mine = {d.work_item_id for d in before["so-yt"] if "Y tế" in d.name}
    assert {k: {d.work_item_id for d in rows} for k, rows in now.items()} == {
        k: {d.work_item_id for d in rows} for k, rows in before.items()
    }
    assert mine <= {d.work_item_id for d in then["so-nv"]}
