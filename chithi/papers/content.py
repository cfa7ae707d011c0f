"""The content tree of an official paper: what it says, never how it looks.

Everything here is a frozen dataclass of plain values, so that a tree can be compared, hashed, kept as JSON
(`chithi.papers.json`) and printed by any renderer. Text is written as people write it ("Ủy ban nhân dân tỉnh
Hà Nam"); capitals, leading zeros, "./." and the like are the law's business and are put on by the renderers.
A line break inside a text is "\\n".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from chithi.papers.chart_values import Lines, Stacked, Target

CellKind: TypeAlias = Literal["text", "number", "order"]
RowKind: TypeAlias = Literal["row", "group", "total"]
PNG_START = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed number and the opaque code of where it comes from (a renderer may make a link of it)."""

    text: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Strong:
    """Words in bold."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words in italics."""

    text: str


Inline: TypeAlias = str | Figure | Strong | Emphasis
Content: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A section heading: level 1 "I." in capitals, level 2 "1." in bold, level 3 "a)" upright.

    `number` may be given with or without its full stop or bracket; "" prints no number.
    """

    level: Literal[1, 2, 3]
    number: str
    text: str

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3):
            raise ValueError(f"a heading has level 1, 2 or 3, not {self.level}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body. `source` says whose words they are ("Sở Y tế") and is printed behind them."""

    content: Content
    indent: bool = True
    source: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a dash list: "- …"."""

    content: Content
    source: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    `kind` sets the alignment: text left, number right, order (a running number, TT) centred and narrow.
    `width` is relative to the other columns; 0 takes the usual width of the kind. Neighbours with the same
    `group` stand under one spanning header of that name.
    """

    title: str
    kind: CellKind = "text"
    width: int = 0
    group: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. `kind` "" is that of its column; `code` is where the whole cell comes from."""

    content: Content = ()
    kind: Literal["", "text", "number", "order"] = ""
    bold: bool = False
    code: str = ""
    span: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row: a plain one, the name of a group of rows, or a total (both bold).

    A row shorter than its table is filled up: the last cell of a group runs to the edge, others get blanks.
    """

    cells: tuple[Cell, ...]
    kind: RowKind = "row"


@dataclass(frozen=True, slots=True)
class Table:
    """A table, printed "Biểu <number>. <title>"; `unit` is the unit of measure over its right edge.

    `landscape` puts a wide table of the body on pages of its own, lying (Decree 30/2020, Annex I §I.1).
    """

    number: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    unit: str = ""
    landscape: bool = False

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError(f"table {self.number or self.title!r} has no columns")
        for position, row in enumerate(self.rows, 1):
            where = f"table {self.number or self.title!r}, row {position}"
            if any(cell.span < 1 for cell in row.cells):
                raise ValueError(f"{where}: a span is 1 or more")
            if sum(cell.span for cell in row.cells) > len(self.columns):
                raise ValueError(f"{where}: more cells than columns")


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn picture (a chart), with its caption below it, `width_mm` wide or as wide as the text has room.

    `svg` is the drawing for the screen and for PDF, `png` the same for Word; `alt` says in words what it shows,
    for those who do not see it. Raises ValueError where `png` is no PNG file or the width is not above 0.
    """

    caption: str
    svg: str
    png: bytes
    alt: str
    width_mm: int

    def __post_init__(self) -> None:
        if self.width_mm <= 0:
            raise ValueError(f"a picture is wider than {self.width_mm} mm")
        if (
            self.png[:8] != PNG_START
            or self.png[12:16] != b"IHDR"
            or len(self.png) < 24
            or not all(self.pixels)
        ):
            raise ValueError(f"the picture {self.caption!r} is no PNG file")

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height of the PNG (PNG specification, §11.2.1 IHDR)."""
        return int.from_bytes(self.png[16:20]), int.from_bytes(self.png[20:24])


Block: TypeAlias = Heading | Paragraph | Item | Table | Picture | Lines | Target | Stacked


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Who issues the paper, under which number, where and when.

    `number` None and `day` None print the blanks of a paper that is not signed yet; `blank_month` and
    `blank_year` then fill what is already known of the date. `symbol` is what follows the slash: "BC-UBND".
    """

    issuer: str
    symbol: str
    place: str
    parent: str = ""
    number: int | None = None
    day: date | None = None
    blank_month: int | None = None
    blank_year: int | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: ("TM. Ủy ban nhân dân", "KT. Chủ tịch"), ("Phó Chủ tịch",), "Nguyễn Thị A"."""

    capacity_lines: tuple[str, ...] = ()
    post_lines: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    """One line of "Nơi nhận"; `purpose` goes into brackets: "để b/c"."""

    name: str
    purpose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """An annex, on pages numbered on their own. `number` is Roman where there are several, else "".

    `reference` "" is made from the paper's own head: "(Kèm theo Báo cáo số … của …)".
    """

    title: str
    blocks: tuple[Block, ...]
    number: str = ""
    reference: str = ""
    landscape: bool = False


# Decree 30/2020, Annex I §II.9: "Kính gửi" is for proposals and reports to a higher body, and for letters.
ADDRESSED_KINDS = frozenset({"TỜ TRÌNH", "BÁO CÁO"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A whole paper: a named one ("BÁO CÁO"), or with `letter` an official letter (công văn, no name).

    `grounds` are the legal grounds ("Căn cứ …"), `filing` the archive line ("VT, BĐG": "- Lưu: VT, BĐG.").
    Raises ValueError where addressees are given to a kind of paper that has none (§II.9).
    """

    kind: str
    subject: str
    head: Head
    blocks: tuple[Block, ...]
    addressees: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    signature: Signature | None = None
    recipients: tuple[Recipient, ...] = ()
    filing: str = "VT"
    annexes: tuple[Annex, ...] = ()
    letter: bool = False

    def __post_init__(self) -> None:
        if self.addressees and not self.letter and self.kind.upper() not in ADDRESSED_KINDS:
            raise ValueError(f'"Kính gửi" is for reports, proposals and letters, not for {self.kind!r}')
