"""The planning pool (quy hoạch): who is planned for which leading post or level, and who was trained for it."""

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chithi.accounts.models import User
from chithi.leadership.holders import Sex
from chithi.leadership.posts import Level
from chithi.leadership.rules import named_units
from chithi.leadership.terms import wrong_age, wrong_order, wrong_term
from chithi.plans.models import WorkItem
from chithi.sheets.models import Record
from chithi.sheets.months import MonthField
from chithi.sheets.registers import Cell, Group, Measure, Register, State, in_time
from chithi.sheets.windows import Window
from chithi.units.following import gone
from chithi.units.models import Unit
from chithi.units.queries import held_on
from chithi.units.rules import own_units


class Planned(Record):
    """Somebody in the pool of a unit for a period: one record a person, however many posts they are planned for."""

    class Trained(models.TextChoices):
        YES = "yes", _("Trained")
        NO = "no", _("Not trained yet")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Unit"))
    name = models.CharField(_("Name in the pool"), max_length=200)
    sex = models.CharField(_("Sex"), max_length=1, choices=Sex.choices)
    birth_month = MonthField(
        _("Month of birth"), help_text=_("Month and year, like 05/1970. No day is kept.")
    )
    level = models.CharField(_("Level planned for"), max_length=15, choices=Level.choices)
    post = models.CharField(
        _("Post planned for"), max_length=300, blank=True, help_text=_("Several posts go into one line.")
    )
    term = models.CharField(_("Period of planning"), max_length=9, help_text=_("Like 2021-2026."))
    valid_from = models.DateField(_("In the pool from"))
    valid_to = models.DateField(
        _("In the pool until"), help_text=_("Last day: that of the period, or the day of leaving the pool.")
    )
    trained = models.CharField(
        _("Trained in leadership"),
        max_length=3,
        choices=Trained.choices,
        blank=True,
        help_text=_("Empty where it is not known."),
    )
    training = models.CharField(_("Course or training"), max_length=300, blank=True)
    work_items = models.ManyToManyField(
        WorkItem, blank=True, related_name="+", verbose_name=_("Work items of the plan that it serves")
    )
    searched: ClassVar[tuple[str, ...]] = ("name", "post", "training")

    class Meta:
        indexes = [
            models.Index(
                fields=["unit", "valid_from", "id"], condition=Q(withdrawn_at=None), name="pool_of_unit"
            ),
        ]


WOMEN = Q(sex=Sex.FEMALE)
TRAINED = Q(trained=Planned.Trained.YES)
KNOWN = Q(trained__in=Planned.Trained.values)
"""Of whom it is known whether they were trained; the others stand on neither side of that share."""


def visible(user: User) -> Q:
    """Those in the pool of the units whose leaders a person reads by name."""
    return Q(unit__in=named_units(user, "planning-pool"))


def in_pool(day: datetime.date) -> Q:
    """Those in the pool on a day, of a unit that is there."""
    return held_on(day) & ~Q(unit__in=gone(day))


def counted_in(of: Window) -> Q:
    """Those whom a period counts: in the pool on the day of its stocks."""
    return in_pool(of.stands_on) & in_time(of)


def check(values: Mapping[str, Any]) -> Mapping[str, str]:
    """What does not go together in one person of the pool."""
    wrong = {
        **wrong_age(values["birth_month"], values["valid_from"]),
        **wrong_term(values["term"]),
        **wrong_order(values),
    }
    if values["training"] and values["trained"] != Planned.Trained.YES:
        wrong["trained"] = gettext(
            "A course is named: say that the person was trained, or leave the course empty."
        )
    return wrong


REGISTER = Register(
    name="planning-pool",
    model=Planned,
    title=_("Planning pool"),
    one=_("a person in the planning pool"),
    hint=_(
        "One record for each person and period. Read only by the unit itself and by leaders, administrators and "
        "focal officers above it; everybody else sees shares."
    ),
    groups=(
        Group(_("The person"), ("unit", "name", "sex", "birth_month")),
        Group(_("What they are planned for"), ("level", "post", "term", "valid_from", "valid_to")),
        Group(_("Training"), ("trained", "training")),
        Group(_("More"), ("work_items",)),
    ),
    listed=("name", "sex", "birth_month", "unit", "level", "term", "trained"),
    filters=("unit", "sex", "level", "trained", "term", "work_items"),
    sorts=("-valid_from",),
    identity=("unit", "term", "name"),
    read="leadership.read_pool",
    change="leadership.change",
    visible=visible,
    own_units=own_units,
    check=check,
    names_people=True,
    again=("level", "term", "valid_to"),
    states={
        "standing": State(_("in the pool"), in_pool, "✓", "good"),
        "coming": State(_("not yet in the pool"), lambda day: Q(valid_from__gt=day) & ~in_pool(day), "…"),
        "over": State(_("no longer in the pool"), lambda day: Q(valid_from__lte=day) & ~in_pool(day), "–"),
    },
    fixed=("name", "birth_month", "valid_from"),
    measures=(
        Measure(
            "planning-pool",
            _("People in the planning pool"),
            when=counted_in,
            cells={Cell("F"): WOMEN, Cell("M"): Q(sex=Sex.MALE)},
        ),
        Measure(
            "pool-women-trained",
            _("Women in the pool, of whom it is known whether they were trained"),
            when=counted_in,
            where=WOMEN & KNOWN,
            cells={Cell(part="numerator"): TRAINED, Cell(part="denominator"): Q()},
        ),
    ),
)
