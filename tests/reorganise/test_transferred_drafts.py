"""A function transferred in an open round: what was drafted of it is offered to whoever has it now, and is not sent
unseen by the unit that is no longer asked."""

import datetime

import pytest

from chithi.figures.actions import CellChange, release, write_cells
from chithi.figures.cells import CellKey
from chithi.figures.models import Collector, Indicator, Observation
from chithi.journal.actions import Operator
from chithi.papers.text import render as text_of
from chithi.reorganise.actions import undo
from chithi.reports import actions
from chithi.reports.changes import Sent
from chithi.reports.content import content_of
from chithi.reports.handover import beside
from chithi.reports.models import Answer
from chithi.reports.moves import Refused as Refusal
from chithi.reports.paper import paper_of
from chithi.reports.taking import take_over
from chithi.units.actions import Refused, create_unit
from chithi.units.timeline import Facts
from tests.cast import LONG_AGO, make_person
from tests.reorganise.test_reports import do, weigh
from tests.reports.builders import make_round

DAY = datetime.date(2024, 11, 12)
CELLS = {"f:tro-giup:own::F": "30", "f:tro-giup:own::M": "12"}
TRANSFER = "2024-11-12,9/QĐ,transfer,so-yt,so-ld,,tro-giup"


@pytest.fixture
def drafted(cast):
    """The health department alone is asked how many got legal aid, and drafted it; last year it sent 25 and 9."""
    round_ = make_round(cast)
    made = Indicator.objects.create(
        code="tro-giup", order=9, title_vi="Số người được trợ giúp pháp lý", title_en="Legal aid", unit_vi="người",
        unit_en="people", kind="flow", by_sex=True, asked=[],
    )  # fmt: skip
    Collector.objects.create(indicator=made, unit=cast.units["so-yt"], valid_from=LONG_AGO)
    unit = cast.units["so-yt"].pk
    cells = [
        CellChange(CellKey(made.pk, "own", "", "", sex), value, "final")
        for sex, value in (("F", "25"), ("M", "9"))
    ]
    write_cells(unit, "2023", cells, by="Cán bộ", origin="typed")
    release(unit, "2023")
    write(round_.report("so-yt"), **CELLS)
    cast.people["receiver"] = make_person("nhan", "Trần Văn Nhận", cast.units["so-ld"], "unit_officer")
    return round_


def write(report, **fields):
    actions.save_changes(report, [Sent(field, text) for field, text in fields.items()], by="Cán bộ")


def row_of(report, code="tro-giup"):
    return next((row for row in content_of(report).figures if row.indicator.code == code), None)


def given_to(report):
    return {(p.before.name, g.name): g for p in beside(content_of(report)) for g in p.given}


def standing(unit):
    rows = Observation.objects.filter(
        indicator__code="tro-giup", unit__key=unit, period="2024", is_latest=True
    )
    return {row.sex: (row.value, row.is_official) for row in rows}


def test_the_preview_names_the_drafts_that_pass(drafted):
    (moved,) = [m for m in weigh(TRANSFER).moved if "đang soạn" in m.title]
    (line,) = moved.lines
    assert line.startswith("Sở Y tế → Sở Lao động - Thương binh và Xã hội: Số người được trợ giúp pháp lý")
    assert "Nữ 30, Nam 12" in line


def test_the_receiver_is_offered_what_was_drafted_and_takes_it_over(drafted, cast, sign_in):
    do(TRANSFER)
    giver, receiver = drafted.report("so-yt"), drafted.report("so-ld")
    client = sign_in(cast.people["receiver"])
    shown = client.get(f"/reports/{receiver.pk}/").content.decode()
    assert "Nhận bàn giao" in shown
    assert "Nữ 30, Nam 12" in shown
    assert "Sở Y tế" in shown
    assert client.get(f"/reports/{giver.pk}/").status_code == 404  # the rest of it is none of theirs
    answer = client.post(f"/reports/{receiver.pk}/take/{giver.pk}/", {"take": "f:tro-giup:own"})
    assert answer.status_code == 302
    assert standing("so-ld") == {"F": (30, False), "M": (12, False)}
    assert (
        "lấy từ báo cáo của Sở Y tế"
        in client.get(f"/reports/{receiver.pk}/history/", {"field": "f:tro-giup:own::F"}).content.decode()
    )
    assert take_over(receiver, giver.pk, "", actor=Operator()).count == 0


