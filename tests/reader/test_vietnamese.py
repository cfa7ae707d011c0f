"""Folding and sorting Vietnamese."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chithi.vietnamese import fold, nfc, person_sort_key, sort_key, tone_normalised

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
words = st.text(alphabet=LETTERS + LETTERS.upper() + " -–", max_size=20)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hoá", "hóa"),
        ("uỷ", "ủy"),
        ("Uỷ ban", "Ủy ban"),
        ("UỶ BAN", "ỦY BAN"),
        ("thuý", "thúy"),
        ("khoẻ", "khỏe"),
        ("toà", "tòa"),
        ("Hoà Bình", "Hòa Bình"),
    ],
)
def test_one_placement_of_the_tone(old, new):
    assert tone_normalised(old) == new
    assert tone_normalised(new) == new
    assert fold(old) == fold(new)
    assert sort_key(tone_normalised(old)) == sort_key(new)


@pytest.mark.parametrize("word", ["quý", "Quỷ", "hoàn", "toán", "thuỷnh", "hoài", "khoáng", "quyền", "xoáy"])
def test_words_whose_tone_has_one_place_stay(word):
    assert tone_normalised(word) == word


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Sở Văn hoá - Thể thao", "SỞ VĂN HÓA – THỂ THAO"),
        ("Đà Nẵng", "da nang"),
        ("2016- 2020", "2016 – 2020"),
        ("  Ủy   ban ", "uy ban"),
        (unicodedata.normalize("NFD", "Thừa Thiên Huế"), "Thừa Thiên Huế"),
        ("chính trị\u00a0- xã hội", "chinh tri xa hoi"),
    ],
)
def test_what_folds_together(a, b):
    assert fold(a) == fold(b)


def test_fold_keeps_what_tells_words_apart():
    assert fold("Sở Y tế") != fold("Sở Nội vụ")
    assert fold("Điều 12/2020") == "dieu 12/2020"


def ordered(items):
    """Sorted bytewise by the key, as a database column with the C collation sorts."""
    return sorted(items, key=lambda item: sort_key(item).encode())


def test_the_alphabet():
    alphabet = [
        "a",
        "ă",
        "â",
        "b",
        "c",
        "d",
        "đ",
        "e",
        "ê",
        "g",
        "h",
        "i",
        "k",
        "l",
        "m",
        "n",
        "o",
        "ô",
        "ơ",
        "p",
        "q",
        "r",
        "s",
        "t",
        "u",
        "ư",
        "v",
        "x",
        "y",
    ]
    assert ordered(reversed(alphabet)) == alphabet


def test_the_tones_come_second_in_their_order():
    tones = ["ma", "mà", "mả", "mã", "má", "mạ", "man"]
    assert ordered(reversed(tones)) == tones
    assert ordered(["hoà bình", "hoa lan", "hòa an"]) == ["hòa an", "hoà bình", "hoa lan"]


def test_provinces_in_dictionary_order():
    names = [
        "An Giang",
        "Bà Rịa",
        "Bạc Liêu",
        "Bắc Giang",
        "Bắc Ninh",
        "Cà Mau",
        "Cần Thơ",
        "Đà Nẵng",
        "Đắk Lắk",
        "Điện Biên",
        "Hà Nam",
        "Hà Nội",
        "Hải Dương",
        "Lào Cai",
        "Thái Bình",
        "Thừa Thiên Huế",
        "Yên Bái",
    ]
    assert ordered(reversed(names)) == names


def test_spaces_come_before_letters_digits_before_letters_and_case_last():
    assert ordered(["xã An", "xãa"]) == ["xã An", "xãa"]
    assert ordered(["b", "2", "a"]) == ["2", "a", "b"]
    assert sort_key("An") != sort_key("an")


def test_people_are_sorted_by_their_given_name_first():
    people = ["Nguyễn Thị Yến", "Lê Văn Bình", "Phạm Đức Anh", "Trần Văn Ánh", "Nguyễn Thị Bình", "Đỗ Ân"]
    assert sorted(people, key=lambda p: person_sort_key(p).encode()) == [
        "Phạm Đức Anh",
        "Trần Văn Ánh",
        "Đỗ Ân",
        "Lê Văn Bình",
        "Nguyễn Thị Bình",
        "Nguyễn Thị Yến",
    ]
    assert person_sort_key("") == sort_key("")


@settings(deadline=None)
@given(st.text())
def test_folding_is_stable_and_blind_to_normal_forms(text):
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
    assert nfc(nfc(text)) == nfc(text)
    assert sort_key(unicodedata.normalize("NFD", text)) == sort_key(text)


@settings(deadline=None)
@given(words)
def test_one_placement_keeps_the_length_and_the_folded_form(text):
    assert len(tone_normalised(text)) == len(text)
    assert tone_normalised(tone_normalised(text)) == tone_normalised(text)
    assert fold(tone_normalised(text)) == fold(text)
    assert all(c.isascii() or not c.isalpha() for c in fold(text))


@settings(deadline=None)
@given(words, words)
def test_only_equal_texts_have_equal_keys(a, b):
    assert (sort_key(a) == sort_key(b)) == (nfc(a) == nfc(b))
    assert person_sort_key(a) == person_sort_key(a)


@settings(deadline=None)
@given(st.text(alphabet=LETTERS, min_size=1, max_size=8), st.text(alphabet=LETTERS, min_size=1, max_size=8))
def test_letters_decide_before_tones(a, b):
    bare = [
        unicodedata.normalize(
            "NFC",
            "".join(c for c in unicodedata.normalize("NFD", w) if c not in "\u0300\u0301\u0303\u0309\u0323"),
        )
        for w in (a, b)
    ]
    order = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
    ranks = [[order.index(c) for c in w] for w in bare]
    if ranks[0] != ranks[1]:
        assert (sort_key(a) < sort_key(b)) == (ranks[0] < ranks[1])


MARKS = st.text(
    alphabet="aạế\u0301\u0323\u0316\u0345\u0f71\u0344\u1dc0\u20d0\u3099一각가", min_size=60, max_size=200
)


@given(MARKS)
def test_heaps_of_marks_are_in_their_order(text):
    assert nfc(text) == unicodedata.normalize("NFC", text)
