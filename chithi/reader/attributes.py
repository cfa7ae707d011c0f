"""Which label lines (or cells of a row) speak of a leaf, and what they say."""

from __future__ import annotations

from dataclasses import dataclass

from chithi.reader.dates import dues_in_label
from chithi.reader.labels import label_of
from chithi.reader.result import Due, Party, Span
from chithi.reader.subjects import parties, partners, sentence_subject
from chithi.reader.tree import Node
from chithi.reader.units import members, parse_units
from chithi.reader.view import View, rx

_COOPERATION = rx(r"(?:chủ trì,? )?phối hợp")


@dataclass(frozen=True, slots=True)
class Labels:
    """Leads, partners and deadlines of label lines; `near` where they stand below the leaf itself."""

    lead: tuple[Party, ...] = ()
    partners: tuple[Party, ...] = ()
    due: tuple[Due, ...] = ()
    near: bool = True


def labels_for(view: View, node: Node) -> Labels:
    """The label lines below a leaf, else those behind it among its siblings, else those of the blocks above it."""
    below = _label_lines(view, node.children)
    if below:
        return _said(view, below, True)
    for _ in range(4):
        if node.parent is None:
            break
        behind = _behind(view, node)
        if behind:
            return _said(view, behind, False)
        node = node.parent
        own = _label_lines(view, node.children)
        if own and node.described:
            return _said(view, own, False)
        if node.block.kind in ("roman", "upper", "part", "article", "annex"):
            break
    return Labels()


def _label_lines(view: View, nodes: list[Node]) -> list[Node]:
    return [node for node in nodes if label_of(view, node.block)]


def _behind(view: View, node: Node) -> list[Node]:
    """The next label lines among the siblings that follow, or below the next sibling that has some of its own
    (`3.1 … 3.2 … 3.3 … - Đơn vị chủ trì: …` speaks of all three)."""
    siblings = node.parent.children if node.parent else []
    index = next((i for i, sibling in enumerate(siblings) if sibling is node), len(siblings))
    found: list[Node] = []
    for sibling in siblings[index + 1 :]:
        if label_of(view, sibling.block):
            found.append(sibling)
        elif found:
            break
        elif sibling.block.kind == node.block.kind and not found and sibling.block.kind.startswith("multi"):
            below = _label_lines(view, sibling.children)
            if below:
                return below
    return found


def _said(view: View, lines: list[Node], near: bool) -> Labels:
    lead: list[Party] = []
    together: list[Party] = []
    due: list[Due] = []
    for line in lines:
        found = label_of(view, line.block)
        if found is None:
            continue
        kind, (start, end) = found
        if kind == "lead":
            lead.extend(_leads(view, start, end))
            together.extend(partners(view, start, end))
        elif kind == "with":
            together.extend(Party(view.text[a:b], (a, b)) for a, b in parse_units(view, start, end).items)
        elif kind == "due":
            due.extend(dues_in_label(view, start, end))
    return Labels(tuple(lead), tuple(together), tuple(due), near)


def _leads(view: View, start: int, end: int) -> list[Party]:
    """A list of units, or sentences of which each has its unit (`Sở X rà soát …; các sở, ngành rà soát …`)."""
    first = members(view, parse_units(view, start, end))
    found = list(parties(view, first, False))
    if not found or first.stop >= end or view.flat[first.stop : end].lstrip().startswith((",", ";", ".")):
        return found
    if _COOPERATION.match(view.low, view.trim(first.stop, end)[0], end):
        return found
    for left in _parts(view, first.stop, end):
        subject = sentence_subject(view, left, end)
        if subject and subject.units.items[0][0] - left < 4:
            found.extend(parties(view, subject.units, subject.asked))
    return found


def _parts(view: View, start: int, end: int) -> list[int]:
    places = []
    at = view.flat.find("; ", start, end)
    while at >= 0:
        places.append(view.trim(at + 1, end)[0])
        at = view.flat.find("; ", at + 1, end)
    return places


def spans_of(found: tuple[Party, ...]) -> tuple[Span, ...]:
    return tuple(party.span for party in found)
