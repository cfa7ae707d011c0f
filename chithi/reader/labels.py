"""Label lines: what stands behind `Đơn vị chủ trì:`, `Cơ quan phối hợp:`, `Thời gian thực hiện:`, `Kết quả:`."""

from __future__ import annotations

import re
from dataclasses import replace

from chithi.reader import words as w
from chithi.reader.blocks import RANKS, Block
from chithi.reader.clauses import duty_verb_at, subject_with_verb
from chithi.reader.result import Span
from chithi.reader.tokens import tokens
from chithi.reader.units import parse_units
from chithi.reader.view import View, rx

_BODY = "(?:cơ quan|đơn vị|bộ phận|tổ chức|cá nhân|người|cấp)"
_WHO = rf"(?:các )?(?:{_BODY}(?:(?: ?[,/] ?| và ){_BODY})? ?)?"
_DOES = "(?:chủ trì|thực hiện|chịu trách nhiệm|đầu mối|phụ trách|tham mưu|soạn thảo)"
_TIME = "(?:thời gian|thời hạn|thời điểm|tiến độ|hạn)"
_LABEL = rx(
    rf"(?:(?P<lead>{_WHO}(?:được giao |được phân công |đồng )?{_DOES}(?: chính)?"
    r"(?:(?:,| và)? (?:tham mưu|thực hiện|soạn thảo|xây dựng|tổ chức thực hiện|trình))*"
    r"|phân công(?: thực hiện| nhiệm vụ)?|trách nhiệm(?: thực hiện| chủ trì)?)"
    rf"|(?P<with>{_WHO}(?:cùng |được giao )?(?:phối hợp|tham gia)(?: thực hiện| với)?)"
    rf"|(?P<due>{_TIME}(?: ?[,/] ?{_TIME}| và {_TIME})?"
    r"(?: thực hiện| hoàn thành| tổ chức| triển khai| trình| ban hành| báo cáo| dự kiến| kết thúc)*|hoàn thành)"
    r"|(?P<other>(?:dự kiến )?(?:kết quả|sản phẩm)(?: ?[,/] ?(?:kết quả|sản phẩm)| và sản phẩm)?"
    r"(?: đầu ra| dự kiến| thực hiện| cần đạt| hoàn thành)?|(?:nguồn )?kinh phí(?: thực hiện)?|"
    r"(?:cơ quan|cấp) (?:trình|ban hành|phê duyệt|có thẩm quyền ban hành)|hình thức(?: thực hiện| văn bản)?|"
    r"địa điểm|thành phần|ghi chú))"
    r"(?: ?\([^()]{0,60}\))? ?(?P<end>:|$| (?=sau khi|trước ngày|trong quý|trong năm|trong tháng))"
)
# The first two letters of all that `_LABEL` may begin with.
_FIRST_TWO = frozenset(("cá", "cơ", "đơ", "bộ", "tổ", "ng", "cấ", "đư", "đồ", "ch", "th", "đầ", "ph", "so", "tr",
                        "cù", "ti", "hạ", "ho", "xo", "dự", "kế", "sả", "ki", "hì", "đị", "gh"))  # fmt: skip
CONTENT = rx(r"(?:nội dung(?: thực hiện| công việc)?|nhiệm vụ|tên nhiệm vụ)\s?: ?")
_WRAPPED = 80  # characters of the rest of a name on the next line
_KINDS = ("plain", "dash", "star", "plus")
_SENTENCE = re.compile(r"[.;]\x20+")
# Where a label may begin that closes the words of a task.
_CLOSING = re.compile(r"[.;]\x20+|\((?=[^()]{0,400}\)[.;/\s]*$)")
_GOES_ON = re.compile(r"[.;]\x20")
_DONE = rx(r"(?:hoàn thành|xong) (?=trước|trong|chậm nhất|vào|quý|tháng|năm|ngày)")
_VALUE = 300  # characters of such a label's value
_NEED_COLON = ("hoàn thành", "phân công", "trách nhiệm")
_LABELLED = ("letter", "number", "paren", "multi2", "multi3", "multi4")


