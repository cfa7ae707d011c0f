"""The tree → tasks: every leaf that somebody must carry out, with leads, partners, deadlines and clauses."""

from __future__ import annotations

import re
from dataclasses import replace

from chithi.reader import words as w
from chithi.reader.attributes import Labels, labels_for, spans_of
from chithi.reader.citations import cites_within, places_of
from chithi.reader.clauses import split_clauses
from chithi.reader.labels import CONTENT
from chithi.reader.result import Citation, Clause, Due, Found, Party, Span, Task, found_as
from chithi.reader.sentence_dates import dues_in_sentence
from chithi.reader.subjects import heading_units, helps, parties, partners, same_key, sentence_subject
from chithi.reader.tree import Node
from chithi.reader.units import members, parse_units
from chithi.reader.view import Subject, View, rx

_SILENT = rx(rf"(?:các )?(?:{w.NOT_ASSIGNING})")
_CLOSING = rx(
    rf"trên đây là|{w.IN_FORCE}"
    r"|(?:trong )?quá trình (?:triển khai|tổ chức|thực hiện)[^.;]{0,200}(?:khó khăn|vướng mắc|bất cập)"
    r"|(?:trong )?quá trình (?:triển khai|tổ chức|thực hiện)[^.;]{0,100}(?:nếu|trường hợp) [^.;]{0,40}"
    r"(?:phát sinh|vấn đề)[^.;]{0,200}(?:phản ánh|báo cáo|thông tin|đề xuất|gửi|kiến nghị)"
)
# The last article of a decision: everybody carries it out.
_FORMULA = rx(
    r"chịu trách nhiệm (?:tổ chức )?(?:thi hành|thực hiện) quyết định|căn cứ quyết định (?:này )?thi hành"
)
_GIVEN = rx(r"\((?:trong đó )?giao ")
_ROLE = rx(
    r" ?(?:là cơ quan |là đơn vị |làm )?(?:chủ trì|thường trực|thực hiện|tham mưu|phụ trách|đầu mối|chịu trách nhiệm"
    r"|phối hợp (?:chặt chẽ )?(?:với|cùng))\b"
)
_TIME = re.compile(r"\d|năm|quý|tháng|thường")  # a clause without any of these has no deadline
_TITLE, _LONG_TITLE = (
    80,
    300,
)  # characters of a title before its colon; a long one is followed by who has which part
_DEMANDS = rx(r"(?:yêu cầu|khuyến khích|lãnh đạo) ")


def find_tasks(view: View, roots: list[Node], citations: list[Citation]) -> list[Task]:
    """One task for each leaf that has a lead, in the order of the document."""
    tasks: list[Task] = []
    places = places_of(citations)
    stack: list[tuple[Node, tuple[Party, ...]]] = [(root, ()) for root in reversed(roots)]
    while stack:
        node, leads = stack.pop()
        if _is_silent(view, node):
            continue
        leads = _leads_of_heading(view, node) or leads
        task = _task(view, node, leads, places)
        if task:
            tasks.append(task)
        stack.extend((child, leads) for child in reversed(node.children) if not _only_describes(node, child))
    return tasks


def _is_silent(view: View, node: Node) -> bool:
    """A part of purposes, requirements, goals …; or a closing line: nothing in it is a task."""
    if node.block.kind == "article":
        return bool(_FORMULA.search(view.low, node.block.start, node.block.end))
    if node.block.kind == "plain":
        pattern = _FORMULA if node.at.split(".")[-1].startswith("Điều") else None
        said = pattern.search(view.low, node.block.start, node.block.end) if pattern else None
        return bool(said or _CLOSING.match(view.low, node.block.start, node.block.end))
    if not node.heading or heading_units(view, node.block.start, node.block.end):
        return False
    return bool(_SILENT.match(view.low, node.heading[0], node.heading[1]))


def _only_describes(node: Node, child: Node) -> bool:
    return node.described and child.block.kind in ("dash", "plus", "star")


def _leads_of_heading(view: View, node: Node) -> tuple[Party, ...]:
    """The units whose duties the block and what stands below it are."""
    start, end = node.block.start, node.block.end
    if node.block.kind in ("row", "cell"):
        return ()
    subject = heading_units(view, start, end)
    if subject is None and node.children and view.flat[start:end].rstrip().endswith(":"):
        subject = sentence_subject(view, start, end)
    return found_as(parties(view, subject.units, subject.asked), Found.HEADING) if subject else ()


def _task(view: View, node: Node, leads: tuple[Party, ...], places: list[tuple[int, str]]) -> Task | None:
    """The task of a node, or None: headings, label lines and blocks without a lead are none. `places` are where
    documents are cited."""
    if node.duty is None or node.block.kind == "cell" or node.label or not _is_leaf(view, node):
        return None
    if node.parent is None and not node.block.key and node.block.kind == "plain":
        return None
    start, end = node.duty
    content = CONTENT.match(view.low, start, end)
    start = content.end() if content else start
    labels = labels_for(view, node)
    # What a unit demands of others is the unit's own duty.
    demands = bool(leads and _DEMANDS.match(view.low, start, end))
    subject = sentence_subject(view, start, end) if node.heading is None and not demands else None
    if subject is None and not leads and node.heading is None:
        subject = _subject_behind_title(view, start, end)
    clauses = _clauses(view, node, start, end, subject)
    own = (
        ()
        if labels.lead and not labels.shared
        else _own_leads(view, node.duty, subject, clauses, bool(leads))
    )
    if labels.shared and labels.lead and own:
        # Label lines further down speak of all above them but those that say themselves who leads.
        told = subject is None or _ROLE.match(view.low, subject.stop, end)
        labels, own = (Labels(), own) if told else (labels, ())
    if own:
        clauses, own = _shared(clauses, own) if subject else (clauses, own)
    leads = labels.lead or own or leads
    if not leads:
        return None
    keys, spans = [same_key(p.name) for p in leads], set(spans_of(leads))
    clauses = [_without_leads(clause, keys) for clause in clauses]
    found = [p for c in clauses for p in c.partners] + [p for p in labels.partners if p.span not in spans]
    if node.described:
        found[:0] = [p for child in node.children if _only_describes(node, child) and child.label is None
                     for p in partners(view, child.block.start, child.block.end)]  # fmt: skip
    due = [d for c in clauses for d in c.due]
    if labels.near and labels.due:
        due = [d for d in due if not _is_event(view, d)]
    if labels.near or not due:
        due += labels.due
    return Task(node.id, node.at, view.text[start:end], (start, end), leads, _union(found), _union_due(due),
                cites_within(places, start, end), tuple(clauses))  # fmt: skip


