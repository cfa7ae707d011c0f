"""Official letters: one press, one numbered letter for every late unit, in the right tone, kept as it was sent."""

import datetime
import io
import zipfile

import pytest
from docx import Document

from chithi.journal.models import Entry
from chithi.papers import json as paper_json
from chithi.papers import text
from chithi.reports import extensions
from chithi.reports.models import Report
from chithi.shell.models import Installation
from chithi.steering import letters
from chithi.steering.actions import Refused
from chithi.steering.commands import verify_command
from chithi.steering.models import Reminder, ReminderLetter
from chithi.units.models import UnitVersion
from chithi.units.queries import tree
from tests.cast import make_person

pytestmark = pytest.mark.django_db
D = datetime.date
ORDERS = ("đôn đốc", "quá hạn", "yêu cầu", "khẩn trương", "phải", "chậm", "trách nhiệm")


def stand(day):
    Installation.objects.update(standing_day=day)


@pytest.fixture
def late(world, cast):
    """The morning after the last day in time; an officer in each unit that owes its report."""
    for key in ("so-ld", "mttq", "hlhpn", "huyen-b"):
        make_person(f"cb-{key}", f"Cán Bộ {key}", cast.units[key], "unit_officer")
    stand(D(2024, 11, 15))
    return world


def press(late, actor, number=7, **more):
    asked = letters.Asked(number, "SLĐTBXH", D(2024, 11, 22), "Trần Văn Ký")
    return letters.send_letters(late.cycle, tree(), asked, "http://x/", actor=actor, **more)


def said(letter):
    return text.render(paper_json.load(letter.paper))


def by_unit():
    return {letter.report.unit.key: letter for letter in ReminderLetter.objects.order_by("id")}


def test_on_the_last_day_in_time_nobody_is_late_and_on_the_next_everybody_who_owes_is(late, cast, sign_in):
    stand(D(2024, 11, 14))
    assert press(late, cast.people["focal"]) == []
    stand(D(2024, 11, 15))
    press(late, cast.people["focal"])
    # Health and An Hòa have sent theirs; the focal unit writes no letter to itself.
    assert set(by_unit()) == {"mttq", "hlhpn", "huyen-b"}
    assert [one.number for one in ReminderLetter.objects.order_by("id")] == [
        "07/SLĐTBXH",
        "08/SLĐTBXH",
        "09/SLĐTBXH",
    ]


def test_told_units_are_urged_and_requested_organisations_are_invited(late, cast):
    press(late, cast.people["focal"])
    found = by_unit()
    told = said(found["huyen-b"])
    assert "V/v đôn đốc gửi báo cáo" in told
    assert "Kính gửi: Ủy ban nhân dân huyện Bình Sơn" in told
    assert "14/11/2024" in told
    assert "quá hạn 1 ngày" in told
    assert "Kế hoạch số 12/KH-UBND" in told
    for key in ("mttq", "hlhpn"):
        asked = said(found[key])
        assert "đề nghị" in asked
        assert "quan tâm phối hợp" in asked
        assert "Trân trọng cảm ơn" in asked
        for word in ORDERS:
            assert word not in asked.lower(), (key, word)
    assert "đã hoàn thiện" not in said(found["hlhpn"])


def test_a_unit_with_more_time_gets_no_letter_until_that_day_is_over(late, cast):
    asked = extensions.ask_extension(
        late.report("huyen-b"), D(2024, 11, 18), "Bão.", actor=cast.people["focal"]
    )
    extensions.grant_extension(asked, D(2024, 11, 18), "Được.", actor=cast.people["focal"])
    press(late, cast.people["focal"])
    assert "huyen-b" not in by_unit()
    stand(D(2024, 11, 19))
    press(late, cast.people["focal"], number=20)
    words = said(by_unit()["huyen-b"])
    assert "18/11/2024" in words
    assert "gia hạn" in words


def test_the_same_day_makes_no_second_letter_and_a_later_day_says_that_it_is_the_second(late, cast):
    press(late, cast.people["focal"])
    assert press(late, cast.people["focal"], number=30) == []
    assert ReminderLetter.objects.count() == 3
    assert Entry.objects.filter(verb="steering.send_letters").count() == 1
    stand(D(2024, 11, 25))
    asked = letters.Asked(30, "SLĐTBXH", D(2024, 11, 30))
    letters.send_letters(late.cycle, tree(), asked, "http://x/", actor=cast.people["focal"])
    second = {x.report.unit.key: x for x in ReminderLetter.objects.filter(ordinal=2)}
    assert set(second) == {"mttq", "hlhpn", "huyen-b"}
    told, asked_again = said(second["huyen-b"]), said(second["mttq"])
    for words in (told, asked_again):
        assert "thứ hai" in words
        assert "SLĐTBXH ngày 15 tháng 11 năm 2024" in words
    assert not any(word in asked_again.lower() for word in ORDERS)


