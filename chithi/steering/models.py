"""What the focal unit does with the reports: it chases them and consolidates them."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chithi.plans.models import Provision, WorkItem
from chithi.reports.models import Cycle, Report
from chithi.shell.models import Attachment
from chithi.units.models import Unit


class Reminder(models.Model):
    """A reminder that was sent about a report. ``to`` is empty where nobody of the unit has an e-mail address."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="reminders")
    at = models.DateTimeField(auto_now_add=True)
    day = models.DateField(help_text="in Viet Nam, or on the standing calendar of a demonstration")
    by = models.CharField(max_length=200)
    to = models.CharField(max_length=300, blank=True)
    mode = models.CharField(max_length=10, help_text="told or requested: other words")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.report_id} {self.to}"


class Kept(models.Model):
    """What is kept as it was made: it refuses to be changed or deleted."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("what was kept as it was sent is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError("what was kept as it was sent is never deleted")


class Consolidation(Kept):
    """A consolidated report that was frozen: its content tree, what stood behind its numbers, and their hashes."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="consolidations")
    issuer = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    addressee = models.CharField(max_length=300, blank=True)
    order = models.CharField(max_length=10, default="provision", help_text="provision or unit")
    number = models.CharField(_("Number and symbol"), max_length=60)
    date = models.DateField(_("Date of issue"))
    paper = models.JSONField(help_text="chithi.papers.json")
    sha256 = models.CharField(max_length=64, help_text="of the canonical JSON of the paper")
    basis = models.JSONField(help_text="chithi.steering.values: what each number was counted from")
    basis_sha256 = models.CharField(max_length=64)
    frozen_at = models.DateTimeField(auto_now_add=True)
    frozen_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "number", "date"], name="one_frozen_report_per_number_and_day"
            )
        ]

    def __str__(self) -> str:
        return self.number


class ReminderLetter(Kept):
    """An official letter about a report that is late, kept as it was sent; a unit gets one a day at most."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="reminder_letters")
    issuer = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    ordinal = models.PositiveSmallIntegerField(help_text="1 for the first letter about this report")
    mode = models.CharField(max_length=10, help_text="told or requested: other words")
    number = models.CharField(_("Number and symbol"), max_length=60)
    date = models.DateField(_("Date of issue"), help_text="the day of the press")
    paper = models.JSONField(help_text="chithi.papers.json")
    sha256 = models.CharField(max_length=64, help_text="of the canonical JSON of the paper")
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "date"], name="one_reminder_letter_of_a_report_a_day"),
            models.UniqueConstraint(
                fields=["report", "ordinal"], name="one_reminder_letter_of_a_report_per_ordinal"
            ),
            models.UniqueConstraint(
                fields=["issuer", "number", "date"], name="one_reminder_letter_per_number_and_day"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Guidance(models.Model):
    """A paper of guidance of the focal unit for a round, or for one content or work item in it. A changed one is a
    new version, which asks for receipt again; the words of a version are never written over."""

    class State(models.TextChoices):
        PUBLISHED = "published", pgettext_lazy("guidance", "In force")
        REPLACED = "replaced", pgettext_lazy("guidance", "Replaced by a new version")
        WITHDRAWN = "withdrawn", pgettext_lazy("guidance", "Withdrawn")

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="guidance")
    provision = models.ForeignKey(Provision, on_delete=models.PROTECT, null=True, related_name="+")
    work_item = models.ForeignKey(WorkItem, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="next", help_text="the version before"
    )
    state = models.CharField(max_length=9, choices=State.choices, default=State.PUBLISHED)
    title = models.CharField(_("Title"), max_length=200)
    text = models.TextField(_("Words of the guidance"), blank=True)
    file = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)
    published_on = models.DateField(help_text="in Viet Nam, or on the standing calendar of a demonstration")
    published_at = models.DateTimeField(auto_now_add=True)
    published_by = models.CharField(max_length=200)
    withdrawn_on = models.DateField(null=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)
    withdrawn_why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title


class Receipt(models.Model):
    """A unit confirms that it received a version of a guidance."""

    guidance = models.ForeignKey(Guidance, on_delete=models.PROTECT, related_name="receipts")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(help_text="in Viet Nam, or on the standing calendar of a demonstration")
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["guidance", "report"], name="one_receipt_of_a_guidance")
        ]

    def __str__(self) -> str:
        return f"{self.guidance_id}: {self.report_id}"
