"""What a reorganisation means for people: the roles of a unit that ends go on in the one that has all of it.

Where several units with a head or leader become one, nobody knows who stays it: they go on as officers and somebody
names the new ones. Of a unit that is parted or abolished nobody knows where its people go.
"""

import datetime
from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from chithi.journal.actions import Actor
from chithi.journal.models import Entry
from chithi.units.models import Role, Succession, UnitVersion
from chithi.units.reorganising import Coming, Moved, in_portions, standing

_DAY = datetime.timedelta(days=1)
Kind = Role.Kind
ONE = (Kind.HEAD, Kind.LEADER)
"""Roles that are an office: where units become one, an office of each does not become several of one."""


def held(found: Coming) -> list[Role]:
    """The roles in units that end which hold on that day or after it."""
    roles: list[Role] = []
    ended = list(found.ended)
    in_portions(ended, lambda pks: roles.extend(_held(pks)))
    return [r for r in roles if r.valid_to is None or r.valid_to >= found.ended[r.unit_id]]


def _held(units: Any) -> QuerySet[Role]:
    return Role.objects.filter(unit__in=units, withdrawn_at=None).select_related("user").order_by("pk")


def new_kind(found: Coming, role: Role) -> str:
    """What somebody is in the unit that follows."""
    heir = found.whole_heirs[role.unit_id]
    many = Counter(found.whole_heirs.values())[heir] > 1 or found.stood(heir, found.ended[role.unit_id])
    return Kind.UNIT_OFFICER if role.kind in ONE and many else role.kind


def preview(found: Coming) -> list[Moved]:
    names = found.names()
    moving: list[str] = []
    staying: list[str] = []
    demoted: list[str] = []
    for role in held(found):
        unit, heir = names[role.unit_id], found.whole_heirs.get(role.unit_id)
        if heir is None or role.deputy_for_id is not None:
            staying.append(f"{role.user}: {role.get_kind_display()}, {unit}")
            continue
        kind = Kind(new_kind(found, role))
        line = f"{role.user}: {role.get_kind_display()}, {unit} → {kind.label}, {names.get(heir, '')}"
        (demoted if kind != role.kind else moving).append(line)
    return [
        Moved(_("Units"), [line_of(found, n, names) for n in range(len(found.rows))], count=len(found.rows)),
        Moved(_("Below another unit"), _children(found), count=sum(map(len, found.weighed.moved.values()))),
        Moved(_("People who go along"), moving, count=len(moving)),
        Moved(_("People who go along as officers: name the new heads"), demoted, bool(demoted), len(demoted)),
        Moved(_("People whose role ends: give them one where they go"), staying, bool(staying), len(staying)),
    ]


def line_of(found: Coming, number: int, names: Mapping[int, str]) -> str:
    """A row in words."""
    row, link = found.rows[number], found.links[number]
    new = row.new if row.change == "rename" and row.new not in found.ids else names.get(link.new or 0, "")
    said = f"{Succession.Change(row.change).label}: {names[link.old]}"
    said += f" → {new}" if new else ""
    said += f" ({row.share})" if row.share else ""
    return said + (f", {row.function}" if row.function else "")


def _children(found: Coming) -> list[str]:
    names = found.names()
    by_number = {row.number: row for row in found.rows}
    return [
        f"{names[found.ids[key]]}: {names[found.ids[row.old]]} → {names[found.ids[row.new]]}"
        for number, keys in found.weighed.moved.items()
        for key in keys
        if (row := by_number[number]).new in found.ids
    ]


def apply(found: Coming, actor: Actor) -> dict[str, Any]:
    """Roles end the day before; those of units that go on whole begin in the unit that follows."""
    there = {
        (r.user_id, r.unit_id, r.kind)
        for r in Role.objects.filter(unit__in=set(found.whole_heirs.values()), withdrawn_at=None)
        if r.valid_to is None
    }
    old, fresh = held(found), []
    kept = {"ended": {str(r.pk): r.valid_to and r.valid_to.isoformat() for r in old}}
    for role in old:
        day, heir = found.ended[role.unit_id], found.whole_heirs.get(role.unit_id)
        if heir is not None and role.deputy_for_id is None:
            place = (role.user_id, heir, new_kind(found, role))
            if place not in there:
                there.add(place)
                fresh.append(
                    Role(
                        user_id=role.user_id,
                        unit_id=heir,
                        kind=place[2],
                        valid_from=max(day, role.valid_from),
                        valid_to=role.valid_to,
                    )
                )
        role.valid_to = day - _DAY
    Role.objects.bulk_update(old, ["valid_to"], batch_size=500)
    made = Role.objects.bulk_create(fresh, batch_size=500)
    return {**kept, "made": [r.pk for r in made]}


def put_back(kept: Mapping[str, Any], actor: Actor) -> None:
    Role.objects.filter(pk__in=kept.get("made", [])).update(withdrawn_at=timezone.now())
    for pk, day in kept.get("ended", {}).items():
        Role.objects.filter(pk=int(pk)).update(valid_to=day)


def worked_on(found: Coming, since: datetime.datetime) -> str:
    """Somebody changed its units after it, by hand or by another decision, or gave a role in them."""
    later = standing().filter(reorganisation__made_at__gt=since)
    entries = Entry.objects.filter(at__gt=since, subject_kind="units.unit").exclude(
        verb__startswith="reorganise."
    )
    touched = list(found.touched)
    for start in range(0, len(touched), 5000):
        some = touched[start : start + 5000]
        if (row := later.filter(Q(old__in=some) | Q(new__in=some)).first()) is not None:
            return _("Decision %(decision)s came after it.") % {"decision": row.decision}
        versions = UnitVersion.everything.filter(made_by__made_at__gt=since, made_by__withdrawn_at=None)
        if (version := versions.filter(unit__in=some).select_related("made_by").first()) is not None:
            return _("“%(name)s” came after it.") % {"name": version.made_by}
        if (entry := entries.filter(subject_id__in=some).first()) is not None:
            return _("“%(unit)s” was changed after it.") % {"unit": entry.subject_name}
    return ""
