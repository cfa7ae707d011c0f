"""100,000 activities from .xlsx: handed over as on the page, checked and loaded by the worker's own code in a child
process, against bare SQL inserts of the same rows (with the same indexes) in the same database.

Beside the table it prints rows per second and the most memory of the child.
"""

import datetime
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from openpyxl import Workbook

from chithi.records.models import Activity
from chithi.sheets import jobs
from chithi.sheets.loading import LOADERS
from chithi.shell import attachments
from chithi.units.models import Unit
from chithi.vietnamese import fold

ROWS = int(os.environ.get("CHITHI_BENCH_ROWS", "100000"))
CHILD = """
import resource, sys, django
django.setup()
from chithi.sheets.job_work import work
work(int(sys.argv[1]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""
COUNTS = ("female_16_30", "female_31_59", "male_16_30", "male_31_59")
NAMES = ("title", "kind", "unit", "day", "place", "audience", *COUNTS, "co_organisers", "note")


def rows() -> list[dict[str, Any]]:
    """The same rows each time."""
    dice, keys = random.Random(1), list(Unit.objects.order_by("pk").values_list("key", flat=True)[:60])
    kinds, first = ("training", "communication", "dissemination", "education"), datetime.date(2023, 1, 1)
    return [
        {
            "title": f"Tập huấn lồng ghép giới cho cán bộ, công chức, viên chức đợt {n}",
            "kind": dice.choice(kinds),
            "unit": dice.choice(keys),
            "day": first + datetime.timedelta(days=n % 600),
            "place": f"Hội trường Ủy ban nhân dân xã số {n % 500}",
            "audience": "Cán bộ, hội viên, người dân",
            **{name: dice.randrange(60) for name in COUNTS},
            "co_organisers": "",
            "note": "",
        }
        for n in range(ROWS)
    ]


def workbook(of: list[dict[str, Any]], path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("activities")
    sheet.append(NAMES)
    for row in of:
        sheet.append([row[name] for name in NAMES])
    book.save(path)


def bare(of: list[dict[str, Any]]) -> float:
    """Seconds for the same records by ``executemany``, a thousand in one transaction; they are taken out again."""
    units, now, table = dict(Unit.objects.values_list("key", "id")), timezone.now(), Activity._meta.db_table
    names = ["version", "created_at", "created_by", "added_on", "changed_at", "search_key", "title", "kind", "unit_id",
             "day", "place", "audience", *COUNTS, "note"]  # fmt: skip
    sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))})"
    start = time.perf_counter()
    for part in (of[first : first + 1000] for first in range(0, len(of), 1000)):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(
                sql,
                [
                    [1, now, "bench", now.date(), now, fold(f"{r['title']} {r['place']} {r['audience']}"), r["title"],
                     r["kind"], units[r["unit"]], r["day"], r["place"], r["audience"], *(r[c] for c in COUNTS), ""]
                    for r in part
                ],
            )  # fmt: skip
    took = time.perf_counter() - start
    Activity.objects.filter(created_by="bench").delete()
    return took


def in_child(job: int) -> tuple[float, int]:
    """(seconds, most MB) of one run of the worker."""
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", CHILD, str(job)], check=True, capture_output=True, text=True)
    return time.perf_counter() - start, int(done.stdout)


def run() -> list[tuple[str, float, float | None]]:
    made = rows()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.xlsx")
        workbook(made, path)
        kept = attachments.keep(path.read_bytes(), "a.xlsx")
    reference = bare(made)
    before, found = Activity.objects.count(), []
    for what in ("load", "load the same again, which changes nothing"):
        job = jobs.hand_over(
            LOADERS["activities"], kept, "a.xlsx", user=None, good_rows=False, is_confirmed=True
        )
        seconds, memory = in_child(job.pk)
        job.refresh_from_db()
        assert job.state == "done", (job.state, job.reason, job.problems.first())
        print(f"{what}: {ROWS / seconds:.0f} rows/s, at most {memory} MB", flush=True)
        found.append((f"{what}: {ROWS} activities from .xlsx", seconds, seconds / reference))
    assert Activity.objects.count() == before + ROWS
    return found
