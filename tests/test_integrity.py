"""What must hold whatever happens in between: versions, totals, and pages on days that nobody planned."""

import datetime
import random

import pytest
import time_machine
from django.db import connection

from chithi.accounts.models import User
from chithi.figures.models import Indicator, Observation
from chithi.figures.queries import roll_up
from chithi.journal.actions import Operator
from chithi.plans.models import WorkItem
from chithi.reports import actions
from chithi.reports.changes import Sent
from chithi.reports.models import Answer, Move, Report
from chithi.reports.moves import Refused
from chithi.sheets.loading import LOADERS, load
from chithi.shell import attachments
from chithi.shell.models import Installation
from chithi.units import actions as units
from chithi.units import people_actions as people
from chithi.units.queries import tree
from tests.reports.builders import make_round
from tests.steering.world import make_contents
from tests.test_together import sound

DAY = datetime.date(2024, 11, 12)
UNITS = ("so-yt", "so-ld", "huyen-a")


@pytest.fixture
def opened(cast):
    round_ = make_round(cast)
    make_contents(round_)
    return round_


class Model:
    """What the database should say, kept as two dictionaries: what stands in the form, and what is official."""

    def __init__(self, opened, cast):
        self.reports = {key: opened.report(key) for key in UNITS}
        self.cast, self.scan = cast, attachments.keep(b"%PDF-1.7 x", "a.pdf")
        self.typed: dict[tuple[str, str], str] = {}
        self.official: dict[tuple[str, str], str] = {}

    def cell(self, key, code):
        sex = "F" if code == "hoc-vien" else "_T"
        return f"f:{code}:{'all' if key == 'huyen-a' else 'own'}::{sex}"

    def save(self, key, dice):
        field = dice.choice([self.cell(key, "cuoc"), self.cell(key, "hoc-vien"), "results", "lacks"])
        value = dice.choice(["", "0", "1", "2", "7", "1.234"])
        self.press(key, lambda r: actions.save_changes(r, [Sent(field, value)], by="thử"), {field: value})

    def press(self, key, act, typed=()):
        try:
            act(self.reports[key])
        except Refused:
            return False
        self.typed.update({(key, field): value for field, value in dict(typed).items()})
        return True

    def send(self, key, dice):
        if self.press(key, lambda r: actions.approve_and_send(r, actor=Operator())):
            self.release(key)

    def release(self, key):
        self.official.update({place: value for place, value in self.typed.items() if place[0] == key})

    def submit(self, key, dice):
        self.press(key, lambda r: actions.submit(r, actor=Operator()))

    def hand_back(self, key, dice):
        self.press(key, lambda r: actions.hand_back(r, actor=Operator()))

    def return_(self, key, dice):
        self.press(key, lambda r: actions.return_(r, {}, actor=Operator(), note="lại"))

    def accept(self, key, dice):
        self.press(key, lambda r: actions.accept(r, actor=Operator()))

    def reopen(self, key, dice):
        self.press(key, lambda r: actions.reopen(r, {}, actor=Operator(), note="lại"))

    def letter(self, key, dice):
        field, value = dice.choice(["results", self.cell(key, "cuoc")]), dice.choice(["3", "4"])
        more = {"number": "1/BC", "date": DAY, "scan": self.scan, "actor": Operator()}
        if self.press(
            key, lambda r: actions.enter_from_letter(r, [Sent(field, value)], **more), {field: value}
        ):
            self.release(key)

    def load(self, key, dice):
        code, value = dice.choice(["cuoc", "hoc-vien"]), dice.choice(["0", "1", "5", "7"])
        scope, sex = ("all" if key == "huyen-a" else "own"), ("F" if code == "hoc-vien" else "_T")
        table = f"indicator,unit,period,value,scope,sex\n{code},{key},2024,{value},{scope},{sex}\n"
        outcome = load(LOADERS["observations"], table.encode(), "a.csv", actor=Operator())
        assert outcome.is_loaded, outcome.problems
        self.typed[key, self.cell(key, code)] = self.official[key, self.cell(key, code)] = value

    def check(self, opened):
        sound()
        for flag, wanted in (("is_latest", self.typed), ("is_official", self.official)):
            said = {
                (a.report.unit.key, a.field): a.text
                for a in Answer.objects.filter(**{flag: True}).select_related("report__unit")
            }
            for o in Observation.objects.filter(**{flag: True}).select_related("indicator", "unit"):
                value = "" if o.value is None else f"{o.value:,}".replace(",", ".")
                said[o.unit.key, self.cell(o.unit.key, o.indicator.code)] = value
            assert {k: v for k, v in said.items() if v} == {k: v for k, v in wanted.items() if v}
        totals = roll_up("2024", tree(), self.cast.units["tinh"].pk)
        for code, sex in (("cuoc", "_T"), ("hoc-vien", "F")):
            found = Indicator.objects.get(code=code)
            recount = [
                int(v.replace(".", ""))
                for (key, field), v in self.official.items()
                if v and field == self.cell(key, code)
            ]
            total = totals[found.pk]
            assert (total.female if sex == "F" else total.total) == (sum(recount) if recount else None)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_typed_sent_returned_and_loaded_the_numbers_are_those_of_the_official_cells(
    opened, cast, seed
):
    dice, model = random.Random(seed), Model(opened, cast)
    acts = [model.save] * 8 + [model.send, model.send, model.return_, model.return_, model.load, model.load,
            model.submit, model.hand_back, model.accept, model.reopen, model.letter]  # fmt: skip
    for step in range(60):
        dice.choice(acts)(dice.choice(UNITS), dice)
        if step % 6 == 5:
            model.check(opened)
    model.check(opened)


