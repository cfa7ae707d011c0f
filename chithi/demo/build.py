"""Fills an empty database with the made-up province or commune: for one seed always the same figures.

Order: units and people, the catalogue of indicators, the plan (read, checked, published), then one cycle per year.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction

from chithi.accounts.models import User
from chithi.demo.province import (
    COMMUNE_BODIES,
    COMMUNE_TOP,
    PLACE,
    PROVINCE,
    PersonRow,
    UnitRow,
    people,
    province_units,
)
from chithi.journal.actions import Operator
from chithi.shell.models import Installation
from chithi.units.models import Role, Unit, UnitAlias, UnitVersion
from chithi.vietnamese import fold, person_sort_key, sort_key

PASSWORD = "hoa-chau-2024"
ACTOR = Operator("Bộ dữ liệu trình diễn")
LONG_AGO = datetime.date(2015, 1, 1)
LAST_YEAR = 2024
STANDING_DAY = datetime.date(2024, 11, 12)


@dataclass(frozen=True)
class Size:
    """What differs between a province and a commune."""

    name: str
    place: str
    units: list[UnitRow]
    focal: str
    plan_file: str


SIZES = {
    "province": Size(PROVINCE, PLACE, province_units(), "so-ldtbxh", "ke-hoach-tinh.txt"),
    "commune": Size(
        "Xã An Bình", "An Bình", [COMMUNE_TOP, *COMMUNE_BODIES], "van-phong-thong-ke", "ke-hoach-xa.txt"
    ),
}


@transaction.atomic
def make_place(size: str) -> dict[str, Unit]:
    """The installation, its units and its people; units by key."""
    place = SIZES[size]
    Installation.objects.create(
        name=place.name, place=place.place, is_demonstration=True, standing_day=STANDING_DAY
    )
    units = make_units(place.units)
    make_people(people(size, place.units), units)
    return units


def make_units(rows: Sequence[UnitRow]) -> dict[str, Unit]:
    Unit.objects.bulk_create([Unit(key=row.key) for row in rows])
    units = {unit.key: unit for unit in Unit.objects.all()}
    UnitVersion.objects.bulk_create(
        UnitVersion(
            unit=units[row.key],
            valid_from=LONG_AGO,
            name=row.name,
            short_name=row.short,
            kind=row.kind,
            parent=units.get(row.parent),
            sort_key=sort_key(row.name),
            search_key=fold(f"{row.name} {row.short}"),
        )
        for row in rows
    )
    UnitAlias.objects.bulk_create(
        UnitAlias(unit=units[row.key], name=alias, folded=fold(alias)) for row in rows for alias in row.aliases
    )
    return units


def make_people(rows: Sequence[PersonRow], units: dict[str, Unit]) -> None:
    """One password for all, hashed once: it is printed, and hashing it 60 times would only take time."""
    password = make_password(PASSWORD)
    User.objects.bulk_create(
        User(
            username=row.username,
            name=row.name,
            sex=row.sex,
            email=f"{row.username}@hoa-chau.example",
            password=password,
            sort_key=person_sort_key(row.name),
            search_key=fold(f"{row.name} {row.username}"),
        )
        for row in rows
    )
    users = {user.username: user for user in User.objects.all()}
    Role.objects.bulk_create(
        Role(user=users[row.username], unit=units[row.unit], kind=row.role, valid_from=LONG_AGO) for row in rows
    )
