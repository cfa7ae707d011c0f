"""What a person does next: a few steps, the most urgent first. Reads little, for everybody comes here at once."""

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chithi.accounts.models import User
from chithi.leadership.advice import VERDICTS, said
from chithi.leadership.committee_queries import review
from chithi.leadership.upkeep import Verdict
from chithi.plans.models import Edition, Plan
from chithi.plans.queries import checked_by, is_own_plan
from chithi.records import inspections
from chithi.records.models import Inspection, Proposal
from chithi.reports.days import is_due
from chithi.reports.models import Correction, Cycle, Extension, Remark, Report
from chithi.reports.rules import leading_units
from chithi.reports.succession import finishers, names_before, to_finish
from chithi.shell.clock import today
from chithi.steering.guidance import unconfirmed
from chithi.steering.models import ReminderLetter
from chithi.units.models import Role, Unit
from chithi.units.queries import tree
from chithi.units.rules import answering_units, own_units, served_by, units_where

Kind = Role.Kind
State = Report.State
NOW, SOON, LATER, DONE = 0, 1, 2, 3


@dataclass(frozen=True)
class Step:
    """One thing to do: how urgent (0 now to 3 done), what, about what, until when, and the button."""

    urgency: int
    title: str
    about: str
    when: str
    url: str
    button: str
    icon: str = "file-text"


def steps_for(user: User) -> list[Step]:
    """All steps of a person, the most urgent first."""
    return sorted(
        [
            *own_reports(user),
            *drafts_to_check(user),
            *rounds_to_lead(user),
            *to_be_mended(user),
            *to_be_answered(user),
            *committees_to_mend(user),
            *setting_up(user),
        ],
        key=attrgetter("urgency"),
    )


def own_reports(user: User) -> Iterator[Step]:
    """The reports of the units in which the person writes or decides, of the rounds that are open."""
    writes = units_where(user, [Kind.UNIT_OFFICER, Kind.FOCAL_OFFICER])
    heads = units_where(user, [Kind.HEAD])
    handed_over = Report.objects.filter(
        cycle=OuterRef("cycle"), handed_to=OuterRef("unit"), state=State.HANDED_OVER
    )
    found = (
        Report.objects.filter(to_finish(writes | heads), cycle__state=Cycle.State.OPEN)
        .exclude(state=State.HANDED_OVER)
        .annotate(goes_on=Exists(handed_over))
        .select_related("cycle__plan")
        .order_by(Coalesce("extended_to", "cycle__due"), "id")
    )
    open_remarks = Remark.objects.filter(report__in=found.values("pk"), resolved_at=None)
    remarks = dict(open_remarks.values_list("report").annotate(Count("id")).order_by())
    gone = names_before(r.unit_id for r in found if r.unit_id not in writes | heads)
    for report in found:
        is_head = not heads.isdisjoint((report.unit_id, *finishers(report)))
        yield own_report(report, is_head, remarks.get(report.pk, 0), gone.get(report.unit_id, ""))
    yield from sent_to(list(found))


def sent_to(reports: list[Report]) -> Iterator[Step]:
    """What the focal unit sent to the own units: letters about reports that are late, guidance to be confirmed."""
    owed = {r.pk: r for r in reports if is_due(r) and days_left(r.due) < 0}
    newest: dict[int, ReminderLetter] = {}
    if owed:
        for letter in ReminderLetter.objects.filter(report__in=owed).defer("paper").order_by("id"):
            newest[letter.report_id] = letter
    for pk, letter in newest.items():
        url = reverse("steering:letter", args=[letter.pk])
        title = _("Letter %(number)s of %(day)s about your report") % {
            "number": letter.number,
            "day": f"{letter.date:%d/%m/%Y}",
        }
        yield Step(NOW, title, about_report(owed[pk]), deadline(owed[pk].due), url, _("Read"), "mail-open")
    for report, guidance in unconfirmed(reports):
        url = reverse("reports:report", args=[report.pk])
        title = _("Guidance to read and confirm: %(title)s") % {"title": guidance.title}
        yield Step(SOON, title, about_report(report), "", url, _("Read and confirm"), "book-open-text")


def about_report(report: Report) -> str:
    return _("Report %(year)s") % {"year": report.cycle.year} + f": {report.cycle.plan}"


