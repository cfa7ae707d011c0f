"""The story of a year, as four people and a leader live it in a browser: from the plan document to the frozen report.

With CHITHI_PICTURES=1 the pictures of the user's guide are taken on the way.
"""

import datetime
import os
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from chithi.demo import build
from chithi.demo.province import TOP_KEY
from chithi.figures import catalogue
from chithi.journal.models import Entry
from chithi.plans.models import Plan
from chithi.reports.models import Report
from chithi.shell.models import Installation
from chithi.steering.models import Consolidation, Reminder

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PLAN = Path(build.__file__).with_name("data") / "ke-hoach-tinh.txt"
PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
WIDE, NARROW = {"width": 1366, "height": 768}, {"width": 360, "height": 740}
SCAN = {"name": "cong-van.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n% signed and sealed\n"}

WORKSHOP = "Tập huấn lồng ghép giới trong ngành y tế"


class Person:
    """Somebody at a browser of their own."""

    def __init__(self, browser: Browser, base: str, username: str, viewport: dict[str, int] = WIDE):
        self.context = browser.new_context(viewport=viewport, locale="vi-VN", base_url=base)
        self.context.set_default_timeout(10_000)
        self.page = self.context.new_page()
        self.page.goto("/")
        self.page.get_by_label("Tên đăng nhập").fill(username)
        self.page.get_by_label("Mật khẩu").fill(build.PASSWORD)
        self.page.get_by_role("button", name="Đăng nhập").click()
        self.page.wait_for_url("**/")

    def look(self, name: str = "") -> Page:
        """The page as it stands: no overflow, nothing serious found by axe, and a picture of it where wanted."""
        page = self.page
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{page.url} is {wider} px too wide"
        found = Axe().run(page).response["violations"]
        serious = [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")]
        assert not serious, f"{page.url}: {serious}"
        if name and os.environ.get("CHITHI_PICTURES"):
            PICTURES.mkdir(exist_ok=True)
            page.screenshot(path=PICTURES / f"{name}.png")
        return page

    def press(self, name: str | re.Pattern[str]) -> Page:
        self.page.get_by_role("button", name=name).first.click()
        self.page.wait_for_load_state()
        return self.page

    def follow(self, name: str | re.Pattern[str]) -> Page:
        self.page.get_by_role("link", name=name).first.click()
        self.page.wait_for_load_state()
        return self.page


@pytest.fixture
def someone(browser, live_server):
    """``someone(username)``: that person, signed in."""
    units = build.make_place("province")
    build.make_groups("province", units[TOP_KEY])
    catalogue.install(actor=build.ACTOR, top=units[TOP_KEY])
    people: list[Person] = []

    def enter(username: str, viewport: dict[str, int] = WIDE) -> Person:
        people.append(Person(browser, live_server.url, username, viewport))
        return people[-1]

    yield enter
    for person in people:
        person.context.close()


def hold_a_workshop(officer: Person) -> None:
    """In March, long before anybody asks for a report."""
    now = Installation.objects.get().standing_day
    Installation.objects.update(standing_day=datetime.date(2024, 3, 6))
    officer.page.goto("/registers/activities/")
    officer.follow("Thêm hoạt động")
    page = officer.page
    page.get_by_label(re.compile("^Tên hoạt động")).fill(WORKSHOP)
    page.get_by_label(re.compile("^Loại hoạt động")).select_option("Tập huấn")
    page.get_by_label(re.compile("^Ngày đầu")).fill("5/3")
    page.get_by_label("Địa điểm").fill("Hội trường Sở Y tế")
    page.get_by_label("Nữ, không ghi tuổi").fill("1.320")
    page.get_by_label("Nam, không ghi tuổi").fill("880")
    officer.look("record-form")
    officer.press("Lưu")
    expect(page.get_by_text(f"Đã lưu “{WORKSHOP}”.")).to_be_visible()
    page.locator("input[type=file]").set_input_files(SCAN)
    officer.press("Thêm tệp")
    expect(officer.look("record").get_by_role("link", name="cong-van.pdf")).to_be_visible()
    Installation.objects.update(standing_day=now)


def import_and_publish(focal: Person) -> None:
    focal.look("home-focal")
    focal.follow(re.compile("Nhập văn bản kế hoạch"))
    focal.page.get_by_label("Tệp kế hoạch").set_input_files(PLAN)
    focal.press("Đọc tệp")
    focal.look("plan-names")
    focal.follow("2. Nhiệm vụ")
    page = focal.look("plan-check")
    page.get_by_role("link", name="III.2: xem chữ trong văn bản").first.click()
    expect(page.locator(".lit").first).to_be_visible()
    focal.press("nhiệm vụ không vướng mắc")
    focal.follow(re.compile("Chưa xác nhận"))
    while focal.page.get_by_role("button", name=re.compile("^Xác nhận III")).count():
        focal.press(re.compile("^Xác nhận III"))
    focal.follow("3. Nội dung")
    focal.press(re.compile("Xác nhận cả"))
    focal.look("plan-contents")
    assert not Plan.objects.exclude(published_at=None).exists(), "nothing binds before a person publishes"
    focal.follow("5. Công bố")
    focal.press("Công bố kế hoạch")
    expect(focal.look("plan").get_by_text("Kế hoạch đã được công bố.")).to_be_visible()


def open_the_round(focal: Person) -> None:
    focal.page.goto("/")
    focal.follow(re.compile("Mở đợt báo cáo năm 2024"))
    expect(focal.look().get_by_label("Hạn gửi")).to_have_value("14/11/2024")
    focal.press("Mở đợt báo cáo")


def write_the_report(officer: Person) -> None:
    officer.look("home-officer")
    officer.follow(re.compile("^Bắt đầu"))
    page = officer.page
    page.get_by_label(re.compile("Trạng thái")).first.select_option("đã hoàn thành")
    page.locator("textarea").first.fill("Đã tổ chức 12 buổi truyền thông cho 640 lượt người.")
    figures = page.get_by_role("group", name=re.compile("Lượt người dự tập huấn"))
    expect(figures.get_by_label("Nữ", exact=True)).to_have_value("1.320")
    expect(figures.get_by_label("Nam", exact=True)).to_have_value("880")
    page.locator("[data-field=lacks]").fill("Hoạt động chưa đều giữa các địa bàn.")
    page.locator("[data-field=lacks]").blur()
    expect(page.get_by_text("Đã lưu tất cả")).to_be_visible(timeout=15000)
    officer.look("report-form")
    officer.press("Trình thủ trưởng")
    expect(officer.page.get_by_role("button", name="Vẫn trình")).to_be_visible()
    officer.look("report-looks")
    officer.press("Vẫn trình")
    expect(officer.page.get_by_text("đang chờ thủ trưởng duyệt").first).to_be_visible()


def send_it(head: Person, link: str) -> None:
    head.page.goto("/")
    head.follow(re.compile(link))
    head.look("report-head")
    head.press("Duyệt và gửi")
    head.press("Vẫn gửi")
    expect(head.page.get_by_text("Báo cáo đã được gửi")).to_be_visible()


def return_it_with_a_remark(focal: Person) -> None:
    focal.page.goto("/")
    focal.follow(re.compile("báo cáo chờ xem xét"))
    focal.look("control-room")
    focal.follow(re.compile("Xem xét"))
    page = focal.page
    remark = page.locator("textarea[name='remark:lacks']")
    page.locator("details", has=remark).locator("summary").click()
    remark.fill("Nêu rõ địa bàn nào.")
    focal.look("report-review")
    focal.press(re.compile("^Trả lại"))
    assert Report.objects.get(unit__key="so-y-te").state == "returned"


def correct_it(officer: Person) -> None:
    officer.page.goto("/")
    officer.follow(re.compile("^Chỉnh sửa"))
    page = officer.look("report-returned")
    expect(page.get_by_text("Nêu rõ địa bàn nào.").first).to_be_visible()
    page.locator("[data-field=lacks]").fill("Hoạt động chưa đều ở hai huyện Tân Lâm, Bảo Thượng.")
    officer.press("Trình thủ trưởng")
    expect(officer.page.get_by_role("button", name="Vẫn trình")).to_be_visible()
    officer.look("report-looks")
    officer.press("Vẫn trình")
    expect(officer.page.get_by_text("đang chờ thủ trưởng duyệt").first).to_be_visible()


def accept_it(focal: Person) -> None:
    focal.page.goto("/")
    focal.follow(re.compile("báo cáo chờ xem xét"))
    focal.follow(re.compile("Xem xét"))
    focal.press("Tiếp nhận")
    assert Report.objects.get(unit__key="so-y-te").state == "accepted"


def enter_a_letter(focal: Person) -> None:
    report = Report.objects.get(unit__key="hoi-nong-dan")
    focal.page.goto(f"/reports/{report.pk}/letter/")
    page = focal.look("letter")
    page.get_by_label("Số, ký hiệu").fill("45/BC-HND")
    page.get_by_label("Ngày của công văn").fill("08/11/2024")
    page.locator("input[type=file]").set_input_files(SCAN)
    page.locator("[name=results]").fill("Hội đã vận động 350 hội viên tham gia.")
    focal.press(re.compile("Ghi|Lưu|Nhập"))
    report.refresh_from_db()
    assert report.state == "approved"


def contest_it(unit: Person) -> None:
    report = Report.objects.get(unit__key="hoi-nong-dan")
    unit.page.goto(f"/reports/{report.pk}/")
    page = unit.look("letter-contest")
    expect(page.get_by_text("45/BC-HND").first).to_be_visible()


def chase(focal: Person) -> None:
    focal.page.goto("/")
    focal.follow(re.compile("Theo dõi, đôn đốc"))
    focal.follow(re.compile("^Gửi nhắc"))
    focal.look("reminders")
    focal.press("Gửi ngay")
    assert Reminder.objects.count() > 20


def consolidate_and_freeze(focal: Person) -> None:
    focal.page.goto("/")
    focal.follow(re.compile("Báo cáo tổng hợp"))
    page = focal.look("consolidated")
    expect(page.get_by_text("Hoạt động chưa đều ở hai huyện Tân Lâm, Bảo Thượng.").first).to_be_visible()
    consolidated = page.url
    focal.follow("2.200")
    expect(focal.look("explained").get_by_role("heading", name="Số này từ đâu?")).to_be_visible()
    expect(focal.page.get_by_text("Sở Y tế").first).to_be_visible()
    focal.page.locator("main a[href*='/records/?unit=so-y-te']").first.click()
    focal.look("records-of-a-figure")
    focal.follow(WORKSHOP)  # the third click
    expect(focal.page.get_by_role("heading", name=WORKSHOP)).to_be_visible()
    expect(focal.page.get_by_role("link", name="cong-van.pdf")).to_be_visible()
    focal.page.goto(consolidated)
    with focal.page.expect_download() as saved:
        focal.page.get_by_role("link", name=re.compile("docx")).first.click()
    assert saved.value.suggested_filename.endswith(".docx")
    focal.follow(re.compile("Ghi số, ngày và chốt"))
    page = focal.look("freeze")
    page.get_by_label("Số", exact=True).fill("215")
    page.get_by_label(re.compile("Người ký")).fill("Nguyễn Văn An")
    page.get_by_label(re.compile("Tôi đã đọc báo cáo")).check()
    focal.press(re.compile("^Chốt"))
    frozen = Consolidation.objects.get()
    assert "215" in frozen.number


def read_as_a_leader(leader: Person) -> None:
    leader.page.goto("/")
    leader.look("home-leader")
    leader.follow(re.compile("Nội dung, chỉ tiêu"))
    page = leader.look("overview")
    expect(page.get_by_text("2/28").first).to_be_visible()
    leader.follow(re.compile("^Báo cáo tổng hợp"))
    leader.look()


def test_a_plan_becomes_the_consolidated_report(someone):
    officer, head, focal = someone("yte.canbo"), someone("yte.giamdoc"), someone("daumoi")
    hold_a_workshop(officer)
    import_and_publish(focal)
    open_the_round(focal)
    officer.page.goto("/")
    write_the_report(officer)
    send_it(head, "Xem và gửi")
    return_it_with_a_remark(focal)
    correct_it(officer)
    send_it(head, "Xem và gửi")
    accept_it(focal)
    enter_a_letter(focal)
    contest_it(someone("hoi-nong-dan.canbo"))
    chase(focal)
    consolidate_and_freeze(focal)
    read_as_a_leader(someone("lanhdao", NARROW))
    assert Entry.objects.filter(verb="reports.return").exists()
