"""What every register keeps: list, form, change, withdrawal, bulk change, evidence, exports, loads and rights.

A room's test names its register and gives what is typed:

    class TestActivities(RegisterTests):
        name = "activities"
        typed = {"title": "…", "unit": "so-yt", …}

``tests/sheets/test_registers.py`` fails for a register without such a test.
"""

import datetime
import html
import re
from typing import Any, ClassVar

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from chithi.journal.actions import Operator
from chithi.journal.models import Entry
from chithi.plans.models import WorkItem
from chithi.sheets import lists
from chithi.sheets.catalogue import REGISTERS
from chithi.sheets.fields import One
from chithi.sheets.files import read_sheets
from chithi.sheets.loading import LOADERS, load
from chithi.sheets.models import Evidence
from chithi.sheets.record_actions import add_record
from chithi.sheets.register_forms import RecordForm
from chithi.sheets.writing import write_csv, write_table
from chithi.shell.memo import reading
from tests.listings import ListingTests
from tests.register_api import RegisterApiTests
from tests.reports.builders import make_plan

PDF = b"%PDF-1.7\n" + b"0" * 50


class RegisterTests(RegisterApiTests, ListingTests):
    """The tests of one register. People of the cast: ``officer`` writes for the health department (so-yt)."""

    taker = "officer"
    typed: ClassVar[dict[str, Any]]
    """What is typed into the form for a record of so-yt, by field."""
    changed: ClassVar[dict[str, Any]]
    """Other values of some fields."""
    bulk: ClassVar[tuple[str, str]]
    """A field and a value for a bulk change."""
    wrong: ClassVar[dict[str, str]]
    """For some fields a text that is not taken."""
    reader: ClassVar[str] = "stranger"
    """Somebody who may read a record of so-yt but not write it; "" where nobody of the cast is so."""
    outsider: ClassVar[str] = ""
    """Somebody who may not even read it."""

    @property
    def register(self):
        return REGISTERS[self.name]

    @property
    def address(self):
        return self.url("list")

    def fill(self) -> None:
        for n in range(5):
            self.make(**self.numbered(n))

    def url(self, page: str, *arguments: Any, **more: Any) -> str:
        return reverse(f"registers:{page}", args=[self.name, *arguments], **more)

    def make(self, **other: Any):
        """A record of so-yt, added by its officer."""
        data = MultiValueDict(
            {k: v if isinstance(v, list) else [v] for k, v in {**self.typed, **other}.items()}
        )
        with reading():
            form = RecordForm(self.register, data, user=self.cast.people["officer"])
            assert form.is_valid(), form.errors
        return add_record(self.register, form.cleaned_data, actor=self.cast.people["officer"])

    def rows(self):
        return list(self.register.model._default_manager.order_by("pk"))

    def call(self, one) -> str:
        return str(one)

    def test_it_is_added_on_the_form_with_one_journal_entry(self):
        client, before = self.enter(self.cast.people["officer"]), Entry.objects.count()
        assert client.get(self.url("add")).status_code == 200
        answer = client.post(self.url("add"), self.typed)
        assert answer.status_code == 302, answer.context["form"].errors
        [one] = self.rows()
        assert Entry.objects.count() == before + 1
        values = self.register.values(one)
        for name, text in self.typed.items():
            field = self.register.fields[name]
            assert values[name] == field.reader()("|".join(text) if isinstance(text, list) else text), name

    def test_its_form_keeps_what_was_typed_and_says_what_is_wrong(self):
        client = self.enter(self.cast.people["officer"])
        for name, text in self.wrong.items():
            answer = client.post(self.url("add"), {**self.typed, name: text})
            assert answer.status_code == 422
            assert answer.context["form"].errors[name]
            page = answer.content.decode()
            for typed in (t for n, t in self.typed.items() if isinstance(t, str) and n != name):
                assert typed in page
        assert self.rows() == []

    def test_the_same_record_is_asked_about_before_it_is_saved_a_second_time(self):
        """Somebody goes back in the browser after saving and presses Enter."""
        client, add = self.enter(self.cast.people["officer"]), self.url("add")
        client.post(add, self.typed)
        [one] = self.rows()
        entries = Entry.objects.count()
        for typed in (self.typed, {**self.typed, **self.changed}):
            if {*self.changed} & {*self.register.identity} and typed is not self.typed:
                continue
            answer = client.post(add, typed)
            assert answer.status_code == 422
            page = html.unescape(answer.content.decode())
            assert f'href="{self.url("record", one.pk)}"' in page
            assert "Vẫn ghi thêm" in page
            for text in (t for t in typed.values() if isinstance(t, str)):
                assert text in page
        assert (len(self.rows()), Entry.objects.count()) == (1, entries)
        assert client.post(add, {**self.typed, **self.second()}).status_code == 302
        assert client.post(add, {**self.typed, "even_so": "1"}).status_code == 302
        assert len(self.rows()) == 3

    def test_a_withdrawn_record_is_entered_anew_without_a_question(self):
        client = self.enter(self.cast.people["officer"])
        client.post(self.url("add"), self.typed)
        client.post(self.url("withdraw", self.rows()[0].pk), {"reason": "nhập nhầm"})
        assert client.post(self.url("add"), self.typed).status_code == 302

    def days(self):
        return [name for name, field in self.register.fields.items() if field.kind == "day"]

    def test_a_day_that_no_period_holds_is_refused_everywhere_with_a_sentence(self):
        client, columns = self.enter(self.cast.people["officer"]), LOADERS[self.name].columns
        for name in self.days():
            for text in ("01/01/1900", "31/12/2101"):
                typed = {**self.typed, name: text}
                page = client.post(self.url("add"), typed)
                assert page.status_code == 422, (name, text)
                [sentence] = page.context["form"].errors[name]
                assert "1901" in sentence
                answer = self.send(client, "post", self.api("records"), values=typed)
                assert (answer.status_code, answer.json()["fields"][name]) == (422, sentence)
                data = write_csv(columns, [self.texts(**{name: text})])
                outcome = load(LOADERS[self.name], data, "x.csv", actor=self.cast.people["officer"])
                assert sentence in [p.message for p in outcome.problems]
        assert self.rows() == []

    def test_the_page_of_a_record_with_such_a_day_opens_all_the_same(self):
        """Some were saved before they were refused."""
        one, day = self.make(), datetime.date(1900, 1, 1)
        kept = self.register.model._default_manager.filter(pk=one.pk)
        kept.update(**dict.fromkeys(self.days(), day))
        entry = Entry.objects.filter(subject_kind=self.register.kind, subject_id=one.pk)
        entry.update(new={**entry.get().new, **dict.fromkeys(self.days(), day.isoformat())})
        client = self.enter(self.cast.people["officer"])
        for page in ("record", "change"):
            answer = client.get(self.url(page, one.pk))
            assert answer.status_code == 200
            assert "01/01/1900" in answer.content.decode()
        client.post(self.url("withdraw", one.pk), {"reason": "nhập nhầm"})
        assert self.rows()[0].withdrawn_at is not None

    def test_it_is_changed_with_old_and_new_value_and_only_once(self):
        one, client = self.make(), self.enter(self.cast.people["officer"])
        data = {**self.typed, **self.changed, "version": one.version}
        assert client.get(self.url("change", one.pk)).status_code == 200
        assert client.post(self.url("change", one.pk), data).status_code == 302
        entries = Entry.objects.count()
        assert (
            client.post(self.url("change", one.pk), {**data, "version": one.version + 1}).status_code == 302
        )
        assert Entry.objects.count() == entries
        page = client.get(self.url("record", one.pk)).content.decode()
        for name, text in self.changed.items():
            field = self.register.fields[name]
            if field.kind not in ("many", "one"):
                assert field.show(field.reader()(text)) in page
        entry = Entry.objects.first()
        assert set(entry.old) == set(entry.new) == set(self.changed)

    def test_a_change_over_somebody_elses_change_is_refused_and_loses_nothing(self):
        one, client = self.make(), self.enter(self.cast.people["officer"])
        client.post(self.url("change", one.pk), {**self.typed, **self.changed, "version": one.version})
        answer = client.post(self.url("change", one.pk), {**self.typed, "version": one.version})
        assert answer.status_code == 422
        assert answer.context["form"].non_field_errors()

    def test_it_is_withdrawn_with_a_reason_and_put_back(self):
        one, client = self.make(), self.enter(self.cast.people["officer"])
        client.post(self.url("withdraw", one.pk), {"reason": ""})
        assert self.rows()[0].withdrawn_at is None
        client.post(self.url("withdraw", one.pk), {"reason": "nhập nhầm"})
        client.post(self.url("withdraw", one.pk), {"reason": "nhập nhầm"})
        assert self.rows()[0].withdrawn_at is not None
        assert Entry.objects.filter(verb="sheets.withdraw_record").count() == 1
        assert lists.page(self.register, None, lists.asked(self.register, MultiValueDict())).lines == []
        client.post(self.url("withdraw", one.pk), {"restore": "1"})
        assert self.rows()[0].withdrawn_at is None

    def test_several_are_changed_at_once_and_each_history_says_so(self):
        first, second = self.make(), self.make(**self.second())
        field, value = self.bulk
        client = self.enter(self.cast.people["officer"])
        data = {"pk": [first.pk, second.pk], "field": field, "value": value}
        assert client.post(self.url("bulk"), data).status_code == 302
        wanted = self.register.fields[field].reader()(value)
        assert [self.register.values(one)[field] for one in self.rows()] == [wanted, wanted]
        assert Entry.objects.filter(verb="sheets.change_records").count() == 1
        for one in (first, second):
            events = client.get(self.url("record", one.pk)).context["history"]
            assert [title for title, _old, _new in events[0].changes] == [self.register.fields[field].title]

    def serves(self, register) -> bool:
        """Whether its records name work items, or belong to those of a register that does."""
        if "work_items" in register.fields:
            return register.fields["work_items"].model is WorkItem
        whose = register.fields[register.unit]
        above = [r for r in REGISTERS.values() if isinstance(whose, One) and r.model is whose.model]
        return any(self.serves(one) for one in above)

    def test_it_serves_work_items_of_the_plan_which_lead_to_it(self):
        assert self.serves(self.register)
        if "work_items" not in self.register.fields:
            return
        plan, items = make_plan(self.cast)
        served, other, officer = str(items[3].pk), str(items[2].pk), self.cast.people["officer"]
        client = self.enter(officer)
        answer = client.post(self.url("add"), {**self.typed, "work_items": [served]})
        assert answer.status_code == 302, answer.context["form"].errors
        [one] = self.rows()
        self.make(**self.second(), work_items=[other]), self.make(**self.numbered(7))
        assert items[3].at in client.get(self.url("record", one.pk)).content.decode()
        assert [line.pk for line in self.page(work_items=served, unit="").lines] == [one.pk]
        [column] = self.page(work_items=served, columns="work_items").lines[0].cells
        assert items[3].at in column[1]
        address = f"{self.url('list')}?work_items={served}"
        work = reverse("plans:work", args=[plan.key]) + "?unit=so-yt"
        jobs = {j.duty.work_item_id: j.records for j in client.get(work).context["leading"]}
        assert [(r.register.name, r.count, r.url) for r in jobs[items[3].pk]] == [(self.name, 1, address)]
        assert address in client.get(work).content.decode()
        reader = self.enter(self.cast.people[self.outsider or self.reader])
        seen = reader.get(work).context["leading"]
        assert [bool(j.records) for j in seen if j.duty.at == items[3].at] == [not self.outsider]
        exported = self.enter(officer).get(
            reverse("sheets:export", args=[self.name, "csv"]) + f"?work_items={served}"
        )
        [row] = read_sheets(b"".join(exported.streaming_content), "a.csv")[0].rows[1:]
        assert served in row
        self.register.model._default_manager.all().delete()
        again = write_csv(LOADERS[self.name].columns, [self.texts(work_items=f"{served}|{other}")])
        assert load(LOADERS[self.name], again, "a.csv", actor=officer).created == 1
        [loaded] = self.rows()
        assert self.register.values(loaded)["work_items"] == tuple(sorted([int(served), int(other)]))

    def second(self) -> dict[str, Any]:
        """What makes another record another one."""
        name = self.register.identity[-1]
        return {name: f"{self.typed[name]} (2)"}

    def test_only_those_who_may_write_it_write_it(self):
        one = self.make()
        people = [p for p in (self.reader, self.outsider) if p]
        for person in people:
            client = self.enter(self.cast.people[person])
            for page in ("change", "withdraw", "add-evidence"):
                assert client.post(self.url(page, one.pk), {**self.typed, "reason": "x"}).status_code == 404
            client.post(self.url("bulk"), {"pk": [one.pk], "field": self.bulk[0], "value": self.bulk[1]})
        [kept] = self.rows()
        assert (kept.version, kept.withdrawn_at) == (1, None)

    def test_only_those_who_may_read_it_read_it(self):
        one = self.make()
        one_file = self.evidence(one)
        addresses = [self.url("record", one.pk), reverse("registers:evidence", args=[one_file.pk])]
        if self.reader:
            client = self.enter(self.cast.people[self.reader])
            assert [client.get(a).status_code for a in addresses] == [200, 200]
        if self.outsider:
            row = {"id": str(one.pk), **self.texts()}
            data = write_csv(LOADERS[self.name].columns, [row])
            outcome = load(LOADERS[self.name], data, "x.csv", actor=self.cast.people[self.outsider])
            assert [p.address.split("!")[1] for p in outcome.problems] == ["A2"]
            client = self.enter(self.cast.people[self.outsider])
            assert [client.get(a).status_code for a in addresses] == [404, 404]
            for page in (self.url("list"), reverse("sheets:export", args=[self.name, "csv"])):
                answer = client.get(page + "?unit=")
                body = b"".join(answer.streaming_content) if answer.streaming else answer.content
                assert answer.status_code == 404 or str(one).encode() not in body

    def test_nobody_enters_a_record_of_somebody_elses_unit(self):
        client = self.enter(self.cast.people["stranger"])
        answer = client.post(self.url("add"), self.typed)
        assert answer.status_code in (404, 422)
        assert self.rows() == []

    def evidence(self, one):
        client = self.enter(self.cast.people["officer"])
        file = SimpleUploadedFile("biên bản.pdf", PDF)
        client.post(self.url("add-evidence", one.pk), {"file": file})
        return Evidence.objects.get(register=self.name, record_id=one.pk)

    def test_evidence_is_kept_checked_by_content_and_taken_back(self):
        one = self.make()
        found = self.evidence(one)
        client = self.enter(self.cast.people["officer"])
        client.post(self.url("add-evidence", one.pk), {"file": SimpleUploadedFile("x.pdf", b"MZ\x90")})
        assert Evidence.objects.count() == 1
        answer = client.get(reverse("registers:evidence", args=[found.pk]))
        assert b"".join(answer.streaming_content) == PDF
        client.post(reverse("registers:evidence", args=[found.pk]))
        assert client.get(reverse("registers:evidence", args=[found.pk])).status_code == 404

    def texts(self, **other: str) -> dict[str, str]:
        typed = {k: "|".join(v) if isinstance(v, list) else v for k, v in self.typed.items()}
        return {**typed, **other}

    @pytest.mark.parametrize("ending", ["csv", "xlsx"])
    def test_a_table_is_loaded_once_and_each_bad_cell_is_named(self, ending):
        columns = LOADERS[self.name].columns

        def write(rows):
            return write_csv(columns, rows) if ending == "csv" else write_table(columns, rows, "Bảng")

        good, officer = [self.texts(), {**self.texts(), **self.second()}], self.cast.people["officer"]
        for name, text in self.wrong.items():
            outcome = load(
                LOADERS[self.name], write([*good, self.texts(**{name: text})]), f"x.{ending}", actor=officer
            )
            assert not outcome.is_loaded
            assert [p.row for p in outcome.problems] == [4], outcome.problems
        assert self.rows() == []
        planned = load(LOADERS[self.name], write(good), f"x.{ending}", actor=officer, dry_run=True)
        assert (planned.created, self.rows()) == (2, [])
        assert load(LOADERS[self.name], write(good), f"x.{ending}", actor=officer).created == 2
        again = load(LOADERS[self.name], write(good), f"x.{ending}", actor=officer)
        assert (again.unchanged, len(self.rows())) == (2, 2)
        page = self.enter(officer).get(self.url("record", self.rows()[0].pk))
        assert len(page.context["history"]) == 1

    def test_what_a_file_would_change_stands_in_the_words_of_the_screen(self):
        client, columns = self.enter(self.cast.people["officer"]), LOADERS[self.name].columns
        load_page = reverse("sheets:load", args=[self.name])

        def looked_at(**row):
            file = SimpleUploadedFile("a.csv", write_csv(columns, [self.texts(**row)]))
            answer = client.post(load_page, {"file": file})
            [change] = answer.context["changes"]
            page = html.unescape(answer.content.decode())
            return change, page

        def words(name, text):
            field = self.register.fields[name]
            return field.show(field.reader()("|".join(text) if isinstance(text, list) else text))

        change, page = looked_at()
        for name, text in self.typed.items():
            shown = words(name, text)
            assert change.new[str(self.register.fields[name].title)] == shown, name
            assert shown in page
        one, field = self.make(), self.register.fields[self.bulk[0]]
        change, page = looked_at(id=str(one.pk), **{self.bulk[0]: self.bulk[1]})
        assert change.new == {str(field.title): words(*self.bulk)}
        assert change.old == {str(field.title): field.show(self.register.values(one)[field.name])}

    def test_a_load_of_somebody_elses_unit_is_refused_by_cell(self):
        data = write_csv(LOADERS[self.name].columns, [self.texts()])
        outcome = load(LOADERS[self.name], data, "x.csv", actor=self.cast.people["stranger"])
        assert not outcome.is_loaded
        assert self.rows() == []

    def test_the_operator_loads_for_everybody(self):
        data = write_csv(LOADERS[self.name].columns, [self.texts()])
        assert load(LOADERS[self.name], data, "x.csv", actor=Operator()).created == 1

    def test_its_template_is_a_workbook_with_every_column(self):
        data = self.enter(self.cast.people["officer"]).get(reverse("sheets:template", args=[self.name]))
        sheet = read_sheets(data.content, "x.xlsx")[0]
        assert sheet.rows[0][1:] == list(self.register.fields)

    def numbered(self, n: int) -> dict[str, Any]:
        name = self.register.identity[-1]
        return {name: f"{self.typed[name]} {n}"}

    def test_the_list_is_searched_without_marks_and_narrowed(self):
        one, other = self.make(), self.make(**self.second())
        del other
        assert one.pk in {line.pk for line in self.page(q=str(one).upper()[:12]).lines}
        nothing = self.page(q="khôngcógìnhưthế")
        assert (nothing.lines, nothing.count) == ([], 0)
        for name in self.register.filters:
            if name not in self.register.fields:
                continue  # it asks for what the record hangs on; the room's own test tries it
            field, values = self.register.fields[name], self.register.values(one)
            asked = (
                {f"{name}_from": field.type(values[name])}
                if field.kind == "day"
                else {name: field.write(values[name])}
            )
            assert one.pk in {line.pk for line in self.page(**asked).lines}, asked

    def test_a_filter_that_is_no_value_stays_with_a_sentence(self):
        client = self.enter(self.cast.people["officer"])
        for name, field in self.register.filter_fields.items():
            asked = f"{name}_from" if field.kind == "day" else name
            answer = client.get(self.address, {asked: "không có gì như thế"})
            assert field.kind == "text" or answer.context["asked"].wrong[asked]

    def of_somebody_else(self):
        """A record that is not of so-yt."""
        one, whose = self.make(**self.second()), self.register.fields[self.register.unit]
        other = self.cast.units["hlhpn"]
        if whose.model is not type(other):
            thing = whose.model._default_manager.get(pk=getattr(one, f"{whose.name}_id"))
            thing.pk, thing.unit = None, other
            thing.save()
            other = thing
        self.register.model._default_manager.filter(pk=one.pk).update(**{whose.name: other})
        return one

    def test_every_link_of_the_first_view_keeps_what_it_shows(self, monkeypatch):
        """The first view is narrowed to one's own unit without being asked: sorted, turned or exported it stays so."""
        client, other = self.enter(self.cast.people["officer"]), self.of_somebody_else()
        mine = [self.make(**self.numbered(n)).pk for n in range(5)]
        if not self.register.first_filters(self.cast.people["officer"]):
            return
        monkeypatch.setitem(vars(self.register), "size", 2)
        page = client.get(self.address)
        text, asked = html.unescape(page.content.decode()), page.context["asked"]
        links = set(re.findall(r'href="(\?[^"]*|/sheets/export/[^"]*)"', text)) - {f"?sort={asked.sort}"}
        exports = {link for link in links if link.startswith("/")}
        assert len(exports) == 2
        heads = [name for name in self.register.sorts if name.lstrip("-") in self.register.listed]
        assert len(links) >= 2 + len(heads) + 2  # exports, heads of columns, next and last page
        for link in links - exports:
            found = client.get(self.address + link).context
            assert other.pk not in [line.pk for line in found["page"].lines], link
            assert found["asked"].filters == asked.filters, link
        for link in exports:
            body = b"".join(client.get(link).streaming_content)
            rows = read_sheets(body, link.partition("?")[0].rpartition("/")[2])[0].rows[1:]
            assert sorted(int(row[0]) for row in rows) == mine, link
        [back] = re.findall(r'name="back" value="([^"]*)"', text)
        assert client.get(self.address + back).context["asked"].filters == asked.filters
        everything = client.get(f"{self.address}?sort={asked.sort}").context["page"]
        assert everything.count == 6

    def test_an_export_has_the_rows_of_the_list_with_the_same_query(self):
        self.of_somebody_else(), self.make()
        client = self.enter(self.cast.people["officer"])
        for query in ("", "?", "?q=", f"?sort={self.register.sorts[0]}", f"?{self.register.unit}="):
            shown = client.get(self.address + query).context["page"].lines
            body = client.get(reverse("sheets:export", args=[self.name, "csv"]) + query).streaming_content
            rows = read_sheets(b"".join(body), "a.csv")[0].rows[1:]
            assert sorted(row[0] for row in rows) == sorted(str(line.pk) for line in shown), query

    def test_every_record_is_in_exactly_one_state(self):
        if not self.register.states:
            return
        for n in range(3):
            self.make(**self.numbered(n))
        for day in (datetime.date(2019, 1, 1), datetime.date(2024, 3, 5), datetime.date(2030, 1, 1)):
            found = [
                pk
                for state in self.register.states.values()
                for pk in self.register.model._default_manager.filter(state.where(day)).values_list(
                    "pk", flat=True
                )
            ]
            assert sorted(found) == [one.pk for one in self.rows()]

    def test_its_pages_stand_in_english_too(self):
        one = self.make()
        client = self.enter(self.cast.people["officer"])
        client.cookies["language"] = "en"
        for address in (self.url("list"), self.url("add"), self.url("record", one.pk)):
            assert client.get(address).status_code == 200
