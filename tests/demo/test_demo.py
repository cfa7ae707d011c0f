"""The demonstration: its figures are plausible and counted from its records, and its followed records are alive.

That PostgreSQL gives the same: ``test_same_everywhere.py``."""

import datetime
from collections import Counter

import pytest

from chithi.demo import build
from chithi.demo.cycles import CODES, SILENT_BEFORE
from chithi.demo.province import commune_names, people, province_units
from chithi.figures.cells import scope_for
from chithi.figures.derived import added, amount_of, branch, derive, measured
from chithi.figures.filling import proposals
from chithi.figures.models import Indicator, Observation
from chithi.figures.periods import parse_period
from chithi.figures.queries import roll_up
from chithi.leadership.committee_queries import review
from chithi.leadership.models import Committee, Meeting, Member
from chithi.leadership.upkeep import Verdict, Why
from chithi.plans.cascade import State, matrix
from chithi.plans.link_pages import beside
from chithi.plans.models import Plan, PlanLink
from chithi.records.models import Activity, Inspection, Proposal
from chithi.reports.content import content_of
from chithi.reports.models import Cycle, Extension, Report
from chithi.sheets.catalogue import REGISTERS
from chithi.sheets.models import Evidence
from chithi.shell import attachments
from chithi.shell.clock import today
from chithi.shell.memo import reading
from chithi.steering.models import Guidance
from chithi.units.queries import tree
from tests.kept import kept

pytestmark = pytest.mark.once

TOLD_OTHERWISE = {("tx-dong-lam", "communication-participants", "", "", "F")}
"""The one cell that its unit typed over, with a reason."""


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


@pytest.fixture(scope="module", params=["province", "commune"])
def size(request, django_db_setup, django_db_blocker):
    """The demonstration of a province, then that of a commune, each made once for all tests of it."""
    with kept(django_db_blocker):
        build.make(request.param, 3 if request.param == "province" else 1, 1)
        yield request.param


of_a_province = pytest.mark.parametrize("size", ["province"], indirect=True)


def test_its_plan_is_published_and_its_rounds_stand(size, db):
    plan = Plan.objects.get() if size == "commune" else Plan.objects.get(number="118/KH-UBND")
    assert plan.state == "published"
    if size == "commune":
        assert Report.objects.count() == 8
        return
    assert (plan.report_month, plan.report_day, plan.report_bound) == (11, 15, "before")
    assert list(Cycle.objects.order_by("year").values_list("year", "state")) == [
        (2022, "closed"),
        (2023, "closed"),
        (2024, "open"),
    ]
    assert Report.objects.filter(cycle__year=2024).count() == 28
    states = set(Report.objects.filter(cycle__year=2024).values_list("state", flat=True))
    assert states == set(Report.State.values) - {Report.State.HANDED_OVER}
    own_plans_stand(plan)


def own_plans_stand(province):
    """Ten units have a plan of their own, one has a draft; every state of the matrix is there to be seen."""
    found = matrix(province, tree())
    assert sum(bool(row.plans) for row in found.rows) == 10
    assert {state for row in found.rows for state in row.states} == set(State)
    assert Plan.objects.filter(state="draft").values_list("issuer__key", flat=True).get() == "so-vhttdl"
    pairs = PlanLink.objects.filter(other__issuer__key="ubnd-tinh", plan=province)
    assert [x.other.number for x in pairs] == ["87/KH-UBND"]
    assert any(row.both for row in beside(province, pairs[0].other, tree()))


@of_a_province
def test_its_figures_are_plausible(size, db):
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


@of_a_province
def test_what_accepted_units_report_of_measured_indicators_is_what_their_records_say(size, db):
    """Cell by cell for every round, and then the totals of the consolidated report of a closed one."""
    province = tree()
    fed = Indicator.objects.filter(code__in=measured()).exclude(asked=[]).values_list("code", flat=True)
    assert set(fed) == CODES
    for cycle in Cycle.objects.all():
        found = derive(parse_period(cycle.period), codes=CODES)
        for report in Report.objects.filter(cycle=cycle, state="accepted").select_related("unit"):
            node = province[report.unit_id]
            offered = added(found, branch(node.id, scope_for(node, province), province))
            rows = Observation.objects.filter(
                unit=node.id, period=cycle.period, is_official=True, indicator__code__in=CODES
            ).values_list("indicator__code", "breakdown", "part", "sex", "value")
            said = {tuple(row[:4]): row[4] for row in rows}
            wanted = {
                (code, *cell): p.value for code in CODES for cell, p in proposals(offered, code).items()
            }
            for key, value in said.items():
                if (node.key, *key) not in TOLD_OTHERWISE or cycle.year != 2024:
                    assert value == wanted.get(key, 0), (cycle.year, node.key, key)
    silent = {province.by_key(key).id for key, number in SILENT_BEFORE if number == 2}
    found = derive(parse_period("2023"), codes=CODES)
    totals = roll_up("2023", province, province.by_key("ubnd-tinh").id)
    asked = {i.code: i for i in Indicator.objects.filter(code__in=CODES)}
    for code, indicator in asked.items():
        heard = {unit for _c, unit, *_cell in found if is_heard(province[unit], indicator, silent)}
        counted = amount_of(added({key: d for key, d in found.items() if key[0] == code}, heard))
        said = totals[indicator.pk].amount
        for part in ("whole", "numerator", "denominator"):
            assert getattr(said, part).total == getattr(counted, part).total, (code, part)


