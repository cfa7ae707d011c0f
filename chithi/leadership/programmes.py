"""Work programmes of committees: what a committee set out to do in a year."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chithi.leadership.committees import Committee, own_committees
from chithi.leadership.terms import still_to_come
from chithi.plans.models import WorkItem
from chithi.sheets.fields import FIRST_YEAR, LAST_YEAR
from chithi.sheets.models import Record
from chithi.sheets.registers import Group, Register, during


class Programme(Record):
    """The work programme of a committee for one year (chương trình công tác năm), by the paper that issued it."""

    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, related_name="+", verbose_name=_("Committee")
    )
    year = models.PositiveIntegerField(_("Year of the programme"))
    title = models.CharField(_("Name of the programme"), max_length=300)
    number = models.CharField(
        _("Number of the paper"), max_length=60, blank=True, help_text=_("Like 12/CTr-VSTBPN.")
    )
    issued_on = models.DateField(_("Programme issued on"))
    content = models.TextField(
        _("Main tasks"), blank=True, help_text=_("One to a line; the paper itself is attached as evidence.")
    )
    work_items = models.ManyToManyField(
        WorkItem, blank=True, related_name="+", verbose_name=_("Work items of the plan that it serves")
    )
    searched: ClassVar[tuple[str, ...]] = ("title", "number")

    class Meta:
        indexes = [
            models.Index(
                fields=["committee", "year", "id"],
                condition=Q(withdrawn_at=None),
                name="programme_of_committee",
            ),
        ]


def check(values: Mapping[str, Any]) -> Mapping[str, str]:
    """What cannot be of one programme."""
    if not FIRST_YEAR <= values["year"] <= LAST_YEAR:
        return {"year": gettext("Write the year with four digits, like 2024.")}
    if abs(values["year"] - values["issued_on"].year) > 1:
        return {
            "year": gettext("The programme of a year is issued in it, the year before or the year after.")
        }
    return still_to_come(values["issued_on"], "issued_on")


REGISTER = Register(
    name="committee-programmes",
    model=Programme,
    title=_("Work programmes of the committees"),
    one=_("a work programme"),
    hint=_("One record for each year; the signed paper is attached as evidence."),
    groups=(
        Group(_("The programme"), ("committee", "year", "title", "number", "issued_on", "content")),
        Group(_("More"), ("work_items",)),
    ),
    listed=("title", "committee", "year", "number", "issued_on"),
    filters=("committee", "issued_on", "work_items"),
    sorts=("-issued_on",),
    identity=("committee", "year", "title"),
    read="leadership.read",
    change="leadership.change_below",
    unit="committee",
    own_units=own_committees,
    check=check,
    when=during("issued_on"),
    fixed=("title", "year", "committee"),
)
