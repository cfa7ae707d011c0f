"""What people type about plans, with sentences that say what to do where it cannot be used."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chithi.accounts.models import User
from chithi.plans import dues
from chithi.plans.checking import Addition, Given
from chithi.plans.drawing_up import Line, Offer
from chithi.plans.importing import too_large
from chithi.plans.learning import Meaning
from chithi.plans.models import Plan, WorkItem
from chithi.plans.publishing import Head
from chithi.plans.rules import importable
from chithi.units.models import Group, Unit
from chithi.units.tree import Node, Tree

Choices = list[tuple[Any, Any]]
NO_UNIT = "none"
"""The choice that a name is no unit at all."""
BOUNDS: Choices = [(key, label) for key, label in dues.BOUNDS.items()]


def unit_choices(tree: Tree, nodes: list[Node] | None = None) -> Choices:
    """Units in the tree's order, those below another one set in."""
    rows = []
    for node in tree if nodes is None else nodes:
        depth = sum(1 for _ in tree.ancestors(node.id))
        rows.append((f"u{node.id}", f"{'– ' * max(0, depth - 1)}{node.name}"))
    return rows


def body_choices(tree: Tree, none: Any) -> Choices:
    """Groups and units to choose a lead or a cooperating body from."""
    groups = [(f"g{g.pk}", g.name) for g in Group.objects.filter(withdrawn_at=None)]
    return [("", none), (_("Groups"), groups), (_("Units"), unit_choices(tree))]


def body(value: str) -> dict[str, Any]:
    """``u12`` or ``g3`` as keywords for ``Addition`` and ``Meaning``."""
    if value.startswith("u"):
        return {"unit": Unit.objects.get(pk=value[1:])}
    return {"group": Group.objects.get(pk=value[1:])} if value else {}


ACCEPTED = ".docx,.pdf,.html,.htm,.txt,.md,.png,.jpg,.jpeg,.tif,.tiff"


