"""``chithi consolidate``: the same report as on screen, into a file."""

import json

import pytest

from chithi.papers import json as paper_json
from chithi.steering.commands import consolidate_command

pytestmark = pytest.mark.django_db


def run(tmp_path, name: str, *more: str) -> int:
    return consolidate_command(["--plan", "ke-hoach", "--year", "2024", "--out", str(tmp_path / name), *more])


def test_it_writes_json_docx_pdf_and_html(world, tmp_path, capsys):
    for name in ("bao-cao.json", "bao-cao.docx", "bao-cao.pdf", "bao-cao.html"):
        assert run(tmp_path, name) == 0
        assert (tmp_path / name).stat().st_size > 1000
    paper = paper_json.load(json.loads((tmp_path / "bao-cao.json").read_text("utf-8")))
    assert (paper.head.number, paper.head.day) == (None, None)
    assert (tmp_path / "bao-cao.pdf").read_bytes().startswith(b"%PDF-")
    assert "<style>" in (tmp_path / "bao-cao.html").read_text("utf-8")


def test_the_json_is_the_same_twice(world, tmp_path, capsys):
    run(tmp_path, "mot.json")
    run(tmp_path, "hai.json")
    assert (tmp_path / "mot.json").read_bytes() == (tmp_path / "hai.json").read_bytes()


def test_issuer_and_addressee_may_be_named(world, tmp_path, capsys):
    assert run(tmp_path, "a.json", "--issuer", "tinh", "--to", "Bộ Nội vụ") == 0
    paper = paper_json.load(json.loads((tmp_path / "a.json").read_text("utf-8")))
    assert (paper.head.issuer, paper.addressees) == ("Ủy ban nhân dân tỉnh", ("Bộ Nội vụ",))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--plan", "khong-co", "--year", "2024", "--out", "a.json"], "ke-hoach"),
        (["--plan", "ke-hoach", "--year", "2019", "--out", "a.json"], "2024"),
        (["--plan", "ke-hoach", "--year", "2024", "--out", "a.xls"], ".pdf, .html"),
        (["--plan", "ke-hoach", "--year", "2024", "--out", "a.json", "--issuer", "khong-co"], "khong-co"),
        (["--plan", "ke-hoach", "--year", "2024", "--out", "khong/co/thu/muc/a.json"], "a.json"),
    ],
)
def test_bad_input_is_one_clear_line_and_exit_2(world, tmp_path, monkeypatch, capsys, arguments, said):
    monkeypatch.chdir(tmp_path)
    assert consolidate_command(arguments) == 2
    error = capsys.readouterr().err.strip()
    assert said in error
    assert "\n" not in error
    assert list(tmp_path.iterdir()) == []
