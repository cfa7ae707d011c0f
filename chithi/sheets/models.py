"""What every register's records have in common, and the evidence kept beside them."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from chithi.shell.models import Attachment
from chithi.vietnamese import fold


class Record(models.Model):
    """A record of a register. It is withdrawn, never deleted; ``version`` grows with each change."""

    searched: ClassVar[tuple[str, ...]] = ("title",)

    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True, editable=False)
    created_by = models.CharField(max_length=200, editable=False)
    added_on = models.DateField(
        editable=False, help_text="the day it was added, which decides about cut-offs"
    )
    changed_at = models.DateTimeField(auto_now=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    search_key = models.TextField(editable=False, default="")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(getattr(self, self.searched[0]))

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill_keys()
        super().save(*args, **kwargs)

    def fill_keys(self) -> None:
        """What is searched by; called before every write."""
        self.search_key = fold(" ".join(str(getattr(self, name) or "") for name in self.searched))


class Evidence(models.Model):
    """A file that shows what a record says; downloaded only by those who may see the record."""

    register = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("Name of the file"), max_length=200)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["register", "record_id"])]

    def __str__(self) -> str:
        return self.name


class Job(models.Model):
    """A long table that is checked and then loaded in the background, portion by portion.

    This is the worker's own book, not a record of anybody's: the journal has an entry of every portion that was
    written. ``runner`` names the run that works on it; another one that takes it over changes the name, and the
    first then stops before it writes.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        CHECKING = "checking", _("being checked")
        CHECKED = "checked", _("checked, nothing written yet")
        LOADING = "loading", _("being loaded")
        DONE = "done", _("loaded")
        REFUSED = "refused", _("not taken")
        FAILED = "failed", _("broken off")
        CANCELLED = "cancelled", _("stopped")

    loader = models.CharField(max_length=40)
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=200)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10)
    good_rows = models.BooleanField()
    is_confirmed = models.BooleanField(help_text="whether it is loaded as soon as it is found good")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.TextField(blank=True, help_text="one sentence where it was broken off")
    rows_total = models.PositiveIntegerField(default=0)
    rows_checked = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    checks = models.PositiveIntegerField(
        default=0, help_text="how often the file was checked from its beginning"
    )
    problem_count = models.PositiveIntegerField(default=0)
    is_checked = models.BooleanField(default=False)
    runner = models.CharField(max_length=16, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0, help_text="runs since a portion was last finished")
    beat = models.DateTimeField(auto_now_add=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.filename

    def found(self) -> models.QuerySet["JobProblem"]:
        """The problems of the newest checking."""
        return self.problems.filter(of_check=self.checks)


class JobProblem(models.Model):
    """Why a cell of a long table is not taken; the first of them are kept, all are counted."""

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="problems")
    of_check = models.PositiveIntegerField(default=0, help_text="which checking of the file found it")
    row = models.PositiveIntegerField(null=True)
    address = models.CharField(max_length=300)
    message = models.TextField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.address}: {self.message}"
