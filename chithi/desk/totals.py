"""How the open rounds stand, in four numbers, for those who steer or lead."""

from dataclasses import dataclass

from django.db.models import Count, Q

from chithi.accounts.models import User
from chithi.reports.models import Cycle, Report
from chithi.shell.clock import today

State = Report.State
STANDING = Q(reports__withdrawn_at=None) & ~Q(reports__state=State.HANDED_OVER)
"""The reports that are asked: a unit that is no more owes none."""


@dataclass(frozen=True)
class Short:
    """One round: units asked, those that have sent (a returned report was sent), accepted, not begun."""

    cycle: Cycle
    asked: int
    sent: int
    accepted: int
    silent: int

    @property
    def is_over(self) -> bool:
        return today() > self.cycle.due


def rounds_in_short(user: User) -> list[Short]:
    """The open rounds that the person may steer or overlook, in one query."""
    if not user.has_perm("steering.overview"):
        return []
    found = (
        Cycle.objects.filter(state=Cycle.State.OPEN)
        .select_related("plan__issuer", "plan__focal_unit")
        .annotate(
            asked=Count("reports", filter=STANDING),
            sent=Count("reports", filter=STANDING & ~Q(reports__sent_on=None)),
            accepted=Count("reports", filter=Q(reports__state=State.ACCEPTED)),
            silent=Count("reports", filter=STANDING & Q(reports__state=State.SILENT)),
        )
        .order_by("-year", "id")
    )
    return [
        Short(c, c.asked, c.sent, c.accepted, c.silent)
        for c in found
        if user.has_perm("steering.overview", c)
    ]
