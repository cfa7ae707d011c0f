"""Looking for a row of a paper in a real browser without a script: what is found is in view, and so is a failure."""

import pytest
from playwright.sync_api import expect

from tests.cast import make_cast
from tests.reports.test_autosave_browser import sign_in
from tests.steering.world import make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def round_(transactional_db):
    return make_world(make_cast())


@pytest.mark.parametrize("path", ["/steering/{cycle}/report/", "/reports/{report}/print/"])
def test_a_search_that_fails_says_so_in_view_after_one_that_found(browser, live_server, round_, path):
    page = browser.new_page(java_script_enabled=False, viewport={"width": 360, "height": 500})
    sign_in(page, live_server, "lanhdao")
    address = path.format(cycle=round_.cycle.pk, report=round_.cycle.reports.get(unit__key="so-yt").pk)
    page.goto(f"{live_server.url}{address}")
    for words in ("Biểu 1, dòng 1", "bieu 1 dong 99", "bieu 1 dong 98"):
        page.fill("[name=find]", words)
        page.keyboard.press("Enter")
        page.wait_for_load_state()
        if words.endswith("dòng 1"):
            page.wait_for_url("**#b1-d1")
            expect(page.locator("#b1-d1")).to_be_in_viewport()
            continue
        expect(page.locator("#find-error")).to_be_in_viewport()
        expect(page.locator("#find-error")).to_contain_text("Biểu 1 có các dòng từ 1 đến")
        expect(page.locator("[name=find]")).to_have_value(words)
    page.close()
