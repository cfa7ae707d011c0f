"""Fast entry, counted: every key that a hand presses and every click, for a new activity and for last year's anew.

Vietnamese is counted as it is typed in Telex, so ``Tập`` is four letters and one more key for each mark.
"""

import datetime
import re
import unicodedata

import pytest
from playwright.sync_api import Locator, Page, expect

from chithi.records.models import Activity
from tests.cast import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TELEX = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j", "\u031b": "w"}
MOST_KEYS, MOST_CLICKS = 40, 6


def telex(text: str) -> str:
    """The keys that write a text: ``Tập huấn giới`` is ``Taajp huaasn giowsi``."""
    keys = ""
    for letter in text:
        base, *marks = unicodedata.normalize("NFD", letter)
        keys += "dd" if base in "đĐ" else base
        for mark in marks:
            keys += {"\u0302": base.lower(), "\u0306": "w"}.get(mark) or TELEX[mark]
    return keys


class Hands:
    """Somebody who works on a page; ``keys`` and ``clicks`` are what their hands did."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys, self.clicks = page, 0, 0

    def type(self, text: str) -> None:
        """Into the field in which the cursor stands."""
        self.keys += len(telex(text))
        self.page.keyboard.insert_text(text) if telex(text) != text else self.page.keyboard.type(text)

    def press(self, *names: str) -> None:
        for name in names:
            self.keys += len(name.split("+"))
            if name.startswith("Alt+"):
                self.access_key(name[-1])
            else:
                self.page.keyboard.press(name)

    def access_key(self, key: str) -> None:
        """Alt and a letter as a keyboard sends them; playwright's own press leaves out the letter, by which Chromium
        finds the access key."""
        browser = self.page.context.new_cdp_session(self.page)
        sent = {"modifiers": 1, "key": key, "code": f"Key{key.upper()}", "text": key, "unmodifiedText": key}
        browser.send("Input.dispatchKeyEvent", {"type": "keyDown", **sent})
        browser.send("Input.dispatchKeyEvent", {"type": "keyUp", **sent})

    def click(self, found: Locator) -> None:
        self.clicks += 1
        found.click()

    def field(self, label: str) -> Locator:
        return self.page.get_by_role("main").get_by_label(re.compile(f"^{label}"))

    def at(self, label: str) -> None:
        """The cursor stands in the field of this name."""
        expect(self.field(label)).to_be_focused()


@pytest.fixture
def hands(page, cast, live_server):
    page.goto(live_server.url)
    page.get_by_label("Tên đăng nhập").fill(cast.people["officer"].username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/")
    page.goto(f"{live_server.url}/registers/activities/")
    return Hands(page)


def test_the_keys_of_vietnamese_are_counted_as_they_are_typed():
    assert (len(telex("Tập huấn giới")), len(telex("Đổi mới"))) == (19, 12)


def saved() -> Activity:
    return Activity.objects.get(day=datetime.date(2024, 3, 5))


def is_saved(hands: Hands) -> Activity:
    expect(hands.page.get_by_text("Đã lưu “Tập huấn giới”.")).to_be_visible()
    one = saved()
    assert (one.title, one.kind, one.unit.key) == ("Tập huấn giới", "training", "so-yt")
    assert (one.female, one.male) == (35, 20)
    return one


def test_a_new_activity_takes_at_most_40_keys_and_6_clicks(hands):
    page = hands.page
    hands.click(page.get_by_role("link", name="Thêm hoạt động"))
    hands.at("Tên hoạt động")
    hands.type("Tập huấn giới")
    hands.press("Tab")
    hands.at("Loại hoạt động")
    hands.type("t")
    hands.click(hands.field("Ngày đầu"))
    hands.press("Control+a")
    hands.type("5/3")
    hands.click(hands.field("Nữ, không ghi tuổi"))
    hands.type("35")
    hands.press("Tab")
    hands.type("20")
    hands.click(page.get_by_role("button", name="Lưu", exact=True))
    is_saved(hands)
    assert (hands.keys, hands.clicks) == (31, 4)
    assert hands.keys <= MOST_KEYS
    assert hands.clicks <= MOST_CLICKS


def test_a_new_activity_needs_no_mouse(hands):
    hands.press("Alt+n")
    hands.at("Tên hoạt động")
    hands.type("Tập huấn giới")
    hands.press("Tab")
    hands.type("t")
    hands.press("Tab", "Tab")
    hands.at("Ngày đầu")
    hands.type("5/3")
    hands.press("Tab", "Tab", "Tab", "Tab")
    hands.at("Nữ, không ghi tuổi")
    hands.type("35")
    hands.press("Tab")
    hands.at("Nam, không ghi tuổi")
    hands.type("20")
    hands.press("Enter")
    is_saved(hands)
    assert (hands.keys, hands.clicks) == (38, 0)
    assert hands.keys <= MOST_KEYS


def held_last_year(cast) -> Activity:
    return Activity.objects.create(
        title="Tập huấn giới",
        kind="training",
        unit=cast.units["so-yt"],
        day=datetime.date(2023, 3, 5),
        place="Hội trường Sở Y tế",
        added_on=datetime.date(2023, 3, 6),
        female=31,
    )


def test_last_years_record_is_held_again_in_15_keys_and_a_click(hands, cast):
    held_last_year(cast)
    hands.page.reload()
    hands.click(hands.page.get_by_role("link", name=re.compile("^Tập huấn giới")))
    hands.press("Alt+c")
    hands.at("Ngày đầu")
    hands.type("5/3")
    hands.press("Tab", "Tab", "Tab", "Tab")
    hands.type("35")
    hands.press("Tab")
    hands.type("20")
    hands.press("Enter")
    assert is_saved(hands).place == "Hội trường Sở Y tế"
    assert (hands.keys, hands.clicks) == (15, 1)


def test_it_is_copied_from_its_row_in_one_click(hands, cast):
    held_last_year(cast)
    hands.page.reload()
    hands.click(hands.page.get_by_role("link", name="Sao chép thành bản ghi mới: Tập huấn giới"))
    hands.at("Ngày đầu")
    expect(hands.field("Tên hoạt động")).to_have_value("Tập huấn giới")
    expect(hands.field("Nữ, không ghi tuổi")).to_have_value("")


def test_the_next_one_keeps_kind_unit_place_and_day(hands):
    hands.press("Alt+n")
    hands.at("Tên hoạt động")
    hands.type("Tập huấn giới")
    hands.press("Tab")
    hands.type("t")
    hands.field("Ngày đầu").fill("0503")
    hands.field("Địa điểm").fill("Nhà văn hóa")
    hands.field("Nữ, không ghi tuổi").fill("35")
    hands.press("Alt+a")
    hands.at("Tên hoạt động")
    expect(hands.field("Tên hoạt động")).to_have_value("")
    expect(hands.field("Loại hoạt động")).to_have_value("training")
    expect(hands.field("Ngày đầu")).to_have_value("05/03/2024")
    expect(hands.field("Địa điểm")).to_have_value("Nhà văn hóa")
    expect(hands.field("Nữ, không ghi tuổi")).to_have_value("")
    assert saved().female == 35


def test_former_titles_and_places_of_the_unit_are_offered(hands, cast):
    held_last_year(cast)
    Activity.objects.create(
        title="Của đơn vị khác",
        kind="training",
        unit=cast.units["hlhpn"],
        day=datetime.date(2023, 3, 5),
        added_on=datetime.date(2023, 3, 6),
    )
    hands.press("Alt+n")
    hands.at("Tên hoạt động")
    offered = "e => [...e.list.options].map(o => o.value)"
    assert hands.field("Tên hoạt động").evaluate(offered) == ["Tập huấn giới"]
    assert hands.field("Địa điểm").evaluate(offered) == ["Hội trường Sở Y tế"]


def test_what_was_refused_takes_the_cursor_nowhere(hands):
    hands.press("Alt+n")
    hands.at("Tên hoạt động")
    hands.press("Enter")
    expect(hands.page.get_by_role("alert")).to_be_visible()
    expect(hands.page.locator("[autofocus]")).to_have_count(0)
