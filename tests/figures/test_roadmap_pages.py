"""The page of the roadmap: a small unit counted by hand. The day is 12/11/2024, so the years begin with 2025."""

import csv
import datetime
import io
from fractions import Fraction

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from chithi.figures import catalogue
from chithi.figures.models import Indicator, Target
from chithi.figures.roadmap_forms import RoadmapForm
from chithi.journal.actions import Operator
from chithi.leadership.futures import HORIZON, SEED, Asked, futures
from chithi.leadership.pool import Planned
from chithi.leadership.roadmaps import Body
from chithi.roadmap import plan as planning
from chithi.roadmap.vacancies import Holder as Seated
from chithi.sheets.files import read_sheets
from tests.leadership.test_committees import SEE_HEALTH, reading
from tests.leadership.test_roadmap import DAY, holder, post

PAGE = "/figures/women-in-leadership/roadmap/"


@pytest.fixture
def unit(cast):
    """A head and three deputies, all men. By Decree 135/2020 the head, born in 5/1964, retires within 2025, the deputy
    born in 6/1966 within 2028, those of 1/1980 and 1/1985 at 62 in 2042 and 2047."""
    unit = cast.units["so-yt"]
    holder(post(unit, "head", 1), "M", "1964-05")
    deputies = post(unit, "deputy", 3)
    for born in ("1966-06", "1980-01", "1985-01"):
        holder(deputies, "M", born)
    return unit


def ask(client, table="", ending="", **asked):
    address = reverse("figures:roadmap-table", args=[table, ending]) if table else PAGE
    return client.get(address, {"unit": "so-yt", **asked})


def test_a_leader_sees_the_whole_at_once_measured_by_the_province_s_target(unit, cast, sign_in):
    catalogue.install(actor=Operator(), top=cast.units["tinh"])
    page = sign_in(cast.people["leader"]).get(PAGE)
    choice = page.context["choice"]
    assert (choice.node.key, choice.scope) == ("tinh", "all")
    [(one, _said, _drawn)] = page.context["parts"]
    assert [target.year for target in one.asked.targets] == [2030]


def test_a_target_that_can_be_met_with_its_women_by_year_and_level(unit, cast, sign_in):
    page = ask(sign_in(cast.people["officer"]), target_1="50", year_1="2030")
    [(one, _said, drawn)] = page.context["parts"]
    assert (one.plan.total, one.plan.busiest, one.answers[0].met) == (2, 1, True)
    rows = {
        (year, str(level)): [(r.vacancies, r.appoint, r.women) for r, _share in rows]
        for year, level, is_whole, rows in page.context["plan"]
        if not is_whole
    }
    assert rows == {
        (2025, "Cấp trưởng (lãnh đạo chủ chốt)"): [(1, 1, 1)],
        (2028, "Cấp phó của người đứng đầu (lãnh đạo chủ chốt)"): [(1, 1, 1)],
    }
    assert [numbers for _year, numbers in drawn.rows] == [
        ["0,0", "–"], ["25,0 (theo kế hoạch)", "–"], ["25,0 (theo kế hoạch)", "–"], ["25,0 (theo kế hoạch)", "–"],
        ["50,0 (theo kế hoạch)", "–"], ["50,0 (theo kế hoạch)", "–"], ["50,0 (theo kế hoạch)", "≥ 50,0"],
    ]  # fmt: skip
    text = page.content.decode()
    assert "50,0 % vào năm 2030: 2/4 vị trí, cần 2." in text
    assert "<svg" in text


def test_what_cannot_be_met_says_the_most_and_the_first_year_in_which_it_could(unit, cast, sign_in):
    page = ask(sign_in(cast.people["officer"]), target_1="75", year_1="2030")
    [(one, _said, _drawn)] = page.context["parts"]
    assert (one.answers[0].met, one.answers[0].outcome.most, one.answers[0].earliest) == (False, 2, 2042)
    text = page.content.decode()
    assert "cần 3/4 vị trí, nhiều nhất được 2" in text
    assert "Sớm nhất là năm 2042" in text
    never = ask(sign_in(cast.people["officer"]), target_1="100", year_1="2030")
    assert "Sớm nhất là năm 2047" in never.content.decode()


def test_a_year_beyond_those_looked_at_is_not_named(unit, cast, sign_in):
    holder(post(unit, "other", 1), "M", "1995-01")
    page = ask(sign_in(cast.people["officer"]), target_1="100", year_1="2030")
    assert page.context["parts"][0][0].answers[0].earliest is None
    assert "Không năm nào trong các năm đã xét" in page.content.decode()


