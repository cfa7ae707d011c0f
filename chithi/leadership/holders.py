"""Holders of leading posts: by name, sex and month of birth, from day to day. Names are read only by whom their role
needs it (``rules.named_units``); everybody else sees shares."""

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chithi.accounts.models import User
from chithi.leadership.members import Member
from chithi.leadership.posts import KEY, Level, Post, own_posts
from chithi.leadership.rules import named_units
from chithi.leadership.shares import STATE_KINDS
from chithi.leadership.terms import still_to_come, wrong_age, wrong_order
from chithi.sheets.fields import One
from chithi.sheets.models import Record
from chithi.sheets.months import MonthField
from chithi.sheets.registers import Cell, Group, Measure, Register, State, in_time
from chithi.sheets.windows import Window
from chithi.units.following import gone
from chithi.units.models import Unit
from chithi.units.queries import held_on, ids_of_kinds

Sex = Member.Sex
LEADING = (Level.HEAD, Level.DEPUTY, Level.DIVISION_HEAD, Level.DIVISION_DEPUTY)
"""Posts that the indicator of leaders counts: from deputy head of division upwards."""


class Holder(Record):
    """Somebody who holds a leading post; another post or an appointment anew is a new record from its day on."""

    class HeldAs(models.TextChoices):
        MAIN = "main", _("Main post")
        BESIDE = "beside", _("Held beside another post")

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("Post"))
    name = models.CharField(_("Name of the holder"), max_length=200)
    sex = models.CharField(_("Sex"), max_length=1, choices=Sex.choices)
    birth_month = MonthField(
        _("Month of birth"), help_text=_("Month and year, like 05/1970. No day is kept.")
    )
    held_as = models.CharField(
        _("Held as"),
        max_length=6,
        choices=HeldAs.choices,
        default=HeldAs.MAIN,
        help_text=_("Somebody with several posts is counted as one leader, in the main one."),
    )
    decision_number = models.CharField(_("Number of the decision"), max_length=60, blank=True)
    appointed_on = models.DateField(_("Appointed or elected on"))
    valid_from = models.DateField(_("Holds the post from"))
    term_until = models.DateField(
        _("Term until"),
        null=True,
        blank=True,
        help_text=_(
            "Last day of the term of the decision; the holder stays in office until one says otherwise."
        ),
    )
    valid_to = models.DateField(
        _("Holds the post until"),
        null=True,
        blank=True,
        help_text=_("Last day in the post, once it is known: retired, moved, not elected again."),
    )
    searched: ClassVar[tuple[str, ...]] = ("name", "decision_number")

    class Meta:
        indexes = [
            models.Index(
                fields=["post", "valid_from", "id"], condition=Q(withdrawn_at=None), name="holder_of_post"
            ),
        ]


def standing_holders(day: datetime.date) -> Q:
    """Those who hold a post on a day, of a post that exists then and is not withdrawn."""
    still = Q(post__valid_to=None) | Q(post__valid_to__gte=day)
    there = ~Q(post__unit__in=gone(day))
    return held_on(day) & Q(post__withdrawn_at=None, post__valid_from__lte=day) & still & there


def of_state_bodies(of: Window) -> Q:
    """Those who hold a post of a unit that is a State body on the day on which a period counts its stocks."""
    day = of.stands_on
    return standing_holders(day) & Q(post__unit__in=ids_of_kinds(STATE_KINDS, day)) & in_time(of)


def visible(user: User) -> Q:
    """The holders of the units whose leaders a person reads by name."""
    return Q(post__unit__in=named_units(user, "post-holders"))


def check(values: Mapping[str, Any]) -> Mapping[str, str]:
    """What does not go together in one holder."""
    wrong = {
        **wrong_age(values["birth_month"], values["valid_from"]),
        **still_to_come(values["appointed_on"], "appointed_on"),
        **wrong_order(values, "term_until"),
        **wrong_order(values),
    }
    if values["valid_from"] < values["appointed_on"]:
        wrong["valid_from"] = gettext("The post is held from the day of the appointment on, not before.")
    return wrong


class PostKey(One):
    """A post as a filter is typed: a list of all posts of a province would be too long to choose from."""

    kind: ClassVar[str] = "text"


REGISTER = Register(
    name="post-holders",
    model=Holder,
    title=_("Holders of leading posts"),
    one=_("a holder of a leading post"),
    hint=_(
        "By name, sex and month of birth. Read only by the unit itself and by leaders, administrators and focal "
        "officers above it; everybody else sees shares."
    ),
    groups=(
        Group(_("The holder"), ("post", "name", "sex", "birth_month", "held_as")),
        Group(_("The appointment"), ("decision_number", "appointed_on", "valid_from", "term_until")),
        Group(_("The end"), ("valid_to",)),
    ),
    listed=("name", "sex", "birth_month", "post", "valid_from", "term_until"),
    filters=("of_unit", "post", "sex"),
    asking=(
        One("of_unit", _("Unit"), model=Unit, path="post__unit"),
        PostKey("post", _("Post (number or name)"), model=Post),
    ),
    sorts=("-valid_from",),
    identity=("post", "valid_from", "name"),
    read="leadership.read_holder",
    change="leadership.change_holder",
    visible=visible,
    unit="post",
    own_units=own_posts,
    check=check,
    names_people=True,
    states={
        "standing": State(_("in the post"), standing_holders, "✓", "good"),
        "coming": State(
            _("not yet in the post"), lambda day: Q(valid_from__gt=day) & ~standing_holders(day), "…"
        ),
        "over": State(
            _("no longer in the post"), lambda day: Q(valid_from__lte=day) & ~standing_holders(day), "–"
        ),
    },
    fixed=("name", "post", "birth_month", "valid_from"),
    measures=(
        Measure(
            "leaders",
            _("Holders of leading posts"),
            when=lambda of: standing_holders(of.stands_on) & in_time(of),
            where=Q(held_as=Holder.HeldAs.MAIN, post__level__in=LEADING),
            cells={Cell("F"): Q(sex=Sex.FEMALE), Cell("M"): Q(sex=Sex.MALE)},
            unit="post__unit",
        ),
        Measure(
            "bodies-with-woman-key-leader",
            _("Key leaders of the unit, which counts as one body"),
            when=of_state_bodies,
            where=Q(post__level__in=KEY),
            cells={Cell(part="numerator"): Q(sex=Sex.FEMALE), Cell(part="denominator"): Q()},
            by_unit=True,
            unit="post__unit",
        ),
    ),
)
