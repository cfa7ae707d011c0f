"""What a reorganisation means for the records of registers: nothing is rewritten. Whoever follows a unit whole reads
its records and goes on with them (``rules.own_units``); here stands what is said of it before and after.
"""

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chithi.journal.models import Entry, Mention
from chithi.sheets.fields import One
from chithi.sheets.registers import Register
from chithi.units.following import register_function
from chithi.units.models import Unit
from chithi.units.reorganising import Coming, Moved, Work, in_portions

_DAY = datetime.timedelta(days=1)


def unit_path(register: Register) -> str:
    """Where a query finds the unit whose a record is."""
    of = register.fields[register.unit]
    return register.unit if isinstance(of, One) and of.model is Unit else f"{register.unit}__unit"


def counted(
    register: Register, units: Collection[int], where: Q | None = None, path: str = ""
) -> Counter[int]:
    """How many standing records of a register each of some units has, for which a condition holds."""
    found: Counter[int] = Counter()
    path = path or unit_path(register)

    def count(pks: Sequence[int]) -> None:
        rows = register.model._default_manager.filter(where or Q(), withdrawn_at=None, **{f"{path}__in": pks})
        found.update(rows.order_by().values_list(path, flat=True))

    in_portions(sorted(units), count)
    return found


def moved(found: Coming, title: str | Promise, counts: Counter[int], care: bool = False) -> Moved:
    """``Sở A: 3 → Sở B``, a line for each unit; ``care`` where somebody must do something whoever follows, else only
    where no single unit follows."""
    names, lines, open_ = found.names(), [], False
    for unit, number in sorted(counts.items(), key=lambda row: names.get(row[0], "")):
        heirs = found.heirs.get(unit, [])
        open_ = open_ or len(heirs) != 1
        lines.append(f"{names[unit]}: {number} → {'; '.join(names.get(h, '?') for h in heirs) or '–'}")
    return Moved(title, lines, bool(lines) and (care or open_), sum(counts.values()))


def late(found: Coming, registers: Iterable[Register]) -> Moved:
    """The records of units that end with a day on which they are no more: somebody gives them to another unit."""
    counts: Counter[int] = Counter()
    by_day: dict[datetime.date, list[int]] = {}
    for unit, day in found.ended.items():
        by_day.setdefault(day, []).append(unit)
    for register in registers:
        field = register.sorts[0].lstrip("-")
        for day, units in by_day.items():
            counts += counted(register, units, Q(**{f"{field}__gte": day}))
    return moved(
        found, gettext_lazy("Records dated after their unit ended: give them to another unit"), counts, True
    )


def transferred(found: Coming, registers: Iterable[Register]) -> Moved:
    """The registers that are handed over on their own, with how many records go along to be gone on with."""
    names, lines, total = found.names(), [], 0
    for register in registers:
        for link in found.links:
            if link.function == register_function(register.name) and link.new is not None:
                number = counted(register, [link.old])[link.old]
                total += number
                lines.append(f"{register.title}: {names[link.old]} → {names[link.new]}: {number}")
    return Moved(
        gettext_lazy("Registers handed over, with their records"), lines, False, max(total, len(lines))
    )


def worked_on(found: Coming, since: datetime.datetime, registers: Iterable[Register]) -> str:
    """That somebody entered or changed a record of one of its units after a moment; "" where nobody did."""
    for register in registers:
        for record in changed(found, since, register):
            what = _("Records were entered or changed after it: %(register)s.") % {"register": register.title}
            return changed_by(what, register, record, since)
    return ""


def changed_by(what: str, register: Register, record: int, since: datetime.datetime) -> Work:
    """With who did it and the way to the record."""
    entries = Entry.objects.filter(at__gt=since)
    mentioned = entries.filter(mentions__subject_kind=register.kind, mentions__subject_id=record)
    own = entries.filter(subject_kind=register.kind, subject_id=record)
    entry = own.first() or mentioned[0]
    return Work(what, entry.actor_name, entry.at, register.url(record))


def changed(found: Coming, since: datetime.datetime, register: Register) -> Iterator[int]:
    """The records of its units that the journal names after a moment."""
    entries = Entry.objects.filter(at__gt=since, subject_kind=register.kind).values("subject_id")
    mentions = Mention.objects.filter(entry__at__gt=since, subject_kind=register.kind).values("subject_id")
    rows = register.model._default_manager.filter(Q(pk__in=entries) | Q(pk__in=mentions)).order_by()
    for pk, unit in rows.values_list("pk", unit_path(register)):
        if unit in found.touched:
            yield pk
