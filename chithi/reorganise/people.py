"""Whom a cell names: an account by its user name or its e-mail, several with a semicolon between."""

from functools import cached_property

from django.utils.translation import gettext as _

from chithi.accounts.models import User


class People:
    """The accounts that may sign in, asked of the database once and only where somebody is named."""

    @cached_property
    def by_word(self) -> dict[str, list[str]]:
        """User name or e-mail, small → the user names it means."""
        found: dict[str, list[str]] = {}
        for username, email in User.objects.filter(is_active=True).values_list("username", "email"):
            for word in {username, email.lower()} - {""}:
                found.setdefault(word, []).append(username)
        return found

    def find_all(self, text: str) -> tuple[tuple[str, ...], str]:
        """(the user names that a cell names, why it is not taken)."""
        found: list[str] = []
        for word in filter(None, (part.strip() for part in text.split(";"))):
            some = [word.lower()] if self.is_username(word.lower()) else self.by_word.get(word.lower(), [])
            if not some:
                message = _("There is no account with the user name or e-mail “%(text)s” that may sign in.")
                return (), message % {"text": word}
            if len(some) > 1:
                return (), _("Several accounts have the e-mail “%(text)s”. Write the user name.") % {
                    "text": word
                }
            found += some
        return tuple(dict.fromkeys(found)), ""

    def is_username(self, word: str) -> bool:
        """A user name may look like the e-mail of somebody else: it is meant first."""
        return word in self.by_word.get(word, ())
