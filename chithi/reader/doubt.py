"""Which facts want a look, and why: signs that a word, a label or a line was lost on the way into the file.

Facts are found first (`tasks.py`), then judged here with the whole paper in view. Nothing is changed but `doubt`.
A sign counts only where it is rare beside right facts: a person looks at every doubt.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from chithi.reader import words as w
from chithi.reader.attributes import LINES, lines_for, unread_label
from chithi.reader.clauses import duty_verb_at
from chithi.reader.result import Clause, Doubt, Due, Found, Party, ReportDuty, Span, Task, doubted_as
from chithi.reader.sentence_dates import unread_days
from chithi.reader.subjects import same_key
from chithi.reader.tokens import is_stop, is_verb, longest, tokens
from chithi.reader.tree import Node
from chithi.reader.units import parse_units
from chithi.reader.view import View, rx

_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_LABEL_INSIDE = re.compile(
    r"(?<=[\s:;.])(?:\d{1,2}\. ?(?=[A-ZĐ][a-zà-ỹ])|[a-zđ]\) ?(?=\S))|[;.:] ?[-+•*] ?(?=[A-ZĐ])"
)
# An open group is at its end here, unless it says of what or where.
_GOES_ON = rx(r"liên quan (?!(?:đến|tới|trên|thuộc|ở|tại|của|và|hoặc|khác|trong|cấp|trực|theo|do)\b)\w")
_HYPHEN = rx(" - (?=[^ ])")
_BRACKETS = re.compile(r"\([^()]*\)")
_OPENING = rx(
    r"(?:đối với|căn cứ|trên cơ sở|theo|trong|trước|sau|khi|hằng|hàng|định kỳ|từ|đến|để|nhằm|qua|thông qua|"
    r"ngoài ra|bên cạnh|trường hợp|nếu|riêng|với|cùng|đồng thời|mỗi|lưu ý|quá trình|việc|các|những|100%|chịu|có)\b"
)
_INHERITED = frozenset((Found.HEADING, Found.LABEL))
_NO_NAME = frozenset(("cơ quan", "đơn vị", "địa phương", "cá nhân"))
_FAR_YEARS = 12
_NAME_WORDS = 40  # longer ones are whole lists


@dataclass(frozen=True, slots=True)
class _Paper:
    """What is asked of the whole paper: nodes by id, how often each name stands, how often at most the longer name
    that lacks one word to be it, its own year."""

    view: View
    nodes: dict[str, Node]
    names: Counter[str]
    cut: Mapping[str, int]
    year: int | None


def judged(view: View, roots: list[Node], tasks: list[Task], date: str | None) -> list[Task]:
    """The same tasks, their facts marked where they want a look. `date` is the paper's own day, if it says one."""
    spans = {p.span: same_key(p.name) for t in tasks for p in (*t.lead, *t.partners)}
    names = Counter(spans.values())
    paper = _Paper(view, by_id(roots), names, _cut_names(names), int(date[:4]) if date else None)
    return [_judge(paper, task) for task in tasks]


def judged_reports(reports: Iterable[ReportDuty], tasks: list[Task]) -> list[ReportDuty]:
    """A duty to report is as doubtful as the leads of the task it stands in."""
    found = []
    starts = [task.span[0] for task in tasks]
    for duty in reports:
        at = bisect_right(starts, duty.span[0]) - 1
        task = tasks[at] if at >= 0 and duty.span[1] <= tasks[at].span[1] else None
        why = (
            (task.doubt or next((p.doubt for p in task.lead if p.doubt), Doubt.NONE)) if task else Doubt.NONE
        )
        found.append(replace(duty, doubt=why) if why else duty)
    return found


def by_id(roots: list[Node]) -> dict[str, Node]:
    """Every node of the tree by its id."""
    found: dict[str, Node] = {}
    stack = list(roots)
    while stack:
        node = stack.pop()
        found[node.id] = node
        stack.extend(node.children)
    return found


def _judge(paper: _Paper, task: Task) -> Task:
    node = paper.nodes[task.id]
    lead = tuple(_lead(paper, node, task, p) for p in task.lead)
    partners = tuple(_partner(paper, node, task, p) for p in task.partners)
    due = tuple(_due(paper, node, task, d) for d in task.due)
    spans = {p.span: p.doubt for p in (*lead, *partners)} | {d.span: d.doubt for d in due}
    clauses = tuple(_clause(paper, c, spans) for c in task.clauses)
    return replace(
        task, lead=lead, partners=partners, due=due, clauses=clauses, doubt=_of_task(paper, node, task)
    )


