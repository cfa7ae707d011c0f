"""Guidance: published for a round or a clause, read where it belongs, confirmed, changed by a new version."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from chithi.desk.steps import steps_for
from chithi.journal.models import Entry
from chithi.reports import actions
from chithi.reports.models import Answer
from chithi.steering import guidance
from chithi.steering.actions import Refused
from chithi.steering.models import Guidance, Receipt
from chithi.units.queries import tree
from tests.reports.builders import DAYS, make_plan

pytestmark = pytest.mark.django_db
D = datetime.date
PDF = b"%PDF-1.4 huong dan"


@pytest.fixture
def whole(world, cast):
    words = guidance.Words("Cách ghi số liệu", "Ghi theo năm dương lịch.")
    return guidance.publish(world.cycle, words, actor=cast.people["focal"])


@pytest.fixture
def clause(world, cast):
    """For the third work item, which only the health department has."""
    words = guidance.Words("Tỷ số giới tính", "Lấy từ hệ thống dân số.", about=world.items[2])
    return guidance.publish(world.cycle, words, actor=cast.people["focal"])


def row(world, title):
    found = guidance.spread(world.cycle, Guidance.objects.filter(state="published"))
    return next(r for r in found if r.guidance.title == title)


def test_it_is_published_on_the_page_with_a_file_checked_by_content(world, cast, sign_in):
    client, address = sign_in(cast.people["focal"]), f"/steering/{world.cycle.pk}/guidance/new/"
    data = {"title": "Mẫu", "about": f"w{world.items[2].pk}", "text": ""}
    bad = client.post(address, {**data, "file": SimpleUploadedFile("mau.pdf", b"MZ khong phai pdf")})
    assert bad.status_code == 200
    assert 'value="Mẫu"' in bad.content.decode()
    assert client.post(address, data).status_code == 200  # neither words nor a file
    assert not Guidance.objects.exists()
    assert client.post(address, {**data, "file": SimpleUploadedFile("mau.pdf", PDF)}).status_code == 302
    made = Guidance.objects.get()
    assert (made.title, made.work_item, made.file_name) == ("Mẫu", world.items[2], "mau.pdf")
    file = sign_in(cast.people["officer"]).get(f"/steering/guidance/{made.pk}/file/")
    assert b"".join(file.streaming_content) == PDF


def test_a_unit_reads_it_at_its_clause_and_others_do_not(clause, whole, world, cast, sign_in):
    report = world.report("so-yt")
    page = sign_in(cast.people["officer"]).get(f"/reports/{report.pk}/").content.decode()
    at_clause = page.index("Tỷ số giới tính</b>")
    assert page.index("Theo dõi tỷ số giới tính khi sinh") < at_clause < page.index('id="figures"')
    assert page.index("Cách ghi số liệu") < page.index('id="work"')
    other = sign_in(cast.people["district_officer"]).get(f"/reports/{world.report('huyen-a').pk}/")
    assert "Cách ghi số liệu" in other.content.decode()
    assert "Tỷ số giới tính</b>" not in other.content.decode()


def test_a_content_concerns_the_units_whose_work_carries_it_out(world, cast):
    content = world.plan.provisions.get(at="II.1")
    made = guidance.publish(
        world.cycle, guidance.Words("Lãnh đạo", "…", about=content), actor=cast.people["focal"]
    )
    assert set(row(world, made.title).missing) == {
        str(cast.units[key]) for key in ("so-ld", "so-yt", "huyen-a", "huyen-b")
    }


def test_the_unit_confirms_once_and_the_focal_officer_sees_who_has_not(whole, world, cast, sign_in):
    assert any("Cách ghi số liệu" in s.title for s in steps_for(cast.people["officer"]))
    report = world.report("so-yt")
    address = f"/steering/guidance/{whole.pk}/receipt/{report.pk}/"
    client = sign_in(cast.people["officer"])
    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 302
    receipt = Receipt.objects.get()
    assert (receipt.report, receipt.by, receipt.day) == (
        report,
        cast.people["officer"].actor_name,
        D(2024, 11, 12),
    )
    assert Entry.objects.filter(verb="steering.confirm_receipt").count() == 1
    assert not any("Cách ghi số liệu" in s.title for s in steps_for(cast.people["head"]))
    found = row(world, whole.title)
    assert [name for name, _receipt in found.confirmed] == ["Sở Y tế"]
    assert "Ủy ban nhân dân huyện An Hòa" in found.missing
    page = sign_in(cast.people["focal"]).get(f"/steering/{world.cycle.pk}/guidance/").content.decode()
    assert "1/6 đơn vị đã xác nhận" in page


def test_what_was_typed_in_the_report_is_saved_with_the_press(clause, world, cast, sign_in):
    report = world.report("so-yt")
    report.state = "draft"
    report.save()
    data = {"versions": "{}", "results": "Đang viết dở."}
    sign_in(cast.people["officer"]).post(f"/steering/guidance/{clause.pk}/receipt/{report.pk}/", data)
    assert Answer.objects.get(report=report, field="results").text == "Đang viết dở."
    assert Receipt.objects.count() == 1


def test_a_changed_guidance_is_a_new_version_that_asks_again(whole, world, cast, sign_in):
    focal, report = cast.people["focal"], world.report("so-yt")
    guidance.confirm_receipt(whole, report, actor=cast.people["officer"])
    client = sign_in(focal)
    data = {"title": whole.title, "about": "", "text": "Ghi theo năm báo cáo."}
    for _press in range(2):
        assert client.post(f"/steering/guidance/{whole.pk}/change/", data).status_code == 302
    new = Guidance.objects.get(state="published")
    assert (new.version, new.replaces, new.text) == (2, whole, "Ghi theo năm báo cáo.")
    whole.refresh_from_db()
    assert (whole.state, whole.text) == ("replaced", "Ghi theo năm dương lịch.")
    assert "Sở Y tế" in row(world, new.title).missing
    assert any(new.title in s.title for s in steps_for(cast.people["officer"]))
    with pytest.raises(Refused):
        guidance.confirm_receipt(whole, world.report("huyen-a"), actor=cast.people["district_officer"])


def test_a_withdrawn_guidance_goes_from_the_reports_and_stays_in_the_list(whole, world, cast, sign_in):
    client = sign_in(cast.people["focal"])
    address = f"/steering/guidance/{whole.pk}/withdraw/"
    assert client.post(address, {"why": ""}).status_code == 200
    for _press in range(2):
        assert client.post(address, {"why": "Thay bằng văn bản của Bộ."}).status_code == 302
    assert Entry.objects.filter(verb="steering.withdraw_guidance").count() == 1
    page = client.get(f"/steering/{world.cycle.pk}/guidance/").content.decode()
    assert "Thay bằng văn bản của Bộ." in page
    other = sign_in(cast.people["officer"]).get(f"/reports/{world.report('so-yt').pk}/").content.decode()
    assert whole.title not in other


def test_the_same_press_twice_publishes_once(whole, world, cast):
    words = guidance.Words(whole.title, whole.text)
    assert guidance.publish(world.cycle, words, actor=cast.people["focal"]) == whole
    assert Guidance.objects.count() == 1


def test_nobody_confirms_for_another_unit(whole, world, cast, sign_in):
    report = world.report("huyen-a")
    for who in ("officer", "focal", "leader", "stranger"):
        client = sign_in(cast.people[who])
        assert client.post(f"/steering/guidance/{whole.pk}/receipt/{report.pk}/").status_code == 404
    assert not Receipt.objects.exists()


def test_a_guidance_of_another_round_is_not_confirmed_with_this_report(whole, world, cast, sign_in):
    plan, items = make_plan(cast, "khac")
    other = actions.open_cycle(plan, 2024, DAYS, tree(), actor=cast.people["focal"])
    theirs = guidance.publish(other, guidance.Words("Khác", "Khác."), actor=cast.people["focal"])
    client = sign_in(cast.people["officer"])
    address = f"/steering/guidance/{theirs.pk}/receipt/{world.report('so-yt').pk}/"
    assert client.post(address).status_code == 404
    data = {"title": "Sai chỗ", "about": f"w{items[0].pk}", "text": "…"}
    page = sign_in(cast.people["focal"]).post(f"/steering/{world.cycle.pk}/guidance/new/", data)
    assert page.status_code == 200
    assert Guidance.objects.filter(title="Sai chỗ").count() == 0
