"""What the focal unit does with the reports: it chases them and consolidates them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from chithi.reports.models import Cycle, Report
from chithi.units.models import Unit


class Reminder(models.Model):
    """A reminder that was sent about a report."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="reminders")
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=200)
    to = models.CharField(max_length=300)
    mode = models.CharField(max_length=10, help_text="told or requested: other words")

    def __str__(self) -> str:
        return f"{self.report_id} {self.to}"


class Consolidation(models.Model):
    """A consolidated report that was frozen: its content tree, never changed, and the hash that shows it."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="consolidations")
    issuer = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    addressee = models.CharField(max_length=300)
    order = models.CharField(max_length=10, default="provision", help_text="provision or unit")
    number = models.CharField(_("Number and symbol"), max_length=60, blank=True)
    date = models.DateField(_("Date"))
    paper = models.JSONField(help_text="chithi.papers.json")
    sha256 = models.CharField(max_length=64)
    frozen_at = models.DateTimeField(auto_now_add=True)
    frozen_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["-frozen_at"]

    def __str__(self) -> str:
        return f"{self.cycle} {self.number}"
