"""The figures of the demonstration are counted from its records, and its followed records are alive."""

import datetime
from collections import Counter

import pytest

from chithi.demo import build
from chithi.demo.cycles import CODES, SILENT_BEFORE
from chithi.figures.cells import scope_for
from chithi.figures.derived import added, branch, derive, measured
from chithi.figures.filling import proposals
from chithi.figures.models import Indicator, Observation
from chithi.figures.periods import parse_period
from chithi.figures.queries import roll_up
from chithi.leadership.committee_queries import review
from chithi.leadership.models import Committee, Meeting, Member
from chithi.leadership.upkeep import Verdict, Why
from chithi.records.models import Activity, Inspection, Proposal
from chithi.reports.content import content_of
from chithi.reports.models import Cycle, Extension, Report
from chithi.sheets.catalogue import REGISTERS
from chithi.sheets.models import Evidence
from chithi.shell import attachments
from chithi.shell.clock import today
from chithi.steering.models import Guidance
from chithi.units.queries import tree

TOLD_OTHERWISE = {("tx-dong-lam", "communication-participants", "", "F")}
"""The one cell that its unit typed over, with a reason."""


@pytest.fixture
def province(db):
    build.make("province", 3, 1)
    return tree()


@pytest.fixture
def commune(db):
    build.make("commune", 1, 1)
    return tree()


def test_what_accepted_units_report_of_measured_indicators_is_what_their_records_say(province):
    """Cell by cell for every round, and then the totals of the consolidated report of a closed one."""
    fed = Indicator.objects.filter(code__in=measured()).exclude(asked=[]).values_list("code", flat=True)
    assert set(fed) == CODES
    for cycle in Cycle.objects.all():
        found = derive(parse_period(cycle.period), codes=CODES)
        for report in Report.objects.filter(cycle=cycle, state="accepted").select_related("unit"):
            node = province[report.unit_id]
            offered = added(found, branch(node.id, scope_for(node, province), province))
            rows = Observation.objects.filter(
                unit=node.id, period=cycle.period, is_official=True, indicator__code__in=CODES
            ).values_list("indicator__code", "breakdown", "sex", "value")
            said = {(code, breakdown, sex): value for code, breakdown, sex, value in rows}
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
        counted = sum(
            d.value
            for (c, unit, breakdown, _sex), d in found.items()
            if c == code and not breakdown and is_heard(province[unit], indicator, silent)
        )
        assert totals[indicator.pk].total == counted, code


def is_heard(node, indicator, silent):
    """A unit that is asked and reported; a commune that is not asked stands in the figure of its district."""
    if node.kind == "commune" and node.kind not in indicator.asked:
        return "district" in indicator.asked and node.parent_id not in silent
    return node.kind in indicator.asked and node.id not in silent


@pytest.mark.parametrize("size", ["province", "commune"])
def test_every_record_would_be_taken_by_its_form(size, request):
    request.getfixturevalue(size)
    for name in REGISTERS:
        register = REGISTERS[name]
        for one in register.model._default_manager.all():
            values = register.values(one)
            assert not register.check(values), (name, one, register.check(values))
            assert all(values[n] not in (None, "") for n, f in register.fields.items() if f.required), one


def test_some_is_still_followed_and_one_is_overdue(province):
    states = {key: state.where(today()) for key, state in REGISTERS["inspections"].states.items()}
    counts = {key: Inspection.objects.filter(where).count() for key, where in states.items()}
    assert counts["overdue"] == 1
    assert counts["open"] >= 5
    assert not Inspection.objects.filter(closed_on=None, day__year__lt=2024).exists()
    assert Inspection.objects.get(states["overdue"]).unit.key == "so-y-te"
    assert {"", "considered", "accepted"} <= set(Proposal.objects.values_list("outcome", flat=True))
    assert not Proposal.objects.filter(day__year__lt=2024, outcome="").exists()


@pytest.mark.parametrize(("size", "key"), [("province", "so-y-te"), ("commune", "tram-y-te")])
def test_the_draft_of_the_last_round_shows_the_proposals_of_the_register(size, key, request):
    """Two of them, with what is known of their answers, beside what was typed."""
    request.getfixturevalue(size)
    report = Report.objects.get(unit__key=key, cycle__year=2024)
    rows = content_of(report).proposals
    from_register = [(to, text) for _n, to, text in rows if text.told and text.is_filled]
    assert report.state == "draft"
    assert len(from_register) >= 2
    assert "(Kết quả: đã được tiếp thu một phần ngày 17/05/2024: " in from_register[0][1].value
    assert "Kết quả" not in from_register[1][1].value
    assert all(to.value for to, _text in from_register)


def test_committees_stand_in_every_year_and_meet_twice(province):
    kinds = [n for n in province if n.kind in ("province", "department", "district")]
    large = Committee.objects.filter(unit__in=[n.id for n in kinds])
    assert large.count() == len(kinds) + 1
    for year in (2022, 2023, 2024):
        met = Meeting.objects.filter(day__year=year, committee__in=large).values_list(
            "committee__unit", flat=True
        )
        assert sorted(met) == sorted([n.id for n in kinds] * 2)
        standing = derive(parse_period(str(year)), codes={"women-committee-members"})
        assert {unit for _code, unit, _b, _s in standing} > {n.id for n in kinds}
    assert Member.objects.filter(role="chair").count() == Committee.objects.count()
    [reconstituted] = Committee.objects.filter(valid_from__year=2024)
    assert "kiện toàn Ban VSTBPN tỉnh" in reconstituted.work_items.get().text
    served = Meeting.objects.exclude(work_items=None).values_list("committee__unit", flat=True).distinct()
    assert {province[unit].kind for unit in served} == {"province", "district"}


def test_committees_show_every_state_and_every_reason(province):
    found = review(today())
    assert {one.verdict for one in found} == {*Verdict}
    reasons = Counter(reason.why for one in found for reason in one.reasons)
    assert set(reasons) == {*Why} - {Why.NO_CHAIR, Why.POST_ENDED, Why.UNIT_GONE, Why.OLD_DECISION}
    assert sum(one.verdict == Verdict.GOOD for one in found) > 80
    assert [r.why for one in found if one.node.key == "so-y-te" for r in one.reasons] == [Why.NO_PROGRAMME]


@pytest.mark.parametrize("size", ["province", "commune"])
def test_the_pages_of_chasing_and_evidence_are_not_empty(size, request):
    request.getfixturevalue(size)
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
