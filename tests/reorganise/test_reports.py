"""What a reorganisation does with reports: handed over, asked of who follows, seen beside the own fields, undone."""

import datetime
import random

import pytest

from chithi.figures.models import Indicator, Observation
from chithi.figures.queries import roll_up
from chithi.journal.actions import Operator
from chithi.journal.models import Entry
from chithi.papers.text import render as text_of
from chithi.plans.models import Assignment
from chithi.reorganise.actions import carry_out, undo
from chithi.reorganise.loading import read
from chithi.reports import actions, extensions
from chithi.reports.calendar import report_dues
from chithi.reports.changes import Sent
from chithi.reports.content import content_of
from chithi.reports.handover import beside
from chithi.reports.models import Answer, Extension, Move, Remark, Report
from chithi.reports.moves import Refused as Refusal
from chithi.reports.paper import paper_of
from chithi.reports.reorganised import hand_over_due
from chithi.reports.taking import take_over
from chithi.shell.models import Installation
from chithi.steering import counts
from chithi.steering.compose import compose
from chithi.steering.explain import explain
from chithi.steering.gather import gather
from chithi.steering.letters import press_of
from chithi.steering.queries import addressees, options
from chithi.steering.queries import rows as rows_of
from chithi.units.actions import Refused, create_unit
from chithi.units.models import Unit
from chithi.units.queries import tree
from chithi.units.timeline import Facts
from tests.cast import make_person
from tests.reports.builders import make_round

DAY, BEFORE = datetime.date(2024, 11, 12), datetime.date(2024, 11, 11)
HEAD = "date,decision,change,from,to,share,function"
MERGER = (
    "2024-11-12,9/NQ-HĐND,merge,huyen-a,huyen-moi,,",
    "2024-11-12,9/NQ-HĐND,merge,huyen-b,huyen-moi,,",
)
CELL = "f:cuoc:all::_T"


@pytest.fixture
def opened(cast):
    """The round of the cast; the districts An Hòa and Bình Sơn are to become one on 12/11/2024, which is today."""
    round_ = make_round(cast)
    facts = Facts("Ủy ban nhân dân huyện Hòa Sơn", "district", "tinh")
    unit = cast.units["huyen-moi"] = create_unit(facts, DAY, actor=Operator(), key="huyen-moi")
    for place in (3, 5):
        Assignment.objects.create(work_item=round_.items[place], role="lead", name="Hòa Sơn", unit=unit)
    cast.people["new"] = make_person("canbomoi", "Ngô Thị Mới", unit, "unit_officer")
    return round_


def weigh(*rows):
    found = read("\n".join([HEAD, *rows]).encode(), "nghi-quyet.csv")
    assert [str(p) for p in found.table.problems] == []
    return found


def do(*rows):
    return carry_out(weigh(*rows).coming.rows, "nghi-quyet.csv", actor=Operator())


def write(report, **fields):
    actions.save_changes(
        report, [Sent(f.replace("__", ":"), text) for f, text in fields.items()], by="Cán bộ"
    )


def put(report, state, **more):
    Report.objects.filter(pk=report.pk).update(state=state, **more)


def rows(model):
    return list(model.objects.order_by("pk").values())


def test_what_was_not_sent_is_handed_over_and_the_successor_is_asked(opened, cast):
    write(opened.report("huyen-a"), results="Đã mở 2 lớp")
    do(*MERGER)
    a, b, new = (opened.report(key) for key in ("huyen-a", "huyen-b", "huyen-moi"))
    assert (a.state, a.handed_state, a.handed_on, a.handed_to) == (
        "handed_over",
        "draft",
        DAY,
        cast.units["huyen-moi"],
    )
    assert (b.state, b.handed_state) == ("handed_over", "silent")
    assert (new.state, new.asked_for) == ("silent", a)
    assert new.asked == 2 + 3 + 4
    assert Answer.objects.get(report=a).text == "Đã mở 2 lớp"
    last = a.moves.last()
    assert (last.act, last.old, last.new) == ("hand_over", "draft", "handed_over")
    assert "Hòa Sơn" in last.note


