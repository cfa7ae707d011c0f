"""``chithi init``: a real, empty province, with an administrator who invites everybody else.

It stands above the rooms because it asks several of them to begin.
"""

import argparse
import re
import sys

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils.translation import gettext as _

from chithi.accounts.actions import invite
from chithi.accounts.models import User
from chithi.figures import catalogue
from chithi.journal.actions import Actor, Operator, action, record
from chithi.shell.clock import today
from chithi.shell.models import Installation, installation
from chithi.units.actions import make_standard_groups
from chithi.units.models import Role, Unit
from chithi.units.store import free_key, write_aliases, write_states
from chithi.units.timeline import BEGINNING, Facts, State
from chithi.vietnamese import fold, nfc

LEVELS = {"tỉnh": "province", "thành phố": "province", "huyện": "district", "quận": "district", "thị xã": "district",
          "xã": "commune", "phường": "commune", "thị trấn": "commune", "đặc khu": "commune"}  # fmt: skip
_USER = re.compile(r"[a-z0-9][a-z0-9._@-]{0,59}")


def split_name(name: str) -> tuple[str, str]:
    """("tỉnh", "Hà Nam") of "Hà Nam", "Tỉnh Hà Nam" or "tỉnh Hà Nam"; a place without a level is a province."""
    words = " ".join(nfc(name).split())
    level = next((lv for lv in LEVELS if fold(words).startswith(fold(lv) + " ")), "")
    return level or "tỉnh", words[len(level) :].strip() if level else words


@action("start.open_province")
def open_province(name: str, username: str, *, actor: Actor) -> tuple[Unit, User]:
    """The installation, the unit at the top and its administrator."""
    level, place = split_name(name)
    here = Installation.objects.create(name=f"{level.capitalize()} {place}", place=place)
    facts = Facts(f"Ủy ban nhân dân {level} {place}", LEVELS[level], short_name=f"UBND {level}")
    key = free_key(place)
    write_states({key: [State(BEGINNING, facts)]})
    top = Unit.objects.get(key=key)
    write_aliases({top.pk: [f"UBND {level} {place}", f"Ủy ban nhân dân {level}"]})
    user = User.objects.create_user(username, name=_("Administrator of the system"))
    Role.objects.create(user=user, unit=top, kind=Role.Kind.ADMINISTRATOR, valid_from=today())
    record(actor, here, new={"province": here.name, "unit": key, "administrator": username})
    return top, user


def start(name: str, username: str, actor: Actor) -> str:
    """Open the province and let every room that has something to begin with begin; the token of the sign-in link."""
    top, user = open_province(name, username, actor=actor)
    make_standard_groups(top, actor=actor)
    catalogue.install(top=top, actor=actor)
    return invite(user, actor=actor)


def init_command(argv: list[str]) -> int:
    """0 done; 2 where a province stands here already, or for bad usage."""
    parser = argparse.ArgumentParser(prog="chithi init", description="Start a real, empty province.")
    parser.add_argument("--province", metavar="NAME", required=True, help="like “Hà Nam” or “Thành phố Huế”")
    parser.add_argument("--admin", metavar="USER", required=True, help="the user name of the administrator")
    options = parser.parse_args(argv)
    username = options.admin.strip().lower()
    if not _USER.fullmatch(username):
        return refuse(
            _("“%(user)s” is no user name. Use small letters, digits, dots and hyphens.")
            % {"user": options.admin}
        )
    if not split_name(options.province)[1]:
        return refuse(_("The province has no name. Give it like --province “Hà Nam”."))
    settings.HOME.mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
    if (here := installation()) is not None:
        message = _(
            "%(name)s has been started here already. Use another CHITHI_HOME or database for another one."
        )
        return refuse(message % {"name": here.name})
    with transaction.atomic():
        token = start(options.province, username, Operator())
    print(_("Sign in once with this link within 14 days, after “chithi serve”:"))
    print(f"{address()}/accounts/invitation/{token}/")
    return 0


def address() -> str:
    """Where this installation answers: its first public name, else this machine."""
    public = [host for host in settings.ALLOWED_HOSTS if host not in ("localhost", "127.0.0.1", "[::1]", "*")]
    return f"https://{public[0].lstrip('.')}" if public else "http://127.0.0.1:8000"


def refuse(message: str) -> int:
    print(f"chithi: {message}", file=sys.stderr)
    return 2
