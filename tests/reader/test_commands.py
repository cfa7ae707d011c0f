"""`chithi read FILE [--json]`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from chithi.reader.commands import read_command
from tests.reader.conftest import SMALL_PLAN


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "kế hoạch.txt"
    path.write_text(SMALL_PLAN, "utf-8")
    return path


def test_json_is_the_reading(plan, small, capfdbinary):
    assert read_command([str(plan), "--json"]) == 0
    data = json.loads(capfdbinary.readouterr().out.decode("utf-8"))
    wanted = json.loads(json.dumps(small.as_dict()))
    assert data["source"].pop("file") == "kế hoạch.txt"
    wanted["source"].pop("file")
    assert data == wanted


def test_without_json_it_says_in_vietnamese_what_it_found(plan, capfdbinary):
    assert read_command([str(plan)]) == 0
    out = capfdbinary.readouterr().out.decode("utf-8")
    assert out.startswith("Kế hoạch số 12/KH-UBND PHÁT TRIỂN VĂN HÓA ĐỌC")
    assert "6 nhiệm vụ" in out
    assert "III.4  Ủy ban nhân dân các xã, phường" in out
    assert "Báo cáo: " in out


@pytest.mark.parametrize("argv", [[], ["--nonsense"], ["a", "b"]])
def test_bad_usage_exits_2(argv, capsys):
    assert read_command(argv) == 2
    assert "usage" in capsys.readouterr().err


def test_help_exits_0(capsys):
    assert read_command(["--help"]) == 0
    assert "FILE" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "empty"), (b"\xff\xff", "encoding"), (b"%PDF-1", "damaged")]
)
def test_a_bad_file_is_one_clear_line_and_exit_2(tmp_path, capsys, data, code):
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    assert read_command([str(path), "--json"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert f"[{code}]" in captured.err
    assert "bad.txt" in captured.err


def test_it_starts_without_heavy_imports(plan):
    code = (
        "import sys; from chithi.reader.commands import read_command; read_command([sys.argv[1]]); "
        "sys.exit(any(m in sys.modules for m in ('lxml', 'docx', 'django', 'asyncio')))"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code, str(plan)], cwd=root, capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "nhiệm vụ" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_a_plan_without_tasks_is_printed_and_says_so_with_exit_2(tmp_path, capsys, more):
    path = tmp_path / "k.txt"
    path.write_text("KẾ HOẠCH\nTHỬ NGHIỆM\n\nI. NỘI DUNG\n1. Trồng cây.\n", "utf-8")
    assert read_command([str(path), *more]) == 2
    said = capsys.readouterr()
    assert "THỬ NGHIỆM" in said.out
    assert said.err.count("\n") == 1
    assert "Không tìm thấy nhiệm vụ nào" in said.err
