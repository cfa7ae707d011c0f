"""``chithi reorganise FILE``: rows of decisions read, weighed against what stands, previewed and carried out."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chithi.journal.actions import Actor
from chithi.reorganise.actions import carry_out
from chithi.reorganise.functions import Functions
from chithi.reorganise.named import UnitNames
from chithi.reorganise.people import People
from chithi.reorganise.rooms import preview
from chithi.sheets.loading import Change, Loader, Outcome
from chithi.sheets.tables import Column, Row, Table, read_table
from chithi.units.acts import ActRow
from chithi.units.models import Reorganisation, Succession
from chithi.units.offices import Offices
from chithi.units.reorganising import Coming, Moved, coming, essence, known_rows

COLUMNS = (
    Column("date", gettext_lazy("Day from which it holds"), required=True, day=True, width=14,
           hint=gettext_lazy("The units that go end the day before.")),
    Column("decision", gettext_lazy("Number of the decision"), required=True, width=26,
           hint=gettext_lazy("Rows of one day and decision are one act: 1674/NQ-UBTVQH15.")),
    Column("change", gettext_lazy("Change"), required=True, width=14, choices=tuple(Succession.Change.values),
           labels=dict(Succession.Change.choices)),
    Column("from", gettext_lazy("Old unit"), required=True, width=26,
           hint=gettext_lazy("Its key or its name, as it is called the day before.")),
    Column("to", gettext_lazy("New unit"), width=26,
           hint=gettext_lazy("Its key or its name. Load the units that come first. Of a renaming: the new name.")),
    Column("share", gettext_lazy("Share of a split"), width=10,
           hint=gettext_lazy("A fraction like 3/5; empty where it is not known.")),
    Column("function", gettext_lazy("What is transferred"), width=30,
           hint=gettext_lazy(
               "The title of an indicator or a register, or a clause of a plan by its number: 118/KH-UBND/III.1, "
               "its third task alone: III.1#3."
           )),
    Column("head", gettext_lazy("Who stays head"), width=26,
           hint=gettext_lazy(
               "User name or e-mail of the head (or leader) of one of the units that become one; several with a "
               "semicolon between. Empty: the head of the unit that stood stays; where none stood, all go on as "
               "officers."
           )),
)  # fmt: skip


@dataclass
class Read:
    """A file as it was read: what stands in it, and what carrying it out would do. ``done`` are the rows that were
    carried out before, ``done_by`` the reorganisations that did."""

    table: Table
    done: list[int] = field(default_factory=list)
    done_by: set[int] = field(default_factory=set)
    coming: Coming | None = None
    moved: list[Moved] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not self.table.problems

    def carried_out_by(self) -> list[Reorganisation]:
        """What did some of its rows before, or gave away units of rows that are refused, the latest first."""
        given: set[str] = set()
        if self.coming is not None:
            weighed = self.coming.weighed
            refused = {row.old for row in self.coming.rows if row.number in weighed.bad}
            given = refused & weighed.standing.went.keys()
        if not given and not self.done_by:
            return []
        wanted = Q(pk__in=self.done_by) | Q(successions__old__key__in=given)
        return list(Reorganisation.objects.filter(wanted, withdrawn_at=None).distinct())


def read(data: bytes, filename: str) -> Read:
    """A file weighed; rows that were carried out before are named in ``done`` and left out. Writes nothing."""
    table = read_table(data, filename, COLUMNS)
    return weighed(table) if table.is_readable else Read(table)


def weighed(table: Table) -> Read:
    """The rows of a table, weighed together."""
    known, functions, people, units = known_rows(), Functions(), People(), UnitNames()
    found = Read(table)
    rows: list[ActRow] = []
    for row in table.rows:
        if row.number in table.bad_rows:
            continue
        act = act_row(table, row, functions, people, units)
        if act is None:
            continue
        if (before := known.get(essence(act))) is not None:
            found.done.append(row.number)
            found.done_by.add(before)
        else:
            rows.append(act)
    found.coming = coming(rows) if rows else None
    if found.coming is None:
        return found
    by_number = {row.number: row for row in table.rows}
    for problem in found.coming.weighed.problems or Offices(found.coming).problems:
        table.refuse(by_number[problem.row], problem.place, problem.why)
    if found.is_good:
        found.moved = preview(found.coming)
    return found


def act_row(table: Table, row: Row, functions: Functions, people: People, units: UnitNames) -> ActRow | None:
    """A row in the types of the house; None where a cell cannot be read."""
    share, why = share_of(row["share"])
    if why:
        table.refuse(row, "share", why)
    function = ""
    if row["function"]:
        function, why_not = functions.find(row["function"])
        if why_not:
            table.refuse(row, "function", why_not)
    heads, why = people.find_all(row["head"])
    if why:
        table.refuse(row, "head", why)
    decision, day = " ".join(row["decision"].split()), datetime.date.fromisoformat(row["date"])
    if len(decision) > 60:
        table.refuse(row, "decision", _("The number of a decision has at most 60 letters."))
    if len(row["to"]) > 300:
        table.refuse(row, "to", _("A name has at most 300 letters."))
    if not 1901 <= day.year <= 2199:
        table.refuse(row, "date", _("The year lies outside 1901 to 2199."))
    if row.number in table.bad_rows:
        return None
    old, new = units_of(table, row, day, units)
    if row.number in table.bad_rows:
        return None
    return ActRow(
        row.number,
        day,
        decision,
        row["change"],  # type: ignore[arg-type]
        old,
        new,
        share,
        function,
        heads,
    )


def units_of(table: Table, row: Row, day: datetime.date, units: UnitNames) -> tuple[str, str]:
    """The keys of the old unit, as units are called the day before, and of the new one, as they are on the day. A new
    name may be the name of another unit: of a renaming only a key means a unit."""
    old, why = units.find(row["from"], day - datetime.timedelta(days=1))
    if why:
        table.refuse(row, "from", why)
    new = " ".join(row["to"].split())
    if row["change"] != "rename":
        new, why = units.find(new, day)
        if why:
            table.refuse(row, "to", why)
    return old, new


def share_of(text: str) -> tuple[Fraction | None, str]:
    """(the share, why it is not taken)."""
    if not text:
        return None, ""
    try:
        share = Fraction(text.replace(" ", "").replace(",", "."))
    except (ValueError, ZeroDivisionError):
        return None, _("“%(text)s” is no share. Write a fraction like 3/5.") % {"text": text}
    if not 0 < share <= 1 or share.denominator > 10**6:
        return None, _("“%(text)s” is no share. Write a fraction like 3/5.") % {"text": text}
    return share, ""


def run(
    data: bytes, filename: str, *, actor: Actor, dry_run: bool = False, good_rows: bool = False
) -> Outcome:
    """As ``load`` runs: all or nothing, for half an act would leave units without a place."""
    found = read(data, filename)
    changes = changes_of(found)
    if not found.is_good or dry_run:
        return Outcome(changes, found.table.problems)
    if found.coming is not None:
        carry_out(found.coming.rows, filename, actor=actor)
    return Outcome(changes, is_loaded=True)


def changes_of(found: Read) -> Sequence[Change]:
    """Row by row what it does."""
    done: list[Change] = [Change(n, "", "unchanged") for n in found.done]
    if found.coming is None or not found.is_good:
        return done
    for row, link in zip(found.coming.rows, found.coming.links, strict=True):
        old_name, new_name = found.coming.names_of(row, link)
        new: dict[str, Any] = {"to": new_name, "valid_from": row.day.isoformat()}
        label = Succession.Change(row.change).label
        done.append(Change(row.number, f"{label}: {old_name}", "changed", {}, new))
    return sorted(done, key=lambda change: change.row)


LOADER = Loader(
    name="reorganise",
    title=gettext_lazy("Changes of units"),
    columns=COLUMNS,
    permission="reorganise.carry_out",
    run=run,
    page=False,
)
