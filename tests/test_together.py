"""Several at once: whatever is pressed twice at the same moment happens once, and nobody meets an error."""

import datetime
import random
import threading
import time

import pytest
from django.db import connection
from django.db.models import F
from django.utils import timezone

from chithi.accounts.actions import invite
from chithi.accounts.models import Invitation, User
from chithi.figures import registry
from chithi.figures.models import Indicator, Observation, Target
from chithi.journal.actions import Operator
from chithi.journal.models import Entry
from chithi.plans import learning, naming
from chithi.plans.importing import import_plan, read_file
from chithi.plans.models import Lesson, Plan
from chithi.records.activities import REGISTER, Activity
from chithi.reports import actions, extensions
from chithi.reports.changes import Sent
from chithi.reports.models import Answer, Cycle, Extension, Letter, Report
from chithi.reports.moves import Refused
from chithi.sheets import record_actions
from chithi.sheets.loading import LOADERS, load
from chithi.shell import attachments
from chithi.shell.models import Installation
from chithi.steering import actions as steering
from chithi.steering import guidance, letters, queries
from chithi.steering.gather import gather, units_day
from chithi.steering.models import Consolidation, Guidance, Receipt, Reminder, ReminderLetter
from chithi.units import actions as units
from chithi.units import people_actions as people
from chithi.units.models import Group, Role, Unit
from chithi.units.queries import tree
from chithi.units.timeline import Facts
from tests.cast import make_cast
from tests.plans.readings import PLAN
from tests.reports.builders import DAYS, make_plan, make_round

pytestmark = pytest.mark.django_db(transaction=True)
DAY = datetime.date(2024, 11, 12)


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def opened(cast):
    return make_round(cast)


def together(*acts, refused=()):
    """Do all at the same moment, each with a connection of its own; what they gave, ``None`` where refused."""
    start, gave, failed = threading.Barrier(len(acts)), [None] * len(acts), []

    def run(place, act):
        try:
            connection.ensure_connection()
            start.wait(20)
            gave[place] = act()
        except refused:
            pass
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert failed == []
    return gave


def one_each(rows, *cell):
    """At most one of each cell; a doubled one is named."""
    seen = list(rows.values_list(*cell))
    assert sorted({row for row in seen if seen.count(row) > 1}) == []


MOVES = [
    ("submit", "draft", lambda r, who: actions.submit(r, actor=who), "submitted"),
    ("hand_back", "submitted", lambda r, who: actions.hand_back(r, actor=who), "draft"),
    ("send", "draft", lambda r, who: actions.approve_and_send(r, actor=who), "approved"),
    ("accept", "approved", lambda r, who: actions.accept(r, actor=who), "accepted"),
    ("return", "approved", lambda r, who: actions.return_(r, {"results": "rõ hơn"}, actor=who), "returned"),
    ("reopen", "accepted", lambda r, who: actions.reopen(r, {}, actor=who, note="lại"), "returned"),
]


@pytest.mark.parametrize(("name", "before", "act", "after"), MOVES, ids=[m[0] for m in MOVES])
def test_a_move_pressed_by_four_at_once_happens_once(opened, cast, name, before, act, after):
    report = opened.report("so-yt")
    actions.save_changes(report, [Sent("results", "a"), Sent("f:hoc-vien:own::F", "5")], by="thử")
    Report.objects.filter(pk=report.pk).update(state=before)
    entries = Entry.objects.count()
    together(*[lambda: act(report, cast.people["head"])] * 4)
    report.refresh_from_db()
    assert report.state == after
    assert [m.act for m in report.moves.all()].count(name) == 1
    assert report.remarks.count() == (name == "return")
    assert report.submission == (name in ("submit", "send"))
    assert Entry.objects.count() == entries + 1


def test_of_accepting_and_returning_at_once_one_succeeds(opened, cast):
    report, who = opened.report("so-yt"), cast.people["focal"]
    Report.objects.filter(pk=report.pk).update(state="approved")
    together(
        *[lambda: actions.accept(report, actor=who)] * 2,
        *[lambda: actions.return_(report, {"results": "rõ hơn"}, actor=who)] * 2,
        refused=Refused,
    )
    assert len({m.act for m in report.moves.all()}) == report.moves.count() == 1


