"""Forms beside the report itself: the days of a round, a letter, an exception."""

import datetime
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from chithi.plans.models import Plan
from chithi.reports.days import Days, proposed
from chithi.shell import attachments
from chithi.shell.models import Attachment

SCANS = ("pdf", "png", "jpg")
LONGEST_HOLD = 24 * 3600
"""Seconds for which a scan that was already sent need not be chosen again."""


def day_field(label: Any, required: bool = True, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(
        attrs={"class": "form-control", "placeholder": "15/11/2026", "inputmode": "numeric"}
    )
    return forms.DateField(label=label, required=required, widget=widget, help_text=help_text)


class CycleForm(forms.Form):
    """The four days of a round, and its lock."""

    period_from = day_field(_("First day reported on"))
    period_to = day_field(_("Last day reported on"))
    cutoff = day_field(_("Data cut-off"), help_text=_("Later months are given as an estimate."))
    due = day_field(_("Last day in time"), help_text=_("“before 15 November” is 14 November."))
    locks_on = day_field(
        _("Locked after"),
        False,
        _("Late reports are taken until this day. Empty: the round is never locked."),
    )

    @staticmethod
    def proposed(plan: Plan, year: int) -> dict[str, datetime.date | None]:
        return dict(vars(proposed(year, plan.report_month, plan.report_day, plan.report_bound)))

    def days(self) -> Days:
        return Days(**self.cleaned_data)


class ExceptionForm(forms.Form):
    """Until when a locked report may be written, and why."""

    until = day_field(_("May write and send until"))
    why = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"class": "form-control", "rows": 2})
    )


class LetterForm(forms.Form):
    """The signed letter of a unit. A scan that came with a refused form is held, so it is chosen only once."""

    number = forms.CharField(
        label=_("Number and symbol"),
        max_length=60,
        widget=forms.TextInput(attrs={"class": "form-control", "placeholder": "123/BC-UBND"}),
    )
    date = day_field(_("Date of the letter"))
    scan = forms.FileField(
        label=_("Scan (.pdf, .png, .jpg)"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"class": "form-control", "accept": ".pdf,.png,.jpg,.jpeg"}),
    )
    held = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.attachment = self.kept(cleaned.get("scan"), cleaned.get("held", ""))
        if self.attachment is not None:
            held = signing.dumps(self.attachment.pk, salt="reports.letter")
            self.data = {**self.data, "held": held}
        elif not self.errors.get("scan"):
            self.add_error("scan", _("Attach the scan of the signed letter."))
        return cleaned

    def kept(self, upload: Any, held: str) -> Attachment | None:
        """The scan that was sent now, or the one that was sent before with this form."""
        if upload is not None:
            try:
                return attachments.keep(upload.read(), upload.name, SCANS)
            except attachments.RefusedFile as refused:
                self.add_error("scan", str(refused))
                return None
        try:
            pk = signing.loads(held, salt="reports.letter", max_age=LONGEST_HOLD)
        except signing.BadSignature:
            return None
        return Attachment.objects.filter(pk=pk).first()

    def letter(self) -> dict[str, Any]:
        """The keywords of ``enter_from_letter``."""
        assert self.attachment is not None
        return {
            "number": self.cleaned_data["number"],
            "date": self.cleaned_data["date"],
            "scan": self.attachment,
        }