def label_of(view: View, block: Block) -> tuple[str, Span] | None:
    """(`lead`, `with`, `due` or `other`, span of the value) where a block is a label line, else None."""
    if block.kind == "cell":
        return block.key, view.trim(block.start, block.end, ".;")
    if block.kind not in _KINDS and block.kind not in _LABELLED:
        return None
    if view.low[block.start : block.start + 2] not in _FIRST_TWO:
        return None  # most blocks are no label line
    match = _LABEL.match(view.low, block.start, block.end)
    if match is None:
        return None
    if match["end"] == " " and not match["due"]:
        return None
    if match["end"] != ":" and match.group().startswith(_NEED_COLON):
        return None
    if match.group().startswith("tổ chức") and view.trim(match.end(), block.end)[0] >= block.end:
        return None  # the part `Tổ chức thực hiện`
    if block.kind in _LABELLED and not _says_who_or_when(view, block.kind, match, block.end):
        return None
    kind = next(name for name in ("lead", "with", "due", "other") if match[name])
    return kind, view.trim(match.end(), block.end, ".;")


def _says_who_or_when(view: View, kind: str, match: re.Match[str], end: int) -> bool:
    """`a) Cơ quan chủ trì: Sở Y tế`: with a letter or a number it is a label only where units or a day follow, for
    `3. Thời gian thực hiện:` may head a part of its own."""
    start, end = view.trim(match.end(), end, ".;")
    if match["end"] != ":" or start >= end:
        return False
    if match["other"]:
        return kind == "letter"
    if match["due"]:
        return not _tells_somebody(view, start, end)
    return bool(parse_units(view, start, end).items)


def _tells_somebody(view: View, start: int, end: int) -> bool:
    """`4. Thời gian báo cáo: Trước ngày 15/12, các xã gửi báo cáo …`: a duty stands behind the day."""
    comma = view.flat.find(", ", start, min(end, start + _WRAPPED))
    return comma >= 0 and subject_with_verb(view, view.trim(comma + 1, end)[0], end) is not None


def spread_values(view: View, blocks: list[Block]) -> list[Block]:
    """The values that stand as a list below a label (`- Đơn vị chủ trì:`, then `+ Sở A;`, `+ Sở B.`) as cells of it."""
    out: list[Block] = []
    role, rank = "", 0
    for block in [part for whole in _with_wrapped(view, blocks) for part in _parted(view, whole)]:
        said = label_of(view, block) if block.kind != "cell" else None
        if role and said is None and _is_value(view, block, rank):
            out.append(Block("cell", block.label, role, block.start, block.end, block.outer))
            continue
        role = said[0] if said and said[1][0] >= said[1][1] and said[0] in ("lead", "with") else ""
        rank = RANKS[block.kind]
        out.append(block)
    return out


def _with_wrapped(view: View, blocks: list[Block]) -> list[Block]:
    """The blocks, each label line with the next line where the name of its value goes on there."""
    out: list[Block] = []
    for block in blocks:
        if out and block.kind == "plain" and block.row < 0 and _value_goes_on(view, out[-1], block):
            out[-1] = replace(out[-1], end=block.end)
        else:
            out.append(block)
    return out


def _value_goes_on(view: View, before: Block, block: Block) -> bool:
    """`Cơ quan chủ trì: Văn phòng` / `Đoàn ĐBQH và HĐND tỉnh`: read as one, a name ends with the second line, and
    what the first says is no whole name or what the second says none of its own."""
    if block.end - block.start > _WRAPPED or view.text.count("\n", before.end, block.start) != 1:
        return False
    said = label_of(view, before) if before.kind != "cell" else None
    if said is None or said[0] not in ("lead", "with") or label_of(view, block) is not None:
        return False
    start = said[1][0]
    if (
        start >= before.end
        or view.flat[before.end - 1] in ".;:"
        or CONTENT.match(view.low, block.start, block.end)
    ):
        return False
    if duty_verb_at(tokens(view, block.start, block.end), 0):
        return False
    units = parse_units(view, start, block.end)
    end = view.trim(block.start, block.end, ".;,")[1]
    if not units.items or units.stop < end or any(left == block.start for left, _ in units.items):
        return False
    alone = parse_units(view, start, before.end)
    last = view.low[alone.items[-1][0] : before.end] if alone.items else ""
    if last in w.BODIES or not last:
        return True
    return (
        not view.flat[block.start : block.end].endswith(".")
        and not parse_units(view, block.start, block.end).items
    )