def is_heard(node, indicator, silent):
    """A unit that is asked and reported; a commune that is not asked stands in the figure of its district."""
    if node.kind == "commune" and node.kind not in indicator.asked:
        return "district" in indicator.asked and node.parent_id not in silent
    return node.kind in indicator.asked and node.id not in silent


def test_every_record_would_be_taken_by_its_form(size, db):
    for name in REGISTERS:
        register = REGISTERS[name]
        with reading():
            for one in register.model._default_manager.all():
                values = register.values(one)
                assert not register.check(values), (name, one, register.check(values))
                assert all(values[n] not in (None, "") for n, f in register.fields.items() if f.required), one


@of_a_province
def test_some_is_still_followed_and_one_is_overdue(size, db):
    states = {key: state.where(today()) for key, state in REGISTERS["inspections"].states.items()}
    counts = {key: Inspection.objects.filter(where).count() for key, where in states.items()}
    assert counts["overdue"] == 1
    assert counts["open"] >= 5
    assert not Inspection.objects.filter(closed_on=None, day__year__lt=2024).exists()
    assert Inspection.objects.get(states["overdue"]).unit.key == "so-y-te"
    assert {"", "considered", "accepted"} <= set(Proposal.objects.values_list("outcome", flat=True))
    assert not Proposal.objects.filter(day__year__lt=2024, outcome="").exists()


def test_the_draft_of_the_last_round_shows_the_proposals_of_the_register(size, db):
    """Two of them, with what is known of their answers, beside what was typed."""
    key = {"province": "so-y-te", "commune": "tram-y-te"}[size]
    report = Report.objects.get(unit__key=key, cycle__year=2024)
    rows = content_of(report).proposals
    from_register = [(to, text) for _n, to, text in rows if text.told and text.is_filled]
    assert report.state == "draft"
    assert len(from_register) >= 2
    assert "(Kết quả: đã được tiếp thu một phần ngày 17/05/2024: " in from_register[0][1].value
    assert "Kết quả" not in from_register[1][1].value
    assert all(to.value for to, _text in from_register)


@of_a_province
def test_committees_stand_in_every_year_and_meet_twice(size, db):
    province = tree()
    kinds = [n for n in province if n.kind in ("province", "department", "district")]
    large = Committee.objects.filter(unit__in=[n.id for n in kinds])
    assert large.count() == len(kinds) + 1
    for year in (2022, 2023, 2024):
        met = Meeting.objects.filter(day__year=year, committee__in=large).values_list(
            "committee__unit", flat=True
        )
        assert sorted(met) == sorted([n.id for n in kinds] * 2)
        standing = derive(parse_period(str(year)), codes={"women-committee-members"})
        assert {unit for _code, unit, *_cell in standing} > {n.id for n in kinds}
    assert Member.objects.filter(role="chair").count() == Committee.objects.count()
    [reconstituted] = Committee.objects.filter(valid_from__year=2024)
    assert "kiện toàn Ban VSTBPN tỉnh" in reconstituted.work_items.get().text
    served = Meeting.objects.exclude(work_items=None).values_list("committee__unit", flat=True).distinct()
    assert {province[unit].kind for unit in served} == {"province", "district"}


@of_a_province
def test_committees_show_every_state_and_every_reason(size, db):
    found = review(today())
    assert {one.verdict for one in found} == {*Verdict}
    reasons = Counter(reason.why for one in found for reason in one.reasons)
    assert set(reasons) == {*Why} - {Why.NO_CHAIR, Why.POST_ENDED, Why.UNIT_GONE, Why.OLD_DECISION}
    assert sum(one.verdict == Verdict.GOOD for one in found) > 80
    assert [r.why for one in found if one.node.key == "so-y-te" for r in one.reasons] == [Why.NO_PROGRAMME]


def test_the_pages_of_chasing_and_evidence_are_not_empty(size, db):
    assert Guidance.objects.get().receipts.count() >= 3
    waiting = Extension.objects.get()
    assert (waiting.state, waiting.report.state) == ("asked", "silent")
    assert waiting.asked_by
    assert waiting.wanted > waiting.report.due
    papers = list(Evidence.objects.all())
    assert {p.register for p in papers} == {"activities", "committee-meetings"}
    assert all(attachments.read(p.attachment).startswith(b"%PDF") for p in papers)
    assert Activity.objects.filter(pk=papers[0].record_id, kind="training").exists()
    assert today() == datetime.date(2024, 11, 12)
