"""The year in which the units changed, as a leader and an administrator see it in a browser, on ten years of the
demonstration. With CHITHI_PICTURES=1 the pictures of the user's guide are taken on the way."""

import re

import pytest
from playwright.sync_api import expect

from chithi.demo import build
from chithi.plans.models import Plan
from chithi.units.models import Reorganisation
from chithi.units.queries import tree
from tests.story.test_story import Person

pytestmark = [pytest.mark.browser, pytest.mark.soak, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ten(browser, live_server):
    """``ten(username)``: that person, signed in to the demonstration of ten years."""
    build.make("province", 10, 1)
    people: list[Person] = []

    def enter(username: str) -> Person:
        people.append(Person(browser, live_server.url, username))
        return people[-1]

    yield enter
    for person in people:
        person.context.close()


def test_a_leader_reads_ten_years_across_the_change_and_an_administrator_carries_one_out(ten):
    leader = ten("lanhdao")
    compare_years(leader)
    read_women_in_leadership(leader)
    read_own_plans(leader)
    merge_and_undo(ten("quantri"))


def compare_years(leader: Person) -> None:
    page = leader.page
    page.goto("/figures/live-births/?period=2022")
    expect(page.get_by_role("heading", name="Các đơn vị trực thuộc, năm 2022")).to_be_visible()
    expect(page.get_by_text("Theo các đơn vị tại thời điểm đó.")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("huyện"))).not_to_have_count(0)
    leader.follow("Theo địa giới hiện nay")
    expect(page.get_by_role("link", name=re.compile("huyện"))).to_have_count(0)
    leader.look("borders")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Excel").first.click()
    assert taken.value.suggested_filename == "live-births-series.xlsx"


def read_women_in_leadership(leader: Person) -> None:
    page = leader.page
    page.goto("/figures/women-in-leadership/?day=30/06/2024")
    leader.follow("Theo địa giới hiện nay")
    expect(page.get_by_text(re.compile("đã bị chia hoặc giải thể"))).to_be_visible()
    page.goto("/figures/women-in-leadership/")
    leader.look("women")
    leader.follow(re.compile("^Lộ trình"))
    leader.look("roadmap")


def read_own_plans(leader: Person) -> None:
    plan = Plan.objects.get(number="118/KH-UBND")
    leader.page.goto(f"/plans/{plan.key}/cascade/")
    leader.look("cascade")
    leader.page.goto("/leadership/committees/")
    leader.look("committees")


def merge_and_undo(administrator: Person) -> None:
    """Two communes become one: what moves is read first, then it is carried out and undone."""
    page = administrator.page
    first, second = tree().of_kinds(["commune"])[:2]
    page.goto("/reorganise/")
    administrator.follow("Ghi một quyết định")
    page.get_by_label("Số quyết định").fill("07/NQ-HĐND")
    page.get_by_label("Ngày có hiệu lực").fill("12/11/2025")
    page.get_by_label("Đơn vị cũ").first.fill(first.key)
    page.get_by_label("Đơn vị mới").first.fill(second.key)
    administrator.press("Xem những gì sẽ chuyển")
    expect(page.get_by_text(first.name).first).to_be_visible()
    administrator.look("reorganise")
    assert first.key in {n.key for n in tree()}
    administrator.press("Thực hiện")
    assert first.key not in {n.key for n in tree()}
    page.get_by_label("Lý do").fill("Nhập nhầm quyết định")
    administrator.press("Hoàn tác")
    assert first.key in {n.key for n in tree()}
    assert Reorganisation.objects.latest("pk").withdrawn_at is not None
