"""Lines → blocks: a label (`III.`, `1.`, `a)`, `-`) with its words, wrapped lines joined."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from chithi.reader.lines import DANGLING, Line
from chithi.reader.tokens import is_verb, longest, tokens
from chithi.reader.units import parse_units
from chithi.reader.view import View, rx
from chithi.reader.words import JOINED_BY_DASH, PREDICATES

# The levels of the genre from the outermost in; a block without a label is "plain".
RANKS = {"annex": 0, "part": 1, "upper": 2, "article": 3, "roman": 4, "number": 5, "multi2": 6, "multi3": 7,
         "multi4": 8, "letter": 9, "paren": 10, "step": 10, "plain": 11, "star": 12, "row": 12,
         "dash": 13, "plus": 14, "cell": 15}  # fmt: skip

_ORDINALS = "nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười"
_LABELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("annex", rx(r"(?:PHỤ LỤC|Phụ lục)(?: (?:số )?[IVX\d]{1,4}\b)?[.:]?(?=\s*$|\s)")),
    ("part", rx(rf"(?:Phần|PHẦN) (?:thứ |THỨ )?(?i:{_ORDINALS}|[ivx]{{1,4}}|\d{{1,2}})\b[.:]?\s*")),
    ("article", rx(r"(?:Điều|ĐIỀU) (\d{1,3})\s?[.:]\s*")),
    ("roman", re.compile(r"([IVX]{1,5})\s?(?:[.)]|[\-/](?!\d))(?![IVX]\b)\s*(?=\S)")),
    ("upper", re.compile(r"([A-HĐ])(?:[.)]\s+(?=\S)|\s?[\-/]\s+(?=[^\W\d_]))")),
    (
        "step",
        rx(r"((?:Bước|Hoạt động|Nhiệm vụ|Nội dung|Giai đoạn|Đợt|Dự án|Tiểu dự án) \d{1,2})\s?[.:]\s*(?=\S)"),
    ),
    (
        "multi",
        re.compile(r"\*?(\d{1,2}(?:\.\d{1,2}){1,3})(?:\.(?:\s*([a-zđ])[.)])?\s*|\)\s*|\s+)(?=\S|$)(?!%|\d)"),
    ),
    ("number", re.compile(r"(\d{1,2})(?:\s?[.)](?!\d)\s*|\s?/\.\s*|\s?[\-/]\s+(?=[^\W\d_]))")),
    ("letter", re.compile(r"([a-zđ])\)\s*|([a-zđ])\.\s+(?=\S)|([a-zđ])\s?[\-/]\s+(?=[^\W\d_])")),
    ("paren", re.compile(r"\((\d{1,2}|[a-zđ])\)\s*(?=\S)")),
    ("dash", re.compile(r"[-•●▪◦·∙‣]+\s*(?=[^\s\-])")),
    ("plus", re.compile(r"\+\s*(?=\S)")),
    ("star", re.compile(r"\*+\s*(?=\S)")),
)
# With what each of them begins: a line is tried only against those of its first letter.
_FIRST = {"annex": "P", "part": "P", "article": "Đ", "roman": "IVX", "upper": "ABCDEFGHĐ", "step": "BHNGĐDT",
          "letter": "abcdefghijklmnopqrstuvwxyzđ",
          "paren": "(", "dash": "-•●▪◦·∙‣", "plus": "+", "star": "*"}  # fmt: skip
_YEAR_FIRST = re.compile(r"-\s*(?:19|20)\d\d\b")
_YEAR_LAST = re.compile(r"(?:19|20)\d\d\s*-?$|\d\s*/\s*$")
# What ends a line that a number must follow. "Hằng năm", "chuyển đổi số", "danh mục" want none.
_WANTS_NUMBER = re.compile(
    r"\b(?:(?:định|quyết|hoạch|thị|văn|bản|tư|luật|báo|dẫn|luận|lệnh|lục|biểu|mẫu)\x20+số"
    r"|(?<!tài\x20)khoản|(?<!danh\x20)(?<!hạng\x20)(?<!đề\x20)mục|(?:tại|theo|của|và|khoản\x20\d{1,2})\x20+điều|từ|đến)$"
)
_UNWANTED = re.compile(r"(?:hằng|hàng|mỗi|từng|trong|cả|các|nhiều|đầu|cuối|\d)\x20+(?:ngày|tháng|quý|năm)$")
_WANTS_TIME = re.compile(r"\b(?:ngày|tháng|quý|năm)$")
_WANTS_YEAR = re.compile(r"(?:19|20)\d\d\s*-$")
_NEAR = 3  # numbers that may lack in a sequence
_ASKS = rx(r"(?:trân trọng )?(?:đề nghị|kính đề nghị|giao|yêu cầu) ")
_SAYS = rx(
    r"(?:[-+*•]+ ?)?(?:cơ quan|đơn vị|chủ trì|phối hợp|thời gian|thời hạn|tiến độ|hạn|sản phẩm|kết quả|kinh phí|giao"
    r"|người)[^:.;]{0,40}:"
)
_LAST_LABEL = rx(
    r"[.;(] (?:(?:cơ quan|đơn vị) )?(?:chủ trì|phối hợp|thực hiện|thời gian|thời hạn|tiến độ)[^:.;]{0,40}:$"
)
_OPENS_PARAGRAPH = rx(
    r"trên đây|trong quá trình|quá trình|kế hoạch này|chương trình này|căn cứ (?:nội dung )?kế hoạch này"
    r"|yêu cầu|đề nghị|ủy ban|ubnd|giao|nơi nhận|định kỳ|hằng|hàng|các "
)
_TAIL = 40  # characters of a bracket that closes behind such a dash
_SHORT = 25  # characters of a line that may be a heading
_HARD_END = frozenset(".;:!?")


Label = tuple[str, str, str, int]  # what `label_at` tells of a line


@dataclass(frozen=True, slots=True)
class Block:
    """`kind` is a key of RANKS; `label` as written; `key` what it adds to `at`; `[start, end)` its words."""

    kind: str
    label: str
    key: str
    start: int
    end: int
    outer: int
    row: int = -1
    cell: int = -1


@dataclass(slots=True)
class _Open:
    kind: str
    label: str
    key: str
    outer: int
    start: int
    end: int
    last: Line


def label_at(view: View, start: int, end: int) -> Label:
    """(kind, label, key, where the words begin) of the line `[start, end)`."""
    for kind, pattern in _beginning_with(view.flat[start : start + 1]):
        match = pattern.match(view.flat, start, end)
        if match is None or not _is_sign(view, kind, match):
            continue
        label = view.text[start : match.end()].strip()
        groups = [g for g in match.groups() if g]
        if kind == "multi":
            depth = min(groups[0].count(".") + 1, 4)
            key = ".".join(groups)
            return f"multi{depth}", label, key, match.end()
        key = groups[0] if groups else ("" if kind in ("dash", "plus", "star") else label.rstrip(".: "))
        if kind == "article":
            key = f"Điều {key}"
        if kind == "annex":
            key = "PHỤ LỤC" + key[7:]
        return kind, label, key, match.end()
    return "plain", "", "", start


@lru_cache(maxsize=1024)
def _beginning_with(sign: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The labels that may begin with this letter, digit or sign."""
    number = sign.isdecimal()
    return tuple(
        (kind, pattern)
        for kind, pattern in _LABELS
        if (kind in ("multi", "number") and number)
        or (kind == "multi" and sign == "*")
        or (sign and sign in _FIRST.get(kind, ""))
    )


