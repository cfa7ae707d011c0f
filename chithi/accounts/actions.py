"""Writes of accounts."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from chithi.accounts.models import Invitation, User
from chithi.journal.actions import Actor, action, nothing_changed, record

INVITATION_DAYS = 14


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def end_links(users: Iterable[User], giver: Actor) -> None:
    """End the open links that others made: who gives a role vouches for who may set the password from now on."""
    now = timezone.now()
    open_links = Invitation.objects.filter(user__in=list(users), used_at=None, expires_at__gt=now)
    open_links.exclude(created_by=str(giver.actor_name)).update(expires_at=now)


@action("accounts.invite")
def invite(user: User, *, actor: Actor) -> str:
    """Make a link token for ``user`` to set a password with; earlier links of theirs end."""
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    now = timezone.now()
    Invitation.objects.filter(user=user, used_at=None, expires_at__gt=now).update(expires_at=now)
    token = secrets.token_urlsafe(24)
    Invitation.objects.create(
        user=user,
        token_hash=hash_token(token),
        created_by=str(actor.actor_name),
        expires_at=now + timedelta(days=INVITATION_DAYS),
    )
    record(actor, user, new={"invited": user.username})
    return token


@action("accounts.accept_invitation")
def accept_invitation(invitation: Invitation, password: str, *, actor: Actor) -> User:
    """Set the password of the invited person and close the link. A second press with it changes nothing."""
    user = User.objects.select_for_update(no_key=True).get(pk=invitation.user_id)
    invitation.refresh_from_db()
    if invitation.used_at is not None:
        nothing_changed()
        return user
    user.set_password(password)
    user.save()
    invitation.used_at = timezone.now()
    invitation.save(update_fields=["used_at"])
    record(actor, user, new={"password": "set"})
    return user


@action("accounts.change_password")
def change_password(user: User, password: str, *, actor: Actor) -> None:
    user.set_password(password)
    user.save()
    record(actor, user, new={"password": "changed"})


@action("accounts.set_active")
def set_active(user: User, active: bool, *, actor: Actor, reason: str = "") -> None:
    """Put an account to rest or wake it; nothing of what the person did goes away."""
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if user.is_active == active:
        return nothing_changed()
    user.is_active = active
    user.save(update_fields=["is_active"])
    record(actor, user, old={"active": not active}, new={"active": active}, reason=reason)


@action("accounts.choose_language")
def choose_language(user: User, language: str, *, actor: Actor) -> None:
    if user.language == language:
        return nothing_changed()
    old, user.language = user.language, language
    user.save(update_fields=["language"])
    record(actor, user, old={"language": old}, new={"language": language})
