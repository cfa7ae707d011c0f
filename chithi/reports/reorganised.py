"""What a reorganisation means for reports: one that was not sent goes to the unit that follows, which is asked for its
own; what was sent stays and counts. The doors are told in ``units/reorganising.py``.

What a report says is never copied: the unit that follows sees it beside its own fields and takes it over (``handover``,
``taking``). Undone, each report is in the state it had before.
"""

import datetime
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import default_task_backend, task

from chithi.figures.models import Observation
from chithi.journal.actions import Actor
from chithi.reports.cycles import asked_counts, recount, tree_of
from chithi.reports.days import SENT, is_locked
from chithi.reports.drafts import passing, taken_since
from chithi.reports.fields import WORDS
from chithi.reports.models import Answer, Correction, Cycle, Extension, Move, Report
from chithi.reports.moves import MOVES
from chithi.reports.succession import names_before, was_over
from chithi.shell.clock import today
from chithi.units.following import following
from chithi.units.queries import lineage, tree
from chithi.units.reorganising import Coming, Moved, in_portions

_DAY = datetime.timedelta(days=1)
State = Report.State
TYPED = ("typed", "workbook", "letter")
"""Where the figures come from that somebody wrote into a report."""


def reports_of(found: Coming, held: bool = False) -> list[Report]:
    """The reports of the units that end, in the rounds that are open; ``held`` so that nobody sends one meanwhile."""
    reports: list[Report] = []
    in_portions(list(found.ended), lambda pks: reports.extend(_open_reports(pks, held)))
    return reports


def _open_reports(units: Any, held: bool = False) -> QuerySet[Report]:
    found = Report.objects.filter(cycle__state=Cycle.State.OPEN, unit__in=units)
    if held:
        found = found.select_for_update(of=("self",))
    return found.select_related("cycle__plan", "unit").order_by("cycle", "pk")


def is_handed(report: Report, day: datetime.date) -> bool:
    """Whether a report passes on when its unit ends on a day: it was not sent, and it could still be sent then or
    tells of that very day. What a round that was locked before did not get stays where it is: who follows finishes it
    with an exception (``succession.finishers``)."""
    cycle = report.cycle
    if not is_unsent(report):
        return False
    return not is_locked(cycle, report, day) or cycle.period_from <= day <= cycle.period_to


def is_unsent(report: Report) -> bool:
    return report.state in MOVES["hand_over"].old


def heirs_of(found: Coming, unit: int) -> list[int]:
    """Who answers for a unit that ends; where the day is over, as of today."""
    day = found.ended[unit]
    return found.lineage.heirs(unit, day - _DAY, max(day, today()))


def preview(found: Coming) -> list[Moved]:
    drafts, reports = passing(found), reports_of(found)
    if not reports:
        return [drafts] if drafts.lines else []
    filled, names = filled_in(reports), names_of(found)
    whole: list[str] = []
    parted: list[str] = []
    lost: list[str] = []
    sent: list[str] = []
    left: list[str] = []
    for report in reports:
        heirs = heirs_of(found, report.unit_id)
        line = (
            f"{names[report.unit_id]}{arrow([names[h] for h in heirs])}: {about(report, filled[report.pk])}"
        )
        if report.state in SENT:
            sent.append(line)
        elif is_handed(report, found.ended[report.unit_id]):
            (whole if len(heirs) == 1 else parted if heirs else lost).append(line)
        elif is_unsent(report):
            (left if heirs else lost).append(line)
    handed = [r for r in reports if is_handed(r, found.ended[r.unit_id])]
    times, corrections = waiting(Extension, handed), waiting(Correction, reports)
    return [
        Moved(gettext_lazy("Reports that pass to the unit that follows"), whole, count=len(whole)),
        drafts,
        Moved(
            gettext_lazy("Reports of units that are parted: each successor takes its part"),
            parted,
            bool(parted),
            len(parted),
        ),
        Moved(gettext_lazy("Reports that nobody takes over"), lost, bool(lost), len(lost)),
        Moved(
            gettext_lazy(
                "Reports of rounds that were locked before: "
                "the unit that follows finishes them once an exception is granted"
            ),
            left,
            count=len(left),
        ),
        Moved(gettext_lazy("Reports that were sent: they stay and count"), sent, count=len(sent)),
        Moved(
            gettext_lazy("Units that are asked for a report from then on"), *asked_lines(found, handed, names)
        ),
        Moved(
            gettext_lazy("Requests for more time that lapse: the unit that follows asks anew"),
            times,
            bool(times),
            len(times),
        ),
        Moved(
            gettext_lazy("Corrections that wait for the focal officer"),
            corrections,
            bool(corrections),
            len(corrections),
        ),
    ]


