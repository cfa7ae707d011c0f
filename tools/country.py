"""Draws the administrative units of the country out of the package vietnamadminunits into ``chithi/units/data``.

    pip download --no-deps vietnamadminunits==1.0.4
    python -m tools.country vietnamadminunits-1.0.4-py3-none-any.whl

Run once; the product reads the files it wrote and needs the package no more. Keys are made here and kept in the
files, so that they stay what they are when the way of making them changes.
"""

import collections
import csv
import gzip
import hashlib
import io
import json
import sqlite3
import sys
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chithi.vietnamese import fold, nfc

SHA256 = "737ee3662e877290386c1c45ed4d71f2e5fae34ab6fb9c64bfb4cb74b216ea35"
"""Of the wheel on PyPI, version 1.0.4."""
OUT = Path(__file__).resolve().parents[1] / "chithi" / "units" / "data"
LEVELS = {
    "tỉnh": "province", "huyện": "district", "quận": "district", "thị xã": "district", "xã": "commune",
    "phường": "commune", "thị trấn": "commune", "đặc khu": "commune",
}  # fmt: skip
OLD = """SELECT province, provinceShort, provinceCode, district, districtCode, ward, wardCode,
         provinceKey || '_' || districtKey || '_' || coalesce(wardKey, '') FROM admin_units_legacy"""
NEW = "SELECT province, provinceShort, provinceCode, ward, wardCode, provinceKey, wardKey FROM admin_units"


@dataclass
class Unit:
    """A unit: ``known`` is what the package calls it, ``into`` the units that came after it."""

    name: str
    code: str
    level: str
    parent: "Unit | None" = None
    place: str = ""
    known: str = ""
    key: str = ""
    into: list["Unit"] = field(default_factory=list)

    @property
    def province(self) -> "Unit":
        return self.parent.province if self.parent else self


def named(name: str, code: str, parent: Unit | None = None, place: str = "", known: str = "") -> Unit:
    """``Thị Trấn Ái Tử`` → "thị trấn Ái Tử", as names stand within a sentence."""
    words = " ".join(nfc(name).split())
    kinds = (*LEVELS, "thành phố")
    kind = next(k for k in sorted(kinds, key=len, reverse=True) if words.lower().startswith(k + " "))
    level = LEVELS.get(kind) or ("district" if parent else "province")
    return Unit(kind + words[len(kind) :], code or "", level, parent, place, known)


def old_units(data: sqlite3.Connection) -> list[Unit]:
    """Provinces, districts and communes; five districts of islands have no commune."""
    provinces: dict[str, Unit] = {}
    districts: dict[tuple[str, str], Unit] = {}
    communes: list[Unit] = []
    for province, place, code, district, district_code, ward, ward_code, known in data.execute(OLD):
        above = provinces.setdefault(code, named(province, code, place=place))
        middle = districts.setdefault((code, district_code), named(district, district_code, above))
        if ward:
            communes.append(named(ward, ward_code, middle, known=known))
        else:
            middle.known = known
    return [*ordered(provinces.values()), *ordered(districts.values()), *ordered(communes)]


def new_units(data: sqlite3.Connection) -> list[Unit]:
    provinces: dict[str, Unit] = {}
    communes: list[Unit] = []
    for province, place, code, ward, ward_code, above_known, known in data.execute(NEW):
        above = provinces.setdefault(code, named(province, code, place=place, known=above_known))
        communes.append(named(ward, ward_code, above, known=f"{above_known}/{known}"))
    return [*ordered(provinces.values()), *ordered(communes)]


def ordered(units: Iterable[Unit]) -> list[Unit]:
    return sorted(units, key=lambda u: (u.province.code, u.code))


def join(old: Sequence[Unit], new: Sequence[Unit], converter: Mapping[str, Any]) -> None:
    """Say of every old commune into which new ones it went."""
    after = {u.known: u for u in new}
    found: dict[str, list[Unit]] = collections.defaultdict(list)
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, sources in wards.items():
            for known in sources:
                found[known].append(after[f"{province}/{ward}"])
    for province, divided in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for known, parts in divided.items():
            found[known] += [after[f"{province}/{part['newWardKey']}"] for part in parts]
    for unit in old:
        if unit.known:
            unit.into = sorted(found.pop(unit.known), key=lambda u: u.code)
    assert not found
    provinces = {
        known.casefold(): after[p] for p, all_of in converter["DICT_PROVINCE"].items() for known in all_of
    }
    for unit in old:
        if unit.level == "province":
            unit.into = [provinces["".join(slug(unit.name).split("-"))]]


