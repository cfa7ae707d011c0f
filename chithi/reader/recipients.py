"""The entries under "Nơi nhận", with the note in their closing bracket."""

from __future__ import annotations

import re

from chithi.reader.layout import Paper, is_signature
from chithi.reader.lines import Line
from chithi.reader.result import Recipient
from chithi.reader.view import View, rx

_HEADING = rx(r"\*? ?nơi nhận ?:?\s*")
_SIGNED = re.compile(r"(?:TM|T/M|KT|TL|TUQ)\.?\s")
_BESIDE = re.compile(
    r"(?<=[;\-] )(?:(?:TM|KT|TL|TUQ)\.|T/M|CHỦ TỊCH|PHÓ CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|THỦ TƯỚNG)"
)
_BULLET = re.compile(r"[-•*+]+\s*|\d+[.)]\s*")
# In one line or one cell the entries are parted by "; -" or by " - ".
_INNER = re.compile(r"(?<![\x20])\x20*-\x20*(?=[A-ZĐÂÊÔƠƯĂÁÀẢÃẠÚÙỦŨỤa-zđ])")


def read_recipients(view: View, papers: list[Paper]) -> list[Recipient]:
    """The entries of the last paper of the file that has some, the signature left out."""
    for paper in papers:
        found = _entries(view, paper.tail)
        if found:
            return found
    return []


def _entries(view: View, lines: list[Line]) -> list[Recipient]:
    spans: list[tuple[int, int]] = []
    first_cell = lines[0].cell if lines else -1
    listed = False  # several entries on one line, which may go on over several
    for index, line in enumerate(lines):
        start, end = line.start, _before_signature(view, line, index == 0)
        if index == 0:
            match = _HEADING.match(view.low, start, end)
            start = match.end() if match else start
            if start >= end or _SIGNED.match(view.flat, start, end):
                continue  # the signature stands beside it on the same line
        elif line.row >= 0 and line.cell != first_cell:
            break
        if (
            is_signature(view, line)
            or _is_office(view, line, bool(spans))
            or (index > 0 and line.gap and spans and not _goes_on(view, spans[-1], line, listed))
        ):
            break
        bullet = _BULLET.match(view.flat, start, end)
        if bullet and bullet.end() >= end:
            spans.append((end, end))
        elif bullet or not spans or not _joins(view, spans[-1]):
            spans.extend(_split(view, bullet.end() if bullet else start, end))
        else:
            first = spans[-1][0] if spans[-1][0] < spans[-1][1] else start
            spans[-1:] = _split(view, first, end)
        listed = listed or len(spans) > index + 1
        if view.flat[start:end].endswith(" -"):
            spans.append((end, end))  # its entry stands on the next line
    return [r for r in (_entry(view, *span) for span in spans) if r]


def _before_signature(view: View, line: Line, first: bool) -> int:
    """Where the line ends; the one of the heading before who signs, where a page has both side by side."""
    match = _BESIDE.search(view.flat, line.start, line.end) if first else None
    return view.trim(line.start, match.start())[1] if match else line.end


def _goes_on(view: View, before: tuple[int, int], line: Line, listed: bool) -> bool:
    """Does a line behind a blank one (as some formats have between all lines) still belong to the list?"""
    if _BULLET.match(view.flat, line.start, line.end) or before[0] >= before[1]:
        return True
    last = view.flat[before[1] - 1]
    if last in ";.":
        return False
    return last == "," or view.flat[line.start].islower() or (listed and last != ")")


def _is_office(view: View, line: Line, behind: bool) -> bool:
    """A line in capitals behind the entries names who signs."""
    words = view.flat[line.start : line.end]
    return behind and words.isupper() and " " in words and not _BULLET.match(words)


def _joins(view: View, span: tuple[int, int]) -> bool:
    """A line without a bullet goes on with the entry before unless that was closed by `;`."""
    return span[0] >= span[1] or view.flat[span[1] - 1] not in ";."


def _split(view: View, start: int, end: int) -> list[tuple[int, int]]:
    cuts = [start]
    for match in _INNER.finditer(view.flat, start, end):
        before = match.start()
        if before == start or view.flat[before - 1] in ";.)":
            cuts.append(match.end())
    parts = []
    for left, right in zip(cuts, [*cuts[1:], end], strict=True):
        left, right = view.trim(left, right, "-;")
        if left < right:
            parts.append((left, right))
    return parts


def _entry(view: View, start: int, end: int) -> Recipient | None:
    start, end = view.trim(start, end, ";.,-*")
    if start >= end:
        return None
    note = ""
    opening = view.flat.rfind("(", start, end)
    if opening > start and view.flat[opening - 1] in " ;" and view.flat.find(")", opening, end) == end - 1:
        note = " ".join(view.text[opening + 1 : end - 1].split())
        start, end = view.trim(start, opening, ";.,")
    return Recipient(view.text[start:end], note, (start, end))