def test_up_to_three_scenarios_stand_side_by_side_with_the_targets_in_their_years(unit, cast, sign_in):
    page = ask(
        sign_in(cast.people["officer"]),
        target_1="25", year_1="2026", target_b_1="50", year_b_1="2028",
        target_2="50", year_2="2028", women_2="0",
        women_3="50",
    )  # fmt: skip
    futures_ = page.context["found"].futures
    assert [f.asked.name for f in futures_] == ["Phương án 1", "Phương án 2", "Phương án 3"]
    assert [[a.met for a in f.answers] for f in futures_] == [[True, True], [False], []]
    assert [f.plan.total for f in futures_] == [
        2,
        0,
        2,
    ]  # half of one vacancy, rounded half up, in each level
    assert "phương án này chưa đạt" in page.content.decode()
    assert len(page.context["plan"][0][3]) == 3


def test_an_uncertain_turnover_gives_a_range_with_method_rates_runs_and_seed(unit, cast, sign_in):
    page = ask(sign_in(cast.people["officer"]), target_1="50", year_1="2030", low_1="0", high_1="8")
    drawn = page.context["parts"][0][0].range
    assert drawn.seed == SEED
    assert drawn.women.low <= drawn.women.middle <= drawn.women.high
    text = page.content.decode()
    for words in (
        f"với số gieo {SEED}",
        "500 lần thử",
        "0,0; 1,0; 2,0;",
        "8,0.",
        "500/500",
        "Nghị định 135/2020",
    ):
        assert words in text, words
    again = ask(sign_in(cast.people["officer"]), target_1="50", year_1="2030", low_1="0", high_1="8")
    assert again.context["parts"][0][0].range == drawn


