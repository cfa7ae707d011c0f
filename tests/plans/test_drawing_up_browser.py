"""A unit's plan drawn up in a real browser: empty lines stop nobody, and what is typed into one is taken."""

import pytest
from playwright.sync_api import expect

from chithi.plans.models import Plan
from tests.plans.test_drawing_up import above  # noqa: F401 - a fixture
from tests.reports.test_autosave_browser import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_lines_of_one_s_own_are_filled_or_left_empty(above, live_server, page):  # noqa: F811
    sign_in(page, live_server, "canbo")
    page.goto(f"{live_server.url}/plans/{above.key}/draw-up/")
    own = page.locator("#line-n1")
    own.get_by_label("Nhiệm vụ của đơn vị").fill("Mở phòng tư vấn tại trạm y tế.")
    page.get_by_role("button", name="Lưu thành kế hoạch của đơn vị").click()
    expect(page.get_by_text("Đã soạn xong bản nháp kế hoạch", exact=False)).to_be_visible()
    plan = Plan.objects.get(issuer__key="so-yt")
    assert "Mở phòng tư vấn tại trạm y tế." in [i.text for i in plan.editions.get().work_items.all()]
