"""Posts, holders, the pool, elected bodies and staff: five registers, and who may read a name in them."""

import datetime

import pytest
from django.urls import reverse

from chithi.figures.derived import Derived, derive
from chithi.figures.periods import parse_period
from chithi.journal.actions import Operator
from chithi.leadership.elected import in_term
from chithi.leadership.holders import REGISTER as HOLDERS
from chithi.leadership.models import ElectedBody, Holder, StaffTotal
from chithi.leadership.pool import REGISTER as POOL
from chithi.leadership.staff import latest
from chithi.sheets import record_actions
from chithi.sheets.catalogue import REGISTERS
from chithi.sheets.record_actions import change_record, withdraw_record
from tests.leadership.test_committees import SEE_HEALTH, enter, reading
from tests.registers import RegisterTests

POST = {
    "title": "Giám đốc Sở",
    "unit": "so-yt",
    "body": "agency",
    "level": "head",
    "seats": "1",
    "valid_from": "01/01/2016",
}
HOLDER = {
    "name": "Nguyễn Thị Thu Hiền",
    "sex": "F",
    "birth_month": "05/1970",
    "held_as": "main",
    "decision_number": "120/QĐ-UBND",
    "appointed_on": "02/03/2021",
    "valid_from": "10/03/2021",
    "term_until": "09/03/2026",
}
PLANNED = {
    "unit": "so-yt",
    "name": "Lê Thị Ngọc Bích",
    "sex": "F",
    "birth_month": "11/1984",
    "level": "deputy",
    "post": "Phó Giám đốc Sở",
    "term": "2021-2026",
    "valid_from": "01/06/2021",
    "valid_to": "31/12/2026",
    "trained": "yes",
    "training": "Bồi dưỡng lãnh đạo cấp sở",
}
ELECTED = {
    "title": "Ban chấp hành Đảng bộ Sở Y tế",
    "unit": "so-yt",
    "kind": "party",
    "term": "2020-2025",
    "valid_from": "15/08/2020",
    "female": "4",
    "male": "11",
    "candidates_female": "6",
    "candidates_male": "13",
}
STAFF = {
    "source": "Báo cáo biên chế quý II",
    "unit": "so-yt",
    "day": "30/06/2024",
    "female": "62",
    "male": "58",
}
Y2024 = parse_period("2024")


class TestPosts(RegisterTests):
    name = "posts"
    typed = POST
    changed = {"title": "Giám đốc", "seats": "2"}
    bulk = ("level", "deputy")
    wrong = {
        "title": "",
        "unit": "không có",
        "body": "",
        "level": "x",
        "seats": "0",
        "valid_to": "01/01/2015",
    }


class TestHolders(RegisterTests):
    name = "post-holders"
    changed = {"valid_to": "31/10/2024", "birth_month": "06/1970"}
    bulk = ("sex", "M")
    wrong = {
        "name": "",
        "sex": "",
        "birth_month": "13/1970",
        "appointed_on": "01/01/2025",
        "valid_from": "01/03/2021",
        "valid_to": "01/03/2021",
        "term_until": "01/03/2021",
        "post": "không có",
    }
    reader = "leader"
    outsider = "stranger"

    def prepare(self):
        self.post = enter("posts", POST, self.cast.people["officer"])
        self.typed = {**HOLDER, "post": str(self.post.pk)}

    def test_condition_and_right_say_the_same_of_everybody(self):
        reading(self.cast)
        mine = self.make()
        for key, person in self.cast.people.items():
            seen = set(HOLDERS.records(person))
            assert seen == ({mine} if key in SEE_HEALTH else set()), key
            assert person.has_perm(HOLDERS.read, mine) == (key in SEE_HEALTH), key

    @pytest.mark.parametrize("who", ["statistician", "nobody"])
    def test_whose_role_needs_no_names_finds_no_such_register(self, who):
        reading(self.cast)
        one, client = self.make(), self.enter(self.cast.people[who])
        for address in (
            self.url("list"),
            self.url("record", one.pk),
            reverse("sheets:export", args=[self.name, "csv"]),
            self.api("records"),
            self.api("record", one.pk),
        ):
            assert client.get(address).status_code == 404, address

    @pytest.mark.parametrize("who", ["stranger", "branch", "neighbour", "statistician"])
    def test_no_search_filter_or_figure_tells_a_name_to_others(self, who):
        reading(self.cast)
        one, client = self.make(), self.enter(self.cast.people[who])
        for query in ({"q": "Thu Hiền"}, {"post": str(self.post.pk)}, {"of_unit": "so-yt"}, {"sex": "F"}):
            answer = client.get(self.url("list"), query)
            assert answer.status_code == 404 or answer.context["page"].count == 0, query
        places = ["/figures/leaders/2024/records/?unit=so-yt", f"/registers/posts/{self.post.pk}/", "/"]
        for address in places:
            answer = client.get(address)
            assert one.name not in answer.content.decode(), address

    def test_a_correction_tells_no_name_to_those_who_read_the_report(self, monkeypatch):
        one, told = self.make(), []
        monkeypatch.setattr(record_actions, "AFTER", [told.append])
        change_record(self.register, one.pk, {"sex": "M"}, actor=self.cast.people["officer"])
        assert [touched.what for touched in told] == [str(self.register.one)]

    def test_a_month_is_typed_as_people_write_it_and_kept_without_a_day(self):
        self.make(birth_month="5/1970"), self.make(birth_month="1970-05-01", name="Hai")
        assert {one.birth_month for one in self.rows()} == {"1970-05"}
        page = self.enter(self.cast.people["officer"]).get(self.url("record", self.rows()[0].pk))
        assert "05/1970" in page.content.decode()

    def test_nobody_leads_under_18_or_over_80(self):
        for month in ("05/2005", "01/1930"):
            answer = self.enter(self.cast.people["officer"]).post(
                self.url("add"), {**self.typed, "birth_month": month}
            )
            assert list(answer.context["form"].errors) == ["birth_month"]

    def test_a_holder_is_found_by_unit_and_by_post(self):
        one, officer = self.make(), self.cast.people["leader"]
        client = self.enter(officer)
        for query, count in (
            ({"of_unit": "so-yt"}, 1),
            ({"of_unit": "so-ld"}, 0),
            ({"post": f"{POST['title']} (Sở Y tế)"}, 1),
            ({"post": str(self.post.pk)}, 1),
        ):
            lines = client.get(self.url("list"), query).context["page"].lines
            assert [line.pk for line in lines] == [one.pk] * count, query

    def test_leaders_are_counted_by_sex_once_and_as_long_as_they_and_their_post_last(self):
        self.make(), self.make(name="Trần Văn Nam", sex="M"), self.make(name="Lê Văn Tư", sex="M")
        self.make(name="Kiêm nhiệm", held_as="beside"), self.make(name="Đã nghỉ", valid_to="31/12/2023")
        unit = self.cast.units["so-yt"].pk
        assert derive(Y2024, codes=["leaders"]) == {
            ("leaders", unit, "", "", "F"): Derived(1, 3),
            ("leaders", unit, "", "", "M"): Derived(2, 3),
        }
        withdraw_record(REGISTERS["posts"], self.post.pk, "nhập nhầm", actor=Operator())
        assert derive(Y2024, codes=["leaders"]) == {}

    def test_what_a_roadmap_needs_of_a_holder_is_there(self):
        self.make()
        [row] = Holder.objects.values_list("post", "sex", "birth_month", "term_until")
        assert row == (self.post.pk, "F", "1970-05", datetime.date(2026, 3, 9))


