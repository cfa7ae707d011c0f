"""The two rates that posts, holders and the pool feed: counted by hand, against a recount from nothing and the page of
women in leadership, and on their whole way from a record to the accepted figure and back."""

import datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chithi.figures.catalogue import install
from chithi.figures.derived import Derived, derive, for_unit
from chithi.figures.models import Indicator, Observation
from chithi.figures.periods import parse_period
from chithi.figures.queries import roll_up
from chithi.figures.women import picture
from chithi.journal.actions import Operator
from chithi.leadership.models import Holder, Planned, Post
from chithi.reports import actions, corrections
from chithi.reports.changes import Sent
from chithi.reports.content import content_of
from chithi.reports.models import Correction
from chithi.reports.moves import Refused
from chithi.sheets.catalogue import REGISTERS
from chithi.sheets.record_actions import (
    add_record,
    change_record,
    restore_record,
    withdraw_record,
)
from chithi.units.models import UnitVersion
from chithi.units.queries import tree
from tests.leadership.test_committees import reading
from tests.reports.builders import make_round

BODIES, TRAINED = "bodies-with-woman-key-leader", "pool-women-trained"
Y2024 = parse_period("2024")
LONG_AGO = datetime.date(2016, 1, 1)
LATER = datetime.date(2024, 7, 1)
NAME = "Nguyễn Thị Không Ai Biết"
OPERATOR = Operator()


def add(register_name, /, **values):
    register = REGISTERS[register_name]
    empty = {n: field.empty for n, field in register.fields.items()}
    return add_record(register, {**empty, **values}, actor=OPERATOR)


def post(unit, level="head", **more):
    values = {"title": "Cấp trưởng", "unit": unit.pk, "body": "agency", "level": level, "seats": 3}
    return add("posts", **{**values, "valid_from": LONG_AGO, **more})


def hold(of, sex, **more):
    values = {"post": of.pk, "name": NAME, "sex": sex, "birth_month": "1975-03", "held_as": "main"}
    return add("post-holders", **{**values, "appointed_on": LONG_AGO, "valid_from": LONG_AGO, **more})


def plan(unit, sex, trained, **more):
    values = {"unit": unit.pk, "name": NAME, "sex": sex, "birth_month": "1985-03", "level": "deputy"}
    values |= {"term": "2021-2026", "valid_from": LONG_AGO, "valid_to": datetime.date(2026, 12, 31)}
    return add("planning-pool", **{**values, "trained": trained, **more})


def cells(found):
    """(part, unit) or (part,) → value of what was derived."""
    return {key[-2]: value.value for key, value in found.items()}


def of(unit, code, scope="own", period=Y2024):
    return cells(for_unit(unit.pk, scope, period, tree(period.last), [code]))


