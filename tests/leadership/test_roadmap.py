"""``chithi roadmap``: a small unit counted by hand. The day is 12/11/2024, so the years begin with 2025."""

import datetime
import json
from fractions import Fraction

import pytest

from chithi.leadership.commands import roadmap_command
from chithi.leadership.holders import Holder
from chithi.leadership.pool import Planned
from chithi.leadership.posts import Post
from chithi.leadership.roadmaps import share_of

DAY = datetime.date(2020, 1, 1)


def post(unit, level, seats, **other):
    return Post.objects.create(
        title=f"Chức danh {level}",
        unit=unit,
        body="agency",
        level=level,
        seats=seats,
        valid_from=DAY,
        added_on=DAY,
        **other,
    )


def holder(post, sex, born, **other):
    return Holder.objects.create(
        post=post,
        name="Người Giữ Tên",
        sex=sex,
        birth_month=born,
        appointed_on=DAY,
        valid_from=DAY,
        added_on=DAY,
        **other,
    )


@pytest.fixture
def unit(cast):
    """A head and three deputies, all men. By Decree 135/2020 the head, born in 5/1964, retires within 2025 (61 years
    and 3 months), the deputy born in 6/1966 within 2028 (62 years), the others after 2030."""
    unit = cast.units["so-yt"]
    holder(post(unit, "head", 1), "M", "1964-05")
    deputies = post(unit, "deputy", 3)
    for born in ("1966-06", "1980-01", "1985-01"):
        holder(deputies, "M", born)
    return unit


def ask(capsys, *words):
    code = roadmap_command(["--body", "so-yt", *words])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_least_number_of_women_with_year_and_level(unit, capsys):
    code, out, _err = ask(capsys, "--target", "50", "--by", "2030", "--json")
    found = json.loads(out)
    assert (code, found["body"], found["plan"]["total"]) == (0, "so-yt", 2)
    appointed = {
        (r["level"], r["year"]): r["appoint"] for r in found["plan"]["rows"] if r["level"] and r["appoint"]
    }
    assert appointed == {("head", 2025): 1, ("deputy", 2028): 1}
    assert found["plan"]["outcomes"][0]["can_be_met"]
    _code, out, _err = ask(capsys, "--target", "50", "--by", "2030")
    assert "2025  Cấp trưởng (lãnh đạo chủ chốt): 1 vị trí trống, bổ nhiệm 1 nữ" in out


def test_it_says_how_many_women_there_will_be_and_not_only_how_many_are_needed(unit, capsys):
    holder(post(unit, "other", 1), "F", "1990-01")
    out = ask(capsys, "--target", "0", "--by", "2026")[1]
    assert "Đạt được: cuối năm 2026 có 1/5 vị trí do nữ giữ (cần 0)." in out


def test_what_cannot_be_met_says_what_can(unit, capsys):
    code, out, _err = ask(capsys, "--target", "75", "--by", "2030")
    assert code == 0
    assert "Không đạt được vào năm 2030: cần 3/4 vị trí, nhiều nhất được 2" in out


def test_an_end_of_term_a_last_day_and_an_empty_seat_open_seats_too(unit, capsys):
    extra = post(unit, "division_head", 2)
    holder(extra, "M", "1990-01", term_until=datetime.date(2026, 6, 30))
    holder(post(unit, "division_deputy", 1), "M", "1990-01", valid_to=datetime.date(2027, 3, 31))
    rows = json.loads(ask(capsys, "--target", "0", "--by", "2027", "--json")[1])["plan"]["rows"]
    vacancies = {(r["level"], r["year"]): r["vacancies"] for r in rows if r["level"] and r["vacancies"]}
    assert vacancies == {
        ("head", 2025): 1,
        ("division_head", 2025): 1,
        ("division_head", 2026): 1,
        ("division_deputy", 2027): 1,
    }


