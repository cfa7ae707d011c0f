"""An acknowledged value is on the disk: the server is killed while people type, and nothing that it took is lost."""

import http.cookiejar
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

import pytest

pytestmark = pytest.mark.soak

KILLS = int(os.environ.get("CHITHI_SOAK_KILLS", "3"))
PASSWORD = "hoa-chau-2024"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """``chithi serve`` on a home of its own."""

    def __init__(self, home):
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **os.environ,
            "CHITHI_HOME": str(home),
            "CHITHI_SECRET_KEY": "only for the soak test",
        }
        for name in ("DJANGO_SETTINGS_MODULE", "CHITHI_DATABASE_URL"):
            self.environment.pop(name, None)

    def run(self, *words: str) -> None:
        subprocess.run(
            [sys.executable, "-m", "chithi", *words], env=self.environment, check=True, capture_output=True
        )

    def start(self) -> None:
        words = [sys.executable, "-m", "chithi", "serve", "--port", str(self.port), "--workers", "1"]
        self.process = subprocess.Popen(
            words,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(f"{self.base}/readyz", timeout=2)
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the server did not come up")

    def kill(self) -> None:
        """Everything at once, as a power cut would: the supervisor, the server and its worker."""
        listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True).stdout
        parents = dict(map(int, line.split()) for line in listed.splitlines())
        doomed, found = {self.process.pid}, True
        while found:
            found = {pid for pid, parent in parents.items() if parent in doomed} - doomed
            doomed |= found
        for pid in doomed:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait()


class Officer:
    """Somebody at a browser: a session and a report."""

    def __init__(self, server: Server, username: str):
        self.base = server.base
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        self.jar = jar
        self.get("/accounts/sign-in/")
        words = {"username": username, "password": PASSWORD, "csrfmiddlewaretoken": self.token()}
        self.opener.open(f"{self.base}/accounts/sign-in/", urllib.parse.urlencode(words).encode(), timeout=20)
        self.report = re.search(r"/reports/(\d+)/", self.get("/")).group(1)
        page = self.get(f"/reports/{self.report}/")
        self.user = re.search(r'data-autosave-user="(\d+)"', page).group(1)

    def token(self) -> str:
        return next(c.value for c in self.jar if c.name == "csrftoken")

    def get(self, path: str) -> str:
        return self.opener.open(self.base + path, timeout=20).read().decode()

    def type(self, field: str, value: str) -> bool:
        """Send one change; whether the server acknowledged it."""
        now = time.time() * 1000
        change = {"key": str(uuid.uuid4()), "field": field, "value": value, "typed": now}
        body = json.dumps({"user": self.user, "now": now, "changes": [change]}).encode()
        headers = {"Content-Type": "application/json", "X-CSRFToken": self.token(), "Referer": self.base}
        request = urllib.request.Request(f"{self.base}/reports/{self.report}/changes/", body, headers)
        try:
            answer = json.load(self.opener.open(request, timeout=20))
        except (OSError, ValueError, http.client.HTTPException):
            return False
        return answer["outcomes"][0]["outcome"] in ("saved", "unchanged")


def test_what_was_acknowledged_survives_a_killed_server(tmp_path):
    server = Server(tmp_path / "home")
    server.run("demo", "--size", "commune", "--years", "1")
    server.start()
    officer = Officer(server, "yte.canbo")
    taken = -1
    for _ in range(KILLS):
        threading.Timer(1.5, server.kill).start()
        number, until = taken + 1, time.monotonic() + 10
        while time.monotonic() < until and officer.type("results", f"lần thứ {number}"):
            taken = number
            number += 1
        server.process.wait(timeout=20)
        server.start()
        kept = int(re.search(r"lần thứ (\d+)", officer.get(f"/reports/{officer.report}/")).group(1))
        # One more may have been written whose answer did not reach us; never one less.
        assert taken <= kept <= taken + 1
        taken = kept
    server.kill()
    assert taken > KILLS
