"""Reads of reports worth a name, for this room's pages and for the consolidation above it."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from chithi.accounts.models import User
from chithi.figures.models import Observation
from chithi.figures.periods import Period
from chithi.plans.models import Plan
from chithi.reports.days import Lateness, lateness, own_due
from chithi.reports.fields import WORDS, work_id
from chithi.reports.models import Answer, Cycle, Letter, Move, Report
from chithi.reports.rules import Kind
from chithi.shell.clock import today
from chithi.units.following import partly_left_to
from chithi.units.kinds import Mode, mode_of
from chithi.units.rules import units_where
from chithi.units.tree import Tree

COUNTED = Q(field__regex=r"^work:[0-9]+:state$") | Q(field__in=list(WORDS))
"""The fields of words that a report is asked for; words beside a state and proposals are free."""


@dataclass(frozen=True)
class ReportSummary:
    """One report in one line; ``asked`` counts its work items, indicators and the four texts.

    ``due`` is its own last day in time.
    ``has_letter``: what stands was entered from a signed letter; ``contested``: the unit says it is not right.
    """

    report_id: int
    unit_id: int
    state: str
    sent_on: datetime.date | None
    due: datetime.date
    is_extended: bool
    unlocked_until: datetime.date | None
    lateness: Lateness
    mode: Mode
    submission: int
    answered: int
    asked: int
    has_letter: bool
    contested: bool
    changed_at: datetime.datetime


def summaries(cycle: Cycle, tree: Tree, day: datetime.date | None = None) -> list[ReportSummary]:
    """All reports of a cycle in the order of the tree, in three queries; ``day`` (today) judges lateness."""
    day = day or today()
    sendings = Move.objects.filter(report=OuterRef("pk"), act__in=["send", "letter"]).order_by("-id")
    letters = Letter.objects.filter(report=OuterRef("pk")).order_by("-id")
    found = Report.objects.filter(cycle=cycle).annotate(
        sent_by=Subquery(sendings.values("act")[:1]),
        letter_contested=Subquery(letters.values("contested_at")[:1]),
    )
    words = dict(
        Answer.objects.filter(COUNTED, report__cycle=cycle, is_latest=True)
        .exclude(text="")
        .values_list("report")
        .annotate(Count("id"))
    )
    reporting = Report.objects.filter(cycle=cycle).values("unit")
    figures = dict(
        Observation.objects.filter(unit__in=reporting, period=cycle.period, is_latest=True)
        .exclude(status="")
        .values_list("unit")
        .annotate(Count("indicator", distinct=True))
    )
    places = {node.id: place for place, node in enumerate(tree)}
    return [
        ReportSummary(
            r.pk,
            r.unit_id,
            r.state,
            r.sent_on,
            own_due(cycle, r),
            r.extended_to is not None,
            r.unlocked_until,
            lateness(cycle, r, day),
            tree[r.unit_id].mode if r.unit_id in tree else mode_of(""),
            r.submission,
            min(words.get(r.pk, 0) + figures.get(r.unit_id, 0), r.asked) if r.asked else 0,
            r.asked,
            r.sent_by == "letter",
            r.sent_by == "letter" and r.letter_contested is not None,
            r.changed_at,
        )
        for r in sorted(found, key=lambda r: (places.get(r.unit_id, len(places)), r.pk))
    ]


def official_answers(cycle: Cycle) -> dict[int, dict[str, str]]:
    """The words that heads have sent: report → field → text, blanks left out, in one query."""
    found: dict[int, dict[str, str]] = {}
    rows = (
        Answer.objects.filter(report__cycle=cycle, is_official=True).exclude(text="").order_by("report", "id")
    )
    for report, field, text in rows.values_list("report_id", "field", "text"):
        found.setdefault(report, {})[field] = text
    return found


def work_states(cycle: Cycle) -> dict[int, dict[int, str]]:
    """What was officially said of each work item: work item → unit → state, in one query."""
    found: dict[int, dict[int, str]] = {}
    rows = Answer.objects.filter(
        report__cycle=cycle, is_official=True, field__startswith="work:", field__endswith=":state"
    ).exclude(text="")
    for unit, field, text in rows.values_list("report__unit_id", "field", "text"):
        found.setdefault(work_id(field) or 0, {})[unit] = text
    return found


def latest_answers(report: Report) -> dict[str, Answer]:
    """The newest version of every field of words, blanks too."""
    return {a.field: a for a in Answer.objects.filter(report=report, is_latest=True)}


def readable(user: User, tree: Tree) -> Q:
    """The reports a person may read, as ``reports.read`` says, for lists."""
    own = {role for kind in Kind for role in units_where(user, [kind])}
    above = units_where(user, [Kind.LEADER, Kind.ADMINISTRATOR])
    under = {node.id for top in above for node in tree.subtree(top)}
    leads = partly_left_to(units_where(user, [Kind.FOCAL_OFFICER]))
    led = Q(cycle__plan__issuer__in=leads) | Q(cycle__plan__focal_unit__in=leads)
    return Q(unit__in=partly_left_to(own | under)) | led


def plans_to_open(user: User, year: int) -> list[Plan]:
    """The published plans that a person leads and that have no round for a year."""
    leads = partly_left_to(units_where(user, [Kind.FOCAL_OFFICER]))
    led = Q(issuer__in=leads) | Q(focal_unit__in=leads)
    opened = Cycle.objects.filter(plan=OuterRef("pk"), year=year)
    binding = [Plan.State.PUBLISHED, Plan.State.AMENDED]
    return list(Plan.objects.filter(led, ~Exists(opened), state__in=binding).exclude(published_at=None))


def last_year_of(report: Report) -> Report | None:
    """The report of the same unit on the same plan a year before."""
    return (
        Report.objects.filter(
            unit=report.unit_id, cycle__plan=report.cycle.plan_id, cycle__year=report.cycle.year - 1
        )
        .select_related("cycle__plan", "unit")
        .first()
    )


def reporting_in(period: Period) -> set[int] | None:
    """The units that have a report for a period; None where no round is about it. One query where there is one."""
    rounds = Cycle.objects.filter(period_from=period.first, period_to=period.last)
    units = set(Report.objects.filter(cycle__in=rounds).values_list("unit", flat=True))
    return units or None
