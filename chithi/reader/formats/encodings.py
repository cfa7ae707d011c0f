"""Old one-byte Vietnamese: TCVN3 (ABC, the .VnTime fonts) and VNI (VNI-Times), known by font or by letters, → Unicode.

Such text is stored as Western letters and only looks Vietnamese in its fonts: `KÕ ho¹ch` in TCVN3, `Keá hoaïch` in
VNI. TCVN3 has one code per small letter, but no capitals with tones: fonts whose names end in H draw small letters
as capitals. VNI writes a letter and its marks as two. The codes are those of TCVN 5712:1993 (VN3) and of VNI's table
for Windows.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from chithi.vietnamese import nfc

_TONED = ("aáàảãạ", "ăắằẳẵặ", "âấầẩẫậ", "eéèẻẽẹ", "êếềểễệ", "iíìỉĩị", "oóòỏõọ", "ôốồổỗộ", "ơớờởỡợ", "uúùủũụ", "ưứừửữự",
          "yýỳỷỹỵ")  # fmt: skip
# Of each row above the codes, the plain letter first.
_TCVN3_ROWS = ("a¸µ¶·¹", "¨¾»¼½Æ", "©ÊÇÈÉË", "eÐÌÎÏÑ", "ªÕÒÓÔÖ", "iÝ×ØÜÞ", "oãßáâä", "«èåæçé", "¬íêëìî", "uóïñòô",
               "\u00adøõö÷ù", "yýúûüþ")  # fmt: skip
_TCVN3_CAPITALS = {"¡": "Ă", "¢": "Â", "£": "Ê", "¤": "Ô", "¥": "Ơ", "¦": "Ư", "§": "Đ"}
_VNI_TONES = "ùøûõï"
_VNI_ROUND = "áàåãä"  # on â, ê, ô: the hat and the tone are one sign
_VNI_SHORT = "éèúüë"  # on ă


class Coding(NamedTuple):
    """`tcvn3` or `vni`; with `capitals` the font draws small letters as capitals."""

    name: str
    capitals: bool = False


def _tcvn3() -> dict[str, str]:
    table = {code: letter for codes, row in zip(_TCVN3_ROWS, _TONED, strict=True)
             for code, letter in zip(codes, row, strict=True) if code not in "aeiouy"}  # fmt: skip
    return {**table, "®": "đ", **_TCVN3_CAPITALS}


def _vni() -> dict[str, str]:
    """Small letters and capitals; the two-sign codes before their first sign alone."""
    table: dict[str, str] = {
        "ñ": "đ",
        "ö": "ư",
        "ô": "ơ",
        "î": "ỵ",
        "í": "í",
        "ì": "ì",
        "æ": "ỉ",
        "ó": "ĩ",
        "ò": "ị",
    }
    for base, row in (("a", 0), ("e", 3), ("o", 6), ("u", 9), ("y", 11)):
        table |= {base + sign: letter for sign, letter in zip(_VNI_TONES, _TONED[row][1:], strict=True)}
    del table["yï"]
    for base, row in (("a", 2), ("e", 4), ("o", 7)):
        table |= {base + sign: letter for sign, letter in zip("â" + _VNI_ROUND, _TONED[row], strict=True)}
    table |= {"a" + sign: letter for sign, letter in zip("ê" + _VNI_SHORT, _TONED[1], strict=True)}
    for base, row in (("ô", 8), ("ö", 10)):
        table |= {base + sign: letter for sign, letter in zip(_VNI_TONES, _TONED[row][1:], strict=True)}
    capitals = {code.upper(): letter.upper() for code, letter in table.items()}
    mixed = {code[0].upper() + code[1]: letter.upper() for code, letter in table.items() if len(code) == 2}
    return {**mixed, **capitals, **table}


TCVN3 = _tcvn3()
VNI = _vni()
_TCVN3_ANY = str.maketrans(TCVN3)
_VNI_ANY = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))
_FONT_TCVN3 = re.compile(r"\.vn[a-z0-9]|vn(?:time|arial)", re.IGNORECASE)
_FONT_VNI = re.compile(r"vni[-_ ]", re.IGNORECASE)
_OWN = re.compile(r"[\u1ea0-\u1ef9ăđơưĂĐƠƯ]")
_WORD = re.compile(r"[^\W\d_]+|[A-Za-z\u00a1-\u00ff]+")


@lru_cache(maxsize=512)
def font_coding(name: str) -> Coding | None:
    """The coding of a font by its name: `.VnTime`, `.VnTimeH`, `VNI-Times`; None for a font of Unicode."""
    plain = re.split(r",|-(?:bold|italic)", name.strip(" \"'").split("+")[-1], flags=re.IGNORECASE)[0].strip()
    if _FONT_TCVN3.match(plain):
        return Coding("tcvn3", plain.endswith("H"))
    return Coding("vni") if _FONT_VNI.match(plain) else None


def as_bytes(text: str) -> str:
    """The signs as the old fonts count them: Word keeps them in the private area where a font is a symbol font, and a
    file in the Vietnamese code page of Windows shows some of them as other letters."""
    return "".join(map(_as_byte, text)) if not text.isascii() else text


@lru_cache(maxsize=2048)
def _as_byte(sign: str) -> str:
    code = ord(sign)
    if 0xF020 <= code <= 0xF0FF:
        return chr(code - 0xF000)
    if code < 0x100 or 0x2010 <= code <= 0x2122:  # dashes and quotes of windows-1252 stay what they are
        return sign
    try:
        byte = sign.encode("cp1258").decode("latin-1")
    except UnicodeEncodeError:
        return sign
    return byte if byte >= "\u00a0" else sign


def to_unicode(text: str, coding: Coding) -> str:
    """Text in an old coding as Unicode in NFC. Signs that the coding does not have stay."""
    text = as_bytes(text)
    if coding.name == "vni":
        return nfc(_VNI_ANY.sub(lambda found: VNI[found.group()], text))
    plain = text.translate(_TCVN3_ANY)
    return nfc(plain.upper() if coding.capitals else plain)


def is_unicode(text: str) -> bool:
    """True where text has Vietnamese letters of Unicode, so that an old font's name on it means nothing."""
    return len(_OWN.findall(nfc(text))) > 0.02 * len(text)