def stand(day):
    Installation.objects.update(standing_day=day)


PAGES = (
    "/", "/reports/", "/reports/{report}/", "/reports/{report}/print/", "/reports/{report}/compare/",
    "/reports/{report}/report.docx", "/reports/{report}/workbook.xlsx", "/reports/{report}/values/",
    "/reports/{report}/history/?field=results", "/steering/", "/steering/{cycle}/", "/steering/{cycle}/remind/",
    "/steering/{cycle}/overview/", "/steering/{cycle}/report/", "/steering/{cycle}/report.docx",
    "/steering/{cycle}/why/units:asked/", "/figures/", "/figures/cuoc/", "/figures/cuoc/2024/", "/units/",
    "/units/unit/{unit}/", "/plans/ke-hoach/", "/plans/ke-hoach/work/?unit={unit}",
)  # fmt: skip


def look(sign_in, cast, opened, key):
    """Every page of the round, by the focal officer and by the unit's own people."""
    where = {"report": opened.report(key).pk, "cycle": opened.cycle.pk, "unit": key}
    client = sign_in(cast.people["focal"])
    for page in PAGES:
        # A unit that is no more has no work of today.
        allowed = (200, 404) if "work" in page and not page.endswith("xlsx") else (200,)
        assert client.get(page.format(**where)).status_code in allowed, page
    client = sign_in(cast.people["head"])
    for page in PAGES[:9]:
        assert client.get(page.format(**where)).status_code == 200, page


def type_and_send(opened, key, cast):
    actions.save_changes(
        opened.report(key), [Sent("results", "đã làm"), Sent("f:cuoc:own::_T", "5")], by="thử"
    )
    actions.approve_and_send(opened.report(key), actor=cast.people["head"])


@pytest.mark.once
def test_a_unit_that_ends_between_opening_and_sending_can_still_send(opened, cast, sign_in):
    actions.save_changes(
        opened.report("so-yt"), [Sent("results", "đang làm"), Sent("f:cuoc:own::_T", "4")], by="a"
    )
    units.end_unit(cast.units["so-yt"], datetime.date(2024, 11, 20), actor=Operator())
    for day in (20, 21):
        stand(datetime.date(2024, 11, day))
        look(sign_in, cast, opened, "so-yt")
    type_and_send(opened, "so-yt", cast)
    look(sign_in, cast, opened, "so-yt")
    assert Answer.objects.get(report=opened.report("so-yt"), is_official=True).text == "đã làm"
    assert Observation.objects.get(unit=cast.units["so-yt"], is_official=True).value == 5