def _is_sign(view: View, kind: str, match: re.Match[str]) -> bool:
    """`1- Sở …`, `a/ Rà …`: a dash or stroke makes a label only before a capital (`10- 12 tháng 5` is none)."""
    if kind not in ("upper", "number", "letter") or match.group().rstrip()[-1] not in "-/":
        return True
    return view.flat[match.end()].isupper()


def width_of(lines: list[Line]) -> int:
    """The length at which the paper breaks its lines, or 0 where each line is a paragraph of its own."""
    lengths = sorted(line.length for line in lines if line.row < 0)
    if len(lengths) < 12:
        return 0
    width = lengths[int(len(lengths) * 0.97)]
    if lengths[-1] > 180 or width > 130:
        return 0
    full = sum(1 for length in lengths if length > 0.75 * width)
    return width if full >= 0.25 * len(lengths) else 0


def make_blocks(
    view: View, lines: list[Line], width: int, cells: frozenset[int] = frozenset()
) -> list[Block]:
    """The blocks in order; they cover every line once. `width` is the file's line length (`width_of`), `cells` where
    lines begin that are cells of a table."""
    labels = [label_at(view, line.start, line.end) for line in lines]
    spaced = _spaced(lines, labels) if width or _is_wrapped(view, lines, labels) else False
    blocks: list[Block] = []
    current: _Open | None = None
    seen: set[int] = set()  # the numbers that stood before
    for line, (kind, label, key, start) in zip(lines, labels, strict=True):
        if line.row >= 0 or line.start in cells:
            kind, label, key, start = "plain", "", "", line.start
        if (
            current is not None
            and line.start not in cells
            and (
                _continues(view, current, line, kind, width, spaced)
                or (kind == "number" and _out_of_sequence(view, current.last, line, key, seen))
            )
        ):
            current.end, current.last = line.end, line
            if current.start >= line.start or current.start == current.end:
                current.start = line.start
            continue
        if current is not None:
            blocks.append(_close(view, current))
        if (
            start >= line.end
            and kind not in ("number", "roman", "annex", "part", "article")
            and kind[:5] != "multi"
        ):
            kind, label, key, start = "plain", "", "", line.start
        if kind == "number" and key.isdigit():
            seen.add(int(key))
        current = _Open(kind, label, key, line.start, start, line.end, line)
    if current is not None:
        blocks.append(_close(view, current))
    return blocks


