"""Forms of units, groups, people and roles."""

import datetime
from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from chithi.accounts.models import User
from chithi.shell.clock import today
from chithi.units.actions import Refused
from chithi.units.kinds import CHOICES
from chithi.units.models import Role
from chithi.units.rules import Scope
from chithi.units.store import split_aliases
from chithi.units.timeline import Facts
from chithi.units.tree import Tree

SLUG = RegexValidator(r"^[a-zA-Z0-9_-]+$", _("Use letters without marks, digits and hyphens, like so-y-te."))


def unit_choices(tree: Tree, scope: Scope, empty: str | Any = "") -> list[tuple[str, str]]:
    """Keys and names of the units somebody may choose, indented as in the tree."""
    found = [
        (node.key, "\u2003" * len(list(tree.ancestors(node.id))) + node.name)
        for node in tree
        if scope.has(node.key)
    ]
    return [("", empty), *found] if empty else found


T = TypeVar("T")


def result(form: forms.BaseForm, act: Callable[[], T]) -> T | None:
    """What an action gives; where it was refused, the sentence stands at its field and nothing typed is lost."""
    try:
        return act()
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return None


def run(form: forms.BaseForm, act: Callable[[], object]) -> bool:
    """Whether an action was done."""
    return result(form, lambda: (act(),)) is not None


class NamesField(forms.CharField):
    """Other names, one on a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        names = split_aliases("|".join((value or "").splitlines()))
        if any(len(name) > 300 for name in names):
            raise forms.ValidationError(_("A name is longer than 300 letters. Shorten it."))
        return names


class UnitForm(forms.Form):
    """What holds for a unit from a day on."""

    keeps_parent = False

    name = forms.CharField(label=_("Name of the unit"), max_length=300)
    short_name = forms.CharField(label=_("Short name"), max_length=100, required=False)
    kind = forms.ChoiceField(label=_("Kind of unit"), choices=CHOICES)
    parent = forms.ChoiceField(label=_("Unit above"), required=False)
    code = forms.CharField(label=_("Official code"), max_length=40, required=False)
    valid_from = forms.DateField(label=_("From this day on"), help_text=_("Day/month/year, like 15/11/2026."))

    def __init__(self, *args: Any, tree: Tree, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        top = _("(none: it stands at the top)") if scope.keys is None else ""
        field = self.fields["parent"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = unit_choices(tree, scope, top)
        field.required = not top
        # The root of one's own branch stands below a unit of somebody else, and may stay there.
        current = tree.by_key(str(self.initial.get("parent") or ""))
        if current is not None and not scope.has(current.key) and self.keeps_parent:
            field.choices = [(current.key, current.name)]

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).split())

    def facts(self) -> Facts:
        return Facts(**{k: self.cleaned_data[k] for k in ("name", "kind", "parent", "code", "short_name")})


class NewUnitForm(UnitForm):
    """A unit that is not there yet."""

    key = forms.CharField(
        label=_("Key"),
        max_length=80,
        required=False,
        validators=[SLUG],
        help_text=_("Used in files that are loaded; it never changes. Left empty, it is made from the name."),
    )
    aliases = NamesField(
        label=_("Other names"), required=False, help_text=_("As papers write it, one on a line: Sở LĐTBXH.")
    )


class ChangeUnitForm(UnitForm):
    """A change of a unit from a day on, and by which paper."""

    keeps_parent = True

    reason = forms.CharField(label=_("By which decision"), max_length=300, required=False)


class EndForm(forms.Form):
    """The last day of something."""

    final = forms.DateField(
        label=_("Last day"), help_text=_("The last day on which it still holds, like 30/06/2025.")
    )
    reason = forms.CharField(label=_("By which decision"), max_length=300, required=False)

    def clean_final(self) -> datetime.date:
        final: datetime.date = self.cleaned_data["final"]
        if not 1900 <= final.year < 2200:  # the calendar's last day has none after it
            raise forms.ValidationError(_("Choose a day between the years 1900 and 2199."))
        return final


class AliasForm(forms.Form):
    name = forms.CharField(label=_("Another name, as papers write it"), max_length=300)


class GroupForm(forms.Form):
    """A group: units of some kinds, units named one by one, or an open one."""

    name = forms.CharField(label=_("Name of the group"), max_length=300)
    kinds = forms.MultipleChoiceField(
        label=_("All units of these kinds belong to it"),
        choices=CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_open = forms.BooleanField(
        label=_("An open group"),
        required=False,
        help_text=_("“The units concerned”: nobody owes anything until members are chosen for a task."),
    )
    aliases = NamesField(
        label=_("Other names"), required=False, help_text=_("As papers write it, one on a line.")
    )


class MemberForm(forms.Form):
    unit = forms.ChoiceField(label=_("Unit"))
    valid_from = forms.DateField(label=_("First day"), initial=today)
    valid_to = forms.DateField(label=_("Last day"), required=False)

    def __init__(self, *args: Any, tree: Tree, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = unit_choices(tree, Scope(None))  # type: ignore[attr-defined]


class PersonForm(forms.ModelForm):
    """What stands on an account."""

    class Meta:
        model = User
        fields = ["name", "email", "sex"]


class RoleForm(forms.Form):
    """A role in a unit from a first to a last day."""

    unit = forms.ChoiceField(label=_("Unit"))
    kind = forms.ChoiceField(label=_("Role"), choices=Role.Kind.choices)
    valid_from = forms.DateField(
        label=_("First day"), initial=today, help_text=_("Day/month/year, like 15/11/2026.")
    )
    valid_to = forms.DateField(label=_("Last day"), required=False, help_text=_("Left empty: no end."))

    def __init__(self, *args: Any, tree: Tree, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = unit_choices(tree, scope)  # type: ignore[attr-defined]


class NewPersonForm(RoleForm):
    """A new account with its first role."""

    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        validators=[
            RegexValidator(
                r"^[a-zA-Z0-9][a-zA-Z0-9._@-]*$", _("Use small letters, digits, dots and hyphens.")
            )
        ],
    )
    name = forms.CharField(label=_("Full name"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("The invitation can be sent there.")
    )
    sex = forms.ChoiceField(label=_("Sex"), choices=[("", "–"), *User.Sex.choices], required=False)
    field_order = ["name", "username", "email", "sex", "unit", "kind", "valid_from", "valid_to"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["valid_to"]


class DeputyForm(forms.Form):
    """Who stands in for a role, and for which days."""

    role = forms.ModelChoiceField(label=_("For my role"), queryset=Role.objects.none(), empty_label=None)
    user = forms.ModelChoiceField(label=_("Stands in for me"), queryset=User.objects.none())
    valid_from = forms.DateField(
        label=_("First day"), initial=today, help_text=_("Day/month/year, like 15/11/2026.")
    )
    valid_to = forms.DateField(label=_("Last day"))

    def __init__(self, *args: Any, roles: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].queryset = roles  # type: ignore[attr-defined]
        self.fields["user"].queryset = people  # type: ignore[attr-defined]