def recognise(text: str) -> tuple[str, bool]:
    """(`tcvn3`, `vni` or `` for neither, is it sure?) of text without fonts, by how many of its words with foreign
    letters become Vietnamese syllables."""
    head = text[:60_000]
    words = [word for word in _WORD.findall(as_bytes(head)) if not word.isascii()]
    if len(words) < 8 or is_unicode(head):
        return "", False
    marks = {
        name: sum(is_syllable(to_unicode(word, Coding(name))) for word in words) / len(words)
        for name in ("tcvn3", "vni")
    }
    best = max(marks, key=lambda name: marks[name])
    other = min(marks.values())
    asis = sum(map(is_syllable, words)) / len(words)
    if marks[best] < 0.5 or marks[best] <= asis:
        return "", False
    return best, marks[best] > 0.85 and marks[best] > max(other, asis) + 0.2


def from_letters(text: str, name: str) -> str:
    """Text without fonts from the coding `name`; in TCVN3 the letters of words in capitals are raised too."""
    out = to_unicode(text, Coding(name))
    if name == "vni":
        return out
    lines = zip(as_bytes(text).split("\n"), out.split("\n"), strict=True)
    return _UY_BAN.sub(
        "Ủ", _OPENING.sub(_capital, "\n".join(_raised(before, after) for before, after in lines))
    )


def _capital(found: re.Match[str]) -> str:
    return found["before"] + found["letter"].upper()


# Where a sentence begins, the capital with a tone was typed in a font that the text no longer has.
_OPENING = re.compile(
    r"(?P<before>(?:\A|\n[ \t]*\n|[.;:/][ \t]*\n|\n(?=[ \t]*(?:[-+*]|\d{1,2}[.)]|[a-zđ]\)|[IVX]+\.)))"
    r"[ \t]*(?:(?:[-+*]|\d{1,2}[.)]|[a-zđ]\)|[IVX]+\.)[ \t]*)?)(?P<letter>[à-ỹ])"
)
_UY_BAN = re.compile(r"\bủ(?=y (?:ban|viên)\b)")


def _raised(before: str, after: str) -> str:
    """The line in capitals where all its plain letters are, else each word whose plain letters are."""
    plain = [c for c in before if c.isascii() and c.isalpha()]
    if len(plain) >= 4 and all(c.isupper() for c in plain):
        return after.upper()
    if len(before) != len(after):
        return after
    words = list(after)
    for match in re.finditer(r"\S+", before):
        letters = [c for c in match.group() if c.isascii() and c.isalpha()]
        if len(letters) > 1 and all(c.isupper() for c in letters):
            words[match.start() : match.end()] = list(after[match.start() : match.end()].upper())
    return "".join(words)


_BASES = {ord(letter): row[0] for row in _TONED for letter in row}
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx])?"
    r"(?:uyê|uya|uyu|iêu|yêu|ươi|ươu|uôi|uây|oai|oay|oao|oeo|uao|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|oo|ôi|"
    r"ơi|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê|[aăâeêioôơuưy])(?:ch|nh|ng|[cmnpt])?"
)


def is_syllable(word: str) -> bool:
    """One Vietnamese syllable by its shape, with at most one tone."""
    low = word.lower()
    base = low.translate(_BASES)
    tones = sum(c not in "ăâêôơưđ" and c != b for c, b in zip(low, base, strict=True))
    return tones <= 1 and _SYLLABLE.fullmatch(base) is not None
