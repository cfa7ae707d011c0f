"""A person's calendar: the due days of the own units' reports and of their dated work items, as an iCalendar feed.

It holds titles and days and nothing else. Days are whole days (``VALUE=DATE``), so that no time zone can move them;
the identity of an event stays the same when its day moves.
"""

import datetime
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Calendar, Event

from chithi.accounts.models import User
from chithi.journal.actions import Actor, action, nothing_changed, record
from chithi.plans.dues import last_days
from chithi.plans.models import Assignment
from chithi.plans.queries import current_plans, duties
from chithi.reports.days import is_due
from chithi.reports.models import CalendarFeed, Cycle, Report
from chithi.reports.succession import to_finish
from chithi.shell.clock import today
from chithi.shell.models import installation
from chithi.units.queries import roles_of, tree

LONGEST_TITLE = 160


@action("reports.renew_calendar")
def renew_calendar(user: User, seen: int, *, actor: Actor) -> CalendarFeed:
    """Make the secret address of a person, or a new one, which ends the old.

    ``seen`` is the number of the address that the person looked at (0: none), so that a second press does nothing.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    feed = CalendarFeed.objects.filter(user=user).first()
    if feed is not None and feed.number != seen:
        nothing_changed()
        return feed
    before = feed.number if feed else 0
    feed = feed or CalendarFeed(user=user)
    feed.secret, feed.number = secrets.token_urlsafe(24), before + 1
    feed.save()
    record(actor, user, old={"calendar_address": before}, new={"calendar_address": feed.number})
    return feed


def reader_of(secret: str) -> User | None:
    """Whose calendar an address is; None for an unknown or ended one, and without an account or a role today."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", secret):
        return None
    feed = CalendarFeed.objects.select_related("user").filter(secret=secret).first()
    if feed is None or not feed.user.is_active or not roles_of(feed.user):
        return None
    return feed.user


@dataclass(frozen=True)
class Due:
    """One whole day of the calendar. ``uid`` is the same whenever it is asked; ``path`` where it leads."""

    uid: str
    day: datetime.date
    title: str
    path: str


def dues_of(user: User) -> list[Due]:
    """The due days of a person's units, by day, from this year to the next but one."""
    units = {role.unit_id for role in roles_of(user)}
    found = [*report_dues(units), *work_dues(units, today().year)]
    return sorted(found, key=lambda due: (due.day, due.uid))


def report_dues(units: set[int]) -> Iterator[Due]:
    """The reports of units in the rounds that are open, and those of units before that they finish, in one query; what
    was handed over is due from nobody."""
    found = Report.objects.filter(to_finish(units), cycle__state=Cycle.State.OPEN).select_related(
        "cycle__plan", "unit"
    )
    found = found.exclude(state=Report.State.HANDED_OVER)
    for report in found:
        words = {
            "year": report.cycle.year,
            "plan": report.cycle.plan.number or report.cycle.plan,
            "unit": report.unit,
        }
        title = (
            _("Report %(year)s due: %(plan)s (%(unit)s)")
            if is_due(report)
            else _("Report %(year)s sent: %(plan)s (%(unit)s)")
        )
        yield Due(f"report-{report.pk}", report.due, title % words, f"/reports/{report.pk}/")


def work_dues(units: set[int], year: int) -> Iterator[Due]:
    """The dated work items of units by the plans in force; six queries for a plan that has dated ones and names the
    units, or a group."""
    now, years = tree(), range(year, year + 3)
    named = Assignment.objects.filter(
        Q(unit__in=units) | Q(unit=None), work_item__plan=OuterRef("pk"), withdrawn_at=None
    )
    dated = current_plans(today()).filter(Exists(named), work_items__due__regex=r"[0-9]").distinct()
    for plan in dated:
        owed = duties(plan, now)
        for unit in sorted(units):
            for duty in owed.get(unit, ()):
                for day in last_days(duty.due, duty.bound, years):
                    title = f"{duty.at}: {capfirst(duty.text)} ({now[unit].name})"
                    uid = f"work-{duty.work_item_id}-{unit}-{day.year}"
                    yield Due(uid, day, title, f"/plans/{plan.key}/work/?unit={now[unit].key}")


def feed(user: User, address: str) -> bytes:
    """The calendar of a person as a file, in the person's language; ``address`` is that of the installation."""
    here = installation()
    with override(user.language):
        made = Calendar()
        made.add("prodid", "-//chithi//calendar//VI")
        made.add("version", "2.0")
        made.add("calscale", "GREGORIAN")
        made.add("method", "PUBLISH")
        made.add("x-wr-calname", " – ".join(filter(None, [_("Due days"), here.name if here else ""])))
        made.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
        host = address.split("://")[-1].strip("/").split(":")[0]
        for due in dues_of(user):
            made.add_component(event(due, host, address))
    return bytes(made.to_ical())


def event(due: Due, host: str, address: str) -> Event:
    """A whole day; its end is the day after (RFC 5545, 3.6.1), and it keeps nobody busy."""
    made = Event()
    made.add("uid", f"{due.uid}@{host}")
    made.add("dtstamp", timezone.now())
    made.add("dtstart", due.day)
    made.add("dtend", due.day + datetime.timedelta(days=1))
    title = " ".join(due.title.split())
    made.add("summary", title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + "…")
    made.add("url", address.rstrip("/") + due.path)
    made.add("transp", "TRANSPARENT")
    return made
