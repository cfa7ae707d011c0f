"""Staff totals: how many women and men a unit has on a day of count, without names."""

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chithi.leadership.terms import still_to_come
from chithi.plans.models import WorkItem
from chithi.sheets.models import Record
from chithi.sheets.registers import Cell, Group, Measure, Register, State, in_time
from chithi.units.following import gone
from chithi.units.models import Unit
from chithi.units.rules import own_units


class StaffTotal(Record):
    """A count of a unit's own staff; of several the latest holds until the next one."""

    source = models.CharField(
        _("Where the count is from"),
        max_length=300,
        help_text=_("A report on staff, a payroll, a count of one's own."),
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Unit"))
    day = models.DateField(_("Day of the count"))
    female = models.PositiveIntegerField(_("Women on the staff"))
    male = models.PositiveIntegerField(_("Men on the staff"))
    work_items = models.ManyToManyField(
        WorkItem, blank=True, related_name="+", verbose_name=_("Work items of the plan that it serves")
    )
    searched: ClassVar[tuple[str, ...]] = ("source",)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "day", "id"], condition=Q(withdrawn_at=None), name="staff_of_unit"),
        ]


def counted_later(day: datetime.date) -> Exists:
    """That a later count of the same unit was made by a day."""
    others = StaffTotal._default_manager.filter(unit=OuterRef("unit"), withdrawn_at=None, day__lte=day)
    later = Q(day__gt=OuterRef("day")) | Q(day=OuterRef("day"), pk__gt=OuterRef("pk"))
    return Exists(others.filter(later))


def latest(day: datetime.date) -> Q:
    """The last count by a day of each unit that is there."""
    return Q(day__lte=day) & ~Q(counted_later(day)) & ~Q(unit__in=gone(day))


def check(values: Mapping[str, Any]) -> Mapping[str, str]:
    """What cannot be of one count."""
    if not values["female"] and not values["male"]:
        return {"female": gettext("A unit without any staff is not counted. Enter women and men.")}
    return still_to_come(values["day"], "day")


REGISTER = Register(
    name="staff-totals",
    model=StaffTotal,
    title=_("Staff by sex"),
    one=_("a count of staff"),
    hint=_("Totals without names. From 30 % women on, one of the key leaders must be a woman."),
    groups=(
        Group(_("The count"), ("source", "unit", "day")),
        Group(
            _("Staff"),
            heads=(_("people"),),
            grid=((_("Women"), ("female",)), (_("Men"), ("male",))),
        ),
        Group(_("More"), ("work_items",)),
    ),
    listed=("source", "unit", "day", "female", "male"),
    filters=("unit", "day", "work_items"),
    sorts=("-day",),
    identity=("unit", "day", "source"),
    read="leadership.read",
    change="leadership.change",
    own_units=own_units,
    check=check,
    states={
        "standing": State(_("the latest count"), latest, "✓", "good"),
        "coming": State(_("counted later"), lambda day: Q(day__gt=day), "…"),
        "over": State(_("counted anew since"), lambda day: Q(day__lte=day) & ~latest(day), "–"),
    },
    fixed=("day",),
    measures=(
        Measure(
            "staff",
            _("Staff by sex"),
            when=lambda of: latest(of.stands_on) & in_time(of),
            cells={Cell("F"): ("female",), Cell("M"): ("male",)},
        ),
    ),
)
