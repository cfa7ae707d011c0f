"""The figures of every register: through any acts on its records they stay what one finds record by record."""

import datetime
from collections import defaultdict

import pytest
from django.db import transaction
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chithi.figures.derived import derive, window_of
from chithi.figures.periods import parse_period
from chithi.journal.actions import Operator
from chithi.leadership.models import Committee, Post
from chithi.sheets import record_actions as actions
from chithi.sheets.catalogue import REGISTERS
from chithi.sheets.fields import Month
from chithi.units.models import Unit

DAYS = [
    datetime.date(2023, 12, 31),
    datetime.date(2024, 1, 1),
    datetime.date(2024, 7, 1),
    datetime.date(2025, 1, 1),
]
PERIODS = [parse_period(text) for text in ("2023", "2024", "2024-Q3", "2024-A1")]
TEXTS = {"term": "2021-2026"}
"""What stands in a field that takes no other text."""
FED = sorted(name for name, register in REGISTERS.items() if register.measures)


def values_of(register, draw):
    """One value for each field, as a person might write it."""
    found = {}
    for name, field in register.fields.items():
        if field.kind == "choice":
            found[name] = draw.draw(
                st.sampled_from([key for key in field.choices if key or not field.required])
            )
        elif field.kind == "day":
            found[name] = draw.draw(st.sampled_from(DAYS if field.required else [None, *DAYS]))
        elif field.kind == "count":
            found[name] = draw.draw(st.integers(0, 9) if field.required else st.none() | st.integers(0, 9))
        elif isinstance(field, Month):
            found[name] = draw.draw(st.sampled_from(["1970-05", "1985-11"]))
        elif field.kind == "one":
            some = list(field.model._default_manager.order_by("pk").values_list("pk", flat=True)[:3])
            found[name] = draw.draw(st.sampled_from(some))
        else:
            found[name] = field.empty if field.kind == "many" else TEXTS.get(name, "x")
    return found


def recount(register, period):
    """Every cell, asked of one record after the other."""
    cells, of = defaultdict(int), window_of(period)
    for measure in register.measures:
        rows = register.model._default_manager.filter(measure.when(of), measure.where, withdrawn_at=None)
        for one in rows:
            mine = register.model._default_manager.filter(pk=one.pk)
            unit = mine.values_list(measure.unit, flat=True).get()
            if not measure.cells:
                cells[measure.indicator, unit, "", "", "_T"] += 1
            for (sex, breakdown, part), which in measure.cells.items():
                key = (measure.indicator, unit, breakdown, part, sex)
                if isinstance(which, Q):
                    met = mine.filter(which).exists()
                    cells[key] = max(cells[key], met) if measure.by_unit else cells[key] + met
                    continue
                given = [getattr(one, name) for name in which if getattr(one, name) is not None]
                if given:
                    cells[key] += sum(given)
    return dict(cells)


@pytest.fixture
def world(cast):
    """Two committees and two posts beside the units, for what belongs to one of them."""
    for key in ("so-yt", "huyen-a"):
        Committee.objects.create(
            title="Ban", unit=cast.units[key], valid_from=datetime.date(2020, 1, 1), created_by="x",
            added_on=datetime.date(2020, 1, 1), decision_number="1/QĐ", decision_day=datetime.date(2020, 1, 1),
        )  # fmt: skip
        Post.objects.create(
            title="Trưởng phòng", unit=cast.units[key], body="agency", level="division_head", seats=9, created_by="x",
            valid_from=datetime.date(2020, 1, 1), added_on=datetime.date(2020, 1, 1),
        )  # fmt: skip
    Post.objects.create(
        title="Giám đốc", unit=cast.units["so-yt"], body="agency", level="head", created_by="x",
        valid_from=datetime.date(2020, 1, 1), added_on=datetime.date(2020, 1, 1),
    )  # fmt: skip
    assert Unit.objects.count() > 3
    return cast


@pytest.mark.parametrize("name", FED)
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(draw=st.data())
def test_a_figure_is_what_its_records_say(world, name, draw):
    act_and_look(name, draw)


@pytest.mark.soak
@pytest.mark.parametrize("name", FED)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(draw=st.data())
def test_a_figure_is_what_many_records_say(world, name, draw):
    act_and_look(name, draw)


def act_and_look(name, draw):
    register, operator = REGISTERS[name], Operator()
    with transaction.atomic():
        made = []
        for act in draw.draw(
            st.lists(st.sampled_from(["add", "add", "change", "withdraw", "restore"]), max_size=8)
        ):
            values = values_of(register, draw)
            pk = draw.draw(st.sampled_from(made)) if made else 0
            if register.check(values):
                continue  # what nobody could save
            if act == "add" or not made:
                made.append(actions.add_record(register, values, actor=operator).pk)
            elif act == "withdraw":
                actions.withdraw_record(register, pk, "thử", actor=operator)
            elif act == "restore":
                actions.restore_record(register, pk, actor=operator)
            elif register.model._default_manager.get(pk=pk).withdrawn_at is None:
                actions.change_record(register, pk, values, actor=operator)
        codes = {measure.indicator for measure in register.measures}
        for period in PERIODS:
            assert {k: v.value for k, v in derive(period, codes=codes).items()} == recount(register, period)
        transaction.set_rollback(True)
