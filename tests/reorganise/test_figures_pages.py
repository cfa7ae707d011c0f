"""The pages of figures as units stood then and in today's borders."""

import csv
import datetime
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from chithi.figures.catalogue import install
from chithi.figures.models import Collector, Indicator, Observation
from chithi.figures.series import series
from chithi.journal.actions import Operator
from chithi.records.activities import REGISTER as ACTIVITIES
from chithi.sheets.record_actions import add_record
from chithi.units.models import UnitVersion
from tests.cast import make_unit
from tests.reorganise.conftest import weighed
from tests.steering.world import observe


@pytest.fixture
def years(cast, decide):
    """Births of two years of four communes; An Lạc and An Phú are one since July 2024, Bình Minh is parted."""
    install(actor=Operator(), top=cast.units["tinh"])
    for key in ("xa-a1", "xa-a2", "xa-b1", "xa-b2"):
        for year in (2022, 2023):
            Observation.objects.create(
                indicator=Indicator.objects.get(code="live-births"), unit=cast.units[key], period=str(year),
                period_from=datetime.date(year, 1, 1), period_to=datetime.date(year, 12, 31), sex="F", version=1,
                value=10, status="final", is_draft=False, is_official=True, recorded_by="thử",
            )  # fmt: skip
    decide(
        "2024-07-01,12/NQ,merge,xa-a1,xa-a2,,",
        "2024-07-01,12/NQ,split,xa-b1,xa-b1,,",
        "2024-07-01,12/NQ,split,xa-b1,xa-b2,,",
    )
    return cast


def shown(sign_in, cast, address: str) -> str:
    return shown_to(sign_in, cast, "focal", address)


def shown_to(sign_in, cast, who: str, address: str) -> str:
    page = sign_in(cast.people[who]).get(address)
    assert page.status_code == 200
    return page.content.decode()


def test_a_series_stands_then_and_in_today_s_borders(years, sign_in):
    address = reverse("figures:indicator", args=["live-births"])
    assert "không so sánh được" not in shown(sign_in, years, f"{address}?unit=xa-b2")
    now = shown(sign_in, years, f"{address}?unit=xa-b2&borders=now")
    assert "không so sánh được" in now
    assert "UBND xã Bình Minh" in now or "xã Bình Minh" in now
    whole = shown(sign_in, years, f"{address}?unit=xa-a2&borders=now")
    assert ">20<" in whole


def test_where_a_number_of_today_s_borders_comes_from_names_the_units_of_the_period(years, sign_in):
    address = reverse("figures:explain", args=["live-births", "2023"])
    told = shown(sign_in, years, f"{address}?unit=xa-a2&borders=now")
    assert "Ủy ban nhân dân xã An Lạc" in told
    assert "Ủy ban nhân dân xã An Phú" in told
    parted = shown(sign_in, years, f"{address}?unit=xa-b2&borders=now")
    assert "Không so sánh được" in parted


def test_a_unit_that_is_no_more_keeps_its_page(years, sign_in):
    assert ">10<" in shown(sign_in, years, f"{reverse('figures:indicator', args=['live-births'])}?unit=xa-a1")
    assert "An Lạc" in shown(sign_in, years, reverse("figures:unit", args=["xa-a1"]))
    assert "An Lạc" in shown(sign_in, years, f"{reverse('figures:unit', args=['xa-a1'])}?borders=now")


def test_the_catalogue_stands_then_and_in_today_s_borders(years, sign_in, decide):
    """The province itself goes into another one, which joins An Phú's old district with it."""
    make_unit("tinh-moi", "Ủy ban nhân dân tỉnh Mới", "province")
    decide("2024-08-01,20/NQ,merge,tinh,tinh-moi,,")
    address = reverse("figures:list")
    then = shown(sign_in, years, f"{address}?period=2023")
    assert ">40<" in then
    now = shown(sign_in, years, f"{address}?period=2023&borders=now")
    assert ">40<" in now
    assert "Theo địa giới hiện nay" in now
    asked = reverse("figures:explain", args=["live-births", "2023"])
    assert "Ủy ban nhân dân tỉnh Mới" in shown(sign_in, years, f"{asked}?borders=now")
    assert "xã An Lạc" in shown(sign_in, years, asked)