def test_a_letter_entered_by_two_is_one(opened, cast):
    report, scan = opened.report("so-yt"), attachments.keep(b"%PDF-1.7 x", "a.pdf")
    more = {"number": "1/BC", "date": DAY, "scan": scan, "actor": cast.people["focal"]}
    together(
        *[lambda: actions.enter_from_letter(report, [Sent("results", "a")], **more)] * 3, refused=Refused
    )
    assert Letter.objects.count() == 1


def test_a_round_is_opened_once(cast):
    plan, _items = make_plan(cast)
    act = lambda: actions.open_cycle(plan, 2024, DAYS, tree(), actor=cast.people["focal"])  # noqa: E731
    together(*[act] * 4, refused=Refused)
    assert Cycle.objects.count() == 1
    together(*[lambda: actions.add_units(Cycle.objects.get(), tree(), actor=cast.people["focal"])] * 3)
    one_each(Report.objects, "cycle", "unit")


def test_the_same_file_imported_by_several_is_one_plan_of_an_issuer(cast):
    data, reading = PLAN.encode(), read_file(PLAN.encode(), "ke-hoach.txt")

    def act(key):
        return lambda: import_plan(data, "ke-hoach.txt", reading, cast.units[key], actor=cast.people["focal"])

    together(*[act("tinh")] * 3, act("huyen-a"), act("huyen-b"))
    assert Plan.objects.count() == 3
    one_each(Plan.objects, "issuer")


def test_the_same_said_of_a_name_in_several_plans_is_one_lesson(cast):
    who, meaning = cast.people["focal"], learning.Meaning(unit=cast.units["so-ld"])
    editions = []
    for number in range(3):
        data = PLAN.replace("Sở Y tế", "Sở Sức khỏe").replace("Hỗ trợ", f"Hỗ trợ {number}").encode()
        reading = read_file(data, "ke-hoach.txt")
        editions.append(import_plan(data, "ke-hoach.txt", reading, cast.units["tinh"], actor=who).edition)
    said = [lambda e=e: naming.name_stands_for(e, "Sở Sức khỏe", meaning, actor=who) for e in editions]
    together(*said)
    one_each(Lesson.objects.filter(withdrawn_at=None), "folded")
    none = [lambda e=e: learning.say_no_unit(e, "Sở Nội vụ", actor=who) for e in editions]
    together(*none)
    assert Lesson.objects.filter(kind="no_unit").count() == 1


def test_the_same_file_kept_by_several_is_one(cast):
    for size in range(3):
        data = b"%PDF-1.7 " + bytes(200_000 + size)
        rows = together(*[lambda data=data: attachments.keep(data, "a.pdf")] * 6)
        assert len({row.pk for row in rows}) == 1
        assert attachments.read(rows[0]) == data


def test_a_report_is_frozen_once_and_reminders_leave_once(opened, cast):
    cycle, who = opened.cycle, cast.people["focal"]
    now = tree(units_day(cycle))
    case, options = gather(cycle, now), queries.options(cycle, now)
    signed = steering.Signed(5, "BC", DAY)
    kept = together(*[lambda: steering.freeze(cycle, case, options, signed, actor=who)] * 4)
    assert len({k.pk for k in kept}) == Consolidation.objects.count() == 1
    together(*[lambda: steering.remind(cycle, now, "http://x/", actor=who)] * 3)
    one_each(Reminder.objects, "report", "to")


def test_letters_leave_once_and_a_request_is_decided_once(opened, cast):
    cycle, who = opened.cycle, cast.people["focal"]
    now, report = tree(), opened.report("so-yt")
    asked = together(
        *[lambda: extensions.ask_extension(report, datetime.date(2024, 11, 16), "Bão.", actor=who)] * 4
    )
    assert len({a.pk for a in asked}) == Extension.objects.count() == 1
    day = datetime.date(2024, 11, 16)
    together(
        lambda: extensions.grant_extension(asked[0], day, "Được.", actor=who),
        lambda: extensions.refuse_extension(asked[0], "Không.", actor=who),
        lambda: extensions.withdraw_extension(asked[0], actor=who),
        refused=(Refused,),
    )
    assert Entry.objects.filter(verb__contains="extension").count() == 2
    Installation.objects.update(standing_day=datetime.date(2024, 11, 18))
    press = letters.Asked(1, "SLĐTBXH", datetime.date(2024, 11, 20))
    together(*[lambda: letters.send_letters(cycle, now, press, "http://x/", actor=who)] * 4)
    one_each(ReminderLetter.objects, "report", "date")
    assert ReminderLetter.objects.count() == cycle.reports.count() - 1  # none from the focal unit to itself
    assert Entry.objects.filter(verb="steering.send_letters").count() == 1