@pytest.mark.once
def test_answers_to_work_items_that_an_amendment_took_away_stay(opened, cast, sign_in):
    report, item = opened.report("so-yt"), opened.items[1]
    field = f"work:{item.pk}:words"
    actions.save_changes(
        report,
        [Sent("results", "a"), Sent(field, "Đã khám."), Sent(f"work:{item.pk}:state", "done")],
        by="thử",
    )
    WorkItem.objects.filter(pk=item.pk).update(valid_to=datetime.date(2024, 11, 12), state="withdrawn")
    stand(datetime.date(2024, 11, 13))
    look(sign_in, cast, opened, "so-yt")
    type_and_send(opened, "so-yt", cast)
    assert Answer.objects.get(report=report, field=field, is_official=True).text == "Đã khám."
    look(sign_in, cast, opened, "so-yt")
    page = sign_in(cast.people["head"]).get(f"/reports/{report.pk}/").content.decode()
    assert "Đã khám." in page


@pytest.mark.once
@pytest.mark.parametrize(
    "day", ["2023-12-31", "2024-02-29", "2024-12-31", "2025-01-01", "2025-12-15", "2010-01-01"]
)
def test_the_pages_open_on_days_at_the_edges(opened, cast, sign_in, day):
    type_and_send(opened, "so-yt", cast)
    stand(datetime.date.fromisoformat(day))
    if day == "2010-01-01":  # before anybody held a role
        assert sign_in(cast.people["focal"]).get("/").status_code == 200
        assert sign_in(cast.people["focal"]).get("/reports/").status_code == 403
        return
    look(sign_in, cast, opened, "so-yt")


def test_a_clock_that_goes_back_loses_nothing(opened, cast, sign_in):
    report = opened.report("so-yt")
    for hour, text in ((12, "mười hai"), (9, "chín"), (15, "mười lăm"), (1, "một")):
        with time_machine.travel(datetime.datetime(2024, 11, 12, hour, tzinfo=datetime.UTC), tick=False):
            actions.save_changes(report, [Sent("results", text), Sent("f:cuoc:own::_T", str(hour))], by="thử")
    sound()
    assert Answer.objects.get(report=report, is_latest=True).text == "một"
    assert Observation.objects.get(is_latest=True).value == 1
    actions.approve_and_send(report, actor=cast.people["head"])
    stand(datetime.date(2024, 11, 1))
    actions.return_(report, {}, actor=cast.people["focal"], note="lại")
    actions.approve_and_send(report, actor=cast.people["head"])
    report.refresh_from_db()
    assert report.sent_on == DAY
    look(sign_in, cast, opened, "so-yt")


def test_what_a_person_did_keeps_the_name_of_its_day(opened, cast):
    who = cast.people["head"]
    actions.save_changes(opened.report("so-yt"), [Sent("results", "a")], by=who.actor_name)
    actions.approve_and_send(opened.report("so-yt"), actor=who)
    people.change_person(who, "Phạm Thị Tên Mới", who.email, who.sex, actor=Operator())
    assert Answer.objects.get().recorded_by == "Phạm Thị Giám Đốc (giamdoc)"
    assert Move.objects.get(act="send").by == "Phạm Thị Giám Đốc (giamdoc)"


def test_the_longest_name_fits_wherever_a_name_is_kept(opened, cast):
    User.objects.filter(pk=cast.people["head"].pk).update(name="Đ" * 200, username="x" * 60)
    who = User.objects.get(pk=cast.people["head"].pk)
    assert len(who.actor_name) == 200
    assert who.actor_name.endswith(f"({'x' * 60})")
    actions.save_changes(opened.report("so-yt"), [Sent("results", "a")], by=who.actor_name)
    actions.approve_and_send(opened.report("so-yt"), actor=who)
    assert connection.is_usable()
    assert Report.objects.get(pk=opened.report("so-yt").pk).state == "approved"