class TestByHand:
    def test_a_body_counts_once_and_has_a_woman_or_none(self, cast):
        u = cast.units
        head, deputy = post(u["so-yt"]), post(u["so-yt"], "deputy", title="Cấp phó")
        hold(head, "M"), hold(deputy, "F"), hold(deputy, "F", held_as="beside"), hold(deputy, "M")
        assert derive(Y2024, codes=[BODIES]) == {
            (BODIES, u["so-yt"].pk, "", "numerator", "_T"): Derived(1, 4),
            (BODIES, u["so-yt"].pk, "", "denominator", "_T"): Derived(1, 4),
        }

    def test_only_men_make_a_nought_over_one_and_who_has_left_is_no_key_leader(self, cast):
        head = post(cast.units["so-yt"])
        hold(head, "M"), hold(head, "F", valid_to=datetime.date(2024, 12, 30))
        assert of(cast.units["so-yt"], BODIES) == {"numerator": 0, "denominator": 1}

    def test_who_is_no_state_body_or_keeps_no_key_leader_says_nothing(self, cast):
        u = cast.units
        (
            hold(post(u["hlhpn"], body="mass"), "F"),
            hold(post(u["so-ld"], "division_head"), "F"),
            post(u["so-yt"]),
        )
        assert derive(Y2024, codes=[BODIES]) == {}

    def test_what_a_unit_was_in_a_year_decides_whether_it_is_a_body(self, cast):
        u = cast.units
        hold(post(u["hlhpn"]), "F")
        before = UnitVersion.objects.get(unit=u["hlhpn"])
        UnitVersion.objects.create(
            unit=u["hlhpn"], name=before.name, kind="department", parent=u["tinh"], valid_from=LATER
        )
        assert of(u["hlhpn"], BODIES, period=parse_period("2023")) == {}
        assert of(u["hlhpn"], BODIES) == {"numerator": 1, "denominator": 1}

    def test_a_district_counts_its_communes_as_bodies(self, cast):
        u = cast.units
        for key, sexes in (("huyen-a", "MM"), ("xa-a1", "FFM"), ("xa-a2", "F"), ("xa-b1", "F")):
            one = post(u[key], body="committee")
            for sex in sexes:
                hold(one, sex)
        assert of(u["huyen-a"], BODIES) == {"numerator": 0, "denominator": 1}
        assert of(u["huyen-a"], BODIES, "all") == {"numerator": 2, "denominator": 3}

    def test_women_of_the_pool_of_whom_it_is_known_and_those_of_them_who_were_trained(self, cast):
        u = cast.units
        for sex, trained in (("F", "yes"), ("F", "yes"), ("F", "no"), ("F", ""), ("M", "yes"), ("M", "no")):
            plan(u["so-yt"], sex, trained)
        plan(u["so-yt"], "F", "yes", valid_to=datetime.date(2024, 6, 30))
        plan(u["so-ld"], "F", ""), plan(u["hlhpn"], "F", "no")
        assert of(u["so-yt"], TRAINED) == {"numerator": 2, "denominator": 3}
        assert of(u["so-ld"], TRAINED) == {}
        assert of(u["hlhpn"], TRAINED) == {"numerator": 0, "denominator": 1}

    def test_both_figures_of_the_pool_are_one_query(self, cast):
        plan(cast.units["so-yt"], "F", "yes")
        with CaptureQueriesContext(connection) as caught:
            assert len(derive(Y2024, codes=[TRAINED, "planning-pool"])) == 4
        assert len(caught) == 2  # the records, and when data close


def recount(day):
    """(code, unit, part) → number, from the rows alone, one after the other."""
    kinds = {"tinh", "so-ld", "so-yt", "huyen-a", "huyen-b", "xa-a1", "xa-a2", "xa-b1", "xa-b2"}
    found: dict = {}
    for one in Holder.objects.filter(withdrawn_at=None).select_related("post__unit"):
        at = one.post
        spans = [(one.valid_from, one.valid_to), (at.valid_from, at.valid_to)]
        stands = all(first <= day and (last is None or day <= last) for first, last in spans)
        if stands and at.withdrawn_at is None and at.level in ("head", "deputy") and at.unit.key in kinds:
            key = (BODIES, at.unit_id)
            found[*key, "denominator"] = 1
            found[*key, "numerator"] = max(found.get((*key, "numerator"), 0), int(one.sex == "F"))
    for one in Planned.objects.filter(withdrawn_at=None, sex="F").exclude(trained=""):
        if one.valid_from <= day <= one.valid_to:
            for part, more in (("denominator", 1), ("numerator", int(one.trained == "yes"))):
                found[TRAINED, one.unit_id, part] = found.get((TRAINED, one.unit_id, part), 0) + more
    return found


def on_the_page(day):
    """(women, total) of both shares, as the page of women in leadership makes them of the whole province."""
    shown = {key: picture(day).section(key) for key in ("bodies", "trained")}
    return {key: (s.whole.tally.women, s.whole.tally.total) if s else (0, 0) for key, s in shown.items()}


