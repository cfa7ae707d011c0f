"""The pages of committees: which units have something to do and why, one committee in full, its reconstitution."""

import csv
import datetime
import io

import pytest
from django.urls import reverse

from chithi.journal.models import Entry
from chithi.leadership.actions import reconstitute
from chithi.leadership.committee_queries import review
from chithi.leadership.committees import Committee, in_office
from chithi.leadership.holders import Holder
from chithi.leadership.meetings import Meeting
from chithi.leadership.members import Member
from chithi.leadership.posts import Post
from chithi.leadership.programmes import Programme
from chithi.leadership.upkeep import Verdict, Why
from chithi.sheets.files import read_sheets
from chithi.units.models import UnitVersion
from tests.cast import make_unit
from tests.leadership.test_committees import SEE_HEALTH, reading

DAY = datetime.date(2024, 11, 12)
BEGAN = datetime.date(2023, 2, 1)
LIST = "/leadership/committees/"
NAME = "Nguyễn Thị Hạnh"


def committee(unit, number="45/QĐ", day=BEGAN, **other):
    return Committee.objects.create(
        title=f"Ban VSTBPN {unit.key}", unit=unit, decision_number=number, decision_day=day, valid_from=day,
        chair_post="Phó Giám đốc", added_on=day, **other,
    )  # fmt: skip


def member(of, name=NAME, role="chair", sex="F", **other):
    first = other.pop("valid_from", of.valid_from)
    return Member.objects.create(
        committee=of, name=name, role=role, sex=sex, valid_from=first, added_on=first, **other
    )


def at_work(of, year=2024):
    """A programme and a meeting of a year."""
    day = datetime.date(year, 3, 5)
    Programme.objects.create(
        committee=of, year=year, title=f"Chương trình {year}", issued_on=day, added_on=day
    )
    Meeting.objects.create(committee=of, day=day, title=f"Họp {year}", added_on=day)


@pytest.fixture
def some(cast):
    """In order: the health department. Its chair gone: labour. Out of date: district A. Dissolved: district B. None:
    the province and four communes; the Front and the Women's Union need none."""
    u = cast.units
    health = committee(u["so-yt"])
    member(health), member(health, "Trần Văn Nam", "member", "M"), at_work(health)
    labour = committee(u["so-ld"])
    post = Post.objects.create(
        title="Phó Giám đốc Sở",
        unit=u["so-ld"],
        body="agency",
        level="deputy",
        valid_from=BEGAN,
        added_on=BEGAN,
    )
    Holder.objects.create(
        post=post, name="Lê Thị Mai", sex="F", birth_month="1970-05", appointed_on=BEGAN, valid_from=BEGAN,
        valid_to=datetime.date(2024, 6, 30), added_on=BEGAN,
    )  # fmt: skip
    member(labour, "Lê Thị Mai", leading_post=post), at_work(labour)
    member(committee(u["huyen-a"], day=datetime.date(2018, 5, 4)))
    committee(u["huyen-b"], valid_to=datetime.date(2024, 1, 31))
    return cast


def test_each_unit_has_its_state_and_its_reasons(some):
    found = {one.node.key: (one.verdict, [r.why for r in one.reasons]) for one in review(DAY)}
    none = (Verdict.MISSING, [Why.NEVER])
    assert found == {
        "tinh": none,
        "so-ld": (Verdict.LEFT, [Why.LEFT_POST]),
        "so-yt": (Verdict.GOOD, []),
        "huyen-a": (Verdict.OLD, [Why.OLD_DECISION, Why.NO_PROGRAMME, Why.NO_MEETING]),
        "huyen-b": (Verdict.MISSING, [Why.DISSOLVED]),
        **dict.fromkeys(("xa-a1", "xa-a2", "xa-b1", "xa-b2"), none),
    }
    assert [one.node.key for one in review(DAY, {some.units["so-ld"].pk})] == ["so-ld"]


def test_a_chair_whose_unit_was_ended_leads_no_more(some):
    one = member(committee(some.units["xa-a1"]), from_unit=some.units["xa-a2"])
    at_work(one.committee)
    UnitVersion.objects.create(unit=some.units["xa-a2"], valid_from=DAY, name="x", kind="commune", ended=True)
    for day, said in ((DAY - datetime.timedelta(1), []), (DAY, [Why.UNIT_GONE])):
        [line] = review(day, {some.units["xa-a1"].pk})
        assert [r.why for r in line.reasons] == said
    assert line.reasons[0].about == "Ủy ban nhân dân xã An Phú"


