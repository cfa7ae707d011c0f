"""Leading posts: of which unit and body, at which level, how many seats. A post names nobody."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chithi.accounts.models import User
from chithi.leadership.terms import wrong_order
from chithi.plans.models import WorkItem
from chithi.sheets.models import Record
from chithi.sheets.registers import Group, Register, State
from chithi.units.following import gone
from chithi.units.models import Unit
from chithi.units.queries import held_on
from chithi.units.rules import own_units


class Body(models.TextChoices):
    """The kind of body in which a post stands; one unit may hold posts of several, as a district does."""

    PARTY = "party", _("Party committee")
    COUNCIL = "council", _("People's Council")
    COMMITTEE = "committee", _("People's Committee")
    AGENCY = "agency", _("Agency or unit")
    MASS = "mass", _("Fatherland Front, mass organisation")


class Level(models.TextChoices):
    """How high a post stands in its body."""

    HEAD = "head", _("Head (key leader)")
    DEPUTY = "deputy", _("Deputy of the head (key leader)")
    DIVISION_HEAD = "division_head", _("Head of division or equal")
    DIVISION_DEPUTY = "division_deputy", _("Deputy head of division or equal")
    OTHER = "other", _("Another leading post")


KEY = (Level.HEAD, Level.DEPUTY)
"""The key leaders: heads and their deputies. The indicator of the national strategy names them so for councils and
committees (chair and vice-chair); for other bodies it is read alike, from memory."""


class Post(Record):
    """A leading post as long as it exists; a post of several seats (three vice-chairs) is one record."""

    title = models.CharField(_("Name of the post"), max_length=300)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Unit"))
    body = models.CharField(_("Kind of body"), max_length=9, choices=Body.choices)
    level = models.CharField(_("Level of the post"), max_length=15, choices=Level.choices)
    seats = models.PositiveIntegerField(_("Seats"), default=1, help_text=_("How many hold it at one time."))
    valid_from = models.DateField(_("Post exists from"))
    valid_to = models.DateField(
        _("Post exists until"),
        null=True,
        blank=True,
        help_text=_("Last day; empty as long as it exists."),
    )
    work_items = models.ManyToManyField(
        WorkItem, blank=True, related_name="+", verbose_name=_("Work items of the plan that it serves")
    )
    note = models.TextField(_("Further notes"), blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["unit", "valid_from", "id"], condition=Q(withdrawn_at=None), name="post_of_unit"
            ),
        ]


def check(values: Mapping[str, Any]) -> Mapping[str, str]:
    """What does not go together in one post."""
    if not values["seats"]:
        return {"seats": gettext("A post has at least one seat.")}
    return wrong_order(values)


def own_posts(user: User, register: str = "") -> set[int]:
    """The posts of the units whose records a person writes."""
    return set(Post._default_manager.filter(unit__in=own_units(user, register)).values_list("pk", flat=True))


def existing(day: datetime.date) -> Q:
    """The posts that exist on a day; those of a unit that is no more do not."""
    return held_on(day) & ~Q(unit__in=gone(day))


REGISTER = Register(
    name="posts",
    model=Post,
    title=_("Leading posts"),
    one=_("a leading post"),
    hint=_("Posts without names: which there are, in which body, with how many seats."),
    groups=(
        Group(_("The post"), ("title", "unit", "body", "level", "seats")),
        Group(_("Since when"), ("valid_from", "valid_to")),
        Group(_("More"), ("work_items", "note")),
    ),
    listed=("title", "unit", "body", "level", "seats", "valid_from"),
    filters=("unit", "body", "level", "work_items"),
    sorts=("-valid_from",),
    identity=("unit", "body", "valid_from", "title"),
    read="leadership.read",
    change="leadership.change",
    own_units=own_units,
    check=check,
    feeds=("leaders", "bodies-with-woman-key-leader"),
    again=("body", "level"),
    states={
        "standing": State(_("exists"), existing, "✓", "good"),
        "coming": State(_("does not exist yet"), lambda day: Q(valid_from__gt=day) & ~existing(day), "…"),
        "over": State(_("exists no more"), lambda day: Q(valid_from__lte=day) & ~existing(day), "–"),
    },
    fixed=("title", "valid_from"),
)
