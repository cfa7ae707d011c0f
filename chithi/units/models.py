"""Who: units over time, their groups, and the roles of people in them.

A unit has an identity of our own. Its name, kind, parent and official code hold from a day on: a version has
``valid_from``; its last valid day is derived from the next version, so that versions cannot overlap.
"""

import datetime
from fractions import Fraction
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chithi.shell.clock import today
from chithi.units.kinds import CHOICES
from chithi.vietnamese import fold, sort_key


class Unit(models.Model):
    """A body that is told or requested to do something; ``key`` never changes and says nothing."""

    key = models.SlugField(_("Key"), max_length=80, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name_on(today())

    def name_on(self, day: datetime.date) -> str:
        """Its name on a day; before its first day the first name it has."""
        known = self.versions.filter(ended=False).order_by("valid_from").values_list("valid_from", "name")
        names = [name for first, name in known if first <= day] or [name for _first, name in known[:1]]
        return names[-1] if names else self.key


class Reorganisation(models.Model):
    """Changes of units that were carried out together: a file, or one act of the guided page. Undone, it is
    withdrawn, with the versions of units and the links that it made."""

    name = models.CharField(max_length=300, help_text="the file, or the decision")
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=200)
    kept = models.JSONField(default=dict, help_text="by room, what undoing puts back")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """By a decision a unit, a part of it or one function went to another, on the first day of the new state."""

    class Change(models.TextChoices):
        MERGE = "merge", pgettext_lazy("units", "Merge")
        SPLIT = "split", pgettext_lazy("units", "Split")
        RENAME = "rename", _("Rename")
        ABOLISH = "abolish", _("Abolish")
        TRANSFER = "transfer", _("Transfer of a function")

    reorganisation = models.ForeignKey(Reorganisation, on_delete=models.PROTECT, related_name="successions")
    decision = models.CharField(_("Decision"), max_length=60)
    day = models.DateField(_("First day"))
    change = models.CharField(_("Change"), max_length=8, choices=Change.choices)
    old = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="went_to")
    new = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="came_from")
    share_over = models.PositiveIntegerField(null=True)
    share_under = models.PositiveIntegerField(null=True)
    function = models.CharField(
        max_length=2000,
        blank=True,
        help_text="indicator:CODE, register:NAME, clause:PLAN:PLACE=ITEMS or #ITEM",
    )

    class Meta:
        ordering = ["day", "id"]

    def __str__(self) -> str:
        return f"{self.decision}: {self.old_id} → {self.new_id or ''}"

    @property
    def share(self) -> Fraction | None:
        """The part of a split; None where it is not known."""
        return Fraction(self.share_over, self.share_under) if self.share_over and self.share_under else None


class StandingVersions(models.Manager["UnitVersion"]):
    """All but those of a reorganisation that was undone."""

    def get_queryset(self) -> models.QuerySet["UnitVersion"]:
        return super().get_queryset().filter(withdrawn_at=None)


class UnitVersion(models.Model):
    """What holds for a unit from ``valid_from`` on; ``ended`` marks the first day on which it is no more."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="versions")
    valid_from = models.DateField(_("Valid from"))
    ended = models.BooleanField(default=False)
    name = models.CharField(_("Name"), max_length=300, blank=True)
    short_name = models.CharField(_("Short name"), max_length=100, blank=True)
    kind = models.CharField(_("Kind"), max_length=30, choices=CHOICES, blank=True)
    parent = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="child_versions"
    )
    code = models.CharField(_("Official code"), max_length=40, blank=True)
    sort_key = models.CharField(max_length=1200, editable=False)
    search_key = models.CharField(max_length=500, editable=False)
    made_by = models.ForeignKey(
        Reorganisation, on_delete=models.PROTECT, null=True, editable=False, related_name="versions"
    )
    replaced_by = models.ForeignKey(
        Reorganisation, on_delete=models.PROTECT, null=True, editable=False, related_name="replaced_versions"
    )
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects = StandingVersions()
    everything = models.Manager["UnitVersion"]()

    class Meta:
        ordering = ["unit", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "valid_from"],
                condition=models.Q(withdrawn_at=None),
                name="one_version_of_a_unit_per_day",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill_keys()
        super().save(*args, **kwargs)

    def fill_keys(self) -> None:
        """What is sorted and searched by; to be called before a bulk write."""
        self.sort_key = sort_key(self.name)[:1200]
        self.search_key = fold(f"{self.name} {self.short_name} {self.code}")[:500]


class UnitAlias(models.Model):
    """Another way a unit is written in papers: an abbreviation, an older spelling."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="aliases")
    name = models.CharField(max_length=300)
    folded = models.CharField(max_length=500, editable=False, db_index=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="one_alias_of_a_unit")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.name)[:500]
        super().save(*args, **kwargs)


class Group(models.Model):
    """Several units under one name ("các sở, ban, ngành"): those of some kinds, those named, or an open one.

    An open group ("các đơn vị có liên quan") has no members until somebody chooses them for a work item.
    """

    key = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("Name"), max_length=300)
    kinds = models.JSONField(default=list, help_text="kinds whose units belong to the group")
    parent = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, help_text="only units below this one"
    )
    is_open = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class GroupAlias(models.Model):
    """Another way a group is written."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="aliases")
    name = models.CharField(max_length=300)
    folded = models.CharField(max_length=500, editable=False, db_index=True)
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.name)[:500]
        super().save(*args, **kwargs)


class GroupMember(models.Model):
    """A unit named as a member of a group, from a first to a last day (both inclusive)."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="members")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.group}: {self.unit}"


class Role(models.Model):
    """What a person is in a unit, from a first to a last day (both inclusive)."""

    class Kind(models.TextChoices):
        FOCAL_OFFICER = "focal_officer", _("Focal officer")
        UNIT_OFFICER = "unit_officer", _("Unit officer")
        HEAD = "head", _("Head of unit")
        LEADER = "leader", _("Leader")
        STATISTICIAN = "statistician", _("Statistician")
        ADMINISTRATOR = "administrator", _("Administrator")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="roles")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="roles")
    kind = models.CharField(_("Role"), max_length=20, choices=Kind.choices)
    valid_from = models.DateField(_("First day"))
    valid_to = models.DateField(_("Last day"), null=True, blank=True)
    deputy_for = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        help_text="the role this person stands in for",
    )
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-valid_from"]
        indexes = [models.Index(fields=["user", "valid_from"]), models.Index(fields=["unit", "kind"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.unit}"
