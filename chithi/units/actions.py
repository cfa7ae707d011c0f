"""Writes of units and groups. A refused one raises ``Refused`` with one sentence and the field it belongs to."""

import datetime
from collections.abc import Iterable, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from chithi.journal.actions import Actor, action, nothing_changed, record
from chithi.shell.models import alone
from chithi.units.models import Group, GroupAlias, GroupMember, Unit, UnitAlias
from chithi.units.store import free_key, timelines, write_aliases, write_states
from chithi.units.timeline import Facts, State, Timeline, cycles_on, facts_on, with_end, with_state
from chithi.vietnamese import nfc


class Refused(ValueError):
    """A write that is not done; the message is one sentence for the user, ``field`` the field of the form."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


def shown(day: datetime.date) -> str:
    return day.strftime("%d/%m/%Y")


def check_place(key: str, facts: Facts, day: datetime.date, known: dict[str, Timeline]) -> None:
    """The unit above is there on the day and does not stand below this one, then or later."""
    if facts.parent and facts_on(known.get(facts.parent, ()), day) is None:
        raise Refused(
            _("The unit above is not there on %(day)s. Choose another.") % {"day": shown(day)}, "parent"
        )
    later = [s.valid_from for states in known.values() for s in states if s.valid_from > day]
    if key in cycles_on(known, [day, *later]):
        raise Refused(_("The units above would go round in a circle back to this one."), "parent")


@action("units.create")
def create_unit(
    facts: Facts, day: datetime.date, *, actor: Actor, key: str = "", aliases: Sequence[str] = ()
) -> Unit:
    """A new unit from a day on; without a key one is made out of its name."""
    alone()
    key = key or free_key(facts.name)
    if Unit.objects.filter(key=key).exists():
        raise Refused(
            _("There is a unit with the key “%(key)s” already. Choose another.") % {"key": key}, "key"
        )
    known = timelines()
    known[key] = (State(day, facts),)
    check_place(key, facts, day, known)
    write_states({key: known[key]})
    unit = Unit.objects.get(key=key)
    write_aliases({unit.pk: aliases})
    new = {**Facts("", "").differences(facts)[1], "key": key, "valid_from": day}
    record(actor, unit, new={**new, "aliases": list(aliases)} if aliases else new)
    return unit


@action("units.change")
def change_unit(unit: Unit, facts: Facts, day: datetime.date, *, actor: Actor, reason: str = "") -> bool:
    """What holds for a unit from a day on; a version of that very day is corrected. Whether anything changed."""
    alone()  # two units, each put under the other, would go round
    known = timelines()
    old = facts_on(known[unit.key], day)
    if old == facts:
        nothing_changed()
        return False
    if old is None and any(s.valid_from <= day for s in known[unit.key]):
        raise Refused(
            _("The unit is no more on %(day)s. Choose an earlier day.") % {"day": shown(day)}, "valid_from"
        )
    state = State(day, facts)
    known[unit.key] = with_state(known[unit.key], state)
    check_place(unit.key, facts, day, known)
    write_states({unit.key: [state]})
    was, now = (old or Facts("", "")).differences(facts)
    record(actor, unit, old=was, new={**now, "valid_from": day}, reason=reason)
    return True


@action("units.end")
def end_unit(unit: Unit, final: datetime.date, *, actor: Actor, reason: str = "") -> None:
    """``final`` is the last day on which the unit is there; its units below must have gone elsewhere by then."""
    alone()
    known = timelines()
    timeline = known[unit.key]
    if facts_on(timeline, final) is None:
        raise Refused(_("The unit is not there on %(day)s.") % {"day": shown(final)}, "final")
    if any(s.valid_from > final for s in timeline):
        raise Refused(_("Something is known of the unit after %(day)s.") % {"day": shown(final)}, "final")
    after = final + datetime.timedelta(days=1)
    below = [k for k, t in known.items() if (f := facts_on(t, after)) is not None and f.parent == unit.key]
    if below:
        names = ", ".join(str(u) for u in Unit.objects.filter(key__in=below[:5]))
        message = _("Other units still stand below it on the day after: %(names)s. Move or end them first.")
        raise Refused(message % {"names": names}, "final")
    write_states({unit.key: [s for s in with_end(timeline, final) if s.valid_from == after]})
    record(actor, unit, old={"valid_to": None}, new={"valid_to": final}, reason=reason)


@action("units.add_alias")
def add_alias(unit: Unit, name: str, *, actor: Actor) -> None:
    """Another name under which papers know the unit."""
    alone()
    name = " ".join(nfc(name).split())
    if UnitAlias.objects.filter(unit=unit, name=name, withdrawn_at=None).exists():
        return nothing_changed()
    write_aliases({unit.pk: [name]})
    record(actor, unit, new={"alias": name})


@action("units.withdraw_alias")
def withdraw_alias(alias: UnitAlias, *, actor: Actor) -> None:
    if alias.withdrawn_at is not None:
        return nothing_changed()
    alias.withdrawn_at = timezone.now()
    alias.save(update_fields=["withdrawn_at"])
    record(actor, alias.unit, old={"alias": alias.name})


@action("units.save_group")
def save_group(
    group: Group | None,
    name: str,
    kinds: Sequence[str],
    *,
    actor: Actor,
    parent: Unit | None = None,
    is_open: bool = False,
    aliases: Sequence[str] = (),
) -> Group:
    """Make a group or change it: the kinds whose units belong to it (none for an open one), and its other names."""
    alone()
    kinds = [] if is_open else list(kinds)
    names = list(dict.fromkeys(" ".join(nfc(a).split()) for a in aliases if a.strip()))
    taken = Group.objects.filter(name=name, withdrawn_at=None).first()
    if taken is not None and taken != group:
        raise Refused(_("There is a group of this name already."), "name")
    new = {"name": name, "kinds": kinds, "open": is_open, "aliases": names}
    old = {}
    if group is not None:
        had = list(group.aliases.filter(withdrawn_at=None).order_by("id").values_list("name", flat=True))
        old = {"name": group.name, "kinds": group.kinds, "open": group.is_open, "aliases": had}
        if old == new:
            nothing_changed()
            return group
    group = group or Group(key=free_group_key(name), parent=parent)
    group.name, group.kinds, group.is_open = name, kinds, is_open
    group.save()
    write_group_aliases(group, names)
    record(
        actor,
        group,
        old={k: v for k, v in old.items() if v != new[k]},
        new={k: v for k, v in new.items() if v != old.get(k)},
    )
    return group


def free_group_key(name: str) -> str:
    key, taken = free_key(name), set(Group.objects.values_list("key", flat=True))
    return next(k for k in (key, *(f"{key}-{n}" for n in range(2, len(taken) + 3))) if k not in taken)


def write_group_aliases(group: Group, names: Sequence[str]) -> None:
    """The other names of a group; those no longer given are withdrawn."""
    group.aliases.filter(withdrawn_at=None).exclude(name__in=names).update(withdrawn_at=timezone.now())
    group.aliases.filter(name__in=names).update(withdrawn_at=None)
    known = set(group.aliases.values_list("name", flat=True))
    for name in names:
        if name not in known:
            GroupAlias.objects.create(group=group, name=name)


@action("units.withdraw_group")
def withdraw_group(group: Group, *, actor: Actor) -> None:
    """A group that is no longer offered; what was assigned to its members stays."""
    if group.withdrawn_at is not None:
        return nothing_changed()
    group.withdrawn_at = timezone.now()
    group.save(update_fields=["withdrawn_at"])
    record(actor, group, old={"withdrawn": False}, new={"withdrawn": True})


@action("units.add_member")
def add_member(
    group: Group, unit: Unit, first: datetime.date, *, actor: Actor, last: datetime.date | None = None
) -> None:
    """Name a unit a member of a group from a first to a last day."""
    alone()
    if group.is_open:
        raise Refused(_("An open group has no members; they are chosen for each task."), "unit")
    if last is not None and last < first:
        raise Refused(_("The last day lies before the first. Mend one of them."), "valid_to")
    if any(not (m.valid_to and m.valid_to < first) for m in group.members.filter(unit=unit)):
        return nothing_changed()
    GroupMember.objects.create(group=group, unit=unit, valid_from=first, valid_to=last)
    record(actor, group, new={"member": unit, "valid_from": first, "valid_to": last})


@action("units.end_member")
def end_member(member: GroupMember, last: datetime.date, *, actor: Actor) -> None:
    """``last`` is the last day on which the unit is a member."""
    last = max(last, member.valid_from - datetime.timedelta(days=1))
    if member.valid_to is not None and member.valid_to <= last:
        return nothing_changed()
    old, member.valid_to = member.valid_to, last
    member.save(update_fields=["valid_to"])
    record(actor, member.group, old={"valid_to": old}, new={"member": member.unit, "valid_to": last})


STANDARD_GROUPS: tuple[tuple[str, str, Sequence[str], bool, Iterable[str]], ...] = (
    ("so-ban-nganh", "Các sở, ban, ngành", ("department", "sector_agency"), False,
     ("Các sở, ban, ngành thuộc tỉnh", "Các sở, ngành", "Các ban, ngành")),
    ("so-ban-nganh-doan-the", "Các sở, ban, ngành, đoàn thể",
     ("department", "sector_agency", "fatherland_front", "mass_organisation"), False,
     ("Giám đốc các sở, ban, ngành, đoàn thể", "Các ban, ngành, đoàn thể")),
    ("so-nganh-dia-phuong", "Các sở, ngành, địa phương", ("department", "sector_agency", "district"), False,
     ("Các sở, ban, ngành, địa phương", "Các sở, ngành và địa phương", "Các sở, ban, ngành và địa phương")),
    ("ubnd-huyen", "Ủy ban nhân dân các huyện, thành phố", ("district",), False,
     ("UBND các huyện, thành phố", "UBND các huyện, thị xã, thành phố", "UBND cấp huyện")),
    ("ubnd-xa", "Ủy ban nhân dân các xã, phường, thị trấn", ("commune",), False,
     ("UBND các xã, phường, thị trấn", "UBND các xã, phường, đặc khu", "UBND cấp xã")),
    ("bao-chi", "Các cơ quan thông tấn, báo chí", ("press",), False,
     ("Các cơ quan báo chí", "Các cơ quan thông tin đại chúng", "Các cơ quan truyền thông")),
    ("chinh-tri-xa-hoi", "Các tổ chức chính trị - xã hội", ("mass_organisation",), False,
     ("Các đoàn thể", "Các đoàn thể chính trị - xã hội", "Các tổ chức chính trị - xã hội tỉnh")),
    ("mat-tran-doan-the", "Mặt trận Tổ quốc và các tổ chức chính trị - xã hội",
     ("fatherland_front", "mass_organisation"), False, ("Mặt trận Tổ quốc và các đoàn thể",)),
    ("don-vi-lien-quan", "Các đơn vị có liên quan", (), True,
     ("Các cơ quan, đơn vị có liên quan", "Các cơ quan liên quan", "Các cơ quan, đơn vị, địa phương liên quan")),
    ("doanh-nghiep", "Các doanh nghiệp", (), True,
     ("Các doanh nghiệp trên địa bàn", "Các doanh nghiệp trên địa bàn tỉnh")),
)  # fmt: skip
"""Key, name, kinds, open, other names of the groups that plans of the genre name."""


@action("units.make_standard_groups")
def make_standard_groups(top: Unit, *, actor: Actor) -> None:
    """The groups that plans name, below ``top``; those that are there stay as they are."""
    there = {word for pair in Group.objects.values_list("key", "name") for word in pair}
    new = [row for row in STANDARD_GROUPS if not there & {row[0], row[1]}]
    if not new:
        return nothing_changed()
    for key, name, kinds, is_open, aliases in new:
        group = Group.objects.create(key=key, name=name, kinds=list(kinds), parent=top, is_open=is_open)
        write_group_aliases(group, list(aliases))
    record(actor, top, new={"groups": [row[1] for row in new]})