def _parted(view: View, block: Block) -> list[Block]:
    """`Thời gian: tháng 5. Đơn vị chủ trì: Sở Y tế.`: labels on one line, each behind the first as a cell of it; and
    those that close a task (`Mở lớp tập huấn. Đơn vị chủ trì: Sở Y tế.`, `… (Chủ trì: Sở Y tế; thời gian: quý I)`)."""
    if block.kind in ("cell", "row") or view.flat.find(": ", block.start, block.end) < 0:
        return [block]
    labelled = label_of(view, block) is not None
    found = _labels_within(view, block, labelled)
    if not found or (not labelled and not _closes_block(view, found, block.end)):
        return [block]
    first = view.trim(block.start, found[0][0], "" if labelled else "(;")
    parts = [replace(block, end=first[1])]
    for (at, role, value), end in zip(found, [*(at for at, _, _ in found[1:]), block.end], strict=True):
        left, right = view.trim(value, end, "" if labelled else ").;/")
        parts.append(Block("cell", "", role, left, right, at if labelled else block.outer))
    return parts


def _labels_within(view: View, block: Block, labelled: bool) -> list[tuple[int, str, int]]:
    """(where it begins, role, where its value begins) of each label behind the first words of a block."""
    found: list[tuple[int, str, int]] = []
    opens = _SENTENCE if labelled else _CLOSING
    for sign in opens.finditer(view.flat, block.start, block.end):
        at = sign.end()
        if view.low[at : at + 2] not in _FIRST_TWO:
            continue  # most sentences are no label
        match = _LABEL.match(view.low, at, block.end)
        if match is not None and match["end"] == ":":
            sure = labelled or found or view.flat[at].isupper()
            if sure or not match.group().startswith(_NEED_COLON):
                role = next(name for name in ("lead", "with", "due", "other") if match[name])
                found.append((at, role, match.end()))
        elif (labelled or found) and (when := _DONE.match(view.low, at, block.end)):
            found.append((at, "due", when.end()))
    return found


def _closes_block(view: View, found: list[tuple[int, str, int]], end: int) -> bool:
    """Do the labels say units and days to the end of the block, and nothing else?"""
    for (_, role, value), stop in zip(found, [*(at for at, _, _ in found[1:]), end], strict=True):
        left, right = view.trim(value, stop, ").;/")
        if left >= right or right - left > _VALUE:
            return False
        if role in ("lead", "with") and not parse_units(view, left, right).items:
            return False
        if role == "due" and _GOES_ON.search(view.flat, left, right):
            return False
    return True


def _is_value(view: View, block: Block, rank: int) -> bool:
    if block.kind not in ("plain", "dash", "plus", "star") or (
        block.kind != "plain" and RANKS[block.kind] < rank
    ):
        return False
    if block.kind == "plus" and rank < RANKS["plus"]:
        return True
    units = parse_units(view, block.start, block.end)
    return bool(units.items) and view.trim(units.stop, block.end, ".;,")[0] >= block.end


# How the heads of columns begin.
_COLUMNS = (
    ("lead", ("cơ quan thực hiện", "đơn vị thực hiện", "cơ quan, đơn vị", "phân công", "đơn vị phụ trách",
              "người phụ trách", "người thực hiện", "bộ phận thực hiện", "trách nhiệm thực hiện")),
    ("due", ("thời gian", "thời hạn", "thời điểm", "tiến độ", "hạn ", "ngày hoàn thành", "mốc thời gian")),
    ("other", ("sản phẩm", "kết quả", "ghi chú", "kinh phí", "dự kiến")),
    ("task", ("nội dung", "nhiệm vụ", "tên ", "công việc", "hoạt động", "chỉ tiêu", "đầu việc", "văn bản, đề án")),
)  # fmt: skip


def column_of(view: View, start: int, end: int) -> str | None:
    """What a column of a table of tasks holds, from its head: `task`, `lead`, `with`, `due`, `other`, `number`."""
    low = " ".join(view.low[start:end].split())
    if low in ("tt", "stt", "số tt", "số thứ tự"):
        return "number"
    if "phối hợp" in low and "chủ trì" not in low:
        return "with"
    if "chủ trì" in low:
        return "lead"
    return next((role for role, openings in _COLUMNS if low.startswith(openings)), None)
