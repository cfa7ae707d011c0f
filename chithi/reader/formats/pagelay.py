"""Sheets of words and rules → the text of each page in reading order.

Where the paper shows clearly where paragraphs begin (room, first lines set in), a paragraph is one line, also over the
end of a page; else lines are as on the page. Ruled tables are rows as in a .docx, head and signature are read column
by column. Numbers of pages are left out; notes at the foot of a page and words that stand across go to the end.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from chithi.reader.formats.extract import Extract, tidy
from chithi.reader.formats.grid import Cells, lay_rows
from chithi.reader.formats.places import Line, Sheet, lines_of
from chithi.reader.formats.ruled import Table, find_tables
from chithi.reader.formats.source import checked

_PAGE = re.compile(r"(?:trang )?\d{1,3}(?: ?/ ?\d{1,3})?|-+ ?\d{1,3} ?-+", re.IGNORECASE)
_GAZETTE = re.compile(r"công báo ?/ ?số.*|\d* ?công báo/.*", re.IGNORECASE)
LABELLED = re.compile(r"[-+*•–]|\(?(?:\d{1,4}|[a-zđ]|[IVX]+)[.)]")
# It heads the right column on every paper, however near the left one comes.
_MOTTO = re.compile(r"(?<=\S )(?:CỘNG HÒA XÃ HỘI|CỘNG HOÀ XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM)")
_ANNEX = re.compile(r"(?:PHỤ LỤC|Phụ lục)(?: (?:số )?[IVX\d]{1,4})?[.:]?")
_LABEL = re.compile(r"\S{1,6}[.)]?|[-+*•–]")
_Rows = list[list[list[str]]]


@dataclass(frozen=True, slots=True)
class _Style:
    """What is the habit of the paper: letters of this size, base lines this far apart, first lines set in so far
    (0 for not at all); `clear` where nearly all labels stand at the beginning of what is seen to be a paragraph."""

    size: float
    pitch: float
    set_in: float = 0
    clear: bool = False


@dataclass(slots=True)
class _Area:
    """Where lines of a page begin and end."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line with the area of its page."""

    line: Line
    area: _Area


@dataclass(slots=True)
class Part:
    """The text of one page; `runs_on` where its first words go on with the sentence of the page before."""

    number: int
    text: str
    runs_on: bool = False


def joined(parts: list[Part], marks: list[str]) -> Extract:
    """The parts as one text: a line each, or a blank between where a sentence runs on."""
    texts = checked("\f".join(tidy(part.text).replace("\f", "") for part in parts)).split("\f")
    text, starts = "", list[tuple[int, int]]()
    for part, piece in zip(parts, texts, strict=True):
        text += (" " if part.runs_on else "\n") if starts else ""
        starts.append((len(text), part.number))
        text += piece
    return Extract(text + "\n", tuple(starts), tuple(marks))


def lay_out(sheets: list[Sheet]) -> list[Part]:
    """The text of each page, then what was put to the end, by its pages."""
    found = [find_tables(sheet.rules, sheet.words) for sheet in sheets]
    pages = [
        (tables, _without_numbers(lines_of(outside), index)) for index, (tables, outside) in enumerate(found)
    ]
    style = _style([lines for _, lines in pages])
    style = replace(style, set_in=_sets_in([lines for _, lines in pages], style))
    style = replace(style, clear=_is_clear([lines for _, lines in pages], style))
    parts: list[list[str | _Rows]] = []
    runs_on: list[bool] = []
    last: list[tuple[int, str]] = []
    before: _Placed | None = None
    cells = Cells()
    for number, (tables, lines) in enumerate(pages, 1):
        lines, notes = _notes(lines, style)
        last.extend((number, line) for line in notes)
        part, before, runs = _page(tables, lines, style, before)
        for rows in part:
            if not isinstance(rows, str):
                cells.take(sum(map(len, rows)))
        _continue_table(parts, part)
        parts.append(part)
        runs_on.append(runs)
        across = sheets[number - 1].across
        for turn in sorted({word.turn for word in across}):
            last.extend((number, line.text) for line in lines_of([w for w in across if w.turn == turn]))
    texts = [
        Part(number, _text(part), runs)
        for number, (part, runs) in enumerate(zip(parts, runs_on, strict=True), 1)
    ]
    return texts + _ends(last)


