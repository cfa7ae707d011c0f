"""What the made-up units inspected and proposed: followed until it is mended or answered.

The inspections and their cases add up to what ``figures.SIZES`` gives a unit, which its report then counts from them.
"""

import datetime
from collections.abc import Iterator, Sequence
from random import Random

from chithi.demo import words
from chithi.demo.figures import SIZES, Draw
from chithi.figures.cells import UNSPLIT, WHOLE
from chithi.records.models import Inspection, Proposal
from chithi.units.tree import Node, Tree

INSPECTIONS, VIOLATIONS = "inspections", "violations-handled"
OVERDUE = ("so-y-te", "tram-y-te")
"""Whose latest inspection of the last year should have been mended by now: the units of the printed sign-ins."""
Sanction, Outcome = Inspection.Sanction, Proposal.Outcome
FIRST_DAY, LAST_DAY = (1, 15), (10, 20)

ABOUT = (
    "Kế hoạch thực hiện Chỉ thị 21-CT/TW",
    "Luật Bình đẳng giới",
    "chính sách đối với lao động nữ",
    "Luật Phòng, chống bạo lực gia đình",
    "công tác cán bộ nữ",
)
VERBS = {"inspection": "Kiểm tra việc thực hiện", "supervision": "Giám sát việc thực hiện"}
OTHERS = ("Công ty cổ phần May Hòa Châu", "Trường Trung học cơ sở An Bình", "Hợp tác xã Dịch vụ An Bình")
FOUND = (
    "Đơn vị đã ban hành kế hoạch, phân công lãnh đạo phụ trách; số liệu tách biệt giới còn thiếu ở hai nội dung.",
    "Các nhiệm vụ được giao cơ bản đã triển khai; hồ sơ lưu chưa đầy đủ.",
    "Thực hiện đúng quy định; cần duy trì chế độ báo cáo.",
)
TO_MEND = (
    "Bổ sung số liệu tách biệt giới và báo cáo lại bằng văn bản.",
    "Hoàn thiện hồ sơ, kiện toàn Ban vì sự tiến bộ của phụ nữ.",
    "Xây dựng kế hoạch tạo nguồn cán bộ nữ của đơn vị.",
)
ANSWERS = {
    Outcome.ACCEPTED: "Đồng ý với đề xuất; giao cơ quan chuyên môn thực hiện trong năm tới.",
    Outcome.PARTLY: "Ghi nhận; thực hiện một phần trong phạm vi dự toán đã giao.",
    Outcome.REFUSED: "Chưa có cơ sở để thực hiện trong năm; đơn vị chủ động lồng ghép vào nhiệm vụ thường xuyên.",
}

DRAFTED: tuple[tuple[str, str, str, tuple[int, int], str], ...] = (
    (
        "Ủy ban nhân dân tỉnh",
        "Bố trí kinh phí khám sức khỏe sinh sản lưu động cho phụ nữ ở xã, thôn xa trung tâm",
        "Ba năm qua đơn vị phải lồng ghép vào các chương trình khác nên chỉ đi được một phần ba số thôn.",
        (4, 12),
        Outcome.PARTLY,
    ),
    (
        "Sở Tài chính",
        "Hướng dẫn mức chi cho cộng tác viên dân số làm công tác truyền thông về bình đẳng giới",
        "",
        (9, 10),
        "",
    ),
)
"""What the units of the printed sign-ins proposed in the last year (to whom, what, why, month and day, outcome): their
drafts of the report show it."""


def make_followed(tree: Tree, year: int, last: bool, draw: Draw, by: str) -> None:
    """The inspections and proposals of all units in a year; ``last``: the year that is still being followed."""
    inspections: list[Inspection] = []
    proposals: list[Proposal] = []
    for node in tree:
        dice = Random(f"{draw.seed}|{node.key}|{year}|inspections")
        inspections += inspections_of(node, tree, year, last, draw, dice)
        proposals += proposals_of(node, tree, year, last, Random(f"{draw.seed}|{node.key}|{year}|proposals"))
    for one in (*inspections, *proposals):
        one.created_by = by
        one.fill_keys()
    Inspection.objects.bulk_create(inspections, batch_size=500)
    Proposal.objects.bulk_create(proposals, batch_size=500)


def number_of(node: Node, code: str, year: int, draw: Draw) -> int:
    """What the unit counted of its own; 0 where it is not asked."""
    is_asked = SIZES[code].means.get(node.kind, 0) and node.kind != "press"
    return draw.own(node, code, False, False, year)[WHOLE, UNSPLIT] if is_asked else 0


