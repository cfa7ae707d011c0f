"""A round that was locked before its units ended: what they did not send stays theirs, whoever follows finishes it."""

import datetime

import pytest

from chithi.figures.models import Observation
from chithi.journal.actions import Operator
from chithi.reorganise.actions import undo
from chithi.reports import actions
from chithi.reports.calendar import report_dues
from chithi.reports.changes import Sent
from chithi.reports.models import Report
from chithi.reports.moves import Refused as Refusal
from chithi.reports.reorganised import hand_over_due
from chithi.steering.queries import addressees
from chithi.steering.queries import rows as rows_of
from chithi.units.actions import Refused
from chithi.units.queries import tree
from tests.cast import make_person
from tests.reorganise.test_reports import CELL, MERGER, do, opened, put, weigh, write

DAY = datetime.date(2024, 11, 12)
UNTIL = datetime.date(2024, 11, 20)
__all__ = ["opened"]


@pytest.fixture
def locked(opened, cast):
    """The round tells of the months until September and was locked on 31/10; An Hòa had begun its report."""
    write(opened.report("huyen-a"), results="Đã mở 2 lớp")
    opened.cycle.period_to = datetime.date(2024, 9, 30)
    opened.cycle.cutoff = opened.cycle.due = opened.cycle.locks_on = datetime.date(2024, 10, 31)
    opened.cycle.save()
    cast.people["new_head"] = make_person("chutichmoi", "Lý Thị Tân", cast.units["huyen-moi"], "head")
    return opened


def granted(round_, key="huyen-a"):
    return actions.grant_exception(round_.report(key), UNTIL, "sắp xếp đơn vị", actor=Operator())


def test_it_stays_as_it_is_and_the_preview_says_who_may_finish_it(locked):
    (moved,) = [m for m in weigh(*MERGER).moved if "đã khóa" in m.title]
    assert moved.count == 2
    assert any("An Hòa → Ủy ban nhân dân huyện Hòa Sơn" in line for line in moved.lines)
    do(*MERGER)
    assert (locked.report("huyen-a").state, locked.report("huyen-b").state) == ("draft", "silent")
    assert not Report.objects.filter(unit__key="huyen-moi").exists()


def test_who_follows_sees_it_and_writes_it_only_with_an_exception(locked, cast, sign_in):
    do(*MERGER)
    report, client = locked.report("huyen-a"), sign_in(cast.people["new"])
    assert "Đã mở 2 lớp" in client.get(f"/reports/{report.pk}/").content.decode()
    listed = client.get("/reports/").content.decode()
    assert listed.index("An Hòa") < listed.index("</table>")
    assert "An Hòa" in client.get("/").content.decode()
    client.post(f"/reports/{report.pk}/save/", {"results": "Muộn", "versions": "{}"})
    with pytest.raises(Refusal):
        write(report, results="Muộn")
    granted(locked)
    form = client.get(f"/reports/{report.pk}/").content.decode()
    assert 'name="results"' in form
    assert "Ủy ban nhân dân huyện Hòa Sơn hoàn thành báo cáo này" in form
    write(locked.report("huyen-a"), results="Đã mở 3 lớp")
    assert client.post(f"/reports/{report.pk}/do/submit/").status_code in (200, 302)


def test_the_head_that_follows_sends_it_and_it_can_come_back(locked, cast, sign_in):
    do(*MERGER)
    granted(locked)
    head, report = cast.people["new_head"], locked.report("huyen-a")
    assert head.has_perm("reports.send", report)
    write(report, **{CELL: "7"})
    assert actions.approve_and_send(report, actor=head).state == "approved"
    cell = Observation.objects.get(unit__key="huyen-a", value=7, is_latest=True)
    assert cell.is_official, "the figures of a unit that is no more are sent with its report"
    back = actions.return_(locked.report("huyen-a"), {}, actor=Operator(), note="xem lại")
    assert back.state == "returned"
    assert cast.people["new"].has_perm("reports.write", locked.report("huyen-a"))


