"""`chithi read FILE [--json]`."""

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
    parser.add_argument("--json", action="store_true", help="in kết quả đọc dạng JSON")
    try:
        args = parser.parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        reading = read(args.file)
    except UnreadableError as error:
        print(f"{args.file}: {error.vi} [{error.code}] {error.en}", file=sys.stderr)
        return 2
    _print(json.dumps(reading.as_dict(), ensure_ascii=False, indent=1) if args.json else summary(reading))
    if not reading.tasks:
        print(
            f"{args.file}: {said('no_tasks')} [no_tasks] The file holds no task of anybody.", file=sys.stderr
        )
        return 2
    return 0


WARNINGS = {
    "no_tasks": "Không tìm thấy nhiệm vụ nào trong tệp; hãy chọn đúng tệp kế hoạch.",
    "no_title": "Không tìm thấy tên văn bản.",
    "scanned": "Văn bản là bản quét, chữ do máy nhận dạng nên có thể sai; hãy đối chiếu với bản gốc.",
    "picture_pages": "Có trang chỉ là hình ảnh, không đọc được chữ; hãy đối chiếu với bản gốc.",
}


def said(warning: str) -> str:
    """A warning of the reading as a sentence."""
    return WARNINGS.get(warning, warning)


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
    lines.extend(f"Lưu ý: {said(warning.what)}" for warning in reading.warnings)
    return "\n".join(lines)