def _of_task(paper: _Paper, node: Node, task: Task) -> Doubt:
    if _holds_label(paper.view, task.span):
        return Doubt.LABEL_INSIDE
    if "~" in node.id.split("-")[0]:
        return Doubt.NUMBER_TWICE
    if any(unread_label(paper.view, line) for line in islice(lines_for(node)[0], LINES)):
        return Doubt.LABEL_UNREAD
    if unread_days(paper.view, *task.span):
        return Doubt.LABEL_UNREAD
    if (
        any(p.found is Found.LABEL for p in task.lead)
        and len({n.block.kind for n in islice(_run(node), LINES)}) > 1
    ):
        return Doubt.NO_LABEL
    if all(p.found is not Found.SENTENCE for p in task.lead):
        if _lost_label(node):
            return Doubt.NO_LABEL
        if node.block.kind != "row" and not _begins_as_duty(paper.view, *task.span):
            return Doubt.NO_DUTY
    return Doubt.NONE


def _clause(paper: _Paper, clause: Clause, doubts: dict[Span, Doubt]) -> Clause:
    doubt = _cut(paper.view, clause)
    if not (doubt or clause.lead or clause.partners or clause.due):
        return clause
    return replace(
        clause,
        lead=tuple(replace(p, found=_way(paper, p)) for p in doubted_as(clause.lead, doubts)),
        partners=tuple(replace(p, found=_way(paper, p)) for p in doubted_as(clause.partners, doubts)),
        due=doubted_as(clause.due, doubts),
        doubt=doubt,
    )


def _cut(view: View, clause: Clause) -> Doubt:
    """Behind a full stop that was forgotten the cut is a guess."""
    if clause.id.endswith(".c1"):
        return Doubt.NONE
    _, last = view.trim(0, clause.span[0], '-+"(')
    return Doubt.NONE if view.flat[last - 1 : last] in (";", ".", "!", "?", ")", "/") else Doubt.CUT


def _lead(paper: _Paper, node: Node, task: Task, party: Party) -> Party:
    why = _of_name(paper, task, party)
    if not why and party.found in _INHERITED:
        why = _of_way(node, party)
    return replace(party, doubt=why, found=_way(paper, party))


def _way(paper: _Paper, party: Party) -> Found:
    return Found.LEARNED if party.span in paper.view.learned else party.found


def _partner(paper: _Paper, node: Node, task: Task, party: Party) -> Party:
    why = _of_name(paper, task, party)
    if not why and any(same_key(p.name) == same_key(party.name) for p in task.lead):
        why = Doubt.OWN_PARTNER
    if not why and party.found in _INHERITED:
        why = _of_way(node, party)
    return replace(party, doubt=why, found=_way(paper, party))


def _of_name(paper: _Paper, task: Task, party: Party) -> Doubt:
    if party.span in paper.view.learned:
        return Doubt.NONE
    if _is_cut_short(paper, party):
        return Doubt.NAME_SHORT
    if _GOES_ON.search(paper.view.low, *party.span):
        return Doubt.NAME_END
    if party.found is Found.HEADING:
        unsure = _runs_on(paper.view, party.span) or _may_be_field(paper.view, party.span)
        return Doubt.NAME_END if unsure else Doubt.NONE
    if party.found in (Found.LABEL, Found.COLUMN) or _ends_cleanly(paper.view, party.span, task.span[1]):
        return Doubt.NONE
    return Doubt.NAME_END


def _runs_on(view: View, span: Span) -> bool:
    """`Văn phòng - Tham mưu xây dựng …`: the dash below was joined to its heading."""
    places = [match.end() for match in _HYPHEN.finditer(view.flat, *span)]
    return any(is_verb(tokens(view, at, span[1]), 0) for at in places)


def _may_be_field(view: View, span: Span) -> bool:
    """`Trung tâm dữ liệu`: a heading with the head of a unit and small letters behind, which say neither whose it is
    nor what a board is for, may be what the part is about."""
    toks = tokens(view, *span)
    head = longest(toks, 0, w.BODIES)
    if not head or head >= len(toks) or any(t.capital for t in toks[1:]):
        return False
    if any(longest(toks, i, phrases, 3) for i in range(head, len(toks)) for phrases in (w.PLACES, w.TAILS)):
        return False
    return not any(longest(toks, head, phrases) for phrases in (w.BOARDS, w.PURPOSES, w.KINDS, w.GROUPS))


