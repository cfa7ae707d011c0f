"""Kinds of unit: their level, and whether a plan tells or requests them.

Party and mass organisations, the Front and firms are requested (đề nghị), whatever a sentence says: an
administrative body gives them no orders. Everybody else of the province is told.
"""

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Mode = Literal["told", "requested"]
Level = Literal["province", "district", "commune"]


@dataclass(frozen=True)
class Kind:
    label: str | Promise
    level: Level
    mode: Mode


KINDS: dict[str, Kind] = {
    "province": Kind(_("Province"), "province", "told"),
    "department": Kind(_("Provincial department"), "province", "told"),
    "sector_agency": Kind(_("Sector agency"), "province", "told"),
    "press": Kind(_("Press body"), "province", "told"),
    "public_service": Kind(_("Public service unit"), "province", "told"),
    "party_committee": Kind(_("Party committee"), "province", "requested"),
    "fatherland_front": Kind(_("Fatherland Front"), "province", "requested"),
    "mass_organisation": Kind(_("Mass organisation"), "province", "requested"),
    "enterprise": Kind(_("Enterprise"), "province", "requested"),
    "district": Kind(_("District"), "district", "told"),
    "commune": Kind(_("Commune"), "commune", "told"),
}
CHOICES = [(key, kind.label) for key, kind in KINDS.items()]


def mode_of(kind: str) -> Mode:
    """``told`` or ``requested``; an unknown kind is requested, the politer of the two."""
    return KINDS[kind].mode if kind in KINDS else "requested"