def test_a_guidance_is_published_changed_and_confirmed_once(opened, cast):
    cycle, who, report = opened.cycle, cast.people["focal"], opened.report("so-yt")
    words = guidance.Words("Cách ghi", "Theo năm.")
    made = together(*[lambda: guidance.publish(cycle, words, actor=who)] * 3)
    assert len({g.pk for g in made}) == 1
    together(*[lambda: guidance.confirm_receipt(made[0], report, actor=cast.people["officer"])] * 3)
    one_each(Receipt.objects, "guidance", "report")
    new = guidance.Words("Cách ghi", "Theo năm báo cáo.")
    together(*[lambda: guidance.change(made[0], new, actor=who)] * 3)
    assert Guidance.objects.filter(state="published").count() == 1
    assert Guidance.objects.count() == 2


def test_two_reports_do_not_take_one_number(opened, cast):
    who = cast.people["focal"]
    plan, _items = make_plan(cast, "khac")
    other = actions.open_cycle(plan, 2024, DAYS, tree(), actor=who)

    def act(cycle):
        now = tree(units_day(cycle))
        case, options = gather(cycle, now), queries.options(cycle, now)
        return lambda: steering.freeze(cycle, case, options, steering.Signed(5, "BC", DAY), actor=who)

    together(act(opened.cycle), act(other), act(opened.cycle), act(other), refused=steering.Refused)
    assert Consolidation.objects.count() == 1


def test_who_types_while_the_head_sends_is_sent_or_told(opened, cast):
    report, told = opened.report("so-yt"), []
    actions.save_changes(report, [Sent("results", "đầu")], by="thử")

    def type_on():
        for n in range(8):
            try:
                actions.save_changes(
                    report, [Sent("results", f"{n}"), Sent("f:cuoc:own::_T", str(n))], by="a"
                )
            except Refused:
                told.append(n)

    together(
        type_on,
        type_on,
        lambda: (time.sleep(0.05), actions.approve_and_send(report, actor=cast.people["head"])),
    )
    assert not Answer.objects.filter(report=report).exclude(is_latest=F("is_official")).exists()
    cells = Observation.objects.filter(unit=report.unit_id)
    assert not cells.filter(is_latest=True, is_official=False).exists()
    sound()


def sound():
    """One newest and at most one official version of every cell and answer, and no number twice."""
    cell = ("unit", "indicator", "period", "scope", "breakdown", "part", "sex")
    for rows, key in ((Observation.objects, cell), (Answer.objects, ("report", "field"))):
        one_each(rows.filter(is_latest=True), *key)
        one_each(rows.filter(is_official=True), *key)
        one_each(rows, *key, "version")
        assert set(rows.values_list(*key)) == set(rows.filter(is_latest=True).values_list(*key))


def test_a_load_and_an_autosave_of_one_cell_follow_each_other(opened, cast):
    report = opened.report("so-yt")
    head = "indicator,unit,period,value\n"

    def type_on(start):
        for n in range(6):
            actions.save_changes(report, [Sent("f:cuoc:own::_T", str(start + n))], by="a")

    def load_on():
        for n in range(6):
            table = f"{head}cuoc,so-yt,2024,{n + 500}\n".encode()
            outcome = load(LOADERS["observations"], table, "a.csv", actor=Operator())
            assert outcome.is_loaded, outcome.problems

    together(lambda: type_on(0), lambda: type_on(100), load_on, load_on)
    sound()


