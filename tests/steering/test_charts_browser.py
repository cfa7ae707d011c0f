"""Charts in a real browser: the content security policy refuses nothing, nothing is fetched, all fits a telephone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.cast import make_cast
from tests.reports.test_autosave_browser import sign_in
from tests.steering.world import make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def round_(transactional_db):
    return make_world(make_cast())


def test_charts_are_drawn_as_they_are_and_fit(page, live_server, round_):
    refused, asked = [], []
    page.on("console", lambda message: refused.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    sign_in(page, live_server, "lanhdao")
    for path in (
        f"steering/{round_.cycle.pk}/overview/",
        f"steering/{round_.cycle.pk}/report/",
        "figures/hoc-vien/?unit=tinh",
        "figures/units/tinh/",
    ):
        page.goto(f"{live_server.url}/{path}")
        for width in (1366, 360):
            page.set_viewport_size({"width": width, "height": 740})
            boxes = [box for svg in page.locator("svg[role=img]").all() if (box := svg.bounding_box())]
            assert boxes, path
            if "report" not in path:  # a sheet of paper keeps its measures and scrolls in a box of its own
                assert all(box["x"] + box["width"] <= width for box in boxes), (path, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
        text = page.locator("svg[role=img] text:visible").first
        assert text.bounding_box()["height"] >= 9, path  # letters are not shrunk away
        found = Axe().run(page).response["violations"]
        assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == [], path
    assert refused == []
    assert all(url.startswith(live_server.url) for url in asked)
