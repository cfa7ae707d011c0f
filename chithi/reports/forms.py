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


class ExtensionForm(forms.Form):
    """How much more time is asked or granted, and why."""

    until = day_field(_("New last day in time"))
    why = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"class": "form-control", "rows": 3})
    )


class DecisionForm(ExtensionForm):
    """The answer to a request for more time; a refusal needs no day."""

    act = forms.ChoiceField(choices=[("grant", ""), ("refuse", "")], widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get("act") == "refuse":
            self.fields["until"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("act") == "refuse":
            self.errors.pop("until", None)
        return cleaned


class HeldFile(forms.Form):
    """A form with one file. A file that came with a refused form is held, so that it is chosen only once."""

    FILE = "scan"
    KINDS: tuple[str, ...] = SCANS
    SALT = "reports.letter"

    held = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.attachment = self.kept(cleaned.get(self.FILE), cleaned.get("held", ""))
        if self.attachment is not None:
            held = signing.dumps(self.attachment.pk, salt=self.SALT)
            self.data = {**self.data, "held": held}
        return cleaned

    def kept(self, upload: Any, held: str) -> Attachment | None:
        """The file that was sent now, or the one that was sent before with this form."""
        if upload is not None:
            try:
                return attachments.keep(upload.read(), upload.name, self.KINDS)
            except attachments.RefusedFile as refused:
                self.add_error(self.FILE, str(refused))
                return None
        try:
            pk = signing.loads(held, salt=self.SALT, max_age=LONGEST_HOLD)
        except signing.BadSignature:
            return None
        return Attachment.objects.filter(pk=pk).first()


class LetterForm(HeldFile):
    """The signed letter of a unit, with its scan."""

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

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.attachment is None and not self.errors.get("scan"):
            self.add_error("scan", _("Attach the scan of the signed letter."))
        return cleaned

    def letter(self) -> dict[str, Any]:
        """The keywords of ``enter_from_letter``."""
        assert self.attachment is not None
        return {
            "number": self.cleaned_data["number"],
            "date": self.cleaned_data["date"],
            "scan": self.attachment,
        }
