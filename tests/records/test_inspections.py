"""Inspections: one register of many; who may read findings, what is still to be mended, what counts when."""

import datetime

import pytest
from django.urls import reverse

from chithi.desk.steps import steps_for
from chithi.figures.catalogue import install
from chithi.figures.derived import Derived, derive, shared_with
from chithi.figures.periods import parse_period
from chithi.journal.actions import Operator
from chithi.records.inspections import REGISTER
from chithi.sheets import lists
from chithi.sheets.loading import LOADERS, load
from chithi.sheets.record_actions import change_record, withdraw_record
from chithi.sheets.writing import write_csv
from tests.registers import RegisterTests

LONG = "Kiểm tra việc thực hiện chính sách đối với lao động nữ tại " + "các cơ sở y tế " * 12


class TestInspections(RegisterTests):
    name = "inspections"
    typed = {
        "title": "Kiểm tra thực hiện Luật Bình đẳng giới",
        "kind": "inspection",
        "unit": "so-yt",
        "inspected": "huyen-a",
        "day": "05/03/2024",
        "last_day": "07/03/2024",
        "decision_number": "12/QĐ-SYT",
        "concluded_on": "20/03/2024",
        "findings": "Chưa bố trí nhà vệ sinh riêng cho nữ.",
        "sanction": "fine",
        "violations": "2",
        "fine": "15.000.000",
        "sanctioned_on": "02/04/2024",
        "to_mend": "Bố trí nhà vệ sinh riêng.",
        "mend_by": "30/06/2024",
        "co_inspectors": ["hlhpn"],
    }
    changed = {"findings": "Đã bố trí.", "closed_on": "28/06/2024"}
    bulk = ("closed_on", "30/06/2024")
    wrong = {
        "title": "",
        "kind": "không rõ",
        "inspected": "so-khong-co",
        "last_day": "04/03/2024",
        "concluded_on": "01/03/2024",
        "sanctioned_on": "",
        "violations": "",
        "fine": "",
        "to_mend": "",
        "co_inspectors": "huyen-a",
    }
    reader = "leader"
    outsider = "stranger"

    def ask(self, who: str, **query: str) -> list[str]:
        page = self.enter(self.cast.people[who]).get(self.url("list"), {"unit": "", **query})
        return [line.cells[0][1] for line in page.context["page"].lines]

    @pytest.mark.parametrize("who", ["district_officer", "district_head", "focal", "leader", "administrator"])
    def test_the_inspected_the_co_inspecting_and_those_above_read_it_and_write_nothing(self, who):
        one = self.make()
        client = self.enter(self.cast.people[who])
        assert "Chưa bố trí" in client.get(self.url("record", one.pk)).content.decode()
        assert self.ask(who) == [self.typed["title"]]
        assert client.get(self.url("change", one.pk)).status_code == 404

    def test_condition_and_right_say_the_same_of_everybody(self):
        made = {
            self.make(),
            self.make(title="Khác", inspected="xa-b1"),
            self.make(title="Cùng", co_inspectors=["xa-b1"]),
        }
        for person in self.cast.people.values():
            seen = set(REGISTER.records(person))
            assert seen == {one for one in made if person.has_perm(REGISTER.read, one)}, person
        assert len(REGISTER.records(self.cast.people["stranger"])) == 2

    def test_an_outsiders_file_learns_nothing_of_it(self):
        one = self.make()
        row = {"id": str(one.pk), **self.texts(unit="xa-b1", inspected="so-yt")}
        data = write_csv(LOADERS["inspections"].columns, [row])
        outcome = load(
            LOADERS["inspections"], data, "x.csv", actor=self.cast.people["stranger"], dry_run=True
        )
        [problem] = outcome.problems
        assert problem.message.startswith("Không có bản ghi mang mã số này")

    def test_what_is_overdue_is_seen_in_the_list_and_on_the_desk_until_it_is_closed(self):
        late = self.make(title="Quá hạn")
        self.make(title="Còn hạn", mend_by="12/11/2024")
        self.make(title="Xong", closed_on="28/06/2024")
        assert self.ask("officer", state="overdue") == ["Quá hạn"]
        assert self.ask("officer", state="open") == ["Còn hạn"]
        assert self.ask("officer", state="closed") == ["Xong"]
        assert len(self.ask("officer")) == 3
        body = self.enter(self.cast.people["officer"]).get(self.url("list") + "?unit=").content.decode()
        assert "! quá hạn khắc phục" in body
        for who, expected in (("officer", 1), ("head", 1), ("district_officer", 0), ("leader", 0)):
            steps = [s for s in steps_for(self.cast.people[who]) if s.url == self.url("record", late.pk)]
            assert len(steps) == expected, who
        change_record(
            REGISTER, late.pk, {"closed_on": datetime.date(2024, 11, 12)}, actor=self.cast.people["officer"]
        )
        assert self.ask("officer", state="overdue") == []
        assert not [s for s in steps_for(self.cast.people["officer"]) if "inspections" in s.url]

    def test_several_overdue_ones_are_one_step_that_opens_their_list(self):
        self.make(title=LONG[:300]), self.make(title="Hai")
        withdraw_record(REGISTER, self.make(title="Rút").pk, "nhầm", actor=self.cast.people["officer"])
        [step] = [s for s in steps_for(self.cast.people["officer"]) if "inspections" in s.url]
        assert step.url == reverse("registers:list", args=["inspections"]) + "?state=overdue"
        assert step.title.startswith("2 ")

    def test_the_state_goes_into_the_export(self):
        self.make(title="Quá hạn"), self.make(title="Xong", closed_on="28/06/2024")
        client = self.enter(self.cast.people["officer"])
        body = b"".join(client.get(f"/sheets/export/{self.name}.csv?unit=&state=closed"))
        assert "Xong" in body.decode()
        assert "Quá hạn" not in body.decode()

    def test_it_counts_in_the_period_of_its_conclusion_and_cases_in_that_of_the_decision(self):
        self.make()
        self.make(
            title="Chưa kết luận", concluded_on="", sanction="none", violations="", fine="", sanctioned_on=""
        )
        self.make(title="Thanh tra", kind="state_inspection", violations="3")
        unit = self.cast.units["so-yt"].pk
        assert derive(parse_period("2024-03")) == {("inspections", unit, "", "", "_T"): Derived(1, 1)}
        assert derive(parse_period("2024-04")) == {("violations-handled", unit, "", "", "_T"): Derived(5, 2)}
        assert shared_with(self.cast.units["hlhpn"].pk, parse_period("2024-03"))["inspections"] == 1

    def test_its_page_leads_to_the_figures_of_the_periods_in_which_it_counts(self):
        install(actor=Operator(), top=self.cast.units["tinh"])
        one = self.make(day="05/12/2023", last_day="", concluded_on="20/12/2023")
        page = self.enter(self.cast.people["officer"]).get(self.url("record", one.pk))
        assert [note.url for note in page.context["notes"]] == [
            "/figures/inspections/2023/?unit=so-yt",
            "/figures/violations-handled/2024/?unit=so-yt",
        ]

    def test_an_inspected_firm_stands_by_its_name(self):
        one = self.make(inspected="", inspected_name="Công ty TNHH May Hòa Bình")
        body = self.enter(self.cast.people["officer"]).get(self.url("record", one.pk)).content.decode()
        assert "Công ty TNHH May Hòa Bình" in body

    def test_a_right_is_asked_of_the_record_too(self):
        one = self.make()
        assert not self.cast.people["stranger"].has_perm("records.read_inspection", one)
        assert (
            lists.page(REGISTER, self.cast.people["stranger"], lists.asked(REGISTER, self.query())).lines
            == []
        )
