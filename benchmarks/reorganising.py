"""All communes of the country merged by one file: 10,035 into 3,321, with districts and provinces; asked: a minute.

Each step is one command in a home of its own, from the start of Python to its end. The reference writes as many rows
of the same width with bare SQL in one transaction.
"""

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from chithi.units import country


def run() -> list[tuple[str, float, float | None]]:
    with tempfile.TemporaryDirectory(prefix="chithi-bench-units-") as folder:
        home = Path(folder)
        files = {name: home / f"{name}.csv" for name in ("old", "new", "reorganise")}
        chithi(home, "init", "--province", "Tỉnh Ninh Bình", "--admin", "quantri")
        for name, path in files.items():
            chithi(
                home,
                "directory",
                name,
                "--all",
                "--out",
                str(path),
                *(decisions() if name == "reorganise" else ()),
            )
        load = [chithi(home, "load", "units", str(files[name])) for name in ("old", "new")]
        dry = chithi(home, "reorganise", str(files["reorganise"]), "--dry-run")
        rows = files["reorganise"].read_text("utf8").count("\n") - 1
        real = chithi(home, "reorganise", str(files["reorganise"]))
        bare = written(home / "bare.sqlite3", rows)
    return [
        ("units of the country loaded: 10,794 old", load[0], None),
        ("units of the country loaded: 3,355 new", load[1], None),
        (f"reorganisation of the country looked at: {rows} rows", dry, dry / bare),
        ("reorganisation of the country carried out", real, real / bare),
    ]


def decisions() -> list[str]:
    """A number for each resolution; which are real ones is for the user to say."""
    titles = [one.title for one in country.choices()]
    return [word for n, title in enumerate(titles, 1) for word in ("--decision", f"{title}={n}/NQ")]


def chithi(home: Path, *words: str) -> float:
    """The seconds of a command."""
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "chithi", *words],
        env={**os.environ, "CHITHI_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - begun


def written(path: Path, rows: int) -> float:
    """Links, versions and journal entries, by bare SQL."""
    begun = time.perf_counter()
    base = sqlite3.connect(path)
    for table in ("succession", "version", "entry"):
        base.execute(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, a, b, c, d, e, f)")
        base.execute(f"CREATE INDEX of_{table} ON {table} (a, b)")
        base.executemany(
            f"INSERT INTO {table} (a, b, c, d, e, f) VALUES (?, ?, ?, ?, ?, ?)",
            ((n, "2025-07-01", "merge", f"unit {n}", "x" * 120, None) for n in range(rows)),
        )
    base.commit()
    base.close()
    return time.perf_counter() - begun