def test_the_units_below_are_those_of_the_period_that_is_asked_for(years, sign_in):
    address = f"{reverse('figures:indicator', args=['live-births'])}?unit=huyen-a&period=2022"
    then = shown(sign_in, years, address)
    assert "Các đơn vị trực thuộc, năm 2022" in then
    assert "xã An Lạc" in then
    now = shown(sign_in, years, f"{address}&borders=now")
    assert "xã An Lạc" not in now
    assert "xã An Phú" in now


def test_both_tables_can_be_taken_along_in_both_views(years, sign_in):
    def table(name: str, query: str) -> list[dict[str, str]]:
        client = sign_in(years.people["focal"])
        answer = client.get(reverse("figures:series-table", args=["live-births", name, "csv"]) + query)
        return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))

    then, now = (table("series", f"?unit=xa-a2{borders}") for borders in ("", "&borders=now"))
    assert [(row["period"], row["value"], row["female"]) for row in then] == [
        ("2023", "10", "10"),
        ("2022", "10", "10"),
    ]
    assert [(row["period"], row["value"]) for row in now] == [("2023", "20"), ("2022", "20")]
    parted = table("series", "?unit=xa-b2&borders=now")
    assert [(row["value"], row["parted"]) for row in parted] == [("", "Ủy ban nhân dân xã Bình Minh")] * 2
    below = table("units", "?unit=huyen-a&period=2022")
    assert [row["name"] for row in below] == ["Ủy ban nhân dân xã An Lạc", "Ủy ban nhân dân xã An Phú"]
    client = sign_in(years.people["focal"])
    book = client.get(reverse("figures:series-table", args=["live-births", "series", "xlsx"]))
    sheet = load_workbook(io.BytesIO(b"".join(book.streaming_content))).active
    assert sheet["D2"].value == 40
    assert client.get("/figures/live-births/series.pdf").status_code == 404
    assert client.get("/figures/live-births/other.csv").status_code == 404


def test_the_records_behind_a_figure_are_those_of_the_units_that_ended_too(years, sign_in):
    """What a unit held before it ended in the year is counted in the year's total, and stands among its records."""
    for key, day in (("xa-a1", "2024-05-06"), ("xa-a2", "2024-09-09"), ("xa-b1", "2024-05-07")):
        values = {name: field.empty for name, field in ACTIVITIES.fields.items()}
        values |= {"title": f"Lớp của {key}", "kind": "training", "day": datetime.date.fromisoformat(day)}
        add_record(ACTIVITIES, {**values, "unit": years.units[key].pk, "female": 3}, actor=Operator())
    address = reverse("figures:records", args=["gender-training-participants", "2024"])
    for query in ("?unit=huyen-a&scope=all", "?unit=xa-a2&scope=all", "?unit=xa-a2&borders=now"):
        page = shown(sign_in, years, address + query)
        assert "Lớp của xa-a1" in page
        assert "Lớp của xa-a2" in page
        assert "Lớp của xa-b1" not in page
        assert '<span class="big">6</span>' in page
    own = shown(sign_in, years, f"{address}?unit=xa-a2")
    assert "Lớp của xa-a1" not in own


def test_beside_a_unit_that_ended_in_the_period_stands_its_last_day(years, sign_in):
    for unit in ("xa-a1", "xa-a2"):
        Observation.objects.create(
            indicator=Indicator.objects.get(code="live-births"), unit=years.units[unit], period="2024",
            period_from=datetime.date(2024, 1, 1), period_to=datetime.date(2024, 12, 31), sex="F", version=1,
            value=5, status="final", is_draft=False, is_official=True, recorded_by="thử",
        )  # fmt: skip
    page = shown(sign_in, years, f"{reverse('figures:explain', args=['live-births', '2024'])}?unit=tinh")
    rows = {row.partition("</a>")[0].rpartition(">")[2]: row for row in page.split('<th scope="row">')[1:]}
    assert "đến hết 30/06/2024" in rows["Ủy ban nhân dân xã An Lạc"]
    assert "đến hết" not in rows["Ủy ban nhân dân xã An Phú"]


