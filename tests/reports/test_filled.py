"""A report that is already filled: figures and words stand in it out of the unit's own records, until somebody writes
over them; what is sent is kept, and what the records say later is seen beside it."""

import datetime

import pytest

from chithi.figures.models import Indicator, Observation
from chithi.journal.actions import Operator
from chithi.records import inspections
from chithi.records.activities import REGISTER, Activity
from chithi.reports import actions
from chithi.reports.changes import Sent
from chithi.reports.content import content_of
from chithi.reports.models import Answer, Cycle, Report
from chithi.reports.moves import Refused
from chithi.sheets import record_actions

CODE = "gender-training-participants"
F, M, T = (f"f:{CODE}:own::{sex}" for sex in ("F", "M", "_T"))
EMPTY = {name: field.empty for name, field in REGISTER.fields.items()}
BY = "Lê Văn Cán Bộ"


@pytest.fixture
def filled(opened, cast):
    """The round with the indicator that workshops feed; ``hold`` adds a workshop of the health department."""
    Indicator.objects.create(
        code=CODE, order=9, title_vi="Lượt người dự tập huấn", title_en="Attendances", unit_vi="lượt người",
        unit_en="attendances", kind="flow", by_sex=True, derived=True, asked=["department"],
    )  # fmt: skip
    opened.unit = cast.units["so-yt"]
    return opened


def hold(round_, day=datetime.date(2024, 3, 5), added=datetime.date(2024, 3, 6), **more):
    values = {
        **EMPTY,
        "title": "Tập huấn bình đẳng giới",
        "kind": "training",
        "unit": round_.unit.pk,
        "day": day,
    }
    one = record_actions.add_record(REGISTER, {**values, **more}, actor=Operator())
    Activity.objects.filter(pk=one.pk).update(added_on=added)
    return one


def shown(round_):
    fields = content_of(round_.report("so-yt")).fields
    return {sex: fields[code].value for sex, code in (("F", F), ("M", M), ("_T", T))}


def official(round_, sex="F"):
    row = Observation.objects.filter(
        indicator__code=CODE, unit=round_.unit, sex=sex, breakdown="", is_official=True
    ).first()
    return row and (row.value, row.origin)


def test_figures_stand_in_the_report_before_anybody_typed(filled):
    hold(filled, female=10, male=3)
    hold(filled, female=1, unsplit=7)
    assert shown(filled) == {"F": "11", "M": "3", "_T": "21"}
    assert not Observation.objects.exists()


def test_they_follow_the_records_until_the_head_sends(filled, cast):
    one = hold(filled, female=10)
    assert shown(filled)["F"] == "10"
    record_actions.change_record(REGISTER, one.pk, {"female": 12}, actor=Operator())
    assert shown(filled)["F"] == "12"
    actions.approve_and_send(filled.report("so-yt"), actor=cast.people["head"])
    assert official(filled) == (12, "records")
    record_actions.change_record(REGISTER, one.pk, {"female": 40}, actor=Operator())
    assert shown(filled)["F"] == "12"
    assert official(filled) == (12, "records")


def test_people_not_counted_by_sex_stay_unsplit_in_what_is_sent(filled, cast):
    hold(filled, female=10, male=3, unsplit=7)
    actions.approve_and_send(filled.report("so-yt"), actor=cast.people["head"])
    assert [official(filled, sex) for sex in ("F", "M", "_T")] == [
        (10, "records"),
        (3, "records"),
        (20, "records"),
    ]


def test_age_groups_are_sent_along(filled, cast):
    hold(filled, female_16_30=10)
    actions.approve_and_send(filled.report("so-yt"), actor=cast.people["head"])
    ages = Observation.objects.filter(indicator__code=CODE, breakdown="age=16-30", is_official=True)
    assert [row.value for row in ages] == [10]


def test_a_figure_typed_over_them_needs_a_reason_before_it_leaves(filled, cast):
    hold(filled, female=10)
    report = filled.report("so-yt")
    actions.save_changes(report, [Sent(F, "15", "final")], by=BY)
    with pytest.raises(Refused, match="Lượt người dự tập huấn"):
        actions.submit(filled.report("so-yt"), actor=cast.people["officer"])
    row = next(r for r in content_of(filled.report("so-yt")).figures if r.indicator.code == CODE)
    assert [(cell.value, cell.proposed) for _name, cell in row.differing] == [("15", "10")]
    actions.save_changes(report, [Sent(F, "15", "final", "Thêm một lớp chưa ghi sổ")], by=BY)
    actions.approve_and_send(filled.report("so-yt"), actor=cast.people["head"])
    assert official(filled) == (15, "typed")


def test_an_emptied_cell_and_the_same_number_take_that_of_the_records_again(filled, cast):
    hold(filled, female=10)
    report = filled.report("so-yt")
    for typed in ("", "10"):
        actions.save_changes(report, [Sent(F, "15", "final", "lý do")], by=BY)
        (outcome,) = actions.save_changes(report, [Sent(F, typed, "final", "lý do")], by=BY)
        assert (outcome.outcome, outcome.value) == ("saved", "10")
        assert shown(filled)["F"] == "10"
    hold(filled, female=1)
    assert shown(filled)["F"] == "11"


