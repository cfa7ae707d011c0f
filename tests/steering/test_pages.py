"""The pages of the control room: what a person sees, whom they are for, and how many queries they take."""

import io
import re

import pypdf
import pytest
from django.urls import reverse
from django.utils.html import escape

from chithi.papers import json as paper_json
from chithi.steering import queries
from chithi.steering.compose import compose
from chithi.steering.gather import gather, units_day
from chithi.units.queries import tree
from tests.reports.builders import add_districts
from tests.steering.cases import figures
from tests.steering.world import cycle_of

pytestmark = pytest.mark.django_db

LIST, CONTROL, OVERVIEW, REPORT = (
    "/steering/",
    "/steering/{}/",
    "/steering/{}/overview/",
    "/steering/{}/report/",
)
DOCX, PDF, HTML, JSON, REMIND, FREEZE = (
    "/steering/{}/report.docx",
    "/steering/{}/report.pdf",
    "/steering/{}/report.html",
    "/steering/{}/report.json",
    "/steering/{}/remind/",
    "/steering/{}/freeze/",
)
WHY = "/steering/{}/why/units:late/"

MAY = {
    "focal": {LIST, CONTROL, OVERVIEW, REPORT, DOCX, PDF, HTML, JSON, REMIND, FREEZE, WHY},
    "administrator": {LIST, CONTROL, OVERVIEW, REPORT, DOCX, PDF, HTML, JSON, REMIND, WHY},
    "leader": {LIST, OVERVIEW, REPORT, DOCX, PDF, HTML, JSON, WHY},
    "head": set(),
    "officer": set(),
    "stranger": set(),
    "district_head": set(),
}
ALL = [LIST, CONTROL, OVERVIEW, REPORT, DOCX, PDF, HTML, JSON, REMIND, FREEZE, WHY]


@pytest.mark.parametrize("who", MAY)
def test_each_page_opens_for_those_it_is_for_and_for_nobody_else(world, cast, sign_in, who):
    client = sign_in(cast.people[who])
    for address in ALL:
        answer = client.get(address.format(world.cycle.pk))
        refused = 403 if address == LIST else 404
        assert answer.status_code == (200 if address in MAY[who] else refused), (who, address)


def test_a_focal_officer_of_another_plan_sees_nothing_of_this_one(world, cast, sign_in):
    from tests.cast import make_person

    client = sign_in(make_person("khac", "Người Đầu Mối Khác", cast.units["huyen-b"], "focal_officer"))
    assert client.get(LIST).status_code == 200
    assert str(world.cycle.pk) not in re.findall(r"/steering/(\d+)/", client.get(LIST).content.decode())
    for address in ALL[1:]:
        assert client.get(address.format(world.cycle.pk)).status_code == 404, address


def body(client, address: str, world) -> str:
    return client.get(address.format(world.cycle.pk)).content.decode()


def test_the_control_room_counts_by_state_and_lists_every_unit(world, cast, sign_in):
    page = body(sign_in(cast.people["focal"]), CONTROL, world)
    counts = dict(re.findall(r'href="\?state=(\w+)#units"><span class="big">(\d+)</span>', page))
    assert counts == {
        "silent": "2",
        "draft": "1",
        "submitted": "0",
        "approved": "1",
        "returned": "1",
        "accepted": "1",
    }
    assert page.count('<th scope="row">') == 6
    assert "16/11/2024" in page


@pytest.mark.parametrize(
    ("asked", "units"),
    [
        ("state=silent", ["Sở Lao động - Thương binh và Xã hội", "Ủy ban nhân dân huyện Bình Sơn"]),
        ("late=on", ["Ủy ban nhân dân huyện An Hòa"]),
        ("kind=mass_organisation", ["Hội Liên hiệp Phụ nữ tỉnh"]),
        ("q=so+y+TE", ["Sở Y tế"]),
        ("state=owes&kind=district", ["Ủy ban nhân dân huyện Bình Sơn"]),
        (
            "state=nonsense&sort=nonsense&q=hoi",
            ["Sở Lao động - Thương binh và Xã hội", "Hội Liên hiệp Phụ nữ tỉnh"],
        ),
    ],
)
def test_the_list_is_filtered(world, cast, sign_in, asked, units):
    page = body(sign_in(cast.people["focal"]), CONTROL + "?" + asked, world)
    rows = [re.sub("<.*?>", "", row).strip() for row in re.findall(r'<th scope="row">(.*?)</th>', page)]
    assert rows == units


def test_the_list_is_sorted_by_lateness(world, cast, sign_in):
    page = body(sign_in(cast.people["focal"]), CONTROL + "?sort=late", world)
    first = re.sub("<.*?>", "", re.findall(r'<th scope="row">(.*?)</th>', page)[0])
    assert first == "Ủy ban nhân dân huyện An Hòa"


def test_a_leader_sees_the_answer_first(world, cast, sign_in):
    page = body(sign_in(cast.people["leader"]), OVERVIEW, world)
    assert '<span class="big">3/6</span>' in page
    assert page.index("3/6") < page.index("Ủy ban nhân dân huyện Bình Sơn")
    assert "-30" in page
    assert "/control" not in page