def _own_leads(
    view: View, duty: Span, subject: Subject | None, clauses: list[Clause], led: bool
) -> tuple[Party, ...]:
    """The units that the words themselves name: their subject, else, where no heading leads, those in a bracket and
    the subjects of later clauses."""
    if subject:
        return found_as(parties(view, subject.units, subject.asked), Found.SENTENCE)
    if led:
        return ()
    given = _given_in_bracket(view, *duty)
    if given:
        return found_as(parties(view, given.units, given.asked), Found.BRACKET)
    return _union([p for c in clauses for p in c.lead])


def _is_event(view: View, due: Due) -> bool:
    """`Tháng hành động (từ ngày 15/11 đến ngày 15/12)`: when that is; the label line says by when the work is done."""
    return "/" in due.value and view.flat[max(0, due.span[0] - 3) : due.span[0]].rstrip().endswith("(")


def _is_leaf(view: View, node: Node) -> bool:
    """Nothing stands below it, or its own words are a duty of their own beside what stands below."""
    if not node.below or node.described or node.duty is None:
        return True
    text = view.flat[node.duty[0] : node.duty[1]].rstrip()
    if text.endswith(":"):
        return False
    return node.heading is not None or text.endswith((".", ";"))


def _clauses(view: View, node: Node, start: int, end: int, subject: Subject | None) -> list[Clause]:
    """The clauses of a leaf; `lead` is the subject that a clause behind the first has of its own."""
    clauses = []
    for number, (left, right) in enumerate(
        split_clauses(view, start, end, subject.stop if subject else None), 1
    ):
        own = sentence_subject(view, left, right) if number > 1 else None
        own = None if own and helps(view, own.stop, right) else own
        lead = found_as(parties(view, own.units, own.asked), Found.SENTENCE) if own else ()
        clauses.append(Clause(f"{node.id}.c{number}", view.text[left:right], (left, right), lead,
                              tuple(partners(view, left, right, spans_of(lead))),
                              tuple(dues_in_sentence(view, left, right)) if _TIME.search(view.low, left, right)
                              else ()))  # fmt: skip
    return clauses


def _shared(clauses: list[Clause], leads: tuple[Party, ...]) -> tuple[list[Clause], tuple[Party, ...]]:
    """Sentences with subjects of their own: the leaf is led by all of them, each clause by its own."""
    if not any(clause.lead for clause in clauses):
        return clauses, leads
    current, told = leads, []
    for clause in clauses:
        current = clause.lead or current
        told.append(_with_leads(clause, current))
    return told, _union([*leads, *(p for c in clauses for p in c.lead)])


def _with_leads(clause: Clause, leads: tuple[Party, ...]) -> Clause:
    return clause if clause.lead == leads else replace(clause, lead=leads)


def _without_leads(clause: Clause, leads: list[str]) -> Clause:
    """Leads are said at a clause only where they differ from the leaf's (`same_key` of each)."""
    same = [same_key(p.name) for p in clause.lead] == leads
    return _with_leads(clause, ()) if same else clause


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


def _subject_behind_title(view: View, start: int, end: int) -> Subject | None:
    """`Chế độ báo cáo: Các đơn vị gửi …`: the sentence behind a short title that is no unit."""
    colon = view.flat.find(": ", start, min(end, start + _LONG_TITLE))
    if colon < 0 or _SILENT.match(view.low, start, end) or view.flat.find(". ", start, colon) >= 0:
        return None
    subject = sentence_subject(view, view.trim(colon + 1, end)[0], end)
    told = subject and (colon - start <= _TITLE or _ROLE.match(view.low, subject.stop, end))
    return subject if told else None


def _given_in_bracket(view: View, start: int, end: int) -> Subject | None:
    """`(Giao Công an tỉnh chủ trì, phối hợp với … tham mưu)`."""
    match = _GIVEN.search(view.low, start, end)
    if match is None:
        return _named_in_bracket(view, start, end)
    close = view.flat.find(")", match.start(), end)
    return sentence_subject(view, match.start() + 1, close if close > 0 else end)


def _named_in_bracket(view: View, start: int, end: int) -> Subject | None:
    """`(Sở Y tế chủ trì, các phòng phối hợp)`."""
    opening = view.flat.find("(", start, end)
    while opening >= 0:
        units = parse_units(view, opening + 1, end)
        if units.items and _ROLE.match(view.low, units.stop, end):
            return Subject(members(view, units), units.stop, False)
        opening = view.flat.find("(", opening + 1, end)
    return None
