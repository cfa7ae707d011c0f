"""Proposals: one register of many; the addressed unit answers and changes nothing else."""

import datetime

import pytest

from chithi.desk.steps import steps_for
from chithi.journal.models import Entry
from chithi.records.proposals import REGISTER
from chithi.sheets.loading import LOADERS, load
from chithi.sheets.record_actions import Refused, change_record, change_records
from chithi.sheets.writing import write_csv
from tests.registers import RegisterTests

ANSWER = {"outcome": "partly", "answered_on": "20/04/2024", "answer": "Bố trí 50 triệu đồng trong năm 2025."}


class TestProposals(RegisterTests):
    name = "proposals"
    typed = {
        "title": "Bố trí kinh phí cho công tác vì sự tiến bộ của phụ nữ",
        "text": "Ba năm chưa được cấp.",
        "unit": "so-yt",
        "to_unit": "huyen-a",
        "day": "05/03/2024",
    }
    changed = {"text": "Bốn năm chưa được cấp.", "outcome": "considered"}
    bulk = ("to_unit", "so-ld")
    wrong = {
        "title": "",
        "to_unit": "so-yt",
        "to_name": "Chính phủ",
        "answered_on": "31/02/2024",
        "outcome": "xong",
        "day": "5/2024",
    }
    reader = "leader"
    outsider = "stranger"

    def test_condition_and_right_say_the_same_of_everybody(self):
        one, other = self.make(), self.make(title="Khác", to_unit="", to_name="Chính phủ")
        for person in self.cast.people.values():
            seen = set(REGISTER.records(person))
            assert seen == {r for r in (one, other) if person.has_perm(REGISTER.read, r)}, person

    def test_the_addressed_unit_answers_on_a_form_that_has_nothing_else(self):
        one, client = self.make(), self.enter(self.cast.people["district_officer"])
        page = client.get(self.url("record", one.pk)).content.decode()
        assert self.url("change", one.pk) in page
        assert self.url("withdraw", one.pk) not in page
        assert "?copy=" not in page
        form = client.get(self.url("change", one.pk))
        assert list(form.context["form"].fields) == list(ANSWER)
        assert self.typed["text"] in form.content.decode()
        data = {**self.typed, "title": "Đổi", **ANSWER, "version": one.version}
        assert client.post(self.url("change", one.pk), data).status_code == 302
        one.refresh_from_db()
        assert (one.title, one.outcome, one.answer) == (self.typed["title"], "partly", ANSWER["answer"])
        assert set(Entry.objects.first().new) == set(ANSWER)

    def test_it_stands_in_the_list_and_on_the_desk_of_the_addressed_unit_until_it_is_answered(self):
        one, officer = self.make(), self.cast.people["district_officer"]
        page = self.enter(officer).get(self.url("list")).context["page"]
        assert [line.pk for line in page.lines] == [one.pk]
        [step] = [s for s in steps_for(officer) if "proposals" in s.url]
        assert step.url == self.url("record", one.pk)
        assert not [s for s in steps_for(self.cast.people["officer"]) if "proposals" in s.url]
        self.enter(officer).post(self.url("change", one.pk), ANSWER)
        assert not [s for s in steps_for(officer) if "proposals" in s.url]

    def test_a_refused_answer_keeps_what_was_typed(self):
        one, client = self.make(), self.enter(self.cast.people["district_officer"])
        page = client.post(self.url("change", one.pk), {**ANSWER, "answered_on": "01/03/2024"})
        assert page.status_code == 422
        assert page.context["form"].errors["answered_on"]
        assert ANSWER["answer"] in page.content.decode()

    def test_the_addressed_unit_writes_nothing_else_by_no_way(self):
        one, officer = self.make(), self.cast.people["district_officer"]
        client = self.enter(officer)
        for page in ("withdraw", "add-evidence"):
            assert client.post(self.url(page, one.pk), {"reason": "x"}).status_code == 404
        with pytest.raises(Refused):
            change_record(REGISTER, one.pk, {"title": "Đổi"}, actor=officer)
        with pytest.raises(Refused):
            change_records(REGISTER, [one.pk], {"day": datetime.date(2024, 1, 1)}, actor=officer)
        outcome = self.load_row(officer, id=str(one.pk), title="Đổi")
        assert [p.address for p in outcome.problems] == ["x.csv!C2"]
        one.refresh_from_db()
        assert (one.title, one.version) == (self.typed["title"], 1)

    def load_row(self, actor, **cells: str):
        data = write_csv(LOADERS["proposals"].columns, [{**self.texts(), **cells}])
        return load(LOADERS["proposals"], data, "x.csv", actor=actor)

    def test_an_answer_is_loaded_from_a_file_too(self):
        one, officer = self.make(), self.cast.people["district_officer"]
        outcome = self.load_row(officer, id=str(one.pk), **ANSWER)
        assert (outcome.problems, outcome.changed) == ([], 1)
        one.refresh_from_db()
        assert (one.outcome, one.answered_on) == ("partly", datetime.date(2024, 4, 20))

    @pytest.mark.parametrize(
        ("to_unit", "who", "may"),
        [
            ("tinh", "leader", True),
            ("tinh", "focal", True),
            ("tinh", "administrator", False),
            ("huyen-a", "district_head", True),
            ("huyen-a", "leader", False),
            ("huyen-b", "district_officer", False),
        ],
    )
    def test_who_answers(self, to_unit, who, may):
        one = self.make(to_unit=to_unit)
        answer = self.enter(self.cast.people[who]).post(self.url("change", one.pk), ANSWER)
        assert answer.status_code == (302 if may else 404)

    def test_the_state_is_its_outcome(self):
        self.make(), self.make(title="Đã trả lời", **ANSWER)
        client = self.enter(self.cast.people["officer"])
        for state, titles in (
            ("waiting", [self.typed["title"]]),
            ("partly", ["Đã trả lời"]),
            ("refused", []),
        ):
            page = client.get(self.url("list"), {"unit": "", "state": state}).context["page"]
            assert [line.cells[0][1] for line in page.lines] == titles
