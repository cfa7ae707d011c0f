"""Axe finds nothing serious on the pages of a report, at both widths."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from chithi.reports import actions
from chithi.reports.changes import Sent
from tests.cast import make_cast
from tests.reports.builders import make_round
from tests.reports.test_autosave_browser import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sent(transactional_db):
    cast = make_cast()
    opened = make_round(cast)
    report = opened.report("so-yt")
    changes = [
        Sent("results", "Đã làm"),
        Sent("f:hoc-vien:own::F", "34"),
        Sent("f:cuoc:own::_T", "", "no-data-yet"),
    ]
    actions.save_changes(report, changes, by="Cán bộ")
    actions.save_changes(report, [Sent("results", "Đã làm thêm")], by="Cán bộ")
    actions.approve_and_send(report, actor=cast.people["head"])
    return report, opened.report("huyen-a"), cast


def serious(page):
    found = Axe().run(page).response["violations"]
    return [(v["id"], v["nodes"][0]["html"][:200]) for v in found if v["impact"] in ("serious", "critical")]


def test_axe_finds_nothing_serious(page, live_server, sent):
    report, district, cast = sent
    problems = {}
    sign_in(page, live_server, "daumoi")
    for path in ("", f"{report.pk}/review/", f"{district.pk}/letter/", f"{district.pk}/exception/"):
        look(page, live_server, path, problems)
    actions.return_(report, {"results": "Rõ hơn"}, actor=cast.people["focal"])
    page.context.clear_cookies()
    sign_in(page, live_server, "canbo")
    pages = ("", "print/", "compare/", "workbook/", "history/?field=results")
    for path in ("", *(f"{report.pk}/{p}" for p in pages)):
        look(page, live_server, path, problems)
    assert not problems


def look(page, live_server, path, problems):
    page.goto(f"{live_server.url}/reports/{path}")
    for width in (1366, 360):
        page.set_viewport_size({"width": width, "height": 740})
        if found := serious(page):
            problems[f"{path} {width}"] = found
        if page.evaluate("document.documentElement.scrollWidth") > width:
            problems[f"{path} {width} too wide"] = True
