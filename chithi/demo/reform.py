"""The year 2025 of the demonstration, made up after the real one: the labour department's duties go to five bodies in
March; in July districts end, communes merge, some are parted, and two other provinces join.

The year's figures have two halves: the units that end counted until June, those that follow from July on.
"""

import datetime
from collections.abc import Iterator, Sequence

from django.utils import timezone

from chithi.demo import leading, records
from chithi.demo.figures import SIZES, Draw, Values
from chithi.demo.province import DISTRICTS, TOP_KEY, commune_names
from chithi.figures.cells import ALL, OWN
from chithi.figures.models import Indicator, Observation
from chithi.figures.periods import parse_period
from chithi.journal.actions import Operator
from chithi.plans.models import WorkItem
from chithi.plans.passing import clause_function
from chithi.plans.queries import Duty, duties
from chithi.reorganise.actions import carry_out
from chithi.reports.actions import add_units, save_changes
from chithi.reports.changes import Sent
from chithi.reports.models import Cycle, Report
from chithi.units.acts import ActRow
from chithi.units.models import Group, GroupMember, Unit
from chithi.units.queries import tree
from chithi.units.store import write_states
from chithi.units.timeline import Facts, State
from chithi.units.tree import Node, Tree
from chithi.vietnamese import fold

YEAR = 2025
STANDING_DAY = datetime.date(YEAR, 11, 12)
LABOUR_DAY, DAY = datetime.date(YEAR, 3, 1), datetime.date(YEAR, 7, 1)
LONG_AGO = datetime.date(2015, 1, 1)
LABOUR, LABOUR_HEIR = "so-ldtbxh", "so-noi-vu"
DECISIONS = {LABOUR_DAY: "05/NQ-HĐND", DAY: "99/NQ-SX"}
"""Made up, like everything here."""
NEIGHBOURS = (
    ("tinh-hai-thanh", "Ủy ban nhân dân tỉnh Hải Thanh", 96),
    ("tinh-son-ha", "Ủy ban nhân dân tỉnh Sơn Hà", 84),
)
"""Provinces that join, with about how many communes they had."""
EACH = 3
"""So many communes become one."""
PARTED = 3
"""In every third new commune the last old one is shared with the next."""
JOINED = 12
"""New communes in the place of each province that joins."""
INDICATORS = {"vocational-learners": "so-gddt"}
"""What the labour department collected, and who collects it now."""
ITEMS = {"cung cau lao dong": "cong-an", "chap hanh phap luat": "thanh-tra", "tach biet gioi": "so-y-te"}
"""Folded words of the labour department's tasks, and who has them now; the rest is the home department's."""


def carry_through(cycle: Cycle, draw: Draw, actor: Operator, by: str) -> tuple[Tree, dict[int, list[Duty]]]:
    """Everything up to July in the round of the year, which the old units began; the units and duties after it."""
    begin_reports(cycle, by)
    merges = new_communes(tree(DAY - datetime.timedelta(days=1)))
    write_units(merges)
    carry_out(labour_rows(cycle), "Nghị quyết về tổ chức lại cơ quan chuyên môn", actor=actor)
    old = tree(DAY - datetime.timedelta(days=1))
    carry_out(rows_of(old, merges), "Nghị quyết về sắp xếp đơn vị hành chính", actor=actor)
    new = tree(STANDING_DAY)
    name_members(merges, actor)
    add_units(cycle, new, actor=actor)
    halves(draw, old, new, merges)
    leading.make_posts([n for n in new if n.key in merges], new, [YEAR], draw.seed, by, DAY)
    gone = [node for node in old if node.id not in new]
    records.make_records(old, YEAR, draw, {}, [n for n in gone if n.kind == "commune"])
    Observation.objects.bulk_create(old_figures(cycle, draw, gone, by), batch_size=500)
    Observation.objects.bulk_create(neighbours_figures(cycle, draw, by), batch_size=500)
    return new, duties(cycle.plan, new)


