import datetime
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chithi.sheets.tables import Column, read_table
from chithi.sheets.writing import write_csv, write_table

COLUMNS = (
    Column("key", "Key", required=True),
    Column("name", "Name"),
    Column("kind", "Kind", choices=("department", "commune"), labels={"department": "Sở"}),
    Column("valid_from", "Valid from", day=True),
    Column("value", "Value", number=True),
)


def workbook(*rows, edit=None) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if edit:
        edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def values(table, name):
    return [row[name] for row in table.rows]


def said(table):
    return [str(p) for p in table.problems]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_csv_is_read_with_any_mark_with_and_without_bom(mark, bom):
    text = bom + mark.join(["name", "key"]) + "\r\n" + mark.join(["Sở Y tế", "yt"]) + "\r\n\r\n"
    table = read_table(text.encode(), "units.csv", COLUMNS)
    assert said(table) == []
    assert [(r.number, r["key"], r["name"], r["kind"]) for r in table.rows] == [(2, "yt", "Sở Y tế", "")]
    assert table.rows[0].cells["key"].address == "units.csv!B2"


def test_columns_are_known_by_vietnamese_or_english_title_below_a_heading():
    table = read_table(
        workbook(["Danh sách"], ["STT", "NAME *", "Key"], [1, "Sở Y tế", "yt"]), "a.xlsx", COLUMNS
    )
    assert said(table) == []
    assert (table.rows[0]["key"], table.rows[0].number) == ("yt", 3)


def test_numbers_and_days_keep_what_they_are():
    row = ["035", 12, "Sở", datetime.date(2026, 11, 15), 0.1]
    table = read_table(workbook(["key", "name", "kind", "valid_from", "value"], row), "a.xlsx", COLUMNS)
    assert {k: c.value for k, c in table.rows[0].cells.items()} == {
        "key": "035", "name": "12", "kind": "department", "valid_from": "2026-11-15", "value": "0.1",
    }  # fmt: skip


@pytest.mark.parametrize("day", ["15/11/2026", "2026-11-15", "15-11-2026"])
def test_days_as_text_are_days(day):
    assert values(read_table(f"key,valid_from\na,{day}".encode(), "a.csv", COLUMNS), "valid_from") == [
        "2026-11-15"
    ]


@pytest.mark.parametrize("day", ["31/02/2026", "hôm qua", "2026", "11/2026"])
def test_what_is_no_day_is_refused_by_cell(day):
    (line,) = said(read_table(f"key,valid_from\na,{day}".encode(), "a.csv", COLUMNS))
    assert line.startswith("a.csv!B2: ")


def test_text_written_in_parts_is_one():
    decomposed = "So\u031b\u0309 Y te\u0302\u0301"
    assert values(read_table(f"key,name\na,{decomposed}".encode(), "a.csv", COLUMNS), "name") == ["Sở Y tế"]


def test_an_empty_required_cell_and_a_strange_word_are_named_by_cell():
    table = read_table(workbook(["key", "kind"], ["", "department"], ["b", "ministry"]), "a.xlsx", COLUMNS)
    assert [p.address for p in table.problems] == ["Sheet!A2", "Sheet!B3"]
    assert table.bad_rows == {2, 3}
    assert table.good_part().rows == []


def test_a_formula_is_never_run_and_named_by_cell():
    data = workbook(["key", "name"], ["a", "=HYPERLINK(1)"], ["b", "x"])
    table = read_table(data, "a.xlsx", COLUMNS)
    assert [p.address for p in table.problems] == ["Sheet!B2"]
    assert values(table, "name") == ["", "x"]
    (line,) = said(read_table(b"key,name\na,=1+1\n", "a.csv", COLUMNS))
    assert line.startswith("a.csv!B2: ")


def test_a_value_merged_over_rows_stands_in_each():
    data = workbook(
        ["key", "name"], ["a", "Sở Y tế"], ["b"], ["c"], edit=lambda b: b.active.merge_cells("B2:B3")
    )
    assert values(read_table(data, "a.xlsx", COLUMNS), "name") == ["Sở Y tế", "Sở Y tế", ""]


def test_unknown_doubled_and_missing_columns_are_named():
    table = read_table(b"name,name,nmae\nx,y,z\n", "a.csv", COLUMNS)
    assert [p.address for p in table.problems] == ["a.csv!B1", "a.csv!C1", "a.csv!A1"]
    assert not table.is_readable