class TestPool(RegisterTests):
    name = "planning-pool"
    typed = PLANNED
    changed = {"level": "head", "birth_month": "10/1984"}
    bulk = ("level", "division_head")
    wrong = {
        "name": "",
        "sex": "X",
        "birth_month": "1984",
        "term": "2026-2021",
        "valid_to": "01/01/2021",
        "trained": "no",
        "unit": "không có",
    }
    reader = "leader"
    outsider = "stranger"

    def test_condition_and_right_say_the_same_of_everybody(self):
        reading(self.cast)
        mine = self.make()
        for key, person in self.cast.people.items():
            seen = set(POOL.records(person))
            assert seen == ({mine} if key in SEE_HEALTH else set()), key
            assert person.has_perm(POOL.read, mine) == (key in SEE_HEALTH), key

    def test_the_pool_is_counted_by_sex_on_the_day(self):
        self.make(), self.make(name="Hai", sex="M"), self.make(name="Ba", valid_to="31/12/2023")
        unit = self.cast.units["so-yt"].pk
        assert derive(Y2024, codes=["planning-pool"]) == {
            ("planning-pool", unit, "", "", "F"): Derived(1, 2),
            ("planning-pool", unit, "", "", "M"): Derived(1, 2),
        }


class TestElected(RegisterTests):
    name = "elected-bodies"
    typed = ELECTED
    changed = {"female": "5", "male": "10"}
    bulk = ("term", "2021-2026")
    wrong = {
        "title": "",
        "kind": "",
        "term": "2020",
        "valid_from": "01/01/2025",
        "valid_to": "01/01/2020",
        "male": "",
        "candidates_female": "3",
    }

    def test_the_next_term_ends_the_one_before_it(self):
        old = self.make()
        new = self.make(term="2024-2029", valid_from="01/07/2024", female="6", male="9")
        other = self.make(kind="council", title="HĐND", female="3", male="9")

        def runs(day):
            return set(ElectedBody.objects.filter(in_term(day), withdrawn_at=None))

        assert runs(datetime.date(2024, 6, 30)) == {old, other}
        assert runs(datetime.date(2024, 7, 1)) == {new, other}
        unit = self.cast.units["so-yt"].pk
        assert derive(Y2024, codes=["party-committee-members", "council-deputies"]) == {
            ("party-committee-members", unit, "", "", "F"): Derived(6, 1),
            ("party-committee-members", unit, "", "", "M"): Derived(9, 1),
            ("council-deputies", unit, "", "", "F"): Derived(3, 1),
            ("council-deputies", unit, "", "", "M"): Derived(9, 1),
        }

    def test_seats_that_nobody_counted_are_no_zero(self):
        self.make(female="", male="", candidates_female="", candidates_male="")
        assert derive(Y2024, codes=["party-committee-members"]) == {}


class TestStaff(RegisterTests):
    name = "staff-totals"
    typed = STAFF
    changed = {"female": "64", "male": "57"}
    bulk = ("source", "Bảng lương tháng 6")
    wrong = {"source": "", "unit": "không có", "day": "30/06/2025", "female": "", "male": "-1"}

    def test_the_latest_count_of_a_unit_holds(self):
        first, second = self.make(), self.make(day="30/09/2024", female="65")

        def counts(day):
            return list(StaffTotal.objects.filter(latest(day), withdrawn_at=None))

        assert counts(datetime.date(2024, 6, 29)) == []
        assert counts(datetime.date(2024, 9, 29)) == [first]
        assert counts(datetime.date(2024, 9, 30)) == [second]
        unit = self.cast.units["so-yt"].pk
        assert derive(Y2024, codes=["staff"]) == {
            ("staff", unit, "", "", "F"): Derived(65, 1),
            ("staff", unit, "", "", "M"): Derived(58, 1),
        }