def inspections_of(
    node: Node, tree: Tree, year: int, last: bool, draw: Draw, dice: Random
) -> Iterator[Inspection]:
    """So many as the unit counted; its cases come from further ones, by the State inspectorate of the sector."""
    number = number_of(node, INSPECTIONS, year, draw)
    others = looked_at(node, tree)
    for place in range(number):
        kind = "supervision" if node.kind in ("fatherland_front", "mass_organisation") else "inspection"
        one = inspection(node, others, year, kind, dice)
        concluded = one.concluded_on or one.day
        if node.key in OVERDUE and last and place == 0:
            follow(one, datetime.date(year, 10, 31), None)
        elif last and dice.random() < 0.3:
            follow(one, datetime.date(year, 12, dice.randint(5, 25)), None)
        elif dice.random() < 0.4:
            mended = concluded + datetime.timedelta(days=dice.randint(8, 20))
            follow(one, concluded + datetime.timedelta(days=30), mended, dice)
        else:
            one.closed_on = concluded
        yield one
    if cases := number_of(node, VIOLATIONS, year, draw):
        yield handled(inspection(node, others, year, "state_inspection", dice), cases, dice)


def looked_at(node: Node, tree: Tree) -> Sequence[Node]:
    """Whom a unit looks into: the communes of a district, the districts for bodies of the province."""
    if node.kind == "district":
        return tree.of_kinds(["commune"], node.id)
    return [n for n in tree.of_kinds(["district"]) if n.id != node.id]


def inspection(node: Node, others: Sequence[Node], year: int, kind: str, dice: Random) -> Inspection:
    """One that was concluded and found nothing to be handled by a decision."""
    first, last = datetime.date(year, *FIRST_DAY), datetime.date(year, *LAST_DAY)
    day = first + datetime.timedelta(days=dice.randint(0, (last - first).days - 45))
    seen = dice.choice(others) if others else None
    verb = VERBS.get(kind, "Thanh tra việc chấp hành")
    concluded = day + datetime.timedelta(days=dice.randint(5, 20))
    return Inspection(
        title=f"{verb} {dice.choice(ABOUT)}",
        kind=kind,
        unit_id=node.id,
        inspected_id=seen.id if seen else None,
        inspected_name="" if seen else dice.choice(OTHERS),
        day=day,
        decision_number=f"{dice.randint(10, 480)}/QĐ",
        concluded_on=concluded,
        findings=dice.choice(FOUND),
        added_on=concluded,
    )


def follow(
    one: Inspection, by: datetime.date, mended: datetime.date | None, dice: Random | None = None
) -> None:
    """Something is to be mended; without a day when it was, it is still open."""
    one.sanction, one.mend_by, one.closed_on = Sanction.REMINDER, by, mended
    one.to_mend = (dice or Random(one.title)).choice(TO_MEND)


def handled(one: Inspection, cases: int, dice: Random) -> Inspection:
    """Cases that were decided upon."""
    assert one.concluded_on is not None
    one.sanctioned_on = one.concluded_on + datetime.timedelta(days=dice.randint(3, 15))
    one.sanction, one.violations = Sanction.WARNING, cases
    if dice.random() < 0.5:
        one.sanction, one.fine = Sanction.FINE, cases * dice.choice((3_000_000, 5_000_000, 7_500_000))
    one.closed_on = one.added_on = one.sanctioned_on
    return one


def proposals_of(node: Node, tree: Tree, year: int, last: bool, dice: Random) -> Iterator[Proposal]:
    """One of some units in a year: those of years before are answered, of the last one only some."""
    if last and node.key in OVERDUE:
        yield from (drafted(node, tree, year, *row) for row in DRAFTED)
    if node.kind in ("province", "commune") or dice.random() < 0.45:
        return
    to, text = dice.choice(words.PROPOSALS)
    addressed = addressee(to, tree)
    if addressed is not None and addressed.id == node.id:
        return
    day = datetime.date(year, dice.randint(3, 9), dice.randint(1, 28))
    made = proposal(node, addressed, to, text.rstrip("."), day)
    outcome = dice.choices((Outcome.ACCEPTED, Outcome.PARTLY, Outcome.REFUSED), (5, 3, 1))[0]
    chance, after = dice.random(), datetime.timedelta(days=dice.randint(15, 40))
    if last and chance < 0.25:
        made.outcome = Outcome.CONSIDERED
    elif not last or chance < 0.6:
        made.outcome, made.answered_on, made.answer = outcome, day + after, ANSWERS[outcome]
    yield made


def proposal(node: Node, addressed: Node | None, to: str, title: str, day: datetime.date) -> Proposal:
    """One that waits for its answer, to a unit of the place or to ``to`` outside."""
    return Proposal(
        title=title,
        unit_id=node.id,
        to_unit_id=addressed.id if addressed else None,
        to_name="" if addressed else to,
        day=day,
        added_on=day,
    )


def drafted(
    node: Node, tree: Tree, year: int, to: str, title: str, why: str, at: tuple[int, int], outcome: str
) -> Proposal:
    """One of ``DRAFTED``; an answer comes five weeks after it."""
    made = proposal(node, addressee(to, tree), to, title, datetime.date(year, *at))
    made.text = why
    if outcome:
        made.outcome, made.answered_on = outcome, made.day + datetime.timedelta(days=35)
        made.answer = ANSWERS[Outcome(outcome)]
    return made


def addressee(to: str, tree: Tree) -> Node | None:
    """The unit of the place that a proposal names; None where it stands outside."""
    return next((n for n in tree if n.name == to or (n.kind == "province" and n.name.startswith(to))), None)
