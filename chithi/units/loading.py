"""``load units``: rows of versions compared with the timelines that stand. Names of columns as in the contract."""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chithi.journal.actions import Actor
from chithi.sheets.asked import Asked
from chithi.sheets.loading import Change, Loader
from chithi.sheets.tables import Column, Row, Table
from chithi.shell.clock import today
from chithi.units.kinds import KINDS
from chithi.units.models import Unit, UnitAlias
from chithi.units.queries import top
from chithi.units.rules import Scope, scope_of
from chithi.units.store import split_aliases, timelines, write_aliases, write_states
from chithi.units.timeline import (
    BEGINNING,
    Facts,
    State,
    Timeline,
    cycles_on,
    facts_on,
    index_on,
    versions,
    with_end,
    with_state,
)

_KEY = re.compile(r"[a-zA-Z0-9_-]{1,80}")
_DAY = datetime.timedelta(days=1)

COLUMNS = (
    Column("key", gettext_lazy("Key"), required=True, width=22,
           hint=gettext_lazy("Letters without marks, digits, hyphens: so-y-te. It never changes.")),
    Column("name", gettext_lazy("Name of the unit"), required=True, width=46),
    Column("kind", gettext_lazy("Kind of unit"), required=True, width=20, choices=tuple(KINDS),
           labels={key: kind.label for key, kind in KINDS.items()}),
    Column("parent", gettext_lazy("Key of the unit above"), width=22,
           hint=gettext_lazy("Empty: the province itself.")),
    Column("code", gettext_lazy("Official code"), width=12),
    Column("valid_from", gettext_lazy("First day"), width=14, day=True,
           hint=gettext_lazy("From this day on the row holds. Empty: from the beginning.")),
    Column("valid_to", gettext_lazy("Last day"), width=14, day=True,
           hint=gettext_lazy("The last day on which the unit is there. Empty: no end.")),
    Column("aliases", gettext_lazy("Other names"), width=46,
           hint=gettext_lazy("As papers write it, parted by |: Sở LĐTBXH|Sở Lao động TBXH")),
)  # fmt: skip


@dataclass
class Plan:
    """The load while it is planned."""

    table: Table
    scope: Scope
    old: dict[str, Timeline]
    top: str = ""
    day: datetime.date = field(default_factory=today)
    new: dict[str, Timeline] = field(default_factory=dict)
    taken: dict[tuple[str, datetime.date], Row] = field(default_factory=dict)
    starts: dict[int, datetime.date] = field(default_factory=dict)

    @property
    def beginning(self) -> datetime.date:
        """The first day of a unit for which none is given: that of the province."""
        return self.old[self.top][0].valid_from if self.old.get(self.top) else BEGINNING

    def known(self, key: str) -> bool:
        return key in self.new


@dataclass(frozen=True)
class Write:
    """What one row writes."""

    key: str
    states: tuple[State, ...]
    aliases: tuple[str, ...]


def plan_units(table: Table, actor: Actor) -> Sequence[Change]:
    """What each row would change; what is not taken is said by cell."""
    first = top()
    plan = Plan(table, scope_of(actor), timelines(), first.key if first else "")
    plan.new = dict(plan.old)
    rows = [row for row in table.rows if check_key(plan, row) and row.number not in table.bad_rows]
    # Parents may stand later in the file than their children, bad ones too: a child is not blamed for those.
    for key in (row["key"] for row in table.rows):
        plan.new.setdefault(key, ())
    rows = [row for row in rows if check_parent(plan, row) and place_row(plan, row)]
    rows = [row for row in rows if check_end(plan, row)]
    check_parents_stand(plan, rows)
    check_cycles(plan, rows)
    aliases = known_aliases({row["key"] for row in rows})
    changes = [(row, change_of(plan, row, aliases.get(row["key"], set()))) for row in rows]
    return [change for row, change in changes if check_scope(plan, row, change)]


def check_key(plan: Plan, row: Row) -> bool:
    if not _KEY.fullmatch(row["key"]):
        message = _("“%(key)s” is no key. Use letters without marks, digits and hyphens, like so-y-te.")
        plan.table.refuse(row, "key", message % {"key": row["key"]})
        return False
    return True


def parent_of(plan: Plan, row: Row) -> str:
    """The key of the unit above: as given, the province of ``init``, or none for a province or the top itself."""
    if row["parent"] or "parent" in plan.table.present:
        given = row["parent"]
    else:
        standing = plan.old.get(row["key"], ())
        given = next((s.facts.parent for s in reversed(standing) if s.facts), "")
    if given or row["kind"] == "province" or row["key"] == plan.top:
        return given
    return plan.top


