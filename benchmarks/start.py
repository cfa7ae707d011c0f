"""The second ``make run``, its two commands as the Makefile gives them, until ``/readyz`` answers."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

LONGEST = 60.0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def ready_after() -> float:
    """Seconds until the server is ready; it is stopped again."""
    port, chithi = free_port(), [sys.executable, "-m", "chithi"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    start = time.perf_counter()
    subprocess.run([*chithi, "demo", "--if-empty"], check=True, env=os.environ, **quiet)  # type: ignore[call-overload]
    server = subprocess.Popen([*chithi, "serve", "--port", str(port)], env=os.environ, **quiet)  # type: ignore[call-overload]
    try:
        while time.perf_counter() - start < LONGEST:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5):
                    return time.perf_counter() - start
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.02)
        raise TimeoutError(f"not ready after {LONGEST} s")
    finally:
        server.terminate()
        server.wait(timeout=30)


def run() -> list[tuple[str, float, float | None]]:
    """The first start gathers the static files; the second is what counts."""
    first = ready_after()
    return [
        ("start a second time, until it is ready", ready_after(), None),
        ("start the first time with a full database, until it is ready", first, None),
    ]
