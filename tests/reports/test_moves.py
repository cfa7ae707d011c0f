import datetime
import threading
import uuid
from pathlib import Path

import pytest
from django.db import connection, connections

from chithi.figures.models import Observation
from chithi.journal.models import Entry
from chithi.plans.models import Assignment
from chithi.reports import actions
from chithi.reports.changes import Sent
from chithi.reports.models import Answer, Move, Report
from chithi.reports.moves import MOVES, Refused, diagram
from chithi.reports.queries import official_answers, summaries, work_states
from chithi.shell.models import Installation
from chithi.units.queries import tree
from tests.cast import make_cast, make_unit
from tests.reports.builders import DAYS, add_districts, make_plan, make_round

CELL = "f:hoc-vien:own::F"


def write(report, **texts):
    return actions.save_changes(report, [Sent(name, text) for name, text in texts.items()], by="Cán bộ")


@pytest.fixture
def drafted(opened):
    report = opened.report("so-yt")
    changes = [Sent("results", "Đã làm"), Sent(CELL, "12"), Sent(f"work:{opened.items[1].pk}:state", "done")]
    actions.save_changes(report, changes, by="Cán bộ")
    return report


def entries():
    return list(Entry.objects.filter(verb__startswith="reports.").values_list("verb", flat=True))[::-1]


def test_the_whole_way_from_silent_to_accepted(drafted, cast):
    people = cast.people
    actions.submit(drafted, actor=people["officer"])
    actions.hand_back(drafted, actor=people["head"], note="Thêm số liệu quý IV")
    actions.submit(drafted, actor=people["officer"])
    assert not Answer.objects.filter(is_official=True).exists()
    sent = actions.approve_and_send(drafted, actor=people["head"])
    assert (sent.state, sent.submission, sent.sent_on) == ("approved", 2, datetime.date(2024, 11, 12))
    accepted = actions.accept(drafted, actor=people["focal"])
    assert accepted.state == Report.State.ACCEPTED
    acts = ["begin", "submit", "hand_back", "submit", "send", "accept"]
    assert list(Move.objects.values_list("act", flat=True)) == acts
    assert entries() == ["reports.open_cycle", *(f"reports.{act}" for act in acts[1:])]


def test_words_and_figures_become_official_when_the_head_sends(drafted, cast):
    assert not Observation.objects.filter(is_official=True).exists()
    actions.approve_and_send(drafted, actor=cast.people["head"])
    assert set(Answer.objects.filter(is_official=True).values_list("text", flat=True)) == {"Đã làm", "done"}
    kept = Observation.objects.get(is_official=True)
    assert (kept.value, kept.is_draft) == (12, False)


def test_the_head_submits_and_sends_in_one_press(drafted, cast):
    sent = actions.approve_and_send(drafted, actor=cast.people["head"])
    assert (sent.state, sent.submission) == ("approved", 1)


def test_a_returned_report_is_written_again_and_what_was_sent_stays_official_until_it_is_sent_again(
    drafted, cast, opened
):
    actions.approve_and_send(drafted, actor=cast.people["head"])
    actions.return_(drafted, {CELL: "Kiểm tra lại."}, actor=cast.people["focal"])
    drafted.refresh_from_db()
    assert drafted.remarks.get().field == CELL
    actions.save_changes(drafted, [Sent(CELL, "14"), Sent("results", "Đã làm thêm")], by="Cán bộ")
    assert official_answers(opened.cycle)[drafted.pk]["results"] == "Đã làm"
    assert Observation.objects.get(is_official=True).value == 12
    drafted.refresh_from_db()
    assert drafted.state == Report.State.RETURNED
    actions.submit(drafted, actor=cast.people["officer"])
    sent = actions.approve_and_send(drafted, actor=cast.people["head"])
    assert sent.submission == 2
    assert official_answers(opened.cycle)[drafted.pk]["results"] == "Đã làm thêm"
    assert Observation.objects.get(is_official=True).value == 14
    assert list(
        Answer.objects.filter(field="results").values_list("text", "submission").order_by("version")
    ) == [
        ("Đã làm", 1),
        ("Đã làm thêm", 2),
    ]


