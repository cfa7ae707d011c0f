"""The pages of figures as units stood then and in today's borders."""

import datetime

import pytest
from django.urls import reverse

from chithi.figures.catalogue import install
from chithi.figures.models import Indicator, Observation
from chithi.journal.actions import Operator


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
    page = sign_in(cast.people["focal"]).get(address)
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
