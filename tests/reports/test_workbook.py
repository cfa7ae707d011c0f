import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from chithi.cli import main
from chithi.figures.models import Observation
from chithi.journal.models import Entry
from chithi.reports import actions
from chithi.reports.changes import Sent
from chithi.reports.models import Answer, Report


def download(client, report):
    answer = client.get(f"/reports/{report.pk}/workbook.xlsx")
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(answer.content))


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(client, report, book):
    data = book if isinstance(book, bytes) else saved(book)
    return client.post(f"/reports/{report.pk}/workbook/", {"file": SimpleUploadedFile("bieu.xlsx", data)})


def fill(book):
    tasks, figures, texts = book["Biểu 1"], book["Biểu 2"], book["Biểu 3"]
    tasks["D6"], tasks["E6"] = "đã hoàn thành", "Đã khám 1.250 lượt"
    figures["D6"], figures["E6"] = 34, "1.021"
    figures["G7"], figures["H7"] = "không thuộc chức năng", "việc của Sở Văn hóa"
    figures["F8"], figures["F9"] = 18, 22
    texts["D6"] = "Kết quả chung"
    texts["C10"], texts["D10"] = "Ủy ban nhân dân tỉnh", "Bố trí kinh phí"
    return book


@pytest.fixture
def client_and_report(opened, cast, sign_in):
    return sign_in(cast.people["officer"]), opened.report("so-yt")


def test_the_workbook_is_locked_but_for_its_cells_and_has_lists_and_last_values(client_and_report):
    client, report = client_and_report
    actions.save_changes(report, [Sent("f:hoc-vien:own::F", "1.234"), Sent("results", "Đã làm")], by="A")
    book = download(client, report)
    assert book.sheetnames == ["Biểu 1", "Biểu 2", "Biểu 3", "Danh mục", "chithi"]
    assert [s.sheet_state for s in book.worksheets[3:]] == ["hidden", "veryHidden"]
    assert all(sheet.protection.sheet for sheet in book.worksheets[:3])
    assert book.security.lockStructure
    figures = book["Biểu 2"]
    assert (figures["D6"].value, figures["D6"].protection.locked, figures["B6"].protection.locked) == (
        1234,
        False,
        True,
    )
    assert book["Biểu 3"]["D6"].value == "Đã làm"
    assert {str(v.sqref) for v in book["Biểu 1"].data_validations.dataValidation} == {"D6 D7 D8"}
    assert "Sở Y tế" in book["Biểu 1"]["A2"].value


def test_a_filled_workbook_comes_back_cell_by_cell(client_and_report):
    client, report = client_and_report
    assert upload(client, report, fill(download(client, report))).status_code == 302
    words = dict(Answer.objects.values_list("field", "text"))
    assert words["results"] == "Kết quả chung"
    assert words["proposal:1:to"] == "Ủy ban nhân dân tỉnh"
    assert {"Đã khám 1.250 lượt", "done"} <= set(words.values())
    kept = {(o.indicator.code, o.part, o.sex): (o.value, o.status) for o in Observation.objects.all()}
    assert kept["hoc-vien", "", "F"] == (34, "final")
    assert kept["hoc-vien", "", "M"] == (1021, "final")
    assert kept["cuoc", "", "_T"] == (None, "not-our-function")
    assert kept["ty-le", "denominator", "_T"] == (22, "final")
    assert Observation.objects.filter(origin="workbook").count() == Observation.objects.count()
    report.refresh_from_db()
    assert report.state == Report.State.DRAFT


def test_the_journal_says_what_each_field_was_and_is(client_and_report):
    client, report = client_and_report
    upload(client, report, fill(download(client, report)))
    entry = Entry.objects.get(verb="reports.load_workbook")
    cell = next(name for name in entry.new["fields"] if "hoc-vien" in name and name.endswith("F"))
    assert entry.new["fields"]["results"] == "Kết quả chung"
    assert entry.new["fields"][cell] == "34: final"
    assert set(entry.old["fields"]) == set(entry.new["fields"])
    assert entry.old["fields"]["results"] == ""
    assert entry.old["fields"][cell] == ""


def test_twice_is_without_harm(client_and_report):
    client, report = client_and_report
    book = saved(fill(download(client, report)))
    upload(client, report, book)
    before = (Answer.objects.count(), Observation.objects.count(), Entry.objects.count())
    assert upload(client, report, book).status_code == 302
    assert (Answer.objects.count(), Observation.objects.count(), Entry.objects.count()) == before
    assert Entry.objects.filter(verb="reports.load_workbook").count() == 1


def test_bad_cells_are_named_by_their_place_and_nothing_is_written(client_and_report):
    client, report = client_and_report
    book = fill(download(client, report))
    book["Biểu 2"]["D6"] = "mười"
    book["Biểu 2"]["F8"] = 30
    book["Biểu 2"]["E6"] = "1.021"
    page = upload(client, report, book).content.decode()
    assert "Biểu 2, D6: " in page
    assert "Biểu 2, F8: " in page
    assert not Answer.objects.exists()
    assert not Observation.objects.exists()
    report.refresh_from_db()
    assert report.state == Report.State.SILENT