def test_a_record_added_after_the_cut_off_is_not_in_this_report(filled):
    hold(filled, female=10)
    hold(filled, female=500, added=datetime.date(2024, 11, 1))
    assert shown(filled)["F"] == "10"


def test_words_are_proposed_from_the_records_with_a_link_and_become_answers_when_sent(filled, cast):
    item = filled.items[1]
    hold(filled, female=10, male=2, work_items=(item.pk,))
    hold(filled, day=datetime.date(2024, 5, 1), kind="communication", title="Truyền thông", female=5)
    content = content_of(filled.report("so-yt"))
    words = content.fields[f"work:{item.pk}:words"]
    assert words.value == (
        "Đã tổ chức 01 lớp tập huấn với 12 lượt người dự, trong đó 10 lượt nữ, gồm: "
        "Tập huấn bình đẳng giới (05/03/2024)."
    )
    assert (words.told.records, words.told.url) == (
        1,
        f"/reports/{filled.report('so-yt').pk}/records/?field=work%3A{item.pk}%3Awords",
    )
    assert "01 lớp tập huấn, 01 cuộc tuyên truyền, truyền thông" in content.words["results"].value
    assert not Answer.objects.exists()
    actions.save_changes(filled.report("so-yt"), [Sent("results", "Viết khác.")], by=BY)
    actions.approve_and_send(filled.report("so-yt"), actor=cast.people["head"])
    said = dict(Answer.objects.filter(is_official=True).values_list("field", "text"))
    assert said == {f"work:{item.pk}:words": words.value, "results": "Viết khác."}


def test_a_report_without_records_is_sent_as_before(filled, cast):
    with pytest.raises(Refused):  # it says nothing at all
        actions.approve_and_send(filled.report("so-yt"), actor=cast.people["head"])
    actions.save_changes(filled.report("so-yt"), [Sent("results", "Không phát sinh.")], by=BY)
    actions.approve_and_send(filled.report("so-yt"), actor=cast.people["head"])
    assert not Observation.objects.exists()
    assert Report.objects.get(pk=filled.report("so-yt").pk).state == Report.State.APPROVED


def test_the_page_shows_where_a_filled_figure_comes_from(filled, cast, sign_in):
    one = hold(filled, female=10)
    client = sign_in(cast.people["officer"])
    page = client.get(f"/reports/{filled.report('so-yt').pk}/").content.decode()
    address = f"/figures/{CODE}/2024/records/?unit=so-yt&amp;scope=own"
    assert address in page
    records = client.get(address.replace("&amp;", "&")).content.decode()
    assert f"/registers/activities/{one.pk}/" in records


def test_a_record_says_what_it_counts_for_and_when_it_came_too_late(filled, cast, sign_in):
    one, late = hold(filled, female=10), hold(filled, female=1, added=datetime.date(2024, 11, 1))
    client = sign_in(cast.people["officer"])
    notes = [client.get(f"/registers/activities/{r.pk}/").context["notes"] for r in (one, late)]
    assert [n.url for n in notes[0]] == [f"/figures/{CODE}/2024/?unit=so-yt"]
    assert "01/11/2024" in notes[1][0].text
    assert [n.url for n in notes[1][1:]] == [f"/figures/{CODE}/2025/?unit=so-yt"]


def test_where_a_typed_figure_comes_from_shows_both_and_the_reason(filled, cast, sign_in):
    hold(filled, female=10)
    report = filled.report("so-yt")
    actions.save_changes(report, [Sent(F, "15", "final", "Thêm một lớp chưa ghi sổ")], by=BY)
    actions.approve_and_send(report, actor=cast.people["head"])
    page = sign_in(cast.people["focal"]).get(f"/figures/{CODE}/2024/?unit=so-yt").content.decode()
    assert "Thêm một lớp chưa ghi sổ" in page
    assert "sổ theo dõi hiện có: 10" in page


@pytest.mark.parametrize(
    ("field", "value", "status"), [(T, "99", "final"), (F, "", "not-applicable"), (T, "", "not-our-function")]
)
def test_no_way_of_answering_otherwise_leaves_without_a_reason(filled, cast, field, value, status):
    """A total alone and an answer without a number differ from the registers as much as another number."""
    hold(filled, female=10, male=3)
    reason = "không thuộc chức năng" if status == "not-our-function" else ""
    actions.save_changes(filled.report("so-yt"), [Sent(field, value, status, reason)], by=BY)
    row = next(r for r in content_of(filled.report("so-yt")).figures if r.indicator.code == CODE)
    assert len(row.differing) == 1
    if reason:
        return
    with pytest.raises(Refused):
        actions.approve_and_send(filled.report("so-yt"), actor=cast.people["head"])


