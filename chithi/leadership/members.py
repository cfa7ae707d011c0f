"""Members of committees: by name, sex, role and post, from day to day."""

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chithi.accounts.models import User
from chithi.leadership.committees import Committee, in_office, own_committees
from chithi.leadership.posts import Post
from chithi.leadership.rules import named_units
from chithi.sheets.models import Record
from chithi.sheets.registers import Cell, Group, Measure, Register, State, in_time
from chithi.units.models import Unit
from chithi.units.queries import held_on


class Member(Record):
    """Somebody in a role on a committee; a change of role or post is a new record from its day on."""

    class Sex(models.TextChoices):
        FEMALE = "F", _("Female")
        MALE = "M", _("Male")

    class Role(models.TextChoices):
        CHAIR = "chair", _("Chair")
        VICE = "vice", _("Vice-chair")
        STANDING = "standing", _("Standing member")
        MEMBER = "member", _("Member")
        SECRETARY = "secretary", _("Secretary")

    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, related_name="+", verbose_name=_("Committee")
    )
    name = models.CharField(_("Name of the member"), max_length=200)
    sex = models.CharField(_("Sex"), max_length=1, choices=Sex.choices)
    role = models.CharField(_("Role on the committee"), max_length=9, choices=Role.choices)
    post = models.CharField(_("Post held"), max_length=300, blank=True)
    from_unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("Unit they come from"),
    )
    leading_post = models.ForeignKey(
        Post,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("The same post in the register of leading posts"),
        help_text=_("So that the system sees when the post ends or somebody else holds it."),
    )
    valid_from = models.DateField(_("Member from"))
    valid_to = models.DateField(
        _("Member until"),
        null=True,
        blank=True,
        help_text=_("Last day; empty where it ends with the committee."),
    )
    searched: ClassVar[tuple[str, ...]] = ("name", "post")

    class Meta:
        indexes = [
            models.Index(
                fields=["committee", "valid_from", "id"],
                condition=Q(withdrawn_at=None),
                name="member_of_committee",
            ),
        ]


def standing_members(day: datetime.date) -> Q:
    """The members on a day: those who hold their role then, of a committee that stands then."""
    committees = Committee._default_manager.filter(in_office(day), withdrawn_at=None)
    return held_on(day) & Q(committee__in=committees.values("pk"))


def visible(user: User) -> Q:
    """The members of the committees of the units whose names a person reads."""
    return Q(committee__unit__in=named_units(user, "committee-members"))


def check(values: Mapping[str, Any]) -> Mapping[str, str]:
    """What does not go together in one member."""
    if values["valid_to"] and values["valid_to"] < values["valid_from"]:
        return {"valid_to": gettext("The last day lies before the first. Correct one of them.")}
    return {}


REGISTER = Register(
    name="committee-members",
    model=Member,
    title=_("Members of the committees"),
    one=_("a member"),
    hint=_(
        "As the decision names them. The chair too stands here, by name. Names are read only by the unit itself and by "
        "leaders, administrators and focal officers above it; everybody else sees functions."
    ),
    groups=(
        Group(_("The member"), ("committee", "name", "sex", "role")),
        Group(_("Where they come from"), ("post", "from_unit", "leading_post")),
        Group(_("Term"), ("valid_from", "valid_to")),
    ),
    listed=("name", "sex", "role", "post", "committee", "valid_from"),
    filters=("committee", "sex", "role"),
    sorts=("-valid_from",),
    identity=("committee", "valid_from", "name"),
    read="leadership.read_member",
    change="leadership.change_below",
    visible=visible,
    unit="committee",
    own_units=own_committees,
    check=check,
    names_people=True,
    states={
        "standing": State(_("serving"), standing_members, "✓", "good"),
        "coming": State(
            _("not yet serving"), lambda day: Q(valid_from__gt=day) & ~standing_members(day), "…"
        ),
        "over": State(
            _("no longer serving"), lambda day: Q(valid_from__lte=day) & ~standing_members(day), "–"
        ),
    },
    fixed=("name", "committee"),
    measures=(
        Measure(
            "women-committee-members",
            _("Members of committees in office"),
            when=lambda of: standing_members(of.stands_on) & in_time(of),
            cells={Cell("F"): Q(sex=Member.Sex.FEMALE), Cell("M"): Q(sex=Member.Sex.MALE)},
            unit="committee__unit",
        ),
    ),
)
