"""Activities: one register of many; and how it counts who took part."""

import datetime

from tests.registers import RegisterTests


class TestActivities(RegisterTests):
    name = "activities"
    typed = {
        "title": "Tập huấn lồng ghép giới cho cán bộ y tế",
        "kind": "training",
        "unit": "so-yt",
        "day": "05/03/2024",
        "place": "Hội trường Sở Y tế",
        "female": "1.234",
        "male_16_30": "7",
        "co_organisers": ["hlhpn", "so-ld"],
    }
    changed = {"place": "Nhà văn hóa huyện", "female": "40"}
    bulk = ("kind", "communication")
    wrong = {
        "day": "31/02/2024",
        "female": "12,5",
        "kind": "không rõ",
        "unit": "không có",
        "last_day": "01/01/2024",
        "title": "",
    }

    def test_a_new_one_begins_with_ones_own_unit_and_today(self):
        form = self.enter(self.cast.people["officer"]).get(self.url("add")).context["form"]
        assert (form["unit"].value(), form["day"].value()) == ("so-yt", "12/11/2024")

    def test_a_copy_keeps_words_and_leaves_days_and_numbers_to_be_typed(self):
        one = self.make()
        page = self.enter(self.cast.people["officer"]).get(f"{self.url('add')}?copy={one.pk}")
        form = page.context["form"]
        assert (form["title"].value(), form["day"].value() or "") == (str(one), "")
        assert form["female"].value() == ""
        assert form["co_organisers"].value() == ["so-ld", "hlhpn"] or form["co_organisers"].value() == [
            "hlhpn",
            "so-ld",
        ]

    def test_the_next_one_after_it_keeps_kind_unit_place_and_day(self):
        one, client = self.make(), self.enter(self.cast.people["officer"])
        answer = client.post(self.url("add"), {**self.typed, "again": "1"})
        form = client.get(answer.url).context["form"]
        kept = {n: v for n in form.fields if (v := form[n].value())}
        assert kept == {"kind": "training", "unit": "so-yt", "day": "05/03/2024", "place": one.place}

    def test_a_record_one_does_not_see_is_no_beginning(self):
        page = self.enter(self.cast.people["officer"]).get(f"{self.url('add')}?copy=999&after=x")
        assert page.context["form"]["day"].value() == "12/11/2024"

    def test_a_day_typed_short_is_of_this_year_and_a_wrong_one_is_kept_as_typed(self):
        assert self.make(day="5/3").day == datetime.date(2024, 3, 5)
        answer = self.enter(self.cast.people["officer"]).post(self.url("add"), {**self.typed, "day": "31/4"})
        assert 'value="31/4"' in answer.content.decode()

    def test_a_co_organiser_finds_it_in_its_own_list(self):
        self.make()
        focal = self.enter(self.cast.people["focal"]).get(self.url("list"))
        assert [line.cells[0][1] for line in focal.context["page"].lines] == [self.typed["title"]]
        stranger = self.enter(self.cast.people["stranger"]).get(self.url("list"))
        assert stranger.context["page"].lines == []

    def test_days_and_numbers_are_read_as_people_write_them(self):
        one = self.make(day="2024-03-05", female="1 234")
        assert (one.day, one.female, one.male) == (datetime.date(2024, 3, 5), 1234, None)
