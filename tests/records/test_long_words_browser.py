"""A long word without a space, as somebody types or pastes it, widens no page of a register."""

import pytest
from playwright.sync_api import expect

from tests.reports.test_autosave_browser import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Hội" * 30


@pytest.mark.parametrize("width", [1366, 360])
def test_a_name_of_ninety_letters_without_a_space_wraps(page, cast, live_server, width):
    page.set_viewport_size({"width": width, "height": 740})
    sign_in(page, live_server, cast.people["officer"].username)
    register = f"{live_server.url}/registers/activities/"

    def fits(where):
        assert page.evaluate("document.documentElement.scrollWidth") <= width, where

    page.goto(f"{register}new/")
    page.get_by_role("main").get_by_label("Tên hoạt động").fill(LONG)
    page.get_by_role("main").get_by_label("Loại hoạt động").select_option("training")
    page.get_by_role("main").get_by_label("Địa điểm").fill(LONG)
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(LONG)
    fits("saved")
    record = page.url
    for address in (
        record,
        f"{record}change/",
        f"{register}new/?copy={record.rstrip('/').rpartition('/')[2]}",
        register,
    ):
        page.goto(address)
        fits(address)
