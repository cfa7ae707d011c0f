"""The files of the country's units: the command that writes them, and what loading them gives."""

import csv
import datetime
import io

import pytest

from chithi.cli import main
from chithi.journal.actions import Operator
from chithi.sheets.loading import LOADERS, load
from chithi.units import country
from chithi.units.models import Unit
from chithi.units.queries import directory, tree

BEFORE, AFTER = datetime.date(2025, 6, 30), datetime.date(2025, 7, 1)
UNITS = ["key", "name", "kind", "parent", "code", "valid_from", "valid_to", "aliases"]
KEYS = [p.key for p in country.whole().provinces]
MOVES = ["date", "decision", "change", "from", "to", "share", "function"]


def written(tmp_path, *words, name="x.csv"):
    """The rows that a command writes, with its code."""
    out = tmp_path / name
    code = main(["directory", *words, "--out", str(out)])
    return code, list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig")))) if out.exists() else None


def loaded(path, **options):
    return load(LOADERS["units"], path.read_bytes(), path.name, actor=Operator(), **options)


def test_the_provinces_are_listed(capsys):
    assert main(["directory", "provinces"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 34
    [line] = [line for line in lines if line.startswith("ninh-binh")]
    assert "129" in line
    assert "398" in line
    assert "(Tỉnh Hà Nam, Tỉnh Nam Định, Tỉnh Ninh Bình)" in line


def test_the_files_have_the_columns_that_are_loaded(tmp_path, capsys):
    for what, columns, count in (("old", UNITS, 423), ("new", UNITS, 130), ("reorganise", MOVES, 429)):
        code, rows = written(tmp_path, what, "--province", "Ninh Bình", name=f"{what}.csv")
        assert (code, list(rows[0]), len(rows)) == (0, columns, count)
        assert f"{count} dòng" in capsys.readouterr().out


def test_the_whole_country_is_written_at_once(tmp_path):
    assert len(written(tmp_path, "old", "--all")[1]) == 10_794
    assert len(written(tmp_path, "new", "--all")[1]) == 3_355


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["old"], "--province"),
        (["old", "--province", "Huế"], "--out"),
        (["old", "--province", "Hòa Châu", "--out", "x.csv"], "Hòa Châu"),
        (["old", "--province", "Huế", "--from", "1/8/2025", "--out", "x.csv"], "1/8/2025"),
        (["old", "--province", "Huế", "--from", "hôm qua", "--out", "x.csv"], "hôm qua"),
        (["old", "--province", "Huế", "--out", "x.txt"], "x.txt"),
        (["reorganise", "--province", "Huế", "--out", "x.xlsx"], "x.xlsx"),
        (["reorganise", "--province", "Huế", "--out", "x.csv"], "Thành phố Huế"),
        (["reorganise", "--province", "Huế", "--decision", "Hà Nội=1", "--out", "x.csv"], "Hà Nội=1"),
        (["reorganise", "--province", "Huế", "--decision", "Huế=", "--out", "x.csv"], "Huế="),
        (["reorganise", "--all", "--decision", "5/NQ", "--out", "x.csv"], "5/NQ"),
        (["reorganise", "--all", "--decision", "Huế=5/NQ", "--out", "x.csv"], "và 27 tỉnh"),
        (["new", "--province", "Huế", "--out", "khong/co/x.csv"], "khong/co/x.csv"),
    ],
)
def test_what_cannot_be_written_is_one_sentence(words, said, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["directory", *words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert len(err.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_resolution_is_given_for_one_province_or_for_each(tmp_path):
    _code, rows = written(tmp_path, "reorganise", "--province", "hue", "--decision", "1675/NQ-UBTVQH15")
    assert {row["decision"] for row in rows} == {"1675/NQ-UBTVQH15", "203/2025/QH15"}
    given = [w for n in range(34) for w in ("--decision", f"{KEYS[n]}={n}/NQ")]
    code, rows = written(tmp_path, "reorganise", "--all", *given)
    assert code == 0
    assert len({row["decision"] for row in rows}) == 36


def test_what_the_data_most_likely_get_wrong_is_said(tmp_path, capsys):
    written(tmp_path, "reorganise", "--province", "Cần Thơ", "--decision", "1/NQ")
    err = capsys.readouterr().err
    assert "nghị quyết" in err
    assert "xa-long-phu-huyen-long-phu: phuong-long-phu-1, xa-long-phu" in err
    written(tmp_path, "reorganise", "--province", "Ninh Bình")
    assert capsys.readouterr().err == ""


def test_a_province_is_loaded_old_first_then_new(tmp_path, db):
    for what in ("old", "new"):
        written(tmp_path, what, "--province", "Ninh Bình", name=f"{what}.csv")
    first, second = loaded(tmp_path / "old.csv"), loaded(tmp_path / "new.csv")
    assert (first.problems, second.problems) == ([], [])
    assert (first.created, second.created) == (423, 129)
    old, new = tree(BEFORE), tree(AFTER)
    assert (len(old), len(new)) == (423, 130)
    assert [n.key for n in old.children(None)] == ["ha-nam", "nam-dinh", "ninh-binh"]
    assert [n.key for n in new.children(None)] == ["ninh-binh"]
    assert len(new.children(new.by_key("ninh-binh").id)) == 129
    for what in ("old", "new"):
        again = loaded(tmp_path / f"{what}.csv")
        assert (again.problems, again.created, again.changed) == ([], 0, 0)


def test_a_province_that_was_started_gets_its_communes_and_keeps_its_place(tmp_path, db):
    main(["init", "--province", "Tỉnh Ninh Bình", "--admin", "qt"])
    for what in ("old", "new"):
        written(tmp_path, what, "--province", "Ninh Bình", name=f"{what}.csv")
        assert loaded(tmp_path / f"{what}.csv").problems == []
    now = tree(AFTER)
    [top] = now.children(None)
    assert (top.key, top.short_name, top.code) == ("ninh-binh", "UBND tỉnh", "37")
    assert Unit.objects.order_by("pk").first().key == "ninh-binh"


def test_papers_name_the_communes_of_their_day(tmp_path, db):
    for what in ("old", "new"):
        written(tmp_path, what, "--province", "Hà Nam", name=f"{what}.csv")
        loaded(tmp_path / f"{what}.csv")
    before, after = directory(BEFORE), directory(AFTER)
    found = before.match("UBND xã Đạo Lý")
    assert (found.kind, before.tree[found.id].key) == ("unit", "xa-dao-ly-huyen-ly-nhan")
    assert after.match("UBND xã Đạo Lý").kind == "none"
    for name in ("UBND xã Bắc Lý", "Xã Bắc Lý", "Ủy ban nhân dân xã Bắc Lý", "Chủ tịch UBND xã Bắc Lý"):
        assert after.tree[after.match(name).id].key == "xa-bac-ly-ninh-binh", name


def test_a_long_list_that_stands_takes_no_query_for_each_row(tmp_path, db, django_assert_max_num_queries):
    written(tmp_path, "old", "--province", "Hà Nam")
    loaded(tmp_path / "x.csv")
    with django_assert_max_num_queries(12):
        loaded(tmp_path / "x.csv")
