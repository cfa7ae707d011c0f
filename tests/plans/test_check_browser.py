"""A click on a work item lights up its words, a click on words finds the item: in a real browser, at both widths."""

import re

import pytest
from playwright.sync_api import expect

from tests.cast import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1366, 360])
def test_words_and_items_find_each_other(transactional_db, small, page, live_server, width):
    errors = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(f"{live_server.url}/accounts/sign-in/")
    page.fill("[name=username]", small.cast.people["focal"].username)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/")
    page.goto(f"{live_server.url}/plans/{small.plan.key}/check/")
    if width == 360:  # the work items come before the text
        assert page.locator(".item").first.bounding_box()["y"] < page.locator(".paper").bounding_box()["y"]
        assert page.locator(".item").first.bounding_box()["y"] < 740
    item = small.edition.work_items.get(read_text__startswith="Chăm sóc")
    other = small.edition.work_items.get(read_text__startswith="thống kê")
    page.locator(f"#item-{item.pk} p").first.click()
    expect(page.locator(".paper .lit")).to_have_text(["Sở Y tế", "Chăm sóc sức khỏe bà mẹ và trẻ em"])
    expect(page.locator(f"#words-{item.pk}")).to_be_in_viewport()
    assert page.url.endswith(f"item={item.pk}")
    page.locator(f"#words-{other.pk}").click()
    expect(page.locator(f"#item-{other.pk}")).to_have_class(re.compile(r"\blit\b"))
    expect(page.locator(f"#item-{other.pk}")).to_be_in_viewport()
    expect(page.locator(".item.lit")).to_have_count(1)
    page.reload()
    expect(page.locator(".paper mark")).to_have_text(
        ["Sở Lao động - Thương binh và Xã hội", "thống kê số liệu tách biệt giới"]
    )
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert errors == []
