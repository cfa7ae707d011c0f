import datetime

import pytest

from chithi.accounts.models import User
from chithi.demo import build
from chithi.desk.steps import DONE, NOW, deadline, steps_for
from chithi.leadership.models import Committee, Member, Programme
from chithi.reports.models import Report

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune(db):
    build.make("commune", 1, 1)
    return {user.username: user for user in User.objects.all()}


def test_an_officer_is_led_to_the_report_that_is_due_in_two_days(commune, sign_in):
    build_day = datetime.date(2024, 11, 12)
    assert build_day == build.STANDING_DAY
    Report.objects.update(state="draft")
    step = steps_for(commune["yte.canbo"])[0]
    assert step.url == f"/reports/{Report.objects.get(unit__key='tram-y-te').pk}/"
    page = sign_in(commune["yte.canbo"]).get("/").content.decode()
    assert "Tiếp tục báo cáo" in page


@pytest.mark.parametrize(
    ("state", "officer", "head"),
    [
        ("silent", NOW, NOW),
        ("draft", NOW, NOW),
        ("submitted", 2, NOW),
        ("returned", NOW, NOW),
        ("approved", DONE, DONE),
        ("accepted", DONE, DONE),
    ],
)
def test_the_state_of_the_report_says_what_is_urgent_for_whom(commune, state, officer, head):
    Report.objects.update(state=state)
    for username, urgency in (("yte.canbo", officer), ("yte.truongtram", head)):
        # an inspection, guidance, a proposal, a committee
        others = {"siren", "book-open-text", "message-square-reply", "users-round"}
        of_report = next(s for s in steps_for(commune[username]) if s.icon not in others)
        assert of_report.urgency == urgency


def test_the_focal_officer_sees_what_waits_to_be_read(commune, sign_in):
    Report.objects.update(state="approved")
    page = sign_in(commune["daumoi"]).get("/").content.decode()
    assert "8 báo cáo chờ xem xét" in page


def test_a_leader_sees_how_many_have_sent(commune, sign_in):
    Report.objects.update(state="silent", sent_on=None)
    Report.objects.filter(unit__key="tram-y-te").update(state="approved", sent_on=datetime.date(2024, 11, 2))
    assert "1/8" in sign_in(commune["lanhdao"]).get("/").content.decode()


def test_a_stranger_to_the_plan_has_nothing_to_do_but_to_set_up_a_committee(cast):
    [step] = steps_for(cast.people["stranger"])
    assert step.url == "/leadership/committees/xa-b1/"


def test_a_committee_out_of_order_is_a_task_of_its_unit_and_a_number_for_the_focal_officer(cast):
    def tasks(who):
        return [s for s in steps_for(cast.people[who]) if s.icon == "users-round"]

    [mine] = tasks("officer")
    assert (mine.url, mine.urgency) == ("/leadership/committees/so-yt/", 1)
    own, below = tasks("focal")
    assert own.url == "/leadership/committees/so-ld/"
    assert (below.url, below.title) == (
        "/leadership/committees/",
        "Ban vì sự tiến bộ của phụ nữ của 9 đơn vị còn thiếu hoặc chưa đạt yêu cầu",
    )
    assert tasks("leader") == []
    day = datetime.date(2024, 8, 1)
    made = Committee.objects.create(
        title="Ban",
        unit=cast.units["so-yt"],
        decision_number="1",
        decision_day=day,
        valid_from=day,
        added_on=day,
    )
    Member.objects.create(committee=made, name="Hà", sex="F", role="chair", valid_from=day, added_on=day)
    [mine] = tasks("officer")
    assert mine.urgency == 2
    Programme.objects.create(committee=made, year=2024, title="CT", issued_on=day, added_on=day)
    assert tasks("officer") == []


def test_an_administrator_of_an_empty_province_is_told_where_to_begin(db, sign_in):
    from chithi.journal.actions import Operator
    from chithi.start import start

    start("Hà Châu", "quantri", Operator())
    page = sign_in(User.objects.get()).get("/").content.decode()
    assert page.index("Nạp danh sách đơn vị") < page.index("Nhập văn bản kế hoạch")


@pytest.mark.parametrize(("due", "words"), [(12, "hôm nay"), (14, "còn 2 ngày"), (10, "quá hạn 2 ngày")])
def test_the_last_day_is_said_with_what_is_left(cast, due, words):
    from django.utils import translation

    with translation.override("vi"):
        assert words in deadline(datetime.date(2024, 11, due))


def test_the_home_page_asks_little_of_the_database(db, sign_in, django_assert_max_num_queries):
    build.make("province", 1, 1)
    for username in ("daumoi", "yte.canbo", "lanhdao", "quantri"):
        client = sign_in(User.objects.get(username=username))
        with django_assert_max_num_queries(
            26
        ):  # a focal officer reads the tree, all committees, and who follows whom
            client.get("/")
