"""Activities: one register of many; and how it counts who took part."""

import datetime
import io
import unicodedata

import pytest
from openpyxl import Workbook

from chithi.records.models import Activity
from chithi.sheets.loading import LOADERS, load
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
        answer = client.post(self.url("add"), {**self.typed, **self.second(), "again": "1"})
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

    def test_neither_its_first_nor_its_last_day_is_still_to_come(self):
        client = self.enter(self.cast.people["officer"])
        for days, wrong in (
            ({"day": "13/11/2024"}, {"day"}),
            ({"last_day": "13/11/2024"}, {"last_day"}),
            ({"last_day": "01/01/2099"}, {"last_day"}),
            ({"day": "13/11/2024", "last_day": "14/11/2024"}, {"day", "last_day"}),
        ):
            answer = client.post(self.url("add"), {**self.typed, **days})
            assert set(answer.context["form"].errors) == wrong
        assert self.rows() == []
        assert self.make(day="12/11/2024", last_day="12/11/2024").pk

    def test_days_and_numbers_are_read_as_people_write_them(self):
        one = self.make(day="2024-03-05", female="1 234")
        assert (one.day, one.female, one.male) == (datetime.date(2024, 3, 5), 1234, None)


HEADER = "title,kind,unit,day,female"


@pytest.mark.parametrize(
    ("row", "column", "why"),
    [
        ('"Tập huấn",training,so-yt,5/3/2024,"1.234,5"', "E", "1.234,5"),
        ("Tập huấn,training,so-yt,5/3/2024,chưa có số liệu", "E", "chưa có số liệu"),
        ("Tập huấn,training,so-yt,5/3/2024,-3", "E", "-3"),
        ("Tập huấn,training,so-yt,tháng 3,3", "D", "tháng 3"),
        ("Tập huấn,họp,so-yt,5/3/2024,3", "B", "họp"),
        ("Tập huấn,training,Sở Không Có,5/3/2024,3", "C", "Sở Không Có"),
        (",training,so-yt,5/3/2024,3", "A", ""),
    ],
)
def test_what_is_no_value_is_refused_at_its_cell(cast, row, column, why):
    outcome = load(
        LOADERS["activities"], f"{HEADER}\n{row}\n".encode(), "a.csv", actor=cast.people["officer"]
    )
    [problem] = outcome.problems
    assert problem.address == f"a.csv!{column}2"
    assert why in problem.message
    assert not Activity.objects.exists()


def test_what_people_write_is_read(cast):
    """A name instead of a key, either place of the tone mark, decomposed letters, days as text, grouped numbers."""
    name = unicodedata.normalize("NFD", "SỞ Y TẾ")
    rows = [
        f"Tập huấn một,Tập huấn,{name},05-03-2024,1.234",
        "Tập huấn hai,training,so-yt,2024-03-05,1 234",
        "Tập huấn ba,TẬP HUẤN,Sở Y tế,5.3.2024,",
    ]
    table = (f"Tên hoạt động,{HEADER.partition(',')[2]}\n" + "\n".join(rows)).encode()
    outcome = load(LOADERS["activities"], table, "a.csv", actor=cast.people["officer"])
    assert outcome.problems == []
    found = Activity.objects.order_by("pk").values_list("unit__key", "kind", "day", "female")
    day = datetime.date(2024, 3, 5)
    assert list(found) == [("so-yt", "training", day, 1234)] * 2 + [("so-yt", "training", day, None)]


def test_a_value_merged_over_rows_stands_in_each(cast):
    book = Workbook()
    sheet = book.active
    for row in (HEADER.split(","), ["Một", "training", "so-yt", "5/3/2024", 3], ["Hai", None, None, None, 4]):
        sheet.append(row)
    for column in "BCD":
        sheet.merge_cells(f"{column}2:{column}3")
    out = io.BytesIO()
    book.save(out)
    outcome = load(LOADERS["activities"], out.getvalue(), "a.xlsx", actor=cast.people["officer"])
    assert (outcome.problems, outcome.created) == ([], 2)
    assert list(Activity.objects.order_by("pk").values_list("unit__key", "female")) == [
        ("so-yt", 3),
        ("so-yt", 4),
    ]
