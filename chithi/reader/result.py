"""The reading: what was found in a plan, each part frozen, with `as_dict()` in the shape of the contract.

Every span is `(start, end)`, half open, in characters of `source.text`; a part's `text` or `name` is exactly
`source.text[start:end]`, line breaks of the paper included (`Party.plain` is the same on one line).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from chithi.reader.paging import number_pages

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Source:
    """The file: its name, the SHA-256 of its bytes, and its text in NFC with line ends as line feeds.

    `pages` of a PDF: (start, number of the page) of each stretch of the text, in order. `scanned` where letters were
    recognised in pictures, by us or by whoever made the file.
    """

    file: str
    sha256: str
    text: str
    pages: tuple[tuple[int, int], ...] = ()
    scanned: bool = False

    def as_dict(self) -> dict[str, Any]:
        out: dict[str, Any] = {"file": self.file, "sha256": self.sha256, "text": self.text}
        if self.pages:
            out["pages"] = [list(stretch) for stretch in self.pages]
        if self.scanned:
            out["scanned"] = True
        return out


@dataclass(frozen=True, slots=True)
class Party:
    """A unit, group of units or post as the paper writes it. `mode` is told or requested; empty for partners."""

    name: str
    span: Span
    mode: str = ""

    @property
    def plain(self) -> str:
        """The name on one line: runs of white space as one space."""
        return " ".join(self.name.split())

    def as_dict(self) -> dict[str, Any]:
        out: dict[str, Any] = {"name": self.name, "span": list(self.span)}
        if self.mode:
            out["mode"] = self.mode
        return out


@dataclass(frozen=True, slots=True)
class Due:
    """A day or period by which a task must be done: `value` as in ANNOTATION.md, `bound` before, by or in."""

    value: str
    bound: str
    span: Span

    def as_dict(self) -> dict[str, Any]:
        return {"value": self.value, "bound": self.bound, "span": list(self.span)}


@dataclass(frozen=True, slots=True)
class Clause:
    """One duty of a task. `lead` only where it differs from the task's; `partners` and `due` of this duty alone."""

    id: str
    text: str
    span: Span
    lead: tuple[Party, ...] = ()
    partners: tuple[Party, ...] = ()
    due: tuple[Due, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        return {
            "id": self.id, "text": self.text, "span": list(self.span),
            "lead": [p.as_dict() for p in self.lead],
            "with": [p.as_dict() for p in self.partners],
            "due": [d.as_dict() for d in self.due],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Task:
    """A leaf that somebody must carry out. `id` is the id of its provision; `partners` is the union of its clauses'."""

    id: str
    at: str
    text: str
    span: Span
    lead: tuple[Party, ...] = ()
    partners: tuple[Party, ...] = ()
    due: tuple[Due, ...] = ()
    cites: tuple[str, ...] = ()
    clauses: tuple[Clause, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        return {
            "id": self.id, "at": self.at, "text": self.text, "span": list(self.span),
            "lead": [p.as_dict() for p in self.lead],
            "with": [p.as_dict() for p in self.partners],
            "due": [d.as_dict() for d in self.due],
            "cites": list(self.cites),
            "clauses": [c.as_dict() for c in self.clauses],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Provision:
    """A block of the document's tree: its label as written, its heading if it has one, its own text, its children."""

    id: str
    label: str
    heading: str
    text: str
    span: Span
    children: tuple[Provision, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        return {
            "id": self.id, "label": self.label, "heading": self.heading, "text": self.text,
            "span": list(self.span), "children": [c.as_dict() for c in self.children],
        }  # fmt: skip

    def leaves(self) -> list[Provision]:
        """The smallest blocks below (or the block itself), in order."""
        found: list[Provision] = []
        stack = [self]
        while stack:
            node = stack.pop()
            if node.children:
                stack.extend(reversed(node.children))
            else:
                found.append(node)
        return found


@dataclass(frozen=True, slots=True)
class ReportDuty:
    """Who reports to whom, through whom, when in the rhythm (`due`, `bound`) and how often (`every`)."""

    by: tuple[str, ...]
    to: tuple[str, ...]
    via: tuple[str, ...]
    due: str | None
    bound: str | None
    every: str | None
    span: Span

    def as_dict(self) -> dict[str, Any]:
        return {
            "by": list(self.by), "to": list(self.to), "via": list(self.via), "due": self.due,
            "bound": self.bound, "every": self.every, "span": list(self.span),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citation:
    """A document cited by number; `spans` are all places, slips of the pen included."""

    number: str
    kind: str | None
    date: str | None
    spans: tuple[Span, ...]

    def as_dict(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "kind": self.kind,
            "date": self.date,
            "spans": [list(s) for s in self.spans],
        }


@dataclass(frozen=True, slots=True)
class Period:
    first: str
    last: str
    span: Span

    def as_dict(self) -> dict[str, Any]:
        return {"from": self.first, "to": self.last, "span": list(self.span)}


@dataclass(frozen=True, slots=True)
class Abbreviation:
    short: str
    long: str
    span: Span

    def as_dict(self) -> dict[str, Any]:
        return {"short": self.short, "long": self.long, "span": list(self.span)}


@dataclass(frozen=True, slots=True)
class Recipient:
    """One entry under "Nơi nhận"; `note` is what its closing bracket says, without the bracket."""

    name: str
    note: str
    span: Span

    def as_dict(self) -> dict[str, Any]:
        return {"name": self.name, "note": self.note, "span": list(self.span)}


@dataclass(frozen=True, slots=True)
class Warning_:
    """Something a person should look at: `what` is a stable code."""

    what: str
    span: Span

    def as_dict(self) -> dict[str, Any]:
        return {"what": self.what, "span": list(self.span)}


@dataclass(frozen=True, slots=True)
class Head:
    """The head of the paper; None where it does not say."""

    kind: str | None = None
    number: str | None = None
    date: str | None = None
    issuer: str | None = None
    place: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A plan, read. `as_dict()` is the JSON object of `chithi read --json`."""

    source: Source
    head: Head = field(default_factory=Head)
    implements: tuple[str, ...] = ()
    provisions: tuple[Provision, ...] = ()
    tasks: tuple[Task, ...] = ()
    reports: tuple[ReportDuty, ...] = ()
    citations: tuple[Citation, ...] = ()
    periods: tuple[Period, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    warnings: tuple[Warning_, ...] = ()

    @property
    def kind(self) -> str | None:
        return self.head.kind

    @property
    def number(self) -> str | None:
        return self.head.number

    @property
    def title(self) -> str | None:
        return self.head.title

    def as_dict(self) -> dict[str, Any]:
        return number_pages(self._facts(), self.source.pages)

    def _facts(self) -> dict[str, Any]:
        return {
            "source": self.source.as_dict(),
            "kind": self.head.kind, "number": self.head.number, "date": self.head.date,
            "issuer": self.head.issuer, "place": self.head.place, "title": self.head.title,
            "implements": list(self.implements),
            "provisions": [p.as_dict() for p in self.provisions],
            "tasks": [t.as_dict() for t in self.tasks],
            "reports": [r.as_dict() for r in self.reports],
            "citations": [c.as_dict() for c in self.citations],
            "periods": [p.as_dict() for p in self.periods],
            "abbreviations": [a.as_dict() for a in self.abbreviations],
            "recipients": [r.as_dict() for r in self.recipients],
            "warnings": [w.as_dict() for w in self.warnings],
        }  # fmt: skip