@pytest.mark.parametrize("state", ["silent", "draft", "submitted", "returned"])
def test_every_state_that_is_not_sent_is_handed_over(opened, state):
    put(opened.report("huyen-a"), state)
    do(*MERGER)
    assert opened.report("huyen-a").handed_state == state


@pytest.mark.parametrize("state", ["approved", "accepted"])
def test_what_was_sent_stays(opened, state):
    put(opened.report("huyen-a"), state, sent_on=BEFORE)
    before = Report.objects.filter(pk=opened.report("huyen-a").pk).values().get()
    do(*MERGER)
    assert Report.objects.filter(pk=opened.report("huyen-a").pk).values().get() == before
    assert opened.report("huyen-b").state == "handed_over"


def test_undone_every_report_is_as_it_was(opened, cast):
    report = opened.report("huyen-a")
    write(report, results="Đã mở 2 lớp", **{CELL.replace(":", "__"): "7"})
    asked = extensions.ask_extension(
        report, datetime.date(2024, 11, 20), "Mưa bão", actor=cast.people["district_officer"]
    )
    put(opened.report("huyen-b"), "returned")
    before = [rows(m) for m in (Report, Answer, Extension)]
    made = do(*MERGER)
    asked.refresh_from_db()
    assert asked.state == "lapsed"
    undo(made, actor=Operator(), reason="nhập nhầm")
    assert [rows(m) for m in (Report, Answer, Extension)] == before
    assert Move.objects.filter(report=report).last().act == "put_back"
    do(*MERGER)
    assert opened.report("huyen-a").state == "handed_over"
    assert opened.report("huyen-moi").asked_for == report


@pytest.mark.parametrize("what", ["words", "figure", "extension"])
def test_it_is_not_undone_once_the_successor_wrote(opened, cast, what):
    made = do(*MERGER)
    new = opened.report("huyen-moi")
    if what == "words":
        write(new, results="Của đơn vị mới")
    elif what == "figure":
        write(new, **{CELL.replace(":", "__"): "3"})
        Move.objects.filter(report=new).delete()
    else:
        extensions.ask_extension(new, datetime.date(2024, 11, 20), "Mới lập", actor=cast.people["new"])
    with pytest.raises(Refused, match="Hòa Sơn"):
        undo(made, actor=Operator(), reason="nhập nhầm")
    assert opened.report("huyen-a").state == "handed_over"


@pytest.mark.parametrize("seed", range(6))
def test_whatever_stood_there_undone_it_stands_there_again(opened, cast, seed):
    dice = random.Random(seed)
    for key in ("huyen-a", "huyen-b", "so-yt"):
        report = opened.report(key)
        scope = "own" if key == "so-yt" else "all"
        for field in ("results", "lacks", f"f:cuoc:{scope}::_T", f"f:hoc-vien:{scope}::F"):
            if dice.random() < 0.6:
                actions.save_changes(report, [Sent(field, str(dice.randrange(99)))], by="Cán bộ")
        if dice.random() < 0.4:
            extensions.ask_extension(report, datetime.date(2024, 11, 20), "Bão", actor=Operator())
        if dice.random() < 0.3:
            actions.approve_and_send(report, actor=Operator())
            if dice.random() < 0.5:
                actions.return_(report, {}, actor=Operator(), note="xem lại")
    tables = (Report, Answer, Observation, Extension, Remark)
    before = [rows(m) for m in tables]
    made = do(*MERGER[: dice.choice((1, 2))])
    assert rows(Report) != before[0]
    undo(made, actor=Operator(), reason="nhập nhầm")
    assert [rows(m) for m in tables] == before


def test_other_units_may_go_on_writing(opened):
    made = do(*MERGER)
    write(opened.report("so-yt"), results="Không liên quan")
    undo(made, actor=Operator(), reason="nhập nhầm")
    assert opened.report("huyen-a").state == "silent"


