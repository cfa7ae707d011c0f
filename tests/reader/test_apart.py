"""The process that takes a file apart: it answers, it is stopped at its limits, it leaves nothing behind."""

import io
import os
import subprocess
import sys
import time

import docx
import psutil
import pytest

from chithi.reader import Known, UnreadableError, bounded, read_bytes
from chithi.reader.bounded import read_apart
from chithi.reader.formats import apart, extract
from chithi.reader.formats.apart import extract_apart
from chithi.reader.formats.child import MB, Limits, run

CHILD = """
import sys, time
from chithi.reader.formats import apart, child, extract
def greedy(data):
    {body}
import chithi.reader.formats.docx as module
module.docx_extract = greedy
sys.exit(child.serve(sys.argv[1:], apart.work))
"""


def word(*lines):
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def child_that(monkeypatch):
    """Let the child run this body instead of reading a Word file."""
    popen = subprocess.Popen

    def use(body):
        code = CHILD.format(body=body)
        monkeypatch.setattr(
            subprocess, "Popen", lambda args, **more: popen([sys.executable, "-c", code, *args[4:]], **more)
        )

    return use


def refused(limits):
    began = time.monotonic()
    with pytest.raises(UnreadableError) as caught:
        run(apart.MODULE, "docx", b"x", limits)
    return caught.value.code, time.monotonic() - began


def test_text_pages_and_marks_come_back():
    found = extract_apart("docx", word("Kế hoạch", "Sở Y tế"))
    assert (found.text.split("\n")[:2], found.pages, found.marks) == (["Kế hoạch", "Sở Y tế"], (), ())


@pytest.mark.parametrize(
    "body",
    [
        "return bytearray(900 * 1024 * 1024)",
        "while True: pass",
        "time.sleep(60)",
        "import os; os.abort()",
        "import os; os._exit(0)",
        "return greedy(data)",
    ],
)
def test_what_eats_memory_or_time_or_dies_is_stopped(child_that, body):
    child_that(body)
    code, seconds = refused(Limits(200 * MB, 1, 3))
    assert code == "too_heavy"
    assert seconds < 8


def test_an_error_of_a_parser_is_a_damaged_file(child_that):
    child_that("raise ValueError('odd')")
    assert refused(Limits(200 * MB, 5, 5))[0] == "damaged"


def test_the_children_of_the_child_die_with_it(child_that):
    child_that("import subprocess; subprocess.Popen(['sleep', '61.5']); time.sleep(60)")
    assert refused(Limits(400 * MB, 5, 2))[0] == "too_heavy"
    left = [p for p in psutil.process_iter(["cmdline"]) if p.info["cmdline"] == ["sleep", "61.5"]]
    assert [p for p in left if p.status() != psutil.STATUS_ZOMBIE] == []


def test_no_secret_of_the_server_goes_along(child_that, monkeypatch):
    monkeypatch.setenv("CHITHI_SECRET_KEY", "geheim")
    child_that("import os; return extract.Extract(' '.join(os.environ))")
    assert "CHITHI_SECRET_KEY" not in run(apart.MODULE, "docx", b"x", apart.LIMITS)["text"]


def test_the_parent_leaves_no_process_and_no_open_file():
    data = word("Kế hoạch")
    me = psutil.Process()
    read_bytes(data, "k.docx")
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(3):
        read_bytes(data, "k.docx")
    assert len(os.listdir("/proc/self/fd")) == before
    assert [c for c in me.children() if "chithi.reader.formats.apart" in c.cmdline()] == []


def test_the_child_starts_without_the_grammar():
    code = (
        "import sys; import chithi.reader.formats.apart, chithi.reader.formats.docx; "
        "sys.exit(' '.join(m for m in sys.modules if m in ('chithi.reader.pipeline', 'docx', 'django')) or 0)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# The whole reading apart.

LEARNED = Known.of(["Nhóm Sông Xanh"], ["Văn phòng Ban Chỉ huy"])
TAUGHT = (
    "KẾ HOẠCH\nTHỬ NGHIỆM\n\nI. TỔ CHỨC THỰC HIỆN\n"
    "1. Sở Y tế phối hợp với Văn phòng Ban Chỉ huy, Nhóm Sông Xanh tập huấn trước ngày 30/11/2024.\n"
)


@pytest.mark.parametrize(
    ("data", "name"), [(TAUGHT.encode(), "k.txt"), (word(*TAUGHT.split("\n")), "k.docx")]
)
def test_a_reading_apart_is_the_reading(data, name):
    assert read_apart(data, name, LEARNED) == read_bytes(data, name, LEARNED).as_dict()
    assert read_apart(data, name, Known()) == read_bytes(data, name).as_dict()


def test_the_pages_and_the_marks_of_the_source_go_along(monkeypatch):
    found = extract.Extract(TAUGHT, ((0, 3), (TAUGHT.index("1. Sở"), 4)), ("scanned", "picture_pages"))
    monkeypatch.setattr(bounded, "extract", lambda data, name: found)
    reading = read_apart(b"x", "k.pdf", Known())
    assert reading["source"]["scanned"] is True
    assert [w["what"] for w in reading["warnings"]][-2:] == ["scanned", "picture_pages"]
    assert reading["tasks"][0]["page"] == 4


@pytest.mark.parametrize(("megabytes", "seconds", "clock"), [(1024, 1, 30), (60, 30, 30), (1024, 30, 1)])
def test_a_text_that_is_too_heavy_for_the_grammar_is_stopped(monkeypatch, megabytes, seconds, clock):
    monkeypatch.setattr(bounded, "READING_LIMITS", Limits(megabytes * MB, seconds, clock))
    long = TAUGHT.encode() + TAUGHT.split("\n", 4)[4].encode() * 20_000
    began = time.monotonic()
    with pytest.raises(UnreadableError) as caught:
        read_apart(long, "k.txt", Known())
    assert caught.value.code == "too_heavy"
    assert time.monotonic() - began < 15
