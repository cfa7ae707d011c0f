"""The steps of a reading in their order: text → lines → papers → blocks → tree → meaning."""

from __future__ import annotations

import os

from chithi.reader.blocks import make_blocks, width_of
from chithi.reader.citations import fold_slips, mentions
from chithi.reader.doubt import judged, judged_reports
from chithi.reader.formats.source import as_source, extract, read_file
from chithi.reader.header import read_head, read_implements, title_of, year_of
from chithi.reader.known import NOTHING, Known
from chithi.reader.layout import Paper, split_papers
from chithi.reader.line_tables import cells_on_lines
from chithi.reader.lines import split_lines
from chithi.reader.recipients import read_recipients
from chithi.reader.reports import find_reports
from chithi.reader.result import PaperPart, Provision, Reading, Source, Span, Warning_
from chithi.reader.tables import lay_tables
from chithi.reader.tasks import find_tasks
from chithi.reader.terms import find_abbreviations, find_periods
from chithi.reader.tree import Node, build_tree, name_nodes
from chithi.reader.unplaced import find_unplaced
from chithi.reader.view import View


def read(path: str | os.PathLike[str], known: Known = NOTHING) -> Reading:
    """Read the plan in a file of any format that docs/reader.md names. Raises `UnreadableError`."""
    data, name = read_file(path)
    return read_bytes(data, name, known)


def read_bytes(data: bytes, filename: str, known: Known = NOTHING) -> Reading:
    """Read a plan from its bytes; `filename` tells what the file calls itself, `known` what people taught before."""
    found = extract(data, filename)
    return read_source(as_source(data, filename, found), known, found.marks)


def read_source(source: Source, known: Known = NOTHING, marks: tuple[str, ...] = ()) -> Reading:
    """Read a plan from its text. Total: any text gives a reading, with warnings where little was found; `marks` of how
    the text was got are warnings too."""
    view = View(source.text, known)
    lines = split_lines(view)
    papers = split_papers(view, lines)
    view.year = year_of(view, papers)
    width = max(width_of(paper.body) for paper in papers)
    blocks = [
        make_blocks(view, paper.body, width, cells_on_lines(view, paper.body, width)) for paper in papers
    ]
    trees = [_parted(build_tree(view, lay_tables(view, below))) for below in blocks]
    roots = [root for _, below in trees for root in below]
    name_nodes(roots)
    head = read_head(view, papers)
    citations = [c for c in fold_slips(mentions(view, 0, len(view.text))) if c.number != head.number]
    tasks = judged(view, roots, find_tasks(view, roots, citations), head.date)
    reports = judged_reports(find_reports(view, tasks, roots), tasks)
    warnings = [] if tasks else [Warning_("no_tasks", (0, 0))]
    if head.kind is None:
        warnings.append(Warning_("no_title", (0, 0)))
    warnings.extend(find_unplaced(view, papers, blocks, roots, tasks))
    warnings.extend(Warning_(mark, (0, 0)) for mark in marks)
    return Reading(
        source=source, head=head, implements=read_implements(view, papers, citations),
        provisions=tuple(_provision(view, root) for root in roots), tasks=tuple(tasks),
        reports=tuple(reports), citations=tuple(citations), periods=tuple(find_periods(view)),
        abbreviations=tuple(find_abbreviations(view)), recipients=tuple(read_recipients(view, papers)),
        warnings=tuple(warnings), papers=_papers(view, papers, trees),
    )  # fmt: skip


def _parted(roots: list[Node]) -> tuple[list[Node], list[Node]]:
    """(opening, provisions). The grounds and the opening before the first part are no provisions; a paper without
    any label is all of it."""
    first = next((i for i, root in enumerate(roots) if root.block.kind != "plain"), 0)
    return roots[:first], roots[first:]


def _papers(
    view: View, papers: list[Paper], trees: list[tuple[list[Node], list[Node]]]
) -> tuple[PaperPart, ...]:
    return tuple(
        PaperPart(
            paper.kind,
            title_of(view, paper),
            tuple(span for node in opening for span in _spans(node)),
            len(roots),
        )
        for paper, (opening, roots) in zip(papers, trees, strict=True)
    )


def _spans(node: Node) -> list[Span]:
    """The spans of a node and of all below it, in order."""
    return [(node.block.start, node.block.end), *(span for child in node.children for span in _spans(child))]


def _provision(view: View, node: Node) -> Provision:
    start, end = node.block.start, node.block.end
    heading = " ".join(view.text[node.heading[0] : node.heading[1]].split()) if node.heading else ""
    children = tuple(_provision(view, child) for child in node.below)
    labels = tuple(_provision(view, line) for line in node.labels)
    return Provision(
        node.id,
        node.block.label,
        heading,
        view.text[start:end],
        (start, end),
        children,
        node.block.kind,
        labels,
    )
