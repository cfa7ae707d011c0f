"""Cells are written as versions, all or none of a cell, and drafts become official when the head sends."""

import pytest
from django.db import transaction

from chithi.figures.actions import CellChange, release, write_cells
from chithi.figures.cells import CellKey, cells_of
from chithi.figures.derived import measures
from chithi.figures.models import Indicator, Observation
from chithi.figures.queries import form
from chithi.units.queries import tree


@pytest.fixture
def write(figures):
    """``write({"F": "3"}, code="live-births")``: the state of each change by sex."""
    unit = figures.units["xa-a1"]

    def run(
        texts, code="live-births", *, part="", status="", reason="", draft=True, origin="typed", year="2024"
    ):
        indicator = figures.indicator(code)
        changes = [
            CellChange(CellKey(indicator.pk, "own", "", part, s), t, status, reason) for s, t in texts.items()
        ]
        with transaction.atomic():
            results = write_cells(unit.pk, year, changes, by="Lê Văn Cán Bộ", origin=origin, draft=draft)
        return {r.key.sex: r for r in results}

    return run


def latest():
    return {(o.part, o.sex): (o.value, o.status) for o in Observation.objects.filter(is_latest=True)}


def test_a_change_is_a_new_version_and_the_old_one_stays(write):
    assert write({"F": "1.234"})["F"].state == "saved"
    assert write({"F": "1.235"})["F"].observation.version == 2
    assert list(Observation.objects.order_by("version").values_list("value", "is_latest")) == [
        (1234, False),
        (1235, True),
    ]


def test_the_same_again_changes_nothing(write):
    write({"F": "12"})
    assert write({"F": " 12 "})["F"].state == "unchanged"
    assert Observation.objects.count() == 1


def test_a_cell_is_blanked_by_an_empty_text_and_a_blank_one_stays_blank(write):
    assert write({"F": ""})["F"].state == "unchanged"
    write({"F": "12"})
    assert write({"F": ""})["F"].state == "saved"
    assert latest() == {("", "F"): (None, "")}


def test_one_bad_cell_does_not_stop_the_others(write):
    results = write({"F": "hai mươi", "M": "20"})
    assert (results["F"].state, results["M"].state) == ("refused", "saved")
    assert "hai mươi" in results["F"].message
    assert latest() == {("", "M"): (20, "final")}


def test_a_number_and_a_reason_why_there_is_none_exclude_each_other(write):
    assert write({"F": "3"}, status="no-data-yet")["F"].state == "refused"
    assert write({"F": ""}, status="no-data-yet")["F"].state == "saved"
    assert write({"F": ""}, status="final")["F"].state == "refused"
    assert write({"F": "3"}, status="perhaps")["F"].state == "refused"
    assert latest() == {("", "F"): (None, "no-data-yet")}


def test_not_our_function_wants_its_reason_where_a_person_types(write):
    assert "chức năng" in write({"F": ""}, status="not-our-function")["F"].message
    assert write({"F": ""}, status="not-our-function", reason="Do Sở Y tế theo dõi")["F"].state == "saved"
    assert write({"M": ""}, status="not-our-function", origin="load")["M"].state == "saved"


def test_a_total_beside_women_and_men_is_checked_and_not_kept(write):
    results = write({"F": "10", "M": "12", "_T": "22"})
    assert results["_T"].state == "unchanged"
    assert latest() == {("", "F"): (10, "final"), ("", "M"): (12, "final")}
    refused = write({"_T": "23"})["_T"]
    assert refused.state == "refused"
    assert "22" in refused.message
    assert "23" in refused.message


def test_a_total_not_yet_split_gives_way_when_both_parts_come(write):
    write({"_T": "22"})
    write({"F": "10"})
    assert write({"M": "13"})["M"].state == "refused"
    assert write({"M": "12"})["M"].state == "saved"
    assert latest() == {("", "F"): (10, "final"), ("", "M"): (12, "final"), ("", "_T"): (None, "")}


def test_there_are_never_more_women_than_people(write):
    write({"_T": "22"})
    refused = write({"F": "23"})["F"]
    assert refused.state == "refused"
    assert "Số nữ (23) không thể lớn hơn tổng số (22)" in refused.message
    assert write({"F": "30", "_T": "40"})["F"].state == "saved"


def test_a_share_has_no_more_above_than_below(write):
    code = "village-conventions-fair"
    assert write({"_T": "30"}, code, part="numerator")["_T"].state == "saved"
    assert "mẫu số (20)" in write({"_T": "20"}, code, part="denominator")["_T"].message
    assert write({"_T": "40"}, code, part="denominator")["_T"].state == "saved"
    assert write({"_T": "41"}, code, part="numerator")["_T"].state == "refused"


