"""The rooms that have a part in a reorganisation, lowest first; their doors are told in ``units/reorganising.py``."""

from types import ModuleType

from chithi.figures import reorganised as figures
from chithi.leadership import reorganised as leadership
from chithi.plans import reorganised as plans
from chithi.records import reorganised as records
from chithi.reports import reorganised as reports
from chithi.units import reorganised as units

ROOMS: tuple[ModuleType, ...] = (units, plans, records, leadership, figures, reports)