def begin_reports(cycle: Cycle, by: str) -> None:
    """Two reports that were begun when their units ended."""
    for key, words in (
        (LABOUR, "Quý I: đã mở 4 lớp tập huấn, kiểm tra 2 doanh nghiệp sử dụng nhiều lao động nữ."),
        ("h-yen-khe", "Sáu tháng đầu năm: đã tổ chức 12 buổi truyền thông tại 9 xã."),
    ):
        report = Report.objects.get(cycle=cycle, unit__key=key)
        save_changes(report, [Sent("results", words)], by=by)


Merges = dict[str, tuple[str, list[str]]]
"""Key of a new commune → (its name, keys of the old ones; the last of them may go on into the next)."""


def new_communes(old: Tree) -> Merges:
    """By districts, in the order of the tree of the demonstration; for the neighbours only new ones."""
    found: Merges = {}
    for district, _name, _size in DISTRICTS:
        communes = [n for n in old if n.key.startswith(f"{district}-") and n.kind == "commune"]
        communes.sort(key=lambda n: n.key)
        for number, first in enumerate(range(0, len(communes), EACH), start=1):
            group = communes[first : first + EACH]
            found[f"{district}-moi-{number:02d}"] = (group[0].name, [n.key for n in group])
    names = list(commune_names())[sum(size for _k, _n, size in DISTRICTS) :]
    for at, (key, _name, _communes) in enumerate(NEIGHBOURS):
        for number in range(JOINED):
            place = names[at * JOINED + number]
            found[f"{key}-moi-{number + 1:02d}"] = (f"Ủy ban nhân dân xã {place}", [])
    return found


def write_units(merges: Merges) -> None:
    neighbours = {key: [State(LONG_AGO, Facts(name, "province"))] for key, name, _size in NEIGHBOURS}
    communes = {
        key: [State(DAY, Facts(name, "commune", TOP_KEY, "", name.replace("Ủy ban nhân dân", "UBND")))]
        for key, (name, _old) in merges.items()
    }
    write_states({**neighbours, **communes})


def labour_rows(cycle: Cycle) -> list[ActRow]:
    """The department goes to the home department, but for single tasks and one indicator: five bodies in all."""
    decision = DECISIONS[LABOUR_DAY]
    rows = [ActRow(1, LABOUR_DAY, decision, "merge", LABOUR, LABOUR_HEIR)]
    moved = [(clause_function(cycle.plan.key, at, pk), heir) for pk, at, heir in moved_items(cycle)]
    moved += [(f"indicator:{code}", heir) for code, heir in INDICATORS.items()]
    for number, (function, heir) in enumerate(moved, start=2):
        rows.append(ActRow(number, LABOUR_DAY, decision, "transfer", LABOUR, heir, None, function))
    return rows


def moved_items(cycle: Cycle) -> Iterator[tuple[int, str, str]]:
    """(number, place, who has it now) of the department's single tasks that pass on their own."""
    items = WorkItem.objects.filter(
        plan=cycle.plan, valid_from__isnull=False, assignments__unit__key=LABOUR, assignments__role="lead"
    )
    for pk, at, text in items.order_by("order").values_list("pk", "at", "text"):
        heir = next((h for words, h in ITEMS.items() if words in fold(text)), None)
        if heir is not None:
            yield pk, at, heir


def rows_of(old: Tree, merges: Merges) -> list[ActRow]:
    """Communes, districts, provinces."""
    found: list[tuple[str, str, str]] = []
    keys = list(merges)
    for number, key in enumerate(keys):
        olds = merges[key][1]
        further = keys[number + 1] if number + 1 < len(keys) else ""
        is_shared = (
            bool(olds) and number % PARTED == 1 and further.rpartition("-")[0] == key.rpartition("-")[0]
        )
        for commune in olds[:-1] if is_shared else olds:
            found.append(("merge", commune, key))
        if is_shared:
            found += [("split", olds[-1], key), ("split", olds[-1], further)]
    found += [("abolish", key, TOP_KEY) for key, _name, _size in DISTRICTS]
    found += [("merge", key, TOP_KEY) for key, _name, _size in NEIGHBOURS]
    return [
        ActRow(n, DAY, DECISIONS[DAY], change, one, other)  # type: ignore[arg-type]
        for n, (change, one, other) in enumerate(found, start=1)
    ]


