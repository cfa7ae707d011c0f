"""Committees for the advancement of women, their members and meetings: three registers of many."""

import datetime

from django.db.models import F
from django.utils.datastructures import MultiValueDict

from chithi.figures.catalogue import install
from chithi.figures.derived import Derived, derive
from chithi.figures.periods import parse_period
from chithi.journal.actions import Operator
from chithi.leadership import members
from chithi.leadership.committees import Committee, in_office
from chithi.leadership.members import Member
from chithi.reports.filled import words_from_records
from chithi.sheets.catalogue import REGISTERS
from chithi.sheets.record_actions import add_record, withdraw_record
from chithi.sheets.register_forms import RecordForm
from chithi.sheets.windows import Window
from tests.cast import make_person
from tests.registers import RegisterTests
from tests.reports.builders import make_round

COMMITTEE = {
    "title": "Ban vì sự tiến bộ của phụ nữ Sở Y tế",
    "unit": "so-yt",
    "chair_post": "Phó Giám đốc Sở Y tế",
    "decision_number": "45/QĐ-SYT",
    "decision_day": "01/02/2021",
    "valid_from": "05/02/2021",
}


SEE_HEALTH = {"officer", "head", "leader", "administrator", "focal"}
"""Of the cast those who read the names of the health department."""


def reading(cast) -> None:
    """Those whom the cast has not, in units beside, below and above the health department."""
    make = {
        "statistician": ("so-yt", "statistician"),
        "branch": ("huyen-a", "administrator"),
        "branch_focal": ("huyen-b", "focal_officer"),
        "neighbour": ("so-ld", "head"),
    }
    for key, (unit, role) in make.items():
        cast.people[key] = make_person(key, key, cast.units[unit], role)
    cast.people["nobody"] = make_person("nobody", "nobody", None, None)


def enter(name: str, typed: dict[str, str], person):
    """A record as a person types it."""
    form = RecordForm(REGISTERS[name], MultiValueDict({k: [v] for k, v in typed.items()}), user=person)
    assert form.is_valid(), form.errors
    return add_record(REGISTERS[name], form.cleaned_data, actor=person)


def names_on(day: datetime.date) -> list[str]:
    [measure] = members.REGISTER.measures
    counted = Member.objects.filter(measure.where, measure.when(Window(day, day)), withdrawn_at=None)
    return sorted(counted.values_list("name", flat=True))


class TestCommittees(RegisterTests):
    name = "committees"
    typed = COMMITTEE
    changed = {"rules_day": "01/03/2021", "chair_post": "Giám đốc Sở Y tế"}
    bulk = ("chair_post", "Giám đốc Sở Y tế")
    wrong = {
        "title": "",
        "decision_number": "",
        "decision_day": "hôm kia",
        "valid_from": "01/01/2021",
        "valid_to": "01/02/2021",
        "term_until": "01/02/2021",
        "unit": "không có",
    }

    def test_a_reconstituted_committee_ends_the_one_before_it_the_day_before(self):
        old, officer = self.make(), self.cast.people["officer"]
        new = self.make(decision_number="9/QĐ-SYT", decision_day="10/05/2023", valid_from="10/05/2023")

        def stands(day):
            return list(Committee.objects.filter(in_office(day), withdrawn_at=None))

        assert stands(datetime.date(2021, 2, 4)) == []
        assert stands(datetime.date(2023, 5, 9)) == [old]
        assert stands(datetime.date(2023, 5, 10)) == [new]
        withdraw_record(self.register, new.pk, "nhập nhầm", actor=officer)
        assert stands(datetime.date(2023, 5, 10)) == [old]

    def test_its_state_is_seen_and_asked_for(self):
        self.make(title="Ban cũ"), self.make(title="Ban mới", valid_from="10/05/2023")
        self.make(title="Ban sắp tới", valid_from="01/01/2025")
        client = self.enter(self.cast.people["stranger"])
        for state, title in (("over", "Ban cũ"), ("standing", "Ban mới"), ("coming", "Ban sắp tới")):
            page = client.get(self.url("list"), {"unit": "", "state": state}).context["page"]
            assert [line.cells[0][1] for line in page.lines] == [title]

    def test_a_decision_of_the_year_stands_in_the_report_at_the_work_item_that_it_serves(self):
        world = make_round(self.cast)
        asked = world.items[3]
        self.make(title="Ban cũ", valid_from="05/02/2023", work_items=[str(asked.pk)])
        self.make(decision_day="02/05/2024", valid_from="06/05/2024", work_items=[str(asked.pk)])
        Committee.objects.update(added_on=F("valid_from"))  # in time for the data of the round
        told = words_from_records(world.report("so-yt"), [item.pk for item in world.items])
        sentence = f"Đã thành lập, kiện toàn {COMMITTEE['title']} (Quyết định số 45/QĐ-SYT ngày 02/05/2024)."
        assert {field: words.text for field, words in told.items()} == {
            "results": sentence,
            f"work:{asked.pk}:words": sentence,
        }
        sources = self.enter(self.cast.people["officer"]).get(told["results"].url).context["sources"]
        titles = [line.cells[0][1] for source in sources for line in source.page.lines]
        assert titles == [COMMITTEE["title"]]

    def test_its_page_leads_to_its_members_and_meetings(self):
        one, officer = self.make(), self.cast.people["officer"]
        enter("committee-members", {**MEMBER, "committee": str(one.pk)}, officer)
        client = self.enter(self.cast.people["leader"])
        page = client.get(self.url("record", one.pk)).content.decode()
        for name in ("committee-members", "committee-meetings", "committee-programmes"):
            assert f"/registers/{name}/?committee={one.pk}" in page
        members = f"/registers/committee-members/?committee={one.pk}"
        assert MEMBER["name"] in client.get(members).content.decode()
        other = self.enter(self.cast.people["stranger"]).get(members)
        assert MEMBER["name"] not in other.content.decode()


