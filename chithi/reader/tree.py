"""Blocks → the tree of the document: parts, items, letters, dashes, and paragraphs in their place."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field

from chithi.reader import words as w
from chithi.reader.blocks import RANKS, Block
from chithi.reader.clauses import duty_verb_at
from chithi.reader.labels import CONTENT, label_of
from chithi.reader.subjects import heading_units, sentence_subject
from chithi.reader.tokens import tokens
from chithi.reader.view import View, rx

_CLOSING = rx(rf"(?:trên đây là|yêu cầu|đề nghị các|giao|trong quá trình|quá trình|nơi nhận)\b|{w.IN_FORCE}")
# A sentence, not a title: it says by when, or what is sent to whom.
_SENTENCE = rx(
    r"\b(?:trước|chậm nhất|xong trong) (?:ngày|tháng|quý) \d"
    r"|\b(?:gửi|báo cáo)(?: [^\x20.;]{1,20}){0,16}? (?:về|cho|đến) "
)
_WITHIN = rx(r"(?:trong đó|cụ thể|riêng)\b")
_PARA_RANK = RANKS["dash"] - 0.5


@dataclass(slots=True)
class Node:
    """One block: `heading` and `duty` are its words before and behind the colon, `at` its chain of labels."""

    block: Block
    parent: Node | None
    at: str
    id: str = ""
    heading: tuple[int, int] | None = None
    duty: tuple[int, int] | None = None
    children: list[Node] = field(default_factory=list)
    described: bool = False  # the dashes below only say how the block's own task is done
    label: tuple[str, tuple[int, int]] | None = None  # what it says where it is a label line
    labels: list[Node] = field(default_factory=list)  # the label lines among the children
    below: list[Node] = field(default_factory=list)  # the other children
    behind: deque[Node] = field(default_factory=deque)  # the label lines that follow it among its siblings
    shares: bool = False  # another one stands between it and those
    signs: set[str] = field(default_factory=set)  # the kinds of the blocks in `below`
    after: Node | None = None  # the next one of its own kind among its siblings

    @property
    def rank(self) -> float:
        return RANKS[self.block.kind] if self.block.kind != "plain" else _PARA_RANK


def build_tree(view: View, blocks: list[Block]) -> list[Node]:
    """The roots, in order. Every block is in the tree once."""
    roots: list[Node] = []
    stack: list[Node] = []
    last: Node | None = None
    for block in blocks:
        if (
            last is not None
            and block.kind == "cell"
            and block.outer == last.block.outer
            and last.label is None
        ):
            _hang(view, last, block)  # the labels that close the words of a task
            continue
        if block.kind == "plain":
            _climb_for_paragraph(view, stack, block)
        else:
            _climb_for_label(view, stack, block)
        parent = stack[-1] if stack else None
        node = Node(block, parent, _chain(parent, block), label=label_of(view, block))
        (parent.children if parent else roots).append(node)
        if parent:
            (parent.labels if node.label else parent.below).append(node)
        if node.label is None and (block.kind != "plain" or _opens(view, block)):
            stack.append(node)
        last = node
    for root in roots:
        _settle(view, root)
    return roots


def _hang(view: View, node: Node, block: Block) -> None:
    label = Node(block, node, node.at, label=label_of(view, block))
    node.children.append(label)
    node.labels.append(label)


def _has_used(node: Node, sign: str) -> bool:
    """Does a child carry this sign? The first and last ones tell: the levels between belong to others."""
    shown = [*node.below[:2], *node.below[-2:], *node.labels[-2:]]
    return any(child.block.kind == sign for child in shown)


def _opens(view: View, block: Block) -> bool:
    """A paragraph that dashes below belong to: it ends with a colon or is nothing but a unit."""
    if view.flat[view.trim(block.start, block.end)[1] - 1] == ":":
        return True
    return heading_units(view, block.start, block.end) is not None and _is_bare_heading(view, block)


def _climb_for_label(view: View, stack: list[Node], block: Block) -> None:
    """A label closes everything of its own level and below; a label line (`- Đơn vị chủ trì: …`) goes back to the
    level on which its own sign was used before."""
    if block.kind != "cell" and label_of(view, block):
        for depth in range(len(stack) - 1, -1, -1):
            if _has_used(stack[depth], block.kind):
                del stack[depth + 1 :]
                return
    kinds = [node.block.kind for node in stack]
    if block.kind in kinds:
        del stack[kinds.index(block.kind) :]
        return
    while stack and stack[-1].rank >= RANKS[block.kind]:
        stack.pop()


def _climb_for_paragraph(view: View, stack: list[Node], block: Block) -> None:
    """A paragraph goes on with the item above; one that speaks to a unit of its own stands under the part."""
    while stack and stack[-1].rank >= _PARA_RANK and not _heads_paragraph(view, stack[-1], block):
        stack.pop()
    if stack and stack[-1].block.kind == "plain":
        return
    if not stack or stack[-1].rank <= RANKS["roman"] or label_of(view, block):
        return
    holder = stack[-1]
    said = holder.children or not _is_bare_heading(view, holder.block)
    if not said or not _speaks_for_itself(view, block):
        return
    while stack and stack[-1].rank > RANKS["roman"]:
        stack.pop()


def _heads_paragraph(view: View, node: Node, block: Block) -> bool:
    """A line that lost its number and is nothing but a unit: the paragraphs below, up to the next, are its duties."""
    if node.block.kind != "plain" or node.label or block.row >= 0 or label_of(view, block):
        return False
    start, end = node.block.start, node.block.end
    units = heading_units(view, start, end)
    if units is None or view.trim(units.stop, end, ":.;,")[0] < end:
        return False
    said = view.flat[block.start : block.end].rstrip()
    if not said.endswith((".", ";", ":")):
        return False
    return duty_verb_at(tokens(view, block.start, min(block.end, block.start + 60)), 0)


def _is_bare_heading(view: View, block: Block) -> bool:
    text = view.flat[block.start : block.end].rstrip()
    units = heading_units(view, block.start, block.end)
    if units is not None:
        return view.trim(units.stop, block.end, ":.;,")[0] >= block.end
    return not text.endswith((".", ";")) and len(text) < 400


def _speaks_for_itself(view: View, block: Block) -> bool:
    if _WITHIN.match(view.low, block.start, block.end):
        return False
    if _CLOSING.match(view.low, block.start, block.end):
        return True
    if heading_units(view, block.start, block.end):
        return True
    return sentence_subject(view, block.start, block.end) is not None


def _chain(parent: Node | None, block: Block) -> str:
    """`II.1.a`: dashes, plus signs and paragraphs add nothing; `2.1` under `2` adds only what is new."""
    above = parent.at if parent else ""
    if not block.key or block.kind == "cell":
        return above
    if block.kind.startswith("multi"):
        holder = parent
        while holder and (holder.block.kind.startswith("multi") or holder.block.kind == "number"):
            holder = holder.parent
        above = holder.at if holder else ""
    return f"{above}.{block.key}" if above else block.key


def _settle(view: View, node: Node) -> None:
    """Find the heading and the duty in the words of a block, then in those below."""
    stack = [node]
    while stack:
        here = stack.pop()
        stack.extend(here.children)
        _find_neighbours(here)
        start, end = here.block.start, here.block.end
        if start >= end:
            continue
        units = heading_units(view, start, end)
        _find_labels_behind(here)
        below = here.below
        here.described = units is None and bool(below) and _is_described(view, here, below)
        if here.described:
            here.duty = view.trim(start, end)
        elif units is not None:
            here.heading = view.trim(start, units.stop, ":.;,")
            rest = view.trim(units.stop, end, ":.;,")
            here.duty = view.trim(units.stop, end, ":") if rest[0] < rest[1] else None
        elif below and here.block.kind not in ("plain", "dash", "plus") and _titled(view, here):
            here.heading = view.trim(start, end, ":")
        else:
            here.duty = view.trim(start, end)


def _find_labels_behind(node: Node) -> None:
    """Give each child the run of label lines that follows it, or those below the next child that has some of its
    own (`3.1 … 3.2 … 3.3 … - Đơn vị chủ trì: …` speaks of all three). One walk from the last child to the first."""
    run: deque[Node] = deque()
    closed, between = True, False
    for child in reversed(node.children):
        if child.label:
            if closed:
                run = deque()
            run.appendleft(child)
            closed, between = False, False
            continue
        child.behind, child.shares = run, between
        closed, between = True, True
        if child.labels and child.block.kind.startswith("multi"):
            run = deque(child.labels)


def _find_neighbours(node: Node) -> None:
    last: dict[str, Node] = {}
    for child in node.below:
        kind = child.block.kind
        if kind in last:
            last[kind].after = child
        last[kind] = child
    node.signs = set(last)


def _is_described(view: View, node: Node, below: list[Node]) -> bool:
    """Its label lines carry the same sign as the dashes beside them: all of them speak of the one task above."""
    labels = {c.block.kind for c in node.labels if c.block.kind != "cell"}
    signs = {c.block.kind for c in below}
    text = view.flat[node.block.start : node.block.end].rstrip()
    if any(CONTENT.match(view.low, c.block.start, c.block.end) for c in below):
        return False  # `- Nội dung: …` beside the label lines is the task, and the words above its title
    if any(
        any(more.block.kind != "cell" for more in c.children)
        or view.flat[c.block.start : c.block.end].rstrip().endswith(":")
        for c in below
        if c.block.kind in labels
    ):
        return False
    return (
        len(labels) == 1 and "plain" not in labels and labels <= signs and len(text) > 60 and text[-1] != ":"
    )


def _titled(view: View, node: Node) -> bool:
    """A label's words that stand above others are a heading unless they are a full sentence with a full stop."""
    text = view.flat[node.block.start : node.block.end].rstrip()
    if RANKS[node.block.kind] <= RANKS["roman"]:
        return True
    if re.search(r"[.;]\s[A-ZĐ]", text) or sentence_subject(view, node.block.start, node.block.end):
        return False
    if len(text) >= 300:
        return False
    ended = text.endswith((".", ";"))
    return not (ended and _SENTENCE.search(view.low, node.block.start, node.block.end))


def name_nodes(roots: list[Node]) -> None:
    """Ids from the labels, unique in the file: `III.1`, its second dash `III.1-2`, a label that repeats `II.3.2~2`."""
    used: set[str] = set()
    repeats: dict[str, int] = {}
    queue: deque[tuple[Node | None, list[Node]]] = deque([(None, roots)])
    while queue:
        parent, children = queue.popleft()
        unlabelled = 0
        for child in children:
            if child.block.key and child.block.kind != "cell":
                wanted = child.at
            else:
                unlabelled += 1
                wanted = f"{parent.id if parent else '0'}-{unlabelled}"
            child.id = wanted
            while child.id in used:
                repeats[wanted] = repeats.get(wanted, 1) + 1
                child.id = f"{wanted}~{repeats[wanted]}"
            used.add(child.id)
        queue.extend((child, child.children) for child in children if child.children)