def name_members(merges: Merges, actor: Operator) -> None:
    """What the plan gives to the districts, the communes have from July on."""
    group = Group.objects.get(key="ubnd-huyen")
    units = Unit.objects.filter(key__in=[key for key, (_name, old) in merges.items() if old])
    GroupMember.objects.bulk_create(GroupMember(group=group, unit=u, valid_from=DAY) for u in units)


def halves(draw: Draw, old: Tree, new: Tree, merges: Merges) -> None:
    """How large the units that end or come are in this year, and on which days they stood."""
    first, last = datetime.date(YEAR, *records.FIRST_DAY), datetime.date(YEAR, *records.LAST_DAY)
    for node in old:
        if node.id not in new:
            draw.parts[node.key, YEAR] = (1.0, 0.5)
            draw.days[node.key] = (first, DAY - datetime.timedelta(days=1))
    sizes = {key: size / JOINED for key, _name, size in NEIGHBOURS}
    for key, (_name, olds) in merges.items():
        draw.parts[key, YEAR] = (len(olds) or sizes[key.rpartition("-moi-")[0]], 0.5)
        draw.days[key] = (DAY, last)


def old_figures(cycle: Cycle, draw: Draw, gone: Sequence[Node], by: str) -> Iterator[Observation]:
    """What the communes that ended had counted until June of what no register counts."""
    for indicator in typed():
        for node in gone:
            if node.kind == "commune" and "commune" in SIZES[indicator.code].means:
                values = draw.own(node, indicator.code, indicator.by_sex, False, YEAR)
                yield from observed(cycle.period, node.id, indicator, OWN, values, by)


def neighbours_figures(cycle: Cycle, draw: Draw, by: str) -> Iterator[Observation]:
    """What the provinces that join gave for all below them, in every year of the demonstration."""
    ids = dict(Unit.objects.filter(key__in=[key for key, _n, _s in NEIGHBOURS]).values_list("key", "pk"))
    periods = [*Cycle.objects.filter(plan=cycle.plan).order_by("year")]
    for indicator in events():
        for key, _name, size in NEIGHBOURS:
            for one in periods:
                sums: Values = {}
                for number in range(size):
                    node = Node(0, f"{key}-{number}", "", "commune")
                    draw.parts[node.key, YEAR] = (1.0, 0.5)
                    for cell, value in draw.own(
                        node, indicator.code, indicator.by_sex, False, one.year
                    ).items():
                        sums[cell] = sums.get(cell, 0) + value
                yield from observed(one.period, ids[key], indicator, ALL, sums, by)


def events() -> list[Indicator]:
    """The events that communes count."""
    found = Indicator.objects.filter(code__in=SIZES, kind=Indicator.Kind.FLOW).order_by("order", "code")
    return [i for i in found if "commune" in SIZES[i.code].means]


def typed() -> list[Indicator]:
    """Those that no register counts for them."""
    return [i for i in events() if not i.derived]


def observed(
    text: str, unit: int, indicator: Indicator, scope: str, values: Values, by: str
) -> Iterator[Observation]:
    period = parse_period(text)
    for (part, sex), value in values.items():
        yield Observation(
            indicator=indicator, unit_id=unit, period=period.text, period_from=period.first, period_to=period.last,
            scope=scope, part=part, sex=sex, version=1, value=value, status="final", origin="demo", is_draft=False,
            is_official=True, recorded_by=by, released_at=timezone.now(),
        )  # fmt: skip
