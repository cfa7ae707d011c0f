"""The unit's own report as an official paper, to be signed (Decree 30/2020, Annex I and III). Always Vietnamese."""

import re
from collections.abc import Iterator

from django.utils.text import capfirst
from django.utils.translation import override

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
    Strong,
    Table,
)
from chithi.papers.vietnam import symbol
from chithi.plans.models import Plan
from chithi.plans.passing import focal_unit_of, issuer_of
from chithi.reports.content import Content, FigureRow, Line
from chithi.reports.fields import WORK_STATES
from chithi.units.tree import Node, Tree

COUNCILS = ("province", "district", "commune")
_COMMITTEE = re.compile(
    r"^(?:Ủy ban nhân dân|UBND)\s+(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\s+"
)
# Who heads a body, by how its name begins; the rest of the kinds has one title each.
_HEADS = (
    ("sở", "Giám đốc"),
    ("công an", "Giám đốc"),
    ("thanh tra", "Chánh Thanh tra"),
    ("văn phòng", "Chánh Văn phòng"),
    ("cục", "Cục trưởng"),
    ("chi cục", "Chi cục trưởng"),
    ("ban", "Trưởng ban"),
    ("viện kiểm sát", "Viện trưởng"),
    ("tòa án", "Chánh án"),
    ("bộ chỉ huy", "Chỉ huy trưởng"),
    ("báo", "Tổng Biên tập"),
    ("đài", "Giám đốc"),
    ("trường", "Hiệu trưởng"),
)


def paper_of(content: Content, place: str, signer: str = "") -> Paper:
    """The report of a unit as a content tree; ``place`` is that of the province, ``signer`` the head's name."""
    with override("vi"):
        return _paper_of(content, place, signer)


def _paper_of(content: Content, place: str, signer: str) -> Paper:
    cycle, node = content.report.cycle, content.node
    number = re.match(r"\d+", content.report.number)
    return Paper(
        kind="BÁO CÁO",
        subject=f"Kết quả thực hiện {name_of(cycle.plan)} năm {cycle.year}",
        head=Head(
            issuer=node.name,
            parent=parent_of(node, content.tree),
            symbol=symbol("Báo cáo", initials_of(node)),
            place=place_of(node, place),
            number=int(number[0]) if number else None,
            day=content.report.signed_on,
            blank_year=cycle.year,
        ),
        addressees=(addressee_of(content),),
        blocks=tuple(blocks_of(content)),
        recipients=recipients_of(content),
        signature=signature_of(node, signer),
    )


def name_of(plan: Plan) -> str:
    """A plan as it is cited later: kind, number and symbol."""
    kind = (plan.kind or "Kế hoạch").capitalize()
    return f"{kind} số {plan.number}" if plan.number else f"{kind} “{plan.title}”"


def first_name_of(plan: Plan, issuer: str) -> str:
    """A plan as it is cited the first time: kind, number, day, issuer, subject."""
    day = f" ngày {plan.date:%d/%m/%Y}" if plan.date else ""
    title = plan.title.strip().rstrip(".")
    about = f" ({title})" if title and plan.number else ""
    return f"{name_of(plan)}{day} của {issuer}{about}"


def parent_of(node: Node, tree: Tree) -> str:
    """The body printed above: a department's is its committee; committees and organisations stand alone."""
    parent = tree.get(node.parent_id)
    if parent is None or node.kind in COUNCILS or node.mode == "requested":
        return ""
    return parent.name


def initials_of(node: Node) -> str:
    """The body in a symbol: UBND, SYT, SLĐTBXH, MTTQ; what is written in capitals already is kept."""
    if node.kind in COUNCILS:
        return "UBND"
    if node.kind == "fatherland_front":
        return "MTTQ"
    words = [w for w in re.findall(r"\w+", node.short_name or node.name) if w not in ("và", "tỉnh")]
    return "".join(w if w.isupper() and len(w) > 1 else w[0].upper() for w in words)[:12]