def test_a_decision_of_a_later_day_hands_over_on_that_day(opened, cast):
    later = [row.replace("2024-11-12", "2024-11-13") for row in MERGER]
    before = rows(Report)
    made = do(*later)
    a = opened.report("huyen-a")
    assert (a.state, a.handed_on) == ("silent", datetime.date(2024, 11, 13))
    write(a, results="Vẫn viết được")
    hand_over_due.func("thử")
    assert opened.report("huyen-a").state == "draft"
    Installation.objects.update(standing_day=datetime.date(2024, 11, 13))
    hand_over_due.func("thử")
    hand_over_due.func("thử")
    assert opened.report("huyen-a").state == "handed_over"
    assert Report.objects.filter(unit__key="huyen-moi").count() == 1
    assert opened.report("huyen-a").moves.filter(act="hand_over").count() == 1
    undo(made, actor=Operator(), reason="nhập nhầm")
    assert opened.report("huyen-a").state == "draft"
    assert len(rows(Report)) == len(before)


def test_a_round_opened_before_that_day_passes_on_too(opened, cast):
    Report.objects.update(withdrawn_at="2024-01-01T00:00Z")
    do(*[row.replace("2024-11-12", "2024-11-13") for row in MERGER])
    Report.everything.update(withdrawn_at=None)
    Installation.objects.update(standing_day=datetime.date(2024, 11, 13))
    hand_over_due.func("thử")
    assert opened.report("huyen-a").state == "handed_over"


def test_the_preview_says_what_passes_and_what_needs_somebody(opened, cast):
    write(opened.report("huyen-a"), results="Đã mở 2 lớp", **{CELL.replace(":", "__"): "7"})
    extensions.ask_extension(
        opened.report("huyen-a"), datetime.date(2024, 11, 20), "Bão", actor=cast.people["district_officer"]
    )
    before = rows(Report)
    moved = {m.title: m for m in weigh(MERGER[0]).moved}
    assert rows(Report) == before
    passes = moved["Báo cáo bàn giao cho đơn vị kế thừa"]
    assert passes.lines[0].startswith("Ủy ban nhân dân huyện An Hòa → Ủy ban nhân dân huyện Hòa Sơn: ")
    assert "2 " in passes.lines[0]
    assert not passes.needs_care
    assert [(m.count, m.needs_care) for title, m in moved.items() if "gia hạn" in title] == [(1, True)]
    assert [m.count for title, m in moved.items() if title.startswith("Đơn vị phải báo cáo")] == [1]


def test_the_preview_and_the_report_that_follows_count_the_same(opened, cast, sign_in):
    a, b = opened.report("huyen-a"), opened.report("huyen-b")
    mine = f"work:{opened.items[5].pk}"
    theirs = f"work:{opened.items[4].pk}:words"  # of a task that is none of the new unit
    fields = {
        "results": "Đã mở 2 lớp",
        f"{mine}:state": "done",
        f"{mine}:words": "Đã chỉ đạo",
        "proposal:1:to": "UBND tỉnh",
        "proposal:1:text": "Bố trí kinh phí",
        CELL: "7",
        "f:hoc-vien:all::F": "3",
        "f:hoc-vien:all::M": "4",
    }
    actions.save_changes(a, [Sent(f, text) for f, text in fields.items()], by="Cán bộ")
    Answer.objects.create(report=a, field=theirs, text="Cũ", version=1, is_latest=True, recorded_by="Cán bộ")
    actions.save_changes(b, [Sent(CELL, "12"), Sent("lacks", "Ít người")], by="Cán bộ")
    actions.approve_and_send(b, actor=Operator())
    actions.return_(b, {}, actor=Operator(), note="xem lại")
    moved = {m.title: m for m in weigh(*MERGER).moved}
    lines = moved["Báo cáo bàn giao cho đơn vị kế thừa"].lines
    assert [line.partition("đã điền ")[2] for line in lines] == ["7 mục", "2 mục"]
    do(*MERGER)
    new = opened.report("huyen-moi")
    panels = beside(content_of(new))
    assert [(p.filled, p.offered, p.told, p.elsewhere) for p in panels] == [(7, 6, 0, 1), (2, 0, 2, 0)]
    shown = " ".join(page(sign_in, cast.people["new"], new).content.decode().split())
    assert "đã điền 7 mục: 6 mục lấy được, 1 mục không có trong báo cáo của đơn vị" in shown
    assert "đã điền 2 mục: 2 mục đã tính hoặc chỉ để tham khảo" in shown


