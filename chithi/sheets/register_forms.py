"""The form of a record: one input per field, read by the field itself; what was typed is never lost."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from chithi.accounts.models import User
from chithi.sheets.fields import BETWEEN, Choice, Field, Many, One, read_all
from chithi.sheets.models import Record
from chithi.sheets.registers import Register
from chithi.shell.clock import today

SUGGESTED, LOOKED_AT = 50, 300
"""How many former words are offered in a field, and in how many records they are looked for."""


class RecordForm(forms.Form):
    """Inputs of some fields of a register. ``cleaned_data`` holds the values by field; ``is_kept`` says that
    ``values`` are those of a record, not what a new one begins with."""

    def __init__(
        self,
        register: Register,
        data: MultiValueDict[str, str] | None = None,
        *,
        user: User,
        values: Mapping[str, Any] | None = None,
        only: Sequence[str] = (),
        is_kept: bool = False,
    ) -> None:
        self.register = register
        self.only = [register.fields[name] for name in only or register.fields]
        values = values or {}
        self.standing = values
        self.is_kept = is_kept
        super().__init__(
            data, initial={f.name: initial_of(f, values[f.name]) for f in self.only if f.name in values}
        )
        for one in self.only:
            self.fields[one.name] = input_of(one, register, user, values.get(one.name))
        self.user = user

    def begin(self, kind: str = "") -> None:
        """Put the cursor where a new record is begun: into its first field, or the first one of a kind.

        Not where something was refused: there the reader begins at what is said on top.
        """
        if not self.is_bound:
            first = next((f.name for f in self.only if kind in ("", f.kind)), self.only[0].name)
            self.fields[first].widget.attrs["autofocus"] = True

    def suggest(self) -> None:
        """Offer in each text that is searched what the unit's former records say there. One query."""
        for name, words in former(self.register, self.user).items():
            if name in self.fields and words:
                self.fields[name].suggested = words  # type: ignore[attr-defined]
                self.fields[name].widget.attrs["list"] = f"former-{name}"

    def clean(self) -> dict[str, Any]:
        """The values; each wrong one has its sentence."""
        texts = {name: BETWEEN.join(v) if isinstance(v, list) else v for name, v in self.cleaned_data.items()}
        readers = {one.name: one.typed_reader() for one in self.only}
        values, wrong = read_all(self.only, readers, texts)
        for name, sentence in wrong.items():
            self.add_error(name, sentence)
        complete = {**self.standing, **values}
        if not wrong and len(complete) == len(self.register.fields):
            for name, sentence in self.register.checker()(
                complete, self.standing if self.is_kept else None
            ).items():
                self.add_error(name if name in self.fields else None, sentence)
        return values


def former(register: Register, user: User) -> dict[str, list[str]]:
    """Field → what the last records of one's own units say there, each once, the latest first. One query."""
    names = [n for n in register.searched if n in register.fields]
    rows = register.records(user).filter(withdrawn_at=None, **{f"{register.unit}__in": register.mine(user)})
    said = list(rows.order_by(*register.sorts, "-pk").values_list(*names)[:LOOKED_AT])
    columns = zip(*said, strict=True) if said else ([] for _name in names)
    return {
        name: list(dict.fromkeys(filter(None, column)))[:SUGGESTED]
        for name, column in zip(names, columns, strict=True)
    }


def initial_of(one: Field, value: Any) -> Any:
    """A value as the input wants it: typed text, or the keys of several things."""
    typed = one.type(value)
    return [key for key in typed.split(BETWEEN) if key] if one.kind == "many" else typed


def input_of(one: Field, register: Register, user: User, value: Any) -> forms.Field:
    """The input of a field. Its own rules are the field's; here it only takes text."""
    common: dict[str, Any] = {"label": one.title, "help_text": one.hint, "required": False}
    if isinstance(one, Many):
        made: Any = forms.MultipleChoiceField(
            **common, choices=one.naming.options(), widget=forms.CheckboxSelectMultiple
        )
    else:
        made = forms.CharField(**common, widget=widget_of(one, register, user, value))
        made.widget.attrs.update({"aria-required": "true"} if one.required else {})
    made.must, made.is_many, made.is_wide = (
        one.required,
        one.kind == "many",
        one.name in register.searched[:1],
    )
    return made


def widget_of(one: Field, register: Register, user: User, value: Any) -> forms.Widget:
    attrs: dict[str, Any] = {"class": "form-control"}
    if isinstance(one, One):
        return forms.Select({"class": "form-select"}, choices=one_choices(one, register, user, value))
    if isinstance(one, Choice):
        shown = [(key, label) for key, label in one.choices.items() if key]
        return forms.Select(
            {"class": "form-select"}, choices=shown if one.required and value else [("", "–"), *shown]
        )
    if one.kind == "long":
        return forms.Textarea({**attrs, "rows": 3})
    if one.kind == "day":
        return forms.TextInput({"class": "form-control day", "inputmode": "numeric"})
    if one.kind == "count":
        title = str(one.title)
        return forms.TextInput({"class": "form-control count", "inputmode": "numeric", "aria-label": title})
    return forms.TextInput({**attrs, "maxlength": one.most or 2000})


def one_choices(one: One, register: Register, user: User, value: Any) -> list[tuple[str, Any]]:
    """What may be chosen: of the unit whose the record is only those one writes for; the present one always."""
    options = list(one.naming.options())
    if one.name == register.unit:
        mine = one.naming.keys(register.mine(user))
        options = [o for o in options if o[0] in mine.values()]
        listed = {key for key, _words in options}
        if one.naming.with_former is not None:
            former = one.naming.names(pk for pk, key in mine.items() if key not in listed)
            options += [(mine[pk], _("%(name)s (no more)") % {"name": name}) for pk, name in former.items()]
    present = one.write(value)
    if present and present not in {key for key, _words in options}:
        options.append((present, one.show(value)))
    return options if one.required and len(options) == 1 else [("", "–"), *options]


def first_values(
    register: Register, user: User, copied: Record | None = None, last: Record | None = None
) -> dict[str, Any]:
    """What a new record begins with: what the model says, one's own unit and today; of a copied record everything but
    days and counts, which are left to be typed; after the ``last`` one its unit and day, and the fields ``again``."""
    values: dict[str, Any] = {
        name: one.empty if one.first is None else one.first for name, one in register.fields.items()
    }
    if copied is not None:
        kept = register.values(copied)
        values.update({n: kept[n] for n, f in register.fields.items() if f.kind not in ("day", "count")})
    for name, one in register.fields.items():
        if one.kind == "day" and one.required and copied is None:
            values[name] = today() if last is None else getattr(last, name)
    if last is not None:
        kept = register.values(last)
        values.update({n: kept[n] for n in (register.unit, *register.again) if n in kept})
    if register.unit in register.fields and values[register.unit] not in register.mine(user):
        values[register.unit] = register.home(user) or values[register.unit]
    return values
