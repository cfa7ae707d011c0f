"""Inspections and supervisions: what was found, what was decided, and what is still to be mended."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chithi.accounts.models import User
from chithi.plans.models import WorkItem
from chithi.records.telling import tell_inspections
from chithi.sheets.models import Record
from chithi.sheets.registers import Cell, Group, Measure, Register, State, during
from chithi.shell.clock import today
from chithi.units.models import Unit
from chithi.units.rules import own_units, seen_units


class Inspection(Record):
    """A look of one body into another. It counts for the unit that led it, once its result was given out."""

    class Kind(models.TextChoices):
        INSPECTION = "inspection", _("Inspection")
        SUPERVISION = "supervision", _("Supervision")
        STATE_INSPECTION = "state_inspection", _("State inspection")

    class Sanction(models.TextChoices):
        NONE = "none", _("No violation")
        REMINDER = "reminder", _("Reminder, criticism")
        WARNING = "warning", _("Warning (administrative)")
        FINE = "fine", _("Fine (administrative)")
        OTHER = "other", _("Another form of handling")

    title = models.CharField(_("What was inspected"), max_length=300)
    kind = models.CharField(_("Kind of inspection"), max_length=16, choices=Kind.choices)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Inspecting unit")
    )
    inspected = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("Inspected unit"),
    )
    inspected_name = models.CharField(
        _("Inspected body outside the directory"),
        max_length=300,
        blank=True,
        help_text=_("A firm, a school: only where it is no unit of the list."),
    )
    co_inspectors = models.ManyToManyField(
        Unit, blank=True, related_name="+", verbose_name=_("Co-inspecting units")
    )
    day = models.DateField(_("First day"))
    last_day = models.DateField(_("Last day"), null=True, blank=True)
    decision_number = models.CharField(_("Number of the decision"), max_length=60, blank=True)
    concluded_on = models.DateField(
        _("Day of the conclusion"),
        null=True,
        blank=True,
        help_text=_("When the result was given out; it decides the period."),
    )
    findings = models.TextField(_("Findings"), blank=True)
    sanction = models.CharField(
        _("Form of handling"), max_length=8, choices=Sanction.choices, default=Sanction.NONE
    )
    violations = models.PositiveIntegerField(_("Violations handled (cases)"), null=True, blank=True)
    fine = models.PositiveIntegerField(_("Fine (đồng)"), null=True, blank=True)
    sanctioned_on = models.DateField(
        _("Day of the decision on handling"),
        null=True,
        blank=True,
        help_text=_("It decides the period in which the cases count as handled."),
    )
    to_mend = models.TextField(_("What is to be mended"), blank=True)
    mend_by = models.DateField(_("To be mended by"), null=True, blank=True)
    closed_on = models.DateField(
        _("Closed on"), null=True, blank=True, help_text=_("The day on which everything was mended.")
    )
    work_items = models.ManyToManyField(
        WorkItem, blank=True, related_name="+", verbose_name=_("Work items of the plan that it serves")
    )
    searched: ClassVar[tuple[str, ...]] = ("title", "inspected_name", "decision_number")

    class Meta:
        indexes = [
            models.Index(fields=["day", "id"], condition=Q(withdrawn_at=None), name="inspection_by_day"),
            models.Index(
                fields=["unit", "day", "id"], condition=Q(withdrawn_at=None), name="inspection_of_unit"
            ),
            models.Index(
                fields=["unit", "mend_by"],
                condition=Q(withdrawn_at=None, closed_on=None),
                name="inspection_open",
            ),
        ]


DECIDED = {Inspection.Sanction.WARNING, Inspection.Sanction.FINE, Inspection.Sanction.OTHER}
"""Forms of handling that are a decision; a reminder may go without one."""


def check(values: Mapping[str, Any]) -> Mapping[str, str]:
    """What does not go together in one inspection."""
    return {**check_bodies(values), **check_days(values), **check_sanction(values)}


def check_bodies(values: Mapping[str, Any]) -> Mapping[str, str]:
    if not values["inspected"] and not values["inspected_name"]:
        return {"inspected": gettext("Say who was inspected: a unit of the list, or a name.")}
    if values["inspected"] and values["inspected_name"]:
        return {
            "inspected_name": gettext("Name the inspected body once: as a unit of the list or by its name.")
        }
    if {values["unit"], values["inspected"]} & set(values["co_inspectors"]):
        return {
            "co_inspectors": gettext("The inspecting and the inspected unit do not co-inspect. Take it out.")
        }
    return {}


def check_days(values: Mapping[str, Any]) -> Mapping[str, str]:
    wrong = {
        name: gettext("This day lies before the first day of the inspection. Correct one of them.")
        for name in ("last_day", "concluded_on", "sanctioned_on", "mend_by", "closed_on")
        if values[name] and values[name] < values["day"]
    }
    for name in ("concluded_on", "sanctioned_on", "closed_on"):
        if values[name] and values[name] > today():
            wrong[name] = gettext("This day is still to come. Enter it when it has come.")
    if values["mend_by"] and not values["to_mend"]:
        wrong["to_mend"] = gettext("Say what is to be mended by that day.")
    return wrong


def check_sanction(values: Mapping[str, Any]) -> Mapping[str, str]:
    sanction, is_fine = values["sanction"], values["sanction"] == Inspection.Sanction.FINE
    if sanction == Inspection.Sanction.NONE and (
        values["violations"] or values["fine"] or values["sanctioned_on"]
    ):
        return {"sanction": gettext("Choose how it was handled, or leave cases, fine and day empty.")}
    if sanction in DECIDED and not values["sanctioned_on"]:
        return {"sanctioned_on": gettext("Enter the day of the decision on handling.")}
    if values["sanctioned_on"] and not values["violations"]:
        return {"violations": gettext("Enter how many cases the decision handles, at least 1.")}
    if is_fine != bool(values["fine"]):
        return {"fine": gettext("A fine has an amount in đồng, and nothing else has.")}
    return {}


def visible(user: User) -> Q:
    """People of the inspecting, the inspected and the co-inspecting units, and those who serve above one of them."""
    seen = seen_units(user, register="inspections")
    shared = Inspection.co_inspectors.through._default_manager.filter(unit__in=seen).values("inspection")
    return Q(unit__in=seen) | Q(inspected__in=seen) | Q(pk__in=shared)


REGISTER = Register(
    name="inspections",
    model=Inspection,
    title=_("Inspections"),
    one=_("an inspection"),
    hint=_(
        "Inspections and supervisions, followed until everything is mended. "
        "Read by the units that take part and those above them."
    ),
    groups=(
        Group(
            _("The inspection"),
            ("title", "kind", "unit", "inspected", "inspected_name", "day", "last_day", "decision_number"),
        ),
        Group(
            _("The result"),
            ("concluded_on", "findings", "sanction", "violations", "fine", "sanctioned_on"),
            hint=_("It counts in the period of its conclusion; without one it does not count yet."),
        ),
        Group(_("Follow-up"), ("to_mend", "mend_by", "closed_on")),
        Group(_("More"), ("co_inspectors", "work_items")),
    ),
    listed=("title", "kind", "unit", "inspected", "day", "mend_by"),
    filters=("kind", "unit", "inspected", "day", "work_items"),
    sorts=("-day",),
    identity=("unit", "day", "title"),
    read="records.read_inspection",
    change="records.change",
    visible=visible,
    own_units=own_units,
    beside="co_inspectors",
    check=check,
    when=during("concluded_on"),
    tell=tell_inspections,
    states={
        "open": State(
            _("being followed"),
            lambda day: Q(closed_on=None) & (Q(mend_by=None) | Q(mend_by__gte=day)),
            sign="…",
        ),
        "overdue": State(
            _("overdue to be mended"), lambda day: Q(closed_on=None, mend_by__lt=day), sign="!", look="bad"
        ),
        "closed": State(_("closed, mended"), lambda _day: Q(closed_on__isnull=False), sign="✓", look="good"),
    },
    fixed=("title", "day"),
    measures=(
        Measure(
            "inspections",
            _("Inspections and supervisions with a result"),
            when=during("concluded_on"),
            where=Q(kind__in=[Inspection.Kind.INSPECTION, Inspection.Kind.SUPERVISION]),
            beside="co_inspectors",
        ),
        Measure(
            "violations-handled",
            _("Violations handled by decision"),
            when=during("sanctioned_on"),
            cells={Cell(): ("violations",)},
            beside="co_inspectors",
        ),
    ),
)