def test_one_notice_leaves_for_every_person_when_all_is_kept(
    late, cast, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        press(late, cast.people["focal"])
    found = {m.to[0]: m for m in mailoutbox}
    assert set(found) == {"cb-mttq@example.vn", "cb-hlhpn@example.vn", "cb-huyen-b@example.vn"}
    letter = by_unit()["huyen-b"]
    assert f"http://x/steering/letters/{letter.pk}/" in found["cb-huyen-b@example.vn"].body
    told = found["cb-mttq@example.vn"]
    assert not any(word in (told.subject + told.body).lower() for word in ORDERS)
    assert {r.report.unit.key for r in Reminder.objects.all()} == {"mttq", "hlhpn", "huyen-b"}


def test_the_focal_officer_sees_who_gets_which_before_pressing(late, cast, sign_in):
    client = sign_in(cast.people["focal"])
    page = client.get(f"/steering/{late.cycle.pk}/letters/new/").content.decode()
    for words in (
        "Ủy ban nhân dân huyện Bình Sơn",
        "Ủy ban Mặt trận Tổ quốc tỉnh",
        "đôn đốc",
        "đề nghị phối hợp",
    ):
        assert words in page
    assert "Cán Bộ huyen-b" in page
    report = late.report("hlhpn")
    page = client.get(f"/steering/{late.cycle.pk}/letters/new/?show={report.pk}").content.decode()
    assert "Kính gửi" in page
    assert ReminderLetter.objects.count() == 0


def form(press_, **more):
    return {
        "number": "7", "symbol": "SLĐTBXH", "reply_by": "22/11/2024", "name": "", "seen": press_.seen, **more,
    }  # fmt: skip


def test_nothing_is_sent_that_was_not_seen(late, cast, sign_in):
    client, address = sign_in(cast.people["focal"]), f"/steering/{late.cycle.pk}/letters/new/"
    seen = letters.press_of(late.cycle, tree())
    Report.objects.filter(pk=late.report("huyen-b").pk).update(state="approved", sent_on=D(2024, 11, 15))
    answer = client.post(address, form(seen))
    assert answer.status_code == 200
    assert ReminderLetter.objects.count() == 0
    answer = client.post(address, form(letters.press_of(late.cycle, tree())))
    assert answer.status_code == 302
    assert set(by_unit()) == {"mttq", "hlhpn"}


@pytest.mark.parametrize("day", ["14/11/2024", "31/12/9999", "hôm nay", ""])
def test_a_day_that_cannot_be_is_refused_and_nothing_typed_is_lost(late, cast, sign_in, day):
    client, address = sign_in(cast.people["focal"]), f"/steering/{late.cycle.pk}/letters/new/"
    page = client.post(address, form(letters.press_of(late.cycle, tree()), reply_by=day, name="Trần Văn Ký"))
    assert page.status_code == 200
    assert 'value="Trần Văn Ký"' in page.content.decode()
    assert not ReminderLetter.objects.exists()


def test_a_unit_that_is_gone_gets_no_letter(late, cast):
    UnitVersion.objects.create(unit=cast.units["huyen-b"], valid_from=D(2024, 11, 15), ended=True)
    press(late, cast.people["focal"])
    assert set(by_unit()) == {"mttq", "hlhpn"}


def test_a_number_is_used_once_a_year(late, cast, sign_in):
    press(late, cast.people["focal"])
    stand(D(2024, 11, 25))
    asked = letters.Asked(9, "SLĐTBXH", D(2024, 11, 30))
    with pytest.raises(Refused, match="09/SLĐTBXH"):
        letters.send_letters(late.cycle, tree(), asked, "http://x/", actor=cast.people["focal"])
    assert letters.press_of(late.cycle, tree()).drafts[0].number == 10


def test_the_unit_reads_its_letter_on_its_report_and_no_other(late, cast, sign_in):
    press(late, cast.people["focal"])
    found = by_unit()
    officer = make_person("dm-huyen-b", "Cán Bộ Khác", cast.units["huyen-b"], "head")
    client = sign_in(officer)
    address = f"/steering/letters/{found['huyen-b'].pk}/"
    assert address in client.get(f"/reports/{found['huyen-b'].report_id}/").content.decode()
    assert address in client.get("/").content.decode()
    assert client.get(address).status_code == 200
    assert client.get(f"/steering/letters/{found['mttq'].pk}/").status_code == 404
    answer = client.get(f"{address}letter.docx")
    words = "\n".join(p.text for p in Document(io.BytesIO(answer.content)).paragraphs)
    assert "Bình Sơn" in words
    assert client.get(f"{address}letter.exe").status_code == 404


def test_all_letters_of_a_day_come_as_one_file(late, cast, sign_in):
    press(late, cast.people["focal"])
    client = sign_in(cast.people["focal"])
    answer = client.get(f"/steering/{late.cycle.pk}/letters/2024-11-15.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        endings = ("docx", "pdf")
        names = {
            f"cong-van-{x.number.replace('/', '-')}-{x.report.unit.key}.{e}"
            for x in by_unit().values()
            for e in endings
        }
        assert set(archive.namelist()) == names
        assert archive.testzip() is None
    assert client.get(f"/steering/{late.cycle.pk}/letters/2024-11-16.zip").status_code == 404


def test_a_letter_is_kept_as_it_was_sent_and_tampering_shows(late, cast, capsys):
    press(late, cast.people["focal"])
    letter = by_unit()["huyen-b"]
    with pytest.raises(TypeError):
        letter.save()
    with pytest.raises(TypeError):
        letter.delete()
    assert verify_command([]) == 0
    ReminderLetter.objects.filter(pk=letter.pk).update(paper={**letter.paper, "subject": "khác"})
    assert verify_command([]) == 1
    assert letter.number in capsys.readouterr().err
    ReminderLetter.objects.filter(pk=letter.pk).delete()
    assert verify_command([]) == 1


def test_only_the_focal_officer_sends(late, cast, sign_in):
    for who in ("administrator", "leader", "head", "stranger"):
        client = sign_in(cast.people[who])
        assert client.post(f"/steering/{late.cycle.pk}/letters/new/", {}).status_code == 404
    assert not ReminderLetter.objects.exists()
