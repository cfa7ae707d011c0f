"""``chithi demo``: a made-up province to look around in."""

import argparse
import sys

from django.core.management import call_command
from django.utils.translation import gettext as _

from chithi.demo import build
from chithi.demo.province import SHOWN
from chithi.shell.clock import today
from chithi.shell.models import Installation, installation
from chithi.units.models import Role
from chithi.units.queries import held_on


def demo_command(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="chithi demo", description="Fill an empty database with a made-up province."
    )
    parser.add_argument("--size", choices=["commune", "province"], default="province")
    parser.add_argument(
        "--years",
        type=int,
        default=3,
        help="past years, 1 to 10 (3); from 9 on a province goes through the changes of units of 2025",
    )
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same figures (1)")
    parser.add_argument(
        "--if-empty", action="store_true", help="do nothing where a province is already there"
    )
    options = parser.parse_args(argv)
    if not 1 <= options.years <= 10:
        parser.error("--years takes a number from 1 to 10")
    call_command("migrate", interactive=False, verbosity=0)
    here = installation()
    if here is not None and not options.if_empty:
        message = _(
            "%(name)s has been started here already. Use another CHITHI_HOME or database for another one."
        )
        print(f"chithi demo: {message % {'name': here.name}}", file=sys.stderr)
        return 2
    if here is None:
        build.make(options.size, options.years, options.seed)
        here = Installation.objects.get()
    if here.is_demonstration:
        say_sign_ins("commune" if here.name.startswith("Xã") else "province")
    return 0


def say_sign_ins(size: str) -> None:
    print(f"{'user':18} {'password':16} role")
    labels = dict(Role.Kind.choices)
    names = [person.username for person in SHOWN[size]]
    held = Role.objects.filter(held_on(today()), user__username__in=names, withdrawn_at=None)
    roles = {r.user.username: r for r in held.select_related("user", "unit")}
    for name in names:
        role = roles[name]
        print(f"{name:18} {build.PASSWORD:16} {labels[role.kind]} ({role.unit.key})")
    for line in build.latest_cycle():
        print(line)
