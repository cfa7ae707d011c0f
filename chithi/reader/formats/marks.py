"""What dresses the letters of a text and is none of its words: markdown's marks, and spaces between letters.

Both are taken off before anything is read, so that spans quote the words as they are.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from chithi.reader import words
from chithi.reader.formats.encodings import is_syllable

_HEADING = re.compile(r"^[ ]{0,3}#{1,6}[ \t]+\S", re.MULTILINE)
_BOLD = re.compile(r"\*\*[^\s*][^*\n]{0,300}\*\*")
# At the beginning of a line: quoted, a heading, the bullet `*`; at its end: the heading closed, the line broken.
_FRONT = re.compile(r"^[ ]{0,3}(?:>[ ]?)+|^[ ]{0,3}#{1,6}[ \t]+(?=\S)", re.MULTILINE)
_CLOSED = re.compile(r"(?<=\S)[ \t]{1,9}#{1,6}[ \t]*$|\\$", re.MULTILINE)
_BULLET = re.compile(r"^([ \t]*)\*(?=[ \t]+\S)", re.MULTILINE)
_SLANTED = re.compile(
    r"(?<![\w*\\])\*(?=[^\s*])([^*\n]{1,300})(?<=[^\s\\])\*(?![\w*])"
    r"|(?<![\w_\\])_(?=[^\s_])([^_\n]{1,300})(?<=[^\s\\])_(?![\w_])"
)
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\([^()\s]{1,300}\)")
_NOTE = re.compile(r"\[\^(\d{1,3})\]:?")
# A sign behind a backslash is itself; two stars or strokes at a word are marks.
_MARKS = re.compile(
    r"\\([!-/:-@\[-`{-~])|(?<!\*)\*{2,3}(?=[^\s*])|(?<=[^\s*])\*{2,3}(?!\*)"
    r"|(?<![\w_])__(?=[^\s_])|(?<=[^\s_])__(?![\w_])|<br ?/?>"
)
# Syllables of the names of departments.
_FIELDS = (
    "tài chính nội vụ y tế tư pháp công thương kế hoạch đầu tư lao động thương binh xã hội giáo dục đào tạo văn hóa",
    "thể thao du lịch khoa học công nghệ xây dựng nông nghiệp môi trường dân tộc tôn giáo quân sự phụ nữ",
)
_ENOUGH = 3  # headings or words in bold that no text has by chance
# Letters one by one: "K Ế H O Ạ C H", with more room between the words or with none.
_SPACED = re.compile(r"(?<!\w)[^\W\d_](?:[ \u00a0]{1,4}[^\W\d_](?!\w)){3,}")
_ROOM = re.compile(r"[ \u00a0]{2,}")
_LONGEST = 7  # letters of a syllable: "nghiêng"
_FOREIGN = 15  # characters; a shorter run without a Vietnamese letter may be a name: "H O S E"
_TOO_LONG = 400  # letters that no title has
# A blank behind the first consonants of a syllable, or before its last letters.
_TORN_FRONT = re.compile(
    r"(?<!\w)([B-DĐGHK-NP-TVXb-dđghk-np-tvx]|[CKNPTcknpt][Hh]|[Nn]gh?|[Tt]r|[Gg]i|[Qq]u)[ ]"
    r"(?=([AĂÂEÊIOÔƠUƯYaăâeêioôơuưyÀ-ÝÀ-ýẠ-ỹ][^\W\d_]{0,5})(?!\w))"
)
_TORN_END = re.compile(r"(?<=[^\W\d_])[ ]([cmnptiuyoCMNPTIUYO]|ch|nh|ng|CH|NH|NG)(?!\w)")
_LAST_WORD = re.compile(r"[^\W_]+\Z")
# Behind these a lone letter is a name: "khu C", "điểm b", "vitamin A".
_LETTERED = frozenset(("khu", "điểm", "khoản", "lớp", "nhóm", "loại", "hạng", "mục", "khối", "tổ", "số", "biểu", "mẫu",
                       "bảng", "nhà", "tòa", "lô", "dãy", "phần", "vitamin", "gan", "phương", "án", "đội", "cụm",
                       "vùng", "ông", "bà", "anh", "chị", "em", "cháu", "thị", "văn"))  # fmt: skip
_OF_GENRE = 4  # what a syllable of the genre costs
_STOPPED = re.compile(r"(?:ch|[cpt])$")
_HIGH_OR_HEAVY = re.compile(r"[áắấéếíóốớúứýạặậẹệịọộợụựỵ]")


def is_markdown(text: str) -> bool:
    """Are there marks that no other text has?"""
    head = text[:200_000]
    return len(_HEADING.findall(head)) >= _ENOUGH or len(_BOLD.findall(head)) >= _ENOUGH


def without_markdown(text: str) -> str:
    """The words of a markdown text; its tables and numbers stay as they are."""
    text = _CLOSED.sub("", _FRONT.sub("", text))
    text = _BULLET.sub(r"\1-", text)
    text = _NOTE.sub(r"[\1]", _LINK.sub(r"\1", text))
    text = _SLANTED.sub(lambda found: found[1] or found[2], text)
    return _MARKS.sub(lambda found: found[1] or (" " if found.group().startswith("<") else ""), text)


def joined_letters(text: str) -> str:
    """The text with the words joined that were typed letter by letter: `S ở Y t ế chủ trì` is `Sở Y tế chủ trì`.

    Only where all letters of a run make Vietnamese syllables; all other text stays as it is. So it is with a word of
    the genre that one blank tears in two: `S ở Tài ch ính`, `thự c hiện`.
    """
    text = _SPACED.sub(_joined, text)
    return _TORN_END.sub(_with_end, _TORN_FRONT.sub(_with_front, text))


def _with_front(found: re.Match[str]) -> str:
    before = _word_before(found.string, found.start() - 1)
    listed = before.lower() in _LETTERED or (len(found[2]) == 1 and found[2].isascii())  # "a b c d đ e"
    torn = not listed and _cost(found[1] + found[2]) == _OF_GENRE
    return found[1] if torn else found.group()


def _with_end(found: re.Match[str]) -> str:
    before = _word_before(found.string, found.start())
    torn = (len(before) > 1 or before in "Ủủ") and _cost(before + found[1]) == _OF_GENRE
    return found[1] if torn else found.group()


def _word_before(text: str, end: int) -> str:
    """The word that ends at `end`, one blank at most behind it; empty where it is longer than a syllable."""
    found = _LAST_WORD.search(text[max(0, end - _LONGEST - 1) : max(0, end)])
    word = found.group() if found else ""
    return word if len(word) <= _LONGEST else ""


def _joined(found: re.Match[str]) -> str:
    run = found.group()
    if run.isascii() and len(run) < _FOREIGN:
        return run
    parts: list[str] = []
    for part in _ROOM.split(run):
        cut = _syllables(re.sub(r"[ \u00a0]", "", part))
        if cut is None:
            return run
        parts.extend(cut)
    whole = sum(len(part) for part in parts if len(part) > 1)
    return " ".join(parts) if whole > 0.6 * sum(map(len, parts)) else run


def _syllables(letters: str) -> list[str] | None:
    """Letters as the fewest syllables, those of the genre first, then the longer one first; None where some are left
    over."""
    if len(letters) > _TOO_LONG:
        return None
    best: list[tuple[int, int] | None] = [(0, 0)]  # from the end: (cost, length of the first syllable)
    for at in range(len(letters) - 1, -1, -1):
        choice: tuple[int, int] | None = None
        for length in range(min(_LONGEST, len(letters) - at), 0, -1):
            rest = best[-length]
            cost = _cost(letters[at : at + length]) if rest else 0
            if rest and cost and (choice is None or rest[0] + cost < choice[0]):
                choice = (rest[0] + cost, length)
        best.append(choice)
    if best[-1] is None:
        return None
    cuts = [0]
    while cuts[-1] < len(letters):
        step = best[len(letters) - cuts[-1]]
        cuts.append(cuts[-1] + (step[1] if step else 1))
    return [letters[a:b] for a, b in pairwise(cuts)]


@lru_cache(maxsize=4096)
def _cost(word: str) -> int:
    """What a syllable costs; 0 where the word is none."""
    low = word.lower()
    if not (word.isupper() or word[1:].islower() or len(word) == 1) or not is_syllable(word):
        return 0
    if _STOPPED.search(low) and not _HIGH_OR_HEAVY.search(low):
        return 0
    return _OF_GENRE if low in _genre() else _OF_GENRE + 1


@lru_cache(maxsize=1)
def _genre() -> frozenset[str]:
    """The syllables of the genre's words."""
    lists = (
        words.BODIES,
        words.GROUPS,
        words.PLACES,
        words.VERBS,
        words.PREDICATES,
        words.LONG_FIELDS,
        _FIELDS,
    )
    return frozenset(word for phrases in lists for phrase in phrases for word in phrase.split())
