"""Reading a plan in process. Reference: splitting the same text into lines and normalising it, fifty times."""

import time
import unicodedata
from pathlib import Path

from chithi.reader import read_bytes

DEMO = Path(__file__).resolve().parents[1] / "chithi/demo/data/ke-hoach-tinh.txt"
SHARED = Path(__file__).resolve().parents[2] / "shared/plans/ha-nam-21-ct-tw.txt"


def run() -> list[tuple[str, float, float | None]]:
    rows: list[tuple[str, float, float | None]] = []
    for name, path in (("the demonstration plan", DEMO), ("the Hà Nam plan", SHARED)):
        if path.exists():
            data = path.read_bytes()
            read_bytes(data, path.name)
            seconds = best(lambda data=data, path=path: read_bytes(data, path.name))
            bare = best(lambda data=data: unicodedata.normalize("NFC", data.decode()).splitlines())
            rows.append(
                (
                    f"read {name} ({len(data) // 1024} kB; ratio to decoding and splitting it)",
                    seconds,
                    seconds / bare,
                )
            )
    return rows


def best(work, times: int = 20) -> float:
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found)