def test_a_unit_that_nobody_follows_needs_care(opened, cast):
    cast.units["x"] = create_unit(
        Facts("Hội Thử", "mass_organisation", "tinh"), datetime.date(2015, 1, 1), actor=Operator(), key="x"
    )
    Report.objects.create(cycle=opened.cycle, unit=cast.units["x"])
    found = weigh("2024-11-12,9/NQ,abolish,x,,,")
    (lost,) = [m for m in found.moved if any("Hội Thử" in line for line in m.lines) and m.needs_care]
    assert lost.count == 1
    do("2024-11-12,9/NQ,abolish,x,,,")
    report = opened.report("x")
    assert (report.state, report.handed_to) == ("handed_over", None)


# What the unit that follows sees and takes over.


@pytest.fixture
def merged(opened, cast):
    """An Hòa drafted words and figures and Bình Sơn sent; both are one from today on."""
    a, b = opened.report("huyen-a"), opened.report("huyen-b")
    state = f"work:{opened.items[5].pk}:state"
    fields = {
        "results": "Đã mở 2 lớp",
        "lacks": "Thiếu kinh phí",
        state: "done",
        "proposal:1:to": "UBND tỉnh",
        "proposal:1:text": "Bố trí kinh phí",
        CELL: "7",
        "f:hoc-vien:all::F": "3",
        "f:hoc-vien:all::M": "4",
    }
    actions.save_changes(a, [Sent(f, text) for f, text in fields.items()], by="Cán bộ An Hòa")
    actions.save_changes(b, [Sent(CELL, "12"), Sent("results", "Bình Sơn đã làm")], by="Cán bộ Bình Sơn")
    actions.approve_and_send(b, actor=Operator())
    do(*MERGER)
    return opened


def page(sign_in, person, report):
    return sign_in(person).get(f"/reports/{report.pk}/")


def take(report, source, field="", actor=None):
    return take_over(report, source.pk, field, actor=actor or Operator())


def latest(report):
    return {a.field: a.text for a in Answer.objects.filter(report=report, is_latest=True)}


def cells(report):
    found = Observation.objects.filter(unit=report.unit, is_latest=True).exclude(status="")
    return {(o.indicator.code, o.sex): o.value for o in found}


def test_the_page_shows_what_was_written_and_what_counts_already(merged, cast, sign_in):
    shown = page(sign_in, cast.people["new"], merged.report("huyen-moi")).content.decode()
    assert "Nhận bàn giao" in shown
    assert "Đã mở 2 lớp" in shown
    assert "Bố trí kinh phí" in shown
    assert "Nữ 3, Nam 4" in shown
    assert "Bình Sơn đã làm" not in shown
    assert "không nhập lại" in shown


def test_the_form_asks_the_database_a_bounded_number_of_times(
    merged, cast, sign_in, django_assert_max_num_queries
):
    client, address = sign_in(cast.people["new"]), f"/reports/{merged.report('huyen-moi').pk}/"
    with django_assert_max_num_queries(29):
        client.get(address)


def test_all_is_taken_over_at_once_and_only_once(merged, cast):
    new, a = merged.report("huyen-moi"), merged.report("huyen-a")
    actions.save_changes(new, [Sent("results", "Hòa Sơn ra mắt"), Sent(CELL, "5")], by="Ngô Thị Mới")
    took = take(new, a, actor=cast.people["new"])
    assert (took.count, took.refused) == (6, [])
    said = latest(new)
    assert said["results"] == "Hòa Sơn ra mắt\nĐã mở 2 lớp"
    assert said["lacks"] == "Thiếu kinh phí"
    assert said[f"work:{merged.items[5].pk}:state"] == "done"
    assert (said["proposal:1:to"], said["proposal:1:text"]) == ("UBND tỉnh", "Bố trí kinh phí")
    assert cells(new) == {("cuoc", "_T"): 12, ("hoc-vien", "F"): 3, ("hoc-vien", "M"): 4}
    versions = Answer.objects.count(), Observation.objects.count(), Entry.objects.count()
    assert take(new, a).count == 0
    assert (Answer.objects.count(), Observation.objects.count(), Entry.objects.count()) == versions
    assert {o.text for o in Answer.objects.filter(report=a)} >= {"Đã mở 2 lớp", "Thiếu kinh phí"}


