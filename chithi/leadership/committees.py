"""Committees for the advancement of women: by which decision, since when, who chairs by their post."""

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chithi.accounts.models import User
from chithi.leadership.telling import tell_committees
from chithi.leadership.terms import wrong_order
from chithi.plans.models import WorkItem
from chithi.sheets.models import Record
from chithi.sheets.registers import Group, Register, State, during
from chithi.units.following import gone
from chithi.units.models import Unit
from chithi.units.queries import held_on
from chithi.units.rules import own_units


class Committee(Record):
    """A committee as one decision made it. A unit has one at a time: reconstituted by a later decision it is a new
    record, and the earlier one has ended the day before, so that two never overlap."""

    title = models.CharField(_("Name of the committee"), max_length=300)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Unit whose committee it is")
    )
    decision_number = models.CharField(_("Number of the decision"), max_length=60)
    decision_day = models.DateField(_("Day of the decision"))
    valid_from = models.DateField(
        _("In office from"),
        help_text=_("First day. The committee before it ends the day before by itself."),
    )
    valid_to = models.DateField(
        _("In office until"),
        null=True,
        blank=True,
        help_text=_("Last day; only where it was dissolved without a new one."),
    )
    term_until = models.DateField(
        _("Term until"),
        null=True,
        blank=True,
        help_text=_(
            "Last day of the term, where the decision names one; the committee stays in office until a later decision."
        ),
    )
    chair_post = models.CharField(
        _("Chair by post"),
        max_length=300,
        help_text=_("The post that chairs; who holds it now stands among the members."),
    )
    rules_day = models.DateField(
        _("Rules of operation issued on"),
        null=True,
        blank=True,
        help_text=_("Empty where it has none yet."),
    )
    work_items = models.ManyToManyField(
        WorkItem, blank=True, related_name="+", verbose_name=_("Work items of the plan that it serves")
    )
    note = models.TextField(_("Further notes"), blank=True)
    searched: ClassVar[tuple[str, ...]] = ("title", "decision_number", "chair_post")

    class Meta:
        indexes = [
            models.Index(
                fields=["unit", "valid_from", "id"], condition=Q(withdrawn_at=None), name="committee_of_unit"
            ),
        ]


def replaced(day: datetime.date) -> Exists:
    """That a later committee of the same unit is in office on a day."""
    others = Committee._default_manager.filter(unit=OuterRef("unit"), withdrawn_at=None, valid_from__lte=day)
    later = Q(valid_from__gt=OuterRef("valid_from")) | Q(
        valid_from=OuterRef("valid_from"), pk__gt=OuterRef("pk")
    )
    return Exists(others.filter(later))


def in_office(day: datetime.date) -> Q:
    """The committees that stand on a day: those that hold then, of a unit that is there, and not replaced by a later
    one of it."""
    return held_on(day) & ~Q(replaced(day)) & ~Q(unit__in=gone(day))


def check(values: Mapping[str, Any]) -> Mapping[str, str]:
    """What does not go together in one committee."""
    if values["valid_to"] and values["valid_to"] < values["valid_from"]:
        return {"valid_to": gettext("The last day lies before the first. Correct one of them.")}
    if values["valid_from"] < values["decision_day"]:
        return {"valid_from": gettext("It is in office from the day of its decision on, not before.")}
    return wrong_order(values, "term_until")


def own_committees(user: User, register: str = "") -> set[int]:
    """The committees of the units whose records a person writes."""
    return set(
        Committee._default_manager.filter(unit__in=own_units(user, register)).values_list("pk", flat=True)
    )


REGISTER = Register(
    name="committees",
    model=Committee,
    title=_("Committees for the advancement of women"),
    one=_("a committee"),
    hint=_("One record for each decision: a reconstituted committee is a new record with its own members."),
    groups=(
        Group(_("The committee"), ("title", "unit", "chair_post")),
        Group(_("The decision"), ("decision_number", "decision_day", "valid_from", "term_until", "valid_to")),
        Group(_("Operation"), ("rules_day",)),
        Group(
            _("More"),
            ("work_items", "note"),
            hint=_("The decision serves them; its members need no work items of their own."),
        ),
    ),
    listed=("title", "unit", "decision_number", "valid_from", "chair_post"),
    filters=("unit", "valid_from", "work_items"),
    sorts=("-valid_from",),
    identity=("unit", "valid_from", "title"),
    read="leadership.read",
    change="leadership.change",
    own_units=own_units,
    check=check,
    when=during("valid_from"),
    tell=tell_committees,
    feeds=("women-committee-members", "women-committee-meetings"),
    states={
        "standing": State(_("in office"), in_office, "✓", "good"),
        "coming": State(_("not yet in office"), lambda day: Q(valid_from__gt=day), "…"),
        "over": State(_("replaced or dissolved"), lambda day: Q(valid_from__lte=day) & ~in_office(day), "–"),
    },
    fixed=("title", "valid_from"),
)
