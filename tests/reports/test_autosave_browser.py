"""The one script of our own, in a real browser: cut lines, closed browsers, restarted servers, two tabs."""

import uuid

import pytest
from django.test import Client
from playwright.sync_api import expect

from chithi.accounts.models import User
from chithi.figures.models import Observation
from chithi.reports import actions
from chithi.reports.changes import Sent
from chithi.reports.models import Answer, Report
from tests.cast import make_cast
from tests.reports.builders import make_round
from tests.steering.world import observe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(transactional_db):
    return make_cast()


@pytest.fixture
def report(cast):
    return make_round(cast).report("so-yt")


def sign_in(page, server, username="canbo"):
    """Somebody is signed in; how one does it is told in ``tests/story/test_sign_in.py``."""
    client = Client()
    client.force_login(User.objects.get(username=username), backend="chithi.accounts.backends.AccountBackend")
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": server.url}
    page.context.add_cookies([cookie])


@pytest.fixture
def form(page, live_server, report):
    """The page with the report of the health department open, as its officer."""
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/reports/{report.pk}/")
    return page


def mark(page, field):
    return page.locator(f'[data-mark="{field}"]')


def field(page, name):
    return page.locator(f'[data-field="{name}"]')


def latest(name):
    return Answer.objects.get(field=name, is_latest=True).text


def test_what_is_typed_is_saved_cell_by_cell_without_a_press(form):
    field(form, "results").fill("Đã tổ chức 12 đợt khám.")
    expect(mark(form, "results")).to_have_text("✓ Đã lưu")
    field(form, "f:hoc-vien:own::F").fill("34")
    field(form, "f:hoc-vien:own::M").fill("21")
    expect(mark(form, "f:hoc-vien:own::M")).to_have_text("✓ Đã lưu")
    expect(form.locator('[data-total="-f:hoc-vien:own"]')).to_have_text("55")
    expect(form.locator("[data-answered]")).to_have_text("2")
    assert latest("results") == "Đã tổ chức 12 đợt khám."
    assert dict(Observation.objects.filter(is_latest=True).values_list("sex", "value")) == {"F": 34, "M": 21}


def test_a_bad_cell_says_why_at_once_and_keeps_what_was_typed(form):
    field(form, "f:cuoc:own::_T").fill("mười hai")
    expect(mark(form, "f:cuoc:own::_T")).to_contain_text("⚠ Không lưu được:")
    form.on("dialog", lambda dialog: dialog.accept())
    form.reload()
    expect(field(form, "f:cuoc:own::_T")).to_have_value("mười hai")
    field(form, "f:cuoc:own::_T").fill("12")
    expect(mark(form, "f:cuoc:own::_T")).to_have_text("✓ Đã lưu")


def test_an_answer_why_there_is_no_figure_is_one_for_the_whole_row(form):
    row = form.locator('[data-row="f:hoc-vien:own"]')
    row.locator("[data-row-answer]").select_option("no-data-yet")
    expect(mark(form, "f:hoc-vien:own::F")).to_have_text("✓ Đã lưu")
    assert set(Observation.objects.filter(is_latest=True).values_list("status", flat=True)) == {"no-data-yet"}
    field(form, "f:hoc-vien:own::F").fill("3")
    expect(mark(form, "f:hoc-vien:own::F")).to_have_text("✓ Đã lưu")
    assert Observation.objects.get(sex="F", is_latest=True).value == 3
    assert Observation.objects.get(sex="M", is_latest=True).status == ""


def test_a_cut_line_only_makes_it_wait(form, context):
    context.set_offline(True)
    field(form, "results").fill("Gõ khi mất mạng.")
    expect(mark(form, "results")).to_have_text("◷ Chờ gửi")
    expect(form.locator("[data-autosave-status]")).to_contain_text("đang chờ trên máy này")
    assert not Answer.objects.exists()
    context.set_offline(False)
    expect(mark(form, "results")).to_have_text("✓ Đã lưu", timeout=15000)
    assert latest("results") == "Gõ khi mất mạng."


def test_a_closed_browser_remembers_what_did_not_get_through(form, context, live_server, report):
    context.set_offline(True)
    field(form, "lacks").fill("Chưa gửi kịp.")
    expect(mark(form, "lacks")).to_have_text("◷ Chờ gửi")
    form.close(run_before_unload=False)
    context.set_offline(False)
    again = context.new_page()
    again.goto(f"{live_server.url}/reports/{report.pk}/")
    expect(field(again, "lacks")).to_have_value("Chưa gửi kịp.")
    expect(mark(again, "lacks")).to_have_text("✓ Đã lưu")
    assert latest("lacks") == "Chưa gửi kịp."


def test_a_server_that_restarts_gets_everything_once(form):
    """The server dies after it has written and before it could answer: the same change comes again."""
    answers = iter(["cut", "down", "down"])

    def failing(route):
        fate = next(answers, "")
        if fate == "cut":
            route.fetch()
            route.abort("connectionreset")
        elif fate == "down":
            route.fulfill(status=503)
        else:
            route.continue_()

    form.route("**/changes/", failing)
    field(form, "next").fill("Tiếp tục trong năm 2025.")
    expect(mark(form, "next")).to_have_text("✓ Đã lưu", timeout=20000)
    assert list(Answer.objects.values_list("field", "version")) == [("next", 1)]


