"""Which label lines (or cells of a row) speak of a leaf, and what they say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from chithi.reader.label_dates import dues_in_label
from chithi.reader.people import bodies_and_people
from chithi.reader.result import Due, Found, Party, Span, found_as
from chithi.reader.subjects import parties, partners, sentence_subject
from chithi.reader.taught import no_unit
from chithi.reader.tree import Node
from chithi.reader.units import members, parse_units
from chithi.reader.view import View, rx

# Many leaves may share the same label lines: what each reads of them is bounded, which keeps reading linear.
LINES, _LENGTH = 12, 1500
_COMMA = re.compile(r"[,;]")
_NAME = 60  # characters of a name
_NO_NAME = rx(r"(?:theo|không|như|các nội dung|quý|tháng|năm|ngày|thường xuyên)\b")
_NO_DAY = rx(r"(?:từ|theo|sau khi|ngay sau|khi|trong suốt|cả|giai đoạn|không)\b")
_GROUP = rx(r"(?:các|những) ")
_WHICH = rx(r" (?:có|đang|được|quản lý|sử dụng|cung cấp) [^,;.:()]{1,60}")
_COOPERATION = rx(r"(?:chủ trì,? )?phối hợp")


@dataclass(frozen=True, slots=True)
class Labels:
    """Leads, partners and deadlines of label lines; `near` where they stand below the leaf itself, `shared` where
    another leaf stands between."""

    lead: tuple[Party, ...] = ()
    partners: tuple[Party, ...] = ()
    due: tuple[Due, ...] = ()
    near: bool = True
    shared: bool = False


def labels_for(view: View, node: Node) -> Labels:
    """What the label lines that speak of a leaf say."""
    lines, near = lines_for(node)
    return _said(view, lines, near, not near and node.shares and lines is node.behind)


def lines_for(node: Node) -> tuple[Iterable[Node], bool]:
    """The label lines below a leaf (then True), else those behind it among its siblings, else those of the blocks
    above it."""
    if node.labels:
        return node.labels, True
    for _ in range(4):
        if node.parent is None:
            break
        if node.behind:
            return node.behind, False
        node = node.parent
        if node.described and node.labels:
            return node.labels, False
        if node.block.kind in ("roman", "upper", "part", "article", "annex"):
            break
    return [], True


def unread_label(view: View, line: Node) -> str:
    """The warning that a label line or cell asks for, or nothing: a lead or partner that names nobody, a day with
    figures that cannot be read. A name left out because people said that it is no unit is told of as that."""
    if line.label is None:
        return ""
    kind, (start, end) = line.label
    if start >= end or not any(c.isalnum() for c in view.flat[start:end]):
        return ""
    if kind in ("lead", "with"):
        return "" if _names_anybody(view, start, end) else "label_names_nobody"
    if kind == "due" and not dues_in_label(view, start, end) and _has_figures(view, start, end):
        return "label_no_day"
    return ""


def _names_anybody(view: View, start: int, end: int) -> bool:
    if parse_units(view, start, end).items or sentence_subject(view, start, end):
        return True
    return any(start <= left and right <= end for left, right in view.refused)


def _has_figures(view: View, start: int, end: int) -> bool:
    return any(c.isdigit() for c in view.flat[start:end]) and not _NO_DAY.match(view.low, start, end)


def _said(view: View, lines: Iterable[Node], near: bool, shared: bool) -> Labels:
    lead: list[Party] = []
    together: list[Party] = []
    due: list[Due] = []
    for line in islice(lines, LINES):
        if line.label is None:
            continue
        kind, (start, end) = line.label
        end = min(end, start + _LENGTH)
        how = Found.COLUMN if line.block.kind == "cell" else Found.LABEL
        if kind == "lead":
            helpers = partners(view, start, end)
            helping = spans_of(tuple(helpers))
            lead.extend(p for p in found_as(_leads(view, start, end), how) if p.span not in helping)
            together.extend(found_as(helpers, how))
        elif kind == "with":
            units = _entries(view, start, end) or _listed(view, start, end)
            together.extend(Party(view.text[a:b], (a, b), found=how) for a, b in units)
        elif kind == "due":
            due.extend(found_as(dues_in_label(view, start, end), how))
    return Labels(tuple(lead), tuple(together), tuple(due), near, shared)


def _leads(view: View, start: int, end: int) -> list[Party]:
    """A list of units, or sentences of which each has its unit (`Sở X rà soát …; các sở, ngành rà soát …`)."""
    first = members(view, parse_units(view, start, end))
    found = list(parties(view, first, False))
    if not found:
        return [Party(view.text[a:b], (a, b), "told") for a, b in _listed(view, start, end)]
    if first.stop >= end or view.flat[first.stop : end].lstrip().startswith((",", ";", ".")):
        return found
    if _COOPERATION.match(view.low, view.trim(first.stop, end)[0], end):
        return found
    for left in _parts(view, first.stop, end):
        subject = sentence_subject(view, left, end)
        if subject and subject.units.items[0][0] - left < 4:
            found.extend(parties(view, subject.units, subject.asked))
    return found


def _listed(view: View, start: int, end: int) -> list[Span]:
    """The entries of a value that no grammar of units knows (`VNPT; Nhóm Bạn Cây`): what stands between its commas,
    where each is short and begins with a capital."""
    found: list[Span] = []
    at = start
    for match in _COMMA.finditer(view.flat, start, end):
        found.append(view.trim(at, match.start(), ".;,"))
        at = match.end()
    found = [span for span in [*found, view.trim(at, end, ".;,")] if span[0] < span[1]]
    if all(b - a <= _NAME and view.flat[a].isupper() for a, b in found) and not _NO_NAME.match(
        view.low, start, end
    ):
        return [span for span in found if not no_unit(view, *span)]
    return []


def _entries(view: View, start: int, end: int) -> tuple[Span, ...]:
    """The units of a value; the fields behind `các sở:` are one each, and what a group has or does to the end of the
    value tells which (`Các sở, ngành có đơn vị sự nghiệp công lập`)."""
    units = parse_units(view, start, end)
    listed = bodies_and_people(view, start, end)
    if len(listed) > len(units.items):
        return listed
    if not units.items or units.stop >= end or not _GROUP.match(view.low, *units.items[-1]):
        return units.items
    if view.flat[units.stop] == ":":
        fields = _listed(view, *view.trim(units.stop + 1, end))
        return (*units.items[:-1], *fields) if len(fields) > 1 else units.items
    if _WHICH.fullmatch(view.low, units.stop, end):
        return (*units.items[:-1], (units.items[-1][0], end))
    return units.items


def _parts(view: View, start: int, end: int) -> list[int]:
    places = []
    at = view.flat.find("; ", start, end)
    while at >= 0:
        places.append(view.trim(at + 1, end)[0])
        at = view.flat.find("; ", at + 1, end)
    return places


def spans_of(found: tuple[Party, ...]) -> tuple[Span, ...]:
    return tuple(party.span for party in found)
