"""More time for a report: asked with a reason, granted or refused; the report's own last day in time is what counts."""

import datetime
from pathlib import Path

import pytest

from chithi.desk.steps import NOW, steps_for
from chithi.journal.models import Entry
from chithi.reports import actions, extensions
from chithi.reports.changes import Sent
from chithi.reports.days import is_locked, lateness
from chithi.reports.models import Extension, Report
from chithi.reports.moves import Refused
from chithi.reports.queries import summaries
from chithi.shell.models import Installation
from chithi.steering import queries
from chithi.steering.actions import remind
from chithi.steering.compose import compose
from chithi.steering.gather import gather
from chithi.units.queries import tree

pytestmark = pytest.mark.django_db
D = datetime.date
WHY = "Chờ số liệu của các trung tâm y tế."


def stand(day):
    Installation.objects.update(standing_day=day)


@pytest.fixture
def asked(opened, cast):
    return extensions.ask_extension(
        opened.report("so-yt"), D(2024, 11, 20), WHY, actor=cast.people["officer"]
    )


@pytest.fixture
def granted(asked, cast):
    return extensions.grant_extension(asked, D(2024, 11, 18), "Đến 18/11.", actor=cast.people["focal"])


def test_the_officer_asks_and_the_focal_officer_grants_on_the_pages(
    opened, cast, sign_in, mailoutbox, django_capture_on_commit_callbacks
):
    report = opened.report("so-yt")
    client = sign_in(cast.people["officer"])
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/reports/{report.pk}/extension/", {"until": "20/11/2024", "why": WHY})
    made = Extension.objects.get()
    assert (made.state, made.wanted, made.why) == ("asked", D(2024, 11, 20), WHY)
    assert [m.to for m in mailoutbox] == [["daumoi@example.vn"]]
    assert WHY in client.get(f"/reports/{report.pk}/").content.decode()
    client = sign_in(cast.people["focal"])
    assert WHY in client.get(f"/steering/{opened.cycle.pk}/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(
            f"/reports/extensions/{made.pk}/",
            {"until": "18/11/2024", "why": "Chỉ đến 18/11.", "act": "grant"},
        )
    assert answer.status_code == 302
    assert opened.report("so-yt").due == D(2024, 11, 18)
    assert {m.to[0] for m in mailoutbox[1:]} == {"canbo@example.vn", "giamdoc@example.vn"}
    for who, address in (("officer", f"/reports/{report.pk}/"), ("focal", f"/steering/{opened.cycle.pk}/")):
        page = sign_in(cast.people[who]).get(address).content.decode()
        assert "18/11/2024" in page
        assert "Chỉ đến 18/11." in page
        assert WHY in page


def test_a_refusal_has_a_reason_and_leaves_the_day(asked, opened, cast, sign_in):
    client = sign_in(cast.people["focal"])
    address = f"/reports/extensions/{asked.pk}/"
    assert client.post(address, {"until": "", "why": "", "act": "refuse"}).status_code == 200
    asked.refresh_from_db()
    assert asked.state == "asked"
    assert client.post(address, {"until": "", "why": "Đã gia hạn chung.", "act": "refuse"}).status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.answer) == ("refused", "Đã gia hạn chung.")
    assert opened.report("so-yt").due == D(2024, 11, 14)


@pytest.mark.parametrize(
    ("until", "why"), [("14/11/2024", WHY), ("01/01/2024", WHY), ("31/12/2099", WHY), ("20/11/2024", " ")]
)
def test_what_cannot_be_asked_is_one_sentence_and_nothing_typed_is_lost(opened, cast, sign_in, until, why):
    report = opened.report("so-yt")
    page = sign_in(cast.people["officer"]).post(
        f"/reports/{report.pk}/extension/", {"until": until, "why": why}
    )
    assert page.status_code == 200
    assert until in page.content.decode()
    assert not Extension.objects.exists()


def test_a_second_press_changes_nothing(asked, opened, cast):
    again = extensions.ask_extension(opened.report("so-yt"), asked.wanted, WHY, actor=cast.people["officer"])
    assert again == asked
    with pytest.raises(Refused):
        extensions.ask_extension(opened.report("so-yt"), D(2024, 11, 25), WHY, actor=cast.people["officer"])
    focal = cast.people["focal"]
    extensions.grant_extension(asked, D(2024, 11, 18), "Đến 18/11.", actor=focal)
    extensions.grant_extension(asked, D(2024, 11, 18), "Đến 18/11.", actor=focal)
    with pytest.raises(Refused):
        extensions.refuse_extension(asked, "Không.", actor=focal)
    verbs = Entry.objects.filter(verb__contains="extension").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["reports.ask_extension", "reports.grant_extension"]


def test_the_unit_takes_its_request_back(asked, opened, cast, sign_in):
    client = sign_in(cast.people["head"])
    client.post(f"/reports/extensions/{asked.pk}/withdraw/")
    asked.refresh_from_db()
    assert asked.state == "withdrawn"
    with pytest.raises(Refused):
        extensions.grant_extension(asked, D(2024, 11, 18), "Được.", actor=cast.people["focal"])


