"""The calendar of a person: due days as whole days, behind a secret address that ends with the account and the role."""

import datetime

import pytest
from icalendar import Calendar

from chithi.accounts.actions import set_active
from chithi.journal.actions import Operator
from chithi.journal.models import Entry
from chithi.plans.dues import last_days
from chithi.plans.models import WorkItem
from chithi.reports import extensions
from chithi.reports.calendar import renew_calendar
from chithi.reports.models import CalendarFeed
from chithi.units.models import Role

pytestmark = pytest.mark.django_db
D = datetime.date


@pytest.fixture
def address(opened, cast):
    person = cast.people["officer"]
    return f"/reports/calendar/{renew_calendar(person, 0, actor=person).secret}.ics"


def events(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    return {str(e["uid"]): e for e in Calendar.from_ical(answer.content).walk("VEVENT")}


def test_anybody_with_the_address_gets_whole_days_in_viet_nam(client, opened, address):
    report = opened.report("so-yt")
    (event,) = events(client, address).values()
    assert event["uid"] == f"report-{report.pk}@testserver"
    assert event["dtstart"].dt == D(2024, 11, 14)
    assert type(event["dtstart"].dt) is D
    assert event["dtend"].dt == D(2024, 11, 15)
    assert b"VALUE=DATE:20241114" in client.get(address).content
    assert b"Asia/Ho_Chi_Minh" in client.get(address).content
    assert str(event["summary"]) == "Hạn gửi báo cáo năm 2024: 12/KH-UBND (Sở Y tế)"


def test_the_event_stays_the_same_when_its_day_moves(client, opened, cast, address):
    before = set(events(client, address))
    asked = extensions.ask_extension(
        opened.report("so-yt"), D(2024, 11, 20), "Bí mật nội bộ.", actor=cast.people["officer"]
    )
    extensions.grant_extension(asked, D(2024, 11, 20), "Được.", actor=cast.people["focal"])
    after = events(client, address)
    assert set(after) == before
    assert after.popitem()[1]["dtstart"].dt == D(2024, 11, 20)
    assert "Bí mật" not in client.get(address).content.decode()


def test_dated_work_items_of_the_unit_are_in_it(client, opened, address):
    for place, (due, bound) in {
        1: ("11-15", "before"),
        2: ("2025-03", "in"),
        3: ("yearly", ""),
        4: ("12", "in"),
    }.items():
        WorkItem.objects.filter(pk=opened.items[place].pk).update(due=due, due_bound=bound)
    found = {uid: e["dtstart"].dt for uid, e in events(client, address).items() if uid.startswith("work")}
    days = sorted(found.values())
    assert days == [D(2024, 11, 14), D(2025, 3, 31), D(2025, 11, 14), D(2026, 11, 14)]
    assert len(found) == 4


def test_a_renewed_address_ends_the_old_one_and_a_second_press_changes_nothing(
    client, cast, address, sign_in
):
    person = cast.people["officer"]
    signed = sign_in(person)
    page = signed.get("/reports/calendar/").content.decode()
    assert address in page
    signed.post("/reports/calendar/", {"seen": "1"})
    signed.post("/reports/calendar/", {"seen": "1"})
    feed = CalendarFeed.objects.get(user=person)
    assert feed.number == 2
    assert client.get(address).status_code == 404
    assert client.get(f"/reports/calendar/{feed.secret}.ics").status_code == 200
    entries = Entry.objects.filter(verb="reports.renew_calendar")
    assert entries.count() == 2
    assert not any(feed.secret in str((e.old, e.new, e.subject_name)) for e in entries)


def test_it_ends_with_the_account_and_with_the_role(client, cast, address):
    person = cast.people["officer"]
    set_active(person, False, actor=Operator())
    assert client.get(address).status_code == 404
    set_active(person, True, actor=Operator())
    assert client.get(address).status_code == 200
    Role.objects.filter(user=person).update(valid_to=D(2024, 11, 11))
    assert client.get(address).status_code == 404


def test_a_calendar_is_of_the_own_units_only(client, opened, cast):
    person = cast.people["district_officer"]
    mine = f"/reports/calendar/{renew_calendar(person, 0, actor=person).secret}.ics"
    assert [str(e["summary"]) for e in events(client, mine).values()] == [
        "Hạn gửi báo cáo năm 2024: 12/KH-UBND (Ủy ban nhân dân huyện An Hòa)"
    ]


@pytest.mark.parametrize(
    ("value", "bound", "days"),
    [
        ("2024-12-16", "before", [D(2024, 12, 15)]),
        ("2024-12-16", "by", [D(2024, 12, 16)]),
        ("11-15", "before", [D(2024, 11, 14), D(2025, 11, 14)]),
        ("02", "in", [D(2024, 2, 29), D(2025, 2, 28)]),
        ("2025-Q1", "in", [D(2025, 3, 31)]),
        ("2025-Q1", "before", [D(2024, 12, 31)]),
        ("2024", "in", [D(2024, 12, 31)]),
        ("2024-05", "before", [D(2024, 4, 30)]),
        ("2016/2025", "in", [D(2025, 12, 31)]),
        ("12", "in", [D(2024, 12, 31), D(2025, 12, 31)]),
        ("02-30", "by", []),
        ("yearly", "", []),
        ("", "", []),
        ("0000-00", "in", []),
        ("2019", "in", []),
    ],
)
def test_the_last_day_of_a_deadline(value, bound, days):
    assert last_days(value, bound, [2024, 2025]) == days
