"""A record changed after its report was accepted raises a numbered correction; the accepted figure stays until the
focal officer decides."""

import pytest

from chithi.journal.actions import ACTIONS
from chithi.journal.models import Entry
from chithi.records.activities import REGISTER
from chithi.reports import actions, corrections
from chithi.reports.models import Correction
from chithi.reports.moves import Refused
from chithi.sheets import record_actions
from chithi.sheets.loading import LOADERS, load
from tests.reports.test_filled import CODE, filled, hold, official, shown  # noqa: F401 - the fixture


@pytest.fixture
def accepted(filled, cast):  # noqa: F811
    """A report of 10 women that was sent and accepted; ``filled.held`` is its record."""
    filled.held = hold(filled, female=10, male=1)
    actions.approve_and_send(filled.report("so-yt"), actor=cast.people["head"])
    actions.accept(filled.report("so-yt"), actor=cast.people["focal"])
    return filled


def change(round_, cast, **values):
    record_actions.change_record(REGISTER, round_.held.pk, values, actor=cast.people["officer"])


def rows():
    return list(Correction.objects.order_by("number").values_list("number", "sex", "was", "now", "state"))


def test_a_changed_record_raises_a_numbered_correction_in_the_same_entry(accepted, cast):
    entries = Entry.objects.count()
    change(accepted, cast, female=12)
    assert rows() == [(1, "F", 10, 12, "open")]
    assert Entry.objects.count() == entries + 1
    assert official(accepted) == (10, "records")
    assert shown(accepted)["F"] == "10"


def test_a_second_change_overtakes_the_first_and_going_back_ends_it(accepted, cast):
    change(accepted, cast, female=12)
    change(accepted, cast, female=13)
    assert rows() == [(1, "F", 10, 12, "moot"), (2, "F", 10, 13, "open")]
    change(accepted, cast, female=10)
    assert [row[4] for row in rows()] == ["moot", "moot"]


def test_a_withdrawn_record_raises_one_for_each_cell(accepted, cast):
    record_actions.withdraw_record(REGISTER, accepted.held.pk, "nhầm", actor=cast.people["officer"])
    assert rows() == [(1, "F", 10, None, "open"), (2, "M", 1, None, "open")]


def test_nothing_is_raised_before_it_is_accepted_or_by_what_does_not_count(accepted, cast):
    change(accepted, cast, place="Nơi khác")
    assert rows() == []
    actions.reopen(accepted.report("so-yt"), {}, actor=cast.people["focal"], note="sửa")
    change(accepted, cast, female=12)
    assert rows() == []


def test_a_figure_that_was_typed_with_a_reason_is_nobodys_correction(filled, cast):  # noqa: F811
    from chithi.reports.changes import Sent

    filled.held = hold(filled, female=10)
    sent = [Sent(f"f:{CODE}:own::F", "15", "final", "lý do")]
    actions.save_changes(filled.report("so-yt"), sent, by="x")
    actions.approve_and_send(filled.report("so-yt"), actor=cast.people["head"])
    actions.accept(filled.report("so-yt"), actor=cast.people["focal"])
    change(filled, cast, female=12)
    assert rows() == []


def test_the_focal_officer_takes_it_over_and_the_figure_follows(accepted, cast, sign_in):
    change(accepted, cast, female_16_30=2, female=12)
    client = sign_in(cast.people["focal"])
    assert "#corrections" in client.get("/").content.decode()
    page = client.get(f"/reports/{accepted.report('so-yt').pk}/review/").content.decode()
    one = Correction.objects.get()
    assert f"/reports/corrections/{one.pk}/" in page
    client.post(f"/reports/corrections/{one.pk}/", {"act": "take"})
    assert official(accepted) == (14, "records")
    entries = Entry.objects.count()
    client.post(f"/reports/corrections/{one.pk}/", {"act": "take"})
    assert (Entry.objects.count(), rows()) == (entries, [(1, "F", 10, 14, "taken")])


