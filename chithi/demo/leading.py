"""The made-up leaders: posts and who holds them, the planning pool, elected bodies by term, staff by sex. Names are
drawn from lists of syllables and belong to nobody."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from random import Random
from typing import TypeVar

from chithi.demo.committees import drawn_name
from chithi.leadership.models import ElectedBody, Holder, Planned, Post, StaffTotal
from chithi.leadership.posts import KEY, Body, Level
from chithi.sheets.models import Record
from chithi.units.tree import Node, Tree

One = TypeVar("One", bound=Record)

CODES = frozenset(
    {
        "bodies-with-woman-key-leader",
        "leaders",
        "planning-pool",
        "pool-women-trained",
        "party-committee-members",
        "council-deputies",
        "staff",
    }
)
"""The indicators whose figures come from these records."""
GOVERNED = ("province", "district", "commune")
"""Kinds of unit with a Party committee, a People's Council and a People's Committee."""
LONG_AGO = datetime.date(2015, 1, 1)
DAY = datetime.timedelta(days=1)

TITLES = (
    (("Công an xã",), ("Trưởng Công an xã", "Phó Trưởng Công an xã")),
    (("Trạm",), ("Trưởng trạm", "Phó Trưởng trạm")),
    (("Ban", "Văn phòng"), ("Trưởng ban, bộ phận", "Phó Trưởng ban, bộ phận")),
    (("Cục",), ("Cục trưởng", "Phó Cục trưởng")),
    (("Thanh tra",), ("Chánh Thanh tra", "Phó Chánh Thanh tra")),
    (("Báo",), ("Tổng Biên tập", "Phó Tổng Biên tập")),
    (("Ủy ban Mặt trận", "Hội", "Liên đoàn"), ("Chủ tịch", "Phó Chủ tịch")),
    (("Tỉnh Đoàn", "Đoàn"), ("Bí thư", "Phó Bí thư")),
    (("",), ("Giám đốc", "Phó Giám đốc")),
)
"""What the head and the deputies are called, by how the name of the unit begins."""
BODIES = (
    (Body.PARTY, "Bí thư {at}", "Phó Bí thư {at}", 2),
    (Body.COUNCIL, "Chủ tịch Hội đồng nhân dân", "Phó Chủ tịch Hội đồng nhân dân", 1),
    (Body.COMMITTEE, "Chủ tịch Ủy ban nhân dân", "Phó Chủ tịch Ủy ban nhân dân", 2),
)
PARTY_AT = {"province": "Tỉnh ủy", "district": "Huyện ủy, Thành ủy, Thị ủy", "commune": "Đảng ủy"}
SEATS = {
    "province": {"party": 51, "council": 50, "assembly": 6},
    "district": {"party": 39, "council": 33},
    "commune": {"party": 15, "council": 25},
}
TERMS = {
    "party": (
        ("2015-2020", datetime.date(2015, 8, 20), 0.17),
        ("2020-2025", datetime.date(2020, 8, 20), 0.215),
    ),
    "council": (
        ("2016-2021", datetime.date(2016, 6, 10), 0.26),
        ("2021-2026", datetime.date(2021, 6, 10), 0.31),
    ),
    "assembly": (
        ("2016-2021", datetime.date(2016, 7, 1), 0.33),
        ("2021-2026", datetime.date(2021, 7, 1), 0.33),
    ),
}
"""Kind of body → its terms: name, first day, about which part are women."""
CALLED = {
    "party": "Ban chấp hành Đảng bộ",
    "council": "Hội đồng nhân dân",
    "assembly": "Đoàn đại biểu Quốc hội",
}
WOMEN = {Level.HEAD: 0.17, Level.DEPUTY: 0.25, Level.DIVISION_HEAD: 0.29, Level.DIVISION_DEPUTY: 0.37}
POOLS = (
    ("2016-2021", datetime.date(2016, 1, 1), datetime.date(2021, 6, 30), (52, 40, 8)),
    ("2021-2026", datetime.date(2021, 7, 1), datetime.date(2026, 12, 31), (66, 26, 8)),
)
"""Periods of planning: name, first and last day, and in a hundred how many were trained, were not, and are unknown."""
COURSES = (
    "Bồi dưỡng kỹ năng lãnh đạo cho cán bộ nữ quy hoạch",
    "Cao cấp lý luận chính trị",
    "Quản lý nhà nước",
)


def make_leading(tree: Tree, years: Sequence[int], seed: int, by: str) -> None:
    """Everything at once; the same for one seed on any day and database. A few units have no count of staff yet."""
    make_posts(tree, tree, years, seed, by)
    pool = [one for node in tree for one in pool_of(node, years, Random(f"{seed}|{node.key}|pool"), by)]
    elected = [one for node in tree for one in elected_of(node, Random(f"{seed}|{node.key}|elected"), by)]
    staff = [one for node in tree for one in staff_of(node, years, Random(f"{seed}|{node.key}|staff"), by)]
    Planned.objects.bulk_create(filled(pool), batch_size=500)
    ElectedBody.objects.bulk_create(filled(elected), batch_size=500)
    StaffTotal.objects.bulk_create(filled(staff), batch_size=500)


def make_posts(
    nodes: Iterable[Node],
    tree: Tree,
    years: Sequence[int],
    seed: int,
    by: str,
    since: datetime.date = LONG_AGO,
) -> None:
    """The posts of some units and their holders; ``since`` a day on which the units came to be."""
    posts = [
        post for node in nodes for post in posts_of(node, tree, Random(f"{seed}|{node.key}|posts"), by, since)
    ]
    Post.objects.bulk_create(filled(posts), batch_size=500)
    holders = [
        holder
        for post in posts
        for holder in holders_of(post, tree[post.unit_id], years, dice_of(seed, post, tree[post.unit_id]), by)
    ]
    Holder.objects.bulk_create(filled(holders), batch_size=500)


def filled(records: list[One]) -> list[One]:
    """The records with what they are searched by."""
    for one in records:
        one.fill_keys()
    return records


def dice_of(seed: int, post: Post, node: Node) -> Random:
    return Random(f"{seed}|{node.key}|{post.title}|holders")


def post(node: Node, title: str, body: str, level: str, seats: int, by: str, since: datetime.date) -> Post:
    return Post(
        title=title, unit_id=node.id, body=body, level=level, seats=seats, valid_from=since, created_by=by,
        added_on=since,
    )  # fmt: skip


def posts_of(node: Node, tree: Tree, dice: Random, by: str, since: datetime.date) -> Iterator[Post]:
    """Heads and deputies of every body; divisions only in bodies of the province."""
    if node.kind in GOVERNED:
        for body, head, deputy, seats in BODIES:
            at = PARTY_AT[node.kind]
            yield post(node, head.format(at=at), body, Level.HEAD, 1, by, since)
            yield post(node, deputy.format(at=at), body, Level.DEPUTY, seats, by, since)
        return
    head, deputy = next(titles for begins, titles in TITLES if node.name.startswith(begins))
    body = Body.MASS if node.kind in ("mass_organisation", "fatherland_front") else Body.AGENCY
    above = tree.get(node.parent_id)
    large = above is not None and above.kind == "province"
    yield post(node, head, body, Level.HEAD, 1, by, since)
    yield post(node, deputy, body, Level.DEPUTY, dice.randint(2, 3) if large else 1, by, since)
    if large:
        divisions = dice.randint(4, 7)
        yield post(node, "Trưởng phòng và tương đương", body, Level.DIVISION_HEAD, divisions, by, since)
        yield post(
            node, "Phó Trưởng phòng và tương đương", body, Level.DIVISION_DEPUTY, divisions * 2, by, since
        )


def part_of_women(node: Node, level: str) -> float:
    """About which part of such posts women hold: most of them in the Women's Union, few in the police."""
    if "Phụ nữ" in node.name:
        return 0.97
    return WOMEN[Level(level)] * (0.4 if node.name.startswith("Công an") else 1)


