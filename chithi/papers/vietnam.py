"""How Vietnamese official papers write days, numbers, letters, marks and symbols.

Sources: Decree 30/2020/NĐ-CP, Annex I (layout) and Annex III (abbreviations); paragraphs are named below.
"""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from unicodedata import normalize

# The letters of a điểm (Annex I §II.6), in the order that the lists of laws use: no f, j, w and z, and no
# letters with marks but đ.
LETTERS = "abcdđeghiklmnopqrstuvxy"

# Annex I §II.7.a: in what capacity somebody signs.
SIGNING_MARKS = MappingProxyType(
    {
        "TM.": "thay mặt",
        "Q.": "quyền",
        "KT.": "ký thay",
        "TL.": "thừa lệnh",
        "TUQ.": "thừa ủy quyền",
    }
)

# Annex III §I: the abbreviation of each type of paper in its symbol. Letters have none.
TYPE_ABBREVIATIONS = MappingProxyType(
    {
        "Nghị quyết": "NQ",
        "Quyết định": "QĐ",
        "Chỉ thị": "CT",
        "Quy chế": "QC",
        "Quy định": "QyĐ",
        "Thông cáo": "TC",
        "Thông báo": "TB",
        "Hướng dẫn": "HD",
        "Chương trình": "CTr",
        "Kế hoạch": "KH",
        "Phương án": "PA",
        "Đề án": "ĐA",
        "Dự án": "DA",
        "Báo cáo": "BC",
        "Biên bản": "BB",
        "Tờ trình": "TTr",
        "Hợp đồng": "HĐ",
        "Công điện": "CĐ",
        "Bản ghi nhớ": "BGN",
        "Bản thỏa thuận": "BTT",
        "Giấy ủy quyền": "GUQ",
        "Giấy mời": "GM",
        "Giấy giới thiệu": "GGT",
        "Giấy nghỉ phép": "GNP",
        "Phiếu gửi": "PG",
        "Phiếu chuyển": "PC",
        "Phiếu báo": "PB",
        "Thư công": "",
        "Công văn": "",
        "Bản sao y": "SY",
        "Bản trích sao": "TrS",
        "Bản sao lục": "SL",
    }
)
_ABBREVIATION_OF = {kind.casefold(): short for kind, short in TYPE_ABBREVIATIONS.items()}
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def day_text(day: date) -> str:
    """ "ngày 05 tháng 01 năm 2026": days 1-9 and months 1 and 2 take a leading 0 (Annex I §II.4)."""
    return f"ngày {day.day:02d} {month_text(day.month)} năm {day.year}"


def month_text(month: int) -> str:
    """ "tháng 02", "tháng 6": only January and February take a leading 0 (Annex I §II.4)."""
    return f"tháng {month:02d}" if month < 3 else f"tháng {month}"


def number(value: int, scale: int = 0) -> str:
    """An exact number in Vietnamese writing: number(12345, 1) is "1.234,5".

    `value` is an integer in units of 10**-scale, so that no figure ever passes through a float.
    Raises ValueError for a negative scale.
    """
    if scale < 0:
        raise ValueError(f"a scale is 0 or more, not {scale}")
    whole, part = divmod(abs(value), 10**scale)
    sign = "-" if value < 0 else ""
    grouped = f"{whole:,}".replace(",", ".")
    return f"{sign}{grouped},{part:0{scale}d}" if scale else f"{sign}{grouped}"


def roman(n: int) -> str:
    """The Roman numeral of 1..3999 for sections and annexes; raises ValueError outside that."""
    if not 1 <= n <= 3999:
        raise ValueError(f"no Roman numeral for {n}")
    numeral = ""
    for value, letters in _ROMAN:
        count, n = divmod(n, value)
        numeral += letters * count
    return numeral


def letter(n: int) -> str:
    """The letter of the n-th điểm: a b c d đ e g …, after y aa, ab; raises ValueError for n below 1."""
    if n < 1:
        raise ValueError(f"letters are counted from 1, not from {n}")
    rest, position = divmod(n - 1, len(LETTERS))
    return (letter(rest) if rest else "") + LETTERS[position]


def symbol(kind: str, body: str, drafter: str = "") -> str:
    """What follows the slash of a number (Annex I §II.3): "BC-UBND"; of a letter "UBND-VX".

    `kind` is a type of paper in any case; `drafter` is a letter's drafting unit or field.
    Raises ValueError for a type that Annex III does not list.
    """
    short = _ABBREVIATION_OF.get(normalize("NFC", kind).casefold())
    if short is None:
        raise ValueError(f"no abbreviation in Decree 30/2020 for {kind!r}")
    return "-".join(part for part in (short, body, drafter) if part)