def test_nothing_else_of_that_report_is_offered(drafted):
    write(drafted.report("so-yt"), results="Đã làm", **{"f:cuoc:own::_T": "7"})
    do(TRANSFER)
    assert [name for _unit, name in given_to(drafted.report("so-ld"))] == ["f:tro-giup:own"]
    assert given_to(drafted.report("hlhpn")) == {}
    with pytest.raises(Refusal):
        take_over(drafted.report("so-ld"), drafted.report("so-yt").pk, "results", actor=Operator())


def test_the_giving_unit_sees_it_and_does_not_send_it(drafted, cast, sign_in):
    write(drafted.report("so-yt"), **{"f:cuoc:own::_T": "7"})
    do(TRANSFER)
    giver = drafted.report("so-yt")
    assert row_of(giver) is None
    shown = sign_in(cast.people["head"]).get(f"/reports/{giver.pk}/").content.decode()
    assert "Không còn hỏi đơn vị" in shown
    assert "Nữ 30, Nam 12" in shown
    assert "Sở Lao động - Thương binh và Xã hội" in shown
    actions.approve_and_send(giver, actor=cast.people["head"])
    assert standing("so-yt") == {"F": (30, False), "M": (12, False)}
    assert Observation.objects.get(indicator__code="cuoc", unit__key="so-yt").is_official
    take_over(drafted.report("so-ld"), giver.pk, "", actor=Operator())
    assert standing("so-ld") == {"F": (30, False), "M": (12, False)}


def test_last_year_is_that_of_the_unit_which_had_it_whole(drafted):
    do(TRANSFER)
    (line,) = row_of(drafted.report("so-ld")).lines
    assert [cell.last for cell in line.cells] == ["25", "9", ""]
    assert line.last_sum == "34"


def test_with_the_giving_unit_merged_into_a_third_one_it_still_reaches_the_receiver(drafted, cast, sign_in):
    third = create_unit(Facts("Sở Sức khỏe", "department", "tinh"), DAY, actor=Operator(), key="so-moi")
    cast.people["third"] = make_person("canbothuba", "Hồ Thị Ba", third, "unit_officer")
    write(drafted.report("so-yt"), results="Đã làm")
    do("2024-11-12,9/QĐ,merge,so-yt,so-moi,,", TRANSFER)
    source, receiver, merged = (drafted.report(key) for key in ("so-yt", "so-ld", "so-moi"))
    assert [name for _unit, name in given_to(receiver)] == ["f:tro-giup:own"]
    assert [given.name for given in given_to(merged).values()] == ["results"]
    client = sign_in(cast.people["third"])
    assert (
        "chuyển cho Sở Lao động - Thương binh và Xã hội"
        in client.get(f"/reports/{merged.pk}/").content.decode()
    )
    assert "Nữ 30, Nam 12" in client.get(f"/reports/{source.pk}/").content.decode()
    assert (
        "Nữ 30, Nam 12" in sign_in(cast.people["receiver"]).get(f"/reports/{receiver.pk}/").content.decode()
    )
    assert take_over(receiver, source.pk, "", actor=Operator()).count == 1
    assert take_over(merged, source.pk, "", actor=Operator()).count == 1
    assert standing("so-ld") == {"F": (30, False), "M": (12, False)}
    assert standing("so-moi") == {}


def test_after_a_merger_the_transfer_still_reaches_back_to_the_first_unit(drafted):
    create_unit(
        Facts("Sở Sức khỏe", "department", "tinh"), datetime.date(2024, 11, 1), actor=Operator(), key="so-moi"
    )
    do("2024-11-11,8/QĐ,merge,so-yt,so-moi,,")
    assert [name for _unit, name in given_to(drafted.report("so-moi"))] == ["f:tro-giup:own"]
    found = weigh("2024-11-12,9/QĐ,transfer,so-moi,so-ld,,tro-giup")
    (moved,) = [m for m in found.moved if "đang soạn" in m.title]
    assert len(moved.lines) == 1
    do("2024-11-12,9/QĐ,transfer,so-moi,so-ld,,tro-giup")
    assert given_to(drafted.report("so-moi")) == {}
    assert list(given_to(drafted.report("so-ld"))) == [("Sở Y tế", "f:tro-giup:own")]


