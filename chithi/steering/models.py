"""What the focal unit does with the reports: it chases them and consolidates them."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from chithi.reports.models import Cycle, Report
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


class Consolidation(models.Model):
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

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("a frozen report is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError("a frozen report is never deleted")
