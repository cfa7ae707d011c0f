"""The words an official paper prints around its content, the same for every renderer.

All rules are of Decree 30/2020/NĐ-CP, Annex I, part II; the paragraph is named at each function.
"""

from __future__ import annotations

import re
from dataclasses import replace
from unicodedata import normalize

from chithi.papers.content import (
    Annex,
    Block,
    Content,
    Emphasis,
    Head,
    Heading,
    Item,
    Paper,
    Paragraph,
    Signature,
    Strong,
    Table,
)
from chithi.papers.vietnam import day_text, month_text

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
RECIPIENTS = "Nơi nhận:"
END = "./."
BLANK = "    "
LINE = "Dòng"

# What XML 1.0 forbids, and the C1 controls that no renderer can show.
_FORBIDDEN = re.compile("[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def clean(text: str) -> str:
    """`text` without control characters; every kind of line break (Word's own too) becomes "\\n"."""
    if not _FORBIDDEN.search(text) and "\u2028" not in text and "\u2029" not in text:
        return text
    return _FORBIDDEN.sub("", _LINE_BREAKS.sub("\n", text).replace("\t", " "))


def composed(text: str) -> str:
    """`text` in NFC: one character for each Vietnamese letter."""
    return normalize("NFC", text)


def capitals(text: str) -> str:
    """`text` in capitals, clean."""
    return clean(text).upper()


def number_line(head: Head) -> str:
    """ "Số: 05/BC-UBND", or with room for the number before signing (§II.3)."""
    number = "      " if head.number is None else f"{head.number:02d}"
    return f"Số: {number}/{clean(head.symbol)}" if head.symbol else f"Số: {number}"


def date_text(head: Head) -> str:
    """ "ngày 05 tháng 01 năm 2026", or with room for what is not known before signing (§II.4)."""
    if head.day is not None:
        return day_text(head.day)
    month = f"tháng{BLANK}" if head.blank_month is None else f"{month_text(head.blank_month)} "
    year = BLANK if head.blank_year is None else f" {head.blank_year}"
    return f"ngày{BLANK}{month}năm{year}"


def place_line(head: Head) -> str:
    """ "Hà Nam, ngày 05 tháng 01 năm 2026" (§II.4)."""
    return f"{clean(head.place)}, {date_text(head)}"


def letter_subject(paper: Paper) -> str:
    """ "V/v …" under the number of an official letter (§II.5.b)."""
    subject = clean(paper.subject)
    return subject if subject.startswith("V/v") else f"V/v {subject}"


def kind_name(paper: Paper) -> str:
    """What the paper is called within a sentence: "Báo cáo", "Công văn"."""
    return "Công văn" if paper.letter else clean(paper.kind).capitalize()


def document_title(paper: Paper) -> str:
    """One line naming the paper, for file properties and screen readers."""
    return " ".join(f"{kind_name(paper)} {clean(paper.subject)}".split())


def addressee_lines(paper: Paper) -> tuple[str, ...]:
    """ "Kính gửi: A" on one line; several addressees on lines of their own with dashes (§II.9.b)."""
    names = [_unpunctuated(name) for name in paper.addressees]
    if len(names) < 2:
        return tuple(f"Kính gửi: {name}" for name in names)
    return ("Kính gửi:", *(f"- {name};" for name in names[:-1]), f"- {names[-1]}.")


def ground_lines(paper: Paper) -> tuple[str, ...]:
    """The legal grounds: one per line, ";" after each and "." after the last (§II.6)."""
    grounds = [_unpunctuated(ground) for ground in paper.grounds]
    return tuple(ground + (";" if i < len(grounds) else ".") for i, ground in enumerate(grounds, 1))


def recipient_lines(paper: Paper) -> tuple[str, ...]:
    """The list under "Nơi nhận:": "Như trên" first where there is a "Kính gửi", the archive last (§II.9)."""
    names = [_unpunctuated(recipient.name) for recipient in paper.recipients]
    purposes = [clean(recipient.purpose).strip("() ") for recipient in paper.recipients]
    lines = [
        f"{name} ({purpose})" if purpose else name for name, purpose in zip(names, purposes, strict=True)
    ]
    if paper.addressees and not any(name.startswith("Như trên") for name in names):
        lines.insert(0, "Như trên")
    if paper.filing:
        lines.append(f"Lưu: {_unpunctuated(paper.filing)}")
    return tuple(f"- {line}" + (";" if i < len(lines) else ".") for i, line in enumerate(lines, 1))


def signer_lines(signature: Signature) -> tuple[str, ...]:
    """Capacity and post of the signer in capitals (§II.7.b)."""
    return tuple(capitals(line) for line in (*signature.capacity_lines, *signature.post_lines))


def heading_text(heading: Heading) -> str:
    """ "I. CAPITALS", "1. Words", "a) words" (§II.6.d); a bare number gets its full stop or bracket."""
    text = capitals(heading.text) if heading.level == 1 else clean(heading.text)
    number = clean(heading.number).strip()
    if number and number[-1] not in ".)":
        number += ")" if heading.level == 3 else "."
    return f"{number} {text}" if number else text


def text_content(block: Paragraph | Item) -> Content:
    """The inlines of a paragraph or item, with its dash and with whose words they are."""
    start: Content = ("- ",) if isinstance(block, Item) else ()
    return start + block.content + _source(block)


def leads_in(block: Paragraph) -> bool:
    """Whether a paragraph stands before others as a heading does: it begins in bold and stays on their page."""
    return bool(block.content) and isinstance(block.content[0], Strong)


def _source(block: Paragraph | Item) -> Content:
    source = clean(block.source).strip()
    return (" ", Emphasis(f"({source})")) if source else ()


def closed(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """`blocks` whose text ends with "./." (models of Annex III); after a table it gets a line of its own."""
    if not blocks:
        return blocks
    last = blocks[-1]
    if not isinstance(last, Paragraph | Item):
        return (*blocks, Paragraph((END,)))
    content = _with_end(last.content + _source(last))
    return (*blocks[:-1], replace(last, content=content, source=""))


def _with_end(content: Content) -> Content:
    kept = list(content)
    while kept and isinstance(kept[-1], str) and not clean(kept[-1]).strip():
        kept.pop()
    last = kept[-1] if kept else ""
    text = clean(last if isinstance(last, str) else last.text).rstrip()
    if text.endswith(END):
        return tuple(kept)
    bare = text[:-1] if text.endswith((".", ";", ",")) and not text.endswith("..") else text
    if isinstance(last, str):
        return (*kept[:-1], bare + END)
    return (*kept[:-1], replace(last, text=bare), END)


def annex_lines(annex: Annex) -> tuple[str, str]:
    """ "Phụ lục II" and the name in capitals (§III.1 of Annex I)."""
    return f"Phụ lục {clean(annex.number)}".strip(), capitals(annex.title)


def annex_reference(annex: Annex, paper: Paper) -> str:
    """ "(Kèm theo Báo cáo số … ngày … của …)", made from the paper's head unless the annex gives its own."""
    if annex.reference:
        return clean(annex.reference)
    number = number_line(paper.head).removeprefix("Số: ")
    issuer = " ".join(clean(paper.head.issuer).split())
    return f"(Kèm theo {kind_name(paper)} số {number} {date_text(paper.head)} của {issuer})"


def caption(table: Table) -> str:
    """ "Biểu 2. Title"."""
    number, title = number_of(table), clean(table.title)
    return f"Biểu {number}. {title}".strip() if number else title


def number_of(table: Table) -> str:
    """A table's number as it is printed; "" for a table that has none and cannot be cited."""
    return " ".join(clean(table.number).split())


def lined(table: Table) -> bool:
    """Whether the rows of a table get a column of their own for their numbers ("Biểu 2, dòng 14").

    A table without a number cannot be cited, and where the order column (TT) already counts every row from 1
    on, its number is the row's.
    """
    return bool(number_of(table)) and not all(
        table.columns[0].kind == "order"
        and row.cells
        and plain(row.cells[0].content).strip() == str(position)
        for position, row in enumerate(table.rows, 1)
    )


def unit_line(table: Table) -> str:
    """ "Đơn vị tính: người", or nothing."""
    return f"Đơn vị tính: {clean(table.unit)}" if table.unit else ""


def note_lines(table: Table) -> tuple[str, ...]:
    """The notes under a table; the first begins with "Ghi chú:"."""
    notes = [clean(note) for note in table.notes]
    if notes and not notes[0].startswith("Ghi chú"):
        notes[0] = f"Ghi chú: {notes[0]}"
    return tuple(notes)


def plain(content: Content) -> str:
    """The words of inlines without their dress."""
    return clean("".join(part if isinstance(part, str) else part.text for part in content))


def _unpunctuated(name: str) -> str:
    return clean(name).strip().rstrip(".;,").rstrip()