def test_the_list_says_why_and_what_to_do_and_is_narrowed(some, sign_in):
    client = sign_in(some.people["stranger"])
    page = client.get(LIST)
    assert [one.node.key for one, _words, _told in page.context["rows"]][:2] == ["tinh", "so-ld"]
    text = page.content.decode()
    for words in (
        "thôi giữ chức danh “Phó Giám đốc Sở” sau ngày 30/06/2024",
        "Chưa có chương trình công tác năm 2024",
        "Ban kết thúc hoạt động ngày 31/01/2024",
        "Trình ban hành quyết định thành lập",
    ):
        assert words in text
    for query, keys in (
        ({"state": "good"}, ["so-yt"]),
        ({"state": "left"}, ["so-ld"]),
        ({"state": "old"}, ["huyen-a"]),
        ({"state": "", "unit": "huyen-b"}, ["huyen-b", "xa-b2", "xa-b1"]),
        ({"state": "missing", "unit": "huyen-a"}, ["xa-a1", "xa-a2"]),
        ({"state": "left", "day": "30/06/2024"}, []),
    ):
        assert [one.node.key for one, *_ in client.get(LIST, query).context["rows"]] == keys, query
    wrong = client.get(LIST, {"day": "hôm kìa"})
    assert wrong.context["wrong"]
    assert "hôm kìa" in wrong.content.decode()
    assert client.get(LIST, {"unit": "khong-co"}).status_code == 404


def test_the_list_is_taken_along_with_a_row_for_each_reason(some, sign_in):
    client = sign_in(some.people["leader"])
    data = b"".join(client.get("/leadership/committees.csv?unit=huyen-a").streaming_content).decode(
        "utf-8-sig"
    )
    rows = [(r["unit"], r["reason"]) for r in csv.DictReader(io.StringIO(data))]
    assert [unit for unit, _reason in rows] == ["huyen-a"] * 3 + ["xa-a1", "xa-a2"]
    assert rows[1][1] == "Chưa có chương trình công tác năm 2024."
    book = b"".join(client.get("/leadership/committees.xlsx?state=left").streaming_content)
    [header, line] = read_sheets(book, "a.xlsx")[0].rows
    assert dict(zip(header, line, strict=True))["unit"] == "so-ld"
    assert client.get("/leadership/committees.pdf").status_code == 404


def test_names_are_read_by_whom_their_role_needs_them_and_functions_by_all(some, sign_in):
    reading(some)
    for key, person in some.people.items():
        answer = sign_in(person).get(f"{LIST}so-yt/")
        if key == "nobody":
            assert answer.status_code == 403
            continue
        text = answer.content.decode()
        assert (NAME in text, "Trưởng ban" in text) == (key in SEE_HEALTH, True), key
        assert NAME not in sign_in(person).get(LIST, {"state": ""}).content.decode(), key


def test_a_committee_shows_its_composition_of_any_day_and_who_came_and_went(some, sign_in):
    unit = some.units["so-yt"]
    new = committee(unit, "9/QĐ", datetime.date(2024, 5, 10))
    member(new), member(new, "Vũ Thị Mới", "vice")
    client = sign_in(some.people["officer"])
    page = client.get(f"{LIST}so-yt/")
    assert [m.name for m, _why, _unit in page.context["seats"]] == [NAME, "Vũ Thị Mới"]
    tallies = {str(title): (t.women, t.total) for title, t in page.context["functions"]}
    assert tallies == {"Trưởng ban": (1, 1), "Phó Trưởng ban": (1, 1), "Chung": (2, 2)}
    turns = [
        (
            t.day,
            t.decision and t.decision.decision_number,
            [m.name for m in t.joined],
            [m.name for m in t.left],
        )
        for t in page.context["history"].turns
    ]
    assert turns == [
        (datetime.date(2024, 5, 10), "9/QĐ", ["Vũ Thị Mới"], ["Trần Văn Nam"]),
        (BEGAN, "45/QĐ", [NAME, "Trần Văn Nam"], []),
    ]
    assert [m.title for m in page.context["meetings"]] == ["Họp 2024"]
    assert [m.title for m in page.context["programmes"]] == ["Chương trình 2024"]
    before = client.get(f"{LIST}so-yt/", {"day": "09/05/2024"}).context
    assert [m.name for m, _why, _unit in before["seats"]] == [NAME, "Trần Văn Nam"]
    assert client.get(f"{LIST}mttq/").status_code == 200
    assert client.get(f"{LIST}khong-co/").status_code == 404