def test_a_formula_and_a_word_that_is_no_state_are_named(client_and_report):
    client, report = client_and_report
    book = fill(download(client, report))
    book["Biểu 2"]["D6"] = "=1+1"
    book["Biểu 1"]["D7"] = "gần xong"
    book["Biểu 2"]["G7"] = "không biết"
    page = upload(client, report, book).content.decode()
    for place in ("Biểu 2, D6: ", "Biểu 1, D7: ", "Biểu 2, G7: "):
        assert place in page
    assert not Answer.objects.exists()


def test_every_bad_cell_is_named_at_once_whatever_is_wrong_with_it(client_and_report):
    client, report = client_and_report
    book = fill(download(client, report))
    book["Biểu 2"]["D6"] = "=1+1"
    book["Biểu 2"]["F8"] = -3
    page = upload(client, report, book).content.decode()
    assert page.index("Biểu 2, D6: ") < page.index("Biểu 2, F8: ")
    assert not Answer.objects.exists()
    assert not Observation.objects.exists()


def test_more_women_than_all_are_named(client_and_report):
    client, report = client_and_report
    book = download(client, report)
    book["Biểu 2"]["D6"], book["Biểu 2"]["F6"] = 40, 30
    assert "Biểu 2, D6: " in upload(client, report, book).content.decode()


def test_a_workbook_of_another_unit_or_year_is_refused(opened, cast, sign_in):
    client = sign_in(cast.people["officer"])
    report = opened.report("so-yt")
    district = sign_in(cast.people["district_officer"])
    theirs = saved(download(district, opened.report("huyen-a")))
    client = sign_in(cast.people["officer"])
    assert "của đơn vị khác" in upload(client, report, theirs).content.decode()
    book = download(client, report)
    for row in book["chithi"].iter_rows():
        if row[0].value == "period":
            row[1].value = "2023"
    assert "kỳ 2023" in upload(client, report, book).content.decode()
    assert not Answer.objects.exists()


@pytest.mark.parametrize("change", ["insert", "delete", "key", "sheet"])
def test_a_changed_structure_is_refused(client_and_report, change):
    client, report = client_and_report
    book = fill(download(client, report))
    if change == "insert":
        book["Biểu 2"].insert_rows(7)
    elif change == "delete":
        book["Biểu 1"].delete_rows(6)
    elif change == "key":
        book["Biểu 1"]["F6"] = "work:999"
    else:
        del book["Biểu 3"]
    assert upload(client, report, book).status_code == 200
    assert not Answer.objects.exists()


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04broken", b"%PDF-1.4"])
def test_what_is_no_workbook_is_refused_with_a_sentence(client_and_report, data):
    client, report = client_and_report
    answer = upload(client, report, data)
    assert answer.status_code == 200
    assert "alert-danger" in answer.content.decode()


def test_a_cell_nobody_touched_does_not_write_over_the_screen(client_and_report):
    client, report = client_and_report
    actions.save_changes(report, [Sent("results", "bản cũ")], by="A")
    book = download(client, report)
    actions.save_changes(report, [Sent("results", "bản mới trên màn hình")], by="B")
    book["Biểu 3"]["D7"] = "còn chậm"
    assert upload(client, report, book).status_code == 302
    latest = dict(Answer.objects.filter(is_latest=True).values_list("field", "text"))
    assert latest == {"results": "bản mới trên màn hình", "lacks": "còn chậm"}


def test_a_report_that_was_sent_takes_no_workbook(client_and_report, cast):
    client, report = client_and_report
    book = fill(download(client, report))
    actions.save_changes(report, [Sent("results", "x")], by="A")
    actions.approve_and_send(report, actor=cast.people["head"])
    assert "Đã gửi" in upload(client, report, book).content.decode()


def test_the_command_line_gives_and_takes_the_same_workbook(opened, tmp_path, capsys):
    path = tmp_path / "bieu.xlsx"
    ask = ["template", "report", str(path), "--plan", "ke-hoach", "--year", "2024", "--unit", "so-yt"]
    assert main(ask) == 0
    book = load_workbook(path)
    fill(book).save(path)
    assert main(["load", "report", str(path), "--dry-run"]) == 0
    assert not Answer.objects.exists()
    assert main(["load", "report", str(path)]) == 0
    assert main(["load", "report", str(path)]) == 0
    assert Answer.objects.filter(field="results").count() == 1
    assert Entry.objects.filter(verb="reports.load_workbook").count() == 1
    book = load_workbook(path)
    book["Biểu 2"]["D6"] = "mười"
    book.save(path)
    assert main(["load", "report", str(path)]) == 2
    assert "Biểu 2!D6: " in capsys.readouterr().err
    assert main([*ask[:3], "--plan", "ke-hoach", "--year", "2023", "--unit", "so-yt"]) == 2