def holders_of(of: Post, node: Node, years: Sequence[int], dice: Random, by: str) -> Iterator[Holder]:
    """One for each seat, after others who held it since the first of the years; a seat in ten of the divisions stands
    empty."""
    for _seat in range(of.seats):
        if of.level not in KEY and dice.random() < 0.1:
            continue
        first = datetime.date(years[-1] - dice.randint(0, 5), dice.randint(1, 9), dice.randint(1, 27))
        first = max(first, of.valid_from)
        yield holder(of, node, first, None, dice, by)
        while first > of.valid_from and first.year >= years[0]:
            last, first = first - DAY, max(datetime.date(first.year - 5, 3, 1), of.valid_from)
            yield holder(of, node, first, last, dice, by)


def holder(
    of: Post, node: Node, first: datetime.date, last: datetime.date | None, dice: Random, by: str
) -> Holder:
    sex = "F" if dice.random() < part_of_women(node, of.level) else "M"
    # Seven years below the age of retirement at the most when it begins: nobody serves long past it.
    age = dice.randint(40 if of.level in KEY else 34, 50 if sex == "F" else 54)
    appointed = first - DAY * dice.randint(1, 12)
    return Holder(
        post=of, name=drawn_name(sex, dice), sex=sex, birth_month=f"{first.year - age}-{dice.randint(1, 12):02}",
        decision_number=f"{dice.randint(100, 2900)}/QĐ", appointed_on=appointed, valid_from=first,
        term_until=first.replace(year=first.year + 5) - DAY, valid_to=last, created_by=by, added_on=appointed,
    )  # fmt: skip


