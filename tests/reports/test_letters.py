import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from chithi.figures.models import Observation
from chithi.journal.models import Entry
from chithi.reports import actions
from chithi.reports.changes import Sent
from chithi.reports.models import Answer, Letter, Report
from chithi.reports.moves import Refused
from chithi.reports.queries import official_answers, summaries
from chithi.shell import attachments
from chithi.units.queries import tree

SCAN = b"%PDF-1.4 ban quet"


def scan(data=SCAN, name="cong-van.pdf"):
    return SimpleUploadedFile(name, data)


@pytest.fixture
def entered(opened, cast):
    """A report that the focal officer entered from the district's letter."""
    report = opened.report("huyen-a")
    changes = [Sent("results", "Theo công văn"), Sent("f:cuoc:all::_T", "7")]
    return actions.enter_from_letter(
        report,
        changes,
        number="123/BC-UBND",
        date=datetime.date(2024, 11, 8),
        scan=attachments.keep(SCAN, "cong-van.pdf"),
        actor=cast.people["focal"],
    )


def test_a_report_entered_from_a_letter_counts_as_sent(entered, opened):
    report = entered.report
    assert (report.state, report.submission, report.number) == ("approved", 1, "123/BC-UBND")
    assert official_answers(opened.cycle)[report.pk] == {"results": "Theo công văn"}
    kept = Observation.objects.get()
    assert (kept.value, kept.is_official, kept.origin) == (7, True, "letter")
    summary = next(s for s in summaries(opened.cycle, tree()) if s.report_id == report.pk)
    assert (summary.has_letter, summary.contested) == (True, False)
    entry = Entry.objects.get(verb="reports.enter_from_letter")
    assert entry.new["fields"]["results"] == "Theo công văn"
    assert entry.old["fields"]["results"] == ""


def test_the_unit_sees_it_and_may_contest_it_once(entered, cast, sign_in, opened):
    client = sign_in(cast.people["district_officer"])
    page = client.get(f"/reports/{entered.report_id}/").content.decode()
    assert "123/BC-UBND" in page
    assert client.get(f"/reports/letters/{entered.pk}/scan/").status_code == 200
    assert client.post(f"/reports/letters/{entered.pk}/contest/", {"why": " "}).status_code == 302
    entered.refresh_from_db()
    assert entered.contested_at is None
    for _ in range(2):
        client.post(f"/reports/letters/{entered.pk}/contest/", {"why": "Số cuộc là 9, không phải 7"})
    assert Entry.objects.filter(verb="reports.contest_letter").count() == 1
    assert next(s for s in summaries(opened.cycle, tree()) if s.report_id == entered.report_id).contested
    page = sign_in(cast.people["focal"]).get(f"/reports/{entered.report_id}/review/").content.decode()
    assert "Số cuộc là 9" in page


def test_a_letter_no_longer_counts_once_the_unit_has_sent_its_own(entered, cast, opened):
    actions.contest_letter(entered, "Không đúng", actor=cast.people["district_head"])
    actions.return_(entered.report, {}, actor=cast.people["focal"], note="Đơn vị nhập lại")
    actions.approve_and_send(entered.report, actor=cast.people["district_head"])
    summary = next(s for s in summaries(opened.cycle, tree()) if s.report_id == entered.report_id)
    assert (summary.has_letter, summary.contested) == (False, False)


def test_nobody_else_contests_it_or_sees_the_scan(entered, cast, sign_in):
    for who in ("officer", "stranger"):
        client = sign_in(cast.people[who])
        assert client.get(f"/reports/letters/{entered.pk}/scan/").status_code == 404
        assert client.post(f"/reports/letters/{entered.pk}/contest/", {"why": "x"}).status_code == 404
    focal = sign_in(cast.people["focal"])
    assert focal.post(f"/reports/letters/{entered.pk}/contest/", {"why": "x"}).status_code == 404


def post(client, report, **fields):
    base = {"number": "5/BC-SYT", "date": "08/11/2024", "versions": "{}"}
    return client.post(f"/reports/{report.pk}/letter/", {**base, **fields})


def test_the_focal_officer_enters_it_on_a_page(opened, cast, sign_in):
    report = opened.report("so-yt")
    answer = post(sign_in(cast.people["focal"]), report, scan=scan(), results="Theo công văn")
    assert answer.status_code == 302
    letter = Letter.objects.get()
    assert (letter.number, letter.date, letter.scan.kind) == ("5/BC-SYT", datetime.date(2024, 11, 8), "pdf")


