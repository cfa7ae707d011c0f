"""From the database to plain values: what is official, under names that do not hang on row numbers."""

import datetime

import pytest
from django.utils import translation

from chithi.papers import json as paper_json
from chithi.papers import text
from chithi.plans.models import ProvisionLink, WorkItem
from chithi.reports.models import Answer, Cycle, Report
from chithi.shell.models import Installation
from chithi.steering import queries, seal
from chithi.steering.compose import compose
from chithi.steering.gather import gather, units_day
from chithi.units.models import UnitAlias, UnitVersion
from chithi.units.queries import tree
from tests.cast import make_unit
from tests.reports.builders import add_districts
from tests.steering.world import cycle_of, make_world

pytestmark = pytest.mark.django_db


def paper(cycle: Cycle, **asked: str):
    units = tree(units_day(cycle))
    return compose(gather(cycle, units), queries.options(cycle, units, **asked))


def test_official_words_and_figures_are_gathered_and_drafts_are_not(world):
    said = text.render(paper(cycle_of(world.plan)))
    assert "Có 6 cơ quan, đơn vị" in said
    assert "3 cơ quan, đơn vị đã gửi báo cáo, trong đó 2 gửi đúng hạn, 1 gửi sau thời hạn" in said
    assert "- Đã khám cho 500 phụ nữ. (Sở Y tế: đã hoàn thành)" in said
    assert "- Thiếu kinh phí. (Sở Y tế, UBND huyện An Hòa)" in said
    assert "không ai thấy" not in said
    assert "1\tSố cán bộ được tập huấn về bình đẳng giới\tngười\t70\t30\t20\t120\t90\t≥ 150" in said
    assert "2 đề xuất, kiến nghị:\n- Bố trí kinh phí. (Sở Y tế, UBND huyện An Hòa)" in said


def test_the_focal_unit_reports_to_the_plans_issuer_and_the_issuer_upwards(world):
    cycle = cycle_of(world.plan)
    assert paper(cycle).addressees == ("Ủy ban nhân dân tỉnh",)
    upwards = paper(cycle, issuer="tinh", to="Bộ Nội vụ")
    assert (upwards.head.issuer, upwards.addressees) == ("Ủy ban nhân dân tỉnh", ("Bộ Nội vụ",))
    with pytest.raises(queries.UnknownUnit):
        paper(cycle, issuer="khong-co")


def json_of(world) -> bytes:
    return seal.canonical(paper_json.dump(paper(cycle_of(world.plan))))


def test_it_does_not_hang_on_the_day_or_the_language_of_the_screen(world):
    before = json_of(world)
    Installation.objects.update(standing_day=datetime.date(2026, 5, 1))
    with translation.override("en"):
        assert json_of(world) == before


def test_it_does_not_hang_on_row_numbers_or_the_order_of_insertion(world):
    before = json_of(world)
    renumber(world)
    assert json_of(world) == before


def renumber(world) -> None:
    """Write the rows of answers, reports, links and work items again in another order, under other numbers."""
    cycle = Cycle.objects.get(pk=world.cycle.pk)
    for item in reversed(WorkItem.objects.filter(plan=world.plan)):
        old = item.pk
        twin = WorkItem.objects.get(pk=old)
        twin.pk = None
        twin.save(force_insert=True)
        item.assignments.update(work_item=twin)
        ProvisionLink.objects.filter(work_item=old).update(work_item=twin)
        for part in ("state", "words"):
            Answer.objects.filter(field=f"work:{old}:{part}").update(field=f"work:{twin.pk}:{part}")
        WorkItem.objects.filter(pk=old).delete()
    for report in reversed(Report.objects.filter(cycle=cycle).order_by("unit__key")):
        old = report.pk
        answers = list(Answer.objects.filter(report=old).order_by("-field"))
        Answer.objects.filter(report=old).delete()
        Report.objects.filter(pk=old).delete()
        report.pk = None
        report.save(force_insert=True)
        for answer in answers:
            answer.pk, answer.report = None, report
            answer.save(force_insert=True)


def test_two_units_of_one_name_are_told_apart_by_where_they_stand(cast):
    for parent in ("huyen-a", "huyen-b"):
        make_unit(f"tan-phu-{parent}", "Ủy ban nhân dân xã Tân Phú", "commune", cast.units[parent])
    case = gather(cycle_of(make_world(cast).plan))
    labels = [body.label for body in case.bodies]
    assert "UBND xã Tân Phú, UBND huyện An Hòa" in labels
    assert len(set(labels)) == len(labels)


def test_a_proposal_to_what_several_units_are_called_is_to_nobody_in_particular(world, cast):
    UnitAlias.objects.create(unit=cast.units["so-yt"], name="UBND tỉnh")
    case = gather(cycle_of(world.plan))
    assert {p.to: p.body for p in case.proposals} == {
        "UBND tỉnh": "",
        "Ủy ban nhân dân tỉnh": "Ủy ban nhân dân tỉnh",
    }


def test_a_unit_that_is_gone_keeps_its_report(world, cast):
    UnitVersion.objects.create(unit=cast.units["huyen-a"], valid_from=datetime.date(2024, 12, 1), ended=True)
    said = text.render(paper(cycle_of(world.plan)))
    assert "- Đã chỉ đạo 2 xã. (UBND huyện An Hòa: đã hoàn thành)" in said


def test_an_answer_to_a_work_item_that_was_withdrawn_is_still_told(world):
    WorkItem.objects.filter(pk=world.items[1].pk).update(valid_to=datetime.date(2024, 11, 30))
    said = text.render(paper(cycle_of(world.plan)))
    assert "Đã khám cho 500 phụ nữ." in said


@pytest.mark.parametrize("districts", [0, 110])
def test_it_is_gathered_in_a_bounded_number_of_queries(world, cast, districts, django_assert_max_num_queries):
    add_districts(cast, world, districts)
    cycle = cycle_of(world.plan)
    with django_assert_max_num_queries(23):
        gather(cycle)
    units = tree(units_day(cycle))
    with django_assert_max_num_queries(18):
        queries.overview(cycle, units)


def test_the_overview_says_how_many_reported_what_is_silent_and_which_targets_are_off(world):
    cycle = cycle_of(world.plan)
    found = queries.overview(cycle, tree(units_day(cycle)))
    assert (found.units["asked"], found.units["sent"], found.percent) == (6, 3, 50)
    assert [(row.number, row.silent) for row in found.contents] == [(1, False), (2, False), (3, True)]
    assert [(aim.value, aim.gap, aim.track) for aim in found.aims] == [(120, -30, "off")]
    assert [(body.key, state) for body, state in found.owing] == [
        ("so-ld", "silent"),
        ("mttq", "draft"),
        ("huyen-b", "silent"),
    ]
