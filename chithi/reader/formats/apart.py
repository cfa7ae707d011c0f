"""A file taken apart in a process of its own: `python -m chithi.reader.formats.apart KIND`, its bytes on stdin."""

from __future__ import annotations

import sys
from typing import Any

from chithi.reader.errors import UnreadableError
from chithi.reader.formats.child import MB, Limits, run, serve
from chithi.reader.formats.extract import Extract, extract_here

# Measured: docs/reader.md, "Limits".
LIMITS = Limits(512 * MB, 15, 60)
SCAN_LIMITS = Limits(1024 * MB, 120, 240)
MODULE = "chithi.reader.formats.apart"


def extract_apart(kind: str, data: bytes) -> Extract:
    """The extract of a file by a child process; a limit that is hit is `too_heavy`."""
    try:
        return _extract(run(MODULE, kind, data, SCAN_LIMITS if kind == "image" else LIMITS))
    except UnreadableError as error:
        if kind != "pdf" or error.code != "scan":
            raise
    # Pages that are pictures take long to read, so they have limits of their own.
    return _extract(run(MODULE, "scan", data, SCAN_LIMITS))


def _extract(said: dict[str, Any]) -> Extract:
    return Extract(said["text"], tuple((start, page) for start, page in said["pages"]), tuple(said["marks"]))


def work(kind: str, data: bytes) -> dict[str, Any]:
    found = extract_here(kind, data)
    return {"text": found.text, "pages": found.pages, "marks": found.marks}


if __name__ == "__main__":
    sys.exit(serve(sys.argv[1:], work))
