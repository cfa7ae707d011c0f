"""The reading: what was found in a plan, each part frozen, with `as_dict()` in the shape of the contract.

Every span is `(start, end)`, half open, in characters of `source.text`; a part's `text` or `name` is exactly
`source.text[start:end]`, line breaks of the paper included (`Party.plain` is the same on one line). A fact says how
it was `found`; `doubt` is why it wants a look, if it does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, TypeVar

from chithi.reader.paging import number_pages

Span = tuple[int, int]
# Within a name: a line that is nothing but the number of a page, the mark of a note.
_WITHIN = re.compile(r"\n\s*(?:[Tt]rang )?[-–]*[ ]?\d{1,3}[ ]?[-–]*[ \t\f]*(?=\n)|(?<=\S)\[\d{1,3}\]")


class Found(StrEnum):
    """How a fact was found; the page of checking says it in words."""

    HEADING = "heading"  # the heading above is a unit
    SENTENCE = "sentence"  # the subject of the task's own sentence
    PHRASE = "phrase"  # words inside the sentence: `phối hợp với …`, `trước ngày …`
    BRACKET = "bracket"  # `(Giao Công an tỉnh chủ trì …)`
    LABEL = "label"  # a label line: `Đơn vị chủ trì: …`
    COLUMN = "column"  # a column of a table of tasks
    LEARNED = "learned"  # what a person corrected before


class Doubt(StrEnum):
    """Why a fact wants a look; empty where it does not. The codes are stable."""

    NONE = ""
    NUMBER_LOST = "number_lost"  # numbers skip beside it: a label may have been lost
    NUMBER_TWICE = "number_twice"  # its number stands there before: a heading may have been lost
    LABEL_INSIDE = "label_inside"  # its words hold another item's label: lines may have been joined
    LABEL_UNREAD = "label_unread"  # a label line of it (who or when) could not be read
    NO_LABEL = "no_label"  # a paragraph without a label among labelled items
    NO_DUTY = "no_duty"  # its words do not begin as a duty does
    FAR_ABOVE = "far_above"  # inherited from far above, past other headings
    NAME_END = "name_end"  # where the name ends is not sure
    NAME_SHORT = "name_short"  # like another name of the paper, a word missing
    SEVERAL = "several"  # several days or subjects in one task
    DAY_ODD = "day_odd"  # a day before the paper's own, or far behind it
    CUT = "cut"  # the clause is cut without a sure sign
    OWN_PARTNER = "own_partner"  # it leads and helps at once


def _doubted(doubt: Doubt) -> dict[str, Any]:
    """`doubt` and its reason, only where a look is wanted."""
    return {"doubt": True, "why": doubt.value} if doubt else {}


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


def plain_name(name: str) -> str:
    """A name on one line: runs of white space as one space, page numbers and marks of notes within left out."""
    return " ".join(_WITHIN.sub(" ", name).split())


@dataclass(frozen=True, slots=True)
class Party:
    """A unit, group of units or post as the paper writes it. `mode` is told or requested; empty for partners."""

    name: str
    span: Span
    mode: str = ""
    found: Found = Found.PHRASE
    doubt: Doubt = Doubt.NONE

    @property
    def plain(self) -> str:
        """The name on one line, without the page numbers and marks of notes that stand within."""
        return plain_name(self.name)

    def as_dict(self) -> dict[str, Any]:
        out: dict[str, Any] = {"name": self.name, "span": list(self.span)}
        if self.mode:
            out["mode"] = self.mode
        return {**out, "found": self.found.value, **_doubted(self.doubt)}


@dataclass(frozen=True, slots=True)
class Due:
    """A day or period by which a task must be done: `value` as in ANNOTATION.md, `bound` before, by or in."""

    value: str
    bound: str
    span: Span
    found: Found = Found.PHRASE
    doubt: Doubt = Doubt.NONE

    def as_dict(self) -> dict[str, Any]:
        return {
            "value": self.value, "bound": self.bound, "span": list(self.span),
            "found": self.found.value, **_doubted(self.doubt),
        }  # fmt: skip


Fact = TypeVar("Fact", Party, Due)


def found_as(facts: Iterable[Fact], how: Found) -> tuple[Fact, ...]:
    """The same facts, marked with how they were found."""
    return tuple(replace(fact, found=how) for fact in facts)


def doubted_as(facts: Iterable[Fact], doubts: Mapping[Span, Doubt]) -> tuple[Fact, ...]:
    """The same facts, each with the doubt that was found for its span."""
    return tuple(replace(fact, doubt=doubts.get(fact.span, fact.doubt)) for fact in facts)


@dataclass(frozen=True, slots=True)
class Clause:
    """One duty of a task. `lead` only where it differs from the task's; `partners` and `due` of this duty alone."""

    id: str
    text: str
    span: Span
    lead: tuple[Party, ...] = ()
    partners: tuple[Party, ...] = ()
    due: tuple[Due, ...] = ()
    doubt: Doubt = Doubt.NONE

    def as_dict(self) -> dict[str, Any]:
        return {
            "id": self.id, "text": self.text, "span": list(self.span),
            "lead": [p.as_dict() for p in self.lead],
            "with": [p.as_dict() for p in self.partners],
            "due": [d.as_dict() for d in self.due],
            **_doubted(self.doubt),
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
    doubt: Doubt = Doubt.NONE

    @property
    def wants_a_look(self) -> bool:
        """Is anything in it doubtful?"""
        parties = (*self.lead, *self.partners)
        doubts = (self.doubt, *(p.doubt for p in parties), *(d.doubt for d in self.due))
        return any(doubts) or any(c.doubt for c in self.clauses)

    def as_dict(self) -> dict[str, Any]:
        return {
            "id": self.id, "at": self.at, "text": self.text, "span": list(self.span),
            "lead": [p.as_dict() for p in self.lead],
            "with": [p.as_dict() for p in self.partners],
            "due": [d.as_dict() for d in self.due],
            "cites": list(self.cites),
            "clauses": [c.as_dict() for c in self.clauses],
            **_doubted(self.doubt),
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
    kind: str = ""  # a key of `blocks.RANKS`
    labels: tuple[Provision, ...] = ()  # label lines (`Đơn vị chủ trì: …`) and cells below it: no provisions

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
class PaperPart:
    """One paper of the file (a decision, the plan it issues, an annex): `opening` are the spans of its grounds and
    opening words, `roots` how many of the reading's provisions are its own."""

    kind: str | None
    title: str | None
    opening: tuple[Span, ...]
    roots: int


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
    found: Found = Found.SENTENCE
    doubt: Doubt = Doubt.NONE

    def as_dict(self) -> dict[str, Any]:
        return {
            "by": list(self.by), "to": list(self.to), "via": list(self.via), "due": self.due,
            "bound": self.bound, "every": self.every, "span": list(self.span),
            "found": self.found.value, **_doubted(self.doubt),
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
    papers: tuple[PaperPart, ...] = ()

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
