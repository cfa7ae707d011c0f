"""Reads of the control room worth a name; ``open_cycles`` and ``overview`` serve the desk too."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Max, QuerySet

from chithi.accounts.models import User
from chithi.plans import heads
from chithi.plans.passing import focal_unit_of, issuer_of
from chithi.reports.models import Cycle, Report
from chithi.reports.queries import ReportSummary, summaries
from chithi.reports.succession import names_before
from chithi.shell.clock import today
from chithi.shell.models import installation
from chithi.steering import counts
from chithi.steering.compose import Options
from chithi.steering.gather import gather
from chithi.steering.models import Reminder, ReminderLetter
from chithi.steering.tables import gap
from chithi.steering.values import HANDED_OVER, SETTLED, UNANSWERED, Body, Case, Measure, track
from chithi.units.following import following
from chithi.units.models import Role
from chithi.units.queries import held_on, lineage, tree
from chithi.units.tree import Node, Tree
from chithi.vietnamese import fold

ADDRESSED = (Role.Kind.UNIT_OFFICER, Role.Kind.HEAD)
"""Who of a unit gets a reminder."""


def cycles() -> QuerySet[Cycle]:
    """All rounds with their plans, newest first."""
    return Cycle.objects.select_related("plan__issuer", "plan__focal_unit").order_by("-year", "-id")


def open_cycles() -> QuerySet[Cycle]:
    """The rounds that are open, newest first."""
    return cycles().filter(state=Cycle.State.OPEN)


@dataclass(frozen=True)
class Row:
    """One unit in the control room."""

    summary: ReportSummary
    node: Node
    days_late: int
    reminded: datetime.date | None
    letters: int = 0
    """How many official letters it got about this report."""
    handed_to: tuple[str, ...] = ()
    """The names of the units that follow one that is no more and did not send its report."""

    @property
    def owes(self) -> bool:
        """Whether the unit still has to send something; a returned report is due again, one of a unit that is no more
        is not."""
        return self.summary.state not in (*SETTLED, HANDED_OVER)


def rows(cycle: Cycle, tree: Tree, day: datetime.date | None = None) -> list[Row]:
    """All units of a cycle in the order of the tree, in five queries, and two where some are no more."""
    day = day or today()
    reminded = dict(
        Reminder.objects.filter(report__cycle=cycle).order_by().values_list("report").annotate(Max("day"))
    )
    of_cycle = ReminderLetter.objects.filter(report__cycle=cycle).order_by()
    letters = dict(of_cycle.values_list("report").annotate(Count("id")))
    found = summaries(cycle, tree, day)
    gone = names_before(s.unit_id for s in found if s.unit_id not in tree)
    return [
        Row(
            s,
            tree.get(s.unit_id) or Node(0, "", gone.get(s.unit_id, "–"), ""),
            days_late(s, day),
            reminded.get(s.report_id),
            letters.get(s.report_id, 0),
            names_of_heirs(s, tree),
        )
        for s in found
    ]


def names_of_heirs(summary: ReportSummary, tree: Tree) -> tuple[str, ...]:
    if summary.unit_id in tree or summary.state in SETTLED:
        return ()
    return tuple(tree[unit].name for unit in following(summary.unit_id, tree))


def days_late(summary: ReportSummary, day: datetime.date) -> int:
    """Days after the last day in time: of what was sent until it was sent, of what is owed until today."""
    if summary.lateness != "late":
        return 0
    until = summary.sent_on if summary.state in SETTLED and summary.sent_on else day
    return max((until - summary.due).days, 0)


STATE_ORDER = list(Report.State.values)


def chosen(found: Iterable[Row], state: str, late: bool, kind: str, words: str, sort: str) -> list[Row]:
    """The rows that a person asked for: by state, lateness, kind and name, in the order asked."""
    wanted = fold(words)
    kept = [
        r
        for r in found
        if (not state or r.summary.state == state or (state == "owes" and r.owes))
        and (not late or r.days_late > 0)
        and (not kind or r.node.kind == kind)
        and (not wanted or wanted in fold(f"{r.node.name} {r.node.short_name}"))
    ]
    never, last = datetime.date.min, datetime.date.max
    orders = {
        "state": lambda r: STATE_ORDER.index(r.summary.state),
        "answered": lambda r: r.summary.answered / r.summary.asked if r.summary.asked else 0,
        "sent": lambda r: r.summary.sent_on or last,
        "late": lambda r: -r.days_late,
        "reminded": lambda r: r.reminded or never,
    }
    return sorted(kept, key=orders[sort]) if sort in orders else kept


@dataclass(frozen=True)
class Addressee:
    """A unit that would be reminded, and its people: those with an address and those without."""

    row: Row
    people: tuple[User, ...]

    @property
    def reachable(self) -> tuple[User, ...]:
        return tuple(person for person in self.people if person.email)

    @property
    def unreachable(self) -> tuple[User, ...]:
        return tuple(person for person in self.people if not person.email)


def addressees(found: Iterable[Row], day: datetime.date | None = None) -> list[Addressee]:
    """Who would be reminded: the officers and heads of all units that owe their report, or of those that follow one
    that is no more. One query."""
    owing = [r for r in found if r.owes]
    units = {r.summary.unit_id: [r.summary.unit_id] for r in owing}
    if links := lineage():
        now = tree()
        units |= {unit: heirs for unit in units if (heirs := following(unit, now, links))}
    roles = (
        Role.objects.filter(
            held_on(day or today()),
            unit__in={unit for some in units.values() for unit in some},
            kind__in=ADDRESSED,
            withdrawn_at=None,
            user__is_active=True,
        )
        .select_related("user")
        .order_by("user__sort_key", "user_id")
    )
    people: dict[int, dict[int, User]] = {}
    for role in roles:
        people.setdefault(role.unit_id, {})[role.user_id] = role.user
    return [Addressee(r, tuple(people_in(people, units[r.summary.unit_id]).values())) for r in owing]


def people_in(people: Mapping[int, dict[int, User]], units: Iterable[int]) -> dict[int, User]:
    """The people of some units, each once."""
    return {pk: user for unit in units for pk, user in people.get(unit, {}).items()}


@dataclass(frozen=True)
class ContentRow:
    """A content of the plan and how often its duties are in which state."""

    number: int
    at: str
    text: str
    tally: dict[str, int]

    @property
    def silent(self) -> bool:
        """Nobody has answered it."""
        return not any(n for state, n in self.tally.items() if state != UNANSWERED)


@dataclass(frozen=True)
class AimRow:
    """An indicator with a target: its value, the gap (value minus target), and how it stands."""

    measure: Measure
    value: int | None
    gap: int | None
    track: str
    """reached, on, off or unknown."""


@dataclass(frozen=True)
class Overview:
    """What a leader sees: reports by state, contents by state, targets, and who is silent."""

    cycle: Cycle
    case: Case
    units: dict[str, int]
    contents: tuple[ContentRow, ...]
    aims: tuple[AimRow, ...]
    owing: tuple[tuple[Body, str], ...]
    """Units whose report has not been sent, with the state of their report."""

    @property
    def on_track(self) -> int:
        return sum(aim.track in ("reached", "on") for aim in self.aims)

    @property
    def off_track(self) -> int:
        return sum(aim.track == "off" for aim in self.aims)

    @property
    def handed_over(self) -> int:
        """How many units are no more and handed their report over."""
        return self.units["handed-over"]

    @property
    def percent(self) -> int:
        """Of the units asked, how many per cent have sent their report."""
        return self.units["sent"] * 100 // self.units["asked"] if self.units["asked"] else 0


def overview(cycle: Cycle, tree: Tree, borders: Tree | None = None) -> Overview:
    """The state of a cycle in one value, its figures in later ``borders`` where they are given. 15 queries at most
    beside those of the trees."""
    return overview_of(cycle, gather(cycle, tree, borders))


def overview_of(cycle: Cycle, case: Case) -> Overview:
    contents = tuple(
        ContentRow(c.number, c.at, c.text or c.heading, counts.work_of_content(case, c.number))
        for c in case.contents
    )
    aims = sorted(
        (AimRow(m, m.main(m.now), gap(m), track(m, case.year)) for m in case.measures if m.aim is not None),
        key=lambda row: row.track != "off",  # what is behind comes first: it is what a leader asks about
    )
    owing = tuple((case.body(r.unit), r.state) for r in counts.units_of(case, "not-sent"))
    return Overview(cycle, case, counts.units(case), contents, tuple(aims), owing)


class UnknownUnit(ValueError):
    """The issuer that was asked for is no unit of the directory, or none that issues this report."""


def options(cycle: Cycle, tree: Tree, issuer: str = "", to: str = "", order: str = "") -> Options:
    """Issuer, addressee and order as asked; else the focal unit reports to the plan's issuer, by content.

    The plan's issuer reports upwards, to whom is given; without one the place is left to be filled in.
    Raises ``UnknownUnit``.
    """
    plan = cycle.plan
    top, focal = issuer_of(plan, tree), focal_unit_of(plan, tree)
    node = tree.by_key(issuer) if issuer else focal or top
    if node is None or node not in issuers(cycle, tree):
        raise UnknownUnit(issuer)
    upwards = node == top
    copies = (focal.name,) if upwards and focal and focal.id != node.id else ("Các cơ quan, đơn vị báo cáo",)
    here = installation()
    return Options(
        issuer=heads.issuer(node, tree, copies),
        addressee=" ".join(to.split()) or (top.name if top and not upwards else ""),
        order="unit" if order == "unit" else "provision",
        place=here.place if here else "",
    )


def issuers(cycle: Cycle, tree: Tree) -> list[Node]:
    """The units that issue a consolidated report of a plan: its focal unit, and who issued it."""
    found = [focal_unit_of(cycle.plan, tree), issuer_of(cycle.plan, tree)]
    return list(dict.fromkeys(node for node in found if node is not None))
