"""A chart is drawn once, whoever looks and however often; a broken file in the cache costs a drawing and no page."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.cache import caches

from chithi.papers import charts
from chithi.shell import drawings
from tests.papers.test_charts import STATES, WOMEN_AND_MEN


@pytest.fixture
def drawn(monkeypatch, settings, tmp_path):
    """What was drawn, in an empty cache."""
    made: list[object] = []
    cache = {**settings.CACHES["drawings"], "LOCATION": tmp_path / "drawings"}
    settings.CACHES = {**settings.CACHES, "drawings": cache}
    real = charts.svg

    def svg(chart, width=charts.PAGE):
        made.append(chart)
        return real(chart, width)

    monkeypatch.setattr(charts, "svg", svg)
    return made


def files(folder: Path) -> list[Path]:
    return list(folder.rglob("*.djcache"))


def test_the_second_view_draws_nothing(drawn, tmp_path):
    first = drawings.svg(WOMEN_AND_MEN)
    assert drawings.svg(replace(WOMEN_AND_MEN)) == first
    assert drawn == [WOMEN_AND_MEN]
    assert len(files(tmp_path)) == 1
    drawings.svg(replace(WOMEN_AND_MEN, unit="lượt người"))
    assert len(drawn) == 2


def test_many_readers_at_once_draw_once(drawn):
    with ThreadPoolExecutor(8) as pool:
        seen = set(pool.map(lambda _i: drawings.svg(STATES), range(8)))
    assert len(seen) == 1
    assert drawn == [STATES]


def test_a_broken_file_is_drawn_anew(drawn, tmp_path):
    first = drawings.svg(STATES)
    (kept,) = files(tmp_path)
    kept.write_bytes(kept.read_bytes()[:40])
    assert drawings.svg(STATES) == first
    kept.write_bytes(b"")
    assert drawings.svg(STATES) == first
    assert len(drawn) == 3


def test_a_folder_that_cannot_be_written_costs_no_page(drawn, monkeypatch):
    def full(*_args, **_more):
        raise OSError("no space")

    monkeypatch.setattr(caches["drawings"], "set", full)
    assert drawings.svg(STATES).startswith("<svg")


def test_the_cache_is_bounded(settings):
    assert settings.CACHES["drawings"]["OPTIONS"]["MAX_ENTRIES"] == 3000


def test_a_page_gets_both_widths_and_the_numbers():
    shown = drawings.drawn(STATES, wide=True)
    assert shown.narrow != shown.wide
    assert shown.rows[0] == ("1. Lãnh đạo", ["12", "7", "9", "28"])
    assert not drawings.drawn(STATES).wide
