import datetime
import uuid

import pytest
from django.utils import timezone

from chithi.figures.models import Observation
from chithi.journal.models import Entry
from chithi.reports import actions
from chithi.reports.changes import Sent
from chithi.reports.models import Answer, Change, Report
from chithi.reports.moves import Refused

BY = "Lê Văn Cán Bộ (canbo)"


def save(report, *changes, by=BY):
    return actions.save_changes(report, changes, by=by)


def texts(report, field):
    return list(
        Answer.objects.filter(report=report, field=field).order_by("version").values_list("text", flat=True)
    )


def test_the_first_word_makes_a_silent_report_a_draft_and_no_journal_entry(opened):
    report, entries = opened.report("so-yt"), Entry.objects.count()
    (outcome,) = save(report, Sent("results", "Đã tổ chức 12 đợt khám."))
    assert (outcome.outcome, outcome.version) == ("saved", 1)
    report.refresh_from_db()
    assert report.state == Report.State.DRAFT
    assert [m.act for m in report.moves.all()] == ["begin"]
    assert Entry.objects.count() == entries


def test_the_same_change_sent_twice_is_one(opened):
    report, key = opened.report("so-yt"), uuid.uuid4()
    save(report, Sent("results", "một", key=key))
    save(report, Sent("results", "hai", key=uuid.uuid4()))
    (again,) = save(report, Sent("results", "một", key=key))
    assert again.outcome == "duplicate"
    assert texts(report, "results") == ["một", "hai"]
    assert Change.objects.count() == 2


def test_the_same_key_twice_in_one_batch_is_one(opened):
    report, key = opened.report("so-yt"), uuid.uuid4()
    outcomes = save(report, Sent("results", "một", key=key), Sent("results", "một", key=key))
    assert [o.outcome for o in outcomes] == ["saved", "duplicate"]
    assert texts(report, "results") == ["một"]


def test_an_unchanged_text_makes_no_version(opened):
    report = opened.report("so-yt")
    save(report, Sent("results", "một"))
    (outcome,) = save(report, Sent("results", " một \r\n"))
    assert (outcome.outcome, outcome.version) == ("saved", 1)
    assert texts(report, "results") == ["một"]


def test_several_words_of_one_field_in_one_batch_are_versions_and_the_last_stands(opened):
    report = opened.report("so-yt")
    outcomes = save(report, *(Sent("lacks", text) for text in ("a", "ab", "abc")))
    assert [o.version for o in outcomes] == [1, 2, 3]
    assert texts(report, "lacks") == ["a", "ab", "abc"]
    assert Answer.objects.get(report=report, is_latest=True).text == "abc"


def test_figures_are_observations_and_stand_only_there(opened):
    report = opened.report("so-yt")
    outcomes = save(report, Sent("f:hoc-vien:own::F", "1.234", "final"), Sent("f:cuoc:own::_T", "0"))
    assert [(o.outcome, o.value) for o in outcomes] == [("saved", "1.234"), ("saved", "0")]
    kept = Observation.objects.get(indicator__code="hoc-vien")
    assert (kept.value, kept.sex, kept.is_draft, kept.is_official) == (1234, "F", True, False)
    assert not Answer.objects.exists()


