import json
import subprocess
import sys

import pytest

from chithi.demo import build
from chithi.demo.province import commune_names, people, province_units
from chithi.figures.models import Observation
from chithi.figures.queries import roll_up
from chithi.plans.cascade import State, matrix
from chithi.plans.link_pages import beside
from chithi.plans.models import Plan, PlanLink
from chithi.reports.models import Cycle, Report
from chithi.units.queries import tree


def test_the_province_has_22_bodies_6_districts_and_110_communes():
    kinds = [row.kind for row in province_units()]
    assert (kinds.count("district"), kinds.count("commune"), len(kinds)) == (6, 110, 1 + 22 + 6 + 110)


def test_no_two_units_share_a_name_and_no_two_people_a_sign_in():
    rows = province_units()
    assert len({row.name for row in rows}) == len({row.key for row in rows}) == len(rows)
    usernames = [p.username for p in people("province", rows)]
    assert len(set(usernames)) == len(usernames)
    names = list(commune_names())
    assert len(set(names)) == len(names)


@pytest.fixture
def province(db):
    build.make("province", 3, 1)
    return Plan.objects.get(number="118/KH-UBND")


def test_its_plan_is_published_and_three_rounds_stand(province):
    assert province.state == "published"
    assert (province.report_month, province.report_day, province.report_bound) == (11, 15, "before")
    assert list(Cycle.objects.order_by("year").values_list("year", "state")) == [
        (2022, "closed"),
        (2023, "closed"),
        (2024, "open"),
    ]
    assert Report.objects.filter(cycle__year=2024).count() == 28
    states = set(Report.objects.filter(cycle__year=2024).values_list("state", flat=True))
    assert states == set(Report.State.values)
    own_plans_stand(province)


def own_plans_stand(province):
    """Ten units have a plan of their own, one has a draft; every state of the matrix is there to be seen."""
    found = matrix(province, tree())
    assert sum(bool(row.plans) for row in found.rows) == 10
    assert {state for row in found.rows for state in row.states} == set(State)
    assert Plan.objects.filter(state="draft").values_list("issuer__key", flat=True).get() == "so-vhttdl"
    pairs = PlanLink.objects.filter(other__issuer__key="ubnd-tinh", plan=province)
    assert [x.other.number for x in pairs] == ["87/KH-UBND"]
    assert any(row.both for row in beside(province, pairs[0].other, tree()))


def test_its_figures_are_plausible(province):
    """No part is larger than its whole, women are about half of those reached, and districts are not counted twice."""
    units = tree()
    top = units.by_key("ubnd-tinh")
    totals = roll_up("2023", units, top.id)
    by_code = {o.indicator.code: o.indicator_id for o in Observation.objects.select_related("indicator")}
    births = totals[by_code["live-births"]].total
    assert 100 * 60 < births < 110 * 120
    ratio = totals[by_code["sex-ratio-at-birth"]].rate if "sex-ratio-at-birth" in by_code else None
    assert ratio is None or 100 < ratio < 125
    reached = totals[by_code["communication-participants"]]
    assert 0.45 < reached.female / reached.total < 0.7
    keys = ("unit", "indicator", "period", "sex")
    below = Observation.objects.filter(part="denominator").values_list(*keys, "value")
    wholes = {tuple(row[:4]): row[4] for row in below}
    parts = Observation.objects.filter(part="numerator").exclude(value=None).values_list(*keys, "value")
    assert all(part <= wholes[key] for *key, part in parts for key in [tuple(key)])


def test_a_commune_can_run_its_own_plan(db):
    build.make("commune", 1, 1)
    assert Plan.objects.get().state == "published"
    assert Report.objects.count() == 8


def run(home, *words):
    environment = {"CHITHI_HOME": str(home), "PATH": "/usr/bin:/bin", "TZ": "UTC"}
    done = subprocess.run(
        [sys.executable, "-m", "chithi", *words], env=environment, capture_output=True, text=True, timeout=120
    )
    return done.returncode, done.stdout, done.stderr


def test_the_same_seed_gives_the_same_consolidated_report_and_a_full_database_is_refused(tmp_path):
    papers = []
    for name in ("mot", "hai"):
        code, out, _ = run(tmp_path / name, "demo", "--size", "commune", "--years", "2")
        assert code == 0
        key = next(line.removeprefix("plan: ") for line in out.splitlines() if line.startswith("plan: "))
        year = next(line.removeprefix("year: ") for line in out.splitlines() if line.startswith("year: "))
        file = tmp_path / f"{name}.json"
        assert run(tmp_path / name, "consolidate", "--plan", key, "--year", year, "--out", str(file))[0] == 0
        papers.append(json.loads(file.read_text()))
    assert papers[0] == papers[1]
    code, _, err = run(tmp_path / "mot", "demo")
    assert code == 2
    assert "Xã An Bình" in err
