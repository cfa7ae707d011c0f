"""What a person has to look at in a work item before it is confirmed. Pure but for its words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

DOUBTS = {
    "no_lead": _("nobody leads it"),
    "unknown_lead": _("a lead is not in the directory"),
    "unknown_partner": _("a cooperating unit is not in the directory"),
    "close_match": _("a name was matched although it is written differently"),
    "formerly": _("a name is that of a unit that is no more; taken for the one it went to"),
    "several_dues": _("several deadlines were read"),
    "nobody_chosen": _("nobody has been chosen for its open group"),
    "reader": _("the reading was not sure"),
}
BLOCKING = frozenset({"no_lead", "unknown_lead"})
"""An item with one of these cannot be confirmed."""


@dataclass(frozen=True)
class Named:
    """A standing assignment: what its name stands for. ``sure`` is false where the match wants a look, ``formerly``
    true where the name is that of a unit that is no more."""

    role: str
    known: bool
    is_open: bool
    chosen: bool
    sure: bool
    formerly: bool = False


def doubts(named: Iterable[Named], *, dues: int, unsure: bool) -> list[str]:
    """The codes of what wants a look, in the order of ``DOUBTS``."""
    named = list(named)
    leads = [n for n in named if n.role == "lead"]
    found = {
        "no_lead": not leads,
        "unknown_lead": any(not n.known for n in leads),
        "unknown_partner": any(not n.known for n in named if n.role != "lead"),
        "close_match": any(n.known and not n.sure and not n.formerly for n in named),
        "formerly": any(n.formerly for n in named),
        "several_dues": dues > 1,
        "nobody_chosen": bool(leads) and all(n.is_open and not n.chosen for n in leads),
        "reader": unsure,
    }
    return [code for code in DOUBTS if found[code]]
