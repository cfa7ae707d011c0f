"""Corrections: a record changed after its report was accepted, and the figure that was accepted is no longer what the
registers say. Each is numbered within its report; the focal officer takes it over or leaves what was accepted."""

import datetime
from collections.abc import Iterable, Sequence

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from chithi.figures.actions import CellChange, write_cells
from chithi.figures.cells import UNSPLIT, CellKey, scope_for
from chithi.figures.checks import RECORDS
from chithi.figures.filling import Proposal, gone, offered_to
from chithi.figures.models import Indicator, Observation
from chithi.figures.periods import parse_period
from chithi.figures.queries import asked_of
from chithi.figures.values import format_value
from chithi.journal.actions import Actor, action, nothing_changed, record
from chithi.reports.cycles import tree_for, tree_of
from chithi.reports.locks import locked
from chithi.reports.models import Correction, Cycle, Report
from chithi.reports.moves import Refused
from chithi.sheets.record_actions import Touched

State = Correction.State


def raise_for(touched: Touched) -> None:
    """Raise the corrections that a write of records makes, within its transaction; a few queries where any report of
    those units has been accepted, one where none has."""
    if not touched.days:
        return
    for report in accepted(touched.units, min(touched.days)):
        raise_in(report, touched.codes, touched.by, touched.what)


def accepted(units: Iterable[int], first: datetime.date) -> list[Report]:
    """The accepted reports in which records of these units, of a day on or after ``first``, may be counted: their own
    and those of the units above. A late record counts in a later period, never in an earlier one."""
    found = list(
        Report.objects.filter(state=Report.State.ACCEPTED, cycle__period_to__gte=first).select_related(
            "cycle", "unit"
        )
    )
    if not found:
        return []
    wanted = set(units)
    trees = {r.cycle_id: tree_of(r.cycle) for r in found}
    return [
        r for r in found if r.unit_id in wanted or wanted & {n.id for n in trees[r.cycle_id].below(r.unit_id)}
    ]


def raise_in(report: Report, codes: Iterable[str], by: str, what: str) -> None:
    """Compare what was accepted with what the registers say now; new differences become corrections, one that was
    declined does not come back. Holds the report, so that two writers do not take one number."""
    report = locked(report)
    indicators = concerned(report, codes)
    differing = differences(report, indicators)
    mine = report.corrections.filter(indicator__in=indicators).order_by("number")
    newest = {key_of(c): c for c in mine}
    waiting = {key: c for key, c in newest.items() if c.state == State.OPEN}
    moot = [key for key, c in waiting.items() if differing.get(key) != (c.was, c.now)]
    Correction.objects.filter(pk__in=[waiting[key].pk for key in moot]).update(
        state=State.MOOT, decided_at=timezone.now()
    )
    settled = {
        key
        for key, c in newest.items()
        if c.state in (State.OPEN, State.DECLINED) and differing.get(key) == (c.was, c.now)
    }
    last = report.corrections.aggregate(last=Max("number"))["last"] or 0
    fresh = [key for key in differing if key not in settled]
    Correction.objects.bulk_create(
        Correction(
            report=report,
            number=number,
            indicator_id=key.indicator_id,
            scope=key.scope,
            breakdown=key.breakdown,
            part=key.part,
            sex=key.sex,
            was=differing[key][0],
            now=differing[key][1],
            raised_by=by[:200],
            what=what[:300],
        )
        for number, key in enumerate(fresh, start=last + 1)
    )


def concerned(report: Report, codes: Iterable[str]) -> list[Indicator]:
    """The indicators that the unit is asked or has signed: others are nobody's correction."""
    node, period = tree_for(report).get(report.unit_id), parse_period(report.cycle.period)
    asked = {i.pk for i in asked_of(node, period)} if node is not None else set()
    signed = Observation.objects.filter(
        unit=report.unit_id, period=report.cycle.period, is_official=True, origin=RECORDS
    ).values_list("indicator", flat=True)
    known = asked | set(signed)
    return [i for i in Indicator.objects.filter(code__in=list(codes)) if i.pk in known]


