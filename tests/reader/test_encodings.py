"""The old one-byte codes: every letter both ways, fonts by name, text without fonts by its letters, or a refusal."""

import re

import pytest

from chithi.reader import UnreadableError, read_bytes
from chithi.reader.formats.encodings import (
    TCVN3,
    VNI,
    Coding,
    font_coding,
    from_letters,
    recognise,
    to_unicode,
)
from chithi.vietnamese import nfc
from tests.reader.conftest import SMALL_PLAN

SMALL = "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵ"
LETTERS = SMALL + SMALL.upper()
# As typists know them: words that stand in every plan, written out by hand.
KNOWN = [
    ("tcvn3", "KÕ ho¹ch cña Uû ban nh©n d©n tØnh", "Kế hoạch của Uỷ ban nhân dân tỉnh"),
    ("tcvn3", "§¶ng uû, ®ång chÝ Phã Chñ tÞch", "Đảng uỷ, đồng chí Phó Chủ tịch"),
    ("tcvn3", "phô n÷, b×nh ®¼ng giíi, tuyªn truyÒn", "phụ nữ, bình đẳng giới, tuyên truyền"),
    ("tcvn3", "gi¸o dôc, ngµnh, tr­íc, nghÜa, n¨m, quý, kü n¨ng", "giáo dục, ngành, trước, nghĩa, năm, quý, kỹ năng"),
    ("vni", "Keá hoaïch cuûa UÛy ban nhaân daân tænh", "Kế hoạch của Ủy ban nhân dân tỉnh"),
    ("vni", "ÑAÛNG BOÄ, ñoàng chí Phoù Chuû tòch", "ĐẢNG BỘ, đồng chí Phó Chủ tịch"),
    ("vni", "phuï nöõ, bình ñaúng giôùi, tuyeân truyeàn", "phụ nữ, bình đẳng giới, tuyên truyền"),
    ("vni", "giaùo duïc, tröôùc, nghóa, naêm, kyõ naêng, kyø", "giáo dục, trước, nghĩa, năm, kỹ năng, kỳ"),
]  # fmt: skip


def old(text, name):
    """The text as an old typist's file has it: TCVN3 keeps the small code for a capital with a tone."""
    table = {letter: code for code, letter in (TCVN3 if name == "tcvn3" else VNI).items()}
    return "".join(table.get(c, table.get(c.lower(), c)) for c in text)


def test_there_are_134_letters_and_each_comes_back_from_vni():
    assert len(set(LETTERS)) == 134
    assert set(VNI.values()) == set(LETTERS)
    for letter in LETTERS:
        assert to_unicode(old(letter, "vni"), Coding("vni")) == letter
    assert to_unicode(old(LETTERS, "vni"), Coding("vni")) == LETTERS


def test_each_letter_comes_back_from_tcvn3_with_the_font_of_capitals():
    assert set(TCVN3.values()) == set(SMALL) | set("ĂÂÊÔƠƯĐ")
    assert all(0xA1 <= ord(code) <= 0xFE for code in TCVN3)
    for small, capital in zip(SMALL, SMALL.upper(), strict=True):
        assert to_unicode(old(small, "tcvn3"), Coding("tcvn3")) == small
        assert to_unicode(old(capital, "tcvn3"), Coding("tcvn3", True)) == capital


@pytest.mark.parametrize(("name", "text", "meant"), KNOWN)
def test_words_that_typists_know(name, text, meant):
    assert to_unicode(text, Coding(name)) == meant
    assert recognise(text * 3)[0] == name


@pytest.mark.parametrize(
    ("font", "coding"),
    [(".VnTime", Coding("tcvn3")), ('".VnTimeH"', Coding("tcvn3", True)), (".VnArial NarrowH", Coding("tcvn3", True)),
     ("ABCDEF+.VnTimeH,Bold", Coding("tcvn3", True)), (".VnArialH-Bold", Coding("tcvn3", True)),
     ("VNI-Times", Coding("vni")),
     ("VNI-Helve-Condense", Coding("vni")), ("Times New Roman", None), ("", None), ("Vneuron", None)],
)  # fmt: skip
def test_fonts_are_known_by_name(font, coding):
    assert font_coding(font) == coding


def test_signs_of_symbol_fonts_and_of_the_vietnamese_code_page_count_the_same():
    text = old("đường lối, kế hoạch", "tcvn3")
    private = "".join(chr(0xF000 + ord(c)) if ord(c) > 127 else c for c in text)
    page = text.encode("latin-1").decode("cp1258")
    for form in (text, private, page):
        assert to_unicode(form, Coding("tcvn3")) == "đường lối, kế hoạch"


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
@pytest.mark.parametrize("stored", ["utf-8", "cp1252"])
def test_a_text_file_in_an_old_code_reads_as_its_unicode(small, name, stored):
    data = western(old(SMALL_PLAN, name), stored)
    reading = read_bytes(data, "cu.txt")
    assert [(t.id, t.text) for t in reading.tasks] == [(t.id, t.text) for t in small.tasks]
    assert [r.name for r in reading.recipients] == [r.name for r in small.recipients]
    assert (reading.head, reading.reports[0].due) == (small.head, small.reports[0].due)


def western(text, stored):
    return text.encode("utf-8") if stored == "utf-8" else text.encode("cp1252", "replace")


@pytest.mark.parametrize(
    "before",
    [
        "TỈNH HÀ NAM\nkế HOẠCH của UBND",
        "1. Ủy ban nhân dân xã ủng hộ.\nÝ kiến của\nứng viên",
        "- Ở cơ sở;\n- Ấp.",
    ],
)
def test_capitals_without_a_font_are_raised_with_their_words_and_sentences(before):
    assert from_letters(old(before, "tcvn3"), "tcvn3") == before


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_what_cannot_be_converted_for_certain_is_refused_by_name(name):
    """An old text in which strange words stand between the Vietnamese ones."""
    text = (
        old("Kế hoạch thực hiện công tác phụ nữ của Ủy ban nhân dân tỉnh. ", name) * 4
        + "bcdfghéèç xzôêàqr " * 14
    )
    with pytest.raises(UnreadableError) as caught:
        read_bytes(text.encode("cp1252"), "p.txt")
    assert caught.value.code == f"encoding_{name}"


@pytest.mark.parametrize(
    "text", ["Le plan de l'été à Genève où l'élève a été reçu à l'école française, naïveté, façade. " * 5,
             "Größe über äöü Übung, schön, Mädchen, fährt, Straße, größer, hören. " * 5],
)  # fmt: skip
def test_other_languages_are_no_old_code(text):
    assert recognise(text)[1] is False
    assert re.sub(r"\s", "", read_bytes(text.encode(), "p.txt").source.text) == re.sub(r"\s", "", text)


def test_real_plans_are_known_for_unicode(plans):
    for path in plans.glob("*.txt"):
        assert recognise(path.read_text("utf-8")) == ("", False)


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_real_plans_in_old_codes_are_known_and_come_back(plans, name):
    for path in sorted(plans.glob("*.txt")):
        text = nfc(path.read_text("utf-8"))
        found = old(text, name)
        assert recognise(found) == (name, True), path.name
        assert from_letters(found, name).lower() == text.lower()
