"""The units of the country as files: what the command and the page ask for, understood in one place."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chithi.sheets.downloads import Download
from chithi.sheets.fields import FIRST_YEAR
from chithi.sheets.files import day_of
from chithi.sheets.tables import Column
from chithi.units import country, loading
from chithi.units.actions import Refused
from chithi.units.country import Choice, Row

ALL = "all"
"""Instead of a province: the whole country."""
UNITS = ("old", "new")
MOVES = "reorganise"
FILES = (*UNITS, MOVES)
_MOVE_COLUMNS = tuple(
    Column(name, name) for name in ("date", "decision", "change", "from", "to", "share", "function")
)
_NAMES = 5
"""Names that a sentence lists."""


@dataclass(frozen=True)
class Asked:
    """A province or the whole country, the first day of its old units (None: from the beginning), and resolutions by
    the key of the new province."""

    chosen: Choice
    first_day: datetime.date | None
    decisions: Mapping[str, str]

    @property
    def key(self) -> str:
        return self.chosen.key or ALL


def asked(province: str, first_day: str = "", decisions: Iterable[str] = ()) -> Asked:
    """What somebody typed; raises ``Refused`` with the field."""
    chosen = country.whole() if province == ALL else country.choose(province)
    if chosen is None:
        message = _("There is no province “%(name)s”, neither before 1 July 2025 nor after.")
        raise Refused(message % {"name": province}, "province")
    return Asked(chosen, first_day_of(first_day.strip()), decisions_of(chosen, decisions))


def first_day_of(text: str) -> datetime.date | None:
    """The first day of the old units; empty is none."""
    if not text:
        return None
    day = day_of(text)
    if day is None or day.year < FIRST_YEAR or day > country.LAST:
        raise Refused(
            _("“%(text)s” is no day before 1 July 2025. Write it like 15/11/2024.") % {"text": text},
            "first_day",
        )
    return day


def decisions_of(chosen: Choice, given: Iterable[str]) -> Mapping[str, str]:
    """Resolutions by new province: ``Huế=1675/…``; the number alone where there is but one province."""
    here = [p.key for p in chosen.provinces]
    found: dict[str, str] = {}
    for text in filter(None, map(str.strip, given)):
        name, parted, number = text.rpartition("=")
        province = country.choose(name) if parted else None
        keys = [p.key for p in province.provinces] if province else [] if parted else here
        if len(keys) != 1 or keys[0] not in here:
            message = _("“%(text)s” names no province of these. Write it like Ninh Bình=1674/NQ-UBTVQH15.")
            raise Refused(message % {"text": text}, "decisions")
        if not number.strip() or len(number) > 100:
            raise Refused(_("“%(text)s” is no number of a resolution.") % {"text": text[:120]}, "decisions")
        found[keys[0]] = number.strip()
    return found


def check_decisions(wanted: Asked) -> None:
    """A resolution is known of every province; raises ``Refused``."""
    missing = country.undecided(wanted.chosen, wanted.decisions)
    if not missing:
        return
    names = ", ".join(p.title for p in missing[:_NAMES])
    if len(missing) > _NAMES:
        names += _(" and %(count)s more") % {"count": len(missing) - _NAMES}
    message = _("Give the number of the resolution on the communes of: %(names)s. It is not known here.")
    raise Refused(message % {"names": names}, "decisions")


def rows_of(what: str, wanted: Asked) -> Iterator[Row]:
    """The rows of one of ``FILES``; raises ``Refused`` where a resolution is missing."""
    if what == "new":
        return country.new_units(wanted.chosen)
    if what == "old":
        return country.old_units(wanted.chosen, wanted.first_day.isoformat() if wanted.first_day else "")
    check_decisions(wanted)
    return country.moves(wanted.chosen, wanted.decisions)


def shape_of(what: str, wanted: Asked) -> Download:
    """``units-old-ninh-binh``, ``reorganise-all``."""
    if what == MOVES:
        return Download(f"{MOVES}-{wanted.key}", _MOVE_COLUMNS)
    return Download(f"units-{what}-{wanted.key}", loading.COLUMNS)
