"""A reorganisation carried out through every room in one transaction, and undone before anybody worked on it."""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from chithi.accounts.models import User
from chithi.journal.actions import Actor, action, nothing_changed, record, record_parts
from chithi.reorganise.rooms import ROOMS, preview
from chithi.shell.models import alone
from chithi.units.actions import Refused
from chithi.units.acts import ActRow, called
from chithi.units.models import Reorganisation, Unit
from chithi.units.offices import Offices
from chithi.units.reorganising import (
    Coming,
    Work,
    again,
    coming,
    essence,
    known_rows,
    take_back,
    write,
)

MOST_LINES = 200
"""Lines of each kind of thing that moved which are kept with the reorganisation."""


@action("reorganise.carry_out")
def carry_out(rows: Sequence[ActRow], name: str, *, actor: Actor) -> Reorganisation:
    """Carry out acts: units first, then what each room has to do. ``name`` is the file or the decision.

    One entry for the whole and one for each row. Raises ``Refused`` where somebody changed a unit in the meantime.
    """
    alone()
    known = known_rows()
    rows = [row for row in rows if essence(row) not in known]  # somebody may have pressed twice
    if not rows:
        raise Refused(_("All of it was carried out before."))
    found = coming(rows)
    if problems := found.weighed.problems or Offices(found).problems:
        raise Refused(problems[0].why, problems[0].place)
    moved = told(found)
    made = Reorganisation.objects.create(name=name[:300], made_by=str(actor.actor_name)[:200])
    write(found, made)
    made.kept = {"moved": moved} | {room.__name__: room.apply(found, actor) for room in ROOMS}
    made.save(update_fields=["kept"])
    record_parts(actor, parts(found))
    acts = sorted({(row.day.isoformat(), row.decision) for row in rows})
    record(actor, made, new={"rows": len(rows), "decisions": [f"{d} ({day})" for day, d in acts[:50]]})
    return made


def told(found: Coming) -> list[dict[str, object]]:
    """What moves, as its page tells it afterwards: the titles in every language, the first lines of each kind in
    Vietnamese, whoever carries it out in which language."""
    with override("vi"):
        moved = preview(found)
    return [
        {
            "title": {language: in_language(one.title, language) for language, _name in settings.LANGUAGES},
            "lines": list(one.lines[:MOST_LINES]),
            "more": max(0, len(one.lines) - MOST_LINES),
            "count": one.count,
            "needs_care": one.needs_care,
        }
        for one in moved
    ]


def in_language(words: str | Promise, language: str) -> str:
    with override(language):
        return str(words)


def kept_moves(made: Reorganisation) -> list[dict[str, object]]:
    """What moved with it, the titles in the language of whoever reads; an old entry has them in one."""
    language = (get_language() or "vi")[:2]
    return [
        {**one, "title": title.get(language, "") if isinstance(title := one["title"], dict) else title}
        for one in made.kept.get("moved", [])
    ]


def parts(found: Coming) -> list[tuple[Unit, str, dict[str, object], dict[str, object]]]:
    """What the history of each old unit says."""
    stays = names_of_people(row.heads for row in found.rows)
    said: list[tuple[Unit, str, dict[str, object], dict[str, object]]] = []
    for row, link in zip(found.rows, found.links, strict=True):
        old_name, new_name = found.names_of(row, link)
        new = {
            "change": row.change,
            "to": new_name,
            "valid_from": row.day,
            "decision": row.decision,
            "share": str(row.share) if row.share else "",
            "function": called(row.function),
            "head": ", ".join(stays[head] for head in row.heads),
        }
        filled: dict[str, object] = {k: v for k, v in new.items() if v}
        said.append((Unit(pk=link.old), old_name, {}, filled))
    return said


def names_of_people(heads: Iterable[Sequence[str]]) -> dict[str, str]:
    """How those are called who stay head. One query, none where nobody was named."""
    wanted = {username for some in heads for username in some}
    if not wanted:
        return {}
    return {user.username: str(user) for user in User.objects.filter(username__in=wanted)}


class WorkedOn(Refused):
    """Somebody's work stands in the way of undoing; ``url`` leads to it, "" where nobody knows it."""

    def __init__(self, why: str) -> None:
        super().__init__(_("It cannot be undone any more: %(why)s") % {"why": why})
        self.url = why.url if isinstance(why, Work) else ""


@action("reorganise.undo")
def undo(made: Reorganisation, *, actor: Actor, reason: str) -> None:
    """Everything as it stood before. Refused without a reason, and once somebody worked on it, with what was done."""
    if not reason.strip():
        raise Refused(_("Say why it is undone."), "reason")
    alone()
    made = Reorganisation.objects.select_for_update().get(pk=made.pk)
    if made.withdrawn_at is not None:
        nothing_changed()
        return
    if (why := why_not_undone(made)) != "":
        raise WorkedOn(why)
    take_back(made)
    made.withdrawn_at, made.withdrawn_by = timezone.now(), str(actor.actor_name)[:200]
    made.save(update_fields=["withdrawn_at", "withdrawn_by"])
    for room in reversed(ROOMS):  # each sees the units as they stood before
        room.put_back(made.kept.get(room.__name__, {}), actor)
    record(actor, made, old={"withdrawn": False}, new={"withdrawn": True}, reason=reason)


def why_not_undone(made: Reorganisation) -> str:
    """Why somebody's work stands in the way; "" where nothing does."""
    found = again(made)
    return next((why for room in ROOMS if (why := room.worked_on(found, made.made_at))), "")
