"""Who did what: entries are written once and never changed."""

from typing import Any

from django.db import models


class Entry(models.Model):
    """One act: the actor by name (not by foreign key, so that it outlives the account), old and new value."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor_name = models.CharField(max_length=200)
    actor_id = models.BigIntegerField(null=True, db_index=True)
    verb = models.CharField(max_length=60, db_index=True, help_text="room.act, like units.rename")
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField(null=True)
    subject_name = models.CharField(max_length=400)
    old = models.JSONField(default=dict)
    new = models.JSONField(default=dict)
    reason = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["subject_kind", "subject_id"])]

    def __str__(self) -> str:
        return f"{self.verb}: {self.subject_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("a journal entry is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError("a journal entry is never deleted")


class Mention(models.Model):
    """A thing that an entry is about beside its subject: the rows of a load, the records of a bulk change."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="mentions")
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_id"])]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.subject_kind} {self.subject_id}"
