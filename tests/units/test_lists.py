"""The lists of units and of people, as every list."""

import datetime

from chithi.accounts.models import User
from chithi.sheets.loading import LOADERS, load
from chithi.units.models import Role, UnitVersion
from tests.cast import make_person
from tests.listings import ListingTests


class TestUnits(ListingTests):
    name = "units"
    address = "/units/"
    finds = (
        ({"q": "so y te"}, "Sở Y tế", "An Lạc"),
        ({"q": "SO LDTBXH"}, "Sở Lao động", "Sở Y tế"),
        ({"q": "ubmttq"}, "Mặt trận", "Sở Y tế"),
        ({"q": "xa-a1"}, "An Lạc", "An Phú"),
        ({"kind": "department"}, "Sở Y tế", "An Hòa"),
        ({"level": "commune"}, "An Lạc", "Sở Y tế"),
    )
    wrong = {"kind": "bộ", "level": "liên xã", "day": "hôm qua"}

    def prepare(self):
        make_person("moi", "Người Mới", None, None)
        self.cast.people["nobody"] = User.objects.get(username="moi")

    outsiders = ("nobody",)

    def names(self, **asked):
        return [line.cells[0][1] for line in self.page(**asked).lines]

    def test_it_begins_in_the_order_of_the_tree_and_says_how_deep_a_unit_stands(self):
        lines = self.page().lines
        assert [(line.depth, line.link[0]) for line in lines[:2]] == [(0, "tinh"), (1, "so-ld")]
        at = [line.link[0] for line in lines].index("huyen-a")
        assert [(line.depth, line.link[0]) for line in lines[at : at + 3]] == [
            (1, "huyen-a"),
            (2, "xa-a1"),
            (2, "xa-a2"),
        ]

    def test_a_unit_that_was_searched_says_what_stands_above_it(self):
        [line] = self.page(q="an lac").lines
        assert (line.depth, line.small) == (0, "Ủy ban nhân dân huyện An Hòa")

    def test_it_is_that_of_a_day(self):
        UnitVersion.objects.create(
            unit=self.cast.units["so-yt"], valid_from=datetime.date(2025, 3, 1), name="Sở Y tế và Dân số",
            kind="department", parent=self.cast.units["tinh"],
        )  # fmt: skip
        assert "Sở Y tế" in self.names(day="28/02/2025")
        assert "Sở Y tế và Dân số" in self.names(day="2025-03-01")
        assert self.names(day="1/1/2001") == []

    def test_what_the_administrator_of_a_branch_takes_along_loads_again(self):
        branch = make_person("qthuyen", "Quản Trị Huyện", self.cast.units["huyen-a"], "administrator")
        data = b"".join(self.enter(branch).get("/sheets/export/units.csv"))
        outcome = load(LOADERS["units"], data, "x.csv", actor=branch)
        assert (outcome.problems, outcome.unchanged) == ([], len(self.cast.units))

    def test_it_is_sorted_as_a_vietnamese_dictionary_has_it(self):
        assert self.names(sort="name")[:3] == [
            "Hội Liên hiệp Phụ nữ tỉnh",
            "Sở Lao động - Thương binh và Xã hội",
            "Sở Y tế",
        ]


class TestPeople(ListingTests):
    name = "users"
    address = "/units/people/"
    finds = (
        ({"q": "can bo"}, "Lê Văn Cán Bộ", "Hoàng Văn Lãnh Đạo"),
        ({"role": "leader"}, "Hoàng Văn Lãnh Đạo", "Lê Văn Cán Bộ"),
        ({"unit": "so-yt"}, "Phạm Thị Giám Đốc", "Hoàng Văn Lãnh Đạo"),
        ({"state": "new"}, "Người Mới", "Lê Văn Cán Bộ"),
        ({"state": "resting"}, "Người Nghỉ", "Lê Văn Cán Bộ"),
    )
    wrong = {"role": "vua", "unit": "không có"}
    opener = "administrator"
    not_takers = ("focal",)
    outsiders = ("officer", "leader")

    def prepare(self):
        User.objects.create_user("moi", name="Người Mới")
        resting = make_person("nghi", "Người Nghỉ", self.cast.units["so-ld"], "unit_officer")
        User.objects.filter(pk=resting.pk).update(is_active=False)

    def test_everybody_is_in_exactly_one_state(self):
        day = datetime.date(2024, 11, 12)
        found = [
            u.pk for state in self.listing.states.values() for u in User.objects.filter(state.where(day))
        ]
        assert sorted(found) == sorted(User.objects.values_list("pk", flat=True))

    def test_each_row_says_the_roles_of_today_one_on_a_line(self):
        role = Role.objects.get(user=self.cast.people["head"])
        Role.objects.create(
            user=self.cast.people["officer"], unit=role.unit, kind="head", valid_from=role.valid_from, deputy_for=role
        )  # fmt: skip
        [line] = self.page(q="canbo", columns="roles").lines[:1]
        words = line.cells[0][1].split("\n")
        assert words == ["Thủ trưởng đơn vị, Sở Y tế (làm thay Phạm Thị Giám Đốc)", "Cán bộ đơn vị, Sở Y tế"]
