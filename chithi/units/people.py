"""The list of people: who may be seen, what they hold, whether they can sign in."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chithi.accounts.models import Invitation, User
from chithi.sheets.asked import Asked
from chithi.sheets.fields import Choice, Field, One
from chithi.sheets.listings import Computed, Given, Listing, State
from chithi.shell.clock import today
from chithi.units.models import Role, Unit
from chithi.units.queries import held_on, not_over, tree
from chithi.units.rules import is_focal_officer, scope_of

WITHOUT_PASSWORD = Q(password="") | Q(password__startswith="!")


def is_invited() -> Exists:
    """Whether an invitation still holds."""
    return Exists(Invitation.objects.filter(user=OuterRef("pk"), used_at=None, expires_at__gt=timezone.now()))


STATES = {
    "active": State(_("can sign in"), lambda _day: Q(is_active=True) & ~WITHOUT_PASSWORD, "✓", "good"),
    "invited": State(
        _("invited"), lambda _day: Q(is_active=True) & WITHOUT_PASSWORD & Q(is_invited()), "…", "warn"
    ),
    "new": State(
        _("not invited yet"),
        lambda _day: Q(is_active=True) & WITHOUT_PASSWORD & ~Q(is_invited()),
        "…",
        "warn",
    ),
    "resting": State(_("put to rest"), lambda _day: Q(is_active=False), "✕", "bad"),
}
"""What a person's account is, and how it is marked."""


def visible(user: User) -> Q | None:
    """A focal officer and the administrator of the whole see all accounts, others those with a role in their own
    branch."""
    scope = scope_of(user)
    if scope.keys is None or is_focal_officer(user):
        return None
    within = Role.objects.filter(not_over(today()), withdrawn_at=None, unit__key__in=scope.keys)
    return Q(pk__in=within.values("user"))


def holding(**what: Any) -> Q:
    """Who holds some role today."""
    return Q(pk__in=Role.objects.filter(held_on(today()), withdrawn_at=None, **what).values("user"))


def roles(rows: Sequence[tuple[Any, ...]], day: datetime.date) -> Iterable[str]:
    """The roles of people on a day, one on a line. One query beside the units."""
    units, found = tree(), {pk: list[str]() for (pk,) in rows}
    held = Role.objects.filter(held_on(day), withdrawn_at=None, user__in=found)
    for role in held.select_related("deputy_for__user").order_by("kind", "id"):
        node = units.get(role.unit_id)
        words = f"{role.get_kind_display()}, {node.label if node is not None else '–'}"
        if role.deputy_for is not None:
            words += f" ({gettext('stands in for %(name)s') % {'name': role.deputy_for.user.name}})"
        found[role.user_id].append(words)
    return ["\n".join(lines) or gettext("no role") for lines in found.values()]


def beside_name(_what: Asked, given: Given) -> Iterable[tuple[int, str]]:
    return [(0, username) for username in given["username"]]


LISTING = Listing(
    name="users",
    model=User,
    title=_("People with an account"),
    columns=(
        Field("name", _("Full name")),
        Computed("roles", _("Roles today"), words=roles),
        Field("email", _("E-mail")),
        Choice("sex", _("Sex"), choices=dict(User.Sex.choices)),
        Field("username", _("User name")),
    ),
    listed=("name", "roles", "email"),
    read="accounts.read",
    export="accounts.load",
    filters=("role", "unit"),
    asking=(
        Choice("role", _("Role"), choices=dict(Role.Kind.choices)),
        One("unit", _("Unit"), model=Unit),
    ),
    asks={"role": lambda kind: holding(kind=kind), "unit": lambda unit: holding(unit=unit)},
    sorts=("name", "username", "email"),
    keys={"name": Field("sort_key", "")},
    visible=visible,
    states=STATES,
    state_title=_("Account"),
    search_title=_("Search by name or user name"),
    needs=("username",),
    address=lambda pk: reverse("units:person", args=[pk]),
    beside_name=beside_name,
    size=100,
    nothing=_("Nobody found."),
    nothing_found=_("Nobody found."),
)
