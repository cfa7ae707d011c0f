"""Activities: dissemination, training, communication and education, with who took part by sex and age group."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chithi.plans.models import WorkItem
from chithi.records.telling import tell_activities
from chithi.sheets.models import Record
from chithi.sheets.registers import Cell, Group, Measure, Register
from chithi.shell.clock import today
from chithi.units.models import Unit
from chithi.units.rules import own_units

AGES = {"under_16": "0-15", "16_30": "16-30", "31_59": "31-59", "over_59": "60+"}
"""The age groups of the form: children, youth (16 to 30, Law on Youth 2020, art. 1), others, the elderly (from 60, Law
on the Elderly 2009, art. 2; both from memory), as figures name them."""


def people(title: Any) -> Any:
    return models.PositiveIntegerField(title, null=True, blank=True)


class Activity(Record):
    """Something a unit held, alone or with others. It counts once, for the unit that led it."""

    class Kind(models.TextChoices):
        DISSEMINATION = "dissemination", _("Dissemination of documents")
        TRAINING = "training", _("Workshop training")
        COMMUNICATION = "communication", _("Communication")
        EDUCATION = "education", _("Education")

    title = models.CharField(_("What was held"), max_length=300)
    kind = models.CharField(_("Kind of activity"), max_length=13, choices=Kind.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Lead unit"))
    day = models.DateField(_("First day"), help_text=_("Day/month/year; it decides the period."))
    last_day = models.DateField(_("Last day"), null=True, blank=True)
    place = models.CharField(_("Venue"), max_length=300, blank=True)
    audience = models.CharField(_("Audience"), max_length=300, blank=True)
    co_organisers = models.ManyToManyField(
        Unit, blank=True, related_name="+", verbose_name=_("Co-organisers")
    )
    female = people(_("Women and girls, age not recorded"))
    female_under_16 = people(_("Girls under 16"))
    female_16_30 = people(_("Women aged 16–30"))
    female_31_59 = people(_("Women aged 31–59"))
    female_over_59 = people(_("Women aged 60 or more"))
    male = people(_("Men and boys, age not recorded"))
    male_under_16 = people(_("Boys under 16"))
    male_16_30 = people(_("Men aged 16–30"))
    male_31_59 = people(_("Men aged 31–59"))
    male_over_59 = people(_("Men aged 60 or more"))
    unsplit = people(_("Participants not counted by sex"))
    work_items = models.ManyToManyField(
        WorkItem, blank=True, related_name="+", verbose_name=_("Work items of the plan that it serves")
    )
    note = models.TextField(_("Remarks on it"), blank=True)
    searched: ClassVar[tuple[str, ...]] = ("title", "place", "audience")

    class Meta:
        indexes = [
            models.Index(fields=["day", "id"], condition=Q(withdrawn_at=None), name="activity_by_day"),
            models.Index(
                fields=["unit", "day", "id"], condition=Q(withdrawn_at=None), name="activity_of_unit"
            ),
            models.Index(
                fields=["kind", "day", "id"], condition=Q(withdrawn_at=None), name="activity_by_kind"
            ),
        ]


def columns_of(sex: str) -> tuple[str, ...]:
    return (sex, *(f"{sex}_{age}" for age in AGES))


def check(values: Mapping[str, Any]) -> Mapping[str, str]:
    """What does not go together in one activity."""
    if values["last_day"] and values["day"] and values["last_day"] < values["day"]:
        return {"last_day": gettext("The last day lies before the first. Correct one of them.")}
    days = [name for name in ("day", "last_day") if values[name]]
    if to_come := [name for name in days if values[name] > today()]:
        return dict.fromkeys(to_come, gettext("This day is still to come. Enter it when it has been held."))
    if values["unit"] in values["co_organisers"]:
        return {
            "co_organisers": gettext("The lead unit is no co-organiser of its own activity. Take it out.")
        }
    return {}


PEOPLE = {
    Cell("F"): columns_of("female"),
    Cell("M"): columns_of("male"),
    Cell(): ("unsplit",),
    **{Cell("F", f"age={group}"): (f"female_{age}",) for age, group in AGES.items()},
    **{Cell("M", f"age={group}"): (f"male_{age}",) for age, group in AGES.items()},
}
"""Participants by sex, and of these by age group."""
TOLD = Q(kind__in=[Activity.Kind.DISSEMINATION, Activity.Kind.COMMUNICATION])

REGISTER = Register(
    name="activities",
    model=Activity,
    title=_("Activities"),
    one=_("an activity"),
    hint=_(
        "Dissemination, training, communication, education. One with several organisers is entered once, by the lead."
    ),
    groups=(
        Group(_("The activity"), ("title", "kind", "unit", "day", "last_day", "place", "audience")),
        Group(
            _("Participants"),
            heads=(_("Women"), _("Men"), _("Not counted by sex")),
            grid=(
                (_("age not recorded"), ("female", "male", "unsplit")),
                (_("under 16"), ("female_under_16", "male_under_16")),
                (_("16–30"), ("female_16_30", "male_16_30")),
                (_("31–59"), ("female_31_59", "male_31_59")),
                (_("60 or more"), ("female_over_59", "male_over_59")),
            ),
            hint=_("A person is entered in one place only. What was not counted stays empty."),
        ),
        Group(_("More"), ("co_organisers", "work_items", "note")),
    ),
    listed=("title", "kind", "unit", "day", "place"),
    filters=("kind", "unit", "day", "work_items"),
    sorts=("-day",),
    identity=("unit", "day", "title"),
    read="records.read",
    change="records.change",
    own_units=own_units,
    beside="co_organisers",
    check=check,
    tell=tell_activities,
    fixed=("title", "day"),
    again=("kind", "place"),
    measures=(
        Measure(
            "communication-sessions", _("Dissemination and communication"), where=TOLD, beside="co_organisers"
        ),
        Measure(
            "communication-participants",
            _("Participants of communication"),
            where=TOLD,
            cells=PEOPLE,
            beside="co_organisers",
        ),
        Measure(
            "gender-training-participants",
            _("Participants of workshops"),
            where=Q(kind="training"),
            cells=PEOPLE,
            beside="co_organisers",
        ),
    ),
)
