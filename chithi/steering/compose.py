"""Plain values → the consolidated report as a content tree. Pure; the words of the paper stand here.

A paper is Vietnamese on every screen, so its words are no catalogue's. Each number that was counted is a
``Figure`` whose code ``explain`` opens: ``units:late``, ``work:done``, ``content:3:done``, ``item:12:done``,
``figure:<indicator>:<cell>``, ``aims:off``, ``proposals:2``.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from chithi.papers.content import (
    Annex,
    Block,
    Cell,
    Column,
    Content,
    Figure,
    Heading,
    Paper,
    Paragraph,
    Row,
    Table,
)
from chithi.papers.vietnam import day_text, number
from chithi.plans.heads import Issuer
from chithi.steering import charts, counts, results, tables
from chithi.steering.values import Body, Case, PlanHead
from chithi.steering.words import merged, printed

BLANK = "…………………………"
"""Where an addressee is not known yet."""

UNIT_STATES = {
    "silent": "Chưa bắt đầu",
    "draft": "Đang soạn thảo",
    "submitted": "Đã trình thủ trưởng, chưa gửi",
    "returned": "Đang bổ sung theo yêu cầu",
    "approved": "Đã gửi",
    "accepted": "Đã được tiếp nhận",
    "handed_over": "Đã bàn giao",
}


@dataclass(frozen=True, slots=True)
class Options:
    """What may differ between two consolidations of the same reports."""

    issuer: Issuer
    addressee: str = ""
    order: str = "provision"
    place: str = ""


def count(value: int, code: str) -> Figure:
    """A counted number that opens its explanation."""
    return Figure(number(value), code)


def compose(case: Case, options: Options) -> Paper:
    """The consolidated report, without number and day: the same values always give the same paper."""
    sections: list[tuple[str, list[Block]]] = [
        ("Đánh giá chung", list(general(case, options.issuer))),
        ("Kết quả thực hiện", list(results.blocks(case, options.order))),
        ("Số liệu", list(tables.blocks(case))),
        ("Tồn tại, hạn chế và nguyên nhân", list(lacks(case))),
        ("Đề xuất, kiến nghị", list(proposals(case))),
        (f"Phương hướng, nhiệm vụ năm {case.year + 1}", list(said(case, "next"))),
    ]
    blocks: list[Block] = [Paragraph((opening(case, options.issuer),))]
    for numeral, (title, body) in zip(("I", "II", "III", "IV", "V", "VI"), sections, strict=True):
        blocks += [
            Heading(1, numeral, title),
            *(body or [Paragraph(("Các đơn vị không nêu nội dung này.",))]),
        ]
    blocks.append(Paragraph((closing(options.issuer, options.addressee),)))
    return Paper(
        kind="BÁO CÁO",
        subject=subject(case),
        head=options.issuer.head(options.place, case.year),
        addressees=(options.addressee or BLANK,),
        blocks=tuple(blocks),
        signature=options.issuer.signature,
        recipients=options.issuer.recipients,
        annexes=(*silent_annex(case), *handed_annex(case)),
    )


class NamedPlan(Protocol):
    """What names a plan: the plain value and the model both have it."""

    @property
    def kind(self) -> str: ...

    @property
    def number(self) -> str: ...

    @property
    def date(self) -> Any: ...


def plan_name(plan: NamedPlan) -> str:
    """ "Kế hoạch số 12/KH-UBND ngày 05 tháng 3 năm 2024", as much of it as is known."""
    parts = [(plan.kind or "Kế hoạch").capitalize()]
    if plan.number:
        parts.append(f"số {plan.number}")
    if plan.date:
        parts.append(day_text(plan.date))
    return " ".join(parts)


def subject(case: Case) -> str:
    title = "" if case.plan.number else sentence_case(case.plan)
    return f"Kết quả năm {case.year} thực hiện {plan_name(case.plan)}{title}"


def sentence_case(plan: PlanHead) -> str:
    """The title of a plan within a sentence, led by a space: it begins small and does not repeat "Kế hoạch".

    A title in capitals is quoted as it is: which of its words are names is not guessed.
    """
    title = " ".join(plan.title.split())
    kind = plan.kind or "Kế hoạch"
    if title[: len(kind) + 1].casefold() == f"{kind} ".casefold():
        title = title[len(kind) + 1 :]
    if not title:
        return ""
    return f" “{title}”" if title.isupper() else f" {title[:1].lower()}{title[1:]}"


def opening(case: Case, issuer: Issuer) -> str:
    """By which plan the report is made, and for which days. A report has no legal grounds (§II.6)."""
    title = sentence_case(case.plan)
    return (
        f"Thực hiện {plan_name(case.plan)} của {case.plan.issuer}{title}, {issuer.name} tổng hợp, báo cáo kết quả "
        f"thực hiện năm {case.year} (kỳ báo cáo từ {short(case.period_from)} đến {short(case.period_to)}, số "
        f"liệu chốt đến {short(case.cutoff)}) như sau:"
    )


def closing(issuer: Issuer, addressee: str) -> str:
    to = f" {addressee}" if addressee else ""
    return f"Trên đây là kết quả thực hiện, {issuer.name} kính báo cáo{to} xem xét, chỉ đạo."


def but_for(case: Case) -> str:
    """Who was granted more time is judged by that day, and the paper says that there are such units."""
    extended = sum(report.extended for report in case.reports)
    return f", trừ {extended:02d} cơ quan, đơn vị được gia hạn" if extended else ""


def short(day: datetime.date) -> str:
    return f"{day:%d/%m/%Y}"


def general(case: Case, issuer: Issuer) -> Iterator[Block]:
    """Section I: who reported, what was done, which targets are on track."""
    yield Heading(2, "1", "Tình hình gửi báo cáo")
    units = counts.units(case)
    yield Paragraph(
        (
            "Có ", count(units["asked"], "units:asked"),
            " cơ quan, đơn vị được giao hoặc được đề nghị báo cáo; ",
            count(units["sent"], "units:sent"), " cơ quan, đơn vị đã gửi báo cáo, trong đó ",
            count(units["in-time"], "units:in-time"), " gửi đúng hạn, ",
            count(units["late"], "units:late"), f" gửi sau thời hạn (hạn gửi: hết ngày {short(case.due)}",
            f"{but_for(case)}); ",
            count(units["not-sent"], "units:not-sent"), " chưa gửi, trong đó ",
            count(units["silent"], "units:silent"), " chưa bắt đầu, ",
            count(units["draft"], "units:draft"), " đang soạn thảo, ",
            count(units["submitted"], "units:submitted"), " đã trình thủ trưởng"
            + (" (danh sách tại Phụ lục)." if units["not-sent"] else "."),
        )
    )  # fmt: skip
    if units["requested"]:
        yield Paragraph(thanks(units, issuer))
    if units["being-completed"]:
        yield Paragraph(
            (
                count(units["being-completed"], "units:being-completed"),
                " báo cáo đang được bổ sung theo yêu cầu; nội dung, số liệu sử dụng theo lần gửi gần nhất.",
            )
        )
    if units["handed-over"]:
        yield Paragraph(
            (
                count(units["handed-over"], "units:handed-over"),
                " cơ quan, đơn vị kết thúc hoạt động do sắp xếp tổ chức khi chưa gửi báo cáo, đã bàn giao cho đơn vị "
                "kế thừa và không tính vào số trên (danh sách tại Phụ lục).",
            )
        )
    yield Heading(2, "2", "Kết quả thực hiện nhiệm vụ")
    yield from work_in_figures(case)
    yield Heading(2, "3", "Tiến độ thực hiện mục tiêu")
    yield Paragraph(aims_in_figures(case))


def thanks(units: dict[str, int], issuer: Issuer) -> Content:
    """Organisations that are requested are thanked, not counted against."""
    words: Content = (
        "Trong số đó có ", count(units["requested"], "units:requested"),
        " cơ quan Đảng, Mặt trận Tổ quốc, đoàn thể, doanh nghiệp được đề nghị phối hợp; ",
        count(units["requested-sent"], "units:requested-sent"), " cơ quan, tổ chức đã gửi báo cáo.",
    )  # fmt: skip
    if units["requested-sent"]:
        words += (f" {issuer.name} trân trọng cảm ơn sự phối hợp của các cơ quan, tổ chức.",)
    if units["requested-sent"] < units["requested"]:
        words += (" Đề nghị các cơ quan, tổ chức còn lại tiếp tục phối hợp, cung cấp kết quả.",)
    return words


def work_in_figures(case: Case) -> Iterator[Block]:
    tally = counts.work(case)
    total = sum(tally.values())
    if not total:
        yield Paragraph(("Chưa có nhiệm vụ nào được giao cho các đơn vị báo cáo.",))
        return
    yield Paragraph(
        (
            "Mỗi nhiệm vụ của mỗi đơn vị được tính một lượt. Trong ", count(total, "work:all"),
            " lượt nhiệm vụ: ", *states(tally, "work"), ".",
        )
    )  # fmt: skip
    if case.contents:
        reported, open_ = counts.contents(case)
        yield Paragraph(
            (
                "Trong ", count(len(case.contents), "contents:all"), " nội dung của ", plan_name(case.plan), ", ",
                count(len(reported), "contents:reported"), " nội dung đã có kết quả được báo cáo, ",
                count(len(open_), "contents:open"), " nội dung chưa có.",
            )
        )  # fmt: skip
        yield from filter(None, [contents_chart(case)])


def contents_chart(case: Case) -> Block | None:
    return charts.contents(
        case,
        [f"{c.number}. {results.heading_of(c.text or c.heading)}" for c in case.contents],
        results.STATE_WORDS,
        title=f"Tình hình thực hiện các nội dung năm {case.year}",
        unit="lượt nhiệm vụ",
        words=charts.PAPER_WORDS,
        number="1",
    )


def states(tally: dict[str, int], code: str) -> Content:
    """ "12 đã hoàn thành, 3 đang thực hiện …", each number with its own code."""
    words: list[str | Figure] = []
    for state, label in results.STATE_WORDS.items():
        words += [", " if words else "", count(tally[state], f"{code}:{state}"), f" {label}"]
    return tuple(words)


def aims_in_figures(case: Case) -> Content:
    aims = counts.aims(case)
    total = sum(map(len, aims.values()))
    if not total:
        return ("Chưa có mục tiêu nào được đặt cho các chỉ tiêu.",)
    return (
        "Trong ", count(total, "aims:all"), " chỉ tiêu có mục tiêu, ",
        count(len(aims["on"]), "aims:on"), " chỉ tiêu đạt hoặc đúng tiến độ, ",
        count(len(aims["off"]), "aims:off"), " chỉ tiêu chưa đạt hoặc chậm tiến độ, ",
        count(len(aims["unknown"]), "aims:unknown"), " chỉ tiêu chưa đủ số liệu để đánh giá.",
    )  # fmt: skip


def said(case: Case, field: str) -> Iterator[Block]:
    """What the units wrote in one of the fields of their reports."""
    yield from printed(merged((case.body(w.unit), w.text, "") for w in case.words if w.field == field))


def lacks(case: Case) -> Iterator[Block]:
    """Section IV."""
    for numeral, title, field in (("1", "Tồn tại, hạn chế", "lacks"), ("2", "Nguyên nhân", "causes")):
        if body := list(said(case, field)):
            yield from (Heading(2, numeral, title), *body)


def proposals(case: Case) -> Iterator[Block]:
    """Section V, by addressee."""
    for position, group in enumerate(counts.proposals(case), 1):
        yield Heading(2, str(position), group.to or "Chưa nêu nơi nhận kiến nghị")
        yield Paragraph((count(len(group.proposals), f"proposals:{position}"), " đề xuất, kiến nghị:"))
        ordered = sorted(group.proposals, key=lambda p: p.number)
        yield from printed(merged((case.body(p.unit), p.text, "") for p in ordered))


def silent_annex(case: Case) -> Iterator[Annex]:
    """Who did not report. Without days of delay: those would depend on the day it is printed."""
    missing = [(case.body(r.unit), r.state) for r in counts.units_of(case, "not-sent")]
    if not missing:
        return
    rows: list[Row] = []
    for mode, title in (
        ("told", "Cơ quan, đơn vị được giao báo cáo"),
        ("requested", "Cơ quan, tổ chức được đề nghị phối hợp báo cáo"),
    ):
        members = sorted(((b, s) for b, s in missing if b.mode == mode), key=lambda m: m[0].position)
        if members:
            rows.append(Row((Cell(), Cell((title,))), "group"))
            rows += [silent_row(i, *member) for i, member in enumerate(members, 1)]
    columns = (Column("TT", "order"), Column("Cơ quan, đơn vị", width=60), Column("Tình trạng", width=40))
    table = Table("", "", columns, tuple(rows))
    yield Annex(title="Danh sách đơn vị chưa gửi báo cáo", blocks=(table,))


def silent_row(position: int, body: Body, state: str) -> Row:
    return Row((Cell((str(position),)), Cell((body.name,)), Cell((UNIT_STATES.get(state, state),))))


def handed_annex(case: Case) -> Iterator[Annex]:
    """Which units are no more, and who reports in their place."""
    handed = counts.units_of(case, "handed-over")
    if not handed:
        return
    columns = (
        Column("TT", "order"),
        Column("Cơ quan, đơn vị kết thúc hoạt động", width=50),
        Column("Đơn vị kế thừa", width=50),
    )
    rows = [
        Row((Cell((str(i),)), Cell((case.body(r.unit).name,)), Cell((heir_of(case, r.handed_to),))))
        for i, r in enumerate(handed, 1)
    ]
    yield Annex(title="Danh sách đơn vị đã bàn giao báo cáo", blocks=(Table("", "", columns, tuple(rows)),))


def heir_of(case: Case, key: str) -> str:
    return case.body(key).name if key else ""
