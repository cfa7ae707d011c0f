"""A whole reading with limits: how a server reads, so that no file holds it.

The file is taken apart in one process (`formats/apart.py`), its text is read in another:
`python -m chithi.reader.bounded reading`, the source with what was taught on stdin.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from chithi.reader.formats.child import MB, Limits, run, serve
from chithi.reader.formats.source import as_source, extract
from chithi.reader.known import Known
from chithi.reader.pipeline import read_source
from chithi.reader.result import Source

# Measured: docs/reader.md, "Limits".
READING_LIMITS = Limits(1536 * MB, 60, 120)


def read_apart(data: bytes, filename: str, known: Known) -> dict[str, Any]:
    """`read_bytes(…).as_dict()`, the grammar too in a child process; a limit that is hit is `too_heavy`."""
    found = extract(data, filename)
    told = {
        "source": as_source(data, filename, found).as_dict(),
        "marks": found.marks,
        "aliases": sorted(known.aliases),
        "not_units": sorted(known.not_units),
    }
    return run("chithi.reader.bounded", "reading", json.dumps(told).encode(), READING_LIMITS)


def work(_kind: str, data: bytes) -> dict[str, Any]:
    told = json.loads(data)
    source = told["source"]
    pages = tuple((start, page) for start, page in source.get("pages", ()))
    return read_source(
        Source(source["file"], source["sha256"], source["text"], pages, source.get("scanned", False)),
        Known.of(told["aliases"], told["not_units"]),
        tuple(told["marks"]),
    ).as_dict()


if __name__ == "__main__":
    sys.exit(serve(sys.argv[1:], work))
