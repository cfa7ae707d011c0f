"""Who stays head or leader where units become one: named in a row by whoever enters the decision.

A head is an office: where several units become one, or go into one that stood, an office of each does not become
several of one. Who is named stays it in the unit that follows, of each office one; of an office for which nobody is
named the head of the unit that stood stays it, and the others go on as officers.
"""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chithi.accounts.models import User
from chithi.units.acts import ActRow, Problem
from chithi.units.models import Role
from chithi.units.reorganising import Coming, in_portions

Kind = Role.Kind
ONE = (Kind.HEAD, Kind.LEADER)
"""Roles that are an office."""


@dataclass(frozen=True)
class Named:
    """Somebody who stays in an office of the unit that follows (``heir``), by which row."""

    row: ActRow
    heir: int
    role: Role


class Offices:
    """The people of units that end or receive them, and who was named. One query for each 5.000 units."""

    def __init__(self, found: Coming) -> None:
        self.found = found
        self.days: dict[int, datetime.date] = {}
        self.olds: dict[int, list[int]] = {}
        for unit, heir in found.whole_heirs.items():
            self.days[heir] = min(found.ended[unit], self.days.get(heir, found.ended[unit]))
            self.olds.setdefault(heir, []).append(unit)
        self.roles: dict[int, list[Role]] = {}
        in_portions(sorted({*found.ended, *self.days}), self._ask)
        self.problems: list[Problem] = []
        self.named: dict[tuple[int, str], Named] = {}
        for row, link in zip(found.rows, found.links, strict=True):
            for username in row.heads:
                whole = row.change in ("merge", "rename")
                self._name(row, found.whole_heirs.get(link.old) if whole else None, username)

    def _ask(self, units: Sequence[int]) -> None:
        rows = Role.objects.filter(unit__in=units, withdrawn_at=None).select_related("user").order_by("pk")
        for role in rows:
            day = self.found.ended.get(role.unit_id) or self.days[role.unit_id]
            if role.valid_to is None or role.valid_to >= day:
                self.roles.setdefault(role.unit_id, []).append(role)

    def _name(self, row: ActRow, heir: int | None, username: str) -> None:
        if heir is None:
            message = _("Nobody stays head here: the unit does not go into another as a whole. Leave it out.")
            self.problems.append(Problem(row.number, "head", message))
            return
        mine = [role for role in self.rivals(heir) if role.user.username == username]
        if not mine:
            user = User.objects.filter(username=username).first() or username
            words = {"user": user, "unit": self.found.names().get(heir, "")}
            message = _(
                "%(user)s is neither head nor leader of a unit that goes into “%(unit)s”, nor of that one."
            )
            self.problems.append(Problem(row.number, "head", message % words))
        for role in mine:
            first = self.named.setdefault((heir, role.kind), Named(row, heir, role))
            if first.role.user_id != role.user_id:
                taken = {"row": first.row.number, "user": first.role.user}
                message = _("Row %(row)s names %(user)s for this office already. Leave one out.")
                self.problems.append(Problem(row.number, "head", message % taken))

    @property
    def held(self) -> list[Role]:
        """The roles in units that end which hold on that day or after it."""
        found = [role for unit in self.found.ended for role in self.roles.get(unit, ())]
        return sorted(found, key=lambda role: role.pk)

    def rivals(self, heir: int) -> list[Role]:
        """Who has an office in the unit that follows or in one that goes into it as a whole, stand-ins not."""
        roles = [role for unit in (*self.olds[heir], heir) for role in self.roles.get(unit, ())]
        return [role for role in roles if role.kind in ONE and role.deputy_for_id is None]

    def open(self) -> Iterator[tuple[int, str, list[Role]]]:
        """(unit that follows, office, who has it now) where units become one and somebody has to stay it."""
        for heir in self.olds:
            if self.is_one_of_many(heir):
                for kind in ONE:
                    if rivals := [role for role in self.rivals(heir) if role.kind == kind]:
                        yield heir, kind, rivals

    def is_one_of_many(self, heir: int) -> bool:
        """Whether several units become this one, or one goes into it that stood."""
        return len(self.olds[heir]) > 1 or self.found.stood(heir, self.days[heir])

    def stays(self, heir: int, role: Role) -> bool:
        """Whether somebody was named to stay in an office."""
        named = self.named.get((heir, role.kind))
        return named is not None and named.role.user_id == role.user_id

    def has_one(self, heir: int, kind: str) -> bool:
        """Whether a unit that follows has somebody in an office: named, or its own."""
        own = self.roles.get(heir, ())
        return (heir, kind) in self.named or any(r.kind == kind and not r.deputy_for_id for r in own)

    def new_kind(self, role: Role, heir: int) -> str:
        """What somebody of a unit that goes into another as a whole is there."""
        if role.kind not in ONE or not self.is_one_of_many(heir) or self.stays(heir, role):
            return role.kind
        return Kind.UNIT_OFFICER

    def yielding(self) -> list[Role]:
        """The offices of units that stood in which somebody else is named, and who stands in for them."""
        found = []
        for (heir, kind), named in self.named.items():
            for role in self.roles.get(heir, ()):
                if role.kind == kind and role.user_id != named.role.user_id and heir not in self.found.ended:
                    found.append(role)
        return found