MEMBER = {
    "name": "Nguyễn Thị Hạnh",
    "sex": "F",
    "role": "chair",
    "post": "Phó Giám đốc Sở",
    "from_unit": "so-yt",
    "valid_from": "05/02/2021",
}


class TestMembers(RegisterTests):
    name = "committee-members"
    changed = {"post": "Giám đốc Sở", "valid_to": "31/12/2023"}
    bulk = ("role", "member")
    wrong = {
        "name": "",
        "sex": "X",
        "role": "",
        "valid_to": "01/01/2021",
        "committee": "không có",
        "leading_post": "không có",
    }
    reader = "leader"
    outsider = "stranger"

    def prepare(self):
        self.committee = enter("committees", COMMITTEE, self.cast.people["officer"])
        self.typed = {**MEMBER, "committee": str(self.committee.pk)}

    def test_condition_and_right_say_the_same_of_everybody(self):
        reading(self.cast)
        mine = self.make()
        for key, person in self.cast.people.items():
            assert set(self.register.records(person)) == ({mine} if key in SEE_HEALTH else set()), key
            assert person.has_perm(self.register.read, mine) == (key in SEE_HEALTH), key

    def test_the_form_offers_only_ones_own_committees(self):
        other = enter(
            "committees",
            {**COMMITTEE, "unit": "huyen-a", "title": "Ban huyện"},
            self.cast.people["district_officer"],
        )
        form = self.enter(self.cast.people["officer"]).get(self.url("add")).context["form"]
        keys = [key for key, _words in form.fields["committee"].widget.choices]
        assert keys == [str(self.committee.pk)]
        answer = self.enter(self.cast.people["officer"]).post(
            self.url("add"), {**self.typed, "committee": str(other.pk)}
        )
        assert answer.status_code == 422
        assert self.rows() == []

    def test_nobody_is_a_woman_or_a_chair_because_nothing_was_chosen(self):
        form = self.enter(self.cast.people["officer"]).get(self.url("add")).context["form"]
        assert [form[name].value() for name in ("sex", "role")] == ["", ""]
        assert form.fields["sex"].widget.choices[0] == ("", "–")

    def test_a_committee_is_named_by_its_decision_in_a_file(self):
        field = self.register.fields["committee"]
        assert field.reader()("45/qđ-syt") == field.reader()(COMMITTEE["title"]) == self.committee.pk

    def test_members_stand_as_long_as_they_and_their_committee_do(self):
        officer = self.cast.people["officer"]
        self.make(), self.make(name="Trần Văn Nam", sex="M", role="member", valid_to="31/12/2021")
        assert names_on(datetime.date(2021, 12, 31)) == ["Nguyễn Thị Hạnh", "Trần Văn Nam"]
        assert names_on(datetime.date(2022, 1, 1)) == ["Nguyễn Thị Hạnh"]
        new = enter("committees", {**COMMITTEE, "valid_from": "10/05/2023"}, officer)
        self.make(name="Lê Thị Mới", committee=str(new.pk), valid_from="10/05/2023")
        assert names_on(datetime.date(2023, 5, 9)) == ["Nguyễn Thị Hạnh"]
        assert names_on(datetime.date(2023, 5, 10)) == ["Lê Thị Mới"]

    def test_its_page_leads_to_its_committee(self):
        page = self.enter(self.cast.people["leader"]).get(self.url("record", self.make().pk))
        assert f'<a href="/registers/committees/{self.committee.pk}/">' in page.content.decode()

    def test_its_page_leads_to_the_figure_of_every_year_in_which_they_are_counted(self):
        """A stock counts whoever sits, in the year of joining and in each after it up to the present one."""
        install(actor=Operator(), top=self.cast.units["tinh"])
        client, figure = self.enter(self.cast.people["officer"]), "/figures/women-committee-members"
        gone = self.make(name="Trần Văn Nam", valid_to="30/06/2023")
        alone = self.make(name="Lê Thị Hai", valid_from="01/02/2024")
        new, brief = self.make(), self.make(name="Vũ Thị Ba", valid_to="30/06/2021")
        for one, years in ((new, [2024, 2023, 2022, 2021]), (gone, [2022, 2021])):
            page = client.get(self.url("record", one.pk))
            [note] = page.context["notes"]
            assert [words for words, _url in note.links] == [f"năm {year}" for year in years]
            assert [url for _words, url in note.links] == [f"{figure}/{y}/?unit=so-yt" for y in years]
            for words, url in note.links:
                assert f'<a href="{url}">{words}</a>' in page.content.decode()
                assert client.get(url).status_code == 200
        [note] = client.get(self.url("record", alone.pk)).context["notes"]
        assert (note.url, note.links) == (f"{figure}/2024/?unit=so-yt", ())
        assert client.get(self.url("record", brief.pk)).context["notes"] == []

    def test_they_are_counted_by_sex(self):
        self.make(), self.make(name="Trần Văn Nam", sex="M", role="member")
        self.make(name="Lê Thị Hai", role="vice")
        code, unit = "women-committee-members", self.cast.units["so-yt"].pk
        assert derive(parse_period("2024"), codes=[code]) == {
            (code, unit, "", "", "F"): Derived(2, 3),
            (code, unit, "", "", "M"): Derived(1, 3),
        }
        assert derive(parse_period("2020"), codes=[code]) == {}