UNITS = ("so-yt", "hlhpn", "huyen-a", "xa-a1")
DAYS = st.sampled_from([LONG_AGO, datetime.date(2024, 7, 1), datetime.date(2024, 12, 31)])
ENDS = st.sampled_from([datetime.date(2024, 12, 30), datetime.date(2026, 12, 31)])
VALUES = {
    "posts": {"level": st.sampled_from(["head", "deputy", "division_head"]), "unit": st.sampled_from(UNITS)},
    "post-holders": {"sex": st.sampled_from("FM"), "valid_from": DAYS, "valid_to": ENDS | st.none()},
    "planning-pool": {
        "sex": st.sampled_from("FM"), "trained": st.sampled_from(["yes", "no", ""]), "valid_from": DAYS,
        "valid_to": ENDS, "unit": st.sampled_from(UNITS),
    },
}  # fmt: skip
ACTS = st.sampled_from(sorted(VALUES)).flatmap(
    lambda name: st.tuples(
        st.just(name),
        st.sampled_from(["add", "add", "change", "withdraw", "restore"]),
        st.integers(0, 5),
        st.fixed_dictionaries(VALUES[name]),
    )
)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(ACTS, min_size=1, max_size=10))
def test_through_any_acts_the_rates_are_a_recount_and_what_the_page_says(cast, acts):
    look_after_each(cast, acts)


@pytest.mark.soak
@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(ACTS, min_size=1, max_size=14))
def test_through_many_acts_the_rates_are_a_recount_and_what_the_page_says(cast, acts):
    look_after_each(cast, acts)


def look_after_each(cast, acts):
    with transaction.atomic():
        made = {name: [] for name in VALUES}
        made["posts"] += [post(cast.units[key]).pk for key in UNITS]
        for name, act, place, values in acts:
            if "unit" in values:
                values = {**values, "unit": cast.units[values["unit"]].pk}
            pk = made[name][place % len(made[name])] if made[name] else 0
            if act == "add" or not pk:
                make(name, made, place, values)
            elif act == "withdraw":
                withdraw_record(REGISTERS[name], pk, "thử", actor=OPERATOR)
            elif act == "restore":
                restore_record(REGISTERS[name], pk, actor=OPERATOR)
            elif REGISTERS[name].model._default_manager.get(pk=pk).withdrawn_at is None:
                change_record(REGISTERS[name], pk, values, actor=OPERATOR)
            compare()
        transaction.set_rollback(True)


def make(name, made, place, values):
    if name == "posts":
        common = {"title": "Cấp phó", "body": "agency", "seats": 1, "valid_from": LONG_AGO}
        one = add(name, **common, **values)
    elif name == "post-holders":
        one = hold(Post.objects.get(pk=made["posts"][place % len(made["posts"])]), **values)
    else:
        common = {"birth_month": "1985-03", "level": "deputy", "term": "2021-2026"}
        one = add(name, **common, **values, name=NAME)
    made[name].append(one.pk)


def compare():
    found = derive(Y2024, codes=[BODIES, TRAINED])
    assert {(code, unit, part): d.value for (code, unit, _b, part, _s), d in found.items()} == recount(
        Y2024.last
    )
    sums = {
        key: tuple(sum(d.value for k, d in found.items() if (k[0], k[3]) == (code, part)) for part in parts)
        for key, code in (("bodies", BODIES), ("trained", TRAINED))
        for parts in [("numerator", "denominator")]
    }
    assert on_the_page(Y2024.last) == sums


@pytest.fixture
def asked(cast):
    """A round in which departments and districts are asked for both rates. Health: a man leads with a woman beside him;
    of the four women of its pool two were trained, one was not, of one it is not known; so is the one of labour's."""
    install(actor=OPERATOR, top=cast.units["tinh"])
    round_ = make_round(cast)
    unit = cast.units["so-yt"]
    head = post(unit)
    round_.unit, round_.man, round_.woman = unit, hold(head, "M"), hold(head, "F")
    round_.women = [plan(unit, "F", trained) for trained in ("yes", "yes", "no", "")]
    plan(cast.units["so-ld"], "F", "no")
    for model in (Post, Holder, Planned):
        model.objects.update(added_on=LONG_AGO)
    return round_


def name_of(code, part):
    return f"f:{code}:own:{part}:_T"


def shown(round_, code):
    fields = content_of(round_.report("so-yt")).fields
    return tuple(fields[name_of(code, part)].value for part in ("numerator", "denominator"))


def official(round_, code):
    rows = Observation.objects.filter(indicator__code=code, unit=round_.unit, is_official=True)
    return {row.part: (row.value, row.origin) for row in rows}


