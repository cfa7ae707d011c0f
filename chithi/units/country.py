"""The administrative units of the whole country before and after 1 July 2025, and which went into which.

    chosen = choose("Ninh Bình")            Choice, or None where there is no such province
    old_units(chosen), new_units(chosen)    rows of ``load units``
    moves(chosen, decisions)                rows of ``reorganise``

Plain values out of two files, no database. They were drawn once from vietnamadminunits 1.0.4 (MIT) by
``tools/country.py``; ``data/`` has its licence. They say what that package says, checked with no resolution:
``doubtful`` are the divided communes of which it most likely says too much.

Official codes are facts, never keys: most new communes have the code of an old one of another name.
"""

import csv
import datetime
import gzip
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from chithi.vietnamese import fold

DAY = datetime.date(2025, 7, 1)
"""The first day of the new units."""
LAST = DAY - datetime.timedelta(days=1)
RESOLUTIONS: Mapping[str, str] = {"ninh-binh": "1674/NQ-UBTVQH15"}
"""The resolution on the communes of a new province, where it is verified; others are given by who asks."""
OF_PROVINCES = "202/2025/QH15"
"""The National Assembly's resolution that joined provinces."""
OF_DISTRICTS = "203/2025/QH15"
"""The one, amending the Constitution, that ended the districts."""
_DATA = Path(__file__).resolve().parent / "data"
Row = Mapping[str, str]


@dataclass(frozen=True)
class Place:
    """A unit of the country: ``name`` as within a sentence ("xã Bình Lục"), ``level`` its kind of unit, ``parent``
    the key of the unit above, ``into`` the keys of the units it went into."""

    key: str
    name: str
    level: str
    parent: str
    code: str
    into: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """ "Xã Bình Lục"."""
        return self.name[:1].upper() + self.name[1:]

    @property
    def is_divided(self) -> bool:
        return len(self.into) > 1


@dataclass(frozen=True)
class Choice:
    """Some old provinces whole, and what came after them: ``old`` and ``new`` parents first, in the order of codes.
    ``key`` and ``title`` are those of the province that was asked for, of the whole country empty."""

    old: tuple[Place, ...]
    new: tuple[Place, ...]
    key: str = ""
    title: str = ""

    @property
    def provinces(self) -> tuple[Place, ...]:
        """The new provinces."""
        return tuple(p for p in self.new if p.level == "province")


def read(name: str) -> tuple[Place, ...]:
    """A file of ``data/``."""
    rows = csv.DictReader(io.StringIO(gzip.decompress((_DATA / name).read_bytes()).decode()))
    return tuple(
        Place(row["key"], row["name"], row["level"], row["parent"], row["code"], _keys(row.get("into", "")))
        for row in rows
    )


def _keys(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split("|")))


@cache
def whole() -> Choice:
    """The whole country."""
    return Choice(read("old.csv.gz"), read("new.csv.gz"))


@cache
def choices() -> tuple[Choice, ...]:
    """Every province that can be chosen: the new ones in the order of codes, then the old ones that are no more."""
    old = {p.key: p for p in whole().old if p.level == "province"}
    new = {p.key: p for p in whole().provinces}
    after = [_chosen(p, [o.key for o in old.values() if p.key in o.into]) for p in new.values()]
    return (*after, *(_chosen(p, [p.key]) for p in old.values() if p.key not in new))


def choose(text: str) -> Choice | None:
    """The province of a key or a name, with or without "tỉnh". A name that went on is the new province, with all that
    went into it; one that is no more is the old province alone."""
    wanted = _bare(text)
    for one in choices():
        if text.strip() == one.key or wanted == _bare(one.title):
            return one
    return None


def _bare(name: str) -> str:
    """The folded name without its level."""
    return re.sub(r"^(?:tinh|thanh pho|tp\.?) +", "", fold(name))


def _chosen(province: Place, olds: Sequence[str]) -> Choice:
    districts = {p.key for p in whole().old if p.parent in olds}
    old = tuple(p for p in whole().old if p.key in olds or p.key in districts or p.parent in districts)
    reached = {key for p in old for key in p.into}
    new = tuple(p for p in whole().new if p.key in reached)
    return Choice(old, new, province.key, province.title)


def old_units(chosen: Choice, first_day: str = "") -> Iterator[Row]:
    """The units that stood until 30 June 2025, as rows of ``load units``. A province that goes on has no last day;
    ``first_day`` (ISO) is what one gives for all of them, empty: from the beginning."""
    goes_on = {p.key for p in whole().provinces}
    for place in chosen.old:
        yield _row(place, first_day, "" if place.key in goes_on else LAST.isoformat())


def new_units(chosen: Choice) -> Iterator[Row]:
    """The units from 1 July 2025 on, as rows of ``load units``."""
    for place in chosen.new:
        yield _row(place, DAY.isoformat(), "")


def _row(place: Place, first: str, last: str) -> Row:
    return {
        "key": place.key,
        "name": f"Ủy ban nhân dân {place.name}",
        "kind": place.level,
        "parent": place.parent,
        "code": place.code,
        "valid_from": first,
        "valid_to": last,
        "aliases": f"UBND {place.name}|{place.title}",
    }


def undecided(chosen: Choice, decisions: Mapping[str, str]) -> list[Place]:
    """The new provinces of which no resolution on their communes is known."""
    return [p for p in chosen.provinces if not decisions.get(p.key, RESOLUTIONS.get(p.key))]


def moves(chosen: Choice, decisions: Mapping[str, str]) -> Iterator[Row]:
    """The way from the old units to the new ones, as rows of ``reorganise``: communes, then districts, then provinces,
    so that nothing stands below a unit when it ends. ``decisions`` are resolutions by the key of the new province;
    one of each must be known (``undecided``)."""
    province = {p.key: p.into[0] for p in whole().old if p.level == "province"}
    district = {p.key: p.parent for p in whole().old if p.level == "district"}
    for place in chosen.old:
        if place.level == "province" or not place.into:
            continue
        after = province[district[place.parent] if place.level == "commune" else place.parent]
        decision = decisions.get(after) or RESOLUTIONS[after]
        for key in place.into:
            yield _move(decision, "split" if place.is_divided else "merge", place.key, key)
    for place in chosen.old:
        if place.level == "district" and not place.into:
            yield _move(OF_DISTRICTS, "abolish", place.key, province[place.parent])
    joined = [p.into[0] for p in whole().old if p.level == "province"]
    for place in chosen.old:
        if place.level == "province" and joined.count(place.into[0]) > 1:
            yield _move(OF_PROVINCES, "merge", place.key, place.into[0])


def _move(decision: str, change: str, before: str, after: str) -> Row:
    return {"date": DAY.isoformat(), "decision": decision, "change": change, "from": before, "to": after,
            "share": "", "function": ""}  # fmt: skip


def doubtful(chosen: Choice) -> list[Place]:
    """The divided communes that share a successor with another of the same name in the same new province: the package
    tells communes by name within a province, so that it gave each the successors of both."""
    province = {p.key: p.parent for p in whole().new}
    same: dict[tuple[str, str, str], int] = {}
    for place in whole().old:
        for key in place.into:
            named = (fold(place.name), province[key], key)
            same[named] = same.get(named, 0) + (place.level == "commune")
    return [
        p for p in chosen.old if p.is_divided and any(same[fold(p.name), province[k], k] > 1 for k in p.into)
    ]