class TestMeetings(RegisterTests):
    name = "committee-meetings"
    changed = {"female": "12", "conclusions": "Giao thư ký hoàn thiện."}
    bulk = ("conclusions", "Thống nhất.")
    wrong = {"title": "", "day": "2024", "female": "-1", "committee": "không có"}

    def prepare(self):
        self.committee = enter("committees", COMMITTEE, self.cast.people["officer"])
        self.typed = {
            "committee": str(self.committee.pk),
            "day": "15/07/2024",
            "title": "Sơ kết sáu tháng đầu năm",
            "conclusions": "Đẩy mạnh kiểm tra.",
            "female": "9",
            "male": "4",
        }

    def test_meetings_count_in_their_period_for_the_unit_of_their_committee(self):
        self.make(), self.make(day="31/12/2023"), self.make(day="05/11/2024")
        assert derive(parse_period("2024"), codes=["women-committee-meetings"]) == {
            ("women-committee-meetings", self.cast.units["so-yt"].pk, "", "", "_T"): Derived(2, 2)
        }


class TestProgrammes(RegisterTests):
    name = "committee-programmes"
    changed = {"content": "Họp hai kỳ.\nKiểm tra hai xã.", "number": "13/CTr"}
    bulk = ("number", "20/CTr-VSTBPN")
    wrong = {"title": "", "year": "24", "issued_on": "2024", "committee": "không có"}

    def prepare(self):
        self.committee = enter("committees", COMMITTEE, self.cast.people["officer"])
        self.typed = {
            "committee": str(self.committee.pk),
            "year": "2024",
            "title": "Chương trình công tác năm 2024",
            "number": "12/CTr-VSTBPN",
            "issued_on": "10/01/2024",
            "content": "Họp hai kỳ.",
        }

    def test_a_programme_belongs_to_a_year_near_its_paper_and_is_not_of_tomorrow(self):
        client = self.enter(self.cast.people["officer"])
        for typed in ({"year": "2021"}, {"issued_on": "13/11/2024"}):
            assert client.post(self.url("add"), {**self.typed, **typed}).status_code == 422
