"""Reads of the list of people: who may be seen, what they hold, whether they can sign in."""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chithi.accounts.models import Invitation, User
from chithi.shell.clock import today
from chithi.units.models import Role
from chithi.units.queries import held_on, not_over
from chithi.units.rules import is_focal_officer, scope_of
from chithi.vietnamese import fold

STATES: dict[str, tuple[str | Promise, str]] = {
    "active": (_("can sign in"), "good"),
    "invited": (_("invited"), "warn"),
    "new": (_("not invited yet"), "warn"),
    "resting": (_("put to rest"), "bad"),
}
"""What a person's account is, and how it is marked."""


@dataclass
class Person:
    """A line of the list."""

    user: User
    state: str
    roles: list[Role] = field(default_factory=list)

    @property
    def label(self) -> str | Promise:
        return STATES[self.state][0]

    @property
    def mark(self) -> str:
        return STATES[self.state][1]


def visible(user: User) -> QuerySet[User]:
    """The accounts somebody may see: a focal officer and the administrator of the whole all, others those with a
    role in their own branch."""
    scope = scope_of(user)
    if scope.keys is None or is_focal_officer(user):
        return User.objects.all()
    within = Role.objects.filter(not_over(today()), withdrawn_at=None, unit__key__in=scope.keys).values(
        "user"
    )
    return User.objects.filter(pk__in=within)


def found(user: User, words: str = "", role: str = "", state: str = "") -> QuerySet[User]:
    """The visible accounts, searched by folded words of name and user name, by role of today and by state."""
    live = Invitation.objects.filter(user=OuterRef("pk"), used_at=None, expires_at__gt=timezone.now())
    people = visible(user).annotate(is_invited=Exists(live))
    for word in fold(words).split():
        people = people.filter(search_key__contains=word)
    if role:
        held = Role.objects.filter(held_on(today()), withdrawn_at=None, kind=role)
        people = people.filter(pk__in=held.values("user"))
    without_password = Q(password="") | Q(password__startswith="!")
    conditions = {
        "active": Q(is_active=True) & ~without_password,
        "invited": Q(is_active=True, is_invited=True) & without_password,
        "new": Q(is_active=True, is_invited=False) & without_password,
        "resting": Q(is_active=False),
    }
    return people.filter(conditions[state]) if state in conditions else people


def state_of(user: User) -> str:
    """The state of an account out of ``found``."""
    if not user.is_active:
        return "resting"
    if user.has_usable_password():
        return "active"
    return "invited" if getattr(user, "is_invited", False) else "new"


def with_roles(users: list[User]) -> list[Person]:
    """Accounts with the roles they hold today, in one query."""
    people = {user.pk: Person(user, state_of(user)) for user in users}
    roles = Role.objects.filter(held_on(today()), withdrawn_at=None, user__in=users)
    for role in roles.select_related("deputy_for__user").order_by("kind", "id"):
        people[role.user_id].roles.append(role)
    return list(people.values())