def test_who_returns_says_what_is_wanted(drafted, cast):
    actions.approve_and_send(drafted, actor=cast.people["head"])
    with pytest.raises(Refused, match="nhận xét"):
        actions.return_(drafted, {CELL: "  "}, actor=cast.people["focal"])
    actions.return_(drafted, {}, actor=cast.people["focal"], note="Thiếu phụ lục")


def test_an_accepted_report_is_reopened_with_a_reason_only(drafted, cast):
    actions.approve_and_send(drafted, actor=cast.people["head"])
    actions.accept(drafted, actor=cast.people["focal"])
    with pytest.raises(Refused):
        actions.reopen(drafted, {}, actor=cast.people["focal"])
    actions.reopen(drafted, {}, actor=cast.people["focal"], note="Đơn vị đính chính")
    drafted.refresh_from_db()
    assert drafted.state == Report.State.RETURNED


def test_a_second_press_changes_nothing(drafted, cast):
    actions.submit(drafted, actor=cast.people["officer"])
    before = (Move.objects.count(), Entry.objects.count())
    again = actions.submit(drafted, actor=cast.people["head"])
    assert again.state == Report.State.SUBMITTED
    assert (Move.objects.count(), Entry.objects.count()) == before


def test_every_act_is_refused_from_every_state_that_the_table_does_not_name(drafted, cast):
    acts = {
        "submit": actions.submit,
        "hand_back": actions.hand_back,
        "send": actions.approve_and_send,
        "accept": actions.accept,
    }
    for act, function in acts.items():
        for state in set(Report.State.values) - MOVES[act].old:
            Report.objects.filter(pk=drafted.pk).update(state=state)
            with pytest.raises(Refused):
                function(drafted, actor=cast.people["head"])
    assert list(Move.objects.values_list("act", flat=True)) == ["begin"]


def test_a_locked_report_is_neither_written_nor_sent_until_an_exception(drafted, cast):
    Installation.objects.update(standing_day=datetime.date(2024, 12, 14))
    write(drafted, lacks="muộn nhưng chưa khóa")
    Installation.objects.update(standing_day=datetime.date(2024, 12, 15))
    with pytest.raises(Refused, match="14/12/2024"):
        write(drafted, lacks="đã khóa")
    with pytest.raises(Refused, match="14/12/2024"):
        actions.approve_and_send(drafted, actor=cast.people["head"])
    with pytest.raises(Refused, match="lý do"):
        actions.grant_exception(drafted, datetime.date(2024, 12, 20), " ", actor=cast.people["focal"])
    actions.grant_exception(
        drafted, datetime.date(2024, 12, 20), "Mất điện vì bão", actor=cast.people["focal"]
    )
    write(drafted, lacks="được phép")
    sent = actions.approve_and_send(drafted, actor=cast.people["head"])
    assert sent.sent_on == datetime.date(2024, 12, 15)
    assert entries()[-2:] == ["reports.grant_exception", "reports.send"]


def test_a_remark_is_ticked_off_once_and_all_are_when_the_report_is_accepted(drafted, cast):
    actions.approve_and_send(drafted, actor=cast.people["head"])
    actions.return_(drafted, {CELL: "a", "results": "b"}, actor=cast.people["focal"])
    remark = drafted.remarks.get(field=CELL)
    actions.resolve_remark(remark, actor=cast.people["officer"])
    actions.resolve_remark(remark, actor=cast.people["officer"])
    assert entries().count("reports.resolve_remark") == 1
    assert drafted.remarks.filter(resolved_at=None).count() == 1
    actions.approve_and_send(drafted, actor=cast.people["head"])
    actions.accept(drafted, actor=cast.people["focal"])
    assert not drafted.remarks.filter(resolved_at=None).exists()


def test_a_second_round_of_a_plan_and_year_is_refused(opened, cast):
    with pytest.raises(Refused, match="2024"):
        actions.open_cycle(opened.plan, 2024, DAYS, tree(), actor=cast.people["focal"])
    assert opened.cycle.reports.count() == 6
    assert opened.report("so-yt").asked == 10


def test_a_round_needs_days_in_order_and_a_plan_that_asks_somebody(cast):
    plan, items = make_plan(cast)
    late_cutoff = type(DAYS)(DAYS.period_from, DAYS.period_to, datetime.date(2024, 11, 30), DAYS.due)
    with pytest.raises(Refused, match="Hạn gửi"):
        actions.open_cycle(plan, 2024, late_cutoff, tree(), actor=cast.people["focal"])
    for item in items:
        item.assignments.all().delete()
    with pytest.raises(Refused, match="đơn vị"):
        actions.open_cycle(plan, 2024, DAYS, tree(), actor=cast.people["focal"])


