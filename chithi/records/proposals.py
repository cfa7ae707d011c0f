"""Proposals and recommendations: to whom, and what became of them."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chithi.accounts.models import User
from chithi.plans.models import WorkItem
from chithi.records.telling import propose
from chithi.sheets.models import Record
from chithi.sheets.registers import Group, Register, State
from chithi.units.models import Unit
from chithi.units.rules import own_units, seen_units


class Proposal(Record):
    """What a unit asks of another one, or of somebody outside the province."""

    class Outcome(models.TextChoices):
        CONSIDERED = "considered", _("Under consideration")
        ACCEPTED = "accepted", _("Taken up")
        PARTLY = "partly", _("Taken up in part")
        REFUSED = "refused", _("Not taken up")

    title = models.CharField(_("What is proposed"), max_length=300)
    text = models.TextField(_("Content and reasons"), blank=True)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Proposing unit")
    )
    to_unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("Addressed unit"),
        help_text=_("Its people see the proposal and enter the answer."),
    )
    to_name = models.CharField(
        _("Addressee outside the directory"),
        max_length=300,
        blank=True,
        help_text=_("The Government, a ministry: only where it is no unit of the list."),
    )
    day = models.DateField(_("Day of the proposal"))
    outcome = models.CharField(_("Outcome"), max_length=10, choices=Outcome.choices, blank=True)
    answered_on = models.DateField(_("Answered on"), null=True, blank=True)
    answer = models.TextField(_("Answer"), blank=True)
    work_items = models.ManyToManyField(
        WorkItem, blank=True, related_name="+", verbose_name=_("Work items of the plan that it serves")
    )
    searched: ClassVar[tuple[str, ...]] = ("title", "to_name")

    class Meta:
        indexes = [
            models.Index(fields=["day", "id"], condition=Q(withdrawn_at=None), name="proposal_by_day"),
            models.Index(
                fields=["unit", "day", "id"], condition=Q(withdrawn_at=None), name="proposal_of_unit"
            ),
            models.Index(
                fields=["to_unit", "day", "id"], condition=Q(withdrawn_at=None), name="proposal_to_unit"
            ),
        ]


def check(values: Mapping[str, Any]) -> Mapping[str, str]:
    """What does not go together in one proposal."""
    return {**check_addressee(values), **check_answer(values)}


def check_addressee(values: Mapping[str, Any]) -> Mapping[str, str]:
    if not values["to_unit"] and not values["to_name"]:
        return {"to_unit": gettext("Say to whom: a unit of the list, or a name.")}
    if values["to_unit"] and values["to_name"]:
        return {"to_name": gettext("Name the addressee once: as a unit of the list or by its name.")}
    if values["to_unit"] == values["unit"]:
        return {"to_unit": gettext("A unit proposes nothing to itself. Choose the one that decides.")}
    return {}


def check_answer(values: Mapping[str, Any]) -> Mapping[str, str]:
    is_decided = values["outcome"] not in ("", Proposal.Outcome.CONSIDERED)
    if is_decided and not values["answered_on"]:
        return {"answered_on": gettext("Enter the day of the answer.")}
    if values["answered_on"] and not values["outcome"]:
        return {"outcome": gettext("Choose the outcome of the answer.")}
    if values["answered_on"] and values["answered_on"] < values["day"]:
        return {"answered_on": gettext("The answer lies before the proposal. Correct one of the days.")}
    return {}


def visible(user: User) -> Q:
    """People of the proposing and the addressed unit, and those who serve above one of them."""
    seen = seen_units(user, register="proposals")
    return Q(unit__in=seen) | Q(to_unit__in=seen)


def state(outcome: str, title: Any, sign: str, look: str = "") -> State:
    return State(title, lambda _day: Q(outcome=outcome), sign, look)


REGISTER = Register(
    name="proposals",
    model=Proposal,
    title=_("Proposals and recommendations"),
    one=_("a proposal"),
    hint=_(
        "What units propose to each other and upwards, with answer and outcome. "
        "Read by both sides and those above them."
    ),
    groups=(
        Group(_("The proposal"), ("title", "unit", "to_unit", "to_name", "day", "text")),
        Group(_("The answer"), ("outcome", "answered_on", "answer")),
        Group(_("More"), ("work_items",)),
    ),
    listed=("title", "unit", "to_unit", "day", "answered_on"),
    filters=("unit", "to_unit", "day", "work_items"),
    sorts=("-day",),
    identity=("unit", "day", "title"),
    read="records.read_proposal",
    change="records.change",
    visible=visible,
    own_units=own_units,
    check=check,
    propose=propose,
    states={
        "waiting": state("", _("not answered yet"), "?", "warn"),
        "considered": state("considered", _("under consideration"), "…"),
        "accepted": state("accepted", _("taken up"), "✓", "good"),
        "partly": state("partly", _("taken up in part"), "±", "good"),
        "refused": state("refused", _("not taken up"), "✕", "bad"),
    },
    answer="records.answer_proposal",
    answered=("outcome", "answered_on", "answer"),
    fixed=("title", "day"),
)
