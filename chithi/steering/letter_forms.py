"""What is typed for the official letters of one press."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chithi.reports.forms import day_field
from chithi.shell.clock import today
from chithi.steering.letters import Asked

LONGEST = 366
FIELD = {"class": "form-control"}


class LettersForm(forms.Form):
    """What stands on all letters of one press, and what the officer looked at."""

    number = forms.IntegerField(
        label=_("Number of the first letter"), min_value=1, max_value=99000, widget=forms.NumberInput(FIELD)
    )
    symbol = forms.CharField(label=_("Symbol"), max_length=40, widget=forms.TextInput(FIELD))
    reply_by = day_field(_("Answer asked until"))
    name = forms.CharField(
        label=_("Who signs (full name)"), max_length=100, required=False, widget=forms.TextInput(FIELD)
    )
    deputy = forms.BooleanField(
        label=_("a deputy signs for the head (KT.)"),
        required=False,
        widget=forms.CheckboxInput({"class": "form-check-input"}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def clean_reply_by(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["reply_by"]
        if not 0 <= (day - today()).days <= LONGEST:
            raise forms.ValidationError(_("Choose today or a later day, within a year."))
        return day

    def asked(self) -> Asked:
        found = self.cleaned_data
        return Asked(found["number"], found["symbol"], found["reply_by"], found["name"], found["deputy"])

    def proposed_as(self) -> Asked:
        """What the page proposes, for the letters shown before anything was typed."""
        first: Any = self.initial
        day: datetime.date = first["reply_by"]
        return Asked(first["number"], first["symbol"], day)
