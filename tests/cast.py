"""The cast of all tests: a small province with people in it.

A province with two departments, the Front and the Women's Union, two districts and four communes.
"""

import datetime
from dataclasses import dataclass, field

from chithi.accounts.models import User
from chithi.shell.models import Installation
from chithi.units.models import Group, GroupAlias, Role, Unit, UnitAlias, UnitVersion

LONG_AGO = datetime.date(2015, 1, 1)
PASSWORD = "mat khau thu nghiem 2024"


def make_unit(
    key: str, name: str, kind: str, parent: Unit | None = None, *aliases: str, short: str = ""
) -> Unit:
    unit = Unit.objects.create(key=key)
    UnitVersion.objects.create(
        unit=unit, valid_from=LONG_AGO, name=name, kind=kind, parent=parent, short_name=short
    )
    for alias in aliases:
        UnitAlias.objects.create(unit=unit, name=alias)
    return unit


def make_person(username: str, name: str, unit: Unit | None, role: str | None) -> User:
    user = User.objects.create_user(username, PASSWORD, name=name, email=f"{username}@example.vn")
    if unit is not None and role is not None:
        Role.objects.create(user=user, unit=unit, kind=role, valid_from=LONG_AGO)
    return user


@dataclass
class Cast:
    """Units by key, people by what they are."""

    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)


def make_cast() -> Cast:
    Installation.objects.create(
        name="Tỉnh Thử Nghiệm", place="Thử Nghiệm", standing_day=datetime.date(2024, 11, 12)
    )
    u: dict[str, Unit] = {}
    u["tinh"] = make_unit("tinh", "Ủy ban nhân dân tỉnh", "province", None, "UBND tỉnh")
    top = u["tinh"]
    u["so-ld"] = make_unit(
        "so-ld", "Sở Lao động - Thương binh và Xã hội", "department", top, "Sở LĐTBXH", short="Sở LĐTBXH"
    )
    u["so-yt"] = make_unit("so-yt", "Sở Y tế", "department", top)
    u["mttq"] = make_unit("mttq", "Ủy ban Mặt trận Tổ quốc tỉnh", "fatherland_front", top, "UBMTTQ tỉnh")
    u["hlhpn"] = make_unit("hlhpn", "Hội Liên hiệp Phụ nữ tỉnh", "mass_organisation", top, "Hội LHPN tỉnh")
    u["huyen-a"] = make_unit("huyen-a", "Ủy ban nhân dân huyện An Hòa", "district", top)
    u["huyen-b"] = make_unit("huyen-b", "Ủy ban nhân dân huyện Bình Sơn", "district", top)
    for key, name, parent in (
        ("xa-a1", "Ủy ban nhân dân xã An Lạc", "huyen-a"),
        ("xa-a2", "Ủy ban nhân dân xã An Phú", "huyen-a"),
        ("xa-b1", "Ủy ban nhân dân xã Bình Minh", "huyen-b"),
        ("xa-b2", "Ủy ban nhân dân thị trấn Bình Sơn", "huyen-b"),
    ):
        u[key] = make_unit(key, name, "commune", u[parent])
    for key, name, kinds, aliases in (
        (
            "so-ban-nganh",
            "Các sở, ban, ngành",
            ["department", "sector_agency"],
            ["Các sở, ban, ngành thuộc tỉnh"],
        ),
        ("huyen", "Ủy ban nhân dân các huyện, thành phố", ["district"], ["UBND các huyện, TP"]),
    ):
        group = Group.objects.create(key=key, name=name, kinds=kinds, parent=top)
        for alias in aliases:
            GroupAlias.objects.create(group=group, name=alias)
    p = {
        "administrator": make_person("quantri", "Trần Quản Trị", top, "administrator"),
        "focal": make_person("daumoi", "Nguyễn Thị Đầu Mối", u["so-ld"], "focal_officer"),
        "officer": make_person("canbo", "Lê Văn Cán Bộ", u["so-yt"], "unit_officer"),
        "head": make_person("giamdoc", "Phạm Thị Giám Đốc", u["so-yt"], "head"),
        "leader": make_person("lanhdao", "Hoàng Văn Lãnh Đạo", top, "leader"),
        "stranger": make_person("nguoila", "Đỗ Người Lạ", u["xa-b1"], "unit_officer"),
        "district_officer": make_person("canbohuyen", "Vũ Thị Huyện", u["huyen-a"], "unit_officer"),
        "district_head": make_person("chutichhuyen", "Bùi Văn Chủ Tịch", u["huyen-a"], "head"),
    }
    return Cast(u, p)
