"""What could not be placed: each a warning with its span, so that nothing is left out in silence."""

from __future__ import annotations

from collections.abc import Iterator

from chithi.reader.attributes import unread_label
from chithi.reader.blocks import Block, label_at
from chithi.reader.clauses import duty_verb_at
from chithi.reader.doubt import by_id
from chithi.reader.flat_tables import flat_rows
from chithi.reader.labels import column_of
from chithi.reader.layout import Paper, is_signature
from chithi.reader.lines import Line
from chithi.reader.result import Span, Task, Warning_
from chithi.reader.sentence_dates import unread_days
from chithi.reader.subjects import heading_units, sentence_subject
from chithi.reader.tables import is_head
from chithi.reader.tokens import tokens
from chithi.reader.tree import Node
from chithi.reader.units import parse_units
from chithi.reader.view import View, rx

_ASSIGNING = rx(r"(?:\d+\. ?)?.{0,40}(?:tổ chức thực hiện|phân công|trách nhiệm|nhiệm vụ cụ thể của)")
_CLOSING = rx(r"trên đây là")
_LONG = 60
_NUMBERED = ("number", "letter", "paren", "upper", "multi2")


def find_unplaced(
    view: View, papers: list[Paper], blocks: list[list[Block]], roots: list[Node], tasks: list[Task]
) -> list[Warning_]:
    """The warnings of a reading, in the order of the text; `blocks` are those of each paper before their tables
    were laid out."""
    found = [
        *_labels(view, roots),
        *_units_without_work(view, roots, tasks),
        *(warning for several in blocks for warning in _columns(view, several)),
        *_unled(view, roots, tasks),
        *_outside(view, papers, roots),
        *(Warning_("label_no_day", span) for task in tasks for span in unread_days(view, *task.span)),
        *(Warning_("taught_no_unit", span) for span in view.refused),
    ]
    return sorted(found, key=lambda warning: (warning.span, warning.what))


def _labels(view: View, roots: list[Node]) -> Iterator[Warning_]:
    """Label lines and cells that could not be read."""
    for node in _all(roots):
        what = unread_label(view, node)
        if node.label and what:
            yield Warning_(what, node.label[1])


def _units_without_work(view: View, roots: list[Node], tasks: list[Task]) -> Iterator[Warning_]:
    """Label lines of leads and headings that are units, of which no task came: the part they stand in may have lost
    its heading and count to one that assigns nothing."""
    of_task = {task.id for task in tasks}
    used = {party.span[0] for task in tasks for party in (*task.lead, *task.partners)}
    for node in _all(roots):
        span = node.label[1] if node.label and node.label[0] == "lead" else node.heading
        if span is None or (node.label is None and node.block.kind in ("row", "cell")):
            continue
        units = heading_units(view, node.block.start, node.block.end) if node.label is None else None
        items = units.units.items if units else parse_units(view, *span).items if node.label else ()
        if items and not any(start in used for start, _ in items) and not _has_led(node, of_task):
            yield Warning_("unit_without_work", span)


def _columns(view: View, blocks: list[Block]) -> Iterator[Warning_]:
    """Columns of a table of tasks that no rule knows, by their heads; rows whose columns cannot be told apart."""
    rows: dict[int, list[Block]] = {}
    for block in blocks:
        if block.row >= 0:
            rows.setdefault(block.row, []).append(block)
    for at in range(len(blocks)):
        for flat in flat_rows(view, blocks, at):
            if not flat.columns:
                yield Warning_("row_unread", (flat.block.start, flat.block.end))
    for row in rows.values():
        roles = {cell.cell: role for cell in row if (role := column_of(view, cell.start, cell.end))}
        if is_head(roles):
            for cell in row:
                if cell.cell not in roles and cell.start < cell.end:
                    yield Warning_("column_unknown", (cell.start, cell.end))


def _unled(view: View, roots: list[Node], tasks: list[Task]) -> Iterator[Warning_]:
    """In a part that assigns: words that begin as a duty does, and nobody leads them."""
    of_task = {task.id for task in tasks}
    led = {node.id for node in by_id(roots).values() if node.id in of_task or _has_led(node, of_task)}
    for root in roots:
        if not root.children or not _assigns(view, root, of_task):
            continue
        for node in _all([root]):
            if node.id in led or node.duty is None or node.label or node.below or _is_described(node):
                continue
            if _begins_duty(view, *node.duty):
                yield Warning_("nobody_leads", node.duty)


def _has_led(node: Node, of_task: set[str]) -> bool:
    return any(below.id in of_task for below in _all(node.children))


def _assigns(view: View, root: Node, of_task: set[str]) -> bool:
    if root.heading and _ASSIGNING.match(view.low, *root.heading):
        return True
    leaves = [n for n in _all([root]) if not n.below and not n.label and n.block.kind != "cell"]
    return sum(n.id in of_task for n in leaves) * 2 > len(leaves)


def _is_described(node: Node) -> bool:
    """A dash that only says how the task above is done."""
    while node.parent is not None:
        node = node.parent
        if node.described:
            return True
    return False


def _begins_duty(view: View, start: int, end: int) -> bool:
    """A sentence that begins as a duty does; titles in capitals or without a mark at their end are none."""
    text = view.flat[start:end].rstrip()
    if text.isupper() or (text[-1:] not in (".", ";", "/") and len(text) < _LONG * 2):
        return False
    return duty_verb_at(tokens(view, start, min(end, start + 90)), 0)


def _outside(view: View, papers: list[Paper], roots: list[Node]) -> Iterator[Warning_]:
    """Paragraphs before the first part, between parts or behind the recipients that tell somebody to do something."""
    for root in roots:
        span = (root.block.start, root.block.end)
        if root.block.kind == "plain" and not root.children and _tells(view, *span):
            yield Warning_("stands_nowhere", span)
    for paper in papers:
        yield from (Warning_("stands_nowhere", span) for span in _in_tail(view, paper.tail))


def _in_tail(view: View, tail: list[Line]) -> Iterator[Span]:
    """Among the recipients and behind the signature: sentences that tell somebody to do something, units with their
    duties below, columns of leads. Recipients are short, behind the signature nothing stands."""
    signed = False
    for index, line in enumerate(tail):
        span = (line.start, line.end)
        signed = signed or is_signature(view, line)
        kind, _, _, start = label_at(view, *span)
        told = line.length > (_LONG // 3 if signed else _LONG) and _tells(view, start, line.end)
        leads = line.row >= 0 and column_of(view, *span) == "lead"
        heads = kind in _NUMBERED and _has_duties(view, start, line.end, tail[index + 1 : index + 2])
        if told or leads or heads:
            yield span


def _has_duties(view: View, start: int, end: int, below: list[Line]) -> bool:
    """A heading that is units, its duty behind the colon or on the line below."""
    units = heading_units(view, start, end)
    if units is None:
        return False
    stop = view.trim(units.stop, end)[0]
    if stop < end and view.flat[stop] == ":" and view.trim(stop + 1, end)[0] < end:
        return _is_duty(view, view.trim(stop + 1, end)[0], end)
    return any(_is_duty(view, label_at(view, line.start, line.end)[3], line.end) for line in below)


def _is_duty(view: View, start: int, end: int) -> bool:
    return duty_verb_at(tokens(view, start, min(end, start + 90)), 0)


def _tells(view: View, start: int, end: int) -> bool:
    if _CLOSING.match(view.low, start, end):
        return False
    return sentence_subject(view, start, end) is not None and heading_units(view, start, end) is None


def _all(roots: list[Node]) -> Iterator[Node]:
    stack = list(reversed(roots))
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(node.children))