def accept(round_, cast):
    actions.approve_and_send(round_.report("so-yt"), actor=cast.people["head"])
    actions.accept(round_.report("so-yt"), actor=cast.people["focal"])


def raised(code):
    """(part, accepted, now, state) of the corrections of a rate, the oldest first."""
    found = Correction.objects.filter(indicator__code=code).order_by("number")
    return list(found.values_list("part", "was", "now", "state"))


class TestTheWalk:
    def test_both_parts_stand_in_the_form_and_are_signed(self, asked, cast):
        assert (shown(asked, BODIES), shown(asked, TRAINED)) == (("1", "1"), ("2", "3"))
        assert not Observation.objects.exists()
        change_record(REGISTERS["planning-pool"], asked.women[2].pk, {"trained": "yes"}, actor=OPERATOR)
        assert shown(asked, TRAINED) == ("3", "3")
        actions.approve_and_send(asked.report("so-yt"), actor=cast.people["head"])
        assert official(asked, BODIES) == {"numerator": (1, "records"), "denominator": (1, "records")}
        assert official(asked, TRAINED) == {"numerator": (3, "records"), "denominator": (3, "records")}

    def test_the_form_shows_the_rate_and_leads_to_the_records(self, asked, cast, sign_in):
        rows = {row.indicator.code: row for row in content_of(asked.report("so-yt")).figures}
        assert (rows[TRAINED].rate, rows[TRAINED].records, rows[BODIES].rate) == ("66,7", 3, "100,0")
        page = sign_in(cast.people["officer"]).get(f"/reports/{asked.report('so-yt').pk}/").content.decode()
        assert f"/figures/{TRAINED}/2024/records/?unit=so-yt" in page

    def test_a_part_typed_over_says_which_and_needs_a_reason(self, asked, cast, sign_in):
        report = asked.report("so-yt")
        typed = Sent(name_of(TRAINED, "numerator"), "3", "final")
        actions.save_changes(report, [typed], by="Lê Văn Cán Bộ")
        row = next(r for r in content_of(report).figures if r.indicator.code == TRAINED)
        assert [(name, cell.value, cell.proposed) for name, cell in row.differing] == [
            ("Số nữ trong quy hoạch đã được bồi dưỡng", "3", "2")
        ]
        page = sign_in(cast.people["officer"]).get(f"/reports/{report.pk}/").content.decode()
        assert "Số nữ trong quy hoạch đã được bồi dưỡng: 3 → 2" in page
        with pytest.raises(Refused):
            actions.approve_and_send(report, actor=cast.people["head"])
        again = Sent(name_of(TRAINED, "numerator"), "2", "final")
        [outcome] = actions.save_changes(report, [again], by="Lê Văn Cán Bộ")
        assert (outcome.outcome, outcome.value) == ("saved", "2")
        cell = content_of(report).fields[name_of(TRAINED, "numerator")]
        assert (cell.value, cell.is_filled, cell.differs) == ("2", True, False)  # the registers' own again

    def test_a_record_that_changes_later_raises_a_correction_of_its_part(self, asked, cast, sign_in):
        accept(asked, cast)
        change_record(REGISTERS["planning-pool"], asked.women[0].pk, {"trained": "no"}, actor=OPERATOR)
        assert raised(TRAINED) == [("numerator", 2, 1, "open")]
        withdraw_record(REGISTERS["planning-pool"], asked.women[2].pk, "nhầm", actor=OPERATOR)
        assert raised(TRAINED)[1:] == [("denominator", 3, 2, "open")]
        client = sign_in(cast.people["focal"])
        for address in (
            f"/reports/{asked.report('so-yt').pk}/review/",
            f"/steering/{asked.cycle.pk}/",
        ):
            page = client.get(address).content.decode()
            assert "Số nữ trong quy hoạch đã được bồi dưỡng" in page, address
            assert "2 → <b>1</b>" in page, address
            assert "3 → <b>2</b>" in page, address
            assert NAME not in page, address
        corrections.take(Correction.objects.get(part="numerator"), actor=cast.people["focal"])
        assert official(asked, TRAINED) == {"numerator": (1, "records"), "denominator": (2, "records")}
        assert [row[-1] for row in raised(TRAINED)] == ["taken", "taken"]

    def test_the_last_woman_who_leaves_and_a_post_that_was_none_are_corrections(self, asked, cast):
        accept(asked, cast)
        change_record(REGISTERS["post-holders"], asked.woman.pk, {"valid_to": LATER}, actor=OPERATOR)
        assert raised(BODIES) == [("numerator", 1, 0, "open")]
        change_record(REGISTERS["posts"], asked.man.post_id, {"level": "division_head"}, actor=OPERATOR)
        assert {row for row in raised(BODIES) if row[-1] == "open"} == {
            ("numerator", 1, None, "open"),
            ("denominator", 1, None, "open"),
        }

    def test_a_part_declined_does_not_come_back_and_holds_up_no_other(self, asked, cast):
        accept(asked, cast)
        change_record(REGISTERS["planning-pool"], asked.women[0].pk, {"trained": "no"}, actor=OPERATOR)
        corrections.decline(Correction.objects.get(), "Đã công bố", actor=cast.people["focal"])
        change_record(REGISTERS["planning-pool"], asked.women[3].pk, {"trained": "no"}, actor=OPERATOR)
        assert raised(TRAINED) == [("numerator", 2, 1, "declined"), ("denominator", 3, 4, "open")]

    def test_rates_are_made_of_sums_and_never_averaged(self, asked, cast):
        accept(asked, cast)
        actions.save_changes(asked.report("so-ld"), [Sent("results", "Đã làm.")], by="thử")
        actions.approve_and_send(asked.report("so-ld"), actor=cast.people["focal"])
        total = roll_up("2024", tree(), cast.units["tinh"].pk)[Indicator.objects.get(code=TRAINED).pk]
        assert (total.numerator, total.denominator) == (2, 4)


