"""A clause that was handed over stays what it was when an amendment gives its number to another one."""

import datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse

from chithi.plans import checking, publishing
from chithi.plans.models import Plan, WorkItem
from chithi.plans.queries import duties
from chithi.reorganise.loading import read
from chithi.units.models import Succession
from chithi.units.queries import tree
from tests.cast import make_unit
from tests.plans.conftest import imported
from tests.plans.readings import PLAN
from tests.plans.test_publishing import checked, second
from tests.reorganise.conftest import HEAD

TOLD = "- Kiểm tra, giám sát việc xử lý"
LABOUR = PLAN[PLAN.index("1. Sở Lao động") : PLAN.index("2. Sở Y tế")]
HEALTH = PLAN[PLAN.index("2. Sở Y tế") : PLAN.index("3. Các sở")]
SWAPPED = PLAN.replace(LABOUR + HEALTH, "1" + HEALTH[1:] + "2" + LABOUR[1:])
AMENDED = datetime.date(2024, 10, 1)


@pytest.fixture
def plan(cast):
    cast.units["so-nv"] = make_unit("so-nv", "Sở Nội vụ", "department", cast.units["tinh"])
    found = checked(imported(cast))
    assert SWAPPED != PLAN
    return found


def amend(found):
    focal = found.cast.people["focal"]
    checking.confirm_undoubtful(second(found, SWAPPED), actor=focal)
    publishing.amend(found.plan, actor=focal, day=AMENDED)


def owed(found, key: str) -> list[str]:
    units = tree()
    mine = duties(found.plan, units).get(units.by_key(key).id, ())
    return [duty.text for duty in mine if duty.role == "lead"]


CARE, TRAINING = "Chăm sóc sức khỏe bà mẹ và trẻ em", "tập huấn cho nhân viên y tế thôn bản"


def test_the_whole_clause_stays_with_the_unit_that_took_it(plan, decide):
    decide(f"2024-07-01,13/QĐ,transfer,so-yt,so-nv,,{plan.plan.key}/III.2")
    before = {key: owed(plan, key) for key in ("so-yt", "so-nv", "so-ld")}
    assert {CARE, TRAINING} <= set(before["so-nv"])
    amend(plan)
    assert WorkItem.objects.get(text=CARE, valid_to=None, valid_from__isnull=False).at == "III.1"
    assert {key: sorted(owed(plan, key)) for key in before} == {k: sorted(v) for k, v in before.items()}


def test_one_task_of_it_stays_too(plan, decide):
    decide(f"2024-07-01,13/QĐ,transfer,so-yt,so-nv,,{plan.plan.key}/III.2#2")
    amend(plan)
    assert TRAINING in owed(plan, "so-nv")
    assert TRAINING not in owed(plan, "so-yt")
    assert CARE in owed(plan, "so-yt")


def test_the_number_then_means_what_stands_there_now(plan, decide):
    decide(f"2024-07-01,13/QĐ,transfer,so-yt,so-nv,,{plan.plan.key}/III.2")
    amend(plan)
    decide(f"2024-11-01,14/QĐ,transfer,so-ld,so-yt,,{plan.plan.key}/III.2")
    assert {CARE, TRAINING} <= set(owed(plan, "so-nv"))
    assert not any("tại doanh nghiệp" in text for text in owed(plan, "so-ld"))
    assert any("tại doanh nghiệp" in text for text in owed(plan, "so-yt"))


def test_the_same_file_after_the_amendment_still_changes_nothing(plan, decide):
    row = f"2024-07-01,13/QĐ,transfer,so-yt,so-nv,,{plan.plan.key}/III.2"
    decide(row)
    amend(plan)
    found = read(f"{HEAD}\n{row}".encode(), "a.csv")
    assert (found.coming, found.done) == (None, [2])


def test_pages_say_the_clause_and_no_numbers_of_ours(client, cast, plan, decide):
    made = decide(
        f"2024-07-01,13/QĐ,transfer,so-yt,so-nv,,{plan.plan.key}/III.2",
        f"2024-07-01,13/QĐ,transfer,so-ld,so-nv,,{plan.plan.key}/III.1#1",
    )
    client.force_login(cast.people["administrator"])
    page = client.get(reverse("reorganise:reorganisation", args=[made.pk])).content.decode()
    unit = client.get(reverse("units:unit", args=["so-nv"])).content.decode()
    called = str(Plan.objects.get(pk=plan.plan.pk))
    for shown in (page, unit):
        assert f"mục III.2 của {called}" in shown
        assert f"một nhiệm vụ thuộc mục III.1 của {called}" in shown
        for function in Succession.objects.values_list("function", flat=True):
            assert function.partition("III.")[2] not in shown


def test_what_was_entered_before_by_its_place_alone_keeps_its_tasks_too(plan, decide):
    decide(f"2024-07-01,13/QĐ,transfer,so-yt,so-nv,,{plan.plan.key}/III.2")
    kept = Succession.objects.get().function
    Succession.objects.update(function=kept.partition("=")[0])
    migration = import_module("chithi.plans.migrations.0004_functions_of_clauses")
    for _twice in range(2):
        migration.name_items(apps, None)
        assert Succession.objects.get().function == kept
