"""What the made-up units held: three years of activities, from which the figures of their reports are counted."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from random import Random

from chithi.demo.figures import SIZES, Draw
from chithi.figures.cells import FEMALE, MALE, UNSPLIT, WHOLE
from chithi.plans.queries import Duty
from chithi.records.activities import REGISTER, Activity
from chithi.sheets.record_actions import link_new
from chithi.units.tree import Node, Tree
from chithi.vietnamese import fold

BY = "Bộ dữ liệu trình diễn"
SESSIONS, PARTICIPANTS, TRAINED = (
    "communication-sessions",
    "communication-participants",
    "gender-training-participants",
)
CODES = frozenset({SESSIONS, PARTICIPANTS, TRAINED})
"""The indicators whose figures come from these records."""
FIRST_DAY, LAST_DAY = (1, 8), (10, 20)
"""Month and day between which activities lie: before the data are closed."""

TOLD = (
    ("Hội nghị quán triệt Chỉ thị và Kế hoạch về công tác phụ nữ", "dissemination", "cán bộ chủ chốt"),
    ("Phổ biến Luật Bình đẳng giới", "dissemination", "cán bộ, đoàn viên"),
    ("Truyền thông phòng, chống bạo lực gia đình", "communication", "hội viên, nhân dân"),
    ("Sinh hoạt câu lạc bộ gia đình hạnh phúc", "communication", "các gia đình hội viên"),
    ("Nói chuyện chuyên đề về phụ nữ tham gia lãnh đạo", "communication", "cán bộ nữ, nữ quy hoạch"),
    ("Tuyên truyền chính sách việc làm cho lao động nữ", "communication", "lao động nữ"),
    ("Truyền thông chăm sóc sức khỏe sinh sản", "communication", "phụ nữ trong độ tuổi sinh đẻ"),
    ("Diễn đàn Tháng hành động vì bình đẳng giới", "communication", "đoàn viên, thanh niên"),
)
TAUGHT = (
    "Tập huấn lồng ghép giới trong xây dựng kế hoạch",
    "Tập huấn kỹ năng cho người làm công tác bình đẳng giới",
    "Bồi dưỡng kiến thức giới cho cán bộ, công chức",
    "Tập huấn thống kê giới và báo cáo",
)
PLACES = ("Hội trường cơ quan", "Nhà văn hóa", "Trung tâm chính trị", "Hội trường Ủy ban nhân dân", "")
WORDS = ("tuyen truyen", "pho bien", "tap huan", "quan triet", "truyen thong", "boi duong")
"""Folded words of a work item that such activities serve."""


def make_records(
    tree: Tree,
    year: int,
    draw: Draw,
    owed: Mapping[int, list[Duty]],
    nodes: Iterable[Node] | None = None,
) -> None:
    """The activities of all units (or some) in a year; the same for one seed on any day and database."""
    held: list[tuple[Activity, tuple[int, ...], tuple[int, ...]]] = []
    partners = [n.id for n in tree if n.kind in ("mass_organisation", "fatherland_front")]
    for node in tree if nodes is None else nodes:
        dice = Random(f"{draw.seed}|{node.key}|{year}|activities")
        served = tuple(
            d.work_item_id for d in owed.get(node.id, ()) if any(word in fold(d.text) for word in WORDS)
        )
        for activity in activities_of(node, year, draw, dice):
            joint = node.id not in partners and partners and dice.random() < 0.12
            held.append((activity, (dice.choice(partners),) if joint else (), served[:1]))
    Activity.objects.bulk_create([activity for activity, _with, _served in held], batch_size=500)
    link_new(REGISTER, "co_organisers", [(a.pk, others) for a, others, _served in held])
    link_new(REGISTER, "work_items", [(a.pk, served) for a, _with, served in held])


def activities_of(node: Node, year: int, draw: Draw, dice: Random) -> Iterator[Activity]:
    """So many sessions and workshops that they add up to what the unit counted."""
    if node.kind in SIZES[PARTICIPANTS].means and SIZES[PARTICIPANTS].means[node.kind]:
        came = draw.own(node, PARTICIPANTS, True, False, year)
        is_asked = SIZES[SESSIONS].means.get(node.kind, 0)
        sessions = (
            draw.own(node, SESSIONS, False, False, year)[WHOLE, UNSPLIT] if is_asked else dice.randint(3, 5)
        )
        for women, men in shares(came[WHOLE, FEMALE], came[WHOLE, MALE], max(1, sessions), dice):
            title, kind, audience = dice.choice(TOLD)
            yield activity(node, stood(node, year, draw), title, kind, audience, women, men, dice)
    if node.kind in SIZES[TRAINED].means:
        came = draw.own(node, TRAINED, True, False, year)
        women, men = came[WHOLE, FEMALE], came[WHOLE, MALE]
        for part in shares(women, men, max(1, round((women + men) / 40)), dice):
            days, title = stood(node, year, draw), dice.choice(TAUGHT)
            yield activity(node, days, title, "training", "cán bộ, công chức", *part, dice)


def shares(women: int, men: int, parts: int, dice: Random) -> list[tuple[int, int]]:
    """Two totals cut into so many pieces."""
    return list(zip(cut(women, parts, dice), cut(men, parts, dice), strict=True))


def cut(total: int, parts: int, dice: Random) -> list[int]:
    weights = [dice.uniform(0.6, 1.4) for _part in range(parts)]
    found = [int(total * weight / sum(weights)) for weight in weights]
    found[0] += total - sum(found)
    return found


Days = tuple[datetime.date, datetime.date]


def stood(node: Node, year: int, draw: Draw) -> Days:
    """The days between which a unit's activities of a year lie."""
    first, last = datetime.date(year, *FIRST_DAY), datetime.date(year, *LAST_DAY)
    return draw.days.get(node.key, (first, last)) if (node.key, year) in draw.parts else (first, last)


def activity(
    node: Node, days: Days, title: str, kind: str, audience: str, women: int, men: int, dice: Random
) -> Activity:
    first, last = days
    day = first + datetime.timedelta(days=dice.randint(0, (last - first).days))
    young = dice.randint(0, women // 3), dice.randint(0, men // 3)
    made = Activity(
        title=title, kind=kind, unit_id=node.id, day=day, place=dice.choice(PLACES), audience=audience,
        female_31_59=women - young[0], female_16_30=young[0], male_31_59=men - young[1], male_16_30=young[1],
        created_by=BY, added_on=min(last, day + datetime.timedelta(days=dice.randint(1, 9))),
    )  # fmt: skip
    made.fill_keys()
    return made
