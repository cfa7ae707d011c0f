"""The made-up committees for the advancement of women: of the province, its departments and districts, or of the
commune, and of most communes; with their members by name and two meetings a year."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random

from chithi.demo.province import FAMILY, GIVEN_F, GIVEN_M
from chithi.leadership import committees as committee_register
from chithi.leadership import meetings as meeting_register
from chithi.leadership.models import Committee, Meeting, Member
from chithi.plans.queries import Duty
from chithi.sheets.record_actions import link_new
from chithi.units.tree import Node, Tree
from chithi.vietnamese import fold

Role = Member.Role
CODES = frozenset({"women-committee-members", "women-committee-meetings"})
"""The indicators whose figures come from these records."""
SERVED = {"province": "kien toan ban vstbpn tinh", "district": "ban vstbpn cap huyen"}
"""Folded words of the work item that the committees of a kind of unit serve."""
COMMUNES = 0.88
"""About which part of the communes below a district have one."""
HEADS = {
    "province": "Phó Chủ tịch Ủy ban nhân dân tỉnh",
    "district": "Phó Chủ tịch Ủy ban nhân dân cấp huyện",
    "commune": "Phó Chủ tịch Ủy ban nhân dân xã",
}
MEETINGS = (
    ((3, 6), "Phiên họp sáu tháng đầu năm: tiến độ kế hoạch và phân công thành viên"),
    ((8, 10), "Phiên họp cuối năm: kết quả công tác phụ nữ, nhiệm vụ năm sau"),
)
CONCLUDED = (
    "Thống nhất phân công thành viên phụ trách từng nội dung; Thường trực đôn đốc hằng quý.",
    "Giao Thường trực hoàn thiện báo cáo, trình ký trước hạn.",
)


def make_committees(
    tree: Tree, years: Sequence[int], seed: int, by: str, owed: Mapping[int, Sequence[Duty]]
) -> list[Meeting]:
    """Committees that stand since the year before the first one, the highest one reconstituted in the last; their
    meetings come back in the order of unit and day. What is of the years serves the work item on committees."""
    committees: list[Committee] = []
    for node in tree:
        dice = Random(f"{seed}|{node.key}|committee")
        if (
            node.parent_id is None
            or node.kind in ("department", "district")
            or (node.kind == "commune" and dice.random() < COMMUNES)
        ):
            committees += committees_of(node, years, dice, by)
    Committee.objects.bulk_create(committees, batch_size=500)
    members: list[Member] = []
    meetings: list[Meeting] = []
    for one in committees:
        node, dice = tree[one.unit_id], Random(f"{seed}|{one.title}|{one.valid_from}")
        mine = list(members_of(one, node, tree, dice, by))
        members += mine
        # A commune below a district has entered meetings of the last year only, and some none at all.
        small = node.kind == "commune" and node.parent_id is not None
        held = years if not small else years[-1:] if dice.random() < 0.9 else ()
        meetings += meetings_of(one, held, committees, mine, dice, by)
    for record in (*members, *meetings):
        record.fill_keys()
    Member.objects.bulk_create(members, batch_size=500)
    made = Meeting.objects.bulk_create(meetings, batch_size=500)
    served = {one.pk: served_by(tree[one.unit_id], owed) for one in committees}
    new = [(one.pk, served[one.pk]) for one in committees if one.valid_from.year in years]
    link_new(committee_register.REGISTER, "work_items", new)
    link_new(meeting_register.REGISTER, "work_items", [(m.pk, served[m.committee_id]) for m in made])
    return made


def served_by(node: Node, owed: Mapping[int, Sequence[Duty]]) -> tuple[int, ...]:
    """The first work item of the plan that speaks of the committees of the unit's level, if one does."""
    words = SERVED.get(node.kind)
    found = [d for duties in owed.values() for d in duties if words and words in fold(d.text)]
    return tuple(d.work_item_id for d in sorted(found, key=lambda d: d.order)[:1])


def committees_of(node: Node, years: Sequence[int], dice: Random, by: str) -> Iterator[Committee]:
    begun = [years[0] - 1] if node.parent_id is not None or len(years) == 1 else [years[0] - 1, years[-1]]
    for year in begun:
        day = datetime.date(year, dice.randint(1, 2), dice.randint(3, 27))
        made = Committee(
            title=f"Ban vì sự tiến bộ của phụ nữ {place_of(node)}",
            unit_id=node.id,
            decision_number=f"{dice.randint(40, 900)}/QĐ{'-UBND' if node.kind in HEADS else ''}",
            decision_day=day,
            valid_from=day,
            chair_post=HEADS.get(node.kind, f"Phó Giám đốc {node.name}"),
            rules_day=day + datetime.timedelta(days=40) if dice.random() < 0.8 else None,
            created_by=by,
            added_on=day,
        )
        made.fill_keys()
        yield made


def place_of(node: Node) -> str:
    """The name of a committee ends with the place, not with its People's Committee."""
    return node.name.removeprefix("Ủy ban nhân dân ")


def members_of(one: Committee, node: Node, tree: Tree, dice: Random, by: str) -> Iterator[Member]:
    """The chair, a vice-chair, a standing member, a secretary and others; some eight in all."""
    from_units = [n.id for n in tree.children(node.id) if n.kind == "department"]
    roles = [Role.CHAIR, Role.VICE, Role.STANDING, *[Role.MEMBER] * dice.randint(3, 7), Role.SECRETARY]
    names = set()
    for role in roles:
        sex = "F" if dice.random() < (0.5 if role == Role.CHAIR else 0.62) else "M"
        name = drawn_name(sex, dice)
        while name in names:
            name = drawn_name(sex, dice)
        names.add(name)
        yield Member(
            committee=one,
            name=name,
            sex=sex,
            role=role,
            post=one.chair_post if role == Role.CHAIR else "",
            from_unit_id=dice.choice(from_units) if from_units and role != Role.CHAIR else None,
            valid_from=one.valid_from,
            created_by=by,
            added_on=one.added_on,
        )


def drawn_name(sex: str, dice: Random) -> str:
    given = dice.choice(GIVEN_F if sex == "F" else GIVEN_M)
    middle = "" if " " in given else "Thị " if sex == "F" else "Văn "
    return f"{dice.choice(FAMILY)} {middle}{given}"


def meetings_of(
    one: Committee,
    years: Iterable[int],
    committees: Sequence[Committee],
    members: Sequence[Member],
    dice: Random,
    by: str,
) -> Iterator[Meeting]:
    """Two in each year in which it stood."""
    later = [c.valid_from for c in committees if c.unit_id == one.unit_id and c.valid_from > one.valid_from]
    for year in years:
        for (first, last), topic in MEETINGS:
            day = datetime.date(year, dice.randint(first, last), dice.randint(1, 18))
            if day < one.valid_from or any(day >= other for other in later):
                continue
            came = [m for m in members if dice.random() < 0.9]
            women = sum(m.sex == "F" for m in came)
            yield Meeting(
                committee=one,
                day=day,
                title=f"{topic} {year}" if "đầu năm" in topic else topic,
                conclusions=dice.choice(CONCLUDED),
                female=women,
                male=len(came) - women,
                created_by=by,
                added_on=day + datetime.timedelta(days=2),
            )
