"""A chart stands in every output; its drawing brings nothing that runs or fetches."""

from dataclasses import replace
from io import BytesIO

import lxml.html
import pytest
from docx import Document
from docx.oxml.ns import qn

from chithi.papers import docx, html, pictures, text
from tests.papers.samples import CHARTED, PICTURE, REPORT


def test_the_page_has_the_drawing_its_words_and_its_caption() -> None:
    page = html.render(CHARTED)
    root = lxml.html.fromstring(page)
    first, second = root.xpath("//figure/*[local-name()='svg']")
    assert (first.get("role"), first.get("aria-label")) == ("img", PICTURE.alt)
    assert (first.get("width"), first.get("height"), first.get("viewbox")) == ("120mm", None, "0 0 200 100")
    assert "style=" not in page
    assert 'fill="#0b4a8f"' in page
    assert root.xpath("//figcaption/text()") == [PICTURE.caption] * 2
    assert len(set(root.xpath("//@id"))) == len(root.xpath("//@id"))
    assert 'clip-path="url(#paper-2-c)"' in page
    assert len(second)


def test_word_has_the_picture_in_its_size_with_its_words() -> None:
    document = Document(BytesIO(docx.render(CHARTED)))
    first, _second = document.inline_shapes
    assert (round(first.width.mm), round(first.height.mm)) == (120, 60)
    assert [e.get("descr") for e in document.element.body.iter(qn("wp:docPr"))] == [PICTURE.alt] * 2
    parts = [part for part in document.part.package.iter_parts() if part.partname.startswith("/word/media/")]
    assert [part.blob for part in parts] == [PICTURE.png] * 2
    wide = Document(BytesIO(docx.render(replace(REPORT, blocks=(replace(PICTURE, width_mm=400),)))))
    assert round(wide.inline_shapes[0].width.mm) == 165


def test_text_has_the_caption_once() -> None:
    assert text.render(CHARTED).count(PICTURE.caption) == 2
    assert "Nữ: 1.234" not in text.render(CHARTED)


HOSTILE = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9" '
    'onload="alert(1)"><script>alert(1)</script><style>@import "//evil"</style><foreignObject><p>x</p></foreignObject>'
    '<a href="javascript:alert(1)"><text>in a link</text></a><image xlink:href="//evil/x.png"/><use href="#a"/>'
    '<rect id="a" fill="url(//evil)" style="fill:url(http://evil);stroke:red" onclick="x()"/>'
    "<text>&lt;b&gt; chữ</text></svg>"
)


def test_a_hostile_drawing_is_reduced_to_shapes() -> None:
    page = pictures.drawing(replace(PICTURE, svg=HOSTILE))
    for word in (
        "script",
        "alert",
        "onload",
        "onclick",
        "evil",
        "href",
        "foreignObject",
        "<style",
        "style=",
        "<b>",
    ):
        assert word not in page
    assert 'stroke="red"' in page
    assert "&lt;b&gt; chữ" in page


@pytest.mark.parametrize(
    "svg",
    [
        "",
        "<svg",
        "<html/>",
        '<svg xmlns="http://www.w3.org/2000/svg"/>',
        '<!DOCTYPE x [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">&a;</svg>',
    ],
)
def test_what_is_no_drawing_is_refused(svg: str) -> None:
    with pytest.raises(ValueError, match=r"SVG|DOCTYPE"):
        pictures.drawing(replace(PICTURE, svg=svg))


def test_a_picture_without_a_width_or_a_png_is_refused() -> None:
    with pytest.raises(ValueError, match="wider"):
        replace(PICTURE, width_mm=0)
    with pytest.raises(ValueError, match="no PNG"):
        replace(PICTURE, png=b"GIF89a")