def zipped(**parts) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def far_cell(book):
    book.active["XFD90000"] = "x"


BAD_FILES = {
    "empty": b"",
    "blank": b" \n\n",
    "latin": "key,name\na,Sở".encode("utf-16"),
    "windows": b"key,name\na,S\xe9\n",
    "pdf": b"%PDF-1.7 ...",
    "program": b"MZ\x90\x00",
    "old_excel": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "word": zipped(**{"word__document.xml": "<a/>"}),
    "cut": workbook(["key"], ["a"])[:900],
    "broken_sheet": zipped(**{"xl__workbook.xml": "<workbook", "xl___rels__workbook.xml.rels": "<a/>"}),
    "bomb": zipped(**{"xl__workbook.xml": "<a/>", "xl__worksheets__sheet1.xml": b" " * 90_000_000}),
    "far": workbook(["key"], ["a"], edit=far_cell),
    "macros": zipped(**{"xl__workbook.xml": "<a/>", "xl__vbaProject.bin": "x"}),
    "no_header": b"mot,hai\n1,2\n",
    "no_rows": b"key,name\n",
    "open_quote": b'key,name\n"a,b\n',
    "no_sheets": zipped(**{"xl__workbook.xml": "<a/>", "xl___rels__workbook.xml.rels": "<a/>"}),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_is_no_table_is_one_clear_sentence(name):
    table = read_table(BAD_FILES[name], "units.xlsx", COLUMNS)
    assert table.rows == []
    assert len(table.problems) == 1
    assert table.problems[0].message[-1] in ".,;" or "key" in table.problems[0].message


def test_a_file_of_a_hundred_megabytes_is_refused_unread():
    table = read_table(b"key\n" + b"a\n" * 50_000_000, "units.csv", COLUMNS)
    assert len(table.problems) == 1


def test_a_workbook_under_another_name_is_read_by_what_it_is():
    assert values(read_table(workbook(["key", "name"], ["a", "b"]), "units.csv", COLUMNS), "key") == ["a"]


def test_written_cells_never_run():
    rows = [{"key": "=1+1", "name": "@x", "value": 5}, {"key": "-a", "name": "+b"}]
    sheet = openpyxl.load_workbook(io.BytesIO(write_table(COLUMNS, rows, "Đơn vị"))).worksheets[0]
    assert [c.data_type for row in sheet["A2:B3"] for c in row] == ["s"] * 4
    assert sheet["E2"].value == 5
    assert "'=1+1,'@x,,,5" in write_csv(COLUMNS, rows).decode()


def test_the_workbook_has_header_widths_lists_and_locks():
    data = write_table(
        COLUMNS, [{"key": "a"}], "units", lists={"name": ["một", ("hai", "số hai")]}, locked=["key"]
    )
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    assert [c.value for c in sheet[1]] == [c.name for c in COLUMNS]
    assert (sheet.freeze_panes, sheet.protection.sheet) == ("A2", True)
    assert (sheet["A2"].protection.locked, sheet["B2"].protection.locked) == (True, False)
    rules = {str(r.sqref).split(":")[0]: r.formula1 for r in sheet.data_validations.dataValidation}
    lists = book.worksheets[2]
    assert set(rules) == {"B2", "C2"}
    assert [lists["A2"].value, lists["A3"].value, lists["B2"].value] == ["department", "commune", "Sở"]
    assert [lists["C2"].value, lists["C3"].value, lists["D3"].value] == ["một", "hai", "số hai"]


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), max_size=20)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(TEXT, st.integers(-(10**14), 10**14)), min_size=1, max_size=5))
def test_what_is_written_is_read_again(rows):
    columns = (Column("key", "Key"), Column("name", "Name"), Column("value", "Value", number=True))
    wanted = [("x", read_back(name), str(value)) for name, value in rows]
    given_rows = [{"key": "x", "name": name, "value": value} for name, value in rows]
    for data, name in (
        (write_table(columns, given_rows, "t"), "t.xlsx"),
        (write_csv(columns, given_rows), "t.csv"),
    ):
        table = read_table(data, name, columns)
        assert said(table) == []
        assert [(r["key"], r["name"], r["value"]) for r in table.rows] == wanted


def read_back(text):
    """NFC, as everything is stored; an apostrophe before a mark that runs is the writer's own."""
    from chithi.sheets.files import text_of

    return text_of(text)
