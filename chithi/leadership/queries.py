"""Reads of leadership as totals by unit. No name is read here: what comes out may be shown to everybody with a role."""

import datetime
from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Count, Q

from chithi.leadership.elected import ElectedBody, in_term
from chithi.leadership.holders import Holder, standing_holders
from chithi.leadership.pool import KNOWN, TRAINED, Planned, in_pool
from chithi.leadership.posts import KEY
from chithi.leadership.shares import Tally
from chithi.leadership.staff import StaffTotal, latest

FEMALE = Q(sex="F")
Key = TypeVar("Key")
Cell = tuple[int, str, bool]
"""(unit, kind of body, whether the post is one of a key leader)."""


def holders(day: datetime.date) -> dict[Cell, Tally]:
    """Who holds a post on a day, each post counted, by unit and body. One query."""
    rows = Holder._default_manager.filter(standing_holders(day), withdrawn_at=None).order_by()
    counted = rows.values_list("post__unit", "post__body", "post__level").annotate(
        women=Count("pk", filter=FEMALE), people=Count("pk")
    )
    return added(((unit, body, level in KEY), Tally(women, n)) for unit, body, level, women, n in counted)


def elected(day: datetime.date) -> dict[tuple[int, str], Tally]:
    """The seats of the term that runs, by unit and body; a body whose seats nobody counted is one
    unknown. One query."""
    rows = ElectedBody._default_manager.filter(in_term(day), withdrawn_at=None).order_by()
    return added(
        ((unit, kind), Tally(unknown=1) if women is None or men is None else Tally(women, women + men))
        for unit, kind, women, men in rows.values_list("unit", "kind", "female", "male")
    )


def pool(day: datetime.date) -> tuple[dict[int, Tally], dict[int, Tally]]:
    """(women among those in the pool, trained women among the women in it), by unit; of whom it is not known whether
    they were trained is unknown. One query."""
    rows = Planned._default_manager.filter(in_pool(day), withdrawn_at=None).order_by()
    trained = Count("pk", filter=FEMALE & TRAINED)
    unknown = Count("pk", filter=FEMALE & ~KNOWN)
    counted = rows.values_list("unit").annotate(
        women=Count("pk", filter=FEMALE), people=Count("pk"), trained_women=trained, unknown=unknown
    )
    found = list(counted)
    members = {unit: Tally(women, people) for unit, women, people, _trained, _unknown in found}
    return members, {
        unit: Tally(did, women - open_, open_) for unit, women, _people, did, open_ in found if women
    }


def staff(day: datetime.date) -> dict[int, Tally]:
    """The latest count of each unit by a day. One query."""
    rows = StaffTotal._default_manager.filter(latest(day), withdrawn_at=None).order_by()
    return {
        unit: Tally(women, women + men) for unit, women, men in rows.values_list("unit", "female", "male")
    }


def added(pairs: Iterable[tuple[Key, Tally]]) -> dict[Key, Tally]:
    """The tallies of each key as one."""
    found: dict[Key, Tally] = {}
    for key, tally in pairs:
        found[key] = found.get(key, Tally()) + tally
    return found
