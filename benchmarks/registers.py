"""Registers: figures of a period from 100,000 records of 150 units, and pages of a list of a million records."""

import datetime
import time
from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponse, QueryDict

from chithi.figures.derived import derive
from chithi.figures.periods import parse_period
from chithi.records.activities import REGISTER
from chithi.sheets.lists import COUNTED, asked, count, page
from chithi.shell.memo import memo
from chithi.units.queries import tree

PEOPLE = [
    f"{sex}{age}" for sex in ("female", "male") for age in ("", "_under_16", "_16_30", "_31_59", "_over_59")
]
NUMBERS = ["unsplit", *PEOPLE]


def fill(count: int, units: list[int], first: datetime.date, days: int) -> None:
    """Activities as a large province has them, spread over units and days, half of them not split by age."""
    names = ", ".join(NUMBERS)
    numbers = ", ".join(
        f"CASE WHEN (n + {i}) % {3 if i < 7 else 2} = 0 THEN n % {41 + i} END"
        for i, _name in enumerate(NUMBERS)
    )
    sql = f"""
        WITH RECURSIVE rows(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM rows WHERE n < {count})
        INSERT INTO records_activity (version, created_at, created_by, added_on, changed_at, search_key, title, kind,
            unit_id, day, place, audience, note, {names})
        SELECT 1, '2024-01-01', 'bench', '2024-01-01', '2024-01-01', 'tap huan so ' || n, 'Tập huấn số ' || n,
            CASE n % 4 WHEN 0 THEN 'training' WHEN 1 THEN 'communication' WHEN 2 THEN 'dissemination'
                ELSE 'education' END, u.id, date('{first}', '+' || ((n * 7919) % {days}) || ' days'),
            'Hội trường ' || (n % 300), '', '', {numbers}
        FROM rows JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM units_unit
            WHERE id IN ({", ".join(map(str, units))})) u ON u.place = (n * 31) % {len(units)}"""
    with connection.cursor() as cursor:
        cursor.execute(sql)


def fetch(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def best(act: Callable[[], object], times: int = 9) -> float:
    found = []
    for _turn in range(times):
        start = time.perf_counter()
        act()
        found.append(time.perf_counter() - start)
    return min(found)


def run() -> list[tuple[str, float, float | None]]:
    units = [node.id for node in tree()][:150]
    fill(100_000, units, datetime.date(2024, 1, 1), 366)
    rows = [of_figures()]
    fill(900_000, units, datetime.date(2015, 1, 1), 3650)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return rows + of_pages(units)


def of_figures() -> tuple[str, float, float | None]:
    """One statement for each of the three measures, by hand."""
    sums = ", ".join(f"sum({name})" for name in NUMBERS)
    where = "WHERE withdrawn_at IS NULL AND day BETWEEN '2024-01-01' AND '2024-12-31'"
    told, taught = "kind IN ('dissemination', 'communication')", "kind = 'training'"
    statements = [
        f"SELECT unit_id, count(*){more} FROM records_activity {where} AND {kind} GROUP BY unit_id"
        for more, kind in (("", told), (f", {sums}", told), (f", {sums}", taught))
    ]
    period = parse_period("2024")
    mine = best(lambda: derive(period), 5)
    bare = best(lambda: [fetch(sql) for sql in statements], 5)
    return "derived figures of a period, 100,000 records", mine, mine / bare


def of_pages(units: list[int]) -> list[tuple[str, float, float | None]]:
    """The first, a filtered and the last page with the name of each unit, as the page has them; the number above it."""
    name = """(SELECT v.name FROM units_unitversion v WHERE v.unit_id = a.unit_id AND v.valid_from <= '2024-11-12'
        ORDER BY v.valid_from DESC LIMIT 1)"""
    columns = f"a.id, a.day, a.title, a.kind, a.unit_id, {name}, a.place"
    shown = "WHERE withdrawn_at IS NULL"
    shared = f"SELECT activity_id FROM records_activity_co_organisers WHERE unit_id = {units[3]}"
    mine_or_shared = f"(unit_id = {units[3]} OR id IN ({shared}))"
    pages = {
        "first page": ("", "", "day DESC, id DESC"),
        "filtered page": (
            f"kind=training&unit={key_of(units[3])}",
            f" AND kind = 'training' AND {mine_or_shared}",
            "day DESC, id DESC",
        ),
        "last page": ("last=1", "", "day, id"),
    }
    rows: list[tuple[str, float, float | None]] = []
    for what, (query, where, order) in pages.items():
        wanted = asked(REGISTER, QueryDict(query or "q="))
        sql = f"SELECT {columns} FROM records_activity a {shown}{where} ORDER BY {order} LIMIT 51"
        bare = best(lambda sql=sql: fetch(sql), 25)
        mine = reading(lambda wanted=wanted: page(REGISTER, None, wanted))
        rows.append((f"a list of 1,000,000 records, its {what}", mine, mine / bare))
    counted = f"SELECT count(*) FROM (SELECT 1 FROM records_activity a {shown} LIMIT {COUNTED + 1})"
    bare = best(lambda: fetch(counted), 25)
    mine = reading(lambda: count(REGISTER, None, asked(REGISTER, QueryDict("q="))))
    return [*rows, ("its number of rows, counted up to 1,000", mine, mine / bare)]


def reading(act: Callable[[], object]) -> float:
    """As in a request that reads: the units of the day have been asked for the rights already."""
    found: list[float] = []

    def answer(_request: HttpRequest) -> HttpResponse:
        tree()
        found.append(best(act, 25))
        return HttpResponse()

    request = HttpRequest()
    request.method = "GET"
    memo(answer)(request)
    return found[0]


def key_of(unit: int) -> str:
    return tree()[unit].key
