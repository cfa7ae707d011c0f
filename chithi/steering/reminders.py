"""The words of a reminder. Told units are urged (đôn đốc), requested organisations are asked, in another tone."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chithi.units.kinds import Mode


@dataclass(frozen=True, slots=True)
class Occasion:
    """What all reminders of one press have in common; ``plan`` as papers name it, ``sender`` the focal unit."""

    plan: str
    year: int
    due: datetime.date
    sender: str
    address: str


def letter(occasion: Occasion, unit: str, mode: Mode, days_late: int, returned: bool) -> tuple[str, str]:
    """Subject and body in the current language. ``days_late`` is said to told units only."""
    words = {
        "plan": occasion.plan,
        "year": occasion.year,
        "due": f"{occasion.due:%d/%m/%Y}",
        "unit": unit,
        "sender": occasion.sender,
        "address": occasion.address,
        "days": days_late,
    }
    parts = told(days_late, returned) if mode == "told" else requested(returned)
    subject, *paragraphs = [" ".join((part % words).split(" ")) for part in parts]
    return " ".join(subject.split()), "\n\n".join(paragraphs) + "\n"


def told(days_late: int, returned: bool) -> list[str]:
    if returned:
        state = _("The report of %(year)s was returned to be completed; it has not come back yet.")
    elif days_late:
        state = _("The report of %(year)s was due by %(due)s and is %(days)s day(s) late.")
    else:
        state = _("The report of %(year)s is due by %(due)s and has not been sent yet.")
    return [
        _("Reminder: report of %(year)s on %(plan)s"),
        _("To: %(unit)s"),
        _("On the carrying out of %(plan)s:") + " " + state,
        _("Please complete the report without delay and send it here: %(address)s"),
        "%(sender)s",
    ]


def requested(returned: bool) -> list[str]:
    wish = (
        _("We would be grateful if you completed a few points of the results of %(year)s that you sent us.")
        if returned
        else _("We would be grateful if you shared with us, by %(due)s if you can, your results of %(year)s.")
    )
    return [
        _("Request for cooperation: results of %(year)s on %(plan)s"),
        _("Dear colleagues of %(unit)s,"),
        _("%(sender)s is putting together the results of %(plan)s.") + " " + wish,
        _("You can enter them here: %(address)s"),
        _("Thank you very much for your cooperation."),
        "%(sender)s",
    ]
