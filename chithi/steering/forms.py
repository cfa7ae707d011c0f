"""What is typed in the control room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chithi.reports.models import Report
from chithi.steering.actions import Signed
from chithi.units.kinds import CHOICES

FIELD, CHOICE, TICK = {"class": "form-control"}, {"class": "form-select"}, {"class": "form-check-input"}
SORTS = [
    ("", _("as in the directory")),
    ("state", _("by state")),
    ("answered", _("least answered first")),
    ("sent", _("by day sent")),
    ("late", _("latest first")),
    ("reminded", _("longest without a reminder")),
]


class FilterForm(forms.Form):
    """Which units the control room lists. Anything unknown in the address is no filter."""

    q = forms.CharField(label=_("Name"), required=False, max_length=100, widget=forms.TextInput(FIELD))
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("all")), ("owes", _("report still owed")), *Report.State.choices],
        widget=forms.Select(CHOICE),
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("all")), *CHOICES], widget=forms.Select(CHOICE)
    )
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=SORTS, widget=forms.Select(CHOICE))
    late = forms.BooleanField(label=_("late only"), required=False, widget=forms.CheckboxInput(TICK))

    def wanted(self) -> dict[str, Any]:
        """The arguments of ``queries.chosen``."""
        self.is_valid()
        found = self.cleaned_data
        return {
            "state": found.get("state", ""),
            "late": found.get("late", False),
            "kind": found.get("kind", ""),
            "words": found.get("q", ""),
            "sort": found.get("sort", ""),
        }


class FreezeForm(forms.Form):
    """What is put on a report when it is signed, and the word of the officer that it is complete."""

    number = forms.IntegerField(label=_("Number"), min_value=1, max_value=99999)
    symbol = forms.CharField(label=_("Symbol"), max_length=40)
    date = forms.DateField(
        label=_("Date of issue"),
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        widget=forms.DateInput(format="%d/%m/%Y"),
    )
    name = forms.CharField(label=_("Who signs (full name)"), max_length=100, required=False)
    deputy = forms.BooleanField(label=_("a deputy signs for the head (KT.)"), required=False)
    confirm = forms.BooleanField(
        label=_("I have read the report and know which units are missing in it."),
        error_messages={"required": _("Tick this box: a frozen report can never be changed.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def signed(self) -> Signed:
        found = self.cleaned_data
        return Signed(found["number"], found["symbol"], found["date"], found["name"], found["deputy"])
