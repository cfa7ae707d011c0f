"""Sheets of words and rules → the text of each page in reading order, lines as on the page.

A blank line parts paragraphs, ruled tables are rows as in a .docx, head and signature are read column by column.
Notes at the foot of a page and words that stand across go to the end of the paper, for sentences run on over pages.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from chithi.reader.grid import Cells, lay_rows
from chithi.reader.places import Line, Sheet, lines_of
from chithi.reader.ruled import Table, find_tables

_PAGE = re.compile(r"(?:trang )?\d{1,3}(?: ?/ ?\d{1,3})?|-+ ?\d{1,3} ?-+", re.IGNORECASE)
_LABELLED = re.compile(r"[-+*•–]|\(?(?:\d{1,4}|[a-zđ]|[IVX]+)[.)]")
_LABEL = re.compile(r"\S{1,6}[.)]?|[-+*•–]")
_Rows = list[list[list[str]]]


@dataclass(frozen=True, slots=True)
class _Style:
    """What is the habit of the paper: letters of this size, base lines this far apart, first lines set in; `clear`
    where nearly all labels stand at the beginning of what is seen to be a paragraph."""

    size: float
    pitch: float
    set_in: bool = False
    clear: bool = False


@dataclass(slots=True)
class _Area:
    """Where lines of a page begin and end."""

    left: float
    right: float


def lay_out(sheets: list[Sheet]) -> list[tuple[int, str]]:
    """(number of the page, text) of each page, then of what was put to the end."""
    found = [(*find_tables(sheet.rules, sheet.words), sheet) for sheet in sheets]
    pages = [(tables, lines_of(outside)) for tables, outside, _ in found]
    style = _style([lines for _, lines in pages])
    style = replace(style, set_in=_sets_in([lines for _, lines in pages], style))
    style = replace(style, clear=_is_clear([lines for _, lines in pages], style))
    parts: list[list[str | _Rows]] = []
    last: list[tuple[int, str]] = []
    before: Line | None = None
    cells = Cells()
    for number, (tables, lines) in enumerate(pages, 1):
        lines, notes = _notes(lines, style)
        last.extend((number, line) for line in notes)
        part, before = _page(tables, lines, style, before)
        for rows in part:
            if not isinstance(rows, str):
                cells.take(sum(map(len, rows)))
        _continue_table(parts, part)
        parts.append(part)
        across = sheets[number - 1].across
        for turn in sorted({word.turn for word in across}):
            last.extend((number, line.text) for line in lines_of([w for w in across if w.turn == turn]))
    return [(number, _text(part)) for number, part in enumerate(parts, 1)] + _ends(last)


def _text(part: list[str | _Rows]) -> str:
    return "\n".join(
        line for piece in part for line in ([piece] if isinstance(piece, str) else lay_rows(piece))
    )


def _ends(last: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """What was put to the end, by its pages."""
    out: dict[int, list[str]] = {}
    for number, line in last:
        out.setdefault(number, []).append(line)
    return [(number, "\n" + "\n".join(lines)) for number, lines in out.items()]


def _style(pages: list[list[Line]]) -> _Style:
    """The size of most letters, and the smallest distance that many lines have."""
    sizes: Counter[float] = Counter()
    gaps: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
        for above, line in pairwise(lines):
            gaps[round((above.base - line.base) * 2) / 2] += 1
    size = sizes.most_common(1)[0][0] if sizes else 12.0
    often = [gap for gap, count in gaps.items() if gap > 0.9 * size and count >= max(2, 0.04 * gaps.total())]
    return _Style(size, min(often, default=1.3 * size))


def _area(lines: list[Line]) -> _Area:
    """The left edge that most lines have (label lines may stand out), and how far they reach."""
    lefts = Counter(round(line.left) for line in lines)
    return _Area(lefts.most_common(1)[0][0], max(line.right for line in lines))


def _sets_in(pages: list[list[Line]], style: _Style) -> bool:
    """True where most paragraphs begin further right than their other lines."""
    begun = run_on = 0
    for lines in pages:
        area = _area(lines) if lines else None
        for above, line in pairwise(lines):
            if area and line.left > area.left + 0.8 * style.size and not _is_centred(line, area):
                if _had_room(above, line, area):
                    begun += 1
                else:
                    run_on += 1
    return begun > 3 and begun > 2 * run_on


def _is_clear(pages: list[list[Line]], style: _Style) -> bool:
    """True where a label within a sentence (`chính trị ⏎ - xã hội`) can be told from one that begins a paragraph."""
    seen = clear = 0
    for lines in pages:
        area = _area(lines) if lines else None
        for above, line in pairwise(lines):
            if area and _LABELLED.match(line.text):
                seen += 1
                clear += _is_lower(above, line, style) or _is_set_in(line, area, style)
    return seen > 3 and clear > 0.85 * seen


def _is_lower(above: Line, line: Line, style: _Style) -> bool:
    """Further below than lines of one paragraph are."""
    return above.base - line.base > 1.22 * max(style.pitch, 1.1 * line.size)


def _is_set_in(line: Line, area: _Area, style: _Style) -> bool:
    return style.set_in and area.left + 0.8 * style.size < line.left < area.left + 6 * style.size


def _had_room(above: Line, line: Line, area: _Area) -> bool:
    """The line above was ended on purpose: the first word of this one would have fitted there."""
    first = line.words[0]
    need = 0.3 * line.size + first.right - first.left
    return above.right + need < area.right - 0.01 * (area.right - area.left)


def _is_centred(line: Line, area: _Area) -> bool:
    left, right = line.left - area.left, area.right - line.right
    return left > 2 * line.size and abs(left - right) < max(1.5 * line.size, 0.1 * left)


def _begins(above: Line, line: Line, area: _Area, style: _Style, near: bool) -> bool:
    """Does a paragraph begin with this line? `near`: both stand on one page, so that their distance says something."""
    if _is_centred(line, area) or (near and _is_centred(above, area)):
        return near and _is_lower(above, line, style)
    return (
        _had_room(above, line, area)
        or _is_set_in(line, area, style)
        or (near and _is_lower(above, line, style))
    )


def _page(
    tables: list[Table], lines: list[Line], style: _Style, before: Line | None
) -> tuple[list[str | _Rows], Line | None]:
    """The lines and tables of a page from the top, and its last line of running text."""
    part: list[str | _Rows] = []
    if not lines:
        return [table.cells() for table in tables], before if not tables else None
    area = _area(lines)
    head = [lines.pop(0)] if _PAGE.fullmatch(lines[0].text) else []
    foot = [lines.pop()] if lines and _PAGE.fullmatch(lines[-1].text) else []
    part.extend(line.text for line in head)
    near = False
    rest = list(tables)
    run: list[Line] = []
    for line in [*lines, None]:
        while rest and (line is None or rest[0].rows[0] > line.base):
            before, near = _flow(part, run, area, style, before, near)
            run = []
            part.append(rest.pop(0).cells())
            before = None
        if line is not None:
            run.append(line)
    before, near = _flow(part, run, area, style, before, near)
    part.extend(line.text for line in foot)
    return part, before


def _flow(
    part: list[str | _Rows], lines: list[Line], area: _Area, style: _Style, before: Line | None, near: bool
) -> tuple[Line | None, bool]:
    """Write lines of running text; columns one after the other."""
    index = 0
    while index < len(lines):
        stop = _columns(lines, index, style)
        if stop > index:
            part.append("")
            for column in _split(lines[index:stop], style):
                part.extend([*(line.text for line in column), ""])
            before, index, near = None, stop, True
            continue
        line = lines[index]
        begins = before is None or _begins(before, line, area, style, near)
        if not begins and near and style.clear and _LABELLED.match(line.text) and isinstance(part[-1], str):
            part[-1] += f" {line.text}"  # it only looks like a label
        else:
            part.extend(["", line.text] if begins and before is not None else [line.text])
        before, near, index = line, True, index + 1
    return before, near


def _gap(line: Line) -> tuple[float, float] | None:
    """The widest white space within a line, where words stand on both sides of it and not only a label on the left."""
    best: tuple[float, float] | None = None
    right = line.words[0].right
    for index, word in enumerate(line.words[1:], 1):
        wide = word.left - right
        label = index == 1 and _LABEL.fullmatch(line.words[0].text)
        if wide > 2.2 * line.size and not label and (best is None or wide > best[1] - best[0]):
            best = (right, word.left)
        right = max(right, word.right)
    return best


def _columns(lines: list[Line], at: int, style: _Style) -> int:
    """Where two columns that begin at this line end; `at` itself where there are none."""
    gap = _gap(lines[at])
    if gap is None:
        return at
    stop = at + 1
    for index in range(at + 1, min(len(lines), at + 80)):
        line = lines[index]
        if lines[index - 1].base - line.base > 4.5 * style.pitch:
            break
        white = _white(line, gap)
        if white is None or white[1] - white[0] < 0.7 * style.size:
            break
        gap = white
        if line.right > gap[0] + 0.1:  # what stands only on the left may be the text that goes on below
            stop = index + 1
    return stop


def _white(line: Line, gap: tuple[float, float]) -> tuple[float, float] | None:
    """What is left of a gap beside a line; None where a word stands in it."""
    low, high = gap
    middle = (low + high) / 2
    for word in line.words:
        if word.left < middle < word.right:
            return None
        if word.right <= middle:
            low = max(low, word.right)
        else:
            high = min(high, word.left)
    return low, high


def _split(lines: list[Line], style: _Style) -> list[list[Line]]:
    """The left and the right column."""
    low, high = _gap(lines[0]) or (0.0, 0.0)
    for line in lines[1:]:
        low, high = _white(line, (low, high)) or (low, high)
    middle = (low + high) / 2
    sides: list[list[Line]] = []
    for is_left in (True, False):
        words = [[word for word in line.words if (word.left < middle) == is_left] for line in lines]
        sides.append([Line(side) for side in words if side])
    return sides


def _notes(lines: list[Line], style: _Style) -> tuple[list[Line], list[str]]:
    """The lines without the notes at the foot of the page, and the notes, one line each."""
    marks = {int(mark) for line in lines for mark in re.findall(r"(?<=\S)\[(\d{1,3})\]", line.text)}
    if not marks:
        return lines, []
    stop = len(lines) - bool(_PAGE.fullmatch(lines[-1].text))
    first = stop
    for index in range(stop - 1, -1, -1):
        if lines[index].size > 0.93 * style.size:
            break
        if _note_number(lines[index]) in marks:
            first = index
    notes: list[str] = []
    for line in lines[first:stop]:
        number = _note_number(line)
        if number in marks:
            notes.append(re.sub(r"^\[?\d+\]?\s*", f"[{number}] ", line.text))
        else:
            notes[-1] += " " + line.text
    return lines[:first] + lines[stop:], notes


def _note_number(line: Line) -> int:
    """The number with which a note begins, 0 for none."""
    match = re.match(r"\[(\d{1,3})\]|(\d{1,3})(?=\s|[^\W\d])", line.text)
    return int(match[1] or match[2]) if match else 0


def _continue_table(parts: list[list[str | _Rows]], part: list[str | _Rows]) -> None:
    """A row that the end of the page cut goes on in the first row of the next, where the number's cell is empty."""
    above = next((piece for piece in reversed(parts[-1]) if not _is_page(piece)), None) if parts else None
    place = next((i for i, piece in enumerate(part) if not _is_page(piece)), None)
    below = part[place] if place is not None else None
    if place is None or above is None or below is None or isinstance(above, str) or isinstance(below, str):
        return
    if not above or not below or len(above[-1]) != len(below[0]) or any(below[0][0]) or not any(above[-1][0]):
        return
    for cell, more in zip(above[-1], below.pop(0), strict=True):
        cell.extend(more)


def _is_page(piece: str | _Rows) -> bool:
    return isinstance(piece, str) and (not piece or _PAGE.fullmatch(piece) is not None)
