"""Timelines out of the database and into it: what the page, the load and the demonstration write units with."""

from collections.abc import Iterable, Mapping

from chithi.units.models import Unit, UnitAlias, UnitVersion
from chithi.units.timeline import Facts, State, Timeline
from chithi.vietnamese import fold, nfc

FIELDS = ["ended", "name", "short_name", "kind", "parent", "code", "sort_key", "search_key"]


def timelines(keys: Iterable[str] | None = None) -> dict[str, Timeline]:
    """Every unit's timeline by key, in one query; only those of ``keys`` where given."""
    rows = UnitVersion.objects.order_by("unit_id", "valid_from")
    if keys is not None:
        rows = rows.filter(unit__key__in=list(keys))
    found: dict[str, list[State]] = {}
    for key, day, ended, name, kind, parent, code, short in rows.values_list(
        "unit__key", "valid_from", "ended", "name", "kind", "parent__key", "code", "short_name"
    ):
        facts = None if ended else Facts(name, kind, parent or "", code, short)
        found.setdefault(key, []).append(State(day, facts))
    return {key: tuple(states) for key, states in found.items()}


def write_states(wanted: Mapping[str, Iterable[State]]) -> None:
    """Create or correct states in a handful of queries; units that are not there yet are made, in the order given."""
    parents = {s.facts.parent for states in wanted.values() for s in states if s.facts and s.facts.parent}
    known = set(Unit.objects.filter(key__in=[*wanted, *parents]).values_list("key", flat=True))
    Unit.objects.bulk_create([Unit(key=key) for key in wanted if key not in known])
    ids = dict(Unit.objects.filter(key__in=[*wanted, *parents]).values_list("key", "pk"))
    rows = UnitVersion.objects.filter(unit__key__in=list(wanted))
    stored = {(row.unit_id, row.valid_from): row for row in rows}
    for key, states in wanted.items():
        for state in states:
            place = (ids[key], state.valid_from)
            fill(stored.setdefault(place, UnitVersion(unit_id=place[0], valid_from=place[1])), state, ids)
    changed = [stored[ids[key], state.valid_from] for key, states in wanted.items() for state in states]
    old, new = [v for v in changed if v.pk], [v for v in changed if not v.pk]
    UnitVersion.objects.bulk_create(new)
    UnitVersion.objects.bulk_update(old, FIELDS)


def fill(version: UnitVersion, state: State, ids: Mapping[str, int]) -> None:
    """Put a state into a row; ``ids`` has its parent."""
    facts = state.facts or Facts("", "")
    version.ended = state.facts is None
    version.name, version.short_name, version.kind = facts.name, facts.short_name, facts.kind
    version.parent_id = ids[facts.parent] if facts.parent else None
    version.code = facts.code
    version.fill_keys()


def split_aliases(text: str) -> list[str]:
    """``UBND tỉnh|UBND tỉnh Hà Nam`` as names, none twice."""
    return list(dict.fromkeys(filter(None, (" ".join(nfc(part).split()) for part in text.split("|")))))


def write_aliases(wanted: Mapping[int, Iterable[str]]) -> None:
    """Add other names to units, by their id; a withdrawn one comes back."""
    known = {(a.unit_id, a.name): a for a in UnitAlias.objects.filter(unit__in=list(wanted))}
    pairs = [(unit, name) for unit, names in wanted.items() for name in dict.fromkeys(names)]
    UnitAlias.objects.bulk_create(
        UnitAlias(unit_id=unit, name=name, folded=fold(name)[:500])
        for unit, name in pairs
        if (unit, name) not in known
    )
    back = [known[p].pk for p in pairs if p in known and known[p].withdrawn_at]
    UnitAlias.objects.filter(pk__in=back).update(withdrawn_at=None)


def free_key(name: str) -> str:
    """A key for a new unit out of its name: ``so-y-te``, ``so-y-te-2`` where that is taken."""
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in fold(name)).split()
    base = "-".join(words)[:70].rstrip("-") or "don-vi"
    taken = set(Unit.objects.filter(key__startswith=base).values_list("key", flat=True))
    return next(k for k in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if k not in taken)
