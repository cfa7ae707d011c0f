"""What a reorganisation means for people: the roles of a unit that ends go on in the one that has all of it.

Where several units with a head or leader become one, who was named stays it (``offices``) and the others go on as
officers. Of a unit that is parted or abolished nobody knows where its people go.
"""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chithi.journal.actions import Actor
from chithi.journal.models import Entry
from chithi.units.kinship import function_words
from chithi.units.models import Reorganisation, Role, Succession, UnitVersion
from chithi.units.offices import ONE, Offices
from chithi.units.reorganising import Coming, Moved, Work, standing

_DAY = datetime.timedelta(days=1)
Kind = Role.Kind


def preview(found: Coming) -> list[Moved]:
    names, offices = found.names(), Offices(found)
    moving: list[str] = []
    staying: list[str] = []
    yielding: list[str] = []
    open_ones: list[str] = []
    ending: list[str] = []
    for role, heir, kind in going(found, offices):
        who = f"{role.user} ({role.user.username}): {role.get_kind_display()}, {names.get(role.unit_id, '')}"
        line = f"{who} → {Kind(kind).label}, {names.get(heir or 0, '')}" if kind else who
        if not kind or heir is None:
            ending.append(line)
        elif kind != role.kind:
            (yielding if offices.has_one(heir, role.kind) else open_ones).append(line)
        else:
            (staying if role.kind in ONE and offices.stays(heir, role) else moving).append(line)
    return [
        Moved(
            gettext_lazy("Units"), [line_of(found, n) for n in range(len(found.rows))], count=len(found.rows)
        ),
        Moved(
            gettext_lazy("Below another unit"),
            _children(found),
            count=sum(map(len, found.weighed.moved.values())),
        ),
        Moved(gettext_lazy("People who stay head or leader, as was chosen"), staying, count=len(staying)),
        Moved(gettext_lazy("People who go along"), moving, count=len(moving)),
        Moved(
            gettext_lazy("People who go on as officers, for another stays head or leader"),
            yielding,
            count=len(yielding),
        ),
        Moved(
            gettext_lazy("People who go along as officers: name the new heads"),
            open_ones,
            bool(open_ones),
            len(open_ones),
        ),
        Moved(
            gettext_lazy("People whose role ends: give them one where they go"),
            ending,
            bool(ending),
            len(ending),
        ),
    ]


def going(found: Coming, offices: Offices) -> Iterator[tuple[Role, int | None, str]]:
    """(role that ends, unit in which its holder goes on, as what): None and "" where the role just ends. Whoever was
    named and has the office in the unit that follows already is told with the role that stays."""
    for role in offices.held:
        heir = found.whole_heirs.get(role.unit_id)
        if heir is None or role.deputy_for_id is not None:
            yield role, None, ""
        else:
            yield role, heir, offices.new_kind(role, heir)
    for role in offices.yielding():
        yield role, role.unit_id, "" if role.deputy_for_id is not None else Kind.UNIT_OFFICER
    for named in offices.named.values():
        if named.role.unit_id == named.heir:
            yield named.role, named.heir, named.role.kind


def line_of(found: Coming, number: int) -> str:
    """A row in words."""
    row, link = found.rows[number], found.links[number]
    old, new = found.names_of(row, link)
    said = f"{Succession.Change(row.change).label}: {old}"
    said += f" → {new}" if new else ""
    said += f" ({row.share})" if row.share else ""
    return said + (f", {function_words(row.function)}" if row.function else "")


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
    """Roles end the day before; those of units that go on whole begin in the unit that follows. Heads of units that
    stood give way where another was named."""
    there = {
        (r.user_id, r.unit_id, r.kind)
        for r in Role.objects.filter(unit__in=set(found.whole_heirs.values()), withdrawn_at=None)
        if r.valid_to is None
    }
    offices = Offices(found)
    old: list[Role] = []
    fresh: list[Role] = []
    kept: dict[str, str | None] = {}
    for role, heir, kind in going(found, offices):
        if heir == role.unit_id and kind == role.kind:
            continue
        day = found.ended.get(role.unit_id) or offices.days[role.unit_id]
        if heir is not None and kind:
            fresh += onward(found, offices, Role(user_id=role.user_id, unit_id=heir, kind=kind,
                            valid_from=max(day, role.valid_from), valid_to=role.valid_to), there)  # fmt: skip
        kept[str(role.pk)] = role.valid_to.isoformat() if role.valid_to else None
        role.valid_to = day - _DAY
        old.append(role)
    Role.objects.bulk_update(old, ["valid_to"], batch_size=500)
    made = Role.objects.bulk_create(fresh, batch_size=500)
    return {"ended": kept, "made": [r.pk for r in made]}


def onward(found: Coming, offices: Offices, role: Role, there: set[tuple[int, int, str]]) -> Iterator[Role]:
    """A role in the unit that follows, unless it is ``there``; where that one ends on a later day of the same
    decisions it ends with it, and goes on in the next."""
    if (role.user_id, role.unit_id, role.kind) in there:
        return
    there.add((role.user_id, role.unit_id, role.kind))
    end, last = found.ended.get(role.unit_id), role.valid_to
    if end is None or (last is not None and last < end):
        yield role
        return
    first = role.valid_from
    if first < end:
        role.valid_to = end - _DAY
        yield role
    heir = found.whole_heirs.get(role.unit_id)
    if heir is not None:
        kind = offices.new_kind(role, heir)
        further = Role(
            user_id=role.user_id, unit_id=heir, kind=kind, valid_from=max(first, end), valid_to=last
        )
        yield from onward(found, offices, further, there)


def put_back(kept: Mapping[str, Any], actor: Actor) -> None:
    Role.objects.filter(pk__in=kept.get("made", [])).update(withdrawn_at=timezone.now())
    for pk, day in kept.get("ended", {}).items():
        Role.objects.filter(pk=int(pk)).update(valid_to=day)


def worked_on(found: Coming, since: datetime.datetime) -> str:
    """Somebody changed its units after it, by hand or by another decision, or gave a role in them."""
    later = standing().filter(reorganisation__made_at__gt=since).select_related("reorganisation")
    entries = Entry.objects.filter(at__gt=since, subject_kind="units.unit").exclude(
        verb__startswith="reorganise."
    )
    touched = list(found.touched)
    for start in range(0, len(touched), 5000):
        some = touched[start : start + 5000]
        if (row := later.filter(Q(old__in=some) | Q(new__in=some)).first()) is not None:
            return came_after(
                _("Decision %(name)s came after it.") % {"name": row.decision}, row.reorganisation
            )
        versions = UnitVersion.everything.filter(made_by__made_at__gt=since, made_by__withdrawn_at=None)
        version = versions.filter(unit__in=some).select_related("made_by").first()
        if version is not None and version.made_by is not None:
            return came_after(_("“%(name)s” came after it.") % {"name": version.made_by}, version.made_by)
        if (entry := entries.filter(subject_id__in=some).first()) is not None:
            what = _("“%(unit)s” was changed after it.") % {"unit": entry.subject_name}
            key = found.keys.get(entry.subject_id or 0, "")
            return Work(what, entry.actor_name, entry.at, reverse("units:unit", args=[key]) if key else "")
    return ""


def came_after(what: str, later: Reorganisation) -> Work:
    return Work(what, later.made_by, later.made_at, reverse("reorganise:reorganisation", args=[later.pk]))
