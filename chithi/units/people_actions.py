"""Writes of people and their roles. Roles hold from a first to a last day; a deputy's ends with the role it is for."""

import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from chithi.accounts.actions import end_links
from chithi.accounts.models import User
from chithi.journal.actions import Actor, action, nothing_changed, record
from chithi.shell.clock import today
from chithi.shell.models import alone
from chithi.units.actions import Refused, shown
from chithi.units.models import Role, Unit
from chithi.units.queries import held_on, tree

_DAY = datetime.timedelta(days=1)


@action("units.add_person")
def add_person(
    username: str,
    name: str,
    unit: Unit,
    kind: str,
    first: datetime.date,
    *,
    actor: Actor,
    email: str = "",
    sex: str = "",
) -> User:
    """A new account with its first role. It has no password before its invitation is taken up."""
    alone()
    username = username.strip().lower()
    if User.objects.filter(username=username).exists():
        message = _("The user name “%(name)s” is taken. Choose another.")
        raise Refused(message % {"name": username}, "username")
    user = User.objects.create_user(username, name=name, email=email, sex=sex)
    Role.objects.create(user=user, unit=unit, kind=kind, valid_from=first)
    new = {
        "username": username,
        "name": name,
        "email": email,
        "sex": sex,
        "role": kind,
        "unit": unit,
        "from": first,
    }
    record(actor, user, new=new)
    return user


@action("units.change_person")
def change_person(user: User, name: str, email: str, sex: str, *, actor: Actor) -> None:
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    old = {"name": user.name, "email": user.email, "sex": user.sex}
    new = {"name": name, "email": email, "sex": sex}
    changed = [key for key in new if old[key] != new[key]]
    if not changed:
        return nothing_changed()
    user.name, user.email, user.sex = name, email, sex
    user.save()
    record(actor, user, old={k: old[k] for k in changed}, new={k: new[k] for k in changed})


@action("units.give_role")
def give_role(
    user: User,
    unit: Unit,
    kind: str,
    first: datetime.date,
    *,
    actor: Actor,
    last: datetime.date | None = None,
) -> None:
    """A role in a unit from a first to a last day (both inclusive)."""
    check_days(first, last)
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    overlap = Q(valid_to=None) | Q(valid_to__gte=first)
    before = Q(valid_from__lte=last) if last else Q()
    if Role.objects.filter(
        overlap, before, user=user, unit=unit, kind=kind, withdrawn_at=None, deputy_for=None
    ).exists():
        raise Refused(_("The person holds this role in these days already."), "kind")
    role = Role.objects.create(user=user, unit=unit, kind=kind, valid_from=first, valid_to=last)
    end_links([user], actor)
    record(actor, user, new={"role": kind, "unit": unit, "from": first, "to": last, "id": role.pk})


def check_days(first: datetime.date, last: datetime.date | None) -> None:
    if last is not None and last < first:
        raise Refused(_("The last day lies before the first. Mend one of them."), "valid_to")


@action("units.end_role")
def end_role(role: Role, last: datetime.date, *, actor: Actor, reason: str = "") -> None:
    """``last`` is the last day of a role; its deputies end with it. One that has not begun is withdrawn."""
    alone()  # of two administrators who end each other's role one stays
    role = Role.objects.select_for_update().get(pk=role.pk)
    if role.withdrawn_at is not None or (role.valid_to is not None and role.valid_to <= last):
        return nothing_changed()
    check_administrator_stays(role, last + _DAY)
    old = role.valid_to
    close(role, last)
    for deputy in Role.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=last), deputy_for=role, withdrawn_at=None
    ):
        close(deputy, last)
    new = {"role": role.kind, "unit": role.unit, "to": last}
    record(actor, role.user, old={"to": old}, new=new, reason=reason)


def close(role: Role, last: datetime.date) -> None:
    """End a role on a day; one that would end before it begins is withdrawn."""
    if last < role.valid_from:
        role.withdrawn_at = timezone.now()
    else:
        role.valid_to = last
    role.save(update_fields=["valid_to", "withdrawn_at"])


def check_administrator_stays(role: Role, day: datetime.date) -> None:
    """Somebody must administer the unit at the top, or nobody could give a role there ever again."""
    now = tree()
    node = now.get(role.unit_id)
    if role.kind != Role.Kind.ADMINISTRATOR or role.deputy_for_id or (node and now.get(node.parent_id)):
        return
    others = Role.objects.filter(
        held_on(day), unit=role.unit, kind=role.kind, withdrawn_at=None, valid_to=None
    )
    if not others.filter(user__is_active=True).exclude(pk=role.pk).exists():
        raise Refused(_("This is the last administrator. Give the role to somebody else first."))


@action("units.appoint_deputy")
def appoint_deputy(
    role: Role, user: User, first: datetime.date, last: datetime.date, *, actor: Actor
) -> Role:
    """Let somebody stand in for a role for a time; it never lasts longer than the role itself."""
    role = Role.objects.select_for_update().get(pk=role.pk)
    check_days(first, last)
    if role.deputy_for_id is not None:
        raise Refused(_("A deputy cannot have a deputy. Choose the role itself."), "role")
    if user.pk == role.user_id:
        raise Refused(_("Nobody stands in for themselves. Choose another person."), "user")
    ends = role.valid_to is not None and last > role.valid_to
    if role.withdrawn_at is not None or first < role.valid_from or ends or last < today():
        message = _("The days must lie within those of the role and not be over: from %(first)s on.")
        raise Refused(message % {"first": shown(max(role.valid_from, today()))}, "valid_to")
    if Role.objects.filter(
        deputy_for=role, user=user, withdrawn_at=None, valid_from__lte=last, valid_to__gte=first
    ).exists():
        raise Refused(_("The person stands in for this role in these days already."), "user")
    deputy = Role.objects.create(
        user=user, unit=role.unit, kind=role.kind, valid_from=first, valid_to=last, deputy_for=role
    )
    new = {"deputy": user, "role": role.kind, "unit": role.unit, "from": first, "to": last}
    record(actor, role.user, new=new)
    return deputy
