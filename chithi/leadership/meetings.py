"""Meetings of committees: about what, what was concluded, who came."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chithi.leadership.committees import Committee, own_committees
from chithi.plans.models import WorkItem
from chithi.sheets.models import Record
from chithi.sheets.registers import Group, Measure, Register
from chithi.shell.clock import today


def people(title: Any) -> Any:
    return models.PositiveIntegerField(title, null=True, blank=True)


class Meeting(Record):
    """A meeting of a committee, on one day."""

    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, related_name="+", verbose_name=_("Committee")
    )
    day = models.DateField(_("Day of the meeting"))
    title = models.CharField(_("Topic"), max_length=300)
    conclusions = models.TextField(_("Conclusions"), blank=True)
    female = people(_("Women who came"))
    male = people(_("Men who came"))
    unsplit = people(_("People who came, not counted by sex"))
    work_items = models.ManyToManyField(
        WorkItem, blank=True, related_name="+", verbose_name=_("Work items of the plan that it serves")
    )
    searched: ClassVar[tuple[str, ...]] = ("title",)

    class Meta:
        indexes = [
            models.Index(fields=["day", "id"], condition=Q(withdrawn_at=None), name="meeting_by_day"),
            models.Index(
                fields=["committee", "day", "id"], condition=Q(withdrawn_at=None), name="meeting_of_committee"
            ),
        ]


def check(values: Mapping[str, Any]) -> Mapping[str, str]:
    """What cannot be of one meeting."""
    if values["day"] and values["day"] > today():
        return {"day": gettext("This day is still to come. Enter it when it has been held.")}
    return {}


REGISTER = Register(
    name="committee-meetings",
    model=Meeting,
    title=_("Meetings of the committees"),
    one=_("a meeting"),
    hint=_("Minutes and conclusions are attached as evidence."),
    groups=(
        Group(_("The meeting"), ("committee", "day", "title", "conclusions")),
        Group(
            _("Who came"),
            heads=(_("people"),),
            grid=(
                (_("Women"), ("female",)),
                (_("Men"), ("male",)),
                (_("Not counted by sex"), ("unsplit",)),
            ),
        ),
        Group(_("More"), ("work_items",)),
    ),
    listed=("title", "committee", "day", "female", "male"),
    filters=("committee", "day", "work_items"),
    sorts=("-day",),
    identity=("committee", "day", "title"),
    read="leadership.read",
    change="leadership.change_below",
    unit="committee",
    own_units=own_committees,
    check=check,
    fixed=("title", "day", "committee"),
    measures=(
        Measure(
            "women-committee-meetings",
            _("Meetings of committees"),
            where=Q(committee__withdrawn_at=None),
            unit="committee__unit",
        ),
    ),
)
