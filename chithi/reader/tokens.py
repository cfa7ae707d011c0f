"""The words of a sentence with the punctuation before each, and what kind of word stands where."""

from __future__ import annotations

import re
from typing import NamedTuple

from chithi.reader import words as w
from chithi.reader.view import View

FIRST_WORD = _TOKEN = re.compile(r"[^\x20,;:()\"\[\]]+")


_new = tuple.__new__


class Token(NamedTuple):
    start: int
    end: int
    low: str
    sep: str  # punctuation between the token before and this one
    capital: bool


def tokens(view: View, start: int, end: int) -> list[Token]:
    """The words of `[start, end)` with the punctuation before each; a full stop is punctuation at a word's end."""
    found: list[Token] = []
    flat, low = view.flat, view.low
    last = start
    for match in _TOKEN.finditer(flat, start, end):
        left, word_end = match.span()
        while word_end > left and flat[word_end - 1] in ".…/":
            word_end -= 1
        if word_end == left:
            continue
        sep = flat[last:left]
        sep = "" if sep == " " else sep.replace(" ", "")
        # Straight to the tuple: half of a reading's time goes through here.
        found.append(_new(Token, (left, word_end, low[left:word_end], sep, flat[left].isupper())))
        last = word_end
    return found


def first_word(view: View, start: int, end: int) -> str:
    """The first word of `[start, end)` as `tokens` gives it, in small letters; empty where there is none."""
    match = _TOKEN.search(view.low, start, end)
    while match is not None:
        word = match.group().rstrip(".…/")
        if word:
            return word
        match = _TOKEN.search(view.low, match.end(), end)
    return ""


def longest(toks: list[Token], at: int, words: w.Phrases, most: int = 4) -> int:
    """How many words from `at` on are an entry of `words`; 0 where none is."""
    if at >= len(toks) or toks[at].low not in words.first:
        return 0
    text, best = "", 0
    for count in range(1, most + 1):
        if at + count > len(toks) or (count > 1 and toks[at + count - 1].sep):
            break
        low = toks[at + count - 1].low
        text = low if count == 1 else f"{text} {low}"
        if text in words:
            best = count
    return best


def is_verb(toks: list[Token], at: int) -> bool:
    """Does a duty's verb begin at this token? `tổ chức` is a verb unless it heads a body."""
    if at >= len(toks):
        return False
    if at + 1 < len(toks) and not toks[at + 1].sep and f"{toks[at].low} {toks[at + 1].low}" in w.VERBS:
        return toks[at].low != "tổ" or not is_body(toks, at)
    if toks[at].low == "giao":  # "Bộ Ngoại giao" holds no verb
        return (
            at + 1 < len(toks)
            and not toks[at + 1].sep
            and (toks[at + 1].capital or toks[at + 1].low in ("các", "cho"))
        )
    if at and not toks[at].sep and f"{toks[at - 1].low} {toks[at].low}" in w.NOUNS:
        return False
    return toks[at].low in ("trình", "giúp", "đưa", "lập", "gửi", "mở")


def is_body(toks: list[Token], at: int, opening: bool = False) -> bool:
    """`tổ chức` heads a body; at the opening of a sentence a bare one with a comma behind it is the verb."""
    after = at + 2
    if after >= len(toks) or toks[after].sep:
        return not opening
    if toks[after].low == "công" and after + 1 < len(toks) and toks[after + 1].low == "tác":
        return False
    if longest(toks, after, w.TOCHUC_DOES, 3):
        return False
    if toks[after].low == "hội" and after + 1 < len(toks) and f"hội {toks[after + 1].low}" in w.NOT_UNITS:
        return False
    return toks[after].low in w.AFTER_TOCHUC


def is_stop(toks: list[Token], at: int) -> bool:
    count = longest(toks, at, w.STOPS)
    if not count:
        return False
    if toks[at].low == "có" and at + 1 < len(toks) and toks[at + 1].low == "liên":
        return False
    return not toks[at].capital
