"""The pages of figures: what people see, who may, and what it costs."""

import datetime

import pytest
from django.db import transaction
from django.utils.html import strip_tags

from chithi.figures.actions import CellChange, write_cells
from chithi.figures.cells import CellKey
from chithi.figures.models import Collector, Indicator, Observation, Target
from chithi.journal.models import Entry
from tests.cast import make_person, make_unit


def write(unit, indicator, year="2024", *, scope="own", part="", status="", **texts):
    changes = [
        CellChange(CellKey(indicator.pk, scope, "", part, sex.replace("T", "_T")), text, status)
        for sex, text in texts.items()
    ]
    with transaction.atomic():
        write_cells(unit.pk, year, changes, by="Lê Văn Cán Bộ", origin="load", draft=False)


@pytest.fixture
def filled(figures):
    """The cast with births of two years: district A with subordinates, its communes too, district B silent."""
    births = figures.indicator("live-births")
    for year in ("2023", "2024"):
        write(figures.units["huyen-a"], births, year, scope="all", F="1.200", M="1.300")
        write(figures.units["xa-a1"], births, year, F="600", M="700")
        write(figures.units["xa-a2"], births, year, F="", M="", status="no-data-yet")
    return figures


def text_of(response, status=200):
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def test_the_catalogue_is_searched_without_marks_and_shows_figure_and_target(filled, sign_in):
    client = sign_in(filled.people["leader"])
    page = text_of(client.get("/figures/"))
    assert "Tỷ số giới tính khi sinh" in page
    assert "108,3" in page
    assert "không quá 111,0" in page
    assert "đạt" in page
    page = text_of(client.get("/figures/?q=tre em sinh"))
    assert "2.500" in page
    assert "Tỷ số giới tính khi sinh" not in page
    assert "Không chỉ tiêu nào" in text_of(client.get("/figures/?q=xyz"))


def test_the_catalogue_opens_on_the_newest_year_though_a_later_quarter_is_there(filled, sign_in):
    write(filled.units["xa-b1"], filled.indicator("live-births"), "2025-Q1", F="7", M="7")
    client = sign_in(filled.people["leader"])
    assert "2.500" in text_of(client.get("/figures/?q=tre em sinh"))
    assert "2.500" not in text_of(client.get("/figures/?q=tre em sinh&period=2025-Q1"))


def test_figures_are_loaded_on_a_page_by_those_who_may(filled, sign_in):
    assert sign_in(filled.people["officer"]).get("/sheets/load/observations/").status_code == 404
    client = sign_in(filled.people["focal"])
    assert "F (nữ), M (nam)" in text_of(client.get("/sheets/load/observations/"))
    exported = b"".join(client.get("/sheets/export/observations.csv")).decode()
    assert "live-births,huyen-a,2024,F,1.200,final,,all," in exported


def test_an_indicator_shows_its_source_in_words_and_its_series(filled, sign_in):
    page = text_of(sign_in(filled.people["officer"]).get("/figures/live-births/"))
    for words in ("theo nguồn thứ cấp", "Sở Y tế", "năm 2023", "2.500", "1.200", "1.300", "huyện An Hòa"):
        assert words in page
    page = text_of(sign_in(filled.people["officer"]).get("/figures/live-births/?unit=huyen-a"))
    assert "An Lạc" in page
    assert "chưa có số liệu" in page


def test_a_figure_tells_where_it_comes_from(filled, sign_in):
    page = text_of(sign_in(filled.people["leader"]).get("/figures/live-births/2024/?unit=tinh"))
    for words in (
        "Số này từ đâu?",
        "2.500",
        "gồm cả cấp dưới",
        "chỉ đối chiếu",
        "Hai cấp cùng cho số liệu và khác nhau",
        "1.300",
        "/reports/of/huyen-a/2024/",
        "Lê Văn Cán Bộ",
        "phiên bản 1",
        "Ủy ban nhân dân huyện Bình Sơn",
    ):
        assert words in page, words


def test_a_computed_rate_tells_of_its_base(filled, sign_in):
    page = text_of(sign_in(filled.people["leader"]).get("/figures/sex-ratio-at-birth/2024/"))
    assert "108,3" in page
    assert "1.300 / 1.200" in page
    assert "Tính từ “Trẻ em sinh ra sống”" in page


@pytest.mark.parametrize(
    "address",
    [
        "/figures/nothing/",
        "/figures/live-births/2024/?unit=nowhere",
        "/figures/live-births/soon/",
        "/figures/nothing/2024/",
    ],
)
def test_what_is_not_there_is_not_found(filled, sign_in, address):
    assert sign_in(filled.people["leader"]).get(address).status_code == 404


def test_an_address_takes_any_period(filled, sign_in):
    client = sign_in(filled.people["leader"])
    assert "01/07/2024" in text_of(client.get("/figures/live-births/2024-07-01--2024-08-15/"))
    assert "năm báo cáo 2024" in text_of(client.get("/figures/live-births/2024-A1/"))


def test_no_english_is_left_on_a_vietnamese_page(filled, sign_in):
    client = sign_in(filled.people["administrator"])
    for address in (
        "/figures/",
        "/figures/live-births/",
        "/figures/live-births/2024/",
        "/figures/live-births/targets/",
        "/figures/live-births/collectors/",
        "/figures/live-births/change/",
        "/figures/new/",
    ):
        page = strip_tags(client.get(address).content.decode().split("<main")[1])
        for english in (
            "Female",
            "Target",
            "Unit",
            "Status",
            "Search",
            "Kind",
            "Save",
            "Name in",
            "Direction",
            "Year",
            "counted",
            "paper",
        ):
            assert english not in page, (address, english)


