"""A reading → Akoma Ntoso 3.0 (OASIS LegalDocML): the hierarchy of the paper as XML that other systems know.

A plan is a `doc`; what a decision brings with it stands in its `attachments`. Identifiers follow the OASIS naming
convention: `/akn/vn/doc/ke-hoach/2025-11-20/141-KH-UBND`, `sec_III__para_1__point_a`. What the paper does not say is
said as unknown: number `nn`, the day `0001-01-01` with the name `unknown`, the author `#unknown`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from chithi.reader.blocks import RANKS
from chithi.reader.result import Citation, PaperPart, Provision, Reading
from chithi.vietnamese import fold

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
UNKNOWN_DAY = "0001-01-01"
# Kind of block → (element, its part of an id, name of a hcontainer).
_ELEMENTS = {
    "annex": ("hcontainer", "hcontainer", "annex"), "part": ("part", "part", ""), "upper": ("chapter", "chp", ""),
    "article": ("article", "art", ""), "roman": ("section", "sec", ""), "number": ("paragraph", "para", ""),
    "multi2": ("subparagraph", "subpara", ""), "multi3": ("subparagraph", "subpara", ""),
    "multi4": ("subparagraph", "subpara", ""), "letter": ("point", "point", ""), "paren": ("point", "point", ""),
    "plain": ("alinea", "al", ""), "star": ("hcontainer", "hcontainer", "note"),
    "row": ("hcontainer", "hcontainer", "row"), "cell": ("hcontainer", "hcontainer", "cell"),
    "dash": ("indent", "indent", ""), "plus": ("hcontainer", "hcontainer", "subIndent"),
}  # fmt: skip
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NO_ID = re.compile(r"[^\w.]+")
_HEADING_END = re.compile(r"[\s:.;,]*")


def to_akn(reading: Reading) -> bytes:
    """The reading as one XML document in UTF-8. Letters that XML cannot hold become U+FFFD (white space a space)."""
    from lxml import etree

    writer = _Writer(reading)
    writer.document()
    found: bytes = etree.tostring(writer.root, xml_declaration=True, encoding="UTF-8")
    return found


def legal(text: str) -> str:
    """The text without the characters that XML 1.0 cannot hold."""
    return _ILLEGAL.sub(lambda found: " " if found.group().isspace() else "\ufffd", text)


def ordered(provision: Provision) -> list[Provision]:
    """What stands below a provision, its label lines and cells too, in the order of the text."""
    return sorted((*provision.children, *provision.labels), key=lambda below: below.span)


def _slug(words: str | None) -> str:
    """`Kế hoạch` → `ke-hoach`; `nn` for nothing, as the naming convention has it."""
    return re.sub(r"[^a-z0-9]+", "-", fold(words or "")).strip("-") or "nn"


def _number(number: str | None) -> str:
    """`141/KH-UBND` → `141-KH-UBND`, `đ` as d: an id in an address is plain letters."""
    plain = (number or "").replace("đ", "d").replace("Đ", "D").replace("Ư", "U").replace("ư", "u")
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-") or "nn"


def _uri(kind: str | None, date: str | None, number: str | None) -> str:
    return f"/akn/vn/doc/{_slug(kind)}/{date or 'nn'}/{_number(number)}"


class _Writer:
    """Holds the tree that grows, the ids that are taken and the places where documents are cited."""

    def __init__(self, reading: Reading) -> None:
        from lxml import etree

        self.reading = reading
        self.text = reading.source.text
        self.make: Any = etree.SubElement
        names: Any = {None: NAMESPACE}
        self.root: Element = etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap=names)
        self.taken: dict[str, int] = {}
        self.cited = sorted(
            ((span, citation) for citation in reading.citations for span in citation.spans),
            key=lambda place: place[0],
        )
        self.next = 0  # among `cited`: the body is walked in the order of the text

    def document(self) -> None:
        """The first paper; the others are attached to it."""
        papers = self.reading.papers or (PaperPart(None, None, (), len(self.reading.provisions)),)
        roots = iter(self.reading.provisions)
        doc = self._doc(self.root, papers[0], roots, None)
        if len(papers) == 1:
            return
        attachments = self._add(doc, "attachments")
        for number, paper in enumerate(papers[1:], 1):
            holder = self._add(attachments, "attachment", self._id(f"att_{number}"))
            self._doc(holder, paper, roots, number)

    def _doc(
        self, above: Element, paper: PaperPart, roots: Iterator[Provision], attached: int | None
    ) -> Element:
        head = self.reading.head
        kind = paper.kind if attached or paper.kind else head.kind
        doc = self._add(above, "doc", name=_slug(kind) if kind else "unknown")
        self._meta(doc, paper, attached)
        self._preface(doc, paper, attached)
        if paper.opening:
            preamble = self._add(doc, "preamble")
            for span in paper.opening:
                self._words(self._add(preamble, "p"), *span)
        body = self._add(doc, "mainBody")
        prefix = f"att_{attached}__" if attached else ""
        own = [root for _, root in zip(range(paper.roots), roots, strict=False)]
        self._below(body, own, prefix)
        if not len(body):
            self._add(body, "p")
        if not attached and self.reading.recipients:
            self._recipients(doc)
        return doc

    def _add(self, above: Element, tag: str, eid: str | None = None, **attributes: str | None) -> Element:
        said = {key: legal(value) for key, value in attributes.items() if value is not None}
        if eid is not None:
            said["eId"] = eid
        return self.make(above, f"{{{NAMESPACE}}}{tag}", said)

    def _id(self, wanted: str) -> str:
        """The id, or the id with `-2`, `-3` … where a label repeats."""
        count = self.taken[wanted] = self.taken.get(wanted, 0) + 1
        if count == 1:
            return wanted
        return self._id(f"{wanted}-{count}")

    # What the document is.

    def _meta(self, doc: Element, paper: PaperPart, attached: int | None) -> None:
        head = self.reading.head
        part = f"!att_{attached}" if attached else "!main"
        meta = self._add(doc, "meta")
        identification = self._add(meta, "identification", source="#chithi")
        work = _uri(head.kind, head.date, head.number)
        author = "#issuer" if head.issuer else "#unknown"
        for level, uri in (
            ("Work", work),
            ("Expression", f"{work}/vie@"),
            ("Manifestation", f"{work}/vie@.xml"),
        ):
            here = self._add(identification, f"FRBR{level}")
            tail = ".xml" if level == "Manifestation" else ""
            self._add(here, "FRBRthis", value=f"{uri.removesuffix('.xml')}/{part}{tail}")
            self._add(here, "FRBRuri", value=uri)
            self._add(
                here, "FRBRdate", date=head.date or UNKNOWN_DAY, name="issued" if head.date else "unknown"
            )
            self._add(here, "FRBRauthor", href=author)
            if level == "Work":
                self._add(here, "FRBRcountry", value="vn")
                self._add(here, "FRBRsubtype", value=_slug(paper.kind or head.kind))
                if head.number:
                    self._add(here, "FRBRnumber", value=head.number)
                if paper.title:
                    self._add(here, "FRBRname", value=paper.title)
            elif level == "Expression":
                self._add(here, "FRBRlanguage", language="vie")
            else:
                self._add(here, "FRBRformat", value="application/akn+xml")
        references = self._add(meta, "references", source="#chithi")
        prefix = f"att_{attached}__" if attached else ""
        if not attached:
            for citation in self.reading.citations:
                self._reference(references, citation)
        self._add(
            references,
            "TLCOrganization",
            f"{prefix}chithi",
            href="/akn/ontology/organization/chithi",
            showAs="chithi",
        )
        issuer = head.issuer or "không rõ"
        self._add(
            references, "TLCOrganization", f"{prefix}{author[1:]}",
            href=f"/akn/ontology/organization/vn/{_slug(head.issuer)}", showAs=issuer,
        )  # fmt: skip

    def _reference(self, references: Element, citation: Citation) -> None:
        said = f"{(citation.kind or 'văn bản').capitalize()} {citation.number}"
        self._add(
            references,
            "activeRef",
            self._id(f"ref_{_number(citation.number)}"),
            href=_target(citation),
            showAs=said,
        )

    def _preface(self, doc: Element, paper: PaperPart, attached: int | None) -> None:
        head = self.reading.head
        facts = [] if attached else [
            ("docAuthority", head.issuer, {}), ("docNumber", head.number, {}),
            ("docDate", " ".join(filter(None, (head.place and f"{head.place},", head.date and _day(head.date)))),
             {"date": head.date or UNKNOWN_DAY}),
        ]  # fmt: skip
        facts += [("docType", paper.kind and paper.kind.upper(), {}), ("docTitle", paper.title, {})]
        said = [(tag, words, attributes) for tag, words, attributes in facts if words]
        if not said:
            return
        preface = self._add(doc, "preface")
        for tag, words, attributes in said:
            self._add(self._add(preface, "p"), tag, **attributes).text = legal(words)

    # What it says.

    def _below(self, above: Element, provisions: Sequence[Provision], prefix: str) -> None:
        """Provisions in their order; rows that follow each other are one table."""
        counts: dict[str, int] = {}
        for is_row, run in groupby(provisions, _is_row):
            if is_row:
                self._table(above, list(run), prefix, counts)
                continue
            for provision in run:
                self._provision(above, provision, prefix, counts)

    def _provision(self, above: Element, provision: Provision, prefix: str, counts: dict[str, int]) -> None:
        tag, short, name = _ELEMENTS.get(provision.kind, _ELEMENTS["plain"])
        eid = self._id(prefix + self._step(provision, short, counts))
        here = self._add(above, tag, eid, name=name or None)
        if provision.label:
            self._add(here, "num", f"{eid}__num").text = legal(provision.label)
        start, end = provision.span
        cut = start + _heading_length(provision)
        if cut > start:
            self._words(self._add(here, "heading", f"{eid}__heading"), start, cut)
        below = ordered(provision)
        if below:
            if cut < end:
                self._words(self._add(self._add(here, "intro", f"{eid}__intro"), "p"), cut, end)
            self._below(here, below, f"{eid}__")
        else:
            self._words(self._add(self._add(here, "content", f"{eid}__content"), "p"), cut, end)

    def _step(self, provision: Provision, short: str, counts: dict[str, int]) -> str:
        """`para_1`, `point_a`; without a number its place among its like: `indent_2`."""
        label = "" if RANKS.get(provision.kind, 0) >= RANKS["plain"] else provision.label
        words = label.removeprefix("Điều").removeprefix("ĐIỀU").removeprefix("Phần").removeprefix("PHẦN")
        number = _NO_ID.sub("-", words).strip("-._")
        if not number:
            counts[short] = counts.get(short, 0) + 1
            number = str(counts[short])
        return f"{short}_{legal(number)}"

    def _table(self, above: Element, rows: list[Provision], prefix: str, counts: dict[str, int]) -> None:
        counts["hcontainer"] = counts.get("hcontainer", 0) + 1
        eid = self._id(f"{prefix}hcontainer_{counts['hcontainer']}")
        holder = self._add(above, "hcontainer", eid, name="table")
        content = self._add(holder, "content", f"{eid}__content")
        table = self._add(content, "table", f"{eid}__table")
        for row in rows:
            line = self._add(table, "tr")
            self._add(self._add(line, "td"), "p").text = legal(row.label)
            for cell in (row, *ordered(row)):
                self._words(self._add(self._add(line, "td"), "p"), *cell.span)

    def _words(self, element: Element, start: int, end: int) -> None:
        """The words of `[start, end)`, each number of a document in them as a `ref`."""
        while self.next and self.cited[self.next - 1][0][1] > start:
            self.next -= 1
        while self.next < len(self.cited) and self.cited[self.next][0][0] < start:
            self.next += 1
        last: Element | None = None
        while self.next < len(self.cited) and self.cited[self.next][0][1] <= end:
            (left, right), citation = self.cited[self.next]
            self._append(element, last, start, left)
            last = self._add(element, "ref", href=_target(citation))
            last.text = legal(self.text[left:right])
            start = right
            self.next += 1
        self._append(element, last, start, end)

    def _append(self, element: Element, last: Element | None, start: int, end: int) -> None:
        words = legal(self.text[start:end])
        if last is None:
            element.text = words
        else:
            last.tail = words

    def _recipients(self, doc: Element) -> None:
        conclusions = self._add(doc, "conclusions")
        recipients = self._add(conclusions, "blockList", "recipients")
        self._add(recipients, "listIntroduction", "recipients__intro").text = "Nơi nhận:"
        for number, recipient in enumerate(self.reading.recipients, 1):
            item = self._add(recipients, "item", f"recipients__item_{number}")
            note = f" ({recipient.note})" if recipient.note else ""
            self._add(item, "p").text = legal(recipient.name + note)


def _is_row(provision: Provision) -> bool:
    """A row of a table whose cells hold nothing but words."""
    return provision.kind == "row" and all(
        cell.kind == "cell" and not ordered(cell) for cell in ordered(provision)
    )


def _heading_length(provision: Provision) -> int:
    """How many characters of the words are the heading, the colon behind it included; 0 for none."""
    letters = provision.heading.replace(" ", "")
    if not letters:
        return 0
    at = 0
    for place, char in enumerate(provision.text):
        if at == len(letters):
            return _HEADING_END.match(provision.text, place).end()  # type: ignore[union-attr]
        if char == letters[at]:
            at += 1
        elif (at or not _HEADING_END.fullmatch(char)) and not char.isspace():
            return 0
    return len(provision.text) if at == len(letters) else 0


def _target(citation: Citation) -> str:
    return _uri(citation.kind, citation.date, citation.number)


def _day(date: str) -> str:
    year, month, day = date.split("-")
    return f"ngày {day} tháng {month} năm {year}"