def test_one_field_is_taken_over_by_its_button_and_the_history_says_from_whom(merged, cast, sign_in):
    new, a = merged.report("huyen-moi"), merged.report("huyen-a")
    client = sign_in(cast.people["new"])
    address = f"/reports/{new.pk}/take/{a.pk}/"
    answer = client.post(address, {"take": "lacks"})
    assert answer["Location"] == f"/reports/{new.pk}/#lacks-text"
    assert latest(new) == {"lacks": "Thiếu kinh phí"}
    client.post(address, {"take": "f:cuoc:all"})
    assert cells(new) == {("cuoc", "_T"): 7}
    for field in ("lacks", CELL):
        told = client.get(f"/reports/{new.pk}/history/", {"field": field}).content.decode()
        assert "lấy từ báo cáo của Ủy ban nhân dân huyện An Hòa" in told


def test_what_was_typed_on_the_page_is_saved_before_it_is_taken_over(merged, cast, sign_in):
    new, a = merged.report("huyen-moi"), merged.report("huyen-a")
    posted = {"take": "results", "results": "Vừa gõ", "versions": "{}"}
    sign_in(cast.people["new"]).post(f"/reports/{new.pk}/take/{a.pk}/", posted)
    assert latest(new)["results"] == "Vừa gõ\nĐã mở 2 lớp"


def test_a_figure_split_otherwise_is_not_added_by_guess(merged):
    new, a = merged.report("huyen-moi"), merged.report("huyen-a")
    actions.save_changes(new, [Sent("f:hoc-vien:all::_T", "10")], by="Ngô Thị Mới")
    with pytest.raises(Refusal):
        take(new, a, "f:hoc-vien:all")
    take(new, a)
    assert cells(new) == {("cuoc", "_T"): 7, ("hoc-vien", "_T"): 10}


def test_official_figures_under_a_newer_draft_are_told_and_not_added(opened):
    a = opened.report("huyen-a")
    actions.save_changes(a, [Sent(CELL, "12")], by="Cán bộ")
    actions.approve_and_send(a, actor=Operator())
    actions.return_(a, {}, actor=Operator(), note="xem lại")
    actions.save_changes(a, [Sent(CELL, "15")], by="Cán bộ")
    do(*MERGER)
    new = opened.report("huyen-moi")
    (panel, _other) = beside(content_of(new))
    (given,) = panel.given
    assert (given.text, given.waits) == ("15", False)
    assert "12" in given.note
    with pytest.raises(Refusal):
        take(new, a, given.name)


PARTED = (
    "2024-11-12,9/NQ,split,so-yt,so-mot,,",
    "2024-11-12,9/NQ,split,so-yt,so-hai,,",
)


@pytest.fixture
def parted(opened, cast):
    """The health department drafted, and is two departments from today on."""
    for key, name in (("so-mot", "Sở Một"), ("so-hai", "Sở Hai")):
        unit = create_unit(Facts(name, "department", "tinh"), DAY, actor=Operator(), key=key)
        cast.people[key] = make_person(f"canbo-{key}", f"Cán bộ {name}", unit, "unit_officer")
    report = opened.report("so-yt")
    actions.save_changes(report, [Sent("results", "Đã làm"), Sent("f:cuoc:own::_T", "7")], by="Cán bộ")
    do(*PARTED)
    return opened


