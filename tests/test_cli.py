"""The command line as a whole: whatever is wrong with the installation is one sentence and exit code 2."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from chithi import cli, settings

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs" / "operating.md"
NEEDS = {
    "consolidate": ["--plan", "x", "--year", "2024", "--out", "x.json"],
    "verify": [],
    "backup": ["x.zip"],
    "restore": ["x.zip"],
    "template": ["units", "x.xlsx"],
    "load": ["units", "x.csv"],
    "indicators": [],
    "series": ["births"],
    "roadmap": ["--body", "tinh", "--target", "30", "--by", "2030"],
    "import": ["x.txt", "--issuer", "tinh"],
}


def run(folder: Path, *words: str, **environment: str) -> tuple[int, str, str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("CHITHI_", "DJANGO_"))}
    clean |= {"CHITHI_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT), **environment}
    done = subprocess.run(
        [sys.executable, "-m", "chithi", *words], cwd=folder, env=clean, capture_output=True, text=True, timeout=300
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def is_one_sentence(code: int, out: str, err: str) -> bool:
    return code == 2 and out == "" and len(err.strip().splitlines()) == 1 and "Traceback" not in err


@pytest.mark.parametrize("command", sorted(NEEDS))
def test_a_missing_database_is_one_sentence(command, tmp_path):
    (tmp_path / "x.csv").write_text("key,name,kind\n")
    (tmp_path / "x.txt").write_text("KẾ HOẠCH\n")
    said = run(tmp_path, command, *NEEDS[command])
    assert is_one_sentence(*said), said
    assert not (tmp_path / "x.json").exists()
    assert not list(tmp_path.glob("x.zip*"))


@pytest.mark.parametrize("words", [["demo"], ["init", "--province", "Tỉnh A", "--admin", "an"], ["serve"]])
def test_a_database_that_does_not_answer_is_one_sentence(words, tmp_path):
    said = run(tmp_path, *words, CHITHI_DATABASE_URL="postgresql://127.0.0.1:1/x")
    assert is_one_sentence(*said), said


@pytest.mark.parametrize(
    "environment",
    [
        {"CHITHI_HOME": "/proc/khong/ghi/duoc"},
        {"CHITHI_DATABASE_URL": "mysql://x/y"},
        {"CHITHI_EMAIL_URL": "ftp://x"},
    ],
    ids=lambda e: next(iter(e)),
)
def test_a_wrong_setting_is_one_sentence(environment, tmp_path):
    said = run(tmp_path, "indicators", **environment)
    assert is_one_sentence(*said), said
    assert next(iter(environment)) in said[2]


def test_a_file_that_is_no_database_is_one_sentence(tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "chithi.sqlite3").write_bytes(b"khong phai co so du lieu" * 500)
    said = run(tmp_path, "demo")
    assert is_one_sentence(*said), said


def test_a_backup_comes_back_on_a_new_machine(tmp_path):
    old, new = {"CHITHI_HOME": str(tmp_path / "cu")}, {"CHITHI_HOME": str(tmp_path / "moi")}
    assert run(tmp_path, "demo", "--size", "commune", "--years", "1", **old)[0] == 0
    assert run(tmp_path, "backup", "sao-luu.zip", **old)[0] == 0
    code, _out, err = run(tmp_path, "restore", "sao-luu.zip", **new)
    assert (code, err) == (0, "")
    assert run(tmp_path, "verify", **new)[0] == 0
    assert run(tmp_path, "indicators", "--json", **new) == run(tmp_path, "indicators", "--json", **old)


def test_a_port_that_is_taken_is_one_sentence(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        said = run(tmp_path, "serve", "--port", str(other.getsockname()[1]))
    assert is_one_sentence(*said), said


@pytest.mark.parametrize(
    "words", [["serve", "--port", "99999999"], ["serve", "--workers", "0"], ["demo", "--years", "0"]]
)
def test_a_number_out_of_range_is_bad_usage(words, tmp_path):
    code, _out, err = run(tmp_path, *words)
    assert code == 2
    assert "Traceback" not in err


@pytest.mark.parametrize("command", sorted(cli.COMMANDS))
def test_every_command_has_help(command, capsys):
    assert cli.main([command, "--help"]) == 0
    assert f"chithi {command}" in capsys.readouterr().out


def test_no_command_and_a_wrong_one_are_bad_usage(capsys):
    assert cli.main([]) == 2
    assert cli.main(["khong-co"]) == 2
    assert cli.main(["--help"]) == 0


@pytest.mark.parametrize("command", sorted(cli.COMMANDS))
def test_every_command_stands_in_the_documents_with_its_options(command, capsys):
    """``docs/operating.md`` has a line `chithi COMMAND …` that names every option of its help."""
    cli.main([command, "--help"])
    options = set(re.findall(r"(?<!\w)--[a-z][a-z-]+", capsys.readouterr().out)) - {"--help"}
    lines = [x for x in DOCUMENT.read_text("utf-8").splitlines() if x.startswith(f"| `chithi {command}")]
    assert len(lines) == 1, f"docs/operating.md has no line of chithi {command}"
    assert {o for o in options if o not in lines[0]} == set()


def test_every_setting_stands_in_the_documents():
    sources = [*(ROOT / "chithi").rglob("*.py")]
    used = {name for path in sources for name in re.findall(r"CHITHI_[A-Z_]+[A-Z]", path.read_text("utf-8"))}
    assert "CHITHI_HOME" in used
    documented = set(re.findall(r"^\| `(CHITHI_[A-Z_]+)`", DOCUMENT.read_text("utf-8"), re.M))
    assert used - documented == set()
    assert documented - used == set()
    assert settings.HOME