def test_the_focal_officer_leaves_it_only_with_a_reason(accepted, cast):
    change(accepted, cast, female=12)
    with pytest.raises(Refused):
        corrections.decline(Correction.objects.get(), " ", actor=cast.people["focal"])
    corrections.decline(Correction.objects.get(), "Đã công bố", actor=cast.people["focal"])
    corrections.decline(Correction.objects.get(), "Đã công bố", actor=cast.people["focal"])
    assert (official(accepted), rows()) == ((10, "records"), [(1, "F", 10, 12, "declined")])
    with pytest.raises(Refused):
        corrections.take(Correction.objects.get(), actor=cast.people["focal"])


def test_the_unit_sees_its_correction_and_may_not_decide(accepted, cast, sign_in):
    change(accepted, cast, female=12)
    page = sign_in(cast.people["officer"]).get(f"/reports/{accepted.report('so-yt').pk}/").content.decode()
    assert 'id="corrections"' in page
    assert "/reports/corrections/" not in page


def test_both_acts_are_actions_of_the_house():
    assert {"reports.take_correction", "reports.decline_correction"} <= set(ACTIONS)


def test_a_declined_correction_does_not_come_back_with_another_write(accepted, cast):
    change(accepted, cast, female=12)
    corrections.decline(Correction.objects.get(), "Đã công bố", actor=cast.people["focal"])
    change(accepted, cast, place="Nơi khác")
    assert rows() == [(1, "F", 10, 12, "declined")]
    change(accepted, cast, female=14)
    assert rows()[1] == (2, "F", 10, 14, "open")


def test_what_changed_between_sending_and_accepting_is_raised_when_it_is_accepted(filled, cast):  # noqa: F811
    filled.held = hold(filled, female=10)
    actions.approve_and_send(filled.report("so-yt"), actor=cast.people["head"])
    change(filled, cast, female=11)
    assert rows() == []
    actions.accept(filled.report("so-yt"), actor=cast.people["focal"])
    assert rows() == [(1, "F", 10, 11, "open")]


def test_somebody_who_grew_older_is_a_correction_of_the_age_group(filled, cast):  # noqa: F811
    filled.held = hold(filled, female_16_30=5, female_31_59=5)
    actions.approve_and_send(filled.report("so-yt"), actor=cast.people["head"])
    actions.accept(filled.report("so-yt"), actor=cast.people["focal"])
    change(filled, cast, female_16_30=4, female_31_59=6)
    found = Correction.objects.order_by("breakdown").values_list("breakdown", "was", "now")
    assert list(found) == [("age=16-30", 5, 4), ("age=31-59", 5, 6)]


def test_nobody_is_told_of_an_indicator_the_unit_is_not_asked(accepted, cast):
    """A communication session feeds indicators of others kinds of unit too."""
    values = {"title": "Truyền thông", "kind": "communication", "unit": accepted.unit.pk, "female": 5}
    hold(accepted, **{k: v for k, v in values.items() if k != "unit"})
    assert rows() == []


def test_a_bulk_change_a_load_and_a_restored_record_raise_them_too(accepted, cast):
    officer = cast.people["officer"]
    record_actions.withdraw_record(REGISTER, accepted.held.pk, "nhầm", actor=officer)
    record_actions.restore_record(REGISTER, accepted.held.pk, actor=officer)
    assert {row[4] for row in rows()} == {"moot"}
    record_actions.change_records(REGISTER, [accepted.held.pk], {"kind": "education"}, actor=officer)
    assert [(row[1], row[3]) for row in rows() if row[4] == "open"] == [("F", None), ("M", None)]
    row = f"{accepted.held.pk},Tập huấn bình đẳng giới,training,so-yt,2024-03-05"
    table = f"id,title,kind,unit,day\n{row}\n".encode()
    assert load(LOADERS["activities"], table, "a.csv", actor=officer).changed == 1
    assert {row[4] for row in rows()} == {"moot"}
