"""What is refused, by which name, and that nothing wrong is read in silence."""

import io
import zipfile
from pathlib import Path

import pytest

from chithi.reader import UnreadableError, read, read_bytes
from chithi.reader.errors import CODES
from chithi.reader.formats.package import MAX_RATIO
from chithi.reader.formats.source import MAX_BYTES
from tests.reader.conftest import SMALL_PLAN


def refused(data, name="plan.txt"):
    with pytest.raises(UnreadableError) as caught:
        read_bytes(data, name)
    return caught.value.code


def zipped(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_whatever_its_form(encoding):
    reading = read_bytes(SMALL_PLAN.encode(encoding), "p.txt")
    assert len(reading.tasks) == 6
    assert reading.source.text == SMALL_PLAN


def test_decomposed_letters_and_carriage_returns_are_made_one(small):
    import unicodedata

    data = unicodedata.normalize("NFD", SMALL_PLAN).replace("\n", "\r\n").encode()
    reading = read_bytes(data, "p.txt")
    assert reading.source.text == SMALL_PLAN
    assert reading.tasks == small.tasks
    assert reading.source.sha256 != small.source.sha256


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "p.txt", "empty"),
        (b"", "p.docx", "empty"),
        (b" \n\t\n", "p.txt", "no_text"),
        (b"1. 2. 3. --- 4", "p.txt", "no_text"),
        ("Kế hoạch".encode("utf-16-le"), "p.txt", "encoding"),
        (SMALL_PLAN.encode("cp1258", "replace"), "p.txt", "encoding"),
        ("Kế hoạch của Sở".encode() + b"\xff\xfe\xfa", "p.txt", "encoding"),
        (b"MZ\x00\x00\x01\x02 binary", "p.txt", "encoding"),
        (b"%PDF-1.7\n...", "p.pdf", "damaged"),
        (b"%PDF-1.7\n...", "p.txt", "damaged"),
        (b"<html></html>", "p.html", "no_text"),
        (b"{\\rtf1 abc}", "p.txt", "unsupported"),
        (b"GIF89a", "p.gif", "unsupported"),
        (b"MZ", "p.exe", "unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "p.doc", "legacy_doc"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "p.docx", "encrypted"),
        (b"just text", "p.docx", "not_docx"),
        (b"PK\x03\x04 cut off", "p.docx", "damaged"),
        (zipped({"hello.txt": "xin chào"}), "p.docx", "not_docx"),
        (zipped({"hello.txt": "xin chào"}), "p.zip", "unsupported"),
        (zipped({"word/document.xml": "<w:p"}), "p.docx", "damaged"),
        (zipped({"word/document.xml": "<a/>"}), "p.docx", "not_docx"),
    ],
)
def test_what_is_refused_and_by_which_name(data, name, code):
    assert refused(data, name) == code


def test_every_refusal_says_what_to_do_in_both_languages():
    for code in CODES:
        error = UnreadableError(code)
        assert error.code == code
        assert error.en.endswith(".")
        assert error.vi.endswith(".")
        assert "hãy" in error.vi
        assert str(error) == error.en


def test_text_that_was_decoded_wrongly_before_is_refused():
    twice = SMALL_PLAN.encode().decode("cp1252", "ignore")
    assert refused(twice.encode()) == "encoding"


def test_a_file_of_100_mb_is_refused_before_it_is_read(tmp_path):
    place = tmp_path / "big.txt"
    with place.open("wb") as handle:
        handle.truncate(100 * 1024 * 1024)
    with pytest.raises(UnreadableError) as caught:
        read(place)
    assert caught.value.code == "too_large"


def test_too_many_bytes_are_refused():
    assert refused(b"a" * (MAX_BYTES + 1)) == "too_large"


def test_a_text_longer_than_any_plan_is_refused():
    assert refused("Sở Y tế.\n".encode() * 1_400_000) == "too_long"


def test_the_refusals_are_all_in_the_docs():
    page = (Path(__file__).resolve().parents[2] / "docs" / "reader.md").read_text("utf-8")
    assert [code for code in CODES if f"`{code}`" not in page] == []


@pytest.mark.parametrize("path", ["/no/such/file.txt", "\0", ""])
def test_a_file_that_cannot_be_opened(path):
    with pytest.raises(UnreadableError) as caught:
        read(path)
    assert caught.value.code == "not_found"


def test_a_folder_is_no_plan(tmp_path):
    with pytest.raises(UnreadableError):
        read(tmp_path)


def test_a_zip_bomb_is_refused_before_it_is_inflated():
    bomb = zipped({"word/document.xml": b" " * (30 * 1024 * 1024)})
    assert len(bomb) * MAX_RATIO < 30 * 1024 * 1024
    assert refused(bomb, "p.docx") == "zip_bomb"


def test_many_parts_that_are_large_together_are_refused():
    parts = {"word/document.xml": b"<a/>"} | {f"word/{n}.bin": b"x" * 1024 * 1024 for n in range(130)}
    assert refused(zipped(parts), "p.docx") == "zip_bomb"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entity_declarations_are_refused(encoding):
    xml = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><d>&b;</d>'
    assert refused(zipped({"word/document.xml": xml.encode(encoding)}), "p.docx") == "unsafe_xml"


def test_a_plan_without_tasks_is_read_with_a_warning():
    reading = read_bytes("KẾ HOẠCH\nTHỬ NGHIỆM\n\nI. NỘI DUNG\n1. Trồng cây.\n".encode(), "p.txt")
    assert reading.tasks == ()
    assert [w.what for w in reading.warnings] == ["no_tasks"]


def test_a_text_that_is_no_plan_is_read_with_warnings():
    reading = read_bytes(b"Hello world.", "p.txt")
    assert [w.what for w in reading.warnings] == ["no_tasks", "no_title"]
