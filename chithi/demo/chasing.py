"""What makes the pages of chasing alive: a guidance of the last round, a request for more time, papers as evidence."""

import datetime
from collections.abc import Sequence

from chithi.leadership.meetings import REGISTER as MEETINGS
from chithi.leadership.models import Meeting
from chithi.papers import pdf
from chithi.papers.content import Head, Paper, Paragraph
from chithi.records.activities import REGISTER as ACTIVITIES
from chithi.records.models import Activity
from chithi.reports.models import Cycle, Extension, Report
from chithi.sheets.models import Evidence
from chithi.sheets.registers import Register
from chithi.shell.attachments import keep
from chithi.steering.models import Guidance, Receipt
from chithi.units.models import Role
from chithi.units.queries import people_of

ASKS = ("h-tan-lam", "hoi-nong-dan-xa")
"""Who asks for more time in the last round: the first one that is there."""
TRAINS = ("so-y-te", "tram-y-te")
"""Whose last workshop has a paper beside it: the units of the printed sign-ins."""
CONFIRM = 9
"""So many units have confirmed that they received the guidance."""


def make_chasing(cycle: Cycle, meetings: Sequence[Meeting], by: str) -> None:
    """Rows as they stand after the people have acted."""
    guide(cycle, by)
    ask_for_time(cycle)
    put_beside(meetings, by)


def guide(cycle: Cycle, by: str) -> None:
    day = cycle.due - datetime.timedelta(days=28)
    made = Guidance.objects.create(
        cycle=cycle,
        title=f"Hướng dẫn báo cáo năm {cycle.year}: số liệu lấy từ sổ theo dõi",
        text=(
            "1. Hoạt động, cuộc kiểm tra đã ghi vào sổ thì không nhập lại trong báo cáo; nếu số khác sổ, ghi lý do.\n"
            "2. Việc phát sinh sau ngày chốt số liệu ghi vào sổ như thường, hệ thống chuyển sang kỳ sau.\n"
            "3. Mỗi lớp tập huấn đính kèm ít nhất một tài liệu minh chứng."
        ),
        published_on=day,
        published_by=by,
    )
    sent = Report.objects.filter(cycle=cycle, sent_on__isnull=False).order_by("unit__key")[:CONFIRM]
    Receipt.objects.bulk_create(
        Receipt(guidance=made, report=r, day=day + datetime.timedelta(days=2), by=by) for r in sent
    )


def ask_for_time(cycle: Cycle) -> None:
    report = Report.objects.filter(cycle=cycle, unit__key__in=ASKS).first()
    if report is None:
        return
    asked = cycle.due - datetime.timedelta(days=3)
    Extension.objects.create(
        report=report,
        wanted=cycle.due + datetime.timedelta(days=7),
        why="Hai xã chưa gửi số liệu do mưa lũ chia cắt; xin thêm 07 ngày để tổng hợp đủ.",
        asked_on=asked,
        asked_by=next((p.name for p in people_of(report.unit_id, [Role.Kind.UNIT_OFFICER], asked)), ""),
    )


def put_beside(meetings: Sequence[Meeting], by: str) -> None:
    """One paper beside a workshop, one beside a meeting."""
    held = Activity.objects.filter(unit__key__in=TRAINS, kind="training").order_by("-day", "-pk").first()
    if held is not None:
        words = (
            f"Đơn vị đã tổ chức {held.title.lower()} ngày {held.day:%d/%m/%Y}; danh sách học viên kèm theo."
        )
        attach(
            ACTIVITIES, held.pk, "danh-sach-lop-tap-huan.pdf", "DANH SÁCH", held.title, words, held.day, by
        )
    if meetings:
        one = max(meetings, key=lambda m: (m.day, -m.pk))
        attach(MEETINGS, one.pk, "bien-ban-hop.pdf", "BIÊN BẢN", one.title, one.conclusions, one.day, by)


def attach(
    register: Register, pk: int, name: str, kind: str, subject: str, words: str, day: datetime.date, by: str
) -> None:
    paper = Paper(
        kind=kind,
        subject=subject,
        head=Head(issuer="Đơn vị trình diễn", symbol="TL", place="Hòa Châu", day=day),
        blocks=(Paragraph((words,)),),
        filing="",
    )
    kept = keep(pdf.render(paper), name)
    Evidence.objects.create(register=register.name, record_id=pk, attachment=kept, name=name, added_by=by)
