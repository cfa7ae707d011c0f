"""The consolidated report of 138 units: composing it and printing it as .docx, beside plain python-docx."""

import datetime
import io
import time

from chithi.papers import docx
from chithi.papers.content import Heading, Item, Paper, Paragraph, Table
from chithi.papers.wording import caption, heading_text, plain, text_content
from chithi.steering import heads, queries
from chithi.steering.compose import Options, compose
from chithi.steering.gather import gather, units_day
from chithi.steering.values import (
    WORK_STATES,
    Aim,
    Answer,
    Body,
    Case,
    Content,
    Measure,
    Part,
    PlanHead,
    Proposal,
    UnitReport,
    Value,
    Words,
    Work,
)
from chithi.units.queries import tree
from chithi.units.tree import Node, Tree

UNITS, CONTENTS, WORKS, INDICATORS = 138, 7, 28, 20
SAID = "Đã ban hành {n} văn bản chỉ đạo, tổ chức {n} hội nghị quán triệt cho cán bộ, hội viên và nhân dân."


def case() -> Case:
    """A made-up cycle: every unit has seven work items with words of its own, and all indicators."""
    day = datetime.date(2024, 11, 1)
    bodies = tuple(
        Body(f"u{n}", f"Ủy ban nhân dân xã Thử {n}", f"UBND xã Thử {n}", "told", "commune", n)
        for n in range(UNITS)
    )
    keys = [body.key for body in bodies]
    works = tuple(
        Work(w + 1, f"III.{w + 1}", SAID.format(n=w), (w % CONTENTS + 1,), tuple(keys[w % 4 :: 4]))
        for w in range(WORKS)
    )
    return Case(
        plan=PlanHead("ke-hoach", "Kế hoạch", "12/KH-UBND", day, "Thực hiện Chỉ thị", "Ủy ban nhân dân tỉnh"),
        year=2024,
        period_from=datetime.date(2024, 1, 1),
        period_to=datetime.date(2024, 12, 31),
        cutoff=day,
        due=datetime.date(2024, 11, 14),
        bodies=bodies,
        reports=tuple(
            UnitReport(k, "accepted", day) if n % 9 else UnitReport(k, "draft") for n, k in enumerate(keys)
        ),
        contents=tuple(Content(n + 1, f"II.{n + 1}", "", SAID.format(n=n)) for n in range(CONTENTS)),
        works=works,
        answers=tuple(
            Answer(w.number, k, WORK_STATES[n % 4], SAID.format(n=f"{n}.{w.number}"))
            for w in works
            for n, k in enumerate(w.units)
        ),
        words=tuple(
            Words(field, k, SAID.format(n=f"{field} {n}"))
            for field in ("results", "lacks", "causes", "next")
            for n, k in enumerate(keys)
        ),
        proposals=tuple(Proposal(k, 1, f"Sở {n % 5}", SAID.format(n=n)) for n, k in enumerate(keys)),
        measures=tuple(measure(n, keys) for n in range(INDICATORS)),
    )


def measure(n: int, keys: list[str]) -> Measure:
    parts = tuple(Part(k, "counted", 3, 4, None, 7, status="final") for k in keys)
    value = Value(
        3 * len(keys),
        4 * len(keys),
        None,
        7 * len(keys),
        parts=parts,
        missing=tuple(keys[:5]),
        status="final",
    )
    return Measure(
        f"chi-tieu-{n}", f"Chỉ tiêu thứ {n}", "người", "flow", value, value, by_sex=True, aim=Aim(900, 2024)
    )


def options() -> Options:
    units = Tree.of(datetime.date(2024, 12, 14), [Node(1, "so", "Sở Nội vụ", "department")])
    return Options(heads.issuer(units[1], units), "Ủy ban nhân dân tỉnh", place="Thử Nghiệm")


def written_plainly(paper: Paper) -> bytes:
    """The same paragraphs and tables, as python-docx writes them without any layout."""
    import docx as python_docx

    document = python_docx.Document()
    for block in (*paper.blocks, *(b for annex in paper.annexes for b in annex.blocks)):
        if isinstance(block, Heading):
            document.add_paragraph(heading_text(block))
        elif isinstance(block, Paragraph | Item):
            document.add_paragraph(plain(text_content(block)))
        elif isinstance(block, Table):
            document.add_paragraph(caption(block))
            table = document.add_table(rows=len(block.rows) + 1, cols=len(block.columns))
            for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
                cell.text = column.title
            for row, given in zip(table.rows[1:], block.rows, strict=True):
                for cell, content in zip(row.cells, given.cells, strict=False):
                    cell.text = plain(content.content)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def seconds(work: object, times: int = 3) -> float:
    """The best of a few runs."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        work()  # type: ignore[operator]
        best = min(best, time.perf_counter() - start)
    return best


def demonstration() -> list[tuple[str, float, float | None]]:
    """From the database to the bytes of the .docx, for the newest cycle of the demonstration province."""
    cycle = queries.cycles().filter(reports__sent_on__isnull=False).first()
    if cycle is None:
        return []

    def composed() -> Paper:
        units = tree(units_day(cycle))
        return compose(gather(cycle, units), queries.options(cycle, units))

    paper = composed()
    whole, alone = seconds(lambda: docx.render(composed())), seconds(lambda: docx.render(paper))
    reference = seconds(lambda: written_plainly(paper))
    return [
        ("consolidated report of the demonstration: python-docx", reference, None),
        ("consolidated report of the demonstration: gather, compose, .docx", whole, whole / reference),
        ("consolidated report of the demonstration: .docx alone", alone, alone / reference),
    ]


def run() -> list[tuple[str, float, float | None]]:
    """(what, seconds, ratio to the reference of the same run or None)."""
    given, asked = case(), options()
    paper = compose(given, asked)
    composing = seconds(lambda: compose(case(), asked))
    whole = seconds(lambda: docx.render(compose(given, asked)))
    reference = seconds(lambda: written_plainly(paper), times=1)
    return [
        *demonstration(),
        ("consolidated report of 138 units: compose", composing, None),
        ("consolidated report of 138 units: compose and .docx (python-docx: 1)", whole, whole / reference),
    ]
