"""The tree → tasks: every leaf that somebody must carry out, with leads, partners, deadlines and clauses."""

from __future__ import annotations

from dataclasses import dataclass

from chithi.reader import words as w
from chithi.reader.citations import cites_within
from chithi.reader.clauses import split_clauses
from chithi.reader.dates import dues_in_label, dues_in_sentence
from chithi.reader.labels import CONTENT, label_of
from chithi.reader.result import Citation, Clause, Due, Party, Span, Task
from chithi.reader.subjects import Subject, heading_units, parties, partners, same_key, sentence_subject
from chithi.reader.tree import Node
from chithi.reader.units import parse_units
from chithi.reader.view import View, rx

_SILENT = rx(rf"(?:i+\. )?(?:các )?(?:{w.NOT_ASSIGNING})")
_CLOSING = rx(r"trên đây là")
_GIVEN = rx(r"\((?:trong đó )?giao ")


@dataclass(frozen=True, slots=True)
class Labels:
    """What the label lines behind a leaf say."""

    lead: tuple[Party, ...] = ()
    partners: tuple[Party, ...] = ()
    due: tuple[Due, ...] = ()


def find_tasks(view: View, roots: list[Node], citations: list[Citation]) -> list[Task]:
    """One task for each leaf that has a lead, in the order of the document."""
    tasks: list[Task] = []
    stack: list[tuple[Node, tuple[Party, ...], bool]] = [(root, (), True) for root in reversed(roots)]
    while stack:
        node, leads, assigning = stack.pop()
        assigning = assigning and not _is_silent(view, node)
        own = _leads_of_heading(view, node)
        if own:
            leads = own
        if assigning and (node.parent is not None or node.block.key):
            task = _task(view, node, leads, citations)
            if task:
                tasks.append(task)
        stack.extend((child, leads, assigning) for child in reversed(node.children))
    return tasks


def _is_silent(view: View, node: Node) -> bool:
    """A part of purposes, requirements, goals …; or a closing line."""
    start, end = node.block.start, node.block.end
    if node.block.kind == "plain":
        return bool(_CLOSING.match(view.low, start, end))
    if not node.heading or heading_units(view, start, end):
        return False
    return bool(_SILENT.match(view.low, node.heading[0], node.heading[1]))


def _leads_of_heading(view: View, node: Node) -> tuple[Party, ...]:
    """The units whose duties the block and what stands below it are."""
    start, end = node.block.start, node.block.end
    subject = heading_units(view, start, end)
    if subject is None and node.children and view.flat[start:end].rstrip().endswith(":"):
        subject = sentence_subject(view, start, end)
    return parties(view, subject.units, subject.asked) if subject else ()


def _task(view: View, node: Node, leads: tuple[Party, ...], citations: list[Citation]) -> Task | None:
    """The task of a node, or None: headings, label lines and blocks without a lead are none."""
    if node.duty is None or label_of(view, node.block):
        return None
    real = [child for child in node.children if label_of(view, child.block) is None]
    if real and view.flat[node.duty[0] : node.duty[1]].rstrip().endswith(":"):
        return None
    if real and node.heading is None and not view.flat[node.duty[0] : node.duty[1]].endswith((".", ";")):
        return None
    start, end = node.duty
    content = CONTENT.match(view.low, start, end)
    start = content.end() if content else start
    labels = _labels_for(view, node)
    subject = sentence_subject(view, start, end) if node.heading is None else None
    if labels.lead:
        leads = labels.lead
    elif subject:
        leads = parties(view, subject.units, subject.asked)
    elif not leads:
        given = _given_in_bracket(view, start, end)
        leads = parties(view, given.units, given.asked) if given else ()
    if not leads:
        return None
    return _assemble(view, node, (start, end), leads, labels, subject, citations)


def _assemble(view: View, node: Node, span: Span, leads: tuple[Party, ...], labels: Labels, subject: Subject | None,
              citations: list[Citation]) -> Task:  # fmt: skip
    start, end = span
    lead_spans = tuple(p.span for p in leads)
    clauses: list[Clause] = []
    for number, (left, right) in enumerate(split_clauses(view, start, end, subject.stop if subject else None), 1):
        own = sentence_subject(view, left, right) if number > 1 else None
        lead = parties(view, own.units, own.asked) if own else ()
        clauses.append(Clause(f"{node.id}.c{number}", view.text[left:right], (left, right), lead,
                              tuple(partners(view, left, right, lead_spans)), tuple(dues_in_sentence(view, left, right))))  # fmt: skip
    together = _union([p for c in clauses for p in c.partners] + list(labels.partners))
    due = _union_due([d for c in clauses for d in c.due] + list(labels.due))
    return Task(node.id, node.at, view.text[start:end], (start, end), leads, together, due,
                cites_within(citations, start, end), tuple(clauses))  # fmt: skip


def _union(found: list[Party]) -> tuple[Party, ...]:
    first: dict[str, Party] = {}
    for party in found:
        first.setdefault(same_key(party.name), party)
    return tuple(first.values())


def _union_due(found: list[Due]) -> tuple[Due, ...]:
    first: dict[str, Due] = {}
    for due in found:
        first.setdefault(due.value, due)
    return tuple(first.values())


def _given_in_bracket(view: View, start: int, end: int) -> Subject | None:
    """`(Giao Công an tỉnh chủ trì, phối hợp với … tham mưu)`."""
    match = _GIVEN.search(view.low, start, end)
    if match is None:
        return None
    close = view.flat.find(")", match.start(), end)
    return sentence_subject(view, match.start() + 1, close if close > 0 else end)


def _labels_for(view: View, node: Node) -> Labels:
    """The label lines below a leaf, or the next ones beside it before another leaf has labels of its own."""
    holders = [child for child in node.children if label_of(view, child.block)]
    if not holders and node.parent is not None:
        holders = _labels_behind(view, node)
    lead: list[Party] = []
    together: list[Party] = []
    due: list[Due] = []
    for holder in holders:
        found = label_of(view, holder.block)
        if found is None:
            continue
        kind, (start, end) = found
        if kind == "lead":
            lead.extend(parties(view, parse_units(view, start, end), False))
            together.extend(partners(view, start, end))
        elif kind == "with":
            together.extend(Party(view.text[a:b], (a, b)) for a, b in parse_units(view, start, end).items)
        elif kind == "due":
            due.extend(dues_in_label(view, start, end))
    return Labels(tuple(lead), tuple(together), tuple(due))


def _labels_behind(view: View, node: Node) -> list[Node]:
    siblings = node.parent.children if node.parent else []
    index = next(i for i, s in enumerate(siblings) if s is node)
    found: list[Node] = []
    for sibling in siblings[index + 1 :]:
        if label_of(view, sibling.block):
            found.append(sibling)
        elif found:
            break
    return found