def test_a_unit_that_ended_keeps_what_it_stood_for_on_its_last_day(years, decide):
    """An Lạc went into An Phú in July; what An Phú stood for stays when it goes on itself in September."""
    for key in ("xa-a1", "xa-a2"):
        observe(years.units[key].pk, 2024, "live-births", F=5)
    births = Indicator.objects.get(code="live-births")
    unit = years.units["xa-a2"].pk

    def of_2024() -> int | None:
        return next(p.total.total for p in series(births, unit) if p.period.year == 2024 and p.total)

    assert of_2024() == 10
    make_unit("xa-moi", "Ủy ban nhân dân xã An Mới", "commune", years.units["tinh"])
    decide("2024-09-01,20/NQ,merge,xa-a2,xa-moi,,")
    assert of_2024() == 10


def test_the_year_of_the_change_says_so_and_the_units_below_with_the_rest_make_the_total(
    years, sign_in, decide
):
    """A province with 30 joins in August; its health department, which counted them, ends with it."""
    beside = make_unit("tinh-ben", "Ủy ban nhân dân tỉnh Bên", "province")
    health = make_unit("so-ben", "Sở Y tế tỉnh Bên", "department", beside)
    observe(health.pk, 2024, "live-births", F=30)
    observe(years.units["xa-a2"].pk, 2024, "live-births", F=12)
    decide("2024-08-01,20/NQ,merge,tinh-ben,tinh,,", "2024-08-01,20/NQ,abolish,so-ben,,,")
    page = shown(sign_in, years, reverse("figures:indicator", args=["live-births"]))
    assert "Từ ngày 01/08/2024 đơn vị gồm thêm Ủy ban nhân dân tỉnh Bên (20/NQ)" in page
    assert ">42<" in page
    rest = page.split("Phần còn lại")[1].split("</tr>")[0]
    assert ">30<" in rest
    now = shown(sign_in, years, f"{reverse('figures:indicator', args=['live-births'])}?borders=now")
    assert "Từ ngày 01/08/2024" not in now


def test_years_before_a_unit_came_to_be_say_so(years, sign_in, decide):
    make_unit("xa-moi", "Ủy ban nhân dân xã An Mới", "commune", years.units["tinh"])
    UnitVersion.objects.filter(unit__key="xa-moi").update(valid_from=datetime.date(2024, 9, 1))
    decide("2024-09-01,20/NQ,merge,xa-a2,xa-moi,,")
    address = f"{reverse('figures:indicator', args=['live-births'])}?unit=xa-moi"
    assert "chưa có đơn vị này" in shown(sign_in, years, address)
    assert "không so sánh được" not in shown(sign_in, years, address)


@pytest.mark.parametrize(
    ("shares", "words"), [(("3/5", "2/5"), "chia theo tỷ lệ"), (("", ""), "không quy về đâu được")]
)
def test_before_a_unit_is_parted_it_is_said_what_becomes_of_its_series(years, shares, words):
    rows = (
        f"2024-09-01,30/NQ,split,xa-a2,{to},{share},"
        for to, share in zip(("xa-a2", "xa-b2"), shares, strict=True)
    )
    moved = weighed(*rows).moved
    [line] = [line for m in moved if words in m.title for line in m.lines]
    assert line.startswith("Ủy ban nhân dân xã An Phú")


def test_beside_a_collector_that_is_no_more_stands_who_follows(years, sign_in, decide):
    births = Indicator.objects.get(code="live-births")
    Collector.objects.create(
        indicator=births, unit=years.units["so-ld"], valid_from=datetime.date(2020, 1, 1)
    )
    decide("2024-09-01,20/NQ,merge,so-ld,so-yt,,")
    page = shown_to(sign_in, years, "administrator", reverse("figures:collectors", args=["live-births"]))
    assert "hiện nay: Sở Y tế" in page
