"""Which unit a cell means: by its key, else by a name, short name or other name that one unit has on a day."""

import datetime
from functools import cached_property

from django.utils.translation import gettext as _

from chithi.units.models import Unit
from chithi.units.queries import read_aliases
from chithi.units.store import timelines
from chithi.units.timeline import Facts, facts_on
from chithi.vietnamese import fold

COMMITTEES = ("uy ban nhan dan ", "ubnd ")
"""What people leave out before a place: "xã An Lạc"."""


class UnitNames:
    """All units, asked of the database once, and their names of a day only where one is written."""

    def __init__(self) -> None:
        self.known = timelines()
        self._days: dict[datetime.date | None, dict[str, list[str]]] = {}

    @cached_property
    def _aliases(self) -> dict[str, list[str]]:
        """The other names of units by their keys."""
        keys = dict(Unit.objects.values_list("pk", "key"))
        return {keys[unit]: names for unit, names in read_aliases().items()}

    def find(self, text: str, day: datetime.date) -> tuple[str, str]:
        """(the key of the unit that is meant on a day, why none is): a name that nobody has then means the one unit
        that had or will have it, and one that nobody ever has comes back as it was written."""
        if not text or text in self.known:
            return text, ""
        name = plain(text)
        found = self._on(day).get(name) or self._on(None).get(name, [])
        if len(found) > 1:
            words = {"text": text, "keys": ", ".join(found)}
            return "", _("Several units are called “%(text)s”: %(keys)s. Write the key of one.") % words
        return (found[0] if found else text), ""

    def _on(self, day: datetime.date | None) -> dict[str, list[str]]:
        """Names of the units of a day, or of all days, with the keys of those that have them."""
        if day not in self._days:
            found: dict[str, list[str]] = {}
            for key in self.known:
                for name in self._names(key, self._facts(key, day)):
                    found.setdefault(name, []).append(key)
            self._days[day] = found
        return self._days[day]

    def _facts(self, key: str, day: datetime.date | None) -> list[Facts]:
        if day is None:
            return [state.facts for state in self.known[key] if state.facts]
        now = facts_on(self.known[key], day)
        return [now] if now else []

    def _names(self, key: str, facts: list[Facts]) -> set[str]:
        if not facts:
            return set()
        names = [name for one in facts for name in (one.name, one.short_name)]
        return {plain(name) for name in (*names, *self._aliases.get(key, ())) if name}


def plain(name: str) -> str:
    """A name without accents, and without the committee before a place."""
    folded = fold(name)
    return next((folded.removeprefix(c) for c in COMMITTEES if folded.startswith(c)), folded)
