import os

import pytest
from django.conf import settings

from chithi.shell import attachments


def test_the_process_and_the_storage_answer(client, db):
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready", "problems": []}


def test_it_is_not_ready_without_its_home(client, db, monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "HOME", tmp_path / "gone")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["problems"] == ["storage: " + os.strerror(2)]


def test_a_page_that_is_not_there_speaks_vietnamese(cast, sign_in):
    answer = sign_in(cast.people["officer"]).get("/khong/co/")
    assert answer.status_code == 404
    assert "Không có trang này" in answer.content.decode()


def test_pages_forbid_scripts_of_others(client, db):
    policy = client.get("/accounts/sign-in/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"%PDF-1.7 ...", "quet.pdf", "pdf"),
        (b"\x89PNG\r\n\x1a\n...", "anh.png", "png"),
        (b"MZ\x90\x00", "bao-cao.pdf", ""),
        (b"\x7fELF", "ke-hoach.txt", ""),
        (b"#!/bin/sh\n", "ke-hoach.txt", ""),
        ("Kế hoạch".encode(), "ke-hoach.txt", "txt"),
        (b"PK\x03\x04not really", "ke-hoach.docx", ""),
    ],
)
def test_a_file_is_known_by_its_bytes(data, name, kind):
    assert attachments.kind_of(data, name) == kind


def test_a_program_is_refused_in_one_sentence(db):
    with pytest.raises(attachments.RefusedFile, match=r"bao-cao\.pdf.*pdf, png"):
        attachments.keep(b"MZ\x90\x00", "bao-cao.pdf", ("pdf", "png"))


def test_the_same_bytes_are_kept_once_and_only_the_owner_may_read_the_disk(db):
    first = attachments.keep(b"%PDF-1.7 x", "a.pdf")
    assert attachments.keep(b"%PDF-1.7 x", "b.pdf") == first
    assert attachments.read(first) == b"%PDF-1.7 x"
    assert attachments.path_of(first.sha256).stat().st_mode & 0o077 == 0
