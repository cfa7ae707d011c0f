"""Accounts and invitations. What a person may do stands in the roles of ``units``."""

from typing import Any

import rules
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from chithi.vietnamese import fold, person_sort_key


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(username=username.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person with an account."""

    class Sex(models.TextChoices):
        FEMALE = "F", _("Female")
        MALE = "M", _("Male")

    username = models.CharField(
        _("User name"),
        max_length=60,
        unique=True,
        validators=[
            RegexValidator(r"^[a-z0-9][a-z0-9._@-]*$", _("Use small letters, digits, dots and hyphens."))
        ],
    )
    name = models.CharField(_("Full name"), max_length=200)
    email = models.EmailField(_("E-mail"), blank=True)
    sex = models.CharField(_("Sex"), max_length=1, choices=Sex.choices, blank=True)
    language = models.CharField(max_length=2, choices=[("vi", "Tiếng Việt"), ("en", "English")], default="vi")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sort_key = models.CharField(max_length=800, editable=False)
    search_key = models.CharField(max_length=400, editable=False)

    objects = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["sort_key", "id"]

    def __str__(self) -> str:
        return self.name or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = person_sort_key(self.name)[:800]
        self.search_key = fold(f"{self.name} {self.username}")[:400]
        super().save(*args, **kwargs)

    @property
    def actor_name(self) -> str:
        """The person as versions, moves and the journal keep them: at most 200 letters, the user name whole."""
        return f"{self.name[: 197 - len(self.username)]} ({self.username})"

    @property
    def actor_id(self) -> int:
        return int(self.pk)

    def has_perm(self, permission: str, thing: object = None) -> bool:
        """Ask the predicate of a room; an unknown right or an account put to rest is a no."""
        return self.is_active and rules.has_perm(permission, self, thing)


class Invitation(models.Model):
    """A link by which a person sets a password, once. Only the hash of its token is kept."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.CharField(max_length=200)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.user.username