def check_parent(plan: Plan, row: Row) -> bool:
    """The unit above is known and is another."""
    key, parent = row["key"], parent_of(plan, row)
    if parent and not plan.known(parent):
        message = _("There is no unit with the key “%(key)s”, neither here nor in the file.") % {
            "key": parent
        }
        plan.table.refuse(row, "parent", message)
    elif parent == key:
        plan.table.refuse(row, "parent", _("A unit cannot stand below itself."))
    else:
        return True
    return False


def check_scope(plan: Plan, row: Row, change: Change) -> bool:
    """The unit and the one above belong to whoever loads. What changes nothing is taken of every unit, so that a list
    loads again for whoever exported it."""
    key, parent = row["key"], parent_of(plan, row)
    if change.kind == "unchanged":
        return True
    if plan.old.get(key) and not plan.scope.has(key):
        plan.table.refuse(row, "key", _("You are not the administrator of this unit."))
    elif not plan.scope.has(parent) and (plan.old.get(parent) or not parent):
        plan.table.refuse(row, "parent", _("You are not the administrator of the unit above."))
    else:
        return True
    return False


def facts_of(plan: Plan, row: Row, before: Facts | None) -> Facts:
    """The facts a row states; columns left out, and the short name of an unchanged name, are carried over."""
    present = plan.table.present
    name = " ".join(row["name"].split())
    return Facts(
        name=name,
        kind=row["kind"],
        parent=parent_of(plan, row),
        code=row["code"] if "code" in present or before is None else before.code,
        short_name=before.short_name if before is not None and before.name == name else "",
    )


def place_row(plan: Plan, row: Row) -> bool:
    """Put the state of a row on the timeline of its unit."""
    start = start_of(plan, row)
    if start is None:
        return False
    key = row["key"]
    if (other := plan.taken.setdefault((key, start), row)) is not row:
        message = _("Row %(row)s already says what holds for “%(key)s” from this day on.")
        plan.table.refuse(row, "key", message % {"row": other.number, "key": key})
        return False
    plan.starts[row.number] = start
    before = facts_on(plan.old.get(key, ()), start)
    facts = facts_of(plan, row, before)
    if before != facts:
        plan.new[key] = with_state(plan.new[key], State(start, facts))
    return True


def start_of(plan: Plan, row: Row) -> datetime.date | None:
    """The first day of a row. Without one: the beginning for a new unit; for one that is there the first day of the
    version it repeats or, where it has but one, of that one. Anything else would be a guess and is refused."""
    if row["valid_from"]:
        return datetime.date.fromisoformat(row["valid_from"])
    standing = plan.old.get(row["key"], ())
    if not standing:
        return plan.beginning
    index = max(0, index_on(standing, plan.day))
    held = [s for s in (standing[index], *standing) if s.facts]
    same = [s for s in held if facts_of(plan, row, s.facts) == s.facts]
    if same or len(versions(standing)) == 1:
        return (same or held)[0].valid_from
    message = _("The unit has several versions. Give the first day of this one.")
    plan.table.refuse(row, "valid_from", message)
    return None


def check_end(plan: Plan, row: Row) -> bool:
    """Put the end of a row on the timeline, unless the next version begins just then."""
    if not row["valid_to"]:
        return True
    key, start = row["key"], plan.starts[row.number]
    final = datetime.date.fromisoformat(row["valid_to"])
    following = next((s for s in plan.new[key] if s.valid_from > start), None)
    if final < start:
        plan.table.refuse(row, "valid_to", _("The last day lies before the first. Mend one of them."))
    elif following is None or (following.facts is not None and following.valid_from > final + _DAY):
        plan.new[key] = with_end(plan.new[key], final)
        return True
    elif following.valid_from == final + _DAY:
        return True
    else:
        day = (following.valid_from - _DAY).strftime("%d/%m/%Y")
        message = _(
            "By what is known this holds until %(day)s. Mend the day, or change the unit on its page."
        )
        plan.table.refuse(row, "valid_to", message % {"day": day})
    return False


