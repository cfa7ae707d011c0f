"""The numbers of the consolidated report lead to their figures though the unit that issued the plan is no more."""

import datetime
import re
from html import unescape

import pytest

from chithi.figures.models import Indicator, Observation, Target
from chithi.journal.actions import Operator
from chithi.units.actions import create_unit
from chithi.units.timeline import Facts
from tests.reorganise.test_reports import DAY, do, opened

__all__ = ["opened"]


@pytest.fixture
def told(opened, cast):
    """A figure of this year and of the last, and a target of the issuer, which has become another unit."""
    cuoc = Indicator.objects.get(code="cuoc")
    for year, value in ((2023, 9), (2024, 12)):
        Observation.objects.create(
            indicator=cuoc, unit=cast.units["so-yt"], period=str(year), value=value, status="final",
            period_from=datetime.date(year, 1, 1), period_to=datetime.date(year, 12, 31),
            version=1, is_official=True, is_latest=True,
        )  # fmt: skip
    create_unit(Facts("Ủy ban nhân dân tỉnh Mới", "province", ""), DAY, actor=Operator(), key="tinh-moi")
    return opened


def figures_on(client, address):
    page = client.get(address)
    assert page.status_code == 200, address
    return {unescape(a) for a in re.findall(r'href="(/figures/[^"]+)"', page.content.decode())}


@pytest.mark.parametrize("change", ["merge", "rename"])
def test_every_figure_of_the_report_opens(told, cast, sign_in, change):
    do(f"2024-11-12,9/NQ-HĐND,{change},tinh,tinh-moi,,")
    client = sign_in(cast.people["focal"])
    found = figures_on(client, f"/steering/{told.cycle.pk}/report/")
    found |= figures_on(client, f"/steering/{told.cycle.pk}/overview/")
    found |= figures_on(client, f"/steering/{told.cycle.pk}/why/figure:cuoc:total/")
    found |= figures_on(client, f"/steering/{told.cycle.pk}/why/figure:cuoc:last/")
    assert len(found) >= 3
    for address in sorted(found):
        page = client.get(address)
        assert page.status_code == 200, address
        assert "Ủy ban nhân dân tỉnh Mới" in page.content.decode(), address
    (this_year,) = {a for a in found if a.startswith("/figures/cuoc/2024/")}
    assert ">12<" in client.get(this_year).content.decode()
    (last_year,) = {a for a in found if a.startswith("/figures/cuoc/2023/")}
    assert ">9<" in client.get(last_year).content.decode()


def test_the_target_of_the_old_issuer_leads_to_the_indicator(told, cast, sign_in):
    do("2024-11-12,9/NQ-HĐND,merge,tinh,tinh-moi,,")
    Target.objects.create(
        indicator=Indicator.objects.get(code="cuoc"),
        unit=told.plan.issuer,
        year=2025,
        value=100,
        direction="ge",
    )
    client = sign_in(cast.people["leader"])
    for address in figures_on(client, f"/steering/{told.cycle.pk}/overview/"):
        assert client.get(address).status_code == 200, address
