"""Ten years of the demonstration: the units change in the last, and its series stay whole."""

import datetime

import pytest

from chithi.demo import build, reform
from chithi.figures.models import Indicator
from chithi.figures.series import series
from chithi.plans.models import Plan
from chithi.plans.queries import duties
from chithi.reports.models import Report
from chithi.units.models import Unit
from chithi.units.queries import tree
from tests.kept import kept

pytestmark = pytest.mark.once
YEARS = range(2016, 2026)


@pytest.fixture(scope="module")
def ten(django_db_setup, django_db_blocker):
    """Made once for all tests of this file."""
    with kept(django_db_blocker):
        build.make("province", 10, 1)
        yield Plan.objects.get(number="118/KH-UBND")


def values(code: str, key: str, now=None) -> dict[int, int | None]:
    """Year → total of a unit."""
    found = series(Indicator.objects.get(code=code), Unit.objects.get(key=key).pk, now=now)
    return {p.period.year: p.total.total if p.total is not None else None for p in found}


def test_districts_are_gone_communes_merged_and_two_provinces_joined(ten, db):
    before, after = tree(datetime.date(2025, 6, 30)), tree(datetime.date(2025, 7, 1))
    assert [len(before.of_kinds([kind])) for kind in ("province", "district", "commune")] == [3, 6, 110]
    assert [len(after.of_kinds([kind])) for kind in ("province", "district", "commune")] == [1, 0, 62]
    assert after.by_key("so-ldtbxh") is None
    assert {n.parent_id for n in after.of_kinds(["commune"])} == {after.by_key("ubnd-tinh").id}


def test_the_labour_department_s_duties_went_to_five_bodies(ten, db):
    before, after = tree(datetime.date(2025, 2, 28)), tree(datetime.date(2025, 3, 1))
    owed = duties(ten, before)[before.by_key("so-ldtbxh").id]
    old = {d.work_item_id for d in owed if "Lao động" in d.name and d.role == "lead"}
    heirs = {
        after[unit].key: {d.work_item_id for d in theirs if d.came_from} & old
        for unit, theirs in duties(ten, after).items()
    }
    mine = {key: items for key, items in heirs.items() if items}
    assert set(mine) == {"so-noi-vu", "cong-an", "thanh-tra", "so-y-te"}
    assert set().union(*mine.values()) == old
    assert (
        values("vocational-learners", "so-gddt")[2025] is not None
    )  # the fifth: it collects an indicator now


def test_ten_years_stand_in_today_s_borders_and_no_year_breaks(ten, db):
    now = tree(reform.STANDING_DAY)
    for code in ("live-births", "new-jobs", "communication-participants"):
        whole = values(code, "ubnd-tinh", now)
        assert list(whole) == list(YEARS)
        steps = [whole[year] / whole[year - 1] for year in YEARS[1:]]
        assert all(0.85 < step < 1.2 for step in steps), (code, whole)
        assert values(code, "ubnd-tinh")[2024] < 0.6 * whole[2024]  # as it stood then: a third of it


def test_a_commune_that_came_whole_has_ten_years_and_one_with_a_part_has_none_before(ten, db):
    now = tree(reform.STANDING_DAY)
    whole = values("live-births", "tp-hoa-chau-moi-04", now)
    parted = values("live-births", "tp-hoa-chau-moi-02", now)
    assert all(whole[year] is not None for year in YEARS)
    assert 0.7 < whole[2025] / whole[2024] < 1.3
    assert [year for year in YEARS if parted[year] is not None] == [2025]


def test_what_was_begun_by_units_that_ended_is_handed_over(ten, db):
    kept_reports = Report.objects.filter(cycle__plan=ten, cycle__year=2025, state="handed_over")
    assert {r.unit.key: r.handed_to and r.handed_to.key for r in kept_reports}["so-ldtbxh"] == "so-noi-vu"
    assert kept_reports.count() == 7
    assert Report.objects.filter(cycle__plan=ten, cycle__year=2025, unit__key="so-noi-vu").count() == 1


def test_rates_of_women_who_lead_come_from_posts_and_pools_in_every_year(ten, db):
    """Also of the year in which districts and communes end and new ones have their leaders."""
    for code, jump in (("bodies-with-woman-key-leader", 12), ("pool-women-trained", 25)):
        found = series(Indicator.objects.get(code=code), Unit.objects.get(key="ubnd-tinh").pk)
        rates = {p.period.year: float(p.total.rate) for p in found}
        assert list(rates) == list(YEARS)
        assert all(40 < rate < 95 for rate in rates.values()), (code, rates)
        assert all(abs(rates[year] - rates[year - 1]) < jump for year in YEARS[1:]), (code, rates)
        bodies = [p.total.denominator for p in found]
        assert min(bodies) > 20, (code, bodies)