def names_of(found: Coming) -> Mapping[int, str]:
    """How the units that end and those that follow are called."""
    names = found.names()
    wanted = {h for unit in found.ended for h in heirs_of(found, unit)} | set(found.ended)
    return names_before(wanted - names.keys()) | names


def arrow(heirs: Sequence[str]) -> str:
    return f" → {', '.join(heirs)}" if heirs else ""


def about(report: Report, fields: int) -> str:
    """ "12/KH-UBND, 2024: Drafting, 5 fields filled"."""
    words = _("%(count)s fields filled") % {"count": fields}
    return f"{round_of(report.cycle)}: {report.get_state_display()}, {words}"


def round_of(cycle: Cycle) -> str:
    return f"{cycle.plan.number or cycle.plan.title}, {cycle.year}"


def filled_in(reports: Sequence[Report]) -> Counter[int]:
    """How many fields of each report say something, as the report that follows counts them (``handover``): an indicator
    is one, and a proposal with its addressee. Two queries for each 5.000."""
    fields: set[tuple[int, str]] = set()
    cells: set[tuple[int, str, int]] = set()

    def ask(pks: Sequence[int]) -> None:
        answers = Answer.objects.filter(report__in=pks, is_latest=True).exclude(text="").order_by()
        fields.update((pk, one_name(field)) for pk, field in answers.values_list("report", "field"))
        units = {r.unit_id for r in reports if r.pk in set(pks)}
        known = Observation.objects.filter(
            Q(is_latest=True) | Q(is_official=True), unit__in=units, breakdown=""
        )
        cells.update(known.exclude(status="").order_by().values_list("unit", "period", "indicator"))

    in_portions([r.pk for r in reports], ask)
    found = Counter(pk for pk, _field in fields)
    figures = Counter((unit, period) for unit, period, _indicator in cells)
    for report in reports:
        found[report.pk] += figures[report.unit_id, report.cycle.period]
    return found


def one_name(field: str) -> str:
    """A field as it is handed over: a proposal and its addressee are one."""
    return ":".join(field.split(":")[:2]) if field.startswith("proposal:") else field


def waiting(model: type[Extension] | type[Correction], reports: Sequence[Report]) -> list[str]:
    """The units that wait for an answer to a request or a correction, with the round and how often."""
    found: Counter[int] = Counter()
    state = model.State.ASKED if model is Extension else Correction.State.OPEN
    in_portions(
        [r.pk for r in reports],
        lambda pks: found.update(
            model._default_manager.filter(report__in=pks, state=state).values_list("report", flat=True)
        ),
    )
    return [f"{r.unit}: {round_of(r.cycle)} ({found[r.pk]})" for r in reports if found[r.pk]]


def asked_lines(
    found: Coming, handed: Sequence[Report], names: Mapping[int, str]
) -> tuple[list[str], bool, int]:
    """The units that would get a report in a round in which they have none."""
    cycles = {r.cycle_id: r.cycle for r in handed}
    wanted = {(r.cycle_id, heir) for r in handed for heir in heirs_of(found, r.unit_id)}
    there = set(Report.objects.filter(cycle__in=cycles).values_list("cycle", "unit"))
    missing = sorted(w for w in wanted - there if w[1] != cycles[w[0]].plan.issuer_id)
    return [f"{names[unit]}: {round_of(cycles[cycle])}" for cycle, unit in missing], False, len(missing)