def check_parents_stand(plan: Plan, rows: Sequence[Row]) -> None:
    """The unit above is there on some day of the row."""
    for row in rows:
        parent, start = parent_of(plan, row), plan.starts[row.number]
        ends = [last for _first, last, _facts in versions(plan.new.get(parent, ()))]
        if parent and ends and all(last is not None and last < start for last in ends):
            day = max(last for last in ends if last is not None).strftime("%d/%m/%Y")
            plan.table.refuse(row, "parent", _("The unit above ended on %(day)s.") % {"day": day})


def check_cycles(plan: Plan, rows: Sequence[Row]) -> None:
    cycles = cycles_on(plan.new, plan.starts.values())
    for row in rows:
        if row["key"] in cycles and plan.starts[row.number] <= cycles[row["key"]]:
            plan.table.refuse(
                row, "parent", _("The units above would go round in a circle back to this one.")
            )


def known_aliases(keys: set[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for key, name in UnitAlias.objects.filter(withdrawn_at=None).values_list("unit__key", "name"):
        if key in keys:
            found.setdefault(key, set()).add(name)
    return found


def change_of(plan: Plan, row: Row, aliases: set[str]) -> Change:
    """What a row changes, with the states and aliases it writes."""
    key, start = row["key"], plan.starts[row.number]
    old, new = plan.old.get(key, ()), plan.new[key]
    states = [s for s in new if s not in old and s.valid_from == start]
    if row["valid_to"]:
        end = datetime.date.fromisoformat(row["valid_to"]) + _DAY
        states += [s for s in new if s not in old and s.valid_from == end and s.facts is None]
    added = tuple(a for a in split_aliases(row["aliases"]) if a not in aliases and a != row["name"])
    was, now = described(facts_on(old, start), facts_on(new, start))
    if states and states[0].facts is not None:
        now["valid_from"] = start.isoformat()
    if any(s.facts is None for s in states):
        was["valid_to"], now["valid_to"] = "", row["valid_to"]
    if added:
        now["aliases"] = list(added)
    is_first = not old and min(s.valid_from for s in new) == start
    kind: Any = "created" if is_first else "changed" if states or added else "unchanged"
    return Change(row.number, f"{row['name']} ({key})", kind, was, now, Write(key, tuple(states), added))


def described(old: Facts | None, new: Facts | None) -> tuple[dict[str, Any], dict[str, Any]]:
    """(old, new) of the fields that differ."""
    before, after = (old or Facts("", "")), (new or Facts("", ""))
    was, now = before.differences(after)
    return dict(was if old else {}), dict(now)


def apply_units(changes: Sequence[Change], actor: Actor) -> None:
    """Write what was planned: units first, so that a parent may come after its child."""
    writes: list[Write] = [change.payload for change in changes]
    states: dict[str, list[State]] = {}
    for write in writes:
        states.setdefault(write.key, []).extend(write.states)
    write_states(states)
    ids = dict(Unit.objects.filter(key__in=[w.key for w in writes if w.aliases]).values_list("key", "pk"))
    aliases: dict[int, list[str]] = {}
    for write in writes:
        if write.aliases:
            aliases.setdefault(ids[write.key], []).extend(write.aliases)
    write_aliases(aliases)


def unit_rows(found: QuerySet[Any], what: Asked, _actor: Actor) -> Iterator[Mapping[str, Any]]:
    """Every version of the units of a list in the shape of the load, the first day empty where it is the beginning;
    where the list is narrowed by nothing and is that of today, of those that are no more too."""
    is_whole = not what.is_narrowed and what.day == today()
    keys = None if is_whole else found.values_list("unit__key", flat=True)
    aliases: dict[str, list[str]] = {}
    for key, name in (
        UnitAlias.objects.filter(withdrawn_at=None).order_by("id").values_list("unit__key", "name")
    ):
        aliases.setdefault(key, []).append(name)
    for key, timeline in timelines(keys).items():
        for first, final, facts in versions(timeline):
            yield {
                "key": key,
                "name": facts.name,
                "kind": facts.kind,
                "parent": facts.parent,
                "code": facts.code,
                "valid_from": "" if first == BEGINNING else first.isoformat(),
                "valid_to": final.isoformat() if final else "",
                "aliases": "|".join(aliases.get(key, [])),
            }


LOADER = Loader(
    name="units",
    title=gettext_lazy("Units"),
    columns=COLUMNS,
    plan=plan_units,
    apply=apply_units,
    permission="units.load",
    back="units:list",
    hint=gettext_lazy("One row for each unit; a unit that changed its name has one row for each version."),
    words={"short_name": gettext_lazy("Short name")},
    rows=unit_rows,
)