def place_of(node: Node, province: str) -> str:
    """Where a paper is dated: a committee below the province at its own place."""
    own = _COMMITTEE.sub("", node.name)
    return own if node.kind in ("district", "commune") and own != node.name else province


def addressee_of(content: Content) -> str:
    """The plan's issuer, through the focal unit."""
    plan, tree = content.report.cycle.plan, content.tree
    issuer, focal = issuer_of(plan, tree), focal_unit_of(plan, tree)
    name = issuer.name if issuer else str(plan.issuer)
    return f"{name} (qua {focal.name})" if focal and focal not in (content.node, issuer) else name


def blocks_of(content: Content) -> Iterator[Block]:
    """The body: tasks, figures, lacks and causes, proposals, next year."""
    cycle, plan = content.report.cycle, content.report.cycle.plan
    issuer = content.tree.get(plan.issuer_id)
    cited = first_name_of(plan, issuer.name if issuer else str(plan.issuer))
    opening = f"Thực hiện {cited}, {content.node.name} báo cáo kết quả năm {cycle.year}"
    yield Paragraph((f"{opening} (số liệu tính đến ngày {cycle.cutoff:%d/%m/%Y}) như sau:",))
    whole = [one for one in content.before if not one.is_part]
    if whole:
        names = "; ".join(f"{one.name} (từ ngày {one.day:%d/%m/%Y})" for one in whole)
        taken = f"{content.node.name} tiếp nhận nhiệm vụ của các đơn vị sau đây do sắp xếp tổ chức: {names}."
        yield Paragraph((f"{taken} Báo cáo này tiếp nối báo cáo của các đơn vị đó.",))
    yield Heading(1, "I", "Kết quả thực hiện")
    yield Heading(2, "1", "Kết quả theo nhiệm vụ được giao")
    for row in content.work:
        yield Paragraph((Strong(f"{row.number}) "), capfirst(row.duty.text) + row.duty.received))
        state = str(WORK_STATES.get(row.state.value, "chưa có thông tin"))
        said = row.words.value.strip()
        yield Item((f"Trạng thái: {state}.",))
        yield from texts(said)
    yield Heading(2, "2", "Kết quả chung")
    yield from texts(content.words["results"].value, "Không có nội dung.")
    if content.figures:
        yield Heading(2, "3", "Số liệu")
        yield table_of(content)
    yield Heading(1, "II", "Tồn tại, hạn chế và nguyên nhân")
    yield Heading(2, "1", "Tồn tại, hạn chế")
    yield from texts(content.words["lacks"].value, "Không có nội dung.")
    yield Heading(2, "2", "Nguyên nhân")
    yield from texts(content.words["causes"].value, "Không có nội dung.")
    yield Heading(1, "III", "Đề xuất, kiến nghị")
    yield from proposals_of(content)
    yield Heading(1, "IV", f"Phương hướng năm {cycle.year + 1}")
    yield from texts(content.words["next"].value, "Không có nội dung.")
    yield Paragraph(
        (f"Trên đây là báo cáo kết quả thực hiện {name_of(plan)} năm {cycle.year} của {content.node.name}.",)
    )


def texts(words: str, empty: str = "") -> Iterator[Block]:
    """What somebody typed, line by line; a line that begins with a dash is a dash of the paper."""
    lines = [line.strip() for line in words.splitlines() if line.strip()] or ([empty] if empty else [])
    for line in lines:
        dash = re.match(r"[-–+*•]\s*", line)
        yield Item((line[dash.end() :],)) if dash else Paragraph((line,))


def proposals_of(content: Content) -> Iterator[Block]:
    """The proposals by addressee, in the order in which the addressees come."""
    rows = content.written_proposals
    if not rows:
        yield Paragraph(("Không có.",))
    for number, to in enumerate(dict.fromkeys(to for _n, to, _text in rows), 1):
        yield Heading(2, str(number), f"Đối với {to}" if to else "Đề xuất chung")
        for _n, whose, text in rows:
            if whose == to:
                yield from texts(text)