def test_a_rate_that_was_sent_is_offered_because_the_own_one_takes_its_place(opened):
    over, under = "f:ty-le:all:numerator:_T", "f:ty-le:all:denominator:_T"
    for key, (parts, whole) in {"huyen-a": ("2", "5"), "huyen-b": ("3", "7")}.items():
        actions.save_changes(opened.report(key), [Sent(over, parts), Sent(under, whole)], by="Cán bộ")
    actions.approve_and_send(opened.report("huyen-b"), actor=Operator())
    do(*MERGER)
    new = opened.report("huyen-moi")
    for key in ("huyen-a", "huyen-b"):
        assert take(new, opened.report(key)).count == 1
    found = Observation.objects.filter(unit=new.unit, is_latest=True)
    assert dict(found.values_list("part", "value")) == {"numerator": 5, "denominator": 12}


def test_of_a_unit_that_is_parted_words_are_offered_and_figures_told(parted):
    source = parted.report("so-yt")
    assert (source.state, source.handed_to) == ("handed_over", None)
    for key in ("so-mot", "so-hai"):
        new = parted.report(key)
        assert [g.text for p in beside(content_of(new)) for g in p.given] == ["Đã làm", "7"]
        assert take(new, source).count == 1
        assert latest(new) == {"results": "Đã làm"}
        assert cells(new) == {}


def test_what_a_unit_in_between_took_over_comes_once(merged, cast):
    between, a = merged.report("huyen-moi"), merged.report("huyen-a")
    take(between, a, "lacks")
    create_unit(Facts("Huyện Cuối", "district", "tinh"), DAY, actor=Operator(), key="huyen-cuoi")
    Installation.objects.update(standing_day=datetime.date(2024, 11, 13))
    do("2024-11-13,10/NQ,merge,huyen-moi,huyen-cuoi,,")
    last = merged.report("huyen-cuoi")
    panels = {p.before.name: [g.text for g in p.given] for p in beside(content_of(last))}
    assert "Thiếu kinh phí" not in panels["Ủy ban nhân dân huyện An Hòa"]
    assert panels["Ủy ban nhân dân huyện Hòa Sơn"] == ["Thiếu kinh phí"]


def test_people_of_every_unit_that_follows_read_it_and_nobody_writes_it(parted, cast, sign_in):
    source = parted.report("so-yt")
    reads = {
        "so-mot": 200,
        "so-hai": 200,
        "leader": 200,
        "focal": 200,
        "stranger": 404,
        "district_officer": 404,
    }
    for who, code in reads.items():
        person = cast.people[who]
        assert page(sign_in, person, source).status_code == code, who
        assert sign_in(person).get("/reports/").status_code == 200
    for who in (*reads, "officer", "head"):
        client = sign_in(cast.people[who])
        assert client.post(f"/reports/{source.pk}/save/", {"results": "x"}).status_code in (403, 404), who
        mine = parted.report("so-mot")
        code = client.post(f"/reports/{mine.pk}/take/{source.pk}/", {"take": "results"}).status_code
        assert code == (302 if who == "so-mot" else 404), who
    assert "Sở Y tế" in sign_in(cast.people["so-mot"]).get("/reports/").content.decode()
    assert "Sở Y tế" not in sign_in(cast.people["stranger"]).get("/reports/").content.decode()


def test_only_what_was_handed_over_to_the_unit_is_taken(merged, cast, sign_in):
    new, other = merged.report("huyen-moi"), merged.report("so-yt")
    client = sign_in(cast.people["new"])
    assert client.post(f"/reports/{new.pk}/take/{other.pk}/", {"take": ""}).status_code == 404
    with pytest.raises(Refusal):
        take(new, other)
    b = merged.report("huyen-b")  # it was sent: read, and counted where it is
    assert client.post(f"/reports/{new.pk}/take/{b.pk}/", {"take": ""}).status_code == 302
    assert latest(new) == {}


def test_nothing_is_taken_into_a_report_that_waits_for_its_head(merged, cast):
    new, a = merged.report("huyen-moi"), merged.report("huyen-a")
    put(new, "submitted")
    with pytest.raises(Refusal):
        take(new, a)
    assert latest(new) == {}


def test_a_sent_report_of_a_unit_that_is_no_more_is_not_returned(merged, cast):
    with pytest.raises(Refusal, match="kế thừa"):
        actions.return_(merged.report("huyen-b"), {}, actor=Operator(), note="xem lại")
    assert actions.accept(merged.report("huyen-b"), actor=Operator()).state == "accepted"


