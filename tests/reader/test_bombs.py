"""Files built to eat memory or time: refused within seconds, by name, and the parent does not grow."""

import contextlib
import io
import resource
import time
import zipfile
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chithi.reader import UnreadableError, read_bytes
from chithi.reader.formats import apart
from chithi.reader.formats.numbering import W

MB = 1024 * 1024
NS = f'xmlns:w="{W[1:-1]}"'


def word(body, how=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", how) as package:
        package.writestr("word/document.xml", f"<w:document {NS}><w:body>{body}</w:body></w:document>")
    return buffer.getvalue()


def pdf(*objects, root=1):
    """A PDF of these objects, numbered from 1, with a right table of places."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    return (
        out + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
        + b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, root, start)
    )  # fmt: skip


def stream(data, filters="/FlateDecode", more=""):
    return b"<</Length %d/Filter[%s]%s>>stream\n%s\nendstream" % (
        len(data),
        filters.encode(),
        more.encode(),
        data,
    )


def page_of(content, more=()):
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>",
        content, b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>", *more,
    )  # fmt: skip


def deflated_twice(size):
    packer = zlib.compressobj(9)
    inner = b"".join(packer.compress(b"0 0 m " * 100_000) for _ in range(size // 600_000)) + packer.flush()
    return zlib.compress(inner, 9)


FORM = "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R/Y 6 0 R>>>>"
ROW = (
    "<w:tr>"
    + "<w:tc><w:tcPr><w:gridSpan w:val='30'/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>" * 20
    + "</w:tr>"
)
BOMBS = {
    "table of a million cells": ("k.docx", lambda: word("<w:tbl>" + ROW * 2_000 + "</w:tbl>", zipfile.ZIP_STORED)),
    "table that packs well": ("k.docx", lambda: word("<w:tbl>" + ROW * 20_000 + "</w:tbl>")),
    "tables in tables": ("k.docx", lambda: word("<w:tbl><w:tr><w:tc>" * 5_000)),
    "deep controls": ("k.docx", lambda: word("<w:sdt><w:sdtContent>" * 100_000)),
    "40 MB of one paragraph": ("k.docx", lambda: word("<w:p>" + "<w:r><w:t>ab</w:t></w:r>" * 1_600_000 + "</w:p>")),
    "page tree that goes round": ("k.pdf", lambda: pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000000>>")),
    "a billion pages": ("k.pdf", lambda: pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 999999999>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>")),
    "table of places that goes round": ("k.pdf", lambda: b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \n"
                                        b"trailer\n<</Size 1/Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF"),
    "brackets in brackets": ("k.pdf", lambda: pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"[" * 5_000_000)),
    "stream that swells": ("k.pdf", lambda: page_of(stream(zlib.compress(b"0 0 m 9 9 l S " * 15_000_000, 9)))),
    "stream that swells twice": ("k.pdf", lambda: page_of(
        stream(deflated_twice(600 * MB), "/FlateDecode/FlateDecode"))),
    "letters without end": ("k.pdf", lambda: page_of(stream(zlib.compress(
        b"BT /F 12 Tf " + b"1 0 0 1 9 9 Tm (Ke hoach cua So) Tj " * 1_500_000 + b"ET", 9)))),
    "rules without end": ("k.pdf", lambda: page_of(stream(zlib.compress(
        b"".join(b"0 %d m 500 %d l S %d 0 m %d 800 l S " % (n % 800, n % 800, n % 500, n % 500) for n in range(400_000))
        + b"BT /F 12 Tf 9 9 Td (Ke hoach) Tj ET", 9)))),
    "forms that draw themselves": ("k.pdf", lambda: page_of(
        stream(zlib.compress(b"/X Do BT /F 12 Tf (Ke hoach) Tj ET")),
        [stream(zlib.compress(b"/X Do /Y Do " * 50), more=FORM)])),
    "picture without end": ("k.pdf", lambda: page_of(
        stream(zlib.compress(b"q 500 0 0 500 0 0 cm /X Do Q")),
        [stream(zlib.compress(bytes(50 * MB), 9), more="/Type/XObject/Subtype/Image/Width 60000/Height 60000"
                "/BitsPerComponent 8/ColorSpace/DeviceGray")])),
    "letters that only look like markup": ("k.html", lambda: b"<html>" + b"<" * 8_000_000),
    "attributes without end": ("k.html", lambda: b"<html><p " + b"a=b " * 2_000_000 + b">x</p>"),
    "styles without end": ("k.html", lambda: b"<html><style>" + b"p.a{font-family:x}" * 400_000 + b"</style><p>x"),
}  # fmt: skip


NAMED = {
    "table of a million cells": "too_heavy",
    "table that packs well": "zip_bomb",
    "a billion pages": "no_text",
    "brackets in brackets": "too_heavy",
    "page tree that goes round": "damaged",
    "table of places that goes round": "damaged",
    "stream that swells twice": "too_heavy",
}


@pytest.mark.parametrize("name", list(BOMBS))
def test_bombs_are_over_soon_and_the_parent_does_not_grow(name):
    file, make = BOMBS[name]
    data = make()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.monotonic()
    try:
        text = read_bytes(data, file).source.text
    except UnreadableError as error:
        text = error.code
    seconds = time.monotonic() - began
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert len(text) <= 3_000_000
    assert seconds < apart.LIMITS.clock, (name, seconds)
    assert grown < 150, (name, grown)
    assert text == NAMED.get(name, text)


MAGIC = [b"PK\x03\x04", b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0", b"<!DOCTYPE html><html>", b"<html>", b"\x89PNG\r\n\x1a\n",
         b"II*\x00", b"\xff\xd8\xff", b"{\\rtf", b"\xff\xfe", b"\xef\xbb\xbf", b""]  # fmt: skip
NAMES = ["k.docx", "k.pdf", "k.html", "k.txt", "k.md", "k.doc", "k.png", "k", "k.zip"]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(MAGIC), st.binary(max_size=3000), st.sampled_from(NAMES))
def test_any_bytes_behind_any_beginning_are_read_or_refused(magic, data, name):
    with contextlib.suppress(UnreadableError):
        read_bytes(magic + data, name)


@pytest.fixture(scope="module")
def good():
    import docx
    import typst

    buffer = io.BytesIO()
    made = docx.Document()
    made.add_paragraph("Kế hoạch của Sở Y tế")
    made.save(buffer)
    return [("k.docx", buffer.getvalue()), ("k.pdf", typst.compile("Kế hoạch của Sở Y tế".encode()))]


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_good_files_with_broken_places_are_read_or_refused(good, data):
    name, whole = data.draw(st.sampled_from(good))
    broken = bytearray(whole)
    for place, byte in data.draw(
        st.lists(st.tuples(st.integers(0, len(whole) - 1), st.integers(0, 255)), max_size=30)
    ):
        broken[place] = byte
    with contextlib.suppress(UnreadableError):
        read_bytes(bytes(broken[: data.draw(st.integers(1, len(whole)))]), name)
