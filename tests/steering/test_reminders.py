"""One button reminds all who owe their report: by e-mail, in the right tone, and not twice by accident."""

import email
import email.policy
import socket

import pytest
from aiosmtpd.controller import Controller
from django.test import override_settings

from chithi.accounts.models import User
from chithi.journal.models import Entry
from chithi.steering.models import Reminder
from tests.cast import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(cast):
    """Officers of all units that owe their report, one of them without an address."""
    for key in ("so-ld", "mttq", "hlhpn", "huyen-b"):
        make_person(f"cb-{key}", f"Cán Bộ {key}", cast.units[key], "unit_officer")
    User.objects.filter(username="cb-huyen-b").update(email="")
    return cast.people


class Box:
    """An inbox of a real SMTP server."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, email.message.EmailMessage]] = []

    async def handle_DATA(self, server, session, envelope):
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.letters.append((envelope.rcpt_tos[0], letter))
        return "250 OK"


@pytest.fixture
def inbox():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    box = Box()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings = {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": port,
    }
    with override_settings(**settings):
        yield box
    controller.stop()


def press(client, world, commit, **data):
    with commit(execute=True):
        return client.post(f"/steering/{world.cycle.pk}/remind/", data)


def test_everybody_who_owes_a_report_gets_a_letter_of_their_own(
    world, people, sign_in, inbox, django_capture_on_commit_callbacks
):
    press(sign_in(people["focal"]), world, django_capture_on_commit_callbacks)
    assert sorted(to for to, _letter in inbox.letters) == [
        "cb-hlhpn@example.vn", "cb-mttq@example.vn", "cb-so-ld@example.vn",
    ]  # fmt: skip
    letter = next(letter for to, letter in inbox.letters if to == "cb-so-ld@example.vn")
    assert letter["To"] == "cb-so-ld@example.vn"
    said = letter.get_content()
    assert "Kế hoạch số 12/KH-UBND" in said
    assert "14/11/2024" in said
    assert "http://testserver/" in said


def test_told_units_are_urged_and_requested_organisations_are_asked(
    world, people, sign_in, inbox, django_capture_on_commit_callbacks
):
    press(sign_in(people["focal"]), world, django_capture_on_commit_callbacks)
    letters = dict(inbox.letters)
    told, asked = letters["cb-so-ld@example.vn"], letters["cb-mttq@example.vn"]
    assert "Đôn đốc" in told["Subject"]
    for word in ("Đôn đốc", "đôn đốc", "quá hạn", "yêu cầu", "khẩn trương", "phải"):
        assert word not in asked["Subject"] + asked.get_content()
    assert "đề nghị" in asked["Subject"].lower()
    assert "trân trọng cảm ơn" in asked.get_content().lower()


def test_what_was_sent_is_kept_with_its_mode_and_one_journal_entry(
    world, people, sign_in, django_capture_on_commit_callbacks
):
    press(sign_in(people["focal"]), world, django_capture_on_commit_callbacks)
    kept = {(r.report.unit.key, r.mode, r.to.split("<")[1]) for r in Reminder.objects.all()}
    assert kept == {
        ("so-ld", "told", "cb-so-ld@example.vn>"),
        ("mttq", "requested", "cb-mttq@example.vn>"),
        ("hlhpn", "requested", "cb-hlhpn@example.vn>"),
    }
    (entry,) = Entry.objects.filter(verb="steering.remind")
    assert entry.new == {"letters": 3, "units": ["hlhpn", "mttq", "so-ld"], "again": False}


def test_a_second_press_on_the_same_day_does_nothing_unless_it_is_meant(
    world, people, sign_in, mailoutbox, django_capture_on_commit_callbacks
):
    client = sign_in(people["focal"])
    press(client, world, django_capture_on_commit_callbacks)
    assert len(mailoutbox) == 3
    page = client.get(f"/steering/{world.cycle.pk}/remind/").content.decode()
    assert 'name="again"' in page
    answer = press(client, world, django_capture_on_commit_callbacks)
    assert answer.status_code == 302
    assert len(mailoutbox) == 3
    assert Entry.objects.filter(verb="steering.remind").count() == 1
    press(client, world, django_capture_on_commit_callbacks, again="yes")
    assert len(mailoutbox) == 6


def test_the_preview_names_whom_it_reaches_and_who_must_be_called(world, people, sign_in, mailoutbox):
    page = sign_in(people["focal"]).get(f"/steering/{world.cycle.pk}/remind/").content.decode()
    assert "cb-so-ld@example.vn" in page
    called = page[page.index('id="call"') :]
    assert "Ủy ban nhân dân huyện Bình Sơn: Cán Bộ huyen-b" in called
    assert mailoutbox == []


def test_units_that_have_sent_their_report_are_left_in_peace(
    world, people, cast, sign_in, mailoutbox, django_capture_on_commit_callbacks
):
    press(sign_in(people["focal"]), world, django_capture_on_commit_callbacks)
    reached = {to for letter in mailoutbox for to in letter.to}
    assert not reached & {
        cast.people[who].email for who in ("officer", "head", "district_officer", "district_head")
    }


def test_others_may_not_remind(world, people, sign_in, mailoutbox, django_capture_on_commit_callbacks):
    for who in ("leader", "head", "officer", "stranger"):
        assert press(sign_in(people[who]), world, django_capture_on_commit_callbacks).status_code == 404
    assert mailoutbox == []


def test_a_letter_is_in_the_language_of_who_gets_it(
    world, people, sign_in, mailoutbox, django_capture_on_commit_callbacks
):
    User.objects.filter(username="cb-so-ld").update(language="en")
    press(sign_in(people["focal"]), world, django_capture_on_commit_callbacks)
    letter = next(letter for letter in mailoutbox if letter.to == ["cb-so-ld@example.vn"])
    assert letter.subject.startswith("Reminder: report of 2024")
