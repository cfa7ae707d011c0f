"""What every page stands on: this installation, and the files kept in it."""

from django.db import models

from chithi.shell.memo import remembered


class Installation(models.Model):
    """The one row that says whose installation this is."""

    name = models.CharField(max_length=200, help_text="the province or commune, as it stands on papers")
    place = models.CharField(max_length=100, blank=True, help_text="the place before the date of a paper")
    is_demonstration = models.BooleanField(default=False)
    standing_day = models.DateField(
        null=True, help_text="the day on which the calendar of a demonstration stands still"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


def installation() -> Installation | None:
    """The row of this installation; None before ``init`` or ``demo``."""
    return remembered("installation", Installation.objects.first)


def alone() -> None:
    """Wait until nobody else does what is done one at a time: loads, and changes of the directory that look at more
    than one row before they write (PostgreSQL needs it; SQLite takes its lock at BEGIN). Inside a transaction."""
    Installation.objects.select_for_update(no_key=True).first()


class Attachment(models.Model):
    """A file kept outside the web root under the hash of its bytes; downloaded only through the page of its owner."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField(help_text="bytes")
    kind = models.CharField(
        max_length=10, help_text="pdf, png, jpg, docx, xlsx, csv or txt, read from its content"
    )
    name = models.CharField(max_length=200, help_text="as it was named when first kept")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name