def slug(name: str) -> str:
    """``xã Cư M'gar`` → "xa-cu-m-gar", as keys of units are made."""
    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in fold(name)).split())


def give_keys(units: Sequence[Unit], *makers: Callable[[Unit], str]) -> None:
    """The first way of making a key that gives a unit one of its own; at last numbers, in the order of codes."""
    left = list(units)
    for make in makers:
        often = collections.Counter(make(u) for u in left)
        for unit in left:
            unit.key = make(unit) if often[make(unit)] == 1 else ""
        left = [u for u in left if not u.key]
    number: collections.Counter[str] = collections.Counter()
    for unit in left:
        base = makers[-1](unit)
        number[base] += 1
        unit.key = base if number[base] == 1 else f"{base}-{number[base]}"


def by_name(unit: Unit) -> str:
    return slug(unit.name)


def by_province(unit: Unit) -> str:
    return f"{slug(unit.name)}-{unit.province.key}"


def by_district(unit: Unit) -> str:
    assert unit.parent is not None
    return f"{slug(unit.name)}-{slug(unit.parent.name)}"


def by_district_and_province(unit: Unit) -> str:
    return f"{by_district(unit)}-{unit.province.key}"


def give_all_keys(old: Sequence[Unit], new: Sequence[Unit]) -> None:
    """A new commune is called by its name, where that is not enough with its province; an old one always with its
    district, so that no new unit has the key of an old one. A province that goes on is the same unit."""
    for unit in (*old, *new):
        if unit.level == "province":
            unit.key = slug(unit.place)
    give_keys([u for u in new if u.level == "commune"], by_name, by_province)
    give_keys([u for u in old if u.level == "district"], by_name, by_province)
    give_keys([u for u in old if u.level == "commune"], by_district, by_district_and_province)
    keys = [u.key for u in old] + [u.key for u in new if u.level != "province"]
    assert len(keys) == len(set(keys))
    assert max(map(len, keys)) <= 80


def write(name: str, units: Sequence[Unit], columns: Sequence[str]) -> None:
    """A table as gzipped CSV; the same units give the same bytes."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for unit in units:
        row = {"key": unit.key, "name": unit.name, "level": unit.level, "code": unit.code}
        row |= {"parent": unit.parent.key if unit.parent else "", "into": "|".join(u.key for u in unit.into)}
        writer.writerow([row[c] for c in columns])
    data = gzip.compress(out.getvalue().encode(), 9, mtime=0)
    (OUT / name).write_bytes(data)
    print(f"{name}: {len(units)} units, {len(data)} bytes")  # noqa: T201


def main(argv: Sequence[str]) -> int:
    raw = Path(argv[0]).read_bytes()
    if hashlib.sha256(raw).hexdigest() != SHA256:
        print("this is not the wheel of vietnamadminunits 1.0.4", file=sys.stderr)  # noqa: T201
        return 2
    wheel = zipfile.ZipFile(io.BytesIO(raw))
    data = sqlite3.connect(":memory:")
    data.deserialize(wheel.read("vietnamadminunits/data/dataset.db"))
    old, new = old_units(data), new_units(data)
    join(old, new, json.loads(wheel.read("vietnamadminunits/data/converter_2025.json")))
    give_all_keys(old, new)
    OUT.mkdir(parents=True, exist_ok=True)
    write("old.csv.gz", old, ["key", "name", "level", "parent", "code", "into"])
    write("new.csv.gz", new, ["key", "name", "level", "parent", "code"])
    licence = wheel.read("vietnamadminunits-1.0.4.dist-info/licenses/LICENSE").decode()
    (OUT / "LICENSE.vietnamadminunits").write_text(licence.replace("\r\n", "\n"), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
