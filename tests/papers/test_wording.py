"""The words that Decree 30/2020 puts around the content."""

from dataclasses import replace
from datetime import date

import pytest

from chithi.papers import wording
from chithi.papers.content import (
    Cell,
    Column,
    Figure,
    Head,
    Heading,
    Item,
    Paper,
    Paragraph,
    Recipient,
    Row,
    Strong,
    Table,
)
from chithi.papers.grid import header_rows, laid_rows
from tests.papers.samples import LETTER, PLAN, REPORT, wide_table


@pytest.mark.parametrize(
    ("number", "symbol", "line"),
    [
        (5, "BC-UBND", "Số: 05/BC-UBND"),
        (3563, "KH-UBND", "Số: 3563/KH-UBND"),
        (None, "BC-UBND", "Số:       /BC-UBND"),
        (7, "", "Số: 07"),
    ],
)
def test_number_line(number: int | None, symbol: str, line: str) -> None:
    assert wording.number_line(Head(issuer="", symbol=symbol, place="", number=number)) == line


@pytest.mark.parametrize(
    ("day", "month", "year", "line"),
    [
        (date(2026, 1, 5), None, None, "Hà Nam, ngày 05 tháng 01 năm 2026"),
        (None, None, 2026, "Hà Nam, ngày    tháng    năm 2026"),
        (None, 11, 2026, "Hà Nam, ngày    tháng 11 năm 2026"),
        (None, 2, 2026, "Hà Nam, ngày    tháng 02 năm 2026"),
        (None, None, None, "Hà Nam, ngày    tháng    năm    "),
    ],
)
def test_place_line(day: date | None, month: int | None, year: int | None, line: str) -> None:
    head = Head(issuer="", symbol="", place="Hà Nam", day=day, blank_month=month, blank_year=year)
    # Blanks are three spaces wide at least; how many is a matter of looks.
    squeezed = " ".join(wording.place_line(head).split())
    assert squeezed == " ".join(line.split())
    assert ("   " in wording.place_line(head)) == (day is None)


def test_one_addressee_stands_on_the_same_line() -> None:
    assert wording.addressee_lines(REPORT) == ("Kính gửi: Bộ Nội vụ",)


def test_several_addressees_stand_on_their_own_lines() -> None:
    assert wording.addressee_lines(LETTER) == (
        "Kính gửi:",
        "- Các sở, ban, ngành;",
        "- Ủy ban nhân dân các xã, phường.",
    )


def test_recipients_begin_with_nhu_tren_where_there_is_a_kinh_gui() -> None:
    assert wording.recipient_lines(REPORT) == (
        "- Như trên;",
        "- TT Tỉnh ủy (để b/c);",
        "- Các sở, ngành (để t/h);",
        "- Lưu: VT, NC.",
    )
    assert wording.recipient_lines(PLAN) == ("- TT HĐND tỉnh (để b/c);", "- Lưu: VT.")


def test_nhu_tren_is_not_said_twice() -> None:
    said = replace(REPORT, recipients=(Recipient("Như trên"),))
    assert wording.recipient_lines(said) == ("- Như trên;", "- Lưu: VT, NC.")


@pytest.mark.parametrize("kind", ["Kế hoạch", "THÔNG BÁO", "Quyết định"])
def test_only_reports_proposals_and_letters_are_addressed(kind: str) -> None:
    with pytest.raises(ValueError, match="Kính gửi"):
        replace(REPORT, kind=kind)
    assert replace(REPORT, kind="Tờ trình").addressees
    assert replace(REPORT, kind=kind, letter=True).addressees


def test_grounds_end_with_semicolons_and_a_full_stop() -> None:
    assert wording.ground_lines(PLAN) == ("Căn cứ Luật Bình đẳng giới;", "Căn cứ Nghị quyết số 11-NQ/TW.")