def _close(view: View, block: _Open) -> Block:
    start, end = view.trim(min(block.start, block.end), block.end)
    return Block(block.kind, block.label, block.key, start, end, block.outer, block.last.row, block.last.cell)


def _spaced(lines: list[Line], labels: list[Label]) -> bool:
    """True where paragraphs are parted by blank lines, so that a line without one goes on."""
    labelled = [
        line for line, label in zip(lines, labels, strict=True) if label[0] in ("dash", "number", "letter")
    ]
    if len(labelled) < 3:
        return sum(1 for line in lines if line.gap) > 0.3 * len(lines)
    return sum(1 for line in labelled if line.gap) > 0.6 * len(labelled)


def _is_dangling(view: View, previous: Line, line: Line) -> bool:
    """Does the line before end with a word that ends no sentence (`Sở` / `Nội vụ`, `tháng` / `12/2026`)?"""
    word = view.low[_last_word(view, previous) : previous.end]
    if word in ("ngày", "tháng", "năm", "quý", "số"):
        return view.flat[line.start].isdigit() or word == "quý"
    if word == "-":  # "Phòng Giáo dục Mầm non -" / "Tiểu học"
        return previous.length > 1 and view.flat[line.start].isalpha()
    return word in DANGLING and previous.length > 25


def _opens_value(view: View, block: _Open, previous: Line) -> bool:
    """`Đơn vị chủ trì: Sở Y tế; đơn vị phối hợp:` / `Sở Nội vụ`: a label inside the line, its value on the next."""
    if view.flat[previous.end - 1] != ":":
        return False
    label = _LAST_LABEL.search(view.low, max(block.start, previous.end - 60), previous.end)
    return label is not None


def _last_word(view: View, line: Line) -> int:
    """Where the last word of the line begins."""
    return max(line.start, view.flat.rfind(" ", line.start, line.end) + 1)


def _is_open(view: View, block: _Open) -> bool:
    """Is a bracket of the block not yet closed?"""
    text = view.flat[max(block.start, block.end - 400) : block.end]
    return text.count("(") > text.count(")")


def _is_wrapped(view: View, lines: list[Line], labels: list[Label]) -> bool:
    """Lines of no one length (as saved from a web page), yet many go on in small letters without a blank line."""
    plain = [(line, label[0]) for line, label in zip(lines, labels, strict=True) if line.row < 0]
    small = sum(
        1 for line, kind in plain if not line.gap and kind == "plain" and view.flat[line.start].islower()
    )
    return small > 0.15 * len(plain)


