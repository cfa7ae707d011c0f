import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from chithi.reports import actions
from chithi.reports.changes import Sent
from chithi.reports.days import proposed
from chithi.reports.models import Answer, Report
from chithi.units.queries import tree
from tests.reports.builders import add_districts

CHANGED_TEXT = "Đã tổ chức 12 đợt khám."


LAST_YEAR = proposed(2023, 11, 15, "before")


def form_of(report, **fields):
    """What a browser without a script posts: the fields, and which versions it showed."""
    return {"versions": "{}", **fields}


def test_what_is_said_to_be_saved_is_saved_without_the_versions_too(opened, cast, sign_in):
    report = opened.report("so-yt")
    client = sign_in(cast.people["officer"])
    client.post(f"/reports/{report.pk}/save/", {"results": "Đã làm"})
    assert Answer.objects.get(report=report, field="results").text == "Đã làm"


def test_the_form_shows_tasks_figures_and_texts(opened, cast, sign_in):
    page = sign_in(cast.people["officer"]).get(f"/reports/{opened.report('so-yt').pk}/").content.decode()
    for words in (
        "Tổ chức khám sức khỏe sinh sản",
        "Số cán bộ được tập huấn",
        "Phương hướng",
        "14/11/2024",
        "<b data-answered>0</b>/10",
    ):
        assert words in page
    assert "Hướng dẫn, đôn đốc" not in page


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("officer", 200),
        ("head", 200),
        ("focal", 200),
        ("leader", 200),
        ("administrator", 200),
        ("stranger", 404),
        ("district_officer", 404),
    ],
)
def test_who_may_read(opened, cast, sign_in, who, status):
    client, report = sign_in(cast.people[who]), opened.report("so-yt")
    for page in (
        "",
        "print/",
        "compare/",
        "workbook.xlsx",
        "report.docx",
        "report.pdf",
        "report.html",
        "values/",
    ):
        assert client.get(f"/reports/{report.pk}/{page}").status_code == status


@pytest.mark.parametrize("who", ["focal", "leader", "administrator", "stranger", "district_head"])
def test_only_the_unit_writes(opened, cast, sign_in, who):
    client, report = sign_in(cast.people[who]), opened.report("so-yt")
    for page in ("save/", "do/submit/", "do/send/", "do/hand_back/"):
        assert client.post(f"/reports/{report.pk}/{page}", form_of(report, results="x")).status_code == 404
    assert client.get(f"/reports/{report.pk}/workbook/").status_code == 404
    assert not Answer.objects.exists()


def test_an_officer_does_not_send(opened, cast, sign_in):
    report = opened.report("so-yt")
    actions.save_changes(report, [Sent("results", "x")], by="x")
    client = sign_in(cast.people["officer"])
    assert client.post(f"/reports/{report.pk}/do/send/").status_code == 404
    assert client.get(f"/reports/{report.pk}/review/").status_code == 404
    assert client.post(f"/reports/{report.pk}/review/accept/").status_code == 404


def test_the_form_is_saved_without_a_script(opened, cast, sign_in):
    client, report = sign_in(cast.people["officer"]), opened.report("so-yt")
    posted = form_of(
        report, results=CHANGED_TEXT, **{"f:hoc-vien:own::F": "12", "answer:f:hoc-vien:own": "final"}
    )
    answer = client.post(f"/reports/{report.pk}/save/", posted, follow=True).content.decode()
    assert CHANGED_TEXT in answer
    assert 'value="12"' in answer
    assert Answer.objects.get().text == CHANGED_TEXT


def test_a_refused_cell_comes_back_with_what_was_typed_and_the_rest_is_saved(opened, cast, sign_in):
    client, report = sign_in(cast.people["officer"]), opened.report("so-yt")
    posted = form_of(report, results=CHANGED_TEXT, **{"f:hoc-vien:own::F": "mười hai"})
    answer = client.post(f"/reports/{report.pk}/save/", posted)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="mười hai"' in page
    assert "không lưu được" in page
    assert Answer.objects.get().text == CHANGED_TEXT


def test_an_old_page_does_not_write_over_what_it_did_not_touch(opened, cast, sign_in):
    client, report = sign_in(cast.people["officer"]), opened.report("so-yt")
    actions.save_changes(report, [Sent("results", "bản một")], by="A")
    actions.save_changes(report, [Sent("results", "bản hai")], by="B")
    posted = {"versions": '{"results": 1}', "results": "bản một", "lacks": "còn chậm"}
    client.post(f"/reports/{report.pk}/save/", posted)
    latest = dict(Answer.objects.filter(is_latest=True).values_list("field", "text"))
    assert latest == {"results": "bản hai", "lacks": "còn chậm"}


def test_a_press_saves_what_came_along_before_it_moves(opened, cast, sign_in):
    client, report = sign_in(cast.people["officer"]), opened.report("so-yt")
    address = f"/reports/{report.pk}/do/submit/"
    first = client.post(address, form_of(report, results=CHANGED_TEXT)).context["looks"]
    client.post(address, {"seen": first.seal})
    report.refresh_from_db()
    assert report.state == Report.State.SUBMITTED
    assert Answer.objects.get().submission == 1


