"""Figures come from a file: official at once, all or nothing, twice without harm."""

import pytest

from chithi.figures.loading import OBSERVATIONS
from chithi.figures.models import Observation
from chithi.figures.queries import roll_up
from chithi.journal.actions import Operator
from chithi.journal.models import Entry
from chithi.sheets.loading import load
from chithi.sheets.writing import write_table
from chithi.units.queries import tree

HEAD = "indicator,unit,period,sex,value,status,breakdown,scope,part"


@pytest.fixture
def load_rows(figures):
    """``load_rows("live-births,xa-a1,2024,F,12", …)``: the outcome of loading these rows as CSV."""

    def run(*rows, actor=None, **options):
        padded = [row + "," * (HEAD.count(",") - row.count(",")) for row in rows]
        data = "\n".join([HEAD, *padded]).encode()
        return load(OBSERVATIONS, data, "so-lieu.csv", actor=actor or Operator(), **options)

    return run


def stored():
    return {
        (o.unit.key, o.sex, o.part): (o.value, o.status)
        for o in Observation.objects.filter(is_official=True).select_related("unit")
    }


def test_rows_become_official_figures_and_a_second_load_changes_nothing(load_rows):
    rows = [
        "live-births,xa-a1,2024,F,1.012",
        "live-births,xa-a1,2024,M,1.100",
        "live-births,xa-a1,2024,_T,2.112",
    ]
    first = load_rows(*rows)
    assert (first.created, first.unchanged, first.problems) == (2, 1, [])
    assert stored() == {("xa-a1", "F", ""): (1012, "final"), ("xa-a1", "M", ""): (1100, "final")}
    entries = Entry.objects.count()
    second = load_rows(*rows)
    assert (second.created, second.changed, second.unchanged) == (0, 0, 3)
    assert (Entry.objects.count(), Observation.objects.count()) == (entries, 2)


def test_a_changed_value_is_a_new_version_in_one_entry(load_rows):
    load_rows("live-births,xa-a1,2024,F,12")
    outcome = load_rows("live-births,xa-a1,2024,F,13")
    assert outcome.changed == 1
    assert list(Observation.objects.order_by("version").values_list("value", "is_official")) == [
        (12, False),
        (13, True),
    ]
    assert Entry.objects.filter(verb="sheets.load").count() == 2


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        ("unknown,xa-a1,2024,F,1", "A2", "Không có chỉ tiêu này"),
        ("live-births,nowhere,2024,F,1", "B2", "Không có đơn vị"),
        ("live-births,xa-a1,năm 2024,F,1", "C2", "không phải là kỳ"),
        ("live-births,xa-a1,2010,F,1", "B2", "chưa có hoặc không còn"),
        ("live-births,xa-a1,2024,X,1", "D2", ""),
        ("live-births,xa-a1,2024,F,hai mươi", "E2", "hai mươi"),
        ("live-births,xa-a1,2024,F,-3", "E2", "nhỏ hơn 0"),
        ("live-births,xa-a1,2024,F,", "E2", "ghi số, hoặc trạng thái"),
        ("live-births,xa-a1,2024,F,3,no-data-yet", "E2", "không ghi cả hai"),
        ("live-births,xa-a1,2024,F,3,perhaps", "F2", ""),
        ("live-births,xa-a1,2024,F,3,,age=15", "G2", "không phân tổ"),
        ("live-births,xa-a1,2024,F,3,,area", "G2", "phân tổ theo dạng"),
        ("live-births,xa-a1,2024,F,3,,,some", "H2", ""),
        ("live-births,xa-a1,2024,F,3,,,,numerator", "E2", "tử số"),
        ("sex-ratio-at-birth,xa-a1,2024,_T,105", "E2", "được tính từ chỉ tiêu khác"),
        ("inspections,xa-a1,2024,F,3", "E2", "không phân tổ theo giới"),
    ],
)
def test_a_bad_cell_is_named_with_its_reason_and_nothing_is_loaded(load_rows, row, column, says):
    outcome = load_rows(row, "live-births,xa-a2,2024,F,5")
    (problem,) = outcome.problems
    assert problem.address == f"so-lieu.csv!{column}"
    assert says in problem.message
    assert not Observation.objects.exists()


def test_every_bad_cell_of_a_row_is_named(load_rows):
    outcome = load_rows("unknown,nowhere,soon,F,hai mươi,,area")
    assert [p.address[-2:] for p in outcome.problems] == ["A2", "B2", "C2", "G2", "E2"]


