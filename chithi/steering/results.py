"""Section II of the consolidated report: what was done, by content or by unit, in the units' own words."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.text import capfirst

from chithi.papers.content import Block, Content, Figure, Heading, Item, Paragraph
from chithi.papers.vietnam import letter, number
from chithi.steering import counts
from chithi.steering.values import DONE, NOT_ARISEN, NOT_BEGUN, UNANSWERED, UNDER_WAY, Case, Work
from chithi.steering.words import Voice, lines_of, merged, printed

STATE_WORDS = {
    DONE: "đã hoàn thành",
    UNDER_WAY: "đang thực hiện",
    NOT_BEGUN: "chưa thực hiện",
    NOT_ARISEN: "không phát sinh",
    UNANSWERED: "chưa có thông tin",
}
HEADING_LETTERS = 180
"""Letters of a content or work item in a heading; a longer one is cut at a word, with an ellipsis."""


def blocks(case: Case, order: str) -> Iterator[Block]:
    """Section II in one of its two orders: ``provision`` or ``unit``."""
    yield from (by_unit(case) if order == "unit" else by_content(case))


def heading_of(text: str) -> str:
    """The text as one line that begins with a capital (clauses of a sentence do not), short enough for a heading."""
    line = capfirst(" ".join(text.split()).rstrip(" .;:"))
    if len(line) <= HEADING_LETTERS:
        return line
    return line[:HEADING_LETTERS].rsplit(" ", 1)[0].rstrip(" ,;") + "…"


def tallied(tally: dict[str, int], code: str) -> Content:
    """ "Kết quả: 3 đã hoàn thành, 1 đang thực hiện." without the states that do not occur."""
    words: list[str | Figure] = []
    for state, label in STATE_WORDS.items():
        if tally[state]:
            words += [", " if words else "", Figure(number(tally[state]), f"{code}:{state}"), f" {label}"]
    return ("Số lượt nhiệm vụ: ", *words, ".") if words else ("Chưa có đơn vị nào được giao nhiệm vụ.",)


@dataclass
class _Told:
    """Where the words of a work item stand, so that they are printed once."""

    where: dict[int, str] = field(default_factory=dict)


def by_content(case: Case) -> Iterator[Block]:
    """Each content with the work items that carry it out; items without a content; the general words."""
    told = _Told()
    for content in case.contents:
        yield Heading(2, str(content.number), heading_of(content.text or content.heading))
        works = [w for w in case.works if content.number in w.contents]
        if not works:
            yield Paragraph(("Chưa có nhiệm vụ nào được giao gắn với nội dung này.",))
            continue
        yield Paragraph(tallied(counts.work_of_content(case, content.number), f"content:{content.number}"))
        yield from work_blocks(case, works, told, str(content.number))
    position = len(case.contents)
    if rest := [w for w in case.works if not w.contents]:
        position += 1
        yield Heading(2, str(position), "Các nhiệm vụ khác")
        yield from work_blocks(case, rest, told, str(position))
    if general := list(
        printed(merged((case.body(w.unit), w.text, "") for w in case.words if w.field == "results"))
    ):
        yield Heading(2, str(position + 1), "Kết quả chung do các đơn vị báo cáo")
        yield from general


def work_blocks(case: Case, works: list[Work], told: _Told, under: str) -> Iterator[Block]:
    """Work items under a heading: their duties in figures, then the units' own words."""
    for position, work in enumerate(works, 1):
        yield Heading(3, letter(position), f"{heading_of(work.text)} (mục {work.at})")
        if work.number in told.where:
            yield Paragraph((f"Kết quả đã nêu tại {told.where[work.number]}.",))
            continue
        told.where[work.number] = f"điểm {letter(position)} mục {under}"
        said = list(printed(voices(case, work)))
        if len(work.units) > 1 or (work.units and not said):  # one unit says its state beside its words
            yield Paragraph(tallied(counts.work_of_item(case, work.number), f"item:{work.number}"))
        elif not said:
            yield Paragraph(("Chưa có đơn vị nào được giao nhiệm vụ này.",))
        yield from said


def voices(case: Case, work: Work) -> list[Voice]:
    """What the units say of a work item, each with the state it gives."""
    return merged(
        (
            case.body(a.unit),
            a.words,
            STATE_WORDS[a.state] if a.state in STATE_WORDS and a.state != UNANSWERED else "",
        )
        for a in case.answers_of.get(work.number, ())
    )


def by_unit(case: Case) -> Iterator[Block]:
    """Each unit that said something, in the order of the tree: its work items, then its general words."""
    texts = {work.number: work for work in case.works}
    position = 0
    for body in sorted(case.bodies, key=lambda b: b.position):
        answers = sorted((a for a in case.answers if a.unit == body.key), key=lambda a: a.work)
        lines: list[Block] = []
        for answer in answers:
            work = texts.get(answer.work)
            if work is not None and (answer.words.strip() or answer.state in STATE_WORDS):
                lines += unit_lines(work, answer.state, answer.words)
        for words in case.words:
            if words.unit == body.key and words.field == "results":
                lines += [Item((line,)) for line in lines_of(words.text)]
        if lines:
            position += 1
            yield Heading(2, str(position), body.name)
            yield from lines


def unit_lines(work: Work, state: str, words: str) -> Iterator[Block]:
    said = lines_of(words)
    label = STATE_WORDS[state] if state in STATE_WORDS and state != UNANSWERED else ""
    yield Paragraph((f"{heading_of(work.text)} (mục {work.at})" + (f": {label}." if label else "."),))
    yield from (Item((line,)) for line in said)