def test_an_answer_to_a_task_passes_with_its_clause(drafted, cast, sign_in):
    item = drafted.items[1]
    state, words = f"work:{item.pk}:state", f"work:{item.pk}:words"
    write(drafted.report("so-yt"), **{state: "under_way", words: "Đã khám 300 lượt", "results": "Khác"})
    row = "2024-11-12,9/QĐ,transfer,so-yt,so-ld,,ke-hoach/III.2"
    (moved,) = [m for m in weigh(row).moved if "đang soạn" in m.title]
    assert "III.2" in moved.lines[0]
    do(row)
    giver, receiver = drafted.report("so-yt"), drafted.report("so-ld")
    assert {name for _unit, name in given_to(receiver)} == {state, words}
    shown = sign_in(cast.people["head"]).get(f"/reports/{giver.pk}/").content.decode()
    assert "Không còn hỏi đơn vị" in shown
    take_over(receiver, giver.pk, words, actor=Operator())
    assert Answer.objects.get(report=receiver, field=words).text == "Đã khám 300 lượt"
    actions.approve_and_send(
        giver, actor=cast.people["head"]
    )  # it is shown to the head, and counts as the unit's
    assert "đã gửi" in given_to(receiver)["Sở Y tế", state].note


def test_a_register_or_an_indicator_that_its_kind_is_asked_anyway_stays(drafted):
    write(drafted.report("so-yt"), **{"f:cuoc:own::_T": "7"})
    do("2024-11-12,9/QĐ,transfer,so-yt,so-ld,,cuoc")
    assert row_of(drafted.report("so-yt"), "cuoc") is not None
    assert given_to(drafted.report("so-ld")) == {}
    actions.approve_and_send(drafted.report("so-yt"), actor=Operator())
    assert Observation.objects.get(indicator__code="cuoc", is_official=True).value == 7


def test_undoing_is_refused_once_it_was_taken_over(drafted):
    item = drafted.items[1]
    words = f"work:{item.pk}:words"
    write(drafted.report("so-yt"), **{words: "Đã khám 300 lượt"})
    made = do("2024-11-12,9/QĐ,transfer,so-yt,so-ld,,ke-hoach/III.2")
    undo(made, actor=Operator(), reason="Nhập nhầm")
    assert given_to(drafted.report("so-ld")) == {}
    made = do("2024-11-12,9/QĐ,transfer,so-yt,so-ld,,ke-hoach/III.2")
    take_over(drafted.report("so-ld"), drafted.report("so-yt").pk, "", actor=Operator())
    with pytest.raises(Refused):
        undo(made, actor=Operator(), reason="Nhập nhầm")


def test_undone_the_giving_unit_sends_it_as_before(drafted, cast):
    made = do(TRANSFER)
    undo(made, actor=Operator(), reason="Nhập nhầm")
    assert row_of(drafted.report("so-yt")) is not None
    actions.approve_and_send(drafted.report("so-yt"), actor=cast.people["head"])
    assert standing("so-yt") == {"F": (30, True), "M": (12, True)}


def test_what_was_sent_before_is_offered_with_a_word(drafted):
    actions.approve_and_send(drafted.report("so-yt"), actor=Operator())
    do(TRANSFER)
    given = given_to(drafted.report("so-ld"))["Sở Y tế", "f:tro-giup:own"]
    assert given.waits
    assert "đã gửi" in given.hint


def test_the_paper_goes_on_with_no_report_of_which_only_a_figure_came(drafted):
    do(TRANSFER)
    assert "tiếp nối" not in text_of(paper_of(content_of(drafted.report("so-ld")), "Thử Nghiệm"))
    assert release(drafted.report("so-ld").unit_id, "2024", indicators=[]) == 0


def test_the_form_asks_the_database_a_bounded_number_of_times(
    drafted, cast, sign_in, django_assert_max_num_queries
):
    do(TRANSFER)
    for who, key in (("receiver", "so-ld"), ("officer", "so-yt")):
        client, address = sign_in(cast.people[who]), f"/reports/{drafted.report(key).pk}/"
        with django_assert_max_num_queries(29):
            assert client.get(address).status_code == 200