def test_two_plans_that_ask_one_unit_for_one_figure_follow_each_other(opened, cast):
    plan, _items = make_plan(cast, "khac")
    other = actions.open_cycle(plan, 2024, DAYS, tree(), actor=cast.people["focal"])
    reports = [opened.report("so-yt"), Report.objects.get(cycle=other, unit=cast.units["so-yt"])]

    def type_on(report, start):
        for n in range(8):
            actions.save_changes(report, [Sent("f:cuoc:own::_T", str(start + n))], by="a")

    together(*(lambda r=r, s=s: type_on(r, s) for r in reports for s in (0, 100)))
    sound()


def test_a_record_saved_by_several_presses_is_one(cast):
    empty = {name: field.empty for name, field in REGISTER.fields.items()}
    values = {**empty, "title": "Tập huấn", "kind": "training", "day": DAY, "unit": cast.units["so-yt"].pk}
    save = lambda: record_actions.add_record(REGISTER, values, actor=cast.people["officer"])  # noqa: E731
    together(*[save] * 4, refused=record_actions.StandsAlready)
    assert Activity.objects.count() == Entry.objects.filter(verb="sheets.add_record").count() == 1


def test_people_and_their_roles_are_made_once(cast):
    who, officer = cast.people["administrator"], cast.people["officer"]
    give = lambda: people.give_role(officer, cast.units["so-ld"], "head", DAY, actor=who)  # noqa: E731
    together(*[give] * 4, refused=units.Refused)
    assert Role.objects.filter(user=officer, unit=cast.units["so-ld"]).count() == 1
    add = lambda: people.add_person("moi", "Mới", cast.units["so-ld"], "head", DAY, actor=who)  # noqa: E731
    together(*[add] * 4, refused=units.Refused)
    assert User.objects.filter(username="moi").count() == 1
    together(*[lambda: invite(officer, actor=who)] * 4)
    assert Invitation.objects.filter(user=officer, expires_at__gt=timezone.now()).count() == 1


def test_of_two_last_administrators_one_stays(cast):
    second = User.objects.create_user("quantri2", "x", name="Quản Trị Hai")
    Role.objects.create(user=second, unit=cast.units["tinh"], kind="administrator", valid_from=DAY)
    roles = list(Role.objects.filter(kind="administrator"))
    together(*(lambda r=r: people.end_role(r, DAY, actor=Operator()) for r in roles), refused=units.Refused)
    assert Role.objects.filter(kind="administrator", valid_to=None).count() == 1


def test_units_and_groups_are_made_once_and_never_go_round(cast):
    who = cast.people["administrator"]
    create = lambda: units.create_unit(Facts("Sở Mới", "department", "tinh"), DAY, actor=who)  # noqa: E731
    together(*[create] * 3, refused=units.Refused)
    one_each(Unit.objects, "key")
    group = lambda: units.save_group(None, "Nhóm", ["district"], actor=who)  # noqa: E731
    together(*[group] * 3, refused=units.Refused)
    assert Group.objects.filter(name="Nhóm").count() == 1

    def under(key, parent):
        facts = Facts(f"Huyện {key}", "district", parent)
        return lambda: units.change_unit(cast.units[key], facts, DAY, actor=who)

    together(under("huyen-a", "huyen-b"), under("huyen-b", "huyen-a"), refused=units.Refused)
    assert {"huyen-a", "huyen-b"} <= {node.key for node in tree()}


def test_targets_and_collectors_stand_once(opened, cast):
    found, top, who = Indicator.objects.get(code="cuoc"), cast.units["tinh"], cast.people["administrator"]
    values = random.Random(1).sample(range(1000), 4)
    together(*(lambda v=v: registry.set_target(found, top, 2024, v, "ge", actor=who) for v in values))
    assert Target.objects.filter(withdrawn_at=None).count() == 1
    together(*[lambda: registry.name_collector(found, cast.units["so-yt"], DAY, actor=who)] * 4)
    assert found.collectors.count() == 1
    entries = Entry.objects.count()
    together(*[lambda: registry.withdraw_indicator(found, "", actor=who)] * 4)
    together(*[lambda: registry.withdraw_target(Target.objects.get(withdrawn_at=None), actor=who)] * 1)
    assert Entry.objects.count() == entries + 2
