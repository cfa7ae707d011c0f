"""A process of its own, which can be killed: time and memory have limits there.

A module that works so calls ``run`` and, as ``python -m``, ``serve``: bytes on stdin, JSON on stdout, the code of a
refusal included. The child sets its limits itself before it reads a byte, for code between fork and exec is not safe
in a server with threads. The parent waits a bounded time and then kills the child with all its children.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chithi.reader.errors import CODES, UnreadableError

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of address space, seconds of processor time, seconds on the clock (a busy machine needs more)."""

    memory: int
    seconds: int
    clock: int


def run(module: str, kind: str, data: bytes, limits: Limits) -> dict[str, Any]:
    """What a child that runs this module said of these bytes; refused as it refused. A limit that is hit is
    `too_heavy`."""
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", module, kind, str(limits.memory), str(limits.seconds), str(limits.clock)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env=_environment(), start_new_session=True,
    )  # fmt: skip
    try:
        out, _ = child.communicate(data, timeout=limits.clock)
    except subprocess.TimeoutExpired:
        raise UnreadableError("too_heavy") from None
    finally:
        _end(child)
    return _answer(out)


def _end(child: subprocess.Popen[bytes]) -> None:
    """Kill the child and its children (they are one session), whatever became of it."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()


def _environment() -> dict[str, str]:
    """No secret of the server goes along; the code is found where this one was."""
    kept = {
        name: os.environ[name]
        for name in ("PATH", "LD_LIBRARY_PATH", "TESSDATA_PREFIX")
        if name in os.environ
    }
    root = str(Path(__file__).resolve().parents[3])
    return {**kept, "PYTHONPATH": root, "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}


def _answer(out: bytes) -> dict[str, Any]:
    """What the child printed; a child that died said nothing whole."""
    try:
        said: dict[str, Any] = json.loads(out)
    except ValueError:
        raise UnreadableError("too_heavy") from None
    code = said.get("refused")
    if code is not None:
        raise UnreadableError(code if code in CODES else "damaged")
    return said


def _limit(limits: Limits) -> None:
    import resource

    for what, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # the machine's own limit is lower already
            resource.setrlimit(what, (most, most))
    signal.alarm(limits.clock)  # should the parent be gone


def serve(argv: list[str], work: Callable[[str, bytes], dict[str, Any]]) -> int:
    """The child. Whatever a file does to a parser is a refusal; a traceback helps nobody."""
    kind, memory, seconds, clock = argv
    _limit(Limits(int(memory), int(seconds), int(clock)))
    try:
        said = json.dumps(work(kind, sys.stdin.buffer.read()))
    except UnreadableError as error:
        said = json.dumps({"refused": error.code})
    except (MemoryError, RecursionError):
        said = '{"refused": "too_heavy"}'
    except Exception:
        said = '{"refused": "damaged"}'
    sys.stdout.write(said)
    return 0
