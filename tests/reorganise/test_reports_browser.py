"""Taking over what was handed over, in a real browser: what is being typed is neither lost nor written over."""

import os

import pytest
from playwright.sync_api import expect

from chithi.journal.actions import Operator
from chithi.plans.models import Assignment
from chithi.reports import actions
from chithi.reports.changes import Sent
from chithi.reports.models import Answer
from chithi.units.actions import create_unit
from chithi.units.timeline import Facts
from tests.cast import make_cast, make_person
from tests.reorganise.test_reports import CELL, DAY, MERGER, do
from tests.reports.builders import make_round
from tests.reports.test_autosave_browser import field, mark, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("CHITHI_TEST_PICTURES", "")


@pytest.fixture
def report(transactional_db):
    """The report of the district that An Hòa, half through its own, and Bình Sơn, which sent, have become."""
    cast = make_cast()
    opened = make_round(cast)
    facts = Facts("Ủy ban nhân dân huyện Hòa Sơn", "district", "tinh")
    unit = create_unit(facts, DAY, actor=Operator(), key="huyen-moi")
    for place in (3, 5):
        Assignment.objects.create(work_item=opened.items[place], role="lead", name="Hòa Sơn", unit=unit)
    make_person("canbomoi", "Ngô Thị Mới", unit, "unit_officer")
    a, b = opened.report("huyen-a"), opened.report("huyen-b")
    said = {
        "results": "Đã mở 2 lớp tập huấn cho 45 cán bộ cấp xã; phối hợp với Hội Liên hiệp Phụ nữ huyện.",
        "lacks": "Thiếu kinh phí",
        f"work:{opened.items[3].pk}:state": "under_way",
        f"work:{opened.items[3].pk}:words": "Đã kiện toàn Ban cấp huyện, còn 3 xã.",
        "proposal:1:to": "UBND tỉnh",
        "proposal:1:text": "Bố trí kinh phí",
        CELL: "7",
        "f:hoc-vien:all::F": "30",
        "f:hoc-vien:all::M": "15",
    }
    actions.save_changes(a, [Sent(name, text) for name, text in said.items()], by="Vũ Thị Huyện")
    actions.save_changes(b, [Sent(CELL, "12")], by="Cán bộ")
    actions.approve_and_send(b, actor=Operator())
    do(*MERGER)
    return opened.report("huyen-moi")


@pytest.fixture
def form(page, live_server, report):
    sign_in(page, live_server, "canbomoi")
    page.goto(f"{live_server.url}/reports/{report.pk}/")
    return page


def test_a_field_is_taken_over_below_what_is_being_typed(form):
    field(form, "lacks").fill("Đơn vị mới thành lập")
    form.locator("#lacks").get_by_role("button", name="Lấy sang").click()
    expect(field(form, "lacks")).to_have_value("Đơn vị mới thành lập\nThiếu kinh phí")
    expect(form.locator("#lacks")).to_contain_text("đã lấy sang ngày 12/11/2024")
    field(form, "lacks").fill("Sửa lại")
    expect(mark(form, "lacks")).to_have_text("✓ Đã lưu")
    texts = Answer.objects.filter(field="lacks", report__unit__key="huyen-moi").order_by("version")
    assert [a.text for a in texts][-2:] == ["Đơn vị mới thành lập\nThiếu kinh phí", "Sửa lại"]


def test_figures_are_added_and_everything_is_taken_over_by_one_press(form):
    field(form, CELL).fill("5")
    form.locator("#handed-over").get_by_role("button", name="Lấy sang cả").click()
    expect(field(form, CELL)).to_have_value("12")
    expect(field(form, "f:hoc-vien:all::F")).to_have_value("30")
    expect(form.locator("#handed-over")).to_contain_text("không còn gì chờ lấy sang")


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (360, 740)])
def test_nothing_stands_beyond_the_edge(form, width, height):
    form.set_viewport_size({"width": width, "height": height})
    assert form.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    for place in ("#handed-over", "#work", "#figures", "#proposals"):
        form.locator(place).scroll_into_view_if_needed()
        if PICTURES:
            form.locator(place).screenshot(path=f"{PICTURES}/{width}{place.replace('#', '-')}.png")
