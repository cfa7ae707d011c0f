"""A form that is already filled: what the registers say stands in the cells that nobody has typed over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chithi.figures.actions import CellChange, write_cells
from chithi.figures.cells import FEMALE, MALE, UNSPLIT, CellKey
from chithi.figures.checks import RECORDS
from chithi.figures.derived import Derived, OfUnit, for_unit, measured
from chithi.figures.models import Indicator, Observation
from chithi.figures.periods import Period
from chithi.figures.values import BadValue, format_value
from chithi.units.tree import Tree

NO_DATA_YET = "no-data-yet"


@dataclass(frozen=True)
class Proposal:
    """What a cell would say: a number, or "no data yet" for a sex that no record counted while others did."""

    value: int | None
    records: int
    uncounted: int = 0

    @property
    def status(self) -> str:
        return "final" if self.value is not None else NO_DATA_YET


def proposals(found: Mapping[OfUnit, Derived], code: str) -> dict[tuple[str, str, str], Proposal]:
    """(breakdown, part, sex) → proposal for one indicator.

    A total stands beside female and male only where some people were not counted by sex; it is then larger than both
    together, and the rest stays unsplit.
    """
    cells: dict[tuple[str, str, str], Proposal] = {}
    for at in dict.fromkeys(key[1:3] for key in found if key[0] == code):
        female, male, rest = (found.get((code, *at, sex)) for sex in (FEMALE, MALE, UNSPLIT))
        given = [d for d in (female, male) if d is not None]
        for sex, derived in ((FEMALE, female), (MALE, male)):
            if derived is not None:
                cells[*at, sex] = Proposal(derived.value, derived.records, derived.uncounted)
        if rest is None or (given and not rest.value):
            continue
        total = rest.value + sum(d.value for d in given)
        cells[*at, UNSPLIT] = Proposal(total, rest.records, rest.uncounted)
        if len(given) == 1:
            silent = MALE if male is None else FEMALE
            cells[*at, silent] = Proposal(None, rest.records, rest.uncounted)
    return cells


def is_open(now: Observation | None, live: bool) -> bool:
    """Whether a cell says what the registers say: nobody answered it, or it was filled and may still be written."""
    return now is None or not now.status or (now.origin == RECORDS and live)


def expected(key: CellKey, offered: Mapping[CellKey, Proposal]) -> int | None:
    """What the registers say to a cell; to a total that they do not offer, female and male together."""
    if key in offered:
        return offered[key].value
    if key.sex != UNSPLIT:
        return None
    parts = [offered[k].value for s in (FEMALE, MALE) if (k := key._replace(sex=s)) in offered]
    given = [value for value in parts if value is not None]
    return sum(given) if given else None


def differs(key: CellKey, now: Observation | None, offered: Mapping[CellKey, Proposal]) -> bool:
    """Whether something else was answered in a cell than the registers say, if they say anything of its indicator."""
    if now is None or not now.status or now.origin == RECORDS or key.breakdown:
        return False
    if all(k.indicator_id != key.indicator_id for k in offered):
        return False
    return now.value != expected(key, offered)


def shown(
    latest: Mapping[CellKey, Observation], offered: Mapping[CellKey, Proposal], live: bool
) -> dict[CellKey, Proposal]:
    """The proposals that stand in cells. A total follows female and male: where one of them was typed, it is gone; and
    where a total was typed, nothing beside it is filled."""
    found = {key: p for key, p in offered.items() if is_open(latest.get(key), live)}
    total = {k._replace(breakdown="") for k, o in latest.items() if k.sex == UNSPLIT and not is_open(o, live)}
    return {
        key: proposal
        for key, proposal in found.items()
        if key._replace(sex=UNSPLIT, breakdown="") not in total
        and (
            key.sex != UNSPLIT
            or all(k in found for s in (FEMALE, MALE) if (k := key._replace(sex=s)) in offered)
        )
    }


def offered_to(
    unit_id: int, scope: str, period: Period, tree: Tree, indicators: Iterable[Indicator]
) -> dict[CellKey, Proposal]:
    """What the registers say to each cell of some indicators of a unit. One query per register."""
    known = {i.code: i for i in indicators if i.code in measured()}
    if not known:
        return {}
    found = for_unit(unit_id, scope, period, tree, known)
    return {
        CellKey(indicator.pk, scope, *cell): proposal
        for code, indicator in known.items()
        for cell, proposal in proposals(found, code).items()
    }


def fill(
    unit_id: int, scope: str, period: Period, tree: Tree, indicators: Iterable[Indicator], *, by: str
) -> int:
    """Write what the registers say as drafts, when a report is submitted or sent; how many cells changed. Raises
    ``BadValue`` where a cell cannot say it beside what was typed.

    Inside the caller's transaction, which holds the report. From then on it is what the unit says, and a record that
    changes later makes a difference that can be seen.
    """
    chosen = list(indicators)
    offered = offered_to(unit_id, scope, period, tree, chosen)
    if not offered:
        return 0
    rows = Observation.objects.filter(
        unit_id=unit_id, period=period.text, is_latest=True, indicator__in=chosen
    )
    latest = {CellKey(o.indicator_id, o.scope, o.breakdown, o.part, o.sex): o for o in rows}
    by_id = {i.pk: i for i in chosen}
    changes = [
        CellChange(key, format_value(p.value, by_id[key.indicator_id].scale_of(key.part)), p.status)
        for key, p in shown(latest, offered, live=True).items()
    ]
    changes += [CellChange(key) for key in gone(latest, offered)]
    results = write_cells(unit_id, period.text, changes, by=by, origin=RECORDS)
    for result in results:
        if result.state == "refused":
            raise BadValue(result.message)
    return sum(result.observation is not None for result in results)


def gone(latest: Mapping[CellKey, Observation], offered: Mapping[CellKey, Proposal]) -> list[CellKey]:
    """Cells that were filled from records which are no more."""
    return [key for key, o in latest.items() if o.origin == RECORDS and o.status and key not in offered]
