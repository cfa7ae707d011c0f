"""How long a consolidated report takes to print, beside what plain python-docx needs for the same words.

60 headings, 700 paragraphs and items, 20 tables of 30 rows × 9 columns. `python -m benchmarks.papers` prints
the rows that `run` gives. The PDF is another paper: some 130 pages with 120 tables of 12 rows × 9 columns.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from time import perf_counter

from docx import Document

from chithi.papers import controls, docx, html, json, pdf, text, wording
from chithi.papers.content import (
    Block,
    Cell,
    Column,
    Figure,
    Head,
    Heading,
    Item,
    Paper,
    Paragraph,
    Recipient,
    Row,
    Signature,
    Table,
)
from chithi.papers.vietnam import number, roman

HEADINGS, TEXTS, TABLES, ROWS, COLUMNS = 60, 700, 20, 30, 9
PDF_TABLES, PDF_ROWS = 120, 12
WORDS = (
    "Các sở, ban, ngành, đoàn thể và Ủy ban nhân dân các xã, phường đã tổ chức quán triệt Chỉ thị, xây dựng "
    "kế hoạch thực hiện và phân công cán bộ theo dõi; số người tham dự là "
)


def run() -> list[tuple[str, float, float | None]]:
    """(name, seconds, ratio to plain python-docx or None) of each way to print the same report."""
    paper = report()
    plain = _best(lambda: _plain_docx(paper))
    fast = _best(lambda: docx.render(paper))
    word, large = docx.render(paper), many_tables()
    return [
        ("papers: plain python-docx", plain, None),
        ("papers: docx.render", fast, fast / plain),
        ("papers: controls.read of it", _best(lambda: controls.read(word)), None),
        ("papers: pdf.render, 120 tables", _best(lambda: pdf.render(large)), None),
        ("papers: html.render with links", _best(lambda: html.render(paper, link="/f/{}".format)), None),
        ("papers: text.render", _best(lambda: text.render(paper)), None),
        ("papers: json.dump and load", _best(lambda: json.load(json.dump(paper))), None),
    ]


def report() -> Paper:
    """A consolidated report of that size."""
    blocks: list[Block] = []
    for section in range(HEADINGS):
        blocks.append(Heading(1 if section % 6 == 0 else 2, roman(section + 1), "Về lãnh đạo, chỉ đạo"))
        for i in range(section * TEXTS // HEADINGS, (section + 1) * TEXTS // HEADINGS):
            content = (WORDS, Figure(number(1000 + i), f"obs/{i}"), " người.")
            blocks.append(Item(content) if i % 2 else Paragraph(content, source="Sở Y tế"))
        if section % (HEADINGS // TABLES) == 0:
            blocks.append(_table(section))
    return Paper(
        kind="BÁO CÁO",
        subject="Kết quả thực hiện Chỉ thị số 21-CT/TW",
        head=Head(
            issuer="Ủy ban nhân dân tỉnh Hà Nam",
            symbol="BC-UBND",
            place="Hà Nam",
            number=5,
            day=date(2026, 12, 5),
        ),
        blocks=tuple(blocks),
        addressees=("Bộ Nội vụ",),
        signature=Signature(("TM. Ủy ban nhân dân",), ("Chủ tịch",), "Nguyễn Thị Hạnh"),
        recipients=(Recipient("TT Tỉnh ủy", "để b/c"),),
    )


def many_tables() -> Paper:
    """A paper of some 130 pages, a table on each."""
    base, blocks = report(), list[Block]()
    for i in range(PDF_TABLES):
        blocks += base.blocks[5 * i : 5 * i + 5]
        blocks.append(_table(i, PDF_ROWS))
    return replace(base, blocks=tuple(blocks))


def _table(label: int, rows: int = ROWS) -> Table:
    columns = (
        Column("TT", "order"),
        Column("Đơn vị"),
        *(Column(f"Chỉ tiêu {i}", "number") for i in range(COLUMNS - 2)),
    )
    body = tuple(
        Row(
            (
                Cell((str(i),)),
                Cell((f"Ủy ban nhân dân xã số {i}",)),
                *(Cell((Figure(number(i * 1000 + j), f"obs/{i}/{j}"),)) for j in range(COLUMNS - 2)),
            )
        )
        for i in range(rows)
    )
    return Table(str(label), "Phụ nữ tham gia lãnh đạo", columns, body)


def _plain_docx(paper: Paper) -> bytes:
    """The same paragraphs and tables by python-docx's own calls, row by row (never by `table.cell`)."""
    document = Document()
    for block in wording.closed(paper.blocks):
        match block:
            case Heading():
                document.add_heading(wording.heading_text(block), block.level)
            case Paragraph() | Item():
                document.add_paragraph(wording.plain(wording.text_content(block)))
            case Table():
                document.add_paragraph(wording.caption(block))
                _plain_table(document.add_table(len(block.rows) + 1, len(block.columns), "Table Grid"), block)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _plain_table(target: object, table: Table) -> None:
    lines = [tuple(column.title for column in table.columns)]
    lines += [tuple(wording.plain(cell.content) for cell in row.cells) for row in table.rows]
    for row, line in zip(target.rows, lines, strict=True):  # type: ignore[attr-defined]
        for cell, words in zip(row.cells, line, strict=True):
            cell.text = words


def _best(work: Callable[[], object], times: int = 3) -> float:
    """The shortest of a few runs, in seconds: what the work costs when nothing else disturbs."""
    work()
    taken = []
    for _ in range(times):
        start = perf_counter()
        work()
        taken.append(perf_counter() - start)
    return min(taken)


if __name__ == "__main__":
    for name, seconds, ratio in run():
        print(f"{name:34} {seconds:8.3f} s" + (f"  × {ratio:.2f}" if ratio is not None else ""))
