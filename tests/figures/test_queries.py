"""Roll-up, series and explanation over the database, in few queries."""

import datetime
import io
import json
from contextlib import redirect_stdout

import pytest
from django.db import transaction

from chithi.figures.actions import CellChange, write_cells
from chithi.figures.cells import CellKey
from chithi.figures.commands import indicators_command, series_command
from chithi.figures.explain import explain
from chithi.figures.periods import parse_period
from chithi.figures.queries import roll_up
from chithi.figures.registry import name_collector
from chithi.journal.actions import Operator
from chithi.shell.models import Installation
from chithi.units.models import Unit, UnitVersion
from chithi.units.queries import tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def give(figures):
    """``give("xa-a1", F="3", M="4")``: official figures of a unit."""

    def run(unit, code="live-births", *, year="2024", scope="own", part="", status="", draft=False, **texts):
        indicator = figures.indicator(code)
        changes = [
            CellChange(CellKey(indicator.pk, scope, "", part, sex.replace("T", "_T")), text, status)
            for sex, text in texts.items()
        ]
        with transaction.atomic():
            results = write_cells(
                figures.units[unit].pk, year, changes, by="Lê Văn Cán Bộ", origin="load", draft=draft
            )
        assert {r.state for r in results} == {"saved"}, results

    return run


def csv_of(*argv):
    with redirect_stdout(out := io.StringIO()):
        assert series_command(list(argv)) == 0
    return [line.split(",") for line in out.getvalue().splitlines()]


def test_the_province_is_rolled_up_in_few_queries(give, figures, django_assert_max_num_queries):
    give("xa-a1", F="100", M="115")
    give("huyen-b", F="100", M="109", scope="all")
    give("xa-b1", F="90", M="100")
    standing = tree()
    with django_assert_max_num_queries(5):
        totals = roll_up("2024", standing, figures.units["tinh"].pk)
    births, ratio = figures.indicator("live-births"), figures.indicator("sex-ratio-at-birth")
    assert (totals[births.pk].female, totals[births.pk].male) == (200, 224)
    assert totals[ratio.pk].rate == 112
    assert totals[births.pk].differences[0].unit_id == figures.units["huyen-b"].pk
    assert [standing[u].key for u in totals[births.pk].missing] == ["huyen-a", "xa-a2"]


def test_some_indicators_are_rolled_up_alone_with_the_base_they_are_computed_from(give, figures):
    give("xa-a1", F="100", M="115")
    ratio = figures.indicator("sex-ratio-at-birth")
    totals = roll_up("2024", tree(), figures.units["tinh"].pk, [ratio.pk])
    assert list(totals) == [ratio.pk]
    assert totals[ratio.pk].rate == 115


def test_drafts_are_never_rolled_up(give, figures):
    give("xa-a1", F="100", M="115", draft=True)
    births = figures.indicator("live-births")
    assert roll_up("2024", tree(), figures.units["tinh"].pk)[births.pk].total is None


def test_a_collector_holds_for_the_periods_that_end_in_its_time(give, figures):
    births = figures.indicator("live-births")
    name_collector(births, figures.units["so-yt"], datetime.date(2024, 1, 1), actor=Operator())
    for year in ("2023", "2024"):
        give("so-yt", F="50", M="60", year=year)
        give("xa-a1", F="10", M="10", year=year)
    top = figures.units["tinh"].pk
    assert roll_up("2023", tree(), top)[births.pk].total == 130
    assert roll_up("2024", tree(), top)[births.pk].total == 110


def test_an_explanation_goes_down_to_every_version(give, figures, django_assert_max_num_queries):
    give("xa-a1", F="10", M="12")
    give("xa-a1", F="11")
    give("xa-a1", F="99", draft=True)
    births = figures.indicator("live-births")
    standing = tree(datetime.date(2024, 12, 31))
    top = standing[figures.units["tinh"].pk]
    with django_assert_max_num_queries(4):
        told = explain(births, parse_period("2024"), standing, top)
    (line,) = told.lines
    assert (told.total.female, line.node.key) == (11, "xa-a1")
    # The draft of 99 is the unit's own until its head sends it.
    assert [(v.sex, v.version, v.value) for v in line.versions] == [("F", 2, 11), ("M", 1, 12), ("F", 1, 10)]


