"""What the fuzzer runs (`tests/soak/test_fuzz_reader.py`): bytes → text → a reading that keeps its promises, and XML.

libFuzzer's own `-timeout` ends the run at a text that stalls.
"""

import sys

import atheris

with atheris.instrument_imports(include=["chithi"]):
    from chithi.reader.akn import to_akn
    from chithi.reader.formats.source import tidy
    from chithi.reader.pipeline import read_source

from chithi.reader.result import Source
from tests.reader.checks import check_reading


def read_one(data: bytes) -> None:
    reading = read_source(Source("a.txt", "", tidy(data.decode("utf-8", "replace"))))
    check_reading(reading)
    to_akn(reading)


if __name__ == "__main__":
    atheris.Setup(sys.argv, read_one)
    atheris.Fuzz()
