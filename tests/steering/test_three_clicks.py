"""From a number of a report to what was entered, with its evidence and history, in at most three clicks; and back."""

import re
from html import unescape

import pytest

from chithi.figures.models import Indicator
from chithi.reports import actions
from chithi.reports.content import content_of
from chithi.sheets.models import Evidence
from chithi.shell import attachments
from tests.reports.conftest import opened  # noqa: F401
from tests.reports.test_filled import CODE, filled, hold  # noqa: F401 - the fixtures


@pytest.fixture
def sent(filled, cast):  # noqa: F811
    """A workshop with evidence, counted in a report that was sent."""
    one = hold(filled, female=10, male=3)
    proof = attachments.keep(b"%PDF-1.7 bien ban", "bien-ban.pdf", ("pdf",))
    Evidence.objects.create(
        register="activities", record_id=one.pk, attachment=proof, name="bien-ban.pdf", added_by="thử"
    )
    actions.approve_and_send(filled.report("so-yt"), actor=cast.people["head"])
    filled.held = one
    return filled


def links(client, address):
    """(address, words) of every link of a page."""
    page = client.get(address)
    assert page.status_code == 200, address
    found = re.findall(r'<a\b[^>]*href="([^"]+)"[^>]*>(.*?)</a>', page.content.decode(), re.S)
    return [(unescape(href), re.sub(r"<[^>]+>", "", words).strip()) for href, words in found]


def follow(client, address, wanted):
    """The first link of a page whose address holds some words."""
    return next(href for href, _words in links(client, address) if wanted in href)


def ends_at_the_record(client, address, one):
    assert address == f"/registers/activities/{one.pk}/"
    page = client.get(address).content.decode()
    assert "bien-ban.pdf" in page
    assert 'id="history"' in page


def test_from_the_consolidated_report_to_the_record(sent, cast, sign_in):
    client = sign_in(cast.people["focal"])
    report = f"/steering/{sent.cycle.pk}/report/"
    units = follow(client, report, f"/figures/{CODE}/2024/")  # 1: total → units
    records = follow(client, units, f"/figures/{CODE}/2024/records/?unit=so-yt")  # 2: unit → records
    record = follow(client, records, "/registers/activities/")  # 3: record → evidence and history
    ends_at_the_record(client, record, sent.held)
    back = follow(client, record, f"/figures/{CODE}/2024/")
    assert follow(client, back, "/reports/of/so-yt/2024/")


def test_from_the_printed_report_of_the_unit_to_the_record(sent, cast, sign_in):
    client = sign_in(cast.people["officer"])
    report = sent.report("so-yt").pk
    records = follow(client, f"/reports/{report}/print/", f"/figures/{CODE}/2024/records/")  # 1
    ends_at_the_record(client, follow(client, records, "/registers/activities/"), sent.held)  # 2


def test_a_typed_figure_opens_its_versions(sent, cast, sign_in):
    """What no register feeds ends at its cell: who wrote which version when."""
    from chithi.reports.changes import Sent

    actions.save_changes(sent.report("huyen-a"), [Sent("f:cuoc:all::_T", "4", "final")], by="Vũ Thị Huyện")
    assert Indicator.objects.get(code="cuoc").derived is False
    content = content_of(sent.report("huyen-a"))
    assert content.fields["f:cuoc:all::_T"].version == 1
    client = sign_in(cast.people["district_officer"])
    address = follow(client, f"/reports/{sent.report('huyen-a').pk}/print/", "/history/?field=f%3Acuoc")
    assert "Vũ Thị Huyện" in client.get(address).content.decode()