def test_who_leaves_before_the_first_year_leaves_a_seat_that_opens_in_it(unit, capsys):
    """The day is 12/11/2024: a man born in 12/1963 retires in 12/2024, at 61 years; who retired, or whose term ended,
    before that day and still sits stays."""
    holder(post(unit, "other", 1), "M", "1963-12")
    holder(post(unit, "other", 1), "M", "1963-08")
    holder(post(unit, "division_head", 1), "F", "1990-01", term_until=datetime.date(2024, 12, 31))
    last = {"valid_to": datetime.date(2024, 12, 15), "term_until": datetime.date(2026, 6, 30)}
    holder(post(unit, "division_deputy", 1), "M", "1990-01", **last)
    found = json.loads(ask(capsys, "--target", "0", "--by", "2027", "--json")[1])
    rows = [r for r in found["plan"]["rows"] if r["level"] and r["vacancies"]]
    levels = ("head", "division_head", "division_deputy", "other")
    assert {(r["level"], r["year"], r["vacancies"]) for r in rows} == {(level, 2025, 1) for level in levels}
    assert [(one["level"], one["month"]) for one in found["forecast"]["overdue"]] == [("other", "2024-08")]
    assert sum(found["forecast"]["women"]) == 0


def test_a_last_day_that_is_known_holds_though_the_term_is_long_over(unit, capsys):
    holder(
        post(unit, "other", 1), "M", "1990-01",
        term_until=datetime.date(2023, 6, 30), valid_to=datetime.date(2026, 3, 31),
    )  # fmt: skip
    rows = json.loads(ask(capsys, "--target", "0", "--by", "2027", "--json")[1])["plan"]["rows"]
    assert [r["year"] for r in rows if r["level"] == "other" and r["vacancies"]] == [2026]


def test_the_pool_is_too_thin_where_nobody_is_planned_for(unit, capsys):
    assert "Quy hoạch còn mỏng" in ask(capsys, "--target", "50", "--by", "2030")[1]
    for level in ("head", "deputy"):
        Planned.objects.create(
            unit=unit, name="Nguyễn Thị Quy Hoạch", sex="F", birth_month="1985-01", level=level, term="2021-2026",
            valid_from=DAY, valid_to=datetime.date(2026, 12, 31), added_on=DAY,
        )  # fmt: skip
    out = ask(capsys, "--target", "50", "--by", "2030")[1]
    assert "Quy hoạch còn mỏng" not in out


def test_it_names_nobody_and_leaves_out_what_was_withdrawn(unit, capsys):
    gone = holder(post(unit, "other", 1), "F", "1990-01")
    Holder.objects.filter(pk=gone.pk).update(withdrawn_at=datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC))
    out = ask(capsys, "--target", "20", "--by", "2030", "--between", "0", "5", "--json")[1]
    assert "Người Giữ Tên" not in out
    assert json.loads(out)["plan"]["outcomes"][0]["seats"] == 5
    assert json.loads(out)["range"]["seed"]


@pytest.mark.parametrize(
    "words",
    [
        ["--target", "một nửa", "--by", "2030"],
        ["--target", "101", "--by", "2030"],
        ["--target", "30", "--by", "2024"],
        ["--target", "30", "--by", "9999"],
        ["--target", "30", "--by", "2030", "--between", "5", "1"],
        ["--target", "30", "--by", "2030", "--turnover", "-1"],
    ],
)
def test_bad_words_are_one_sentence(unit, capsys, words):
    code, out, err = ask(capsys, *words)
    assert (code, out, len(err.strip().splitlines())) == (2, "", 1)


def test_a_unit_without_posts_and_an_unknown_one_are_one_sentence(cast, capsys):
    for key in ("so-ld", "khong-co"):
        assert roadmap_command(["--body", key, "--target", "30", "--by", "2030"]) == 2
        assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_a_share_is_typed_as_people_type_it():
    assert share_of("33,3") == share_of("33.3 %") == Fraction(333, 1000)
    assert [share_of(text) for text in ("", "nan", "1e99999999", "-1", "100,1", "1/3", "١٢")] == [None] * 7
