"""Units and functions named by the words people write, on the guided page and in files."""

import datetime

import pytest
from django.urls import reverse

from chithi.figures.models import Indicator
from chithi.journal.actions import Operator
from chithi.reorganise.functions import Functions
from chithi.reorganise.loading import read
from chithi.units.actions import create_unit, end_unit
from chithi.units.timeline import Facts
from tests.reorganise.conftest import HEAD, weighed
from tests.reorganise.test_pages import DAY
from tests.reports.builders import make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client, cast):
    client.force_login(cast.people["administrator"])
    return client


def keys_of(old: str, new: str, change: str = "merge") -> tuple[str, str]:
    (row,) = weighed(f"2024-07-01,12/NQ,{change},{old},{new},,").coming.rows
    return row.old, row.new


def refused(row: str) -> list[str]:
    return [str(p) for p in read(f"{HEAD}\n{row}".encode(), "a.csv").table.problems]


@pytest.mark.parametrize(
    "words",
    ["Ủy ban nhân dân xã An Lạc", "uy ban nhan dan xa an lac", "xa an lac", "UBND xã An Lạc", "xa-a1"],
)
def test_a_unit_is_taken_by_its_key_or_a_name_without_accents(cast, words):
    assert keys_of(words, "xa-b1") == ("xa-a1", "xa-b1")
    assert keys_of("xa-b1", words) == ("xa-b1", "xa-a1")


def test_a_short_name_and_another_name_mean_their_unit(cast):
    assert keys_of("so ldtbxh", "so y te") == ("so-ld", "so-yt")
    assert keys_of("hoi lhpn tinh", "ubmttq tinh") == ("hlhpn", "mttq")


def test_the_old_unit_stood_the_day_before_and_the_new_one_stands_on_the_day(cast):
    """Of two units with one name the one that ended and the one that begins are told apart by the day."""
    end_unit(cast.units["xa-a2"], DAY - datetime.timedelta(days=1), actor=Operator())
    create_unit(
        Facts("Ủy ban nhân dân xã An Phú", "commune", "huyen-a"), DAY, actor=Operator(), key="an-phu-moi"
    )
    assert keys_of("xa an lac", "xa an phu") == ("xa-a1", "an-phu-moi")
    row = "2024-07-01,12/NQ,transfer,xa an phu,xa an lac,,inspections"
    assert weighed(row).coming.rows[0].old == "xa-a2"


def test_a_name_of_several_units_is_refused_with_their_keys(cast):
    create_unit(
        Facts("Ủy ban nhân dân xã An Lạc", "commune", "huyen-b"), datetime.date(2015, 1, 1),
        actor=Operator(), key="an-lac-hai",
    )  # fmt: skip
    (said,) = refused("2024-07-01,12/NQ,merge,xa an lac,xa-b1,,")
    assert "!D2" in said
    assert "xa-a1" in said
    assert "an-lac-hai" in said
    assert "!E2" in refused("2024-07-01,12/NQ,merge,xa-b1,xa an lac,,")[0]


def test_a_name_of_nobody_says_so(cast):
    (said,) = refused("2024-07-01,12/NQ,merge,xa khong co,xa-b1,,")
    assert "mã hoặc tên “xa khong co”" in said


def test_a_new_name_that_another_unit_has_is_a_name(cast):
    assert keys_of("xa an lac", "Ủy ban nhân dân xã An Phú", "rename")[1] == "Ủy ban nhân dân xã An Phú"


def test_the_list_to_choose_from_says_when_a_unit_ends_and_leaves_out_what_ended_long_ago(admin, cast):
    end_unit(cast.units["xa-a1"], datetime.date(2024, 6, 30), actor=Operator())
    end_unit(cast.units["xa-a2"], datetime.date(2020, 6, 30), actor=Operator())
    first = datetime.date(2025, 1, 1)
    create_unit(Facts("Phường An Lạc", "commune", "huyen-a"), first, actor=Operator(), key="phuong")
    units = dict(admin.get(reverse("reorganise:new")).context["units"])
    assert units["xa-a1"] == "Ủy ban nhân dân xã An Lạc (đến hết 30/06/2024)"
    assert "xa-a2" not in units
    assert units["phuong"] == "Phường An Lạc (từ 01/01/2025)"
    assert units["xa-b1"] == "Ủy ban nhân dân xã Bình Minh"


def test_a_clause_is_taken_by_the_number_of_its_plan(cast):
    plan, _items = make_plan(cast)
    key, _why = Functions().find(f"{plan.key}/III.2")
    assert key.startswith(f"clause:{plan.key}:III.2=")
    assert Functions().find("12/kh-ubnd/III.2") == (key, "")
    assert Functions().find("12/KH-UBND/III.2#1")[0].startswith(f"clause:{plan.key}:III.2#")
    assert Functions().find("13/KH-UBND/III.2")[1]
    make_plan(cast, "ke-hoach-hai")
    assert "ke-hoach/III.2" in Functions().find("12/KH-UBND/III.2")[1]


def test_a_function_is_taken_by_its_title_without_accents(admin, cast):
    make_plan(cast)
    one = Indicator.objects.create(
        code="legal-aid", title_vi="Trợ giúp pháp lý cho phụ nữ", title_en="Legal aid", unit_vi="vụ", unit_en="cases",
        kind="flow",
    )  # fmt: skip
    assert Functions().find("tro giup phap ly cho phu nu") == (f"indicator:{one.code}", "")
    assert Functions().find("legal aid") == (f"indicator:{one.code}", "")
    assert Functions().find("kiem tra, giam sat") == ("register:inspections", "")
    Indicator.objects.create(
        code="legal-aid-2", title_vi="Trợ giúp pháp lý cho phụ nữ", title_en="x", unit_vi="vụ", unit_en="cases",
        kind="flow",
    )  # fmt: skip
    function, why = Functions().find("Trợ giúp pháp lý cho phụ nữ")
    assert function == ""
    assert "legal-aid, legal-aid-2" in why
    offered = [value for value, _label in admin.get(reverse("reorganise:new")).context["functions"]]
    assert "Kiểm tra, giám sát" in offered
    assert "legal-aid" in offered
    assert all(Functions().find(value)[0] for value in offered)
