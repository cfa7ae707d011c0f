"""No file that leaves the house runs anything, and nothing in it can be deleted by a user."""

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

import chithi
from chithi.accounts.models import User
from chithi.journal.actions import Operator
from chithi.reports import actions
from chithi.reports.changes import Sent
from chithi.reports.models import Report
from chithi.sheets.writing import harmless
from chithi.units import actions as units
from tests.places import make_places

EVIL = (
    "=HYPERLINK(1)",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "＠SUM(1)",
)


@pytest.mark.parametrize("text", EVIL, ids=ascii)
def test_a_cell_of_a_csv_never_runs(text):
    assert harmless(text).startswith("'")


def test_no_cell_of_any_table_out_holds_a_formula(cast, sign_in):
    places = make_places(cast)
    for place, text in enumerate(EVIL):
        units.add_alias(cast.units["so-yt"], text.strip() + str(place), actor=Operator())
    User.objects.filter(pk=cast.people["officer"].pk).update(name=EVIL[0])
    report = Report.objects.get(pk=places["reports:report"][0]["pk"])
    Report.objects.filter(pk=report.pk).update(state="draft")
    fields = ["results", "lacks", "causes", "next", "proposal:1:to", "proposal:1:text"]
    actions.save_changes(report, [Sent(f, t) for f, t in zip(fields, EVIL, strict=False)], by=EVIL[0])
    client = sign_in(cast.people["administrator"])
    outs = [f"/sheets/export/{w}.{e}" for w in ("units", "users", "observations") for e in ("csv", "xlsx")]
    outs += [f"/sheets/load/{w}/template.xlsx" for w in ("units", "users", "observations")]
    outs += [f"/reports/{report.pk}/workbook.xlsx"]
    for address in outs:
        data = b"".join(client.get(address))
        if address.endswith("csv"):
            cells = [c for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for c in row]
            assert [c for c in cells if c.startswith(("=", "+", "@", "\t", "\r", "\n", "-2"))] == [], address
            continue
        assert not any(
            b"<f>" in zipfile.ZipFile(io.BytesIO(data)).read(n)
            for n in zipfile.ZipFile(io.BytesIO(data)).namelist()
        )
        book = load_workbook(io.BytesIO(data))
        kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
        assert "f" not in kinds, address


def test_nothing_in_the_product_deletes_a_row():
    """Only a restored backup empties tables, by the operator, before it fills them again."""
    found = [
        f"{path.name}: {line.strip()}"
        for path in Path(chithi.__file__).parent.rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if re.search(r"\.(_raw_)?delete\(|DELETE FROM|TRUNCATE", line) and "def delete" not in line
    ]
    assert [line for line in found if not line.startswith("archive.py")] == []