class FileForm(forms.Form):
    """The file of a plan; its size is known before it is read."""

    file = forms.FileField(
        label=gettext_lazy("File of the plan"),
        help_text=gettext_lazy(
            "Word (.docx), PDF, web page (.html), text (.txt, .md) or picture (.png, .jpg, .tif)."
        ),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        error_messages={"required": gettext_lazy("Choose the file of the plan.")},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_LIMIT:
            raise forms.ValidationError(too_large(file.name))
        return file


class ImportForm(FileForm):
    issuer = forms.ChoiceField(label=gettext_lazy("Issued by"))

    def __init__(self, *args: Any, user: User, tree: Tree, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = importable(user, tree)
        found = [n for n in tree if n.id in allowed]
        self.fields["issuer"].choices = [(k[1:], label) for k, label in unit_choices(tree, found)]  # type: ignore[attr-defined]
        self.order_fields(["issuer", "file"])


class ItemForm(forms.Form):
    """A work item with its deadline, units and contents; nothing that was typed is lost when it is refused."""

    text = forms.CharField(
        label=gettext_lazy("What is to be done"),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Say what is to be done.")},
    )
    due_bound = forms.ChoiceField(label=gettext_lazy("Deadline"), choices=BOUNDS, required=False)
    due = forms.CharField(
        label=gettext_lazy("Day, month, quarter or year"),
        required=False,
        help_text=gettext_lazy(
            "Like 16/12/2025, 12/2025, quarter 4/2025, 15/11 every year. Empty: a standing duty."
        ),
    )
    is_report_duty = forms.BooleanField(
        label=gettext_lazy("This is the duty to report itself; the yearly report answers it"), required=False
    )
    keep = forms.TypedMultipleChoiceField(coerce=int, required=False)
    contents = forms.TypedMultipleChoiceField(coerce=int, required=False)
    add_lead = forms.ChoiceField(label=gettext_lazy("Add a lead"), required=False)
    add_with = forms.ChoiceField(label=gettext_lazy("Add a cooperating unit"), required=False)

    def __init__(self, *args: Any, item: WorkItem, tree: Tree, contents: list[int], **kwargs: Any) -> None:
        links = item.links.exclude(state="rejected").values_list("provision_id", flat=True)
        standing = item.assignments.all()
        initial = {
            "text": item.text,
            "due": dues.words(item.due),
            "due_bound": item.due_bound or "before",
            "is_report_duty": item.is_report_duty,
            "keep": [a.pk for a in standing if a.withdrawn_at is None],
            "contents": list(links),
        }
        super().__init__(*args, **kwargs)
        self.initial = initial
        self.fields["text"].widget.attrs["rows"] = min(14, 3 + len(item.text) // 60)
        choices = body_choices(tree, _("– nobody more –"))
        self.fields["keep"].choices = [(a.pk, a.name) for a in standing]  # type: ignore[attr-defined]
        self.fields["contents"].choices = [(c, c) for c in contents]  # type: ignore[attr-defined]
        self.fields["add_lead"].choices = choices  # type: ignore[attr-defined]
        self.fields["add_with"].choices = choices  # type: ignore[attr-defined]

    def clean_due(self) -> str:
        value = dues.typed(self.cleaned_data["due"])
        if value is None:
            raise forms.ValidationError(
                _("Write the deadline like 16/12/2025, 12/2025, 2025 or 15/11 every year.")
            )
        return value

    def given(self, confirm: bool) -> Given:
        data = self.cleaned_data
        added = [
            Addition(role, **body(data[f"add_{role}"])) for role in ("lead", "with") if data[f"add_{role}"]
        ]
        return Given(
            text=data["text"],
            due=data["due"],
            due_bound=data["due_bound"],
            is_report_duty=data["is_report_duty"],
            keep=frozenset(data["keep"]),
            contents=frozenset(data["contents"]),
            add=tuple(added),
            confirm=confirm,
        )


class LineForm(forms.Form):
    """One line of a plan that is drawn up; a line that is not taken may say anything, or nothing."""

    use_required_attribute = False
    take = forms.BooleanField(label=gettext_lazy("Take it into the plan"), required=False)
    text = forms.CharField(
        label=gettext_lazy("What the unit does"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        error_messages={"required": gettext_lazy("Say what is to be done.")},
    )
    division = forms.CharField(
        label=gettext_lazy("Lead division"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Empty: the unit as a whole."),
    )
    due_bound = forms.ChoiceField(label=gettext_lazy("Deadline"), choices=BOUNDS, required=False)
    due = forms.CharField(label=gettext_lazy("Day, month or year"), max_length=60, required=False)
    answers = forms.ChoiceField(label=gettext_lazy("Content it answers"), required=False)

    def __init__(self, *args: Any, contents: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if contents:
            self.fields["answers"].choices = [("", "–"), *contents]  # type: ignore[attr-defined]
        else:
            del self.fields["answers"]

    def clean_due(self) -> str:
        value = dues.typed(self.cleaned_data["due"])
        if value is None:
            raise forms.ValidationError(_("Write the deadline like 16/12/2025, 12/2025 or 15/11 every year."))
        return value

    def line(self, offer: Offer) -> Line:
        data = self.cleaned_data
        chosen = (int(data["answers"]),) if data.get("answers") else ()
        bound = (data["due_bound"] or "before") if data["due"] else ""
        return Line(offer.key, data["text"], data["division"], data["due"], bound, offer.provisions or chosen)


class DrawnHeadForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("Title of the plan"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        error_messages={"required": gettext_lazy("Give the plan a title.")},
    )


class NameForm(forms.Form):
    """What a name of the plan stands for."""

    meaning = forms.ChoiceField(label=gettext_lazy("It stands for"), required=False)
    other = forms.ChoiceField(label=gettext_lazy("Another unit or group"), required=False)

    def __init__(self, *args: Any, tree: Tree, near: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.near = near
        self.fields["meaning"].choices = [*near, ("open", "open"), (NO_UNIT, NO_UNIT), ("", "")]  # type: ignore[attr-defined]
        self.fields["other"].choices = body_choices(tree, "–")  # type: ignore[attr-defined]

    def is_no_unit(self) -> bool:
        return self.cleaned_data["meaning"] == NO_UNIT and not self.cleaned_data["other"]

    def said(self) -> Meaning:
        """Another one chosen counts more than one of those offered."""
        other, meaning = self.cleaned_data["other"], self.cleaned_data["meaning"]
        if meaning == NO_UNIT:
            meaning = ""
        return Meaning(is_open=True) if meaning == "open" and not other else Meaning(**body(other or meaning))


class HeadForm(forms.ModelForm):
    report_month = forms.TypedChoiceField(
        label=gettext_lazy("Month of the yearly report"),
        coerce=int,
        required=False,
        empty_value=None,
        choices=[("", "–"), *((n, n) for n in range(1, 13))],
    )
    report_day = forms.TypedChoiceField(
        label=gettext_lazy("Day of the yearly report"),
        coerce=int,
        required=False,
        empty_value=None,
        choices=[("", "–"), *((n, n) for n in range(1, 32))],
    )
    report_bound = forms.ChoiceField(label=gettext_lazy("The report is due"), choices=BOUNDS)
    date = forms.DateField(
        label=gettext_lazy("Date of the paper"),
        required=False,
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy("Day/month/year, like 15/11/2026."),
    )

    class Meta:
        model = Plan
        fields = ["title", "kind", "number", "date"]
        widgets = {"title": forms.Textarea(attrs={"rows": 3})}

    focal_unit = forms.ChoiceField(label=gettext_lazy("Focal unit"), required=False)

    def __init__(self, *args: Any, tree: Tree, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plan = self.instance
        choices = [("", "–"), *((k[1:], v) for k, v in unit_choices(tree))]
        if plan.focal_unit is not None and plan.focal_unit_id not in tree:
            choices.append((str(plan.focal_unit_id), str(plan.focal_unit)))
        self.fields["focal_unit"].choices = choices  # type: ignore[attr-defined]
        self.initial["focal_unit"] = plan.focal_unit_id
        for name in ("report_month", "report_day", "report_bound"):
            self.initial[name] = getattr(plan, name)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        month, day = data.get("report_month"), data.get("report_day")
        if month and day and day > (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31):
            self.add_error("report_day", _("This month has no such day."))
        return data

    def head(self, issuer_id: int) -> Head:
        data = {**self.cleaned_data, "issuer_id": issuer_id}
        focal = data.pop("focal_unit")
        return Head(**data, focal_unit_id=int(focal) if focal else None)

    def _post_clean(self) -> None:
        """The plan is changed by an action only."""


class DayForm(forms.Form):
    day = forms.DateField(
        label=gettext_lazy("Day"),
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy("Day/month/year, like 15/11/2026."),
    )