def test_the_pool_is_too_thin_where_nobody_is_planned_for(unit, cast, sign_in):
    client = sign_in(cast.people["officer"])
    page = ask(client, target_1="50", year_1="2030")
    assert [(s.level, s.year, s.missing) for _one, s, _level in page.context["thin"]] == [
        ("head", 2025, 1),
        ("deputy", 2028, 1),
    ]
    for level in ("head", "deputy"):
        Planned.objects.create(
            unit=unit, name="Nguyễn Thị Quy Hoạch", sex="F", birth_month="1985-01", level=level, term="2021-2026",
            valid_from=DAY, valid_to=datetime.date(2026, 12, 31), added_on=DAY,
        )  # fmt: skip
    page = ask(client, target_1="50", year_1="2030")
    assert page.context["thin"] == []
    assert "Nguyễn Thị Quy Hoạch" not in page.content.decode()
    assert "Người Giữ Tên" not in page.content.decode()


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"target_1": "trăm", "year_1": "2030"}, "Phương án 1: “trăm” không phải là tỷ lệ"),
        ({"target_1": "30", "year_1": "2024"}, "“2024” không phải là năm từ 2025 đến 2049"),
        ({"target_1": "30", "year_1": "²⁰³⁰"}, "không phải là năm"),
        ({"target_1": "30"}, "còn thiếu một trong hai"),
        ({"year_1": "2030"}, "còn thiếu một trong hai"),
        ({"target_2": "30", "year_2": "2030", "low_2": "9", "high_2": "3"}, "Phương án 2: Khoảng tỷ lệ"),
        ({"target_1": "30", "year_1": "2030", "low_1": "5", "high_1": "0"}, "phải bắt đầu từ số nhỏ hơn"),
        ({"target_1": "30", "year_1": "2030", "low_3": "5"}, "Phương án 3: Ghi mục tiêu kèm năm"),
        ({"target_1": ""}, "Hãy ghi ít nhất một tỷ lệ nữ"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence_and_stays_as_typed(unit, cast, sign_in, asked, sentence):
    client = sign_in(cast.people["officer"])
    page = ask(client, **asked)
    text = page.content.decode()
    assert page.status_code == 200
    assert page.context["found"] is None
    [said] = page.context["form"].sentences
    assert sentence in said
    for typed in filter(None, asked.values()):
        assert f'value="{typed}"' in text
    assert ask(client, "plan", "csv", **asked).status_code == 404


def test_the_targets_of_the_province_stand_there_first(unit, cast, sign_in):
    indicator = Indicator.objects.create(
        code="women-share-leaders", title_vi="Tỷ lệ nữ lãnh đạo", title_en="x", unit_vi="%", unit_en="%", kind="rate",
        scale=1, formula="women-share",
    )  # fmt: skip
    for year, value in ((2020, 100), (2027, 255), (2030, 350)):
        Target.objects.create(
            indicator=indicator, unit=cast.units["tinh"], year=year, value=value, direction="ge"
        )
    page = sign_in(cast.people["officer"]).get(PAGE)
    assert [(t.year, t.value) for t in page.context["offered"]] == [(2027, 255), (2030, 350)]
    [(one, _said, _drawn)] = page.context["parts"]
    assert one.asked.targets == (planning.Target(None, Fraction(51, 200), 2027),)
    assert 'value="25,5"' in page.content.decode()


def test_it_is_for_those_who_read_the_names_of_the_unit(unit, cast, sign_in):
    reading(cast)
    for key, person in cast.people.items():
        answer = ask(sign_in(person), target_1="50", year_1="2030")
        assert (answer.status_code == 200) == (key in SEE_HEALTH), key
        units = [n.key for n in answer.context["units"]] if answer.status_code == 200 else []
        assert ("so-ld" in units) == (key in {"leader", "administrator", "focal"}), key
    with_below = ask(sign_in(cast.people["leader"]), unit="tinh", scope="all", target_1="50", year_1="2030")
    assert with_below.context["found"].futures[0].answers[0].outcome.seats == 4
    alone = ask(sign_in(cast.people["leader"]), unit="tinh", target_1="50", year_1="2030")
    assert alone.context["found"] is None
    assert "chưa có chức danh lãnh đạo nào" in alone.content.decode()
    district = ask(sign_in(cast.people["district_officer"]), unit="huyen-a", scope="all")
    assert (district.context["choice"].scope, district.context["choice"].with_below) == ("", False)


def test_its_tables_are_taken_along(unit, cast, sign_in):
    client = sign_in(cast.people["officer"])
    asked = {"target_1": "75", "year_1": "2030", "high_1": "4", "women_2": "30"}

    def rows(table):
        data = b"".join(ask(client, table, "csv", **asked).streaming_content).decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(data)))

    first, second = rows("targets")
    assert (first["needed"], first["most"], first["met"], first["seed"]) == ("3", "2", "không", str(SEED))
    assert (second["target"], second["scenario"]) == ("", "Phương án 2")
    plan = [r for r in rows("plan") if r["level"] == "Mọi cấp" and r["scenario"] == "Phương án 1"]
    assert [(r["year"], r["appoint"]) for r in plan] == [
        ("2025", "1"), ("2026", "0"), ("2027", "0"), ("2028", "1"), ("2029", "0"), ("2030", "0")
    ]  # fmt: skip
    assert {r["missing"] for r in rows("pool")} == {"1"}
    book = b"".join(ask(client, "plan", "xlsx", **asked).streaming_content)
    assert len(read_sheets(book, "a.xlsx")[0].rows) == 1 + len(rows("plan"))
    assert ask(client, "names", "csv", **asked).status_code == 404


def test_it_takes_few_queries(unit, cast, sign_in, django_assert_max_num_queries):
    client = sign_in(cast.people["leader"])
    with django_assert_max_num_queries(18):
        ask(client, target_1="50", year_1="2030", target_2="50", year_2="2028", high_2="9", women_3="40")


@pytest.mark.parametrize("text", ["²", "9" * 5000, "-1", "1e9", "３０", "30%", " 33,3 "])
def test_odd_numbers_are_taken_or_refused_but_never_break(text):
    form = RoadmapForm({"target_1": text, "year_1": "2030", "low_1": text, "year_b_1": text}, 2024)
    assert form.is_valid() in (True, False)


people = st.builds(
    lambda sex, year: Seated("x", "head", sex, year, 1), st.sampled_from("FM"), st.integers(1960, 2000)
)


@settings(deadline=None)
@given(
    st.lists(people, min_size=1, max_size=6),
    st.integers(1, 20).map(lambda n: Fraction(n, 20)),
    st.integers(2025, 2032),
    st.sampled_from([Fraction(0), Fraction(1, 20), Fraction(1, 5)]),
)
def test_the_earliest_year_comes_after_the_one_in_which_it_cannot_be(holders, share, year, high):
    asked = Asked("a", (planning.Target(None, share, year),), Fraction(0), high)
    [answer] = futures(Body(tuple(holders), {"head": len(holders)}, ()), [asked], 2024).futures[0].answers
    if answer.met:
        assert answer.women >= answer.outcome.needed
    else:
        assert answer.earliest is None or year < answer.earliest <= 2024 + HORIZON
