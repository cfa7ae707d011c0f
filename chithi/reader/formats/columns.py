"""A table of tasks whose columns stand side by side, as `pdftotext -layout` gives it → rows `| a | b |`.

The columns are the strips between those that are blank on every line with several cells; a row is what stands between
two blank lines, or begins with its number. A table that cannot be told apart for certain stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from chithi.reader.formats.grid import shown

_CELL = re.compile(r"\S+(?:[ \u00a0]\S+)*")  # two blanks part two cells
_HEAD = re.compile(
    r"(?=.*(?:nội dung|nhiệm vụ|công việc|hoạt động|tên))(?=.*(?:chủ trì|thực hiện|thời gian|thời hạn|cơ quan|đơn vị))",
    re.IGNORECASE,
)
_FIRST = ("tt", "stt", "số tt")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,2})*\.?|[IVX]{1,5}\.?")
_PAGE = re.compile(r"\s*(?:-\s*)?\d{1,3}(?:\s*-)?\s*")
_LEAST = 3  # columns
_ROWS = 3  # with the head: fewer are no table
_LONGEST = 300  # characters of a line of such a table
_TEXT = 60  # characters that no cell has alone on its line from the margin on
_WORK = 4
_APART = 4  # blank lines that stand in no table

Cells = list[str]


@dataclass(slots=True)
class _Chunk:
    """The lines between two blank ones, by column; `after` is the line behind the last. `tight` where no blank line
    stands before."""

    kind: str  # `head`, `group` or `rows`
    tight: bool
    lines: list[Cells] = field(default_factory=list)
    after: int = 0


class _UnsureError(Exception):
    """The rows cannot be told apart."""


def lay_columns(text: str) -> tuple[str, bool]:
    """(the text with every such table laid out as rows, was there one that could not be); all other text stays."""
    lines = text.split("\n")
    if not any(_is_head(line) for line in lines):
        return text, False
    out: list[str] = []
    at, unsure = 0, False
    left = _WORK * len(lines) + _APART  # lines that may be looked at: keeps reading linear whatever the text
    while at < len(lines):
        if not _is_head(lines[at]):
            out.append(lines[at])
            at += 1
            continue
        stop = _stop(lines, at)
        left -= stop - at
        rows, after = _table(lines[at:stop]) if left > 0 else ([], 0)
        out += ["", *map(shown, rows), ""] if rows else lines[at:stop]
        unsure = unsure or not rows
        at = at + after if rows else stop  # what was tried once is not tried again
    return "\n".join(out), unsure


def _is_head(line: str) -> bool:
    if len(line) > _LONGEST or "|" in line or "\t" in line or "  " not in line.strip():
        return False
    return len(_CELL.findall(line)) >= _LEAST and bool(_HEAD.match(line))


def _stop(lines: list[str], at: int) -> int:
    """Where the table that begins at `at` must have ended: a paragraph, several blank lines."""
    blank = 0
    for index in range(at, len(lines)):
        line = lines[index]
        blank = 0 if line.strip() else blank + 1
        alone = not line.startswith("  ") and len(line.strip()) > _TEXT and len(_CELL.findall(line)) == 1
        if len(line) > _LONGEST or blank > _APART or alone or line.lower().lstrip().startswith("nơi nhận"):
            return max(index, at + 1)
    return len(lines)


def _table(lines: list[str]) -> tuple[list[list[Cells]], int]:
    """(rows of cells of lines, how many lines they take); no rows where the columns are not sure."""
    head = _CELL.findall(lines[0])
    strips = _strips(lines)
    if len(strips) != len(head):
        return [], 0
    numbered = head[0].lower() in _FIRST
    chunks = _chunks(lines, strips, numbered)
    try:
        rows = _numbered(chunks) if numbered else _unnumbered(chunks)
    except _UnsureError:
        return [], 0
    return (rows, chunks[-1].after) if len(rows) >= _ROWS else ([], 0)


def _strips(lines: list[str]) -> list[tuple[int, int]]:
    """The columns as (first, last + 1) character: what the lines with several cells use, two blanks or more between."""
    used: list[bool] = []
    for line in lines:
        cells = list(_CELL.finditer(line))
        if len(cells) < _LEAST:
            continue
        used += [False] * (len(line) - len(used))
        for cell in cells:
            used[cell.start() : cell.end()] = [True] * (cell.end() - cell.start())
    found: list[tuple[int, int]] = []
    for place, taken in enumerate(used):
        if taken and found and place - found[-1][1] < 2:
            found[-1] = (found[-1][0], place + 1)
        elif taken:
            found.append((place, place + 1))
    return found


def _chunks(lines: list[str], strips: list[tuple[int, int]], numbered: bool) -> list[_Chunk]:
    """The lines by column, parted at blank lines and behind a head; page numbers left out."""
    found: list[_Chunk] = []
    apart, lines_of_head = True, 0
    for index, line in enumerate(lines):
        if not line.strip():
            apart = True
            continue
        cells = _cells(line, strips)
        if _PAGE.fullmatch(line) and (cells is None or not cells[0] or apart):
            continue
        group = _group(line, strips) if numbered else None
        cells = group or cells
        if cells is None:
            break
        kind = "group" if group else "head" if _is_head(line) else "rows"
        last = found[-1] if found else None
        if last and last.kind == "head" and not apart:
            # What stands below a head is its second line, unless it has a number or the first head was shorter.
            full = len(last.lines) >= lines_of_head > 0 or (numbered and _NUMBER.fullmatch(cells[0]))
            kind = kind if full or group else "head"
        if last is None or apart or kind != last.kind or kind == "group":
            found.append(_Chunk(kind, not apart))
            lines_of_head = lines_of_head or (len(last.lines) if last else 0)
        found[-1].lines.append(cells)
        found[-1].after, apart = index + 1, False
    while found and found[-1].kind == "group":
        found.pop()  # a heading with nothing below is none of the table's
    return found


def _cells(line: str, strips: list[tuple[int, int]]) -> Cells | None:
    """The words of a line by column; None where some run over the blank between two."""
    found = [""] * len(strips)
    for cell in _CELL.finditer(line):
        inside = [i for i, (left, right) in enumerate(strips) if cell.start() <= right and left <= cell.end()]
        if len(inside) != 1:
            return None
        found[inside[0]] = f"{found[inside[0]]} {cell.group()}".strip()
    return found


def _group(line: str, strips: list[tuple[int, int]]) -> Cells | None:
    """`I   CHĂM SÓC SỨC KHỎE`: a heading over a group of rows runs over the columns."""
    cells = _CELL.findall(line)
    number = cells[0] if _NUMBER.fullmatch(cells[0]) else ""
    words = " ".join(cells[1:] if number else cells)
    if not words.isupper() or (not number and len(line) - len(line.lstrip()) < strips[0][1]):
        return None
    return [number, words, *[""] * (len(strips) - 2)]


def _numbered(chunks: list[_Chunk]) -> list[list[Cells]]:
    rows: list[list[Cells]] = []
    last = 0  # the row that lines without a number go on with
    for chunk in chunks:
        at = [i for i, cells in enumerate(chunk.lines) if _NUMBER.fullmatch(cells[0])]
        if at and at[0] and chunk.tight:
            raise _UnsureError  # the end of the row before, or the beginning of one whose number stands in its middle
        if chunk.kind != "rows" or len(at) == 1:
            rows.append(_joined(chunk.lines))
        elif not at and last:
            rows[last] = [[*old, *new] for old, new in zip(rows[last], _joined(chunk.lines), strict=True)]
        elif at and at[0] == 0:
            rows += [_joined(chunk.lines[a:b]) for a, b in zip(at, [*at[1:], None], strict=True)]
        else:
            raise _UnsureError
        last = len(rows) - 1 if chunk.kind == "rows" and at else last
    return rows


def _unnumbered(chunks: list[_Chunk]) -> list[list[Cells]]:
    """Without numbers a row stands between blank lines, or fills all columns of its one line."""
    if len(chunks) > _ROWS:
        return [_joined(chunk.lines) for chunk in chunks]
    lines = [cells for chunk in chunks for cells in chunk.lines]
    if not all(all(cells) for cells in lines):
        raise _UnsureError
    return [_joined([cells]) for cells in lines]


def _joined(lines: list[Cells]) -> list[Cells]:
    """The lines of one row as its columns."""
    return [[cell for cell in column if cell] for column in zip(*lines, strict=True)]
