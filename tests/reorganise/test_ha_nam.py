"""98 communes of old Hà Nam became 33 of Ninh Bình: what came whole is summed, what was parted not comparable."""

import datetime
import re
from dataclasses import dataclass

import pytest

from chithi.figures.catalogue import install
from chithi.figures.models import Indicator, Observation
from chithi.figures.series import series
from chithi.journal.actions import Operator
from chithi.reorganise.actions import carry_out, undo
from chithi.reorganise.loading import read
from chithi.sheets.loading import LOADERS, load
from chithi.units.models import Reorganisation, Unit
from chithi.units.queries import tree

DAY = datetime.date(2025, 7, 1)
ROW = re.compile(r"\| (\d{5}) \| ([^|]+) \| [^|]+ \| ([^|]+) \|")
PART = re.compile(r"(.+?)( ÷)? \((\d{5}), ([^)]+)\)")
DECISION = "1674/NQ-UBTVQH15"


@dataclass(frozen=True)
class Old:
    code: str
    name: str
    district: str


@pytest.fixture
def table(shared):
    """new code → (name, [(old commune, whether only a part of it)])."""
    found = {}
    for code, name, parts in ROW.findall((shared / "domain" / "units-ha-nam.md").read_text("utf8")):
        pieces = [PART.fullmatch(p.strip()) for p in parts.split("; ")]
        found[code] = (name, [(Old(m[3], m[1], m[4]), bool(m[2])) for m in pieces])
    assert len(found) == 33
    return found


@pytest.fixture
def province(db, table):
    """Ninh Bình and Hà Nam with their old communes, the new ones from the day on, and a figure of 2024 for each."""
    olds = {old.code: old for _name, parts in table.values() for old, _part in parts}
    assert len(olds) == 98
    districts = {name: f"h-{i}" for i, name in enumerate(sorted({o.district for o in olds.values()}), 1)}
    assert len(districts) == 6
    rows = ["key,name,kind,parent,code,valid_from"]
    rows += ["ninh-binh,UBND tỉnh Ninh Bình,province,,37,", "ha-nam,UBND tỉnh Hà Nam,province,,35,"]
    rows += [f"{key},UBND {name},district,ha-nam,," for name, key in districts.items()]
    rows += [f"x-{o.code},{o.name},commune,{districts[o.district]},{o.code}," for o in olds.values()]
    rows += [f"m-{code},{name},commune,ninh-binh,{code},2025-07-01" for code, (name, _parts) in table.items()]
    loaded("units", rows)
    install(actor=Operator(), top=Unit.objects.get(key="ninh-binh"))
    indicator = Indicator.objects.get(code="live-births")
    figures = ["indicator,unit,period,sex,value"]
    for o in olds.values():
        figures += [
            f"{indicator.code},x-{o.code},2024,F,{int(o.code) % 97}",
            f"{indicator.code},x-{o.code},2024,M,{int(o.code) % 89}",
        ]
    loaded("observations", figures)
    return olds, districts


def loaded(what, rows):
    outcome = load(LOADERS[what], "\n".join(rows).encode(), f"{what}.csv", actor=Operator())
    assert list(outcome.problems) == []


def act(table, districts):
    rows = ["date,decision,change,from,to,share"]
    for code, (_name, parts) in table.items():
        for old, part in parts:
            rows.append(f"2025-07-01,{DECISION},{'split' if part else 'merge'},x-{old.code},m-{code},")
    rows += [f"2025-07-01,{DECISION},abolish,{key},," for key in districts.values()]
    rows.append(f"2025-07-01,{DECISION},merge,ha-nam,ninh-binh,")
    return "\n".join(rows).encode()


def value(key, now=None):
    (point,) = series(Indicator.objects.get(code="live-births"), Unit.objects.get(key=key).pk, now=now)
    total = point.total
    return point.status if total is None or total.total is None else (total.female, total.male)


def test_what_came_whole_is_summed_and_what_was_parted_is_not_comparable(table, province):
    olds, districts = province
    found = read(act(table, districts), "ha-nam.csv")
    assert [str(p) for p in found.table.problems] == []
    carry_out(found.coming.rows, "ha-nam.csv", actor=Operator())
    now = tree(datetime.date(2026, 1, 1))
    assert len(now.of_kinds(["commune"])) == 33
    assert len(now.of_kinds(["district"])) == 0
    parted = {code for code, (_name, parts) in table.items() if any(part for _old, part in parts)}
    # Phủ Lý, Hà Nam, Duy Tiên, Duy Tân, Duy Hà, Tiên Sơn: each has a part of one of the five that were parted
    assert len(parted) == 6
    for code, (_name, parts) in table.items():
        wanted = (
            "not-comparable"
            if code in parted
            else (sum(int(o.code) % 97 for o, _p in parts), sum(int(o.code) % 89 for o, _p in parts))
        )
        assert value(f"m-{code}", now) == wanted
    whole = (sum(int(c) % 97 for c in olds), sum(int(c) % 89 for c in olds))
    assert value("ninh-binh", now) == whole
    assert value("ha-nam") == whole
    assert value("x-13285") == (int("13285") % 97, int("13285") % 89)


def test_the_year_in_which_it_came_has_both_halves(table, province):
    _olds, districts = province
    for key, female in (("x-13294", 10), ("x-13285", 4), ("m-13285", 7)):
        Observation.objects.create(
            indicator=Indicator.objects.get(code="live-births"), unit=Unit.objects.get(key=key), period="2025",
            period_from=datetime.date(2025, 1, 1), period_to=datetime.date(2025, 12, 31), sex="F", version=1,
            value=female, status="final", is_draft=False, is_official=True, recorded_by="t",
        )  # fmt: skip
    carry_out(read(act(table, districts), "a.csv").coming.rows, "a.csv", actor=Operator())
    indicator = Indicator.objects.get(code="live-births")
    totals = {
        key: series(indicator, Unit.objects.get(key=key).pk)[-1].total for key in ("m-13285", "ninh-binh")
    }
    assert (
        totals["m-13285"].female == 17
    )  # of Châu Cầu 10, which came whole; not of Quang Trung, which was parted
    assert totals["ninh-binh"].female == 21
    assert [p.unit_id for p in totals["ninh-binh"].parts if p.unplaced] == [
        Unit.objects.get(key="x-13285").pk
    ]


def test_undone_nothing_of_it_is_left(table, province):
    _olds, districts = province
    before = {key: value(key) for key in ("ha-nam", "x-13285", "h-1")}
    undo_it = carry_out(read(act(table, districts), "a.csv").coming.rows, "a.csv", actor=Operator())
    undo(undo_it, actor=Operator(), reason="nhập nhầm")
    assert {key: value(key) for key in before} == before
    assert tree(DAY).by_key("x-13285") is not None
    assert Reorganisation.objects.get().withdrawn_at is not None