def test_parts_of_a_share_refused_for_one_sex_leave_the_total_as_it_was(write):
    code = "violence-victims-served"
    write({"_T": "50"}, code, part="numerator")
    write({"F": "10", "M": "40"}, code, part="denominator")
    results = write({"F": "20", "M": "30"}, code, part="numerator")
    assert (results["F"].state, results["M"].state) == ("refused", "saved")
    assert latest()["numerator", "_T"] == (50, "final")


@pytest.mark.parametrize(
    ("code", "part", "sex"),
    [("sex-ratio-at-birth", "", "_T"), ("inspections", "", "F"), ("inspections", "numerator", "_T")],
)
def test_cells_that_an_indicator_has_not_are_refused(write, code, part, sex):
    assert write({sex: "1"}, code, part=part)[sex].state == "refused"
    assert Observation.objects.count() == 0


def test_money_keeps_the_digits_of_its_own_scale(write):
    write({"_T": "1.234,5"}, "budget-allocated")
    assert latest() == {("", "_T"): (12345, "final")}
    assert write({"_T": "1,55"}, "budget-allocated")["_T"].state == "refused"


def test_drafts_become_official_when_they_are_released(write, figures):
    unit = figures.units["xa-a1"].pk
    write({"F": "10", "M": "12"})
    assert not Observation.objects.filter(is_official=True).exists()
    assert release(unit, "2024") == 2
    write({"F": "11"})
    official = Observation.objects.get(is_official=True, sex="F")
    assert (official.value, official.is_latest) == (10, False)
    assert release(unit, "2024") == 1
    assert Observation.objects.get(is_official=True, sex="F").value == 11
    assert release(unit, "2024") == 0


def test_a_loaded_figure_is_official_at_once_and_over_a_draft(write):
    write({"F": "10"}, draft=False, origin="load")
    write({"F": "11"})
    write({"F": "11"}, draft=False, origin="load")
    official = Observation.objects.get(is_official=True)
    assert (official.value, official.version, official.is_latest, official.is_draft) == (11, 3, True, False)
    assert write({"F": "11"}, draft=False, origin="load")["F"].state == "unchanged"


def test_an_estimate_is_replaced_by_a_final_and_both_stay(write):
    write({"F": "10"}, status="estimate")
    write({"F": "12"})
    assert list(Observation.objects.order_by("version").values_list("value", "status")) == [
        (10, "estimate"),
        (12, "final"),
    ]


def test_sixty_cells_are_written_and_released_in_few_statements(figures, django_assert_max_num_queries):
    keys = [
        CellKey(i.pk, "own", breakdown, part, sex)
        for breakdown in ("", "area=rural")
        for i in Indicator.objects.filter(entered=True)
        for part, sex in cells_of(i.kind, i.by_sex)
        if not (i.by_sex and sex == "_T")
    ][:60]
    assert len(keys) == 60
    unit = figures.units["xa-a1"].pk
    for text in ("3", "4"):
        typed = [CellChange(key, text) for key in keys]
        with transaction.atomic(), django_assert_max_num_queries(4):
            results = write_cells(unit, "2024", typed, by="x")
        assert {r.state for r in results} == {"saved"}
    with transaction.atomic(), django_assert_max_num_queries(3):
        assert release(unit, "2024") == 60


def test_a_form_shows_what_stands_and_what_stood_last_year(write, figures, django_assert_max_num_queries):
    write({"F": "1.200", "M": "1.300"}, year="2023", draft=False)
    write({"F": "1.250"}, reason="số ước", status="estimate")
    standing = tree()
    node = standing.by_key("xa-a1")
    with django_assert_max_num_queries(3 + len({register.name for register, _measure in measures()})):
        rows = form(node, "2024", standing)
    row = next(r for r in rows if r.indicator.code == "live-births")
    female, male = row.cell("", "F"), row.cell("", "M")
    assert (female.text, female.status, female.reason, female.is_draft) == (
        "1.250",
        "estimate",
        "số ước",
        True,
    )
    assert (female.last_year, male.text, male.last_year) == ("1.200", "", "1.300")
    assert female.code == "f:live-births:own::F"
    assert row.scope == "own"


def test_forms_ask_each_kind_of_unit_for_eight_to_fourteen_indicators(figures):
    standing = tree()
    sizes = {
        key: len(form(standing.by_key(key), "2024", standing))
        for key in ("so-yt", "huyen-a", "xa-a1", "hlhpn")
    }
    assert all(8 <= size <= 14 for size in sizes.values()), sizes
    assert {r.scope for r in form(standing.by_key("huyen-a"), "2024", standing)} == {"all"}