def test_signer_in_capitals() -> None:
    assert REPORT.signature is not None
    assert wording.signer_lines(REPORT.signature) == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        (Heading(1, "I", "Mục đích"), "I. MỤC ĐÍCH"),
        (Heading(1, "II.", "Nội dung"), "II. NỘI DUNG"),
        (Heading(2, "1.2", "Về cán bộ"), "1.2. Về cán bộ"),
        (Heading(3, "đ", "Về cán bộ"), "đ) Về cán bộ"),
        (Heading(2, "", "Về cán bộ"), "Về cán bộ"),
    ],
)
def test_headings(heading: Heading, text: str) -> None:
    assert wording.heading_text(heading) == text


@pytest.mark.parametrize(
    ("last", "end"),
    [
        (Paragraph(("Hết.",)), "Hết./."),
        (Paragraph(("Hết./.",)), "Hết./."),
        (Paragraph(("Hết",)), "Hết./."),
        (Paragraph(("Hết. ", " ")), "Hết./."),
        (Paragraph(("Có ", Figure("12", "x"))), "Có 12./."),
        (Paragraph((Strong("Hết."),)), "Hết./."),
        (Paragraph(("Hết.",), source="Sở Y tế"), "Hết. (Sở Y tế)./."),
        (Item(("Hết;",)), "- Hết./."),
        (Paragraph(()), "./."),
    ],
)
def test_the_text_closes_with_the_sign_of_its_end(last: Paragraph | Item, end: str) -> None:
    closed = wording.closed((Paragraph(("Đầu./.",)), last))[-1]
    assert isinstance(closed, Paragraph | Item)
    assert wording.plain(wording.text_content(closed)) == end


def test_after_a_table_the_sign_stands_alone() -> None:
    assert wording.closed((wide_table(1),))[-1] == Paragraph(("./.",))
    assert wording.closed(()) == ()


def test_the_reference_of_an_annex_names_its_paper() -> None:
    reference = wording.annex_reference(REPORT.annexes[0], REPORT)
    assert reference == (
        "(Kèm theo Báo cáo số 05/BC-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh Hà Nam)"
    )
    assert wording.annex_reference(replace(REPORT.annexes[0], reference="(Kèm theo)"), REPORT) == "(Kèm theo)"


def test_columns_of_a_group_stand_under_one_title() -> None:
    upper, lower = header_rows(wide_table())
    assert [(cell.title, cell.columns, cell.rows) for cell in upper] == [
        ("TT", 1, 2),
        ("Tên cơ quan, đơn vị", 1, 2),
        ("Cán bộ, công chức", 3, 1),
        ("Cấp ủy viên", 3, 1),
        ("Ghi chú", 1, 2),
        ("Dòng", 1, 2),
    ]
    assert [cell.title for cell in lower] == ["Tổng số", "Trong đó nữ", "Tỷ lệ (%)"] * 2


def test_every_row_fills_its_table() -> None:
    table = wide_table()
    for position, cells in enumerate(laid_rows(table), 1):
        assert sum(cell.span for cell in cells) == len(table.columns) + 1
        assert sum(cell.heads for cell in cells) == 1
        assert (cells[-1].kind, cells[-1].content) == ("line", (str(position),))


def test_tables_refuse_what_cannot_be_printed() -> None:
    with pytest.raises(ValueError, match="no columns"):
        Table("1", "A", (), ())
    with pytest.raises(ValueError, match="more cells"):
        Table("1", "A", (Column("a"),), (Row((Cell(), Cell())),))
    with pytest.raises(ValueError, match="span"):
        Table("1", "A", (Column("a"),), (Row((Cell(span=0),)),))
    with pytest.raises(ValueError, match="level"):
        Heading(4, "1", "a")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("a\x00b\x1fc", "abc"),
        ("a\r\nb\x0bc\u2028d", "a\nb\nc\nd"),
        ("a\tb", "a b"),
        ("\ud800x\ufffe", "x"),
        ("Ủy", "Ủy"),
    ],
)
def test_control_characters_go_and_line_breaks_stay(dirty: str, clean: str) -> None:
    assert wording.clean(dirty) == clean


def test_a_paper_is_a_plain_value() -> None:
    assert isinstance(REPORT, Paper)
    assert hash(REPORT) == hash(replace(REPORT))
