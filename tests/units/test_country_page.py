"""The page of the country's units: look, take along, load."""

import csv
import datetime
import io
import re

import pytest

from chithi.sheets.models import Job
from chithi.shell.models import Installation
from chithi.units.models import Unit
from chithi.units.queries import tree

PAGE = "/units/directory/"


def text(answer):
    return answer.content.decode()


@pytest.fixture
def administrator(cast, sign_in):
    return sign_in(cast.people["administrator"])


def test_the_list_of_units_leads_there_for_who_administers_the_whole(cast, sign_in):
    assert PAGE in text(sign_in(cast.people["administrator"]).get("/units/"))
    assert PAGE not in text(sign_in(cast.people["officer"]).get("/units/"))


def test_before_a_province_is_chosen_there_is_only_the_choice(administrator):
    page = text(administrator.get(PAGE))
    assert "Cả nước" in page
    assert "Tỉnh Hà Nam" in page
    assert "Đơn vị đến hết ngày 30/06/2025" not in page
    assert "giấy phép MIT" in page


def test_the_province_of_the_house_is_chosen_already(administrator):
    assert '<option value="all" selected>' in text(administrator.get(PAGE))
    Installation.objects.update(name="Tỉnh Ninh Bình", place="Ninh Bình")
    assert '<option value="ninh-binh" selected>' in text(administrator.get(PAGE))


def test_a_province_is_previewed_in_numbers_and_first_rows(administrator):
    answer = administrator.get(PAGE, {"province": "ninh-binh"})
    old, new, moves = answer.context["panels"]
    assert [number for number, _words in old.numbers] == [3, 22, 398]
    assert [number for number, _words in new.numbers] == [1, 129]
    assert len(old.rows) == len(new.rows) == len(moves.rows) == 10
    page = text(answer)
    assert "Ủy ban nhân dân phường Phủ Lý" in page
    assert "1674/NQ-UBTVQH15" in page
    assert "Phường Quang Trung" in page
    assert "nhập một phần vào" in page
    assert "10 dòng đầu trong 130 dòng" in page
    assert "Cần đối chiếu với nghị quyết" not in page


def test_where_no_resolution_is_known_it_is_asked_for(administrator):
    page = text(administrator.get(PAGE, {"province": "hue"}))
    assert "Hãy nhập số nghị quyết về sắp xếp đơn vị hành chính cấp xã của: Thành phố Huế" in page
    assert f"{PAGE}reorganise.csv" not in page
    page = text(administrator.get(PAGE, {"province": "hue", "decisions": "1675/NQ-UBTVQH15"}))
    assert f"{PAGE}reorganise.csv?province=hue" in page
    assert "1675/NQ-UBTVQH15</td>" in page


def test_what_the_data_most_likely_get_wrong_is_listed(administrator):
    page = text(administrator.get(PAGE, {"province": "tay-ninh", "decisions": "1/NQ"}))
    assert "2 xã bị chia có chung đơn vị mới" in page
    assert "Phường 4 (Thành phố Tân An): Phường Tân Ninh, Phường Long An" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"province": "khong-co"}, "khong-co"),
        ({"province": "hue", "first_day": "31/2/2020"}, "“31/2/2020” không phải là một ngày trước 01/7/2025"),
        ({"province": "hue", "decisions": "Hà Nội=1"}, "“Hà Nội=1” không nêu tỉnh nào"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_stays_as_typed(typed, said, administrator):
    answer = administrator.get(PAGE, typed)
    assert answer.status_code == 422
    page = text(answer)
    assert said in page
    assert all(value in page for value in typed.values())
    assert "panels" not in answer.context
    assert administrator.post(f"{PAGE}old/load/", typed).status_code == 422
    assert administrator.get(f"{PAGE}old.csv", typed).status_code == 422


def test_the_files_are_taken_along(administrator):
    answer = administrator.get(f"{PAGE}old.csv", {"province": "ha-nam", "first_day": "1/1/2021"})
    assert 'filename="units-old-ha-nam.csv"' in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert len(rows) == 105
    assert {row["valid_from"] for row in rows} == {"2021-01-01"}
    assert b"".join(administrator.get(f"{PAGE}new.xlsx", {"province": "ha-nam"})).startswith(b"PK")
    moves = b"".join(administrator.get(f"{PAGE}reorganise.csv", {"province": "ha-nam"})).decode("utf-8-sig")
    assert moves.startswith(
        "date,decision,change,from,to,share,function\r\n2025-07-01,1674/NQ-UBTVQH15,split,"
    )


def test_a_file_without_its_resolution_is_the_page_that_asks_for_it(administrator):
    answer = administrator.get(f"{PAGE}reorganise.csv", {"province": "hue"})
    assert answer.status_code == 422
    assert "Thành phố Huế" in text(answer)


@pytest.mark.parametrize("address", ["old.txt", "reorganise.xlsx", "users.csv", "reorganise/load/"])
def test_there_are_no_other_files(address, administrator):
    send = administrator.post if address.endswith("/") else administrator.get
    assert send(PAGE + address, {"province": "ha-nam"}).status_code == 404


def test_units_are_loaded_after_a_look(administrator):
    looked = administrator.post(f"{PAGE}new/load/", {"province": "ha-nam"})
    assert looked.status_code == 200
    assert "units-new-ha-nam.csv" in text(looked)
    assert not Unit.objects.filter(key="phuong-phu-ly").exists()
    [address] = re.findall(r'<form method="post" action="(/sheets/[^"]+)" class="actions">', text(looked))
    [token] = re.findall(r'name="file_token" value="([^"]+)"', text(looked))
    assert administrator.post(address, {"file_token": token}).status_code == 302
    assert tree(datetime.date(2025, 7, 1)).by_key("phuong-phu-ly").code == "13285"
    again = administrator.post(f"{PAGE}new/load/", {"province": "ha-nam"})
    assert "file_token" not in text(again)


def test_the_whole_country_is_checked_in_the_background(administrator):
    answer = administrator.post(f"{PAGE}new/load/", {"province": "all"})
    job = Job.objects.get()
    assert answer.headers["Location"] == f"/sheets/jobs/{job.pk}/"
    assert job.filename == "units-new-all.csv"
    assert not job.is_confirmed
    assert not Unit.objects.filter(key="phuong-phu-ly").exists()
