"""What: a plan, its editions as read, the contents it asks for and the work items that carry them out."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chithi.shell.models import Attachment
from chithi.units.models import Group, Unit
from chithi.vietnamese import fold


class Plan(models.Model):
    """A plan document that a unit issued, from draft to end. Its words stand in its editions."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("plan", "Draft")
        PUBLISHED = "published", _("Published")
        AMENDED = "amended", _("Amended")
        SUPERSEDED = "superseded", _("Superseded")
        ENDED = "ended", _("Ended")

    key = models.SlugField(max_length=80, unique=True)
    issuer = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="plans_issued")
    focal_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="plans_led")
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    kind = models.CharField(_("Kind of paper"), max_length=60, blank=True)
    number = models.CharField(_("Number and symbol"), max_length=60, blank=True)
    date = models.DateField(_("Date"), null=True, blank=True)
    title = models.TextField(_("Title"), blank=True)
    implements = models.JSONField(default=list, help_text="numbers of the documents it carries out")
    report_month = models.PositiveSmallIntegerField(null=True, help_text="of the yearly report")
    report_day = models.PositiveSmallIntegerField(null=True)
    report_bound = models.CharField(max_length=6, default="before", help_text="before, by or in")
    superseded_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="supersedes")
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True)
    valid_from = models.DateField(
        null=True, help_text="the day from which it binds; null while it is a draft"
    )
    ended_on = models.DateField(null=True, help_text="the last day on which it binds")

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title or self.key


class Edition(models.Model):
    """One file of the plan and what was read in it. It is never changed: corrections stand beside it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("To be checked")
        CONFIRMED = "confirmed", _("Confirmed")
        DISCARDED = "discarded", _("Put aside")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    source = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    text = models.TextField()
    reading = models.JSONField(help_text="as `chithi read --json` gives it, without the text")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    imported_at = models.DateTimeField(auto_now_add=True)
    imported_by = models.CharField(max_length=200)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_edition_of_a_plan_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.plan.key} {self.number}"


class Provision(models.Model):
    """A content to carry out (a leaf of the plan's part "what"); it keeps its identity through amendments."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="provisions")
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="provisions", help_text="whose words these are"
    )
    at = models.CharField(max_length=60, help_text="chain of labels, like II.3")
    leaf_id = models.CharField(max_length=80, help_text="the leaf in the reading")
    order = models.PositiveIntegerField()
    heading = models.TextField(blank=True)
    text = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    replaces = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="of a draft edition: takes the place of",
    )
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["plan", "order"]

    def __str__(self) -> str:
        return f"{self.at}. {self.text[:80]}"


class WorkItem(models.Model):
    """A clause, or several joined, that somebody has to do. ``read_*`` keep what was read beside what is set."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("To be checked")
        CONFIRMED = "confirmed", _("Confirmed")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="work_items")
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="work_items", help_text="whose words these are"
    )
    at = models.CharField(max_length=60, help_text="chain of labels, like III.1")
    task_id = models.CharField(max_length=80, help_text="the leaf in the reading")
    clause_ids = models.JSONField(default=list, help_text="the clauses of that leaf, one or more")
    order = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    read_text = models.TextField()
    text = models.TextField()
    read_due = models.JSONField(default=list)
    due = models.CharField(
        max_length=40, blank=True, help_text="as in the reading: 2025-12-16, 11-15, yearly …"
    )
    due_bound = models.CharField(max_length=6, blank=True, help_text="before, by or in")
    is_report_duty = models.BooleanField(
        default=False, help_text="the duty to report: the yearly report answers it"
    )
    doubt = models.BooleanField(default=False, help_text="the reader was not sure")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    replaces = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="of a draft edition: takes the place of",
    )
    joined_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="joined")
    valid_from = models.DateField(null=True, help_text="the day the plan bound; null while it is a draft")
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ["plan", "order"]

    def __str__(self) -> str:
        return f"{self.at}: {self.text[:80]}"


class Assignment(models.Model):
    """Who leads or cooperates in a work item: a unit, a group, or an open group whose members are chosen.

    What an amendment takes the place of is withdrawn and keeps its last day (``valid_to``); what it brings begins on
    the amendment's day. A withdrawn one without a last day never held.
    """

    class Role(models.TextChoices):
        LEAD = "lead", _("Lead")
        WITH = "with", _("Cooperating")

    work_item = models.ForeignKey(WorkItem, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=4, choices=Role.choices)
    name = models.CharField(max_length=300, help_text="as the document writes it")
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="assignments")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, related_name="assignments")
    is_open = models.BooleanField(default=False, help_text="owes nothing until members are chosen")
    read = models.BooleanField(default=True, help_text="read in the document, not added by a person")
    read_mode = models.CharField(max_length=10, default="told", help_text="told or requested, by the words")
    how = models.CharField(
        max_length=20, blank=True, help_text="how the name was matched; person where one said so"
    )
    valid_from = models.DateField(null=True, help_text="since the item binds where there is none")
    valid_to = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["work_item", "role", "id"]

    def __str__(self) -> str:
        return self.name


class ChosenMember(models.Model):
    """A unit that somebody chose as a member of an open group, for one assignment."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="chosen")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.assignment}: {self.unit}"