def test_a_series_gives_each_period_with_its_status(give):
    give("xa-a1", F="10", M="12", year="2022")
    give("xa-a1", T="25", year="2023", status="estimate")
    give("xa-a2", F="1", M="1", year="2024")
    assert csv_of("live-births", "--unit", "xa-a1") == [
        ["unit", "period", "sex", "value", "status"],
        ["xa-a1", "2022", "_T", "22", "final"],
        ["xa-a1", "2023", "_T", "25", "estimate"],
        ["xa-a1", "2024", "_T", "", "not-reported"],
    ]
    assert csv_of("live-births", "--unit", "xa-a1", "--breakdown", "sex")[1:7] == [
        ["xa-a1", "2022", "F", "10", "final"],
        ["xa-a1", "2022", "M", "12", "final"],
        ["xa-a1", "2022", "_T", "22", "final"],
        ["xa-a1", "2023", "F", "", "not-reported"],
        ["xa-a1", "2023", "M", "", "not-reported"],
        ["xa-a1", "2023", "_T", "25", "estimate"],
    ]


def test_a_series_of_reasons_says_them(give):
    for unit, status in (
        ("xa-a1", "not-applicable"),
        ("xa-a2", "no-data-yet"),
        ("xa-b1", "not-our-function"),
    ):
        give(unit, F="", M="", status=status)
        assert csv_of("live-births", "--unit", unit)[1] == [unit, "2024", "_T", "", status]


def test_a_series_without_a_unit_is_that_of_the_province_and_rates_are_exact_to_the_digit(give):
    give("xa-a1", F="100", M="115")
    give("xa-a2", F="100", M="108")
    assert csv_of("sex-ratio-at-birth")[1:] == [["tinh", "2024", "_T", "111.5", "final"]]


def test_a_commune_that_changed_its_district_takes_its_figures_along(give, figures):
    give("xa-a1", F="10", M="10", year="2023")
    give("xa-a2", F="1", M="1", year="2023")
    UnitVersion.objects.create(
        unit=figures.units["xa-a2"],
        valid_from=datetime.date(2024, 7, 1),
        name="Ủy ban nhân dân xã An Phú",
        kind="commune",
        parent=figures.units["huyen-b"],
    )
    assert csv_of("live-births", "--unit", "huyen-a")[1] == ["huyen-a", "2023", "_T", "22", "final"]
    assert csv_of("live-births", "--unit", "huyen-a", "--borders", "now")[1:] == [
        ["huyen-a", "2023", "_T", "20", "final"]
    ]
    assert csv_of("live-births", "--unit", "huyen-b", "--borders", "now")[1][3] == "2"
    give("huyen-a", F="11", M="11", year="2023", scope="all")  # of both communes, and one went elsewhere
    assert csv_of("live-births", "--unit", "huyen-a", "--borders", "now")[1:] == [
        ["huyen-a", "2023", "_T", "", "not-comparable"]
    ]
    new = Unit.objects.create(key="xa-moi")
    UnitVersion.objects.create(
        unit=new,
        valid_from=datetime.date(2024, 7, 1),
        name="Ủy ban nhân dân xã Mới",
        kind="commune",
        parent=figures.units["huyen-b"],
    )
    assert csv_of("live-births", "--borders", "now")[1][3] == "22"


@pytest.mark.parametrize("argv", [["nothing"], ["live-births", "--unit", "nowhere"]])
def test_a_series_of_what_is_not_there_is_one_line_and_exit_2(figures, capsys, argv):
    assert series_command(argv) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_catalogue_is_a_json_list_as_the_contract_says(figures, capsys):
    assert indicators_command(["--json"]) == 0
    found = {i["code"]: i for i in json.loads(capsys.readouterr().out)}
    entered = [i for i in found.values() if i["entered"]]
    assert len(entered) >= 18
    births = found["live-births"]
    assert births["title"] == {"vi": "Trẻ em sinh ra sống", "en": "Live births"}
    assert (births["kind"], births["additive"], births["entered"], births["derived"]) == (
        "flow",
        True,
        True,
        False,
    )
    assert "sex" in births["breakdowns"]
    assert births["asked"] == ["district", "commune"]
    ratio = found["sex-ratio-at-birth"]
    assert (ratio["kind"], ratio["additive"], ratio["entered"], ratio["derived"]) == (
        "rate",
        False,
        False,
        True,
    )


def test_commands_say_that_no_province_has_been_started(db, capsys):
    Installation.objects.all().delete()
    assert indicators_command([]) == 2
    assert series_command(["live-births"]) == 2
    assert "init" in capsys.readouterr().err
