"""Forms of the catalogue and its targets."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chithi.figures.models import Indicator, Target
from chithi.figures.values import BadValue, parse_value
from chithi.units.kinds import CHOICES
from chithi.units.tree import Tree

MARKS = [
    ("V", gettext_lazy("checked against the paper")),
    ("V2", gettext_lazy("from a secondary source")),
    ("M", gettext_lazy("from memory, to be checked")),
]


class TargetForm(forms.Form):
    """A value to reach by the end of a year."""

    year = forms.IntegerField(label=gettext_lazy("By the end of the year"), min_value=2000, max_value=2100)
    direction = forms.ChoiceField(label=gettext_lazy("Direction"), choices=Target.Direction.choices)
    value = forms.CharField(label=gettext_lazy("Value"), max_length=40)
    source = forms.CharField(
        label=gettext_lazy("Paper that sets it"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Number and date, like 2282/QĐ-TTg of 31/12/2020."),
    )

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicator = indicator

    def clean_value(self) -> int:
        try:
            return parse_value(self.cleaned_data["value"], self.indicator.scale)
        except BadValue as error:
            raise ValidationError(str(error)) from error


class CollectorForm(forms.Form):
    """A unit whose figure stands for everybody's, from a day on."""

    unit = forms.ChoiceField(label=gettext_lazy("Unit"))
    valid_from = forms.DateField(
        label=gettext_lazy("From"),
        help_text=gettext_lazy("Like 01/01/2026; it holds for periods that end on or after it."),
    )

    def __init__(self, *args: Any, tree: Tree, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["unit"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(node.key, node.name) for node in tree]


class ChangeForm(forms.ModelForm):
    """What may change of an indicator once figures stand."""

    asked = forms.MultipleChoiceField(
        label=gettext_lazy("Asked of"), choices=CHOICES, required=False, widget=forms.CheckboxSelectMultiple
    )
    source_mark = forms.ChoiceField(label=gettext_lazy("How sure the source is"), choices=MARKS)

    class Meta:
        model = Indicator
        fields = [
            "title_vi", "title_en", "definition_vi", "definition_en", "unit_vi", "unit_en", "asked",
            "collector_vi", "collector_en", "source", "source_mark",
        ]  # fmt: skip
        labels = {
            "title_vi": gettext_lazy("Name in Vietnamese"),
            "title_en": gettext_lazy("Name in English"),
            "definition_vi": gettext_lazy("Definition in Vietnamese"),
            "definition_en": gettext_lazy("Definition in English"),
            "unit_vi": gettext_lazy("Counted in (Vietnamese)"),
            "unit_en": gettext_lazy("Counted in (English)"),
            "collector_vi": gettext_lazy("Collected by (Vietnamese)"),
            "collector_en": gettext_lazy("Collected by (English)"),
            "source": gettext_lazy("Source"),
        }
        help_texts = {"unit_vi": "", "source": gettext_lazy("The law or paper it comes from.")}
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("definition_vi", "definition_en")}


class AddForm(ChangeForm):
    """A new indicator of the province."""

    class Meta(ChangeForm.Meta):
        fields = [
            "code", "kind", "by_sex", "scale", *ChangeForm.Meta.fields,
            "numerator_vi", "numerator_en", "denominator_vi", "denominator_en",
        ]  # fmt: skip
        labels = {
            **ChangeForm.Meta.labels,
            "code": gettext_lazy("Code"),
            "kind": gettext_lazy("Kind"),
            "by_sex": gettext_lazy("Counts people by sex"),
            "scale": gettext_lazy("Digits after the comma"),
            "numerator_vi": gettext_lazy("Numerator in Vietnamese"),
            "numerator_en": gettext_lazy("Numerator in English"),
            "denominator_vi": gettext_lazy("Denominator in Vietnamese"),
            "denominator_en": gettext_lazy("Denominator in English"),
        }
        help_texts = {
            **ChangeForm.Meta.help_texts,
            "code": gettext_lazy("Small letters without marks, digits and hyphens; it never changes."),
            "scale": gettext_lazy("0 for people and cases, 1 for per cent and million dong."),
        }

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", code) or code in ("new", "units", "observations"):
            raise ValidationError(_("Use small letters without marks, digits and hyphens for the code."))
        return code

    def clean_scale(self) -> int:
        scale = int(self.cleaned_data["scale"])
        if scale > 3:
            raise ValidationError(_("At most 3 digits after the comma are kept."))
        return scale

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("kind") == Indicator.Kind.RATE and not (
            data.get("numerator_vi") and data.get("denominator_vi")
        ):
            self.add_error("numerator_vi", _("Say what numerator and denominator of the rate count."))
        return data

    def fields_of_model(self) -> dict[str, Any]:
        """What ``add_indicator`` takes."""
        data = dict(self.cleaned_data)
        data["breakdowns"] = ["sex"] if data["by_sex"] else []
        data["additive"] = data["kind"] != Indicator.Kind.RATE
        return data
