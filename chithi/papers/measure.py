"""How wide words are in Times New Roman, near enough to lay out rules and columns without a font file."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import normalize

from chithi.papers import layout, wording
from chithi.papers.content import Column, Content, Picture, Table

MM_PER_POINT = 25.4 / 72

# Advance widths of the bold face in 1/1000 of the type size; bold, so that a measure is never too small.
_WIDTHS = {
    letter: width
    for width, letters in {
        250: " ,.",
        278: "'/\\il|",
        333: "!()-:;[]`fjt",
        389: "Is",
        444: "cerz",
        500: "#$*0123456789?J_agovxy–",
        556: 'Sbdhknpqu"',
        611: "FP",
        667: "BELTZ",
        722: "ACDNRUVXYwĐ",
        778: "GHKOQ",
        833: "&m",
        944: "M",
        1000: "%W…—",
    }.items()
    for letter in letters
}
_WEIGHTS = {"order": 4, "number": 8}
_SHORT_LINE = 12
_LIGHTEST_TEXT, _HEAVIEST_TEXT = 12, 40


def width(text: str, size: float) -> float:
    """The width in mm of `text` on one line, in bold type of `size` points."""
    letters = normalize("NFD", text)
    thousandths = sum(_WIDTHS.get(letter, 0 if "\u0300" <= letter <= "\u036f" else 556) for letter in letters)
    return thousandths / 1000 * size * MM_PER_POINT


def column_widths(table: Table, total: float) -> tuple[float, ...]:
    """The width of each printed column in mm, together `total`; that of the row numbers comes last.

    Columns share the width by weight, but none gets narrower than its longest word, so that no number is
    broken over two lines (unless all the longest words together do not fit).
    """
    if wording.lined(table):
        return (*_shares(table, total - layout.LINE_WIDTH), layout.LINE_WIDTH)
    return _shares(table, total)


def _shares(table: Table, total: float) -> tuple[float, ...]:
    size = layout.table_size(len(table.columns))
    padding = 2 * layout.CELL_PADDING + 0.5
    words, texts = _longest_of(table)
    least = [width(word, size) + padding for word in words]
    if sum(least) >= total:
        return tuple(total * share / sum(least) for share in least)
    weights = [_weight(column, text) for column, text in zip(table.columns, texts, strict=True)]
    pinned: set[int] = set()
    while True:
        free = total - sum(least[i] for i in pinned)
        weight = sum(w for i, w in enumerate(weights) if i not in pinned)
        shares = [least[i] if i in pinned else free * w / weight for i, w in enumerate(weights)]
        tight = {i for i, share in enumerate(shares) if i not in pinned and share < least[i]}
        if not tight:
            return tuple(shares)
        pinned |= tight


def picture_width(picture: Picture, room: float) -> float:
    """How wide a picture is printed, in mm: as asked, but inside the text and no higher than its page allows."""
    across, down = picture.pixels
    page = layout.PAGE_WIDTH if room > layout.TEXT_WIDTH else layout.PAGE_HEIGHT
    high = page - layout.MARGIN_TOP - layout.MARGIN_BOTTOM - layout.CAPTION_ROOM
    return min(picture.width_mm, room, high * across / down)


def _weight(column: Column, longest_text: int) -> int:
    """The caller's width, or the usual one; a text column gets more the longer its texts are."""
    if column.width:
        return column.width
    return _WEIGHTS.get(column.kind) or min(max(longest_text // 2, _LIGHTEST_TEXT), _HEAVIEST_TEXT)


def _longest_of(table: Table) -> tuple[list[str], list[int]]:
    """The longest word of each column and the length of its longest text, in its title or its own cells."""
    words = [_longest(column.title.split()) for column in table.columns]
    texts = [len(column.title) for column in table.columns]
    for row in table.rows:
        position = 0
        for cell in row.cells:
            if cell.span == 1 and row.kind != "group":
                text = _plain(cell.content)
                texts[position] = max(texts[position], len(text))
                words[position] = max(words[position], _longest(_unbroken(text)), key=len)
            position += cell.span
    return words, texts


def _unbroken(text: str) -> list[str]:
    """What shall not be broken in a cell: its short lines, the words of its long ones."""
    lines = text.split("\n")
    return [part for line in lines for part in ([line] if len(line) <= _SHORT_LINE else line.split())]


def _longest(words: Iterable[str]) -> str:
    return max(words, key=len, default="")


def _plain(content: Content) -> str:
    return "".join(part if isinstance(part, str) else part.text for part in content)
