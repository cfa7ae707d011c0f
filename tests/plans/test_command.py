import builtins

import pytest

from chithi.cli import main
from chithi.plans.models import Edition, Plan
from tests.plans.readings import PLAN


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "ke-hoach.txt"
    path.write_text(PLAN, "utf-8")
    return path


def run(*argv):
    return main(["import", *map(str, argv)])


def test_a_file_is_imported_and_the_same_again_says_so(province, file, capsys):
    assert run(file, "--issuer", "tinh") == 0
    out = capsys.readouterr().out
    assert "plan: ke-hoach" in out
    assert "9" in out
    assert run(file, "--issuer", "UBND tỉnh") == 0
    assert "đã được nhập" in capsys.readouterr().out
    assert Plan.objects.count() == Edition.objects.count() == 1
    assert Plan.objects.get().focal_unit == province.units["so-ld"]


@pytest.mark.parametrize(("answers", "plans", "editions"), [(["?", "c"], 1, 2), (["n"], 2, 2)])
def test_a_changed_file_is_asked_about(province, file, monkeypatch, answers, plans, editions):
    run(file, "--issuer", "tinh")
    file.write_text(PLAN.replace("thôn bản", "cơ sở"), "utf-8")
    monkeypatch.setattr(builtins, "input", lambda _: answers.pop(0))
    assert run(file, "--issuer", "tinh") == 0
    assert (Plan.objects.count(), Edition.objects.count()) == (plans, editions)


def test_yes_answers_the_question(province, file):
    run(file, "--issuer", "tinh")
    file.write_text(PLAN.replace("thôn bản", "cơ sở"), "utf-8")
    assert run(file, "--issuer", "tinh", "--yes") == 0
    assert (Plan.objects.count(), Edition.objects.count()) == (1, 2)


def test_bad_input_is_one_line_and_exit_2(province, file, tmp_path, monkeypatch, capsys):
    empty = tmp_path / "trong.txt"
    empty.write_bytes(b"")
    for argv in (
        [empty, "--issuer", "tinh"],
        [tmp_path / "khong-co.txt", "--issuer", "tinh"],
        [file, "--issuer", "nha-ai"],
    ):
        assert run(*argv) == 2
        error = capsys.readouterr().err
        assert error.count("\n") == 1
        assert error.startswith("chithi import: ")
    assert run(file) == 2
    run(file, "--issuer", "tinh")
    file.write_text(PLAN.replace("thôn bản", "cơ sở"), "utf-8")

    def closed(_):
        raise EOFError

    monkeypatch.setattr(builtins, "input", closed)
    assert run(file, "--issuer", "tinh") == 2
    assert "--yes" in capsys.readouterr().err
    assert Edition.objects.count() == 1


def test_the_help_is_vietnamese_like_that_of_reading(capsys):
    assert run("--help") == 0
    words = " ".join(capsys.readouterr().out.split())
    assert "Đưa một kế hoạch vào cơ sở dữ liệu" in words
    assert "đơn vị ban hành" in words
    assert "trả lời “có”" in words
