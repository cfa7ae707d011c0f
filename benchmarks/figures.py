"""How long figures take: writing and releasing 60 answers beside the bare SQL, and rolling up a province."""

import datetime
from collections.abc import Callable
from time import perf_counter

from django.db import connection, transaction
from django.utils import timezone

from chithi.figures.actions import CellChange, release, write_cells
from chithi.figures.cells import CellKey, cells_of
from chithi.figures.models import Indicator, Observation
from chithi.figures.queries import roll_up
from chithi.figures.rollup import Cell, Measure
from chithi.figures.rollup import roll_up as total_of
from chithi.units.models import Unit
from chithi.units.queries import top, tree
from chithi.units.tree import Node, Tree

TIMES, ANSWERS, INDICATORS, DISTRICTS, COMMUNES = 15, 60, 20, 27, 110
TABLE = Observation._meta.db_table
FIELDS = (
    "indicator_id", "unit_id", "period", "period_from", "period_to", "scope", "breakdown", "part", "sex", "version",
    "value", "status", "reason", "origin", "is_draft", "is_latest", "is_official", "recorded_at", "recorded_by",
)  # fmt: skip


def run() -> list[tuple[str, float, float | None]]:
    """(name, seconds, ratio) of each. Writes are committed, as a report's are; each takes a year of its own."""
    unit, keys = Unit.objects.order_by("-pk")[0].pk, answers()
    years = (str(year) for year in [*range(1902, 2020), *range(2026, 2199)])
    bare = best(lambda: committed(lambda: bare_sql(unit, next(years), keys)))
    ours = best(lambda: committed(lambda: written(unit, next(years), keys)))
    typed = [next(years) for _ in range(2 * TIMES)]
    for year in typed:
        committed(lambda year=year: type_in(unit, year, keys))
    waiting = iter(typed)
    bare_release = best(lambda: committed(lambda: release_sql(unit, next(waiting))))
    our_release = best(lambda: committed(lambda: release(unit, next(waiting))))
    units, cells = province()
    measures = [Measure(i, "flow", asked=frozenset({"district", "commune"})) for i in range(INDICATORS)]
    rolled = best(lambda: [total_of(m, cells[m.id], units, 0) for m in measures])
    return [
        (f"figures: bare SQL, {ANSWERS} answers written and released", bare, None),
        (f"figures: write_cells and release, {ANSWERS} answers", ours, ours / bare),
        (f"figures: bare SQL, {ANSWERS} drafts released", bare_release, None),
        (f"figures: release, {ANSWERS} drafts", our_release, our_release / bare_release),
        (f"figures: roll-up, {INDICATORS} indicators × {len(units)} units, pure", rolled, None),
        *from_database(),
    ]


def from_database() -> list[tuple[str, float, float | None]]:
    """The roll-up of every indicator of the demonstration."""

    period = (
        Observation.objects.filter(is_official=True)
        .order_by("-period_to")
        .values_list("period", flat=True)
        .first()
    )
    province = top()
    if period is None or province is None:
        return []
    standing = tree()
    ours = best(lambda: roll_up(period, standing, province.pk))
    count = Indicator.objects.count()
    return [(f"figures: roll-up from the database, {count} indicators × {len(standing)} units", ours, None)]


def answers() -> list[CellKey]:
    """Sixty cells as a report has them."""
    found = [
        CellKey(i.pk, "own", breakdown, part, sex)
        for breakdown in ("", "area=rural")
        for i in Indicator.objects.filter(entered=True, withdrawn_at=None)
        for part, sex in cells_of(i.kind, i.by_sex)
        if not (i.by_sex and sex == "_T")
    ]
    return found[:ANSWERS]


def type_in(unit: int, year: str, keys: list[CellKey]) -> None:
    write_cells(unit, year, [CellChange(key, "12") for key in keys], by="benchmark")


def written(unit: int, year: str, keys: list[CellKey]) -> None:
    type_in(unit, year, keys)
    release(unit, year)


def bare_sql(unit: int, year: str, keys: list[CellKey]) -> None:
    """What any program has to tell the database: look, insert, make official."""
    days = (year, datetime.date(int(year), 1, 1), datetime.date(int(year), 12, 31))
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM {TABLE} WHERE unit_id = %s AND period = %s AND is_latest", [unit, year]
        )
        cursor.fetchall()
        cursor.executemany(
            f"INSERT INTO {TABLE} ({', '.join(FIELDS)}) VALUES ({', '.join(['%s'] * len(FIELDS))})",
            [
                (k.indicator_id, unit, *days, k.scope, k.breakdown, k.part, k.sex, 1, 12, "final", "", "typed",
                 True, True, False, now, "benchmark")
                for k in keys
            ],
        )  # fmt: skip
    release_sql(unit, year)


def release_sql(unit: int, year: str) -> None:
    """The two statements that make drafts official."""
    mine = f"UPDATE {TABLE} SET %s WHERE unit_id = %%s AND period = %%s AND %s"
    with connection.cursor() as cursor:
        cursor.execute(mine % ("is_official = %s", "is_official AND NOT is_latest"), [False, unit, year])
        cursor.execute(
            mine % ("is_official = %s, is_draft = %s, released_at = %s", "is_latest AND is_draft"),
            [True, False, timezone.now(), unit, year],
        )


def province() -> tuple[Tree, dict[int, list[Cell]]]:
    """A made-up tree of 138 units, all of which gave women and men of every indicator."""
    nodes = [Node(0, "p", "P", "province")]
    nodes += [Node(i, f"d{i}", f"D{i}", "district", 0) for i in range(1, DISTRICTS + 1)]
    nodes += [
        Node(DISTRICTS + i, f"c{i}", f"C{i}", "commune", i % DISTRICTS + 1) for i in range(1, COMMUNES + 1)
    ]
    cells = {
        i: [
            Cell(i, n.id, "all" if n.kind == "district" and n.id % 2 else "own", "", "", sex, n.id, "final")
            for n in nodes[1:]
            for sex in ("F", "M")
        ]
        for i in range(INDICATORS)
    }
    return Tree.of(datetime.date(2024, 12, 31), nodes), cells


def committed(work: Callable[[], object]) -> None:
    with transaction.atomic():
        work()


def best(work: Callable[[], object], times: int = TIMES) -> float:
    """Seconds of the fastest of some runs."""
    found = []
    for _ in range(times):
        start = perf_counter()
        work()
        found.append(perf_counter() - start)
    return min(found)
