"""The HTML fragment: escaped, without inline style, with tables that a screen reader can follow."""

import re
from pathlib import Path

import lxml.html
import pytest

from chithi.papers import html, layout
from chithi.papers.content import Figure
from tests.papers.samples import ALL, LETTER, REPORT

CSS = Path(html.__file__).parent / "static" / "papers" / "paper.css"


def fragment(**options: object) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(html.render(REPORT, **options))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ALL)
def test_no_inline_style_or_script(name: str) -> None:
    root = lxml.html.fromstring(html.render(ALL[name]))
    assert root.tag == "article"
    for element in root.iter():
        assert element.tag not in ("style", "script")
        assert not any(key == "style" or key.startswith("on") for key in element.attrib)


def test_every_class_belongs_to_the_room_and_to_its_style_sheet() -> None:
    css = CSS.read_text(encoding="utf-8")
    used = {
        name
        for paper in ALL.values()
        for element in lxml.html.fromstring(html.render(paper, tint=lambda code: "estimate")).iter()
        for name in element.get("class", "").split()
    }
    assert all(name == "paper" or name.startswith("paper-") for name in used)
    unstyled = {"paper-row", "paper-group", "paper-total", "paper-issuer", "paper-nation", "paper-number"}
    unstyled |= {"paper-place", "paper-addressee", "paper-signer"}
    assert {name for name in used if f".{name}" not in css} <= unstyled


def test_text_is_escaped() -> None:
    printed = html.render(REPORT)
    assert "&lt;b&gt; &amp; &quot;ngoặc&quot;" in printed
    assert "<b>" not in printed


def test_figures_become_links_where_there_is_an_address() -> None:
    links = fragment(link=lambda code: f"/figures/{code}?a=1&b=2").xpath('//a[@class="paper-figure"]')
    assert links[0].text == "1.234"
    assert links[0].get("href") == "/figures/obs/x?a=1&b=2"
    assert any(link.text_content() == "1.234.567" for link in links)
    assert not fragment().xpath("//a")
    some = fragment(link=lambda code: "/f" if code == "obs/1" else None).xpath("//a")
    assert {link.text for link in some} == {"1.001"}


def test_links_do_not_nest() -> None:
    assert not fragment(link=lambda code: "/f").xpath("//a//a")


def test_a_tint_is_a_class_and_nothing_more() -> None:
    tinted = fragment(tint=lambda code: 'Esti"mate x' if code == "obs/x" else None)
    (figure,) = tinted.xpath('//*[contains(@class, "paper-tint-")]')
    assert figure.get("class") == "paper-figure paper-tint paper-tint-estimatex"
    assert Figure(figure.text, "obs/x") in REPORT.blocks[0].content  # type: ignore[union-attr]


def test_tables_name_their_headers_and_can_be_scrolled_by_key() -> None:
    box = fragment().xpath('//div[@role="region"]')[0]
    assert box.get("tabindex") == "0"
    assert box.get("aria-label") == "Biểu 2. Phụ nữ tham gia lãnh đạo, quản lý"
    assert box.xpath(".//caption/span[1]")[0].text == "Biểu 2. Phụ nữ tham gia lãnh đạo, quản lý"
    heads = [
        (th.text, th.get("scope"), th.get("colspan"), th.get("rowspan")) for th in box.xpath(".//thead//th")
    ]
    assert heads[:4] == [
        ("TT", "col", None, "2"),
        ("Tên cơ quan, đơn vị", "col", None, "2"),
        ("Cán bộ, công chức", "colgroup", "3", None),
        ("Cấp ủy viên", "colgroup", "3", None),
    ]
    assert [th.get("scope") for th in box.xpath(".//tbody//th")] == ["rowgroup"] + ["row"] * 13
    assert all(len(row) == 9 + 1 for row in box.xpath('.//tr[@class="paper-row"]'))


def test_headings_follow_the_page_around() -> None:
    assert [h.tag for h in fragment().xpath("//h1|//h2|//h3|//h4|//h5")][:4] == ["h2", "h3", "h4", "h5"]
    assert [h.tag for h in fragment(top=1).xpath("//h1|//h2|//h3|//h4")][:4] == ["h1", "h2", "h3", "h4"]


def test_lists_hold_items_only() -> None:
    for items in fragment().xpath('//ul[@class="paper-items"]'):
        assert {child.tag for child in items} == {"li"}


def test_a_letter_has_its_subject_under_the_number() -> None:
    root = lxml.html.fromstring(html.render(LETTER))
    assert [p.text for p in root.xpath('//div[@class="paper-number"]/p')] == [
        "Số: 12/SNV-BĐG",
        "V/v báo cáo kết quả năm 2026",
    ]
    assert not root.xpath('//*[@class="paper-title"]')


def test_the_style_sheet_repeats_the_measures_of_the_decree() -> None:
    css = CSS.read_text(encoding="utf-8")
    margins = (layout.MARGIN_TOP, layout.MARGIN_RIGHT, layout.MARGIN_BOTTOM, layout.MARGIN_LEFT)
    edge = " ".join(f"{mm}mm" for mm in margins)
    assert f"padding: {edge};" in css
    assert f"@page {{\n    margin: {edge};" in css
    assert f"max-width: {layout.PAGE_WIDTH}mm" in css
    assert f"text-indent: {layout.FIRST_LINE}mm" in css
    for name, size in {
        "p.paper-nation-name": layout.NATION,
        "p.paper-motto": layout.MOTTO,
        "p.paper-body-name": layout.ISSUER,
        "p.paper-number-line": layout.NUMBER,
        "p.paper-place-line": layout.PLACE,
        "p.paper-letter-subject": layout.LETTER_SUBJECT,
        "p.paper-recipients-title": layout.RECIPIENTS,
        "paper-recipients ul": layout.RECIPIENT_LIST,
        "paper": layout.BODY,
    }.items():
        rule = re.search(rf"[ .]{re.escape(name)} \{{[^}}]*font-size: (\d+)pt", css)
        assert rule, name
        assert int(rule[1]) == size, name
    assert not re.search(r"url\(|@import|http", css)
