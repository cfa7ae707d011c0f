"""Fold, compare and sort Vietnamese text. Pure functions on strings; nothing else of the house is needed.

NFC alone does not make two spellings of one word equal: the tone mark of `hóa`/`hoá` may stand on either
vowel (both are correct Unicode), and neither SQLite nor every PostgreSQL sorts Vietnamese. So the rooms
store the keys made here and compare them bytewise.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# The 29 letters of the alphabet in their order (Decree 30/2020 writes them so); f, j, w, z of foreign
# names are put where the Latin alphabet has them.
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: index for index, letter in enumerate(_LETTERS)}
# ngang, huyền, hỏi, ngã, sắc, nặng: the order of the dictionaries.
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_OLD_TO_NEW = {"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe",
               "oẽ": "õe", "oẹ": "ọe", "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy"}  # fmt: skip
# Only at the end of a syllable: in `hoàn`, `toán`, `thuý` + consonant the mark has one place, and after q
# the u belongs to the consonant (`quý`, `quỷ`).
_OLD = re.compile(r"(?<![qQ])(?:[oO][àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|[uU][ỳýỷỹỵỲÝỶỸỴ])(?![^\W\d_])")
# Far more marks than any script puts on a letter; other scripts than ours match too, and come out unchanged.
_MANY_MARKS = re.compile(r"[^\x00-\u02ff\u1e00-\u20cf\u2100-\u22ff]{64,}")
_DASHES = re.compile(r"[\s\-\u2010-\u2015\u2212\u00ad\u200b\ufeff]+")
_LEVELS_END = "\x01"


def nfc(text: str) -> str:
    """The text in Unicode NFC, the only form that is stored."""
    return unicodedata.normalize("NFC", _MANY_MARKS.sub(_in_order, text))


def _in_order(match: re.Match[str]) -> str:
    """The same letters, decomposed, the marks behind each in their canonical order: Python's own ordering takes
    the square of their number."""
    letters: list[tuple[int, int, str]] = []
    base = 0
    for char in "".join(unicodedata.normalize("NFD", char) for char in match.group()):
        mark = unicodedata.combining(char)
        base += mark == 0
        letters.append((base, mark, char))
    return "".join(char for _, _, char in sorted(letters, key=lambda letter: letter[:2]))


def _move_tone(match: re.Match[str]) -> str:
    pair = match.group()
    moved = _OLD_TO_NEW[pair.lower()]
    return "".join(new.upper() if old.isupper() else new for old, new in zip(pair, moved, strict=True))


def tone_normalised(text: str) -> str:
    """`hoá` → `hóa`, `uỷ` → `ủy`: one placement of the tone mark, case kept. NFC in and out.

    An NFC text keeps its length, so offsets into it stay valid.
    """
    return _OLD.sub(_move_tone, nfc(text))


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """A key for searching: no marks, đ → d, case folded, runs of spaces, hyphens and dashes one space.

    `fold("Sở Văn hoá - Thể thao") == fold("SỞ VĂN HÓA – THỂ THAO") == "so van hoa the thao"`.
    """
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    bare = unicodedata.normalize("NFC", bare.replace("đ", "d").replace("Đ", "D").casefold())
    bare = "".join(c for c in unicodedata.normalize("NFD", bare) if not unicodedata.combining(c))
    return _DASHES.sub(" ", bare).strip()


def _syllable_keys(word: str) -> tuple[str, str]:
    """(letters, tones) of one word; the letters decide, then the tone."""
    letters: list[str] = []
    tone = 0
    for char in unicodedata.normalize("NFC", word.casefold()):
        parts = unicodedata.normalize("NFD", char)
        marks = [m for m in parts[1:] if m in _TONES]
        tone = _TONES[marks[0]] if marks else tone
        base = unicodedata.normalize("NFC", "".join(m for m in parts if m not in _TONES))
        rank = _RANK.get(base)
        if rank is not None:
            letters.append(chr(0x41 + rank))
        elif base.isalnum():
            letters.append(("\x21" if base.isdigit() else "\x7e") + base)
    return "".join(letters), str(tone)


@lru_cache(maxsize=4096)
def sort_key(text: str) -> str:
    """A string that sorts as a Vietnamese dictionary does when compared byte by byte (UTF-8).

    First the letters of all words (a ă â b c d đ e ê …), then the tones (ngang huyền hỏi ngã sắc nặng), then the
    text itself, so that only equal texts have equal keys. Digits come before letters, shorter before longer.
    """
    words = [w for w in re.split(r"[^\w\u0300-\u036f]+", tone_normalised(text)) if w]
    keys = [_syllable_keys(w) for w in words]
    letters = "\x20".join(k[0] for k in keys)
    tones = "".join(k[1] for k in keys)
    return f"{letters}{_LEVELS_END}{tones}{_LEVELS_END}{nfc(text)}"


def person_sort_key(full_name: str) -> str:
    """The key of a person's name: by given name (the last word) first, then family and middle names.

    Vietnamese lists of people are ordered so: Nguyễn Thị An before Lê Văn Bình.
    """
    words = full_name.split()
    return sort_key(" ".join(words[-1:] + words[:-1]))
