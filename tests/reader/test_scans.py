"""Pictures of pages: read by Tesseract and marked so, refused by name where it is missing."""

import io
import json
import shutil
import struct
import subprocess

import pypdfium2
import pytest
import typst

from chithi.reader import UnreadableError, read_bytes
from chithi.reader.commands import read_command
from chithi.reader.formats import scans
from tests.reader.checks import check_reading

PAGE = """#set text(font: "Liberation Serif", size: 14pt, lang: "vi")
#set page("a4", margin: 2.5cm)
#align(center)[KẾ HOẠCH\\ PHÁT TRIỂN VĂN HÓA ĐỌC]
I. TỔ CHỨC THỰC HIỆN

1\\. Sở Y tế: Chủ trì, phối hợp với Sở Tài chính xây dựng thư viện trước ngày 30/4/2024.

2\\. Sở Nội vụ: Tổ chức tập huấn cho cán bộ.
#pagebreak()
3\\. Công an tỉnh: Tuyên truyền trong ngành./.
"""
needs_tesseract = pytest.mark.skipif(
    scans.program() is None, reason="Tesseract with Vietnamese (tesseract-ocr-vie) is not installed"
)


@pytest.fixture(scope="module")
def pictures():
    document = pypdfium2.PdfDocument(typst.compile(PAGE.encode()))
    return [page.render(scale=200 / 72, grayscale=True).to_pil() for page in document]


def saved(pictures, kind, **more):
    buffer = io.BytesIO()
    pictures[0].save(buffer, kind, **more)
    return buffer.getvalue()


def tiff(pictures):
    """Grey pictures as the pages of one .tif, not packed: per page its dots, then its directory."""
    out, link = b"II*\x00" + bytes(4), 4
    for picture in pictures:
        wide, high = picture.size
        place, dots = len(out), picture.tobytes()
        out += dots + bytes(len(dots) % 2)
        here = len(out)
        tags = {256: wide, 257: high, 258: 8, 259: 1, 262: 1, 273: place, 277: 1, 278: high, 279: len(dots)}
        entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags.items())
        out = out[:link] + struct.pack("<I", here) + out[link + 4 :]
        out += struct.pack("<H", len(tags)) + entries + bytes(4)
        link = len(out) - 4
    return out


@pytest.fixture(scope="module")
def scan(pictures):
    return saved(pictures, "PDF", save_all=True, append_images=pictures[1:], resolution=200)


@needs_tesseract
@pytest.mark.parametrize("kind", ["PDF", "TIFF"])
def test_a_scan_is_read_page_by_page_and_says_so(pictures, scan, kind, tmp_path, capfdbinary):
    data = scan if kind == "PDF" else tiff(pictures)
    reading = read_bytes(data, "quet.pdf")
    check_reading(reading)
    assert [t.lead[0].plain for t in reading.tasks] == ["Sở Y tế", "Sở Nội vụ", "Công an tỉnh"]
    assert "scanned" in [warning.what for warning in reading.warnings]
    found = json.loads(json.dumps(reading.as_dict()))
    assert found["source"]["scanned"] is True
    assert [task["page"] for task in found["tasks"]] == [1, 1, 2]
    path = tmp_path / "quet.pdf"
    path.write_bytes(data)
    assert read_command([str(path)]) == 0
    assert "bản quét, chữ do máy nhận dạng" in capfdbinary.readouterr().out.decode()


@needs_tesseract
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_of_a_page_is_read(pictures, kind):
    reading = read_bytes(saved(pictures, kind, dpi=(200, 200)), "trang.jpg")
    assert [t.lead[0].plain for t in reading.tasks] == ["Sở Y tế", "Sở Nội vụ"]
    assert reading.source.scanned


def test_without_tesseract_a_scan_is_refused_by_name(scan, pictures, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    for data, name in ((scan, "quet.pdf"), (saved(pictures, "PNG"), "trang.png")):
        with pytest.raises(UnreadableError) as caught:
            read_bytes(data, name)
        assert caught.value.code == "scan"
        assert "tesseract-ocr-vie" in caught.value.vi


def test_tesseract_without_vietnamese_does_not_count(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/tesseract")
    said = subprocess.CompletedProcess([], 0, b"List of available languages (2):\neng\nosd\n", b"")
    monkeypatch.setattr(subprocess, "run", lambda *args, **more: said)
    assert scans.program() is None


@needs_tesseract
def test_more_pictures_than_can_be_read_in_time_are_refused(scan):
    import pypdf

    writer = pypdf.PdfWriter()
    page = pypdf.PdfReader(io.BytesIO(scan)).pages[0]
    for _ in range(scans.MAX_PAGES + 1):
        writer.add_page(page)
    buffer = io.BytesIO()
    writer.write(buffer)
    with pytest.raises(UnreadableError) as caught:
        scans.scan_extract(buffer.getvalue())
    assert caught.value.code == "too_heavy"


@needs_tesseract
def test_a_picture_that_is_none_is_refused():
    with pytest.raises(UnreadableError) as caught:
        read_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "trang.png")
    assert caught.value.code == "damaged"
