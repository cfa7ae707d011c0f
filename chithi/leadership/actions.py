"""Writes of leadership beside those of every register."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from chithi.journal.actions import Actor, action, nothing_changed, record
from chithi.leadership.committees import REGISTER, Committee
from chithi.leadership.members import Member
from chithi.sheets.record_actions import Refused, filled, locked, may_write, put, tell
from chithi.shell.clock import today
from chithi.units.queries import not_over


@action("leadership.reconstitute")
def reconstitute(
    pk: int, values: Mapping[str, Any], stay: Collection[int], *, actor: Actor
) -> tuple[Committee, int]:
    """Let a new committee of the same unit follow one by a decision: with the members of ``stay`` in their roles; how
    many they are comes back beside it. ``values`` are checked ones by field, without the unit. Raises ``Refused``.

    The committee before it, and its members, end by themselves the day before.
    """
    old = locked(REGISTER, pk)
    assert isinstance(old, Committee)
    if not may_write(REGISTER, old, actor) or old.withdrawn_at is not None:
        raise Refused(_("You may not change this record."))
    since = Committee._default_manager.filter(
        unit=old.unit_id, withdrawn_at=None, valid_from__gte=old.valid_from
    )
    later = since.exclude(pk=old.pk).order_by("valid_from", "pk").last()
    if later is not None and later.decision_number == values["decision_number"]:
        nothing_changed()
        return later, members(later).count()
    if later is not None:
        raise Refused(
            _(
                "A later decision, %(number)s, has been entered already. Begin with the committee that it made."
            )
            % {"number": later.decision_number}
        )
    if values["valid_from"] <= old.valid_from:
        raise Refused(
            _("The new committee is in office after the present one began, not before."), "valid_from"
        )
    by = str(actor.actor_name)[:200]
    made = Committee(unit_id=old.unit_id, created_by=by, added_on=today())
    put(REGISTER, made, values)
    made.save()
    kept = [copied(one, made, by) for one in members(old).filter(not_over(made.valid_from), pk__in=stay)]
    Member._default_manager.bulk_create(kept)
    written = filled(REGISTER.written(REGISTER.values(made)))
    record(actor, made, new={**written, "members_kept": len(kept)}, also=[old, *kept])
    tell(REGISTER, [made], [], actor, REGISTER.told(made))
    return made, len(kept)


def members(of: Committee) -> Any:
    return Member._default_manager.filter(committee=of, withdrawn_at=None).order_by("pk")


def copied(one: Member, into: Committee, by: str) -> Member:
    """The same person in the same role from the first day of another committee on."""
    made = Member(
        committee=into,
        name=one.name,
        sex=one.sex,
        role=one.role,
        post=one.post,
        from_unit_id=one.from_unit_id,
        leading_post_id=one.leading_post_id,
        valid_from=into.valid_from,
        valid_to=one.valid_to,
        created_by=by,
        added_on=today(),
    )
    made.fill_keys()
    return made
