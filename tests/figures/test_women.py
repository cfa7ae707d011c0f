"""The page "women in leadership": by hand on the small province, as a file, without a name, in few queries."""

import csv
import datetime
import io

import pytest
from django.urls import reverse

from chithi.figures.catalogue import install
from chithi.figures.women import picture
from chithi.journal.actions import Operator
from chithi.leadership.models import ElectedBody, Holder, Post, StaffTotal
from chithi.sheets.files import read_sheets
from tests.cast import make_unit

LONG_AGO = datetime.date(2016, 1, 1)
DAY = datetime.date(2024, 11, 12)
PAGE = "/figures/women-in-leadership/"
NAME = "Nguyễn Thị Không Ai Biết"


def lead(unit, body: str, women: int, men: int) -> None:
    """A head's post of a unit with so many holders."""
    common = {"created_by": "thử", "added_on": LONG_AGO, "valid_from": LONG_AGO}
    post = Post.objects.create(title="Cấp trưởng", unit=unit, body=body, level="head", **common)
    for n in range(women + men):
        Holder.objects.create(
            post=post, name=NAME, sex="F" if n < women else "M", birth_month="1975-03", appointed_on=LONG_AGO, **common
        )  # fmt: skip


def count(unit, women: int, men: int) -> None:
    StaffTotal.objects.create(
        unit=unit, day=DAY, source="Đếm", female=women, male=men, created_by="thử", added_on=DAY
    )


@pytest.fixture
def small(cast):
    """Health: 60 % women, a man leads. Labour: 40 %, a woman among three. District A: 25 %, men. The Union: a woman
    leads, nobody counted the staff. Party committees: district 10 of 40, two communes 6 of 30 and 1 of 10."""
    u = cast.units
    install(actor=Operator(), top=u["tinh"])
    count(u["so-yt"], 60, 40), lead(u["so-yt"], "agency", 0, 1)
    count(u["so-ld"], 40, 60), lead(u["so-ld"], "agency", 1, 2)
    count(u["huyen-a"], 25, 75), lead(u["huyen-a"], "committee", 0, 2)
    lead(u["hlhpn"], "mass", 1, 0)
    for key, women, men in (("huyen-a", 10, 30), ("xa-a1", 6, 24), ("xa-a2", 1, 9)):
        ElectedBody.objects.create(
            title="Đảng bộ", unit=u[key], kind="party", term="2020-2025", valid_from=LONG_AGO, female=women, male=men,
            created_by="thử", added_on=LONG_AGO,
        )  # fmt: skip
    return cast


def said(section):
    return {
        ", ".join(map(str, one.title)): (one.tally.women, one.tally.total, one.tally.unknown)
        for one in section.lines
    }


def test_shares_by_level_and_body_come_from_numerators_and_denominators(small):
    found = picture(DAY)
    assert said(found.section("party")) == {
        "Chung": (17, 80, 0), "Cấp huyện": (10, 40, 0), "Cấp xã": (7, 40, 0)
    }  # fmt: skip
    assert said(found.section("key")) == {
        "Chung": (2, 7, 0),
        "Cấp tỉnh, Cơ quan, đơn vị": (1, 4, 0),
        "Cấp tỉnh, Mặt trận Tổ quốc, đoàn thể": (1, 1, 0),
        "Cấp huyện, Ủy ban nhân dân": (0, 2, 0),
    }
    # Of the State bodies two departments and a district are known; the province, a district, four communes are not.
    assert said(found.section("bodies"))["Chung"] == (1, 3, 6)
    assert said(found.section("rule"))["Chung"] == (1, 2, 8)


def test_a_share_stands_beside_the_target_gone_by_and_the_next_one(small):
    [past, coming] = picture(DAY).section("party").whole.goals
    assert (past.value, past.year, past.reached, past.gap, past.is_from_memory) == (
        250,
        2020,
        False,
        -37,
        False,
    )
    assert (coming.value, coming.year, coming.reached, coming.gap, coming.is_from_memory) == (
        200,
        2030,
        True,
        13,
        True,
    )
    [now] = picture(DAY).section("bodies").whole.goals
    assert (now.value, now.year, now.reached, now.gap) == (600, 2025, False, -267)