def own_report(report: Report, is_head: bool, remarks: int = 0, gone: str = "") -> Step:
    """What the state of a report asks of its officer or head; ``gone`` names its unit where it is no more."""
    about = about_report(report)
    if gone:
        about = _("%(about)s (of %(unit)s, which is no more)") % {"about": about, "unit": gone}
    if getattr(report, "goes_on", False) and is_due(report):
        handed_over = _("with what was handed over to your unit")
        about = f"{about} ({handed_over})"
    url = reverse("reports:report", args=[report.pk])
    when = deadline(report.due)
    urgency = NOW if days_left(report.due) <= 7 else SOON
    if report.state == State.SUBMITTED and is_head:
        return Step(
            NOW, _("A report waits for your approval"), about, when, url, _("Read and send"), "pen-line"
        )
    if report.state == State.SUBMITTED:
        return Step(LATER, _("The report waits for the head"), about, when, url, _("Look"), "hourglass")
    if report.state == State.RETURNED:
        if remarks:
            title = ngettext(
                "The report was returned with %(n)s remark",
                "The report was returned with %(n)s remarks",
                remarks,
            ) % {"n": remarks}
        else:
            title = _("The report was returned")
        return Step(NOW, title, about, when, url, _("Correct the report"), "undo-2")
    if report.state == State.SILENT:
        return Step(urgency, _("Begin the report"), about, when, url, _("Begin"), "square-pen")
    if report.state == State.DRAFT:
        return Step(urgency, _("Go on with the report"), about, when, url, _("Continue"), "square-pen")
    title = _("The report is accepted") if report.state == State.ACCEPTED else _("The report is sent")
    return Step(DONE, title, about, "", url, _("Look"), "circle-check")


def deadline(due: datetime.date) -> str:
    """ "Last day 14/11/2024, 2 days left"."""
    left = days_left(due)
    day = _("Last day %(day)s") % {"day": f"{due:%d/%m/%Y}"}
    if left < 0:
        return f"{day}, " + ngettext("%(n)s day late", "%(n)s days late", -left) % {"n": -left}
    if left == 0:
        return f"{day}, " + _("today")
    return f"{day}, " + ngettext("%(n)s day left", "%(n)s days left", left) % {"n": left}


def days_left(due: datetime.date) -> int:
    return (due - today()).days


def drafts_to_check(user: User) -> Iterator[Step]:
    """Plans whose reading waits for a person."""
    checked = Plan.objects.filter(checked_by(user))
    waiting = Edition.objects.filter(state=Edition.State.DRAFT, plan__in=checked).select_related("plan")
    for edition in waiting:
        url = reverse("plans:check", args=[edition.plan.key])
        yield Step(
            SOON, _("Check what was read in the plan"), str(edition.plan), "", url, _("Check"), "scan-text"
        )


def rounds_to_lead(user: User) -> Iterator[Step]:
    """For focal officers: what waits in the rounds of their plans, and the round that is not opened yet."""
    mine = units_where(user, [Kind.FOCAL_OFFICER])
    if not mine:
        return
    led = [
        p
        for p in Plan.objects.exclude(published_at=None).filter(~is_own_plan(), ended_on=None)
        if leading_units(p) & mine
    ]
    rounds = Cycle.objects.filter(plan__in=led, state=Cycle.State.OPEN).select_related("plan")
    asked = Q(reports__extensions__state=Extension.State.ASKED)
    changed = Q(reports__corrections__state=Correction.State.OPEN)
    rows = (
        rounds.values_list("pk")
        .annotate(
            to_review=Count("reports", filter=Q(reports__state=State.APPROVED), distinct=True),
            waiting=Count("reports__extensions", filter=asked, distinct=True),
            corrections=Count("reports__corrections", filter=changed, distinct=True),
        )
        .order_by()
    )
    counts = {pk: numbers for pk, *numbers in rows}
    for cycle in rounds:
        yield from round_to_lead(cycle, *counts.get(cycle.pk, (0, 0, 0)))
    this_year = set(Cycle.objects.filter(plan__in=led, year=today().year).values_list("plan", flat=True))
    for plan in led:
        if plan.pk not in this_year:
            title = _("Open the reporting round %(year)s") % {"year": today().year}
            url = reverse("reports:open", args=[plan.key, today().year])
            yield Step(SOON, title, str(plan), "", url, _("Open it"), "calendar-plus")


def round_to_lead(cycle: Cycle, to_review: int, waiting: int, corrections: int) -> Iterator[Step]:
    about = _("Round %(year)s") % {"year": cycle.year} + f": {cycle.plan}"
    room = reverse("steering:control", args=[cycle.pk])
    if to_review:
        title = ngettext("%(n)s report waits to be read", "%(n)s reports wait to be read", to_review)
        yield Step(NOW, title % {"n": to_review}, about, "", room + "?state=approved", _("Review"), "inbox")
    if waiting:
        title = ngettext("%(n)s unit asks for more time", "%(n)s units ask for more time", waiting)
        yield Step(
            NOW, title % {"n": waiting}, about, "", room + "#extensions", _("Decide"), "calendar-clock"
        )
    if corrections:
        title = ngettext("%(n)s correction waits", "%(n)s corrections wait", corrections)
        url = room + "#corrections"
        yield Step(NOW, title % {"n": corrections}, about, "", url, _("Decide"), "file-diff")
    yield Step(
        SOON, _("Follow and remind the units"), about, deadline(cycle.due), room, _("Open it"), "radar"
    )
    report = reverse("steering:report", args=[cycle.pk])
    yield Step(LATER, _("The consolidated report as it stands"), about, "", report, _("Read"), "file-stack")


