"""Writes of cells, inside the caller's transaction (loads and reports have the journal entry). The catalogue's own
writes stand in ``registry``."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import FilteredRelation, Q
from django.utils import timezone

from chithi.figures.cells import CellKey
from chithi.figures.checks import (
    ORIGINS_THAT_EXPLAIN,
    RECORDS,
    CellChange,
    CellResult,
    Facts,
    Standing,
    judge,
)
from chithi.figures.models import Indicator, Observation
from chithi.figures.periods import Period, parse_period

__all__ = ["CellChange", "CellResult", "release", "write_cells"]


def write_cells(
    unit_id: int,
    period: str,
    changes: Sequence[CellChange],
    *,
    by: str,
    origin: str = "typed",
    draft: bool = True,
) -> list[CellResult]:
    """Write new versions of cells and say of each change what became of it, in their order.

    A plain function: call it inside a transaction that holds a lock on the report (or the unit), because two
    writers of one cell cannot both make its newest version. Three statements, whatever the number of cells (SQLite
    takes two inserts for more than 49). ``by`` is the person's name, ``origin`` typed, workbook, load, letter,
    records or demo. ``draft=False`` makes the versions official at once. Raises ``BadPeriod``.
    """
    if not changes:
        return []
    days = parse_period(period)
    facts, standing = _standing(unit_id, days.text, {c.key.indicator_id for c in changes})
    found = judge(
        changes,
        facts,
        standing,
        official=not draft,
        explain=origin in ORIGINS_THAT_EXPLAIN,
        unsplit_rest=origin == RECORDS,
    )
    old = [standing[key].id for key in found.writes if key in standing]
    if old:
        flags = {"is_latest": False} if draft else {"is_latest": False, "is_official": False}
        Observation.objects.filter(pk__in=old).update(**flags)
    if not draft:
        _clear_official(unit_id, days.text, found.writes, standing)
    rows = [
        _version(unit_id, days, key, write, standing.get(key), by, origin, draft)
        for key, write in found.writes.items()
    ]
    for row in Observation.objects.bulk_create(rows):
        if (result := found.results.get(_key(row))) is not None:
            result.observation = row
    return [found.results[change.key] for change in changes]


def release(unit_id: int, period: str, *, indicators: Iterable[int] | None = None) -> int:
    """Make the drafts of a unit and period official, when its head sends the report. Two statements.

    Returns how many cells became official. ``indicators`` limits it to some (ids).
    """
    mine = Observation.objects.filter(unit_id=unit_id, period=parse_period(period).text)
    if indicators is not None:
        mine = mine.filter(indicator_id__in=list(indicators))
    mine.filter(is_official=True, is_latest=False).update(is_official=False)
    return mine.filter(is_latest=True, is_draft=True).update(
        is_official=True, is_draft=False, released_at=timezone.now()
    )


def _standing(
    unit_id: int, period: str, indicators: set[int]
) -> tuple[dict[int, Facts], dict[CellKey, Standing]]:
    """The indicators and the newest versions of this unit's cells of them, in one query."""
    rows = (
        Indicator.objects.filter(pk__in=indicators)
        .order_by()
        .annotate(
            cell=FilteredRelation(
                "observations",
                condition=Q(
                    observations__unit=unit_id, observations__period=period, observations__is_latest=True
                ),
            )
        )
        .values_list(
            "id", "kind", "scale", "by_sex", "per", "entered", "withdrawn_at",
            "cell__scope", "cell__breakdown", "cell__part", "cell__sex",
            "cell__id", "cell__version", "cell__value", "cell__status", "cell__reason", "cell__is_official",
        )
    )  # fmt: skip
    facts: dict[int, Facts] = {}
    standing: dict[CellKey, Standing] = {}
    for row in rows:
        facts[row[0]] = Facts(*row[:6], withdrawn=row[6] is not None)
        if row[11] is not None:
            standing[CellKey(row[0], *row[7:11])] = Standing(*row[11:])
    return facts, standing


def _clear_official(
    unit_id: int, period: str, keys: Iterable[CellKey], standing: dict[CellKey, Standing]
) -> None:
    """An official version under a draft gives way to the one that is about to be written over both."""
    hidden = {key.indicator_id for key in keys if key in standing and not standing[key].is_official}
    if hidden:
        older = Observation.objects.filter(
            unit_id=unit_id, period=period, indicator_id__in=hidden, is_official=True, is_latest=False
        )
        wanted = set(keys)
        ids = [row.pk for row in older if _key(row) in wanted]
        Observation.objects.filter(pk__in=ids).update(is_official=False)


def _key(row: Observation) -> CellKey:
    return CellKey(row.indicator_id, row.scope, row.breakdown, row.part, row.sex)


def _version(
    unit_id: int,
    days: Period,
    key: CellKey,
    write: Any,
    before: Standing | None,
    by: str,
    origin: str,
    draft: bool,
) -> Observation:
    now: datetime.datetime | None = None if draft else timezone.now()
    return Observation(
        indicator_id=key.indicator_id,
        unit_id=unit_id,
        period=days.text,
        period_from=days.first,
        period_to=days.last,
        scope=key.scope,
        breakdown=key.breakdown,
        part=key.part,
        sex=key.sex,
        version=before.version + 1 if before else 1,
        value=write.value,
        status=write.status,
        reason=write.reason,
        origin=origin,
        is_draft=draft,
        is_official=not draft,
        recorded_by=by[:200],
        released_at=now,
    )