def test_what_was_typed_into_a_report_that_was_sent_meanwhile_is_shown_again(opened, cast, sign_in):
    client, report = sign_in(cast.people["officer"]), opened.report("so-yt")
    actions.save_changes(report, [Sent("results", "xong")], by="A")
    actions.approve_and_send(report, actor=cast.people["head"])
    answer = client.post(
        f"/reports/{report.pk}/save/", {"versions": '{"results": 1}', "results": "câu gõ muộn"}
    )
    assert "câu gõ muộn" in answer.content.decode()
    assert Answer.objects.count() == 1


def test_an_address_leads_from_unit_and_period_to_the_report(opened, cast, sign_in):
    client, report = sign_in(cast.people["leader"]), opened.report("so-yt")
    assert client.get("/reports/of/so-yt/2024/").headers["Location"] == f"/reports/{report.pk}/"
    assert client.get("/reports/of/so-yt/2019/").status_code == 404
    assert client.get("/reports/of/so-yt/nonsense/").status_code == 404


def test_the_history_of_a_field_shows_every_version(opened, cast, sign_in):
    client, report = sign_in(cast.people["officer"]), opened.report("so-yt")
    for text in ("bản một", "bản hai"):
        actions.save_changes(report, [Sent("results", text), Sent("f:cuoc:own::_T", str(len(text)))], by="A")
    page = client.get(f"/reports/{report.pk}/history/?field=results").content.decode()
    assert "bản một" in page
    assert "bản hai" in page
    assert client.get(f"/reports/{report.pk}/history/?field=f:cuoc:own::_T").status_code == 200
    assert client.get(f"/reports/{report.pk}/history/?field=khong-co").status_code == 404


def test_the_list_shows_ones_own_first_and_the_rest_to_those_who_lead(opened, cast, sign_in):
    page = sign_in(cast.people["officer"]).get("/reports/").content.decode()
    assert "Sở Y tế" in page
    assert "huyện An Hòa" not in page
    page = sign_in(cast.people["focal"]).get("/reports/?q=an hoa").content.decode()
    assert "huyện An Hòa" in page
    assert "Sở Y tế" not in page


@pytest.mark.parametrize("further", [3, 103])
def test_pages_ask_few_queries_at_10_and_at_110_units(
    opened, cast, sign_in, further, django_assert_max_num_queries
):
    add_districts(cast, opened, further)
    actions.open_cycle(opened.plan, 2023, LAST_YEAR, tree(), actor=cast.people["focal"])
    report = opened.report("so-yt")
    actions.save_changes(report, [Sent("results", "x"), Sent("f:hoc-vien:own::F", "3")], by="A")
    for who, pages in (
        (
            "officer",
            (
                "",
                "print/",
                "compare/",
                "history/?field=results",
                "workbook.xlsx",
                "report.docx",
                "report.pdf",
                "report.html",
                "values/",
            ),
        ),
        ("focal", ("", "review/", "letter/")),
        ("leader", ("",)),
    ):
        client = sign_in(cast.people[who])
        for page in pages:
            with django_assert_max_num_queries(30):
                assert client.get(f"/reports/{report.pk}/{page}").status_code == 200
        with django_assert_max_num_queries(30):
            assert client.get("/reports/").status_code == 200


def test_the_first_load_stays_under_150_kilobytes_over_the_wire(opened, cast, sign_in):
    report = opened.report("so-yt")
    page = sign_in(cast.people["officer"]).get(f"/reports/{report.pk}/").content
    paths = re.findall(r'(?:href|src)="/static/([^"]+)"', page.decode())
    assert any("bootstrap" in p for p in paths)
    files = [Path(finders.find(path)).read_bytes() for path in paths]
    assert sum(len(gzip.compress(data)) for data in (page, *files)) < 150_000


def test_last_year_stands_beside_this_year(opened, cast, sign_in):
    actions.open_cycle(opened.plan, 2023, LAST_YEAR, tree(), actor=cast.people["focal"])
    before = Report.objects.get(cycle__year=2023, unit=cast.units["so-yt"])
    Report.objects.filter(pk=before.pk).update(unlocked_until="2024-12-31")
    changes = [Sent("results", "Năm ngoái đã làm"), Sent("f:hoc-vien:own::F", "77")]
    actions.save_changes(before, changes, by="A")
    report, client = opened.report("so-yt"), sign_in(cast.people["officer"])
    assert "năm trước: 77" not in client.get(f"/reports/{report.pk}/").content.decode()
    actions.approve_and_send(before, actor=cast.people["head"])
    assert "năm trước: 77" in client.get(f"/reports/{report.pk}/").content.decode()
    page = client.get(f"/reports/{report.pk}/compare/").content.decode()
    assert "Năm ngoái đã làm" in page
    assert "77" in page


def test_the_autosave_tells_a_stranger_nothing_and_another_person_in_the_browser_to_wait(
    opened, cast, sign_in
):
    report = opened.report("so-yt")
    officer = cast.people["officer"]

    def send(who, body):
        client = sign_in(cast.people[who])
        return client.post(f"/reports/{report.pk}/changes/", body, content_type="application/json")

    typed = {"user": str(officer.pk), "now": 0, "changes": []}
    assert send("stranger", "no json").status_code == 404
    assert send("officer", "no json").status_code == 400
    assert send("officer", {**typed, "changes": [{"field": "results"}]}).status_code == 400
    assert send("head", typed).json() == {"code": "other-user"}
    assert send("officer", typed).json()["outcomes"] == []
