"""Rows that can be carried out and that nobody may have meant: the look before says so, and nothing is refused."""

import datetime
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from chithi.figures.models import Collector, Observation
from chithi.plans.models import Assignment
from chithi.plans.passing import items_of, owed
from chithi.sheets.catalogue import REGISTERS
from chithi.shell.clock import today
from chithi.units.acts import ActRow, called
from chithi.units.following import partly_left_to
from chithi.units.kinship import function_words
from chithi.units.lineage import Link
from chithi.units.queries import held_on
from chithi.units.registered import counted
from chithi.units.reorganising import Coming
from chithi.units.timeline import facts_on
from chithi.vietnamese import fold

_DAY = datetime.timedelta(days=1)
FAR = datetime.timedelta(days=366)
PLACES = ("province", "district", "commune")
"""Kinds of unit that are a place; no other unit becomes one, and none of them another."""


def slips(found: Coming) -> list[str]:
    """A sentence for each thing that wants a look before it is carried out."""
    rows = list(zip(found.rows, found.links, strict=True))
    said = [*far_days(found), *names_taken(found)]
    return said + [
        why for row, link in rows for ask in (other_kind, function_missing) if (why := ask(found, row, link))
    ]


def far_days(found: Coming) -> Iterator[str]:
    for day in sorted({row.day for row in found.rows}):
        if day > today() + FAR:
            yield _("%(day)s is more than a year away.") % {"day": f"{day:%d/%m/%Y}"}


def names_taken(found: Coming) -> Iterator[str]:
    """The new names that another unit below the same one has."""
    named = [(row, link) for row, link in zip(found.rows, found.links, strict=True) if row.change == "rename"]
    for day in sorted({row.day for row, _link in named}):
        units = found.tree_on(day)
        often = Counter((one.parent_id, fold(one.name)) for one in units)
        for row, link in named:
            mine = units.get(link.old) if row.day == day else None
            if mine is not None and often[mine.parent_id, fold(mine.name)] > 1:
                yield _("Another unit below the same one is called “%(name)s” too.") % {"name": mine.name}


def other_kind(found: Coming, row: ActRow, link: Link) -> str:
    """A unit that goes into one of quite another kind: a commune into a department."""
    if row.change not in ("merge", "rename") or link.new in (None, link.old):
        return ""
    old = facts_on(found.before[row.old], row.day - _DAY)
    new = facts_on(found.weighed.timelines[row.new], row.day)
    if old is None or new is None or old.kind == new.kind or not {old.kind, new.kind} & {*PLACES}:
        return ""
    return _("“%(old)s” goes into “%(new)s”, which is of another kind.") % {"old": old.name, "new": new.name}


def function_missing(found: Coming, row: ActRow, link: Link) -> str:
    """A function that the unit which gives it does not have, and does not get that day."""
    if row.change != "transfer" or gets(found, row) or has(found, row, link.old):
        return ""
    old, _new = found.names_of(row, link)
    message = _("As far as is known “%(unit)s” does not have what it would give: %(function)s.")
    return message % {"unit": old, "function": function_words(row.function)}


def gets(found: Coming, row: ActRow) -> bool:
    function = called(row.function)
    return any(r.day == row.day and r.new == row.old and called(r.function) == function for r in found.rows)


def has(found: Coming, row: ActRow, unit: int) -> bool:
    """Whether a unit collects an indicator or gave figures of it, has records in a register, or owes a task."""
    kind, _colon, name = row.function.partition(":")
    before = row.day - _DAY
    if kind == "clause":
        tasks = Assignment.objects.filter(work_item__in=items_of(row.function), withdrawn_at=None)
        rows = owed(tasks.select_related("group"), found.before_on(before)).values()
        return any(one.node.id == unit for some in rows for one in some)
    units = partly_left_to({unit})
    if kind == "register":
        return name in REGISTERS and bool(counted(REGISTERS[name], units))
    collects = Collector.objects.filter(held_on(before), indicator__code=name, unit__in=units)
    given = Observation.objects.filter(indicator__code=name, unit__in=units, is_official=True)
    return collects.exists() or given.exists()
