"""The history of a record: the journal's entries about it, in the words of its register."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from chithi.journal.models import Entry, Mention
from chithi.journal.words import act, key_word
from chithi.sheets.fields import BETWEEN, Choice, Count, Day, Month, One
from chithi.sheets.models import Record
from chithi.sheets.registers import Register

MOST = 200


@dataclass(frozen=True)
class Event:
    """One act: what each field was before and is after it, in words."""

    at: datetime.datetime
    actor: str
    act: Any
    changes: list[tuple[Any, str, str]]
    reason: str


def history_of(register: Register, one: Record) -> list[Event]:
    """The newest acts on a record first. One query."""
    named = Mention.objects.filter(entry=OuterRef("pk"), subject_kind=register.kind, subject_id=one.pk)
    entries = Entry.objects.filter(
        Q(subject_kind=register.kind, subject_id=one.pk) | Q(Exists(named))
    ).order_by("-id")[:MOST]
    called = Called(register)
    return [event_of(called, one, entry) for entry in entries]


def event_of(called: "Called", one: Record, entry: Entry) -> Event:
    """One entry, as far as it is about this record."""
    old, new = entry.old, entry.new
    if "rows" in new:  # a load or a bulk change: only the row of this record
        row = new["rows"].get(str(one.pk), {})
        old, new = (
            (row["old"], row["new"])
            if "new" in row and "old" in row
            else (old.get("rows", {}).get(str(one.pk), {}), row)
        )
    changes = [
        (called.title(n), called.words(n, old.get(n, "")), called.words(n, new.get(n, "")))
        for n in {**old, **new}
        if n != "withdrawn"
    ]
    return Event(entry.at, entry.actor_name, act(entry.verb), changes, entry.reason)


class Called:
    """What the fields of a register and their values are called; the names of related things are asked once."""

    def __init__(self, register: Register) -> None:
        self.fields = register.fields
        self.names: dict[str, Mapping[str, str]] = {}

    def title(self, name: str) -> Any:
        return self.fields[name].title if name in self.fields else key_word(name)

    def words(self, name: str, text: Any) -> str:
        """A value of the journal (as files have it) in words; a name that is no more stays a key."""
        one, text = self.fields.get(name), str(text)
        if not text or one is None:
            return text
        if isinstance(one, Choice):
            return one.show(text)
        if isinstance(one, Count):
            return one.show(int(text))
        if isinstance(one, Day):
            return one.show(one.kept(text))
        if isinstance(one, Month):
            return one.show(one.read(text))
        if isinstance(one, One):
            if name not in self.names:
                options = one.naming.options()
                self.names[name] = {key: words.strip() for key, words in options}  # units are indented
            return "; ".join(self.names[name].get(key, key) for key in text.split(BETWEEN))
        return text