def test_a_total_typed_over_them_stands_alone(filled, cast):
    hold(filled, female_16_30=10, male=3)
    sent = [Sent(T, "99", "final", "gồm cả lớp chưa ghi sổ")]
    actions.save_changes(filled.report("so-yt"), sent, by=BY)
    assert shown(filled) == {"F": "", "M": "", "_T": "99"}
    actions.approve_and_send(filled.report("so-yt"), actor=cast.people["head"])
    assert official(filled, "_T") == (99, "typed")
    assert not Observation.objects.filter(is_official=True).exclude(sex="_T").exists()


def test_the_total_of_the_registers_typed_again_is_theirs(filled):
    hold(filled, female=10, male=3)
    (outcome,) = actions.save_changes(filled.report("so-yt"), [Sent(T, "13", "final")], by=BY)
    assert (outcome.outcome, shown(filled)) == ("saved", {"F": "10", "M": "3", "_T": ""})


def behind(client, address):
    """The titles of the records to which a link of the report leads."""
    sources = client.get(address).context["sources"]
    return {line.cells[0][1] for source in sources for line in source.page.lines}


def test_the_links_lead_to_the_very_records_that_are_counted(filled, cast, sign_in):
    """With a round before: what was added after its data were closed counts now, by whatever day it was held."""
    of_2023 = {"period_from": datetime.date(2023, 1, 1), "period_to": datetime.date(2023, 12, 31)}
    closed = {"cutoff": datetime.date(2023, 10, 31), "due": datetime.date(2023, 11, 14)}
    Cycle.objects.create(plan=filled.plan, year=2023, state="closed", **of_2023, **closed)
    item = filled.items[1]
    last_year, at_once, late = (datetime.date(2023, m, 5) for m in (6, 7, 12))
    too_late = datetime.date(2024, 11, 1)
    hold(filled, title="Của năm trước", female=1, day=last_year, added=at_once, work_items=(item.pk,))
    hold(filled, title="Chuyển sang", female=2, day=last_year, added=late, work_items=(item.pk,))
    hold(filled, title="Của năm nay", female=4)
    hold(filled, title="Sang năm sau", female=8, added=too_late, work_items=(item.pk,))
    hold(
        filled,
        title="Của đơn vị khác",
        female=16,
        unit=cast.units["so-ld"].pk,
        co_organisers=(filled.unit.pk,),
    )
    inspect(filled, cast, title="Kiểm tra cuối năm trước", day=last_year, concluded=datetime.date(2024, 1, 9))
    inspect(filled, cast, title="Chưa kết luận")
    content = content_of(filled.report("so-yt"))
    client = sign_in(cast.people["officer"])
    results, words = content.words["results"].told, content.fields[f"work:{item.pk}:words"].told
    assert results.records == 3
    assert behind(client, results.url) == {"Chuyển sang", "Của năm nay", "Kiểm tra cuối năm trước"}
    assert words.records == 1
    assert behind(client, words.url) == {"Chuyển sang"}
    row = next(r for r in content.figures if r.indicator.code == CODE)
    assert (row.cells[0].value, row.records) == ("6", 2)
    assert behind(client, row.records_address) == {"Chuyển sang", "Của năm nay"}
    page = client.get(f"/reports/{filled.report('so-yt').pk}/").content.decode()
    assert results.url in page


@pytest.mark.parametrize("field", ["", "lacks", "work:999:words", "work:x:words", "proposal:1:text", "f:x"])
def test_a_field_without_words_of_records_has_no_page_of_them(filled, cast, sign_in, field):
    client = sign_in(cast.people["officer"])
    address = f"/reports/{filled.report('so-yt').pk}/records/"
    assert client.get(address, {"field": field}).status_code == 404


def test_proposed_words_that_are_emptied_do_not_come_back(filled, cast):
    hold(filled, female=10)
    report = filled.report("so-yt")
    actions.save_changes(report, [Sent("results", " "), Sent("lacks", "")], by=BY)
    assert content_of(filled.report("so-yt")).words["results"].value == ""
    assert list(Answer.objects.values_list("field", "text")) == [("results", "")]
    actions.approve_and_send(report, actor=cast.people["head"])
    assert not Answer.objects.exclude(text="").exists()


def inspect(round_, cast, concluded=None, day=datetime.date(2024, 4, 2), **more):
    empty = {name: field.empty for name, field in inspections.REGISTER.fields.items()}
    values = {**empty, "kind": "inspection", "unit": round_.unit.pk, "day": day, "concluded_on": concluded}
    values |= {"inspected": cast.units["huyen-a"].pk, **more}
    one = record_actions.add_record(inspections.REGISTER, values, actor=Operator())
    inspections.Inspection.objects.filter(pk=one.pk).update(added_on=concluded or day)


def test_inspections_that_were_concluded_are_told_too(filled, cast):
    inspect(filled, cast, title="Kiểm tra trạm y tế", concluded=datetime.date(2024, 4, 2))
    inspect(filled, cast, title="Chưa kết luận")
    words = content_of(filled.report("so-yt")).words["results"].value
    assert words == "Đã kiểm tra, giám sát 01 cuộc, gồm: Kiểm tra trạm y tế (02/04/2024)."
