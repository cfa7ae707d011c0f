"""When: yearly cycles, the reports of the units and their words.

Words and states are answers, one row per version; figures are observations of ``figures``, only there.
"""

import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chithi.accounts.models import User
from chithi.figures.periods import of_days
from chithi.plans.models import Plan
from chithi.reports.days import own_due, own_lock
from chithi.shell.models import Attachment
from chithi.units.models import Unit


class Cycle(models.Model):
    """A reporting round of a plan and year, with its four days."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="cycles")
    year = models.PositiveSmallIntegerField(_("Year"))
    period_from = models.DateField(_("First day reported on"))
    period_to = models.DateField(_("Last day reported on"))
    cutoff = models.DateField(_("Data cut-off"))
    due = models.DateField(_("Last day in time"), help_text=_("“before 15 November” is 14 November"))
    locks_on = models.DateField(_("Locked after"), null=True, blank=True)
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["-year", "plan"]
        constraints = [models.UniqueConstraint(fields=["plan", "year"], name="one_cycle_of_a_plan_per_year")]

    def __str__(self) -> str:
        return f"{self.plan.key} {self.year}"

    @property
    def period(self) -> str:
        """The period of its observations, as ``figures`` writes it."""
        return of_days(self.period_from, self.period_to).text


class StandingReports(models.Manager["Report"]):
    """All but those that were asked by a reorganisation that was undone."""

    def get_queryset(self) -> models.QuerySet["Report"]:
        return super().get_queryset().filter(withdrawn_at=None)


class Report(models.Model):
    """The report of one unit in one cycle.

    Where its unit ends before it is sent it is handed over: ``handed_on`` is the first day on which the unit is no
    more, ``handed_to`` the one unit that follows, where there is just one.
    """

    class State(models.TextChoices):
        SILENT = "silent", _("Not begun")
        DRAFT = "draft", _("Drafting")
        SUBMITTED = "submitted", _("Waiting for the head")
        APPROVED = "approved", _("Sent")
        RETURNED = "returned", _("Returned")
        ACCEPTED = "accepted", _("Accepted")
        HANDED_OVER = "handed_over", _("Handed over")

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="reports")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reports")
    state = models.CharField(max_length=12, choices=State.choices, default=State.SILENT, db_index=True)
    submission = models.PositiveSmallIntegerField(default=0, help_text="how often it was submitted")
    asked = models.PositiveSmallIntegerField(
        default=0, help_text="fields its form asks, counted when units were last added"
    )
    sent_on = models.DateField(null=True, help_text="the day the head first sent it")
    changed_at = models.DateTimeField(auto_now=True)
    number = models.CharField(_("Number and symbol"), max_length=60, blank=True)
    signed_on = models.DateField(_("Date"), null=True, blank=True)
    unlocked_until = models.DateField(null=True)
    unlocked_why = models.CharField(max_length=300, blank=True)
    extended_to = models.DateField(null=True, help_text="the last day in time, where more time was granted")
    handed_on = models.DateField(null=True, help_text="the first day on which its unit is no more")
    handed_to = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    handed_state = models.CharField(max_length=12, blank=True, help_text="the state it had before")
    asked_for = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="the report handed over because of which its unit is asked",
    )
    withdrawn_at = models.DateTimeField(
        null=True, help_text="when the reorganisation that asked it was undone"
    )

    objects = StandingReports()
    everything = models.Manager["Report"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "unit"],
                condition=Q(withdrawn_at=None),
                name="one_report_of_a_unit_per_cycle",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.cycle.year}"

    @property
    def due(self) -> datetime.date:
        """Its own last day in time; reads the cycle."""
        return own_due(self.cycle, self)

    @property
    def locks_on(self) -> datetime.date | None:
        """The day after which it is locked, None for never; reads the cycle."""
        return own_lock(self.cycle, self)


class Answer(models.Model):
    """One version of one field of a report. Fields: ``work:<id>:state``, ``work:<id>:words``, ``results``,
    ``lacks``, ``causes``, ``next``, ``proposal:<n>:to``, ``proposal:<n>:text``
    (``fields.py``)."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="answers")
    field = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    is_latest = models.BooleanField(default=True)
    is_official = models.BooleanField(default=False, help_text="the newest version that was submitted")
    submission = models.PositiveSmallIntegerField(null=True, help_text="with which it was first submitted")
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "field", "version"], name="one_version_of_an_answer"),
            models.UniqueConstraint(
                fields=["report", "field"],
                condition=Q(is_latest=True),
                name="one_latest_version_of_an_answer",
            ),
            models.UniqueConstraint(
                fields=["report", "field"],
                condition=Q(is_official=True),
                name="one_official_version_of_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.field} v{self.version}"


class Change(models.Model):
    """The key of a change that a browser sent, so that the same change sent twice is one."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="one_change_of_a_key")]

    def __str__(self) -> str:
        return str(self.key)


class Move(models.Model):
    """A report went from one state to another: by whom, when and why."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="moves")
    act = models.CharField(max_length=20)
    old = models.CharField(max_length=12, choices=Report.State.choices)
    new = models.CharField(max_length=12, choices=Report.State.choices)
    at = models.DateTimeField(auto_now_add=True)
    day = models.DateField(help_text="in Viet Nam, or on the standing calendar of a demonstration")
    by = models.CharField(max_length=200)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.act}"