@pytest.mark.parametrize("who", ["officer", "head", "stranger", "leader", "focal"])
def test_nobody_else_writes_it(locked, cast, who):
    do(*MERGER)
    granted(locked)
    assert not cast.people[who].has_perm("reports.write", locked.report("huyen-a"))
    assert not cast.people[who].has_perm("reports.send", locked.report("huyen-a"))


def test_a_unit_that_stands_is_written_by_its_own_people_alone(locked, cast):
    assert not cast.people["new"].has_perm("reports.write", locked.report("huyen-a"))
    do(*MERGER)
    assert not cast.people["new"].has_perm("reports.write", locked.report("so-yt"))


def test_it_stays_late_and_the_people_of_the_unit_that_follows_are_reminded(locked, cast):
    do(*MERGER)
    found = {row.node.name: row for row in rows_of(locked.cycle, tree())}
    row = found["Ủy ban nhân dân huyện An Hòa"]
    assert (row.owes, row.days_late, row.handed_to) == (True, 12, ("Ủy ban nhân dân huyện Hòa Sơn",))
    (mine,) = addressees([row])
    assert {p.username for p in mine.people} == {"canbohuyen", "chutichhuyen", "chutichmoi", "canbomoi"}


def test_the_control_room_names_who_follows(locked, cast, sign_in):
    do(*MERGER)
    shown = sign_in(cast.people["focal"]).get(f"/steering/{locked.cycle.pk}/").content.decode()
    assert "→ Ủy ban nhân dân huyện Hòa Sơn" in shown


def test_the_calendar_has_it(locked, cast):
    do(*MERGER)
    paths = [due.path for due in report_dues({cast.units["huyen-moi"].pk})]
    assert f"/reports/{locked.report('huyen-a').pk}/" in paths


def test_an_exception_granted_later_does_not_hand_it_over(locked):
    do(*MERGER)
    granted(locked)
    hand_over_due.call("Quản trị")
    assert locked.report("huyen-a").state == "draft"
    assert locked.report("huyen-b").state == "silent"


def test_one_that_nobody_follows_needs_care_and_is_nobody_s(locked, cast):
    found = weigh("2024-11-12,9/NQ-HĐND,abolish,so-yt,,,").moved
    assert any(
        m.needs_care and any("Sở Y tế" in line for line in m.lines) for m in found if "không" in m.title
    )
    do("2024-11-12,9/NQ-HĐND,abolish,so-yt,,,")
    row = next(r for r in rows_of(locked.cycle, tree()) if r.node.name == "Sở Y tế")
    assert (row.owes, row.handed_to) == (True, ())


def test_it_is_not_undone_once_who_follows_wrote_in_it(locked):
    made = do(*MERGER)
    granted(locked)
    actions.save_changes(locked.report("huyen-a"), [Sent("results", "Đã mở 3 lớp")], by="Ngô Thị Mới")
    with pytest.raises(Refused):
        undo(made, actor=Operator(), reason="nhập nhầm")


def test_undone_it_is_its_own_unit_s_again(locked, cast):
    undo(do(*MERGER), actor=Operator(), reason="nhập nhầm")
    report = locked.report("huyen-a")
    assert (report.state, report.handed_on) == ("draft", None)
    assert not cast.people["new"].has_perm("reports.write", report)
    assert cast.people["district_officer"].has_perm("reports.write", report)


def test_what_was_handed_over_is_still_written_by_nobody(opened, cast):
    put(opened.report("huyen-a"), "draft")
    do(*MERGER)
    assert not cast.people["new"].has_perm("reports.write", opened.report("huyen-a"))


def test_what_was_sent_and_handed_nowhere_does_not_stand_on_the_desk(opened, cast, sign_in):
    put(opened.report("huyen-a"), "approved", sent_on=datetime.date(2024, 11, 1))
    do(*MERGER)
    assert (
        f"/reports/{opened.report('huyen-a').pk}/"
        not in sign_in(cast.people["new"]).get("/").content.decode()
    )
