"""What is typed to publish, change or withdraw a guidance."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chithi.plans.models import Provision, WorkItem
from chithi.reports.forms import HeldFile
from chithi.shell.attachments import TYPES
from chithi.steering.guidance import Words
from chithi.steering.models import Guidance

FIELD = {"class": "form-control"}
KINDS = tuple(kind for kind in TYPES if kind not in ("csv", "html", "tif"))


def initial_of(guidance: Guidance) -> dict[str, Any]:
    return {"title": guidance.title, "text": guidance.text, "about": place_of(guidance)}


def place_of(guidance: Guidance) -> str:
    """The choice that a guidance stands for: ``w12`` a work item, ``p3`` a content, "" the whole round."""
    if guidance.work_item_id:
        return f"w{guidance.work_item_id}"
    return f"p{guidance.provision_id}" if guidance.provision_id else ""


def shortened(at: str, text: str) -> str:
    words = " ".join(text.split())
    return f"{at}. {words[:110]}" + ("…" if len(words) > 110 else "")


class GuidanceForm(HeldFile):
    """Title, words and file of a guidance, and the content or work item it is for."""

    FILE = "file"
    KINDS = KINDS
    SALT = "steering.guidance"

    title = forms.CharField(label=_("Title"), max_length=200, widget=forms.TextInput(FIELD))
    about = forms.ChoiceField(
        label=_("For"), required=False, widget=forms.Select({"class": "form-select"}), choices=()
    )
    text = forms.CharField(
        label=_("Words of the guidance"),
        required=False,
        max_length=20000,
        widget=forms.Textarea({**FIELD, "rows": 8}),
    )
    file = forms.FileField(
        label=_("File (.pdf, .docx, .xlsx, .png, .jpg, .txt)"), required=False, widget=forms.FileInput(FIELD)
    )
    keep_file = forms.BooleanField(
        label=_("keep the file of the version before"),
        required=False,
        initial=True,
        widget=forms.CheckboxInput({"class": "form-check-input"}),
    )

    def offer(
        self, contents: Iterable[Provision], items: Iterable[WorkItem], before: Guidance | None = None
    ) -> None:
        """What the guidance may be for: the whole round, a content, a work item; and whether a file is there."""
        self.things: dict[str, Provision | WorkItem] = {f"p{c.pk}": c for c in contents}
        self.things |= {f"w{i.pk}": i for i in items}
        if before is not None and (old := before.work_item or before.provision) is not None:
            self.things.setdefault(place_of(before), old)
        groups: list[Any] = [("", _("the whole round"))]
        for letter, label in (("p", _("Contents")), ("w", _("Work items"))):
            rows = [(k, shortened(t.at, t.text)) for k, t in self.things.items() if k.startswith(letter)]
            if rows:
                groups.append((label, rows))
        self.fields["about"].choices = groups  # type: ignore[attr-defined]
        if before is None or before.file is None:
            del self.fields["keep_file"]

    def words(self, before: Guidance | None = None) -> Words:
        """What was typed; the file of the version before where it is to be kept."""
        found, upload = self.cleaned_data, self.cleaned_data.get("file")
        kept, name = self.attachment, upload.name if upload is not None else ""
        if kept is None and before is not None and found.get("keep_file"):
            kept, name = before.file, before.file_name
        name = name or (kept.name if kept is not None else "")
        return Words(found["title"], found["text"], kept, name, self.things.get(found["about"]))


class WithdrawForm(forms.Form):
    """Why a guidance is withdrawn."""

    why = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea({**FIELD, "rows": 3}))
