"""What the charts of an indicator and of a unit say."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chithi.figures import charts
from chithi.figures.models import Target
from chithi.figures.series import series, series_of
from chithi.papers.charts import ChartWords, Mark, Milestone
from tests.figures.test_pages import text_of, write

pytestmark = pytest.mark.django_db
WORDS = ChartWords("Kỳ", "Bảng", "ước", "chưa có số liệu", "Thực hiện", "Mục tiêu", "lộ trình", "Tổng")


def of(indicator, unit, **more):
    return charts.women_and_men(
        indicator, series(indicator, unit.pk), title="", words=WORDS, female="Nữ", male="Nam", **more
    )


def test_a_year_without_figures_stays_a_gap(figures):
    births, unit = figures.indicator("live-births"), figures.units["huyen-a"]
    write(unit, births, "2021", scope="all", F="1.200", M="1.300")
    write(unit, births, "2024", scope="all", F="1.100", M="1.250", status="estimate")
    chart = of(births, unit)
    assert chart.labels == ("2021", "2022", "2023", "2024")
    assert chart.series[0].marks == (Mark(1200), Mark(None), Mark(None), Mark(1100, True))
    assert chart.series[1].marks == (Mark(1300), Mark(None), Mark(None), Mark(1250, True))


def test_without_figures_by_sex_there_is_no_chart(figures):
    births, unit = figures.indicator("live-births"), figures.units["huyen-a"]
    assert of(births, unit) is None
    write(unit, births, "2024", scope="all", T="2.500")
    assert of(births, unit) is None
    ratio = figures.indicator("sex-ratio-at-birth")
    assert charts.women_and_men(ratio, [], title="", words=WORDS, female="", male="") is None


def test_targets_stand_at_their_years_with_the_way_left(figures):
    births, unit = figures.indicator("live-births"), figures.units["huyen-a"]
    for year, value in (("2022", "1.000"), ("2023", "1.100")):
        write(unit, births, year, scope="all", F=value, M=value)
    targets = [
        Target(indicator=births, unit=unit, year=y, value=v, direction="ge")
        for y, v in ((2025, 3000), (2022, 1))
    ]
    chart = charts.towards_targets(births, series(births, unit.pk), targets, title="", words=WORDS)
    assert chart.labels == ("2022", "2023", "2024", "2025")
    assert chart.series.marks == (Mark(2000), Mark(2200), Mark(), Mark())
    assert chart.milestones == (Milestone("2022", 1), Milestone("2025", 3000))
    assert chart.start == "2022"
    assert charts.towards_targets(births, [], targets, title="", words=WORDS) is None
    assert charts.towards_targets(births, series(births, unit.pk), [], title="", words=WORDS) is None


def test_other_periods_keep_their_names(figures):
    births, unit = figures.indicator("live-births"), figures.units["huyen-a"]
    write(unit, births, "2024", scope="all", F="1", M="2")
    write(unit, births, "2024-Q3", scope="all", F="3", M="4")
    targets = [Target(indicator=births, unit=unit, year=y, value=9, direction="ge") for y in (2024, 2026)]
    chart = charts.towards_targets(births, series(births, unit.pk), targets, title="", words=WORDS)
    assert set(chart.labels) == {"2024", "2024-Q3", "2026"}
    assert {m.label for m in chart.milestones} == {"2024", "2026"}


def test_several_series_cost_no_more_queries_than_one(figures):
    unit = figures.units["huyen-a"]
    wanted = [figures.indicator(code) for code in ("live-births", "leaders", "workers")]
    for indicator in wanted:
        write(unit, indicator, "2024", scope="all", F="5", M="6")
    with CaptureQueriesContext(connection) as one:
        alone = series(wanted[0], unit.pk)
    with CaptureQueriesContext(connection) as many:
        together = series_of(wanted, unit.pk)
    assert len(many) == len(one)
    assert together[wanted[0].pk] == alone


def test_the_pages_show_charts_with_their_tables(figures, sign_in):
    births, unit = figures.indicator("live-births"), figures.units["huyen-a"]
    write(unit, births, "2023", scope="all", F="1.200", M="1.300")
    write(unit, births, "2024", scope="all", F="1.100", M="1.250")
    client = sign_in(figures.people["stranger"])
    for address in ("/figures/live-births/?unit=huyen-a", "/figures/units/huyen-a/"):
        page = text_of(client.get(address))
        assert page.count('role="img"') == 1
        assert "<summary>Bảng số liệu</summary>" in page
        assert '<th scope="row">2023</th><td class="num">1.200</td><td class="num">1.300</td>' in page
        assert "Số liệu qua các năm" in page or "Nữ và nam qua các năm" in page
    assert "Chưa có số liệu nào của đơn vị này" in text_of(client.get("/figures/units/xa-b1/"))
    assert client.get("/figures/units/khong-co/").status_code == 404
