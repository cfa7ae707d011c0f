"""The rooms that have a part in a reorganisation, lowest first; their doors are told in ``units/reorganising.py``."""

from types import ModuleType

from django.utils.translation import gettext_lazy

from chithi.figures import reorganised as figures
from chithi.leadership import reorganised as leadership
from chithi.plans import reorganised as plans
from chithi.records import reorganised as records
from chithi.reorganise.slips import slips
from chithi.reports import reorganised as reports
from chithi.units import reorganised as units
from chithi.units.reorganising import Coming, Moved

ROOMS: tuple[ModuleType, ...] = (units, plans, records, leadership, figures, reports)


def preview(found: Coming) -> list[Moved]:
    """What wants a look, then what would move, room by room; nothing is left out in silence but what is empty."""
    said = slips(found)
    moved = [Moved(gettext_lazy("Rows that want a look"), said, bool(said), len(said))]
    moved += (one for room in ROOMS for one in room.preview(found))
    return [one for one in moved if one.count or one.lines]