def _is_cut_short(paper: _Paper, party: Party) -> bool:
    """`Sở pháp` beside `Sở Tư pháp`; a lone `Sở`. Groups have no fixed words and are left alone."""
    key = same_key(party.name)
    parts = key.split()
    if (key in w.BODIES and len(parts) < 3) or " ".join(parts[:2]) in _NO_NAME:
        return True
    if key.startswith(("các ", "những ", "mọi ")) or party.name[:1].islower():
        return False
    return paper.cut.get(key, 0) >= max(1, paper.names[key])


def _cut_names(names: Counter[str]) -> Mapping[str, int]:
    """The names that another of the paper becomes without one of its words, and how often that one stands."""
    found: dict[str, int] = {}
    for name, count in names.items():
        words = name.split()
        if len(words) > _NAME_WORDS:
            continue
        for i in range(len(words)):
            short = " ".join(words[:i] + words[i + 1 :])
            if short in names:
                found[short] = max(found.get(short, 0), count)
    return found


def _ends_cleanly(view: View, span: Span, end: int) -> bool:
    """Is what stands behind a name, up to `end`, a verb, a word that ends names, or a mark?"""
    after = tokens(view, span[1], min(end, span[1] + 60))
    if not after or after[0].sep or after[0].start - span[1] != 1:
        return True
    if after[0].low in ("và", "hoặc", "&", "hay") or after[0].capital:
        return True
    return (
        is_verb(after, 0)
        or is_stop(after, 0)
        or duty_verb_at(after, 0)
        or bool(longest(after, 0, w.PREDICATES))
    )


def _of_way(node: Node, party: Party | Due) -> Doubt:
    """A fact that came down from a heading or across from label lines: was a number lost there, or is it far?"""
    start, here, steps = party.span[0], node, 0
    lost = False
    while here.parent is not None and not here.block.outer <= start < here.block.end:
        if party.found is Found.LABEL:
            if start in range(here.block.outer, _last(here)):
                return Doubt.NUMBER_LOST if lost else Doubt.NONE
            lost = lost or _skips(here)
        here = here.parent
        steps += bool(here.heading)
    if party.found is Found.HEADING and _skips(here):
        return Doubt.NUMBER_LOST
    if party.found is Found.HEADING and steps > 2:
        return Doubt.FAR_ABOVE
    return Doubt.NUMBER_LOST if lost else Doubt.NONE


def _last(node: Node) -> int:
    """Where the last block below a node ends."""
    while node.children:
        node = node.children[-1]
    return node.block.end


def _skips(node: Node) -> bool:
    """Does a number lack right behind this one among its siblings?"""
    mine = _ordinal(node)
    if mine is None or node.parent is None:
        return False
    after = _ordinal(node.after) if node.after else None
    return after is not None and after != mine + 1


def _ordinal(node: Node) -> int | None:
    key = node.block.key
    if node.block.kind == "roman" and all(c in _ROMAN for c in key):
        values = [_ROMAN[c] for c in key]
        return sum(-v if any(x > v for x in values[i + 1 :]) else v for i, v in enumerate(values))
    if node.block.kind == "letter" and key in _LETTERS:
        return _LETTERS.index(key) + 1
    last = key.rsplit(".", 1)[-1]
    return int(last) if last.isdigit() else None


def _lost_label(node: Node) -> bool:
    """A paragraph among labelled siblings, without a subject of its own."""
    if node.block.kind != "plain" or node.parent is None:
        return False
    return bool(node.parent.signs - {"plain", "cell", "row"})


def _run(node: Node) -> Iterable[Node]:
    """The label lines that speak of a leaf: below it, behind it, or behind what holds it."""
    if node.labels:
        return node.labels
    here: Node | None = node
    while here is not None and not here.behind:
        here = here.parent
    return here.behind if here else []


def _holds_label(view: View, span: Span) -> bool:
    text = _BRACKETS.sub(lambda m: " " * len(m.group()), view.flat[span[0] : span[1]])
    return bool(_LABEL_INSIDE.search(text, 1))


def _begins_as_duty(view: View, start: int, end: int) -> bool:
    toks = tokens(view, start, min(end, start + 90))
    if duty_verb_at(toks, 0) or longest(toks, 0, w.PREDICATES) or _OPENING.match(view.low, start, end):
        return True
    return bool(parse_units(view, start, end).items)


def _due(paper: _Paper, node: Node, task: Task, due: Due) -> Due:
    years = [int(y) for y in re.findall(r"(?:19|20)\d\d", due.value)]
    if paper.year and years and not paper.year <= years[-1] <= paper.year + _FAR_YEARS:
        return replace(due, doubt=Doubt.DAY_ODD)
    if len(task.due) > len(task.clauses):
        return replace(due, doubt=Doubt.SEVERAL)
    return replace(due, doubt=_of_way(node, due)) if due.found in _INHERITED else due
