"""Which lines are the head, the title, the body and the recipients of each paper in the file.

A file may hold a decision with its own signature and then the plan it issues, and annexes behind that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from chithi.reader.blocks import label_at
from chithi.reader.labels import column_of
from chithi.reader.lines import Line
from chithi.reader.tables import is_head
from chithi.reader.view import View, rx

_TITLE = rx(
    r"(?P<kind>kế hoạch(?: hành động| phối hợp| liên tịch| liên ngành)?|"
    r"chương trình(?: hành động| công tác| phối hợp)?|"
    r"quyết định|chỉ thị|nghị quyết|đề án|hướng dẫn|thông báo|công văn|quy chế|quy định|báo cáo)"
)
_RECIPIENTS = rx(r"(?:\*? ?)nơi nhận ?:?")
_SIGNATURE = rx(
    r"(?:TM\.|T/M|KT\.|TL\.|TUQ\.|Q\.|CHỦ TỊCH|PHÓ CHỦ TỊCH|GIÁM ĐỐC|BÍ THƯ|PHÓ BÍ THƯ|THỦ TƯỚNG|BỘ TRƯỞNG)"
)
_BASIS = rx(r"(?:căn cứ|xét|theo đề nghị) ")
# The issuing office stands between a decision's title and its grounds.
_OFFICE = rx(
    r"(?:chủ tịch|thủ tướng|bộ trưởng|hội đồng nhân dân|ủy ban nhân dân|giám đốc|ban thường vụ|ban chấp hành)\b"
)
# The end of a title alone on its line: `2024 - 2030`.
_YEARS = rx(r"\(?(?:19|20)\d\d(?: ?- ?(?:19|20)\d\d)?\)?")
# What heads an annex without the word for it.
_ANNEX = rx(
    r"danh mục (?:các |những )?(?:nhiệm vụ|công việc|hoạt động|nội dung|văn bản)"
    r"|(?:biểu|bảng)(?: chi tiết| tổng hợp)? (?:phân công|nhiệm vụ|công việc|kế hoạch|tiến độ)"
    r"|biểu (?:số )?\d{1,2}[.:]?$|phân công (?:nhiệm vụ|thực hiện|công việc)"
)
_ENCLOSED = rx(r"\((?:ban hành )?kèm theo ")
_ENACTING = rx(r"QUYẾT ĐỊNH ?:")


@dataclass(slots=True)
class Paper:
    """One paper: its head lines, its title lines (kind first), its body and the lines of its recipients."""

    kind: str | None = None
    head: list[Line] = field(default_factory=list)
    title: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    tail: list[Line] = field(default_factory=list)


def split_papers(view: View, lines: list[Line]) -> list[Paper]:
    """The papers of the file in order; at least one."""
    papers = [Paper()]
    state = "head"
    tables = _heads_of_tables(view, lines)
    for line in lines:
        paper = papers[-1]
        kind = _title_kind(view, line)
        if _RECIPIENTS.match(view.low, line.start, line.end) and state in ("title", "body"):
            state = "tail"
            paper.tail.append(line)
        elif kind and state in ("head", "tail"):
            if state == "tail":
                paper = Paper()
                papers.append(paper)
            paper.kind = kind
            paper.title.append(line)
            state = "title"
        elif state == "tail" and _ANNEX.match(view.low, line.start, line.end):
            papers.append(Paper(kind=None, title=[line]))
            state = "title"
        elif state == "tail" and (line.start in tables or _opens_annex(view, line)):
            papers.append(Paper(kind=None, body=[line]))
            state = "body"
        elif state == "title" and line.start not in tables and _is_title_line(view, paper, line):
            paper.title.append(line)
        elif state == "title" or (state == "head" and _opens_body(view, line)):
            state = "body"
            paper.body.append(line)
        else:
            {"head": paper.head, "body": paper.body, "tail": paper.tail}[state].append(line)
    if len(papers) == 1 and not papers[0].body and not papers[0].title:
        papers[0].body = list(papers[0].head)  # no title and no label: all of it is body
    return papers


def _title_kind(view: View, line: Line) -> str | None:
    """The kind of paper where a line is a title in capitals: `KẾ HOẠCH`, `QUYẾT ĐỊNH`, `Kế hoạch` alone."""
    match = _TITLE.match(view.low, line.start, line.end)
    if match is None:
        return None
    words = view.flat[line.start : match.end()]
    if not words.isupper() and match.end() < line.end:
        return None
    rest = view.flat[match.end() : line.end].strip()
    if rest and not (rest.isupper() or rest[0].isupper() or rest.startswith("(")):
        return None
    if rest.startswith(":"):
        return None
    return " ".join(view.low[line.start : match.end()].split())


def _is_title_line(view: View, paper: Paper, line: Line) -> bool:
    """Up to eight lines behind the kind: capitals, brackets, or what stands close below; never the opening words."""
    if len(paper.title) > 8:
        return False
    flat, low = view.flat[line.start : line.end], view.low[line.start : line.end]
    if flat.startswith("("):
        return True
    if label_at(view, line.start, line.end)[0] not in ("plain", "dash") or _ENACTING.match(flat):
        return False
    if _BASIS.match(low):
        return False
    said = [view.flat[t.start : t.end] for t in paper.title[1:] if view.flat[t.start] != "("]
    if _in_capitals(flat):
        return (not said or _in_capitals(said[-1])) and not _OFFICE.match(low)
    if any(_in_capitals(words) for words in said):
        return False
    alone = (
        len(paper.title) == 1 and view.flat[paper.title[0].start : paper.title[0].end].lower() == paper.kind
    )
    return (alone or not line.gap) and len(flat) < 200 and not flat.endswith((";", ":", "."))


def _in_capitals(flat: str) -> bool:
    """Capitals, numbers of documents (`21-CT/TW`, `QĐ-TTg`) aside."""
    letters = re.sub(r"[^A-Za-zÀ-ỹĐđ]", "", re.sub(r"\d+[/\-][\w/\-]*", "", flat))
    return letters.isupper() or bool(_YEARS.fullmatch(flat))


def _opens_body(view: View, line: Line) -> bool:
    """No title was found, yet the first part begins."""
    return label_at(view, line.start, line.end)[0] in ("roman", "part", "upper", "number", "article")


def _heads_of_tables(view: View, lines: list[Line]) -> set[int]:
    """Where the head of a table of tasks begins."""
    rows: dict[int, list[Line]] = {}
    for line in lines:
        if line.row >= 0:
            rows.setdefault(line.row, []).append(line)
    found: set[int] = set()
    for row in rows.values():
        roles = {cell.cell: role for cell in row if (role := column_of(view, cell.start, cell.end))}
        if is_head(roles):
            found.add(row[0].start)
    for line, after in pairwise(lines):  # or one paragraph for each cell
        if view.low[line.start : line.end] in ("tt", "stt") and column_of(view, after.start, after.end):
            found.add(line.start)
    return found


def _opens_annex(view: View, line: Line) -> bool:
    if _ENCLOSED.match(view.low, line.start, line.end):
        return True
    kind, _, _, _ = label_at(view, line.start, line.end)
    return kind in ("annex", "part") or (kind == "roman" and view.flat[line.start : line.end].isupper())


def is_signature(view: View, line: Line) -> bool:
    return bool(_SIGNATURE.match(view.flat, line.start, line.end))