def table_of(content: Content) -> Table:
    """The figures of the unit with last year's beside them."""
    cycle = content.report.cycle
    now, before = f"Năm {cycle.year}", f"Năm {cycle.year - 1}"
    columns = (
        Column("TT", "order"),
        Column("Chỉ tiêu", width=30),
        Column("Đơn vị tính", width=10),
        *(Column(title, "number", group=now, width=9) for title in ("Nữ", "Nam", "Tổng số")),
        *(Column(title, "number", group=before, width=9) for title in ("Nữ", "Tổng số")),
    )
    rows = [row for figure in content.figures for row in figure_rows(figure)]
    period = f"Kỳ báo cáo từ {cycle.period_from:%d/%m/%Y} đến {cycle.period_to:%d/%m/%Y}."
    return Table("1", "Số liệu của đơn vị", columns, tuple(rows), notes=(period,))


def figure_rows(figure: FigureRow) -> Iterator[Row]:
    """A row per count; of a rate itself, then what it is made of. An answer that is no number fills the year."""
    indicator = figure.indicator
    title = indicator.title + (" (ước)" if figure.answer == "estimate" else "")
    first = (Cell((str(figure.number),)), Cell((title,)), Cell((indicator.unit,)))
    if figure.answer not in ("final", "estimate"):
        before = figure.last_rate or numbers(figure.lines[0], last=True)[2].text
        said = Cell((str(figure.answer_label),), kind="text", span=3)
        yield Row((*first, said, Cell(), Cell((before,))))
        return
    if len(figure.lines) > 1:
        code = figure.lines[0].cells[-1].name
        rate = (Cell(), Cell(), Cell((Figure(figure.rate, code),)), Cell(), Cell((figure.last_rate,)))
        yield Row((*first, *rate))
    for line in figure.lines:
        lead = (Cell(), Cell((f"- {line.label}",)), Cell()) if line.label else first
        female, male, total = numbers(line)
        last_female, _last_male, last_total = numbers(line, last=True)
        yield Row((*lead, *(Cell((n,)) for n in (female, male, total, last_female, last_total))))


def numbers(line: Line, last: bool = False) -> tuple[Figure, Figure, Figure]:
    """Female, male and total of a line, each with the code of its cell."""
    values = [(cell.last if last else cell.value) for cell in line.cells]
    codes = ["" if last else cell.name for cell in line.cells]
    if len(values) == 1:
        return Figure(""), Figure(""), Figure(values[0], codes[0])
    total = values[2] or (line.last_sum if last else line.sum)
    return Figure(values[0], codes[0]), Figure(values[1], codes[1]), Figure(total, codes[2])


def recipients_of(content: Content) -> tuple[Recipient, ...]:
    plan = content.report.cycle.plan
    focal = focal_unit_of(plan, content.tree)
    if focal is None or focal in (content.node, issuer_of(plan, content.tree)):
        return ()
    return (Recipient(focal.name, "để tổng hợp"),)


def signature_of(node: Node, signer: str = "") -> Signature:
    """Who signs, by the kind of body (Decree 30/2020, Annex I §II.7): a committee signs for the collective."""
    if node.kind in COUNCILS:
        return Signature(("TM. Ủy ban nhân dân", "Chủ tịch"), (), signer)
    if node.kind == "fatherland_front":
        return Signature(("TM. Ban Thường trực", "Chủ tịch"), (), signer)
    if node.kind == "mass_organisation":
        youth = "đoàn thanh niên" in node.name.lower()
        return Signature(("TM. Ban Thường vụ", "Bí thư" if youth else "Chủ tịch"), (), signer)
    title = next((title for start, title in _HEADS if node.name.lower().startswith(start)), "")
    if node.kind == "party_committee":
        return Signature((title,) if title else ("TM. Ban Thường vụ", "Bí thư"), (), signer)
    return Signature(
        (title or ("Giám đốc" if node.kind == "enterprise" else "Thủ trưởng đơn vị"),), (), signer
    )
