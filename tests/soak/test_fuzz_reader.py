"""A fuzzer that sees which lines of the reader it reached looks for a text that makes it raise, misquote or stall."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reader.conftest import SMALL_PLAN
from tests.reader.test_properties import PIECES

pytestmark = pytest.mark.soak

SECONDS = int(os.environ.get("CHITHI_SOAK_SECONDS", "40"))
ROOT = Path(__file__).resolve().parents[2]
TARGET = Path(__file__).with_name("fuzz_reader.py")
# atheris has wheels for Linux on x86-64, where .ci/run runs.
HAS_FUZZER = sys.platform == "linux" and os.uname().machine == "x86_64" and sys.version_info < (3, 15)


@pytest.mark.skipif(not HAS_FUZZER, reason="atheris has no wheel for this machine")
def test_no_text_makes_the_reader_raise_misquote_or_stall(tmp_path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    seeds = [*PIECES, SMALL_PLAN, *SMALL_PLAN.split("\n\n")]
    for number, seed in enumerate(seeds):
        (corpus / f"seed-{number}").write_text(seed, "utf-8")
    words = tmp_path / "words"
    words.write_text("".join(f'"{escaped(piece)}"\n' for piece in PIECES), "ascii")
    done = subprocess.run(
        [sys.executable, str(TARGET), str(corpus), f"-dict={words}", f"-max_total_time={SECONDS}",
         "-max_len=6000", "-timeout=20", "-rss_limit_mb=2000", f"-artifact_prefix={tmp_path}/"],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, errors="replace",
        timeout=SECONDS + 120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]
    runs = [int(line.split()[1]) for line in done.stderr.splitlines() if line.startswith("Done ")]
    assert runs, done.stderr[-2000:]
    assert runs[0] > 20 * SECONDS, done.stderr[-2000:]


def escaped(piece: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in piece.encode())