def apply(found: Coming, actor: Actor) -> dict[str, Any]:
    """Mark what passes on, and hand over what is due today; a decision of a later day does it on that day."""
    handed = [r for r in reports_of(found, held=True) if is_handed(r, found.ended[r.unit_id])]
    mark(handed, found.ended, {unit: heirs_of(found, unit) for unit in found.ended})
    by = str(actor.actor_name)[:200]
    hand_over([r for r in handed if found.ended[r.unit_id] <= today()], by)
    for day in sorted({row.day for row in found.rows if row.day > today()}):
        later(day, by)
    recount(found.touched)
    ended = {str(unit): day.isoformat() for unit, day in found.ended.items()}
    return {"units": ended, "touched": sorted(found.touched)}


def mark(
    reports: Sequence[Report], days: Mapping[int, datetime.date], heirs: Mapping[int, list[int]]
) -> None:
    """Say of reports on which day they pass on and to whom, where it is one."""
    for report in reports:
        followers = heirs[report.unit_id]
        report.handed_on = days[report.unit_id]
        report.handed_to_id = followers[0] if len(followers) == 1 else None
    Report.objects.bulk_update(reports, ["handed_on", "handed_to"], batch_size=500)


def later(day: datetime.date, by: str) -> None:
    """Have the worker hand over what is due on a day, at its beginning."""
    if default_task_backend.supports_defer:
        at = timezone.make_aware(datetime.datetime.combine(day, datetime.time()))
        transaction.on_commit(lambda: hand_over_due.using(run_after=at).enqueue(by))


@task()
def hand_over_due(by: str) -> None:
    """Hand over the reports of units that are no more, those of rounds that were opened since the decision among them,
    and count anew what the others ask; twice without harm."""
    now, known = tree(), lineage()
    days = {link.old: link.day for link in known.links if link.day <= now.day and not link.function}
    days = {unit: day for unit, day in days.items() if unit not in now}
    reports: list[Report] = []
    with transaction.atomic():
        in_portions(list(days), lambda pks: reports.extend(_open_reports(pks, held=True)))
        due = [r for r in reports if is_unsent(r) and (r.handed_on or not was_over(r.cycle, days[r.unit_id]))]
        mark(due, days, {r.unit_id: following(r.unit_id, now, known) for r in due})
        hand_over(due, by)
        recount({unit for link in known.links for unit in (link.old, link.new) if unit is not None})


def hand_over(reports: Sequence[Report], by: str) -> None:
    """Bring reports that are marked into the state "handed over", and ask those that follow; a few statements for
    each round. The decision has its entry in the journal; here the move is kept."""
    if not reports:
        return
    now, known = tree(), lineage()
    heirs = {r.pk: following(r.unit_id, now, known) for r in reports}
    moves = []
    for report in reports:
        report.handed_state, report.state = report.state, MOVES["hand_over"].new
        names = [now[h].name for h in heirs[report.pk]]
        moves.append(moved(report, "hand_over", report.handed_state, by, arrow(names).strip()))
    Report.objects.bulk_update(reports, ["state", "handed_state"], batch_size=500)
    Move.objects.bulk_create(moves, batch_size=500)
    pks = [r.pk for r in reports]
    in_portions(pks, lambda some: lapse(some, by))
    for cycle in {r.cycle_id: r.cycle for r in reports}.values():
        ask_those_that_follow([r for r in reports if r.cycle_id == cycle.pk], cycle, heirs)


def moved(report: Report, act: str, old: str, by: str, note: str = "") -> Move:
    return Move(report=report, act=act, old=old, new=report.state, day=today(), by=by, note=note)


def lapse(reports: Any, by: str) -> None:
    """A request for more time ends with the unit that asked."""
    waiting = Extension.objects.filter(report__in=reports, state=Extension.State.ASKED)
    waiting.update(state=Extension.State.LAPSED, decided_on=today(), decided_by=by)