class LinkState(models.TextChoices):
    """What a person says of a proposal; a link that was taken back is rejected, never deleted."""

    PROPOSED = "proposed", _("Proposed")
    CONFIRMED = "confirmed", _("Confirmed")
    REJECTED = "rejected", _("Rejected")


class ProvisionLink(models.Model):
    """That a work item carries out a content: proposed from shared words, decided by a person."""

    State = LinkState

    work_item = models.ForeignKey(WorkItem, on_delete=models.PROTECT, related_name="links")
    provision = models.ForeignKey(Provision, on_delete=models.PROTECT, related_name="links")
    score = models.PositiveSmallIntegerField(help_text="shared words, 0 to 1000")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["work_item", "provision"], name="one_link_per_pair")]

    def __str__(self) -> str:
        return f"{self.work_item_id} → {self.provision_id}"


class PlanLink(models.Model):
    """That a plan carries out another one, or the same directive as it; decided by a person.

    What nobody decided on has no row: it is found anew from the numbers of the papers (``plan_links``). A link for
    the same directive has no direction; the plan on whose page it was decided stands first.
    """

    class Kind(models.TextChoices):
        CARRIES_OUT = "carries_out", _("Carries out")
        SAME_DIRECTIVE = "same", _("Carries out the same directive")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="links")
    other = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="linked_from")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    number = models.CharField(
        max_length=60, blank=True, help_text="by which it was proposed; empty for a link set by hand"
    )
    state = models.CharField(max_length=10, choices=LinkState.choices)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "other", "kind"], name="one_plan_link_per_pair_and_kind"),
            models.CheckConstraint(
                condition=~models.Q(plan=models.F("other")), name="no_plan_linked_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} → {self.other}"


class ProvisionAnswer(models.Model):
    """That a content or a work item of a unit's own plan answers a content of the plan which that one carries out:
    proposed from shared words, decided by a person."""

    provision = models.ForeignKey(
        Provision, on_delete=models.PROTECT, related_name="answers", help_text="of the plan carried out"
    )
    content = models.ForeignKey(
        Provision, on_delete=models.PROTECT, null=True, related_name="answering", help_text="of the own plan"
    )
    work_item = models.ForeignKey(
        WorkItem, on_delete=models.PROTECT, null=True, related_name="answering", help_text="of the own plan"
    )
    score = models.PositiveSmallIntegerField(help_text="shared words, 0 to 1000; 0 where a person said so")
    state = models.CharField(max_length=10, choices=LinkState.choices, default=LinkState.PROPOSED)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["provision", "content"], name="one_answer_per_content"),
            models.UniqueConstraint(fields=["provision", "work_item"], name="one_answer_per_work_item"),
            models.CheckConstraint(
                condition=models.Q(content=None, work_item__isnull=False)
                | models.Q(content__isnull=False, work_item=None),
                name="answer_by_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.own.at} → {self.provision.at}"

    @property
    def own(self) -> "Provision | WorkItem":
        """What answers."""
        found = self.work_item or self.content
        assert found is not None
        return found


class Lesson(models.Model):
    """What somebody's correction taught, for the plans that are read after it; withdrawn, it is no longer used.

    That a name is no unit holds for the plans of every issuer; what a name stands for only for those of one, for
    "the Office" of one issuer is not that of another.
    """

    class Kind(models.TextChoices):
        MEANING = "meaning", _("What a name stands for")
        NO_UNIT = "no_unit", _("No unit")

    kind = models.CharField(max_length=8, choices=Kind.choices)
    name = models.CharField(max_length=300, help_text="as the plan writes it")
    folded = models.CharField(max_length=500, editable=False)
    issuer = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="whose plans a meaning holds for",
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, related_name="+")
    is_open = models.BooleanField(default=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="lessons")
    taught_at = models.DateTimeField(auto_now_add=True)
    taught_by = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-taught_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["folded", "issuer"],
                condition=models.Q(kind="meaning", withdrawn_at=None),
                name="one_meaning_of_a_name_per_issuer",
            ),
            models.UniqueConstraint(
                fields=["folded"],
                condition=models.Q(kind="no_unit", withdrawn_at=None),
                name="one_no_unit_per_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.name)[:500]
        super().save(*args, **kwargs)