def _without_numbers(lines: list[Line], index: int) -> list[Line]:
    """The lines without the page's number, and behind the first page without the Gazette's head."""
    for place in (0, -1):
        if lines and (
            _PAGE.fullmatch(lines[place].text) or (index and _GAZETTE.fullmatch(lines[place].text))
        ):
            del lines[place]
    return lines


def _text(part: list[str | _Rows]) -> str:
    return "\n".join(
        line for piece in part for line in ([piece] if isinstance(piece, str) else lay_rows(piece))
    )


def _ends(last: list[tuple[int, str]]) -> list[Part]:
    """What was put to the end, by its pages."""
    out: dict[int, list[str]] = {}
    for number, line in last:
        out.setdefault(number, []).append(line)
    return [Part(number, "\n" + "\n".join(lines)) for number, lines in out.items()]


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
    """The leftmost edge that some lines share (one line alone may stand out), and how far they reach."""
    lefts = sorted(line.left for line in lines)
    least = max(2, len(lefts) // 20)
    shared = (left for index, left in enumerate(lefts[: 1 - least]) if lefts[index + least - 1] - left < 2)
    return _Area(next(shared, lefts[0]), max(line.right for line in lines))


def _sets_in(pages: list[list[Line]], style: _Style) -> float:
    """How far the paper sets first lines in: what most lines behind an ended line are, and few others."""
    begun: Counter[int] = Counter()
    run_on: Counter[int] = Counter()
    for lines in pages:
        area = _area(lines) if lines else None
        for above, line in pairwise(lines):
            if area and 0.8 * style.size < line.left - area.left < 6 * style.size:
                (begun if _had_room(above, line, area) else run_on)[round(line.left - area.left)] += 1
    offset, times = begun.most_common(1)[0] if begun else (0, 0)
    return float(offset) if times > 3 and times > 2 * run_on[offset] else 0.0


def _is_clear(pages: list[list[Line]], style: _Style) -> bool:
    """True where a label within a sentence (`chính trị ⏎ - xã hội`) can be told from one that begins a paragraph."""
    seen = clear = 0
    for lines in pages:
        area = _area(lines) if lines else None
        for above, line in pairwise(lines):
            if area and LABELLED.match(line.text):
                seen += 1
                clear += _is_lower(above, line, style) or _is_set_in(line, area, style)
    return seen > 3 and clear > 0.85 * seen


def _is_lower(above: Line, line: Line, style: _Style) -> bool:
    """Further below than lines of one paragraph are."""
    return above.base - line.base > 1.22 * max(style.pitch, 1.1 * line.size)


def _is_set_in(line: Line, area: _Area, style: _Style) -> bool:
    return style.set_in > 0 and abs(line.left - area.left - style.set_in) < 2


def _had_room(above: Line, line: Line, area: _Area) -> bool:
    """The line above was ended on purpose: the first word of this one would have fitted there."""
    first = line.words[0]
    need = 0.3 * line.size + first.right - first.left
    return above.right + need < area.right - 0.01 * (area.right - area.left)


def _is_centred(line: Line, area: _Area) -> bool:
    left, right = line.left - area.left, area.right - line.right
    return left > 2 * line.size and abs(left - right) < max(1.5 * line.size, 0.1 * left)


def _begins(above: _Placed, placed: _Placed, style: _Style) -> bool:
    """Does a paragraph begin with this line? Only on one page does the distance of the two say something."""
    line, area, near = placed.line, placed.area, above.area is placed.area
    if _is_set_in(line, area, style) or (near and _is_lower(above.line, line, style)):
        return True
    if _is_centred(line, area):
        return not near  # no sentence goes on in the middle of a new page's first line
    if not near and _heads_page(above.line.text, line.text):
        return True
    if near and _is_centred(above.line, area) and not _is_set_in(above.line, area, style):
        return False
    return _had_room(above.line, line, above.area)


def _heads_page(above: str, text: str) -> bool:
    """`PHỤ LỤC`, or a line in capitals behind words that are not: no sentence goes on so."""
    if _ANNEX.fullmatch(text):
        return True
    return text.isupper() and " " in text and len(text) > 8 and not above.split()[-1].isupper()


def _page(
    tables: list[Table], lines: list[Line], style: _Style, before: _Placed | None
) -> tuple[list[str | _Rows], _Placed | None, bool]:
    """The paragraphs and tables of a page from the top, its last line of running text, and whether it runs on."""
    if not lines:
        return [table.cells() for table in tables], None if tables else before, False
    flow = _Flow(style, _area(lines), before)
    rest = list(tables)
    run: list[Line] = []
    for line in lines:
        while rest and rest[0].rows[0] > line.base:
            flow.write(run)
            flow.table(rest.pop(0))
            run = []
        run.append(line)
    flow.write(run)
    for table in rest:
        flow.table(table)
    return flow.part, flow.before, flow.runs_on


class _Flow:
    """Writes the lines of one page. `before`: the line of running text above, at first that of the page before."""

    def __init__(self, style: _Style, area: _Area, before: _Placed | None) -> None:
        self.part: list[str | _Rows] = []
        self.before = before
        self.runs_on = False
        self._style, self._area = style, area

    def table(self, table: Table) -> None:
        self.part.append(table.cells())
        self.before = None

    def write(self, lines: list[Line]) -> None:
        """Lines between tables; columns one after the other."""
        index = 0
        while index < len(lines):
            stop = _columns(lines, index, self._style)
            if stop > index:
                self.part.append("")
                for column in _split(lines[index:stop], self._style):
                    self.part.extend([*(line.text for line in column), ""])
                self.before, index = None, stop
            else:
                self._line(lines[index])
                index += 1

    def _line(self, line: Line) -> None:
        first, placed = not self.part, _Placed(line, self._area)
        if self.before is None:
            self.part.append(line.text)
        elif _begins(self.before, placed, self._style):
            self.part.extend(["", line.text])
        elif first:
            self.runs_on = self._style.clear
            self.part.append(line.text)
        elif self._style.clear and isinstance(self.part[-1], str):
            self.part[-1] = _glued(self.part[-1], line.text)
        else:
            self.part.append(line.text)
        self.before = placed


def _glued(above: str, line: str) -> str:
    """A paragraph and its next line: `30/2020/NĐ-` and `CP` have no room between, `chính trị -` and `xã hội` have."""
    cut = len(above) > 1 and above[-1] in "-/" and not above[-2].isspace()
    return above + line if cut or line.startswith("/") else f"{above} {line}"


def _gap(line: Line) -> tuple[float, float] | None:
    """The widest white space within a line, where words stand on both sides of it and not only a label on the left."""
    best: tuple[float, float] | None = None
    right = line.words[0].right
    motto = _MOTTO.search(line.text)
    for index, word in enumerate(line.words[1:], 1):
        wide = word.left - right
        if motto and " ".join(w.text for w in line.words[index : index + 3]) in motto.group():
            return (right, word.left)
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
        if white is None or white[1] - white[0] < 0.25 * style.size:
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
    first = stop = len(lines)
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
    return lines[:first], notes


def _note_number(line: Line) -> int:
    """The number with which a note begins, 0 for none."""
    match = re.match(r"\[(\d{1,3})\]|(\d{1,3})(?=\s|[^\W\d])", line.text)
    return int(match[1] or match[2]) if match else 0


def _continue_table(parts: list[list[str | _Rows]], part: list[str | _Rows]) -> None:
    """A row that the end of the page cut goes on in the first row of the next, where the number's cell is empty."""
    above = parts[-1][-1] if parts and parts[-1] else None
    below = part[0] if part else None
    if not above or not below or isinstance(above, str) or isinstance(below, str):
        return
    if len(above[-1]) != len(below[0]) or any(below[0][0]) or not any(above[-1][0]):
        return
    for cell, more in zip(above[-1], below.pop(0), strict=True):
        cell.extend(more)
