"""A PDF → words and rules with their places, page by page; `pagelay.py` makes lines of them.

PDFium (Chromium's own, through pypdfium2) takes the file apart; its flat interface is called, for a page has thousands
of letters. Places are in points with y upwards, turned so that most words stand upright. A PDF of pictures alone is
refused as `scan`; `scans.py` reads those where it can.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from chithi.reader.errors import UnreadableError
from chithi.reader.formats.extract import MAX_CHARS, Extract
from chithi.reader.formats.pagelay import joined, lay_out
from chithi.reader.formats.places import Rule, Sheet, Word

MAX_PAGES = 3000
_MAX_RULES = 20_000  # on one page: a drawing, no table
_INVISIBLE = 3
_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class _Drawn:
    """What a page shows besides its letters; `visible` and `invisible` count the pieces of text."""

    rules: list[Rule] = field(default_factory=list)
    pictures: int = 0
    visible: int = 0
    invisible: int = 0


def pdf_extract(data: bytes) -> Extract:
    """The text of a PDF. Raises `UnreadableError`: damaged, encrypted, scan, no_text, too_long, encoding, …"""
    sheets: list[Sheet] = []
    pictures = ghosts = letters = 0
    with opened(data) as document:
        for page in pages(document):
            drawn = _Drawn()
            _look(page, _SAME, drawn, 0)
            words = _words(page)
            letters += sum(len(word.text) for word in words)
            pictures += bool(drawn.pictures) and not words
            ghosts += drawn.invisible > drawn.visible
            if letters > MAX_CHARS:
                raise UnreadableError("too_long")
            sheets.append(_upright(words, drawn.rules))
    if not letters:
        raise UnreadableError("scan" if pictures else "no_text")
    # Letters that are not drawn lie under a picture: somebody had a scan read before.
    marks = [
        name for name, is_so in (("scanned", 2 * ghosts > len(sheets)), ("picture_pages", pictures)) if is_so
    ]
    return joined(lay_out(sheets), marks)


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """A document of PDFium; closed with the process, for nothing follows it there."""
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        locked = pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise UnreadableError("encrypted" if locked else "damaged")
    yield document


def pages(document: Any, most: int = MAX_PAGES) -> Iterator[Any]:
    """The pages in order, a broken one as None. More than `most` are refused."""
    count = pdfium.FPDF_GetPageCount(document)
    if count > most:
        raise UnreadableError("too_heavy")
    if count < 1:
        raise UnreadableError("damaged")
    for number in range(count):
        page = pdfium.FPDF_LoadPage(document, number)
        yield page
        if page:
            pdfium.FPDF_ClosePage(page)


def _words(page: Any) -> list[Word]:
    """The words of a page in the order of the file, each with its direction."""
    text = pdfium.FPDFText_LoadPage(page) if page else None
    if not text:
        return []
    words: list[Word] = []
    word: Word | None = None
    x, y, box, shape = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    for index in range(pdfium.FPDFText_CountChars(text)):
        sign = _sign(pdfium.FPDFText_GetUnicode(text, index))
        if not sign or sign.isspace():
            word = None
            continue
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        pdfium.FPDFText_GetLooseCharBox(text, index, box)
        turn = round(pdfium.FPDFText_GetCharAngle(text, index) / (math.pi / 2)) % 4
        ends = _turned(turn, box.left, box.bottom), _turned(turn, box.right, box.top)
        left, right = min(ends[0][0], ends[1][0]), max(ends[0][0], ends[1][0])
        base = _turned(turn, x.value, y.value)[1]
        if word is not None and word.takes(turn, left, base):
            word.text += sign
            word.right = max(word.right, right)
            continue
        pdfium.FPDFText_GetMatrix(text, index, shape)
        size = pdfium.FPDFText_GetFontSize(text, index) * math.hypot(shape.c, shape.d)
        word = Word(sign, left, right, base, min(max(size, 1.0), 400.0), turn)
        words.append(word)
    pdfium.FPDFText_ClosePage(text)
    return words


def _sign(code: int) -> str:
    if code == 2:  # what PDFium makes of a hyphen at the end of a line
        return "-"
    if code < 32 or 0xD800 <= code < 0xE000 or code > 0x10FFFF or code in (0xFFFE, 0xFFFF, 0xAD):
        return " " if code in (9, 10, 13) else ""
    return chr(code)


def _turned(turn: int, x: float, y: float) -> tuple[float, float]:
    """A place as seen when text that was turned by `turn` quarters to the right stands upright."""
    return ((x, y), (-y, x), (-x, -y), (y, -x))[turn]


def _upright(words: list[Word], rules: list[Rule]) -> Sheet:
    """The page as its most words are read; words that stand across (stamps, watermarks) go to its end."""
    letters = Counter({0: 0})
    for word in words:
        letters[word.turn] += len(word.text)
    turn = letters.most_common(1)[0][0]
    turned = [_rule(*_turned(turn, r.x0, r.y0), *_turned(turn, r.x1, r.y1)) for r in rules] if turn else rules
    main = [word for word in words if word.turn == turn]
    return Sheet(main, [r for r in turned if r is not None], [word for word in words if word.turn != turn])


def _look(container: Any, matrix: _Matrix, drawn: _Drawn, depth: int) -> None:
    """Rules, pictures and kinds of text of a page or a form within it."""
    if not container or depth > 8:
        return
    form = depth > 0
    count = pdfium.FPDFFormObj_CountObjects(container) if form else pdfium.FPDFPage_CountObjects(container)
    get = pdfium.FPDFFormObj_GetObject if form else pdfium.FPDFPage_GetObject
    for index in range(max(0, count)):
        item = get(container, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            hidden = pdfium.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE
            drawn.invisible += hidden
            drawn.visible += not hidden
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            drawn.pictures += 1
        elif kind == pdfium.FPDF_PAGEOBJ_PATH and len(drawn.rules) < _MAX_RULES:
            drawn.rules.extend(_rules(item, _times(_matrix(item), matrix)))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            _look(item, _times(_matrix(item), matrix), drawn, depth + 1)


def _matrix(item: Any) -> _Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, found):
        return _SAME
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _times(m: _Matrix, n: _Matrix) -> _Matrix:
    """First m, then n."""
    return (
        m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4], m[4] * n[1] + m[5] * n[3] + n[5],
    )  # fmt: skip


def _rules(path: Any, m: _Matrix) -> Iterator[Rule]:
    """The straight pieces of a path that lie level or upright; a filled bar gives its two long sides."""
    x, y = ctypes.c_float(), ctypes.c_float()
    first = last = None
    for index in range(min(pdfium.FPDFPath_CountSegments(path), _MAX_RULES)):
        piece = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(piece, x, y)
        here = (m[0] * x.value + m[2] * y.value + m[4], m[1] * x.value + m[3] * y.value + m[5])
        kind = pdfium.FPDFPathSegment_GetType(piece)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = here
        elif kind == pdfium.FPDF_SEGMENT_LINETO and last is not None and (rule := _rule(*last, *here)):
            yield rule
        last = here
        if pdfium.FPDFPathSegment_GetClose(piece) and first is not None:
            if rule := _rule(*here, *first):
                yield rule
            last = first


def _rule(x0: float, y0: float, x1: float, y1: float) -> Rule | None:
    """A level or upright line of some length, else None."""
    wide, high = abs(x1 - x0), abs(y1 - y0)
    if not all(map(math.isfinite, (wide, high))) or min(wide, high) > 1.5 or max(wide, high) < 4:
        return None
    return Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