def test_what_the_consolidation_reads(drafted, cast, opened, django_assert_max_num_queries):
    add_districts(cast, opened, 104)
    actions.approve_and_send(drafted, actor=cast.people["head"])
    units = tree()
    with django_assert_max_num_queries(4):
        found = {s.unit_id: s for s in summaries(opened.cycle, units, datetime.date(2024, 11, 20))}
    assert len(found) == 110
    ours = found[drafted.unit_id]
    assert (ours.state, ours.answered, ours.asked, ours.lateness) == ("approved", 3, 10, "on_time")
    assert found[cast.units["hlhpn"].pk].mode == "requested"
    assert found[cast.units["hlhpn"].pk].lateness == "late"
    with django_assert_max_num_queries(1):
        assert work_states(opened.cycle) == {opened.items[1].pk: {drafted.unit_id: "done"}}
    with django_assert_max_num_queries(1):
        assert official_answers(opened.cycle)[drafted.pk]["results"] == "Đã làm"


def test_the_drawing_comes_from_the_table():
    assert "returned --> submitted: submit" in diagram()


@pytest.mark.django_db(transaction=True)
def test_two_people_who_submit_at_once_submit_once(transactional_db):
    cast = make_cast()
    report = make_round(cast).report("so-yt")
    write(report, results="xong")
    start = threading.Barrier(2)
    said = []

    def press(person):
        start.wait()
        try:
            said.append(actions.submit(report, actor=person).state)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press, args=(cast.people[who],)) for who in ("officer", "head")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said == ["submitted", "submitted"]
    report.refresh_from_db()
    assert report.submission == 1
    assert Move.objects.filter(act="submit").count() == 1
    assert Entry.objects.filter(verb="reports.submit").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_save_the_same_change_at_once_save_it_once(transactional_db):
    cast = make_cast()
    report, key = make_round(cast).report("so-yt"), uuid.uuid4()
    start = threading.Barrier(2)
    said = []

    def save():
        start.wait()
        try:
            said.extend(
                o.outcome for o in actions.save_changes(report, [Sent("results", "x", key=key)], by="A")
            )
        finally:
            connections.close_all()

    threads = [threading.Thread(target=save) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["duplicate", "saved"], connection.vendor
    assert Answer.objects.count() == 1


def test_the_drawing_in_the_docs_is_the_table():
    assert diagram() in (Path(__file__).parents[2] / "docs/reports.md").read_text("utf-8")


def test_units_that_the_plan_asks_since_get_a_report_and_none_is_taken_away(opened, cast):
    new = make_unit("so-gd", "Sở Giáo dục và Đào tạo", "department", cast.units["tinh"])
    Assignment.objects.create(work_item=opened.items[0], role="lead", name="Sở Giáo dục", unit=new)
    Assignment.objects.filter(unit=cast.units["mttq"]).delete()
    assert actions.add_units(opened.cycle, tree(), actor=cast.people["focal"]) == 1
    assert actions.add_units(opened.cycle, tree(), actor=cast.people["focal"]) == 0
    assert opened.cycle.reports.count() == 7
    assert opened.report("so-gd").asked == 8
    assert entries().count("reports.add_units") == 1


def test_the_head_hears_of_a_submission_and_the_unit_of_a_return(
    drafted, cast, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        actions.submit(drafted, actor=cast.people["officer"])
    assert [m.to for m in mailoutbox] == [["giamdoc@example.vn"]]
    actions.approve_and_send(drafted, actor=cast.people["head"])
    mailoutbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        actions.return_(drafted, {}, actor=cast.people["focal"], note="Thiếu phụ lục")
        actions.return_(drafted, {}, actor=cast.people["focal"], note="Thiếu phụ lục")
    assert sorted(m.to[0] for m in mailoutbox) == ["canbo@example.vn", "giamdoc@example.vn"]
    assert mailoutbox[0].subject == "Báo cáo năm 2024 của Sở Y tế bị trả lại và vẫn phải gửi"
    assert "Thiếu phụ lục" in mailoutbox[0].body
