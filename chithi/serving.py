"""``chithi serve``: migrate, gather the static files, then run the server and its background worker, supervised."""

import argparse
import errno
import hashlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.utils.translation import gettext as _

from chithi import __version__

LONGEST_PAUSE = 30
"""Seconds between two starts of a process that keeps dying."""


UNUSED = [
    *("*.js.map", "*rtl*", "bootstrap-*", "bootstrap.css", "bootstrap.css.map", "bootstrap*.js"),
    *("htmx-2.js", "htmx-4*", "htmax-*", "ext", "debug.js"),
]
"""Static files of the libraries that no page asks for: they would only be compressed at the first start."""


def serve_command(argv: list[str]) -> int:
    """Run until a signal comes; a child that dies is started again, ever more slowly."""
    parser = argparse.ArgumentParser(
        prog="chithi serve", description="Serve the pages and run the background work."
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2, help="processes that answer requests")
    options = parser.parse_args(argv)
    if not 1 <= options.port <= 65535:
        parser.error("--port takes a number from 1 to 65535")
    if options.workers < 1:
        parser.error("--workers takes a number from 1 up")
    if sentence := taken(options.host, options.port):
        print(f"chithi serve: {sentence}", file=sys.stderr)
        return 2
    prepare()
    print(f"chithi: http://{options.host}:{options.port}/", flush=True)
    server = [
        *(
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--host",
            options.host,
            "--port",
            str(options.port),
        ),
        *(
            "--workers",
            str(options.workers),
            "--no-ws",
            "--log-level",
            "error",
            "--blocking-threads",
            "4",
            "--backpressure",
            "64",
            "chithi.wsgi:application",
        ),
    ]
    worker = [sys.executable, "-m", "chithi.working"]
    return supervise([server, worker])


def taken(host: str, port: int) -> str:
    """Why this address cannot be listened on, as a sentence; empty where it can."""
    address = {"host": host, "port": port}
    try:
        family, kind, _proto, _name, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(where)
            trial.listen(1)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return _("Something else answers on %(host)s:%(port)s already. Choose another --port.") % address
        return _("%(host)s:%(port)s is no address that this machine can listen on.") % address
    return ""


def prepare() -> None:
    """Bring the database and the static files to this version."""
    settings.HOME.mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
    stamp = settings.STATIC_ROOT / ".stamp"
    if not stamp.exists() or stamp.read_text() != static_stamp():
        call_command("collectstatic", interactive=False, verbosity=0, clear=True, ignore_patterns=UNUSED)
        stamp.write_text(static_stamp())


def static_stamp() -> str:
    """Changes when any static file of any app does."""
    digest = hashlib.sha256(__version__.encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            file = Path(storage.path(path))
            digest.update(f"{path} {file.stat().st_mtime_ns} {file.stat().st_size}".encode())
    return digest.hexdigest()


def supervise(commands: Sequence[list[str]]) -> int:
    """Keep one process per command alive; end them all when this one is told to."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "chithi.settings"}

    def start(command: list[str]) -> subprocess.Popen[bytes]:
        # In a session of its own, so that Ctrl+C reaches it once, from here.
        return subprocess.Popen(command, env=environment, start_new_session=True)

    running = {i: start(command) for i, command in enumerate(commands)}
    started = dict.fromkeys(running, time.monotonic())
    pause = dict.fromkeys(running, 1.0)
    due: dict[int, float] = {}
    while not stop.wait(0.3):
        for i, process in running.items():
            if process.poll() is None:
                continue
            if i not in due:
                lived = time.monotonic() - started[i]
                pause[i] = 1.0 if lived > 60 else min(pause[i] * 2, LONGEST_PAUSE)
                due[i] = time.monotonic() + pause[i]
                print(
                    f"chithi: {commands[i][2]} ended with {process.returncode}, again in {pause[i]:.0f} s",
                    file=sys.stderr,
                )
            elif time.monotonic() >= due[i]:
                del due[i]
                started[i] = time.monotonic()
                running[i] = start(commands[i])
    for process in running.values():
        if process.poll() is None:
            process.terminate()
    for process in running.values():
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
    return 0
