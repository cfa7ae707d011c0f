"""Pages of a unit that is no more: what it had to do and its committee as of a day on which it stood."""

import datetime

import pytest

from chithi.leadership.committees import Committee
from tests.cast import make_unit
from tests.reports.builders import make_plan

MERGE = "2024-07-01,12/NQ-HĐND,merge,so-yt,so-moi,,"


@pytest.fixture
def merged(cast, decide):
    """The health department went into a new one on 01/07/2024; in March it handed a clause to the labour department."""
    cast.units["so-moi"] = make_unit("so-moi", "Sở Y tế và Xã hội", "department", cast.units["tinh"])
    plan, _items = make_plan(cast)
    decide("2024-03-01,8/QĐ,transfer,so-yt,so-ld,,ke-hoach/III.3")
    decide(MERGE)
    return plan


def page(client, **query):
    return client.get("/plans/ke-hoach/work/", query)


def test_the_work_of_a_unit_that_is_no_more_is_that_of_its_last_day_and_leads_on(merged, cast, sign_in):
    shown = page(sign_in(cast.people["focal"]), unit="so-yt")
    assert shown.status_code == 200
    text = shown.content.decode()
    assert [job.duty.at for job in shown.context["leading"]] == ["III.2", "III.4"]
    assert "Sở Y tế" in text
    assert "30/06/2024" in text
    assert '"/plans/ke-hoach/work/?unit=so-moi"' in text


def test_with_a_day_the_page_shows_the_work_of_that_day_and_says_so(merged, cast, sign_in):
    client = sign_in(cast.people["focal"])
    shown = page(client, unit="so-yt", day="15/02/2024")
    assert [job.duty.at for job in shown.context["leading"]] == ["III.2", "III.3", "III.4"]
    assert "15/02/2024" in shown.content.decode()
    assert [job.duty.at for job in page(client, unit="so-ld", day="15/02/2024").context["leading"]] == [
        "III.1",
        "III.4",
    ]
    assert "III.3" in [job.duty.at for job in page(client, unit="so-ld").context["leading"]]


def test_a_unit_that_stands_says_no_day_and_one_that_never_was_has_no_page(merged, cast, sign_in):
    client = sign_in(cast.people["focal"])
    assert "Tính đến" not in page(client, unit="so-ld").content.decode()
    assert page(client, unit="khong-co").status_code == 404
    assert page(client).status_code == 404
    assert page(client, unit="so-yt", day="01/07/2024").status_code == 404
    assert page(client, unit="so-yt", day="ngày x").status_code == 200


def test_the_page_asks_the_database_a_bounded_number_of_times(
    merged, cast, sign_in, django_assert_max_num_queries
):
    client = sign_in(cast.people["focal"])
    with django_assert_max_num_queries(29):
        page(client, unit="so-yt")


def test_the_committee_of_a_unit_that_is_no_more_is_shown_on_its_last_day(merged, cast, sign_in):
    Committee.objects.create(
        unit=cast.units["so-yt"], title="Ban VSTBPN Sở Y tế", decision_number="5/QĐ-SYT",
        decision_day=datetime.date(2022, 3, 1), valid_from=datetime.date(2022, 3, 1), chair_post="Giám đốc",
        added_on=datetime.date(2022, 3, 1),
    )  # fmt: skip
    client = sign_in(cast.people["focal"])
    shown = client.get("/leadership/committees/so-yt/")
    assert shown.status_code == 200
    text = shown.content.decode()
    assert "5/QĐ-SYT" in text
    assert 'value="30/06/2024"' in text
    assert '"/leadership/committees/so-moi/"' in text
    assert not shown.context["may_change"]
    assert client.get("/leadership/committees/so-yt/", {"day": "01/07/2024"}).status_code == 404
    assert client.get("/leadership/committees/so-yt/", {"day": "ngày x"}).status_code == 200
    assert client.get("/leadership/committees/khong-co/").status_code == 404