def test_bad_cells_leave_nothing_behind_and_all_that_was_typed_comes_back_with_the_scan(
    opened, cast, sign_in
):
    report, client = opened.report("so-yt"), sign_in(cast.people["focal"])
    cells = {"f:cuoc:own::_T": "bảy", "answer:f:cuoc:own": "final"}
    answer = post(client, report, scan=scan(), results="Theo công văn", **cells)
    page = answer.content.decode()
    assert "Theo công văn" in page
    assert 'value="bảy"' in page
    assert "cong-van.pdf" in page
    assert not Answer.objects.exists()
    report.refresh_from_db()
    assert report.state == Report.State.SILENT
    held = page.split('name="held" value="')[1].split('"')[0]
    again = post(client, report, held=held, results="Theo công văn", **{"f:cuoc:own::_T": "7"})
    assert again.status_code == 302
    assert Letter.objects.get().scan.name == "cong-van.pdf"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"scan": scan(b"MZ program", "cong-van.pdf")}, "không thuộc"),
        ({}, "bản quét"),
        ({"scan": scan(), "date": "13/11/2024"}, "sau hôm nay"),
        ({"scan": scan(), "held": "1:forged"}, ""),
        ({"scan": scan(), "number": ""}, ""),
    ],
)
def test_a_letter_that_is_none_is_refused_with_a_sentence(opened, cast, sign_in, fields, words):
    report = opened.report("so-yt")
    answer = post(sign_in(cast.people["focal"]), report, results="x", **fields)
    if fields.get("held"):
        assert answer.status_code == 302
        return
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not Letter.objects.exists()
    assert not Answer.objects.exists()


def test_a_report_that_was_sent_is_not_entered_again(entered, cast):
    with pytest.raises(Refused):
        actions.enter_from_letter(
            entered.report, [], number="9", date=entered.date, scan=entered.scan, actor=cast.people["focal"]
        )


def test_only_a_focal_officer_of_the_plan_enters_letters(opened, cast, sign_in):
    report = opened.report("so-yt")
    for who in ("officer", "head", "leader", "stranger"):
        assert sign_in(cast.people[who]).get(f"/reports/{report.pk}/letter/").status_code == 404


def test_the_focal_officer_returns_and_accepts_on_the_page(opened, cast, sign_in):
    report = opened.report("so-yt")
    actions.save_changes(report, [Sent("results", "xong")], by="A")
    actions.approve_and_send(report, actor=cast.people["head"])
    client = sign_in(cast.people["focal"])
    refused = client.post(f"/reports/{report.pk}/review/return/", {"note": ""})
    assert refused.status_code == 200
    client.post(
        f"/reports/{report.pk}/review/return/", {"remark:results": "Nêu rõ hơn", "remark:nonsense": "x"}
    )
    assert list(report.remarks.values_list("field", "text")) == [("results", "Nêu rõ hơn")]
    page = sign_in(cast.people["officer"]).get(f"/reports/{report.pk}/").content.decode()
    assert "Nêu rõ hơn" in page
    client = sign_in(cast.people["officer"])
    client.post(
        f"/reports/remarks/{report.remarks.get().pk}/done/", {"versions": "{}", "results": "rõ hơn rồi"}
    )
    assert Answer.objects.get(is_latest=True).text == "rõ hơn rồi"
    assert report.remarks.get().resolved_at is not None


def test_the_focal_officer_opens_a_round_with_the_days_proposed(cast, sign_in):
    from tests.reports.builders import make_plan

    make_plan(cast)
    client = sign_in(cast.people["focal"])
    page = client.get("/reports/open/ke-hoach/2024/").content.decode()
    for day in ("01/01/2024", "31/12/2024", "31/10/2024", "14/11/2024", "14/12/2024"):
        assert f'value="{day}"' in page
    days = {
        "period_from": "01/01/2024",
        "period_to": "31/12/2024",
        "cutoff": "31/10/2024",
        "due": "14/11/2024",
    }
    assert client.post("/reports/open/ke-hoach/2024/", days).status_code == 302
    again = client.post("/reports/open/ke-hoach/2024/", days)
    assert "đã có đợt báo cáo năm 2024" in again.content.decode()
    assert sign_in(cast.people["officer"]).get("/reports/open/ke-hoach/2024/").status_code == 404


def test_an_exception_is_granted_on_a_page(opened, cast, sign_in):
    report, client = opened.report("so-yt"), sign_in(cast.people["focal"])
    assert (
        client.post(f"/reports/{report.pk}/exception/", {"until": "31/02/2024", "why": "x"}).status_code
        == 200
    )
    assert (
        client.post(f"/reports/{report.pk}/exception/", {"until": "20/12/2024", "why": "bão"}).status_code
        == 302
    )
    report.refresh_from_db()
    assert report.unlocked_until == datetime.date(2024, 12, 20)
