"""A long file is loaded whole and once although the worker is killed in the middle of it, again and again."""

import os
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from tests.soak.test_kill import KILLS, Server

pytestmark = pytest.mark.soak

ROWS = int(os.environ.get("CHITHI_SOAK_ROWS", "12000"))
HAND_OVER = """
import sys, django
django.setup()
from pathlib import Path
from chithi.accounts.models import User
from chithi.sheets import job_work, jobs
from chithi.sheets.loading import LOADERS
from chithi.shell import attachments
kept = attachments.keep(Path(sys.argv[1]).read_bytes(), "a.csv")
user = User.objects.get(username="yte.canbo")
job = jobs.hand_over(LOADERS["activities"], kept, "a.csv", user=user, good_rows=False, is_confirmed=True)
job_work.enqueue(job.pk)
print(job.pk)
"""
UNIT = """
import django
django.setup()
from chithi.accounts.models import User
print(User.objects.get(username="yte.canbo").roles.first().unit.key)
"""


def python(server, code, *words):
    environment = {**server.environment, "DJANGO_SETTINGS_MODULE": "chithi.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code, *words], env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def worker_of(server):
    """The process of the worker below this server's supervisor."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True).stdout
    for line in listed.splitlines():
        pid, parent, words = line.split(None, 2)
        if int(parent) == server.process.pid and "chithi.working" in words:
            return int(pid)
    return None


def test_a_killed_worker_loses_no_row_and_writes_none_twice(tmp_path):
    home = tmp_path / "home"
    server = Server(home)
    server.run("demo", "--size", "commune", "--years", "1")
    unit = python(server, UNIT)
    lines = [f"Buổi {n},training,{unit},2024-{n % 10 + 1:02}-05,{n % 50}" for n in range(ROWS)]
    path = tmp_path / "a.csv"
    path.write_text("title,kind,unit,day,female\n" + "\n".join(lines) + "\n", "utf-8")
    job = int(python(server, HAND_OVER, str(path)))
    server.start()
    kills, last, until = 0, -1, time.monotonic() + 600
    database = sqlite3.connect(f"file:{home / 'chithi.sqlite3'}?mode=ro", uri=True)

    def ask(sql):
        return database.execute(sql).fetchone()

    try:
        while time.monotonic() < until:
            state, done, reason = ask(f"SELECT state, rows_done, reason FROM sheets_job WHERE id = {job}")
            if state not in ("waiting", "checking", "loading"):
                break
            worker = worker_of(server)
            if state == "loading" and kills < KILLS and done > last and worker:
                os.kill(worker, signal.SIGKILL)
                kills, last = kills + 1, done
            time.sleep(0.2)
        assert (state, done, reason) == ("done", ROWS, "")
        assert kills == KILLS
        count, different = ask(
            "SELECT count(*), count(DISTINCT title) FROM records_activity WHERE title LIKE 'Buổi %'"
        )
        assert (count, different) == (ROWS, ROWS)
        created, unchanged = ask(f"SELECT created, unchanged FROM sheets_job WHERE id = {job}")
        assert (created, unchanged) == (ROWS, 0)
        assert ask("SELECT count(*) FROM journal_entry WHERE verb = 'sheets.load'") == (-(-ROWS // 1000),)
    finally:
        database.close()
        server.kill()
