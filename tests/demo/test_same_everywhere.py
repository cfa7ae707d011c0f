"""``chithi demo`` and ``consolidate`` give the same JSON on SQLite, on PostgreSQL and on any day."""

import os
import subprocess
import sys
import uuid
from pathlib import Path

import psycopg
import pytest

from tests.postgresql import url

ROOT = Path(__file__).resolve().parents[2]
ON_DAY = """
import datetime, sys, time_machine
from chithi import cli
sys.argv = ["chithi"]
with time_machine.travel(datetime.datetime.fromisoformat(sys.stdin.readline().strip()), tick=True):
    sys.exit(cli.main(sys.stdin.read().splitlines()))
"""


COMMUNE = ["--size", "commune", "--years", "2"]
PAPER = "bao-cao.json"


def chithi(
    home: Path, words: list[str], day: str = "", database: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run a command as if on a day."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("CHITHI_", "DJANGO_"))}
    environment |= {"CHITHI_HOME": str(home), "PYTHONPATH": str(ROOT)}
    if database:
        environment["CHITHI_DATABASE_URL"] = database
    command = [sys.executable, "-c", ON_DAY] if day else [sys.executable, "-m", "chithi", *words]
    return subprocess.run(
        command, input="\n".join([day, *words]), env=environment, capture_output=True, text=True, timeout=600
    )


def run(home: Path, words: list[str], day: str = "", database: str = "") -> str:
    """Run a command that succeeds; what it printed comes back."""
    done = chithi(home, words, day, database)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def consolidated(home: Path, size: list[str], day: str = "", database: str = "") -> bytes:
    said = run(home, ["demo", *size], day, database).splitlines()
    plan, year = (next(x.removeprefix(k) for x in said if x.startswith(k)) for k in ("plan: ", "year: "))
    out = home / PAPER
    run(home, ["consolidate", "--plan", plan, "--year", year, "--out", str(out)], day, database)
    return out.read_bytes()


@pytest.fixture
def postgresql():
    """An empty database on the server of the tests, gone afterwards."""
    server, name = url(), f"demo_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
    yield server.rpartition("/")[0] + "/" + name
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.soak
def test_both_databases_give_the_same_report(tmp_path, postgresql):
    ours = consolidated(tmp_path / "sqlite", [])
    assert consolidated(tmp_path / "postgresql", [], database=postgresql) == ours


@pytest.fixture(scope="module")
def now(tmp_path_factory):
    """The home of a commune made today, with its report in it."""
    home = tmp_path_factory.mktemp("now")
    consolidated(home, COMMUNE)
    return home


@pytest.mark.parametrize(
    "day",
    ["2023-02-28T23:30:00+00:00", pytest.param("2031-12-31T18:00:00+00:00", marks=pytest.mark.soak)],
)
def test_every_day_gives_the_same_report(tmp_path, now, day):
    """So does the same day: nothing but the seed is in it."""
    assert consolidated(tmp_path, COMMUNE, day) == (now / PAPER).read_bytes()


def test_a_full_database_is_refused(now):
    done = chithi(now, ["demo"])
    assert done.returncode == 2
    assert "Xã An Bình" in done.stderr