def test_an_old_report_keeps_its_tasks_and_figures(merged):
    content = content_of(merged.report("huyen-b"))
    assert [row.duty.at for row in content.work] == ["III.4", "III.6"]
    assert [row.indicator.code for row in content.figures] == ["hoc-vien", "cuoc", "ty-le"]
    assert content.node.name == "Ủy ban nhân dân huyện Bình Sơn"


def test_the_paper_names_the_units_it_goes_on_with(merged):
    paper = text_of(paper_of(content_of(merged.report("huyen-moi")), "Thử Nghiệm"))
    assert "Ủy ban nhân dân huyện An Hòa (từ ngày 12/11/2024); Ủy ban nhân dân huyện Bình Sơn" in paper
    assert "tiếp nối" not in text_of(paper_of(content_of(merged.report("so-yt")), "Thử Nghiệm"))


# What the focal unit sees.


def test_nobody_chases_a_unit_that_is_no_more(merged, cast):
    Installation.objects.update(standing_day=datetime.date(2024, 11, 16))
    found = {row.node.name: row for row in rows_of(merged.cycle, tree())}
    a, new = (found[f"Ủy ban nhân dân huyện {name}"] for name in ("An Hòa", "Hòa Sơn"))
    assert (a.owes, a.days_late, a.handed_to) == (False, 0, ("Ủy ban nhân dân huyện Hòa Sơn",))
    assert (new.owes, new.days_late) == (True, 2)
    assert "Ủy ban nhân dân huyện An Hòa" not in {x.row.node.name for x in addressees([*found.values()])}
    lettered = {draft.late.name for draft in press_of(merged.cycle, tree()).drafts}
    assert "Ủy ban nhân dân huyện Hòa Sơn" in lettered
    assert not lettered & {"Ủy ban nhân dân huyện An Hòa", "Ủy ban nhân dân huyện Bình Sơn"}


def test_handed_over_is_counted_apart(merged):
    case = gather(merged.cycle)
    units = counts.units(case)
    assert (units["asked"], units["sent"], units["not-sent"], units["handed-over"]) == (6, 1, 5, 1)
    assert (
        sum(units[k] for k in ("silent", "draft", "submitted", "sent", "handed-over"))
        == len(case.reports)
        == 7
    )
    explained = explain(case, "units:handed-over")
    assert [line.cells[0] for line in explained.lines] == ["Ủy ban nhân dân huyện An Hòa"]
    paper = text_of(compose(case, options(merged.cycle, tree())))
    assert "đã bàn giao cho đơn vị kế thừa" in paper
    assert "DANH SÁCH ĐƠN VỊ ĐÃ BÀN GIAO BÁO CÁO" in paper.upper()


def test_what_a_unit_that_is_no_more_had_sent_counts_as_its_duties(opened):
    b = opened.report("huyen-b")
    item = opened.items[5]
    actions.save_changes(b, [Sent(f"work:{item.pk}:state", "done")], by="Cán bộ")
    actions.approve_and_send(b, actor=Operator())
    do(*MERGER)
    case = gather(opened.cycle)
    number = next(w.number for w in case.works if w.at == "III.6")
    assert case.states[number, "huyen-b"] == "done"
    assert (number, "huyen-a") not in case.states


def test_the_control_room_and_the_desk_say_it(merged, cast, sign_in):
    shown = sign_in(cast.people["focal"]).get(f"/steering/{merged.cycle.pk}/").content.decode()
    assert "Đã bàn giao" in shown
    assert "→ Ủy ban nhân dân huyện Hòa Sơn" in shown
    assert "kèm nội dung được bàn giao" in sign_in(cast.people["new"]).get("/").content.decode()
    overview = sign_in(cast.people["leader"]).get(f"/steering/{merged.cycle.pk}/overview/").content.decode()
    assert "không tính vào số trên" in overview


