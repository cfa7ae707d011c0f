"""Fills an empty database with the made-up province or commune: for one seed always the same figures.

Order: units and people, the catalogue of indicators, the plan (read, checked, published), one cycle per year, then
the own plans of units.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.db import transaction

from chithi.accounts.models import User
from chithi.demo import reform
from chithi.demo.cycles import make_rounds
from chithi.demo.own_plans import make_own_plans
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
from chithi.figures import catalogue
from chithi.figures.models import Indicator
from chithi.figures.registry import name_collector
from chithi.journal.actions import Operator
from chithi.plans import checking, importing, naming, publishing
from chithi.plans.models import Plan, WorkItem
from chithi.reports.models import Cycle
from chithi.shell.models import Installation
from chithi.units.actions import make_standard_groups, save_group
from chithi.units.models import Role, Unit, UnitAlias, UnitVersion
from chithi.units.queries import tree
from chithi.vietnamese import fold, person_sort_key, sort_key

PASSWORD = "hoa-chau-2024"
ACTOR = Operator("Bộ dữ liệu trình diễn")
LONG_AGO = datetime.date(2015, 1, 1)
LAST_YEAR = 2024
STANDING_DAY = datetime.date(2024, 11, 12)
PLAIN_YEARS = 8


COLLECTORS = {"vocational-learners": "so-ldtbxh", "legal-aid": "so-tu-phap"}
"""Indicators whose figure one unit gives for everybody."""


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
def make(size: str, years: int, seed: int) -> None:
    """Everything, in the order in which a province would come to it. Of more than ``PLAIN_YEARS`` years a province
    comes to the year 2025, in which its units change."""
    is_reformed = size == "province" and years > PLAIN_YEARS
    units = make_place(size, reform.STANDING_DAY if is_reformed else STANDING_DAY)
    top = units[SIZES[size].units[0].key]
    make_groups(size, top)
    catalogue.install(actor=ACTOR, top=top)
    for code, key in COLLECTORS.items():
        if key in units:
            name_collector(Indicator.objects.get(code=code), units[key], LONG_AGO, actor=ACTOR)
    plan = make_plan(size, top, units[SIZES[size].focal])
    last, change = (reform.YEAR, reform.carry_through) if is_reformed else (LAST_YEAR, None)
    before = tree(datetime.date(last, 1, 1)) if is_reformed else tree()
    make_rounds(plan, before, range(last - years + 1, last + 1), seed, ACTOR, change)
    if size == "province":
        make_own_plans(plan, tree(), seed, ACTOR)


def make_groups(size: str, top: Unit) -> None:
    """The groups that the plan names."""
    make_standard_groups(top, actor=ACTOR)
    if size == "commune":
        names = ["Thủ trưởng các ban, ngành, đoàn thể xã", "các ban, ngành, đoàn thể xã"]
        kinds = ["public_service", "sector_agency", "mass_organisation"]
        save_group(None, "Ban, ngành, đoàn thể xã", kinds, parent=top, aliases=names, actor=ACTOR)


def make_plan(size: str, issuer: Unit, focal: Unit) -> Plan:
    """Read the plan, answer its questions as a focal officer would, publish it."""
    path = Path(__file__).with_name("data") / SIZES[size].plan_file
    data = path.read_bytes()
    edition = importing.import_plan(
        data, path.name, importing.read_file(data, path.name), issuer, focal_unit=focal, actor=ACTOR
    ).edition
    naming.confirm_links(edition, actor=ACTOR)
    checking.confirm_undoubtful(edition, actor=ACTOR)
    for item in edition.work_items.filter(state=WorkItem.State.PROPOSED):  # an open group owes nothing yet
        checking.confirm_item(item, actor=ACTOR)
    for item in edition.work_items.filter(is_report_duty=False, text__contains="Thủ trưởng"):
        checking.leave_out(item, actor=ACTOR)  # "all heads carry out this plan": nothing to answer by itself
    plan = Plan.objects.get(pk=edition.plan_id)
    return publishing.publish(plan, actor=ACTOR, day=plan.date)


def latest_cycle() -> list[str]:
    """``plan: KEY`` and ``year: Y`` of the newest round that can be consolidated."""
    cycle = Cycle.objects.select_related("plan").order_by("-year", "-id").first()
    return [f"plan: {cycle.plan.key}", f"year: {cycle.year}"] if cycle else []


def make_place(size: str, day: datetime.date = STANDING_DAY) -> dict[str, Unit]:
    """The installation, its units and its people; units by key."""
    place = SIZES[size]
    Installation.objects.create(name=place.name, place=place.place, is_demonstration=True, standing_day=day)
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
        UnitAlias(unit=units[row.key], name=alias, folded=fold(alias))
        for row in rows
        for alias in row.aliases
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
        Role(user=users[row.username], unit=units[row.unit], kind=row.role, valid_from=LONG_AGO)
        for row in rows
    )