def test_lateness_goes_by_the_own_last_day(granted, opened):
    report, cycle = opened.report("so-yt"), opened.cycle
    assert lateness(cycle, report, D(2024, 11, 18)) == "not_yet_due"
    assert lateness(cycle, report, D(2024, 11, 19)) == "late"
    found = {s.unit_id: s for s in summaries(cycle, tree(), D(2024, 11, 16))}
    assert found[report.unit_id].lateness == "not_yet_due"
    assert sum(s.lateness == "late" for s in found.values()) == len(found) - 1
    rows = {r.node.key: r.days_late for r in queries.rows(cycle, tree(), D(2024, 11, 20))}
    assert (rows["so-yt"], rows["so-ld"]) == (2, 6)


def test_the_lock_never_comes_before_the_own_last_day(asked, opened, cast):
    cycle = opened.cycle
    extensions.grant_extension(asked, D(2024, 12, 20), "Đến 20/12.", actor=cast.people["focal"])
    report = opened.report("so-yt")
    assert report.locks_on == D(2024, 12, 20)
    assert not is_locked(cycle, report, D(2024, 12, 20))
    assert is_locked(cycle, report, D(2024, 12, 21))
    assert is_locked(cycle, opened.report("so-ld"), D(2024, 12, 20))
    stand(D(2024, 12, 20))
    assert actions.save_changes(report, [Sent("results", "Đã làm.")], by="thử")[0].made
    stand(D(2024, 12, 21))
    with pytest.raises(Refused, match="20/12/2024"):
        actions.save_changes(report, [Sent("results", "Muộn.")], by="thử")


def test_the_desk_says_the_own_last_day_and_who_asks(granted, opened, cast):
    step = steps_for(cast.people["officer"])[0]
    assert "18/11/2024" in step.when
    extensions.ask_extension(opened.report("so-yt"), D(2024, 11, 25), WHY, actor=cast.people["officer"])
    step = next(s for s in steps_for(cast.people["focal"]) if s.url.endswith("#extensions"))
    assert step.urgency == NOW


def test_a_reminder_names_the_own_last_day(
    granted, opened, cast, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        remind(opened.cycle, tree(), "http://x/", actor=cast.people["focal"])
    said = {m.to[0]: m.body for m in mailoutbox}
    assert "18/11/2024" in said["canbo@example.vn"]
    assert "14/11/2024" in said["canbohuyen@example.vn"]


def test_the_consolidated_report_counts_who_was_in_time_by_the_own_last_day(granted, opened):
    Report.objects.filter(pk=granted.report_id).update(state="accepted", sent_on=D(2024, 11, 17))
    cycle, units = opened.cycle, tree()
    case = gather(cycle, units)
    assert not next(r for r in case.reports if r.unit == "so-yt").late
    paper = str(compose(case, queries.options(cycle, units)))
    assert "trừ 01 cơ quan, đơn vị được gia hạn" in paper


def test_exceptions_to_the_lock_are_shown_with_their_trail(opened, cast, sign_in):
    report, focal = opened.report("so-yt"), cast.people["focal"]
    stand(D(2024, 12, 20))
    actions.grant_exception(report, D(2024, 12, 22), "Máy hỏng.", actor=focal)
    actions.grant_exception(report, D(2024, 12, 24), "Chưa xong.", actor=focal)
    for address in (f"/reports/{report.pk}/", f"/steering/{opened.cycle.pk}/"):
        page = sign_in(focal).get(address).content.decode()
        for words in ("Máy hỏng.", "22/12/2024", "Chưa xong.", "24/12/2024"):
            assert words in page, address


def test_an_exception_reaches_beyond_the_own_lock(asked, opened, cast):
    extensions.grant_extension(asked, D(2024, 12, 20), "Đến 20/12.", actor=cast.people["focal"])
    with pytest.raises(Refused):
        actions.grant_exception(opened.report("so-yt"), D(2024, 12, 18), "Bão.", actor=cast.people["focal"])
    actions.grant_exception(opened.report("so-ld"), D(2024, 12, 18), "Bão.", actor=cast.people["focal"])


def test_others_neither_ask_nor_decide(asked, opened, cast, sign_in):
    for who in ("stranger", "leader", "focal"):
        assert sign_in(cast.people[who]).get(f"/reports/{asked.report_id}/extension/").status_code == 404
    for who in ("officer", "head", "leader", "administrator"):
        address = f"/reports/extensions/{asked.pk}/"
        assert sign_in(cast.people[who]).post(address, {"act": "grant"}).status_code == 404


def test_the_table_in_the_docs_is_the_table():
    docs = (Path(__file__).parents[2] / "docs/reports.md").read_text("utf-8")
    for act, step in extensions.MOVES.items():
        (old,) = step.old
        assert f"| {act} | {old or '–'} | {step.new} | `{step.right}` |" in docs
