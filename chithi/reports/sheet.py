"""The places of a report in its workbook: which field stands in which cell. Shared by writing and reading.

Biểu 1 tasks, Biểu 2 figures, Biểu 3 words. Each row has its key in a hidden column, so that a changed structure
shows. Row and column count from 1, as Excel shows them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from openpyxl.utils import get_column_letter

from chithi.reports.content import Content
from chithi.reports.fields import WORDS, proposal_field, proposal_numbers, record_id

TASKS, FIGURES, TEXTS, LISTS, ABOUT = "Biểu 1", "Biểu 2", "Biểu 3", "Danh mục", "chithi"
SCHEMA = 1
FIRST_ROW = 6
HEADER_ROW = 5
KEY_COLUMNS = {TASKS: 6, FIGURES: 12, TEXTS: 5}

Kind = Literal["text", "number", "state", "answer"]


@dataclass(frozen=True)
class Place:
    """An unlocked cell: what is entered there, and the key that its row carries."""

    sheet: str
    row: int
    column: int
    field: str
    kind: Kind
    key: str

    @property
    def address(self) -> str:
        """``Biểu 2, D14``, as people say it."""
        return f"{self.sheet}, {get_column_letter(self.column)}{self.row}"


def records_in(content: Content) -> list[int]:
    """The records whose proposals stand in a report."""
    return [pk for _place, to, _text in content.proposals if (pk := record_id(to.name)) is not None]


def places_of(content: Content, records: Iterable[int] | None = None) -> Iterator[Place]:
    """Every cell of a report that is filled in; with ``records`` as when proposals of these stood there."""
    for offset, work in enumerate(content.work):
        key, row = f"work:{work.duty.work_item_id}", FIRST_ROW + offset
        yield Place(TASKS, row, 4, work.state.name, "state", key)
        yield Place(TASKS, row, 5, work.words.name, "text", key)
    row = FIRST_ROW
    for figure in content.figures:
        for position, line in enumerate(figure.lines):
            key = f"{figure.id}:{line.part}"
            columns = (6,) if len(line.cells) == 1 else (4, 5, 6)
            for column, cell in zip(columns, line.cells, strict=True):
                yield Place(FIGURES, row, column, cell.name, "number", key)
            if position == 0:
                yield Place(FIGURES, row, 7, f"answer:{figure.id}", "answer", key)
                yield Place(FIGURES, row, 8, f"reason:{figure.id}", "text", key)
            row += 1
    row = FIRST_ROW
    for name in WORDS:
        yield Place(TEXTS, row, 4, name, "text", name)
        row += 1
    for number in proposal_numbers(records_in(content) if records is None else records):
        key = f"proposal:{number}"
        yield Place(TEXTS, row, 3, proposal_field(number, "to"), "text", key)
        yield Place(TEXTS, row, 4, proposal_field(number, "text"), "text", key)
        row += 1
