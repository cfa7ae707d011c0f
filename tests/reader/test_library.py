"""The reader as a library: documented by examples that run, alone without Django, quick to import."""

import doctest
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reader-library.md"

# What is not in Python itself and not the reader's own cannot be imported; lxml only where a test lets it.
ALONE = """
import importlib.abc, sys
class Nothing(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        own = name == "chithi" or name.startswith(("chithi.reader", "chithi.vietnamese"))
        if own or top in sys.stdlib_module_names or top in {allowed!r}:
            return None
        raise ModuleNotFoundError(f"{{name}} may not be imported", name=name)
sys.meta_path.insert(0, Nothing())
"""


def alone(code, *words, allowed=()):
    script = ALONE.format(allowed=tuple(allowed)) + code
    # -S and -E: no site-packages, no settings of this process; the path is given.
    path = [str(ROOT), *(p for p in sys.path if p.endswith("site-packages"))]
    head = f"import sys; sys.path[:0] = {path!r}\n"
    return subprocess.run(
        [sys.executable, "-S", "-E", "-c", head + script, *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        env={"PYTHONIOENCODING": "utf-8"},
    )


def test_the_examples_of_the_page_are_true():
    outcome = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert outcome.attempted > 20
    assert outcome.failed == 0


def test_it_reads_where_nothing_but_python_can_be_imported(tmp_path):
    path = tmp_path / "k.txt"
    path.write_text("KẾ HOẠCH\nTHỬ\n\nI. VIỆC\n1. Sở Y tế mở lớp.\n", "utf-8")
    done = alone(
        "from chithi.reader import read; print(read(sys.argv[1]).tasks[0].lead[0].plain, 'django' in sys.modules)",
        str(path),
    )
    assert done.stdout.split() == ["Sở", "Y", "tế", "False"], done.stderr


def test_the_hook_of_these_tests_does_block():
    assert "may not be imported" in alone("import django").stderr
    assert "may not be imported" in alone("import chithi.plans").stderr


def test_word_files_and_xml_need_lxml_alone(tmp_path):
    from docx import Document

    document = Document()
    for line in ("KẾ HOẠCH", "THỬ", "I. VIỆC", "1. Sở Y tế mở lớp."):
        document.add_paragraph(line)
    document.save(tmp_path / "k.docx")
    code = (
        "from chithi.reader import read; from chithi.reader.akn import to_akn; "
        "print(to_akn(read(sys.argv[1])).decode().count('<paragraph'))"
    )
    done = alone(code, str(tmp_path / "k.docx"), allowed=["lxml"])
    assert done.stdout.strip() == "1", done.stderr


def test_it_is_imported_fast_and_imports_little():
    code = (
        "import time; before = set(sys.modules); start = time.process_time(); import chithi.reader; "
        "print(time.process_time() - start, *sorted({m.partition('.')[0] for m in set(sys.modules) - before}))"
    )
    seconds, *found = alone(code).stdout.split()
    assert float(seconds) < 0.5
    assert "chithi" in found
    assert not {"django", "lxml", "docx", "asyncio", "urllib", "http", "xml", "ssl", "email"} & set(found)