def to_be_mended(user: User) -> Iterator[Step]:
    """The inspections of one's units of which the day by which things were to be mended is over."""
    overdue = inspections.REGISTER.states["overdue"].where(today())
    found = Inspection.objects.filter(overdue, unit__in=own_units(user, "inspections"), withdrawn_at=None)
    late = list(found.order_by("mend_by", "pk").values_list("pk", "title", "mend_by"))
    if not late:
        return
    pk, name, mend_by = late[0]
    title = ngettext(
        "%(n)s inspection is overdue to be mended", "%(n)s inspections are overdue to be mended", len(late)
    )
    url = reverse("registers:list", args=["inspections"]) + "?state=overdue"
    if len(late) == 1:
        url = reverse("registers:record", args=["inspections", pk])
    when = overdue_since(mend_by) if mend_by else ""
    yield Step(NOW, title % {"n": len(late)}, name, when, url, _("Look"), "siren")


def to_be_answered(user: User) -> Iterator[Step]:
    """The proposals to one's units that nobody has answered."""
    found = Proposal.objects.filter(
        outcome="", to_unit__in=answering_units(user, "proposals"), withdrawn_at=None
    )
    waiting = list(found.order_by("day", "pk").values_list("pk", "title", "day"))
    if not waiting:
        return
    pk, name, day = waiting[0]
    title = ngettext(
        "%(n)s proposal waits for your answer", "%(n)s proposals wait for your answer", len(waiting)
    )
    when = _("since %(day)s") % {"day": f"{day:%d/%m/%Y}"}
    url = reverse("registers:list", args=["proposals"]) + "?state=waiting"
    if len(waiting) == 1:
        url = reverse("registers:record", args=["proposals", pk])
    yield Step(SOON, title % {"n": len(waiting)}, name, when, url, _("Look"), "message-square-reply")


def overdue_since(mend_by: datetime.date) -> str:
    """ "To be mended by 23/10/2024, 20 days late"."""
    day, late = _("To be mended by %(day)s") % {"day": f"{mend_by:%d/%m/%Y}"}, -days_left(mend_by)
    return f"{day}, " + ngettext("%(n)s day late", "%(n)s days late", late) % {"n": late}


def committees_to_mend(user: User) -> Iterator[Step]:
    """The committees for the advancement of women of one's units that are not in order; for focal officers how many
    there are below."""
    mine = own_units(user)
    served = served_by(units_where(user, [Kind.FOCAL_OFFICER]))
    below = {node.id for unit in served for node in tree().subtree(unit)}
    if not mine and not below:
        return
    found = [one for one in review(today(), mine | below) if one.verdict != Verdict.GOOD]
    for one in found:
        if one.node.id in mine:
            words, _sign, _look = VERDICTS[one.verdict]
            title = _("Committee for the advancement of women: %(state)s") % {"state": words}
            url = reverse("leadership:committee", args=[one.node.key])
            urgency = LATER if one.verdict == Verdict.OLD else SOON
            yield Step(urgency, title, said(one.reasons[0]), "", url, _("Look"), "users-round")
    others = [one for one in found if one.node.id in below]
    if others:
        title = ngettext(
            "The committee of %(n)s unit is missing or not in order",
            "The committees of %(n)s units are missing or not in order",
            len(others),
        ) % {"n": len(others)}
        counts = Counter(one.verdict for one in others)
        about = "; ".join(f"{VERDICTS[v][0]}: {counts[v]}" for v in Verdict if counts[v])
        url = reverse("leadership:committees")
        yield Step(LATER, title, about, "", url, _("Look"), "users-round")


def setting_up(user: User) -> Iterator[Step]:
    """Where to begin in an empty province: units and people for administrators, the plan for focal officers too."""
    administers = bool(units_where(user, [Kind.ADMINISTRATOR]))
    if not administers and not units_where(user, [Kind.FOCAL_OFFICER]):
        return
    if administers and Unit.objects.count() <= 1:
        what = _("Departments, districts and communes, from a table.")
        yield Step(
            NOW, _("Load the units"), what, "", reverse("sheets:load", args=["units"]), _("Load"), "network"
        )
    if administers and User.objects.count() <= 1:
        what = _("People with their roles, from a table; each gets a link to set a password.")
        yield Step(
            NOW, _("Load the people"), what, "", reverse("sheets:load", args=["users"]), _("Load"), "users"
        )
    if not Plan.objects.exists():
        what = _("The document is read in a second; a person checks the reading.")
        yield Step(SOON, _("Import the plan"), what, "", reverse("plans:import"), _("Import"), "file-up")
