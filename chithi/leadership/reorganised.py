"""What a reorganisation means for committees, posts, holders, the planning pool, elected bodies and staff: nothing is
written. What is of a unit that is no more counts nowhere from that day on, and an old day counts it as it did."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from chithi.journal.actions import Actor
from chithi.leadership import committees, elected, holders, meetings, members, pool, posts, staff
from chithi.units.registered import counted, late, moved, transferred
from chithi.units.registered import worked_on as records_changed
from chithi.units.reorganising import Coming, Moved

REGISTERS = tuple(
    room.REGISTER for room in (committees, members, meetings, posts, holders, pool, elected, staff)
)
_DAY = datetime.timedelta(days=1)


def preview(found: Coming) -> list[Moved]:
    """Of people only how many: not everybody who previews may read their names."""
    ended, before = list(found.ended), found.first - _DAY
    return [
        moved(
            found,
            _("Committees that end: to be reconstituted by a decision where they go"),
            counted(committees.REGISTER, ended, committees.in_office(before)),
            True,
        ),
        moved(found, _("Leading posts that end"), counted(posts.REGISTER, ended, posts.existing(before))),
        moved(
            found,
            _("Holders whose posts end: appoint them anew where they go"),
            counted(holders.REGISTER, ended, holders.standing_holders(before)),
            True,
        ),
        moved(
            found,
            _("People in the planning pool of units that end: to be planned anew"),
            counted(pool.REGISTER, ended, pool.in_pool(before)),
            True,
        ),
        moved(
            found,
            _("Elected bodies of units that end"),
            counted(elected.REGISTER, ended, elected.in_term(before)),
        ),
        transferred(found, REGISTERS),
        late(found, REGISTERS),
    ]


def apply(found: Coming, actor: Actor) -> dict[str, Any]:
    return {}


def put_back(kept: Mapping[str, Any], actor: Actor) -> None:
    return None


def worked_on(found: Coming, since: datetime.datetime) -> str:
    return records_changed(found, since, REGISTERS)
