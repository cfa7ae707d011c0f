"""Elected bodies by term: seats and candidates by sex, as totals without names."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chithi.leadership.terms import still_to_come, wrong_order, wrong_term
from chithi.plans.models import WorkItem
from chithi.sheets.models import Record
from chithi.sheets.registers import Cell, Group, Measure, Register, State, in_time
from chithi.units.following import gone
from chithi.units.models import Unit
from chithi.units.queries import held_on
from chithi.units.rules import own_units


def people(title: Any) -> Any:
    return models.PositiveIntegerField(title, null=True, blank=True)


class ElectedBody(Record):
    """A body as one election made it. The next term is a new record; the earlier one has ended the day before."""

    class Kind(models.TextChoices):
        PARTY = "party", _("Party committee")
        STANDING = "standing", _("Standing board of a Party committee")
        COUNCIL = "council", _("People's Council")
        ASSEMBLY = "assembly", _("Delegation to the National Assembly")

    title = models.CharField(_("Name of the body"), max_length=300)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Unit"))
    kind = models.CharField(_("Kind of elected body"), max_length=8, choices=Kind.choices)
    term = models.CharField(_("Term"), max_length=9, help_text=_("Like 2021-2026."))
    valid_from = models.DateField(_("First day of the term"))
    valid_to = models.DateField(
        _("Last day of the term"),
        null=True,
        blank=True,
        help_text=_("Only where it ended without a new one; the next term ends it by itself."),
    )
    female = people(_("Seats held by women"))
    male = people(_("Seats held by men"))
    candidates_female = people(_("Candidates: women"))
    candidates_male = people(_("Candidates: men"))
    work_items = models.ManyToManyField(
        WorkItem, blank=True, related_name="+", verbose_name=_("Work items of the plan that it serves")
    )
    note = models.TextField(_("Further notes"), blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["unit", "kind", "valid_from", "id"],
                condition=Q(withdrawn_at=None),
                name="elected_of_unit",
            ),
        ]


def replaced(day: datetime.date) -> Exists:
    """That a later term of the same body has begun by a day."""
    others = ElectedBody._default_manager.filter(
        unit=OuterRef("unit"), kind=OuterRef("kind"), withdrawn_at=None, valid_from__lte=day
    )
    later = Q(valid_from__gt=OuterRef("valid_from")) | Q(
        valid_from=OuterRef("valid_from"), pk__gt=OuterRef("pk")
    )
    return Exists(others.filter(later))


def in_term(day: datetime.date) -> Q:
    """The bodies of the term that runs on a day; none of a unit that is no more."""
    return held_on(day) & ~Q(replaced(day)) & ~Q(unit__in=gone(day))


def check(values: Mapping[str, Any]) -> Mapping[str, str]:
    """What does not go together in one body."""
    wrong = {
        **wrong_term(values["term"]),
        **still_to_come(values["valid_from"], "valid_from"),
        **wrong_order(values),
    }
    if (values["female"] is None) != (values["male"] is None):
        empty = "male" if values["male"] is None else "female"
        wrong[empty] = gettext("Give the seats of both sexes, 0 where there are none, or leave both empty.")
    for seats, candidates in (("female", "candidates_female"), ("male", "candidates_male")):
        if None not in (values[seats], values[candidates]) and values[candidates] < values[seats]:
            wrong[candidates] = gettext(
                "There were at least as many candidates as seats. Correct one of them."
            )
    return wrong


def seats_of(kind: str, indicator: str, title: Any) -> Measure:
    """The seats of bodies of a kind, in the term that runs."""
    return Measure(
        indicator,
        title,
        when=lambda of: in_term(of.stands_on) & in_time(of),
        where=Q(kind=kind),
        cells={Cell("F"): ("female",), Cell("M"): ("male",)},
    )


REGISTER = Register(
    name="elected-bodies",
    model=ElectedBody,
    title=_("Elected bodies by term"),
    one=_("an elected body"),
    hint=_("Totals by sex, without names: seats held and candidates who stood."),
    groups=(
        Group(_("The body"), ("title", "unit", "kind")),
        Group(_("The term"), ("term", "valid_from", "valid_to")),
        Group(
            _("By sex"),
            heads=(_("seats"), _("candidates")),
            grid=((_("Women"), ("female", "candidates_female")), (_("Men"), ("male", "candidates_male"))),
        ),
        Group(_("More"), ("work_items", "note")),
    ),
    listed=("title", "unit", "kind", "term", "female", "male"),
    filters=("unit", "kind", "term", "work_items"),
    sorts=("-valid_from",),
    identity=("unit", "kind", "valid_from", "title"),
    read="leadership.read",
    change="leadership.change",
    own_units=own_units,
    check=check,
    again=("kind", "term"),
    states={
        "standing": State(_("its term runs"), in_term, "✓", "good"),
        "coming": State(_("its term is still to come"), lambda day: Q(valid_from__gt=day), "…"),
        "over": State(_("its term is over"), lambda day: Q(valid_from__lte=day) & ~in_term(day), "–"),
    },
    fixed=("title", "valid_from"),
    measures=(
        seats_of(ElectedBody.Kind.PARTY, "party-committee-members", _("Members of Party committees by term")),
        seats_of(ElectedBody.Kind.COUNCIL, "council-deputies", _("Deputies of People's Councils by term")),
    ),
)
