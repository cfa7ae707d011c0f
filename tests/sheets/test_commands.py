import json

import openpyxl
import pytest

from chithi.cli import main
from chithi.journal.models import Entry
from chithi.sheets.catalogue import REGISTERS
from chithi.sheets.commands import load_command, registers_command, template_command
from chithi.units.models import Unit

GOOD = "key,name,kind\nso-tc,Sở Tài chính,department\n"
BAD = "key,name,kind\nso-tc,Sở Tài chính,department\nso-x,,ministry\n"


@pytest.fixture
def units(tmp_path):
    def write(text):
        path = tmp_path / "units.csv"
        path.write_text(text, "utf-8")
        return str(path)

    return write


def test_a_good_file_is_loaded_by_the_operator(cast, units, capsys):
    assert load_command(["units", units(GOOD)]) == 0
    assert "1 mới" in capsys.readouterr().out
    assert Entry.objects.get().actor_name == "chithi (dòng lệnh)"


def test_each_bad_cell_is_one_line_and_nothing_is_loaded(cast, units, capsys):
    assert load_command(["units", units(BAD)]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[0] for line in lines[:2]] == ["units.csv!B3", "units.csv!C3"]
    assert not Unit.objects.filter(key="so-tc").exists()


def test_good_rows_alone_are_loaded_where_that_is_asked(cast, units):
    assert load_command(["units", units(BAD), "--good-rows"]) == 0
    assert Unit.objects.filter(key="so-tc").exists()


def test_a_dry_run_says_what_would_change(cast, units, capsys):
    assert load_command(["units", units("key,name,kind\nso-yt,Sở Y,department\n"), "--dry-run"]) == 0
    assert "Sở Y tế → Sở Y" in capsys.readouterr().out
    assert Entry.objects.count() == 0


@pytest.mark.parametrize(
    "argv", [["load", "units"], ["load", "nothing", "x.csv"], ["load", "units", "/nowhere/x.csv"]]
)
def test_bad_usage_is_two(cast, argv):
    assert main(argv) == 2


def test_the_workbook_loads_when_it_is_filled_in(cast, tmp_path):
    out = tmp_path / "units.xlsx"
    assert template_command(["units", str(out)]) == 0
    book = openpyxl.load_workbook(out)
    book.worksheets[0].append(["so-tc", "Sở Tài chính", "department"])
    book.save(out)
    assert load_command(["units", str(out)]) == 0
    assert Unit.objects.filter(key="so-tc").exists()


def test_nothing_is_loaded_before_a_province_is_started(db, units, capsys):
    assert load_command(["units", units(GOOD)]) == 2
    assert "chithi init" in capsys.readouterr().err


def test_the_registers_are_a_json_list_as_the_contract_says(capsys):
    assert registers_command(["--json"]) == 0
    found = {one["name"]: one for one in json.loads(capsys.readouterr().out)}
    assert set(found) == set(REGISTERS)
    one = found["inspections"]
    assert one["title"] == {"vi": "Kiểm tra, giám sát", "en": "Inspections"}
    assert [m["indicator"] for m in one["measures"]] == ["inspections", "violations-handled"]
    assert one["measures"][0]["title"]["vi"] == "Cuộc kiểm tra, giám sát đã có kết luận"
    fields = {field["name"]: field for field in one["fields"]}
    assert list(fields) == list(REGISTERS["inspections"].fields)
    assert fields["kind"]["choices"] == ["inspection", "supervision", "state_inspection"]
    assert (fields["day"]["kind"], fields["day"]["required"]) == ("day", True)


def test_the_registers_are_one_line_each_and_need_no_province(capsys):
    assert registers_command([]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(REGISTERS)
