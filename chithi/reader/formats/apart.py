"""A file taken apart, or a text read, in a process of its own, which can be killed: time and memory have limits there.

`python -m chithi.reader.formats.apart KIND` reads on stdin a file's bytes (KIND is its format), or a source with what
was taught (KIND is `reading`), and prints JSON: the extract, the reading, or the code of a refusal. The child sets its
limits itself before it reads a byte, for code between fork and exec is not safe in a server with threads. The parent
waits a bounded time and then kills the child with all its children.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chithi.reader.errors import CODES, UnreadableError
from chithi.reader.formats.extract import Extract, extract_here
from chithi.reader.known import Known

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of address space, seconds of processor time, seconds on the clock (a busy machine needs more)."""

    memory: int
    seconds: int
    clock: int


# Measured: docs/reader.md, "Limits".
LIMITS = Limits(512 * MB, 15, 60)
SCAN_LIMITS = Limits(1024 * MB, 120, 240)
READING_LIMITS = Limits(1536 * MB, 60, 120)


def read_apart(data: bytes, filename: str, known: Known) -> dict[str, Any]:
    """`read_bytes(…).as_dict()`, the grammar too in a child process; a limit that is hit is `too_heavy`."""
    from chithi.reader.formats.source import as_source, extract  # which itself loads this module

    found = extract(data, filename)
    told = {
        "source": as_source(data, filename, found).as_dict(),
        "marks": found.marks,
        "aliases": sorted(known.aliases),
        "not_units": sorted(known.not_units),
    }
    return _run("reading", json.dumps(told).encode(), READING_LIMITS)


def extract_apart(kind: str, data: bytes) -> Extract:
    """The extract of a file by a child process; a limit that is hit is `too_heavy`."""
    try:
        return _extract(_run(kind, data, SCAN_LIMITS if kind == "image" else LIMITS))
    except UnreadableError as error:
        if kind != "pdf" or error.code != "scan":
            raise
    # Pages that are pictures take long to read, so they have limits of their own.
    return _extract(_run("scan", data, SCAN_LIMITS))


def _extract(said: dict[str, Any]) -> Extract:
    return Extract(said["text"], tuple((start, page) for start, page in said["pages"]), tuple(said["marks"]))


def _run(kind: str, data: bytes, limits: Limits) -> dict[str, Any]:
    """What the child said of these bytes; refused as it refused."""
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", __name__, kind, str(limits.memory), str(limits.seconds), str(limits.clock)],
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


def _extracted(kind: str, data: bytes) -> dict[str, Any]:
    found = extract_here(kind, data)
    return {"text": found.text, "pages": found.pages, "marks": found.marks}


def _reading(data: bytes) -> dict[str, Any]:
    from chithi.reader.pipeline import read_source  # the grammar is loaded only where it is used
    from chithi.reader.result import Source

    told = json.loads(data)
    source = told["source"]
    return read_source(
        Source(
            source["file"],
            source["sha256"],
            source["text"],
            tuple((start, page) for start, page in source.get("pages", ())),
            source.get("scanned", False),
        ),
        Known.of(told["aliases"], told["not_units"]),
        tuple(told["marks"]),
    ).as_dict()


def main(argv: list[str]) -> int:
    """The child. Whatever a file does to a parser is a refusal; a traceback helps nobody."""
    kind, memory, seconds, clock = argv
    _limit(Limits(int(memory), int(seconds), int(clock)))
    try:
        data = sys.stdin.buffer.read()
        said = json.dumps(_reading(data) if kind == "reading" else _extracted(kind, data))
    except UnreadableError as error:
        said = json.dumps({"refused": error.code})
    except (MemoryError, RecursionError):
        said = '{"refused": "too_heavy"}'
    except Exception:
        said = '{"refused": "damaged"}'
    sys.stdout.write(said)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