class TestBehind:
    def test_the_page_of_records_opens_numerator_and_denominator(self, asked, cast, sign_in):
        client = sign_in(cast.people["officer"])
        for code, people in ((TRAINED, (2, 3)), (BODIES, (1, 2))):
            address = f"/figures/{code}/2024/records/?unit=so-yt"
            page = client.get(address)
            assert [c.value for c in page.context["cells"]] == ([2, 3] if code == TRAINED else [1, 1])
            counts = []
            for part in ("numerator", "denominator"):
                assert f"?unit=so-yt&amp;part={part}" in page.content.decode()
                [source] = client.get(address, {"unit": "so-yt", "part": part}).context["sources"]
                counts.append(source.page.count)
            assert tuple(counts) == people
        assert client.get(address, {"unit": "so-yt", "part": "' OR 1"}).status_code == 200

    @pytest.mark.parametrize("who", ["stranger", "branch", "neighbour", "statistician", "nobody"])
    def test_who_reads_no_names_learns_none_of_them(self, asked, cast, sign_in, who):
        reading(cast)
        client = sign_in(cast.people[who])
        for code in (TRAINED, BODIES):
            for part in ("", "numerator", "denominator"):
                for place in ("records/", ""):
                    query = {"unit": "so-yt", "part": part}
                    page = client.get(f"/figures/{code}/2024/{place}", query).content.decode()
                    assert NAME not in page, (code, part, place)
                    assert who == "nobody" or place == "" or "Các bản ghi này có họ tên" in page

    def test_the_explanation_says_what_the_registers_say_now(self, asked, cast, sign_in):
        accept(asked, cast)
        client, address = sign_in(cast.people["focal"]), f"/figures/{TRAINED}/2024/"
        before = client.get(address).content.decode()
        change_record(REGISTERS["planning-pool"], asked.women[3].pk, {"trained": "no"}, actor=OPERATOR)
        assert "2 / 4" not in before
        assert "2 / 4" in client.get(address).content.decode()

    def test_a_record_leads_to_the_rate_that_counts_it(self, asked, cast, sign_in):
        client = sign_in(cast.people["officer"])
        for register, one, code in (
            ("post-holders", asked.woman, BODIES),
            ("planning-pool", asked.women[0], TRAINED),
        ):
            page = client.get(f"/registers/{register}/{one.pk}/").content.decode()
            assert f"/figures/{code}/2024/?unit=so-yt" in page