def _continues(view: View, block: _Open, line: Line, kind: str, width: int, spaced: bool) -> bool:
    """Does this line go on with the words of the block?"""
    if line.row >= 0 or block.last.row >= 0:
        return False
    flat, previous = view.flat, block.last
    last = flat[previous.end - 1]
    if (
        kind == "dash"
        and _YEAR_FIRST.match(flat, line.start)
        and _YEAR_LAST.search(flat[previous.start : previous.end])
    ):
        return True
    if kind == "dash" and not line.gap and last not in _HARD_END and _parts_name(view, block, line):
        return True
    if _wants_number(view, previous, line) and block.start < previous.end:
        return True
    if block.start >= previous.end:  # a label alone on its line
        return kind == "plain"
    first = flat[line.start]
    lower = first.islower()
    if kind != "plain":
        # A wrapped line that only looks like a label: the line before was full and its sentence goes on.
        if _SAYS.match(view.low, line.start, line.end):
            return False
        if kind == "dash" and _heads_duty(view, block, line, label_at(view, line.start, line.end)[3]):
            return False
        if flat[line.start : line.end].find(")") <= 2 and _is_open(view, block):
            return kind in ("number", "letter")  # "(tháng" / "5)"
        return bool(
            width and not line.gap and not spaced and last not in _HARD_END and last not in "/,"
            and kind in ("number", "dash", "multi2") and previous.length > 0.93 * width and block.kind != "plain"
        )  # fmt: skip
    if line.gap:
        return lower and last not in _HARD_END and last != "/" and block.kind != "annex"
    if last in _HARD_END and first.isupper() and _SAYS.match(view.low, line.start, line.end):
        return False  # "Đơn vị chủ trì: …" below a full line
    if last == "," or _is_dangling(view, previous, line) or _opens_value(view, block, previous):
        return True
    if spaced:
        return True
    if lower and (last not in _HARD_END or width > 0):
        return True
    if not width:
        return False
    if first.isupper() and last not in _HARD_END and _breaks_name(view, block, previous, width):
        return not _heads_duty(view, block, line)
    word = flat.find(" ", line.start, line.end)
    first_word = (word if word > 0 else line.end) - line.start
    if previous.length + 1 + first_word <= 0.97 * width:
        return False
    if last in _HARD_END:
        # The next sentence of the paragraph, where the line was full: paragraphs that begin there are few.
        return last in ".;" and block.kind not in ("plain", "roman", "upper", "part") and not _OPENS_PARAGRAPH.match(
            view.low, line.start, line.end
        )  # fmt: skip
    return not (first.isupper() and _heads_duty(view, block, line))


def _parts_name(view: View, block: _Open, line: Line) -> bool:
    """`… các tổ chức chính trị` / `- xã hội tham gia …`, `(qua Phòng Văn hóa` / `- Xã hội)`: a dash between the two
    halves of a name, or inside a bracket that closes on this line."""
    if block.last.length <= _SHORT:
        return False
    before = view.low[max(block.last.start, block.last.end - 30) : block.last.end].split()[-2:]
    after = view.low[line.start : min(line.end, line.start + 30)].lstrip("-– ").split()[:2]
    halves = f"{' '.join(before)} - {' '.join(word.rstrip('.,;:)') for word in after)}"
    if halves in JOINED_BY_DASH:
        return True
    closing = view.flat.find(")", line.start, min(line.end, line.start + _TAIL))
    return closing >= 0 and "(" not in view.flat[line.start : closing] and _is_open(view, block)


def _breaks_name(view: View, block: _Open, previous: Line, width: int) -> bool:
    """A long line of a labelled block that ends inside a name in capitals: `… và Báo Quảng` / `Nam mở …`."""
    if block.kind in ("plain", "roman", "upper", "part", "annex") or previous.length <= 0.85 * width:
        return False
    word = view.flat[_last_word(view, previous) : previous.end]
    return word[:1].isupper() and word.isalpha() and not word.isupper()


def _wants_number(view: View, previous: Line, line: Line) -> bool:
    """Does the line before end in a word or sign that the figures which begin this line belong to (`khoản` / `3.`)?"""
    if line.gap or not view.flat[line.start].isdigit():
        return False
    start = max(previous.start, previous.end - 40)
    if _WANTS_YEAR.search(view.flat, start, previous.end) or _WANTS_NUMBER.search(
        view.low, start, previous.end
    ):
        return True
    return bool(_WANTS_TIME.search(view.low, start, previous.end)) and not _UNWANTED.search(
        view.low, start, previous.end
    )


def _out_of_sequence(view: View, previous: Line, line: Line, key: str, seen: set[int]) -> bool:
    """A number that no number near it came before, where the sentence of the line before has not ended."""
    if line.gap or not seen or previous.length <= _SHORT or view.flat[previous.end - 1] in _HARD_END:
        return False
    if view.flat[previous.start : previous.end].isupper() or not key.isdigit():
        return False
    number = int(key)
    return number > _NEAR and not any(before in seen for before in range(number - _NEAR, number + 1))


def _heads_duty(view: View, block: _Open, line: Line, start: int = -1) -> bool:
    """A full line that is nothing but units heads the duty on the next: `3. Hội Nông dân tỉnh` / `Vận động …`.
    `start` is where the words of the line begin behind its sign."""
    ask = _ASKS.match(view.low, block.start, block.end)
    units = parse_units(view, ask.end() if ask else block.start, block.end)
    if not units.items or view.trim(units.stop, block.end, ".,")[0] < block.end:
        return False
    start = line.start if start < 0 else start
    toks = tokens(view, start, min(line.end, start + 60))
    return is_verb(toks, 0) or longest(toks, 0, PREDICATES, 3) > 0
