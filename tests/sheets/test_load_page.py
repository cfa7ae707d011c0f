"""The page on which a table is loaded, with the loader of units."""

import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from chithi.journal.models import Entry
from chithi.sheets.loading import LOADERS
from chithi.units.models import Unit
from tests.cast import make_person

PAGE = "/sheets/load/units/"
GOOD = "key,name,kind\nso-tc,Sở Tài chính,department\n"
BAD = "key,name,kind\nso-tc,Sở Tài chính,department\nso-x,,ministry\n"


def file(text, name="donvi.csv"):
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def token(answer):
    return re.search(r'name="file_token" value="([^"]+)"', answer.content.decode()).group(1)


@pytest.fixture
def administrator(cast, sign_in):
    return sign_in(cast.people["administrator"])


def test_a_file_is_looked_at_first_and_loaded_when_confirmed(administrator):
    looked = administrator.post(PAGE, {"file": file(GOOD)})
    assert "Sở Tài chính" in looked.content.decode()
    assert not Unit.objects.filter(key="so-tc").exists()
    done = administrator.post(PAGE, {"file_token": token(looked)}, follow=True)
    assert "1 mới" in done.content.decode()
    assert Unit.objects.filter(key="so-tc").exists()
    assert Entry.objects.get().actor_name == "Trần Quản Trị (quantri)"


def test_confirming_twice_changes_nothing(administrator):
    looked = token(administrator.post(PAGE, {"file": file(GOOD)}))
    administrator.post(PAGE, {"file_token": looked})
    administrator.post(PAGE, {"file_token": looked})
    assert Entry.objects.count() == 1


def test_bad_cells_are_listed_and_nothing_can_be_confirmed(administrator):
    answer = administrator.post(PAGE, {"file": file(BAD)})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "donvi.csv!B3" in page
    assert "donvi.csv!C3" in page
    assert "file_token" not in page


def test_the_good_rows_alone_are_loaded_where_that_is_asked(administrator):
    looked = administrator.post(PAGE, {"file": file(BAD), "good_rows": "1"})
    administrator.post(PAGE, {"file_token": token(looked)})
    assert Unit.objects.filter(key="so-tc").exists()
    assert not Unit.objects.filter(key="so-x").exists()


def test_a_file_that_changes_nothing_says_so(administrator):
    page = administrator.post(
        PAGE, {"file": file("key,name,kind\nso-yt,Sở Y tế,department\n")}
    ).content.decode()
    assert "Không có gì để nạp" in page
    assert "file_token" not in page


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"\xff\xfe\x00"])
def test_what_is_no_table_is_one_sentence(administrator, data):
    assert administrator.post(PAGE, {"file": file(data, "a.xlsx")}).status_code in (422,)


def test_no_file_is_a_sentence(administrator):
    assert "Hãy chọn tệp" in administrator.post(PAGE, {}).content.decode()


def test_what_another_person_looked_at_cannot_be_confirmed(cast, sign_in):
    looked = token(sign_in(cast.people["administrator"]).post(PAGE, {"file": file(GOOD)}))
    other = make_person("quantri2", "Quản Trị Hai", cast.units["tinh"], "administrator")
    assert sign_in(other).post(PAGE, {"file_token": looked}).status_code == 422
    assert sign_in(other).post(PAGE, {"file_token": "x"}).status_code == 422
    assert not Unit.objects.filter(key="so-tc").exists()


@pytest.mark.parametrize("page", [PAGE, PAGE + "template.xlsx", "/sheets/export/users.csv"])
def test_only_who_may_load_sees_the_page_the_workbook_and_the_people_as_a_file(cast, sign_in, page):
    assert sign_in(cast.people["administrator"]).get(page).status_code == 200
    assert sign_in(cast.people["officer"]).get(page).status_code == 404
    assert sign_in(cast.people["officer"]).get("/sheets/load/nothing/").status_code == 404


def test_the_workbook_and_the_export_have_the_columns_of_the_contract(administrator):
    wanted = {
        "units": ["key", "name", "kind", "parent", "code", "valid_from", "valid_to", "aliases"],
        "users": ["user", "name", "email", "sex", "unit", "role"],
    }
    for what, names in wanted.items():
        assert [c.name for c in LOADERS[what].columns] == names
        for page in (f"/sheets/load/{what}/template.xlsx", f"/sheets/export/{what}.xlsx"):
            book = openpyxl.load_workbook(io.BytesIO(b"".join(administrator.get(page))))
            assert [c.value for c in book.worksheets[0][1]] == names
    assert "so-yt,Sở Y tế,department,tinh" in b"".join(administrator.get("/sheets/export/units.csv")).decode()


def test_the_export_comes_back_without_a_change(administrator):
    for what in ("units", "users"):
        data = b"".join(administrator.get(f"/sheets/export/{what}.xlsx"))
        page = administrator.post(
            f"/sheets/load/{what}/", {"file": file(data, f"{what}.xlsx")}
        ).content.decode()
        assert "Không có gì để nạp" in page


def test_the_page_stands_within_thirty_queries(administrator, django_assert_max_num_queries):
    rows = "".join(f"xa-{n},Xã {n},commune,huyen-a\n" for n in range(300))
    data = file("key,name,kind,parent\n" + rows)
    with django_assert_max_num_queries(29):
        assert administrator.post(PAGE, {"file": data}).status_code == 200


def test_the_journal_says_what_a_load_changed(administrator):
    looked = administrator.post(PAGE, {"file": file("key,name,kind\nso-yt,Sở Y tế mới,department\n")})
    administrator.post(PAGE, {"file_token": token(looked)})
    page = administrator.get("/journal/").content.decode()
    assert "2 Sở Y tế mới (so-yt): tên: Sở Y tế" in page
    assert "{" not in page[page.index("<tbody") : page.index("</tbody")]