def test_a_total_that_does_not_agree_is_refused_at_the_total(load_rows):
    outcome = load_rows(
        "live-births,xa-a1,2024,F,10", "live-births,xa-a1,2024,M,12", "live-births,xa-a1,2024,_T,23"
    )
    assert [p.address for p in outcome.problems] == ["so-lieu.csv!E4"]
    assert not Observation.objects.exists()


def test_the_same_figure_twice_in_a_file_is_refused(load_rows):
    outcome = load_rows("live-births,xa-a1,2024,F,10", "live-births,xa-a1,2024-01-01/2024-12-31,F,11")
    assert [p.address for p in outcome.problems] == ["so-lieu.csv!E3"]


def test_good_rows_are_loaded_where_that_is_asked(load_rows):
    outcome = load_rows("live-births,xa-a1,2024,F,x9", "live-births,xa-a2,2024,F,5", good_rows=True)
    assert (len(outcome.problems), outcome.created) == (1, 1)
    assert stored() == {("xa-a2", "F", ""): (5, "final")}


def test_a_dry_run_writes_nothing(load_rows):
    assert load_rows("live-births,xa-a1,2024,F,10", dry_run=True).created == 1
    assert not Observation.objects.exists()


def test_names_are_taken_where_they_are_clear(load_rows):
    outcome = load_rows("Trẻ em sinh ra sống,Ủy ban nhân dân xã An Lạc,2024,Nữ,5")
    assert (outcome.problems, outcome.created) == ([], 1)


def test_statuses_breakdowns_and_parts_are_kept_as_they_came(load_rows):
    outcome = load_rows(
        "live-births,xa-a1,2024,F,,no-data-yet",
        "live-births,xa-a2,2024,F,5,estimate,area=rural",
        "village-conventions-fair,xa-a1,2024,_T,3,,,,numerator",
        "village-conventions-fair,xa-a1,2024,_T,4,,,,denominator",
        'village-conventions-fair,xa-b1,2024,_T,"45,5"',
        "budget-allocated,xa-a1,2024,_T,12.5",
        "budget-allocated,xa-a2,2024,_T,12.345.678.901",
    )
    assert outcome.problems == []
    assert stored()["xa-a1", "F", ""] == (None, "no-data-yet")
    assert Observation.objects.get(breakdown="area=rural").status == "estimate"
    assert Observation.objects.get(unit__key="xa-b1").value == 455
    assert Observation.objects.get(indicator__code="budget-allocated", unit__key="xa-a1").value == 125
    assert Observation.objects.get(unit__key="xa-a2", sex="_T").value == 123456789010


def test_a_workbook_with_real_numbers_is_taken(figures):
    rows = [
        {"indicator": "live-births", "unit": "xa-a1", "period": "2024", "sex": "F", "value": 12},
        {"indicator": "budget-allocated", "unit": "xa-a1", "period": "2024", "sex": "_T", "value": 1234.5},
    ]
    data = write_table(OBSERVATIONS.columns, rows, "observations")
    outcome = load(OBSERVATIONS, data, "so-lieu.xlsx", actor=Operator())
    assert (outcome.problems, outcome.created) == ([], 2)
    assert {o.value for o in Observation.objects.all()} == {12, 12345}


def test_the_template_names_every_column(figures):
    assert OBSERVATIONS.template()[:2] == b"PK"
    assert HEAD.split(",") == [c.name for c in OBSERVATIONS.columns]


def test_a_focal_officer_loads_for_the_province_and_nobody_for_other_branches(load_rows, figures):
    assert load_rows("live-births,xa-a1,2024,F,1", actor=figures.people["focal"]).problems == []
    refused = load_rows("live-births,xa-a1,2024,F,2", actor=figures.people["district_officer"])
    assert "Không có quyền nạp" in refused.problems[0].message


def test_loaded_districts_and_communes_are_compared(load_rows, figures):
    load_rows(
        "live-births,huyen-a,2024,F,30,,,all",
        "live-births,huyen-a,2024,M,40,,,all",
        "live-births,xa-a1,2024,F,11",
        "live-births,xa-a1,2024,M,20",
    )
    births = figures.indicator("live-births")
    total = roll_up("2024", tree(), figures.units["tinh"].pk, [births.pk])[births.pk]
    assert (total.female, total.male, len(total.differences)) == (30, 40, 1)
