"""How much: indicators, targets and observations. Numbers are integers scaled by the indicator's own scale."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from chithi.units.models import Unit


class Indicator(models.Model):
    """A thing that is measured, who collects it and which kinds of unit are asked for it."""

    class Kind(models.TextChoices):
        FLOW = "flow", _("Flow over the period")
        STOCK = "stock", _("Stock at the end of the period")
        RATE = "rate", _("Rate")

    class Formula(models.TextChoices):
        """How a rate follows from its base; never asked, never loaded."""

        WOMEN_SHARE = "women-share", _("women over women and men")
        MEN_PER_WOMEN = "men-per-women", _("men per women")

    code = models.SlugField(max_length=60, unique=True)
    order = models.PositiveIntegerField(default=0)
    title_vi = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    definition_vi = models.TextField(blank=True)
    definition_en = models.TextField(blank=True)
    unit_vi = models.CharField(max_length=60, help_text="what is counted: người, lượt người, cuộc, %")
    unit_en = models.CharField(max_length=60)
    kind = models.CharField(max_length=5, choices=Kind.choices)
    scale = models.PositiveSmallIntegerField(default=0, help_text="digits after the comma that a value keeps")
    by_sex = models.BooleanField(default=False)
    additive = models.BooleanField(default=True, help_text="adds up over units")
    base = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="rates",
        help_text="the count a computed rate is of",
    )
    formula = models.CharField(max_length=20, choices=Formula.choices, blank=True, default="")
    per = models.PositiveIntegerField(default=100, help_text="of a rate: per 100, 1 000, 100 000")
    numerator_vi = models.CharField(max_length=300, blank=True)
    numerator_en = models.CharField(max_length=300, blank=True)
    denominator_vi = models.CharField(max_length=300, blank=True)
    denominator_en = models.CharField(max_length=300, blank=True)
    derived = models.BooleanField(default=False)
    entered = models.BooleanField(default=True)
    breakdowns = models.JSONField(default=list)
    asked = models.JSONField(default=list, help_text="kinds of unit; limits forms, never loads")
    collector_vi = models.CharField(max_length=300, blank=True)
    collector_en = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=400, blank=True, help_text="law or paper it comes from")
    source_mark = models.CharField(
        max_length=2, default="M", help_text="V verified, V2 second hand, M from memory"
    )
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.title_en if get_language() == "en" else self.title_vi

    @property
    def unit(self) -> str:
        return self.unit_en if get_language() == "en" else self.unit_vi

    @property
    def definition(self) -> str:
        return self.definition_en if get_language() == "en" else self.definition_vi

    @property
    def collector(self) -> str:
        return self.collector_en if get_language() == "en" else self.collector_vi

    def part_title(self, part: str) -> str:
        """What a numerator or denominator counts, in words; the title for a whole."""
        language = "en" if get_language() == "en" else "vi"
        return str(getattr(self, f"{part}_{language}")) if part else self.title

    def scale_of(self, part: str) -> int:
        """Digits after the comma of a cell; numerators and denominators are plain counts."""
        return 0 if part else self.scale


class Collector(models.Model):
    """A unit whose figure of an indicator stands for everything; others are compared with it, not added."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="collectors")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.indicator_id}: {self.unit}"


class Target(models.Model):
    """A value to reach by the end of a year."""

    class Direction(models.TextChoices):
        AT_LEAST = "ge", _("at least")
        AT_MOST = "le", _("at most")

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", help_text="whose target it is")
    year = models.PositiveSmallIntegerField()
    value = models.BigIntegerField(help_text="scaled by the indicator's scale")
    direction = models.CharField(max_length=2, choices=Direction.choices)
    source = models.CharField(max_length=300, blank=True)
    source_mark = models.CharField(max_length=2, blank=True, help_text="as of an indicator")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["indicator", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "unit", "year"],
                condition=Q(withdrawn_at=None),
                name="one_target_per_year",
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.year}"


class Observation(models.Model):
    """One version of one cell. A cell is unit × indicator × period × scope × breakdown × part × sex.

    ``is_latest`` marks the newest version, which forms show; ``is_official`` the newest that is no draft, which
    roll-up reads. A blank cell has no version, or a latest one with an empty status.
    """

    class Sex(models.TextChoices):
        FEMALE = "F", _("Female")
        MALE = "M", _("Male")
        UNSPLIT = "_T", _("Not split")

    class Scope(models.TextChoices):
        OWN = "own", _("of its own")
        ALL = "all", _("with subordinates")

    class Status(models.TextChoices):
        BLANK = "", _("blank")
        FINAL = "final", _("final")
        ESTIMATE = "estimate", _("estimate")
        NOT_APPLICABLE = "not-applicable", _("not applicable")
        NOT_OUR_FUNCTION = "not-our-function", _("not our function")
        NO_DATA_YET = "no-data-yet", _("no data yet")

    class Part(models.TextChoices):
        WHOLE = "", _("value")
        NUMERATOR = "numerator", _("numerator")
        DENOMINATOR = "denominator", _("denominator")

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="observations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="observations")
    period = models.CharField(
        max_length=21, help_text="as written: 2025, 2025-Q3, 2025-A1, 2024-12-15/2025-12-14"
    )
    period_from = models.DateField()
    period_to = models.DateField()
    scope = models.CharField(max_length=3, choices=Scope.choices, default=Scope.OWN)
    breakdown = models.CharField(max_length=200, blank=True, default="")
    part = models.CharField(max_length=11, choices=Part.choices, blank=True, default="")
    sex = models.CharField(max_length=2, choices=Sex.choices, default=Sex.UNSPLIT)
    version = models.PositiveIntegerField()
    value = models.BigIntegerField(null=True, help_text="scaled by the indicator's scale")
    status = models.CharField(max_length=16, choices=Status.choices, blank=True, default="")
    reason = models.CharField(max_length=300, blank=True)
    origin = models.CharField(
        max_length=10, default="typed", help_text="typed, workbook, load, letter, records or demo"
    )
    is_draft = models.BooleanField(default=True)
    is_latest = models.BooleanField(default=True)
    is_official = models.BooleanField(default=False)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.CharField(max_length=200)
    released_at = models.DateTimeField(null=True, help_text="when it ceased to be a draft")

    class Meta:
        indexes = [
            models.Index(
                fields=["indicator", "period"], condition=Q(is_official=True), name="official_of_a_period"
            ),
            models.Index(fields=["unit", "period"], condition=Q(is_latest=True), name="latest_of_a_unit"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "indicator", "period", "scope", "breakdown", "part", "sex", "version"],
                name="one_version_of_a_cell",
            ),
            models.UniqueConstraint(
                fields=["unit", "indicator", "period", "scope", "breakdown", "part", "sex"],
                condition=Q(is_latest=True),
                name="one_latest_version_of_a_cell",
            ),
            models.UniqueConstraint(
                fields=["unit", "indicator", "period", "scope", "breakdown", "part", "sex"],
                condition=Q(is_official=True),
                name="one_official_version_of_a_cell",
            ),
            models.CheckConstraint(
                condition=Q(value=None, status__in=["", "not-applicable", "not-our-function", "no-data-yet"])
                | Q(value__isnull=False, status__in=["final", "estimate"]),
                name="a_value_or_an_answer_why_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.unit_id} {self.period} {self.sex} v{self.version}"
