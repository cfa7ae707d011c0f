from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from chithi.accounts.models import User


class AccountBackend(BaseBackend):
    """User name and password; names of accounts do not care about case."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        if not username or password is None:
            return None
        user = User.objects.filter(username=username.strip().lower()).first()
        if user is None:
            User().set_password(password)  # the same time as for an account that exists
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        return User.objects.filter(pk=user_id, is_active=True).first()
