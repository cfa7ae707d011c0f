"""Letters by e-mail about a report: to the head when it waits, to the unit when it comes back or was entered for it."""

from collections.abc import Callable, Iterable

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from chithi.accounts.models import User
from chithi.reports.models import Report
from chithi.reports.succession import people_of_report
from chithi.shell.tasks import send_mail
from chithi.units.models import Role

Kind = Role.Kind
UNIT = (Kind.UNIT_OFFICER, Kind.HEAD)
READERS = {
    "submit": (Kind.HEAD,),
    "hand_back": (Kind.UNIT_OFFICER,),
    "return": UNIT,
    "reopen": UNIT,
    "letter": UNIT,
}
"""Who of the unit is told of an act; the others are seen on the page of the report."""


def subject_of(act: str, unit: str, year: int) -> str:
    words = {"unit": unit, "year": year}
    if act == "submit":
        return _("The report %(year)s of %(unit)s waits for you") % words
    if act == "hand_back":
        return _("The report %(year)s of %(unit)s was handed back to you") % words
    if act == "letter":
        return _("The report %(year)s of %(unit)s was entered from your letter") % words
    return _("The report %(year)s of %(unit)s was returned and is due again") % words


def tell_after(report: Report, act: str, note: str = "") -> None:
    """Once the running transaction is kept, write to the people of the unit, each in their language."""
    if act in READERS:
        transaction.on_commit(letter_about(report, act, note))


def letter_about(report: Report, act: str, note: str) -> Callable[[], None]:
    def write() -> None:
        for person in people_of_report(report, READERS[act]):
            if person.email:
                with override(person.language):
                    subject = subject_of(act, str(report.unit), report.cycle.year)
                    where = _("Sign in and open “Reports”: /reports/%(number)s/") % {"number": report.pk}
                    send_mail.enqueue(
                        person.email, subject, "\n\n".join(filter(None, [subject, note, where]))
                    )

    return write


def tell_people_after(
    report: Report, people: Callable[[], Iterable[User]], subject: Callable[[], str], note: str = ""
) -> None:
    """Once the running transaction is kept, write to people about a report, each in their language.

    ``people`` is asked then; ``subject`` once for every person, in the language of that person.
    """

    def write() -> None:
        for person in people():
            if person.email:
                with override(person.language):
                    said = subject()
                    where = _("Sign in and open “Reports”: /reports/%(number)s/") % {"number": report.pk}
                    body = "\n\n".join(filter(None, [said, note, where]))
                    send_mail.enqueue(person.email, " ".join(said.split()), body)

    transaction.on_commit(write)
