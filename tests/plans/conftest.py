"""The cast's province with the bodies that plans of the genre name."""

from dataclasses import dataclass

import pytest

from chithi.plans.importing import import_plan, read_file
from chithi.plans.models import Edition, Plan
from chithi.units.models import Group, GroupAlias
from tests.cast import Cast, make_unit
from tests.plans.readings import PLAN, ha_nam

MORE = [
    ("so-nv", "Sở Nội vụ", "department"),
    ("so-gd", "Sở Giáo dục và Đào tạo", "department"),
    ("so-vh", "Sở Văn hóa, Thể thao và Du lịch", "department"),
    ("so-tp", "Sở Tư pháp", "department"),
    ("cong-an", "Công an tỉnh", "sector_agency"),
    ("so-kh", "Sở Kế hoạch và Đầu tư", "department"),
    ("cuc-tk", "Cục Thống kê tỉnh", "sector_agency"),
    ("so-tc", "Sở Tài chính", "department"),
    ("dai", "Đài Phát thanh và Truyền hình", "press"),
    ("bao", "Báo Hà Nam", "press"),
    ("cong-tt", "Cổng Thông tin điện tử của tỉnh", "press"),
    ("ldld", "Liên đoàn Lao động tỉnh", "mass_organisation"),
]


@pytest.fixture
def province(cast: Cast) -> Cast:
    """The cast's province with every body of the Hà Nam plan and a group of mass organisations."""
    for key, name, kind in MORE:
        cast.units[key] = make_unit(key, name, kind, cast.units["tinh"])
    group = Group.objects.create(
        key="doan-the",
        name="Các tổ chức chính trị - xã hội",
        kinds=["mass_organisation", "fatherland_front"],
        parent=cast.units["tinh"],
    )
    GroupAlias.objects.create(group=group, name="Các đoàn thể")
    Group.objects.create(
        key="tat-ca",
        name="Các sở, ban, ngành, đoàn thể",
        kinds=["department", "sector_agency", "mass_organisation", "fatherland_front"],
        parent=cast.units["tinh"],
    )
    return cast


@dataclass
class Imported:
    plan: Plan
    edition: Edition
    cast: Cast


def imported(cast: Cast, text: str | bytes = PLAN, name: str = "ke-hoach.txt") -> Imported:
    data = text.encode() if isinstance(text, str) else text
    found = import_plan(
        data,
        name,
        read_file(data, name),
        cast.units["tinh"],
        focal_unit=cast.units["so-ld"],
        actor=cast.people["focal"],
    )
    return Imported(found.edition.plan, found.edition, cast)


@pytest.fixture
def small(province) -> Imported:
    """A small plan in our own words, imported as a draft."""
    return imported(province)


@pytest.fixture
def ha_nam_plan(province, shared) -> Imported:
    return imported(province, ha_nam(shared), "ha-nam-21-ct-tw.txt")