def test_the_calendar_has_the_report_of_the_unit_that_follows_only(merged, cast):
    both = {merged.report(key).unit_id for key in ("huyen-a", "huyen-moi")}
    assert [due.path for due in report_dues(both)] == [f"/reports/{merged.report('huyen-moi').pk}/"]


# How much a report asks.


def asked(round_, key):
    """What the form of a unit asks, counted on the form itself."""
    content = content_of(round_.report(key))
    return len(content.work) + len(content.figures) + 4


def test_a_successor_that_has_a_report_is_asked_what_came_to_it(opened):
    before = opened.report("so-ld").asked
    made = do("2024-11-12,9/NQ-HĐND,merge,so-yt,so-ld,,")
    assert opened.report("so-ld").asked == asked(opened, "so-ld") == before + 2
    undo(made, actor=Operator(), reason="nhập nhầm")
    assert opened.report("so-ld").asked == asked(opened, "so-ld") == before


def test_a_transfer_changes_what_both_reports_ask(opened):
    before = opened.report("so-yt").asked, opened.report("hlhpn").asked
    made = do("2024-11-12,9/QĐ,transfer,so-yt,hlhpn,,ke-hoach/III.2")
    after = opened.report("so-yt").asked, opened.report("hlhpn").asked
    assert after == (before[0] - 1, before[1] + 1) == (asked(opened, "so-yt"), asked(opened, "hlhpn"))
    undo(made, actor=Operator(), reason="nhập nhầm")
    assert (opened.report("so-yt").asked, opened.report("hlhpn").asked) == before


def test_what_passes_on_a_later_day_is_asked_from_that_day_on(opened):
    before = opened.report("hlhpn").asked
    made = do("2024-11-20,9/QĐ,transfer,so-yt,hlhpn,,ke-hoach/III.2")
    assert opened.report("hlhpn").asked == before
    Installation.objects.update(standing_day=datetime.date(2024, 11, 20))
    hand_over_due.call("Quản trị")
    assert opened.report("hlhpn").asked == asked(opened, "hlhpn") == before + 1
    undo(made, actor=Operator(), reason="nhập nhầm")
    assert opened.report("hlhpn").asked == asked(opened, "hlhpn") == before


def test_what_other_units_are_asked_is_not_touched(opened):
    Report.objects.filter(unit__key="mttq").update(asked=99)
    do("2024-11-12,9/NQ-HĐND,merge,so-yt,so-ld,,")
    assert opened.report("mttq").asked == 99


# What the figures of the year say of who gave no answer.


def not_answered(code):
    units = tree()
    total = roll_up("2024", units, units.by_key("tinh").id)[Indicator.objects.get(code=code).pk]
    return {units[unit].key for unit in total.missing}


def test_who_follows_units_that_sent_and_owes_no_report_is_not_missing(opened):
    for key in ("huyen-a", "huyen-b"):
        report = opened.report(key)
        over, under = "f:ty-le:all:numerator:_T", "f:ty-le:all:denominator:_T"
        sent = [Sent(CELL, "12")] if key == "huyen-a" else [Sent(CELL, "0")]
        actions.save_changes(report, [*sent, Sent(over, "2"), Sent(under, "5")], by="Cán bộ")
        actions.approve_and_send(report, actor=Operator())
    do(*MERGER)
    assert not Report.objects.filter(unit__key="huyen-moi").exists()
    assert "huyen-moi" not in not_answered("cuoc") | not_answered("ty-le")
    assert "huyen-moi" in not_answered("hoc-vien")  # nobody before it gave that one
    assert "so-yt" in not_answered("cuoc")
    Report.objects.create(cycle=opened.cycle, unit=Unit.objects.get(key="huyen-moi"))
    assert "huyen-moi" in not_answered("ty-le")


def test_a_unit_that_stood_and_took_another_one_in_stays_asked(opened):
    report = opened.report("so-yt")
    actions.save_changes(report, [Sent("f:cuoc:own::_T", "4")], by="Cán bộ")
    actions.approve_and_send(report, actor=Operator())
    do("2024-11-12,9/NQ-HĐND,merge,so-yt,so-ld,,")
    assert "so-ld" in not_answered("cuoc")