def test_the_page_says_it_in_words_and_the_rule_unit_by_unit(small, sign_in):
    client = sign_in(small.people["leader"])
    page = client.get(PAGE).content.decode()
    assert "chưa đạt" in page
    assert "thiếu 3,7 điểm %" in page
    assert "ghi theo trí nhớ, cần tra lại" in page
    for verdict, names in (
        ("missing", ["Sở Y tế"]),
        ("met", ["Sở Lao động - Thương binh và Xã hội"]),
        ("outside", ["Ủy ban nhân dân huyện An Hòa"]),
    ):
        rows = client.get(PAGE, {"verdict": verdict}).context["rows"]
        assert [one.node.name for one, _words, _answer in rows] == names
    unknown = client.get(PAGE, {"verdict": "unknown"}).context["rows"]
    answers = {one.node.key: str(answer) for one, _words, answer in unknown}
    assert (answers["hlhpn"], answers["mttq"], len(answers)) == ("có", "chưa rõ", 8)


def test_it_is_asked_as_of_a_day_and_a_wrong_day_stays_with_a_sentence(small, sign_in):
    client = sign_in(small.people["leader"])
    before = client.get(PAGE, {"day": "31/12/2015"})
    assert before.context["picture"].sections == []
    wrong = client.get(PAGE, {"day": "hôm kìa"})
    assert "hôm kìa" in wrong.content.decode()
    assert wrong.context["wrong"]


@pytest.mark.parametrize("who", ["stranger", "leader", "officer"])
def test_no_name_stands_on_the_page_or_in_its_files(small, sign_in, who):
    client = sign_in(small.people[who])
    assert NAME not in client.get(PAGE, {"verdict": ""}).content.decode()
    for table in ("shares", "units"):
        answer = client.get(reverse("figures:women-table", args=[table, "csv"]))
        assert NAME not in b"".join(answer.streaming_content).decode()


def test_its_tables_are_taken_along_as_csv_and_as_a_workbook(small, sign_in):
    client = sign_in(small.people["leader"])
    data = b"".join(client.get(reverse("figures:women-table", args=["shares", "csv"])).streaming_content)
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    party = [r for r in rows if (r["what"], r["level"]) == ("Nữ cấp ủy viên", "Chung")]
    assert [(r["women"], r["total"], r["share"], r["target"], r["gap"], r["reached"]) for r in party] == [
        ("17", "80", "21.3", "25.0", "-3.7", "không"),
        ("17", "80", "21.3", "20.0", "1.3", "có"),
    ]
    book = b"".join(client.get(reverse("figures:women-table", args=["units", "xlsx"])).streaming_content)
    [header, *lines] = read_sheets(book, "a.xlsx")[0].rows
    assert len(lines) == 11
    [health] = [dict(zip(header, line, strict=True)) for line in lines if line[0] == "so-yt"]
    assert (health["women"], health["staff"], health["woman_key_leader"]) == (60, 100, "không")
    for table, ending in (("names", "csv"), ("units", "pdf")):
        assert client.get(f"{PAGE}{table}.{ending}").status_code == 404


def test_it_takes_few_queries_with_many_units(small, sign_in, django_assert_max_num_queries):
    for n in range(110):
        unit = make_unit(f"xa-{n}", f"Ủy ban nhân dân xã Thứ {n}", "commune", small.units["huyen-a"])
        count(unit, 9, 11), lead(unit, "committee", n % 2, 2)
    client = sign_in(small.people["leader"])
    with django_assert_max_num_queries(29):
        page = client.get(PAGE, {"verdict": ""})
    assert len(page.context["rows"]) == 121