def test_five_answers_are_five(opened):
    report = opened.report("so-yt")
    cell = "f:cuoc:own::_T"
    for sent, kept in (
        (Sent(cell, "0", "final"), (0, "final")),
        (Sent(cell, "", "not-applicable"), (None, "not-applicable")),
        (Sent(cell, "", "not-our-function", "việc của Sở Thông tin"), (None, "not-our-function")),
        (Sent(cell, "", "no-data-yet"), (None, "no-data-yet")),
        (Sent(cell, "12", "estimate"), (12, "estimate")),
        (Sent(cell, "", "final"), (None, "")),
    ):
        (outcome,) = save(report, sent)
        assert outcome.outcome == "saved", outcome
        latest = Observation.objects.get(is_latest=True)
        assert (latest.value, latest.status) == kept


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (Sent("f:cuoc:own::_T", "-3"), ""),
        (Sent("f:cuoc:own::_T", "mười hai"), ""),
        (Sent("f:cuoc:own::_T", "1.234,5"), ""),
        (Sent("f:cuoc:own::_T", "=1+1"), ""),
        (Sent("f:cuoc:own::_T", "", "not-our-function"), ""),
        (Sent("f:khong-co:own::_T", "1"), "không có ô"),
        (Sent("f:hoc-vien:all::F", "1"), "không có ô"),
        (Sent("work:999999:state", "done"), "không có ô"),
        (Sent("nonsense", "1"), "không có ô"),
        (Sent("results", "x" * 20001), "20001"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_a_sentence_and_the_rest_is_saved(opened, sent, words):
    report = opened.report("so-yt")
    bad, good = save(report, sent, Sent("next", "Tiếp tục."))
    assert (bad.outcome, good.outcome) == ("refused", "saved")
    assert bad.message
    assert words in bad.message
    assert not Observation.objects.exists()
    assert not texts(report, sent.field)


def test_more_women_than_all_are_refused(opened):
    report = opened.report("so-yt")
    save(report, Sent("f:hoc-vien:own::_T", "20"))
    (outcome,) = save(report, Sent("f:hoc-vien:own::F", "21"))
    assert outcome.outcome == "refused"
    assert "21" in outcome.message


def test_a_state_is_one_of_four(opened):
    report, item = opened.report("so-yt"), opened.items[1]
    bad, good = save(
        report, Sent(f"work:{item.pk}:state", "gần xong"), Sent(f"work:{item.pk}:state", "did_not_arise")
    )
    assert (bad.outcome, good.outcome) == ("refused", "saved")


def test_a_work_item_of_another_unit_is_not_ours(opened):
    (outcome,) = save(opened.report("so-yt"), Sent(f"work:{opened.items[0].pk}:state", "done"))
    assert outcome.outcome == "refused"


def test_who_typed_last_wins_and_both_versions_are_kept(opened):
    report, now = opened.report("so-yt"), timezone.now()
    save(report, Sent("results", "bản đầu", base=0))
    save(report, Sent("results", "trưởng phòng sửa", base=1, typed_at=now), by="Phạm Thị Giám Đốc (giamdoc)")
    an_hour_ago = now - datetime.timedelta(hours=1)
    (outcome,) = save(report, Sent("results", "gõ khi mất mạng", base=1, typed_at=an_hour_ago))
    assert (outcome.outcome, outcome.version, outcome.value) == ("kept", 4, "trưởng phòng sửa")
    assert "Phạm Thị Giám Đốc" in outcome.message
    assert texts(report, "results") == ["bản đầu", "trưởng phòng sửa", "gõ khi mất mạng", "trưởng phòng sửa"]
    last = Answer.objects.get(report=report, is_latest=True)
    assert last.recorded_by == "Phạm Thị Giám Đốc (giamdoc)"


def test_who_writes_over_another_unseen_is_told(opened):
    report, now = opened.report("so-yt"), timezone.now()
    save(report, Sent("results", "một", base=0), by="Người Khác")
    (outcome,) = save(report, Sent("results", "hai", base=0, typed_at=now + datetime.timedelta(minutes=1)))
    assert (outcome.outcome, outcome.over) == ("saved", "Người Khác")


def test_of_figures_too_who_typed_last_wins(opened):
    report, now, cell = opened.report("so-yt"), timezone.now(), "f:cuoc:own::_T"
    save(report, Sent(cell, "5", base=0))
    save(report, Sent(cell, "7", base=1), by="Người Khác")
    (outcome,) = save(report, Sent(cell, "6", base=1, typed_at=now - datetime.timedelta(hours=1)))
    assert (outcome.outcome, outcome.value) == ("kept", "7")
    values = Observation.objects.order_by("version").values_list("value", "recorded_by")
    assert list(values) == [(5, BY), (7, "Người Khác"), (6, BY), (7, "Người Khác")]


def test_nothing_is_written_once_it_waits_for_the_head(opened, cast):
    report = opened.report("so-yt")
    save(report, Sent("results", "xong"))
    actions.submit(report, actor=cast.people["officer"])
    with pytest.raises(Refused):
        save(report, Sent("results", "sửa"))


def test_a_change_costs_few_statements_whatever_their_number(opened, django_assert_max_num_queries):
    report, item = opened.report("so-yt"), opened.items[1]
    changes = [Sent(f"proposal:{n}:text", f"Đề nghị số {n}", key=uuid.uuid4()) for n in range(1, 13)]
    changes += [Sent(f"work:{item.pk}:words", "đã làm", key=uuid.uuid4()), Sent("f:cuoc:own::_T", "3")]
    with django_assert_max_num_queries(35):
        save(report, *changes)
