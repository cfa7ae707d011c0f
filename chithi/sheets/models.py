"""What every register's records have in common, and the evidence kept beside them."""

from typing import Any, ClassVar

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
