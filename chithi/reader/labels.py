"""Label lines: what stands behind `Đơn vị chủ trì:`, `Cơ quan phối hợp:`, `Thời gian thực hiện:`, `Kết quả:`."""

from __future__ import annotations

from chithi.reader.blocks import Block
from chithi.reader.result import Span
from chithi.reader.view import View, rx

_WHO = "(?:các )?(?:cơ quan|đơn vị|bộ phận|tổ chức|người)? ?"
_LABEL = rx(
    rf"(?:(?P<lead>{_WHO}(?:được giao )?(?:chủ trì|thực hiện|chịu trách nhiệm|đầu mối|phụ trách)"
    r"(?: chính)?(?:,? tham mưu)?(?:,? thực hiện)?)"
    rf"|(?P<with>{_WHO}(?:cùng )?phối hợp(?: thực hiện)?)"
    r"|(?P<due>(?:thời gian|thời hạn|tiến độ|hạn)(?: thực hiện| hoàn thành| tổ chức| triển khai)?)"
    r"|(?P<other>(?:dự kiến )?(?:kết quả|sản phẩm)(?: đầu ra| dự kiến| thực hiện| cần đạt)?|kinh phí(?: thực hiện)?|"
    r"địa điểm|thành phần|ghi chú))"
    r"(?: ?\([^()]{0,60}\))? ?(?P<end>:|$| (?=sau khi|trước ngày|trong quý|trong năm|trong tháng))"
)
CONTENT = rx(r"(?:nội dung(?: thực hiện| công việc)?|nhiệm vụ|tên nhiệm vụ)\s?: ?")
_KINDS = ("plain", "dash", "star", "plus")


def label_of(view: View, block: Block) -> tuple[str, Span] | None:
    """(`lead`, `with`, `due` or `other`, span of the value) where a block is a label line, else None."""
    if block.kind == "cell":
        return block.key, view.trim(block.start, block.end, ".;")
    if block.kind not in _KINDS:
        return None
    match = _LABEL.match(view.low, block.start, block.end)
    if match is None:
        return None
    if match["end"] == " " and not match["due"]:
        return None
    kind = next(name for name in ("lead", "with", "due", "other") if match[name])
    return kind, view.trim(match.end(), block.end, ".;")


def column_of(view: View, start: int, end: int) -> str | None:
    """What a column of a table of tasks holds, from its head: `task`, `lead`, `with`, `due`, `other`, `number`."""
    low = " ".join(view.low[start:end].split())
    if low in ("tt", "stt", "số tt", "số thứ tự"):
        return "number"
    if "phối hợp" in low and "chủ trì" not in low:
        return "with"
    if "chủ trì" in low or low.startswith(
        ("cơ quan thực hiện", "đơn vị thực hiện", "cơ quan, đơn vị", "phân công")
    ):
        return "lead"
    if low.startswith(("thời gian", "thời hạn", "tiến độ", "hạn ")):
        return "due"
    if low.startswith(("sản phẩm", "kết quả", "ghi chú", "kinh phí", "dự kiến")):
        return "other"
    if low.startswith(("nội dung", "nhiệm vụ", "tên nhiệm vụ", "công việc", "hoạt động", "chỉ tiêu")):
        return "task"
    return None
