"""`chithi read FILE [--json | --akn]`."""

from __future__ import annotations

import argparse
import json
import sys

from chithi.reader import Reading, UnreadableError, read


def read_command(argv: list[str]) -> int:
    """Print the reading of a plan. 0 done; 2 for bad usage or a file that cannot be read (one line on stderr)."""
    parser = argparse.ArgumentParser(
        prog="chithi read",
        description="Đọc một kế hoạch (.docx, .pdf, .html, .md, .txt; bản quét nếu có Tesseract), không cần CSDL.",
    )
    parser.add_argument("file", metavar="FILE", help="tệp kế hoạch")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="in kết quả đọc dạng JSON")
    shape.add_argument("--akn", action="store_true", help="in văn bản dạng Akoma Ntoso 3.0 (XML)")
    try:
        args = parser.parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        reading = read(args.file)
    except UnreadableError as error:
        print(f"{args.file}: {error.vi} [{error.code}] {error.en}", file=sys.stderr)
        return 2
    _print(_shown(reading, args))
    if not reading.tasks:
        print(f"{args.file}: {said('no_tasks')} [no_tasks] {said('no_tasks', english=True)}", file=sys.stderr)
        return 2
    return 0


WARNINGS = {
    "no_tasks": (
        "Không tìm thấy nhiệm vụ nào trong tệp; hãy chọn đúng tệp kế hoạch.",
        "The file holds no task of anybody.",
    ),
    "no_title": ("Không tìm thấy tên văn bản.", "The title of the paper was not found."),
    "label_names_nobody": (
        "Dòng phân công này không nêu tên cơ quan, đơn vị nào.",
        "This line of who leads or cooperates names no unit.",
    ),
    "label_no_day": (
        "Không đọc được thời hạn ghi ở dòng này.",
        "The deadline on this line could not be read.",
    ),
    "column_unknown": (
        "Không rõ cột này của bảng ghi nội dung gì; cột chưa được đọc.",
        "It is not known what this column of the table holds; it was left unread.",
    ),
    "row_unread": (
        "Dòng này của bảng không còn ranh giới giữa các cột nên chưa được đọc.",
        "The columns of this row of the table could not be told apart; it was left unread.",
    ),
    "nobody_leads": (
        "Câu này nêu một việc phải làm nhưng không rõ ai chủ trì.",
        "This sentence asks for something to be done, and nobody leads it.",
    ),
    "unit_without_work": (
        "Cơ quan, đơn vị này được nêu tên để giao việc nhưng không đọc được việc nào; có thể tệp thiếu tiêu đề phần.",
        "This unit is named to be given work, yet no work was read for it; the file may lack the heading of a part.",
    ),
    "stands_nowhere": (
        "Đoạn này giao việc nhưng nằm ngoài các phần của kế hoạch.",
        "This paragraph assigns work, yet stands outside the parts of the plan.",
    ),
    "taught_no_unit": (
        "Cụm từ này đã được xác nhận trước đây là không phải cơ quan, đơn vị nên không được phân công.",
        "These words were said before to be no unit, so nothing was assigned to them.",
    ),
    "scanned": (
        "Văn bản là bản quét, chữ do máy nhận dạng nên có thể sai; hãy đối chiếu với bản gốc.",
        "The paper is a scan read by a machine, so letters may be wrong; compare it with the original.",
    ),
    "picture_pages": (
        "Có trang chỉ là hình ảnh, không đọc được chữ; hãy đối chiếu với bản gốc.",
        "Some pages are pictures without text and were not read; compare with the original.",
    ),
}
"""Each warning in Vietnamese and in English."""


def said(warning: str, english: bool = False) -> str:
    """A warning of the reading as a sentence."""
    return WARNINGS[warning][english] if warning in WARNINGS else warning


def _shown(reading: Reading, args: argparse.Namespace) -> str:
    if args.akn:
        from chithi.reader.akn import to_akn  # lxml is loaded only here

        return to_akn(reading).decode("utf-8")
    return json.dumps(reading.as_dict(), ensure_ascii=False, indent=1) if args.json else summary(reading)


def _print(text: str) -> None:
    """UTF-8 whatever the terminal's encoding."""
    sys.stdout.flush()
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        print(text)
        return
    buffer.write(text.encode("utf-8") + b"\n")
    buffer.flush()


def summary(reading: Reading) -> str:
    """A few lines in Vietnamese: what the paper is, its tasks by lead, its reports."""
    head = reading.head
    name = " ".join(
        filter(None, [(head.kind or "văn bản").capitalize(), head.number and f"số {head.number}", head.title])
    )
    lines = [name]
    if reading.implements:
        lines.append("Thực hiện: " + ", ".join(reading.implements))
    clauses = sum(len(task.clauses) for task in reading.tasks)
    lines.append(
        f"{len(reading.tasks)} nhiệm vụ, {clauses} việc; {len(reading.citations)} văn bản được dẫn; "
        f"{len(reading.recipients)} nơi nhận"
    )
    for task in reading.tasks:
        who = "; ".join(party.plain for party in task.lead)
        due = f" [{', '.join(d.value for d in task.due)}]" if task.due else ""
        text = " ".join(task.text.split())
        lines.append(f"  {task.id}  {who}: {text[:90]}{'…' if len(text) > 90 else ''}{due}")
    for duty in reading.reports:
        via = f" qua {'; '.join(duty.via)}" if duty.via else ""
        lines.append(
            f"Báo cáo: {'; '.join(duty.by)} → {'; '.join(duty.to)}{via} ({duty.due or ''} {duty.every or ''})"
        )
    look = sum(task.wants_a_look for task in reading.tasks)
    if look:
        lines.append(f"Cần xem lại: {look} nhiệm vụ (chưa chắc đã đọc đúng)")
    lines.extend(f"Lưu ý: {said(w.what)}{_quoted(reading, w.span)}" for w in reading.warnings)
    return "\n".join(lines)


def _quoted(reading: Reading, span: tuple[int, int]) -> str:
    words = " ".join(reading.source.text[span[0] : span[1]].split())
    return f" “{words[:80]}{'…' if len(words) > 80 else ''}”" if words else ""