def ask_those_that_follow(reports: Sequence[Report], cycle: Cycle, heirs: Mapping[int, list[int]]) -> None:
    """The units that follow get a report in a round in which they have none; who issued the plan reports to nobody."""
    first: dict[int, Report] = {}
    for report in reports:
        for heir in heirs[report.pk]:
            first.setdefault(heir, report)
    there = {cycle.plan.issuer_id, *Report.objects.filter(cycle=cycle).values_list("unit", flat=True)}
    missing = [heir for heir in first if heir not in there]
    if not missing:
        return
    units = tree_of(cycle)
    if not {*missing} <= units.nodes.keys():  # they came after the day on which the round asks
        units = tree()
    asked = asked_counts(cycle.plan, units, cycle.period)
    Report.objects.bulk_create(
        [
            Report(cycle=cycle, unit_id=heir, asked=asked.get(heir, len(WORDS)), asked_for=first[heir])
            for heir in missing
        ],
        batch_size=500,
    )


def put_back(kept: Mapping[str, Any], actor: Actor) -> None:
    by, days = str(actor.actor_name)[:200], {int(u): day for u, day in kept.get("units", {}).items()}
    reports: list[Report] = []
    in_portions(list(days), lambda pks: reports.extend(Report.objects.filter(unit__in=pks)))
    marked = [r for r in reports if r.handed_on and r.handed_on.isoformat() == days[r.unit_id]]
    moves = []
    for report in marked:
        report.handed_on, report.handed_to_id = None, None
        if report.state == State.HANDED_OVER:
            report.state, report.handed_state = report.handed_state, ""
            moves.append(moved(report, "put_back", State.HANDED_OVER, by))
    Report.objects.bulk_update(marked, ["state", "handed_on", "handed_to", "handed_state"], batch_size=500)
    Move.objects.bulk_create(moves, batch_size=500)
    in_portions([r.pk for r in marked], take_back)
    recount({*kept.get("touched", ())})


def take_back(pks: Any) -> None:
    """What came with the handing over: requests wait again, those who were asked because of it are asked no more."""
    lapsed = Extension.objects.filter(report__in=pks, state=Extension.State.LAPSED)
    lapsed.update(state=Extension.State.ASKED, decided_on=None, decided_by="")
    Report.objects.filter(asked_for__in=pks).update(withdrawn_at=timezone.now())


def worked_on(found: Coming, since: datetime.datetime) -> str:
    """Somebody wrote or did something since in the report of a unit that follows."""
    cycles: dict[int, set[int]] = {}
    for report in reports_of(found):
        if report.handed_on is not None:
            cycles.setdefault(report.cycle_id, set()).update(heirs_of(found, report.unit_id))
        elif was_over(report.cycle, found.ended[report.unit_id]):
            cycles.setdefault(report.cycle_id, set()).add(report.unit_id)
    for cycle, units in cycles.items():
        reports = Report.objects.filter(cycle=cycle, unit__in=units).select_related("cycle", "unit")
        mine = {r.pk: r for r in reports}
        if (pk := touched(mine, since)) is not None:
            words = {"unit": mine[pk].unit, "year": mine[pk].cycle.year}
            return _("“%(unit)s” worked on its report %(year)s after it.") % words
    return taken_since(found, since)


def touched(reports: Mapping[int, Report], since: datetime.datetime) -> int | None:
    """One of some reports of a round in which something was written or done since."""
    acts = ("hand_over", "put_back")
    ask: tuple[Callable[[], QuerySet[Any]], ...] = (
        lambda: Answer.objects.filter(report__in=reports, recorded_at__gt=since),
        lambda: Move.objects.filter(report__in=reports, at__gt=since).exclude(act__in=acts),
        lambda: Extension.objects.filter(report__in=reports, asked_at__gt=since),
    )
    for rows in ask:
        if (pk := rows().values_list("report", flat=True).first()) is not None:
            return int(pk)
    by_unit = {r.unit_id: r for r in reports.values()}
    periods = {r.cycle.period for r in reports.values()}
    typed = Observation.objects.filter(
        unit__in=by_unit, period__in=periods, recorded_at__gt=since, origin__in=TYPED
    )
    unit = typed.values_list("unit", flat=True).first()
    return by_unit[unit].pk if unit is not None else None