@pytest.mark.once
def test_every_number_of_the_report_opens_a_page(world, cast, sign_in):
    client = sign_in(cast.people["focal"])
    cycle = cycle_of(world.plan)
    units = tree(units_day(cycle))
    for order in ("provision", "unit"):
        paper = compose(gather(cycle, units), queries.options(cycle, units, order=order))
        codes = {figure.code for figure in figures(paper)}
        page = body(client, REPORT + f"?order={order}", world)
        links = set(re.findall(r'class="paper-figure" href="([^"]+)"', page))
        assert len(links) >= 20
        pages = {reverse("steering:why", args=[cycle.pk, code]) for code in codes}
        for address in pages | {link.replace("&amp;", "&") for link in links}:
            assert client.get(address).status_code == 200, address


def test_the_overview_links_only_to_pages_that_open(world, cast, sign_in):
    client = sign_in(cast.people["leader"])
    for address in set(re.findall(r'href="(/(?:steering|figures)[^"]+)"', body(client, OVERVIEW, world))):
        assert client.get(address.replace("&amp;", "&")).status_code == 200, address


def test_an_explanation_names_units_and_their_reports(world, cast, sign_in):
    page = body(sign_in(cast.people["focal"]), "/steering/{}/why/work:done/", world)
    assert "Sở Y tế" in page
    assert "Đã khám cho 500 phụ nữ." in page
    assert client_404(sign_in(cast.people["focal"]), "/steering/{}/why/work:colour/", world)


def client_404(client, address: str, world) -> bool:
    return client.get(address.format(world.cycle.pk)).status_code == 404


def test_issuer_and_addressee_are_parameters_and_a_bad_one_is_said(world, cast, sign_in):
    client = sign_in(cast.people["focal"])
    page = body(client, REPORT + "?issuer=tinh&to=B%E1%BB%99+N%E1%BB%99i+v%E1%BB%A5", world)
    assert "TM. ỦY BAN NHÂN DÂN" in page
    assert "Kính gửi: Bộ Nội vụ" in page
    page = body(client, REPORT + "?issuer=khong-co&to=%3Cscript%3E", world)
    assert "khong-co" in page
    assert "&lt;script&gt;" in page
    assert "<script>" not in page


def test_the_files_are_the_report_on_screen(world, cast, sign_in):
    client = sign_in(cast.people["focal"])
    answer = client.get(DOCX.format(world.cycle.pk) + "?issuer=tinh")
    assert answer.content.startswith(b"PK")
    assert "attachment" in answer.headers["Content-Disposition"]
    answer = client.get(PDF.format(world.cycle.pk) + "?issuer=tinh")
    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="ke-hoach-2024.pdf"'
    assert pypdf.PdfReader(io.BytesIO(answer.content)).metadata.author == "Ủy ban nhân dân tỉnh"
    answer = client.get(HTML.format(world.cycle.pk) + "?issuer=tinh")
    assert "<style>" in answer.content.decode()
    assert "ỦY BAN NHÂN DÂN TỈNH" in answer.content.decode()
    assert "attachment" in answer.headers["Content-Disposition"]
    answer = client.get(JSON.format(world.cycle.pk) + "?issuer=tinh")
    assert paper_json.load(answer.json()).head.issuer == "Ủy ban nhân dân tỉnh"


@pytest.mark.parametrize("who", ["focal", "leader"])
@pytest.mark.parametrize("districts", [0, 110])
def test_no_page_takes_more_than_thirty_queries(
    world, cast, sign_in, who, districts, django_assert_max_num_queries
):
    add_districts(cast, world, districts)
    client = sign_in(cast.people[who])
    for address in (
        LIST,
        CONTROL,
        OVERVIEW,
        REPORT,
        DOCX,
        JSON,
        REMIND,
        FREEZE,
        WHY,
        WHY.replace("units:late", "work:all"),
    ):
        with django_assert_max_num_queries(29):
            client.get(address.format(world.cycle.pk))


def test_no_english_is_left_on_a_vietnamese_page(world, cast, sign_in):
    client = sign_in(cast.people["focal"])
    for address in (
        LIST,
        CONTROL,
        OVERVIEW,
        REPORT,
        REMIND,
        FREEZE,
        WHY,
        WHY.replace("units:late", "aims:all"),
    ):
        page = re.sub(
            r"<(style|script|svg|option).*?</\1>|<[^>]+>", " ", body(client, address, world), flags=re.S
        )
        found = re.findall(
            r"\b(?:the|report|unit|units|send|sent|late|value|target|all|of|show|round)\b", page, re.I
        )
        assert not found, (address, found)


def test_a_place_on_paper_leads_to_its_row(world, cast, sign_in):
    client, page = sign_in(cast.people["focal"]), REPORT.format(world.cycle.pk)
    answer = client.get(page, {"issuer": "tinh", "find": "bieu 1 dong 1"})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{page}?issuer=tinh#b1-d1")
    shown = client.get(page, {"issuer": "tinh"}).content.decode()
    assert '<tr id="b1-d1"' in shown
    assert '<input type="hidden" name="issuer" value="tinh">' in shown


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Biểu 1, dòng 99", "Biểu 1 có các dòng từ 1 đến "),
        ("Biểu 77", "Không có biểu 77. Báo cáo có các biểu: 1"),
        ('"><script>', "chưa nêu rõ biểu và dòng. Hãy ghi số biểu và số dòng"),
    ],
)
def test_a_place_that_is_not_there_is_one_sentence_and_nothing_typed_is_lost(
    world, cast, sign_in, typed, said
):
    client = sign_in(cast.people["focal"])
    answer = client.get(REPORT.format(world.cycle.pk), {"find": typed, "to": "Bộ Nội vụ"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count('id="find-error"') == 1
    assert said in page
    assert f'value="{escape(typed)}"' in page
    assert '<input type="hidden" name="to" value="Bộ Nội vụ">' in page
