"""The charts of the consolidated report and of the leader's page, against the small case counted by hand."""

import re
from dataclasses import replace

import pytest

from chithi.accounts.models import User
from chithi.papers.charts import Mark, Milestone, Stacked
from chithi.steering import charts, counts
from chithi.steering.charts import PAPER_WORDS
from chithi.steering.compose import compose
from chithi.steering.results import STATE_WORDS
from chithi.steering.values import Aim, Value
from tests.steering.cases import CASE, OPTIONS

TRAINED, RATE = CASE.measures[0], CASE.measures[3]


def test_contents_by_state_are_those_of_the_report():
    titles = [f"{c.number}. {c.text}" for c in CASE.contents]
    chart = charts.contents(CASE, titles, STATE_WORDS, title="", unit="", words=PAPER_WORDS)
    for place, content in enumerate(CASE.contents):
        tally = counts.work_of_content(CASE, content.number)
        assert [one.marks[place].value for one in chart.series] == list(tally.values())
        assert chart.series[0].marks[place].code == f"content:{content.number}:done"
    empty = replace(CASE, contents=())
    assert charts.contents(empty, [], STATE_WORDS, title="", unit="", words=PAPER_WORDS) is None


def test_a_target_has_the_way_that_was_left_at_the_beginning_of_the_year():
    chart = charts.target(RATE, 2024, title="Tỷ lệ", words=PAPER_WORDS)
    assert chart.labels == ("2023", "2024", "2025", "2026")
    assert chart.series.marks == (Mark(400), Mark(429), Mark(), Mark())
    assert chart.milestones == (Milestone("2026", 550),)
    assert (chart.start, chart.least) == ("2023", True)


def test_what_was_never_reported_is_no_nought():
    assert charts.target(replace(RATE, now=Value()), 2024, title="", words=PAPER_WORDS) is None
    lone = charts.target(replace(RATE, before=Value()), 2024, title="", words=PAPER_WORDS)
    assert lone.series.marks[0] == Mark(None)
    assert lone.start == ""
    assert charts.target(TRAINED, 2024, title="", words=PAPER_WORDS).series.marks[1] == Mark(1234, True)


@pytest.mark.parametrize(
    ("direction", "value", "start"), [("ge", 300, ""), ("ge", 500, "2023"), ("le", 300, "2023")]
)
def test_a_floor_that_holds_already_has_no_way_to_it(direction, value, start):
    measure = replace(RATE, aim=Aim(value, 2026, direction))
    assert charts.target(measure, 2024, title="", words=PAPER_WORDS).start == start


def test_the_paper_has_contents_by_state_and_women_and_men():
    first, second = (b for b in compose(CASE, OPTIONS).blocks if isinstance(b, Stacked))
    assert (first.number, second.number) == ("1", "2")
    assert second.labels == ("Số cán bộ được tập huấn (người)",)
    assert [one.marks[0].value for one in second.series] == [700, 500, 34]
    assert second.see == "Biểu 1"


@pytest.mark.django_db
def test_the_leader_sees_charts_in_the_language_of_the_screen(world, cast, sign_in):
    client = sign_in(cast.people["leader"])
    page = client.get(f"/steering/{world.cycle.pk}/overview/").content.decode()
    assert page.count('role="img"') >= 2  # contents, for a telephone and for a wide screen
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert "style=" not in page
    User.objects.update(language="en")
    page = client.get(f"/steering/{world.cycle.pk}/overview/").content.decode()
    assert "no answer yet" in re.findall(r"<svg.*?</svg>", page, re.DOTALL)[-1]


@pytest.mark.django_db
def test_the_report_on_screen_and_in_word_is_drawn(world, cast, sign_in):
    client = sign_in(cast.people["leader"])
    page = client.get(f"/steering/{world.cycle.pk}/report/").content.decode()
    assert "Hình 1. Tình hình thực hiện các nội dung năm 2024" in page
    assert '<figure class="paper-picture" tabindex="0"><svg' in page
    assert b"word/media/image1.png" in client.get(f"/steering/{world.cycle.pk}/report.docx").content