class TestReconstitute:
    @pytest.fixture(autouse=True)
    def _world(self, some, sign_in):
        self.cast, self.client = some, sign_in(some.people["officer"])
        self.address = reverse("leadership:reconstitute", args=["so-yt"])
        self.old = Committee.objects.get(unit__key="so-yt")
        self.stay = Member.objects.get(committee=self.old, name=NAME)
        self.typed = {
            "title": "Ban VSTBPN Sở Y tế",
            "decision_number": "77/QĐ-SYT",
            "decision_day": "01/11/2024",
            "valid_from": "05/11/2024",
            "term_until": "",
            "chair_post": "Giám đốc Sở",
            "stay": [str(self.stay.pk)],
        }

    def test_a_decision_makes_it_anew_with_those_who_stay_in_one_entry(self):
        before = Entry.objects.count()
        assert self.client.get(self.address).status_code == 200
        answer = self.client.post(self.address, self.typed)
        [new] = Committee.objects.filter(in_office(DAY), unit__key="so-yt", withdrawn_at=None)
        assert answer.url == f"/registers/committee-members/?committee={new.pk}"
        assert (new.decision_number, new.chair_post) == ("77/QĐ-SYT", "Giám đốc Sở")
        assert [(m.name, m.role, m.valid_from) for m in Member.objects.filter(committee=new)] == [
            (NAME, "chair", datetime.date(2024, 11, 5))
        ]
        assert Entry.objects.count() == before + 1
        for one in (new, self.old):
            page = self.client.get(reverse("registers:record", args=["committees", one.pk]))
            assert "kiện toàn Ban" in page.content.decode()
        assert NAME not in str(Entry.objects.first().new)

    def test_a_second_press_makes_no_second_committee(self):
        self.client.post(self.address, self.typed)
        made, entries = Committee.objects.count(), Entry.objects.count()
        values = {"decision_number": "77/QĐ-SYT", "valid_from": datetime.date(2024, 11, 5)}
        reconstitute(self.old.pk, values, {self.stay.pk}, actor=self.cast.people["officer"])
        assert (Committee.objects.count(), Entry.objects.count()) == (made, entries)

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("decision_number", ""),
            ("decision_day", "hôm kìa"),
            ("valid_from", "01/02/2023"),
            ("term_until", "1/1/2024"),
        ],
    )
    def test_what_was_typed_and_ticked_comes_back_with_a_sentence(self, name, text):
        answer = self.client.post(self.address, {**self.typed, name: text})
        assert answer.status_code == 422
        assert answer.context["form"].errors[name]
        page = answer.content.decode()
        for other in ("title", "decision_number", "chair_post"):
            assert other == name or self.typed[other] in page
        assert [chosen for _m, _why, chosen in answer.context["seats"]] == [True, False]
        assert Committee.objects.filter(unit__key="so-yt").count() == 1

    def test_who_no_longer_holds_the_post_is_not_ticked(self, sign_in):
        focal = sign_in(self.cast.people["focal"])
        page = focal.get(reverse("leadership:reconstitute", args=["so-ld"]))
        [(_member, why, chosen)] = page.context["seats"]
        assert (chosen, "30/06/2024" in why) == (False, True)

    @pytest.mark.parametrize("who", ["stranger", "leader", "administrator", "focal"])
    def test_only_who_writes_for_the_unit_finds_it(self, sign_in, who):
        client = sign_in(self.cast.people[who])
        assert client.get(self.address).status_code == 404
        assert client.post(self.address, self.typed).status_code == 404


def test_it_takes_few_queries_with_many_units(some, sign_in, django_assert_max_num_queries):
    for n in range(110):
        member(
            committee(make_unit(f"xa-{n}", f"Ủy ban nhân dân xã Thứ {n}", "commune", some.units["huyen-a"]))
        )
    client = sign_in(some.people["leader"])
    with django_assert_max_num_queries(20):
        page = client.get(LIST, {"state": ""})
    assert len(page.context["rows"]) == 119