def differences(
    report: Report, indicators: Sequence[Indicator]
) -> dict[CellKey, tuple[int | None, int | None]]:
    """(accepted, now) of the cells that were filled from registers and differ.

    A cell that was typed with its reason is nobody's correction, nor is what stands beside a typed total. A breakdown
    is named only where its whole is the same.
    """
    offered = offered_now(report, indicators)
    rows = Observation.objects.filter(
        unit=report.unit_id, period=report.cycle.period, indicator__in=indicators, is_official=True
    )
    official = {CellKey(o.indicator_id, o.scope, o.breakdown, o.part, o.sex): o for o in rows}
    typed = {key for key, o in official.items() if o.origin != RECORDS and o.status}
    found: dict[CellKey, tuple[int | None, int | None]] = {}
    for key in sorted({*official, *offered}, key=lambda k: (k.indicator_id, k.breakdown, k.part, k.sex)):
        whole = key._replace(breakdown="")
        if {whole, whole._replace(sex=UNSPLIT)} & typed or (key.breakdown and whole in found):
            continue
        was = official[key].value if key in official else None
        now = offered[key].value if key in offered else None
        if was != now:
            found[key] = (was, now)
    return found


def offered_now(report: Report, indicators: Sequence[Indicator]) -> dict[CellKey, Proposal]:
    tree, period = tree_for(report), parse_period(report.cycle.period)
    if report.unit_id not in tree:
        return {}
    return offered_to(report.unit_id, scope_for(tree[report.unit_id], tree), period, tree, indicators)


def key_of(correction: Correction) -> CellKey:
    c = correction
    return CellKey(c.indicator_id, c.scope, c.breakdown, c.part, c.sex)


@action("reports.take_correction")
def take(correction: Correction, *, actor: Actor) -> Correction:
    """What the registers say now becomes the unit's official figure, with all cells of that indicator.

    Raises ``Refused`` where the correction waits no more.
    """
    report, current = _waiting(correction, State.TAKEN)
    if current.state == State.TAKEN:
        nothing_changed()
        return current
    indicator = current.indicator
    offered = offered_now(report, [indicator])
    rows = Observation.objects.filter(
        unit=report.unit_id, period=report.cycle.period, indicator=indicator, is_latest=True
    )
    latest = {CellKey(o.indicator_id, o.scope, o.breakdown, o.part, o.sex): o for o in rows}
    changes = [
        CellChange(key, format_value(p.value, indicator.scale_of(key.part)), p.status)
        for key, p in offered.items()
    ]
    changes += [CellChange(key) for key in gone(latest, offered)]
    by = str(actor.actor_name)
    write_cells(report.unit_id, report.cycle.period, changes, by=by, origin=RECORDS, draft=False)
    same = report.corrections.filter(indicator=indicator, state=State.OPEN)
    numbers = list(same.order_by("number").values_list("number", flat=True))
    same.update(state=State.TAKEN, decided_at=timezone.now(), decided_by=by[:200])
    said = {"number": numbers, "indicator": indicator.code}
    record(actor, report, old={**said, "value": current.was}, new={**said, "value": current.now})
    current.refresh_from_db()
    return current


@action("reports.decline_correction")
def decline(correction: Correction, why: str, *, actor: Actor) -> Correction:
    """Leave what was accepted, with a reason. Raises ``Refused``."""
    report, current = _waiting(correction, State.DECLINED)
    if current.state == State.DECLINED:
        nothing_changed()
        return current
    if not why.strip():
        raise Refused(_("Say why the accepted figure stays."))
    current.state, current.decided_at, current.why = State.DECLINED, timezone.now(), why.strip()[:300]
    current.decided_by = str(actor.actor_name)[:200]
    current.save(update_fields=["state", "decided_at", "decided_by", "why"])
    said = {"number": current.number, "indicator": current.indicator.code}
    record(
        actor, report, old={**said, "state": "open"}, new={**said, "state": "rejected"}, reason=why.strip()
    )
    return current


def _waiting(correction: Correction, wanted: str) -> tuple[Report, Correction]:
    """The report, locked, and the correction as it stands; it waits or was decided so already."""
    report = locked(correction.report_id)
    current = Correction.objects.select_related("indicator").get(pk=correction.pk)
    if current.state not in (State.OPEN, wanted):
        raise Refused(_("This correction waits no more. Load the page again."))
    return report, current


def waiting_in(cycle: Cycle) -> list[Correction]:
    """The corrections of a round that wait. One query."""
    found = Correction.objects.filter(report__cycle=cycle, state=State.OPEN)
    return list(found.select_related("indicator", "report").order_by("raised_at", "id"))