def test_the_english_pages_are_english(filled, sign_in):
    client = sign_in(filled.people["leader"])
    client.post("/accounts/language/", {"language": "en", "next": "/"})
    page = text_of(client.get("/figures/live-births/2024/"))
    assert "Where does this number come from?" in page
    assert "2,500" in page


def test_the_focal_officer_sets_targets_and_a_unit_officer_does_not(filled, sign_in):
    wanted = {"year": "2027", "direction": "ge", "value": "45,5", "source": "Kế hoạch tỉnh"}
    address = "/figures/women-share-councils/targets/"
    assert sign_in(filled.people["officer"]).post(address, wanted).status_code == 403
    assert sign_in(filled.people["officer"]).get(address).status_code == 403
    client = sign_in(filled.people["focal"])
    entries = Entry.objects.count()
    assert client.post(address, wanted).status_code == 302
    target = Target.objects.get(year=2027)
    assert (target.value, target.unit.key) == (455, "tinh")
    assert client.post(address, wanted).status_code == 302
    assert (Target.objects.filter(year=2027).count(), Entry.objects.count()) == (1, entries + 1)
    assert client.post(address, {**wanted, "value": "46"}).status_code == 302
    assert Target.objects.get(year=2027, withdrawn_at=None).value == 460
    assert client.post(f"{address}{Target.objects.get(value=460).pk}/withdraw/").status_code == 302
    assert not Target.objects.filter(year=2027, withdrawn_at=None).exists()


def test_a_refused_target_keeps_what_was_typed_and_says_why(filled, sign_in):
    client = sign_in(filled.people["focal"])
    wanted = {"year": "2027", "direction": "ge", "value": "bốn mươi", "source": "Kế hoạch tỉnh"}
    page = text_of(client.post("/figures/women-share-councils/targets/", wanted), 422)
    assert "bốn mươi" in page
    assert "không phải là số" in page
    assert "Kế hoạch tỉnh" in page


def test_the_administrator_names_a_collector_and_ends_it(filled, sign_in):
    address = "/figures/live-births/collectors/"
    wanted = {"unit": "so-yt", "valid_from": "01/01/2024"}
    assert sign_in(filled.people["focal"]).post(address, wanted).status_code == 403
    client = sign_in(filled.people["administrator"])
    assert client.post(address, wanted).status_code == 302
    named = Collector.objects.get()
    assert named.valid_from == datetime.date(2024, 1, 1)
    assert "Sở Y tế" in text_of(client.get(address))
    assert client.post(f"{address}{named.pk}/end/").status_code == 302
    assert Collector.objects.get().valid_to == datetime.date(2024, 11, 12)


def test_the_administrator_changes_words_adds_and_withdraws(filled, sign_in):
    client = sign_in(filled.people["administrator"])
    births = filled.indicator("live-births")
    fields = {
        "title_vi": "Trẻ sinh ra sống", "title_en": "Births", "unit_vi": "trẻ", "unit_en": "children",
        "asked": ["district"], "source": "", "source_mark": "M", "definition_vi": "", "definition_en": "",
    }  # fmt: skip
    assert client.post("/figures/live-births/change/", fields).status_code == 302
    births.refresh_from_db()
    assert (births.title_vi, births.asked) == ("Trẻ sinh ra sống", ["district"])
    bad = {**fields, "code": "Clubs!", "kind": "stock", "scale": "0"}
    assert "không dấu" in text_of(client.post("/figures/new/", bad), 422)
    assert client.post("/figures/new/", {**bad, "code": "clubs"}).status_code == 302
    assert Indicator.objects.get(code="clubs").additive
    assert client.post("/figures/clubs/withdraw/", {"reason": "trùng"}).status_code == 302
    assert Indicator.objects.get(code="clubs").withdrawn_at is not None
    assert Observation.objects.filter(indicator=births).exists()


def test_without_a_role_there_is_nothing_to_see(filled, sign_in):
    client = sign_in(make_person("khach", "Khách", None, None))
    assert client.get("/figures/").status_code == 403
    assert client.get("/figures/live-births/2024/").status_code == 403


@pytest.mark.parametrize("communes", [6, 110])
def test_pages_stay_under_thirty_queries(filled, sign_in, django_assert_max_num_queries, communes):
    births = filled.indicator("live-births")
    for n in range(communes):
        unit = make_unit(f"xa-{n}", f"Ủy ban nhân dân xã số {n}", "commune", filled.units["huyen-b"])
        write(unit, births, F=str(n), M=str(n))
    client = sign_in(filled.people["administrator"])
    for address in (
        "/figures/",
        "/figures/live-births/",
        "/figures/live-births/?unit=huyen-b",
        "/figures/live-births/2024/",
        "/figures/sex-ratio-at-birth/",
        "/figures/live-births/targets/",
        "/figures/live-births/collectors/",
    ):
        with django_assert_max_num_queries(30):
            assert client.get(address).status_code == 200


def test_an_empty_province_has_empty_pages(cast, sign_in):
    client = sign_in(cast.people["administrator"])
    assert "Chưa có chỉ tiêu nào" in text_of(client.get("/figures/"))


def test_an_indicator_says_how_it_is_had(figures, sign_in):
    client = sign_in(figures.people["focal"])
    pages = {
        code: client.get(f"/figures/{code}/").content.decode()
        for code in ("gender-training-participants", "women-share-trained", "live-births")
    }
    assert "/registers/activities/" in pages["gender-training-participants"]
    assert "tính từ chỉ tiêu khác" in pages["women-share-trained"]
    assert "đơn vị nhập" in pages["live-births"]