def test_two_tabs_of_one_report_make_one_report(form, context, live_server, report):
    other = context.new_page()
    other.goto(f"{live_server.url}/reports/{report.pk}/")
    field(form, "results").fill("từ cửa sổ một")
    expect(field(other, "results")).to_have_value("từ cửa sổ một")
    expect(mark(other, "results")).to_contain_text("ở cửa sổ khác")
    expect(mark(form, "results")).to_have_text("✓ Đã lưu")
    field(other, "results").fill("từ cửa sổ hai")
    expect(field(form, "results")).to_have_value("từ cửa sổ hai")
    expect(mark(other, "results")).to_have_text("✓ Đã lưu")
    assert list(Answer.objects.order_by("version").values_list("text", flat=True)) == [
        "từ cửa sổ một",
        "từ cửa sổ hai",
    ]


def test_what_another_person_wrote_shows_up(form, report):
    actions.save_changes(report, [Sent("results", "trưởng phòng ghi")], by="Phạm Thị Giám Đốc")
    form.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(field(form, "results")).to_have_value("trưởng phòng ghi")
    expect(mark(form, "results")).to_contain_text("Phạm Thị Giám Đốc")


def test_a_figure_out_of_proportion_is_remarked_while_typing_and_no_longer_once_corrected(form, report):
    observe(report.unit_id, 2023, "cuoc", T=33)
    remarked = form.locator('[data-leaps="f:cuoc:own"]')
    field(form, "f:cuoc:own::_T").fill("999999999")
    expect(remarked).to_have_text("! Gấp hơn 30.303.030 lần năm trước (33)")
    expect(mark(form, "f:cuoc:own::_T")).to_have_text("✓ Đã lưu")
    field(form, "f:cuoc:own::_T").fill("38")
    expect(remarked).to_have_text("")


def test_a_move_waits_for_what_is_unsent_and_then_goes(form, live_server, report):
    field(form, "results").fill("Gõ xong là trình ngay.")
    form.get_by_role("button", name="Trình thủ trưởng").click()
    form.get_by_role("button", name="Vẫn trình").click()
    form.wait_for_url(f"{live_server.url}/reports/{report.pk}/")
    expect(form.locator("main")).to_contain_text("đang chờ thủ trưởng duyệt")
    report.refresh_from_db()
    assert report.state == Report.State.SUBMITTED
    assert latest("results") == "Gõ xong là trình ngay."


def test_a_press_right_behind_a_look_for_unsent_words_still_goes(form, report):
    """Coming back to the window looks for unsent words; what is typed and pressed meanwhile must not be missed."""
    form.evaluate(
        """() => {
            window.dispatchEvent(new Event("focus"));
            const field = document.querySelector("[data-field=results]");
            field.value = "Gõ và trình trong một hơi.";
            field.dispatchEvent(new Event("input", { bubbles: true }));
            [...document.querySelectorAll("button")].find((b) => b.textContent.includes("Trình thủ trưởng")).click();
        }"""
    )
    form.get_by_role("button", name="Vẫn trình").click()
    expect(form.locator("main")).to_contain_text("đang chờ thủ trưởng duyệt")
    report.refresh_from_db()
    assert report.state == Report.State.SUBMITTED
    assert latest("results") == "Gõ và trình trong một hơi."


def test_a_move_does_not_go_while_a_field_is_refused(form, report):
    field(form, "f:cuoc:own::_T").fill("-1")
    form.get_by_role("button", name="Trình thủ trưởng").click()
    expect(form.locator("[data-autosave-status]")).to_contain_text("không lưu được")
    expect(field(form, "f:cuoc:own::_T")).to_be_focused()
    report.refresh_from_db()
    assert report.state == Report.State.SILENT


def test_an_ended_session_keeps_everything_and_offers_the_sign_in(form, context, live_server, report):
    kept = [c for c in context.cookies() if c["name"] != "sessionid"]
    context.clear_cookies()
    context.add_cookies(kept)
    field(form, "results").fill("Gõ sau khi hết phiên.")
    link = form.get_by_role("link", name="Đăng nhập lại")
    expect(link).to_be_visible()
    other = context.new_page()
    sign_in(other, live_server)
    form.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(mark(form, "results")).to_have_text("✓ Đã lưu", timeout=15000)


def test_signing_out_warns_of_unsent_work_and_leaves_nothing_behind(form, context):
    said = []
    context.set_offline(True)
    field(form, "results").fill("chưa gửi")
    expect(mark(form, "results")).to_have_text("◷ Chờ gửi")
    form.route("**/changes/", lambda route: route.fulfill(status=503))
    context.set_offline(False)
    form.on("dialog", lambda dialog: (said.append(dialog.message), dialog.accept()))
    form.locator(".menu summary").click()
    form.get_by_role("button", name="Đăng xuất").click()
    form.wait_for_url("**/accounts/sign-in/**")
    assert "chưa lên máy chủ" in said[0]
    left = form.evaluate(
        """() => new Promise((done) => {
            const request = indexedDB.open("chithi-reports", 1);
            request.onsuccess = () => {
              const all = request.result.transaction("changes").objectStore("changes").getAll();
              all.onsuccess = () => done(all.result.length);
            };
        })"""
    )
    assert left == 0


def test_keys_are_uuids(form):
    """Where the page is not served over https the browser makes no UUID of its own."""
    form.evaluate("delete Crypto.prototype.randomUUID")
    with form.expect_request("**/changes/") as request:
        field(form, "results").fill("x")
    uuid.UUID(request.value.post_data_json["changes"][0]["key"])
