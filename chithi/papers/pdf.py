"""A paper as PDF: PDF/A-2a (to be kept) and PDF/UA-1 (tagged, to be read aloud), set by Typst.

The same tree always gives the same bytes on one machine: the stamp is the paper's own day. What the pages look
like stands in `data/paper.typ` and, shared with Word, in `looks`; here the tree is laid out into plain values.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from chithi.papers import charts, pdf_tree, wording
from chithi.papers.content import Paper

TEMPLATE = Path(__file__).parent / "data" / "paper.typ"
STANDARDS: list[Any] = ["a-2a", "ua-1"]
FAMILIES = ("Times New Roman", "Liberation Serif", "Libertinus Serif")
"""In the order in which they are liked (Decree 30/2020, Annex I §I.4); the last comes with Typst."""

_LETTERS = "aăâeêioôơuưyđ"
_TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
_UNKNOWN = "\ufffd"
_STAMP = date(2020, 3, 5)  # the day of the decree, for a paper without a day
_NAMED = re.compile('(?:the text|the codepoint) `"(.*?)"`', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_TRIES = 5
# Typst remembers the parts of the last ten papers it set, some 500 MB for one of 200 pages. From this many
# characters on it is made to forget at once.
_LARGE, _GENERATIONS = 200_000, 12


def render(paper: Paper, draw: charts.Draw = charts.draw) -> bytes:
    """The bytes of the .pdf file. A character that no font of the machine has is printed as "�".

    `draw` gives SVG and PNG of a chart.
    """
    paper = charts.printed(paper, draw)
    tree = {
        **pdf_tree.laid_out(paper),
        "title": wording.document_title(paper) or "–",
        "author": " ".join(wording.clean(paper.head.issuer).split()),
        "day": [*_day(paper).timetuple()[:3]],
        "fonts": [font(), *FAMILIES[-1:]],
    }
    words = json.dumps(tree, ensure_ascii=False)
    for _try in range(_TRIES):
        try:
            return _compiled(words, _day(paper))
        except typst.TypstError as error:
            missing = unprintable(error)
            shown = "".join(_UNKNOWN if letter in missing else letter for letter in words)
            if shown == words:
                raise
            words = shown
    return _compiled("".join(letter if _is_plain(letter) else "?" for letter in words), _day(paper))


@cache
def font() -> str:
    """The family papers are set in here: the first of `FAMILIES` that has every Vietnamese letter."""
    letters = "".join(letter + tone for letter in _LETTERS for tone in _TONES)
    for family in FAMILIES[:-1]:
        if family in _fonts().families() and _has(family, wording.composed(letters + letters.upper())):
            return family
    return FAMILIES[-1]


def unprintable(error: typst.TypstError) -> frozenset[str]:
    """The characters that Typst says no font has or the standard forbids; never a Vietnamese letter."""
    named = "".join(_NAMED.findall(error.diagnostic))
    letters = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), named)
    return frozenset(letter for letter in letters if not _is_plain(letter))


def _is_plain(letter: str) -> bool:
    """Whether every font that is used here has it: what Vietnamese and the frame of the tree are written with."""
    return letter in _plain_letters()


@cache
def _plain_letters() -> frozenset[str]:
    vietnamese = wording.composed("".join(letter + tone for letter in _LETTERS for tone in _TONES))
    return frozenset(map(chr, range(0x20, 0x7F))) | frozenset(vietnamese + vietnamese.upper())


@cache
def _fonts() -> typst.Fonts:
    """The fonts of the machine, looked for once per process."""
    return typst.Fonts()


def _has(family: str, letters: str) -> bool:
    probe = b'#set document(title: "a")\n#text(font: sys.inputs.font, fallback: false, sys.inputs.letters)'
    given = {"font": family, "letters": letters}
    try:
        typst.compile(probe, sys_inputs=given, font_paths=_fonts(), pdf_standards=STANDARDS, format="pdf")
    except typst.TypstError:
        return False
    return True


def _compiled(words: str, day: date) -> bytes:
    try:
        return _set(words, day)
    finally:
        if len(words) > _LARGE:
            for _generation in range(_GENERATIONS):
                typst.compile(b"", font_paths=_fonts(), format="pdf")


def _set(words: str, day: date) -> bytes:
    return typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        sys_inputs={"paper": words},
        font_paths=_fonts(),
        format="pdf",
        pdf_standards=STANDARDS,
        timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
    )


def _day(paper: Paper) -> date:
    return paper.head.day or _STAMP