def pool_of(node: Node, years: Sequence[int], dice: Random, by: str) -> Iterator[Planned]:
    """The pools of the periods in which the years lie, for bodies of the province and for districts."""
    if node.kind == "commune" or node.parent_id is None:
        return
    for term, first, last, shares in POOLS:
        if last < datetime.date(years[0], 1, 1):
            continue
        for _person in range(dice.randint(18, 24) if node.kind == "district" else dice.randint(7, 13)):
            sex = "F" if dice.random() < (0.95 if "Phụ nữ" in node.name else 0.37) else "M"
            trained = dice.choices(("yes", "no", ""), shares)[0]
            born = f"{first.year - dice.randint(31, 49)}-{dice.randint(1, 12):02}"
            yield Planned(
                unit_id=node.id, name=drawn_name(sex, dice), sex=sex, birth_month=born, term=term,
                level=dice.choice((Level.DEPUTY, Level.DIVISION_HEAD)), valid_from=first, valid_to=last,
                trained=trained, training=dice.choice(COURSES) if trained == "yes" else "", created_by=by,
                added_on=first,
            )  # fmt: skip


def elected_of(node: Node, dice: Random, by: str) -> Iterator[ElectedBody]:
    """Two terms of each elected body."""
    for kind, seats in SEATS.get(node.kind, {}).items():
        for term, first, part in TERMS[kind]:
            women = sum(dice.random() < part for _seat in range(seats))
            more = dice.randint(2, 5), dice.randint(3, 8)
            yield ElectedBody(
                title=f"{CALLED[kind]} {node.name.removeprefix('Ủy ban nhân dân ')} khóa {term}", unit_id=node.id,
                kind=kind, term=term, valid_from=first, female=women, male=seats - women,
                candidates_female=women + more[0], candidates_male=seats - women + more[1], created_by=by,
                added_on=first,
            )  # fmt: skip


def staff_of(node: Node, years: Sequence[int], dice: Random, by: str) -> Iterator[StaffTotal]:
    """A count in the middle of every year; a few communes have none yet."""
    if node.kind == "commune" and dice.random() < 0.04:
        return
    people = dice.randint(19, 24) if node.kind == "commune" else dice.randint(45, 140)
    part = (
        0.85
        if "Phụ nữ" in node.name
        else 0.15
        if node.name.startswith("Công an")
        else dice.uniform(0.22, 0.6)
    )
    for year in years:
        women = round(people * part) + dice.randint(-1, 1)
        day = datetime.date(year, 6, 30)
        yield StaffTotal(
            source=f"Báo cáo biên chế, lao động 6 tháng đầu năm {year}", unit_id=node.id, day=day, female=women,
            male=people - women, created_by=by, added_on=day,
        )  # fmt: skip