class Taken(models.Model):
    """What a unit took into its report out of one that was handed over to it: which field of that report, into which
    of its own and as which version of it, 0 where it stood there already."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="taken")
    source = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+")
    source_field = models.CharField(max_length=120)
    field = models.CharField(max_length=120)
    version = models.PositiveIntegerField(default=0)
    day = models.DateField(help_text="in Viet Nam, or on the standing calendar of a demonstration")
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.source_field}"


class Remark(models.Model):
    """What the focal officer says of one field of a returned report."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="remarks")
    field = models.CharField(max_length=120)
    text = models.TextField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=200)
    resolved_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.text[:80]


class Letter(models.Model):
    """The signed letter from which a focal officer entered a unit's report; the unit may contest it."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="letters")
    number = models.CharField(_("Number and symbol"), max_length=60)
    date = models.DateField(_("Date"))
    scan = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    entered_by = models.CharField(max_length=200)
    contested_at = models.DateTimeField(null=True)
    contested_by = models.CharField(max_length=200, blank=True)
    contested_why = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.number


class Extension(models.Model):
    """A unit asks for more time for its report; the focal officer grants a day or refuses, with a reason."""

    class State(models.TextChoices):
        ASKED = "asked", _("Waits for the focal officer")
        GRANTED = "granted", _("Granted")
        REFUSED = "refused", pgettext_lazy("extension", "Refused")
        WITHDRAWN = "withdrawn", pgettext_lazy("extension", "Withdrawn by the unit")
        LAPSED = "lapsed", pgettext_lazy("extension", "Lapsed with the unit")

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="extensions")
    state = models.CharField(max_length=9, choices=State.choices, default=State.ASKED)
    wanted = models.DateField(help_text="the last day that the unit asks for")
    why = models.CharField(max_length=500)
    asked_on = models.DateField(help_text="in Viet Nam, or on the standing calendar of a demonstration")
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.CharField(max_length=200)
    until = models.DateField(null=True, help_text="the last day that was granted")
    answer = models.CharField(max_length=500, blank=True, help_text="why it was granted or refused")
    decided_on = models.DateField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=Q(state="asked"), name="one_open_extension_of_a_report"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.wanted}"


class CalendarFeed(models.Model):
    """The secret address of a person's calendar; ``number`` counts how often it was made anew."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="+")
    secret = models.CharField(max_length=64, unique=True)
    number = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.user_id}: {self.number}"


class Correction(models.Model):
    """A figure that was accepted and that the registers say otherwise since; numbered within its report."""

    class State(models.TextChoices):
        OPEN = "open", _("Waiting")
        TAKEN = "taken", _("Taken over")
        DECLINED = "declined", _("Left as accepted")
        MOOT = "moot", _("Overtaken")

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="corrections")
    number = models.PositiveIntegerField()
    indicator = models.ForeignKey("figures.Indicator", on_delete=models.PROTECT, related_name="+")
    scope = models.CharField(max_length=3)
    breakdown = models.CharField(max_length=200, blank=True, default="")
    part = models.CharField(max_length=11, blank=True, default="")
    sex = models.CharField(max_length=2)
    was = models.BigIntegerField(null=True, help_text="as accepted; scaled as the cell is")
    now = models.BigIntegerField(null=True, help_text="as the registers say")
    what = models.CharField(max_length=300, help_text="the record that changed, and how")
    raised_at = models.DateTimeField(auto_now_add=True)
    raised_by = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["report", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="one_correction_of_a_report_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.report_id}/{self.number}"

    @property
    def part_title(self) -> str:
        """What the numerator or denominator that is corrected counts; ``""`` of a whole. Reads the indicator."""
        return self.indicator.part_title(self.part) if self.part else ""

    @property
    def scale(self) -> int:
        """Digits after the comma of ``was`` and ``now``; reads the indicator."""
        return self.indicator.scale_of(self.part)
